"""Shards: there whole or not at all, and named by what they hold."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.store import Store, batched, write_atomically

FRAME = pl.DataFrame({"key": ["a", "b"], "value": [1, None]})


def test_a_shard_is_read_as_it_was_put(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("stage", {"one": FRAME, "two": FRAME.head(0)})
    assert store.read("stage", "one", FRAME.schema).equals(FRAME)
    assert store.read("stage", "two", FRAME.schema).height == 0


def test_the_same_tables_are_the_same_shard(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.put("stage", {"one": FRAME}).name == store.put("stage", {"one": FRAME.clone()}).name
    assert len(store.shards("stage")) == 1
    store.put("stage", {"one": FRAME.reverse()})
    assert len(store.shards("stage")) == 2


def test_a_stage_without_shards_has_no_rows_but_all_columns(tmp_path: Path) -> None:
    nothing = Store(tmp_path).read("stage", "one", FRAME.schema)
    assert (nothing.height, nothing.schema) == (0, FRAME.schema)


def test_the_first_rows_are_those_of_all_shards(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for ids in ([5, 1, 9], [2, 8, 4]):
        store.put("stage", {"rows": pl.DataFrame({"id": ids, "word": [f"w{one}" for one in ids], "rest": ids})})
    shown, rows = store.first_rows("stage", "rows", ["id", "word"], 3)
    assert (shown.rows(), rows) == ([(1, "w1"), (2, "w2"), (4, "w4")], 6)


def test_equal_keys_do_not_make_the_first_rows_more(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("stage", {"rows": pl.DataFrame({"id": [1, 1, 1, 2], "word": ["a", "b", "c", "d"]})})
    shown, rows = store.first_rows("stage", "rows", ["id", "word"], 2)
    assert (shown["id"].to_list(), rows) == ([1, 1], 4)


def test_without_rows_the_first_are_none_but_have_their_columns(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for _ in range(2):
        shown, rows = store.first_rows("stage", "rows", ["key", "value"], 2)
        assert (shown.columns, shown.height, rows) == (["key", "value"], 0, 0)
        store.put("stage", {"rows": FRAME.head(0)})


def test_a_shard_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(Exception, match="Object"):
        store.put("stage", {"bad": pl.DataFrame({"x": pl.Series([object()], dtype=pl.Object)}), "good": FRAME})
    assert store.shards("stage") == []
    assert list((tmp_path / "stage").iterdir()) == []


def test_what_a_killed_run_left_is_no_shard_and_is_swept_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("stage", {"one": FRAME})
    leftover = tmp_path / "stage" / ".tmp-4711"
    leftover.mkdir()
    (leftover / "one.parquet").write_bytes(b"half")
    assert len(store.shards("stage")) == 1
    store.tidy()
    assert not leftover.exists()
    assert len(store.shards("stage")) == 1


def test_a_dropped_shard_is_gone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    shard = store.put("stage", {"one": FRAME})
    store.drop("stage", [shard])
    assert list((tmp_path / "stage").iterdir()) == []


@pytest.mark.parametrize(
    ("weights", "limit", "sizes"),
    [([1] * 5, 2, [2, 2, 1]), ([10**9, 1, 1], 100, [1, 2]), ([], 5, []), ([1, 10**9, 1], 100, [2, 1])],
)
def test_batches_are_cut_by_number_and_by_weight(weights: list[int], limit: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in batched(weights, limit, lambda weight: weight)] == sizes


def test_a_small_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]

import gzip
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.sources import FolderSource
from pipeline.text.model import RawDocument, Rejected

FULL = {
    "id": "r-7",
    "url": "https://example.org/7",
    "publisher": "Example Wire",
    "title": "Strike hits a bakery",
    "text": "A strike hit a bakery on Tuesday, killing two workers.",
    "published_at": "2019-12-03T08:00:00Z",
}


def lines(*records: Mapping[str, Any] | str | bytes) -> bytes:
    return b"".join(
        (r if isinstance(r, bytes) else (r if isinstance(r, str) else json.dumps(r)).encode()) + b"\n" for r in records
    )


def read(folder: Path, data: bytes, name: str = "feed.jsonl", **options: Any) -> list[RawDocument | Rejected]:
    (folder / name).write_bytes(data)
    return list(FolderSource([folder / name], base=folder, **options).read())


def read_all_documents(folder: Path, data: bytes, **options: Any) -> list[RawDocument]:
    items = read(folder, data, **options)
    assert all(isinstance(item, RawDocument) for item in items), items
    return [item for item in items if isinstance(item, RawDocument)]


def read_one_rejection(folder: Path, data: bytes, **options: Any) -> Rejected:
    [item] = read(folder, data, **options)
    assert isinstance(item, Rejected)
    return item


def test_a_record_is_one_report_with_what_it_declares(tmp_path: Path) -> None:
    [document] = read_all_documents(tmp_path, lines(FULL))
    assert document.source == "jsonl"
    assert document.uri == "feed.jsonl#L1"
    assert document.given_id == document.external_id == "r-7"
    assert document.data.decode() == FULL["text"]
    assert (document.url, document.publisher) == (FULL["url"], FULL["publisher"])
    assert (document.title, document.published_at) == (FULL["title"], FULL["published_at"])


def test_a_record_without_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    [_, document] = read_all_documents(tmp_path, lines(FULL, {"text": "No id here."}))
    assert document.external_id == "feed-2"
    assert document.given_id is None


@pytest.mark.parametrize("absent", [None, "", "  "])
@pytest.mark.parametrize("field", ["id", "url", "publisher", "title", "published_at"])
def test_a_field_that_is_null_or_blank_is_absent(tmp_path: Path, field: str, absent: str | None) -> None:
    [document] = read_all_documents(tmp_path, lines(FULL | {field: absent}))
    assert getattr(document, "given_id" if field == "id" else field) is None


def test_an_id_given_as_a_whole_number_is_its_digits(tmp_path: Path) -> None:
    [document] = read_all_documents(tmp_path, lines(FULL | {"id": 42}))
    assert document.given_id == "42"


def test_fields_that_nobody_knows_are_no_fault(tmp_path: Path) -> None:
    assert len(read_all_documents(tmp_path, lines(FULL | {"tags": ["a", 1]}))) == 1


@pytest.mark.parametrize("field", ["id", "url", "publisher", "title", "text", "published_at"])
def test_the_hash_changes_with_every_declared_field(tmp_path: Path, field: str) -> None:
    one, other = read_all_documents(tmp_path, lines(FULL, FULL | {field: "changed"}))
    assert one.raw_hash != other.raw_hash


def test_the_hash_does_not_run_fields_together(tmp_path: Path) -> None:
    one, other = read_all_documents(
        tmp_path, lines({"text": "x", "publisher": "ab", "title": "c"}, {"text": "x", "publisher": "a", "title": "bc"})
    )
    assert one.raw_hash != other.raw_hash


def test_two_texts_with_one_id_are_two_documents(tmp_path: Path) -> None:
    one, other = read_all_documents(tmp_path, lines(FULL, FULL | {"text": "The toll rose to three."}))
    assert one.external_id == other.external_id
    assert one.raw_hash != other.raw_hash


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"text": "cut of', "not valid JSON at column"),
        ("not json at all", "not valid JSON at column 1"),
        ('{"text": "a"} {"text": "b"}', "not valid JSON at column 15: Extra data"),
        ("[1, 2]", "must be a JSON object with a field 'text', this is a list"),
        ('"words"', "this is text"),
        ("7", "this is a number"),
        ("null", "this is null"),
        ("[" * 100_000, "nested too deeply"),
        ({"id": "1"}, "field 'text' is missing; fields are: id"),
        ({}, "field 'text' is missing; fields are: none"),
        ({"text": None}, "field 'text' must be text, is null"),
        ({"text": 7}, "field 'text' must be text, is a number"),
        ({"text": ["a"]}, "field 'text' must be text, is a list"),
        ({"text": " \n "}, "field 'text' is empty"),
        ({"text": "x", "title": ["a"]}, "field 'title' must be text or null, is a list"),
        ({"text": "x", "id": {"n": 1}}, "field 'id' must be text or null, is an object"),
        ({"text": "x", "id": True}, "field 'id' must be text or null, is true or false"),
        ({"text": "x", "published_at": 1575201600}, "field 'published_at' must be text or null, is a number"),
        (b"\x00\x01\x02\x03\x04\x05", "line is binary"),
    ],
)
def test_a_broken_line_is_refused_with_its_number_and_the_others_are_read(
    tmp_path: Path, broken: Mapping[str, Any] | str | bytes, reason: str
) -> None:
    items = read(tmp_path, lines(FULL, broken, FULL | {"id": "after"}))
    assert [type(item) for item in items] == [RawDocument, Rejected, RawDocument]
    rejection = items[1]
    assert isinstance(rejection, Rejected)
    assert (rejection.uri, rejection.stage) == ("feed.jsonl#L2", "source")
    assert reason in rejection.reason
    assert rejection.value is not None
    assert len(rejection.value) <= 201


def test_blank_lines_count_as_lines_and_as_nothing_else(tmp_path: Path) -> None:
    documents = read_all_documents(tmp_path, b"\n \n" + lines(FULL) + b"\r\n")
    assert [d.uri for d in documents] == ["feed.jsonl#L3"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_lines_is_refused(tmp_path: Path, data: bytes) -> None:
    assert read_one_rejection(tmp_path, data).reason.startswith("empty file")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + lines(FULL, FULL).replace(b"\n", b"\r\n")
    assert len(read_all_documents(tmp_path, data)) == 2


def test_a_last_line_without_line_end_is_read(tmp_path: Path) -> None:
    assert len(read_all_documents(tmp_path, lines(FULL, FULL).rstrip(b"\n"))) == 2


def test_lines_in_a_western_code_page_are_read_as_such(tmp_path: Path) -> None:
    line = '{"text": "Residents of the café said “nothing is left”."}'.encode("cp1252")
    [document] = read_all_documents(tmp_path, line)
    assert document.data.decode() == "Residents of the café said “nothing is left”."


def test_half_a_surrogate_pair_and_an_escaped_nul_leave_valid_utf_8(tmp_path: Path) -> None:
    documents = read_all_documents(
        tmp_path, b'{"text": "half \\ud83d pair", "title": "\\udc00"}\n{"text": "a\\u0000b"}\n'
    )
    assert documents[0].data.decode() == "half \ufffd pair"
    assert documents[0].title == "\ufffd"
    assert documents[1].data == b"a\x00b"


def test_markup_and_sql_in_titles_are_kept_as_they_are(tmp_path: Path) -> None:
    title = "<script>alert(1)</script>'; DROP TABLE claims; --"
    [document] = read_all_documents(tmp_path, lines(FULL | {"title": title}))
    assert document.title == title


@pytest.mark.parametrize("opening", ["[", "{"])
def test_one_json_value_over_many_lines_is_refused_once_with_the_way_out(tmp_path: Path, opening: str) -> None:
    pretty = json.dumps([FULL] * 50 if opening == "[" else FULL, indent=1).encode()
    rejection = read_one_rejection(tmp_path, pretty)
    assert "not JSON Lines" in rejection.reason


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    items = read(tmp_path, lines({"text": "x" * 5000}, FULL), max_bytes=2048)
    assert isinstance(items[0], Rejected)
    assert "limit" in items[0].reason
    assert items[0].uri == "feed.jsonl#L1"
    assert isinstance(items[1], RawDocument)
    assert items[1].uri == "feed.jsonl#L2"


def test_fifty_megabytes_in_one_line_are_refused_within_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(50):
            file.write(b"word " * (1024 * 1024 // 5))
        file.write(b'"}\n' + lines(FULL))
    tracemalloc.start()
    try:
        rejection, document = FolderSource([path], max_bytes=1024 * 1024).read()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(rejection, Rejected)
    assert "50.0 MB in one report, the limit is 1.0 MB" in rejection.reason
    assert isinstance(document, RawDocument)
    assert peak < 12 * 1024 * 1024


def test_a_compressed_file_gives_the_same_reports(tmp_path: Path) -> None:
    plain = read(tmp_path, lines(FULL, "broken", FULL))
    packed = read(tmp_path, gzip.compress(lines(FULL, "broken", FULL)), name="feed.jsonl.gz")
    assert [type(i) for i in packed] == [type(i) for i in plain]
    assert [getattr(i, "raw_hash", None) for i in packed] == [getattr(i, "raw_hash", None) for i in plain]
    assert packed[0].uri == "feed.jsonl.gz#L1"


def test_a_compressed_record_without_id_is_named_without_the_endings(tmp_path: Path) -> None:
    [document] = read(tmp_path, gzip.compress(lines({"text": "x"})), name="feed.jsonl.gz")
    assert isinstance(document, RawDocument)
    assert document.external_id == "feed-1"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_lines_before_a_break_in_a_compressed_file_are_kept(tmp_path: Path, share: float) -> None:
    records = [FULL | {"id": str(n), "text": f"Report {n}: " + hex(n**90)} for n in range(400)]
    packed = gzip.compress(lines(*records))
    items = read(tmp_path, packed[: int(len(packed) * share)], name="feed.jsonl.gz")
    kept = [item for item in items if isinstance(item, RawDocument)]
    assert [d.given_id for d in kept] == [str(n) for n in range(len(kept))]
    assert len(kept) > 400 * share * 0.5
    last = items[-1]
    assert isinstance(last, Rejected)
    assert len(items) == len(kept) + 1
    assert last.uri == f"feed.jsonl.gz#L{len(kept) + 1}"
    assert "breaks off" in last.reason


def test_a_compressed_file_with_only_its_checksum_cut_off_loses_nothing(tmp_path: Path) -> None:
    items = read(tmp_path, gzip.compress(lines(FULL, FULL))[:-4], name="feed.jsonl.gz")
    assert [type(item) for item in items] == [RawDocument, RawDocument, Rejected]


@pytest.mark.parametrize("data", [b"plain words", lines(FULL), b"\x1f\x8b\x08\x00"])
def test_a_file_named_gz_that_is_no_gzip_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "gzip stream breaks off" in read_one_rejection(tmp_path, data, name="feed.jsonl.gz").reason


def test_damage_in_the_middle_of_a_compressed_file_ends_it_with_a_reason(tmp_path: Path) -> None:
    records = [FULL | {"id": str(n), "text": hex(n**90)} for n in range(400)]
    packed = bytearray(gzip.compress(lines(*records)))
    packed[len(packed) // 2 : len(packed) // 2 + 64] = b"\xff" * 64
    items = read(tmp_path, bytes(packed), name="feed.jsonl.gz")
    assert isinstance(items[-1], Rejected)
    assert sum(isinstance(item, RawDocument) for item in items) > 50


def test_compressed_files_that_were_joined_are_read_through(tmp_path: Path) -> None:
    data = gzip.compress(lines(FULL)) + gzip.compress(lines(FULL | {"id": "second"}))
    assert len(read(tmp_path, data, name="feed.jsonl.gz")) == 2

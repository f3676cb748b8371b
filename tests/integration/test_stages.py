"""The line up to its raw tables: the same rows in any order, at once or piece by piece; known work is not redone."""

import random
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.line import Line
from pipeline.sources.discovery import Found
from pipeline.sources.folder import FolderSource
from pipeline.stages import balance, extraction, ingest, prints, publications
from pipeline.stages.frames import CLAIMS, EXTRACTED
from pipeline.text.model import Article, Rejected
from tests.integration.conftest import LineMaker
from tests.integration.world import REPORTS, stages, tables, through_raw, write_reports


def raw(line: Line) -> dict[str, list[Any]]:
    return tables(line.settings.warehouse_path, "raw")


def ids(line: Line) -> set[str]:
    return set(publications.documents(line.store)["document_id"])


@pytest.fixture
def at_once(make_line: LineMaker, reports: Path) -> Line:
    line = make_line("at_once", reports)
    through_raw(line)
    return line


def test_figures_of_all_kinds_of_files_reach_the_raw_tables(at_once: Line) -> None:
    rows = raw(at_once)
    assert len(rows["documents"]) == 6
    assert len(rows["claims"]) >= 8
    assert [row for row in rows["quarantine"] if "broken.jsonl" in row]


def test_every_stage_accounts_for_every_row(at_once: Line) -> None:
    store = at_once.store
    sides = [balance.of_sources(store), balance.of_articles(store), balance.of_publications(store)]
    sides += [balance.of_extraction(store, name) for name in EXTRACTED]
    sides += balance.of_load(store, at_once.text_version, at_once.extractor_version, at_once.load()).values()
    assert all(side.holds for side in sides), sides
    assert sides[0].read == 7
    assert sides[0].quarantined == 1


def test_a_lost_row_breaks_the_balance(at_once: Line) -> None:
    shard = at_once.store.shards(extraction.STAGE)[0]
    (shard.path / "claims.parquet").unlink()
    shard_rows = (
        at_once.store.read("none", "claims", CLAIMS).with_columns(extraction_id=None).cast({"extraction_id": str})
    )
    shard_rows.write_parquet(shard.path / "claims.parquet")
    assert not balance.of_extraction(at_once.store, "claims").holds


@pytest.mark.parametrize("seed", [1, 2])
def test_reports_in_any_order_and_any_cut_of_shards_give_the_same_tables(
    seed: int, at_once: Line, make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = FolderSource.read

    def shuffled(self: FolderSource) -> Any:
        items = list(read(self))
        random.Random(seed).shuffle(items)
        return iter(items)

    monkeypatch.setattr(FolderSource, "read", shuffled)
    line = make_line("shuffled", reports, shard_documents=seed)
    through_raw(line)
    assert raw(line) == raw(at_once)


def test_reports_that_come_one_by_one_give_the_tables_of_all_at_once(
    at_once: Line, make_line: LineMaker, reports: Path, tmp_path: Path
) -> None:
    growing = tmp_path / "growing"
    for name in reversed(REPORTS):
        write_reports(growing, names=[name])
        line = make_line("growing_data", growing)
        through_raw(line)
    rows, expected = raw(line), raw(at_once)
    for name in expected:
        assert [row.replace("growing", "reports") for row in rows[name]] == expected[name] or name == "quarantine"


def test_a_second_pass_does_no_work(at_once: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {stage: at_once.store.names(stage) for stage in ("documents", "articles", "publications", "extractions")}

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("known work was done again")

    monkeypatch.setattr("pipeline.line._parse", refuse)
    monkeypatch.setattr("pipeline.line._resolve", refuse)
    monkeypatch.setattr("pipeline.extract.extractor.Extractor.extract", refuse)
    monkeypatch.setattr("pipeline.warehouse.load.load", refuse)
    again = Line(at_once.settings)
    through_raw(again)
    assert {stage: again.store.names(stage) for stage in before} == before
    scan = ingest.last_scan(again.store)
    assert scan is not None
    assert (scan.new, scan.unchanged, scan.quarantined) == (0, 6, 1)


def test_only_what_was_touched_is_read_and_every_report_is_counted(
    at_once: Line, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sources.seen._SETTLED_NS", -(10**12))
    opened: list[str] = []
    monkeypatch.setattr("pipeline.sources.folder.FolderSource._items", _told(FolderSource._items, opened))
    first, second, third = [(Line(at_once.settings).ingest(), opened.copy(), opened.clear())[:2] for _ in range(3)]
    assert [scan.read for scan, _ in (first, second, third)] == [7, 7, 7]
    assert (third[0].unchanged, third[0].quarantined) == (6, 1)
    assert len(first[1]) > 1
    assert second[1] == third[1] == ["broken.jsonl"]
    (reports / "late.txt").write_text("Two farmers died when a mine went off near the river, a medic said.\n", "utf-8")
    scan = Line(at_once.settings).ingest()
    assert (scan.new, scan.unchanged, scan.quarantined) == (1, 6, 1)
    assert "late.txt" in opened
    opened.clear()
    line = Line(at_once.settings)
    line.intake.forget_files()
    assert line.ingest().read == 8
    assert len(opened) == len(first[1]) + 1


def _told(read: Any, opened: list[str]) -> Any:
    def reading(source: FolderSource, found: Found, reader: Any) -> Any:
        opened.append(found.path.name)
        return read(source, found, reader)

    return reading


def test_the_same_path_with_new_text_is_a_new_document_and_keeps_the_old_one(at_once: Line, reports: Path) -> None:
    before = ids(at_once)
    changed = REPORTS["harbour.txt"].replace("At least 12 civilians", "At least 15 civilians")
    (reports / "harbour.txt").write_text(changed, encoding="utf-8")
    line = Line(at_once.settings)
    through_raw(line)
    assert len(ids(line)) == len(before) + 1
    assert before < ids(line)


def test_a_copy_of_a_report_is_the_same_document_whichever_came_first(at_once: Line, reports: Path) -> None:
    before = raw(at_once)
    (reports / "zz-copy.txt").write_text("\ufeff" + REPORTS["harbour.txt"].replace("\n", "\r\n"), encoding="utf-8")
    through_raw(line := Line(at_once.settings))
    assert raw(line)["documents"] == before["documents"]
    (reports / "a-copy.txt").write_text(REPORTS["harbour.txt"], encoding="utf-8")
    through_raw(line := Line(at_once.settings))
    assert len(raw(line)["documents"]) == len(before["documents"])
    assert [row for row in raw(line)["documents"] if "a-copy.txt" in row]


def _extracted_documents(line: Line, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that the next extraction works on."""
    from pipeline.extract.extractor import Extractor

    worked: list[str] = []
    extract = Extractor.extract

    def spy(self: Extractor, article: Article, published_on: Any) -> Any:
        worked.append(article.title or "")
        return extract(self, article, published_on)

    monkeypatch.setattr(Extractor, "extract", spy)
    line.extract()
    return worked


def _date_anew(line: Line, title: str) -> None:
    """As if a report had turned out to be of a day later."""
    dated = publications.documents(line.store)
    later = dated["published_on"].dt.offset_by("1d").zip_with(dated["title"] == title, dated["published_on"])
    (shard,) = line.store.shards(publications.STAGE)
    dated.with_columns(published_on=later).write_parquet(shard.path / "documents.parquet")


def test_a_changed_date_re_extracts_only_its_document(at_once: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    _date_anew(at_once, "Camps near the border are full")
    assert _extracted_documents(Line(at_once.settings), monkeypatch) == ["Camps near the border are full"]


def test_another_version_of_the_extractor_re_extracts_all_and_leaves_nothing_old(
    at_once: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(at_once.settings)
    line.__dict__["extractor_version"] = "other"
    assert len(_extracted_documents(line, monkeypatch)) == 6
    assert set(line.store.read(extraction.STAGE, "claims", CLAIMS)["extractor_version"]) == {"other"}


def test_full_re_extracts_everything_and_changes_nothing(at_once: Line) -> None:
    before = raw(at_once)
    assert Line(at_once.settings).extract(full=True).documents == 6
    at_once.load()
    assert raw(at_once) == before


def test_loading_replaces_what_was_extracted_anew_and_leaves_the_rest(at_once: Line, reports: Path) -> None:
    warehouse = at_once.settings.warehouse_path
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE raw.claims SET evidence = 'as it was'")
    new = "Published: 6 March 2020\n\nShells on Kafr Nabl\n\nAt least 31 people were killed in Kafr Nabl on Thursday.\n"
    (reports / "new.txt").write_text(new, encoding="utf-8")
    through_raw(Line(at_once.settings))
    _date_anew(at_once, "Camps near the border are full")
    line = Line(at_once.settings)
    line.extract()
    line.load()
    told = "SELECT best, evidence = 'as it was' FROM raw.claims ORDER BY best"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        left = dict(connection.execute(told).fetchall())
    assert [best for best, kept in left.items() if not kept] == [31, 350_000]
    assert len(left) > 2
    line = Line(at_once.settings)
    line.__dict__["extractor_version"] = "other"
    line.extract()
    line.load()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM raw.claims WHERE evidence = 'as it was'").fetchone() == (0,)


def test_a_report_that_breaks_the_rules_is_quarantined_and_the_others_go_on(
    make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.extract.extractor import Extractor

    extract = Extractor.extract

    def breaks(self: Extractor, article: Article, published_on: Any) -> Any:
        if "Saraqib" in article.text:
            raise ZeroDivisionError("of the test")
        return extract(self, article, published_on)

    monkeypatch.setattr(Extractor, "extract", breaks)
    line = make_line("data", reports)
    through_raw(line)
    rows = raw(line)
    assert [row for row in rows["quarantine"] if "'extract'" in row and "ZeroDivisionError" in row]
    assert len(rows["claims"]) >= 5
    assert balance.of_extraction(line.store, "claims").holds


def test_a_parser_that_breaks_on_one_report_does_not_stop_the_others(
    make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import line as module

    parse = module._parse

    def breaks(raw_document: Any) -> Article | Rejected:
        if raw_document.uri.endswith("courier.md"):
            raise RecursionError("of the test")
        return parse(raw_document)

    monkeypatch.setattr(module, "_parse", breaks)
    line = make_line("data", reports)
    through_raw(line)
    assert [row for row in raw(line)["quarantine"] if "'parse'" in row and "RecursionError" in row]
    assert len(raw(line)["documents"]) == 5


def test_rows_that_fail_validation_are_quarantined_with_reason_and_value(
    make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.stages import frames

    claim_row = frames.claim_row

    def corrupt(claim: Any, version: str) -> Any:
        row = claim_row(claim, version)
        return row | {"best": -1} if row["low"] == 12 else row

    monkeypatch.setattr(extraction, "claim_row", corrupt)
    line = make_line("data", reports)
    through_raw(line)
    assert [row for row in raw(line)["quarantine"] if "'claims'" in row and "best: must be 1 or more" in row]
    assert balance.of_extraction(line.store, "claims").quarantined == 1
    assert balance.of_extraction(line.store, "claims").holds
    orphans = [row for row in raw(line)["claims"] if "five children" in row]
    assert orphans
    assert stages(line)  # the part of a quarantined whole stays, as part of nothing


def test_an_empty_folder_gives_empty_tables(make_line: LineMaker, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    line = make_line("data", tmp_path / "nothing")
    through_raw(line)
    assert {name: rows for name, rows in raw(line).items() if rows} == {}


def test_the_inbox_is_always_read(make_line: LineMaker, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    line = make_line("data", tmp_path / "nothing")
    write_reports(line.settings.inbox_dir, names=["harbour.txt"])
    through_raw(line)
    assert len(raw(line)["documents"]) == 1
    assert [path.name for path in line.settings.inbox_dir.iterdir()] == ["harbour.txt"]


def test_dbt_starts_over_at_first_and_when_everything_is_wanted_anew(at_once: Line) -> None:
    assert at_once.starts_over()
    at_once.mark_built()
    assert not at_once.starts_over()
    at_once.extract(full=True)
    assert at_once.starts_over()


@pytest.mark.parametrize(("rows", "pieces"), [(1, 6), (4, 2), (2_500, 1)])
def test_prints_are_read_where_the_reports_asked_for_lie(
    make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch, rows: int, pieces: int
) -> None:
    monkeypatch.setattr("pipeline.stages.prints._ROWS_AT_ONCE", rows)
    line = make_line("cut", reports, shard_documents=1)
    through_raw(line)
    wanted = publications.documents(line.store)["raw_hash"]
    everywhere, there = (
        [piece for piece in prints.Pieces(line.store, "prints", wanted)(["document_id"], sought) if piece.height]
        for sought in (None, pl.Series([min(ids(line))]))
    )
    assert len(everywhere) == pieces
    assert sorted(pl.concat(everywhere)["document_id"]) == sorted(ids(line))
    assert [piece["document_id"].to_list() for piece in there] == [[min(ids(line))]]

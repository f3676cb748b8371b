"""The same ledger whatever the order of arrival, the cut into refreshes, and the number of copies."""

import json
import random
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import stories
from tests.integration.battle import BATTLE
from tests.integration.compiled_ledger import Ledger
from tests.integration.world import make_line, through_raw

SOME = 12
COPIES = 1000
IDS = ("document_id", "claim_id", "part_of_claim_id", "violation_report_id", "truce_mention_id")
FIGURES = """
    select casualty_id, version, known_from, known_to, low, best, high, sources, sources_agree, independent_sources,
        parent_casualty_id
    from casualties_history order by all
"""


@settings(max_examples=2)
@given(seed=st.integers(0, 10_000))
def test_reports_in_any_order_and_any_refreshes_make_the_ledger_of_all_at_once(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory, gazetteer_cache: Path, seed: int
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("orders")
    reports = list(islice(stories(seed), SOME))
    line = make_line(folder / "at_once_data", _written(folder / "at_once", reports), gazetteer_cache)
    through_raw(line)
    expected = ledger.replay_file(line.settings.warehouse_path)
    assert expected["casualties_history"]
    chance.shuffle(reports)
    cuts = sorted(chance.sample(range(1, SOME), 2))
    for start, end in zip([0, *cuts], [*cuts, SOME], strict=True):
        growing = make_line(folder / "data", _written(folder / "growing", reports[start:end]), gazetteer_cache)
        through_raw(growing)
    assert ledger.replay_file(growing.settings.warehouse_path) == expected
    growing.date_documents(full=True)
    growing.extract(full=True)
    growing.load()
    assert ledger.replay_file(growing.settings.warehouse_path) == expected


def test_making_anew_only_what_has_changed_ends_as_making_all_anew(
    ledger: Ledger, tmp_path: Path, gazetteer_cache: Path
) -> None:
    reports = list(islice(stories(5), 2 * SOME))
    random.Random(5).shuffle(reports)
    for start in range(0, 2 * SOME, SOME):
        line = make_line(tmp_path / "data", _written(tmp_path / "reports", reports[start:][:SOME]), gazetteer_cache)
        through_raw(line)
        growing = ledger.beside(line.settings.warehouse_path, tmp_path / "target")
        growing.run()
        assert growing.exported() == ledger.replay_file(growing.warehouse)
    # Documents that are gone, dated anew, or rid of their figures.
    growing.change(
        "delete from raw.claims where document_id in (select document_id from raw.documents order by all limit 2)"
    )
    growing.change("update raw.documents set published_on = published_on + 1 where document_id like '%3%'")
    growing.change("delete from raw.documents where document_id not in (select document_id from raw.claims)")
    growing.run()
    assert growing.exported() == ledger.replay_file(growing.warehouse)
    # What has not changed was not made anew, and is when everything must be.
    growing.change("update intermediate.int_things set cause = 'as it was'")
    growing.run("--select", "int_things")
    assert growing.rows("select distinct cause from intermediate.int_things") == [("as it was",)]
    growing.run("--full-refresh", "--select", "int_things")
    assert ("as it was",) not in growing.rows("select distinct cause from intermediate.int_things")


def _written(folder: Path, reports: list[dict[str, str]]) -> Path:
    folder.mkdir(exist_ok=True)
    name = f"{len(list(folder.iterdir()))}.jsonl"
    (folder / name).write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
    return folder


def test_a_thousand_copies_of_a_story_change_how_often_a_figure_is_reported_and_nothing_else(ledger: Ledger) -> None:
    ledger.replay(BATTLE)
    memory = ledger.memory
    figures, totals = memory.execute(FIGURES).fetchall(), memory.execute("from ledger_totals order by all").fetchall()
    reports = "select sum(reports) from casualties where window_start = date '2019-11-30' and affiliation is null"
    (before,) = memory.execute(reports).fetchone() or (0,)
    for table in ("documents", "claims", "violation_reports", "truce_mentions"):
        columns = [row[0] for row in memory.execute(f"describe raw.{table}").fetchall()]
        renamed = ", ".join(f"'copy' || n || 'of' || {name} as {name}" for name in IDS if name in columns)
        memory.execute(f"""
            insert into raw.{table}
            select * exclude (n) replace ({renamed})
            from raw.{table}, range({COPIES}) as copy (n)
            where document_id = 'radio'
        """)
    ledger.rebuild()
    assert memory.execute(FIGURES).fetchall() == figures
    assert memory.execute("from ledger_totals order by all").fetchall() == totals
    (after,) = memory.execute(reports).fetchone() or (0,)
    assert after >= before + COPIES

"""The five reports that the rules of the ledger were written about, from file to published answer.

Belongs here: what the published tables say of them. Does not: their words; they lie beside the project only where it is
developed, and elsewhere these tests skip.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.refreshed import Refreshed, start

FIVE = Path(__file__).parents[3] / "shared" / "reports"
WEEKEND = "window_start = date '2019-11-30' and window_end = date '2019-12-01'"
pytestmark = pytest.mark.skipif(not FIVE.exists(), reason="the five reports lie beside the project only in development")
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def ask(refreshed: Refreshed, gazetteer_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks the file published from the five reports."""
    five = start(tmp_path_factory.mktemp("five") / "data", [str(FIVE)], gazetteer_cache, built_by=refreshed)

    def answer(query: str) -> list[tuple[Any, ...]]:
        with closing(duckdb.connect(str(five.published), read_only=True)) as connection:
            return connection.execute(query).fetchall()

    return answer


@pytest.mark.parametrize(
    ("day", "toll", "government", "opposition"), [("2019-12-01", 69, 36, 33), ("2019-12-02", 96, 51, 45)]
)
def test_one_observatory_counted_the_weekend_and_its_toll_rose_overnight(
    ask: Ask, day: str, toll: int, government: int, opposition: int
) -> None:
    known = ask(f"""
        select affiliation, low, best, high, independent_sources, sources
        from casualties_as_of('{day}')
        where {WEEKEND} and population = 'combatants'
        order by affiliation nulls first
    """)
    assert known == [
        (None, toll, toll, toll, 1, ["SOHR"]),
        ("government", government, government, government, 1, ["SOHR"]),
        ("opposition", opposition, opposition, opposition, 1, ["SOHR"]),
    ]


def test_the_copies_are_one_wire_story_and_the_toll_has_all_their_reports(ask: Ask) -> None:
    assert ask("""
        select count(*), count(distinct wire_story_id) from documents where list_contains(agencies, 'AFP')
    """) == [(4, 1)]
    assert ask(f"""
        select documents, independent_sources from casualties
        where {WEEKEND} and population = 'combatants' and affiliation is null
    """) == [(4, 1)]


def test_the_dead_of_the_day_before_stay_apart_from_those_of_the_battle(ask: Ask) -> None:
    assert ask("""
        select window_start, population, best from casualties
        where window_start >= date '2020-01-01' and parent_casualty_id is null
        order by window_start
    """) == [(date(2020, 1, 15), "civilians", 19), (date(2020, 1, 16), "combatants", 39)]


def test_the_sentence_that_changed_between_copies_is_told_with_both_spans(ask: Ask) -> None:
    ((claim_ids, detail),) = ask("select subject_ids, detail from data_quality where kind = 'changed_between_copies'")
    spans = ask(f"""
        select claims.low, claims.high, char_start, char_end, document_id, text[char_start + 1:char_end]
        from claims inner join documents using (document_id)
        where list_contains({claim_ids}, claim_id)
        order by claims.low
    """)
    assert {(low, high) for low, high, *_ in spans} == {(20000, 99999), (200000, 999999)}
    for low, high, start_, end, document_id, words in spans:
        assert f"{low} to {high} at {start_}-{end} of {document_id}" in detail
        assert words.lower() == ("tens of thousands" if low == 20000 else "hundreds of thousands")


def test_two_truces_were_broken_within_a_week(ask: Ask) -> None:
    broken = ask("""
        with first as (select ceasefire_id, min(window_start) as day from ceasefire_violations group by ceasefire_id)
        select effective_on, day - effective_on
        from first inner join ceasefires using (ceasefire_id)
        where day - effective_on <= 7
        order by effective_on
    """)
    assert broken == [(date(2019, 8, 31), 0), (date(2020, 1, 12), 2)]

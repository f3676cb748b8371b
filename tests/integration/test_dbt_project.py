"""The dbt project over hand-written raw tables: one real build with all tests, then properties of its compiled SQL."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.battle import BATTLE, claim
from tests.integration.compiled_ledger import Ledger
from tests.integration.raw_warehouse import Row


def test_the_whole_project_builds_with_its_data_and_unit_tests(ledger: Ledger) -> None:
    assert "Completed successfully" in ledger.log
    assert " unit tests" in ledger.log


def test_every_published_table_and_column_has_a_comment(ledger: Ledger) -> None:
    bare = ledger.rows("""
        select table_name, null from duckdb_tables() where schema_name = 'main' and comment is null
        union all
        select table_name, column_name from duckdb_columns()
        where schema_name = 'main' and not internal and comment is null
    """)
    assert bare == []


@pytest.mark.parametrize(
    ("day", "toll", "government", "opposition"),
    [("2019-12-01", 69, 36, 33), ("2019-12-02", 96, 51, 45), ("2030-01-01", 96, 51, 45)],
)
def test_the_toll_of_the_weekend_as_known_on_a_day(
    ledger: Ledger, day: str, toll: int, government: int, opposition: int
) -> None:
    known = ledger.rows(f"""
        select affiliation, low, best, high, independent_sources, sources
        from casualties_as_of('{day}')
        where window_start = date '2019-11-30'
        order by affiliation nulls first
    """)
    assert known == [
        (None, toll, toll, toll, 1, ["SOHR"]),
        ("government", government, government, government, 1, ["SOHR"]),
        ("opposition", opposition, opposition, opposition, 1, ["SOHR"]),
    ]


def test_a_version_holds_the_claims_that_came_with_it_and_a_row_all_that_bear_on_it(ledger: Ledger) -> None:
    chosen = "where window_start = date '2019-11-30' and affiliation = 'government'"
    versions = ledger.rows(f"select claim_ids, reports from casualties_history {chosen} order by version")
    assert [reports for _, reports in versions] == [len(versions[0][0]), len(versions[0][0]) + len(versions[1][0])]
    now = sorted(versions[0][0] + versions[1][0])
    assert ledger.rows(f"select claim_ids from casualties {chosen}") == [(now,)]
    assert ledger.rows(f"select claim_ids from casualties_as_of('2019-12-02') {chosen}") == [(now,)]
    assert ledger.rows(f"select claim_ids from casualties_as_of('2019-12-01') {chosen}") == [(versions[0][0],)]


def test_nothing_was_known_before_the_first_report(ledger: Ledger) -> None:
    for table in ("casualties", "displacement", "ceasefire_violations"):
        assert ledger.rows(f"select count(*) from {table}_as_of('2019-11-30')") == [(0,)]


def test_the_battle_has_two_parts_and_lies_in_the_running_total(ledger: Ledger) -> None:
    chain = ledger.rows("""
        select part.best, whole.best, total.best
        from casualties as part
        inner join casualties as whole on part.parent_casualty_id = whole.casualty_id
        inner join casualties as total on whole.parent_casualty_id = total.casualty_id
        where part.affiliation is not null
        order by part.best
    """)
    assert chain == [(45, 96, 470), (51, 96, 470)]


def test_a_lead_of_at_least_forty_and_a_body_of_39_are_one_incident_and_the_19_of_the_day_before_another(
    ledger: Ledger,
) -> None:
    assert ledger.rows("select best, reports from casualties where window_end >= date '2020-01-01' order by best") == [
        (19, 1),
        (39, 2),
    ]
    assert ledger.rows("select subject_ids from data_quality where kind = 'headline_against_body'") == [
        (["january-0", "january-1"],)
    ]


def test_the_sentence_that_changed_between_copies_is_told_with_both_spans(ledger: Ledger) -> None:
    ((ids, detail),) = ledger.rows("select subject_ids, detail from data_quality where kind = 'changed_between_copies'")
    assert ids == ["paper-2", "radio-4"]
    assert "20000 to 99999 at 0-2 of paper" in detail
    assert "200000 to 999999 at 0-2 of radio" in detail


def test_families_and_persons_of_one_sentence_are_one_row_with_the_size_they_imply(ledger: Ledger) -> None:
    rows = ledger.rows(
        "select best, households, people_basis, household_size from displacement where households is not null"
    )
    assert rows == [(11812, 2147, "stated", 5.5)]


def test_stock_and_flow_are_never_one_row(ledger: Ledger) -> None:
    assert ledger.rows("select best from displacement where basis = 'stock'") == [(962000,)]


def test_totals_hold_each_battle_once_and_no_running_total_or_stock(ledger: Ledger) -> None:
    totals = ledger.rows("select month, measure, population, best from ledger_totals order by all")
    assert totals == [
        (date(2019, 11, 1), "displaced", "all", 11812),
        (date(2019, 11, 1), "killed", "combatants", 96),
        (date(2020, 1, 1), "killed", "all", 39),
        (date(2020, 1, 1), "killed", "civilians", 19),
    ]


def test_one_breach_in_three_reports_is_one_violation_with_the_strongest_word_and_its_toll(ledger: Ledger) -> None:
    query = "select killed_best, characterisation, reports, independent_sources, alleged_by from {} where act = 'clash'"
    assert ledger.rows(query.format("ceasefire_violations")) == [(96, "explicit", 3, 1, ["SOHR"])]
    assert ledger.rows(query.format("ceasefire_violations_as_of('2019-12-01')")) == [(69, "implied", 2, 1, ["SOHR"])]


def test_a_breach_without_a_named_truce_joins_the_one_in_force_and_one_before_it_is_told_as_incomplete(
    ledger: Ledger,
) -> None:
    assert ledger.rows("select ceasefire_id, killed_best from ceasefire_violations where act = 'air_strike'") == [
        ("syr-idlib-2020-01", 19)
    ]
    assert ledger.rows("select subject_ids, detail from data_quality where kind = 'violation_incomplete'") == [
        (["january-w"], "Not counted as a violation: before the truce took effect.")
    ]


def test_a_truce_in_no_list_is_discovered(ledger: Ledger) -> None:
    assert ledger.rows("select name, basis, documents from ceasefires where basis = 'reported'") == [
        ("a tribal truce", "reported", 1)
    ]


def test_what_is_replayed_in_memory_is_what_dbt_built(ledger: Ledger) -> None:
    replayed = ledger.replay(BATTLE)
    for name, rows in replayed.items():
        assert rows == ledger.rows(f"from {name} order by all")


@settings(max_examples=3)
@given(seed=st.integers(0, 10_000))
def test_the_ledger_is_the_same_in_whatever_order_the_rows_come(ledger: Ledger, seed: int) -> None:
    shuffled = {name: random.Random(seed).sample(rows, len(rows)) for name, rows in BATTLE.items()}
    assert ledger.replay(shuffled) == ledger.replay(BATTLE)


def copies_of(document_id: str, n: int) -> dict[str, list[Row]]:
    """The battle with further copies of one of its reports, ids and all else their own."""

    def renamed(row: Row, copy: int) -> Row:
        mark = f"copy{copy}of"
        ids = ("document_id", "claim_id", "violation_report_id", "truce_mention_id", "part_of_claim_id")
        return {key: mark + value if key in ids and value else value for key, value in row.items()}

    return {
        name: rows + [renamed(row, copy) for row in rows if row.get("document_id") == document_id for copy in range(n)]
        for name, rows in BATTLE.items()
    }


@pytest.mark.parametrize("document_id", ["radio", "translated", "update"])
def test_copies_of_a_story_change_how_often_a_figure_is_reported_and_nothing_else(
    ledger: Ledger, document_id: str
) -> None:
    query = """
        select casualty_id, known_from, known_to, low, best, high, sources, sources_agree, parent_casualty_id
        from casualties_history
        order by all
    """
    ledger.replay(BATTLE)
    figures, totals = (
        ledger.memory.execute(query).fetchall(),
        ledger.memory.execute("from ledger_totals order by all").fetchall(),
    )
    reports = ledger.memory.execute("select sum(reports) from casualties").fetchall()
    ledger.replay(copies_of(document_id, 50))
    assert ledger.memory.execute(query).fetchall() == figures
    assert ledger.memory.execute("from ledger_totals order by all").fetchall() == totals
    assert ledger.memory.execute("select sum(reports) from casualties").fetchall() > reports


def test_a_late_arriving_earlier_report_does_not_overwrite_a_later_one_and_ids_survive_a_revision(
    ledger: Ledger,
) -> None:
    def without(*documents: str) -> dict[str, list[Row]]:
        return {name: [row for row in rows if row.get("document_id") not in documents] for name, rows in BATTLE.items()}

    def toll() -> list[tuple[Any, ...]]:
        return ledger.memory.execute(
            "select casualty_id, best from casualties where window_start = date '2019-11-30' and affiliation is null"
        ).fetchall()

    ledger.replay(without("update"))
    ((before, first),) = toll()
    ledger.replay(BATTLE)
    ((after, second),) = toll()
    assert (first, second) == (69, 96)
    assert before == after
    ledger.replay(without("radio", "paper"))
    late = toll()
    ledger.replay(BATTLE)
    assert [best for _, best in late] == [best for _, best in toll()] == [96]


@pytest.mark.parametrize("later", ["morning", "evening"])
def test_of_two_revisions_of_a_page_under_one_date_the_one_read_last_is_current(ledger: Ledger, later: str) -> None:
    """Whichever has the greater figure or the earlier id, and whatever else is told of that day."""
    toll = {"morning": 12, "evening": 9}
    read = {name: f"2019-12-01 {'20' if name == later else '08'}:00:00" for name in toll}
    page = {"uri": "https://paper.example/toll", "publisher": "The Paper", "published_on": "2019-12-01"}
    killed = {"window_start": "2019-12-01", "window_end": "2019-12-01", "cause": "shelling"}
    ledger.replay(
        {
            "documents": [{"document_id": name, "retrieved_at": read[name], **page} for name in toll],
            "claims": [claim(f"{name}-1", best, best, **killed) for name, best in toll.items()],
        }
    )
    rows = "select best, documents, independent_sources, reports from casualties"
    assert ledger.memory.execute(rows).fetchall() == [(toll[later], 2, 1, 2)]


# A small world of people killed, each with a day, a place and a kind; reports count some of them, always rightly.
PLACES = {
    "country": [{"place": "Syria", "place_id": 163843, "admin1": None, "place_precision": "country"}],
    "admin1": [
        {"place": name, "place_id": n, "admin1": name, "place_precision": "admin1"}
        for n, name in enumerate(("Idlib", "Hama"), 10)
    ],
    "exact": [
        {"place": f"{town} of {name}", "place_id": n * 10 + m, "admin1": name, "place_precision": "exact"}
        for n, name in enumerate(("Idlib", "Hama"), 10)
        for m, town in enumerate(("Northtown", "Southtown"))
    ],
}
KINDS = [("civilians", None), ("children", None), ("combatants", "government"), ("combatants", "opposition")]
COUNTED = [
    ("all", None),
    ("civilians", None),
    ("children", None),
    ("combatants", None),
    ("combatants", "government"),
    ("combatants", "opposition"),
]
FIRST = date(2019, 11, 1)


def is_counted(kind: tuple[str, str | None], counted: tuple[str, str | None]) -> bool:
    population, side = counted
    within = population in ("all", kind[0]) or (population == "civilians" and kind[0] == "children")
    return within and side in (None, kind[1])


def reports_of(chance: random.Random) -> tuple[int, dict[str, list[Row]]]:
    """People killed in November, and true reports of them."""
    killed = [
        (chance.randrange(24), chance.choice(PLACES["exact"]), chance.choice(KINDS))
        for _ in range(chance.randint(5, 120))
    ]
    documents, claims = [], []
    for number in range(chance.randint(2, 12)):
        documents.append(
            {
                "document_id": f"d{number}",
                "publisher": f"p{number}",
                "published_on": FIRST + timedelta(days=chance.randint(20, 40)),
            }
        )
        for part in range(chance.randint(1, 4)):
            place = chance.choice(PLACES[chance.choice(["country", "admin1", "exact"])])
            start, length = chance.randrange(20), chance.choice([1, 1, 2, 3, 7, 20])
            counted = chance.choice(COUNTED)
            n = sum(
                start <= day < start + length
                and place["admin1"] in (None, town["admin1"])
                and (place["place_precision"] != "exact" or place == town)
                and is_counted(kind, counted)
                for day, town, kind in killed
            )
            if n:
                window = {
                    "window_start": FIRST + timedelta(days=start),
                    "window_end": FIRST + timedelta(days=start + length - 1),
                }
                claims.append(
                    claim(
                        f"d{number}-{part}",
                        n,
                        n,
                        population=counted[0],
                        affiliation=counted[1],
                        **window,
                        **place,
                        country="SYR",
                    )
                )
    return len(killed), {"documents": documents, "claims": claims}


@settings(max_examples=12)
@given(seed=st.integers(0, 1_000_000))
def test_true_reports_never_add_up_to_more_people_than_there_were(ledger: Ledger, seed: int) -> None:
    people, tables = reports_of(random.Random(seed))
    ledger.replay(tables)
    (total,) = ledger.memory.execute("select coalesce(sum(best), 0) from ledger_totals").fetchone() or (None,)
    assert total <= people
    above = ledger.memory.execute("""
        select part.casualty_id
        from casualties as part
        inner join casualties as whole on part.parent_casualty_id = whole.casualty_id
        where
            part.low > whole.high
            and part.casualty_id not in (
                select unnest(subject_ids) from data_quality where kind = 'parts_above_whole'
            )
    """).fetchall()
    assert above == []

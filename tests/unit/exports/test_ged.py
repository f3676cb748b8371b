"""GED: its columns, its sides, its precisions."""

from datetime import date

import pytest

from pipeline.exports.ged import Ged
from pipeline.exports.model import Ledger, Product
from tests.unit.exports.ledgers import (
    DAY,
    VOCABULARY,
    Row,
    casualty,
    claim,
    document,
    ledger,
    movement,
    reasons,
    records,
    violation,
)

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
    "high low gwnoa gwnob"
).split()


def make(known: Ledger) -> Product:
    return Ged(VOCABULARY).make(known)


def only(*rows: Row) -> Row:
    (record,) = records(make(ledger(rows)))
    return record


def test_the_columns_are_geds_by_name_and_order() -> None:
    (file,) = make(ledger()).files
    assert file.frame.columns == COLUMNS
    assert len(COLUMNS) == 49


def test_civilians_killed_by_a_side_that_is_told_are_one_sided_violence() -> None:
    record = only(casualty(perpetrator="government"))
    assert (record["type_of_violence"], record["code_status"]) == (3, "Clear")
    assert (record["side_a"], record["side_b"]) == ("Government of Syria", "Civilians")
    assert (record["deaths_civilians"], record["best"], record["gwnoa"]) == (12, 12, "652")


@pytest.mark.parametrize("cause", ["air_strike", "shelling", None])
def test_that_civilians_were_the_target_is_not_settled_by_every_weapon(cause: str | None) -> None:
    row = casualty(cause=cause)
    product = make(ledger([row]))
    assert records(product)[0]["code_status"] == "Check type"
    assert reasons(product, row)["population"] == "type_assumed"


def test_a_battle_is_told_apart_by_its_parts() -> None:
    whole = casualty(population="combatants", perpetrator=None, best=30, low=30, high=30)
    inside = {"population": "combatants", "perpetrator": None, "parent_casualty_id": whole["casualty_id"]}
    rows = [
        whole,
        casualty(affiliation="government", best=18, **inside),
        casualty(affiliation="opposition", best=9, **inside),
    ]
    record = only(*rows)
    assert (record["side_a"], record["side_b"]) == ("Government of Syria", "Syrian insurgents")
    assert (record["deaths_a"], record["deaths_b"], record["deaths_unknown"]) == (18, 9, 3)
    assert record["conflict_name"] == "Syria: Government"
    product = make(ledger(rows))
    assert [reasons(product, part) for part in rows[1:]] == [{"casualty_id": "folded"}] * 2


def test_kinds_of_civilians_may_be_the_same_people() -> None:
    whole = casualty(population="all", best=20, low=20, high=20)
    inside = {"parent_casualty_id": whole["casualty_id"]}
    record = only(
        whole, casualty(population="children", best=6, **inside), casualty(population="women", best=5, **inside)
    )
    assert (record["deaths_civilians"], record["deaths_unknown"]) == (6, 14)


def test_parts_above_their_whole_are_not_told_apart() -> None:
    whole = casualty(population="all", best=5, low=5, high=5)
    product = make(ledger([whole, casualty(best=9, parent_casualty_id=whole["casualty_id"])]))
    assert records(product)[0]["deaths_unknown"] == 5
    assert reasons(product, whole)["population"] == "parts_above_whole"


@pytest.mark.parametrize(
    ("perpetrator", "affiliation", "type_", "side_a", "side_b"),
    [
        ("opposition", "government", 1, "Government of Syria", "Syrian insurgents"),
        ("islamic_state", "kurdish_forces", 2, "IS", "SDF"),
        (
            "government+russia",
            "opposition",
            1,
            "Government of Syria, Government of Russia (Soviet Union)",
            "Syrian insurgents",
        ),
        ("israel", "iran", 1, "Government of Iran", "Government of Israel"),
        (None, "opposition", 2, "Syrian insurgents", "Unknown"),
        ("government", None, 1, "Government of Syria", "Unknown"),
    ],
)
def test_sides(perpetrator: str | None, affiliation: str | None, type_: int, side_a: str, side_b: str) -> None:
    record = only(casualty(population="combatants", perpetrator=perpetrator, affiliation=affiliation))
    assert (record["type_of_violence"], record["side_a"], record["side_b"]) == (type_, side_a, side_b)
    assert record["code_status"] == ("Check dyad" if side_b == "Unknown" else "Clear")


@pytest.mark.parametrize(
    ("end", "precision"),
    [
        (date(2020, 2, 3), 1),
        (date(2020, 2, 4), 2),
        (date(2020, 2, 8), 2),
        (date(2020, 2, 9), 3),
        (date(2020, 2, 25), 4),
    ],
)
def test_precision_of_the_date(end: date, precision: int) -> None:
    kind = "incident" if (end - DAY).days < 7 else "period"
    record = only(casualty(window_end=end, window_kind=kind))
    assert (record["date_prec"], record["date_start"], record["date_end"]) == (precision, DAY, end)
    assert record["event_clarity"] == (1 if kind == "incident" else 2)


@pytest.mark.parametrize(("ours", "theirs"), [("exact", 1), ("admin2", 3), ("admin1", 4), ("country", 6)])
def test_precision_of_the_place(ours: str, theirs: int) -> None:
    record = only(casualty(place_precision=ours))
    assert record["where_prec"] == theirs
    assert record["adm_2"] == ("Saraqib" if ours == "admin2" else None)


def test_the_cell_of_prio_grid() -> None:
    record = only(casualty(latitude=-0.44568, longitude=29.29692))
    assert record["priogrid_gid"] == 129299
    assert record["geom_wkt"] == "POINT (29.296920 -0.445680)"


def test_outlet_and_speaker_stand_in_columns_of_their_own() -> None:
    row = casualty(claim_ids=["clm_1", "clm_2"])
    claims = [claim(claim_id="clm_1", attributed_to="SOHR"), claim(claim_id="clm_2", document_id="doc_2")]
    second = document(
        document_id="doc_2", publisher=None, external_id="second", title="Dead; and more", published_on=None
    )
    (record,) = records(make(ledger([row], claims=claims, documents=[second, document()])))
    assert record["source_office"] == "Example Wire;second"
    assert record["source_original"] == "SOHR"
    assert record["source_date"] == "2020-02-04;"
    assert record["source_headline"] == "Shells hit a town;Dead, and more"
    assert record["number_of_sources"] == 2


def test_bounds_that_the_words_leave_open_are_filled_and_told() -> None:
    row = casualty(low=None, high=None)
    product = make(ledger([row]))
    (record,) = records(product)
    assert (record["low"], record["best"], record["high"]) == (1, 12, 12)
    assert {name: why for name, why in reasons(product, row).items() if name in ("low", "high")} == {
        "low": "open_bound",
        "high": "open_bound",
    }


def test_the_parts_of_a_dyad_and_year_make_it_active() -> None:
    two = [casualty(), casualty(window_start=date(2020, 3, 1), window_end=date(2020, 3, 1), best=13, high=13)]
    assert [row["active_year"] for row in records(make(ledger(two)))] == [1, 1]
    assert only(casualty())["active_year"] == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (casualty(best=0, low=0), "no_death"),
        (casualty(measure="injured"), "no_death"),
        (casualty(perpetrator=None), "no_actor"),
        (casualty(window_start=None), "undated"),
        (casualty(country=None), "no_place"),
        (casualty(best=None), "no_estimate"),
        (casualty(window_kind="war", window_start=date(2011, 3, 15)), "running_total"),
        (casualty(window_kind="period", window_start=date(2019, 12, 1)), "running_total"),
        (movement(), "not_violence"),
        (violation(), "no_death"),
        (violation(killed_best=40), "toll_elsewhere"),
    ],
)
def test_what_is_no_event(row: Row, reason: str) -> None:
    kinds = {"casualty_id": "casualties", "displacement_id": "displacement", "violation_id": "ceasefire_violations"}
    table = next(table for key, table in kinds.items() if key in row)
    product = make(ledger(**{table: [row]}))
    assert records(product) == []
    assert reasons(product, row) == {None: reason}


def test_of_rows_that_may_count_the_same_people_one_is_held() -> None:
    wide, narrow = (
        casualty(population="all", perpetrator=None, affiliation="government"),
        casualty(affiliation="government"),
    )
    product = make(ledger([wide, narrow]))
    assert reasons(product, narrow) == {None: "overlaps"}


def test_a_breach_is_held_by_the_event_of_its_toll() -> None:
    dead, breach = casualty(claim_ids=["clm_1"]), violation(claim_ids=["clm_1"], killed_best=12)
    product = make(ledger([dead], ceasefire_violations=[breach], claims=[claim(claim_id="clm_1")]))
    (record,) = records(product)
    assert {row.record for row in product.held} == {record["relid"]}
    assert reasons(product, breach) == {"violation_id": "folded"}

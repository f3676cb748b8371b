"""ACLED: its columns, its rules for tolls, its types and actors."""

from datetime import date
from typing import Any

import pytest

from pipeline.exports.acled import Acled
from pipeline.exports.acled_words import interaction
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
    truce,
    violation,
)

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
    "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
    "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()


def make(known: Ledger) -> Product:
    return Acled(VOCABULARY).make(known)


def only(*rows: Row, **more: Any) -> Row:
    (record,) = records(make(ledger(rows, **more)))
    return record


def test_the_columns_are_acleds_by_name_and_order() -> None:
    (file,) = make(ledger()).files
    assert file.frame.columns == COLUMNS
    assert len(COLUMNS) == 31


@pytest.mark.parametrize(
    ("low", "high", "dead"),
    [
        (24, 99, 12),
        (40, 99, 20),
        (200, 999, 100),
        (2000, 9999, 1000),
        (20000, 99999, 10000),
        (200000, 999999, 100000),
        (2000000, 9999999, 1000000),
    ],
)
def test_acled_has_its_own_numbers_for_vague_words(low: int, high: int, dead: int) -> None:
    row = casualty(low=low, best=low, high=high, claim_ids=["clm_1"])
    vague = claim(claim_id="clm_1", qualifier="vague", low=low, best=low, high=high)
    product = make(ledger([row], claims=[vague]))
    assert records(product)[0]["fatalities"] == dead
    assert reasons(product, row)["low"] == "vague_number"


def test_a_range_that_only_looks_like_a_vague_word_is_a_range() -> None:
    row = casualty(low=24, best=60, high=99, claim_ids=["clm_1"])
    exact = claim(claim_id="clm_1", qualifier="range", low=24, best=60, high=99)
    product = make(ledger([row], claims=[exact]))
    assert records(product)[0]["fatalities"] == 24
    assert reasons(product, row)["best"] == "conservative"


@pytest.mark.parametrize(
    ("low", "best", "high", "dead", "lost"),
    [
        (12, 12, 12, 12, None),
        (30, 35, 40, 30, ("best", "conservative")),
        (40, 40, None, 40, ("high", "one_number")),
        (None, 70, 70, 70, ("low", "open_bound")),
    ],
)
def test_the_toll_is_the_most_conservative(
    low: int | None, best: int, high: int | None, dead: int, lost: tuple[str, str] | None
) -> None:
    row = casualty(low=low, best=best, high=high)
    product = make(ledger([row]))
    assert records(product)[0]["fatalities"] == dead
    assert reasons(product, row) == (dict([lost]) if lost else {})


@pytest.mark.parametrize(
    ("cause", "population", "event", "sub_event"),
    [
        ("air_strike", "civilians", "Explosions/Remote violence", "Air/drone strike"),
        ("shelling", "all", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
        ("bombing", "all", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
        ("chemical", "children", "Explosions/Remote violence", "Chemical weapon"),
        ("ground_fighting", "combatants", "Battles", "Armed clash"),
        ("shooting", "combatants", "Battles", "Armed clash"),
        ("shooting", "medics", "Violence against civilians", "Attack"),
        ("execution", "combatants", "Violence against civilians", "Attack"),
        (None, "women", "Violence against civilians", "Attack"),
        (None, "combatants", "Battles", "Armed clash"),
    ],
)
def test_types_of_events(cause: str | None, population: str, event: str, sub_event: str) -> None:
    record = only(casualty(cause=cause, population=population))
    assert (record["event_type"], record["sub_event_type"]) == (event, sub_event)
    assert record["disorder_type"] == "Political violence"


def test_actors_and_their_kinds() -> None:
    record = only(casualty(perpetrator="government+russia", cause="air_strike"))
    assert (record["actor1"], record["assoc_actor_1"]) == (
        "Military Forces of Syria (2000-2024)",
        "Military Forces of Russia (2000-)",
    )
    assert (record["actor2"], record["inter2"]) == ("Civilians (Syria)", "Civilians")
    assert record["interaction"] == "State forces-Civilians"
    assert record["civilian_targeting"] == "Civilian targeting"
    assert (record["iso"], record["region"], record["country"]) == (760, "Middle East", "Syria")


@pytest.mark.parametrize(
    ("cause", "actor"),
    [("air_strike", "Unidentified Military Forces"), ("shelling", "Unidentified Armed Group (Syria)")],
)
def test_who_is_not_told_is_unidentified(cause: str, actor: str) -> None:
    assert only(casualty(perpetrator=None, cause=cause))["actor1"] == actor


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("Rebel group", "State forces", "State forces-Rebel group"),
        ("Political militia", "Rebel group", "Rebel group-Political militia"),
        ("External/Other forces", "Political militia", "Political militia-External/Other forces"),
        ("External/Other forces", "Protesters", "Protesters-External/Other forces"),
        ("Civilians", "Rioters", "Rioters-Civilians"),
        ("Civilians", "External/Other forces", "External/Other forces-Civilians"),
        ("State forces", "State forces", "State forces-State forces"),
        ("Rebel group", None, "Rebel group only"),
    ],
)
def test_interactions_are_named_in_acleds_order(one: str, other: str | None, named: str) -> None:
    assert interaction(one, other) == named
    assert other is None or interaction(other, one) == named


@pytest.mark.parametrize(
    ("side", "country", "kind"),
    [
        ("russia", "UKR", "External/Other forces"),
        ("russia", "RUS", "State forces"),
        ("turkey", "SYR", "External/Other forces"),
        ("turkey", "TUR", "State forces"),
        ("israel", "LBN", "External/Other forces"),
        ("israel", "ISR", "State forces"),
        ("iran", "IRN", "State forces"),
        ("hezbollah", "LBN", "Political militia"),
        ("hezbollah", "SYR", "Political militia"),
        ("government", "SYR", "State forces"),
    ],
)
def test_forces_are_external_only_abroad(side: str, country: str, kind: str) -> None:
    assert VOCABULARY.actor("acled", side, country).kind == kind


@pytest.mark.parametrize(
    ("start", "end", "precision", "day"),
    [
        (DAY, DAY, 1, DAY),
        (DAY, date(2020, 2, 4), 2, DAY),
        (DAY, date(2020, 2, 9), 2, date(2020, 2, 6)),
        (date(2020, 2, 1), date(2020, 2, 29), 3, date(2020, 2, 15)),
    ],
)
def test_a_window_becomes_a_day_with_a_precision(start: date, end: date, precision: int, day: date) -> None:
    kind = "incident" if (end - start).days < 7 else "period"
    row = casualty(window_start=start, window_end=end, window_kind=kind)
    product = make(ledger([row]))
    (record,) = records(product)
    assert (record["event_date"], record["time_precision"], record["year"]) == (day, precision, 2020)
    assert ("window_end" in reasons(product, row)) == (start != end)


@pytest.mark.parametrize(("ours", "theirs"), [("exact", 1), ("admin2", 2), ("admin1", 3)])
def test_precision_of_the_place(ours: str, theirs: int) -> None:
    assert only(casualty(place_precision=ours))["geo_precision"] == theirs


def test_killed_and_injured_and_the_breach_are_one_event() -> None:
    dead = casualty(claim_ids=["clm_1"], cause="shelling")
    hurt = casualty(measure="injured", best=30, low=30, high=None, cause="shelling")
    breach = violation(claim_ids=["clm_1"], killed_best=12, violator="government")
    product = make(ledger([dead, hurt], ceasefire_violations=[breach], claims=[claim(claim_id="clm_1")]))
    (record,) = records(product)
    assert record["fatalities"] == 12
    assert "Injured: 30 (low 30, high open) civilians" in record["notes"]
    assert "Said to breach the truce Truce of somewhere (explicit)" in record["notes"]
    assert reasons(product, hurt) == {"casualty_id": "folded", "best": "injured_in_words"}
    assert reasons(product, breach) == {"violation_id": "folded", "ceasefire_id": "truce_in_words"}
    assert record["tags"].count("ledger=") == 3


def test_a_breach_without_victims_is_an_event() -> None:
    breach = violation(violator="government", act="shelling")
    record = only(ceasefire_violations=[breach])
    assert (record["fatalities"], record["actor2"], record["interaction"]) == (0, None, "State forces only")


def test_a_breach_without_told_victims_joins_the_event_that_has_some() -> None:
    dead = casualty(cause="shelling")
    product = make(ledger([dead], ceasefire_violations=[violation(violator="government")]))
    assert len(records(product)) == 1


def test_the_two_parties_of_a_truce_clash() -> None:
    record = only(ceasefire_violations=[violation(act="clash")])
    assert (record["actor1"], record["actor2"]) == ("Military Forces of Syria (2000-2024)", "Opposition Rebels (Syria)")
    several = truce(parties=["government", "opposition", "russia"])
    record = only(ceasefire_violations=[violation(act="clash")], ceasefires=[several])
    assert record["actor1"] == record["actor2"] == "Unidentified Armed Group (Syria)"


@pytest.mark.parametrize(
    ("publisher", "scale"),
    [("SANA", "National"), ("France 24", "International"), ("Nobody's Post", "Other"), (None, "Other")],
)
def test_the_scale_of_the_sources(publisher: str | None, scale: str) -> None:
    told = {"claims": [claim(claim_id="clm_1")], "documents": [document(publisher=publisher)]}
    known = ledger([casualty(claim_ids=["clm_1"])], **told)
    assert records(make(known))[0]["source_scale"] in (scale, "International")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (casualty(place_precision="country"), "place_too_wide"),
        (casualty(cause=None, population="all"), "event_type_unknown"),
        (casualty(window_start=None), "undated"),
        (casualty(window_kind="period", window_start=date(2019, 12, 1)), "running_total"),
        (movement(), "not_violence"),
        (violation(act="unspecified"), "event_type_unknown"),
        (violation(window_start=None), "undated"),
        (violation(window_start=date(2019, 12, 1)), "window_too_long"),
        (violation(killed_best=9), "toll_elsewhere"),
        (violation(country=None), "no_place"),
    ],
)
def test_what_is_no_event(row: Row, reason: str) -> None:
    kinds = {"casualty_id": "casualties", "displacement_id": "displacement", "violation_id": "ceasefire_violations"}
    table = next(table for key, table in kinds.items() if key in row)
    product = make(ledger(**{table: [row]}))
    assert records(product) == []
    assert reasons(product, row) == {None: reason}


def test_the_timestamp_is_the_day_of_the_latest_report() -> None:
    known = ledger([casualty(claim_ids=["clm_1"])], claims=[claim(claim_id="clm_1")])
    assert records(make(known))[0]["timestamp"] == 1580774400

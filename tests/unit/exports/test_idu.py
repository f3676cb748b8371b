"""IDU: its fields, which figures it holds, how they are hedged."""

from datetime import date

import pytest

from pipeline.exports.idu import Idu
from pipeline.exports.model import Ledger, Product
from tests.unit.exports.ledgers import (
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
    "id country iso3 latitude longitude centroid role displacement_type qualifier figure displacement_date "
    "displacement_start_date displacement_end_date year event_id event_name event_codes event_code_types "
    "event_start_date event_end_date category subcategory type subtype standard_popup_text standard_info_text "
    "old_id sources source_url locations_name locations_coordinates locations_accuracy locations_type "
    "displacement_occurred created_at"
).split()


def make(known: Ledger) -> Product:
    return Idu(VOCABULARY).make(known)


def only(*rows: Row) -> Row:
    (record,) = records(make(ledger(displacement=rows)))
    return record


def test_the_columns_are_idmcs_by_name_and_order() -> None:
    (file,) = make(ledger()).files
    assert file.frame.columns == COLUMNS
    assert len(COLUMNS) == 35


def test_a_figure() -> None:
    record = only(movement(best=4200, low=4200, high=4200, window_end=date(2020, 2, 5)))
    assert (record["figure"], record["qualifier"], record["displacement_type"]) == (4200, "total", "Conflict")
    assert record["displacement_start_date"] == date(2020, 2, 3)
    assert record["displacement_date"] == record["displacement_end_date"] == date(2020, 2, 5)
    assert (record["iso3"], record["country"], record["centroid"]) == ("SYR", "Syria", "[35.86, 36.8]")
    assert record["standard_info_text"] == "<b>Syria: 4,200 displacements, 03 February - 05 February</b>"
    assert record["locations_name"] == "Saraqib, Idlib, Syria"


@pytest.mark.parametrize(
    ("low", "high", "hedge", "qualifier"),
    [
        (500, None, "at_least", "more than"),
        (None, 500, "at_most", "less than"),
        (500, 500, "exact", "total"),
        (500, 500, "about", "approximately"),
        (400, 600, "range", "approximately"),
        (200, 999, "vague", "approximately"),
    ],
)
def test_qualifiers(low: int | None, high: int | None, hedge: str, qualifier: str) -> None:
    row = movement(low=low, best=500, high=high, claim_ids=["clm_1"])
    told = claim(claim_id="clm_1", qualifier=hedge, best=500)
    (record,) = records(make(ledger(displacement=[row], claims=[told])))
    assert record["qualifier"] == qualifier


def test_parts_and_running_totals_only_support_other_figures() -> None:
    whole = movement(best=900, low=900, high=900)
    part = movement(best=200, parent_displacement_id=whole["displacement_id"])
    total = movement(window_kind="period", window_start=date(2019, 4, 30), best=400_000)
    roles = {row["figure"]: row["role"] for row in records(make(ledger(displacement=[whole, part, total])))}
    assert roles == {900: "Recommended figure", 200: "Triangulation", 400_000: "Triangulation"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (movement(basis="stock"), "stock"),
        (movement(measure="returned"), "return"),
        (movement(best=None, households=40), "no_estimate"),
        (movement(window_start=None), "undated"),
        (movement(country=None), "no_place"),
        (movement(destination="Turkey"), "cross_border"),
        (casualty(), "not_displacement"),
        (violation(), "not_displacement"),
    ],
)
def test_what_is_no_update(row: Row, reason: str) -> None:
    kinds = {"casualty_id": "casualties", "displacement_id": "displacement", "violation_id": "ceasefire_violations"}
    table = next(table for key, table in kinds.items() if key in row)
    product = make(ledger(**{table: [row]}))
    assert records(product) == []
    assert reasons(product, row) == {None: reason}


def test_what_an_update_loses() -> None:
    row = movement(
        low=None, households=800, people_basis="converted", origin="Saraqib", destination="Afrin", latitude=None
    )
    product = make(ledger(displacement=[row]))
    expected = {"low": "one_number", "households": "converted", "origin": "route", "latitude": "no_coordinates"}
    assert reasons(product, row) == expected
    assert records(product)[0]["locations_type"] == "Origin"


def test_texts_from_the_web_are_escaped() -> None:
    row = movement(claim_ids=["clm_1"])
    told = claim(claim_id="clm_1", attributed_to="<script>alert(1)</script>")
    (record,) = records(make(ledger(displacement=[row], claims=[told])))
    assert "<script>" not in record["standard_popup_text"]


def test_the_latest_report_on_the_web_is_linked() -> None:
    row = movement(claim_ids=["clm_1", "clm_2"])
    claims = [claim(claim_id="clm_1"), claim(claim_id="clm_2", document_id="doc_2")]
    documents = [document(), document(document_id="doc_2", uri="https://example.org/2", published_on=date(2020, 2, 9))]
    (record,) = records(make(ledger(displacement=[row], claims=claims, documents=documents)))
    assert record["source_url"] == "https://example.org/2"

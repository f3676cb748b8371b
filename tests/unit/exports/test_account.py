"""No row of any ledger is dropped in silence, and no number is made up on the way."""

import csv
import io
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as examples

from pipeline.exports.model import ALL, LEDGER, REASONS, ExportError, Format, Held, Ledger, Loss, Product, tally
from pipeline.exports.package import loss_file
from pipeline.exports.run import FORMATS
from pipeline.exports.write import content
from tests.unit.exports.ledgers import VOCABULARY, casualty, ledger, ledgers, records

EVENT_FORMATS = ["hxl", "ged", "acled", "idu", "violations"]


def form(name: str) -> Format:
    return FORMATS[name](VOCABULARY)


def held_sum(known: Ledger, product: Product, table: str, wanted: pl.Expr) -> int:
    """The sum of estimates over rows that are held and counted."""
    key = LEDGER[table][0]
    held = [row.id for row in product.held if row.table == table]
    counted = pl.col(key).is_in(held) & pl.col(key).is_in(list(known.additive)) & wanted
    return int(known.tables[table].filter(counted)["best"].sum())


@pytest.mark.parametrize("name", list(FORMATS))
@given(known=ledgers())
@examples(max_examples=20)
def test_every_row_is_held_or_told_as_lost(name: str, known: Ledger) -> None:
    made = form(name)
    product = made.make(known)
    told = tally(known, made.scope(known), product)
    assert {table: one.rows for table, one in told.items()} == {
        table: known.tables[table].height for table in made.scope(known)
    }
    assert all(one.rows == one.held + one.lost and sum(one.reasons.values()) == one.lost for one in told.values())
    assert {loss.reason for loss in product.losses} <= REASONS.keys()


@pytest.mark.parametrize("name", EVENT_FORMATS)
@given(known=ledgers())
@examples(max_examples=12)
def test_the_loss_report_can_be_counted_by_its_reader(name: str, known: Ledger) -> None:
    product = form(name).make(known)
    report = list(csv.DictReader(io.StringIO(content(loss_file(product.losses, product.held)).decode())))
    for table in LEDGER:
        lost = {row["id"] for row in report if row["table"] == table and row["held"] == "false" and row["id"] != ALL}
        held = {row.id for row in product.held if row.table == table}
        assert len(lost) + len(held) == known.tables[table].height
    assert all(row["words"] for row in report)


@given(known=ledgers())
@examples(max_examples=40)
def test_the_dead_of_ged_add_up(known: Ledger) -> None:
    product = form("ged").make(known)
    for row in records(product):
        assert row["deaths_a"] + row["deaths_b"] + row["deaths_civilians"] + row["deaths_unknown"] == row["best"]
        assert min(row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) >= 0
        assert row["best"] >= 1
        assert row["low"] <= row["best"] <= row["high"]
    killed = pl.col("measure") == "killed"
    assert sum(row["best"] for row in records(product)) == held_sum(known, product, "casualties", killed)


@given(known=ledgers())
@examples(max_examples=40)
def test_acled_never_tells_of_more_dead_than_the_ledger(known: Ledger) -> None:
    product = form("acled").make(known)
    killed = pl.col("measure") == "killed"
    assert sum(row["fatalities"] for row in records(product)) <= held_sum(known, product, "casualties", killed)


@given(known=ledgers())
@examples(max_examples=40)
def test_the_recommended_figures_of_idu_are_what_may_be_added(known: Ledger) -> None:
    product = form("idu").make(known)
    recommended = sum(row["figure"] for row in records(product) if row["role"] == "Recommended figure")
    assert recommended == held_sum(known, product, "displacement", pl.lit(value=True))


@given(known=ledgers())
@examples(max_examples=12)
def test_hxl_and_violations_keep_every_number(known: Ledger) -> None:
    hxl = form("hxl").make(known)
    for measure in ("killed", "injured"):
        rows = known.tables["casualties"].filter(pl.col("measure") == measure)
        assert sum(row[measure] or 0 for row in records(hxl, "casualties")) == rows["best"].sum()
    stocks = known.tables["displacement"].filter(pl.col("basis") == "stock")
    assert sum(row["idps"] or 0 for row in records(hxl, "displacement_stock")) == stocks["best"].sum()
    made = pl.DataFrame(records(form("violations").make(known)), schema_overrides={"killed_best": pl.Int64})
    expected = known.tables["ceasefire_violations"]["killed_best"].sum()
    assert (made["killed_best"].sum() if made.height else 0) == expected


@pytest.mark.parametrize("name", EVENT_FORMATS)
@given(known=ledgers())
@examples(max_examples=12)
def test_records_have_names_of_their_own(name: str, known: Ledger) -> None:
    for file in form(name).make(known).files:
        names = Counter(file.frame[:, 0].to_list())
        assert all(count == 1 for count in names.values())
        assert file.frame.columns == [field.name for field in file.fields]


def test_a_row_that_is_forgotten_stops_the_export() -> None:
    row = casualty()
    known = ledger([row])
    with pytest.raises(ExportError, match=row["casualty_id"]):
        tally(known, ["casualties"], Product((), (), ()))


def test_a_row_that_is_both_held_and_lost_stops_the_export() -> None:
    row = casualty()
    both = Product(
        (), (Held("casualties", row["casualty_id"], "1"),), (Loss("casualties", row["casualty_id"], "undated"),)
    )
    with pytest.raises(ExportError, match="does not add up"):
        tally(ledger([row]), ["casualties"], both)


def test_every_reason_is_given_by_some_format() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path("pipeline/exports").glob("*.py") if path.stem != "model"
    )
    code += Path("pipeline/exports/model.py").read_text(encoding="utf-8").split("class ExportError")[1]
    assert [reason for reason in REASONS if f'"{reason}"' not in code] == []

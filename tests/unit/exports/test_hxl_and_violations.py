"""HXL: hashtags, types, P-codes. Violations: the truce, the victims, the versions."""

import csv
import io
import re
from datetime import date

import hxl
import polars as pl
import pytest

from pipeline.exports.hxl import CASUALTIES, FLOW, STOCK, Hxl
from pipeline.exports.model import Field
from pipeline.exports.violations import Violations
from pipeline.exports.write import content
from tests.unit.exports.ledgers import VOCABULARY, casualty, claim, ledger, movement, reasons, records, truce, violation

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
# Core hashtags that we use, from the HXL 1.1 dictionary, with what libhxl's own schema asks of their values.
NUMBERS = {"#affected"}
DATES = {"#date"}
TEXTS = {"#meta", "#country", "#adm1", "#loc", "#geo", "#group", "#cause"}
FILES = {"casualties": CASUALTIES, "displacement_flow": FLOW, "displacement_stock": STOCK}


@pytest.mark.parametrize("fields", FILES.values(), ids=FILES)
def test_hashtags_are_well_formed_and_told_apart(fields: tuple[Field, ...]) -> None:
    tags = [field.tag or "" for field in fields]
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert len({frozenset(tag.split("+")) for tag in tags}) == len(tags)
    for field in fields:
        core = (field.tag or "").split("+")[0]
        assert core in NUMBERS | DATES | TEXTS
        assert (field.type == pl.Date()) == (core in DATES)
        assert core not in NUMBERS or field.type == pl.Int64()


def test_the_hashtags_that_humanitarians_look_for() -> None:
    tags = {field.tag for fields in FILES.values() for field in fields}
    wanted = (
        "#date+start #date+end #adm1+name #adm1+code #affected+killed #affected+injured "
        "#affected+displaced+individuals #affected+displaced+households #affected+idps+individuals #meta+source"
    )
    assert set(wanted.split()) <= tags


def test_the_row_of_hashtags_stands_under_the_header() -> None:
    file = Hxl(VOCABULARY).make(ledger([casualty()])).files[0]
    header, tags, *rows = csv.reader(io.StringIO(content(file).decode()))
    assert header == [field.name for field in CASUALTIES]
    assert tags == [field.tag for field in CASUALTIES]
    assert len(rows) == 1


def test_flows_and_stocks_never_share_a_file() -> None:
    flow, stock, back = movement(best=100), movement(best=900, basis="stock"), movement(best=30, measure="returned")
    product = Hxl(VOCABULARY).make(ledger(displacement=[flow, stock, back]))
    flows = records(product, "displacement_flow")
    assert [(row["displaced"], row["returned"]) for row in flows] == [(100, None), (None, 30)]
    assert [row["idps"] for row in records(product, "displacement_stock")] == [900]


def test_killed_and_injured_have_columns_of_their_own() -> None:
    product = Hxl(VOCABULARY).make(ledger([casualty(), casualty(measure="injured", best=40, high=None)]))
    rows = records(product, "casualties")
    assert sorted((row["killed"] or 0, row["injured"] or 0) for row in rows) == [(0, 40), (12, 0)]


def test_p_codes_of_syria_and_none_where_we_have_none() -> None:
    here, there = casualty(), casualty(country="COD", admin1="North Kivu")
    product = Hxl(VOCABULARY).make(ledger([here, there]))
    codes = {row["admin1"]: row["admin1_pcode"] for row in records(product, "casualties")}
    assert codes == {"Idlib": "SY07", "North Kivu": None}
    assert reasons(product, there) == {"admin1": "place_widened"}


@pytest.mark.parametrize("name", FILES)
def test_libhxl_reads_and_approves(name: str) -> None:
    known = ledger([casualty(), casualty(measure="injured", best=4)], [movement(), movement(basis="stock")])
    (file,) = (file for file in Hxl(VOCABULARY).make(known).files if file.name == name)
    rows = list(csv.reader(io.StringIO(content(file).decode())))
    read = hxl.data(rows)
    assert read.display_tags == [field.tag for field in FILES[name]]
    assert len(list(read)) == len(rows) - 2 > 0
    assert read.validate()


@pytest.mark.parametrize(("tag", "wrong"), [("#affected+killed", "dozens"), ("#date+start", "some day")])
def test_libhxl_sees_what_is_wrong(tag: str, wrong: str) -> None:
    rows = list(csv.reader(io.StringIO(content(Hxl(VOCABULARY).make(ledger([casualty()])).files[0]).decode())))
    rows[2][rows[1].index(tag)] = wrong
    assert not hxl.data(rows).validate()


def test_a_violation_with_its_truce() -> None:
    row = violation(violator="government", claim_ids=["clm_1"], killed_best=12, alleged_by=["SOHR", "UN"])
    told = [claim(claim_id="clm_1", affiliation="opposition")]
    known = ledger([casualty(claim_ids=["clm_1"]), casualty()], ceasefire_violations=[row], claims=told)
    product = Violations(VOCABULARY).make(known)
    (record,) = records(product)
    assert (record["truce"], record["truce_effective_on"]) == ("Truce of somewhere", date(2020, 1, 12))
    assert record["days_after_effective"] == 22
    assert (record["initiator"], record["target"], record["mode"]) == ("government", "opposition", "shelling")
    assert (record["killed_best"], record["alleged_by"], record["admin1_pcode"]) == (12, "SOHR; UN", "SY07")
    assert (record["known_from"], record["known_to"], record["version"]) == (date(2020, 2, 4), None, 1)
    assert sorted(loss.reason for loss in product.losses if loss.table == "casualties") == ["folded", "not_a_violation"]


def test_a_truce_without_a_day_gives_no_days() -> None:
    known = ledger(ceasefire_violations=[violation()], ceasefires=[truce(effective_on=None)])
    assert records(Violations(VOCABULARY).make(known))[0]["days_after_effective"] is None

"""The page of a refreshed folder: written with the refresh, its sums those of the ledger, the same bytes again."""

import gzip
import json
import re
from base64 import b64decode
from contextlib import closing
from typing import Any

import duckdb
import pytest

from pipeline.report.payload import evidence, figures, ledger
from pipeline.report.read import Published, read
from pipeline.report.write import write_report
from tests.integration.refreshed import Refreshed, call

_TABLES = {"casualties": "casualty_id", "displacement": "displacement_id", "violations": "violation_id"}
_NAMES = {"violations": "ceasefire_violations"}


@pytest.fixture(scope="module")
def found(refreshed: Refreshed) -> Published:
    return read(refreshed.published)


@pytest.fixture(scope="module")
def page(refreshed: Refreshed) -> str:
    return refreshed.line.settings.report_path.read_text(encoding="utf-8")


def ask(refreshed: Refreshed, query: str) -> list[tuple[Any, ...]]:
    with closing(duckdb.connect(str(refreshed.published), read_only=True)) as connection:
        return connection.execute(query).fetchall()


def data(page: str, name: str) -> dict[str, Any]:
    (packed,) = re.findall(rf'id="data-{name}">([^<]*)<', page)
    unpacked: dict[str, Any] = json.loads(gzip.decompress(b64decode(packed)))
    return unpacked


def test_every_refresh_leaves_the_page(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert data(page, "ledger")["casualties"]["id"]


@pytest.mark.parametrize("table", _TABLES)
def test_the_rows_of_now_and_their_sums_are_those_of_the_ledger(
    refreshed: Refreshed, found: Published, table: str
) -> None:
    best = "killed_best" if table == "violations" else "best"
    query = f"SELECT {_TABLES[table]}, {best} FROM {_NAMES.get(table, table)} ORDER BY 1"
    packed = ledger(found, {}, {})
    rows = packed[table]
    now = [
        (packed["words"][one], value)
        for one, value, to in zip(rows["id"], rows[best], rows["known_to"], strict=True)
        if to is None
    ]
    assert now == ask(refreshed, query)


@pytest.mark.parametrize("measure", ["killed", "displaced"])
def test_the_large_figures_are_the_sums_of_the_totals(refreshed: Refreshed, found: Published, measure: str) -> None:
    query = f"SELECT coalesce(sum(best), 0), coalesce(sum(low), 0) FROM ledger_totals WHERE measure = '{measure}'"
    figure = figures(found)[measure]
    assert [(figure.best, figure.low)] == ask(refreshed, query)


@pytest.mark.parametrize("measure", ["killed", "displaced"])
def test_the_rows_marked_as_added_add_up_to_the_large_figure(found: Published, measure: str) -> None:
    packed = ledger(found, {}, {})
    table = packed["casualties" if measure == "killed" else "displacement"]
    rows = zip(table["measure"], table["added"], table["known_to"], table["best"], strict=True)
    told = [best for name, added, to, best in rows if added and to is None and packed["words"][name] == measure]
    assert sum(told) == figures(found)[measure].best


def test_the_months_add_up_to_the_large_figures(copied: Refreshed) -> None:
    made = write_report(copied.line.settings)
    assert {name: sum(months.values()) for name, months in made.by_month.items() if name != "violations"} == {
        name: made.figures[name].best for name in ("killed", "displaced")
    }
    undated = ask(copied, "SELECT count(*) FROM ceasefire_violations WHERE window_start IS NULL")[0][0]
    assert sum(made.by_month["violations"].values()) == made.figures["violations"].best - undated


def test_every_mark_is_the_figure_as_written(refreshed: Refreshed, found: Published) -> None:
    packed = evidence(found)
    written = ask(
        refreshed,
        "SELECT text[char_start + 1 : char_end] FROM claims JOIN documents USING (document_id) ORDER BY claim_id",
    )
    claims = packed["claims"]
    marked = [
        (packed["words"][text][mark[0] : mark[0] + mark[1]],)
        for text, mark in zip(claims["evidence"], claims["mark"], strict=True)
        if mark
    ]
    assert len(marked) > 3
    assert marked == [text for text, mark in zip(written, claims["mark"], strict=True) if mark]


def test_the_same_ledger_gives_the_same_bytes(copied: Refreshed) -> None:
    settings = copied.line.settings
    first = write_report(settings).path.read_bytes()
    assert write_report(settings).path.read_bytes() == first


def test_the_next_refresh_tells_what_has_changed(copied: Refreshed) -> None:
    assert data(copied.line.settings.report_path.read_text(encoding="utf-8"), "ledger")["about"]["before"] is None
    assert copied.again().nothing_new
    about = data(copied.line.settings.report_path.read_text(encoding="utf-8"), "ledger")["about"]
    told = {country: scope["figures"] for country, scope in about["scopes"].items()}
    assert about["before"]["figures"] == told


def test_a_page_names_no_path_of_this_machine(refreshed: Refreshed, page: str) -> None:
    assert str(refreshed.data.parent) not in json.dumps(data(page, "evidence")) + json.dumps(data(page, "ledger"))


def test_the_command_writes_the_page_and_names_it(copied: Refreshed) -> None:
    copied.line.settings.report_path.unlink()
    told = call("report", "--data", str(copied.data))
    assert told.exit_code == 0, told.output
    assert copied.line.settings.report_path.exists()
    assert str(copied.line.settings.report_path) in told.output.replace("\n", "")


def test_without_a_published_file_the_command_says_what_to_do(tmp_path: Any) -> None:
    told = call("report", "--data", str(tmp_path / "none"))
    assert told.exit_code == 1
    assert "conflict-ledger run" in told.output

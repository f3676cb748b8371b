"""A newcomer opens the page, presses "Materialize all", and everything turns green: driven in a real browser."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.e2e.served import Run, Served, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
SHOWN_SECONDS = 60
# Dagster greets newcomers with a dialog, some moments after the page has come.
GREETING_SECONDS = 8
# One row of the catalog takes some 70 pixels; it draws only what fits into the window.
TALL = (1900, 7400)
USUAL = (1900, 1200)
_ASSETS = """{ assetNodes { assetKey { path } groupName
    assetMaterializations(limit: 1) { runId metadataEntries { label } }
    assetChecksOrError { ... on AssetChecks { checks { name description
        executionForLatestMaterialization { status runId evaluation { success } } } } } } }"""


@pytest.fixture(scope="module")
def green(browser: Chrome, served: Served, screenshots: Path) -> Run:
    """The run that a press of the button started, after it has succeeded."""
    open_page(browser, served, "/asset-groups")
    show(browser, "Materialize all")
    press(browser, "Skip", GREETING_SECONDS)
    for group in ("sources", "text", "extraction", "raw", "reference", "staging", "intermediate", "marts", "published"):
        show(browser, group)
    browser.save_screenshot(str(screenshots / "1-graph-before.png"))
    assert press(browser, "Materialize all", SHOWN_SECONDS)
    show(browser, "Launched run")
    return served.ended_run(lambda run: not any(key.endswith(("sensor_name", "schedule_name")) for key in run.tags))


@pytest.fixture(scope="module")
def assets(green: Run, served: Served) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = served.ask(_ASSETS)["assetNodes"]
    return found


@pytest.fixture
def tall(browser: Chrome) -> Iterator[Chrome]:
    browser.set_window_size(*TALL)
    yield browser
    browser.set_window_size(*USUAL)


def test_every_asset_is_materialized_by_the_run(green: Run, assets: list[dict[str, Any]]) -> None:
    assert len(assets) > 60
    assert [name(asset) for asset in assets if not asset["assetMaterializations"]] == []
    assert {asset["assetMaterializations"][0]["runId"] for asset in assets} == {green.run_id}


def test_every_check_has_passed_on_the_latest_materialization(assets: list[dict[str, Any]]) -> None:
    checks = [(name(asset), check) for asset in assets for check in asset["assetChecksOrError"].get("checks", [])]
    assert len(checks) >= 60
    assert [(asset, check["name"]) for asset, check in checks if not passed(check)] == []
    assert [(asset, check["name"]) for asset, check in checks if not check["description"]] == []


def test_a_person_sees_every_asset_as_materialized_and_none_as_failed(
    assets: list[dict[str, Any]], tall: Chrome, served: Served, screenshots: Path
) -> None:
    open_page(tall, served, "/assets")
    until(lambda: said(tall).count("Materialized") >= len(assets), SHOWN_SECONDS, "a line of each asset")
    tall.save_screenshot(str(screenshots / "2-catalog-green.png"))
    lines = said(tall)
    assert lines.count("Materialized") == len(assets)
    assert {"Failed", "Execution failed", "Never materialized", "Missing", "Overdue"} & set(lines) == set()


@pytest.mark.usefixtures("green")
def test_the_graph_of_the_marts_is_green(tall: Chrome, served: Served, screenshots: Path) -> None:
    tall.set_window_size(1900, 3600)
    open_page(tall, served, "/locations/conflict_ledger/asset-groups/marts")
    for shown in ("casualties", "displacement", "ceasefire_violations", "documents"):
        show(tall, shown)
    until(lambda: any("Passed" in line for line in said(tall)), SHOWN_SECONDS, "checks in the graph")
    tall.save_screenshot(str(screenshots / "3-graph-green.png"))
    counts = [line.removesuffix(" Passed").split(" / ") for line in said(tall) if line.endswith(" Passed")]
    assert counts
    assert [passing for passing, of in counts if passing != of] == []
    assert not any("ailed" in line for line in said(tall))


def test_the_run_page_shows_all_steps_as_succeeded(
    green: Run, browser: Chrome, served: Served, screenshots: Path
) -> None:
    open_page(browser, served, f"/runs/{green.run_id}")
    show(browser, "Success")
    show(browser, "Succeeded (15)")
    browser.save_screenshot(str(screenshots / "4-run.png"))
    assert "Errored (0)" in said(browser)


@pytest.mark.usefixtures("green")
def test_the_page_of_an_asset_explains_it_with_columns_rows_and_checks(
    tall: Chrome, served: Served, screenshots: Path
) -> None:
    tall.set_window_size(1900, 3000)
    open_page(tall, served, "/assets/marts/casualties")
    show(tall, "Stable id of the thing that is counted; it outlives revisions.")
    for words in ("Row count", "Freshness policy", "Columns", "casualty_id", "Owners", "conflict-ledger"):
        show(tall, words)
    tall.save_screenshot(str(screenshots / "5-asset.png"))
    open_page(tall, served, "/assets/marts/casualties?view=events")
    show(tall, "preview")
    tall.find_element(By.XPATH, "//*[text()='[Show Markdown]']").click()
    show(tall, "casualty_id")
    tall.save_screenshot(str(screenshots / "6-asset-event.png"))
    open_page(tall, served, "/assets/marts/casualties?view=checks")
    until(lambda: said(tall).count("Succeeded") >= 5, SHOWN_SECONDS, "the checks")
    tall.save_screenshot(str(screenshots / "7-asset-checks.png"))


@pytest.mark.usefixtures("green")
def test_the_page_for_readers_hangs_on_its_asset_with_figures_and_charts(
    tall: Chrome, served: Served, screenshots: Path
) -> None:
    tall.set_window_size(1900, 1400)
    open_page(tall, served, "/assets/report?view=events")
    for words in ("killed by month", "displaced by month", "violations by month", "figures", "report/index.html"):
        show(tall, words)
    show(tall, "people newly displaced")
    picture = "//img[starts-with(@src, 'data:image/svg+xml')]"
    until(lambda: len(tall.find_elements(By.XPATH, picture)) == 3, SHOWN_SECONDS, "the charts")
    tall.save_screenshot(str(screenshots / "8-report.png"))


@pytest.mark.usefixtures("green")
def test_the_published_tables_can_be_asked_while_the_page_is_open(served: Served) -> None:
    with closing(duckdb.connect(str(served.published), read_only=True)) as connection:
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone() or (0,)
        (unexplained,) = connection.execute(
            "SELECT count(*) FROM claims WHERE document_id NOT IN (SELECT document_id FROM documents)"
        ).fetchone() or (0,)
        (casualties,) = connection.execute("SELECT count(*) FROM casualties").fetchone() or (0,)
    assert documents >= 3
    assert casualties > 0
    assert unexplained == 0


def open_page(browser: Chrome, served: Served, path: str) -> None:
    browser.get(served.url + path)


def said(browser: Chrome) -> list[str]:
    """The lines that a person reads on the page."""
    text: str = browser.execute_script("return document.body.innerText")
    return [line.strip() for line in text.splitlines()]


def press(browser: Chrome, words: str, seconds: float) -> bool:
    """Press the button of this name when it comes; whether it came."""

    def pressed() -> bool:
        try:
            for button in browser.find_elements(By.TAG_NAME, "button"):
                if button.text == words and button.is_enabled():
                    button.click()
                    return True
        except (StaleElementReferenceException, ElementClickInterceptedException):
            return False  # drawn anew, or behind a dialog that is about to go
        return False

    try:
        return until(pressed, seconds, words)
    except AssertionError:
        return False


def show(browser: Chrome, words: str) -> None:
    """Wait until the page says this."""
    until(lambda: any(words in line for line in said(browser)), SHOWN_SECONDS, f"{words!r} on {browser.current_url}")


def name(asset: dict[str, Any]) -> str:
    return "/".join(asset["assetKey"]["path"])


def passed(check: dict[str, Any]) -> bool:
    execution = check["executionForLatestMaterialization"]
    return bool(execution and execution["status"] == "SUCCEEDED" and execution["evaluation"]["success"])

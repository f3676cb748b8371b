"""The page opened from disk as a reader does: filters, evidence, slider, tables, keyboard; no error, no request."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pipeline.exports.model import Selection
from pipeline.exports.read import read_ledger
from pipeline.refresh import refresh
from pipeline.report.payload import ledger
from pipeline.report.read import read as read_page
from pipeline.report.write import write_report
from pipeline.settings import load_settings
from tests.e2e.conftest import SAMPLE
from tests.e2e.served import ROOT, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
SECONDS = 20
TEMPLATES = ROOT / "pipeline" / "report" / "templates"
HOSTILE = "<script>document.title='broken'</script><img src=x onerror=alert(1)> Ten die in Saraqib"
REPORT = """Published: 2 February 2020

{title}

At least ten civilians, including three children, were killed in Saraqib in Idlib on Saturday, the Syrian Observatory
for Human Rights said. About 3,500 people fled from Maarat al-Numan to Afrin on 1 February 2020, and another 900 people
fled from Jisr al-Shughur to Turkey on 1 February 2020, the United Nations said.
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A refreshed folder, one report of which has a title that would like to be a script."""
    folder = tmp_path_factory.mktemp("page")
    hostile = folder / "hostile.txt"
    hostile.write_text(REPORT.format(title=HOSTILE), encoding="utf-8")
    sources = [*(str(ROOT / "seeds" / "documents" / name) for name in SAMPLE), str(hostile)]
    given = {"data_dir": str(folder / "data"), "inbox_dir": str(folder / "inbox"), "sources": sources}
    outcome = refresh(load_settings(**given), given, False, print)
    assert outcome.succeeded, outcome.problems
    # The line mends markup out of titles; the page must not rely on that.
    published = folder / "data" / "conflict_ledger.duckdb"
    with closing(duckdb.connect(str(published))) as connection:
        connection.execute("UPDATE documents SET title = ? WHERE external_id = 'hostile'", [HOSTILE])
    write_report(load_settings(**given))
    return folder / "data"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def reader(programs: tuple[str, str], downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser that tells of each line in its console and of each request."""
    options = ChromeOptions()
    options.binary_location = programs[0]
    profile = tmp_path_factory.mktemp("reader")
    flags = "headless no-sandbox disable-gpu disable-dev-shm-usage disable-background-networking window-size=1280,1000"
    for flag in [*flags.split(), f"user-data-dir={profile}", "host-resolver-rules=MAP * ~NOTFOUND"]:
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    chrome = Chrome(options=options, service=ChromeService(programs[1]))
    try:
        chrome.set_script_timeout(30)
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture
def page(reader: Chrome, data: Path) -> Chrome:
    return opened(reader, data)


def opened(reader: Chrome, data: Path, address: str = "") -> Chrome:
    """The page, drawn; whatever was open before is gone."""
    reader.get("about:blank")
    reader.get_log("browser")
    reader.get_log("performance")
    reader.get(f"{(data / 'report' / 'index.html').as_uri()}{address}")
    until(lambda: reader.execute_script("return document.body.dataset.ready"), SECONDS, "the page to be drawn")
    return reader


def redrawn(page: Chrome, act: Callable[[], object]) -> None:
    """Do this and wait until the page has drawn itself anew."""
    before = page.execute_script("return document.body.dataset.drawn")
    act()
    until(lambda: page.execute_script("return document.body.dataset.drawn") != before, SECONDS, "the page to draw anew")


def text(page: Chrome, selector: str) -> str:
    return page.find_element(By.CSS_SELECTOR, selector).text


def big(page: Chrome, card: str) -> int:
    return int(text(page, f".card.{card} .big").replace(",", ""))


def asked(data: Path, query: str) -> Any:
    with closing(duckdb.connect(str(data / "conflict_ledger.duckdb"), read_only=True)) as connection:
        (row,) = connection.execute(query).fetchall()
    return row[0]


def choose(page: Chrome, name: str, value: str) -> None:
    redrawn(page, lambda: Select(page.find_element(By.ID, f"filter-{name}")).select_by_value(value))


def press(page: Chrome, words: str) -> None:
    page.execute_script(
        "[...document.querySelectorAll('button, summary')].find((one) => one.textContent.includes(arguments[0]))"
        ".click()",
        words,
    )


def test_the_first_screen_shows_the_sums_of_the_ledger(page: Chrome, data: Path) -> None:
    total = "SELECT coalesce(CAST(sum(best) AS BIGINT), 0) FROM ledger_totals WHERE country = 'SYR' AND measure = "
    assert "Syria" in text(page, "h1")
    assert big(page, "killed") == asked(data, f"{total} 'killed'")
    assert big(page, "displaced") == asked(data, f"{total} 'displaced'")
    assert big(page, "breach") == asked(data, "SELECT count(*) FROM ceasefire_violations WHERE country = 'SYR'")


SUMS = """
const read = readLedger(arguments[0]), counted = ["casualties", "displacement"];
const added = (day) => counted.flatMap((kind) => additive(knownOn(read[kind], day)));
const ids = (rows) => rows.map((row) => row.id);
const sums = Object.fromEntries(d3.rollup(added(null), sum, (row) => row.measure));
return { now: ids(added(null)), days: read.days.map((day) => [iso(day), ids(added(day))]), sums };
"""


def test_the_page_adds_by_the_rule_of_the_totals(reader: Chrome, data: Path) -> None:
    """Today against `ledger_totals`; for every day of the slider against the rule that the exports use for the past."""
    reader.get("about:blank")
    scripts = [
        (TEMPLATES / name).read_text("utf-8")
        for name in ("vendor/d3.min.js", "js/words.js", "js/data.js", "js/sums.js")
    ]
    published = data / "conflict_ledger.duckdb"
    told = reader.execute_script("\n".join([*scripts, SUMS]), ledger(read_page(published), {}, {}))
    known = read_ledger(published, Selection())
    # The published rows of displacement do not tell causes: of some that only these keep apart the page adds one.
    casualties = set(known.keys("casualties"))
    assert set(told["now"]) <= known.additive
    assert set(told["now"]) & casualties == known.additive & casualties
    for measure in ("killed", "injured"):
        total = told["sums"][measure]
        query = f"SELECT (sum(low), sum(best), sum(high)) FROM ledger_totals WHERE measure = '{measure}'"
        low, best, high = asked(data, query)
        assert (total["low"], total["best"]) == (low, best)
        assert total["open"] or total["high"] == high
    assert len(told["days"]) > 3
    for day, ids in told["days"]:
        assert set(ids) == read_ledger(published, Selection(as_of=date.fromisoformat(day))).additive, day


def test_it_opens_without_an_error_and_without_a_request(page: Chrome, data: Path) -> None:
    for section in ("casualties", "displacement", "truces", "map"):
        assert page.find_elements(By.CSS_SELECTOR, f"#{section} svg.chart"), section
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked_for = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [url for url in asked_for if url.startswith("file:")] in ([], [(data / "report" / "index.html").as_uri()])
    assert [entry for entry in page.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}] == []


def test_filters_change_the_figures_and_the_address(page: Chrome, data: Path) -> None:
    whole = big(page, "killed")
    choose(page, "population", "children")
    assert "population=children" in page.current_url
    assert 0 < big(page, "killed") < whole
    assert "children" in text(page, "#table tbody")
    redrawn(page, lambda: page.find_element(By.ID, "clear").click())
    assert big(page, "killed") == whole
    choose(page, "measure", "displaced")
    assert big(page, "killed") == 0
    assert big(page, "breach") == 0


def test_an_address_shows_what_it_was_made_for(reader: Chrome, data: Path) -> None:
    page = opened(reader, data, "#country=SYR&from=2020-02-01&to=2020-02-29&measure=killed")
    assert Select(page.find_element(By.ID, "filter-measure")).first_selected_option.text == "killed"
    query = "SELECT CAST(sum(best) AS BIGINT) FROM ledger_totals WHERE month = '2020-02-01' AND measure = 'killed'"
    assert big(page, "killed") == asked(data, query) == 10


def test_the_slider_goes_back_to_what_was_known_then(page: Chrome, data: Path) -> None:
    slider = page.find_element(By.ID, "filter-asof")
    now = text(page, "#table .note")
    redrawn(page, lambda: slider.send_keys(Keys.HOME))
    first = asked(data, "SELECT min(known_from) FROM casualties_history")
    assert f"asof={first}" in page.current_url
    assert slider.get_attribute("aria-valuetext") in text(page, "#filters output")
    assert text(page, "#table .note") != now
    rows = asked(
        data,
        f"SELECT (SELECT count(*) FROM casualties_as_of('{first}'))"
        f" + (SELECT count(*) FROM displacement_as_of('{first}'))"
        f" + (SELECT count(*) FROM ceasefire_violations_as_of('{first}'))",
    )
    assert text(page, "#table .note").startswith(f"{rows} row")
    redrawn(page, lambda: slider.send_keys(Keys.END))
    assert text(page, "#table .note") == now


def test_a_number_opens_its_evidence_and_a_title_is_only_text(page: Chrome, data: Path) -> None:
    one = asked(data, "SELECT casualty_id FROM casualties WHERE best = 10 AND window_end = '2020-02-01'")
    opened(page, data, f"#id={one}")
    until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] .statement"), SECONDS, "the evidence")
    assert [mark.text.lower() for mark in page.find_elements(By.CSS_SELECTOR, "dialog .statement mark")][:1] == ["ten"]
    shown = text(page, "dialog")
    assert HOSTILE in shown
    assert "SOHR" in shown
    assert "How it became known" in shown
    assert page.find_elements(By.CSS_SELECTOR, "dialog script, dialog img") == []
    assert "broken" not in page.title
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(lambda: not page.find_elements(By.CSS_SELECTOR, "dialog[open]"), SECONDS, "the dialog to close")
    assert "id=" not in page.current_url


def test_behind_a_number_stand_the_reports_of_all_its_versions(reader: Chrome, data: Path) -> None:
    grown = (
        "SELECT {} FROM casualties_history WHERE version = 2 AND casualty_id ="
        " (SELECT casualty_id FROM casualties_history WHERE version = 2 ORDER BY reports DESC, 1 LIMIT 1)"
    )
    one, reports = asked(data, grown.format("casualty_id")), asked(data, grown.format("reports"))
    told = f"SELECT {{}} FROM casualties_history WHERE casualty_id = '{one}' AND version = 1"
    first, day = asked(data, told.format("reports")), asked(data, told.format("known_from"))
    assert 0 < first < reports
    for address, wanted in ((f"#id={one}", reports), (f"#id={one}&asof={day}", first)):
        page = opened(reader, data, address)
        until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] .statement"), SECONDS, "the evidence")  # noqa: B023
        assert len(page.find_elements(By.CSS_SELECTOR, "dialog .statement")) == wanted


def test_a_large_figure_leads_to_its_rows_and_they_to_the_words(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, ".card.killed .big").send_keys(Keys.ENTER)
    until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] td button"), SECONDS, "the rows")
    page.find_element(By.CSS_SELECTOR, "dialog td button").send_keys(Keys.ENTER)
    until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] .statement mark"), SECONDS, "the words")
    assert "id=" in page.current_url
    page.find_element(By.CSS_SELECTOR, "dialog .ways button").send_keys(Keys.ENTER)
    until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] td button"), SECONDS, "the rows again")
    assert "id=" not in page.current_url


def test_a_mark_in_a_chart_leads_to_evidence(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "#displacement svg a").send_keys(Keys.ENTER)
    until(lambda: page.find_elements(By.CSS_SELECTOR, "dialog[open] .statement"), SECONDS, "the words")


def test_a_table_beside_a_chart_is_had_as_csv(page: Chrome, downloads: Path) -> None:
    press(page, "Table:")
    assert page.find_elements(By.CSS_SELECTOR, "#casualties details tbody tr")
    page.find_element(By.CSS_SELECTOR, "#table .pager button:last-child").send_keys(Keys.ENTER)
    file = downloads / "ledger.csv"
    until(file.exists, SECONDS, "the file")
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert text(page, "#table .note").startswith(f"{len(rows)} row")
    assert {"measure", "low", "best", "high", "said by", "id"} <= rows[0].keys()


def test_one_source_looks_different_from_several(page: Chrome) -> None:
    assert page.find_elements(By.CSS_SELECTOR, "#rows .badge.one")
    styles = page.execute_script(
        "return ['one', 'many'].map((kind) => { const it = document.querySelector(`#legend .badge.${kind}`);"
        " const style = getComputedStyle(it); return [style.borderStyle, style.backgroundColor]; })"
    )
    assert styles[0] != styles[1]


def test_an_area_is_drawn_as_a_ring_and_said_to_be_one(page: Chrome) -> None:
    titles = page.execute_script(
        "return [...document.querySelectorAll('#map svg title')].map((one) => one.textContent)"
    )
    assert any(title.startswith("Somewhere in Idlib") for title in titles)
    assert page.find_elements(By.CSS_SELECTOR, "#map svg [stroke-dasharray='4,4']")


def drawn_on_the_map(page: Chrome, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)"
    return [str(one) for one in page.execute_script(script, f"#map svg {selector}")]


def test_who_fled_from_where_to_where_is_an_arrow(page: Chrome) -> None:
    """To a town that no report tells more of, and over the border of a country that is told by name only."""
    titles = [title for title in drawn_on_the_map(page, "title") if "\nfrom " in title]
    assert {title.split("\n")[1] for title in titles} == {
        "from Maarat al-Numan to Afrin",
        "from Jisr al-Shughur to Turkey",
    }
    assert {"Afrin", "Turkey"} <= set(drawn_on_the_map(page, "text"))


def test_every_name_on_the_map_lies_within_it(reader: Chrome, data: Path) -> None:
    for width in (1280, 390):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        reader.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        try:
            page = opened(reader, data)
            page.execute_script("document.getElementById('map').scrollIntoView()")
            outside = page.execute_script(
                "const frame = document.querySelector('#map svg.chart').getBoundingClientRect();"
                "return [...document.querySelectorAll('#map svg.chart text')].filter((one) => {"
                " const box = one.getBoundingClientRect();"
                " return box.left < frame.left - 2 || box.right > frame.right + 2; }).map((one) => one.textContent)"
            )
            assert outside == [], width
        finally:
            reader.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_has_landmarks_names_and_a_language(page: Chrome) -> None:
    nameless = page.execute_script(
        "return [...document.querySelectorAll('button, input, select, a, summary')].filter((one) => "
        "!(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length"
        " || one.querySelector('title')))"
        ".map((one) => one.outerHTML.slice(0, 80))"
    )
    assert nameless == []
    for landmark in ("header", "main", "footer", "[role=search]", "[aria-live]", "html[lang]", "h1", "h2"):
        assert page.find_elements(By.CSS_SELECTOR, landmark), landmark
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    links = [node["name"]["value"] for node in nodes if node["role"]["value"] == "link" and not node["ignored"]]
    assert len(links) >= 10
    assert [link for link in links if not any(letter.isalpha() for letter in link)] == []
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("class") == "skip"


@pytest.mark.parametrize(
    ("name", "width", "scheme"), [("light", 1280, "light"), ("dark", 1280, "dark"), ("phone", 390, "light")]
)
def test_it_fits_its_window(reader: Chrome, data: Path, screenshots: Path, name: str, width: int, scheme: str) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    feature = {"name": "prefers-color-scheme", "value": scheme}
    reader.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    reader.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    try:
        page = opened(reader, data)
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
        page.save_screenshot(str(screenshots / f"page-{name}.png"))
    finally:
        reader.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        reader.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture
def paper(page: Chrome) -> Iterator[Chrome]:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    yield page
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_on_paper_the_controls_are_gone_and_what_they_chose_is_told(paper: Chrome, data: Path) -> None:
    assert not paper.find_element(By.ID, "filters").is_displayed()
    assert paper.find_element(By.CSS_SELECTOR, "#casualties svg.chart").is_displayed()
    opened(paper, data, "#country=SYR&population=children&from=2020-02-01")
    assert text(paper, "#status") == "1 row shown: Syria, from 1 Feb 2020, children."


def test_on_paper_evidence_is_all_there_and_alone(paper: Chrome, data: Path) -> None:
    one = asked(data, "SELECT casualty_id FROM casualties ORDER BY reports DESC, 1 LIMIT 1")
    opened(paper, data, f"#id={one}")
    until(lambda: paper.find_elements(By.CSS_SELECTOR, "dialog[open] .statement"), SECONDS, "the evidence")
    assert not paper.find_element(By.TAG_NAME, "main").is_displayed()
    shown, whole = paper.execute_script(
        "const it = document.querySelector('dialog'); return [it.clientHeight, it.scrollHeight]"
    )
    assert shown == whole > 500

"""How large the page is, how long it takes to write, and how long to open in a headless browser.

    python -m benchmarks.page [CLAIMS ...]     default: 10000 50000

The ledger is made up: three claims a row, half of the rows revised once, sentences of words of `seeds/reference`, forty
places in three countries over two years. Written seconds are those of the whole step, queries included; opened is when
all charts stand, by the browser's own clock. Needs Chromium and its driver for the latter.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which

import duckdb
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from pipeline.extract.gazetteer import Gazetteer
from pipeline.report.write import write_report
from pipeline.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
PROMISED_BYTES = {10_000: 3_000_000}
PROMISED_SECONDS = {50_000: 2.0}
_PLACE = """
    concat('Place ', p) AS place, p AS place_id, concat('Province ', p % 12) AS admin1,
    ['SYR', 'YEM', 'UKR'][1 + least(2, p // 25)] AS country, CAST(33 + (p * 37 % 100) / 40 AS DOUBLE) AS latitude,
    CAST(36 + (p * 61 % 100) / 30 AS DOUBLE) AS longitude,
    ['exact', 'exact', 'admin1', 'country'][1 + p % 4] AS place_precision
"""
_WINDOW = """
    date '2019-01-01' + CAST(d AS INTEGER) AS window_start,
    date '2019-01-01' + CAST(d + i % 3 AS INTEGER) AS window_end
"""
_KNOWN = """
    version, date '2019-01-02' + CAST(d + version * 2 AS INTEGER) AS known_from,
    CASE WHEN version = 1 AND i % 2 = 0 THEN date '2019-01-02' + CAST(d + 4 AS INTEGER) END AS known_to
"""
_ROWS = """
    (SELECT r.i, v.version, CAST(hash(r.i) % 40 AS BIGINT) AS p, CAST(hash(r.i * 7) % 730 AS BIGINT) AS d
    FROM range({rows}) AS r(i), range(1, 3) AS v(version) WHERE version = 1 OR i % 2 = 0)
"""
_BOUNDS = "1 + i % 60 AS low, 1 + i % 60 AS best, CASE WHEN i % 5 > 0 THEN 1 + i % 60 + i % 9 END AS high"
_SAID = """
    3 AS reports, 3 AS documents, 1 + i % 5 AS independent_sources, [concat('Speaker ', i % 30)] AS sources,
    i % 17 > 0 AS sources_agree, date '2019-01-02' + CAST(d AS INTEGER) AS first_reported_on,
    CASE WHEN i % 10 = 0 THEN 'truce-' || (i % 30) END AS ceasefire_id,
    [concat('c', lpad(CAST(3 * i + k AS VARCHAR), 7, '0')) FOR k IN [0, 1, 2]] AS claim_ids
"""
_PEOPLE = "['all', 'civilians', 'children', 'combatants', 'women'][1 + i % 5]"


def make(path: Path, claims: int) -> None:
    """A published file with what the page asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = {"casualties": claims // 5, "displacement": claims // 15, "violations": claims // 15}
    words = str(ROOT / "seeds" / "reference" / "english_words.csv")
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("CREATE TEMP TABLE words AS SELECT DISTINCT word FROM read_csv(?) LIMIT 4000", [words])
        (known,) = connection.execute("SELECT count(*) FROM words").fetchone() or (0,)
        connection.execute("SET VARIABLE words = (SELECT list(word ORDER BY word) FROM words)")
        for name, query in _tables(claims, rows, known).items():
            connection.execute(f"CREATE TABLE {name} AS {query}")


def _tables(claims: int, rows: dict[str, int], words: int) -> dict[str, str]:
    def thing(name: str, own: str) -> str:
        return f"SELECT {own}, {_KNOWN}, {_PLACE}, {_WINDOW} FROM {_ROWS.format(rows=rows[name])}"

    sentence = (
        f"array_to_string([getvariable('words')[1 + CAST(hash(i * 31 + k) % {words} AS BIGINT)] FOR k IN range(24)], "
        "' ')"
        " || ' and ' || (1 + i % 60) || ' died.'"
    )
    spoken = f"concat('d', lpad(CAST(i // 5 AS VARCHAR), 7, '0')) AS document_id, {sentence} AS evidence"
    span = "length(evidence) - 8 AS char_start, length(evidence) - 6 AS char_end"
    claim = "lpad(CAST(i AS VARCHAR), 7, '0')"
    counted = f"{_PEOPLE} AS population, 'incident' AS window_kind, {_BOUNDS}, {_SAID}"
    return {
        "casualties_history": thing(
            "casualties",
            "concat('cas_', md5(CAST(i AS VARCHAR))[:16]) AS casualty_id, CAST(NULL AS VARCHAR) AS parent_casualty_id,"
            "['government', 'opposition', NULL][1 + i % 3] AS affiliation, 'government' AS perpetrator,"
            f"'shelling' AS cause, ['killed', 'killed', 'injured'][1 + i % 3] AS measure, {counted}",
        ),
        "displacement_history": thing(
            "displacement",
            "concat('dis_', md5(CAST(i AS VARCHAR))[:16]) AS displacement_id, CAST(NULL AS VARCHAR) AS"
            " parent_displacement_id, ['flow', 'flow', 'stock'][1 + i % 3] AS basis, NULL::BIGINT AS households,"
            "'stated' AS people_basis, CASE WHEN i % 4 = 0 THEN concat('Place ', (i * 3) % 40) END AS origin,"
            f"NULL::VARCHAR AS destination, 'displaced' AS measure, {counted}",
        ).replace("1 + i % 60", "1000 + 97 * (i % 900)"),
        "ceasefire_violations_history": thing(
            "violations",
            "concat('vio_', md5(CAST(i AS VARCHAR))[:16]) AS violation_id, 'truce-' || (i % 30) AS ceasefire_id,"
            "['shelling', 'air_strike', 'clash'][1 + i % 3] AS act, 'government' AS violator,"
            "NULL::BIGINT AS killed_low,"
            "NULL::BIGINT AS killed_best, NULL::BIGINT AS killed_high, NULL::BIGINT AS injured_best,"
            "'explicit' AS characterisation, [concat('Speaker ', i % 30)] AS alleged_by, 1 AS reports, 1 AS documents,"
            f"1 + i % 5 AS independent_sources, [concat('b', {claim})] AS violation_report_ids,"
            "CAST([] AS VARCHAR[]) AS claim_ids",
        ),
        "ceasefires": "SELECT 'truce-' || i AS ceasefire_id, concat('Truce ', i) AS name,"
        " date '2019-01-01' AS announced_on,"
        " date '2019-01-05' AS effective_on, 'day' AS effective_on_precision, NULL::DATE AS ended_on,"
        " ['UN'] AS brokers,"
        " ['government'] AS parties, 'SYR' AS country, 'ceasefire' AS kind, 'reference' AS basis, 1 AS documents"
        " FROM range(30) AS r(i)",
        "claims": f"SELECT concat('c', {claim}) AS claim_id, 'killed' AS measure, {_BOUNDS}, 'exact' AS qualifier,"
        f"'people' AS unit, {_PEOPLE} AS population, NULL::VARCHAR AS affiliation, concat('Speaker ', i % 30) AS"
        f" attributed_to, concat('Place ', i % 40) AS place, 'SYR' AS country, 34.0::DOUBLE AS latitude,"
        f" 37.0::DOUBLE AS longitude, 'exact' AS place_precision, {spoken}, {span} FROM range({claims}) AS r(i)",
        "violation_reports": f"SELECT concat('b', {claim}) AS violation_report_id, 'shelling' AS act, NULL::VARCHAR AS"
        " violator, 'explicit' AS characterisation, NULL::VARCHAR AS alleged_by, 'Place 1' AS place, 'SYR' AS country,"
        f" 34.0::DOUBLE AS latitude, 37.0::DOUBLE AS longitude, 'exact' AS place_precision, {spoken}, {span}"
        f" FROM range({rows['violations']}) AS r(i)",
        "documents": "SELECT document_id, string_agg(evidence, ' ') AS text, concat('Title of ', document_id) AS title,"
        " concat('Paper ', hash(document_id) % 40) AS publisher, concat('https://example.org/', document_id) AS uri,"
        " date '2019-02-01' AS published_on, ['AFP'] AS agencies, NULL::VARCHAR AS wire_story_id"
        " FROM claims GROUP BY document_id",
        "data_quality": "SELECT 'q' AS data_quality_id, 'rival_speakers' AS kind, 'x' AS detail,"
        " ['none'] AS subject_ids",
        "ledger_totals": "SELECT 't' AS total_id, country, measure, date_trunc('month', window_start) AS month,"
        " sum(low) AS low, sum(best) AS best, sum(high) AS high, list(casualty_id) AS ledger_ids"
        " FROM casualties_history WHERE known_to IS NULL GROUP BY ALL",
        "refresh_log": "SELECT 'r' AS refresh_id, timestamp '2021-01-01' AS started_at",
    }


@contextmanager
def browser() -> Iterator[Chrome | None]:
    """Headless Chromium; None where it or its driver is missing."""
    program, driver = which("chromium") or which("google-chrome"), which("chromedriver")
    if program is None or driver is None:
        yield None
        return
    options = ChromeOptions()
    options.binary_location = program
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,1000"):
        options.add_argument(f"--{flag}")
    chrome = Chrome(options=options, service=ChromeService(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def drawn(chrome: Chrome, page: Path) -> float:
    """Open the page; seconds until all charts stand, by its own clock."""
    chrome.get(page.as_uri())
    for _ in range(600):
        if ready := chrome.execute_script("return document.body.dataset.ready"):
            return int(ready) / 1000
        time.sleep(0.1)
    raise SystemExit(f"{page} was not drawn within a minute")


def opened(page: Path) -> tuple[float, float] | None:
    """Seconds until all charts stand, and those of the processor in the page's thread; None without a browser."""
    with browser() as chrome:
        if chrome is None:
            return None
        chrome.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        ready = drawn(chrome, page)
        found = chrome.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return ready, float(next(one["value"] for one in found if one["name"] == "ThreadTime"))


def _verdict(seconds: float, most: float) -> str:
    if seconds < most:
        return "kept"
    return "NOT KEPT" if os.getloadavg()[0] <= (os.cpu_count() or 1) else "can't be told, the machine is busy"


def measure(claims: int) -> None:
    """Make, write, open, tell."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=folder)
        make(settings.published_path, claims)
        Gazetteer.load(settings.reference_dir, settings.build_dir / "cache")  # as any refresh has built it
        started, used = time.monotonic(), time.process_time()
        report = write_report(settings)
        wall, processor = time.monotonic() - started, time.process_time() - used
        seconds = opened(report.path)
    limit = PROMISED_BYTES.get(claims)
    size = (
        "" if limit is None else f" (promised < {limit / 1e6:.0f} MB: {'kept' if report.size < limit else 'NOT KEPT'})"
    )
    most = PROMISED_SECONDS.get(claims)
    if seconds is None:
        shown = "no browser"
    else:
        kept = "" if most is None else f", promised < {most:.0f} s: {_verdict(seconds[0], most)}"
        shown = f"{seconds[0]:.2f} s ({seconds[1]:.2f} s of processor{kept})"
    print(
        f"{claims:>7,} claims: {report.size / 1e6:.2f} MB{size}, written in {wall:.2f} s"
        f" ({processor:.2f} s of processor),"
        f" opened in {shown}, load {os.getloadavg()[0]:.0f}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 50_000])
    for claims in parser.parse_args(arguments).claims:
        measure(claims)


if __name__ == "__main__":
    main()

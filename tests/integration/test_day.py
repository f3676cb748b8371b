"""A morning of the simulated desk: feeds and pages with every fault on the loopback, through schedules and Dagster's
runs, to the published tables."""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from benchmarks.day import Life, live
from benchmarks.newsroom import FAULTS, Newsroom
from tests.integration.refreshed import Refreshed

# A whole refresh, and waits for servers that do not answer.
pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
HOURS = 5
NEWSROOM = Newsroom(feeds=2, items=16, share=0.045, hours_a_day=HOURS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, refreshed: Refreshed) -> Path:
    """A desk whose dbt project is parsed and whose reference tables are built."""
    found = tmp_path_factory.mktemp("desk")
    build = found / "data" / "build"
    shutil.copytree(refreshed.data / "build" / "dbt", build / "dbt")
    shutil.copy2(refreshed.line.settings.warehouse_path, build)
    (build / "cache").symlink_to((refreshed.data / "build" / "cache").resolve())
    return found


@pytest.fixture(scope="module")
def life(folder: Path) -> Life:
    return live(folder, 1, NEWSROOM, say=lambda *_, **__: None)


def test_every_item_is_accounted_for_and_no_text_is_there_twice(life: Life) -> None:
    assert life.problems == []
    assert set(life.outcomes) == {"none", *FAULTS}
    assert sum(ended.total() for ended in life.outcomes.values()) == NEWSROOM.feeds * NEWSROOM.items * HOURS


def test_what_failed_tells_its_reason(life: Life) -> None:
    told = "\n".join(life.reasons)
    for words in (
        "404 Not Found",
        "500 Internal Server Error",
        "went silent",
        "unpacks to more",
        "more than 5 redirects",
    ):
        assert words in told


def test_the_tables_tell_where_each_document_came_from(life: Life, folder: Path) -> None:
    with closing(duckdb.connect(str(folder / "data" / "conflict_ledger.duckdb"), read_only=True)) as connection:
        query = """
            SELECT count(*), count(DISTINCT document_id), bool_and(status = 200), min(licence),
                list_sort(list(DISTINCT source))
            FROM document_sources
        """
        rows, documents, answered, licence, sources = connection.execute(query).fetchone() or ()
        (killed,) = connection.execute("SELECT count(*) FROM casualties WHERE measure = 'killed'").fetchone() or (0,)
        (runs,) = connection.execute("SELECT count(*) FROM source_log WHERE outcome <> 'failed'").fetchone() or (0,)
    assert rows >= documents == life.tables["documents"] > 50
    assert (answered, licence, sources) == (True, "made up", ["wire-0", "wire-1"])
    assert killed > 0
    # Each feed once an hour, and once more before the refresh.
    assert runs == NEWSROOM.feeds * (HOURS + 1)

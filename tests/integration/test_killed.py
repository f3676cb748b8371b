"""A process killed at any point, and run again: the same tables as if nothing had happened."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.world import tables, write_reports

# With two documents a shard the small world makes three shards of documents, three of articles, one of publications
# and three of extractions: puts 1-10.
DEATHS = [
    "shard-written-not-committed:1",
    "shard-committed:1",
    "shard-committed:2",
    "scan-remembered:1",
    "shard-committed:5",
    "shard-written-not-committed:7",
    "shard-committed:7",
    "shard-committed:9",
    "shard-dropped-half:1",
    "raw-tables-in-transaction:3",
    "raw-tables-loaded:1",
    "published-file-written:1",
    "published-file-verified:1",
    "published-file-moved:1",
    "refresh-logged:1",
]
LATE_DEATHS = ("raw-tables-in-transaction:3", "published-file-written:1", "published-file-moved:1")


def run(data: Path, sources: Path, cache: Path, point: str) -> int:
    command = [sys.executable, "-m", "tests.integration.killed", *map(str, (data, sources, cache, point))]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def everything(data: Path) -> dict[str, Any]:
    raw = tables(data / "build" / "warehouse.duckdb", "raw")
    return raw | {f"published {name}": rows for name, rows in tables(data / "conflict_ledger.duckdb", "main").items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, gazetteer_cache: Path) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert run(folder / "data", write_reports(folder / "reports"), gazetteer_cache, "none") == 0
    return _without_place(everything(folder / "data"), folder)


def _without_place(found: dict[str, Any], folder: Path) -> dict[str, Any]:
    return {
        name: [row.replace(str(folder), "") for row in rows if name != "quarantine"] for name, rows in found.items()
    }


def test_killed_again_and_again_the_tables_are_the_same(
    undisturbed: dict[str, Any], tmp_path: Path, gazetteer_cache: Path
) -> None:
    reports = write_reports(tmp_path / "reports")
    for death in ("shard-committed:1", "shard-committed:4", "shard-written-not-committed:4", *LATE_DEATHS):
        assert run(tmp_path / "data", reports, gazetteer_cache, death) == -signal.SIGKILL, death
    assert run(tmp_path / "data", reports, gazetteer_cache, "none") == 0
    assert _without_place(everything(tmp_path / "data"), tmp_path) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("death", DEATHS)
def test_killed_and_run_again_the_tables_are_the_same(
    death: str, undisturbed: dict[str, Any], tmp_path: Path, gazetteer_cache: Path
) -> None:
    reports = write_reports(tmp_path / "reports")
    died = run(tmp_path / "data", reports, gazetteer_cache, death)
    assert died == -signal.SIGKILL, "the point was never reached"
    assert run(tmp_path / "data", reports, gazetteer_cache, "none") == 0
    assert _without_place(everything(tmp_path / "data"), tmp_path) == undisturbed
    left = [path.name for path in (tmp_path / "data").rglob(".*") if "tmp" in path.name or "duckdb" in path.name]
    assert left == []

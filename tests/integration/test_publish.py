"""Publishing: readers see the old file or the new one, never less; whatever goes wrong, the old one stays."""

import multiprocessing
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.line import Line
from pipeline.warehouse import publish as writer
from pipeline.warehouse.memory import BOUNDS_MB
from pipeline.warehouse.publish import STORAGE_VERSION, PublishError, publish
from tests.integration.conftest import LineMaker
from tests.integration.world import fill_marts, through_raw, write_reports


@pytest.fixture
def built(make_line: LineMaker, reports: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A line with stand-in marts; the page of them, which no test here looks at, can't be drawn."""
    monkeypatch.setattr(Line, "report", lambda self: None)
    line = make_line("data", reports)
    through_raw(line)
    fill_marts(line.settings.warehouse_path)
    return line


def ask(path: Path, query: str) -> list[Any]:
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        return connection.execute(query).fetchall()


def test_marts_are_published_with_comments_constraints_and_macros(built: Line) -> None:
    built.publish()
    path = built.settings.published_path
    assert ask(path, "SELECT comment FROM duckdb_tables() WHERE table_name = 'documents'") == [
        ('It\'s one row per "distinct" text',)
    ]
    assert ask(path, "SELECT comment FROM duckdb_columns() WHERE column_name = 'text'") == [
        ("title, blank line, body; that's all",)
    ]
    assert ask(path, "SELECT is_nullable FROM duckdb_columns() WHERE column_name = 'casualty_id'") == [(False,)]
    everything = ask(path, "SELECT count(*) FROM casualties")[0][0]
    assert 0 < ask(path, "SELECT count(*) FROM casualties_as_of(DATE '2020-02-20')")[0][0] < everything
    assert ask(path, "SELECT DISTINCT schema_name FROM duckdb_tables()") == [("main",)]


def test_the_file_has_the_storage_version_that_older_clients_open(built: Line) -> None:
    built.publish()
    tags = ask(built.settings.published_path, "SELECT tags FROM duckdb_databases() WHERE NOT internal")[0][0]
    assert tags["storage_version"].startswith(STORAGE_VERSION)


@pytest.mark.parametrize(("needed", "tried"), [(200, [200]), (280, [200, 250, 312]), (5_000, [*BOUNDS_MB, None])])
def test_it_takes_more_memory_only_as_long_as_it_has_too_little(
    built: Line, monkeypatch: pytest.MonkeyPatch, needed: int, tried: list[int | None]
) -> None:
    write, given = writer._write, list[int | None]()

    def hungry(warehouse: Path, aside: Path, logs: writer.Logs, memory_mb: int | None) -> dict[str, int]:
        given.append(memory_mb)
        rows = write(warehouse, aside, logs, memory_mb)
        if memory_mb is not None and memory_mb < needed:
            raise duckdb.OutOfMemoryException("Out of Memory Error: failed to allocate")
        return rows

    monkeypatch.setattr(writer, "_write", hungry)
    built.publish()
    assert given == tried
    path = built.settings.published_path
    assert ask(path, "SELECT count(*) FROM documents") == [(6,)]
    assert [left.name for left in path.parent.glob(f".{path.name}*")] == []


def test_every_refresh_has_its_row_in_the_log_also_when_nothing_was_new(built: Line) -> None:
    built.publish()
    path = built.settings.published_path
    documents = ask(path, "FROM documents ORDER BY ALL")
    assert built.nothing_new()
    assert Line(built.settings).nothing_new()
    log = ask(path, "SELECT documents_seen, documents_new, documents_unchanged, documents_quarantined FROM refresh_log")
    assert log == [(7, 6, 0, 1), (7, 0, 6, 1), (7, 0, 6, 1)]
    assert len(ask(path, "SELECT DISTINCT refresh_id FROM refresh_log")) == 3
    assert ask(path, "FROM documents ORDER BY ALL") == documents


def test_something_new_is_not_nothing_new(built: Line, reports: Path) -> None:
    assert not built.nothing_new(), "nothing has been published yet"
    built.publish()
    write_reports(reports, {"more.txt": "Two people were killed in Hama on Friday, medics said."})
    assert not built.nothing_new()


@pytest.mark.parametrize("change", ["removed", "replaced"])
def test_a_published_file_that_is_not_ours_any_more_is_made_again(built: Line, change: str) -> None:
    built.publish()
    path = built.settings.published_path
    path.unlink()
    if change == "replaced":
        path.write_bytes(b"not a database")
    assert not built.nothing_new()
    built.publish()
    assert ask(path, "SELECT count(*) FROM documents") == [(6,)]


def test_a_log_that_a_writing_reader_left_is_not_inherited(built: Line) -> None:
    built.publish()
    path = built.settings.published_path
    code = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute(\"SET checkpoint_threshold = '1GB'\"); "
        "c.execute('DELETE FROM documents'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert path.with_name(path.name + ".wal").exists()
    publish(built.settings.warehouse_path, path, {})
    assert ask(path, "SELECT count(*) FROM documents") == [(6,)]


def test_readers_in_a_loop_see_no_error_and_no_half_state(built: Line) -> None:
    path = built.settings.published_path
    _publish_round(built, 0)
    context = multiprocessing.get_context("spawn")
    started, stop, results = context.Event(), context.Event(), context.Queue()
    reader = context.Process(target=_read_until, args=(str(path), started, stop, results))
    reader.start()
    assert started.wait(60)
    seen_in_process: list[str] = []
    thread = threading.Thread(target=lambda: seen_in_process.extend(_reads(str(path), stop)))
    thread.start()
    for round_number in range(10):
        _publish_round(built, round_number)
        time.sleep(0.05)
    stop.set()
    thread.join()
    outcome, reads = results.get(timeout=60)
    reader.join()
    assert outcome == []
    assert reads >= 5
    assert seen_in_process == []


def _publish_round(built: Line, number: int) -> None:
    with closing(duckdb.connect(str(built.settings.warehouse_path))) as connection:
        connection.execute(f"UPDATE main.casualties SET best = {number}")
    publish(built.settings.warehouse_path, built.settings.published_path, {})


def _reads(path: str, stop: Any) -> list[str]:
    problems = []
    while not stop.is_set():
        try:
            rows = ask(Path(path), "SELECT count(DISTINCT best), (SELECT count(*) FROM documents) FROM casualties")
            if rows != [(1, 6)]:
                problems.append(f"half state: {rows}")
        except Exception as error:
            problems.append(repr(error))
    return problems


def _read_until(path: str, started: Any, stop: Any, results: Any) -> None:
    problems, reads = [], 0
    while not stop.is_set():
        problems += _reads(path, _Once())
        reads += 1
        started.set()
    results.put((problems, reads))


class _Once:
    def __init__(self) -> None:
        self._asked = False

    def is_set(self) -> bool:
        self._asked, before = True, self._asked
        return before


def test_a_full_disk_leaves_the_published_file_whole_and_says_so(built: Line) -> None:
    built.publish()
    path = built.settings.published_path
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(PublishError, match=r"no space left to publish .*; the file there before is unchanged"):
            publish(built.settings.warehouse_path, path, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir() if "conflict_ledger" in entry.name) == [path.name]


def test_marts_that_are_not_there_are_not_published(make_line: LineMaker, reports: Path) -> None:
    line = make_line("data", reports)
    through_raw(line)
    with pytest.raises(PublishError, match="build it first"):
        line.publish()
    assert not line.settings.published_path.exists()


def test_a_macro_that_does_not_work_is_not_published(built: Line) -> None:
    built.publish()
    before = built.settings.published_path.read_bytes()
    with closing(duckdb.connect(str(built.settings.warehouse_path))) as connection:
        connection.execute("CREATE OR REPLACE MACRO main.casualties_as_of(day) AS TABLE SELECT * FROM raw.claims")
    with pytest.raises(PublishError):
        publish(built.settings.warehouse_path, built.settings.published_path, {})
    assert built.settings.published_path.read_bytes() == before


def test_an_older_client_opens_the_file(built: Line, tmp_path: Path) -> None:
    built.publish()
    assert built.nothing_new(), "the log is written into the file a second time"
    older = _older_client(tmp_path / "old")
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); "
        "assert duckdb.__version__ < '1.5', duckdb.__version__; "
        "print(c.execute('SELECT count(*) FROM documents').fetchone()[0], "
        "c.execute(\"SELECT count(*) FROM casualties_as_of(DATE '2030-01-01')\").fetchone()[0] > 0, "
        "c.execute('SELECT count(*) FROM refresh_log').fetchone()[0], "
        "c.execute(\"SELECT count(comment) FROM duckdb_tables() WHERE table_name = 'documents'\").fetchone()[0])"
    )
    command = [sys.executable, "-c", code, str(built.settings.published_path)]
    environment = os.environ | {"PYTHONPATH": str(older)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["6", "True", "2", "1"], done.stderr


def _older_client(folder: Path) -> Path:
    """A folder with DuckDB 1.4, to be found before the installed one; the test is skipped where it cannot be had."""
    install = [sys.executable, "-m", "pip", "install", "-q", "--retries", "1", "--target", str(folder), "--no-deps"]
    try:
        subprocess.run(
            [*install, "--only-binary", ":all:", "duckdb==1.4.*"],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
    except subprocess.CalledProcessError as error:
        pytest.skip(f"DuckDB 1.4 cannot be installed here: {error.stderr.strip().splitlines()[-1:]}")
    except subprocess.TimeoutExpired:
        pytest.skip("DuckDB 1.4 cannot be installed here within two minutes")
    return folder


def test_a_warehouse_that_the_dbt_of_a_killed_refresh_still_holds_is_waited_for(built: Line) -> None:
    code = (
        "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(2); c.close()"
    )
    command = [sys.executable, "-c", code, str(built.settings.warehouse_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        assert built.load()["documents"] == 6
        assert time.monotonic() - started > 1

"""The page made beside the published file: the same page, never ahead of the file, and no process left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import line
from pipeline.report import beside
from pipeline.report.read import read
from pipeline.report.write import Report, write_report
from tests.integration.refreshed import Refreshed

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal
from pathlib import Path
import sys
from pipeline import line
from pipeline.report import beside
from pipeline.settings import load_settings
with beside.allowed():
    beside.get_ready(load_settings(data_dir=Path(sys.argv[1])))
    print(beside._maker.get()._process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def begin(copied: Refreshed) -> None:
    log = read(copied.published)["refreshes"]
    beside.begin(copied.line.settings, log["refresh_id"], log["started_at"])


def test_it_is_the_page_that_would_be_made_of_the_published_file(copied: Refreshed) -> None:
    path = copied.line.settings.report_path
    expected = write_report(copied.line.settings)
    page = path.read_bytes()
    path.unlink()
    with beside.allowed():
        begin(copied)
        made = beside.finish()
    assert made == expected
    assert path.read_bytes() == page


def test_nothing_is_written_before_it_is_asked_for(copied: Refreshed) -> None:
    path = copied.line.settings.report_path
    path.unlink()
    with beside.allowed():
        begin(copied)
        time.sleep(2)
        assert not path.exists()
    assert not path.exists(), "it was never asked for, as when the file could not be published"


def test_what_was_read_ahead_becomes_the_same_page_once_the_log_is_there(copied: Refreshed) -> None:
    path = copied.line.settings.report_path
    expected = write_report(copied.line.settings)
    page = path.read_bytes()
    path.unlink()
    with beside.allowed():
        beside.read_built(copied.line.settings)
        begin(copied)
        assert beside.finish() == expected
    assert path.read_bytes() == page


def test_what_was_read_ahead_of_a_refresh_that_publishes_nothing_comes_to_nothing(copied: Refreshed) -> None:
    path = copied.line.settings.report_path
    path.unlink()
    with beside.allowed():
        beside.read_built(copied.line.settings)
        assert beside.finish() is None
    assert not path.exists()


def test_without_leave_or_without_a_beginning_there_is_none(copied: Refreshed) -> None:
    begin(copied)
    assert beside.finish() is None
    with beside.allowed():
        assert beside.finish() is None
        beside.get_ready(copied.line.settings)
        assert beside.finish() is None


def test_where_it_fails_the_page_is_made_of_the_published_file(copied: Refreshed) -> None:
    settings = copied.line.settings
    expected = write_report(settings)
    settings.warehouse_path.unlink()
    with beside.allowed():
        begin(copied)
        assert beside.finish() is None
        assert copied.line.report() == expected


def test_a_refresh_reads_what_was_built_before_it_publishes_and_takes_over_the_page_made_of_it(
    copied: Refreshed, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    read_built, publish = beside.read_built, line.publish.publish
    monkeypatch.setattr(beside, "read_built", lambda settings: told.append("read") or read_built(settings))
    monkeypatch.setattr(line.publish, "publish", lambda *given: told.append("publish") or publish(*given))
    finish, taken = beside.finish, list[Report | None]()
    monkeypatch.setattr(beside, "finish", lambda: taken.append(finish()) or taken[-1])
    late = "Two people were killed by shelling in Hama on Friday, medics said."
    (copied.line.settings.inbox_dir / "late.txt").write_text(late, encoding="utf-8")
    assert copied.again().succeeded
    assert told == ["read", "read", "publish"], "once when it is built, and whoever begins makes sure of it"
    path = copied.line.settings.report_path
    page = path.read_bytes()
    assert taken == [write_report(copied.line.settings)]
    assert path.read_bytes() == page
    assert not list(path.parent.glob(".*")), "nothing is left aside"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for a process in /proc")
def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    deadline = time.monotonic() + 60
    while _is_alive(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not _is_alive(int(done.stdout))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_of_a_large_ledger_it_is_made_apart_once_the_file_is_published(
    copied: Refreshed, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied.line.settings.report_path
    expected = write_report(copied.line.settings)
    page = path.read_bytes()
    path.unlink()
    monkeypatch.setattr(line, "_LARGE", 1)
    monkeypatch.setattr("pipeline.report.write.write_report", None)
    assert copied.line.report() == expected
    assert path.read_bytes() == page

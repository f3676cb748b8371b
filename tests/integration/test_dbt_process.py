"""The dbt that stands by ends with whoever started it, told or not."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import dbt_process

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "dbt_project"
KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline import dbt_process
with dbt_process.standing_by(Path(sys.argv[1]), Path(sys.argv[2]), {}):
    print(dbt_process._waiting.get().pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_dbt_that_was_told_nothing_ends_when_nobody_needs_it(tmp_path: Path) -> None:
    with dbt_process.standing_by(PROJECT, tmp_path, {}):
        process = dbt_process._waiting.get()
        assert process is not None
        assert process.poll() is None
    assert process.poll() is not None
    assert dbt_process._waiting.get() is None


def test_a_dbt_that_was_told_does_it_and_nothing_more(tmp_path: Path) -> None:
    with dbt_process.standing_by(PROJECT, tmp_path, {"CONFLICT_LEDGER_WAREHOUSE": str(tmp_path / "w.duckdb")}):
        told = dbt_process.start(["ls", "--resource-type", "seed", "--output", "name"], PROJECT, tmp_path, {})
        assert told is dbt_process._waiting.get()
        assert told.stdout is not None
        said = told.stdout.read().decode()
        assert told.wait() == 0
    assert "conflicts" in said
    assert not (tmp_path / "w.duckdb").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for a process in /proc")
def test_a_dbt_whose_starter_was_killed_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(PROJECT), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    pid, deadline = int(done.stdout), time.monotonic() + 120
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_alive(pid)

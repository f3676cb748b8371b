"""dbt as a process: started when there is work for it, or before, to load and parse while other stages run.

Belongs here: starting, telling, ending. Does not: what it is told (`pipeline.assets.dbt_run`). Nothing of weight is
imported, because the waiting process imports this, too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from pipeline.collector import relax_collector

Process = subprocess.Popen[bytes]
_ROOT = Path(__file__).resolve().parents[1]
_OURS = "conflict-ledger-dbt"
_PARSE = ["--quiet", "--log-level-file", "none", "--no-write-json", "parse"]
_SUCCEEDED, _FAILED, _BROKEN = 0, 1, 2
_waiting: ContextVar[Process | None] = ContextVar("waiting_dbt", default=None)


def executable() -> Path:
    """The dbt that is installed beside this interpreter, whatever the path says."""
    folder = Path(sys.executable).parent
    ours = folder / _OURS
    return ours if ours.exists() else folder / "dbt"


@contextmanager
def standing_by(project: Path, target: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """While this is open, a dbt that has parsed the project waits for work; it ends at the latest when this closes."""
    process = _open([sys.executable, "-m", "pipeline.dbt_process"], project, target, environment)
    token = _waiting.set(process)
    try:
        yield
    finally:
        _waiting.reset(token)
        _end(process)


def start(arguments: Sequence[str], project: Path, target: Path, environment: Mapping[str, str]) -> Process:
    """dbt with these arguments: the one that stands by, else a new one. It says what it does on standard output."""
    process = _waiting.get()
    if process is None or process.poll() is not None or process.stdin is None or process.stdin.closed:
        return _open([str(executable()), *arguments], project, target, environment)
    process.stdin.write(json.dumps(list(arguments)).encode() + b"\n")
    process.stdin.close()
    process.args = [_OURS, *arguments]
    return process


def main() -> int:
    """Load and parse, wait for a line with the arguments, do that. No line: who started this is gone."""
    relax_collector()
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    parsed = dbtRunner().invoke(_PARSE).result
    told = sys.stdin.readline()
    if not told:
        return _SUCCEEDED
    # What does not parse is parsed again, to say why.
    done = dbtRunner(manifest=parsed if isinstance(parsed, Manifest) else None).invoke(json.loads(told))
    if done.exception is not None:
        return _BROKEN
    return _SUCCEEDED if done.success else _FAILED


def _open(command: Sequence[str], project: Path, target: Path, environment: Mapping[str, str]) -> Process:
    folders = {
        "DBT_PROJECT_DIR": project,
        "DBT_PROFILES_DIR": project,
        "DBT_TARGET_PATH": target,
        "DBT_LOG_PATH": target,
    }
    told = {"DBT_LOG_FORMAT": "json", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=_ROOT,
        env=os.environ | dict(environment) | {name: str(path) for name, path in folders.items()} | told,
    )


def _end(process: Process) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None and not pipe.closed:
            pipe.close()
    if process.poll() is None:
        process.terminate()
    process.wait()


if __name__ == "__main__":
    raise SystemExit(main())

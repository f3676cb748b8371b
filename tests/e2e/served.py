"""The page as `conflict-ledger ui` serves it, in a process group of its own, and what its GraphQL tells."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
RUN_SECONDS = 240
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
T = TypeVar("T")
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_LOCATIONS = """{ workspaceOrError { ... on Workspace { locationEntries {
    loadStatus locationOrLoadError { __typename ... on PythonError { message } } } } } }"""
_RUNS = """{ runsOrError { ... on Runs { results { runId status pipelineName tags { key value } } } } }"""
_ERRORS = """query ($run: ID!) { logsForRun(runId: $run) { ... on EventConnection { events {
    ... on MessageEvent { message level } } } } }"""


@dataclass(frozen=True)
class Run:
    """A run as the page knows it."""

    run_id: str
    status: str
    job: str
    tags: dict[str, str]


@dataclass(frozen=True)
class Served:
    """The page of one data folder while it is open."""

    url: str
    data: Path
    log: Path

    @property
    def published(self) -> Path:
        return self.data / "conflict_ledger.duckdb"

    def ask(self, query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"Content-Type": "application/json"})
        with _DIRECT.open(request, timeout=30) as response:
            answer = json.load(response)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def runs(self) -> list[Run]:
        found = self.ask(_RUNS)["runsOrError"]["results"]
        return [
            Run(run["runId"], run["status"], run["pipelineName"], {tag["key"]: tag["value"] for tag in run["tags"]})
            for run in found
        ]

    def ended_run(self, wanted: Callable[[Run], bool], seconds: float = RUN_SECONDS) -> Run:
        """The oldest run of this kind, once it has ended; with what went wrong if it did."""

        def ended() -> Run | None:
            return next((run for run in reversed(self.runs()) if wanted(run) and run.status in ENDED), None)

        run = until(ended, seconds, "the run to end")
        assert run.status == "SUCCESS", self.problems(run)
        return run

    def problems(self, run: Run) -> str:
        events = self.ask(_ERRORS, run=run.run_id)["logsForRun"]["events"]
        return "\n".join([run.status, *(event["message"] for event in events if event.get("level") == "ERROR")])


def until(look: Callable[[], T | None], seconds: float, what: str) -> T:
    """What `look` finds, asked again every second until it finds something or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(1)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


@contextmanager
def serving(folder: Path, sources: Path) -> Iterator[Served]:
    """Start the page as a user does; whatever it started has ended afterwards."""
    port, data, log = _free_port(), folder / "data", folder / "ui.log"
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    command += ["ui", "--data", str(data), "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(folder, sources), stdout=output, stderr=output, start_new_session=True
        )
    try:
        served = Served(f"http://127.0.0.1:{port}", data, log)
        until(lambda: _is_up(process, served), START_SECONDS, f"the page; its log is {log}")
        yield served
    finally:
        _end(process)


def _environment(folder: Path, sources: Path) -> dict[str, str]:
    """Nothing of the caller's settings; the clock and the sensor as fast as they go."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONFLICT_LEDGER_", "DAGSTER_"))}
    return kept | {
        "CONFLICT_LEDGER_SOURCES": str(sources),
        "CONFLICT_LEDGER_INBOX_POLL_SECONDS": "2",
        "CONFLICT_LEDGER_REFRESH_CRON": "* * * * *",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


def _is_up(process: subprocess.Popen[bytes], served: Served) -> bool:
    assert process.poll() is None, f"the page ended by itself:\n{served.log.read_text(errors='replace')[-3000:]}"
    try:
        (location,) = served.ask(_LOCATIONS)["workspaceOrError"]["locationEntries"]
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    if location["loadStatus"] != "LOADED":
        return False
    assert location["locationOrLoadError"]["__typename"] == "RepositoryLocation", location
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, to the whole group; what does not listen is killed."""
    for number, seconds in ((signal.SIGINT, 30), (signal.SIGKILL, 10)):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        end = time.monotonic() + seconds
        while _group_lives(process) and time.monotonic() < end:
            time.sleep(0.2)
    process.wait(10)


def _group_lives(process: subprocess.Popen[bytes]) -> bool:
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

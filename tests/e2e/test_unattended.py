"""The sensor and the schedule as the daemon runs them: off at first, and doing their work once switched on."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.e2e.served import Run, Served, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
LATE = "Published: 6 March 2020\n\nShelling of Saraqib\n\nSeven people were killed in shelling of Saraqib, SANA said.\n"
_AT = '{repositoryName: "__repository__", repositoryLocationName: "conflict_ledger", %sName: "%s"}'
_STATES = """{ workspaceOrError { ... on Workspace { locationEntries { locationOrLoadError {
    ... on RepositoryLocation { repositories {
        sensors { name sensorState { id status } } schedules { name scheduleState { id status } } } } } } } } }"""


def states(served: Served) -> dict[str, tuple[str, str]]:
    """Id and status of each sensor and schedule."""
    (location,) = served.ask(_STATES)["workspaceOrError"]["locationEntries"]
    (repository,) = location["locationOrLoadError"]["repositories"]
    found = {entry["name"]: entry["sensorState"] for entry in repository["sensors"]}
    found |= {entry["name"]: entry["scheduleState"] for entry in repository["schedules"]}
    return {name: (state["id"], state["status"]) for name, state in found.items()}


@contextmanager
def switched_on(served: Served, kind: str, name: str) -> Iterator[None]:
    selector = _AT % (kind, name)
    start, stop = ("startSensor", "stopSensor") if kind == "sensor" else ("startSchedule", "stopRunningSchedule")
    served.ask(f"mutation {{ {start}({kind}Selector: {selector}) {{ __typename }} }}")
    identifier, status = states(served)[name]
    assert status == "RUNNING"
    try:
        yield
    finally:

        def stopped() -> bool:
            served.ask(f'mutation {{ {stop}(id: "{identifier}") {{ __typename }} }}')
            return states(served)[name][1] == "STOPPED"

        # The daemon may write back the state that a tick began with, in which the sensor runs: asked again, it stops.
        until(stopped, 60, f"{name} to stop")


def titles(published: Path) -> set[str]:
    with closing(duckdb.connect(str(published), read_only=True)) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM documents").fetchall()}


def is_of(run: Run, kind: str, name: str) -> bool:
    return run.tags.get(f"dagster/{kind}_name") == name and run.job == "refresh"


def test_a_file_in_the_inbox_is_in_the_tables_after_the_sensor_was_switched_on(served: Served) -> None:
    assert states(served)["inbox"][1] == "STOPPED"
    inbox = served.data / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    with switched_on(served, "sensor", "inbox"):
        (inbox / "late.txt").write_text(LATE, encoding="utf-8")
        run = served.ended_run(lambda run: is_of(run, "sensor", "inbox"))
    assert "Shelling of Saraqib" in titles(served.published)
    assert [other.run_id for other in served.runs() if is_of(other, "sensor", "inbox")] == [run.run_id]


def test_the_schedule_refreshes_at_its_time_after_it_was_switched_on(served: Served) -> None:
    assert states(served)["daily_refresh"][1] == "STOPPED"
    with switched_on(served, "schedule", "daily_refresh"):
        until(lambda: any(is_of(run, "schedule", "daily_refresh") for run in served.runs()), 120, "a tick")
    served.ended_run(lambda run: is_of(run, "schedule", "daily_refresh"))
    assert served.published.exists()

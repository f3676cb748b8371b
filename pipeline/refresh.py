"""One refresh from the command line: through Dagster, so that its page shows the run; without it when nothing is new.

Belongs here: running the job in this process and reading what came of it. Does not: words for people (`pipeline.cli`).
"""

import json
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from pipeline.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

    from pipeline.sources.collect import Collected

_LOG = "last_refresh.log"
_FETCH_LOG = "last_fetch.log"
_SOURCES = "last_sources.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh ended."""

    succeeded: bool
    nothing_new: bool
    seconds: float
    log: Path
    problems: list[str] = field(default_factory=list)


def fetch(settings: Settings, say: Callable[[str], None], on_end: Callable[["Collected"], None]) -> list["Collected"]:
    """Fetch every source that is switched on; `on_end` hears of each run. Dagster's page is told, too."""
    from pipeline.intake import Intake

    intake = Intake(settings)
    if intake.sources is None or not intake.sources.all:
        return []
    from pipeline.fetch import fetch_all, wanted

    runs = []
    for run in fetch_all(intake, wanted(intake), None, say):
        on_end(run)
        runs.append(run)
    tell_page(settings, runs)
    return runs


def tell_page(settings: Settings, runs: list["Collected"]) -> None:
    """Show in Dagster's page what was fetched without it."""
    if not runs:
        return
    from pipeline import instance

    instance.enter(settings)
    import dagster as dg

    from pipeline.assets.sources import results
    from pipeline.intake import Intake

    intake = Intake(settings)
    with _quietly(settings.build_dir / _FETCH_LOG), dg.DagsterInstance.get() as dagster_instance:
        for run in runs:
            for event in results(intake, run):
                dagster_instance.report_runless_asset_event(_runless(event))


def refresh(settings: Settings, given: dict[str, Any], full: bool, on_wait: Callable[[str], None]) -> Outcome:
    """Bring the data folder up to date with what is there. `given` are the values that `settings` were made with."""
    from pipeline.dbt import environment, target_dir
    from pipeline.dbt_process import standing_by
    from pipeline.line import Line
    from pipeline.report import beside
    from pipeline.store import write_atomically

    started = monotonic()
    log = settings.build_dir / _LOG
    line = Line(settings)
    with line.alone(on_wait):
        write_atomically(settings.build_dir / _SOURCES, json.dumps(settings.sources).encode())
        if full:
            line.intake.forget_files()
        known = not full and line.nothing_new()
    if known:
        return Outcome(succeeded=True, nothing_new=True, seconds=monotonic() - started, log=log)
    dbt = standing_by(settings.dbt_project_dir, target_dir(settings), environment(settings))
    with _quietly(log), dbt, beside.allowed():
        problems = _run_job(settings, given, full)
    return Outcome(not problems, nothing_new=False, seconds=monotonic() - started, log=log, problems=problems)


def _runless(event: Any) -> Any:
    """An event of a step as one of no run."""
    import dagster as dg

    if isinstance(event, dg.AssetCheckResult):
        assert event.asset_key is not None and event.check_name is not None
        return dg.AssetCheckEvaluation(
            asset_key=event.asset_key,
            check_name=event.check_name,
            passed=event.passed,
            metadata=event.metadata,
            severity=event.severity,
            description=event.description,
        )
    return dg.AssetMaterialization(event.asset_key, metadata=event.metadata)


def last_sources(settings: Settings) -> tuple[str, ...]:
    """What the last refresh of this data folder read; before the first, what the settings name."""
    try:
        return tuple(json.loads((settings.build_dir / _SOURCES).read_bytes()))
    except (OSError, ValueError):
        return settings.sources


@contextmanager
def _quietly(log: Path) -> Iterator[None]:
    """What Dagster and dbt print goes to the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as handle, redirect_stdout(handle), redirect_stderr(handle):
        try:
            yield
        except BaseException:
            traceback.print_exc()
            raise


def _run_job(settings: Settings, given: dict[str, Any], full: bool) -> list[str]:
    from pipeline import instance

    instance.enter(settings)
    import dagster as dg

    from pipeline.assets.dbt_run import REFERENCE, last_build
    from pipeline.definitions import assemble
    from pipeline.jobs import READ, REFRESH
    from pipeline.line import Line

    definitions = assemble(settings, given)
    # What is fetched has been fetched before, or is not wanted.
    names = {job.name for job in definitions.resolve_all_job_defs()}
    job = definitions.resolve_job_def(READ if READ in names else REFRESH)
    unchanged = {REFERENCE} if last_build(Line(settings)) is not None else set()
    selection = [key for key in job.asset_layer.executable_asset_keys if key.path[0] not in unchanged]
    config: dict[str, Any] = {"loggers": {"console": {"config": {"log_level": settings.log_level.upper()}}}}
    if full:
        config["ops"] = {step: {"config": {"full": True}} for step in ("date_documents", "extract_figures")}
    with dg.DagsterInstance.get() as dagster_instance:
        instance.close_orphans(dagster_instance)
        tags = {instance.PROCESS_TAG: str(os.getpid())}
        result = job.execute_in_process(
            instance=dagster_instance,
            run_config=config,
            tags=tags,
            raise_on_error=False,
            asset_selection=selection if unchanged else None,
        )
    return _problems(result)


def _problems(result: "dg.ExecuteInProcessResult") -> list[str]:
    """What went wrong: failed checks first, because a failed test of dbt explains the failed step."""
    if result.success:
        return []
    import dagster as dg

    from pipeline.assets.marts import DBT_STEP

    failed = [
        (check.asset_key, check.check_name)
        for check in result.get_asset_check_evaluations()
        if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR
    ]
    problems = [f"check failed: {key.to_user_string()}: {name}" for key, name in failed]
    steps = [event for event in result.all_events if event.is_step_failure]
    # dbt repeats its failed tests at length; they stand above already.
    return problems + [_innermost(event) for event in steps if not (failed and event.step_key == DBT_STEP)]


def _innermost(event: "dg.DagsterEvent") -> str:
    """The step and the message of the error that all others were raised from."""
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    message = error.message.strip() if error is not None else "unknown error"
    return f"step {event.step_key} failed: {message}"

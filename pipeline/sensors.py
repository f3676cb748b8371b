"""The sensor that watches the inbox and the folders of `sources.yaml`.

Belongs here: noticing that files came, changed or went. Does not: reading them (`pipeline.sources`).
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import dagster as dg

from pipeline.intake import Intake
from pipeline.jobs import AssetJob
from pipeline.settings import load_settings
from pipeline.sources.discovery import Found, find_files


def inbox_state(inbox: Path, others: Sequence[str] = ()) -> str | None:
    """A hash over names, times and sizes of the files in the inbox and elsewhere; None when there is none."""
    found = [_state(path, str(path.relative_to(inbox))) for path in _files_of(inbox)]
    found += [_state(file.path, str(file.path)) for file in find_files(others) if isinstance(file, Found)]
    return hashlib.sha256("\x1e".join(found).encode()).hexdigest()[:16] if found else None


def _files_of(inbox: Path) -> Iterable[Path]:
    paths = sorted(inbox.rglob("*")) if inbox.is_dir() else []
    return (path for path in paths if not path.name.startswith(".") and path.is_file())


def _state(path: Path, name: str) -> str:
    status = path.stat()
    return f"{name}\x1f{status.st_mtime_ns}\x1f{status.st_size}"


def inbox(poll_seconds: int, job: AssetJob) -> dg.SensorDefinition:
    """Starts a refresh when files arrive in the inbox; off until someone turns it on."""

    @dg.sensor(
        name="inbox",
        job=job,
        minimum_interval_seconds=poll_seconds,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Refresh when files come or change in the inbox or in a folder of sources.yaml.",
    )
    def watch(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """Compare the inbox with what it was at the last refresh that this sensor asked for."""
        settings = load_settings()
        sources = Intake(settings).sources
        folders = [folder for folder in sources.folders if folder.enabled] if sources else []
        state = inbox_state(settings.inbox_dir, [path for folder in folders for path in folder.paths])
        if state is None:
            return dg.SkipReason(f"{settings.inbox_dir} is empty")
        if state == context.cursor:
            return dg.SkipReason("nothing new in the inbox")
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state)], cursor=state)

    return watch

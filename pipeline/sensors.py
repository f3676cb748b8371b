"""The sensor that watches the inbox.

Belongs here: noticing that files came, changed or went. Does not: reading them (`pipeline.sources`).
"""

import hashlib
from pathlib import Path

import dagster as dg

from pipeline.jobs import refresh
from pipeline.settings import load_settings


def inbox_state(inbox: Path) -> str | None:
    """A hash over names, times and sizes of the files in the inbox; None when there is none."""
    found = []
    for path in sorted(inbox.rglob("*")) if inbox.is_dir() else []:
        if path.name.startswith(".") or not path.is_file():
            continue
        status = path.stat()
        found.append(f"{path.relative_to(inbox)}\x1f{status.st_mtime_ns}\x1f{status.st_size}")
    return hashlib.sha256("\x1e".join(found).encode()).hexdigest()[:16] if found else None


def inbox(poll_seconds: int) -> dg.SensorDefinition:
    """Starts a refresh when files arrive in the inbox; off until someone turns it on."""

    @dg.sensor(
        name="inbox",
        job=refresh,
        minimum_interval_seconds=poll_seconds,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Refresh when files in the inbox come or change.",
    )
    def watch(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """Compare the inbox with what it was at the last refresh that this sensor asked for."""
        folder = load_settings().inbox_dir
        state = inbox_state(folder)
        if state is None:
            return dg.SkipReason(f"{folder} is empty")
        if state == context.cursor:
            return dg.SkipReason("nothing new in the inbox")
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state)], cursor=state)

    return watch

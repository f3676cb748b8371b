"""The schedules: of refreshes, and of each source.

Belongs here: when, by the clock. Does not: what a refresh does (`jobs`).
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import dagster as dg

from pipeline.jobs import AssetJob, job_name

if TYPE_CHECKING:
    from pipeline.sources.options import SourceOptions

_OPEN = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
# A run that was killed is never told to have ended; after so long it does not hold up the next one any more.
_LONGEST_RUN = timedelta(hours=6)


def of_source(source: "SourceOptions", job: AssetJob) -> dg.ScheduleDefinition:
    """A source's own schedule; off until someone turns it on."""
    assert source.schedule is not None

    @dg.schedule(
        name=job_name(source),
        job=job,
        cron_schedule=source.schedule,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description=f"Fetch the source {source.name} at its times, as sources.yaml has them.",
    )
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """One run, unless the last one still goes on."""
        since = datetime.now(UTC) - _LONGEST_RUN
        running = dg.RunsFilter(job_name=job_name(source), statuses=_OPEN, created_after=since)
        if context.instance.get_runs_count(running):
            return dg.SkipReason(f"the last fetch of {source.name} still goes on")
        return dg.RunRequest()

    return tick


def daily(cron: str, job: AssetJob) -> dg.ScheduleDefinition:
    """One refresh a day; off until someone turns it on."""
    return dg.ScheduleDefinition(
        name="daily_refresh",
        job=job,
        cron_schedule=cron,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="Refresh once a day, whether files came or not: the marts promise to be fresh.",
    )

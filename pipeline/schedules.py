"""The schedule of refreshes.

Belongs here: when, by the clock. Does not: what a refresh does (`jobs`).
"""

import dagster as dg

from pipeline.jobs import refresh


def daily(cron: str) -> dg.ScheduleDefinition:
    """One refresh a day; off until someone turns it on."""
    return dg.ScheduleDefinition(
        name="daily_refresh",
        job=refresh,
        cron_schedule=cron,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="Refresh once a day, whether files came or not: the marts promise to be fresh.",
    )

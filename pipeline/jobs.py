"""The jobs.

Belongs here: which assets a job materializes. Does not: when it runs (`schedules`, `sensors`).
"""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Read the sources and bring everything up to date, up to the published file.",
)

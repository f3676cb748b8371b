"""The jobs.

Belongs here: which assets a job materializes. Does not: when it runs (`schedules`, `sensors`).
"""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("exports"),
    description="Read the sources and bring everything up to date, up to the published file and the page.",
)
# Apart from the refresh: files for others cost a second that most refreshes need not wait for.
export = dg.define_asset_job(
    "export",
    selection=dg.AssetSelection.groups("exports"),
    description="Write the published tables in every form that other systems take.",
)

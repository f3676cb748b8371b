"""The jobs.

Belongs here: which assets a job materializes. Does not: when it runs (`schedules`, `sensors`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

if TYPE_CHECKING:
    from pipeline.sources.options import SourceOptions


AssetJob = UnresolvedAssetJobDefinition
REFRESH = "refresh"
READ = "refresh_without_fetching"
# Files for others cost a second that most refreshes need not wait for: they have a job of their own.
_LINE = dg.AssetSelection.all() - dg.AssetSelection.groups("exports")
export = dg.define_asset_job(
    "export",
    selection=dg.AssetSelection.groups("exports"),
    description="Write the published tables in every form that other systems take.",
)


def refresh() -> AssetJob:
    """Everything."""
    return dg.define_asset_job(
        REFRESH,
        selection=_LINE,
        description="Fetch and read the sources, bring everything up to date, publish the file and the page.",
    )


def read(fetched: Sequence[dg.AssetKey]) -> AssetJob:
    """Everything but the network; where nothing is fetched, the same as `refresh`."""
    if not fetched:
        return refresh()
    return dg.define_asset_job(
        READ,
        selection=_LINE - dg.AssetSelection.assets(*fetched),
        description="Read files and what was fetched, bring everything up to date, publish the file and the page.",
    )


def job_name(source: "SourceOptions") -> str:
    """The name of a source's job and schedule."""
    return f"fetch_{source.name.replace('-', '_')}"


def fetch(source: "SourceOptions", key: dg.AssetKey, fetched: Sequence[dg.AssetKey]) -> AssetJob:
    """One source, and if it wants that, everything after it."""
    others = [other for other in fetched if other != key]
    after = _LINE - dg.AssetSelection.assets(*others) if others else _LINE
    return dg.define_asset_job(
        job_name(source),
        selection=after if source.refresh else dg.AssetSelection.assets(key),
        description=f"Fetch the source {source.name}"
        + (" and bring everything up to date." if source.refresh else "; the next refresh reads what came."),
    )

"""Everything that Dagster knows of, put together; nothing is decided here."""

from dataclasses import dataclass
from typing import Any

import dagster as dg

from pipeline import jobs, schedules
from pipeline.assets.exports import exports
from pipeline.assets.extraction import extracted
from pipeline.assets.marts import dbt_models, mart_keys
from pipeline.assets.report import report
from pipeline.assets.text import dated_documents, parsed_articles, reports
from pipeline.assets.warehouse import published_file, raw_tables
from pipeline.dbt import manifest_path
from pipeline.intake import Intake
from pipeline.resources import IntakeResource, LineResource, dbt_resource
from pipeline.sensors import inbox
from pipeline.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class OfSources:
    """What `sources.yaml` adds."""

    assets: list[dg.AssetsDefinition | dg.AssetSpec]
    archive: dg.AssetKey
    fetched: list[dg.AssetKey]
    jobs: list[jobs.AssetJob]
    schedules: list[dg.ScheduleDefinition]


def assemble(settings: Settings, given: dict[str, Any]) -> dg.Definitions:
    """The code location for these settings; `given` is what they were made with beside environment and file."""
    models = dbt_models(manifest_path(settings))
    published = published_file(mart_keys(models))
    sources = _sources(settings)
    archive = sources.archive if sources else None
    refresh = jobs.refresh()
    read = jobs.read(sources.fetched) if sources else refresh
    daily = schedules.daily(settings.refresh_cron, refresh)
    return dg.Definitions(
        assets=[
            *(sources.assets if sources else []),
            *(reports(archive), parsed_articles, dated_documents, extracted, raw_tables, models, published),
            *(report, *exports()),
        ],
        jobs=[refresh, jobs.export, *([read] if sources else []), *(sources.jobs if sources else [])],
        schedules=[daily, *(sources.schedules if sources else [])],
        sensors=[inbox(settings.inbox_poll_seconds, read)],
        resources={
            "line": LineResource(given=given),
            "intake": IntakeResource(given=given),
            "dbt_cli": dbt_resource(settings.dbt_project_dir),
        },
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The code location as `dagster dev` loads it."""
    return assemble(load_settings(), {})


def _sources(settings: Settings) -> OfSources | None:
    """Without a `sources.yaml` nothing that asks the network is imported."""
    sources = Intake(settings).sources
    if sources is None or not sources.all:
        return None
    from pipeline.assets import sources as assets

    keys = [assets.key_of(source.name) for source in sources.all if source.enabled]
    fetched = [source for source in sources.fetched if source.enabled]
    made = {source.name: jobs.fetch(source, assets.key_of(source.name), keys) for source in fetched}
    return OfSources(
        assets=assets.source_assets(sources, settings.refresh_cron),
        archive=assets.ARCHIVE,
        fetched=keys,
        jobs=list(made.values()),
        schedules=[schedules.of_source(source, made[source.name]) for source in fetched if source.schedule],
    )

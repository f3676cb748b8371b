"""Everything that Dagster knows of, put together; nothing is decided here."""

from typing import Any

import dagster as dg

from pipeline.assets.exports import exports
from pipeline.assets.extraction import extracted
from pipeline.assets.marts import dbt_models, mart_keys
from pipeline.assets.report import report
from pipeline.assets.text import dated_documents, parsed_articles, reports
from pipeline.assets.warehouse import published_file, raw_tables
from pipeline.dbt import manifest_path
from pipeline.jobs import export, refresh
from pipeline.resources import LineResource, dbt_resource
from pipeline.schedules import daily
from pipeline.sensors import inbox
from pipeline.settings import Settings, load_settings


def assemble(settings: Settings, given: dict[str, Any]) -> dg.Definitions:
    """The code location for these settings; `given` is what they were made with beside environment and file."""
    models = dbt_models(manifest_path(settings))
    published = published_file(mart_keys(models))
    return dg.Definitions(
        assets=[
            reports,
            parsed_articles,
            dated_documents,
            extracted,
            raw_tables,
            models,
            published,
            report,
            *exports(),
        ],
        jobs=[refresh, export],
        schedules=[daily(settings.refresh_cron)],
        sensors=[inbox(settings.inbox_poll_seconds)],
        resources={"line": LineResource(given=given), "dbt_cli": dbt_resource(settings.dbt_project_dir)},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The code location as `dagster dev` loads it."""
    return assemble(load_settings(), {})

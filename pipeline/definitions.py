"""Everything that Dagster knows of, put together; nothing is decided here."""

import dagster as dg

from pipeline.assets.extraction import extracted
from pipeline.assets.marts import dbt_models, mart_keys
from pipeline.assets.text import dated_documents, parsed_articles, reports
from pipeline.assets.warehouse import published_file, raw_tables
from pipeline.dbt import manifest_path
from pipeline.jobs import refresh
from pipeline.resources import LineResource, dbt_resource
from pipeline.schedules import daily
from pipeline.sensors import inbox
from pipeline.settings import load_settings


@dg.definitions
def defs() -> dg.Definitions:
    """The code location."""
    settings = load_settings()
    models = dbt_models(manifest_path(settings))
    published = published_file(mart_keys(models))
    return dg.Definitions(
        assets=[reports, parsed_articles, dated_documents, extracted, raw_tables, models, published],
        jobs=[refresh],
        schedules=[daily(settings.refresh_cron)],
        sensors=[inbox(settings.inbox_poll_seconds)],
        resources={"line": LineResource(), "dbt_cli": dbt_resource(settings.dbt_project_dir)},
        executor=dg.in_process_executor,
    )

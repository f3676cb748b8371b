"""The raw tables and the published file, as assets; between them stands dbt.

Belongs here: names, descriptions, checks and metadata. Does not: writing DuckDB (`pipeline.warehouse`).
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from pipeline import checks
from pipeline.assets.common import OWNERS, Events
from pipeline.assets.extraction import KEYS as EXTRACTED_KEYS
from pipeline.assets.preview import markdown_table, table_schema
from pipeline.assets.text import DATED
from pipeline.resources import LineResource
from pipeline.stages import balance
from pipeline.stages.frames import DOCUMENT_SOURCES, DOCUMENTS, EXTRACTED, QUARANTINE, REFRESH_LOG, SOURCE_LOG
from pipeline.warehouse.load import TABLES

_PREVIEW_ROWS = 5
RAW = {name: dg.AssetKey(["raw", name]) for name in TABLES}
PUBLISHED = dg.AssetKey("conflict_ledger")
_SCHEMAS = {
    "documents": DOCUMENTS,
    "document_sources": DOCUMENT_SOURCES,
    **EXTRACTED,
    "quarantine": QUARANTINE,
    "refresh_log": REFRESH_LOG,
    "source_log": SOURCE_LOG,
}
_DESCRIPTIONS = {
    "documents": "Distinct texts with their dates.",
    "document_sources": "Where each document came from: source, address, answer, time, terms.",
    "claims": "Figures of documents.",
    "violation_reports": "Breaches of truces as documents tell of them.",
    "truce_mentions": "Truces that documents tell of.",
    "quarantine": "What could not be read or did not pass validation, with stage, reason and value.",
    "refresh_log": "Earlier refreshes; the running one is added when the file is published.",
    "source_log": "Runs of sources: what each fetch came to.",
}


def _spec(name: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        RAW[name],
        deps=[DATED, *EXTRACTED_KEYS.values()],
        group_name="raw",
        kinds={"duckdb", "table"},
        owners=OWNERS,
        description=f"{_DESCRIPTIONS[name]} All raw tables are brought up to date in one transaction.",
        metadata={"dagster/column_schema": table_schema(_SCHEMAS[name])},
    )


@dg.multi_asset(
    name="load_raw_tables",
    specs=[_spec(name) for name in TABLES],
    check_specs=[checks.balance_spec(RAW[name]) for name in ("documents", *EXTRACTED)],
)
def raw_tables(line: LineResource) -> Iterator[Events]:
    """Load the raw tables."""
    work = line.line()
    loaded = work.load()
    previews = _previews(work.settings.warehouse_path)
    for name, key in RAW.items():
        metadata: dict[str, Any] = {"dagster/row_count": loaded[name], "preview": dg.MetadataValue.md(previews[name])}
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    for name, sides in balance.of_load(work.store, work.text_version, work.extractor_version, loaded).items():
        yield checks.balance_result(RAW[name], sides)


def _previews(warehouse: Path) -> dict[str, str]:
    """The first rows of every raw table, in the order of its first column."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        shown = {}
        for name in RAW:
            rows = connection.table(f"raw.{name}").order("1").limit(_PREVIEW_ROWS)
            shown[name] = markdown_table(rows.columns, rows.fetchall())
    return shown


def published_file(marts: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset of the published file, after these marts."""

    @dg.multi_asset(
        name="publish",
        specs=[
            dg.AssetSpec(
                PUBLISHED,
                deps=marts,
                group_name="published",
                kinds={"duckdb", "file"},
                owners=OWNERS,
                description="The DuckDB file that readers open: the marts with their comments and table macros, "
                "written aside, verified and moved over the old file in one rename.",
            )
        ],
    )
    def publish(line: LineResource) -> Iterator[Events]:
        """Publish the marts."""
        work = line.line()
        counts = work.publish()
        with closing(duckdb.connect(str(work.settings.published_path), read_only=True)) as connection:
            log = connection.execute("SELECT * FROM refresh_log ORDER BY started_at DESC LIMIT 5")
            columns = [column[0] for column in log.description or []]
            preview = markdown_table(columns, log.fetchall())
        metadata: dict[str, Any] = {
            "dagster/row_count": sum(counts.values()),
            "tables": dg.MetadataValue.md(markdown_table(["table", "rows"], sorted(counts.items()))),
            "refreshes": dg.MetadataValue.md(preview),
            "path": dg.MetadataValue.path(str(work.settings.published_path)),
        }
        yield dg.MaterializeResult(asset_key=PUBLISHED, metadata=metadata)

    return publish

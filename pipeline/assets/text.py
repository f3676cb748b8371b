"""Sources to dated documents, as assets.

Belongs here: names, descriptions, checks and metadata. Does not: the work (`pipeline.line`).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipeline import checks
from pipeline.assets.common import OWNERS, Events
from pipeline.assets.preview import ROWS, frame_metadata, markdown_table, table_schema
from pipeline.line import Line
from pipeline.resources import LineResource
from pipeline.stages import articles, balance
from pipeline.stages.frames import ARTICLES, DOCUMENTS, SIGHTINGS
from pipeline.stages.ingest import STAGE as SOURCES

REPORTS = dg.AssetKey("reports")
ARTICLES_KEY = dg.AssetKey("articles")
DATED = dg.AssetKey("dated_documents")


class DatingConfig(dg.Config):
    """How much is dated anew."""

    full: bool = False


def reports(archive: dg.AssetKey | None) -> dg.AssetsDefinition:
    """The asset of raw reports; `archive` is the node of what was fetched, where something is."""

    @dg.multi_asset(
        name="read_sources",
        specs=[
            dg.AssetSpec(
                REPORTS,
                deps=[archive] if archive else [],
                group_name="sources",
                kinds={"file", "parquet"},
                owners=OWNERS,
                description="Raw reports as the sources delivered them: the folders and files named, the inbox, and "
                "what was fetched. Known content is not stored again, by the hash of its bytes; what cannot be read is "
                "in quarantine.",
                metadata={"dagster/column_schema": table_schema(SIGHTINGS)},
            )
        ],
        check_specs=[checks.balance_spec(REPORTS)],
    )
    def read_sources(context: dg.AssetExecutionContext, line: LineResource) -> Iterator[Events]:
        """Read the sources."""
        work = line.line()
        scan = work.ingest()
        if archive is not None:
            # Whatever was fetched, well or not, by whom and when: this is what it has come to.
            context.log_event(dg.AssetMaterialization(archive, metadata=_fetched(work)))
        columns = ["uri", *(name for name in SIGHTINGS if name != "uri")]
        seen, rows = work.store.first_rows(SOURCES, "sightings", columns, ROWS)
        counts = {"read": scan.read, "new": scan.new, "unchanged": scan.unchanged}
        yield dg.MaterializeResult(asset_key=REPORTS, metadata=frame_metadata(seen, scan.quarantined, rows) | counts)
        yield checks.balance_result(REPORTS, balance.of_sources(work.store))

    return read_sources


def _fetched(work: Line) -> dict[str, Any]:
    """The documents that each source has brought so far."""
    log = work.intake.journal.log()
    counts = log.group_by("source").agg(pl.col("new").sum(), pl.col("ended_at").max().alias("last_run")).sort("source")
    return {
        "dagster/row_count": int(counts["new"].sum()),
        "preview": dg.MetadataValue.md(markdown_table(counts.columns, counts.iter_rows())),
    }


def _stage(
    name: str, key: dg.AssetKey, after: dg.AssetKey, columns: Mapping[str, Any], description: str
) -> Callable[[Callable[..., Iterator[Events]]], dg.AssetsDefinition]:
    """A stage of the text: one table, made of another, with the account of its rows."""
    spec = dg.AssetSpec(
        key,
        deps=[after],
        group_name="text",
        kinds={"python", "parquet"},
        owners=OWNERS,
        description=description,
        metadata={"dagster/column_schema": table_schema(columns)},
    )
    return dg.multi_asset(name=name, specs=[spec], check_specs=[checks.balance_spec(key)])


@_stage(
    "parse_articles",
    ARTICLES_KEY,
    REPORTS,
    ARTICLES,
    "Clean text with paragraphs, sentences, credits, language and every date found; page chrome, captions and link "
    "teasers are left out.",
)
def parsed_articles(line: LineResource) -> Iterator[Events]:
    """Parse what is new."""
    work = line.line()
    parsed = work.parse()
    columns = ["document_id", "title", "language", "text"]
    found, rows = work.store.first_rows(articles.STAGE, "articles", columns, ROWS)
    sides = balance.of_articles(work.store)
    yield dg.MaterializeResult(
        asset_key=ARTICLES_KEY, metadata=frame_metadata(found, sides.quarantined, rows) | {"parsed_now": parsed.read}
    )
    yield checks.balance_result(ARTICLES_KEY, sides)


@_stage(
    "date_documents",
    DATED,
    ARTICLES_KEY,
    DOCUMENTS,
    "One row per distinct text with its date of publication, chosen among all candidates by rank of evidence, and the "
    "wire story that it shares with others.",
)
def dated_documents(config: DatingConfig, line: LineResource) -> Iterator[Events]:
    """Date the documents."""
    work = line.line()
    dated = work.date_documents(config.full)
    undated = dated.filter(pl.col("published_on").is_null()).height
    columns = ["document_id", "published_on", "published_on_basis", "publisher", "title", "wire_story_id"]
    yield dg.MaterializeResult(asset_key=DATED, metadata=frame_metadata(dated.select(columns)) | {"undated": undated})
    yield checks.balance_result(DATED, balance.of_publications(work.store))

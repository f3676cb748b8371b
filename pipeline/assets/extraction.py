"""Dated documents to claims, violation reports and truce mentions, as assets.

Belongs here: names, descriptions, checks and metadata. Does not: the work (`pipeline.line`).
"""

from collections.abc import Iterator

import dagster as dg

from pipeline import checks
from pipeline.assets.common import OWNERS, Events
from pipeline.assets.preview import ROWS, frame_metadata, table_schema
from pipeline.assets.text import DATED
from pipeline.resources import LineResource
from pipeline.stages import balance
from pipeline.stages.extraction import STAGE
from pipeline.stages.frames import EXTRACTED

_DESCRIPTIONS = {
    "claims": "One row per distinct figure per document: killed, injured, displaced, returned; with its span.",
    "violation_reports": "Hostile acts under a truce in force, one row per act, window and place per document.",
    "truce_mentions": "Truces that documents tell of, matched with the reference table where they can be.",
}
_SHOWN = {
    "claims": ["claim_id", "measure", "low", "high", "population", "place", "window_start", "window_end", "evidence"],
    "violation_reports": [
        "violation_report_id",
        "act",
        "violator",
        "place",
        "window_start",
        "ceasefire_id",
        "evidence",
    ],
    "truce_mentions": ["truce_mention_id", "ceasefire_id", "name", "effective_on", "evidence"],
}
KEYS = {name: dg.AssetKey(["extracted", name]) for name in EXTRACTED}


class ExtractionConfig(dg.Config):
    """How much is extracted."""

    full: bool = False


def _spec(name: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        KEYS[name],
        deps=[DATED],
        group_name="extraction",
        kinds={"python", "polars", "parquet"},
        owners=OWNERS,
        description=_DESCRIPTIONS[name],
        metadata={"dagster/column_schema": table_schema(EXTRACTED[name])},
    )


@dg.multi_asset(
    name="extract_figures",
    specs=[_spec(name) for name in EXTRACTED],
    check_specs=[make(key) for key in KEYS.values() for make in (checks.balance_spec, checks.valid_spec)],
)
def extracted(config: ExtractionConfig, line: LineResource) -> Iterator[Events]:
    """Extract what has no result yet."""
    work = line.line()
    done = work.extract(config.full)
    for name, key in KEYS.items():
        shown, rows = work.store.first_rows(STAGE, name, _SHOWN[name], ROWS)
        sides = balance.of_extraction(work.store, name)
        metadata = frame_metadata(shown, sides.quarantined, rows) | {"documents_extracted_now": done.documents}
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)
        yield checks.balance_result(key, sides)
        yield checks.valid_result(key, sides.quarantined)

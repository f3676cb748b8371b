"""Metadata that makes a table readable in the Dagster UI: columns, row count, a few rows.

Belongs here: turning frames into metadata. Does not: choosing what is shown (the assets).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

ROWS = 5
_CELL = 60


def table_schema(schema: Mapping[str, Any], descriptions: Mapping[str, str] | None = None) -> dg.TableSchema:
    """The columns of a frame."""
    known = descriptions or {}
    return dg.TableSchema(
        columns=[dg.TableColumn(name, _type_name(kind), description=known.get(name)) for name, kind in schema.items()]
    )


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a Markdown table with shortened cells; the texts of reports cannot break out of their cell."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def frame_metadata(frame: pl.DataFrame, quarantined: int | None = None, rows: int | None = None) -> dict[str, Any]:
    """Row count and preview of a frame; `rows` where it holds only the first of so many."""
    metadata: dict[str, Any] = {
        "dagster/row_count": frame.height if rows is None else rows,
        "preview": dg.MetadataValue.md(markdown_table(frame.columns, frame.head(ROWS).iter_rows())),
    }
    return metadata if quarantined is None else metadata | {"quarantined": quarantined}


def _type_name(kind: Any) -> str:
    return str(kind).lower()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    short = text if len(text) <= _CELL else text[: _CELL - 1] + "…"
    return short.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")

"""The descriptor beside an export: a Frictionless data package with schema, licences, sources and hashes.

Belongs here: `datapackage.json` and the loss report as tables. Does not: what a format holds, files on disk.

Source: Data Package, Data Resource, Table Schema and Table Dialect (datapackage.org, version 2, readable as version 1).
What they have no property for stands under `conflict-ledger`: selection, refresh, and the account of every table.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from pipeline.exports.model import REASONS, Field, File, Held, Ledger, Loss, Product, Tally, frame_of

DESCRIPTOR = "datapackage.json"
LOSSES = (
    Field("table", pl.String(), "Table of the ledger, or the file of the export whose column stays empty."),
    Field("id", pl.String(), "The row; * means all rows."),
    Field("held", pl.Boolean(), "Whether a record of the export holds the row all the same."),
    Field("record", pl.String(), "The record that holds it."),
    Field("field", pl.String(), "What is lost of a row that is held."),
    Field("reason", pl.String(), "Why, as one word."),
    Field("words", pl.String(), "Why, in words."),
    Field("detail", pl.String(), "What stands in its place, or where it went."),
)
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_LICENCES = (
    {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"},
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0, for names and coordinates of places, from GeoNames",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
)
_GEONAMES = {"title": "GeoNames, for places", "path": "https://www.geonames.org"}
_TYPES: dict[Any, str] = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.List: "array",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export as it was written."""

    file: File
    bytes: int
    sha256: str
    encoding: str | None


def written(file: File, content: bytes) -> Written:
    """What the descriptor says of a file's bytes."""
    return Written(file, len(content), hashlib.sha256(content).hexdigest(), "utf-8" if file.kind == "csv" else None)


def loss_file(losses: Iterable[Loss], held: Iterable[Held]) -> File:
    """The loss report."""
    records = {(row.table, row.id): row.record for row in held}
    rows = [
        {
            "table": loss.table,
            "id": loss.id,
            "held": loss.field is not None,
            "record": records.get((loss.table, loss.id)) if loss.field is not None else None,
            "field": loss.field,
            "reason": loss.reason,
            "words": REASONS[loss.reason],
            "detail": loss.detail,
        }
        for loss in sorted(losses, key=lambda loss: (loss.table, loss.id, loss.field or "", loss.reason))
    ]
    return File("losses", "What the export lost, and why", LOSSES, frame_of(LOSSES, rows))


def descriptor(
    name: str, title: str, ledger: Ledger, product: Product, tallies: Mapping[str, Tally], files: Iterable[Written]
) -> bytes:
    """`datapackage.json`."""
    refreshed = ledger.refreshed_at.isoformat(timespec="seconds") + "Z" if ledger.refreshed_at else None
    selection = ledger.selection
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"conflict-ledger-{name}{selection.suffix.lower()}",
        "title": f"Conflict Ledger: {title}",
        "description": f"{title}, from Conflict Ledger's published tables; losses.csv tells what it could not hold.",
        "created": refreshed,
        "licenses": list(_LICENCES),
        "sources": [_GEONAMES, *({"title": publisher} for publisher in _publishers(ledger))],
        "resources": [_resource(file) for file in files],
        "conflict-ledger": {
            "as_of": selection.as_of.isoformat() if selection.as_of else None,
            "countries": list(selection.countries),
            "refreshed_at": refreshed,
            "rows_outside_the_selection": dict(ledger.left_out),
            "account": {table: asdict(tally) for table, tally in tallies.items()},
        },
    }
    kept = {key: value for key, value in package.items() if value is not None}
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()


def _publishers(ledger: Ledger) -> list[str]:
    return sorted(ledger.tables["documents"]["publisher"].drop_nulls().unique().to_list())


def _resource(item: Written) -> dict[str, Any]:
    file = item.file
    resource: dict[str, Any] = {
        "name": file.name,
        "type": "table",
        "path": file.path,
        "title": file.title,
        "format": file.kind,
        "mediatype": _MEDIA[file.kind],
        "encoding": item.encoding,
        "bytes": item.bytes,
        "hash": f"sha256:{item.sha256}",
        "dialect": {"headerRows": [1], "commentRows": [2]} if _tagged(file) else None,
        "schema": {"fields": [_column(field) for field in file.fields], "missingValues": [""]},
    }
    return {key: value for key, value in resource.items() if value is not None}


def _tagged(file: File) -> bool:
    return any(field.tag for field in file.fields)


def _column(field: Field) -> dict[str, Any]:
    type_ = field.type if isinstance(field.type, pl.DataType) else field.type()
    column = {"name": field.name, "type": _TYPES[type_.base_type()], "description": field.description}
    return column | ({"hxl": field.tag} if field.tag else {})

"""From a number back to the words that it came from.

Belongs here: gathering what is known of a claim, a breach or a ledger row. Does not: showing it (`pipeline.cli`).
"""

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.query import QueryError, published

Row = dict[str, Any]
# Table, its key, the column that lists what it was made of.
_LEDGER = {
    "casualties": ("casualty_id", "claim_ids"),
    "displacement": ("displacement_id", "claim_ids"),
    "ceasefire_violations": ("violation_id", "violation_report_ids"),
}
_STATEMENTS = {"claims": "claim_id", "violation_reports": "violation_report_id"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim or violation report: its row, its document, and how each field was decided."""

    table: str
    row: Row
    document: Row
    trace: dict[str, str]

    @property
    def marked(self) -> tuple[str, str, str]:
        """The sentence, cut into what stands before the span, the span, and what stands after it."""
        text, start, end = self.document["text"], self.row["char_start"], self.row["char_end"]
        evidence = self.row["evidence"]
        left = text.rfind(evidence, 0, start + len(evidence))
        if left < 0 or not left <= start <= end <= left + len(evidence):
            return "", text[start:end], ""
        return text[left:start], text[start:end], text[end : left + len(evidence)]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of the ledger, its history and the statements that it was made of."""

    table: str
    row: Row
    history: list[Row]
    statements: list[Statement]


def explain(published_path: Path, shards: Path, identifier: str) -> Statement | LedgerRow | Row:
    """What stands behind an id of a claim, a violation report, a ledger row or a document."""
    with published(published_path) as connection:
        for table, key in _STATEMENTS.items():
            if row := _one(connection, table, key, identifier):
                return _statement(connection, shards, table, row)
        for table, (key, parts) in _LEDGER.items():
            if row := _one(connection, table, key, identifier):
                return _ledger_row(connection, shards, table, key, parts, row)
        if row := _one(connection, "documents", "document_id", identifier):
            return row
    raise QueryError(
        f"{identifier} is no id of a claim, violation report, ledger row or document; to see some: "
        "conflict-ledger sql 'from claims limit 5'"
    )


def _one(connection: duckdb.DuckDBPyConnection, table: str, key: str, identifier: str) -> Row | None:
    rows = _rows(connection, f"SELECT * FROM {table} WHERE {key} = ?", [identifier])  # noqa: S608 - our own names
    return rows[0] if rows else None


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[Row]:
    answer = connection.execute(query, values)
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _statement(connection: duckdb.DuckDBPyConnection, shards: Path, table: str, row: Row) -> Statement:
    document = _one(connection, "documents", "document_id", row["document_id"])
    assert document is not None
    return Statement(table, row, document, _trace(shards, table, row))


def _ledger_row(
    connection: duckdb.DuckDBPyConnection, shards: Path, table: str, key: str, parts: str, row: Row
) -> LedgerRow:
    history = _rows(
        connection,
        f"SELECT * FROM {table}_history WHERE {key} = ? ORDER BY version",  # noqa: S608
        [row[key]],
    )
    source = "claims" if parts == "claim_ids" else "violation_reports"
    found = _rows(
        connection,
        f"SELECT s.* FROM {source} AS s JOIN documents USING (document_id) "  # noqa: S608
        f"WHERE list_contains(?, {_STATEMENTS[source]}) ORDER BY published_on, document_id, char_start",
        [row[parts]],
    )
    return LedgerRow(table, row, history, [_statement(connection, shards, source, part) for part in found])


def _trace(shards: Path, table: str, row: Row) -> dict[str, str]:
    """How each field was decided; it lies in the shards, which a running refresh does not lock."""
    files = [str(path) for path in sorted(shards.glob(f"extractions/*/{table}.parquet"))]
    if not files:
        return {}
    key = _STATEMENTS[table]
    query = f"SELECT trace FROM read_parquet(?) WHERE {key} = ? AND extractor_version = ?"  # noqa: S608
    with closing(duckdb.connect()) as connection:
        found = connection.execute(query, [files, row[key], row["extractor_version"]]).fetchone()
    return dict(json.loads(found[0])) if found else {}

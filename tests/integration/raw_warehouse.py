"""A warehouse of hand-written raw tables, so that the SQL of the ledger can be tested without the text stages.

Belongs here: the raw tables as the pipeline leaves them, filled from short rows with defaults. Does not: expectations.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

Row = Mapping[str, Any]

PLACE = """place varchar, place_id bigint, admin1 varchar, country varchar, latitude double, longitude double,
    place_precision varchar"""

TABLES = {
    "documents": """
        document_id varchar, raw_hash varchar, source varchar, external_id varchar, uri varchar, publisher
        varchar, title varchar, text varchar, published_on date, published_on_basis varchar,
        published_on_candidates struct(date date, basis varchar, evidence varchar, chosen boolean, reason
        varchar)[], language varchar, agencies varchar[], wire_story_id varchar, shared_passages
        struct("start" bigint, "end" bigint, passage_id varchar)[], retrieved_at timestamp,
        ingested_at timestamp
    """,
    "claims": f"""
        claim_id varchar, document_id varchar, measure varchar, low bigint, high bigint, best bigint,
        qualifier varchar, unit varchar, population varchar, affiliation varchar, actor varchar, basis
        varchar, window_start date, window_end date, window_precision varchar, {PLACE}, origin varchar,
        destination varchar, attributed_to varchar, perpetrator varchar, cause varchar, part_of_claim_id
        varchar, evidence varchar, char_start bigint, char_end bigint, mentions bigint, is_outdated boolean,
        extractor_version varchar, trace varchar
    """,
    "violation_reports": f"""
        violation_report_id varchar, document_id varchar, act varchar, violator varchar, window_start date,
        window_end date, window_precision varchar, {PLACE}, ceasefire_id varchar, characterisation varchar,
        alleged_by varchar, evidence varchar, char_start bigint, char_end bigint, extractor_version varchar,
        trace varchar
    """,
    "truce_mentions": """
        truce_mention_id varchar, document_id varchar, ceasefire_id varchar, name varchar, announced_on
        date, effective_on date, effective_on_precision varchar, ended_on date, brokers varchar[], parties
        varchar[], country varchar, admin1s varchar[], kind varchar, evidence varchar, char_start bigint,
        char_end bigint
    """,
    "quarantine": """
        quarantine_id varchar, uri varchar, stage varchar, reason varchar, value varchar, document_id
        varchar, seen_at timestamp
    """,
    "document_sources": """
        document_id varchar, source varchar, kind varchar, url varchar, url_answered varchar, canonical_url
        varchar, status bigint, headers varchar, retrieved_at timestamp, raw_hash varchar, bytes bigint,
        licence varchar, fetch_id varchar
    """,
    "source_log": """
        run_id varchar, source varchar, kind varchar, dates varchar, started_at timestamp, ended_at
        timestamp, outcome varchar, requests bigint, bytes bigint, "new" bigint, unchanged bigint, skipped
        bigint, failed bigint, reasons varchar[], more boolean, error varchar
    """,
    "refresh_log": """
        refresh_id varchar, started_at timestamp, documents_seen bigint, documents_new bigint,
        documents_unchanged bigint, documents_quarantined bigint, claims bigint, seconds double
    """,
}

MOMENT = "2020-02-01 00:00:00"
IDLIB = {"place": "Idlib", "place_id": 169387, "admin1": "Idlib", "country": "SYR", "place_precision": "admin1"}

DEFAULTS: dict[str, dict[str, Any]] = {
    "documents": {
        "source": "folder",
        "published_on_basis": "header",
        "published_on_candidates": [],
        "shared_passages": [],
        "language": "en",
        "agencies": [],
        "title": "A title",
        "text": "A title\n\nA body.",
        "retrieved_at": MOMENT,
        "ingested_at": MOMENT,
    },
    "claims": {
        "measure": "killed",
        "qualifier": "exact",
        "unit": "people",
        "population": "all",
        "basis": "flow",
        "mentions": 1,
        "is_outdated": False,
        "window_precision": "range",
        "evidence": "A sentence.",
        "char_start": 0,
        "char_end": 2,
        "extractor_version": "test",
        "trace": "{}",
        **IDLIB,
    },
    "violation_reports": {
        "act": "clash",
        "window_precision": "day",
        "characterisation": "explicit",
        "evidence": "A sentence.",
        "char_start": 0,
        "char_end": 2,
        "extractor_version": "test",
        "trace": "{}",
        **IDLIB,
    },
    "truce_mentions": {
        "name": "truce",
        "brokers": [],
        "parties": [],
        "country": "SYR",
        "admin1s": [],
        "kind": "ceasefire",
        "evidence": "A sentence.",
        "char_start": 0,
        "char_end": 2,
    },
    "quarantine": {"seen_at": MOMENT},
    "refresh_log": {},
    "document_sources": {"source": "folder", "kind": "folder", "retrieved_at": MOMENT},
    "source_log": {},
}


def best_of(claim: Row) -> int | None:
    """The point estimate that the contract sets for the bounds and qualifier of a claim."""
    low, high, qualifier = claim.get("low"), claim.get("high"), claim.get("qualifier", "exact")
    if qualifier == "range" and low is not None and high is not None:
        return round((low + high) / 2)
    return high if qualifier in ("at_most", "nearly") else low


def write_raw(path: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    """Create schema `raw` in the DuckDB file at `path`; every table exists, those named are filled."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema if not exists raw")
        fill_raw(connection, tables)


def fill_raw(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Iterable[Row]]) -> None:
    """Replace the raw tables of an open database."""
    for name, columns in TABLES.items():
        connection.execute(f"create or replace table raw.{name} ({columns})")
        rows = [_complete(name, row) for row in _rows(name, tables)]
        for columns_given in {tuple(row) for row in rows}:
            marks = ", ".join("?" for _ in columns_given)
            values = [list(row.values()) for row in rows if tuple(row) == columns_given]
            connection.executemany(f"insert into raw.{name} ({', '.join(columns_given)}) values ({marks})", values)


def _rows(name: str, tables: Mapping[str, Iterable[Row]]) -> Iterable[Row]:
    """The rows of a table; a document comes from somewhere also where a test does not say so."""
    if name == "document_sources" and name not in tables:
        return [{"document_id": row["document_id"], "url": row["document_id"]} for row in tables.get("documents", ())]
    return tables.get(name, ())


def _complete(table: str, row: Row) -> dict[str, Any]:
    full = {**DEFAULTS[table], **row}
    if table == "claims":
        full.setdefault("best", best_of(full))
    if table == "documents":
        for column in ("raw_hash", "external_id", "uri"):
            full.setdefault(column, full["document_id"])
    return full

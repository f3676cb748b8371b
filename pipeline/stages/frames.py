"""The way from values to rows of the shards and back.

Belongs here: one row function per value. Does not: what the columns are and must hold (`pipeline.schemas`), when a row
is written (the stages).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import polars as pl

from pipeline.extract.model import Claim, Place, TruceMention, ViolationReport, Window
from pipeline.schemas import Offence, polars_schema
from pipeline.store import digest
from pipeline.text.model import Article, DateCandidate, RawDocument, Rejected, Sentence

Row = dict[str, Any]

_KEY = pl.String()

CONTENTS = polars_schema("contents")
SIGHTINGS = polars_schema("sightings")
ARTICLES = polars_schema("articles")
DOCUMENTS = polars_schema("documents")
CLAIMS = polars_schema("claims")
VIOLATION_REPORTS = polars_schema("violation_reports")
TRUCE_MENTIONS = polars_schema("truce_mentions")
QUARANTINE = polars_schema("quarantine")
REFRESH_LOG = polars_schema("refresh_log")
SOURCE_LOG = polars_schema("source_log")
FETCHES = polars_schema("fetches")
DOCUMENT_SOURCES = polars_schema("document_sources")
# What a quarantined row stands for: the raw hash, or the extraction that it came from.
SCOPED_QUARANTINE = pl.Schema({"scope": _KEY, **QUARANTINE})
EXTRACTED = {"claims": CLAIMS, "violation_reports": VIOLATION_REPORTS, "truce_mentions": TRUCE_MENTIONS}


def frame(rows: Iterable[Mapping[str, Any]], schema: pl.Schema) -> pl.DataFrame:
    """Rows as a frame with exactly these columns and types."""
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def content_row(raw: RawDocument, ingested_at: datetime) -> Row:
    """What a raw document holds, wherever it lies."""
    fields = {name: getattr(raw, name) for name in CONTENTS if name != "ingested_at"}
    return fields | {"ingested_at": ingested_at}


def sighting_row(raw: RawDocument) -> Row:
    """Where a raw document was seen."""
    return {name: getattr(raw, name) for name in SIGHTINGS}


def raw_document(content: Row, sighting: Row) -> RawDocument:
    """The raw document again."""
    fields = {name: value for name, value in content.items() if name != "ingested_at"}
    return RawDocument(**(fields | {name: sighting[name] for name in SIGHTINGS}))


def quarantine_row(rejected: Rejected, seen_at: datetime, document_id: str | None = None) -> Row:
    """A quarantined thing; its id is made of what is wrong with what, not of when."""
    parts = (rejected.uri, rejected.stage, rejected.reason, rejected.value or "", document_id or "")
    return {
        "quarantine_id": f"qua_{digest(*parts)}",
        "uri": rejected.uri,
        "stage": rejected.stage,
        "reason": rejected.reason,
        "value": rejected.value,
        "document_id": document_id,
        "seen_at": seen_at,
    }


def offence_row(offence: Offence, stage: str, uri: str, seen_at: datetime) -> Row:
    """A row that its schema refused; the row's own key says which."""
    row, reason, value = offence
    key = next(iter(row.values()))
    return quarantine_row(Rejected(uri, stage, reason, f"{key}: {value}"), seen_at, row.get("document_id"))


def article_row(article: Article, text_version: str) -> Row:
    """A parsed article; where it was seen is left to the sightings."""
    return {
        "raw_hash": article.raw_hash,
        "text_version": text_version,
        "document_id": article.document_id,
        "publisher": article.publisher,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "agencies": list(article.agencies),
        "candidates": [asdict(candidate) for candidate in article.candidates],
        "sentences": [asdict(sentence) for sentence in article.sentences],
        "paragraphs": [{"start": start, "end": end} for start, end in article.paragraphs],
    }


def article(row: Row, sighting: Row) -> Article:
    """The article again, as seen at `sighting`."""
    return Article(
        document_id=row["document_id"],
        raw_hash=row["raw_hash"],
        source=sighting["source"],
        external_id=sighting["external_id"],
        uri=sighting["uri"],
        publisher=row["publisher"],
        title=row["title"],
        text=row["text"],
        sentences=tuple(Sentence(**sentence) for sentence in row["sentences"]),
        language=row["language"],
        agencies=tuple(row["agencies"]),
        candidates=tuple(DateCandidate(**candidate) for candidate in row["candidates"]),
        retrieved_at=sighting["retrieved_at"],
        paragraphs=tuple((span["start"], span["end"]) for span in row["paragraphs"]),
    )


def _window(window: Window) -> Row:
    return {"window_start": window.start, "window_end": window.end, "window_precision": window.precision}


_PLACE_COLUMNS = ("place", "place_id", "admin1", "country", "latitude", "longitude", "place_precision")


def _place(place: Place | None) -> Row:
    if place is None:
        return dict.fromkeys(_PLACE_COLUMNS)
    return {
        "place": place.name,
        "place_id": place.place_id,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place_precision": place.precision,
    }


def _plain(value: Claim | ViolationReport | TruceMention, schema: pl.Schema) -> Row:
    return {name: getattr(value, name) for name in schema if hasattr(value, name)}


def _trace(trace: Mapping[str, str]) -> str:
    return json.dumps(trace, ensure_ascii=False, sort_keys=True)


def claim_row(claim: Claim, extractor_version: str) -> Row:
    """A claim as a row of raw.claims."""
    row = _plain(claim, CLAIMS) | _window(claim.window) | _place(claim.place)
    return row | {"trace": _trace(claim.trace), "extractor_version": extractor_version}


def violation_row(report: ViolationReport, extractor_version: str) -> Row:
    """A violation report as a row of raw.violation_reports."""
    row = _plain(report, VIOLATION_REPORTS) | _window(report.window) | _place(report.place)
    return row | {"trace": _trace(report.trace), "extractor_version": extractor_version}


def truce_row(mention: TruceMention) -> Row:
    """A truce mention as a row of raw.truce_mentions."""
    row = _plain(mention, TRUCE_MENTIONS)
    return row | {name: list(row[name]) for name in ("brokers", "parties", "admin1s")}

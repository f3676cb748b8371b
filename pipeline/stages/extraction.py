"""Dated documents to claims, violation reports and truce mentions, once per document, date and extractor version.

Belongs here: what is to be extracted, validating the rows, keeping them. Does not: extracting (`pipeline.extract`),
the checks on the rows (`pipeline.schemas`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import polars as pl

from pipeline.extract.model import Extraction
from pipeline.progress import track
from pipeline.schemas import validate
from pipeline.stages import publications
from pipeline.stages.frames import (
    DOCUMENTS,
    EXTRACTED,
    SCOPED_QUARANTINE,
    Row,
    claim_row,
    frame,
    offence_row,
    quarantine_row,
    truce_row,
    violation_row,
)
from pipeline.store import Store, batched, digest
from pipeline.text.model import Article, Rejected

STAGE = "extractions"
# Text in other languages is kept and marked; the rules read English only.
LANGUAGE = "en"
EXTRACTIONS = pl.Schema(
    {"extraction_id": pl.String(), "document_id": pl.String(), **dict.fromkeys(EXTRACTED, pl.Int64())}
)
_KEY = {"extraction_id": pl.String()}

Dated = tuple[Article, date | None]
# Articles with their dates to what they yield, in the same order; what cannot be extracted is rejected.
ExtractMany = Callable[[Iterable[Dated]], Iterable[Extraction | Rejected]]


@dataclass(frozen=True, slots=True)
class Target:
    """A document whose extraction is wanted."""

    extraction_id: str
    document_id: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one pass worked on."""

    documents: int
    unchanged: int


def targets(store: Store, version: str) -> dict[str, Target]:
    """Every document that can be extracted, by its content; the id names all that the result depends on."""
    return {key: _target(key, document_id, day, version) for key, document_id, day in _readable(store).iter_rows()}


def wanted_ids(store: Store, version: str) -> pl.Series:
    """The extractions of the documents as they are now: one column instead of many targets."""
    rows = _readable(store).iter_rows()
    ids = (_target(key, document_id, day, version).extraction_id for key, document_id, day in rows)
    return pl.Series(ids, dtype=pl.String)


def _readable(store: Store) -> pl.DataFrame:
    """Content, document and day of each document in a language that is read."""
    dated = store.read(
        publications.STAGE, "documents", DOCUMENTS, ["raw_hash", "document_id", "published_on", "language"]
    )
    return dated.filter(pl.col("language") == LANGUAGE).drop("language").sort("document_id")


def extract_new(
    store: Store, extract: ExtractMany, version: str, now: datetime, limit: int, full: bool = False
) -> Extracted:
    """Extract what has no result yet, shard by shard; with `full`, everything."""
    if full:
        store.drop(STAGE, store.shards(STAGE))
    wanted = targets(store, version)
    done = extracted_ids(store)
    missing = {raw_hash: target for raw_hash, target in wanted.items() if target.extraction_id not in done}
    sightings = _sightings(store, missing) if missing else {}
    found = publications.read_articles(store, sightings)
    work = track("extracting figures", found, len(missing))
    for batch in batched(work, limit, lambda item: len(item.text)):
        results = extract((item, missing[item.raw_hash].published_on) for item in batch)
        rows = [(missing[item.raw_hash], item, result) for item, result in zip(batch, results, strict=True)]
        store.put(STAGE, _tables(rows, version, now))
    _drop_unwanted(store, {target.extraction_id for target in wanted.values()})
    return Extracted(documents=len(missing), unchanged=len(wanted) - len(missing))


def extracted_ids(store: Store) -> set[str]:
    """The extractions that are there."""
    return set(store.read(STAGE, "extractions", EXTRACTIONS, ["extraction_id"])["extraction_id"])


def _target(raw_hash: str, document_id: str, published_on: date | None, version: str) -> Target:
    return Target(f"ext_{digest(document_id, raw_hash, str(published_on), version)}", document_id, published_on)


def _sightings(store: Store, wanted: Mapping[str, Target]) -> dict[str, Row]:
    """Where the wanted contents were seen, in the order of their documents."""
    dated = publications.documents(store).filter(pl.col("raw_hash").is_in(list(wanted)))
    return {row["raw_hash"]: row for row in dated.iter_rows(named=True)}


def _tables(
    results: list[tuple[Target, Article, Extraction | Rejected]], version: str, now: datetime
) -> dict[str, pl.DataFrame]:
    rows = {name: list(_rows(name, results, version)) for name in EXTRACTED}
    quarantined = [
        {"scope": target.extraction_id, **quarantine_row(result, now, target.document_id)}
        for target, _, result in results
        if isinstance(result, Rejected)
    ]
    uris = {target.extraction_id: item.uri for target, item, _ in results}
    tables = {}
    for name, schema in EXTRACTED.items():
        tables[name], offending = validate(name, frame(rows[name], pl.Schema({**schema, **_KEY})))
        for offence in offending:
            scope = offence[0]["extraction_id"]
            quarantined.append({"scope": scope, **offence_row(offence, name, uris[scope], now)})
    tables["claims"] = _without_lost_parents(tables["claims"])
    return tables | {
        "extractions": frame(_index(results, rows), EXTRACTIONS),
        "quarantine": frame(quarantined, SCOPED_QUARANTINE),
    }


def _rows(name: str, results: list[tuple[Target, Article, Extraction | Rejected]], version: str) -> Iterator[Row]:
    for target, _, result in results:
        if isinstance(result, Extraction):
            for value in getattr(result, name):
                yield {**_row(name, value, version), "extraction_id": target.extraction_id}


def _row(name: str, value: Any, version: str) -> Row:
    if name == "claims":
        return claim_row(value, version)
    return violation_row(value, version) if name == "violation_reports" else truce_row(value)


def _index(
    results: list[tuple[Target, Article, Extraction | Rejected]], rows: Mapping[str, list[Row]]
) -> Iterator[Row]:
    """One row per extraction with how many rows the extractor gave: the other side of the balance."""
    counts = {
        name: {key: len(list(group)) for key, group in groupby(rows[name], key=lambda row: row["extraction_id"])}
        for name in EXTRACTED
    }
    for target, _, _ in results:
        yield {
            "extraction_id": target.extraction_id,
            "document_id": target.document_id,
            **{name: counts[name].get(target.extraction_id, 0) for name in EXTRACTED},
        }


def _without_lost_parents(claims: pl.DataFrame) -> pl.DataFrame:
    """A claim whose whole went to quarantine stays, as part of nothing."""
    kept = claims["claim_id"].to_list()
    parent = pl.when(pl.col("part_of_claim_id").is_in(kept)).then(pl.col("part_of_claim_id"))
    return claims.with_columns(parent.alias("part_of_claim_id"))


def _drop_unwanted(store: Store, wanted: set[str]) -> None:
    """Remove shards of which nothing is wanted any more; in others, loading leaves unwanted rows out."""
    stale = [shard for shard in store.shards(STAGE) if wanted.isdisjoint(shard.read("extractions")["extraction_id"])]
    store.drop(STAGE, stale)

"""Articles to dated documents: the one stage that looks at all documents together.

Belongs here: which content stands for a document, and when dates must be resolved anew. Does not: how a date or a
shared wire story is recognised (`pipeline.text.dating`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

import polars as pl

from pipeline.schemas import validate
from pipeline.stages import articles, ingest
from pipeline.stages.frames import ARTICLES, CONTENTS, DOCUMENTS, QUARANTINE, Row, article, frame, offence_row
from pipeline.store import Store, digest
from pipeline.text.model import Article, DateCandidate

STAGE = "publications"
_BASIS = pl.Schema({"basis": pl.String()})


class Resolution(Protocol):
    """What the corpus says of one document."""

    @property
    def published_on(self) -> date | None:
        """The date of publication; None when nothing tells it."""

    @property
    def basis(self) -> str:
        """The kind of evidence that decided."""

    @property
    def candidates(self) -> tuple[DateCandidate, ...]:
        """All dates found, with the reason why each won or lost."""

    @property
    def wire_story_id(self) -> str | None:
        """Shared by documents that carry the same wire story."""


Resolve = Callable[[list[Article]], Mapping[str, Any]]


def date_documents(store: Store, resolve: Resolve, now: datetime) -> pl.DataFrame:
    """The documents with their dates; resolved anew only when an article came, went or changed."""
    chosen = representatives(store)
    basis = _basis(chosen)
    current = store.shards(STAGE)
    if [shard for shard in current if shard.read("basis")["basis"].to_list() == [basis]]:
        return documents(store)
    dated, offences = validate("documents", _resolve_all(store, chosen, resolve))
    refused = (offence_row(offence, STAGE, offence[0]["uri"], now) for offence in offences)
    tables = {
        "documents": dated,
        "quarantine": frame(refused, QUARANTINE),
        "basis": pl.DataFrame({"basis": [basis]}, schema=_BASIS),
    }
    kept = store.put(STAGE, tables)
    store.drop(STAGE, [shard for shard in store.shards(STAGE) if shard.name != kept.name])
    return dated


def documents(store: Store) -> pl.DataFrame:
    """The documents as last dated, in the order of their ids."""
    return store.read(STAGE, "documents", DOCUMENTS).sort("document_id")


def representatives(store: Store) -> dict[str, Row]:
    """For each content that stands for a document: its sighting. Of equal documents, the first by place and content."""
    sightings = articles.first_sightings(store)
    parsed = store.read(articles.STAGE, "articles", ARTICLES, ["document_id", "raw_hash", "text_version"])
    best: dict[str, Row] = {}
    for document_id, raw_hash, text_version in parsed.iter_rows():
        row = sightings[raw_hash] | {"document_id": document_id, "text_version": text_version}
        if document_id not in best or _rank(row) < _rank(best[document_id]):
            best[document_id] = row
    return {row["raw_hash"]: row for row in best.values()}


def read_articles(store: Store, chosen: Mapping[str, Row]) -> Iterable[Article]:
    """The articles of the chosen contents, shard by shard."""
    for shard in store.shards(articles.STAGE):
        wanted = shard.read("articles").filter(pl.col("raw_hash").is_in(list(chosen)))
        for row in wanted.iter_rows(named=True):
            yield article(row, chosen[row["raw_hash"]])


def _rank(row: Row) -> tuple[str, str]:
    return row["uri"], row["raw_hash"]


def _basis(chosen: Mapping[str, Row]) -> str:
    names = ("document_id", "raw_hash", "text_version", "uri", "external_id", "source")
    return digest(*sorted("\x1d".join(str(row[name]) for name in names) for row in chosen.values()))


def _resolve_all(store: Store, chosen: Mapping[str, Row], resolve: Resolve) -> pl.DataFrame:
    contents = store.read(ingest.STAGE, "contents", CONTENTS, ["raw_hash", "ingested_at"])
    ingested = dict(contents.iter_rows())
    found = sorted(read_articles(store, chosen), key=lambda item: item.document_id)
    resolutions = resolve(found)
    return frame((_document_row(item, resolutions[item.document_id], ingested) for item in found), DOCUMENTS)


def _document_row(item: Article, resolution: Resolution, ingested: Mapping[str, Any]) -> Row:
    return {
        "document_id": item.document_id,
        "raw_hash": item.raw_hash,
        "source": item.source,
        "external_id": item.external_id,
        "uri": item.uri,
        "publisher": item.publisher,
        "title": item.title,
        "language": item.language,
        "agencies": sorted(item.agencies),
        "published_on": resolution.published_on,
        "published_on_basis": resolution.basis,
        "published_on_candidates": [
            {name: getattr(candidate, name) for name in ("date", "basis", "evidence", "chosen", "reason")}
            for candidate in resolution.candidates
        ],
        "wire_story_id": resolution.wire_story_id,
        "retrieved_at": item.retrieved_at,
        "ingested_at": ingested[item.raw_hash],
    }

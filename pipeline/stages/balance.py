"""Rows read = rows kept + rows quarantined, counted from what lies in the store and not from what a stage says.

Belongs here: both sides of each stage's balance. Does not: what happens when they differ (`pipeline.checks`).
"""

from dataclasses import dataclass

import polars as pl

from pipeline.stages import articles, extraction, ingest, publications
from pipeline.stages.frames import ARTICLES, CONTENTS, DOCUMENTS, EXTRACTED, QUARANTINE, SCOPED_QUARANTINE
from pipeline.store import Store

_SCOPE = pl.Schema({"extraction_id": pl.String})


@dataclass(frozen=True, slots=True)
class Balance:
    """What went into a stage, and where it is now."""

    read: int
    kept: int
    quarantined: int

    @property
    def holds(self) -> bool:
        """Whether nothing was lost and nothing made up."""
        return self.read == self.kept + self.quarantined


def of_sources(store: Store) -> Balance:
    """Reports of the last scan."""
    scan = ingest.last_scan(store)
    return Balance(scan.read, scan.new + scan.unchanged, scan.quarantined) if scan else Balance(0, 0, 0)


def of_articles(store: Store) -> Balance:
    """Distinct contents, and the articles or rejections that they became."""
    read = store.read(ingest.STAGE, "contents", CONTENTS, ["raw_hash"])["raw_hash"].n_unique()
    kept = store.read(articles.STAGE, "articles", ARTICLES, ["raw_hash"])["raw_hash"].n_unique()
    rejected = store.read(articles.STAGE, "quarantine", SCOPED_QUARANTINE, ["scope"])["scope"].n_unique()
    return Balance(read, kept, rejected)


def of_publications(store: Store) -> Balance:
    """Distinct texts, and the documents that were dated."""
    read = store.read(articles.STAGE, "articles", ARTICLES, ["document_id"])["document_id"].n_unique()
    kept = store.read(publications.STAGE, "documents", DOCUMENTS, ["document_id"]).height
    return Balance(read, kept, store.read(publications.STAGE, "quarantine", QUARANTINE, ["quarantine_id"]).height)


def of_extraction(store: Store, table: str) -> Balance:
    """Rows of one table as the extractor gave them, and as validation left them."""
    given = store.read(extraction.STAGE, "extractions", extraction.EXTRACTIONS, [table])[table].to_list()
    kept = store.read(extraction.STAGE, table, pl.Schema({**EXTRACTED[table], **_SCOPE}), ["extraction_id"]).height
    quarantine = store.read(extraction.STAGE, "quarantine", SCOPED_QUARANTINE, ["stage"])
    return Balance(sum(given), kept, quarantine.filter(pl.col("stage") == table).height)


def of_load(store: Store, text_version: str, extractor_version: str, loaded: dict[str, int]) -> dict[str, Balance]:
    """Rows that the shards hold and that count, and rows of the raw tables."""
    wanted = extraction.wanted_ids(store, extractor_version).implode()
    documents = store.read(publications.STAGE, "documents", DOCUMENTS, ["document_id"])
    balances = {"documents": Balance(documents.height, loaded["documents"], 0)}
    for table, schema in EXTRACTED.items():
        rows = store.read(extraction.STAGE, table, pl.Schema({**schema, **_SCOPE}), ["extraction_id"])["extraction_id"]
        balances[table] = Balance(rows.filter(rows.is_in(wanted)).len(), loaded[table], 0)
    return balances

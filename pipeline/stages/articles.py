"""Stored bytes to parsed articles, once per content and version of the text stage.

Belongs here: which content is to be parsed, and where the result is kept. Does not: parsing (`pipeline.text.parse`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from pipeline.progress import track
from pipeline.schemas import validate
from pipeline.stages import ingest
from pipeline.stages.frames import (
    ARTICLES,
    SCOPED_QUARANTINE,
    SIGHTINGS,
    Row,
    article_row,
    frame,
    offence_row,
    quarantine_row,
    raw_document,
)
from pipeline.store import Shard, Store, batched
from pipeline.text.model import Article, RawDocument, Rejected

STAGE = "articles"
_PARSED = pl.Schema({"raw_hash": pl.String(), "text_version": pl.String()})
Parse = Callable[[RawDocument], Article | Rejected]
# The hash of a content, where it was seen, and what became of it.
Result = tuple[str, str, Article | Rejected]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one pass parsed. Contents read = articles + quarantined."""

    read: int
    articles: int
    quarantined: int


def parse_new(store: Store, parse: Parse, version: str, now: datetime, limit: int) -> Parsed:
    """Parse every content that this version of the text stage has not parsed, one shard in memory at a time."""
    done = parsed_hashes(store, version)
    sightings = by_content(first_sightings(store).filter(~pl.col("raw_hash").is_in(list(done))))
    read = kept = refused = 0
    rows = track("parsing articles", _new_rows(store, done), len(sightings))
    for batch in batched(rows, limit, lambda row: len(row["data"])):
        tables = _tables([_parse_one(parse, row, sightings[row["raw_hash"]]) for row in batch], version, now)
        store.put(STAGE, tables)
        read, kept = read + len(batch), kept + tables["articles"].height
        refused += tables["quarantine"].height
    store.drop(STAGE, [shard for shard in store.shards(STAGE) if _version(shard) != version])
    return Parsed(read, kept, refused)


def parsed_hashes(store: Store, version: str) -> set[str]:
    """The contents that this version has parsed or rejected."""
    return set(parsed(store, version))


def parsed(store: Store, version: str) -> pl.Series:
    """The same, shard by shard."""
    hashes = [shard.read("contents")["raw_hash"] for shard in store.shards(STAGE) if _version(shard) == version]
    return pl.concat([pl.Series("raw_hash", [], pl.String), *hashes])


def first_sightings(store: Store) -> pl.DataFrame:
    """Where each content was seen; of several places the first by name, whatever the order of arrival."""
    seen = store.read(ingest.STAGE, "sightings", SIGHTINGS).sort("raw_hash", "uri", "external_id", "retrieved_at")
    return seen.unique("raw_hash", keep="first")


def by_content(rows: pl.DataFrame) -> dict[str, Row]:
    """Rows by the content that they are about. For some rows: those of all contents stay a frame, a tenth as large."""
    return {row["raw_hash"]: row for row in rows.iter_rows(named=True)}


def _new_rows(store: Store, done: set[str]) -> Iterator[Row]:
    for shard in store.shards(ingest.STAGE):
        hashes = pl.read_parquet(shard.path / "contents.parquet", columns=["raw_hash"], glob=False)["raw_hash"]
        if new := set(hashes) - done:
            contents = shard.read("contents")
            yield from contents.filter(pl.col("raw_hash").is_in(list(new))).iter_rows(named=True)


def _parse_one(parse: Parse, content: Row, sighting: Row) -> Result:
    raw = raw_document(content, sighting)
    try:
        return raw.raw_hash, raw.uri, parse(raw)
    except Exception as error:
        return raw.raw_hash, raw.uri, Rejected(raw.uri, "parse", f"the parser failed: {error!r}"[:500])


def _tables(results: list[Result], version: str, now: datetime) -> dict[str, pl.DataFrame]:
    uris = {raw_hash: uri for raw_hash, uri, _ in results}
    rows = (article_row(found, version) for _, _, found in results if isinstance(found, Article))
    kept, offences = validate("articles", frame(rows, ARTICLES))
    refused = [(raw_hash, quarantine_row(r, now)) for raw_hash, _, r in results if isinstance(r, Rejected)]
    for offence in offences:
        raw_hash = offence[0]["raw_hash"]
        refused.append((raw_hash, offence_row(offence, STAGE, uris[raw_hash], now)))
    return {
        "articles": kept,
        "quarantine": frame(({"scope": raw_hash, **row} for raw_hash, row in refused), SCOPED_QUARANTINE),
        "contents": frame(({"raw_hash": raw_hash, "text_version": version} for raw_hash in uris), _PARSED),
    }


def _version(shard: Shard) -> str:
    return str(shard.read("contents")["text_version"][0])

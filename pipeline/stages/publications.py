"""Articles to dated documents: the one stage that looks at all documents together.

Belongs here: which content stands for a document, what is kept of an earlier pass and what must be dated anew. Does
not: how a date or a shared wire story is recognised (`pipeline.text.dating`, imported when it is needed).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from pipeline.schemas import validate
from pipeline.stages import articles, ingest, prints
from pipeline.stages.frames import ARTICLES, CONTENTS, DOCUMENTS, QUARANTINE, Row, article, frame, offence_row
from pipeline.store import Shard, Store
from pipeline.text.model import Article, DateCandidate
from pipeline.text.passages import PAIRS, shared_passages, update_pairs
from pipeline.text.stories import STANDING, Library, Links

if TYPE_CHECKING:
    from pipeline.text.dating import Corpus, Dated

STAGE = "publications"
_BASIS = pl.Schema({"basis": pl.String(), "text_version": pl.String()})
# Rows that are put together and validated at a time: what bounds the memory.
_ROWS_AT_ONCE = 10_000
_REPORT = ("document_id", "raw_hash")
# Where a content was seen may change while the content does not.
_SEEN = ("source", "external_id", "uri", "retrieved_at")


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


Resolve = Callable[[Sequence[Article], "Corpus"], "Dated"]


class _Documents:
    """The rows of an earlier pass, by their ids: the largest table of a corpus is never read whole."""

    def __init__(self, shard: Shard | None) -> None:
        self._shard = shard
        self._ids = shard.read("documents", ["document_id"])["document_id"] if shard else pl.Series(dtype=pl.String)

    def around(self, ids: pl.Series) -> pl.DataFrame:
        """The rows from the first to the last of some sorted ids."""
        if self._shard is None or ids.is_empty():
            return pl.DataFrame(schema=DOCUMENTS)
        low, past = self._ids.search_sorted(ids[0], "left"), self._ids.search_sorted(ids[-1], "right")
        return self._shard.rows("documents", low, past - low)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier pass leaves to a later one."""

    documents: "_Documents"
    certain: pl.DataFrame
    own_links: Links
    links: Links
    passages: pl.DataFrame

    @classmethod
    def nothing(cls) -> "_Kept":
        certain, passages = pl.DataFrame(schema=STANDING), pl.DataFrame(schema=PAIRS)
        return cls(_Documents(None), certain, Links.none(), Links.none(), passages)

    @classmethod
    def of(cls, store: Store, text_version: str) -> "_Kept":
        """Nothing, if it was made by another version of the text stage."""
        for shard in store.shards(STAGE):
            if text_version in shard.read("basis").to_dict(as_series=False).get("text_version", ()):
                own = Links(shard.read("own_standing"), shard.read("own_links"))
                links = Links(shard.read("standing"), shard.read("links"))
                return cls(_Documents(shard), shard.read("certain"), own, links, shard.read("passages"))
        return cls.nothing()


def date_documents(
    store: Store, sign: prints.Sign, resolve: Resolve, now: datetime, full: bool = False
) -> pl.DataFrame:
    """The documents with their dates; only what is new or depends on others is looked at, with `full` everything.

    What a document says of its own day holds for good, unless day and month may be swapped; and whether two documents
    tell one story depends on these two alone. So the answer is that of dating all of them together.
    """
    chosen = representatives(store)
    basis, text_version = _basis(chosen), max(chosen["text_version"], default="")
    state = pl.DataFrame({"basis": [basis], "text_version": [text_version]}, schema=_BASIS)
    if not full and [shard for shard in store.shards(STAGE) if shard.read("basis").equals(state)]:
        return documents(store)
    prints.print_new(store, sign, articles.first_sightings(store))
    kept = _Kept.nothing() if full else _Kept.of(store, text_version)
    tables = _date_all(store, chosen, kept, resolve, now) | {"basis": state}
    put = store.put(STAGE, tables)
    store.drop(STAGE, [shard for shard in store.shards(STAGE) if shard.name != put.name])
    return tables["documents"]


def documents(store: Store) -> pl.DataFrame:
    """The documents as last dated, in the order of their ids."""
    return store.read(STAGE, "documents", DOCUMENTS).sort("document_id")


def representatives(store: Store) -> pl.DataFrame:
    """For each content that stands for a document: its sighting. Of equal documents, the first by place and content."""
    parsed = store.read(articles.STAGE, "articles", ARTICLES, ["document_id", "raw_hash", "text_version"])
    seen = parsed.join(articles.first_sightings(store), on="raw_hash").sort("uri", "raw_hash")
    return seen.unique("document_id", keep="first").sort("document_id")


def read_articles(store: Store, chosen: Mapping[str, Row]) -> Iterable[Article]:
    """The articles of the chosen contents, shard by shard."""
    for shard in store.shards(articles.STAGE):
        if not chosen.keys().isdisjoint(shard.read("articles", ["raw_hash"])["raw_hash"]):
            wanted = shard.read("articles").filter(pl.col("raw_hash").is_in(list(chosen)))
            for row in wanted.iter_rows(named=True):
                yield article(row, chosen[row["raw_hash"]])


def _basis(chosen: pl.DataFrame) -> str:
    """Changes when the contents or where they were seen do."""
    found = hashlib.sha256()
    rows = chosen.select("document_id", "raw_hash", "text_version", "uri", "external_id", "source")
    for row in rows.sort(pl.all()).iter_rows():
        found.update("\x1d".join(map(str, row)).encode() + b"\x1f")
    return found.hexdigest()[:16]


def _date_all(
    store: Store, chosen: pl.DataFrame, kept: _Kept, resolve: Resolve, now: datetime
) -> dict[str, pl.DataFrame]:
    seen = chosen.select(*_REPORT, *_SEEN)
    certain = kept.certain.join(seen, on=_REPORT, how="semi")
    uncertain = articles.by_content(chosen.join(certain, on="raw_hash", how="anti"))
    found = sorted(read_articles(store, uncertain), key=lambda item: item.document_id)
    dated = resolve(found, _corpus(store, seen, certain, kept))
    passages = Library(prints.Pieces(store, "passages", seen["raw_hash"]))
    copied = update_pairs(passages, dated.links.standing, kept.links.standing, kept.passages)
    anew, shared = _anew(store, found, dated), shared_passages(passages, copied)
    valid, offences = [pl.DataFrame(schema=DOCUMENTS)], []
    for part in seen.sort("document_id").iter_slices(_ROWS_AT_ONCE):
        known = kept.documents.around(part["document_id"])
        before = _as_before(known, certain.join(part, on=_REPORT, how="semi"), part, dated.stories)
        rows = pl.concat([before, anew.join(part, on=_REPORT, how="semi")])
        passed, failed = validate("documents", _with_passages(rows, shared).sort("document_id"))
        valid.append(passed)
        offences += failed
    refused = (offence_row(offence, STAGE, offence[0]["uri"], now) for offence in offences)
    return {
        "documents": pl.concat(valid),
        "quarantine": frame(refused, QUARANTINE),
        "certain": dated.certain,
        "own_standing": dated.own_links.standing,
        "own_links": dated.own_links.pairs,
        "standing": dated.links.standing,
        "links": dated.links.pairs,
        "passages": copied,
    }


def _corpus(store: Store, seen: pl.DataFrame, certain: pl.DataFrame, kept: _Kept) -> "Corpus":
    from pipeline.text.dating import Corpus, customs_in

    pieces = prints.Pieces(store, "prints", seen["raw_hash"])
    customs = customs_in(pieces(["publisher", "day_first", "month_first"]))
    return Corpus(Library(pieces), seen.select(_REPORT), customs, certain, kept.own_links, kept.links)


def _as_before(
    before: pl.DataFrame, certain: pl.DataFrame, seen: pl.DataFrame, stories: Mapping[str, str]
) -> pl.DataFrame:
    """The rows of certain documents; where they were seen and whose story they share may have changed."""
    told = [(document_id, stories[document_id]) for document_id in seen["document_id"] if document_id in stories]
    schema = {name: DOCUMENTS[name] for name in ("document_id", "wire_story_id")}
    shared = pl.DataFrame(told, schema=schema, orient="row")
    rows = before.join(certain, on=_REPORT, how="semi").drop(*_SEEN, "wire_story_id")
    return rows.join(seen, on=_REPORT).join(shared, on="document_id", how="left").select(list(DOCUMENTS))


def _with_passages(rows: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    known = rows.drop("shared_passages").join(shared, on="document_id", how="left")
    return known.with_columns(pl.col("shared_passages").fill_null([])).select(list(DOCUMENTS))


def _anew(store: Store, found: Sequence[Article], dated: "Dated") -> pl.DataFrame:
    from pipeline.text.dating import publications

    contents = store.read(ingest.STAGE, "contents", CONTENTS, ["raw_hash", "ingested_at"])
    ingested = dict(contents.filter(pl.col("raw_hash").is_in([item.raw_hash for item in found])).iter_rows())
    answers = publications(dated)
    return frame((_document_row(item, answers[item.document_id], ingested) for item in found), DOCUMENTS)


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
        "shared_passages": [],
        "retrieved_at": item.retrieved_at,
        "ingested_at": ingested[item.raw_hash],
    }

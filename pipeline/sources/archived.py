"""Documents that were fetched, read from the archive: no network.

Belongs here: fetch records to raw documents, and how far they were read. Does not: fetching (`collect`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.sources.archive import Archive, ArchiveError
from pipeline.sources.base import Item, content_hash, is_utf8, rejected, too_long
from pipeline.store import write_atomically
from pipeline.text.model import RawDocument

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_OWN_WORD = re.compile(rb"(?:charset|encoding)\s*=", re.IGNORECASE)
_OWN_TITLE = re.compile(rb"<title\b[^>]*>\s*[^<\s]", re.IGNORECASE)
_HEAD = 64 * 1024
_DEFAULTS = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8")


class ArchiveSource:
    """Reads what was fetched since `cursor` was written; `remember` writes it, once what was read is stored.

    A killed refresh reads the same again, and finds it known. Without the cursor everything is read: that is a rebuild.
    """

    name = "archive"

    def __init__(self, archive: Archive, cursor: Path, *, max_bytes: int = 10 * 1024 * 1024) -> None:
        self._archive = archive
        self._cursor = cursor
        self._max_bytes = max_bytes
        self._reached: dict[str, int] = _read_cursor(cursor)

    def read(self) -> Iterator[Item]:
        """Every document kept, and every one that was refused for good; in the order of sources and fetches."""
        journal = self._archive.journal
        for source in journal.sources():
            for batch, fetches in journal.fetches(source, self._reached.get(source, 0)):
                wanted = (pl.col("outcome") == "kept") | ((pl.col("outcome") == "failed") & ~pl.col("passing"))
                for row in fetches.filter((pl.col("role") == "document") & wanted).iter_rows(named=True):
                    yield self._item(row)
                self._reached[source] = batch

    def remember(self) -> None:
        """Go on behind what was read, the next time."""
        if self._reached != _read_cursor(self._cursor):
            write_atomically(self._cursor, json.dumps(self._reached, sort_keys=True).encode())

    def _item(self, row: dict[str, Any]) -> Item:
        uri = uri_of(row)
        if row["outcome"] == "failed":
            return rejected(uri, f"not fetched by source {row['source']}: {row['reason']}", row["url"])
        try:
            data = self._archive.raw.get(row["raw_hash"])
        except ArchiveError as error:
            return rejected(uri, str(error), row["url"])
        if len(data) > self._max_bytes:
            return rejected(uri, too_long(len(data), self._max_bytes), data)
        return _document(row, _as_declared(data, row["headers"]))


def _as_declared(data: bytes, headers: str | None) -> bytes:
    """Bytes in UTF-8, where only the server told their encoding.

    Many servers tell the Latin one of their defaults for whatever they send, and a page's own word is better than that.
    """
    told = _CHARSET.search(json.loads(headers).get("content-type", "")) if headers else None
    if told is None or told[1].lower() in _DEFAULTS or is_utf8(data) or _OWN_WORD.search(data[:2048]):
        return data
    try:
        return data.decode(told[1]).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def uri_of(row: Mapping[str, Any]) -> str:
    """The address that stands for a document: its own, else the one that answered, else the one asked."""
    return str(row["canonical_url"] or row["url_answered"] or row["url"])


def hash_of(row: Mapping[str, Any], data: bytes) -> str:
    """What the line knows the content of a fetch by."""
    return _hash(row, _as_declared(data, row["headers"]))


def _hash(row: Mapping[str, Any], data: bytes) -> str:
    declared = (uri_of(row), row["publisher"], _title_of(row, data), row["published_at"])
    return content_hash(row["content"], data, *declared)


def _title_of(row: Mapping[str, Any], data: bytes) -> str | None:
    """A page says its title itself: else a report found in two ways would be two, when a feed shortens its title."""
    own = row["content"] == "html" and _OWN_TITLE.search(data[:_HEAD])
    return None if own else row["title"]


def _document(row: dict[str, Any], data: bytes) -> RawDocument:
    uri = uri_of(row)
    return RawDocument(
        source=row["source"],
        uri=uri,
        external_id=row["external_id"] or uri,
        data=data,
        kind=row["content"],
        raw_hash=_hash(row, data),
        retrieved_at=row["retrieved_at"],
        url=uri,
        publisher=row["publisher"],
        title=_title_of(row, data),
        published_at=row["published_at"],
    )


def _read_cursor(path: Path) -> dict[str, int]:
    try:
        return dict(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return {}

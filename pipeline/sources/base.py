"""What every source is: something that yields raw documents with their provenance.

Belongs here: the protocol, the content hash, values and addresses shortened for people. Does not: any kind of source,
nor decoding and parsing (`pipeline.text`).
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.text.model import ContentKind, RawDocument, Rejected

STAGE = "source"
# Enough of an offending value to find it by, little enough for a table cell.
_VALUE_CHARS = 200
# Longer ones are searches, whose words hide the reason that stands behind them.
_ADDRESS_CHARS = 120

Item = RawDocument | Rejected


class Source(Protocol):
    """Where reports come from. Every report read is yielded once, as a document or as a rejection with its reason."""

    name: str

    def read(self) -> Iterator[Item]:
        """All reports, in an order that depends on their names only; one at a time in memory."""
        ...


class FileReader(Protocol):
    """Reads the reports that one file holds."""

    def __call__(self, path: Path, uri: str, retrieved_at: datetime, max_bytes: int) -> Iterator[Item]:
        """The documents and rejections of one file."""
        ...


def content_hash(kind: ContentKind, data: bytes, *declared: str | None) -> str:
    """Identifies what a source delivered: same bytes read the same way, with the same declared fields."""
    digest = hashlib.sha256(kind.encode() + len(data).to_bytes(8, "big"))
    digest.update(data)
    fields = (("\x00" if field is None else field).encode("utf-8", "replace") for field in declared)
    digest.update(b"".join(len(field).to_bytes(8, "big") + field for field in fields))
    return digest.hexdigest()


def rejected(uri: str, reason: str, value: object = None) -> Rejected:
    """A rejection by the source, its offending value shortened to what a person needs to find it."""
    return Rejected(uri, STAGE, reason, None if value is None else shorten(value))


def is_utf8(data: bytes) -> bool:
    """Whether bytes can be read as UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def shorten(value: object) -> str:
    """A value as printable text of bounded length."""
    if isinstance(value, bytes):
        value = value[: 4 * _VALUE_CHARS].decode("utf-8", "replace")
    text = value if isinstance(value, str) else repr(value)
    shown = "".join(char if char.isprintable() else " " for char in text[: _VALUE_CHARS + 1])
    return shown if len(shown) <= _VALUE_CHARS else shown[:_VALUE_CHARS] + "…"


def short_address(url: str) -> str:
    """An address for people: of a long one, where it was asked and not for what."""
    if len(url) <= _ADDRESS_CHARS:
        return url
    place, asked, _ = url.partition("?")
    return f"{place[:_ADDRESS_CHARS]}{asked}…"


def too_long(size: int, limit: int) -> str:
    """The reason for a report over the limit."""
    return f"{_megabytes(size)} in one report, the limit is {_megabytes(limit)}: split it or raise max_document_bytes"


def _megabytes(count: int) -> str:
    return f"{count / (1024 * 1024):.1f} MB"

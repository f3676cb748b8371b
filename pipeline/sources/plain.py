"""One file, one report: `.txt`, `.md`, `.html`, `.htm`.

Belongs here: reading a file whole within its limit, and naming what is plainly no text. Does not: decoding, which also
finds the binary files that bear no signature (`pipeline.text.decode`).
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pipeline.sources.base import Item, content_hash, rejected, too_long
from pipeline.text.model import ContentKind, RawDocument

# First bytes of the formats that people rename or drop by mistake, with the way out.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a zip archive or office document; unpack it or save it as text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document; save it as text"),
    (b"{\\rtf", "an RTF document; save it as text"),
    (b"\x1f\x8b", "compressed with gzip; decompress it, or name it .jsonl.gz if it holds JSON Lines"),
    (b"BZh", "compressed with bzip2; decompress it"),
    (b"\xfd7zXZ\x00", "compressed with xz; decompress it"),
    (b"(\xb5/\xfd", "compressed with zstd; decompress it"),
    (b"\x89PNG\r\n", "a PNG picture; only text can be read"),
    (b"\xff\xd8\xff", "a JPEG picture; only text can be read"),
    (b"GIF8", "a GIF picture; only text can be read"),
    (b"\x7fELF", "a program; only text can be read"),
    (b"SQLite format 3\x00", "an SQLite database; export its texts as JSON Lines"),
    (b"PAR1", "a Parquet file; export its texts as JSON Lines"),
)


def read_text(path: Path, uri: str, retrieved_at: datetime, max_bytes: int) -> Iterator[Item]:
    """The report that a text file holds."""
    yield _read(path, uri, retrieved_at, max_bytes, "text")


def read_html(path: Path, uri: str, retrieved_at: datetime, max_bytes: int) -> Iterator[Item]:
    """The report that a web page holds."""
    yield _read(path, uri, retrieved_at, max_bytes, "html")


def _read(path: Path, uri: str, retrieved_at: datetime, max_bytes: int, kind: ContentKind) -> Item:
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return rejected(uri, too_long(max(path.stat().st_size, len(data)), max_bytes), data)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return rejected(uri, "empty file: nothing to read; remove it or fetch it again", f"{len(data)} bytes")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return rejected(uri, f"not text but {what}", data[:40])
    return RawDocument(
        source="folder",
        uri=uri,
        external_id=printable_name(path.stem),
        data=data,
        kind=kind,
        raw_hash=content_hash(kind, data),
        retrieved_at=retrieved_at,
    )


def printable_name(name: str) -> str:
    """A file's name as text, also where the file system holds bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

"""JSON Lines, plain or with gzip: one report a line, fields id, url, publisher, title, text, published_at.

Belongs here: lines within their limit, the record's fields and types, broken files. Does not: the text's own parsing.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.sources.base import Item, content_hash, rejected, too_long
from pipeline.sources.plain import printable_name
from pipeline.text.decode import decode
from pipeline.text.model import RawDocument

_OPTIONAL = ("id", "url", "publisher", "title", "published_at")
_DISCARD_BYTES = 1 << 20
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its number, and its bytes or what is wrong with it."""

    number: int
    data: bytes
    problem: str | None = None


class _RecordError(ValueError):
    """A line that holds no report; carries the reason and the offending value."""

    def __init__(self, reason: str, value: object = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value


def read_jsonl(path: Path, uri: str, retrieved_at: datetime, max_bytes: int) -> Iterator[Item]:
    """The reports of a `.jsonl` file."""
    with path.open("rb") as file:
        yield from _read(file, path, uri, retrieved_at, max_bytes)


def read_jsonl_gz(path: Path, uri: str, retrieved_at: datetime, max_bytes: int) -> Iterator[Item]:
    """The reports of a `.jsonl.gz` file; those before a break in the file are kept."""
    with gzip.open(path, "rb") as file:
        yield from _read(file, path, uri, retrieved_at, max_bytes)


def _read(
    file: BinaryIO | gzip.GzipFile, path: Path, uri: str, retrieved_at: datetime, max_bytes: int
) -> Iterator[Item]:
    stem = printable_name(path.name.split(".jsonl")[0] or path.name)
    empty = True
    for line in _lines(file, max_bytes):
        empty = False
        where = f"{uri}#L{line.number}"
        if line.problem is not None:
            yield rejected(where, line.problem, line.data or None)
            continue
        try:
            record = _record(line.data)
            yield _document(record, where, f"{stem}-{line.number}", retrieved_at)
        except _RecordError as broken:
            yield rejected(where, broken.reason, broken.value)
            if line.number == 1 and line.data.strip() in (b"[", b"{"):
                return
    if empty:
        yield rejected(uri, "empty file: nothing to read; remove it or fetch it again", "0 reports")


def _lines(file: BinaryIO | gzip.GzipFile, max_bytes: int) -> Iterator[_Line]:
    """The lines that are not blank; never more than the limit in memory."""
    number = 0
    while True:
        number += 1
        try:
            data = file.readline(max_bytes + 1)
            overlong = len(data) > max_bytes and not data.endswith(b"\n")
            length = len(data) + _skip_to_line_end(file) if overlong else len(data)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield _Line(number, b"", f"gzip stream breaks off ({error}): earlier lines are kept, fetch the file again")
            return
        if not data:
            return
        if number == 1:
            data = data.removeprefix(_BOM)
        if overlong:
            yield _Line(number, data[:1000], too_long(length, max_bytes))
        elif data.strip():
            yield _Line(number, data)


def _skip_to_line_end(file: BinaryIO | gzip.GzipFile) -> int:
    skipped = 0
    while data := file.readline(_DISCARD_BYTES):
        skipped += len(data)
        if data.endswith(b"\n"):
            break
    return skipped


def _record(line: bytes) -> dict[str, Any]:
    text = decode(line)
    if text is None:
        raise _RecordError("line is binary, not JSON: check the file's ending", line[:40])
    if text.strip() in ("[", "{"):
        raise _RecordError(
            "one JSON value over many lines, not JSON Lines: write one report a line (jq -c '.[]')", text
        )
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise _RecordError(f"not valid JSON at column {error.colno}: {error.msg}", line) from None
    except RecursionError:
        raise _RecordError("JSON nested too deeply to be a report", line) from None
    if not isinstance(record, dict):
        raise _RecordError(f"a report must be a JSON object with a field 'text', this is {_kind(record)}", line)
    return record


def _document(record: dict[str, Any], uri: str, fallback_id: str, retrieved_at: datetime) -> RawDocument:
    fields = {name: _optional(record, name) for name in _OPTIONAL}
    data = _text(record).encode("utf-8")
    return RawDocument(
        source="jsonl",
        uri=uri,
        external_id=fields["id"] or fallback_id,
        data=data,
        kind="text",
        raw_hash=content_hash("text", data, *fields.values()),
        retrieved_at=retrieved_at,
        given_id=fields["id"],
        url=fields["url"],
        publisher=fields["publisher"],
        title=fields["title"],
        published_at=fields["published_at"],
    )


def _text(record: dict[str, Any]) -> str:
    if "text" not in record:
        raise _RecordError(f"field 'text' is missing; fields are: {', '.join(map(str, record)) or 'none'}", record)
    value = record["text"]
    if not isinstance(value, str):
        raise _RecordError(f"field 'text' must be text, is {_kind(value)}", record)
    if not value.strip():
        raise _RecordError("field 'text' is empty", record)
    return _clean(value)


def _optional(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if name == "id" and type(value) is int:
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _RecordError(f"field '{name}' must be text or null, is {_kind(value)}", value)
    return _clean(value).strip() or None


def _clean(text: str) -> str:
    """JSON may spell half a surrogate pair, which no encoding can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")

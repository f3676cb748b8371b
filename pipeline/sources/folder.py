"""Reports that lie in folders and files.

Belongs here: which reader takes which ending, and provenance. Does not: finding files (`discovery`), reading a format.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipeline.sources.base import FileReader, Item, rejected
from pipeline.sources.discovery import Found, Unreadable, find_files
from pipeline.sources.jsonl import read_jsonl, read_jsonl_gz
from pipeline.sources.plain import printable_name, read_html, read_text
from pipeline.sources.seen import SeenFiles, Unread
from pipeline.text.model import RawDocument, Rejected

READERS: dict[str, FileReader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl_gz,
}
_ENDINGS = " ".join(READERS)


class FolderSource:
    """Reads files, folders (with all below them) and patterns.

    Files come in the order of their names. What cannot be read is yielded as a rejection, and the rest goes on.
    `now` stands in for the files' own times where a run must be repeatable; `base` shortens the URIs of files below it,
    so that they are the same on every machine. Files that `seen` knows are not read; `label` names this way of reading.
    """

    name = "folder"

    def __init__(
        self,
        paths: Iterable[str | Path],
        *,
        max_bytes: int = 10 * 1024 * 1024,
        now: datetime | None = None,
        base: Path | None = None,
        seen: SeenFiles | None = None,
        label: str = "",
    ) -> None:
        self._paths = tuple(paths)
        self._max_bytes = max_bytes
        self._now = now
        self._base = base
        self._seen = seen
        self._label = label

    def read(self) -> Iterator[Item | Unread]:
        """Every report of the files, or why there is none, or how many there are in a file that is known."""
        ignored: set[tuple[Path, str]] = set()
        for found in find_files(self._paths):
            if isinstance(found, Unreadable):
                yield rejected(self._uri(found.path), found.reason)
            elif (reader := reader_of(found.path)) is not None:
                yield from self._read(found, reader)
            elif found.folder is None:
                yield rejected(self._uri(found.path), f"no reader for this ending; known are {_ENDINGS}")
            else:
                ignored.add((found.folder, found.path.suffix.lower()))
        yield from self._told(ignored)

    def _read(self, found: Found, reader: FileReader) -> Iterator[Item | Unread]:
        if self._seen is None:
            yield from self._items(found, reader)
            return
        known = self._seen.reports(found.path, self._label)
        if known is not None:
            yield Unread(known)
            return
        begun, reports, whole = self._seen.begin(found.path), 0, True
        for item in self._items(found, reader):
            reports += 1
            whole = whole and isinstance(item, RawDocument)
            yield item
        if whole:
            self._seen.end(found.path, self._label, begun, reports)

    def _items(self, found: Found, reader: FileReader) -> Iterator[Item]:
        uri = self._uri(found.path)
        try:
            yield from reader(found.path, uri, self._now or _time_of(found.modified), self._max_bytes)
        except OSError as error:
            yield rejected(uri, f"cannot be read: {error.strerror or error}; check the file and its permissions")

    def _told(self, ignored: set[tuple[Path, str]]) -> Iterator[Rejected]:
        """One row for each folder and ending: a saved page brings dozens, and more may arrive one by one."""
        for folder, ending in sorted(ignored):
            which = f"ending in {ending}" if ending else "without an ending"
            yield rejected(
                self._uri(folder), f"files {which} are ignored: no reader for them; known are {_ENDINGS}", ending
            )

    def _uri(self, path: Path) -> str:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)
        inside = self._base is not None and absolute.is_relative_to(self._base)
        return printable_name((absolute.relative_to(self._base) if self._base and inside else absolute).as_posix())


def reader_of(path: Path) -> FileReader | None:
    """The reader for a file by its ending, None for a kind that is not read."""
    name = path.name.lower()
    return next((reader for ending, reader in READERS.items() if name.endswith(ending)), None)


def _time_of(modified: float) -> datetime:
    try:
        return datetime.fromtimestamp(modified, UTC).replace(microsecond=0)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)

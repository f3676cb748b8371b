"""Which files are as they were when all their reports were known, so that they need not be read again.

Belongs here: what tells that a file is the same, and remembering it. Does not: reading files (`folder`), what is known
(`pipeline.stages.ingest`).

A folder keeps what was once put into it: with twenty thousand reports in it, reading them to find five new ones took
as long as parsing the five. As in git and rsync, size, times and inode tell whether a file was touched; one that was
touched while or shortly before it was read is read once more, because a clock may tick too slowly to tell.
"""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.store import write_atomically

# Two seconds is the coarsest clock of a file system in use (FAT).
_SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not read: all its reports, so many, are known."""

    reports: int


class SeenFiles:
    """The files of one data folder, as `record` remembers them. Without the record everything is read.

    `version` tells what a reading depends on besides the file: the code of the readers and their limits.
    """

    def __init__(self, record: Path, version: str) -> None:
        self._record = record
        self._version = version
        self._before = _load(record, version)
        self._now: dict[str, list[int]] = {}
        self._news = False

    def reports(self, path: Path, label: str) -> int | None:
        """How many reports an unchanged file holds, all of them known; None if it has to be read."""
        key = _key(path, label)
        known = self._before.get(key)
        if known is None or known[1:] != _fingerprint(path):
            return None
        self._now[key] = known
        return known[0]

    def begin(self, path: Path) -> list[int] | None:
        """A file is about to be read; the answer goes to `end`."""
        self._news = False
        found = _fingerprint(path)
        settled = found is not None and time.time_ns() - max(found[1:3]) > _SETTLED_NS
        return found if settled else None

    def found_new(self) -> None:
        """The file that is being read holds a report that was not known."""
        self._news = True

    def end(self, path: Path, label: str, begun: list[int] | None, reports: int) -> None:
        """All of a file was read, and nothing refused."""
        if begun is not None and not self._news and _fingerprint(path) == begun:
            self._now[_key(path, label)] = [reports, *begun]

    def remember(self) -> None:
        """What was read is stored: the next time it need not be read."""
        if self._now != self._before:
            told: dict[str, Any] = {"version": self._version, "files": self._now}
            write_atomically(self._record, json.dumps(told, sort_keys=True).encode())


def _key(path: Path, label: str) -> str:
    return f"{label}\x1f{os.path.abspath(path)}"  # noqa: PTH100  (resolve() would follow links)


def _fingerprint(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _load(record: Path, version: str) -> dict[str, list[int]]:
    try:
        told = json.loads(record.read_bytes())
        files: dict[str, list[int]] = dict(told["files"]) if told["version"] == version else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files

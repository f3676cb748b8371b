"""A folder that `sources.yaml` names: read as any other, its documents bear the source's name and publisher.

Belongs here: the name, the publisher, the account of a reading. Does not: reading files (`folder`), the file's form
(`config`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pipeline.sources.base import Item, content_hash
from pipeline.sources.collect import Collected
from pipeline.sources.config import FolderOptions
from pipeline.sources.folder import FolderSource
from pipeline.sources.seen import Unread
from pipeline.text.model import RawDocument


class NamedFolder:
    """One reading of such a folder, and the account of it."""

    def __init__(self, options: FolderOptions, folder: FolderSource) -> None:
        self.name = options.name
        self._options = options
        self._folder = folder
        self._read = 0
        self._new = 0
        self._refused: Counter[str] = Counter()

    def read(self) -> Iterator[Item | Unread]:
        """Every report of the folder, or why there is none, or how many there are in a file that is known."""
        for item in self._folder.read():
            self._read += item.reports if isinstance(item, Unread) else 1
            if isinstance(item, Unread):
                yield item
            elif isinstance(item, RawDocument):
                yield self._named(item)
            else:
                self._refused[item.reason] += 1
                yield item

    def count_new(self) -> None:
        """One of the documents was not known."""
        self._new += 1

    def account(self, started_at: datetime, ended_at: datetime) -> Collected:
        """What the reading came to; that nothing could be read is a failure."""
        refused = self._refused.total()
        found = Collected(self.name, self._options.kind, started_at, ended_at)
        found.kept, found.failed, found.requests = self._new, refused, self._read
        found.unchanged = self._read - refused - self._new
        found.reasons = self._refused
        if refused and refused == self._read:
            found.error = self._refused.most_common(1)[0][0]
        return found

    def _named(self, item: RawDocument) -> RawDocument:
        publisher = self._options.publisher
        if publisher is None or item.publisher is not None:
            return replace(item, source=self.name)
        told = content_hash(item.kind, item.raw_hash.encode(), publisher)
        return replace(item, source=self.name, publisher=publisher, raw_hash=told)

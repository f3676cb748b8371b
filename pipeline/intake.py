"""What comes into the line: folders, the inbox, what was fetched; and fetching it.

Belongs here: which sources there are for these settings, one reading of all of them, who asks the network. Does not:
what a source does (`pipeline.sources`), what is known already (`pipeline.stages.ingest`), how sources are fetched side
by side and what is known of them (`pipeline.fetch`). Nothing of the network is imported before it is needed.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.settings import FILE_NAME, PREFIX, Settings, SettingsError
from pipeline.sources.folder import FolderSource
from pipeline.sources.journal import Journal
from pipeline.sources.seen import SeenFiles, Unread
from pipeline.stages.versions import code_hash
from pipeline.store import digest
from pipeline.text.model import RawDocument, Rejected
from pipeline.warehouse.load import LICENCES

if TYPE_CHECKING:
    from pipeline.sources.archive import Archive
    from pipeline.sources.archived import ArchiveSource
    from pipeline.sources.collect import Collected
    from pipeline.sources.config import FolderOptions, Sources
    from pipeline.sources.fetching import DateRange
    from pipeline.sources.http import Client, Hosts
    from pipeline.sources.named_folder import NamedFolder
    from pipeline.sources.options import SourceOptions


@dataclass(frozen=True)
class Intake:
    """The sources of one data folder."""

    settings: Settings

    @cached_property
    def sources(self) -> "Sources | None":
        """What `sources.yaml` names; None where there is no such file."""
        named = "sources_file" in self.settings.model_fields_set
        if not named and not self.settings.sources_file.exists():
            return None
        from pipeline.sources.config import load_sources

        return load_sources(self.settings)

    @property
    def archive(self) -> "Archive":
        """What was fetched from the network."""
        from pipeline.sources.archive import Archive

        return Archive(self.settings.archive_dir)

    @property
    def journal(self) -> Journal:
        """The records of what was fetched, and of folders that were read."""
        return self.archive.journal

    def licences(self) -> pl.DataFrame:
        """Kind and licence of each source that `sources.yaml` names."""
        rows = [(source.name, source.kind, source.licence) for source in self.sources.all] if self.sources else []
        return pl.DataFrame(rows, schema=LICENCES, orient="row")

    def reading(self) -> "Reading":
        """What is new in the folders or was fetched since the last refresh; files that are known are only counted."""
        from pipeline.sources.archived import ArchiveSource

        self.settings.inbox_dir.mkdir(parents=True, exist_ok=True)
        cursor = self.settings.shards_dir / "fetched.json"
        limits = (str(self.settings.max_document_bytes), str(self.settings.project_dir))
        seen = SeenFiles(self._seen_record, digest(code_hash("sources"), code_hash("text"), *limits))
        return Reading(
            self,
            self._folder([*self.settings.sources, self.settings.inbox_dir], seen),
            self._named_folders(seen),
            ArchiveSource(self.archive, cursor, max_bytes=self.settings.max_document_bytes),
            self.settings.clock(),
            seen,
        )

    def forget_files(self) -> None:
        """Read every file again, also those that are as they were."""
        self._seen_record.unlink(missing_ok=True)

    @property
    def _seen_record(self) -> Path:
        return self.settings.shards_dir / "files.json"

    def fetch(
        self, options: "SourceOptions", dates: "DateRange | None" = None, on_wait: Callable[[str], None] | None = None
    ) -> "Collected":
        """Fetch a network source into the archive; the next refresh reads it from there. Needs no refresh lock."""
        from pipeline.sources.collect import collect

        client = self.client(options)
        if on_wait is None:
            return collect(options, self.archive, client, dates)
        return collect(options, self.archive, client, dates, on_wait)

    def client(self, options: "SourceOptions") -> "Client":
        """Who asks the network for a source."""
        from pipeline.sources.http import Client, Clock

        contact = self.settings.contact or (self.sources.contact if self.sources else None)
        if contact is None:
            raise SettingsError(
                "contact is not set: servers want to know who asks; give a mail or web address of yours "
                f"(contact in {self.settings.sources_file.name} or {FILE_NAME}, or {PREFIX}CONTACT)"
            )
        clock = Clock(now=self.settings.clock)
        return Client(contact, options.manners, hosts=_hosts(), clock=clock, secrets=options.secrets())

    def _folder(self, paths: "Iterable[str | Path]", seen: SeenFiles, *label: str | None) -> FolderSource:
        settings = self.settings
        return FolderSource(
            paths,
            max_bytes=settings.max_document_bytes,
            now=settings.now,
            base=settings.project_dir,
            seen=seen,
            label=json.dumps(label),
        )

    def _named_folders(self, seen: SeenFiles) -> "tuple[NamedFolder, ...]":
        """The folders of `sources.yaml` that are switched on."""
        wanted = [options for options in self.sources.folders if options.enabled] if self.sources else []
        return tuple(self.named_folder(options, seen) for options in wanted)

    def named_folder(self, options: "FolderOptions", seen: SeenFiles) -> "NamedFolder":
        """One reading of a folder that `sources.yaml` names."""
        from pipeline.sources.named_folder import NamedFolder

        return NamedFolder(options, self._folder(options.paths, seen, options.name, options.publisher))


@dataclass(frozen=True)
class Reading:
    """One look at all sources. What it found is remembered only when it is stored."""

    intake: Intake
    folder: FolderSource
    named: "tuple[NamedFolder, ...]"
    fetched: "ArchiveSource"
    started_at: datetime
    seen: SeenFiles
    _by_name: "dict[str, NamedFolder]" = field(default_factory=dict, init=False)

    def items(self) -> Iterator[RawDocument | Rejected | Unread]:
        """Every report, or why there is none, or how many there are in a file that is known."""
        self._by_name.update({folder.name: folder for folder in self.named})
        return chain(self.folder.read(), *(folder.read() for folder in self.named), self.fetched.read())

    def count_new(self, document: RawDocument) -> None:
        """A document was not known before."""
        self.seen.found_new()
        if document.source in self._by_name:
            self._by_name[document.source].count_new()

    def remember(self) -> None:
        """All of it is stored: go on behind it the next time, and tell the journal what the folders held."""
        self.fetched.remember()
        self.seen.remember()
        if self.named:
            from pipeline.sources.collect import record

            for folder in self.named:
                record(folder.account(self.started_at, self.intake.settings.clock()), self.intake.archive)


@cache
def _hosts() -> "Hosts":
    """The turns at each host: one book for all sources of this process."""
    from pipeline.sources.http import Hosts

    return Hosts()

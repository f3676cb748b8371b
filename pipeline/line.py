"""The line as plain calls: settings in, each stage as one method, in their order.

Belongs here: handing settings, versions and the rooms' entry points to the stages. Does not: Dagster
(`pipeline.assets`), what a stage does (`pipeline.stages`, `pipeline.warehouse`). The text and extraction packages are
imported when they are needed: a refresh with nothing new needs neither.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dbt import project_version
from pipeline.intake import Intake
from pipeline.lock import refresh_lock
from pipeline.report import beside
from pipeline.settings import Settings
from pipeline.stages import articles, extraction, ingest, publications, refreshes
from pipeline.stages.frames import REFRESH_LOG, Row, frame
from pipeline.stages.versions import code_hash, text_version
from pipeline.store import Store, digest, write_atomically
from pipeline.text.model import RawDocument, Rejected
from pipeline.warehouse import load, publish

if TYPE_CHECKING:
    import polars as pl

    from pipeline.extract.extractor import Extractor
    from pipeline.extract.model import Extraction
    from pipeline.report.write import Report
    from pipeline.text.dating import Corpus, Dated
    from pipeline.text.model import Article

# Claims; the page holds 2.4 kB for each while it is made (350 MB with 143,000), and a process takes 0.7 s to start.
_LARGE = 25_000


@dataclass(frozen=True)
class Line:
    """All that a refresh does, for one data folder."""

    settings: Settings

    @property
    def store(self) -> Store:
        """The shards of this data folder."""
        return Store(self.settings.shards_dir)

    @cached_property
    def text_version(self) -> str:
        """The version of the text stage."""
        return text_version(self.settings.reference_dir)

    @cached_property
    def extractor_version(self) -> str:
        """The version of the extractor with its vocabularies."""
        from pipeline.extract.extractor import version_of

        return f"{version_of(self.settings.reference_dir)}.{code_hash('extract')}"

    @cached_property
    def dbt_version(self) -> str:
        """Changes when a model, test, macro or reference table does."""
        return project_version(self.settings)

    def alone(self, on_wait: Callable[[str], None]) -> AbstractContextManager[None]:
        """While this is open no other process refreshes this data folder."""
        return refresh_lock(self.settings.build_dir / "refresh.lock", on_wait)

    @cached_property
    def intake(self) -> Intake:
        """Where reports come from."""
        return Intake(self.settings)

    def ingest(self) -> ingest.Scan:
        """Store what is new in the sources."""
        self.store.tidy()
        publish.sweep(self.settings.published_path)
        reading = self.intake.reading()
        scan = ingest.ingest(
            self.store, reading.items(), reading.started_at, self.settings.shard_documents, reading.count_new
        )
        reading.remember()
        return scan

    def parse(self) -> articles.Parsed:
        """Parse what is new."""
        return articles.parse_new(
            self.store, _parse, self.text_version, self.settings.clock(), self.settings.shard_documents
        )

    def date_documents(self, full: bool = False) -> "pl.DataFrame":
        """Date the documents, looking at all of them together; with `full`, as if none had been dated before."""
        return publications.date_documents(self.store, _sign, _resolve, self.settings.clock(), full)

    def extract(self, full: bool = False) -> extraction.Extracted:
        """Extract what is new, or has another date, or was extracted by another version."""
        if full:
            self._built_record.unlink(missing_ok=True)
        return extraction.extract_new(
            self.store,
            self._extract_many,
            self.extractor_version,
            self.settings.clock(),
            self.settings.shard_documents,
            full,
        )

    def load(self) -> dict[str, int]:
        """Load the raw tables; left alone when they are what they would become."""
        if load.loaded_state(self.settings.warehouse_path) == self.raw_state:
            return load.row_counts(self.settings.warehouse_path)
        return load.load(
            self.store,
            self.settings.warehouse_path,
            self.text_version,
            self.extractor_version,
            self.intake.journal,
            self.intake.licences(),
            self.settings.warehouse_memory_mb,
        )

    @property
    def raw_state(self) -> str:
        """What the raw tables are made of."""
        return load.raw_state(self.store, self.text_version, self.extractor_version)

    @property
    def built_state(self) -> str:
        """What the marts are made of: the raw tables, and the dbt project."""
        return digest(self.raw_state, self.dbt_version)

    def is_built(self) -> bool:
        """Whether dbt has built, from the present raw tables and project, and all its tests passed."""
        if load.loaded_state(self.settings.warehouse_path) != self.raw_state or self.starts_over():
            return False
        return self._built_record.read_text(encoding="utf-8") == self.built_state

    def starts_over(self) -> bool:
        """Whether dbt must keep no row of an earlier build: there was none, or a full refresh is wanted."""
        return not self._built_record.exists()

    def mark_built(self) -> None:
        """Remember that dbt has built and tested."""
        write_atomically(self._built_record, self.built_state.encode())

    def is_published(self) -> bool:
        """Whether the published file is the one that was made from the present state."""
        return publish.published_state(self._published_record, self.settings.published_path) == self.built_state

    def publish(self) -> dict[str, int]:
        """Publish, and log the refresh. With nothing new only the log of the published file is written anew."""
        published = self.settings.published_path
        earlier = self.refreshes()
        row = self._refresh_row(len(earlier))
        logs = {"refresh_log": frame([*earlier, row], REFRESH_LOG), "source_log": self.intake.journal.log()}
        if self.is_published():
            publish.republish_logs(published, logs)
            counts = publish.row_counts(published)
        else:
            self._begin_page(sorted([*earlier, row], key=lambda told: (told["started_at"], told["refresh_id"])))
            counts = publish.publish(self.settings.warehouse_path, published, logs)
        refreshes.log_refresh(self.store, row)
        publish.mark_published(self._published_record, published, self.built_state)
        return counts

    def report(self) -> "Report":
        """Write the page of what is published: the one that was made beside it, if there is one."""
        made = beside.finish() or self._report_apart()
        if made is not None:
            return made
        from pipeline.report.write import write_report

        return write_report(self.settings)

    def _report_apart(self) -> "Report | None":
        """The page of a large ledger, made in a process of its own, which takes with it what it held."""
        if not self.is_published() or publish.row_counts(self.settings.published_path)["claims"] < _LARGE:
            return None
        with beside.allowed():
            self._begin_page(self.refreshes())
            return beside.finish()

    def _begin_page(self, log: Sequence[Row]) -> None:
        beside.begin(self.settings, *([refresh[name] for refresh in log] for name in ("refresh_id", "started_at")))

    def nothing_new(self) -> bool:
        """Whether a refresh would change nothing but its own log; then that is written, and the refresh is over."""
        if not self.is_published():
            return False
        reading = self.intake.reading()
        scan = ingest.all_known(self.store, reading.items(), reading.started_at)
        if scan is None:
            return False
        ingest.remember(self.store, scan)
        reading.remember()
        self.publish()
        self.report()
        return True

    def refreshes(self) -> list[Row]:
        """The log of refreshes, in the order in which they were made."""
        log = self.store.read(refreshes.STAGE, "refresh_log", REFRESH_LOG)
        return log.sort("started_at", "refresh_id").to_dicts()

    @property
    def _built_record(self) -> Path:
        return self.settings.build_dir / "built.txt"

    @property
    def _published_record(self) -> Path:
        return self.settings.build_dir / "published.json"

    def _refresh_row(self, earlier: int) -> Row:
        scan = ingest.last_scan(self.store)
        if scan is None:
            raise publish.PublishError("there is no record of a scan of the sources: materialize from the start")
        claims = load.row_counts(self.settings.warehouse_path)["claims"]
        return refreshes.refresh_row(scan, earlier, claims, self.settings.clock())

    def _extract_many(self, dated: Iterable[tuple["Article", date | None]]) -> Iterator["Extraction | Rejected"]:
        reference, cache = self.settings.reference_dir, self.settings.build_dir / "cache"
        extractor = _extractor(self.extractor_version, reference, cache.resolve())
        for article, published_on in dated:
            try:
                yield extractor.extract(article, published_on)
            except Exception as error:
                yield Rejected(article.uri, "extract", f"the extractor failed: {error!r}"[:500])


@lru_cache(maxsize=1)
def _extractor(_version: str, reference_dir: Path, cache_dir: Path) -> "Extractor":
    """The extractor of these vocabularies, loaded once: one after the other would leave a process in shreds."""
    from pipeline.extract.extractor import Extractor

    return Extractor.load(reference_dir, cache_dir)


def _parse(raw: RawDocument) -> "Article | Rejected":
    from pipeline.text.parse import parse_document

    return parse_document(raw)


def _sign(found: "Sequence[Article]") -> "dict[str, pl.DataFrame]":
    from pipeline.text.prints import passages_of, prints_of

    return {"prints": prints_of(found), "passages": passages_of(found)}


def _resolve(found: "Sequence[Article]", corpus: "Corpus") -> "Dated":
    from pipeline.text.dating import date_corpus

    return date_corpus(found, corpus)

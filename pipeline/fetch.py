"""Fetching the sources: side by side, each on its own, and what is known of each.

Belongs here: which sources are fetched, in how many threads, that one which fails does not stop the others; the state
of each source as the journal tells it. Does not: one run of one source (`pipeline.sources.collect`), words for people
(`pipeline.show_sources`), Dagster.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from pipeline.intake import Intake
from pipeline.settings import SettingsError
from pipeline.sources.collect import Collected, probe, record
from pipeline.sources.config import FolderOptions, SourcesError
from pipeline.sources.discovery import Unreadable, find_files
from pipeline.sources.fetching import DateRange, SourceError
from pipeline.sources.folder import reader_of
from pipeline.sources.options import MissingSecretError, SourceOptions

# Sources mostly wait, for servers and for their turn: many side by side cost little.
_AT_ONCE = 8
_log = logging.getLogger(__name__)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a source. `next_at` is when its schedule strikes next, if that is switched on."""

    options: SourceOptions
    documents: int
    last_success: datetime | None
    last_run: datetime | None
    last_error: str | None
    next_at: datetime | None


def wanted(intake: Intake, names: Sequence[str] = ()) -> list[SourceOptions]:
    """The network sources of these names; without names, all that are switched on."""
    sources = intake.sources
    if sources is None or not sources.all:
        if names:
            raise SourcesError(f"no source {names[0]!r}: there are none in {intake.settings.sources_file}")
        return []
    if not names:
        return [source for source in sources.fetched if source.enabled]
    found = [sources.named(name) for name in dict.fromkeys(names)]
    for source in found:
        if isinstance(source, FolderOptions):
            raise SourcesError(f"source {source.name} is a folder: nothing is fetched, every refresh reads it")
    return found


def fetch_all(
    intake: Intake, options: Sequence[SourceOptions], dates: DateRange | None = None, say: Say = _log.info
) -> Iterator[Collected]:
    """Fetch these sources side by side; each run is told when it has ended, well or not."""
    with ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="fetch") as pool:
        runs = [pool.submit(fetch_one, intake, source, dates, say) for source in options]
        try:
            for run in as_completed(runs):
                yield run.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def fetch_one(intake: Intake, options: SourceOptions, dates: DateRange | None, say: Say) -> Collected:
    """One source, a range of days to its end; what goes wrong is told in the run, whatever it is."""
    started = intake.settings.clock()
    try:
        found = intake.fetch(options, dates, say)
        while dates is not None and found.more and found.succeeded:
            found = intake.fetch(options, dates, say)
    except (SettingsError, SourceError, MissingSecretError) as error:
        return _refused(intake, options, started, str(error), say)
    except Exception as error:
        _log.error("source %s failed", options.name, exc_info=error)
        return _refused(intake, options, started, f"the fetch broke off: {error!r}"[:500], say)
    return found


def check(intake: Intake, options: SourceOptions) -> Collected:
    """Try a source and keep nothing."""
    now = intake.settings.clock()
    if isinstance(options, FolderOptions):
        return look(intake, options)
    try:
        return probe(options, intake.client(options))
    except (SettingsError, SourceError, MissingSecretError) as error:
        return Collected(options.name, options.kind, now, now, error=str(error))


def look(intake: Intake, options: FolderOptions) -> Collected:
    """The files of a folder, not opened; that there is none to read is a failure."""
    now = intake.settings.clock()
    found = Collected(options.name, options.kind, now, now)
    for file in find_files(options.paths):
        found.requests += 1
        if isinstance(file, Unreadable):
            found.failed += 1
            found.reasons[f"{file.path}: {file.reason}"] += 1
        elif reader_of(file.path) is not None:
            found.unchanged += 1
        else:
            found.skipped += 1
    if found.failed and not found.unchanged:
        found.error = found.reasons.most_common(1)[0][0]
    return found


def statuses(intake: Intake) -> list[Status]:
    """What is known of every source, in the order of `sources.yaml`."""
    if intake.sources is None:
        return []
    log, now = intake.journal.log(), intake.settings.clock()
    return [_status(source, log.filter(pl.col("source") == source.name), now) for source in intake.sources.all]


def _status(options: SourceOptions, runs: pl.DataFrame, now: datetime) -> Status:
    well = runs.filter(pl.col("outcome") != "failed")
    cron = options.cron if options.enabled else None
    last = runs.row(-1, named=True) if runs.height else None
    return Status(
        options=options,
        documents=int(runs["new"].sum()),
        last_success=well["ended_at"].max() if well.height else None,  # type: ignore[arg-type]
        last_run=last["ended_at"] if last else None,
        last_error=last["error"] if last else None,
        next_at=next(cron.after(now), None) if cron else None,
    )


def _refused(intake: Intake, options: SourceOptions, started: datetime, error: str, say: Say) -> Collected:
    """The run of a source that could not even be asked."""
    found = Collected(options.name, options.kind, started, intake.settings.clock(), error=error)
    try:
        record(found, intake.archive, say)
    except Exception as broken:
        _log.error("the journal of source %s cannot be written", options.name, exc_info=broken)
    return found

"""One run of one source: fetch, keep, remember, so that a run killed anywhere and started again ends the same.

Bytes are durable before their record is, and records and state become durable in one step, at a checkpoint.

Belongs here: that order, and the account of the run. Does not: fetching (the kinds), when to run (`pipeline.line` and
its schedules).
"""

import json
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import polars as pl

from pipeline.schemas import validate
from pipeline.sources.archive import Archive
from pipeline.sources.archived import hash_of
from pipeline.sources.base import short_address, shorten
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Outcome, Role, SourceError, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.journal import FETCHES, RUNS, Position, Row
from pipeline.sources.options import MissingSecretError, SourceOptions
from pipeline.sources.registry import kind_of
from pipeline.store import digest

# Records are made durable at the first checkpoint after so many: what a kill may cost.
_BATCH = 200
_MAIN = "main"
_NOT_BEFORE = "not_before"
_PROBED = 3
# How many different reasons a run tells.
_REASONS = 10
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Collected:
    """What a run came to. Counts are of documents; `error` is why the run failed, `waiting` why it did not ask."""

    source: str
    kind: str
    started_at: datetime
    ended_at: datetime
    kept: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    requests: int = 0
    bytes: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    more: bool = False
    error: str | None = None
    waiting: str | None = None
    samples: list[Fetched] = field(default_factory=list)

    @property
    def succeeded(self) -> bool:
        """Whether the source could be fetched; single documents may have failed all the same."""
        return self.error is None

    def count(self, role: Role, outcome: Outcome, reason: str | None, size: int) -> None:
        """Take one thing fetched into the account."""
        self.requests += 1
        self.bytes += size
        if role == "document":
            setattr(self, outcome, getattr(self, outcome) + 1)
            if reason is not None and outcome in ("skipped", "failed"):
                self.reasons[reason] += 1


def collect(
    options: SourceOptions,
    archive: Archive,
    client: Client,
    dates: DateRange | None = None,
    on_wait: Callable[[str], None] = _log.info,
) -> Collected:
    """Fetch what is new in a source, or in a range of days, and keep it.

    What fails as a whole is told in `Collected.error`, and in the journal; it is raised only when the source is set up
    wrongly (`SourceError`, `MissingSecretError` before anything was asked).
    """
    _refuse_dates(options, dates)
    with archive.alone(options.name, on_wait), closing(client):
        archive.journal.tidy(options.name)
        return _Run(options, archive, client, dates).go()


def record(ended: Collected, archive: Archive, on_wait: Callable[[str], None] = _log.info) -> None:
    """Tell the journal of a run that fetched nothing: a folder that was read, a source that could not be asked."""
    with archive.alone(ended.source, on_wait):
        archive.journal.tidy(ended.source)
        position = archive.journal.position(ended.source)
        runs = pl.DataFrame([_run_row(ended, position.batch + 1, None)], schema=RUNS, orient="row")
        archive.journal.commit(ended.source, position.batch + 1, pl.DataFrame(schema=FETCHES), runs, position.state)


def probe(options: SourceOptions, client: Client, most: int = _PROBED) -> Collected:
    """Try a source: ask it from the start, look at some of what comes, keep nothing."""
    now = client.clock.now()
    found = Collected(options.name, options.kind, now, now)
    try:
        with closing(client), closing(_steps(options, client, {}, None)) as steps:
            for step in islice((step for step in steps if isinstance(step, Fetched)), most):
                found.count(step.role, step.outcome, step.reason, len(step.data or b""))
                found.samples.append(step)
    except Exception as error:
        found.error = _in_words(error, client)
    found.ended_at = client.clock.now()
    return found


def _refuse_dates(options: SourceOptions, dates: DateRange | None) -> None:
    kind = kind_of(options.kind)
    if dates is not None and not kind.dated:
        raise SourceError(f"source {options.name}: a {options.kind} has no dates to fetch by; run it without a range")


def _steps(options: SourceOptions, client: Client, state: State, dates: DateRange | None) -> Any:
    return kind_of(options.kind).fetch(options, client, state, dates)


class _Run:
    """A run under way."""

    def __init__(self, options: SourceOptions, archive: Archive, client: Client, dates: DateRange | None) -> None:
        self._options = options
        self._archive = archive
        self._client = client
        self._dates = dates
        self._position: Position = archive.journal.position(options.name)
        # A backfill goes on from where it was itself, and leaves the place of the daily runs alone.
        self._slot = _MAIN if dates is None else str(dates)
        self._state: State = self._position.state.get(self._slot, {})
        self._not_before: str | None = None
        self._arrivals = archive.arrivals(options.name)
        self._rows: list[Row] = []
        self._kept = 0
        now = client.clock.now()
        self._found = Collected(options.name, options.kind, now, now)

    def go(self) -> Collected:
        waiting = self._asked_to_wait()
        if waiting is not None:
            self._found.waiting = waiting
            return self._found
        covered = 0
        latest = self._client.clock.monotonic() + 60 * self._options.max_minutes
        try:
            with closing(_steps(self._options, self._client, self._state, self._dates)) as steps:
                for covered in self._checkpoints(steps):
                    if len(self._rows) >= _BATCH:
                        self._commit(None)
                        covered = 0
                    if self._kept >= self._options.max_documents or self._client.clock.monotonic() >= latest:
                        self._found.more = True
                        break
            covered = len(self._rows)
        except Exception as error:
            self._fail(error, covered)
        self._found.ended_at = self._client.clock.now()
        self._commit(self._found)
        return self._found

    def _checkpoints(self, steps: Iterator[Step]) -> Iterator[int]:
        """Keep what comes; yields at each checkpoint how many records it covers."""
        for step in steps:
            if isinstance(step, Checkpoint):
                self._state = step.state
                yield len(self._rows)
            else:
                self._rows.append(self._row(step))
                self._kept += step.role == "document" and step.outcome == "kept"

    def _row(self, step: Fetched) -> Row:
        raw_hash = None
        if step.outcome == "kept":
            raw_hash = self._arrivals.put(step.data or b"")
        answer = step.answer
        batch, position = self._position.batch + 1, len(self._rows)
        clean = self._client.scrub
        row = {
            "fetch_id": f"fet_{digest(self._options.name, str(batch), str(position))}",
            "source": self._options.name,
            "kind": self._options.kind,
            "batch": batch,
            "position": position,
            "role": step.role,
            "outcome": step.outcome,
            "reason": clean(shorten(step.reason)) if step.reason else None,
            "passing": step.passing,
            "url": clean(step.url),
            "url_answered": answer.url_answered if answer else None,
            "canonical_url": step.canonical_url or None,
            "external_id": step.external_id or None,
            "status": answer.status if answer else step.status,
            "headers": json.dumps(dict(answer.headers), sort_keys=True) if answer else None,
            "retrieved_at": answer.retrieved_at if answer else self._client.clock.now(),
            "raw_hash": raw_hash,
            "content_hash": None,
            "bytes": len(step.data) if step.data is not None else None,
            "content": step.content,
            "publisher": step.publisher or self._options.publisher,
            "title": step.title or None,
            "published_at": step.published_at or None,
            "licence": step.licence or self._options.licence,
        }
        return row if raw_hash is None else row | {"content_hash": hash_of(row, step.data or b"")}

    def _fail(self, error: Exception, covered: int) -> None:
        """What no checkpoint covers is fetched again by the next run; the failure itself is told."""
        del self._rows[covered:]
        self._found.error = _in_words(error, self._client)
        if not isinstance(error, FetchError | SourceError | MissingSecretError):
            told = self._client.scrub("".join(traceback.format_exception(error)))
            _log.error("source %s failed: %s", self._options.name, told)
        cause = error if isinstance(error, FetchError) else FetchError(self._found.error)
        if cause.retry_after:
            self._not_before = (self._client.clock.now() + timedelta(seconds=cause.retry_after)).isoformat()
        failure = Fetched.failed(cause, cause.url or self._options.name, role="listing")
        self._rows.append(self._row(failure))

    def _asked_to_wait(self) -> str | None:
        until = self._position.state.get(_NOT_BEFORE)
        if until is None or self._client.clock.now() >= datetime.fromisoformat(until):
            return None
        return f"the server asked to wait until {until}"

    def _commit(self, ended: Collected | None) -> None:
        batch = self._position.batch + 1
        fetches, offences = validate("fetches", pl.DataFrame(self._rows, schema=FETCHES, orient="row"))
        if offences:
            raise SourceError(f"source {self._options.name}: a record of a fetch is not valid: {offences[0][1:]}")
        for row in self._rows:
            self._found.count(row["role"], row["outcome"], row["reason"], row["bytes"] or 0)
        runs = [] if ended is None else [_run_row(ended, batch, self._dates)]
        state: Mapping[str, Any] = {**self._position.state, self._slot: self._state, _NOT_BEFORE: self._not_before}
        state = {name: value for name, value in state.items() if value}
        self._arrivals.settle()
        self._archive.journal.commit(
            self._options.name, batch, fetches, pl.DataFrame(runs, schema=RUNS, orient="row"), state
        )
        self._position = Position(batch, state)
        self._rows = []


def _run_row(ended: Collected, batch: int, dates: DateRange | None) -> Row:
    counts = {name: getattr(ended, name) for name in ("requests", "bytes", "unchanged", "skipped", "failed")}
    return {
        "run_id": f"run_{digest(ended.source, str(batch))}",
        "source": ended.source,
        "kind": ended.kind,
        "dates": str(dates) if dates else None,
        "started_at": ended.started_at,
        "ended_at": ended.ended_at,
        "outcome": "failed" if ended.error else "new" if ended.kept else "nothing_new",
        "new": ended.kept,
        **counts,
        "reasons": [f"{count} × {reason}" for reason, count in ended.reasons.most_common(_REASONS)],
        "more": ended.more,
        "error": ended.error,
    }


def _in_words(error: Exception, client: Client) -> str:
    if isinstance(error, FetchError):
        where = f"{short_address(error.url)}: " if error.url else ""
        return client.scrub(where + error.reason)
    if isinstance(error, SourceError | MissingSecretError):
        return client.scrub(str(error))
    return client.scrub(f"the fetcher failed: {error!r}")[:500]

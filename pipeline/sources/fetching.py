"""What every network source is: something that asks the network and yields what it got, with its provenance.

A kind is a module with a `KIND`: its name, its typed options and its fetcher. The fetcher is a generator. For each
thing that it asked for it yields a `Fetched` (kept, unchanged, skipped or failed, with the reason), and now and then,
at the latest at its end, a `Checkpoint`: the state from which a later run goes on, covering all that was yielded
before. The collector (`collect`) makes both durable together, so that a run killed anywhere and started again ends the
same. A run ends at the first checkpoint behind `max_documents`: set one after each document where that is cheap.

    def fetch(options: FeedOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
        answer = client.get(options.url, etag=state.get("etag"))
        yield Fetched.of(answer, role="listing")
        yield Checkpoint({"etag": answer.headers.get("etag")})

    KIND = Kind("feed", FeedOptions, fetch)

What fails as a whole (the feed is gone, the key is refused) is raised as `FetchError` or `SourceError`.

Belongs here: these types. Does not: any kind, keeping what was fetched (`archive`, `journal`, `collect`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from pipeline.sources.http import Answer, Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.text.model import ContentKind

Outcome = Literal["kept", "unchanged", "skipped", "failed"]
# A document is read by the line; a listing (a feed, a sitemap, an answer of an API) only led to documents.
Role = Literal["document", "listing"]
# What JSON can hold, as small as may be: it is written with every checkpoint.
State = Mapping[str, Any]


class SourceError(Exception):
    """A source that cannot be fetched as it is set up; the message says what to change."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days to fetch, both included: a backfill."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One thing that was asked for, and what became of it.

    `data` are the bytes to keep, when `outcome` is kept. The rest is provenance: what the server answered and what the
    source declared. `passing` marks a failure that a later run may not meet: it is told, but not quarantined.
    """

    url: str
    outcome: Outcome
    role: Role = "document"
    reason: str | None = None
    passing: bool = False
    answer: Answer | None = None
    status: int | None = None
    data: bytes | None = None
    content: ContentKind = "html"
    external_id: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published_at: str | None = None
    licence: str | None = None

    @classmethod
    def of(cls, answer: Answer, **declared: Any) -> "Fetched":
        """What a server answered: kept, or unchanged if it says so."""
        outcome: Outcome = "unchanged" if answer.not_modified else "kept"
        data = None if answer.not_modified else answer.body
        return replace(cls(answer.url, outcome, answer=answer, status=answer.status, data=data), **declared)

    @classmethod
    def skipped(cls, url: str, reason: str, **declared: Any) -> "Fetched":
        """Not kept, on purpose."""
        return replace(cls(url, "skipped", reason=reason), **declared)

    @classmethod
    def failed(cls, error: FetchError, url: str | None = None, **declared: Any) -> "Fetched":
        """Not got."""
        found = cls(url or error.url, "failed", reason=error.reason, passing=error.passing, status=error.status)
        return replace(found, **declared)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state that covers all that was yielded before it."""

    state: State


Step = Fetched | Checkpoint
O = TypeVar("O", bound=SourceOptions)  # noqa: E741  (options)
Fetch = Callable[[O, Client, State, DateRange | None], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Kind(Generic[O]):
    """A kind of source. `dated` says whether it can fetch a range of days."""

    name: str
    options: type[O]
    fetch: Fetch[O]
    dated: bool = False

"""Feeds: RSS 0.9-2.0, RDF, Atom and JSON Feed. The whole report is fetched where the item is only a teaser.

Belongs here: which items are new, what to take from the feed and what from the page. Does not: reading the formats
(`feed_items`), fetching a page (`pages`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from pipeline.sources.base import shorten
from pipeline.sources.feed_items import Feed, Item, read_feed
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Answer, Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.sources.pages import Pages, sha_of
from pipeline.store import digest

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
# Items that left the feed and may come back, when an outlet takes an old report to the top again.
_REMEMBERED = 500
# Refreshes at which a page may fail before it is given up; at one an hour, half a day.
_MOST_TRIES = 12
# Pages that failed before may fail again in a longer row.
_MOST_FAILED_AGAIN = 50


class FeedOptions(SourceOptions):
    """One feed."""

    kind: Literal["feed"] = "feed"
    url: str = Field(description="The address of the feed.", pattern=r"^https?://\S+$")
    full_text: Literal["auto", "always", "never"] = Field(
        "auto", description="Fetch the page of an item: when the item is a teaser, always, or never."
    )
    # Teasers have twenty to sixty words, short wire reports a hundred and fifty.
    teaser_words: int = Field(120, ge=0, le=10_000, description="A shorter item is a teaser.")


def fetch(options: FeedOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """The items that are new or changed since the last run, the oldest first."""
    answer = client.get(options.url, etag=state.get("etag"), last_modified=state.get("last_modified"), accept=_ACCEPT)
    if answer.not_modified:
        yield Fetched.of(answer, role="listing")
        yield Checkpoint(state)
        return
    feed = _read(answer)
    sha = sha_of(answer.body)
    listing = Fetched.of(answer, role="listing", title=feed.title)
    yield replace(listing, outcome="unchanged", data=None) if sha == state.get("sha") else listing
    yield from _Reading(options, client, feed, state).steps(answer, sha)


def _read(answer: Answer) -> Feed:
    try:
        return read_feed(answer.body, answer.url_answered, answer.headers.get("content-type", ""))
    except ValueError as error:
        raise SourceError(f"{answer.url_answered}: {error}") from None


class _Reading:
    """One pass over a feed. The state tells of each item that it was taken, and as what; of failures, how many."""

    def __init__(self, options: FeedOptions, client: Client, feed: Feed, state: State) -> None:
        self._options = options
        self._pages = Pages(client)
        self._again = Pages(client, _MOST_FAILED_AGAIN)
        self._feed = feed
        self._seen: dict[str, str] = dict(state.get("seen", {}))
        self._tries: dict[str, int] = dict(state.get("tries", {}))

    def steps(self, answer: Answer, sha: str) -> Iterator[Step]:
        listed: dict[str, None] = {}
        # What failed before comes last: a row of pages that go on failing says nothing of the host, and must not keep
        # the new ones waiting.
        for item in sorted(self._feed.items, key=lambda item: digest(item.id) in self._tries):
            key = digest(item.id)
            listed[key] = None
            if self._seen.get(key) == item.fingerprint:
                continue
            yield self._take(item, key)
            yield Checkpoint(self._state({}))
        self._forget(listed)
        # Only now: had the run ended before, the next one must not hear that nothing has changed.
        asked_with = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        yield Checkpoint(self._state({"sha": sha} if self._tries else {"sha": sha, **asked_with}))

    def _state(self, more: dict[str, Any]) -> State:
        return {"seen": dict(self._seen), "tries": dict(self._tries), **more}

    def _forget(self, listed: dict[str, None]) -> None:
        """Keep the items of the feed, and the latest of those that left it."""
        gone = [key for key in self._seen if key not in listed]
        for key in gone[: max(0, len(gone) - _REMEMBERED)]:
            del self._seen[key]
        self._tries = {key: tries for key, tries in self._tries.items() if key in listed}

    def _take(self, item: Item, key: str) -> Fetched:
        found = self._fetch(item)
        if found.outcome == "failed" and found.passing:
            tries = self._tries.get(key, 0) + 1
            if tries < _MOST_TRIES:
                self._tries[key] = tries
                return found
            error = FetchError(f"given up after {tries} refreshes: {found.reason}", status=found.status)
            found = self._teaser_or(item, Fetched.failed(error, found.url, **self._declared(item)))
        self._tries.pop(key, None)
        self._seen.pop(key, None)
        self._seen[key] = item.fingerprint
        return found

    def _fetch(self, item: Item) -> Fetched:
        """The report, from the feed when it is all there, else from its page."""
        if not item.content and (item.link is None or self._options.full_text == "never"):
            reason = "the item has no text" + ("" if item.link else ", and no usable link")
            return Fetched.skipped(self._feed.url, reason, **self._declared(item))
        if item.link is None or self._is_whole(item):
            return self._from_feed(item)
        pages = self._again if digest(item.id) in self._tries else self._pages
        found, _ = pages.fetch(item.link, **self._declared(item))
        if found.outcome == "kept" or (found.outcome == "failed" and found.passing):
            return found
        return self._teaser_or(item, found)

    def _is_whole(self, item: Item) -> bool:
        if self._options.full_text == "auto":
            return item.words >= self._options.teaser_words and not item.is_cut
        return self._options.full_text == "never"

    def _teaser_or(self, item: Item, found: Fetched) -> Fetched:
        """The teaser holds facts as well: it stands in for a page that is not to be had."""
        if not item.content:
            return found
        return self._from_feed(item, f"teaser only, the page is not to be had: {found.reason}")

    def _from_feed(self, item: Item, reason: str | None = None) -> Fetched:
        declared = {"publisher": self._feed.title, **self._declared(item)}
        return Fetched(
            item.link or self._feed.url,
            "kept",
            reason=reason,
            data=item.document(),
            content=item.kind,
            canonical_url=item.link or f"{self._feed.url}#{digest(item.id)}",
            **declared,
        )

    def _declared(self, item: Item) -> dict[str, Any]:
        """What the feed says of an item, where it says it."""
        said = {
            "external_id": shorten(item.id),
            "title": item.title,
            "published_at": item.published_at,
            "publisher": self._options.publisher or item.publisher,
        }
        return {name: value for name, value in said.items() if value}


KIND = Kind("feed", FeedOptions, fetch)

"""Pages of the web: a list of them, or what sitemaps list. A page that changes is kept again, as another version.

Belongs here: which pages are due. Does not: the format of sitemaps (`sitemap`), fetching a page (`pages`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.sources.pages import Known, Pages
from pipeline.sources.sitemap import Listed, Sitemap, read_sitemap

_ADDRESS = re.compile(r"^https?://\S+$")
_ACCEPT = "application/xml, text/xml;q=0.9, */*;q=0.1"
# An index may name an index; deeper ones are mistakes. Large outlets have a sitemap for each month of some decades.
_DEEPEST = 2
_MOST_SITEMAPS = 1000


class WebOptions(SourceOptions):
    """Pages, named one by one or through sitemaps."""

    kind: Literal["web"] = "web"
    pages: tuple[str, ...] = Field((), description="Addresses of pages; looked at in every run.")
    sitemaps: tuple[str, ...] = Field(
        (), description="Addresses of sitemaps, or of a site whose robots.txt names them."
    )
    include: tuple[str, ...] = Field((), description="Patterns; of the sitemaps' pages only those that one matches.")
    exclude: tuple[str, ...] = Field((), description="Patterns; of the sitemaps' pages none that one matches.")
    since_days: int | None = Field(
        30, ge=1, description="Pages of sitemaps that changed in so many days; null: all that they list."
    )
    recheck_days: float = Field(
        7, gt=0, description="A page of a sitemap that does not say when it changed is looked at again after so many."
    )

    @field_validator("pages", "sitemaps", mode="after")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            if not _ADDRESS.match(address):
                raise ValueError(f"{address!r} is no address of the web (https://...)")
        return value

    @field_validator("include", "exclude", mode="after")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
        return value

    @model_validator(mode="after")
    def _something(self) -> "WebOptions":
        if not self.pages and not self.sitemaps:
            raise ValueError("a web source needs pages or sitemaps")
        return self


def fetch(options: WebOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """The pages that are due, the newest first."""
    yield from _Crawl(options, client, state, dates).steps()


class _Crawl:
    """One pass. The state holds of each listed page what to ask with, what its sitemap said, and when we looked."""

    def __init__(self, options: WebOptions, client: Client, state: State, dates: DateRange | None) -> None:
        self._options = options
        self._client = client
        self._dates = dates
        self._now = client.clock.now()
        self._pages = Pages(client)
        self._known: dict[str, list[Any]] = dict(state.get("pages", {}))
        self._maps: dict[str, list[str | None]] = dict(state.get("sitemaps", {}))
        self._include = [re.compile(pattern) for pattern in options.include]
        self._exclude = [re.compile(pattern) for pattern in options.exclude]

    def steps(self) -> Iterator[Step]:
        listed = {} if self._dates else {url: Listed(url) for url in self._options.pages}
        named = set(listed)
        for root in self._options.sitemaps:
            found: dict[str, Listed] = {}
            yield from self._listed(root, found)
            listed |= {url: page for url, page in found.items() if url not in named}
        due = [page for page in listed.values() if page.url in named or self._is_due(page)]
        for page in sorted(due, key=lambda page: page.day or date.max, reverse=True):
            yield self._take(page)
            yield Checkpoint(self._state())
        self._known = {url: known for url, known in self._known.items() if url in listed}
        yield Checkpoint(self._state())

    def _state(self) -> State:
        return {"pages": dict(self._known), "sitemaps": dict(self._maps)}

    def _listed(self, root: str, found: dict[str, Listed]) -> Iterator[Step]:
        """Read a sitemap and those that it names; the pages are added to `found`."""
        waiting = [(url, 0) for url in self._roots(root)]
        asked: set[str] = set()
        while waiting:
            url, depth = waiting.pop(0)
            if url in asked or len(asked) >= _MOST_SITEMAPS:
                continue
            asked.add(url)
            step, sitemap = self._sitemap(url, needed=depth == 0)
            yield step
            found.update((page.url, page) for page in sitemap.pages if self._is_wanted(page))
            if depth < _DEEPEST:
                below = [listed for listed in sitemap.sitemaps if self._is_recent(listed, unless_told=True)]
                waiting += [(listed.url, depth + 1) for listed in below]

    def _roots(self, address: str) -> list[str]:
        """The sitemaps of a site that is named by its front page."""
        parts = urlsplit(address)
        if parts.path not in ("", "/"):
            return [address]
        origin = f"{parts.scheme}://{parts.netloc}"
        return self._client.robots.sitemaps(origin) or [f"{origin}/sitemap.xml"]

    def _sitemap(self, url: str, needed: bool) -> tuple[Fetched, Sitemap]:
        """A sitemap; one of many below an index may fail without the others."""
        known = Known.read(self._maps.get(url))
        try:
            # Not conditional: we do not keep what it lists, and must see it.
            answer = self._client.get(url, accept=_ACCEPT)
            sitemap = read_sitemap(answer.body, self._client.manners.max_unpacked_bytes)
        except ValueError as error:
            if needed:
                raise SourceError(f"{url}: {error}") from None
            return Fetched.failed(FetchError(str(error), url), role="listing"), Sitemap()
        except FetchError as error:
            if needed:
                raise
            return Fetched.failed(error, url, role="listing"), Sitemap()
        now = Known.of(answer)
        self._maps[url] = now.write()
        listing = Fetched.of(answer, role="listing")
        return (replace(listing, outcome="unchanged", data=None) if now.sha == known.sha else listing), sitemap

    def _is_wanted(self, page: Listed) -> bool:
        if not _ADDRESS.match(page.url):
            return False
        if self._include and not any(pattern.search(page.url) for pattern in self._include):
            return False
        if any(pattern.search(page.url) for pattern in self._exclude):
            return False
        return self._is_recent(page, unless_told=self._dates is None)

    def _is_recent(self, listed: Listed, *, unless_told: bool) -> bool:
        """Whether it changed in the days wanted; `unless_told` is the answer for what does not say."""
        day = listed.day
        if day is None:
            return unless_told
        if self._dates is not None:
            return self._dates.first <= day and (day <= self._dates.last or unless_told)
        days = self._options.since_days
        return days is None or day >= (self._now - timedelta(days=days)).date()

    def _is_due(self, page: Listed) -> bool:
        known = self._known.get(page.url)
        if known is None:
            return True
        _, modified, looked = known
        if page.modified is not None:
            return bool(page.modified != modified)
        return self._now - datetime.fromisoformat(looked) >= timedelta(days=self._options.recheck_days)

    def _take(self, page: Listed) -> Fetched:
        known = self._known.get(page.url)
        said = {"title": page.title, "published_at": page.published_at, "publisher": page.publisher}
        declared = {name: value for name, value in said.items() if value}
        if self._options.publisher:
            declared["publisher"] = self._options.publisher
        found, now = self._pages.fetch(page.url, Known.read(known[0]) if known else None, **declared)
        if not (found.outcome == "failed" and found.passing):
            self._known[page.url] = [
                now.write() if now else None,
                page.modified,
                self._now.isoformat(timespec="seconds"),
            ]
        return found


KIND = Kind("web", WebOptions, fetch, dated=True)

"""GDELT: its DOC 2.0 search finds addresses of reports all over the web; the pages are fetched from there.

Belongs here: the search, windows of time, the oddities of its answers. Does not: fetching a page (`pages`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import Field

from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Answer, Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.sources.pages import Pages
from pipeline.store import digest

# What GDELT gives at most, and how long it wants to be left alone between two searches.
_MOST = 250
_DELAY = 5.0
# It looks at the web every quarter of an hour, and takes some of what it sees in later.
_SMALLEST = timedelta(minutes=15)
_OVERLAP = timedelta(hours=2)
_REMEMBERED = 5000
_MOST_TRIES = 12
_STAMP = "%Y%m%d%H%M%S"
# Escapes that JSON does not know: GDELT copies titles as it finds them.
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.?))', re.DOTALL)
_ERROR_CHARS = 200


class GdeltOptions(SourceOptions):
    """A search in the world's news."""

    kind: Literal["gdelt"] = "gdelt"
    query: str = Field(min_length=3, max_length=1000, description="Words to search for, in GDELT's syntax.")
    languages: tuple[str, ...] = Field(("english",), description="Names of languages; empty: all.")
    countries: tuple[str, ...] = Field((), description="Countries of the outlets, as GDELT writes them; empty: all.")
    since_hours: int = Field(24, ge=1, le=2000, description="How far back the first run looks.")
    api: str = Field(
        "https://api.gdeltproject.org/api/v2/doc/doc", pattern=r"^https?://\S+$", description="Address of the search."
    )

    @property
    def search(self) -> str:
        """The query with its filters."""
        parts = [self.query, _any_of("sourcelang", self.languages), _any_of("sourcecountry", self.countries)]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of time to search in, its end excluded."""

    start: datetime
    end: datetime

    def halves(self) -> "list[_Window]":
        middle = self.start + (self.end - self.start) / 2
        return [_Window(self.start, middle), _Window(middle, self.end)]


def fetch(options: GdeltOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """The pages that the search found since the last run; then those that failed before, if that may have passed."""
    yield from _Finder(options, client, state, dates).steps()


class _Finder:
    """One pass. The state is how far the search came, the addresses found lately, and those to be tried again."""

    def __init__(self, options: GdeltOptions, client: Client, state: State, dates: DateRange | None) -> None:
        self._options = options
        self._client = client
        self._pages = Pages(client)
        self._until: str | None = state.get("until")
        self._seen: dict[str, None] = dict.fromkeys(state.get("seen", []))
        self._tries: dict[str, int] = dict(state.get("tries", {}))
        self._window = self._whole(dates)

    def steps(self) -> Iterator[Step]:
        waiting, earlier = [self._window], list(self._tries)
        while waiting:
            window = waiting.pop(0)
            answer, found = self._search(window)
            if len(found) >= _MOST and window.end - window.start > _SMALLEST:
                waiting = window.halves() + waiting
                continue
            yield Fetched.of(answer, role="listing")
            for url in found:
                yield from self._take(url)
            self._until = window.end.isoformat()
            yield Checkpoint(self._state())
        for url in earlier:
            yield from self._take(url, again=True)

    def _whole(self, dates: DateRange | None) -> _Window:
        now = self._client.clock.now()
        if dates is not None:
            first = datetime(dates.first.year, dates.first.month, dates.first.day, tzinfo=UTC)
            last = datetime(dates.last.year, dates.last.month, dates.last.day, tzinfo=UTC) + timedelta(days=1)
            done = datetime.fromisoformat(self._until) if self._until else first
            return _Window(max(first, done), max(min(last, now), done))
        if self._until is None:
            return _Window(now - timedelta(hours=self._options.since_hours), now)
        return _Window(datetime.fromisoformat(self._until) - _OVERLAP, now)

    def _state(self) -> State:
        return {"until": self._until, "seen": list(self._seen)[-_REMEMBERED:], "tries": dict(self._tries)}

    def _search(self, window: _Window) -> tuple[Answer, list[str]]:
        asked = {
            "query": self._options.search,
            "mode": "artlist",
            "format": "json",
            "sort": "dateasc",
            "maxrecords": str(_MOST),
            "startdatetime": window.start.strftime(_STAMP),
            "enddatetime": window.end.strftime(_STAMP),
        }
        try:
            answer = self._client.get(
                f"{self._options.api}?{urlencode(asked)}", accept="application/json", delay=_DELAY
            )
        except FetchError as error:
            raise _in_words(error) from None
        return answer, _addresses(answer)

    def _take(self, url: str, again: bool = False) -> Iterator[Step]:
        key = digest(url)
        if key in self._seen and not again:
            return
        self._seen[key] = None
        found, _ = self._pages.fetch(url)
        tries = self._tries.pop(url, 0) + 1
        if found.outcome == "failed" and found.passing and tries < _MOST_TRIES:
            self._tries[url] = tries
        elif found.outcome == "failed" and found.passing:
            error = FetchError(f"given up after {tries} refreshes: {found.reason}", url, status=found.status)
            found = Fetched.failed(error)
        yield found
        yield Checkpoint(self._state())


def _any_of(operator: str, values: tuple[str, ...]) -> str:
    terms = [f"{operator}:{value.replace(' ', '').lower()}" for value in values]
    return f"({' OR '.join(terms)})" if len(terms) > 1 else "".join(terms)


def _addresses(answer: Answer) -> list[str]:
    """The addresses of an answer. Nothing found is an empty object; a fault is a sentence, with status 200."""
    text = answer.body.decode("utf-8", "replace").strip()
    if not text:
        return []
    if not text.startswith("{"):
        raise _refusal(text, answer)
    try:
        found = json.loads(_BAD_ESCAPE.sub(_mended, text), strict=False)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"GDELT's answer is no JSON ({error})", answer.url, again="later") from None
    articles = found.get("articles", [])
    urls = [str(entry["url"]) for entry in articles if isinstance(entry, dict) and entry.get("url")]
    return list(dict.fromkeys(urls))


def _mended(escape: re.Match[str]) -> str:
    """An escape that JSON knows stays; of any other the character that was meant."""
    return escape[0] if escape[1] else "\\\\" if escape[2] in ("", "u") else json.dumps(escape[2])[1:-1]


def _refusal(text: str, answer: Answer) -> Exception:
    said = re.sub(r"<[^>]*>|\s+", " ", text).strip()[:_ERROR_CHARS]
    if "limit requests" in said.lower():
        reason = f"GDELT wants to be asked less often: it is asked again later (it says: {said})"
        return FetchError(reason, answer.url, again="later", status=answer.status)
    return SourceError(f"GDELT refuses the search: check the query (it says: {said})")


def _in_words(error: FetchError) -> FetchError:
    said = re.sub(r"<[^>]*>|\s+", " ", error.body.decode("utf-8", "replace")).strip()[:_ERROR_CHARS]
    quoted = f" (it says: {said})" if said else ""
    reason = f"{'GDELT ' if error.status else ''}{error.reason}{quoted}"
    if error.status == 429:
        reason = f"GDELT wants to be asked less often: it is asked again later{quoted}"
    return FetchError(
        reason, error.url, again=error.again, status=error.status, body=error.body, retry_after=error.retry_after
    )


KIND: Kind[Any] = Kind("gdelt", GdeltOptions, fetch, dated=True)

"""robots.txt: which pages of a host we may fetch, and how fast (RFC 9309).

Belongs here: reading and remembering the rules. Does not: fetching them (`client`, which hands `get` over).
"""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from pipeline.sources.http.errors import FetchError, RobotsError

# RFC 9309: a crawler must read at least this much, and should not use a copy older than a day.
MAX_BYTES = 500 * 1024
_LIFETIME = 24 * 3600.0
# A site that asks for more seconds than this between two pages does not want to be read page by page.
LONGEST_DELAY = 300.0


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    expires: float
    problem: str | None = None


class Robots:
    """The rules of each origin, read once a day."""

    def __init__(self, token: str, read: Callable[[str], bytes], monotonic: Callable[[], float]) -> None:
        self._token = token
        self._read = read
        self._monotonic = monotonic
        self._rules: dict[str, _Rules] = {}

    def delay(self, origin: str, url: str) -> float:
        """How many seconds the host wants between two pages; raises where it does not want us to fetch this one."""
        rules = self._of(origin)
        if rules.problem is not None:
            raise FetchError(rules.problem, url, again="later")
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(url, self._token):
            raise RobotsError("robots.txt does not allow it", url)
        delay = _delay(rules.parsed, self._token)
        if delay > LONGEST_DELAY:
            raise RobotsError(f"robots.txt asks for {delay:.0f} seconds between pages: not fetched page by page", url)
        return delay

    def sitemaps(self, origin: str) -> list[str]:
        """The sitemaps that the host names."""
        rules = self._of(origin)
        return list(rules.parsed.sitemaps) if rules.parsed is not None else []

    def _of(self, origin: str) -> _Rules:
        origin = origin.rstrip("/")
        known = self._rules.get(origin)
        if known is None or known.expires <= self._monotonic():
            known = self._rules[origin] = self._fetch(origin)
        return known

    def _fetch(self, origin: str) -> _Rules:
        """No file: everything is allowed. A server that fails: nothing is, until it says so."""
        expires = self._monotonic() + _LIFETIME
        try:
            body = self._read(f"{origin}/robots.txt")
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return _Rules(None, expires)
            return _Rules(None, expires, f"robots.txt cannot be read ({error.reason}): nothing fetched from there")
        return _Rules(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")), expires)


def _delay(rules: Protego, token: str) -> float:
    asked = float(rules.crawl_delay(token) or 0.0)
    rate = rules.request_rate(token)
    return max(asked, rate.seconds / rate.requests) if rate is not None and rate.requests else asked

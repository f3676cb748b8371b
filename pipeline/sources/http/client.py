"""The client: one request at a time, polite, bounded, and only to where it may go.

Belongs here: redirects, retries, conditional requests, secrets. Does not: which addresses may be asked (`addresses`),
turns and limits (`manners`), time and what went wrong (`exchange`), unpacking (`body`), what an answer means (kinds).
"""

import logging
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, BinaryIO, TypeVar, cast
from urllib.parse import quote, quote_plus, urlencode, urljoin

import urllib3
from urllib3 import BaseHTTPResponse as Response
from urllib3 import exceptions as broken
from urllib3.util import Url

from pipeline.sources.http import addresses, body
from pipeline.sources.http.errors import Again, FetchError
from pipeline.sources.http.exchange import Deadline, in_words, retry_after
from pipeline.sources.http.manners import Clock, Hosts, Manners
from pipeline.sources.http.robots import MAX_BYTES, Robots

T = TypeVar("T")
PRODUCT = "conflict-ledger"
# What tells where an answer came from, how old it is and whether it may change.
KEPT_HEADERS = (
    *("content-type", "content-language", "content-encoding", "content-length", "date", "etag", "last-modified"),
    *("cache-control", "expires", "retry-after", "x-robots-tag", "link", "server"),
)
_HEADER_CHARS = 500
_REDIRECTS = (301, 302, 303, 307, 308)
_MAY_PASS = (408, 425, 429, 500, 502, 503, 504)
_FIRST_WAIT = 1.0
_PIECE = 1 << 16
# Enough of an error's page to find its message in.
_ERROR_BYTES = 64 * 1024
_SHORTEST_SECRET = 4
# A gigabyte at fifty kilobytes a second; each piece must still come within `read_seconds`.
_LONGEST_STREAM = 6 * 3600.0

# Its lines of this level hold whole addresses, the secrets in them included.
logging.getLogger("urllib3").setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `url` is the address asked, `url_answered` the one at the end of all redirects."""

    url: str
    url_answered: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    retrieved_at: datetime
    redirects: tuple[str, ...] = ()

    @property
    def not_modified(self) -> bool:
        """Whether it is what we had already (304)."""
        return self.status == 304

    @property
    def media_type(self) -> str:
        """As `text/html`, without its parameters; empty when the server does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """Asks the network for one source.

    `contact` (an address of a person) is part of the user agent. `secrets` are headers that are sent to the hosts a
    source names and never to where these redirect; their values are blotted out of everything that is handed back.
    `hosts` is shared between the clients of a process.
    """

    def __init__(
        self,
        contact: str,
        manners: Manners | None = None,
        *,
        version: str = "0.1",
        hosts: Hosts | None = None,
        clock: Clock | None = None,
        secrets: Mapping[str, str] | None = None,
        resolver: addresses.Resolve = addresses.resolve,
    ) -> None:
        self.user_agent = f"{PRODUCT}/{version} (+{contact})"
        self.manners = manners or Manners()
        self.clock = clock or Clock()
        self._hosts = hosts or Hosts(self.clock)
        self._secret_headers = dict(secrets or {})
        self._secrets = {value for value in self._secret_headers.values() if len(value) >= _SHORTEST_SECRET}
        self._pools = urllib3.PoolManager(num_pools=20, maxsize=self.manners.concurrency)
        guard = addresses.Guard(self.manners.private_hosts, resolver)
        self._pools.pool_classes_by_scheme = addresses.pool_classes(guard)
        self.robots = Robots(PRODUCT, self._robots_file, self.clock.monotonic)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = "*/*",
        page: bool = False,
        delay: float = 0.0,
        secret_query: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer of an address, 200 or 304; anything else is a `FetchError`.

        `etag` and `last_modified`, as an earlier answer gave them, make the request conditional. A `page` is made for
        people: there robots.txt is obeyed. `delay` is how many seconds the host is known to want between requests.
        `secret_query` is added to the address that is asked, not to the one told.
        """
        headers = {"Accept": accept, "Accept-Encoding": body.ACCEPTED}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        way = self._way(url, page, secret_query, delay)
        for hop in way:
            target, answer = self._retried(hop, partial(self._read, hop, headers))
            if answer is not None:
                return replace(answer, url=self.scrub(url), redirects=tuple(map(self.scrub, way.redirects)))
            way.go_on(target)
        raise AssertionError("a way ends by an answer or an error")

    @contextmanager
    def stream(self, url: str, *, offset: int = 0, seconds: float = _LONGEST_STREAM) -> Iterator[BinaryIO]:
        """The bytes of a large file as they come, from `offset` on, not unpacked and of any length.

        A `FetchError` of status 416 says that the file ends before `offset`. A server that cannot begin there sends all
        of it, and the beginning is dropped. Failures while reading are not retried:
        whoever reads knows how far it came.
        """
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
        way = self._way(url)
        for hop in way:
            with self._retried(hop, partial(self._opened, hop, headers, seconds)) as response:
                target = _target(response)
                if target is None:
                    self._require_success(response, hop.parts.url)
                    with in_words(hop.parts.host or "", None):
                        if response.status != HTTPStatus.PARTIAL_CONTENT:
                            _skip(response, offset)
                        yield cast(BinaryIO, response)
                    return
            way.go_on(target)

    def close(self) -> None:
        """Close the connections that are kept open; the next request opens another."""
        self._pools.clear()

    def scrub(self, text: str) -> str:
        """The text without our secrets, as they are or as an address would spell them."""
        for secret in self._secrets:
            for spelt in (secret, quote(secret, safe=""), quote_plus(secret)):
                text = text.replace(spelt, "***")
        return text

    def _way(
        self, url: str, page: bool = False, secret_query: Mapping[str, str] | None = None, delay: float = 0.0
    ) -> "_Way":
        for name, value in (secret_query or {}).items():
            # A short one stands in many words, and is blotted out with its name only.
            self._secrets.add(value if len(value) >= _SHORTEST_SECRET else urlencode({name: value}))
        parts = addresses.checked_url(url)
        if secret_query:
            parts = parts._replace(query="&".join(filter(None, (parts.query, urlencode(secret_query)))))
        return _Way(self, parts, obeys=page and self.manners.robots, delay=delay)

    def _read(self, hop: "_Hop", headers: Mapping[str, str]) -> tuple[str, Answer | None]:
        """Where an answer redirects to, or the answer itself."""
        with self._exchange(hop, headers, self.manners.total_seconds) as response:
            self._raise_if_passing(response)
            target = _target(response)
            if target is not None:
                return target, None
            self._require_success(response, hop.parts.url)
            data = b"" if response.status == HTTPStatus.NOT_MODIFIED else self._body(response)
            url = self.scrub(hop.parts.url)
            return "", Answer(url, url, response.status, self._headers(response), data, self.clock.now())

    def _opened(self, hop: "_Hop", headers: Mapping[str, str], seconds: float) -> AbstractContextManager[Response]:
        """An answer whose body is still to come; whoever gets it closes it."""
        with ExitStack() as stack:
            response = stack.enter_context(self._exchange(hop, headers, seconds))
            self._raise_if_passing(response)
            return _Opened(response, stack.pop_all())

    def _retried(self, hop: "_Hop", ask: Callable[[], T]) -> T:
        """What `ask` gives; what may pass is tried again in the host's turn."""
        tries = 0
        while True:
            tries += 1
            try:
                return ask()
            except FetchError as error:
                if error.again != "now" or not self._worth_waiting(error, hop, tries):
                    raise self._told(error, hop.parts.url) from error.__cause__

    def _worth_waiting(self, error: FetchError, hop: "_Hop", tries: int) -> bool:
        """Hold the host back for as long as it asks or as manners tell; false when that is for a later refresh."""
        if tries > self.manners.retries:
            return False
        wait = error.retry_after
        if wait is None:
            wait = _FIRST_WAIT * 2 ** (tries - 1) * random.uniform(0.75, 1.25)  # noqa: S311  (no secret)
        if wait > self.manners.longest_wait_seconds:
            return False
        self._hosts.hold(hop.parts.netloc or "", wait)
        return True

    @contextmanager
    def _exchange(self, hop: "_Hop", headers: Mapping[str, str], seconds: float) -> Iterator[Response]:
        """One request, in the host's turn and within its time."""
        manners, host = self.manners, hop.parts.netloc or ""
        deadline = Deadline(seconds)
        sent = {"User-Agent": self.user_agent, **headers, **(self._secret_headers if hop.is_home else {})}
        turn = self._hosts.turn(host, max(hop.delay, manners.delay_seconds), manners.concurrency)
        with turn, deadline.running(), in_words(hop.parts.host or "", deadline):
            response = self._pools.urlopen(
                "GET",
                hop.parts.url,
                headers=sent,
                timeout=urllib3.Timeout(connect=manners.connect_seconds, read=manners.read_seconds),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                yield response
            finally:
                # An answer that was not read to its end must not be taken for the next one's beginning.
                response.close()

    def _body(self, response: Response) -> bytes:
        manners = self.manners
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > manners.max_bytes:
            raise body.too_large(manners.max_bytes)
        pieces = response.stream(_PIECE, decode_content=False)
        encoding = response.headers.get("content-encoding", "")
        return body.read_body(pieces, encoding, manners.max_bytes, manners.max_unpacked_bytes)

    def _headers(self, response: Response) -> dict[str, str]:
        found = ((name, response.headers.get(name)) for name in KEPT_HEADERS)
        return {name: self.scrub(value)[:_HEADER_CHARS] for name, value in found if value}

    def _raise_if_passing(self, response: Response) -> None:
        if response.status in _MAY_PASS:
            raise self._status_error(response, "now")

    def _require_success(self, response: Response, url: str) -> None:
        if response.status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED):
            raise self._told(self._status_error(response, "never"), url)

    def _status_error(self, response: Response, again: Again) -> FetchError:
        """An answer that is no success, with the beginning of what it says."""
        said = b""
        with suppress(FetchError, broken.HTTPError, OSError):
            raw = response.read(_ERROR_BYTES, decode_content=False)
            said = body.read_body([raw], response.headers.get("content-encoding", ""), _ERROR_BYTES, _ERROR_BYTES)
        try:
            phrase = f" {HTTPStatus(response.status).phrase}"
        except ValueError:
            phrase = ""
        wait = retry_after(response.headers.get("retry-after"), self.clock.now())
        asks = f", asks to wait {wait:.0f} seconds" if wait is not None else ""
        return FetchError(
            f"answers {response.status}{phrase}{asks}",
            again=again,
            status=response.status,
            body=self.scrub(said.decode("utf-8", "replace")).encode(),
            retry_after=wait,
        )

    def _told(self, error: FetchError, url: str) -> FetchError:
        """The error with its address and without our secrets; what may pass has been tried often enough for now."""
        return FetchError(
            self.scrub(error.reason),
            self.scrub(error.url or url),
            again="later" if error.again == "now" else error.again,
            status=error.status,
            body=error.body,
            retry_after=error.retry_after,
        )

    def _robots_file(self, url: str) -> bytes:
        return self.get(url, accept="text/plain, */*;q=0.5").body[:MAX_BYTES]


@dataclass(frozen=True, slots=True)
class _Hop:
    """One address on the way: whether it is on the host that the source named, and how slowly that wants to be read."""

    parts: Url
    is_home: bool
    delay: float


class _Way:
    """The addresses from the one asked to the one that answers; each is checked before it is asked."""

    def __init__(self, client: Client, start: Url, *, obeys: bool, delay: float) -> None:
        self._client = client
        self._start = start
        self._obeys = obeys
        self._delay = delay
        self._next = start
        self.redirects: list[str] = []

    def __iter__(self) -> Iterator[_Hop]:
        while True:
            parts = self._next
            origin = f"{parts.scheme}://{parts.netloc}"
            delay = self._client.robots.delay(origin, parts.url) if self._obeys else self._delay
            is_home = (parts.scheme, parts.netloc) == (self._start.scheme, self._start.netloc)
            yield _Hop(parts, is_home, delay)

    def go_on(self, target: str) -> None:
        """Follow a redirect."""
        if len(self.redirects) >= self._client.manners.max_redirects:
            limit = self._client.manners.max_redirects
            raise FetchError(f"more than {limit} redirects", self._client.scrub(self._start.url))
        try:
            self._next = addresses.checked_url(urljoin(self._next.url, target))
        except (FetchError, ValueError) as error:
            reason = self._client.scrub(f"redirects to where we do not go: {error}")
            raise FetchError(reason, self._client.scrub(self._start.url)) from None
        self.redirects.append(self._next.url)


class _Opened(AbstractContextManager[Response]):
    """An answer, and what is to be closed after it."""

    def __init__(self, response: Response, stack: ExitStack) -> None:
        self._response = response
        self._stack = stack

    def __enter__(self) -> Response:
        return self._response

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)


def _skip(response: Response, count: int) -> None:
    while count > 0 and (dropped := response.read(min(count, _PIECE))):
        count -= len(dropped)


def _target(response: Response) -> str | None:
    """Where an answer redirects to; None when it does not."""
    return response.headers.get("location") if response.status in _REDIRECTS else None

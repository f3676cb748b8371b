"""One page of the web, as kinds that find addresses fetch it.

Belongs here: telling a page from other files, what its head says of its address, whether it changed since we saw it.
Does not: finding addresses (the kinds), main text (`pipeline.text.html`).
"""

import hashlib
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as markup

from pipeline.sources.fetching import Fetched
from pipeline.sources.http import Answer, Client, FetchError, RobotsError
from pipeline.text.model import ContentKind

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
_KINDS: dict[str, ContentKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
# Heads that say their address say it in the first kilobytes.
_HEAD = 256 * 1024
# So many failures in a row are the host's, not the pages'.
_MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Known:
    """What we have of a page: enough to ask whether it changed."""

    etag: str | None = None
    last_modified: str | None = None
    sha: str | None = None

    @classmethod
    def of(cls, answer: Answer) -> "Known":
        """As an answer leaves it."""
        return cls(answer.headers.get("etag"), answer.headers.get("last-modified"), sha_of(answer.body))

    @classmethod
    def read(cls, state: Any) -> "Known":
        """Out of a source's state."""
        return cls(*state) if state else cls()

    def write(self) -> list[str | None]:
        """For a source's state."""
        return [self.etag, self.last_modified, self.sha]


class Pages:
    """Fetches pages one by one; gives the source up when the web seems to be gone."""

    def __init__(self, client: Client, most_failures: int = _MOST_FAILURES) -> None:
        self._client = client
        self._most_failures = most_failures
        self._failures = 0
        self._resting: dict[str, str] = {}

    def fetch(self, url: str, known: Known | None = None, **declared: Any) -> tuple[Fetched, Known | None]:
        """What became of a page, and what to ask with the next time (None: nothing was got)."""
        known = known or Known()
        host = host_of(url)
        if host in self._resting:
            error = FetchError(f"not asked: {host} {self._resting[host]}", url, again="later")
            return Fetched.failed(error, **declared), None
        try:
            answer = self._client.get(url, etag=known.etag, last_modified=known.last_modified, accept=ACCEPT, page=True)
        except RobotsError as error:
            return Fetched.skipped(url, error.reason, **declared), None
        except FetchError as error:
            if error.retry_after is not None:
                self._resting[host] = error.reason
            self._count(error)
            return Fetched.failed(error, url, **declared), None
        self._failures = 0
        return self._judge(answer, known, declared)

    def _count(self, error: FetchError) -> None:
        self._failures = self._failures + 1 if error.passing else 0
        if self._failures >= self._most_failures:
            reason = f"{self._failures} pages one after the other could not be got, the last: {error.reason}"
            raise FetchError(reason, error.url, again="later", status=error.status, retry_after=error.retry_after)

    def _judge(self, answer: Answer, known: Known, declared: dict[str, Any]) -> tuple[Fetched, Known | None]:
        found = Fetched.of(answer, **declared)
        if answer.not_modified:
            return found, known
        now = Known.of(answer)
        if now.sha == known.sha:
            return replace(found, outcome="unchanged", data=None), now
        kind = content_kind(answer)
        if kind is None:
            reason = f"is {answer.media_type or 'of no told type'}: only pages of text are read"
            return replace(found, outcome="skipped", reason=reason, data=None), now
        if _is_front(answer.url_answered) and not _is_front(answer.url):
            reason = "leads to the front page: the report is gone"
            return replace(found, outcome="failed", reason=reason, data=None), now
        own = canonical_url(answer) if kind == "html" else None
        return replace(found, content=kind, canonical_url=own or found.canonical_url or answer.url_answered), now


def host_of(url: str) -> str:
    """The host of an address, with its port; empty when it is no address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def as_page(title: str | None, content: str) -> bytes:
    """Markup that came without a page, as a page."""
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title or "")}</title></head>'
        f"<body><article>{heading}<div>{content}</div></article></body></html>"
    )
    return page.encode("utf-8", "replace")


def sha_of(data: bytes) -> str:
    """A short hash, to tell whether bytes are the same as before."""
    return hashlib.sha256(data).hexdigest()[:16]


def content_kind(answer: Answer) -> ContentKind | None:
    """How the bytes are to be read; None for what is no page."""
    kind = _KINDS.get(answer.media_type)
    beginning = answer.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_markup = beginning.startswith((b"<!doctype html", b"<html", b"<head"))
    if kind == "text" or answer.media_type in ("", "application/octet-stream"):
        return "html" if is_markup else kind
    return kind


def canonical_url(answer: Answer) -> str | None:
    """The address that a page gives itself, if it may be believed."""
    try:
        root = markup.fromstring(answer.body[:_HEAD])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in root.xpath(path):
            found = _believed(str(value).strip(), answer.url_answered)
            if found is not None:
                return found
    return None


def _believed(url: str, answered: str) -> str | None:
    """A page that calls itself the front page, or no address at all, is mistaken."""
    try:
        url = urljoin(answered, url)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > 2000:
        return None
    if _is_front(url) and not _is_front(answered):
        return None
    return parts._replace(fragment="").geturl()


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query

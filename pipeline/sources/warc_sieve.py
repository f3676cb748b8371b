"""What of a web archive is worth a closer look: cheap tests on a record, the cheapest first.

Belongs here: tests that need no parsing: address, status, type, length, language as declared, words of our subject.
Does not: reading files (`warc`), main text and real language detection (`pipeline.text`).
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from pipeline.sources.fetching import Fetched
from pipeline.sources.http import Answer, FetchError
from pipeline.sources.http.body import read_body
from pipeline.sources.pages import canonical_url
from pipeline.text.model import ContentKind

# Pages about war hold many of these, others by chance one or two (a crime, a strike, a flight).
TERMS = (
    *("killed", "dead", "death toll", "wounded", "injured", "casualties", "fatalities", "bodies"),
    *("civilians", "soldiers", "troops", "fighters", "militants", "rebels", "militia", "insurgents"),
    *("displaced", "displacement", "refugees", "fled", "evacuated", "returnees"),
    *("ceasefire", "cease-fire", "truce", "hostilities", "peace deal", "de-escalation"),
    *("shelling", "shelled", "air strike", "airstrike", "air raid", "drone strike", "artillery", "bombardment"),
    *("clashes", "massacre", "ambush", "explosion", "car bomb", "missile"),
)
_TYPES: dict[str, ContentKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_HEADERS = ("content-type", "content-language", "etag", "last-modified", "date")
_HEAD = 4096
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\b(?:xml:)?lang\s*=\s*[\"']?\s*([a-zA-Z]{2,3})\b", re.IGNORECASE)
# Any English report has some of each, and of all together one in ten words.
_ENGLISH = (b" the ", b" of ", b" and ", b" in ")
_LEAST_ENGLISH = 8
_OK = 200


class Sieve:
    """Takes records or tells in a few words why not: words that add up to an account of a file."""

    def __init__(
        self,
        *,
        hosts: Iterable[str] = (),
        exclude_hosts: Iterable[str] = (),
        languages: Iterable[str] = (),
        terms: Iterable[str] = (),
        least_terms: int = 3,
        max_bytes: int = 10 * 1024 * 1024,
        max_unpacked: int = 50 * 1024 * 1024,
    ) -> None:
        self._hosts = tuple(host.lower().strip(".") for host in hosts)
        self._excluded = tuple(host.lower().strip(".") for host in exclude_hosts)
        self._languages = frozenset(language.lower() for language in languages)
        self._terms = tuple(term.lower().encode() for term in terms) or tuple(term.encode() for term in TERMS)
        self._least = least_terms
        self._max = max_bytes
        self._max_unpacked = max_unpacked

    def take(self, record: Any, file: str, position: int) -> Fetched | str:
        """The page that a record of fastwarc holds, or why it is left."""
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        reason = self._address(url) or _answered(record)
        if reason is not None:
            return reason
        kind = _TYPES.get(_media_type(record))
        if kind is None:
            return "no pages"
        if record.content_length > self._max:
            return "too long"
        data = self._payload(record)
        if isinstance(data, str):
            return data
        reason = self._language(data, record) or self._relevance(data)
        return reason or _document(record, url, kind, data, file, position)

    def _address(self, url: str) -> str | None:
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
        except ValueError:
            return "without an address"
        if parts.scheme not in ("http", "https") or not host:
            return "without an address"
        if _is_below(host, self._excluded) or (self._hosts and not _is_below(host, self._hosts)):
            return "of other hosts"
        return None

    def _payload(self, record: Any) -> bytes | str:
        headers = record.http_headers
        encoding = (headers.get("Content-Encoding") or "") if headers else ""
        raw = record.reader.read(self._max + 1)
        if len(raw) > self._max:
            return "too long"
        if len(raw) < record.content_length and not (headers and headers.get("Transfer-Encoding")):
            return "cut off"
        try:
            return read_body([raw], encoding, self._max, self._max_unpacked)
        except FetchError:
            return "broken or too long unpacked"

    def _language(self, data: bytes, record: Any) -> str | None:
        if not self._languages:
            return None
        found = _LANGUAGE.search(data[:_HEAD])
        declared = found[1].decode().lower() if found else _content_language(record)
        if declared:
            return None if declared in self._languages else "in other languages"
        counts = [data.count(word) for word in _ENGLISH] if self._languages == {"en"} else [_LEAST_ENGLISH]
        return None if min(counts) and sum(counts) >= _LEAST_ENGLISH else "in other languages"

    def _relevance(self, data: bytes) -> str | None:
        lowered = data.lower()
        found = 0
        for term in self._terms:
            if found >= self._least:
                break
            found += term in lowered
        return None if found >= self._least else "not on the subject"


def _is_below(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in hosts)


def _answered(record: Any) -> str | None:
    if record.http_headers is None:
        return None
    return None if record.http_headers.status_code == _OK else "not answered with 200"


def _media_type(record: Any) -> str:
    told = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def _content_language(record: Any) -> str:
    headers = record.http_headers
    return ((headers.get("Content-Language") or "") if headers else "")[:2].lower()


def _document(record: Any, url: str, kind: ContentKind, data: bytes, file: str, position: int) -> Fetched:
    http = record.http_headers
    told = {name: http.get(name) for name in _HEADERS} if http is not None else {}
    headers = {name: value for name, value in told.items() if value}
    headers |= {"warc-file": file, "warc-offset": str(position)}
    answer = Answer(url, url, _OK, headers, data, record.record_date)
    canonical = (canonical_url(answer) if kind == "html" else None) or url
    return Fetched.of(answer, content=kind, canonical_url=canonical)

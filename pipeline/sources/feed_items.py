"""The formats of feeds: their items, whatever the dialect.

Belongs here: feedparser for XML, JSON Feed, relative links, dates as written. Does not: the network, which items are
new.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from pipeline.sources.base import is_utf8
from pipeline.sources.pages import as_page
from pipeline.store import digest
from pipeline.text.model import ContentKind

_TAG = re.compile(r"<[^>]{0,2000}>")
_WORD = re.compile(r"\w+")
# How feeds end a text that goes on elsewhere.
_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|(?:read|see) (?:the )?(?:full |whole )?(?:more|story|article)|continue reading)"
    r"[\s.>»→\]]*$",
    re.IGNORECASE,
)
_TAIL = 200
_ALTERNATE = re.compile(
    r"""<link\b(?=[^>]*type=["']application/(?:rss|atom|feed)\+(?:xml|json)["'])[^>]*href=["']([^"']{1,500})""",
    re.IGNORECASE,
)
_MOST_ITEMS = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `content` is what the feed holds of it, markup unless `kind` says text; dates may be absent."""

    id: str
    link: str | None
    title: str | None
    content: str
    kind: ContentKind = "html"
    published_at: str | None = None
    updated_at: str | None = None
    publisher: str | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when the outlet changed the item."""
        return digest(self.updated_at or self.published_at or "", self.title or "", self.content)

    @property
    def words(self) -> int:
        """How long the content is, without its markup."""
        return len(_WORD.findall(self._plain()))

    @property
    def is_cut(self) -> bool:
        """Whether the content says that it goes on elsewhere."""
        return _CUT.search(self._plain().strip()[-_TAIL:]) is not None

    def document(self) -> bytes:
        """The item as a document of its own."""
        if self.kind == "text":
            return self.content.encode("utf-8", "replace")
        return as_page(self.title, self.content)

    def _plain(self) -> str:
        return unescape(_TAG.sub(" ", self.content)) if self.kind == "html" else self.content


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now, its items the oldest first."""

    url: str
    title: str | None
    items: tuple[Item, ...]


def read_feed(data: bytes, url: str, content_type: str = "") -> Feed:
    """The feed that these bytes hold, read at `url`; a `ValueError` says why they hold none."""
    beginning = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not beginning:
        raise ValueError("the feed is empty")
    title, items = _from_json(data, url) if beginning.startswith(b"{") else _from_xml(data, url, content_type)
    # Feeds have the newest on top; of two items with one id that is the one that counts.
    unique = {item.id: item for item in reversed(items)}
    return Feed(url, title, tuple(sorted(unique.values(), key=_age)))


def _age(item: Item) -> float:
    """For sorting: when it was published; what has no date comes last."""
    try:
        when = datetime.fromisoformat(item.published_at or "")
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return float("inf")


def _from_xml(data: bytes, url: str, content_type: str) -> tuple[str | None, list[Item]]:
    # Encodings are told wrongly as often as not; what can be read as UTF-8 and is more than ASCII is UTF-8.
    known = "application/xml; charset=utf-8" if is_utf8(data) and not data.isascii() else content_type
    headers = {"content-location": url, "content-type": known or "application/xml"}
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=True, resolve_relative_uris=True)
    if not parsed.entries and not parsed.version:
        raise ValueError(_no_feed(data, url, parsed.get("bozo_exception")))
    items = [_xml_item(entry, url) for entry in parsed.entries[:_MOST_ITEMS]]
    return _clean(parsed.feed.get("title")), items


def _no_feed(data: bytes, url: str, error: Exception | None) -> str:
    offered = [urljoin(url, unescape(found)) for found in _ALTERNATE.findall(data[:200_000].decode("utf-8", "replace"))]
    if offered:
        return f"is a page, no feed; it offers {', '.join(offered[:5])}"
    return f"is no feed that can be read ({str(error)[:200] if error else 'no items in a known format'})"


def _xml_item(entry: Any, url: str) -> Item:
    content = _longest([part.get("value") for part in entry.get("content", [])] + [entry.get("summary")])
    link = _absolute(url, entry.get("link") or _first_link(entry))
    published = _date(entry, "published") or _date(entry, "created")
    updated = _date(entry, "updated")
    source = entry.get("source")
    return Item(
        id=entry.get("id") or link or digest(entry.get("title", ""), content),
        link=link,
        title=_clean(entry.get("title")),
        content=content,
        published_at=published or updated,
        updated_at=updated,
        publisher=_clean(source.get("title")) if source else None,
    )


def _first_link(entry: Any) -> str | None:
    return next(
        (link.get("href") for link in entry.get("links", []) if link.get("rel", "alternate") == "alternate"), None
    )


def _date(entry: Any, name: str) -> str | None:
    """As written with its own offset where that can be read, else as feedparser understands it, in UTC."""
    if name not in entry:
        return None
    written, parsed = entry.get(name), entry.get(f"{name}_parsed")
    return iso_date(written) or (datetime(*parsed[:6]).isoformat() + "+00:00" if parsed else written) or None  # noqa: DTZ001


def iso_date(written: str | None) -> str | None:
    """A date of a feed in ISO 8601, with the offset that it was written with; None when it is in no usual form."""
    text = (written or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _from_json(data: bytes, url: str) -> tuple[str | None, list[Item]]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON that can be read ({str(error)[:200]})") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ValueError("is JSON, but no JSON Feed: a list 'items' is missing")
    items = list(_json_items(feed["items"][:_MOST_ITEMS], url))
    return _text(feed, "title"), items


def _json_items(items: list[Any], url: str) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, dict):
            continue
        link = _absolute(url, _text(item, "url") or _text(item, "external_url"))
        markup, plain = _text(item, "content_html"), _text(item, "content_text") or _text(item, "summary")
        content = markup or plain or ""
        given = item.get("id")
        yield Item(
            id=str(given) if isinstance(given, str | int | float) and given != "" else link or digest(content),
            link=link,
            title=_text(item, "title"),
            content=content,
            kind="html" if markup else "text",
            published_at=iso_date(_text(item, "date_published")) or iso_date(_text(item, "date_modified")),
            updated_at=iso_date(_text(item, "date_modified")),
        )


def _text(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _longest(parts: list[str | None]) -> str:
    return max((part or "" for part in parts), key=len, default="")


def _clean(title: str | None) -> str | None:
    """A title without markup, on one line."""
    return " ".join(unescape(_TAG.sub(" ", title or "")).split()) or None


def _absolute(base: str, link: str | None) -> str | None:
    try:
        joined = urljoin(base, (link or "").strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if link and parts.scheme in ("http", "https") and parts.hostname else None

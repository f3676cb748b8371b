"""Sitemaps: XML, news sitemaps, indexes, gzip, plain lists of addresses.

Belongs here: the format. Does not: the network, which pages are fetched (`web`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from pipeline.sources.feed_items import iso_date
from pipeline.sources.http.body import gunzip

_GZIP = b"\x1f\x8b"
# What the protocol allows in one file.
_MOST = 50_000
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or, in an index, another sitemap; what the news extension says of it."""

    url: str
    modified: str | None = None
    title: str | None = None
    published_at: str | None = None
    publisher: str | None = None

    @property
    def day(self) -> date | None:
        """The day it was last modified, else published."""
        written = iso_date(self.modified) or iso_date(self.published_at)
        return date.fromisoformat(written[:10]) if written else None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: pages, and other sitemaps."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def read_sitemap(data: bytes, max_unpacked: int) -> Sitemap:
    """The sitemap that these bytes hold; a `ValueError` says why they hold none."""
    if data.startswith(_GZIP):
        data = gunzip(data, max_unpacked)
    beginning = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not beginning.startswith(b"<"):
        return _from_lines(data)
    pages, sitemaps = list[Listed](), list[Listed]()
    try:
        for tag, listed in _entries(data):
            (pages if tag == "url" else sitemaps).append(listed)
            if len(pages) + len(sitemaps) >= _MOST:
                break
    except etree.XMLSyntaxError as error:
        if not pages and not sitemaps:
            raise ValueError(f"is no sitemap that can be read ({str(error)[:200]})") from None
    return Sitemap(tuple(pages), tuple(sitemaps))


def _from_lines(data: bytes) -> Sitemap:
    lines = (line.strip() for line in data.decode("utf-8-sig", "replace").splitlines())
    pages = [Listed(line) for line in lines if line.startswith(("http://", "https://"))]
    if not pages:
        raise ValueError("is no sitemap: neither XML nor a list of addresses")
    return Sitemap(tuple(pages[:_MOST]))


def _entries(data: bytes) -> Iterator[tuple[str, Listed]]:
    """Each entry with the name of its element; elements are dropped as soon as they were read."""
    root: str | None = None
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    for event, element in events:
        tag = _local(element)
        if root is None:
            root = tag
            if root not in ("urlset", "sitemapindex"):
                raise ValueError(f"is no sitemap: its root is <{root}>, not <urlset> or <sitemapindex>")
        if event == "end" and tag in ("url", "sitemap"):
            found = _listed(element)
            if found is not None:
                yield tag, found
            element.clear()


def _listed(element: Any) -> Listed | None:
    own = {_local(child): _text(child) for child in element}
    news = {_local(child): _text(child) for child in element.iter(f"{{{_NEWS}}}*")}
    if not own.get("loc"):
        return None
    return Listed(
        url=own["loc"],
        modified=own.get("lastmod") or None,
        title=news.get("title") or None,
        published_at=iso_date(news.get("publication_date")),
        publisher=news.get("name") or None,
    )


def _text(element: Any) -> str:
    return (element.text or "").strip()


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""

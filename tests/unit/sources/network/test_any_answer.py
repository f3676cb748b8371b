"""Whatever a server sends becomes documents, records of what was wrong, or one error in words; never an accident."""

import json
import time as real
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.feed_items import iso_date, read_feed
from pipeline.sources.http import Answer, FetchError
from pipeline.sources.http.addresses import checked_url
from pipeline.sources.http.body import read_body
from pipeline.sources.pages import canonical_url, content_kind
from pipeline.sources.sitemap import read_sitemap
from tests.unit.sources.network.conftest import START

PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<link>",
            "<title>",
            "<feed>",
            "<entry>",
            "<urlset>",
            "<url>",
            "<loc>",
        ),
        *(
            "https://x.example/",
            "http://[",
            "&amp;",
            "&x;",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE",
            "<?xml",
            "?>",
            "\x00",
            "é",
        ),
        *(
            '<link rel="canonical" href="',
            '">',
            "<html>",
            "<head>",
            "{",
            '"items":',
            "[",
            "]",
            "}",
            ":",
            ",",
            "\\",
            "1e999",
        ),
    ]
)
MARKUP = st.lists(PIECES | st.text(max_size=5), max_size=30).map(
    lambda parts: "".join(parts).encode("utf-8", "replace")
)
ANYTHING = st.binary(max_size=300) | MARKUP
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(ANYTHING, st.sampled_from(["", "text/xml; charset=utf-16", "application/rss+xml; charset=nonsense"]))
def test_feeds(data: bytes, content_type: str) -> None:
    try:
        feed = read_feed(data, "https://f.example/feed", content_type)
    except ValueError as error:
        assert str(error)
    else:
        for item in feed.items:
            assert (item.words >= 0, item.is_cut in (True, False), item.fingerprint) != (False, False, "")
            assert isinstance(item.document(), bytes)


@given(
    st.lists(
        VALUES
        | st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["id", "url", "title", "content_html", "content_text", "date_published"], VALUES)
        ),
        max_size=4,
    )
)
def test_json_feeds(items: list[object]) -> None:
    feed = read_feed(json.dumps({"version": "1.1", "items": items}).encode(), "https://f.example/feed")
    assert len(feed.items) <= len(items)


@given(ANYTHING)
def test_sitemaps(data: bytes) -> None:
    try:
        assert all(page.url for page in read_sitemap(data, 1 << 20).pages)
    except (ValueError, FetchError) as error:
        assert str(error)


@given(ANYTHING, st.sampled_from(["text/html", "text/plain", "", "application/octet-stream", "image/png"]))
def test_pages(data: bytes, media_type: str) -> None:
    url = "https://n.example/report"
    answer = Answer(url, url, 200, {"content-type": media_type}, data, START)
    assert content_kind(answer) in ("html", "text", None)
    found = canonical_url(answer)
    assert found is None or found.startswith(("http://", "https://"))


@given(
    st.lists(st.binary(max_size=80), max_size=6), st.sampled_from(["", "gzip", "deflate", "identity", "br", "GZIP "])
)
def test_bodies(pieces: list[bytes], encoding: str) -> None:
    try:
        assert len(read_body(pieces, encoding, 1000, 1000)) <= 1000
    except FetchError as error:
        assert error.reason


@given(
    st.text(max_size=40)
    | st.builds("{}://{}/{}".format, st.sampled_from(["http", "ftp", "HTTPS"]), st.text(), st.text())
)
def test_addresses(url: str) -> None:
    try:
        parts = checked_url(url)
    except FetchError as error:
        assert error.reason
    else:
        assert parts.scheme in ("http", "https")
        assert parts.host


@given(st.text(max_size=40))
def test_dates(written: str) -> None:
    found = iso_date(written)
    assert found is None or found[4] == "-"


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
FEED = "<rss><channel><item><title>&a11;</title></item></channel></rss>"
SITEMAP = "<urlset><url><loc>&a11;</loc></url></urlset>"


@pytest.mark.parametrize(
    "read", [lambda data: read_feed(data, "https://f.example/"), lambda data: read_sitemap(data, 1 << 20)]
)
def test_entities_do_not_multiply(read: Callable[[bytes], object]) -> None:
    markup = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{BOMB}]>'
    started = real.monotonic()
    for body in (
        "<rss><channel><item><title>&a11;</title></item></channel></rss>",
        "<urlset><url><loc>&a11;</loc></url></urlset>",
    ):
        try:
            found = repr(read((markup + body).encode()))
        except ValueError:
            found = ""
        assert len(found) < 100_000
    assert real.monotonic() - started < 5

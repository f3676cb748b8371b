import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pipeline.sources.archive import Archive
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import Collected, collect, probe
from pipeline.sources.feed import FeedOptions
from pipeline.sources.feed_items import Item, read_feed
from pipeline.sources.http import Client
from pipeline.sources.web import WebOptions
from pipeline.text.model import RawDocument
from pipeline.text.parse import parse_document
from tests.unit.sources.network.answers import answers, article, page

Make = Callable[..., Client]
LONG = "Shelling went on through the night in the eastern quarter, residents said. " * 20


def rss(*items: str, title: str = "Harbour Courier") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(number: int, text: str = "Four people were killed ...", more: str = "") -> str:
    return (
        f"<item><title>Report {number}</title><link>/news/{number}</link><guid isPermaLink='false'>g-{number}</guid>"
        f"<pubDate>Sun, 0{number} Mar 2026 23:30:00 -0500</pubDate><description>{text}</description>{more}</item>"
    )


def feed(server: HTTPServer, **given: Any) -> FeedOptions:
    return FeedOptions(name="harbour", url=server.url_for("/feed"), **given)


def documents(archive: Archive, tmp_path: Path) -> list[RawDocument]:
    return [found for found in ArchiveSource(archive, tmp_path / "c").read() if isinstance(found, RawDocument)]


def counts(found: Collected) -> tuple[int, int, int, int]:
    assert found.error is None
    return found.kept, found.unchanged, found.skipped, found.failed


def test_teasers_lead_to_their_pages(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    answers(server, "/feed", rss(item(2), item(1)))
    for number in (1, 2):
        answers(server, f"/news/{number}", article(f"Report {number}", LONG))
    assert counts(collect(feed(server), archive, client())) == (2, 0, 0, 0)
    first, second = documents(archive, tmp_path)
    assert (first.title, first.external_id, first.published_at) == (None, "g-1", "2026-03-01T23:30:00-05:00")
    assert second.url == server.url_for("/news/2")
    assert LONG.strip().encode() in second.data


def test_whole_items_are_taken_from_the_feed(
    server: HTTPServer, archive: Archive, client: Make, tmp_path: Path
) -> None:
    answers(server, "/feed", rss(item(1, "short", f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>")))
    assert counts(collect(feed(server), archive, client())) == (1, 0, 0, 0)
    (found,) = documents(archive, tmp_path)
    assert (found.publisher, found.uri) == ("Harbour Courier", server.url_for("/news/1"))
    assert b"<h1>Report 1</h1>" in found.data
    assert len(server.log) == 1


def test_pages_are_fetched_never_or_always(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/feed", rss(item(1), item(2, ""), item(3, LONG)))
    asked = [answers(server, f"/news/{number}", article(f"Report {number}", LONG)) for number in (1, 2, 3)]
    assert counts(collect(feed(server, full_text="never"), archive, client())) == (2, 0, 1, 0)
    assert not any(asked)
    other = FeedOptions(name="other", url=server.url_for("/feed"), full_text="always")
    assert counts(collect(other, archive, client())) == (3, 0, 0, 0)
    assert all(asked)


def test_a_report_found_in_two_ways_is_one(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    """A feed that shortens its titles, and a list of the same pages."""
    answers(server, "/feed", rss(item(1)))
    answers(server, "/news/1", article("Report 1: the whole night", LONG))
    collect(feed(server), archive, client())
    collect(WebOptions(name="pages", pages=[server.url_for("/news/1")]), archive, client())
    parsed = [parse_document(found) for found in documents(archive, tmp_path)]
    assert len(parsed) == 2
    assert len({getattr(found, "document_id", None) for found in parsed}) == 1


def test_nothing_new_costs_one_request(server: HTTPServer, archive: Archive, client: Make) -> None:
    again = Response(status=304)
    asked = answers(
        server, "/feed", page(rss(item(1)), ETag='"v1"', Last_Modified="Sun, 01 Mar 2026 05:00:00 GMT"), again
    )
    answers(server, "/news/1", article("Report 1", LONG))
    collect(feed(server), archive, client())
    found = collect(feed(server), archive, client())
    assert (counts(found), found.requests) == ((0, 0, 0, 0), 1)
    assert asked[1].headers["If-None-Match"] == '"v1"'
    assert asked[1].headers["If-Modified-Since"] == "Sun, 01 Mar 2026 05:00:00 GMT"


def test_new_and_changed_items_are_taken(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    answers(server, "/feed", rss(item(1)), rss(item(1, "Five people were killed ..."), item(2)), rss(item(2)))
    pages = answers(server, "/news/1", article("Report 1", LONG), article("Report 1", LONG + "Now five."))
    answers(server, "/news/2", article("Report 2", LONG))
    assert [counts(collect(feed(server), archive, client()))[0] for _ in range(4)] == [1, 2, 0, 0]
    assert len(pages) == 2
    versions = [found for found in documents(archive, tmp_path) if found.external_id == "g-1"]
    assert len({found.raw_hash for found in versions}) == 2
    assert len({found.uri for found in versions}) == 1


def test_what_may_pass_is_tried_at_the_next_run(server: HTTPServer, archive: Archive, client: Make) -> None:
    asked = answers(server, "/feed", page(rss(item(1), item(2)), ETag='"v1"'))
    answers(server, "/news/1", article("Report 1", LONG))
    answers(server, "/news/2", page("later", 503), page("later", 503), article("Report 2", LONG))
    assert counts(collect(feed(server), archive, client(retries=0))) == (1, 0, 0, 1)
    assert counts(collect(feed(server), archive, client(retries=0))) == (0, 0, 0, 1)
    assert "If-None-Match" not in asked[1].headers
    assert counts(collect(feed(server), archive, client(retries=0))) == (1, 0, 0, 0)
    assert "seen" in archive.journal.position("harbour").state["main"]
    collect(feed(server), archive, client())
    assert asked[-1].headers["If-None-Match"] == '"v1"'


def test_it_is_given_up_in_the_end(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    answers(server, "/feed", rss(item(1)))
    asked = answers(server, "/news/1", page("later", 503))
    found = [counts(collect(feed(server), archive, client(retries=0))) for _ in range(14)]
    assert found == [(0, 0, 0, 1)] * 11 + [(1, 0, 0, 0)] + [(0, 0, 0, 0)] * 2
    assert len(asked) == 12
    reasons = archive.journal.all_fetches("harbour", ["reason"])["reason"].drop_nulls().to_list()
    assert "given up after 12 refreshes" in reasons[-1]


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (404, "text/html", "answers 404"),
        (403, "text/html", "answers 403"),
        (200, "application/pdf", "is application/pdf"),
    ],
)
def test_a_teaser_stands_in_for_its_page(
    server: HTTPServer, archive: Archive, client: Make, tmp_path: Path, status: int, kind: str, said: str
) -> None:
    answers(server, "/feed", rss(item(1)))
    answers(server, "/news/1", Response(b"%PDF", status=status, headers={"Content-Type": kind}))
    assert counts(collect(feed(server), archive, client())) == (1, 0, 0, 0)
    (found,) = documents(archive, tmp_path)
    assert b"Four people were killed" in found.data
    reason = archive.journal.all_fetches("harbour", ["reason"])["reason"].to_list()[-1]
    assert reason.startswith("teaser only, the page is not to be had: ")
    assert said in reason


def test_robots_are_obeyed(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/robots.txt", page("User-agent: *\nDisallow: /news"))
    asked = answers(server, "/news/1", article("Report 1", LONG))
    answers(server, "/feed", rss(item(1, "")))
    assert counts(collect(feed(server), archive, client())) == (0, 0, 1, 0)
    assert not asked


def test_a_host_that_is_gone_stops_the_run(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/feed", rss(*(item(number) for number in range(1, 10))))
    for number in range(1, 10):
        answers(server, f"/news/{number}", page("down", 503))
    found = collect(feed(server), archive, client(retries=0))
    assert found.error is not None
    assert "5 pages one after the other could not be got, the last: answers 503" in found.error


def test_pages_that_go_on_failing_do_not_keep_new_ones_waiting(
    server: HTTPServer, archive: Archive, client: Make
) -> None:
    for number in range(1, 9):
        server.expect_request(f"/news/{number}").respond_with_data("out of order", status=500)
    server.expect_request("/news/9").respond_with_data(article("Report 9", LONG), content_type="text/html")
    options = feed(server, manners={"retries": 0, "private_hosts": ("127.0.0.1", "localhost"), "delay_seconds": 0})
    for listed in ((1, 2, 3), (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6, 7, 8)):
        server.expect_oneshot_request("/feed").respond_with_data(rss(*map(item, listed)), content_type="text/xml")
        assert counts(collect(options, archive, client(retries=0))) == (0, 0, 0, len(listed))
    server.expect_oneshot_request("/feed").respond_with_data(rss(*map(item, range(1, 10))), content_type="text/xml")
    assert counts(collect(options, archive, client(retries=0))) == (1, 0, 0, 8)


def test_a_cut_run_goes_on_where_it_was(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/feed", page(rss(*(item(number) for number in range(1, 6))), ETag='"v1"'))
    for number in range(1, 6):
        answers(server, f"/news/{number}", article(f"Report {number}", LONG))
    runs = [collect(feed(server, max_documents=2), archive, client()) for _ in range(4)]
    assert [run.kept for run in runs] == [2, 2, 1, 0]


def test_a_front_page_is_no_report(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/feed", rss(item(1, "")))
    answers(server, "/news/1", Response(status=302, headers={"Location": "/"}))
    answers(server, "/", article("Home", LONG))
    assert counts(collect(feed(server), archive, client())) == (0, 0, 0, 1)


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
<title>Atom News</title><entry><id>tag:a,1</id><title type="html">Strike &lt;b&gt;hits&lt;/b&gt; market</title>
<link rel="enclosure" href="https://a.example/audio"/><link href="story/1"/><updated>2026-03-01T08:00:00+03:00</updated>
<content type="html">&lt;p&gt;Nine dead &lt;a href="../map"&gt;map&lt;/a&gt;&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/">
 <title>RDF News</title></channel><item rdf:about="https://r.example/1"><title>Clash</title>
 <link>https://r.example/1</link><description>Two dead</description><dc:date>2026-03-01T05:00:00Z</dc:date></item>
 </rdf:RDF>"""
RSS09 = """<rss version="0.91"><channel><title>Old News</title><item><title>Old</title><link>http://o.example/1</link>
<description>One dead</description></item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON News",
        "items": [
            {"id": 7, "url": "/7", "title": "Raid", "content_html": "<p>Six dead</p>", "date_published": "2026-03-01"},
            {"id": "8", "external_url": "https://else.example/8", "content_text": "Eight dead"},
            "rubbish",
            {"id": "", "summary": "Nobody", "url": "javascript:alert(1)"},
        ],
    }
)


@pytest.mark.parametrize(
    ("data", "title", "items"),
    [
        (ATOM, "Atom News", [("https://a.example/x/story/1", "Strike hits market", "2026-03-01T08:00:00+03:00")]),
        (RDF, "RDF News", [("https://r.example/1", "Clash", "2026-03-01T05:00:00+00:00")]),
        (RSS09, "Old News", [("http://o.example/1", "Old", None)]),
        (
            JSON_FEED,
            "JSON News",
            [
                ("https://f.example/7", "Raid", "2026-03-01T00:00:00"),
                (None, None, None),
                ("https://else.example/8", None, None),
            ],
        ),
    ],
)
def test_formats(data: str, title: str, items: list[tuple[str | None, str | None, str | None]]) -> None:
    found = read_feed(data.encode(), "https://f.example/feed")
    assert found.title == title
    assert [(item.link, item.title, item.published_at) for item in found.items] == items


def test_relative_links_inside_a_text() -> None:
    (found,) = read_feed(ATOM.encode(), "https://f.example/feed").items
    assert 'href="https://a.example/map"' in found.content


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "is empty"),
        ("{]", "no JSON that can be read"),
        ('{"entries": []}', "no JSON Feed"),
        ("just words", "is no feed that can be read"),
        (
            '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>',
            "is a page, no feed; it offers https://f.example/rss.xml",
        ),
    ],
)
def test_what_is_no_feed(data: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_feed(data.encode(), "https://f.example/feed")


def test_a_broken_feed_gives_what_it_has() -> None:
    found = read_feed(rss(item(1), item(2)).removesuffix("</channel></rss>").encode()[:-9], "https://f.example/")
    assert found.items[0].title == "Report 1"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1256"])
def test_a_feed_whose_server_tells_another_encoding(declared: str) -> None:
    text = rss(item(1, "قتل أربعة")).replace("?>", ' encoding="utf-8"?>')
    found = read_feed(text.encode(), "https://f.example/", f"application/xml; charset={declared}")
    assert [item.content for item in found.items] == ["قتل أربعة"]


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        ("<p>Four were killed …</p>", True),
        ("Four were killed [...]", True),
        ("Four were killed. <a href='x'>Read more &raquo;</a>", True),
        ("Four were killed. Continue reading", True),
        ("<p>Four were killed.</p>", False),
        ("", False),
    ],
)
def test_cut_texts(content: str, cut: bool) -> None:
    assert Item("1", None, None, content).is_cut is cut


def test_probing_a_feed(server: HTTPServer, client: Make) -> None:
    answers(server, "/feed", "<html>Welcome</html>")
    assert "is no feed" in (probe(feed(server), client()).error or "")
    server.clear()
    answers(server, "/feed", page("gone", 410))
    assert (probe(feed(server), client()).error or "").endswith("/feed: answers 410 Gone")

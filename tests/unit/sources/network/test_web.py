import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pipeline.sources.archive import Archive
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import collect, probe
from pipeline.sources.fetching import DateRange
from pipeline.sources.http import Client
from pipeline.sources.sitemap import Listed, read_sitemap
from pipeline.sources.web import WebOptions
from pipeline.text.model import RawDocument
from pipeline.text.parse import parse_document
from tests.unit.sources.network.answers import answers, article, page

Make = Callable[..., Client]
BODY = "Twelve people were killed when shells hit the market, the mayor said."
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(server: HTTPServer, **pages: str) -> str:
    entries = (
        f"<url><loc>{server.url_for('/' + name)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for name, day in pages.items()
    )
    return f'<?xml version="1.0"?><urlset {XMLNS}>{"".join(entries)}</urlset>'


def web(server: HTTPServer, *pages: str, **given: Any) -> WebOptions:
    given["sitemaps"] = [server.url_for(path) for path in given.get("sitemaps", ())]
    return WebOptions(name="town", pages=[server.url_for(path) for path in pages], **given)


def documents(archive: Archive, tmp_path: Path) -> list[RawDocument]:
    return [found for found in ArchiveSource(archive, tmp_path / "c").read() if isinstance(found, RawDocument)]


def counts(options: WebOptions, archive: Archive, client: Client, dates: DateRange | None = None) -> tuple[int, ...]:
    found = collect(options, archive, client, dates)
    assert found.error is None
    return found.kept, found.unchanged, found.skipped, found.failed


def test_revisions_are_versions(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="/town?id=1">'
    answers(
        server,
        "/town",
        page(article("Market hit", BODY, canonical), ETag='"1"'),
        Response(status=304),
        page(article("Market hit", BODY + " Later the toll rose to 14.", canonical), ETag='"2"'),
        page(article("Market hit", BODY + " Later the toll rose to 14.", canonical)),
    )
    options = web(server, "/town")
    runs = [counts(options, archive, client()) for _ in range(4)]
    assert runs == [(1, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0)]
    first, second = documents(archive, tmp_path)
    assert first.uri == second.uri == server.url_for("/town?id=1")
    assert first.raw_hash != second.raw_hash


def test_only_changed_pages_of_a_sitemap_are_fetched(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(
        server,
        "/map.xml",
        urlset(server, a="2026-02-27", b="2026-02-28", old="2025-01-01"),
        urlset(server, a="2026-03-01", b="2026-02-28"),
    )
    asked = {name: answers(server, f"/{name}", article(name, BODY + name)) for name in ("a", "b", "old")}
    options = web(server, sitemaps=["/map.xml"])
    assert counts(options, archive, client()) == (2, 0, 0, 0)
    assert counts(options, archive, client()) == (0, 1, 0, 0)
    assert {name: len(requests) for name, requests in asked.items()} == {"a": 2, "b": 1, "old": 0}


def test_pages_without_a_time_are_looked_at_again(
    server: HTTPServer, archive: Archive, client: Make, time: Any
) -> None:
    answers(server, "/map.xml", urlset(server, a=""))
    asked = answers(server, "/a", article("a", BODY))
    options = web(server, sitemaps=["/map.xml"], recheck_days=2)
    for days in (0, 1, 1, 1):
        time.passed += days * 86_400
        counts(options, archive, client())
    assert len(asked) == 2


def test_an_index_in_gzip_and_patterns(server: HTTPServer, archive: Archive, client: Make) -> None:
    index = "".join(
        f"<sitemap><loc>{server.url_for(path)}</loc><lastmod>{day}</lastmod></sitemap>"
        for path, day in (("/new.xml.gz", "2026-02-28"), ("/old.xml", "2024-01-01"), ("/broken.xml", "2026-02-28"))
    )
    answers(server, "/index.xml", f"<sitemapindex {XMLNS}>{index}</sitemapindex>")
    listed = urlset(server, **{"war/1": "2026-02-28", "war/gallery": "2026-02-28", "sport/1": "2026-02-28"})
    answers(server, "/new.xml.gz", Response(gzip.compress(listed.encode()), content_type="application/gzip"))
    answers(server, "/broken.xml", "<html>no</html>")
    old = answers(server, "/old.xml", urlset(server))
    answers(server, "/war/1", article("War", BODY))
    options = web(server, sitemaps=["/index.xml"], include=["/war/"], exclude=["gallery"])
    assert counts(options, archive, client()) == (1, 0, 0, 0)
    assert not old
    failed = archive.journal.all_fetches("town", ["outcome", "reason"]).filter(outcome="failed")["reason"].to_list()
    assert failed == ["is no sitemap: its root is <html>, not <urlset> or <sitemapindex>"]


def test_a_site_names_its_sitemaps(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/robots.txt", page(f"Sitemap: {server.url_for('/my-map.xml')}\n"))
    answers(server, "/my-map.xml", urlset(server, a="2026-02-28"))
    answers(server, "/a", article("a", BODY))
    assert counts(web(server, sitemaps=["/"]), archive, client()) == (1, 0, 0, 0)


def test_a_backfill_by_days(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/map.xml", urlset(server, a="2025-01-09", b="2025-01-10", c="2025-01-20", d="2025-01-21", e=""))
    asked = {name: answers(server, f"/{name}", article(name, BODY + name)) for name in "abcde"}
    days = DateRange(date(2025, 1, 10), date(2025, 1, 20))
    options = web(server, "/e", sitemaps=["/map.xml"])
    assert counts(options, archive, client(), days) == (2, 0, 0, 0)
    assert counts(options, archive, client(), days) == (0, 0, 0, 0)
    assert [name for name, requests in asked.items() if requests] == ["b", "c"]


def test_robots_and_crawl_delay(server: HTTPServer, archive: Archive, client: Make, time: Any) -> None:
    answers(server, "/robots.txt", page("User-agent: conflict-ledger\nCrawl-delay: 4\nDisallow: /no\n"))
    answers(server, "/a", article("a", BODY))
    answers(server, "/b", article("b", BODY))
    refused = answers(server, "/no", article("no", BODY))
    assert counts(web(server, "/a", "/no", "/b"), archive, client()) == (2, 0, 1, 0)
    assert (refused, time.slept) == ([], [4.0])


def test_a_host_that_wants_to_rest_is_left_alone(server: HTTPServer, archive: Archive, client: Make) -> None:
    pages = [answers(server, path, page("slow down", 429, Retry_After="7200")) for path in ("/a", "/b", "/c")]
    assert counts(web(server, "/a", "/b", "/c"), archive, client()) == (0, 0, 0, 3)
    assert sum(map(len, pages)) == 1
    reasons = archive.journal.all_fetches("town", ["reason"])["reason"].to_list()
    assert "asks to wait 7200 seconds" in reasons[0]
    assert reasons[2].startswith("not asked: localhost")


def test_what_went_away(server: HTTPServer, archive: Archive, client: Make) -> None:
    answers(server, "/a", article("a", BODY), page("gone", 410))
    options = web(server, "/a")
    assert counts(options, archive, client()) == (1, 0, 0, 0)
    assert counts(options, archive, client()) == (0, 0, 0, 1)
    row = archive.journal.all_fetches("town", ["status", "reason", "passing"]).row(-1)
    assert row == (410, "answers 410 Gone", False)


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ('<link rel="canonical" href="https://origin.example/1#top">', "https://origin.example/1"),
        ('<meta property="og:url" content="https://origin.example/1">', "https://origin.example/1"),
        ('<link rel="canonical" href="https://origin.example/">', None),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ('<link rel="canonical" href="http://[broken">', None),
        ("", None),
    ],
)
def test_canonical_addresses(
    server: HTTPServer, archive: Archive, client: Make, tmp_path: Path, said: str, believed: str | None
) -> None:
    answers(server, "/a", article("a", BODY, said))
    counts(web(server, "/a"), archive, client())
    (found,) = documents(archive, tmp_path)
    assert found.uri == (believed or server.url_for("/a"))


@pytest.mark.parametrize(
    ("text", "encoding", "head", "header"),
    [
        ("Zwölf Tote", "utf-8", "", "text/html; charset=iso-8859-1"),
        ("Zwölf Tote", "utf-8", "", "text/html; charset=windows-1256"),
        ("قتل اثنا عشر شخصا في السوق", "windows-1256", "", "text/html; charset=windows-1256"),
        ("Погибли двенадцать человек", "koi8-r", "", "text/html; charset=koi8-r"),
        (
            "Погибли двенадцать человек",
            "windows-1251",
            '<meta charset="windows-1251">',
            "text/html; charset=koi8-r",
        ),
        (
            "Погибли двенадцать человек",
            "windows-1251",
            '<meta charset="windows-1251">',
            "text/html; charset=no-such-thing",
        ),
    ],
)
def test_encodings(
    server: HTTPServer,
    archive: Archive,
    client: Make,
    tmp_path: Path,
    text: str,
    encoding: str,
    head: str,
    header: str,
) -> None:
    markup = article(text, f"{text}. {text}.", head).encode(encoding)
    answers(server, "/a", Response(markup, headers={"Content-Type": header}))
    counts(web(server, "/a"), archive, client())
    (found,) = documents(archive, tmp_path)
    parsed = parse_document(found)
    assert text in getattr(parsed, "text", "")
    raw_hash = archive.journal.all_fetches("town", ["raw_hash"])["raw_hash"][0]
    assert archive.raw.get(raw_hash) == markup, "the archive keeps what was sent"


NEWS = f"""<urlset {XMLNS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://n.example/1 </loc><news:news>
 <news:publication><news:name>News Example</news:name></news:publication>
 <news:publication_date>2026-03-01T05:00:00+02:00</news:publication_date><news:title>Raid</news:title></news:news>
 <image:image><image:loc>https://n.example/1.jpg</image:loc><image:title>Smoke</image:title></image:image></url></urlset>"""
XXE = """<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<urlset><url><loc>https://n.example/&x;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (NEWS, [Listed("https://n.example/1", None, "Raid", "2026-03-01T05:00:00+02:00", "News Example")]),
        (
            "https://n.example/1\nrubbish\nhttps://n.example/2\n",
            [Listed("https://n.example/1"), Listed("https://n.example/2")],
        ),
        (XXE, [Listed("https://n.example/")]),
        ("<urlset><url><loc>https://n.example/1</loc></url><url><loc>", [Listed("https://n.example/1")]),
        ("<urlset><url></url></urlset>", []),
    ],
)
def test_sitemaps(data: str, pages: list[Listed]) -> None:
    assert list(read_sitemap(data.encode(), 1 << 20).pages) == pages


def test_a_source_that_leads_nowhere(server: HTTPServer, client: Make) -> None:
    answers(server, "/map.xml", "words")
    assert "neither XML nor a list of addresses" in (probe(web(server, sitemaps=["/map.xml"]), client()).error or "")
    with pytest.raises(ValueError, match="needs pages or sitemaps"):
        WebOptions(name="town")
    with pytest.raises(ValueError, match="is no regular expression"):
        WebOptions(name="town", pages=["https://x.example/"], include=["("])

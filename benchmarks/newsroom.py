"""A newsroom on the loopback: feeds whose items come by the hour, and pages of which some are broken in known ways.

Belongs here: what is served. Does not: fetching, judging. Everything follows from the numbers of feed, hour and item:
whoever wants to know what became of an item can tell what it was.
"""

import gzip
import logging
import multiprocessing
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Fault = Literal[
    "timeout", "slow_once", "error", "error_once", "missing", "charset", "truncated", "again", "copy", "huge", "bomb",
    "front_page", "picture", "loop", "blank",
]  # fmt: skip
FAULTS: tuple[Fault, ...] = Fault.__args__  # type: ignore[attr-defined]
# What may pass. So many of these in a row, and the source rests until its next run: rightly, but no item is the cause.
_PASSING = frozenset(("timeout", "slow_once", "error", "error_once", "truncated"))
_LONGEST_ROW = 4
# An item may be listed for so many hours: a page that fails can be asked for again.
LISTED_HOURS = 3
START = datetime(2026, 3, 1, tzinfo=UTC)
# Of the items about a war, so many give a toll.
_WITH_TOLL = 0.5
# Longer than the benchmark's client waits: what it waits for faults tells nothing, and is most of an hour's seconds. It
# waits as long as a server on a busy machine needs, or what is whole would fail too.
_SLOW_SECONDS = 0.9
_BOMB = gzip.compress(b"\0" * 30_000_000, 9)
# Feeds tell of the wars of the world, and of talks and aid as often as of tolls.
_WARS = tuple(
    tuple(towns.split("; "))
    for towns in (
        "Saraqib; Ariha; Binnish; Sarmin; Atarib; Azaz; Jarabulus; Manbij; Douma; Rastan; Salamiyah; Mayadin; Nawa",
        "Kharkiv; Kramatorsk; Sloviansk; Pokrovsk; Kupiansk; Nikopol; Kherson; Sumy; Lyman; Orikhiv; Izium; Konotop",
        "El Fasher; Nyala; Omdurman; Wad Madani; El Obeid; Zalingei; Kadugli; Geneina; Kutum; Sennar; Kosti",
        "Taiz; Marib; Hajjah; Saada; Dhamar; Zinjibar; Ataq; Lahij; Mocha; Zabid; Bajil",
        "Baidoa; Beledweyne; Kismayo; Galkayo; Jowhar; Afgooye; Bardera; Dhusamareb; Merca; Luuq; Barawe; Garowe",
        "Goma; Bukavu; Beni; Butembo; Rutshuru; Masisi; Sake; Bunia; Uvira; Walikale; Kanyabayonga; Lubero",
        "Lashio; Loikaw; Myawaddy; Hakha; Sittwe; Myitkyina; Falam; Kawkareik; Mogok; Bhamo; Monywa; Hpakant",
        "Gao; Mopti; Menaka; Timbuktu; Kidal; Bandiagara; Ansongo; Douentza; Niono; Djenne; Tessalit",
        "Maiduguri; Bama; Gwoza; Damboa; Monguno; Dikwa; Ngala; Chibok; Konduga; Mubi; Damaturu",
        "Kunduz; Ghazni; Herat; Jalalabad; Lashkar Gah; Zaranj; Taloqan; Farah; Sangin; Charikar; Gardez; Khost",
        "Mosul; Tikrit; Baqubah; Ramadi; Kirkuk; Fallujah; Sinjar; Hawija; Samarra; Haditha; Makhmour; Khanaqin",
        "Djibo; Dori; Kaya; Ouahigouya; Arbinda; Titao; Bogande; Diapaga; Barsalogho; Solenzo; Nouna",
    )
)
_DEEDS = ("shells hit", "an air strike hit", "a car bomb exploded in", "gunmen opened fire in", "rockets struck")
_WHO = ("civilians", "people", "fighters", "soldiers", "children", "women")
_SPEAKERS = ("a monitoring group", "a medic", "state media", "the civil defence", "residents")
# The rest of a report, in so many wordings that two reports are no copies of each other.
_WHO_TALKS = (
    "Shopkeepers; Aid workers; Teachers; Drivers; The mayor; Elders; Farmers; Nurses; Traders; Lawyers; Engineers; "
    "Volunteers; A diplomat; The power company; Journalists; Students"
)
_HOW = (
    "complained of; asked for; spoke about; warned of; denied rumours of; waited for; wrote to ministers about; "
    "argued over; hoped for; expected; prepared for; discussed; called for; worried about; joked about; promised"
)
_ABOUT = (
    "fuel; closed roads; power cuts; the price of bread; new talks; more medicine; school holidays; the harvest; "
    "broken pumps; slow convoys; the mobile network; missing papers; an early winter; new taxes; wages; clean water"
)
_WHEN = (
    "all day; until late; before the talks; as the week went on; in the town hall; in a letter; on local radio; "
    "despite promises; without much hope; once more; twice; with some success; over tea; by telephone; in private"
)
_TALK = tuple(words.split("; ") for words in (_WHO_TALKS, _HOW, _ABOUT, _WHEN))


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item of a feed, and what is wrong with its page."""

    feed: int
    hour: int
    number: int
    fault: Fault | None
    hours_a_day: int = 24

    @property
    def path(self) -> str:
        """Where its page lies."""
        return f"/page/{self.feed}/{self.hour}/{self.number}"

    @property
    def title(self) -> str:
        """Its headline."""
        source = random.Random(self.path)
        if self._tells_toll:
            return f"{self.place}: {source.randint(2, 90)} reported dead, bulletin {self.hour}-{self.number}"
        return f"{self.place}: talks to go on, bulletin {self.hour}-{self.number}"

    @property
    def place(self) -> str:
        """The town that it tells of."""
        return random.Random(self.path + "place").choice(self._war)

    @property
    def _war(self) -> tuple[str, ...]:
        return random.Random(self.path + "war").choice(_WARS)

    @property
    def _tells_toll(self) -> bool:
        return random.Random(self.path + "toll").random() < _WITH_TOLL

    def neighbour(self) -> "NewsItem":
        """The item before it."""
        return replace(self, number=self.number - 1, fault=None)

    def text(self) -> list[str]:
        """Its paragraphs; those of a copy are its neighbour's."""
        if self.fault == "copy":
            return self.neighbour().text()
        source = random.Random(self.path + "text")
        day = moment_of(self.hour, self.hours_a_day)
        number = f"bulletin number {self.feed}-{self.hour}-{self.number}"
        speaker = source.choice(_SPEAKERS)
        if not self._tells_toll:
            told = f"Talks on {self.place} went on for {source.randint(2, 9)} hours on {day:%A}, {speaker} said"
            return [f"{told} in {number}.", *_talk(source, 4)]
        told = (
            f"At least {source.randint(2, 90)} {source.choice(_WHO)} were killed when {source.choice(_DEEDS)} "
            f"{self.place} on {day:%A}, {speaker} said in {number}."
        )
        more = (
            f"Some {source.randint(2, 60) * 50} families fled towards {source.choice(self._war)}, and "
            f"{source.randint(2, 40)} others were wounded, {source.choice(_SPEAKERS)} said."
        )
        return [told, *_talk(source, 2), more, *_talk(source, 1)]


def _talk(source: random.Random, paragraphs: int) -> list[str]:
    """Paragraphs that tell of nothing that is counted."""
    return [
        " ".join(f"{' '.join(source.choice(words) for words in _TALK)}." for _ in range(3)) for _ in range(paragraphs)
    ]


def moment_of(hour: int, hours_a_day: int) -> datetime:
    """When an hour begins, of those that are simulated; a day may have fewer of them."""
    return START + timedelta(days=hour // hours_a_day, hours=hour % hours_a_day)


def fault_of(feed: int, hour: int, number: int, share: float) -> Fault | None:
    """The fault of an item: each kind has the same share. Items that may pass come in short rows."""
    fault = _drawn(feed, hour, number, share)
    row = range(number - _LONGEST_ROW, number)
    if fault in _PASSING and number >= _LONGEST_ROW and all(_drawn(feed, hour, at, share) in _PASSING for at in row):
        return None
    return fault


def _drawn(feed: int, hour: int, number: int, share: float) -> Fault | None:
    drawn = random.Random(f"{feed}/{hour}/{number}").random() / share if share else len(FAULTS)
    fault = FAULTS[int(drawn)] if drawn < len(FAULTS) else None
    # A copy needs a whole neighbour that comes before it.
    if fault == "copy" and (number == 0 or _drawn(feed, hour, number - 1, share) is not None):
        return None
    return fault


@dataclass(frozen=True, slots=True)
class Newsroom:
    """So many feeds, so many items an hour each, of which a share has each of the faults."""

    feeds: int
    items: int
    share: float
    hours_a_day: int = 24

    def items_of(self, feed: int, hour: int) -> list[NewsItem]:
        """What a feed brings in an hour; some items come twice, under one id."""
        return [self.item(feed, hour, number) for number in range(self.items)]

    def item(self, feed: int, hour: int, number: int) -> NewsItem:
        """One of them."""
        return NewsItem(feed, hour, number, fault_of(feed, hour, number, self.share), self.hours_a_day)

    def feed_document(self, feed: int, hour: int, base: str) -> str:
        """The feed as it stands in an hour."""
        listed = [
            item for past in range(max(0, hour - LISTED_HOURS + 1), hour + 1) for item in self.items_of(feed, past)
        ]
        entries = [_entry(item, base) for item in listed]
        entries += [_entry(item, base) for item in listed if item.fault == "again"]
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Wire {feed}</title><link>{base}/</link><description>All of it</description>{''.join(entries)}"
            "</channel></rss>"
        )


def _entry(item: NewsItem, base: str) -> str:
    at = moment_of(item.hour, item.hours_a_day)
    return (
        f"<item><title>{item.title}</title><link>{base}{item.path}</link><guid>{item.path}</guid>"
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    )


def _page(item: NewsItem) -> str:
    at = moment_of(item.hour, item.hours_a_day)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in item.text())
    title = item.neighbour().title if item.fault == "copy" else item.title
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='{at.isoformat()}'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


class _Server:
    """Answers for a newsroom."""

    def __init__(self, newsroom: Newsroom, hour: Any) -> None:
        self._newsroom = newsroom
        self._hour = hour
        self._asked: set[str] = set()

    def answer(self, request: Request) -> Response:
        parts = request.path.strip("/").split("/")
        if parts[0] == "feed":
            return self._feed(request, int(parts[1]))
        if parts[0] == "page":
            return self._page(self._newsroom.item(*map(int, parts[1:])))
        return Response(
            "<html><body>The front page of the wire.</body></html>" if parts == [""] else "none",
            status=200 if parts == [""] else 404,
            content_type="text/html",
        )

    def _feed(self, request: Request, feed: int) -> Response:
        hour = self._hour.value
        response = Response(
            self._newsroom.feed_document(feed, hour, request.host_url.rstrip("/")), content_type="application/rss+xml"
        )
        response.set_etag(f"{feed}-{hour}")
        return response.make_conditional(request)

    def _page(self, item: NewsItem) -> Response:
        first = item.path not in self._asked
        self._asked.add(item.path)
        if item.fault == "timeout" or (item.fault == "slow_once" and first):
            time.sleep(_SLOW_SECONDS)
        if item.fault == "error" or (item.fault == "error_once" and first):
            return Response("out of order", status=500)
        return self._whole(item)

    def _whole(self, item: NewsItem) -> Response:
        page = _page(item)
        if item.fault == "missing":
            return Response("no such page", status=404)
        if item.fault == "charset":
            return Response(
                page.replace("'utf-8'", "'koi-7'").encode("utf-16-le"), content_type="text/html; charset=nonsense"
            )
        if item.fault == "truncated":
            return _broken_off(page)
        if item.fault == "huge":
            return Response(page + "<p>more</p>" * 300_000, content_type="text/html")
        if item.fault == "bomb":
            return Response(_BOMB, headers={"Content-Encoding": "gzip"}, content_type="text/html")
        if item.fault == "front_page":
            return Response(status=302, headers={"Location": "/"})
        if item.fault == "loop":
            return Response(status=302, headers={"Location": item.path})
        if item.fault == "picture":
            return Response(b"\x89PNG\r\n", content_type="image/png")
        if item.fault == "blank":
            return Response("", content_type="text/html")
        return Response(page, content_type="text/html; charset=utf-8")


def _broken_off(page: str) -> Response:
    """Half of what its length promises."""
    data = page.encode()
    response = Response(data[: len(data) // 2], content_type="text/html")
    response.headers["Content-Length"] = str(len(data))
    return response


def _serve(newsroom: Newsroom, hour: Any, port: Any, ready: Any) -> None:
    server = HTTPServer(host="127.0.0.1", port=port.value, threaded=True)
    server.no_handler_status_code = 404
    handler = _Server(newsroom, hour)

    def answer(request: Request) -> Response:
        # The server of the tests remembers every request; here they are too many.
        server.log.clear()
        return handler.answer(request)

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.expect_request(re.compile("/.*")).respond_with_handler(answer)
    server.start()
    port.value = server.port
    ready.set()
    while True:
        time.sleep(3600)


@contextmanager
def open_newsroom(newsroom: Newsroom, at: int = 0) -> Iterator[tuple[str, Any]]:
    """The address of the newsroom, served by a process of its own, and the hour that its feeds are at.

    `at` is its port; 0, any that is free.
    """
    context = multiprocessing.get_context("spawn")
    hour, port, ready = context.Value("i", 0), context.Value("i", at), context.Event()
    process = context.Process(target=_serve, args=(newsroom, hour, port, ready), daemon=True)
    process.start()
    try:
        if not ready.wait(60):
            raise RuntimeError("the newsroom does not open")
        yield f"http://127.0.0.1:{port.value}", hour
    finally:
        process.terminate()
        process.join(10)

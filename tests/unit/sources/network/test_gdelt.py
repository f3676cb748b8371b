import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.sources import gdelt
from pipeline.sources.archive import Archive
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import Collected, collect
from pipeline.sources.fetching import DateRange
from pipeline.sources.gdelt import GdeltOptions
from pipeline.sources.http import Client
from tests.unit.sources.network.answers import answers, article, page

Make = Callable[..., Client]
BODY = "Twelve people were killed when shells hit the market, the mayor said."


class Api:
    """The search: reports seen at a time, listed when the window holds it."""

    def __init__(self, server: HTTPServer, **seen: str) -> None:
        self.server = server
        self.seen = seen
        self.asked: list[Request] = []
        self.odd: list[Response] = []
        server.expect_request("/doc").respond_with_handler(self._answer)
        for name in seen:
            answers(server, f"/{name}", article(name, f"{BODY} {name}"))

    def _answer(self, request: Request) -> Response:
        self.asked.append(request)
        if self.odd:
            return self.odd.pop(0)
        start, end = request.args["startdatetime"], request.args["enddatetime"]
        found = [name for name, when in sorted(self.seen.items(), key=lambda one: one[1]) if start <= when < end]
        listed = [self.entry(name) for name in found[: gdelt._MOST]]
        return Response(json.dumps({"articles": listed} if listed else {}), content_type="application/json")

    def entry(self, name: str) -> dict[str, str]:
        when = f"{self.seen[name][:8]}T{self.seen[name][8:]}Z"
        told = {"url_mobile": "", "title": name, "seendate": when, "socialimage": "", "domain": "localhost"}
        return {"url": self.server.url_for(f"/{name}"), **told, "language": "English", "sourcecountry": "Sudan"}


def options(server: HTTPServer, **given: Any) -> GdeltOptions:
    return GdeltOptions(name="world", query='(shelling OR "air strike") sudan', api=server.url_for("/doc"), **given)


def counts(found: Collected) -> tuple[int, int, int, int]:
    assert found.error is None
    return found.kept, found.unchanged, found.skipped, found.failed


def test_what_the_search_finds_is_fetched(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    api = Api(server, a="20260228100000", b="20260301010000", old="20260201000000")
    found = collect(options(server, languages=["English", "French"], countries=["South Sudan"]), archive, client())
    assert counts(found) == (2, 0, 0, 0)
    uris = [item.uri for item in ArchiveSource(archive, tmp_path / "c").read()]
    assert uris == [server.url_for("/a"), server.url_for("/b")]
    args = api.asked[0].args
    assert args["query"] == (
        '(shelling OR "air strike") sudan (sourcelang:english OR sourcelang:french) sourcecountry:southsudan'
    )
    assert (args["mode"], args["format"], args["maxrecords"]) == ("artlist", "json", "250")
    assert (args["startdatetime"], args["enddatetime"]) == ("20260228060000", "20260301060000")


def test_later_runs_look_back_a_little_and_take_nothing_twice(
    server: HTTPServer, archive: Archive, client: Make, time: Any
) -> None:
    api = Api(server, a="20260301050000")
    collect(options(server), archive, client())
    time.passed += 3600
    api.seen["late"] = "20260301053000"
    answers(server, "/late", article("late", BODY))
    assert counts(collect(options(server), archive, client())) == (1, 0, 0, 0)
    assert api.asked[-1].args["startdatetime"] == "20260301040000"


def test_a_full_answer_is_asked_for_in_halves(
    server: HTTPServer, archive: Archive, client: Make, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gdelt, "_MOST", 3)
    api = Api(server, **{f"p{hour}": f"202602281{hour}0000" for hour in range(8)})
    assert counts(collect(options(server), archive, client())) == (8, 0, 0, 0)
    assert len(api.asked) > 4
    assert time.slept[: len(api.asked) - 1].count(5.0) >= 2, "it wants five seconds between searches"


def test_no_hits(server: HTTPServer, archive: Archive, client: Make) -> None:
    Api(server)
    assert counts(collect(options(server), archive, client())) == (0, 0, 0, 0)
    api = Api(server)
    api.odd = [Response("")]
    assert counts(collect(options(server), archive, client())) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("title", "good"),
    [
        (r"It\'s war", True),
        (r"C:\Users \x41 \u00zz \u00e9 \\ \" \/", True),
        ("line\nbreak\tand \x01", True),
        (r"ends in a backslash \\", True),
        ('an open " quote', False),
    ],
)
def test_escapes_that_are_none(server: HTTPServer, archive: Archive, client: Make, title: str, good: bool) -> None:
    api = Api(server, a="20260301050000")
    entry = json.dumps(api.entry("a")).replace('"title": "a"', f'"title": "{title}"')
    api.odd = [Response(f'{{"articles": [{entry}]}}', content_type="application/json")]
    found = collect(options(server), archive, client())
    if good:
        assert counts(found) == (1, 0, 0, 0)
    else:
        assert "GDELT's answer is no JSON" in (found.error or "")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            page("Your query was too short or too long."),
            "check the query (it says: Your query",
        ),
        (page("<b>Timespan is too short.</b>"), "(it says: Timespan is too short.)"),
        (page("Please limit requests to one every 5 seconds."), "wants to be asked less often"),
        (page("Please limit requests to one every 5 seconds.", 429), "wants to be asked less often"),
        (page("down", 503), "GDELT answers 503 Service Unavailable"),
    ],
)
def test_refusals_in_words(server: HTTPServer, archive: Archive, client: Make, answer: Response, said: str) -> None:
    Api(server).odd = [answer]
    assert said in (collect(options(server), archive, client(retries=0)).error or "")


def test_429_and_then_fine(server: HTTPServer, archive: Archive, client: Make, time: Any) -> None:
    api = Api(server, a="20260301050000")
    api.odd = [page("Please limit requests", 429, Retry_After="12")]
    assert counts(collect(options(server), archive, client())) == (1, 0, 0, 0)
    assert 12.0 in time.slept


def test_pages_that_fail_are_tried_again(server: HTTPServer, archive: Archive, client: Make, time: Any) -> None:
    api = Api(server)
    api.seen["slow"] = "20260301050000"
    answers(server, "/slow", page("later", 503), page("later", 503), article("slow", BODY))
    runs = []
    for _ in range(4):
        runs.append(counts(collect(options(server), archive, client(retries=0))))
        time.passed += 8 * 3600
    assert runs == [(0, 0, 0, 1), (0, 0, 0, 1), (1, 0, 0, 0), (0, 0, 0, 0)]


def test_a_cut_run_loses_nothing(server: HTTPServer, archive: Archive, client: Make) -> None:
    Api(server, **{f"p{hour}": f"202602281{hour}0000" for hour in range(5)})
    runs = [collect(options(server, max_documents=2), archive, client()) for _ in range(4)]
    assert [run.kept for run in runs] == [2, 2, 1, 0]


def test_a_backfill(server: HTTPServer, archive: Archive, client: Make) -> None:
    Api(server, **{f"d{day}": f"202601{day}120000" for day in range(10, 16)})
    days = DateRange(date(2026, 1, 11), date(2026, 1, 13))
    assert counts(collect(options(server), archive, client(), days)) == (3, 0, 0, 0)
    assert counts(collect(options(server), archive, client(), days)) == (0, 0, 0, 0)
    until = archive.journal.position("world").state["2026-01-11..2026-01-13"]["until"]
    assert datetime.fromisoformat(until).isoformat() == "2026-01-14T00:00:00+00:00"

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.sources.archive import Archive
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import Collected, collect
from pipeline.sources.fetching import DateRange
from pipeline.sources.http import Client
from pipeline.sources.reliefweb import ReliefWebOptions
from pipeline.text.model import RawDocument

Make = Callable[..., Client]
NAME = "desk-ledger-x7Qp2"


def report(number: int, created: str, **fields: Any) -> dict[str, Any]:
    told = {
        "id": number,
        "title": f"Situation report {number}",
        "body": "Some 400 families fled.",
        "body-html": f"<p>Some 400 families fled in week {number}.</p>",
        "url": f"https://reliefweb.example/node/{number}",
        "url_alias": f"https://reliefweb.example/report/sudan/situation-report-{number}",
        "date": {"created": created, "original": created[:10] + "T00:00:00+00:00", "changed": created},
        "source": [{"name": "UN Office of Examples", "shortname": "UNOE"}],
        "language": [{"code": "en"}],
    }
    return {"id": str(number), "score": 1, "href": f"https://api.example/v2/reports/{number}", "fields": told | fields}


class Api:
    """As much of the API as a search needs: creation times from and to, pages, the name of who asks."""

    def __init__(self, server: HTTPServer, *reports: dict[str, Any]) -> None:
        self.server = server
        self.reports = list(reports)
        self.asked: list[Request] = []
        self.refusals: list[Response] = []
        server.expect_request("/v2/reports").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.asked.append(request)
        if self.refusals:
            return self.refusals.pop(0)
        args = request.args
        start, end = args["filter[conditions][0][value][from]"], args.get("filter[conditions][0][value][to]", "9")
        found = [one for one in self.reports if start <= one["fields"]["date"]["created"] <= end]
        found.sort(key=lambda one: str(one["fields"]["date"]["created"]))
        limit, offset = int(args["limit"]), int(args.get("offset", 0))
        links = {"self": {"href": request.url}}
        if offset + limit < len(found):
            query = request.query_string.decode().split("&offset=")[0]
            links["next"] = {"href": self.server.url_for("/v2/reports") + f"?{query}&offset={offset + limit}"}
        page = found[offset : offset + limit]
        body = {
            "time": 3,
            "href": request.url,
            "links": links,
            "totalCount": len(found),
            "count": len(page),
            "data": page,
        }
        return Response(json.dumps(body), content_type="application/json")


def refusal(status: int, kind: str, message: str, **headers: str) -> Response:
    body = {"status": status, "time": 1, "error": {"type": kind, "message": message}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(body), status=status, headers={"Content-Type": "application/json", **named})


@pytest.fixture(autouse=True)
def appname(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELIEFWEB_APPNAME", NAME)


def options(server: HTTPServer, **given: Any) -> ReliefWebOptions:
    return ReliefWebOptions(name="reliefweb", api=server.url_for("/v2"), **given)


def documents(archive: Archive, tmp_path: Path) -> list[RawDocument]:
    return [found for found in ArchiveSource(archive, tmp_path / "c").read() if isinstance(found, RawDocument)]


def counts(found: Collected) -> tuple[int, int, int, int]:
    assert found.error is None
    return found.kept, found.unchanged, found.skipped, found.failed


def test_reports_of_all_pages(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    api = Api(server, *(report(number, f"2026-02-{number:02}T08:00:00+00:00") for number in range(10, 17)))
    found = collect(options(server, page_size=3, query="flood", countries=["SDN", "TCD"]), archive, client())
    assert (counts(found), found.requests) == ((7, 0, 0, 0), 10)
    first = documents(archive, tmp_path)[0]
    assert (first.external_id, first.publisher, first.published_at) == (
        "10",
        "UN Office of Examples",
        "2026-02-10T00:00:00+00:00",
    )
    assert first.url == "https://reliefweb.example/report/sudan/situation-report-10"
    assert b"<p>Some 400 families fled in week 10.</p>" in first.data
    args = api.asked[0].args
    assert args["query[value]"] == "flood"
    assert args["filter[conditions][0][value][from]"] == "2026-01-30T00:00:00+00:00"
    assert args.getlist("filter[conditions][1][value][]") == ["sdn", "tcd"]
    assert args.getlist("filter[conditions][2][value][]") == ["en"]
    assert [request.args["appname"] for request in api.asked] == [NAME] * 3


def test_the_name_of_who_asks_is_not_kept(server: HTTPServer, archive: Archive, client: Make) -> None:
    Api(server, *(report(number, "2026-02-20T08:00:00+00:00") for number in range(3)))
    collect(options(server, page_size=1), archive, client())
    for path in (archive.root / "journal").rglob("*.parquet"):
        assert NAME.encode() not in path.read_bytes()
    urls = archive.journal.all_fetches("reliefweb", ["url", "url_answered", "headers"]).rows()
    assert NAME not in repr(urls)


def test_it_goes_on_behind_the_last_one_seen(server: HTTPServer, archive: Archive, client: Make) -> None:
    same = "2026-02-20T08:00:00+00:00"
    api = Api(server, report(1, "2026-02-19T08:00:00+00:00"), report(2, same))
    assert counts(collect(options(server), archive, client()))[0] == 2
    api.reports += [report(3, same), report(4, "2026-02-21T08:00:00+00:00")]
    assert counts(collect(options(server), archive, client()))[0] == 2
    assert counts(collect(options(server), archive, client())) == (0, 0, 0, 0)
    assert api.asked[-1].args["filter[conditions][0][value][from]"] == "2026-02-21T08:00:00+00:00"


def test_a_cut_run_loses_nothing(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    Api(server, *(report(number, f"2026-02-{10 + number // 2:02}T08:00:00+00:00") for number in range(7)))
    runs = [collect(options(server, page_size=2, max_documents=3), archive, client()) for _ in range(4)]
    assert [(run.kept, run.more) for run in runs] == [(3, True), (3, True), (1, False), (0, False)]
    assert sorted(int(found.external_id) for found in documents(archive, tmp_path)) == list(range(7))


def test_a_backfill(server: HTTPServer, archive: Archive, client: Make) -> None:
    Api(server, *(report(number, f"2025-06-{number:02}T08:00:00+00:00") for number in range(1, 11)))
    days = DateRange(date(2025, 6, 3), date(2025, 6, 5))
    assert counts(collect(options(server), archive, client(), days))[0] == 3
    assert counts(collect(options(server), archive, client(), days))[0] == 0


def test_reports_without_a_text(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    created = "2026-02-20T08:00:00+00:00"
    bare = {"body": None, "body-html": None}
    api = Api(server)
    reports = [report(1, created, **bare), report(2, created, **{"body-html": None}), {"id": "3", "fields": "odd"}]
    api.refusals = [Response(json.dumps({"data": reports}))]
    assert counts(collect(options(server), archive, client())) == (1, 0, 2, 0)
    (found,) = documents(archive, tmp_path)
    assert (found.kind, found.data) == ("text", b"Some 400 families fled.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            refusal(400, "BadRequestHttpException", "Missing appname parameter"),
            "misses the application name: set RELIEF",
        ),
        (refusal(400, "BadRequestHttpException", "Invalid field 'x'"), "does not understand the search"),
        (refusal(403, "AccessDeniedHttpException", "You are not using an approved appname."), "has not approved"),
        (refusal(410, "GoneHttpException", "API v1 is gone"), "shut down this version of its API"),
        (refusal(429, "TooManyRequests", "Daily quota exceeded", Retry_After="4000"), "quota is used up"),
        (refusal(500, "Error", "Elastic is tired"), "ReliefWeb answers 500 Internal Server Error (it says: Elastic"),
        (Response("<html>maintenance</html>"), "is no JSON"),
        (Response('{"data": 3}'), "has no list 'data'"),
    ],
)
def test_refusals_in_words(server: HTTPServer, archive: Archive, client: Make, answer: Response, said: str) -> None:
    Api(server).refusals = [answer]
    found = collect(options(server), archive, client(retries=0))
    assert found.error is not None
    assert said in found.error
    assert NAME not in found.error


def test_the_quota_is_respected(server: HTTPServer, archive: Archive, client: Make, time: Any) -> None:
    api = Api(server)
    api.refusals = [refusal(429, "TooManyRequests", "Daily quota exceeded")]
    collect(options(server), archive, client(retries=0))
    assert collect(options(server), archive, client()).waiting is not None
    assert len(api.asked) == 1
    time.passed += 3601
    assert collect(options(server), archive, client()).succeeded


def test_a_next_page_elsewhere_is_not_followed(server: HTTPServer, archive: Archive, client: Make) -> None:
    page = {"data": [report(1, "2026-02-20T08:00:00+00:00")], "links": {"next": {"href": "https://evil.example/x"}}}
    Api(server).refusals = [Response(json.dumps(page))]
    found = collect(options(server), archive, client())
    assert "another host, evil.example" in (found.error or "")
    assert found.kept == 1


def test_no_name(server: HTTPServer, archive: Archive, client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELIEFWEB_APPNAME")
    error = collect(options(server), archive, client()).error or ""
    assert "needs the environment variable RELIEFWEB_APPNAME" in error
    assert "request one at" in error

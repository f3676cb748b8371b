import gzip
import io
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from werkzeug import Request, Response

from pipeline.sources.archive import Archive
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import Collected, collect, probe
from pipeline.sources.fetching import DateRange
from pipeline.sources.http import Client
from pipeline.sources.warc import WarcOptions
from tests.unit.sources.network.answers import answers

Make = Callable[..., Client]
WAR = (
    "Shelling killed the mayor and two of the soldiers in the town, and the ceasefire is over in all of the province; "
    "the wounded and the displaced fled in the night."
)


def html(text: str = WAR, lang: str = "en", title: str = "Report") -> bytes:
    return f'<html lang="{lang}"><head><title>{title}</title></head><body><p>{text}</p></body></html>'.encode()


def warc(*records: dict[str, Any] | bytes, packed: bool = True) -> bytes:
    """A WARC file; a record is a page, or keywords that make it another one."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for number, record in enumerate(records):
        told: dict[str, Any] = {"body": record} if isinstance(record, bytes) else dict(record)
        headers = [("Content-Type", told.get("type", "text/html; charset=utf-8")), *told.get("headers", [])]
        status = StatusAndHeaders(told.get("status", "200 OK"), headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                told.get("url", f"https://news.example/{number}"),
                told.get("record", "response"),
                payload=io.BytesIO(told.get("body", html())),
                http_headers=status,
                warc_headers_dict={"WARC-Date": "2026-02-03T04:05:06Z"},
            )
        )
    return out.getvalue()


def options(*files: str | Path, **given: Any) -> WarcOptions:
    return WarcOptions(name="crawl", paths=[str(file) for file in files], **given)


def counts(found: Collected) -> tuple[int, int, int, int]:
    assert found.error is None
    return found.kept, found.unchanged, found.skipped, found.failed


def account(archive: Archive) -> list[str]:
    return list(archive.journal.all_fetches("crawl", ["role", "reason"]).filter(role="listing")["reason"])


def uris(archive: Archive, tmp_path: Path) -> list[str]:
    return [item.uri for item in ArchiveSource(archive, tmp_path / "c").read()]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_out_of_a_file(archive: Archive, client: Make, tmp_path: Path, packed: bool) -> None:
    file = tmp_path / "one.warc"
    file.write_bytes(warc(html(title="A"), html(title="B"), packed=packed))
    assert counts(collect(options(file), archive, client())) == (2, 0, 0, 0)
    assert counts(collect(options(file), archive, client())) == (0, 0, 0, 0)
    row = archive.journal.all_fetches("crawl", ["url", "status", "headers", "retrieved_at"]).row(0, named=True)
    assert (row["url"], row["status"]) == ("https://news.example/0", 200)
    assert row["retrieved_at"].isoformat() == "2026-02-03T04:05:06+00:00"
    assert '"warc-file"' in row["headers"]
    assert uris(archive, tmp_path) == ["https://news.example/0", "https://news.example/1"]


@pytest.mark.parametrize(
    ("record", "became"),
    [
        ({"status": "404 Not Found"}, "not answered with 200"),
        ({"type": "image/png"}, "no pages"),
        ({"url": "https://sport.example.org/1"}, "of other hosts"),
        ({"url": "https://ads.news.example/1"}, "of other hosts"),
        ({"url": "dns:news.example"}, "without an address"),
        ({"body": html(lang="fr")}, "in other languages"),
        ({"body": html(lang="en-GB")}, None),
        ({"body": html().replace(b' lang="en"', b"")}, None),
        ({"body": html("Beschuss tötete den Bürgermeister").replace(b' lang="en"', b"")}, "in other languages"),
        ({"body": html().replace(b' lang="en"', b""), "headers": [("Content-Language", "de")]}, "in other languages"),
        ({"body": html("The price of bread is up and the shops of the town are in the red.")}, "not on the subject"),
        ({"body": gzip.compress(html()), "headers": [("Content-Encoding", "gzip")]}, None),
        ({"body": b"rubbish", "headers": [("Content-Encoding", "gzip")]}, "broken or too long unpacked"),
        ({"body": html() * 200}, "too long"),
        ({"record": "request"}, ""),
        ({"type": "text/plain", "body": WAR.encode()}, None),
    ],
)
def test_the_sieve(archive: Archive, client: Make, tmp_path: Path, record: dict[str, Any], became: str | None) -> None:
    file = tmp_path / "one.warc.gz"
    file.write_bytes(warc(record))
    given = options(file, hosts=["news.example"], exclude_hosts=["ads.news.example"])
    found = collect(given, archive, client(max_bytes=20_000))
    assert found.kept == (became is None)
    told = "kept" if became is None else became
    expected = "read to its end: 0 records" if became == "" else f"read to its end: 1 records, 1 {told}"
    assert account(archive) == [expected]


def test_own_words_and_other_languages(archive: Archive, client: Make, tmp_path: Path) -> None:
    file = tmp_path / "one.warc.gz"
    file.write_bytes(warc(html("Un obus a tué trois civils, dit le maire.", lang="fr"), html(lang="fr")))
    given = options(file, languages=["fr"], terms=["tué", "obus", "civils"], least_terms=2)
    assert counts(collect(given, archive, client()))[0] == 1


def test_a_cut_run_goes_on_inside_the_file(archive: Archive, client: Make, tmp_path: Path) -> None:
    file = tmp_path / "one.warc.gz"
    file.write_bytes(warc(*(html(title=str(number)) for number in range(7))))
    runs = [collect(options(file, max_documents=3), archive, client()) for _ in range(4)]
    assert [run.kept for run in runs] == [3, 3, 1, 0]
    assert len(set(uris(archive, tmp_path))) == len(uris(archive, tmp_path)) == 7


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_file(archive: Archive, client: Make, tmp_path: Path, packed: bool) -> None:
    data = bytearray(warc(*(html(title=str(number) * 50) for number in range(6)), packed=packed))
    data[len(data) // 2 : len(data) // 2 + 400] = b"\x00" * 400
    (tmp_path / "bad.warc").write_bytes(data)
    (tmp_path / "good.warc").write_bytes(warc(html()))
    found = collect(options(tmp_path / "*.warc"), archive, client())
    assert found.error is None
    assert found.kept >= 2
    if packed:
        assert "damaged behind byte" in account(archive)[0]
    assert account(archive)[-1] == "read to its end: 1 records, 1 kept"


def test_a_file_that_is_cut_off(archive: Archive, client: Make, tmp_path: Path) -> None:
    file = tmp_path / "cut.warc"
    file.write_bytes(warc(html(), html(), packed=False)[:-60])
    assert counts(collect(options(file), archive, client()))[0] == 1
    assert account(archive) == ["read to its end: 2 records, 1 cut off, 1 kept"]


def test_what_is_no_warc(archive: Archive, client: Make, tmp_path: Path) -> None:
    file = tmp_path / "page.warc"
    file.write_bytes(html() * 10)
    collect(options(file), archive, client())
    assert "damaged behind byte 0" in account(archive)[0]
    assert "no WARC file matches" in (collect(options(tmp_path / "no*.warc"), archive, client()).error or "")
    missing = probe(WarcOptions(name="gone", paths=[str(tmp_path / "gone.warc")]), client())
    assert "cannot be read: No such file" in (missing.error or "")


class Bucket:
    """A server of large files that breaks off as often as told; `ranged` is whether it can begin in the middle."""

    def __init__(self, server: HTTPServer, ranged: bool = True) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks: list[int] = []
        self.ranges: list[int] = []
        self.ranged = ranged
        server.expect_request(r"/data.warc.gz").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        data = self.files["/data.warc.gz"]
        start = request.range.ranges[0][0] if request.range and self.ranged else 0
        self.ranges.append(start)
        part = data[start:]
        sent = part[: self.breaks.pop(0)] if self.breaks else part
        headers = {"Content-Length": str(len(part))}
        return Response(iter([sent]), status=206 if start else 200, headers=headers)


@pytest.mark.parametrize("ranged", [True, False])
def test_a_stream_that_breaks_is_taken_up_again(
    server: HTTPServer, archive: Archive, client: Make, tmp_path: Path, ranged: bool
) -> None:
    bucket = Bucket(server, ranged)
    data = warc(*({"body": html(title=str(number)) + bytes(range(256)) * 90} for number in range(12)))
    bucket.files["/data.warc.gz"] = data
    bucket.breaks = [len(data) // 2, len(data) // 3, 10]
    found = collect(options(server.url_for("/data.warc.gz")), archive, client())
    assert counts(found) == (12, 0, 0, 0)
    assert len(uris(archive, tmp_path)) == len(set(uris(archive, tmp_path))) == 12
    if ranged:
        assert bucket.ranges[0] == 0 < bucket.ranges[1]


def test_a_stream_that_always_breaks_fails_and_goes_on_later(
    server: HTTPServer, archive: Archive, client: Make
) -> None:
    bucket = Bucket(server)
    bucket.files["/data.warc.gz"] = warc(*(html(title=str(number)) for number in range(3)))
    bucket.breaks = [0] * 3
    given = options(server.url_for("/data.warc.gz"))
    found = collect(given, archive, client(retries=2))
    assert "broke off" in (found.error or "")
    assert counts(collect(given, archive, client())) == (3, 0, 0, 0)


def test_lists_of_paths(server: HTTPServer, archive: Archive, client: Make, tmp_path: Path) -> None:
    names = [f"crawl/CC-NEWS-202602{day}010203-00001.warc.gz" for day in ("01", "02", "28")]
    answers(server, "/2026/02/warc.paths.gz", Response(gzip.compress("\n".join(names).encode())))
    answers(server, "/2026/03/warc.paths.gz", Response(gzip.compress(b"crawl/CC-NEWS-20260301010203-00001.warc.gz\n")))
    for number, name in enumerate([*names, "crawl/CC-NEWS-20260301010203-00001.warc.gz"]):
        page = {"url": f"https://n.example/{number}"}
        answers(server, f"/{name}", Response(warc(page), content_type="application/octet-stream"))
    given = WarcOptions(
        name="crawl", path_lists=[server.url_for("/{year}/{month}/warc.paths.gz")], base=server.url_for("/")
    )
    assert counts(collect(given, archive, client())) == (1, 0, 0, 0)
    days = DateRange(date(2026, 2, 2), date(2026, 2, 28))
    assert counts(collect(given, archive, client(), days)) == (2, 0, 0, 0)
    assert sorted(uris(archive, tmp_path)) == [f"https://n.example/{number}" for number in (1, 2, 3)]
    answers(server, "/odd", Response("<html>"))
    odd = WarcOptions(name="odd", path_lists=[server.url_for("/odd")])
    assert "is no list of WARC files" in (probe(odd, client()).error or "")


def test_a_large_file_in_little_memory(archive: Archive, client: Make, tmp_path: Path) -> None:
    """Memory does not grow with the file: four times the records, the same peak."""
    page = html() + b"<!--" + b"x" * 400_000 + b"-->"

    def peak(count: int) -> int:
        file = tmp_path / f"{count}.warc.gz"
        file.write_bytes(warc(*({"body": page.replace(b"killed", b"%06d" % n)} for n in range(count))))
        tracemalloc.start()
        collect(options(file, max_documents=10_000, terms=["nowhere"]), archive, client())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    assert peak(48) < 1.5 * peak(12) + 1_000_000

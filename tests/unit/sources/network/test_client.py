import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.sources.http import Client, FetchError
from tests.unit.sources.network.answers import answers

Make = Callable[..., Client]


def refusal(client: Client, url: str, **how: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get(url, **how)
    return caught.value


def test_an_answer_with_what_matters_of_it(server: HTTPServer, client: Make) -> None:
    sent = {"ETag": '"v1"', "Set-Cookie": "id=1", "Content-Type": "text/html; charset=utf-8"}
    asked = answers(server, "/page", Response("Zerstört", headers=sent))
    answer = client().get(server.url_for("/page#part"))
    assert (answer.status, answer.body.decode(), answer.media_type) == (200, "Zerstört", "text/html")
    assert answer.headers["etag"] == '"v1"'
    assert "set-cookie" not in answer.headers
    assert asked[0].headers["User-Agent"] == "conflict-ledger/0.1 (+desk@example.org)"


def test_not_modified(server: HTTPServer, client: Make) -> None:
    asked = answers(server, "/feed", Response(status=304))
    answer = client().get(server.url_for("/feed"), etag='"v1"', last_modified="Sun, 01 Mar 2026 05:00:00 GMT")
    assert answer.not_modified
    assert answer.body == b""
    assert asked[0].headers["If-None-Match"] == '"v1"'
    assert asked[0].headers["If-Modified-Since"] == "Sun, 01 Mar 2026 05:00:00 GMT"


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data, wbits=-15)])
@pytest.mark.parametrize("size", [0, 10, 3_000_000])
def test_packed_answers(server: HTTPServer, client: Make, pack: Callable[[bytes], bytes], size: int) -> None:
    data = b"0123456789" * (size // 10)
    encoding = "gzip" if pack is gzip.compress else "deflate"
    answers(server, "/", Response(pack(data), headers={"Content-Encoding": encoding}))
    assert client().get(server.url_for("/")).body == data


def test_gzip_in_members_with_padding(server: HTTPServer, client: Make) -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00" * 20
    answers(server, "/", Response(data, headers={"Content-Encoding": "gzip"}))
    assert client().get(server.url_for("/")).body == b"one two"


def test_a_gzip_bomb_is_not_unpacked(server: HTTPServer, client: Make) -> None:
    bomb = gzip.compress(b"\x00" * 30_000_000)
    assert len(bomb) < 50_000
    answers(server, "/", Response(bomb, headers={"Content-Encoding": "gzip"}))
    error = refusal(client(max_unpacked_bytes=1 << 20), server.url_for("/"))
    assert error.reason == "unpacks to more than 1.0 MB: not taken"
    assert not error.passing


@pytest.mark.parametrize("chunked", [True, False])
def test_a_huge_answer_is_not_read(server: HTTPServer, client: Make, chunked: bool) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(2000):
            sent += 50_000
            yield b"x" * 50_000

    headers = {} if chunked else {"Content-Length": str(2000 * 50_000)}
    answers(server, "/", Response(pieces(), headers=headers))
    error = refusal(client(max_bytes=1 << 20), server.url_for("/"))
    assert error.reason == "longer than 1.0 MB: not taken (max_bytes)"
    assert sent < 20_000_000


def test_broken_gzip_is_told(server: HTTPServer, client: Make) -> None:
    answers(server, "/", Response(b"no gzip at all", headers={"Content-Encoding": "gzip"}))
    assert refusal(client(), server.url_for("/")).reason == "the packed answer is broken"
    answers(server, "/cut", Response(gzip.compress(b"x" * 1000)[:-9], headers={"Content-Encoding": "gzip"}))
    assert refusal(client(), server.url_for("/cut")).reason == "the packed answer breaks off"
    answers(server, "/br", Response(b"...", headers={"Content-Encoding": "br"}))
    assert "packed as 'br'" in refusal(client(), server.url_for("/br")).reason


def test_redirects_are_followed_and_told(server: HTTPServer, client: Make) -> None:
    answers(server, "/old", Response(status=301, headers={"Location": "/new?a=1"}))
    answers(server, "/new", Response(status=302, headers={"Location": server.url_for("/last")}))
    answers(server, "/last", Response("there"))
    answer = client().get(server.url_for("/old"))
    assert (answer.url, answer.url_answered) == (server.url_for("/old"), server.url_for("/last"))
    assert answer.redirects == (server.url_for("/new?a=1"), server.url_for("/last"))


def test_a_circle_of_redirects_ends(server: HTTPServer, client: Make) -> None:
    asked = answers(server, "/round", Response(status=302, headers={"Location": "/round"}))
    assert refusal(client(max_redirects=3), server.url_for("/round")).reason == "more than 3 redirects"
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("http://user:word@127.0.0.1/", "user name and password"),
        ("http://169.254.169.254/latest/meta-data", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://10.0.0.8/", "no public address"),
    ],
)
def test_a_redirect_leads_nowhere_else(server: HTTPServer, client: Make, target: str, said: str) -> None:
    answers(server, "/", Response(status=302, headers={"Location": target}))
    error = refusal(client(), server.url_for("/"))
    assert said in error.reason
    assert "word" not in error.reason.replace("password", "") + error.url
    assert not error.passing


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_what_does_not_pass_is_asked_once(server: HTTPServer, client: Make, time: Any, status: int) -> None:
    asked = answers(server, "/", Response("the reason why", status=status))
    error = refusal(client(), server.url_for("/"))
    assert (error.status, error.body, error.passing) == (status, b"the reason why", False)
    assert error.reason.startswith(f"answers {status} ")
    assert len(asked) == 1
    assert time.slept == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(server: HTTPServer, client: Make, time: Any, status: int) -> None:
    asked = answers(server, "/", Response(status=status), Response(status=status), Response("fine"))
    assert client().get(server.url_for("/")).body == b"fine"
    assert len(asked) == 3
    assert 0.75 <= time.slept[0] <= 1.25 < 1.5 <= time.slept[1] <= 2.5


def test_tries_come_to_an_end(server: HTTPServer, client: Make, time: Any) -> None:
    asked = answers(server, "/", Response(status=503))
    error = refusal(client(retries=2), server.url_for("/"))
    assert (error.reason, error.passing) == ("answers 503 Service Unavailable", True)
    assert len(asked) == 3


@pytest.mark.parametrize("wait", ["20", "Sun, 01 Mar 2026 06:00:20 GMT"])
def test_the_server_says_how_long_to_wait(server: HTTPServer, client: Make, time: Any, wait: str) -> None:
    answers(server, "/", Response(status=429, headers={"Retry-After": wait}), Response("fine"))
    assert client().get(server.url_for("/")).body == b"fine"
    assert time.slept == [20.0]


def test_a_long_wait_is_left_to_the_next_refresh(server: HTTPServer, client: Make, time: Any) -> None:
    asked = answers(server, "/", Response(status=429, headers={"Retry-After": "7200"}))
    error = refusal(client(), server.url_for("/"))
    assert (error.retry_after, error.passing) == (7200.0, True)
    assert "asks to wait 7200 seconds" in error.reason
    assert (len(asked), time.slept) == (1, [])


def test_a_connection_that_breaks_off(server: HTTPServer, client: Make) -> None:
    asked = answers(server, "/", Response(iter([b"half"]), headers={"Content-Length": "400"}), Response("whole"))
    assert client().get(server.url_for("/")).body == b"whole"
    assert len(asked) == 2


def test_nobody_listens(client: Make) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = refusal(client(retries=1), f"http://127.0.0.1:{port}/")
    assert "127.0.0.1 refuses the connection" in error.reason
    assert error.passing


def test_a_slow_server_is_left(server: HTTPServer, client: Make) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(400):
            sleep(0.05)
            yield b"x"

    answers(server, "/drip", Response(drip()))
    started = monotonic()
    error = refusal(client(total_seconds=0.3), server.url_for("/drip"))
    assert "took longer than" in error.reason
    assert error.passing
    assert monotonic() - started < 10  # the whole answer takes twenty


def test_a_silent_server_is_left(client: Make) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert refusal(client(read_seconds=0.2, retries=0), url).reason == "127.0.0.1 went silent"
        assert "took longer" in refusal(client(total_seconds=0.2), url).reason


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 "
    "255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::".split(),
)
def test_addresses_that_are_not_public(client: Make, address: str) -> None:
    error = refusal(client(private_hosts=(), resolver=lambda host, port: [address]), "http://news.example/")
    assert "no public address" in error.reason
    assert not error.passing


def test_a_name_is_checked_where_it_is_connected_to(server: HTTPServer, client: Make) -> None:
    """A name that is public the first time and private the second gains nothing: only the connection resolves."""
    answers(server, "/", Response("secret"))
    turns: list[list[str]] = [["127.0.0.1"], ["93.184.216.34"]]
    rebinding = client(private_hosts=(), resolver=lambda host, port: turns.pop())
    turns[:] = [["127.0.0.1"]]
    assert "no public address" in refusal(rebinding, f"http://news.example:{server.port}/").reason
    assert not server.log


def test_of_several_addresses_only_public_ones_are_tried(client: Make) -> None:
    mixed = client(private_hosts=(), connect_seconds=0.2, retries=0, resolver=lambda host, port: ["10.0.0.1"])
    assert "10.0.0.1" in refusal(mixed, "http://news.example/").reason


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x/", "//x/y", "news.example", "http://", "http://u:p@x/", "http://[::1", ""]
)
def test_addresses_that_are_none(client: Make, url: str) -> None:
    assert not refusal(client(), url).passing


def test_secrets_stay_with_us(server: HTTPServer, client: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    other = server.url_for("/other").replace("localhost", "127.0.0.1")
    asked = answers(
        server,
        "/api",
        Response(status=302, headers={"Location": f"{other}?echo=pass+word%2F1"}),
    )
    there = answers(server, "/other", Response("no pass word/1 here", status=403))
    own = client(secrets={"X-Key": "s3cret-key"})
    error = refusal(own, server.url_for("/api?q=1"), secret_query={"app": "pass word/1"})
    assert asked[0].headers["X-Key"] == "s3cret-key"
    assert asked[0].args["app"] == "pass word/1"
    assert "X-Key" not in there[0].headers
    assert "pass" not in f"{error.url} {error.reason} {error.body!r}"
    assert error.body == b"no *** here"
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert not [message for message in ours if "pass" in message or "s3cret" in message]


def test_a_short_secret_of_an_address_is_blotted_out_with_its_name(server: HTTPServer, client: Make) -> None:
    answers(server, "/api", Response("an app is needed", status=403))
    error = refusal(client(), server.url_for("/api?q=1"), secret_query={"app": "is"})
    assert error.url == server.url_for("/api?q=1&***")
    assert error.body == b"an app is needed"


def test_one_at_a_time_and_not_too_fast(server: HTTPServer, client: Make, time: Any) -> None:
    answers(server, "/", Response("fine"))
    polite = client(delay_seconds=5)
    for _ in range(3):
        polite.get(server.url_for("/"))
    assert time.slept == [5.0, 5.0]


def test_robots(server: HTTPServer, client: Make, time: Any) -> None:
    rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\nSitemap: http://news.example/map.xml\n"
    asked = answers(server, "/robots.txt", Response(rules))
    answers(server, "/open", Response("open"))
    private = answers(server, "/private/1", Response("private"))
    answers(server, "/way", Response(status=302, headers={"Location": "/private/1"}))
    polite = client()
    assert polite.get(server.url_for("/open"), page=True).body == b"open"
    assert polite.get(server.url_for("/open"), page=True).body == b"open"
    assert time.slept == [7.0]
    for path in ("/private/1", "/way"):
        error = refusal(polite, server.url_for(path), page=True)
        assert (error.reason, error.passing) == ("robots.txt does not allow it", False)
    assert polite.robots.sitemaps(server.url_for("")) == ["http://news.example/map.xml"]
    assert (len(asked), private) == (1, [])
    assert polite.get(server.url_for("/private/1")).body == b"private"


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_cannot_be_read(server: HTTPServer, client: Make, status: int, allowed: bool) -> None:
    answers(server, "/robots.txt", Response(status=status))
    answers(server, "/page", Response("page"))
    polite = client(retries=0)
    if allowed:
        assert polite.get(server.url_for("/page"), page=True).body == b"page"
    else:
        error = refusal(polite, server.url_for("/page"), page=True)
        assert "robots.txt cannot be read" in error.reason
        assert error.passing


def test_a_file_in_pieces_from_its_middle(server: HTTPServer, client: Make) -> None:
    data = bytes(range(256)) * 1000

    def handle(request: Request) -> Response:
        wanted = request.range.ranges[0][0] if request.range else 0
        if wanted >= len(data):
            return Response(status=416)
        return Response(data[wanted:], status=206 if wanted else 200)

    server.expect_request("/big").respond_with_handler(handle)
    with client().stream(server.url_for("/big")) as whole:
        assert whole.read(300) == data[:300]
    with client().stream(server.url_for("/big"), offset=1000) as rest:
        assert rest.read(10) + rest.read() == data[1000:]
    with pytest.raises(FetchError) as caught, client().stream(server.url_for("/big"), offset=10**9):
        pass
    assert caught.value.status == 416

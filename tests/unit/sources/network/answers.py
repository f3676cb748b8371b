"""What the server of a test answers."""

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


def answers(server: HTTPServer, path: str, *responses: Response | str) -> list[Request]:
    """Answer a path with one response after the other, the last one for ever; returns the requests as they come."""
    asked: list[Request] = []
    made = [response if isinstance(response, Response) else page(response) for response in responses]

    def handle(request: Request) -> Response:
        asked.append(request)
        return made[min(len(asked), len(made)) - 1]

    server.expect_request(path).respond_with_handler(handle)
    return asked


def page(text: str, status: int = 200, **headers: str) -> Response:
    """Text as a web page; headers with underscores for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(text, status=status, headers={"Content-Type": "text/html; charset=utf-8", **named})


def article(title: str, body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{body}</p></article></body></html>"
    )

"""A server on the loopback, and a clock that no test waits for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from pipeline.sources.archive import Archive
from pipeline.sources.http import Client, Clock, Manners

START = datetime(2026, 3, 1, 6, tzinfo=UTC)


@dataclass
class Time:
    """Time that passes only when somebody sleeps."""

    passed: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, monotonic=lambda: self.passed, sleep=self.sleep)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(time: Time) -> Callable[..., Client]:
    """Makes clients that may ask the loopback; keywords are manners, `secrets` and `resolver`."""

    def make(**given: Any) -> Client:
        special = {name: given.pop(name) for name in ("secrets", "resolver") if name in given}
        manners = Manners(**{"private_hosts": ("127.0.0.1", "localhost"), "delay_seconds": 0, **given})
        return Client("desk@example.org", manners, clock=time.clock, **special)

    return make


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def server(httpserver: HTTPServer) -> Iterator[HTTPServer]:
    """What no test set up is not there; above all robots.txt."""
    httpserver.no_handler_status_code = 404
    yield httpserver
    httpserver.check_handler_errors()

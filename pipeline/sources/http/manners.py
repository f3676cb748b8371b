"""How often, how long and how much: what a source may ask of a host.

Belongs here: the limits with the reason for their defaults, and each host's turn. Does not: requests (`client`).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

_MIB = 1024 * 1024


class Manners(BaseModel):
    """What a source may ask of a host, and what it takes from it at most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delay_seconds: float = Field(1.0, ge=0, le=3600, description="Between the starts of two requests to one host.")
    concurrency: int = Field(1, ge=1, le=8, description="Requests under way to one host.")
    connect_seconds: float = Field(10, gt=0, le=300, description="For a connection to stand.")
    read_seconds: float = Field(30, gt=0, le=600, description="Between two pieces of an answer.")
    # The slowest newspaper pages take some twenty seconds; one that drips on for minutes holds up all the others.
    total_seconds: float = Field(120, gt=0, le=86_400, description="For a whole answer.")
    retries: int = Field(3, ge=0, le=10, description="Further tries after a failure that may pass.")
    longest_wait_seconds: float = Field(60, ge=0, le=3600, description="A longer wait is left to the next refresh.")
    max_redirects: int = Field(5, ge=0, le=20, description="Redirects that are followed.")
    # Articles have some hundred kilobytes; feeds with all texts and sitemaps of 50,000 pages come to a few megabytes.
    max_bytes: int = Field(10 * _MIB, ge=1024, description="The longest answer taken, as sent.")
    max_unpacked_bytes: int = Field(50 * _MIB, ge=1024, description="The longest answer taken, unpacked.")
    robots: bool = Field(True, description="Obey robots.txt where pages are fetched; APIs and feeds are made for us.")
    private_hosts: tuple[str, ...] = Field((), description="Hosts that may lie in the local network.")


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, so that a test need not wait for it."""

    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Host:
    """One host: requests under way, and when the next may start."""

    free: threading.Condition = field(default_factory=threading.Condition)
    active: int = 0
    next_at: float = 0.0


class Hosts:
    """Whose turn it is at each host; shared by all clients of a process."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, name: str, delay: float, concurrency: int) -> Iterator[None]:
        """Wait until the host may be asked, and be the one who asks."""
        host = self._host(name)
        with host.free:
            host.free.wait_for(lambda: host.active < concurrency)
            host.active += 1
            now = self._clock.monotonic()
            start = max(now, host.next_at)
            host.next_at = start + delay
        try:
            if start > now:
                self._clock.sleep(start - now)
            yield
        finally:
            with host.free:
                host.active -= 1
                host.free.notify()

    def hold(self, name: str, seconds: float) -> None:
        """Let nobody ask the host for that long."""
        host = self._host(name)
        with host.free:
            host.next_at = max(host.next_at, self._clock.monotonic() + seconds)

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

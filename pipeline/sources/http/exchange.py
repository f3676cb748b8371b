"""One exchange with a server: how long it may take, wherever it hangs, and what went wrong with it in words.

Belongs here: ending an exchange, what the libraries raise as our one error, what a server says of waiting. Does not:
making requests (`client`).
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from urllib3 import exceptions as broken

from pipeline.sources.http import addresses
from pipeline.sources.http.errors import Again, FetchError


@dataclass(slots=True)
class Deadline:
    """Ends an exchange that takes too long, wherever it hangs: by shutting its socket down."""

    seconds: float
    expired: bool = False
    _sock: socket.socket | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, sock: socket.socket) -> None:
        """The exchange runs over this socket."""
        with self._lock:
            self._sock = sock
            if self.expired:
                self._shut()

    def expire(self) -> None:
        """The time is over."""
        with self._lock:
            self.expired = True
            self._shut()

    def error(self) -> FetchError:
        """What to tell of it."""
        return FetchError(f"took longer than {self.seconds:.0f} seconds", again="later")

    @contextmanager
    def running(self) -> Iterator[None]:
        """The exchange that this limits."""
        timer = threading.Timer(self.seconds, self.expire)
        timer.daemon = True
        timer.start()
        token = addresses.EXCHANGE.set(self)
        try:
            yield
        finally:
            timer.cancel()
            addresses.EXCHANGE.reset(token)

    def _shut(self) -> None:
        if self._sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


@contextmanager
def in_words(host: str, deadline: Deadline | None) -> Iterator[None]:
    """What the libraries raise, as one error that says what happened and whether it may pass."""
    try:
        yield
    except (broken.HTTPError, OSError) as error:
        if deadline is not None and deadline.expired:
            raise deadline.error() from error
        reason, again = _wording(error, host)
        raise FetchError(reason, again=again) from error
    # An answer of no told length just seems to end there.
    if deadline is not None and deadline.expired:
        raise deadline.error()


def _wording(error: Exception, host: str) -> tuple[str, Again]:
    if isinstance(error, broken.SSLError | ssl.SSLError):
        return f"the certificate or encryption of {host} is not to be trusted ({_short(error)})", "later"
    if isinstance(error, broken.TimeoutError | TimeoutError):
        return f"{host} went silent", "now"
    if isinstance(error, broken.LocationParseError | broken.LocationValueError):
        return f"no valid address ({_short(error)})", "never"
    return f"{host} broke off ({_short(error)})", "now"


def _short(error: Exception) -> str:
    return str(error)[:200]


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait, told as a number or as a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())

"""Which addresses may be asked: http and https on the public network, and hosts that a source names itself.

Belongs here: the check of an address and of the machine it leads to, made on the very address that is connected to, so
that a name that resolves differently the second time (DNS rebinding) gains nothing. Does not: requests (`client`).
"""

import socket
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, ClassVar, Protocol

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url
from urllib3.util.connection import create_connection

from pipeline.sources.http.errors import FetchError

Resolve = Callable[[str, int], list[str]]
_SCHEMES = ("http", "https")
# IPv6 forms that carry an IPv4 address: the machine behind is the one of the inner address.
_NAT64 = IPv6Network("64:ff9b::/96")
_LONGEST = 4096


def checked_url(url: str) -> Url:
    """The parts of an address that may be asked, without its fragment."""
    try:
        parts = parse_url(url.strip())
    except LocationParseError:
        raise FetchError(f"no valid address: {url[:200]!r}", url[:200]) from None
    if parts.auth is not None:
        raise FetchError("user name and password in an address are not sent: put them into the environment")
    if parts.scheme not in _SCHEMES:
        raise FetchError(f"only http and https are asked, this is {parts.scheme or 'no full address'}", url[:200])
    if not parts.host:
        raise FetchError(f"no host in the address {url[:200]!r}", url[:200])
    if len(url) > _LONGEST:
        raise FetchError(f"the address is longer than {_LONGEST} characters", url[:200])
    return parts._replace(fragment=None, path=parts.path or "/")


def resolve(host: str, port: int) -> list[str]:
    """The machines that a name stands for now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether a machine is reached through the public network: none of ours, nor of the local one."""
    parsed = ip_address(address.partition("%")[0])
    return all(inner.is_global and not inner.is_multicast for inner in (parsed, *_inside(parsed)))


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 one leads to."""
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo[1] if address.teredo else None
    nat64 = IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    return [inner for inner in (address.ipv4_mapped, address.sixtofour, teredo, nat64) if inner is not None]


class Guard:
    """Turns a host into the addresses that may be connected to; `private_hosts` are those that a source vouches for."""

    def __init__(self, private_hosts: Iterable[str] = (), resolver: Resolve = resolve) -> None:
        self._private = frozenset(host.lower().strip("[]") for host in private_hosts)
        self._resolve = resolver

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to; never none."""
        name = host.lower().strip("[]")
        try:
            found = self._resolve(name, port)
        except socket.gaierror as error:
            again = error.errno == socket.EAI_AGAIN
            raise FetchError(f"no host of the name {name} is found", again="now" if again else "later") from None
        except UnicodeError:
            raise FetchError(f"no valid host name: {name[:100]!r}") from None
        allowed = found if name in self._private else [address for address in found if is_public(address)]
        if not allowed:
            raise FetchError(
                f"{name} leads to {', '.join(found) or 'nowhere'}, which is no public address: not asked "
                "(a source may name it in private_hosts)"
            )
        return allowed


class Watched(Protocol):
    """Whoever wants to know the socket that an exchange runs over."""

    def watch(self, sock: socket.socket) -> None:
        """Called when the socket is there."""


# The exchange that this thread is in: so that a connection taken from the pool can tell it its socket.
EXCHANGE: ContextVar[Watched | None] = ContextVar("exchange", default=None)


def pool_classes(guard: Guard) -> dict[str, Any]:
    """Connection pools, by scheme, that connect only where the guard lets them."""

    class Plain(_GuardedConnection, HTTPConnection):
        _guard = guard

    class Secure(_GuardedConnection, HTTPSConnection):
        _guard = guard

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class _GuardedConnection:
    """Connects to an address that was checked, not to a name; mixed into the connections of urllib3."""

    _guard: ClassVar[Guard]
    host: str
    port: int
    timeout: Any
    source_address: tuple[str, int] | None
    socket_options: Any
    sock: Any

    def _new_conn(self) -> socket.socket:
        failed: OSError | None = None
        for address in self._guard.addresses(self.host, self.port):
            try:
                sock = create_connection((address, self.port), self.timeout, self.source_address, self.socket_options)
            except OSError as error:
                failed = error
            else:
                _tell(sock)
                return sock
        late = isinstance(failed, TimeoutError)
        what = "does not answer" if late else f"refuses the connection ({getattr(failed, 'strerror', None) or failed})"
        raise FetchError(f"{self.host} {what}", again="now") from failed

    def getresponse(self) -> Any:
        _tell(self.sock)
        return super().getresponse()  # type: ignore[misc]


def _tell(sock: socket.socket) -> None:
    exchange = EXCHANGE.get()
    if exchange is not None:
        exchange.watch(sock)

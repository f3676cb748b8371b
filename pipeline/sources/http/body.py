"""The bytes of an answer, never more of them than the limits say, packed or unpacked.

Belongs here: gzip and deflate in bounded memory. Does not: what the bytes mean.
"""

import zlib
from collections.abc import Iterable, Iterator

from pipeline.sources.http.errors import FetchError

ACCEPTED = "gzip, deflate"
_GZIP_BITS, _ZLIB_BITS, _RAW_BITS = 31, 15, -15
_PIECE = 1 << 16


def read_body(pieces: Iterable[bytes], encoding: str, max_bytes: int, max_unpacked: int) -> bytes:
    """The unpacked body; raises as soon as it grows over a limit."""
    body = bytearray()
    for piece in unpacked(within(pieces, max_bytes), encoding):
        body += piece
        if len(body) > max_unpacked:
            raise FetchError(f"unpacks to more than {_megabytes(max_unpacked)}: not taken")
    return bytes(body)


def gunzip(data: bytes, max_unpacked: int) -> bytes:
    """A file in gzip, as sitemaps are offered."""
    return read_body([data], "gzip", len(data), max_unpacked)


def within(pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """The pieces, as long as they are not too many."""
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > max_bytes:
            raise too_large(max_bytes)
        yield piece


def too_large(max_bytes: int) -> FetchError:
    """For an answer over the limit."""
    return FetchError(f"longer than {_megabytes(max_bytes)}: not taken (max_bytes)")


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces as they were before the server packed them."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return iter(pieces)
    if name in ("gzip", "x-gzip"):
        return _inflate(pieces, _GZIP_BITS)
    if name == "deflate":
        return _inflate(pieces, None)
    raise FetchError(f"packed as {name[:40]!r}, which was not asked for")


def _inflate(pieces: Iterable[bytes], bits: int | None) -> Iterator[bytes]:
    """Unpack piece by piece; `bits` None is "deflate", which servers send with or without the header of zlib.

    What follows a whole gzip member is another member or padding, which is left.
    """
    packer = None
    members = 0
    for piece in pieces:
        waiting = piece
        while waiting:
            if packer is None:
                bits = bits or (_ZLIB_BITS if waiting[0] & 0x0F == 8 else _RAW_BITS)
                packer = zlib.decompressobj(bits)
            try:
                found = packer.decompress(waiting, _PIECE)
            except zlib.error:
                if members:
                    return
                raise FetchError("the packed answer is broken", again="later") from None
            if found:
                yield found
            if packer.eof:
                waiting, packer, members = packer.unused_data, None, members + 1
                if bits != _GZIP_BITS:
                    return
            else:
                waiting = packer.unconsumed_tail
    if packer is not None:
        yield from _rest(packer)


def _rest(packer: "zlib._Decompress") -> Iterator[bytes]:
    if rest := packer.decompress(b"", _PIECE):
        yield rest
    if not packer.eof:
        raise FetchError("the packed answer breaks off", again="now")


def _megabytes(count: int) -> str:
    return f"{count / (1024 * 1024):.1f} MB"

"""What the network gave, kept for good, so that everything can be rebuilt without it.

Belongs here: raw bytes, compressed, each under the hash of what it holds, there whole or not at all; and the folder
where they lie beside the journal. Does not: where bytes came from (`journal`).
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import zstandard

from pipeline.lock import refresh_lock
from pipeline.sources.journal import Journal
from pipeline.store import Store, write_atomically

_ENDING = ".zst"


class ArchiveError(ValueError):
    """Bytes that are missing or are not what their name says."""


@dataclass(frozen=True, slots=True)
class RawBytes:
    """A folder of compressed files, `ab/abcdef….zst`: the same bytes are kept once."""

    root: Path

    def put(self, data: bytes) -> str:
        """Keep bytes; returns their SHA-256. Durable when it returns."""
        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if not path.exists():
            write_atomically(path, zstandard.ZstdCompressor(level=6, write_checksum=True).compress(data))
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that hash."""
        try:
            data = zstandard.ZstdDecompressor().decompress(self._path(name).read_bytes())
        except FileNotFoundError:
            raise ArchiveError(f"raw bytes {name} are not in the archive: fetch the source again") from None
        except zstandard.ZstdError as error:
            raise ArchiveError(f"raw bytes {name} in the archive are damaged: {error}") from None
        if hashlib.sha256(data).hexdigest() != name:
            raise ArchiveError(f"raw bytes {name} in the archive are damaged: they have another hash")
        return data

    def has(self, name: str) -> bool:
        """Whether these bytes are kept."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / f"{name}{_ENDING}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The raw bytes and the journal that tells where each came from."""

    root: Path

    @property
    def raw(self) -> RawBytes:
        """The bytes."""
        return RawBytes(self.root / "raw")

    @property
    def journal(self) -> Journal:
        """The records of fetches, one stage of shards per source."""
        return Journal(Store(self.root / "journal"))

    def alone(self, source: str, on_wait: Callable[[str], None]) -> AbstractContextManager[None]:
        """While this is open no other process or thread fetches this source."""
        return refresh_lock(self.root / "locks" / f"{source}.lock", on_wait, f"source {source}")

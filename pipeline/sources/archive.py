"""What the network gave, kept for good, so that everything can be rebuilt without it.

Belongs here: raw bytes, compressed, each under the hash of what it holds, there whole or not at all; and the folder
where they lie beside the journal. Does not: where bytes came from (`journal`).
"""

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import zstandard

from pipeline.lock import refresh_lock
from pipeline.sources.journal import Journal
from pipeline.store import Store, sync_path

_ENDING = ".zst"
# Pages shrink to a fifth at this level, at a hundred megabytes a second.
_LEVEL = 6
_AT_ONCE = 16


class ArchiveError(ValueError):
    """Bytes that are missing or are not what their name says."""


@dataclass(frozen=True, slots=True)
class RawBytes:
    """A folder of compressed files, `ab/abcdef….zst`: the same bytes are kept once."""

    root: Path

    def get(self, name: str) -> bytes:
        """The bytes of that hash."""
        try:
            data = zstandard.ZstdDecompressor().decompress(self.path(name).read_bytes())
        except FileNotFoundError:
            raise ArchiveError(f"raw bytes {name} are not in the archive: fetch the source again") from None
        except zstandard.ZstdError as error:
            raise ArchiveError(f"raw bytes {name} in the archive are damaged: {error}") from None
        if hashlib.sha256(data).hexdigest() != name:
            raise ArchiveError(f"raw bytes {name} in the archive are damaged: they have another hash")
        return data

    def has(self, name: str) -> bool:
        """Whether these bytes are kept."""
        return self.path(name).exists()

    def path(self, name: str) -> Path:
        """Where the bytes of that hash lie."""
        return self.root / name[:2] / f"{name}{_ENDING}"


class Arrivals:
    """Bytes on their way into the archive: written at once, and all of them in place and durable after `settle`.

    To wait for the disk after each would take longer than most of what is done with them. `folder` is where they wait,
    the source's own; what a killed run left there goes.
    """

    def __init__(self, raw: RawBytes, folder: Path) -> None:
        self._raw = raw
        self._folder = folder
        self._waiting: set[str] = set()
        shutil.rmtree(folder, ignore_errors=True)

    def put(self, data: bytes) -> str:
        """Take bytes; returns their SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        if name not in self._waiting and not self._raw.has(name):
            self._folder.mkdir(parents=True, exist_ok=True)
            packed = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(data)
            (self._folder / name).write_bytes(packed)
            self._waiting.add(name)
        return name

    def settle(self) -> None:
        """Move all that came into its place. Many files are synced at a time: the disk takes them together."""
        if not self._waiting:
            return
        paths = {self._folder / name: self._raw.path(name) for name in sorted(self._waiting)}
        folders = {path.parent for path in paths.values()}
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(sync_path, paths))
            for waiting, path in paths.items():
                waiting.replace(path)
            list(pool.map(sync_path, [*folders, self._raw.root]))
        self._waiting.clear()


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

    def arrivals(self, source: str) -> Arrivals:
        """A door for bytes of that source. Under its lock only."""
        return Arrivals(self.raw, self.root / "arriving" / source)

    def alone(self, source: str, on_wait: Callable[[str], None]) -> AbstractContextManager[None]:
        """While this is open no other process or thread fetches this source."""
        return refresh_lock(self.root / "locks" / f"{source}.lock", on_wait, f"source {source}")

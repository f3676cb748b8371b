"""Parquet shards under DATA/build: the memory of the text stages between refreshes.

Belongs here: writing a shard so that it is there whole or not at all, and finding shards again.
Does not: what the columns of a shard mean (`pipeline.stages`), DuckDB (`pipeline.warehouse`).
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import polars as pl

Item = TypeVar("Item")

# One huge report must not share its shard with thousands of others: 2,000 usual ones have 4-12 MB.
SHARD_BYTES = 64 * 1024 * 1024
_HASH_BLOCK = 1 << 20
# Rows that are unpacked together: whoever reads some rows of a table does not unpack it whole.
_ROW_GROUP = 10_000
_TEMPORARY = ".tmp-"


@dataclass(frozen=True, slots=True)
class Shard:
    """One committed directory of a stage; `name` is the hash of what its files hold."""

    path: Path

    @property
    def name(self) -> str:
        """The content hash."""
        return self.path.name

    def read(self, table: str, columns: list[str] | None = None) -> pl.DataFrame:
        """One table of this shard; only `columns` are read from disk."""
        return pl.read_parquet(self.path / f"{table}.parquet", columns=columns, glob=False)

    def rows(self, table: str, first: int, count: int) -> pl.DataFrame:
        """Some rows of a table that follow each other; little more than these are read from disk."""
        return pl.scan_parquet(self.path / f"{table}.parquet", glob=False).slice(first, count).collect()


@dataclass(frozen=True, slots=True)
class Store:
    """The stages of one data folder. A stage is a folder of shards; a shard is a folder of Parquet files."""

    root: Path

    def shards(self, stage: str) -> list[Shard]:
        """Committed shards in the order of their names."""
        folder = self.root / stage
        if not folder.is_dir():
            return []
        return [Shard(path) for path in sorted(folder.iterdir()) if not path.name.startswith(".")]

    def names(self, stage: str) -> list[str]:
        """Names of the committed shards: what has changed when these have."""
        return [shard.name for shard in self.shards(stage)]

    def files(self, stage: str, table: str) -> list[Path]:
        """The Parquet files of one table over all shards."""
        return [shard.path / f"{table}.parquet" for shard in self.shards(stage)]

    def read(self, stage: str, table: str, schema: pl.Schema, columns: Iterable[str] | None = None) -> pl.DataFrame:
        """One table over all shards, in the order of shards; only `columns` are read from disk."""
        wanted = list(columns) if columns is not None else list(schema)
        parts = [pl.read_parquet(path, columns=wanted, glob=False) for path in self.files(stage, table)]
        empty = pl.DataFrame(schema={name: schema[name] for name in wanted})
        return pl.concat([empty, *(part.select(wanted) for part in parts)])

    def first_rows(self, stage: str, table: str, columns: Iterable[str], rows: int) -> tuple[pl.DataFrame, int]:
        """The first rows of one table over all shards, in the order of the first column, and how many there are.

        Only that column is read whole: texts and evidence would fill the memory for a preview of a few rows.
        """
        wanted = list(columns)
        key = wanted[0]
        keys = {path: pl.read_parquet(path, columns=[key], glob=False)[key] for path in self.files(stage, table)}
        filled = {path: found for path, found in keys.items() if found.len()}
        if not filled:
            return pl.DataFrame(schema=wanted), 0
        first = pl.concat(list(filled.values())).bottom_k(rows).implode()
        parts = [
            pl.read_parquet(path, columns=wanted, glob=False).filter(pl.col(key).is_in(first))
            for path, found in filled.items()
            if found.is_in(first).any()
        ]
        return pl.concat(parts).select(wanted).sort(key).head(rows), sum(map(len, filled.values()))

    def put(self, stage: str, tables: Mapping[str, pl.DataFrame]) -> Shard:
        """Commit tables as one shard: written aside, fsynced, and renamed as a whole."""
        folder = self.root / stage
        folder.mkdir(parents=True, exist_ok=True)
        with _temporary(folder) as aside:
            for name in sorted(tables):
                _write(tables[name], aside / f"{name}.parquet")
            final = folder / _content_hash(aside)
            if not final.exists():
                sync_path(aside)
                aside.rename(final)
                sync_path(folder)
        return Shard(final)

    def drop(self, stage: str, shards: Iterable[Shard]) -> None:
        """Remove shards, each in one rename first, so that no half shard is ever read."""
        for shard in shards:
            aside = self.root / stage / f"{_TEMPORARY}drop-{shard.name}"
            shard.path.rename(aside)
            shutil.rmtree(aside)

    def tidy(self, stage: str = "*") -> None:
        """Remove what a killed run left half written, of one stage or all. Under the lock of those who write only."""
        for leftover in self.root.glob(f"{stage}/{_TEMPORARY}*"):
            shutil.rmtree(leftover, ignore_errors=True)


def _write(frame: pl.DataFrame, path: Path) -> None:
    with path.open("wb") as handle:
        frame.write_parquet(handle, compression="zstd", statistics=False, row_group_size=_ROW_GROUP)
        handle.flush()
        os.fsync(handle.fileno())


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    aside = folder / f"{_TEMPORARY}{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode())
        with path.open("rb") as handle:
            while block := handle.read(_HASH_BLOCK):
                digest.update(block)
    return digest.hexdigest()[:16]


def sync_path(path: Path) -> None:
    """Force a file or folder entry to disk. Folders of some file systems refuse; then there is nothing to do."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a small file so that a reader or a crash sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with aside.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_path(path.parent)


def batched(items: Iterable[Item], limit: int, size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Cut a stream into shards of at most `limit` items and about `SHARD_BYTES` by `size`."""
    batch: list[Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += size(item)
        if len(batch) >= limit or weight >= SHARD_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def digest(*parts: str) -> str:
    """A short stable name for a sequence of strings; no two sequences run together."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

"""The journal of fetches: what was asked of the network, what came of it, and where each source goes on.

A source's journal is a row of batches, numbered from 1. A batch is one shard and comes into being whole: its fetches,
the run that it ends (if it does), and the source's state after it. So the state never says more or less than the
records. Many small shards are merged now and then; numbers stay.

Belongs here: writing and reading batches. Does not: the bytes (`archive`), when a batch ends (`collect`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.schemas import polars_schema
from pipeline.store import Shard, Store

Row = dict[str, Any]

FETCHES = polars_schema("fetches")
RUNS = polars_schema("source_log")
_STATE = pl.Schema({"first_batch": pl.Int64(), "batch": pl.Int64(), "state": pl.String()})
# Hourly runs make so many in two days; opening them all takes some hundredths of a second.
_MANY = 50
# A shard with so many fetches is big enough to stay as it is.
_BIG = 20_000


@dataclass(frozen=True, slots=True)
class Position:
    """How far a source's journal goes, and the state that it ends with."""

    batch: int
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A shard and the batches that it holds."""

    shard: Shard
    first: int
    last: int
    state: str


@dataclass(frozen=True, slots=True)
class Journal:
    """The journals of all sources of a data folder."""

    store: Store

    def sources(self) -> list[str]:
        """Every source that was ever fetched, by name."""
        if not self.store.root.is_dir():
            return []
        return sorted(path.name for path in self.store.root.iterdir() if path.is_dir())

    def kept(self) -> Iterator[pl.DataFrame]:
        """The documents kept, of all sources, shard by shard."""
        for source in self.sources():
            for _, fetches in self.fetches(source):
                yield fetches.filter(pl.col("content_hash").is_not_null())

    def position(self, source: str) -> Position:
        """Where the source stands: batch 0 and no state before its first run."""
        pieces = self._pieces(source)
        if not pieces:
            return Position(0, {})
        return Position(pieces[-1].last, json.loads(pieces[-1].state))

    def commit(
        self, source: str, batch: int, fetches: pl.DataFrame, runs: pl.DataFrame, state: Mapping[str, Any]
    ) -> None:
        """Make a batch durable, all of it or nothing. Under the source's lock only, `batch` following the last."""
        told = json.dumps(state, ensure_ascii=False, sort_keys=True)
        covers = pl.DataFrame([(batch, batch, told)], schema=_STATE, orient="row")
        self.store.put(source, {"fetches": fetches, "runs": runs, "state": covers})

    def fetches(self, source: str, after: int = 0) -> Iterator[tuple[int, pl.DataFrame]]:
        """The fetches of batches later than `after`, shard by shard, each with the last batch that it holds."""
        reached = after
        while piece := next((piece for piece in self._pieces(source) if piece.last > reached), None):
            try:
                found = piece.shard.read("fetches")
            except FileNotFoundError:
                continue  # merged into another just now
            yield piece.last, found.filter(pl.col("batch") > reached).sort("batch", "position")
            reached = piece.last

    def log(self) -> pl.DataFrame:
        """The runs of all sources, the earliest first."""
        return pl.concat([pl.DataFrame(schema=RUNS), *map(self.runs, self.sources())]).sort("started_at", "run_id")

    def runs(self, source: str) -> pl.DataFrame:
        """The runs of a source, the earliest first."""
        return self._read(source, "runs", RUNS).sort("started_at", "run_id")

    def all_fetches(self, source: str, columns: list[str]) -> pl.DataFrame:
        """Some columns of all fetches of a source."""
        return self._read(source, "fetches", FETCHES).select(columns)

    def tidy(self, source: str) -> None:
        """Remove what a killed run left, and merge small shards. Under the source's lock only."""
        self.store.tidy(source)
        pieces = self._pieces(source)
        kept = {piece.shard.name for piece in pieces}
        self.store.drop(source, [shard for shard in self.store.shards(source) if shard.name not in kept])
        self._merge(source, pieces)

    def _merge(self, source: str, pieces: list[_Piece]) -> None:
        small = [piece for piece in pieces if _fetch_count(piece.shard) < _BIG]
        # Only neighbours may be merged, or the numbers of batches would overlap: big ones come first.
        if len(small) < _MANY or pieces[-len(small) :] != small:
            return
        tables = {name: pl.concat([piece.shard.read(name) for piece in small]) for name in ("fetches", "runs")}
        covers = [(small[0].first, small[-1].last, small[-1].state)]
        merged = self.store.put(source, {**tables, "state": pl.DataFrame(covers, schema=_STATE, orient="row")})
        self.store.drop(source, [piece.shard for piece in small if piece.shard.name != merged.name])

    def _read(self, source: str, table: str, schema: pl.Schema) -> pl.DataFrame:
        while True:
            try:
                parts = [piece.shard.read(table) for piece in self._pieces(source)]
            except FileNotFoundError:
                continue
            return pl.concat([pl.DataFrame(schema=schema), *parts])

    def _pieces(self, source: str) -> list[_Piece]:
        """The shards that count, in the order of their batches; what a merged shard holds too does not."""
        while True:
            try:
                found = [_piece(shard) for shard in self.store.shards(source)]
            except FileNotFoundError:
                continue
            break
        pieces: list[_Piece] = []
        for piece in sorted(found, key=lambda piece: (piece.first, -piece.last)):
            if not pieces or piece.first > pieces[-1].last:
                pieces.append(piece)
        return pieces


def _piece(shard: Shard) -> _Piece:
    first, last, state = shard.read("state").row(0)
    return _Piece(shard, first, last, state)


def _fetch_count(shard: Shard) -> int:
    return int(pl.scan_parquet(shard.path / "fetches.parquet", glob=False).select(pl.len()).collect().item())

"""Prints of articles and their paragraphs, kept beside them: made once per content and version of the text stage.

Belongs here: which articles have no print yet, and handing prints out piece by piece. Does not: making or comparing
them (`pipeline.text`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from pipeline.stages import articles
from pipeline.stages.frames import article
from pipeline.store import Shard, Store
from pipeline.text.model import Article

STAGE = "prints"
# A piece is at most so long, or one shard: each piece costs whoever compares it some 50 calls of polars.
_ROWS_AT_ONCE = 2_500
_PRINTED = pl.Schema({"raw_hash": pl.String(), "text_version": pl.String()})
Sign = Callable[[Sequence[Article]], dict[str, pl.DataFrame]]


def print_new(store: Store, sign: Sign, sightings: pl.DataFrame) -> None:
    """Make the prints that are missing, one shard of articles in memory at a time."""
    done = store.read(STAGE, "contents", _PRINTED)
    current = [pl.DataFrame(schema=_PRINTED)]
    for shard in store.shards(articles.STAGE):
        keys = shard.read("articles", list(_PRINTED)).select(list(_PRINTED))
        current.append(keys)
        new = keys.join(done, on=list(_PRINTED), how="anti").unique(maintain_order=True)
        if new.height:
            rows = shard.read("articles").join(new, on=list(_PRINTED), how="semi")
            seen = articles.by_content(sightings.join(new, on="raw_hash", how="semi"))
            found = [article(row, seen[row["raw_hash"]]) for row in rows.iter_rows(named=True)]
            store.put(STAGE, sign(found) | {"contents": new})
    wanted = pl.concat(current)
    store.drop(STAGE, [shard for shard in store.shards(STAGE) if _holds_none(shard, wanted)])


class Pieces:
    """The `prints` or `passages` of the wanted contents; small shards, one from each refresh, come together.

    Which rows of a shard are wanted is looked up once; the columns asked for are read each time.
    """

    def __init__(self, store: Store, table: str, wanted: pl.Series) -> None:
        self._shards, self._table, self._wanted = store.shards(STAGE), table, wanted.implode()
        self._reports: dict[str, pl.Series] = {}
        self._rows: dict[str, pl.Series] = {}

    def __call__(self, columns: Sequence[str], reports: pl.Series | None = None) -> Iterable[pl.DataFrame]:
        """Some columns. Shards that hold none of the `reports` asked for are not read."""
        from pipeline.text.prints import PASSAGES, PRINTS

        schema = {"prints": PRINTS, "passages": PASSAGES}[self._table]
        held = [pl.DataFrame(schema={name: schema[name] for name in columns})]
        for found in self._found(columns, reports):
            rows = sum(map(len, held))
            if rows and rows + len(found) > _ROWS_AT_ONCE:
                yield pl.concat(held)
                held = []
            held.append(found)
        yield pl.concat(held)

    def _found(self, columns: Sequence[str], reports: pl.Series | None) -> Iterator[pl.DataFrame]:
        sought = None if reports is None else reports.implode()
        for shard in self._shards:
            rows = self._wanted_rows(shard)
            if sought is not None:
                rows = rows & self._reports[shard.name].is_in(sought)
            if rows.any():
                found = shard.read(self._table, list(dict.fromkeys(columns))).select(columns)
                yield found if rows.all() else found.filter(rows)

    def _wanted_rows(self, shard: Shard) -> pl.Series:
        if shard.name not in self._rows:
            known = shard.read(self._table, ["document_id", "raw_hash"])
            self._reports[shard.name] = known["document_id"]
            self._rows[shard.name] = known["raw_hash"].is_in(self._wanted)
        return self._rows[shard.name]


def _holds_none(shard: Shard, wanted: pl.DataFrame) -> bool:
    return shard.read("contents").join(wanted, on=list(_PRINTED), how="semi").is_empty()

"""Every published table as it is: `parquet` with its types, `csv` for whatever reads text.

Belongs here: which tables, with which columns. Does not: the bytes (`write`), the descriptor (`package`).

CSV has no lists: they stand as JSON arrays, which the table schema calls so. It does not tell an empty text from none;
where the ledger has one, the loss report says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.exports.model import ALL, Field, File, Held, Ledger, Loss, Product


@dataclass(frozen=True)
class Tables:
    """The format; `name` is the kind of file."""

    name: str
    title: str
    whole: bool = True

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """Every table."""
        return tuple(ledger.tables)

    def make(self, ledger: Ledger) -> Product:
        """One file per table."""
        files = tuple(
            File(name, ledger.comments.get((name, ""), name), _fields(ledger, name), frame, self.name)
            for name, frame in ledger.tables.items()
        )
        held = tuple(Held(name, id_, id_) for name in ledger.tables for id_ in ledger.keys(name))
        losses = [Loss(name, ALL, "no_past") for name in ledger.omitted]
        if self.name == "csv":
            losses += [loss for name in ledger.tables for loss in _empty_texts(ledger, name)]
        return Product(files, held, tuple(losses))


def _fields(ledger: Ledger, table: str) -> tuple[Field, ...]:
    schema = ledger.tables[table].schema
    return tuple(Field(name, type_, ledger.comments.get((table, name), "")) for name, type_ in schema.items())


def _empty_texts(ledger: Ledger, table: str) -> Iterator[Loss]:
    frame = ledger.tables[table]
    for name in (name for name, type_ in frame.schema.items() if type_ == pl.String):
        empty = (frame[name] == "").fill_null(value=False)
        if empty.any():
            keys = pl.Series(ledger.keys(table)).filter(empty)
            yield from (Loss(table, id_, "empty_text", name) for id_ in keys)

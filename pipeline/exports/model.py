"""What every export is made of: the ledger as it was read, the files of a format, and what became of each row.

Belongs here: the protocol of a format, the account that leaves no row untold. Does not: reading, writing, any format.

A row of the ledger is either held by a record of the export or told as lost; a row that is held may lose fields. Rows
that share a record with another (a part inside its whole) are held by it and lose their own record.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

import polars as pl

Row = dict[str, Any]

# The tables of the ledger with the columns that name a row.
LEDGER = {
    "casualties": ("casualty_id",),
    "displacement": ("displacement_id",),
    "ceasefire_violations": ("violation_id",),
}
# All other published tables; a table that is not here is named by its first column.
KEYS = {
    **LEDGER,
    "casualties_history": ("casualty_id", "version"),
    "displacement_history": ("displacement_id", "version"),
    "ceasefire_violations_history": ("violation_id", "version"),
}
ALL = "*"

# Why a row or a field is lost. Each code stands in the loss report; these are its words.
REASONS = {
    "no_death": "GED records events in which someone died; the row tells of nobody killed",
    "not_violence": "the format records acts of violence, the row tells of people who moved",
    "not_displacement": "the format records displacement, the row tells of victims or of a breached truce",
    "not_a_violation": "the format records breaches of truces, the row belongs to none",
    "not_a_figure": "the format records figures, the row tells of a breached truce",
    "undated": "no report settles when it happened; the format needs a day",
    "no_place": "no report settles in which country it happened; the format needs one",
    "place_too_wide": "only the country is known; the format needs a place or a region",
    "window_too_long": "the window is longer than the coarsest precision of the format",
    "no_estimate": "no report gives a number of people that the format could hold",
    "running_total": "a running total, which the format's readers would add to the events inside it",
    "overlaps": "may count people of other rows that are held; the format's readers would add them",
    "no_actor": "neither side is told; the format needs at least one actor",
    "event_type_unknown": "the reports do not say by what act; the format needs a type of event",
    "toll_elsewhere": "its toll is part of a row that the format cannot hold",
    "stock": "people who are displaced on a day; the format records new displacement only",
    "return": "people who returned; the columns of the format would show them as displaced",
    "cross_border": "people who fled to another country; the format records displacement inside one",
    "no_past": "the table says nothing of what was known on an earlier day",
    "folded": "held inside the record of another row, without one of its own",
    "open_bound": "the words set no bound on this side; the format wants one and gets the estimate",
    "vague_number": "the format has its own number for a vague word",
    "conservative": "the format takes the lowest figure",
    "one_number": "the format has one number and no bounds",
    "converted": "the people were computed from households",
    "other_side_unknown": "only one side is told; the format wants both",
    "type_assumed": "the reports do not settle the type; the format wants one",
    "parts_above_whole": "the parts count more people than the whole; none of them is told apart",
    "actor_generic": "the format names actors more finely than the ledger does",
    "place_widened": "the format has no code for the place, or no finer level",
    "no_coordinates": "no coordinates are known",
    "window_blurred": "the format gives one day for the whole window",
    "truce_in_words": "the breached truce stands only in the notes",
    "injured_in_words": "the injured stand only in the notes",
    "unpublished_name": "no publisher is known; the document's own name stands for it",
    "route": "from where to where stands in no column",
    "undated_reports": "the reports are undated",
    "empty_text": "an empty text reads back as no value",
    "no_column": "the format has no column for it",
    "not_ours_to_fill": "a key of the data set's own makers; the ledger has none and leaves it empty",
}


class ExportError(RuntimeError):
    """An export that could not be made, in words."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: the day of knowledge, and the countries (ISO 3166 alpha-3); none means all."""

    as_of: date | None = None
    countries: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """As part of a folder's name."""
        day = f"-as-of-{self.as_of.isoformat()}" if self.as_of else ""
        return "".join(f"-{country}" for country in self.countries) + day


@dataclass(frozen=True)
class Ledger:
    """The published tables as selected.

    `additive` are the ids of casualties and displacement that may be added without counting anyone twice. `left_out`
    counts rows of the ledger outside the selection, `omitted` names tables that a selection cannot answer for.
    """

    tables: Mapping[str, pl.DataFrame]
    additive: frozenset[str]
    selection: Selection = field(default_factory=Selection)
    refreshed_at: datetime | None = None
    comments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    omitted: tuple[str, ...] = ()

    def rows(self, table: str) -> list[Row]:
        """The rows of a table as dictionaries."""
        return self.tables[table].to_dicts()

    def keys(self, table: str) -> list[str]:
        """The name of every row of a table."""
        columns = KEYS.get(table) or (self.tables[table].columns[0],)
        return ["/".join(map(str, key)) for key in self.tables[table].select(columns).iter_rows()]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an export: its name, type and meaning, and the hashtag that HXL gives it."""

    name: str
    type: Any
    description: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A table of an export; `kind` says how it is written."""

    name: str
    title: str
    fields: tuple[Field, ...]
    frame: pl.DataFrame
    kind: str = "csv"

    @property
    def path(self) -> str:
        """Its name in the folder."""
        return f"{self.name}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Held:
    """A row of the ledger and the record that holds it."""

    table: str
    id: str
    record: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What an export lost: the whole row when `field` is None, else that field of a row that is held."""

    table: str
    id: str
    reason: str
    field: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What a format made of the ledger."""

    files: tuple[File, ...]
    held: tuple[Held, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one table."""

    rows: int
    held: int
    lost: int
    with_losses: int
    reasons: Mapping[str, int]


class Format(Protocol):
    """A form in which others take the ledger."""

    @property
    def name(self) -> str:
        """As on the command line."""

    @property
    def title(self) -> str:
        """In a few words."""

    @property
    def whole(self) -> bool:
        """Whether it holds whole tables, texts included."""

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The tables whose every row is accounted for."""

    def make(self, ledger: Ledger) -> Product:
        """The files and the account."""


def frame_of(fields: Iterable[Field], rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Records as a frame with the columns and types of `fields`; a column that no record has is a mistake."""
    schema = {column.name: column.type for column in fields}
    return pl.DataFrame([[row[name] for name in schema] for row in rows], schema=schema, orient="row")


def columns_lost(ledger: Ledger, held: Iterable[Held], carried: Mapping[str, Iterable[str]]) -> list[Loss]:
    """A loss for every column that held rows fill and the format does not carry."""
    losses = []
    by_table: dict[str, set[str]] = {}
    for row in held:
        by_table.setdefault(row.table, set()).add(row.id)
    for table, ids in by_table.items():
        kept = ledger.tables[table].filter(pl.Series(ledger.keys(table)).is_in(ids))
        carries = set(carried.get(table, ())) | set(KEYS.get(table, ()))
        for name in kept.columns:
            filled = kept[name].list.len().sum() if kept[name].dtype == pl.List else kept[name].count()
            if name not in carries and filled:
                losses.append(Loss(table, ALL, "no_column", name))
    return losses


def tally(ledger: Ledger, scope: Iterable[str], product: Product) -> dict[str, Tally]:
    """What became of every row in scope. Raises `ExportError` when a row is untold or told twice."""
    held, lost, fields = _ids(product.held), _rows_lost(product.losses), _rows_with_losses(product.losses)
    tallies = {}
    for table in scope:
        keys = set(ledger.keys(table))
        kept, gone = held.get(table, set()), lost.get(table, {})
        if kept & gone.keys() or kept | gone.keys() != keys:
            odd = sorted((kept & gone.keys()) | (keys ^ (kept | gone.keys())))
            raise ExportError(f"the account of {table} does not add up; look at {', '.join(odd[:5])}")
        reasons = Counter(gone.values())
        losing = fields.get(table, set())
        tallies[table] = Tally(len(keys), len(kept), len(gone), len(losing), dict(sorted(reasons.items())))
    return tallies


def _ids(held: Iterable[Held]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in held:
        found.setdefault(row.table, set()).add(row.id)
    return found


def _rows_lost(losses: Iterable[Loss]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for loss in losses:
        if loss.field is None and loss.id != ALL:
            found.setdefault(loss.table, {})[loss.id] = loss.reason
    return found


def _rows_with_losses(losses: Iterable[Loss]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for loss in losses:
        if loss.field is not None and loss.id != ALL:
            found.setdefault(loss.table, set()).add(loss.id)
    return found

"""What the formats of events share: which rows of casualties are events, which are parts of one, which are neither.

Belongs here: wholes and their parts, windows, stable numbers, sides. Does not: the columns of a format.

A row that may be added to others (`Ledger.additive`) is an event; rows inside it tell of the same people and are its
parts; what is neither is a running total, undated, or may overlap with an event, and is lost.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.exports.model import Ledger, Loss, Row
from pipeline.exports.vocabulary import CIVILIAN_KINDS


@dataclass(frozen=True)
class Event:
    """A row that counts, and the rows inside it."""

    row: Row
    parts: tuple[Row, ...]

    @property
    def id(self) -> str:
        """The id of the row that counts."""
        return str(self.row["casualty_id"])

    @property
    def rows(self) -> tuple[Row, ...]:
        """The whole and its parts."""
        return (self.row, *self.parts)

    @property
    def is_civilian(self) -> bool:
        """Whether all who are counted are civilians."""
        return self.row["population"] in CIVILIAN_KINDS

    @property
    def perpetrators(self) -> tuple[str, ...]:
        """Sides said to have done it, by the whole or, where it is silent, by all parts that speak alike."""
        told = {row["perpetrator"] for row in self.rows if row["perpetrator"]}
        own = self.row["perpetrator"] or (told.pop() if len(told) == 1 else None)
        return tuple(own.split("+")) if own else ()

    @property
    def victim_sides(self) -> tuple[str, ...]:
        """Sides that lost people, by the whole and its parts."""
        return tuple(sorted({row["affiliation"] for row in self.rows if row["affiliation"]}))


@dataclass(frozen=True)
class Events:
    """Casualties sorted into events, and what is lost because it is none."""

    events: tuple[Event, ...]
    losses: tuple[Loss, ...]


def events_of(ledger: Ledger, measures: Iterable[str]) -> Events:
    """The events among casualties of these measures; rows of other measures are left to the format."""
    rows = [row for row in ledger.rows("casualties") if row["measure"] in set(measures)]
    by_id = {row["casualty_id"]: row for row in rows}
    wholes = {id_: row for id_, row in by_id.items() if id_ in ledger.additive}
    parts: dict[str, list[Row]] = defaultdict(list)
    losses = []
    for id_, row in by_id.items():
        if id_ in wholes:
            continue
        whole = _whole(row, by_id, wholes)
        if whole is None:
            losses.append(Loss("casualties", id_, why_no_event(row)))
        else:
            parts[whole].append(row)
    events = (Event(row, tuple(parts[id_])) for id_, row in wholes.items())
    return Events(tuple(sorted(events, key=_order)), tuple(losses))


def why_no_event(row: Row) -> str:
    """Why a row that may not be added is no event of its own."""
    if row["best"] is None:
        return "no_estimate"
    if row["country"] is None:
        return "no_place"
    if row["window_kind"] in ("war", "period"):
        return "running_total"
    return "undated" if row["window_start"] is None or row["window_end"] is None else "overlaps"


def days_of(row: Row) -> int:
    """How many days the window has."""
    return int((row["window_end"] - row["window_start"]).days) + 1


def middle(row: Row) -> date:
    """The day in the middle of the window."""
    start: date = row["window_start"]
    return start + timedelta(days=(days_of(row) - 1) // 2)


def number_of(id_: str) -> int:
    """A positive number of at most 15 digits that always stands for this id."""
    return int(hashlib.sha256(id_.encode()).hexdigest()[:16], 16) % 10**15


def split_deaths(event: Event, side_of: Mapping[str, str]) -> tuple[dict[str, int], bool]:
    """The dead of an event by `a`, `b`, `civilians` and `unknown`, which add up to its estimate.

    `side_of` tells which affiliations are on which side. The second value is false when the parts count more people
    than the whole: then none is told apart.
    """
    total = int(event.row["best"])
    own = _bin(event.row, side_of)
    if own:
        return _bins(total, {own: total}), True
    found: dict[str, int] = defaultdict(int)
    # Children, women and medics may be the same people: of kinds of civilians only the widest counts.
    found["civilians"] = max(_civilians(event.parts, ["civilians"]) or _civilians(event.parts, CIVILIAN_KINDS) or [0])
    largest: dict[str, int] = {}
    for part in event.parts:
        if part["best"] and part["population"] not in CIVILIAN_KINDS and part["affiliation"]:
            side = part["affiliation"]
            largest[side] = max(largest.get(side, 0), int(part["best"]))
    for side, people in largest.items():
        if side in side_of:
            found[side_of[side]] += people
    if sum(found.values()) > total:
        return _bins(total, {}), False
    return _bins(total, found), True


def _civilians(parts: Iterable[Row], kinds: Collection[str]) -> list[int]:
    return [int(part["best"]) for part in parts if part["best"] and part["population"] in kinds]


def _bin(row: Row, side_of: Mapping[str, str]) -> str | None:
    if row["population"] in CIVILIAN_KINDS:
        return "civilians"
    return side_of.get(row["affiliation"]) if row["affiliation"] else None


def _bins(total: int, found: Mapping[str, int]) -> dict[str, int]:
    told = {name: found.get(name, 0) for name in ("a", "b", "civilians")}
    return told | {"unknown": total - sum(told.values())}


def _whole(row: Row, by_id: Mapping[str, Row], wholes: Mapping[str, Row]) -> str | None:
    """The event that a row lies in, its parents' parents included."""
    seen: set[str] = set()
    parent = row["parent_casualty_id"]
    while parent in by_id and parent not in seen:
        if parent in wholes:
            return str(parent)
        seen.add(parent)
        parent = by_id[parent]["parent_casualty_id"]
    return None


def _order(event: Event) -> tuple[date, str]:
    return event.row["window_start"], event.id

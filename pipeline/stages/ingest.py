"""Sources to stored bytes: what is new is kept by content hash, what cannot be read goes to quarantine.

Belongs here: telling new from known. Does not: reading files (`pipeline.sources`), looking into the bytes (`articles`).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from pipeline.progress import track
from pipeline.schemas import validate
from pipeline.sources.seen import Unread
from pipeline.stages.frames import (
    CONTENTS,
    QUARANTINE,
    SIGHTINGS,
    Row,
    content_row,
    frame,
    offence_row,
    quarantine_row,
    sighting_row,
)
from pipeline.store import Store, batched, write_atomically
from pipeline.text.model import RawDocument, Rejected

STAGE = "documents"
_SCAN = "scan.json"


@dataclass(frozen=True, slots=True)
class Scan:
    """What one look at the sources found. Rows read = new + unchanged + quarantined."""

    started_at: str
    read: int
    new: int
    unchanged: int
    quarantined: int

    @property
    def balanced(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.new + self.unchanged + self.quarantined


@dataclass(slots=True)
class _Known:
    """Keys of all that is stored already; grows while a scan goes on."""

    contents: set[str]
    sightings: set[tuple[str, str]]
    quarantined: set[str]

    @classmethod
    def of(cls, store: Store) -> "_Known":
        seen = store.read(STAGE, "sightings", SIGHTINGS, ["raw_hash", "uri"])
        return cls(
            contents=set(store.read(STAGE, "contents", CONTENTS, ["raw_hash"])["raw_hash"]),
            sightings=set(seen.iter_rows()),
            quarantined=set(store.read(STAGE, "quarantine", QUARANTINE, ["quarantine_id"])["quarantine_id"]),
        )

    def holds(self, item: RawDocument | Rejected) -> bool:
        """Whether neither the content nor the place where it lies is new."""
        if isinstance(item, Rejected):
            return _quarantine_id(item) in self.quarantined
        return item.raw_hash in self.contents and (item.raw_hash, item.uri) in self.sightings

    def add(self, item: RawDocument | Rejected) -> None:
        if isinstance(item, Rejected):
            self.quarantined.add(_quarantine_id(item))
        else:
            self.contents.add(item.raw_hash)
            self.sightings.add((item.raw_hash, item.uri))


def _nobody(_new: RawDocument) -> None:
    return None


def ingest(
    store: Store,
    items: Iterable[RawDocument | Rejected | Unread],
    now: datetime,
    limit: int,
    on_new: Callable[[RawDocument], None] = _nobody,
) -> Scan:
    """Store what is new among `items`, shard by shard, and remember what the scan found; `on_new` hears of the new."""
    known = _Known.of(store)
    tally = dict.fromkeys(("read", "new", "unchanged", "quarantined"), 0)
    for batch in batched(_fresh(track("reading reports", items), known, tally, on_new), limit, _weight):
        tables, refused = _tables(batch, now)
        store.put(STAGE, tables)
        tally["new"] -= refused
        tally["quarantined"] += refused
    scan = Scan(started_at=now.isoformat(), **tally)
    remember(store, scan)
    return scan


def remember(store: Store, scan: Scan) -> None:
    """Keep what a scan found, for the stages after it."""
    write_atomically(store.root / _SCAN, json.dumps(asdict(scan)).encode())


def all_known(store: Store, items: Iterable[RawDocument | Rejected | Unread], now: datetime) -> Scan | None:
    """The scan, if nothing among `items` is new; None as soon as something is."""
    known = _Known.of(store)
    tally = dict.fromkeys(("read", "new", "unchanged", "quarantined"), 0)
    for item in items:
        if isinstance(item, Unread):
            _count_unread(item, tally)
            continue
        if not known.holds(item):
            return None
        tally["read"] += 1
        tally["quarantined" if isinstance(item, Rejected) else "unchanged"] += 1
    return Scan(started_at=now.isoformat(), **tally)


def last_scan(store: Store) -> Scan | None:
    """What the last scan found; None before the first."""
    try:
        fields: dict[str, Any] = json.loads((store.root / _SCAN).read_bytes())
    except FileNotFoundError:
        return None
    return Scan(**fields)


def _fresh(
    items: Iterable[RawDocument | Rejected | Unread],
    known: _Known,
    tally: dict[str, int],
    on_new: Callable[[RawDocument], None],
) -> Iterator[tuple[RawDocument | Rejected, bool]]:
    """The items to store, each with whether its content is new (otherwise only its place is)."""
    for item in items:
        if isinstance(item, Unread):
            _count_unread(item, tally)
            continue
        tally["read"] += 1
        new_content = False
        if isinstance(item, RawDocument) and item.raw_hash not in known.contents:
            new_content = True
            on_new(item)
        tally[_state(item, new_content)] += 1
        if not known.holds(item):
            known.add(item)
            yield item, new_content


def _count_unread(file: Unread, tally: dict[str, int]) -> None:
    tally["read"] += file.reports
    tally["unchanged"] += file.reports


def _state(item: RawDocument | Rejected, new_content: bool) -> str:
    if isinstance(item, Rejected):
        return "quarantined"
    return "new" if new_content else "unchanged"


def _weight(item: tuple[RawDocument | Rejected, bool]) -> int:
    raw, new_content = item
    return len(raw.data) if isinstance(raw, RawDocument) and new_content else 0


def _tables(batch: list[tuple[RawDocument | Rejected, bool]], now: datetime) -> tuple[dict[str, pl.DataFrame], int]:
    """The tables of a shard, and how many new contents their schema refused."""
    rows: list[Row] = [content_row(item, now) for item, new in batch if isinstance(item, RawDocument) and new]
    places: list[Row] = [sighting_row(item) for item, _ in batch if isinstance(item, RawDocument)]
    rejected: list[Row] = [quarantine_row(item, now) for item, _ in batch if isinstance(item, Rejected)]
    contents, bad_contents = validate("contents", frame(rows, CONTENTS))
    sightings, bad_sightings = validate("sightings", frame(places, SIGHTINGS))
    uris = {row["raw_hash"]: row["uri"] for row in places}
    offences = [*bad_contents, *bad_sightings]
    lost = {offence[0]["raw_hash"] for offence in offences}
    rejected += [offence_row(offence, STAGE, uris[offence[0]["raw_hash"]], now) for offence in offences]
    tables = {
        "contents": contents.filter(~pl.col("raw_hash").is_in(list(lost))),
        "sightings": sightings.filter(~pl.col("raw_hash").is_in(list(lost))),
        "quarantine": frame(rejected, QUARANTINE),
    }
    return tables, len(rows) - tables["contents"].height


def _quarantine_id(item: Rejected) -> str:
    return str(quarantine_row(item, datetime.fromtimestamp(0, UTC))["quarantine_id"])

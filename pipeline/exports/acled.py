"""ACLED: one record per event of political violence on a day, at a place, between two actors; 31 columns.

Belongs here: what ACLED's columns and rules mean for rows of the ledger. Does not: which rows are events (`events`),
the words of a record (`acled_words`).

Source: the header of ACLED's own CSV exports since 2023, the ACLED Codebook (event types, `inter` and `interaction` in
words as since 2024, `time_precision` 1 the day, 2 the week, 3 the month, `geo_precision` 1 the place, 2 the area around
it, 3 the region) and ACLED's answers to frequent questions on fatalities: no threshold of deaths, no record of
injuries, "the most conservative estimate available", 10 for tens, 12 for dozens, 100 for hundreds, and so on.

Unlike UCDP, ACLED takes events without a death: breaches of truces and injuries are events too. Rows that tell of one
act (same days, place, actors and type) are one event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipeline.exports import acled_words as words
from pipeline.exports.events import Event, days_of, events_of, middle, number_of
from pipeline.exports.evidence import JOINED, Sources
from pipeline.exports.model import LEDGER, Field, File, Held, Ledger, Loss, Product, Row, columns_lost, frame_of
from pipeline.exports.vocabulary import CIVILIANS, UNKNOWN, UNKNOWN_AIR_FORCE, Actor, Vocabulary

_TEXT, _INT = pl.String(), pl.Int64()
FIELDS = (
    Field("event_id_cnty", _TEXT, "Country and a number made of the id in the ledger."),
    Field("event_date", pl.Date(), "The day; the middle of the window where it is longer."),
    Field("year", _INT, "Its year."),
    Field("time_precision", _INT, "1 the day is known, 2 the week, 3 the month."),
    Field("disorder_type", _TEXT, "Political violence."),
    Field("event_type", _TEXT, "Battles, Explosions/Remote violence, Violence against civilians."),
    Field("sub_event_type", _TEXT, "By what act."),
    Field("actor1", _TEXT, "Who did it, or one of both sides."),
    Field("assoc_actor_1", _TEXT, "Who did it together with it."),
    Field("inter1", _TEXT, "Kind of actor 1."),
    Field("actor2", _TEXT, "Who suffered it, or the other side."),
    Field("assoc_actor_2", _TEXT, "Other sides that suffered it."),
    Field("inter2", _TEXT, "Kind of actor 2."),
    Field("interaction", _TEXT, "Both kinds."),
    Field("civilian_targeting", _TEXT, "Civilian targeting, where civilians are the only victims told."),
    Field("iso", _INT, "ISO 3166 numeric code."),
    Field("region", _TEXT, "Region as ACLED names it."),
    Field("country", _TEXT, "Country as ACLED names it."),
    Field("admin1", _TEXT, "Governorate or province."),
    Field("admin2", _TEXT, "District, where the place is one."),
    Field("admin3", _TEXT, "Empty: the ledger knows no third level."),
    Field("location", _TEXT, "Place, or the region where no place is told."),
    Field("latitude", pl.Float64(), "Degrees north."),
    Field("longitude", pl.Float64(), "Degrees east."),
    Field("geo_precision", _INT, "1 the place, 2 the district, 3 the region."),
    Field("source", _TEXT, "Who published the reports."),
    Field("source_scale", _TEXT, "National, International or both; Other where no outlet is known."),
    Field("notes", _TEXT, "What the columns cannot hold, in words."),
    Field("fatalities", _INT, "The most conservative number of dead."),
    Field("tags", _TEXT, "Ids in the ledger."),
    Field("timestamp", _INT, "Day of the latest report, in seconds since 1970, UTC."),
)
_LONGEST = ((1, 1), (7, 2), (31, 3))
_GEO = {"exact": 1, "admin2": 2, "admin1": 3}
_CARRIED = {
    "casualties": (
        *("measure", "population", "affiliation", "place", "admin1", "country", "latitude", "longitude"),
        *("place_precision", "window_start", "window_end", "low", "best", "high", "perpetrator", "cause", "sources"),
        *("ceasefire_id", "last_reported_on", "claim_ids", "parent_casualty_id"),
    ),
    "ceasefire_violations": (
        *("act", "violator", "place", "admin1", "country", "latitude", "longitude", "place_precision"),
        *("window_start", "window_end", "ceasefire_id", "characterisation", "alleged_by", "killed_low"),
    ),
}
# Acts of one side on another; in the others both fight.
_TWO_SIDED = frozenset({"clash", "ground_fighting"})
_UNTOLD = ((), (UNKNOWN,))
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of violence as one row of the ledger tells of it, in ACLED's terms."""

    table: str
    id: str
    row: Row
    rows: tuple[Row, ...]
    types: tuple[str, str]
    did: tuple[str, ...]
    suffered: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What makes two rows one event."""
        row = self.row
        where = (row["country"], row["admin1"], row["place"], row["latitude"], row["longitude"])
        return (*where, row["window_start"], row["window_end"], self.types, self.did, self.suffered)


@dataclass(frozen=True)
class Acled:
    """The format."""

    vocabulary: Vocabulary
    name: str = "acled"
    title: str = "ACLED events"
    whole: bool = False

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The three tables of the ledger."""
        return tuple(LEDGER)

    def make(self, ledger: Ledger) -> Product:
        """Events of violence, with and without victims."""
        sources = Sources(ledger)
        found = events_of(ledger, ["killed", "injured"])
        losses = [*found.losses]
        acts: dict[Key, list[Act]] = defaultdict(list)
        of_claim: dict[str, Key] = {}
        for event in found.events:
            act = self._casualty(event)
            if isinstance(act, str):
                losses += [Loss("casualties", row["casualty_id"], act) for row in event.rows]
                continue
            acts[act.key].append(act)
            of_claim |= {claim: act.key for row in event.rows for claim in row["claim_ids"]}
        losses += self._violations(ledger, acts, of_claim)
        losses += [Loss("displacement", id_, "not_violence") for id_ in ledger.keys("displacement")]
        truces = {row["ceasefire_id"]: row["name"] for row in ledger.rows("ceasefires")}
        held: list[Held] = []
        records = []
        for one_event in sorted(_joined(acts).values(), key=lambda event: (event[0].row["window_start"], event[0].id)):
            record, lost = self._record(one_event, sources, truces)
            records.append(record)
            losses += lost
            held += _held(one_event, record["event_id_cnty"])
        losses += columns_lost(ledger, held, _CARRIED)
        file = File("acled", self.title, FIELDS, frame_of(FIELDS, records))
        return Product((file,), tuple(held), tuple(losses))

    def _casualty(self, event: Event) -> Act | str:
        """The act behind victims, or why ACLED has none for them."""
        row = event.row
        if reason := _unfit(row):
            return reason
        act = row["cause"] or next((part["cause"] for part in event.parts if part["cause"]), None)
        types = self.vocabulary.event_type(act, row["population"])
        if types is None:
            return "event_type_unknown"
        did, suffered = event.perpetrators, tuple(side for side in event.victim_sides if side not in event.perpetrators)
        if event.is_civilian:
            suffered = (CIVILIANS,)
        elif act in _TWO_SIDED and not did and len(suffered) > 1:
            did, suffered = suffered[:1], suffered[1:]
        return Act("casualties", event.id, row, event.rows, types, did or (_nobody(act),), suffered or _somebody(types))

    def _violations(self, ledger: Ledger, acts: dict[Key, list[Act]], of_claim: Mapping[str, Key]) -> Iterator[Loss]:
        """Add breaches to the events of their victims, or as events of their own; yield those that are neither."""
        parties = {row["ceasefire_id"]: row["parties"] for row in ledger.rows("ceasefires")}
        for row in ledger.rows("ceasefire_violations"):
            id_ = row["violation_id"]
            key = next((of_claim[claim] for claim in row["claim_ids"] if claim in of_claim), None)
            act = self._breach(row, parties.get(row["ceasefire_id"]) or [])
            if key is not None:
                whole = acts[key][0]
                acts[key].append(Act("ceasefire_violations", id_, row, (row,), whole.types, whole.did, whole.suffered))
            elif row["killed_best"] or row["killed_high"]:
                yield Loss("ceasefire_violations", id_, "toll_elsewhere")
            elif isinstance(act, str):
                yield Loss("ceasefire_violations", id_, act)
            else:
                acts[act.key].append(act)

    def _breach(self, row: Row, parties: Sequence[str]) -> Act | str:
        """The act that breached a truce, or why ACLED has none for it; in a clash both parties of the truce fought."""
        if reason := _unfit(row):
            return reason
        types = self.vocabulary.event_type(row["act"], "all")
        if types is None:
            return "event_type_unknown"
        did = tuple(row["violator"].split("+")) if row["violator"] else ()
        others = tuple(side for side in parties if side not in did)
        suffered: tuple[str, ...] = _somebody(types)
        if types[0] == "Battles" and len(parties) == 2 and (did or row["act"] in _TWO_SIDED):
            did, suffered = did or others[:1], others if did else others[1:]
        return Act(
            "ceasefire_violations", row["violation_id"], row, (row,), types, did or (_nobody(row["act"]),), suffered
        )

    def _record(self, acts: Sequence[Act], sources: Sources, truces: Mapping[str, str]) -> tuple[Row, list[Loss]]:
        first, row = acts[0], acts[0].row
        country = self.vocabulary.country(row["country"])
        did, suffered = (self._actors(sides, row["country"]) for sides in (first.did, first.suffered))
        evidence = sources.behind([told for act in acts for told in act.rows])
        deadly = [act for act in acts if act.table == "casualties" and act.row["measure"] == "killed"]
        tolls = [self._toll(act, sources) for act in deadly]
        inter1, inter2 = did[0].kind, suffered[0].kind if suffered else None
        day = middle(row)
        record = {
            "event_id_cnty": f"{row['country']}{number_of(first.id)}",
            "event_date": day,
            "year": day.year,
            "time_precision": next(precision for days, precision in _LONGEST if days_of(row) <= days),
            "disorder_type": "Political violence",
            "event_type": first.types[0],
            "sub_event_type": first.types[1],
            **_actor_columns(1, did),
            **_actor_columns(2, suffered),
            "interaction": words.interaction(inter1, inter2),
            "civilian_targeting": "Civilian targeting" if first.suffered == (CIVILIANS,) else None,
            "iso": country.iso_numeric,
            "region": country.acled_region,
            "country": country.acled_name or country.name,
            "admin1": row["admin1"],
            "admin2": row["place"] if row["place_precision"] == "admin2" else None,
            "admin3": None,
            "location": row["place"] or row["admin1"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "geo_precision": _GEO[row["place_precision"]],
            "source": JOINED.join(evidence.publishers) or None,
            "source_scale": words.scale(evidence.documents, row["country"], self.vocabulary),
            "notes": words.notes([(act.table, act.row) for act in acts], truces, evidence.speakers),
            "fatalities": sum(toll.dead for toll in tolls),
            "tags": JOINED.join(sorted(f"ledger={act.id}" for act in acts)),
            "timestamp": _seconds(evidence.last_published),
        }
        lost = [loss for act in acts for loss in _losses(act, first)] + [loss for toll in tolls for loss in toll.losses]
        return record, lost + _record_losses(first, (*did, *suffered), evidence.all_named)

    def _actors(self, sides: Iterable[str], country: str) -> tuple[Actor, ...]:
        return tuple(self.vocabulary.actor("acled", side, country) for side in sides)

    def _toll(self, act: Act, sources: Sources) -> "Toll":
        """ACLED's number of dead: its own for a vague word, else the lower bound, else the only number told."""
        row = act.row
        for claim in sources.claims_of(row["claim_ids"]):
            vague = self.vocabulary.vague.get((claim["low"], claim["high"]))
            if claim["qualifier"] == "vague" and vague and claim["low"] == row["low"]:
                told = f"{vague.word} is {vague.acled}, not {row['low']} to {row['high']}"
                return Toll(vague.acled, [Loss("casualties", act.id, "vague_number", "low", told)])
        if row["low"] is None:
            told = f"no lower bound; {row['best']} is the only number"
            return Toll(row["best"], [Loss("casualties", act.id, "open_bound", "low", told)])
        if row["low"] < row["best"]:
            told = f"{row['low']}, not {row['best']}"
            return Toll(row["low"], [Loss("casualties", act.id, "conservative", "best", told)])
        if row["high"] == row["best"]:
            return Toll(row["low"], [])
        told = "no upper bound" if row["high"] is None else f"up to {row['high']}"
        return Toll(row["low"], [Loss("casualties", act.id, "one_number", "high", told)])


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead of one row by ACLED's rule, and what the rule loses."""

    dead: int
    losses: list[Loss]


def _unfit(row: Row) -> str | None:
    if row["window_start"] is None or row["window_end"] is None:
        return "undated"
    if row["country"] is None:
        return "no_place"
    if row["place_precision"] not in _GEO:
        return "place_too_wide"
    return None if days_of(row) <= _LONGEST[-1][0] else "window_too_long"


def _nobody(act: str | None) -> str:
    return UNKNOWN_AIR_FORCE if act == "air_strike" else UNKNOWN


def _somebody(types: tuple[str, str]) -> tuple[str, ...]:
    """Whom an act without told victims struck: a battle has two sides, violence against civilians has civilians."""
    return {"Battles": (UNKNOWN,), "Violence against civilians": (CIVILIANS,)}.get(types[0], ())


def _actor_columns(number: int, actors: Sequence[Actor]) -> Row:
    return {
        f"actor{number}": actors[0].name if actors else None,
        f"assoc_actor_{number}": JOINED.join(actor.name for actor in actors[1:]) or None,
        f"inter{number}": actors[0].kind if actors else None,
    }


def _joined(acts: Mapping[Key, list[Act]]) -> dict[Key, list[Act]]:
    """Acts without told victims join the one event of the same days, place, act and actor that has some."""
    told: dict[Key, list[Key]] = defaultdict(list)
    for key, (first, *_) in acts.items():
        if first.suffered not in _UNTOLD:
            told[key[:-1]].append(key)
    joined: dict[Key, list[Act]] = defaultdict(list)
    for key, event in sorted(acts.items(), key=lambda item: item[1][0].suffered in _UNTOLD):
        others = told[key[:-1]] if event[0].suffered in _UNTOLD else []
        joined[others[0] if len(others) == 1 else key] += event
    return joined


def _held(acts: Sequence[Act], record: str) -> Iterator[Held]:
    for act in acts:
        key = LEDGER[act.table][0]
        yield from (Held(act.table, row[key], record) for row in act.rows)


def _losses(act: Act, first: Act) -> Iterator[Loss]:
    """What one row loses in its event."""
    key = LEDGER[act.table][0]
    for row in act.rows:
        if row[key] != first.id:
            yield Loss(act.table, row[key], "folded", key, f"inside {first.id}")
    if None not in (act.row["window_start"], act.row["window_end"]) and days_of(act.row) > 1:
        yield Loss(act.table, act.id, "window_blurred", "window_end", f"{days_of(act.row)} days")
    if act.row["latitude"] is None:
        yield Loss(act.table, act.id, "no_coordinates", "latitude")
    if act.table == "ceasefire_violations":
        yield Loss(act.table, act.id, "truce_in_words", "ceasefire_id")
    elif act.row["measure"] == "injured":
        yield Loss(act.table, act.id, "injured_in_words", "best")


def _record_losses(first: Act, actors: Sequence[Actor], all_named: bool) -> list[Loss]:
    generic = [actor.name for actor in actors if actor.generic]
    losses = []
    if generic:
        side = "violator" if first.table == "ceasefire_violations" else "perpetrator"
        losses.append(Loss(first.table, first.id, "actor_generic", side, ", ".join(generic)))
    if not all_named:
        column = "alleged_by" if first.table == "ceasefire_violations" else "sources"
        losses.append(Loss(first.table, first.id, "unpublished_name", column))
    return losses


def _seconds(day: date | None) -> int | None:
    return None if day is None else (day - date(1970, 1, 1)).days * 86400

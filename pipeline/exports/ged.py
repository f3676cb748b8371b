"""UCDP's Georeferenced Event Dataset: one record per event with a death, 49 columns by name and order.

Belongs here: what GED's columns mean for a row of the ledger. Does not: which rows are events (`events`).

Source: the header of GED 23.1 to 26.1 as read by users of the data, and Sundberg and Melander 2013, Introducing the
UCDP Georeferenced Event Dataset, Journal of Peace Research 50(4), with the GED codebook (Högbladh, UCDP GED Codebook):
`type_of_violence` 1 state-based, 2 non-state, 3 one-sided; `where_prec` 1 exact, 3 second-order division, 4 first-order
division, 6 country; `date_prec` 1 the day, 2 two to six days, 3 a week, 4 up to a month; `source_office` is the outlet,
`source_original` who said it; `number_of_sources` counts reports; coordinates in decimal degrees, `priogrid_gid` the
half-degree cell of PRIO-GRID. Keys that UCDP gives (`conflict_new_id`, `dyad_new_id`, ...) are not ours and stay empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

import polars as pl

from pipeline.exports.events import Event, days_of, events_of, number_of, split_deaths
from pipeline.exports.evidence import Evidence, Sources
from pipeline.exports.model import ALL, LEDGER, Field, File, Held, Ledger, Loss, Product, Row, columns_lost, frame_of
from pipeline.exports.vocabulary import CIVILIANS, UNKNOWN, Actor, Vocabulary

_TEXT, _INT = pl.String(), pl.Int64()
_THEIR_KEY = "UCDP's own key; empty."
FIELDS = (
    Field("id", _INT, "Number made of the id in the ledger; the same row always has the same."),
    Field("relid", _TEXT, "Country, year, type of violence and the id in the ledger."),
    Field("year", _INT, "Year in which it began."),
    Field("active_year", _INT, "1 if the dyad has 25 deaths or more in that year of this export."),
    Field("code_status", _TEXT, "Clear, or what the reports do not settle: Check dyad, Check type."),
    Field("type_of_violence", _INT, "1 state-based, 2 non-state, 3 one-sided."),
    Field("conflict_dset_id", _TEXT, _THEIR_KEY),
    Field("conflict_new_id", _INT, _THEIR_KEY),
    Field("conflict_name", _TEXT, "Country and Government for state-based violence, else the dyad."),
    Field("dyad_dset_id", _TEXT, _THEIR_KEY),
    Field("dyad_new_id", _INT, _THEIR_KEY),
    Field("dyad_name", _TEXT, "Both sides."),
    Field("side_a_dset_id", _TEXT, _THEIR_KEY),
    Field("side_a_new_id", _INT, _THEIR_KEY),
    Field("side_a", _TEXT, "The state, or the first by name; in one-sided violence who did it."),
    Field("side_b_dset_id", _TEXT, _THEIR_KEY),
    Field("side_b_new_id", _INT, _THEIR_KEY),
    Field("side_b", _TEXT, "The other side; Civilians in one-sided violence; Unknown if not told."),
    Field("number_of_sources", _INT, "Reports that tell of it."),
    Field("source_article", _TEXT, "Outlet, day and headline of each report."),
    Field("source_office", _TEXT, "Who published the reports."),
    Field("source_date", _TEXT, "Days of publication."),
    Field("source_headline", _TEXT, "Headlines."),
    Field("source_original", _TEXT, "Who is quoted with the figure."),
    Field("where_prec", _INT, "1 exact, 3 district, 4 governorate or province, 6 country."),
    Field("where_coordinates", _TEXT, "Name of the place that the coordinates belong to."),
    Field("where_description", _TEXT, "Place, governorate, country."),
    Field("adm_1", _TEXT, "Governorate or province."),
    Field("adm_2", _TEXT, "District, where the place is one."),
    Field("latitude", pl.Float64(), "Degrees north."),
    Field("longitude", pl.Float64(), "Degrees east."),
    Field("geom_wkt", _TEXT, "The point as WKT."),
    Field("priogrid_gid", _INT, "Cell of PRIO-GRID."),
    Field("country", _TEXT, "Country as GED names it."),
    Field("country_id", _INT, "Number of Gleditsch and Ward."),
    Field("region", _TEXT, "Region as GED names it."),
    Field("event_clarity", _INT, "1 an event of its own, 2 a total over weeks."),
    Field("date_prec", _INT, "1 the day, 2 two to six days, 3 a week, 4 up to a month."),
    Field("date_start", pl.Date(), "First day."),
    Field("date_end", pl.Date(), "Last day."),
    Field("deaths_a", _INT, "Dead of side A."),
    Field("deaths_b", _INT, "Dead of side B."),
    Field("deaths_civilians", _INT, "Dead civilians."),
    Field("deaths_unknown", _INT, "Dead of whom neither is told."),
    Field("best", _INT, "Estimate; the four above add up to it."),
    Field("high", _INT, "Upper bound."),
    Field("low", _INT, "Lower bound."),
    Field("gwnoa", _TEXT, "Numbers of the states on side A."),
    Field("gwnob", _TEXT, "Numbers of the states on side B."),
)
_WHERE = {"exact": 1, "admin2": 3, "admin1": 4, "country": 6}
_REGIONS = ((199, "Americas"), (395, "Europe"), (626, "Africa"), (699, "Middle East"), (990, "Asia"))
_ACTIVE = 25
# Sides that are states, by the number of the state; `government` is that of the country.
_STATES = {"russia": 365, "turkey": 640, "iran": 630, "us_coalition": 2, "israel": 666}
_CARRIED = {
    "casualties": (
        *("measure", "population", "affiliation", "place", "admin1", "country", "latitude", "longitude"),
        *("place_precision", "window_start", "window_end", "window_kind", "low", "best", "high", "documents"),
        *("sources", "perpetrator", "parent_casualty_id"),
    ),
}
_DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who fought whom, how GED sorts it, and which affiliations are on which side."""

    type: int
    a: tuple[str, ...]
    b: tuple[str, ...]
    status: str = "Clear"
    lost: str | None = None

    @property
    def side_of(self) -> dict[str, str]:
        """`a` or `b` for each affiliation."""
        return dict.fromkeys(self.b, "b") | dict.fromkeys(self.a, "a")


@dataclass(frozen=True)
class Ged:
    """The format."""

    vocabulary: Vocabulary
    name: str = "ged"
    title: str = "UCDP GED events"
    whole: bool = False

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The three tables of the ledger."""
        return tuple(LEDGER)

    def make(self, ledger: Ledger) -> Product:
        """Events with a death."""
        sources = Sources(ledger)
        found = events_of(ledger, ["killed"])
        losses, held, records = list(found.losses), [], []
        for event in found.events:
            if reason := _why_not(event):
                losses += [Loss("casualties", row["casualty_id"], reason) for row in event.rows]
                continue
            dyad = dyad_of(event)
            assert dyad is not None
            record, lost = self._record(event, dyad, sources.behind(event.rows))
            records.append(record)
            losses += lost
            held += [Held("casualties", row["casualty_id"], record["relid"]) for row in event.rows]
        held += _violations(ledger, held, losses)
        losses += _others(ledger)
        losses += columns_lost(ledger, held, _CARRIED)
        theirs = [field.name for field in FIELDS if field.description == _THEIR_KEY]
        losses += [Loss("ged", ALL, "not_ours_to_fill", name) for name in theirs]
        frame = _with_active_years(frame_of(FIELDS, records))
        return Product((File("ged", self.title, FIELDS, frame),), tuple(held), tuple(losses))

    def _record(self, event: Event, dyad: Dyad, evidence: Evidence) -> tuple[Row, list[Loss]]:
        row = event.row
        country = self.vocabulary.country(row["country"])
        where = country.ged_name or country.name
        a, b = (self._names(sides, row["country"]) for sides in (dyad.a, dyad.b))
        side_a, side_b = (", ".join(actor.name for actor in actors) for actors in (a, b))
        deaths, told_apart = split_deaths(event, dyad.side_of)
        low, high = row["low"], row["high"]
        year = row["window_start"].year
        record = dict.fromkeys(field.name for field in FIELDS)
        record |= {
            "id": number_of(event.id),
            "relid": f"{row['country']}-{year}-{dyad.type}-{event.id}",
            "year": year,
            "code_status": dyad.status,
            "type_of_violence": dyad.type,
            "conflict_name": f"{where}: Government" if dyad.type == 1 else f"{side_a} - {side_b}",
            "dyad_name": f"{side_a} - {side_b}",
            "side_a": side_a,
            "side_b": side_b,
            "where_prec": _WHERE[row["place_precision"]],
            "where_coordinates": row["place"] or row["admin1"] or country.name,
            "where_description": ", ".join(dict.fromkeys(filter(None, (row["place"], row["admin1"], country.name)))),
            "adm_1": row["admin1"],
            "adm_2": row["place"] if row["place_precision"] == "admin2" else None,
            "country": where,
            "country_id": country.gwno,
            "region": _region(country.gwno),
            "event_clarity": 1 if row["window_kind"] == "incident" else 2,
            "date_prec": next(precision for days, precision in _DAYS if days_of(row) <= days),
            "date_start": row["window_start"],
            "date_end": row["window_end"],
            **{f"deaths_{side}": people for side, people in deaths.items()},
            "best": row["best"],
            "high": row["best"] if high is None else high,
            "low": 1 if low is None else low,
            "gwnoa": self._states(dyad.a, row["country"]),
            "gwnob": self._states(dyad.b, row["country"]),
        }
        return record | _point(row) | _sources(evidence), _losses(event, dyad, (*a, *b), told_apart, evidence)

    def _names(self, sides: Sequence[str], country: str) -> tuple[Actor, ...]:
        return tuple(self.vocabulary.actor("ged", side, country) for side in sides)

    def _states(self, sides: Sequence[str], country: str) -> str | None:
        own = self.vocabulary.country(country).gwno
        numbers = [own if side == "government" else _STATES.get(side) for side in sides]
        return ", ".join(str(number) for number in numbers if number) or None


def dyad_of(event: Event) -> Dyad | None:
    """The sides of an event; None when not even one is told.

    A state stands on side A, two of a kind stand by name. Civilians killed by a side that is told are one-sided
    violence; that they were its target, and not in its way, is settled only where they were shot or executed.
    """
    did, suffered = event.perpetrators, event.victim_sides
    if did and (event.is_civilian or not (suffered or event.row["population"] == "combatants")):
        settled = event.is_civilian and event.row["cause"] in ("shooting", "execution")
        return Dyad(3, did, (CIVILIANS,), "Clear" if settled else "Check type", None if settled else "type_assumed")
    others = tuple(side for side in suffered if side not in did)
    if event.is_civilian or not (did or suffered):
        return None
    if did and others:
        return _ordered(did, others)
    if len(suffered) > 1 and not did:
        return _ordered(suffered[:1], suffered[1:])
    known = did or suffered
    return replace(_ordered(known, (UNKNOWN,)), status="Check dyad", lost="other_side_unknown")


def _ordered(one: Sequence[str], other: Sequence[str]) -> Dyad:
    def rank(sides: Sequence[str]) -> tuple[bool, bool, str]:
        return UNKNOWN in sides, not _is_state(sides), sides[0]

    a, b = sorted((tuple(one), tuple(other)), key=rank)
    return Dyad(1 if _is_state(a) or _is_state(b) else 2, a, b)


def _is_state(sides: Sequence[str]) -> bool:
    return any(side == "government" or side in _STATES for side in sides)


def _why_not(event: Event) -> str | None:
    row = event.row
    if row["best"] is None or row["best"] < 1:
        return "no_death"
    if days_of(row) > _DAYS[-1][0]:
        return "window_too_long"
    return None if dyad_of(event) else "no_actor"


def _losses(event: Event, dyad: Dyad, actors: Sequence[Actor], told_apart: bool, evidence: Evidence) -> list[Loss]:
    row, id_ = event.row, event.id

    def lost(field: str, reason: str, detail: str | None = None) -> Loss:
        return Loss("casualties", id_, reason, field, detail)

    losses = []
    if row["low"] is None:
        losses.append(lost("low", "open_bound", "no lower bound; at least one died"))
    if row["high"] is None:
        losses.append(lost("high", "open_bound", f"no upper bound; {row['best']} stands there"))
    if dyad.lost:
        untold = "affiliation" if event.perpetrators else "perpetrator"
        losses.append(lost("population" if dyad.lost == "type_assumed" else untold, dyad.lost))
    if generic := [actor.name for actor in actors if actor.generic and actor.kind != UNKNOWN]:
        losses.append(lost("affiliation", "actor_generic", ", ".join(generic)))
    if not told_apart:
        losses.append(lost("population", "parts_above_whole"))
    if row["latitude"] is None:
        losses.append(lost("latitude", "no_coordinates"))
    if not evidence.all_named:
        losses.append(lost("sources", "unpublished_name"))
    return losses + [
        Loss("casualties", part["casualty_id"], "folded", "casualty_id", f"inside {id_}") for part in event.parts
    ]


def _violations(ledger: Ledger, held: Sequence[Held], losses: list[Loss]) -> list[Held]:
    """A breach is held by the event of its toll; one without a death is none."""
    records = {row.id: row.record for row in held}
    by_claim = {
        claim: records[row["casualty_id"]]
        for row in ledger.rows("casualties")
        if row["casualty_id"] in records
        for claim in row["claim_ids"]
    }
    found = []
    for row in ledger.rows("ceasefire_violations"):
        id_ = row["violation_id"]
        record = next((by_claim[claim] for claim in row["claim_ids"] if claim in by_claim), None)
        if record:
            found.append(Held("ceasefire_violations", id_, record))
            losses.append(Loss("ceasefire_violations", id_, "folded", "violation_id", f"the death toll is {record}"))
        else:
            dead = row["killed_best"] or row["killed_high"]
            losses.append(Loss("ceasefire_violations", id_, "toll_elsewhere" if dead else "no_death"))
    return found


def _others(ledger: Ledger) -> list[Loss]:
    injured = [row["casualty_id"] for row in ledger.rows("casualties") if row["measure"] != "killed"]
    moved = ledger.keys("displacement")
    return [Loss("casualties", id_, "no_death") for id_ in injured] + [
        Loss("displacement", id_, "not_violence") for id_ in moved
    ]


def _with_active_years(frame: pl.DataFrame) -> pl.DataFrame:
    active = pl.col("best").sum().over("dyad_name", "year") >= _ACTIVE
    return frame.with_columns(active.cast(pl.Int64).alias("active_year"))


def _point(row: Row) -> Row:
    latitude, longitude = row["latitude"], row["longitude"]
    if latitude is None or longitude is None:
        return {}
    cell = floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1
    point = f"POINT ({longitude:.6f} {latitude:.6f})"
    return {"latitude": latitude, "longitude": longitude, "geom_wkt": point, "priogrid_gid": cell}


def _sources(evidence: Evidence) -> Row:
    offices = [row["publisher"] or row["external_id"] for row in evidence.documents]
    days = [row["published_on"].isoformat() if row["published_on"] else "" for row in evidence.documents]
    headlines = [(row["title"] or "").replace(";", ",") for row in evidence.documents]
    articles = [f'"{office},{day},{title}"' for office, day, title in zip(offices, days, headlines, strict=True)]
    return {
        "number_of_sources": len(evidence.documents),
        "source_article": ";".join(articles) or None,
        "source_office": ";".join(offices) or None,
        "source_date": ";".join(days) or None,
        "source_headline": ";".join(headlines) or None,
        "source_original": ";".join(evidence.speakers) or None,
    }


def _region(gwno: int | None) -> str | None:
    return None if gwno is None else next((name for last, name in _REGIONS if gwno <= last), None)

"""IDMC's Internal Displacement Updates: one record per figure of new displacement, 35 columns.

Belongs here: what an update's fields mean for a row of displacement. Does not: reading, writing.

Source: IDMC's API documentation (Internal Displacement Updates, fields description) and the code of its own database
Helix that serves them, public as idmc-labs/helix-server: field names and order; `qualifier` is the label of a figure's
quantifier in small letters (more than, less than, approximately; an exact one is total), as in data read through the
API; `role` is Recommended figure (counted) or Triangulation (only supports another), `displacement_date` the last day,
`year` that of the first day, `centroid` as [latitude, longitude]. An update is a flow inside one country; stocks,
returns and people who crossed a border belong to other products of IDMC. Keys of IDMC's own (`event_id`, `old_id`, ...)
stay empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from pipeline.exports.events import number_of
from pipeline.exports.evidence import JOINED, Evidence, Sources
from pipeline.exports.model import ALL, LEDGER, Field, File, Held, Ledger, Loss, Product, Row, columns_lost, frame_of
from pipeline.exports.vocabulary import Vocabulary

_TEXT, _INT = pl.String(), pl.Int64()
_THEIR_KEY = "IDMC's own key; empty."
_HAZARD = "Of disasters only; empty for conflict."
FIELDS = (
    Field("id", _INT, "Number made of the id in the ledger; the same row always has the same."),
    Field("country", _TEXT, "Country by name."),
    Field("iso3", _TEXT, "ISO 3166 alpha-3 code."),
    Field("latitude", pl.Float64(), "Degrees north."),
    Field("longitude", pl.Float64(), "Degrees east."),
    Field("centroid", _TEXT, "The point as [latitude, longitude]."),
    Field("role", _TEXT, "Recommended figure may be added to others, Triangulation may not."),
    Field("displacement_type", _TEXT, "Conflict."),
    Field("qualifier", _TEXT, "total, more than, less than or approximately."),
    Field("figure", _INT, "People displaced."),
    Field("displacement_date", pl.Date(), "Last day."),
    Field("displacement_start_date", pl.Date(), "First day."),
    Field("displacement_end_date", pl.Date(), "Last day."),
    Field("year", _INT, "Year of the first day."),
    Field("event_id", _INT, _THEIR_KEY),
    Field("event_name", _TEXT, "Country, region and first day."),
    Field("event_codes", _TEXT, _THEIR_KEY),
    Field("event_code_types", _TEXT, _THEIR_KEY),
    Field("event_start_date", pl.Date(), "First day."),
    Field("event_end_date", pl.Date(), "Last day."),
    Field("category", _TEXT, _HAZARD),
    Field("subcategory", _TEXT, _HAZARD),
    Field("type", _TEXT, _HAZARD),
    Field("subtype", _TEXT, _HAZARD),
    Field("standard_popup_text", _TEXT, "The figure and who reports it, as HTML."),
    Field("standard_info_text", _TEXT, "The figure, as HTML."),
    Field("old_id", _TEXT, _THEIR_KEY),
    Field("sources", _TEXT, "Who is quoted with the figure, else who published it."),
    Field("source_url", _TEXT, "Where the latest report is on the web, if it is."),
    Field("locations_name", _TEXT, "Place, region, country."),
    Field("locations_coordinates", _TEXT, "Latitude and longitude."),
    Field("locations_accuracy", _TEXT, "How exactly the place is known."),
    Field("locations_type", _TEXT, "Origin or Destination, where told."),
    Field("displacement_occurred", _TEXT, "Whether people left before it; the ledger does not tell."),
    Field("created_at", pl.Date(), "Day of the first report."),
)
_ACCURACY = {
    "exact": "County/City/town/Village/Woreda (ADM3)",
    "admin2": "District/Zone/Department (ADM2)",
    "admin1": "State/Region/Province (ADM1)",
    "country": "Country/territory (ADM0)",
}
_CARRIED = {
    "displacement": (
        *("measure", "basis", "low", "best", "high", "place", "admin1", "country", "latitude", "longitude"),
        *("place_precision", "window_start", "window_end", "window_kind", "sources", "first_reported_on"),
        *("people_basis", "household_size", "origin", "destination", "parent_displacement_id"),
    )
}


@dataclass(frozen=True)
class Idu:
    """The format."""

    vocabulary: Vocabulary
    name: str = "idu"
    title: str = "IDMC internal displacement updates"
    whole: bool = False

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The three tables of the ledger."""
        return tuple(LEDGER)

    def make(self, ledger: Ledger) -> Product:
        """Figures of new displacement."""
        sources = Sources(ledger)
        names = {country.name.casefold(): code for code, country in self.vocabulary.countries.items()}
        held, losses, records = [], [], []
        for row in sorted(ledger.rows("displacement"), key=_order):
            id_ = row["displacement_id"]
            if reason := _why_not(row, names):
                losses.append(Loss("displacement", id_, reason))
                continue
            evidence = sources.behind([row])
            claims = sources.claims_of(row["claim_ids"])
            hedges = {claim["qualifier"] for claim in claims if claim["best"] == row["best"]}
            records.append(self._record(row, evidence, hedges, id_ in ledger.additive))
            held.append(Held("displacement", id_, str(number_of(id_))))
            losses += _losses(row, evidence)
        for table in ("casualties", "ceasefire_violations"):
            losses += [Loss(table, id_, "not_displacement") for id_ in ledger.keys(table)]
        losses += columns_lost(ledger, held, _CARRIED)
        theirs = [field.name for field in FIELDS if field.description == _THEIR_KEY]
        losses += [Loss("idu", ALL, "not_ours_to_fill", name) for name in theirs]
        return Product((File("idu", self.title, FIELDS, frame_of(FIELDS, records)),), tuple(held), tuple(losses))

    def _record(self, row: Row, evidence: Evidence, hedges: Iterable[str], counted: bool) -> Row:
        country = self.vocabulary.country(row["country"]).name
        start, end = row["window_start"], row["window_end"]
        told = f"{country}: {row['best']:,} displacements, {start:%d %B} - {end:%d %B}"
        reported = JOINED.join(evidence.speakers or evidence.publishers)
        record = dict.fromkeys(field.name for field in FIELDS)
        record |= {
            "id": number_of(row["displacement_id"]),
            "country": country,
            "iso3": row["country"],
            "role": "Recommended figure" if counted else "Triangulation",
            "displacement_type": "Conflict",
            "qualifier": qualifier(row, hedges),
            "figure": row["best"],
            "displacement_date": end,
            "displacement_start_date": start,
            "displacement_end_date": end,
            "year": start.year,
            "event_name": f"{country}: {row['admin1'] or 'Conflict'} - {start:%d/%m/%Y}",
            "event_start_date": start,
            "event_end_date": end,
            "standard_popup_text": f"<b>{escape(told)}</b><br>{escape(reported)}",
            "standard_info_text": f"<b>{escape(told)}</b>",
            "sources": reported or None,
            "source_url": next((d["uri"] for d in reversed(evidence.documents) if _on_the_web(d["uri"])), None),
            "locations_name": ", ".join(dict.fromkeys(filter(None, (row["place"], row["admin1"], country)))),
            "locations_accuracy": _ACCURACY[row["place_precision"]],
            "locations_type": _location_type(row),
            "created_at": row["first_reported_on"],
        }
        return record | _point(row)


def qualifier(row: Row, hedges: Iterable[str]) -> str:
    """How sure the figure is, by its bounds and the words of the claims that give it."""
    if row["high"] is None:
        return "more than"
    if row["low"] is None:
        return "less than"
    loose = row["low"] != row["high"] or not set(hedges).isdisjoint({"about", "range", "vague"})
    return "approximately" if loose else "total"


def _why_not(row: Row, names: Mapping[str, str]) -> str | None:
    going_to = names.get((row["destination"] or "").casefold())
    reasons = (
        ("stock", row["basis"] == "stock"),
        ("return", row["measure"] == "returned"),
        ("no_estimate", row["best"] is None),
        ("undated", row["window_start"] is None or row["window_end"] is None),
        ("no_place", row["country"] is None),
        ("cross_border", going_to is not None and going_to != row["country"]),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _losses(row: Row, evidence: Evidence) -> list[Loss]:
    low, high = row["low"], row["high"]
    loose = None not in (low, high) and low != high
    bounds = f"{'open' if low is None else low} to {'open' if high is None else high}"
    route = [place for place in (row["origin"], row["destination"]) if place and place != row["place"]]
    found = (
        ("low", "one_number", bounds, low is None),
        ("high", "one_number", bounds, high is None),
        ("low", "one_number", f"{row['best']} of {bounds}", loose),
        ("households", "converted", f"{row['households']} households", row["people_basis"] == "converted"),
        ("origin", "route", f"{row['origin'] or '?'} to {row['destination'] or '?'}", bool(route)),
        ("latitude", "no_coordinates", None, row["latitude"] is None),
        ("sources", "unpublished_name", None, not evidence.speakers and not evidence.all_named),
        ("first_reported_on", "undated_reports", None, row["first_reported_on"] is None),
    )
    return [Loss("displacement", row["displacement_id"], why, name, told) for name, why, told, holds in found if holds]


def _point(row: Row) -> Row:
    latitude, longitude = row["latitude"], row["longitude"]
    if latitude is None or longitude is None:
        return {}
    point = f"{latitude}, {longitude}"
    return {"latitude": latitude, "longitude": longitude, "centroid": f"[{point}]", "locations_coordinates": point}


def _location_type(row: Row) -> str | None:
    if row["place"] is None or row["origin"] == row["destination"]:
        return None
    return {row["origin"]: "Origin", row["destination"]: "Destination"}.get(row["place"])


def _on_the_web(uri: str | None) -> bool:
    return bool(uri) and str(uri).startswith(("http://", "https://"))


def _order(row: Row) -> tuple[bool, str, str]:
    return row["window_start"] is None, str(row["window_start"]), row["displacement_id"]

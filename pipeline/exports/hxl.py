"""HXL: displacement flows, displacement stocks and casualties, each a CSV with a row of hashtags under its header.

Belongs here: the hashtags and the P-codes. Does not: reading, writing.

Source: HXL 1.1 (tagging conventions and hashtag dictionary, hxlstandard.org); P-codes from OCHA's common operational
data sets (COD-AB). Flows and stocks never share a file: they do not add up. Killed and injured share one, each in its
own column; so do people and households. Rows inside other rows name them (`#meta+part_of`), and `#meta+additive` is
true where a row may be added to others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.exports.evidence import JOINED
from pipeline.exports.model import LEDGER, Field, File, Held, Ledger, Loss, Product, Row, columns_lost, frame_of
from pipeline.exports.vocabulary import Vocabulary

_TEXT, _INT, _DAY = pl.String(), pl.Int64(), pl.Date()


def _field(name: str, tag: str, description: str, type_: pl.DataType = _TEXT) -> Field:
    return Field(name, type_, description, tag)


_WHO_WHEN_WHERE = (
    _field("id", "#meta+id", "Id in the ledger."),
    _field("part_of", "#meta+part_of+id", "The row that this is a part of."),
    _field("additive", "#meta+additive", "Whether it may be added to other such rows.", pl.Boolean()),
    _field("start", "#date+start", "First day.", _DAY),
    _field("end", "#date+end", "Last day.", _DAY),
    _field("window", "#meta+window", "incident, period or war."),
    _field("country_code", "#country+code+iso3", "ISO 3166 alpha-3 code."),
    _field("country", "#country+name", "Country by name."),
    _field("admin1", "#adm1+name", "Governorate or province."),
    _field("admin1_pcode", "#adm1+code", "Its P-code, where we have it."),
    _field("place", "#loc+name", "Most specific place."),
    _field("place_id", "#loc+code+geonames", "GeoNames id.", _INT),
    _field("place_precision", "#loc+precision", "exact, admin2, admin1 or country."),
    _field("latitude", "#geo+lat", "Degrees north.", pl.Float64()),
    _field("longitude", "#geo+lon", "Degrees east.", pl.Float64()),
)
_REPORTED = (
    _field("sources", "#meta+source", "The independent sources."),
    _field("independent_sources", "#meta+source+num", "How many they are.", _INT),
    _field("sources_agree", "#meta+source+agree", "Whether their bounds have a value in common.", pl.Boolean()),
    _field("documents", "#meta+document+num", "Documents that tell of it.", _INT),
    _field("first_reported", "#date+reported+start", "Day of the first report.", _DAY),
    _field("last_reported", "#date+reported+end", "Day of the latest report.", _DAY),
)
CASUALTIES = (
    *_WHO_WHEN_WHERE,
    _field("population", "#group+people", "Who is counted."),
    _field("side", "#group+victims", "Side that the victims belong to."),
    _field("perpetrator", "#group+perpetrator", "Side said to have done it."),
    _field("cause", "#cause+type", "By what means."),
    _field("killed", "#affected+killed", "Dead.", _INT),
    _field("killed_low", "#affected+killed+min", "Lower bound.", _INT),
    _field("killed_high", "#affected+killed+max", "Upper bound.", _INT),
    _field("injured", "#affected+injured", "Injured.", _INT),
    _field("injured_low", "#affected+injured+min", "Lower bound.", _INT),
    _field("injured_high", "#affected+injured+max", "Upper bound.", _INT),
    *_REPORTED,
)
_ROUTE = (
    _field("origin", "#loc+origin+name", "From where, when told."),
    _field("destination", "#loc+destination+name", "To where, when told."),
    _field("population", "#group+people", "Who is counted."),
)
_CONVERTED = (_field("people_basis", "#meta+basis", "stated, or converted from households."),)


def _people(name: str, tag: str) -> tuple[Field, ...]:
    return (
        _field(name, f"{tag}+individuals", "People.", _INT),
        _field(f"{name}_low", f"{tag}+individuals+min", "Lower bound.", _INT),
        _field(f"{name}_high", f"{tag}+individuals+max", "Upper bound.", _INT),
        _field(f"{name}_households", f"{tag}+households", "Households, where they are told.", _INT),
    )


FLOW = (
    *_WHO_WHEN_WHERE,
    *_ROUTE,
    *_people("displaced", "#affected+displaced"),
    *_people("returned", "#affected+returned"),
    *_CONVERTED,
    *_REPORTED,
)
STOCK = (*_WHO_WHEN_WHERE, *_ROUTE, *_people("idps", "#affected+idps"), *_CONVERTED, *_REPORTED)
_CARRIED_ALWAYS = (
    *("measure", "population", "place", "place_id", "admin1", "country", "latitude", "longitude", "place_precision"),
    *("window_start", "window_end", "window_kind", "low", "best", "high", "documents", "independent_sources"),
    *("sources", "sources_agree", "first_reported_on", "last_reported_on"),
)
_CARRIED = {
    "casualties": (*_CARRIED_ALWAYS, "affiliation", "perpetrator", "cause", "parent_casualty_id"),
    "displacement": (
        *_CARRIED_ALWAYS,
        *("basis", "households", "people_basis", "origin", "destination", "parent_displacement_id"),
    ),
}
_COLUMN = {"killed": "killed", "injured": "injured", "displaced": "displaced", "returned": "returned"}


@dataclass(frozen=True)
class Hxl:
    """The format."""

    vocabulary: Vocabulary
    name: str = "hxl"
    title: str = "HXL tables"
    whole: bool = False

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The three tables of the ledger."""
        return tuple(LEDGER)

    def make(self, ledger: Ledger) -> Product:
        """Three files of figures; a breach without a figure has no place in them."""
        casualties = [self._record(row, "casualty", ledger) for row in _sorted(ledger.rows("casualties"), "casualty")]
        moved = _sorted(ledger.rows("displacement"), "displacement")
        flows, stocks = (
            [self._record(row, "displacement", ledger) for row in moved if row["basis"] == basis]
            for basis in ("flow", "stock")
        )
        files = (
            _file("casualties", "Casualties", CASUALTIES, casualties),
            _file("displacement_flow", "Displacement: people who fled or returned", FLOW, flows),
            _file("displacement_stock", "Displacement: people who are displaced", STOCK, stocks),
        )
        held = [Held(table, id_, id_) for table in ("casualties", "displacement") for id_ in ledger.keys(table)]
        losses = [
            Loss(table, row[LEDGER[table][0]], "place_widened", "admin1", f"no P-code for {row['admin1']}")
            for table in ("casualties", "displacement")
            for row in ledger.rows(table)
            if row["admin1"] and (row["country"], row["admin1"]) not in self.vocabulary.pcodes
        ]
        losses += [Loss("ceasefire_violations", id_, "not_a_figure") for id_ in ledger.keys("ceasefire_violations")]
        losses += columns_lost(ledger, held, _CARRIED)
        return Product(files, tuple(held), tuple(losses))

    def _record(self, row: Row, kind: str, ledger: Ledger) -> Row:
        id_ = row[f"{kind}_id"]
        column = "idps" if row.get("basis") == "stock" else _COLUMN[row["measure"]]
        return {
            "id": id_,
            "part_of": row[f"parent_{kind}_id"],
            "additive": id_ in ledger.additive,
            "start": row["window_start"],
            "end": row["window_end"],
            "window": row["window_kind"],
            "country_code": row["country"],
            "country": self.vocabulary.country(row["country"]).name if row["country"] else None,
            "admin1_pcode": self.vocabulary.pcodes.get((row["country"], row["admin1"])),
            "side": row.get("affiliation"),
            "perpetrator": row.get("perpetrator"),
            "cause": row.get("cause"),
            column: row["best"],
            f"{column}_low": row["low"],
            f"{column}_high": row["high"],
            f"{column}_households": row.get("households"),
            "sources": JOINED.join(row["sources"]) or None,
            "first_reported": row["first_reported_on"],
            "last_reported": row["last_reported_on"],
            **{name: row.get(name) for name in _SAME_NAME},
        }


_SAME_NAME = (
    *("admin1", "place", "place_id", "place_precision", "latitude", "longitude", "population", "origin", "destination"),
    *("people_basis", "independent_sources", "sources_agree", "documents"),
)


def _file(name: str, title: str, fields: tuple[Field, ...], records: Iterable[Row]) -> File:
    empty = dict.fromkeys(field.name for field in fields)
    return File(name, title, fields, frame_of(fields, ({**empty, **record} for record in records)))


def _sorted(rows: Iterable[Row], kind: str) -> list[Row]:
    return sorted(rows, key=lambda row: (row["window_start"] is None, str(row["window_start"]), row[f"{kind}_id"]))

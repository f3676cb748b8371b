"""What other data sets call our countries, sides, acts and vague words: `seeds/reference/exports`.

Belongs here: reading those tables, looking up. Does not: which row becomes which record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.lexicon import read_table

CIVILIANS = "civilians"
UNKNOWN = "unknown"
UNKNOWN_AIR_FORCE = "unknown_air_force"
CIVILIAN_KINDS = frozenset({"civilians", "children", "women", "medics", "aid_workers", "journalists"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country under its codes and names; what a data set does not name is None."""

    code: str
    name: str
    iso_numeric: int | None = None
    gwno: int | None = None
    ged_name: str | None = None
    acled_name: str | None = None
    acled_region: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A side as a data set calls it; generic where the data set has finer names."""

    name: str
    kind: str
    generic: bool


@dataclass(frozen=True, slots=True)
class VagueNumber:
    """A vague word, and the number that ACLED writes for it."""

    word: str
    acled: int


@dataclass(frozen=True)
class Vocabulary:
    """All tables, loaded once."""

    countries: Mapping[str, Country]
    actors: Mapping[tuple[str, str, str], Actor]
    event_types: Mapping[tuple[str, str], tuple[str, str]]
    vague: Mapping[tuple[int, int], VagueNumber]
    pcodes: Mapping[tuple[str, str], str]
    outlet_countries: Mapping[str, str]
    agencies: frozenset[str]

    def country(self, code: str) -> Country:
        """The country, with as many names as are known."""
        return self.countries.get(code) or Country(code, code)

    def actor(self, format_name: str, side: str, country: str) -> Actor:
        """A side of a war in `country`, as a format calls it."""
        found = self.actors.get((format_name, side, country)) or self.actors[format_name, side, ""]
        place = self.country(country)
        name = (place.ged_name if format_name == "ged" else place.acled_name) or place.name
        return Actor(found.name.replace("{country}", name), found.kind, found.generic)

    def event_type(self, act: str | None, population: str) -> tuple[str, str] | None:
        """ACLED's event type and sub-event type; None when neither act nor victims settle it."""
        victims = CIVILIANS if population in CIVILIAN_KINDS else population
        narrow = self.event_types.get((act or "unspecified", victims))
        return narrow or self.event_types.get((act or "unspecified", "any"))


def load_vocabulary(reference_dir: Path) -> Vocabulary:
    """The tables of a reference folder."""
    exports = reference_dir / "exports"
    outlets = read_table(reference_dir / "outlets.csv", ["outlet", "alias", "country", "agency"])
    return Vocabulary(
        countries=_countries(reference_dir),
        actors={
            (row["format"], row["side"], row["country"]): Actor(row["name"], row["kind"], row["generic"] == "true")
            for row in read_table(exports / "side_names.csv", ["format", "side", "country", "name", "kind", "generic"])
        },
        event_types={
            (row["act"], row["victims"]): (row["event_type"], row["sub_event_type"])
            for row in read_table(exports / "event_types.csv", ["act", "victims", "event_type", "sub_event_type"])
        },
        vague={
            (int(row["low"]), int(row["high"])): VagueNumber(row["word"], int(row["acled"]))
            for row in read_table(exports / "vague_numbers.csv", ["word", "low", "high", "acled"])
        },
        pcodes={
            (row["country"], row["admin1"]): row["pcode"]
            for row in read_table(exports / "pcodes.csv", ["country", "admin1", "pcode"])
        },
        outlet_countries={row["alias"].casefold(): row["country"] for row in outlets},
        agencies=frozenset(row["alias"].casefold() for row in outlets if row["agency"] == "true"),
    )


def _countries(reference_dir: Path) -> dict[str, Country]:
    names = {row["country"]: row["name"] for row in read_table(reference_dir / "countries.csv", ["country", "name"])}
    found = {code: Country(code, name) for code, name in names.items()}
    for row in read_table(reference_dir / "exports" / "country_codes.csv", ["country", "iso_numeric", "gwno"]):
        code = row["country"]
        numbers = int(row["iso_numeric"]), int(row["gwno"])
        found[code] = Country(code, names[code], *numbers, row["ged_name"], row["acled_name"], row["acled_region"])
    return found

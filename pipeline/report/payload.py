"""What the published file says, packed for the page: columns of numbers, every string once.

Belongs here: packing, and the figures of the first screen. Does not: HTML (`page`), asking (`read`).

`ledger` is what the page needs to open; `evidence`, the larger part, is unpacked when a reader asks for it. Days are
counted from 1970-01-01, strings, places, claims and documents are numbered, null stays null.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat
from typing import Any

from pipeline.report.read import Columns, Published

Packed = dict[str, Any]
_FIRST_DAY = date(1970, 1, 1).toordinal()
_PLACE = ("place", "admin1", "country", "latitude", "longitude", "place_precision")
_THING_WORDS = ("id", "parent", "measure", "population", "window_kind", "ceasefire_id")
_KIND_WORDS = {
    "casualties": (*_THING_WORDS, "affiliation", "perpetrator", "cause"),
    "displacement": (*_THING_WORDS, "basis", "people_basis", "origin", "destination"),
    "violations": ("id", "ceasefire_id", "act", "violator", "characterisation"),
}
_DAYS = ("known_from", "known_to", "window_start", "window_end", "first_reported_on")
_NUMBERS = (
    *("version", "low", "best", "high", "reports", "documents", "independent_sources", "households"),
    *("killed_low", "killed_best", "killed_high", "injured_best"),
)
LEDGER = tuple(_KIND_WORDS)
_STATEMENTS = ("claims", "breaches")


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum with its bounds; `open` when some part has no upper bound."""

    low: int
    best: int
    high: int
    open: bool = False


@dataclass(slots=True)
class Scope:
    """What part of the ledger covers: the days of its incidents, the documents and the sources behind it."""

    rows: int = 0
    first: date | None = None
    last: date | None = None
    documents: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add_all(self, scopes: Iterable["Scope"]) -> None:
        """Count what others have counted."""
        for scope in scopes:
            self.rows += scope.rows
            self.documents |= scope.documents
            self.sources |= scope.sources
            self.reach((scope.first, scope.last))

    def reach(self, bounds: Iterable[date | None]) -> None:
        """Cover these days."""
        days = [day for day in (*bounds, self.first, self.last) if day is not None]
        self.first, self.last = min(days, default=None), max(days, default=None)


@dataclass(slots=True)
class _Numbering:
    """Values by number, in the order in which they come."""

    numbers: dict[Any, int] = field(default_factory=dict)

    def all(self, values: Sequence[Any]) -> list[int | None]:
        self._add(values)
        return list(map(self.numbers.get, values))

    def lists(self, lists: Sequence[Sequence[Any]]) -> list[list[int | None]]:
        self._add(chain.from_iterable(lists))
        return [list(map(self.numbers.get, values)) for values in lists]

    def _add(self, values: Iterable[Any]) -> None:
        for value in dict.fromkeys(values):
            if value is not None:
                self.numbers.setdefault(value, len(self.numbers))

    @property
    def values(self) -> list[Any]:
        return list(self.numbers)


def figures(found: Published, country: str | None = None) -> dict[str, Figure]:
    """The three figures of the first screen: what `ledger_totals` says may be added, and the breaches."""
    summed = {measure: _sum(found["totals"], measure, country) for measure in ("killed", "displaced")}
    table = found["violations"]
    rows = zip(table["characterisation"], table["known_to"], table["country"], strict=True)
    now = [told for told, to, where in rows if to is None and country in (None, where)]
    return summed | {"violations": Figure(sum(told != "inferred" for told in now), len(now), len(now))}


def _sum(totals: Columns, measure: str, country: str | None) -> Figure:
    columns = (totals[name] for name in ("measure", "country", "low", "best", "high"))
    rows = [row[2:] for row in zip(*columns, strict=True) if row[0] == measure and country in (None, row[1])]
    return Figure(
        sum(low or 0 for low, _, _ in rows),
        sum(best for _, best, _ in rows),
        sum(best if high is None else high for _, best, high in rows),
        any(high is None for _, _, high in rows),
    )


def ledger(found: Published, countries: Mapping[str, str], about: Mapping[str, Any]) -> Packed:
    """The ledger with all its versions, and what is said of the whole."""
    words, places = _Numbering(), _Numbering()
    numbers = {name: _numbers(found[name]["id"]) for name in _STATEMENTS}
    added = {one for ids in found["totals"]["ledger_ids"] for one in ids}
    tables = {name: _things(found[name], name, words, places, numbers) for name in LEDGER}
    for name in LEDGER[:2]:
        tables[name]["added"] = [int(one in added) for one in found[name]["id"]]
    shown = {place[2] for place in places.values if place[2]} | set(found["truces"]["country"])
    return {
        "about": dict(about),
        "countries": {code: countries.get(code, code) for code in sorted(filter(None, shown))},
        **tables,
        "truces": _truces(found["truces"], words),
        "places": _places(places.values, words),
        "points": _points(found["points"], words),
        "words": words.values,
    }


def evidence(found: Published) -> Packed:
    """Sentences, speakers and documents behind the ledger."""
    words, documents = _Numbering(), _numbers(found["documents"]["id"])
    told = found["documents"]
    packed = {
        "claims": _statements(
            found["claims"], documents, words, ("measure", "qualifier", "unit", "population", "affiliation")
        )
        | {name: list(found["claims"][name]) for name in ("low", "best", "high")},
        "breaches": _statements(found["breaches"], documents, words, ("act", "violator", "characterisation")),
        "documents": {
            "title": list(told["title"]),
            "publisher": words.all(told["publisher"]),
            "link": list(map(_link, told["uri"])),
            "published_on": _days(told["published_on"]),
            "agencies": words.lists([sorted(names or ()) for names in told["agencies"]]),
            "wire": words.all(_shared(told["wire_story_id"])),
        },
        "notes": _notes(found["notes"]),
    }
    return packed | {"words": words.values}


def scopes(found: Published) -> dict[str | None, Scope]:
    """What is covered, for all together (None) and for each country, the one told of most first."""
    by_country: dict[str | None, Scope] = {}
    documents = {name: dict(zip(found[name]["id"], found[name]["document_id"], strict=True)) for name in _STATEMENTS}
    for name in LEDGER:
        _cover(by_country, found[name], documents)
    whole = Scope()
    whole.add_all(by_country.values())
    by_country[None] = whole
    order = sorted(by_country, key=lambda one: (one is not None, -by_country[one].rows, one or ""))
    return {country: by_country[country] for country in order}


def _cover(by_country: dict[str | None, Scope], table: Columns, documents: Mapping[str, Mapping[str, str]]) -> None:
    """Count the present rows of one table of the ledger."""
    known_to = table["known_to"]
    nothing = repeat(None, len(known_to))
    kinds, breaches = (table.get(name, nothing) for name in ("window_kind", "violation_report_ids"))
    named = (table[name] for name in ("country", "window_start", "window_end", "sources", "claim_ids"))
    days: dict[str | None, set[date | None]] = {}
    for to, kind, reports, country, start, end, sources, claims in zip(known_to, kinds, breaches, *named, strict=True):
        if to is not None:
            continue
        scope = by_country.get(country) or by_country.setdefault(country, Scope())
        scope.rows += 1
        scope.documents.update(map(documents["claims"].__getitem__, claims))
        scope.documents.update(map(documents["breaches"].__getitem__, reports or ()))
        scope.sources.update(sources)
        if kind in (None, "incident"):
            days.setdefault(country, set()).update((start, end))
    for country, told in days.items():
        by_country[country].reach(told)


def _things(
    table: Columns, name: str, words: _Numbering, places: _Numbering, numbers: Mapping[str, Mapping[str, int]]
) -> Packed:
    packed: Packed = {column: words.all(table[column]) for column in _KIND_WORDS[name]}
    packed |= {column: _days(table[column]) for column in _DAYS if column in table}
    packed |= {column: list(table[column]) for column in _NUMBERS if column in table}
    packed["place"] = places.all(list(zip(*(table[column] for column in _PLACE), strict=True)))
    packed["sources"] = words.lists(table["sources"])
    packed["claims"] = [_known(ids, numbers["claims"]) for ids in table["claim_ids"]]
    if "sources_agree" in table:
        packed["agree"] = [int(agree) for agree in table["sources_agree"]]
    if "violation_report_ids" in table:
        packed["breaches"] = [_known(ids, numbers["breaches"]) for ids in table["violation_report_ids"]]
    return packed


def _truces(table: Columns, words: _Numbering) -> Packed:
    packed: Packed = {name: words.all(table[name]) for name in ("id", "name", "country", "kind", "basis")}
    packed |= {name: _days(table[name]) for name in ("announced_on", "effective_on", "ended_on")}
    packed |= {name: words.lists([values or () for values in table[name]]) for name in ("brokers", "parties")}
    return packed | {"documents": list(table["documents"])}


def _places(places: Sequence[tuple[Any, ...]], words: _Numbering) -> Packed:
    name, admin1, country, latitude, longitude, precision = zip(*places, strict=True) if places else ((),) * 6
    return {
        "name": words.all(name),
        "admin1": words.all(admin1),
        "country": words.all(country),
        "precision": words.all(precision),
        "latitude": [_rounded(value) for value in latitude],
        "longitude": [_rounded(value) for value in longitude],
    }


def _points(table: Columns, words: _Numbering) -> Packed:
    named: Packed = {name: words.all(table[name]) for name in ("name", "country", "precision")}
    return named | {name: [_rounded(value) for value in table[name]] for name in ("latitude", "longitude")}


def _statements(table: Columns, documents: Mapping[str, int], words: _Numbering, columns: Iterable[str]) -> Packed:
    marks = zip(table["mark"], table["mark_length"], table["evidence"], strict=True)
    return {
        **{name: words.all(table[name]) for name in (*columns, "speaker", "evidence")},
        "document": [documents[one] for one in table["document_id"]],
        "mark": [[start, length] if _inside(start, length, text) else None for start, length, text in marks],
    }


def _notes(table: Columns) -> Packed:
    return {name: list(table[name]) for name in ("kind", "detail")} | {"about": [list(x) for x in table["subject_ids"]]}


def _inside(start: int | None, length: int, text: str) -> bool:
    return start is not None and start >= 0 and start + length <= len(text)


def _link(uri: str) -> str:
    """Where a reader finds the report; of a file here only its name, as the page may be put on a server."""
    if uri.startswith(("http://", "https://")):
        return uri
    return uri.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _shared(stories: Sequence[str | None]) -> list[str | None]:
    """Wire stories that more than one document carries."""
    counts = Counter(stories)
    return [story if story is not None and counts[story] > 1 else None for story in stories]


def _numbers(ids: Sequence[str]) -> dict[str, int]:
    return {one: number for number, one in enumerate(ids)}


def _known(ids: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return [numbers[one] for one in ids if one in numbers]


def _days(values: Sequence[date | None]) -> list[int | None]:
    numbers = {day: day.toordinal() - _FIRST_DAY for day in set(values) if day is not None}
    return [None if day is None else numbers[day] for day in values]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

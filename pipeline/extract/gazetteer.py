"""Names of places and what they may stand for.

Belongs here: the vocabulary around place names, and lookups in the compact index. Does not: building the index
(`gazetteer_builder`), folding names (`gazetteer_names`), or anything that reads an article or weighs one candidate
against another (see `places`).

The index is one file of sorted 64-bit key hashes, postings and fixed-size place records, read through `mmap`: opening
it costs milliseconds and its pages are shared between worker processes.
"""

import json
import mmap
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log10
from pathlib import Path

from pipeline.extract.gazetteer_builder import build_index, index_version, write_atomically
from pipeline.extract.gazetteer_names import (
    HEADER,
    KINDS,
    MAGIC,
    NO_COORDINATE,
    PRECISIONS,
    RECORD,
    SCALE,
    PlaceKind,
    fold,
    hash_key,
    read_rows,
    skeleton,
    split_cell,
)
from pipeline.extract.model import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name may stand for. `primary`: by its proper name; `curated`: a row of our own says so."""

    place: Place
    kind: PlaceKind
    population: int
    primary: bool
    curated: bool
    capital: bool = False
    prior: float = 0.0
    """How likely the name means this place when nothing else is known."""
    country: str = field(init=False, compare=False)
    """ISO 3166 alpha-3 code of the place; every entry has one. A field: it is asked for a hundred times an article."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "country", self.place.country or "")


_PER_POWER_OF_TEN = 0.7
_PRIMARY, _CAPITAL, _CURATED, _CURATED_ALIAS, _REPORTED = 0.8, 2.5, 4.0, 0.3, 1.0
_KIND_PRIOR: dict[PlaceKind, float] = {"country": 4.0, "admin1": 1.0}


def _prior(kind: PlaceKind, population: int, primary: bool, curated: bool, capital: bool, reported: bool) -> float:
    """Size, how much the name is this place's own, and whether wars are reported from there; set by hand."""
    weight = _PER_POWER_OF_TEN * log10(population + 10) + _KIND_PRIOR.get(kind, 0.0)
    weight += _REPORTED if reported else 0.0
    weight += _PRIMARY if primary else 0.0
    weight += _CAPITAL if capital else 0.0
    if curated:
        weight += _CURATED if primary else _CURATED_ALIAS
    return weight


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that say what a capitalised name beside them is.

    `inside` matches what stands between a place and the larger one that holds it; `named_group` what stands before a
    place that belongs to an organisation's name.
    """

    roles: dict[str, frozenset[str]]
    admin_words: dict[str, frozenset[str]]
    demonyms: dict[str, tuple[str, str]]
    not_places: dict[str, str]
    acting_abroad: frozenset[str]
    english: frozenset[str]
    inside: re.Pattern[str]
    named_group: re.Pattern[str]

    @classmethod
    def load(cls, reference_dir: Path) -> "Vocabulary":
        """Read the small reference files."""
        roles: dict[str, set[str]] = {}
        admin_words: dict[str, frozenset[str]] = {}
        for row in read_rows(reference_dir / "place_context.csv"):
            roles.setdefault(row["word"], set()).add(row["role"])
            if row["role"] == "province":
                admin_words[row["word"]] = frozenset(split_cell(row["countries"]))
        demonyms = {fold(r["demonym"]): (r["country"], r["kind"]) for r in read_rows(reference_dir / "demonyms.csv")}
        not_places = {r["word"]: r["kind"] for r in read_rows(reference_dir / "not_places.csv")}
        abroad = frozenset(
            r["country"] for r in read_rows(reference_dir / "countries.csv") if r["acts_abroad"] == "true"
        )
        types = "|".join(sorted(w for w, r in roles.items() if r & {"hamlet", "of_province"}))
        heads = "|".join(sorted(w.capitalize() for w, r in roles.items() if "group_head" in r))
        return cls(
            {w: frozenset(r) for w, r in roles.items()},
            admin_words,
            demonyms,
            not_places,
            abroad,
            frozenset(r["word"] for r in read_rows(reference_dir / "english_words.csv")),
            _inside_pattern(types),
            re.compile(rf"\b(?:{heads}) (?:in|of|for)(?: the)? $"),
        )


def _inside_pattern(types: str) -> re.Pattern[str]:
    """Between "X" and "Y" in: X in Y; X, Y; X, a town in northern Y; X district of Y; X in the besieged town of Y."""
    return re.compile(
        rf"['’]?\)?(?: (?:{types}))?,?(?: which is| located)?(?: \(?(?:an?|the)(?: [a-z-]+){{1,4}})?"
        rf"(?: in| (?:{types}) of| of the (?:{types}) of|,| on| near| inside)(?: the)?"
        r"(?: (?!(?:an?|and|or|in|at|to|from|for|with|by|as|the|who|which|borders|bordering|facing) )[a-z-]+){0,4}"
        r"(?: of)? (?:the )?$"
    )


class Gazetteer:
    """Answers what places a folded name may stand for."""

    MEMO_LIMIT = 200_000
    """Remembered keys; the memo is emptied when full, so that memory stays bounded on any input."""

    def __init__(self, buffer: bytes | mmap.mmap, reference_dir: Path) -> None:
        view = memoryview(buffer)
        magic, n_meta, n_keys, n_postings, n_prefix, n_places, n_names = HEADER.unpack_from(view)
        if magic != MAGIC or n_places > n_postings:
            raise ValueError("not a gazetteer index")
        at = HEADER.size
        meta = json.loads(bytes(view[at : at + n_meta]))
        sizes = (n_keys * 8, n_prefix * 8, (n_keys + 1) * 4, n_postings * 4, n_places * RECORD.size, n_prefix, n_names)
        parts = []
        at += n_meta
        for size in sizes:
            parts.append(view[at : at + size])
            at += size
        self._hashes, self._prefixes = parts[0].cast("Q"), parts[1].cast("Q")
        self._starts, self._postings = parts[2].cast("I"), parts[3].cast("I")
        self._records, self._prefix_counts, self._names = parts[4], parts[5], parts[6]
        self._countries: list[str] = meta["countries"]
        self._admin1s: list[str] = meta["admin1s"]
        countries = read_rows(reference_dir / "countries.csv")
        self._iso2 = {row["country"]: row["iso2"] for row in countries}
        reported = {row["country"] for row in countries if row["reported"] == "true"}
        self._reported = frozenset(i for i, code in enumerate(self._countries) if code in reported)
        self._capital_names = {row["country"]: fold(row["capital"]) for row in countries}
        self._memo: dict[str, tuple[Entry, ...]] = {}
        self._entries: dict[int, Entry] = {}
        self._alike: dict[tuple[str, str], tuple[Entry, ...]] = {}
        self._country_places = {
            e.country: e.place for e in (self._entry(i << 1 | 1) for i in range(len(self._countries)))
        }
        self.vocabulary = Vocabulary.load(reference_dir)
        self.runs: dict[str, object] = {}
        """Memo of `places`: what a run of capitalised words holds depends on the run alone."""

    @classmethod
    def load(cls, reference_dir: Path, cache_dir: Path | None = None) -> "Gazetteer":
        """The gazetteer over `reference_dir`; its index is kept in `cache_dir` and built there when missing."""
        if cache_dir is None:
            return cls(build_index(reference_dir), reference_dir)
        path = cache_dir / f"gazetteer-{index_version(reference_dir)}.bin"
        if not path.exists():
            write_atomically(path, build_index(reference_dir))
        with path.open("rb") as handle:
            return cls(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ), reference_dir)

    def lookup(self, key: str) -> tuple[Entry, ...]:
        """Everything whose name folds to `key`, the likeliest first."""
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= self.MEMO_LIMIT:
                self._memo.clear()
            found = self._memo[key] = self._find(key)
        return found

    def country(self, code: str) -> Place:
        """The country with an ISO 3166 alpha-3 code."""
        return self._country_places[code]

    def capital(self, code: str) -> Entry | None:
        """The capital of a country by its ISO 3166 alpha-3 code."""
        return next((e for e in self.lookup(self._capital_names[code]) if e.capital and e.country == code), None)

    def entry_of(self, place: Place) -> Entry | None:
        """What is listed of a place: the most populous of its name in its province (our own rows count nobody)."""
        alike = (
            e for e in self.lookup(fold(place.name)) if (e.country, e.place.admin1) == (place.country, place.admin1)
        )
        return max(alike, key=lambda entry: (entry.capital, entry.population), default=None)

    def alike(self, words: Sequence[str], country: str) -> tuple[Entry, ...]:
        """Places of one country whose consonants agree with `words`: for spellings that no list has."""
        key = (" ".join(words), country)
        found = self._alike.get(key)
        if found is None:
            if len(self._alike) >= self.MEMO_LIMIT:
                self._alike.clear()
            bones = skeleton(words)
            iso2 = self._iso2.get(country)
            found = self._alike[key] = self.lookup(f"{iso2}~{bones}") if bones and iso2 else ()
        return found

    def longest_from(self, word: str) -> int:
        """How many words the longest name that starts with `word` and has more than one word has; else 0."""
        value = hash_key(word)
        at = bisect_left(self._prefixes, value)
        return int(self._prefix_counts[at]) if at < len(self._prefixes) and self._prefixes[at] == value else 0

    def _find(self, key: str) -> tuple[Entry, ...]:
        value = hash_key(key)
        at = bisect_left(self._hashes, value)
        if at >= len(self._hashes) or self._hashes[at] != value:
            return ()
        entries = _distinct(self._entry(p) for p in self._postings[self._starts[at] : self._starts[at + 1]])
        return tuple(sorted(entries, key=lambda e: (-e.prior, e.place.place_id or 0, e.place.name)))

    def _entry(self, posting: int) -> Entry:
        entry = self._entries.get(posting)
        if entry is None:
            if len(self._entries) >= self.MEMO_LIMIT:
                self._entries.clear()
            entry = self._entries[posting] = self._read(posting)
        return entry

    def _read(self, posting: int) -> Entry:
        gid, lat, lon, population, admin1, country, kind, precision, curated, name_at = RECORD.unpack_from(
            self._records, (posting >> 1) * RECORD.size
        )
        size = self._names[name_at]
        place = Place(
            name=bytes(self._names[name_at + 1 : name_at + 1 + size]).decode(errors="ignore"),
            place_id=gid or None,
            admin1=self._admin1s[admin1] or None,
            country=self._countries[country],
            latitude=None if lat == NO_COORDINATE else lat / SCALE,
            longitude=None if lon == NO_COORDINATE else lon / SCALE,
            precision=PRECISIONS[precision],
        )
        primary, ours, capital = bool(posting & 1), bool(curated & 1), bool(curated & 2)
        prior = _prior(KINDS[kind], population, primary, ours, capital, country in self._reported)
        return Entry(place, KINDS[kind], population, primary, ours, capital, prior)


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Entries without a second posting of the same place, a primary name winning."""
    best: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        key = (entry.place, entry.kind)
        if key not in best or entry.primary:
            best[key] = entry
    return list(best.values())

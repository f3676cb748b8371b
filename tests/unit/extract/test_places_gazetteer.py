"""The index of names: folding, building, caching, lookups; and what its reference rows must keep.

Belongs here: names without context. Does not: what a text makes of them (see `test_places`).
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.gazetteer_builder import index_version
from pipeline.extract.gazetteer_names import ascii_name, fold, read_rows, skeleton, without_articles
from pipeline.extract.reference import Reference

REFERENCE = Path(__file__).parents[3] / "seeds" / "reference"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ma‘arrat an Nu‘mān", "maarrat an numan"),
        ("Dar'ā", "dara"),
        ("São Paulo", "sao paulo"),
        ("Haut-Katanga", "haut katanga"),
        ("Diyarbakır", "diyarbakir"),
        ("Łódź", "lodz"),
        ("  Cox’s   Bazar ", "coxs bazar"),
        ("U.S.", "u s"),
        ("حلب", ""),
    ],
)
def test_names_fold_to_plain_words(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Maaret al-Numan", "Maarat al-Noomane", "Ma‘arrat an Nu‘man"),
        ("Khan Sheikhoun", "Khan Shaykhun", "Khan Shaikhoun"),
        ("Jisr al-Shughur", "Jisr ash-Shoughour", "Jisr al-Shigour"),
        ("Qamishli", "Kamishly"),
        ("Deir Hafir", "Dayr Hafer"),
    ],
)
def test_transliterations_share_their_consonants(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(fold(s).split()) for s in spellings}) == 1


@pytest.mark.parametrize("name", ["Hama", "Homs", "Ma", "al", "Aia"])
def test_names_of_few_consonants_have_no_skeleton(name: str) -> None:
    assert skeleton(fold(name).split()) is None


def test_articles_go_but_a_name_stays() -> None:
    assert without_articles(["deir", "ez", "zor"]) == ["deir", "zor"]
    assert without_articles(["al"]) == ["al"]


@pytest.mark.parametrize(
    ("raw", "shown"), [("Al Quşayr", "Al-Qusayr"), ("Ḩalfāyā", "Halfaya"), ("Tall Tamr", "Tall Tamr")]
)
def test_transliterated_names_are_shown_as_newsrooms_print_them(raw: str, shown: str) -> None:
    assert ascii_name(raw) == shown


@pytest.mark.parametrize(
    ("key", "name", "admin1", "country", "kind"),
    [
        ("khan shaykhun", "Khan Sheikhoun", "Idlib", "SYR", "city"),
        ("deir zor", "Deir ez-Zor", "Deir ez-Zor", "SYR", "city"),
        ("al bab", "al-Bab", "Aleppo", "SYR", "city"),
        ("bab", "al-Bab", "Aleppo", "SYR", "city"),
        ("maungdaw", "Maungdaw", "Rakhine", "MMR", "city"),
        ("south kivu", "South Kivu", "South Kivu", "COD", "admin1"),
        ("ivory coast", "Ivory Coast", None, "CIV", "country"),
        ("tsholotsho", "Tsholotsho", "Matabeleland North", "ZWE", "city"),
    ],
)
def test_the_likeliest_reading_of_a_key_comes_first(
    key: str, name: str, admin1: str | None, country: str, kind: str, reference: Reference
) -> None:
    entries = reference.gazetteer.lookup(key)
    best = next(e for e in entries if e.kind == kind)
    assert (best.place.name, best.place.admin1, best.place.country) == (name, admin1, country)
    assert [e.prior for e in entries] == sorted((e.prior for e in entries), reverse=True)


def test_unknown_keys_find_nothing(reference: Reference) -> None:
    assert reference.gazetteer.lookup("no such place anywhere") == ()
    assert reference.gazetteer.alike(["qwrtp"], "SYR") == ()
    assert reference.gazetteer.alike(["damascus"], "???") == ()


def test_places_carry_position_and_precision(reference: Reference) -> None:
    aleppo = next(e.place for e in reference.gazetteer.lookup("aleppo") if e.kind == "city")
    assert (aleppo.place_id, aleppo.precision) == (170063, "exact")
    assert aleppo.latitude == pytest.approx(36.2, abs=0.05)
    assert aleppo.longitude == pytest.approx(37.16, abs=0.05)
    syria = reference.gazetteer.country("SYR")
    assert (syria.name, syria.precision, syria.admin1) == ("Syria", "country", None)
    assert syria.latitude is not None


SYRIA = {
    "Aleppo", "Damascus", "Rif Dimashq", "Daraa", "Deir ez-Zor", "Hama", "Hasakah",
    "Homs", "Idlib", "Latakia", "Quneitra", "Raqqa", "Suwayda", "Tartus",
}  # fmt: skip


def test_syria_has_the_governorates_of_the_contract() -> None:
    assert {r["name"] for r in read_rows(REFERENCE / "admin1.csv") if r["country"] == "SYR"} == SYRIA


def test_every_curated_place_lies_in_a_known_province() -> None:
    known = {(r["country"], r["name"]) for r in read_rows(REFERENCE / "admin1.csv")}
    rows = read_rows(REFERENCE / "place_aliases.csv")
    assert [r["name"] for r in rows if r["admin1"] and (r["country"], r["admin1"]) not in known] == []


def test_every_village_lies_in_a_known_province_and_is_named_once() -> None:
    known = {(r["country"], r["admin1_code"]) for r in read_rows(REFERENCE / "admin1.csv")}
    rows = read_rows(REFERENCE / "villages.tsv")
    assert [r["name"] for r in rows if (r["country"], r["admin1_code"]) not in known] == []
    names = [(r["country"], fold(r["name"])) for r in rows]
    assert len(names) == len(set(names))


def test_every_curated_place_lies_on_earth_and_near_its_province(reference: Reference) -> None:
    """A swapped or mistyped coordinate shows as a Syrian place far outside Syria."""
    rows = [r for r in read_rows(REFERENCE / "place_aliases.csv") if r["country"] == "SYR"]
    assert len(rows) > 700
    outside = [
        r["name"] for r in rows if not (32.2 < float(r["latitude"]) < 37.4 and 35.4 < float(r["longitude"]) < 42.5)
    ]
    assert outside == []


def test_no_geonames_id_is_given_to_two_curated_places() -> None:
    ids = [r["geonames_id"] for r in read_rows(REFERENCE / "place_aliases.csv") if r["geonames_id"]]
    assert sorted(ids) == sorted(set(ids))


def small_reference(folder: Path, alias: str = "Newtown") -> Path:
    folder.mkdir()
    tables = {
        "countries.csv": [
            ["country", "iso2", "name", "geonames_id", "capital", "population", "acts_abroad", "reported", "aliases"],
            ["SYR", "SY", "Syria", "163843", "Damascus", "16906283", "false", "true", ""],
        ],
        "admin1.csv": [
            ["country", "admin1_code", "name", "geonames_id", "aliases"],
            ["SYR", "SY.12", "Idlib", "169387", "Idleb"],
        ],
        "place_aliases.csv": [
            ["name", "admin1", "country", "kind", "precision", "latitude", "longitude", "geonames_id", "aliases"],
            ["Qaryat", "Idlib", "SYR", "city", "exact", "35.9", "36.6", "", alias],
        ],
    }
    for name, rows in tables.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)
    return folder


def test_the_index_is_built_once_and_again_when_a_table_changes(tmp_path: Path) -> None:
    reference, cache = small_reference(tmp_path / "reference"), tmp_path / "cache"
    assert Gazetteer.load(reference, cache).lookup("newtown")[0].place.name == "Qaryat"
    (built,) = cache.iterdir()
    before = built.stat().st_mtime_ns
    Gazetteer.load(reference, cache)
    assert built.stat().st_mtime_ns == before

    changed = small_reference(tmp_path / "changed", alias="Oldtown")
    assert index_version(changed) != index_version(reference)
    assert Gazetteer.load(changed, cache).lookup("newtown") == ()
    assert len(list(cache.iterdir())) == 2


def test_a_damaged_index_is_refused(tmp_path: Path) -> None:
    reference = small_reference(tmp_path / "reference")
    with pytest.raises(ValueError, match="not a gazetteer index"):
        Gazetteer(b"\0" * 64, reference)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    reference = small_reference(tmp_path / "reference")
    Gazetteer.load(reference, tmp_path / "one")
    Gazetteer.load(reference, tmp_path / "two")
    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.read_bytes() == two.read_bytes()

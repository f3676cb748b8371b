"""The vocabularies that analysts edit: what every row must keep for the pipeline to be right.

Belongs here: rules about rows of `seeds/reference` and `seeds/gold`. Does not: what the extractor makes of them.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pipeline.schemas import values

SEEDS = Path(__file__).parents[2] / "seeds"
REFERENCE = SEEDS / "reference"
GOLD = SEEDS / "gold"

SIDES = set(values.SIDES)
KINDS_OF_TRUCE = set(values.TRUCE_KINDS)
CAUSES = {*values.CAUSES, None}
ACTS = set(values.ACTS)
POPULATIONS = set(values.POPULATIONS)
# Truces that became known only after arms had been laid down; every other announcement precedes its truce.
MADE_PUBLIC_LATER = {"syr-four-towns-2015-09", "mmr-rakhine-2022-11", "mmr-haigeng-2024-01", "mmr-mndaa-2025-01"}
TABLES = {
    "actors": ("alias", "country", "publishers"),
    "speakers": ("alias", "country"),
    "outlets": ("outlet", "alias"),
    "ceasefires": ("ceasefire_id",),
    "conflicts": ("conflict", "alias"),
    "household_sizes": ("country",),
}


def rows(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def parts(value: str) -> list[str]:
    return [part for part in value.split(";") if part]


def known_countries() -> set[str]:
    return {row["country"] for row in rows("admin1")}


def gold_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sample_texts() -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((SEEDS / "documents").iterdir()):
        if path.suffix == ".jsonl":
            texts |= {str(x["id"]): f"{x['title']}\n{x['text']}" for x in gold_lines(path)}
        else:
            texts[path.stem] = path.read_text(encoding="utf-8")
    return texts


def wording_texts() -> dict[str, str]:
    return {str(x["id"]): f"{x.get('title', '')}\n{x['text']}" for x in gold_lines(GOLD / "wordings.jsonl")}


def duplicates(keys: Iterable[object]) -> list[object]:
    return [key for key, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_has_as_many_fields_as_the_header_and_no_stray_space(table: str) -> None:
    for row in rows(table):
        assert None not in row and None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_key_is_given_twice(table: str) -> None:
    # An agency's name and an outlet's id may differ in case only: Reuters publishes as reuters.
    fold = str if table == "outlets" else str.casefold
    keys = (tuple(fold(row[column]) for column in TABLES[table]) for row in rows(table))
    assert duplicates(keys) == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_described_for_dbt(table: str) -> None:
    description = (REFERENCE / f"{table}.yml").read_text(encoding="utf-8")
    for column in rows(table)[0]:
        assert f"- name: {column}\n" in description


@pytest.mark.parametrize("table", ["actors", "ceasefires", "conflicts"])
def test_countries_of_wars_are_codes_that_have_provinces(table: str) -> None:
    assert {row["country"] for row in rows(table)} - known_countries() <= {""}


def test_every_country_is_an_iso_code() -> None:
    codes = {row["country"] for table in ("speakers", "outlets", "household_sizes") for row in rows(table)} - {""}
    assert [code for code in codes if len(code) != 3 or not code.isupper()] == []


def test_actors_fight_on_a_side_of_the_contract() -> None:
    assert {row["side"] for row in rows("actors")} <= SIDES
    assert {row["alias_kind"] for row in rows("actors")} == {"name", "generic", "adjective"}
    assert {row["role"] for row in rows("actors")} <= {"armed", "state", "civil"}


def test_a_group_is_on_one_side_of_one_war() -> None:
    groups = {(row["actor"], row["country"], row["side"]) for row in rows("actors") if row["actor"]}
    assert duplicates((actor, country) for actor, country, _ in groups) == []


def test_actor_readings_of_one_outlet_name_known_outlets() -> None:
    outlets = {row["outlet"] for row in rows("outlets")}
    assert {publisher for row in rows("actors") for publisher in parts(row["publishers"])} <= outlets


@pytest.mark.parametrize(
    ("alias", "country", "side"),
    [
        ("HTS", "SYR", "opposition"),
        ("Jabhat al-Nusra", "SYR", "opposition"),
        ("Daesh", "", "islamic_state"),
        ("regime forces", "", "government"),
        ("YPG", "SYR", "kurdish_forces"),
        ("RSF", "SDN", "opposition"),
        ("Saudi-led coalition", "YEM", "other"),
        ("M23", "COD", "opposition"),
        ("Tatmadaw", "MMR", "government"),
    ],
)
def test_an_alias_tells_its_side(alias: str, country: str, side: str) -> None:
    readings = [row for row in rows("actors") if row["alias"] == alias and row["country"] == country]
    assert [row["side"] for row in readings if not row["publishers"]] == [side]


@pytest.mark.parametrize(
    ("alias", "speaker"),
    [
        ("OSDH", "SOHR"),
        ("the Observatory", "SOHR"),
        ("Rami Abdel Rahmane", "SOHR"),
        ("Rami Abdul Rahman", "SOHR"),
        ("White Helmets", "Syria Civil Defence"),
        ("Syrian Response Coordinators Group", "Response Coordinators Group"),
        ("United Nations", "UN"),
        ("Russian Defence Ministry", "Russian MoD"),
        ("Gaza's health ministry", "Gaza health ministry"),
        ("Agence France-Presse", "AFP"),
    ],
)
def test_one_speaker_is_known_under_all_its_names(alias: str, speaker: str) -> None:
    assert {row["speaker"] for row in rows("speakers") if row["alias"] == alias} == {speaker}


def test_generic_speakers_stand_for_themselves_only_without_their_article() -> None:
    generic = [row for row in rows("speakers") if row["kind"] == "generic"]
    assert [row for row in generic if row["speaker"] != re.sub(r"^an? ", "", row["alias"])] == []


def test_truces_begin_before_they_end() -> None:
    for row in rows("ceasefires"):
        announced, effective = date.fromisoformat(row["announced_on"]), date.fromisoformat(row["effective_on"])
        assert (announced > effective) == (row["ceasefire_id"] in MADE_PUBLIC_LATER), row["ceasefire_id"]
        assert not row["ended_on"] or effective <= date.fromisoformat(row["ended_on"]), row["ceasefire_id"]


def test_truces_bind_sides_that_exist_in_provinces_that_exist() -> None:
    provinces = {(row["country"], row["name"]) for row in rows("admin1")}
    actors = {row["actor"] for row in rows("actors")}
    for row in rows("ceasefires"):
        assert set(parts(row["parties"])) <= SIDES and row["parties"], row["ceasefire_id"]
        assert set(parts(row["excluded_parties"])) <= SIDES | actors, row["ceasefire_id"]
        assert {(row["country"], name) for name in parts(row["admin1s"])} <= provinces, row["ceasefire_id"]
        assert row["kind"] in KINDS_OF_TRUCE and row["effective_on_precision"] in {"day", "month"}


def test_the_truces_of_syria_are_known_in_depth() -> None:
    effective = {row["effective_on"] for row in rows("ceasefires") if row["country"] == "SYR"}
    assert effective >= {"2012-04-12", "2012-10-26", "2016-02-27", "2016-09-12", "2016-12-30", "2017-05-06"}
    assert effective >= {"2017-07-09", "2018-02-24", "2018-09-17", "2019-08-31", "2020-01-12", "2020-03-06"}
    assert len(rows("ceasefires")) >= 40


def test_wars_begin_before_they_end_and_have_one_start() -> None:
    for row in rows("conflicts"):
        assert not row["ended_on"] or row["started_on"] < row["ended_on"], row["conflict"]
    starts = {(row["conflict"], row["started_on"]) for row in rows("conflicts")}
    assert duplicates(conflict for conflict, _ in starts) == []
    assert ("the war in Syria", "2011-03-15") in starts


def test_households_are_of_a_human_size() -> None:
    sizes = {row["country"]: float(row["persons_per_household"]) for row in rows("household_sizes")}
    assert len(sizes) >= 40
    assert [country for country, size in sizes.items() if not 1.5 <= size <= 9] == []


@pytest.mark.parametrize("name", ["samples", "wordings"])
def test_gold_numbers_stand_in_their_texts(name: str) -> None:
    texts = sample_texts() if name == "samples" else wording_texts()
    gold = gold_lines(GOLD / f"{name}.gold.jsonl")
    assert {str(document["doc"]) for document in gold} == set(texts)
    for document in gold:
        for claim in document["claims"]:  # type: ignore[attr-defined]
            assert claim["at"].casefold() in texts[str(document["doc"])].casefold(), (document["doc"], claim["at"])


@pytest.mark.parametrize("name", ["samples", "wordings"])
def test_gold_keeps_to_the_values_of_the_contract(name: str) -> None:
    for document in gold_lines(GOLD / f"{name}.gold.jsonl"):
        claims: list[dict[str, object]] = document["claims"]  # type: ignore[assignment]
        for index, claim in enumerate(claims):
            assert claim["population"] in POPULATIONS and claim["cause"] in CAUSES
            assert claim["affiliation"] in SIDES | {None}
            assert set(str(claim["perpetrator"] or "other").split("+")) <= SIDES
            assert claim["part_of"] is None or (claim["part_of"] in range(len(claims)) and claim["part_of"] != index)
            assert not (claim["start"] and claim["end"]) or str(claim["start"]) <= str(claim["end"])
        for violation in document["violations"]:  # type: ignore[attr-defined]
            assert violation["act"] in ACTS


EXPORTS = ("country_codes", "event_types", "pcodes", "side_names", "vague_numbers")


@pytest.mark.parametrize("table", EXPORTS)
def test_every_column_of_an_export_table_is_described_for_dbt(table: str) -> None:
    told = (REFERENCE / "exports" / f"{table}.yml").read_text(encoding="utf-8")
    columns = rows(f"exports/{table}")[0].keys()
    assert [column for column in columns if f"- name: {column}\n" not in told] == []


def test_every_governorate_of_syria_has_its_p_code() -> None:
    codes = {row["admin1"]: row["pcode"] for row in rows("exports/pcodes") if row["country"] == "SYR"}
    assert codes.keys() == {row["name"] for row in rows("admin1") if row["country"] == "SYR"}
    assert sorted(codes.values()) == [f"SY{number:02}" for number in range(1, 15)]


def test_the_exports_name_every_side_and_every_country_in_war() -> None:
    names = rows("exports/side_names")
    for form in ("ged", "acled"):
        anywhere = {row["side"] for row in names if row["format"] == form and not row["country"]}
        assert anywhere >= SIDES
    assert duplicates((row["format"], row["side"], row["country"]) for row in names) == []
    at_war = {row["country"] for row in rows("countries") if row["reported"] == "true"}
    assert {row["country"] for row in rows("exports/country_codes")} >= at_war


def test_the_exports_type_every_cause_and_act() -> None:
    typed = {row["act"] for row in rows("exports/event_types")}
    assert typed == ACTS | CAUSES - {None}


def test_vague_numbers_are_those_of_the_extractor() -> None:
    quoted = {(row["low"], row["high"]) for row in rows("exports/vague_numbers")}
    assert ("24", "99") in quoted
    assert all(int(row["acled"]) <= int(row["low"]) <= int(row["high"]) for row in rows("exports/vague_numbers"))

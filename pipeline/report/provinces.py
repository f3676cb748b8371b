"""Makes `templates/vendor/provinces.json`: the borders between provinces, of the countries that we know wars of.

    python -m pipeline.report.provinces ne_10m_admin_1_states_provinces_lines.shp

Natural Earth tells these lines in thousands of short parts, and not of which country they are. Parts are given to the
country that their middle lies in, joined where just two of them meet, and thinned. Run when Natural Earth has a new
edition; nothing else imports it.
"""

import json
import struct
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import dist
from pathlib import Path

from pipeline.extract.lexicon import read_table
from pipeline.report.borders import PROVINCES, Box, Point, arcs, box_of, polygons, topology

_CODES = Path(__file__).resolve().parents[2] / "seeds" / "reference" / "exports" / "country_codes.csv"
# About a kilometre: two pixels on the map of a country like Syria.
_TOLERANCE = 0.01
_STEP = 0.005
_POLYLINE = 3


def parts(data: bytes) -> Iterator[list[Point]]:
    """The lines of a shapefile, part by part."""
    at = 100
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        record, at = data[at + 8 : at + 8 + 2 * words], at + 8 + 2 * words
        if struct.unpack_from("<i", record)[0] != _POLYLINE:
            continue
        count, size = struct.unpack_from("<ii", record, 36)
        starts = struct.unpack_from(f"<{count}i", record, 44)
        flat = struct.unpack_from(f"<{2 * size}d", record, 44 + 4 * count)
        points = [(round(x, 4), round(y, 4)) for x, y in zip(flat[::2], flat[1::2], strict=True)]
        yield from (points[start:end] for start, end in pairwise((*starts, size)))


def joined(lines: Iterable[Sequence[Point]]) -> Iterator[list[Point]]:
    """Lines from junction to junction; each stretch once."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for one, other in chain.from_iterable(map(pairwise, lines)):
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    junctions = {point for point in beside if len(beside[point]) != 2}
    # Rings have no junction: they are begun anywhere.
    for start in (*sorted(junctions), *sorted(beside)):
        while beside[start]:
            yield _followed(start, beside, junctions)


def _followed(start: Point, beside: dict[Point, set[Point]], junctions: set[Point]) -> list[Point]:
    """Walk to the next junction, or once around, and take away what was walked."""
    line = [start, min(beside[start])]
    while True:
        last, here = line[-2:]
        beside[last].discard(here)
        beside[here].discard(last)
        if here in junctions or not beside[here]:
            return line
        line.append(min(beside[here]))


def thinned(line: Sequence[Point]) -> list[Point]:
    """The line without the points that lie within the tolerance of it (Douglas and Peucker)."""
    kept, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        if last <= first + 1:
            continue
        far, at = max((_distance(line[at], line[first], line[last]), at) for at in range(first + 1, last))
        if far > _TOLERANCE:
            kept.add(at)
            open_ += [(first, at), (at, last)]
    return [line[at] for at in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    along, up = end[0] - start[0], end[1] - start[1]
    square = along**2 + up**2
    share = ((point[0] - start[0]) * along + (point[1] - start[1]) * up) / square if square else 0
    share = min(1.0, max(0.0, share))
    return float(((point[0] - start[0] - share * along) ** 2 + (point[1] - start[1] - share * up) ** 2) ** 0.5)


def rolled(line: Sequence[Point]) -> list[int]:
    """Its first point and then the steps, in whole units."""
    points = [(round(x / _STEP), round(y / _STEP)) for x, y in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    return list(chain(points[0], *steps)) if steps else []


def countries() -> list[tuple[str, Box, list[list[Point]]]]:
    """Code, box and rings of every polygon of a country that we know wars of."""
    codes = {int(row["iso_numeric"]): row["country"] for row in read_table(_CODES, ["country", "iso_numeric"])}
    found = []
    for shape in topology()["objects"]["countries"]["geometries"]:
        code = codes.get(int(shape.get("id") or -1))
        for polygon in polygons(shape) if code else ():
            rings = [[point for arc in ring for point in _arc(arc)] for ring in polygon]
            found.append((str(code), box_of(rings[0]), rings))
    return found


def _arc(number: int) -> Sequence[Point]:
    return arcs()[number] if number >= 0 else arcs()[~number][::-1]


def _within(point: Point, box: Box, rings: Iterable[Sequence[Point]]) -> bool:
    x, y = point
    if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
        return False
    crossed = 0
    for (x1, y1), (x2, y2) in chain.from_iterable(pairwise([*ring, ring[0]]) for ring in rings):
        crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def halfway(line: Sequence[Point]) -> Point:
    """Where half of the line's length is walked."""
    left = sum(dist(one, other) for one, other in pairwise(line)) / 2
    for one, other in pairwise(line):
        step = dist(one, other)
        if step and left <= step:
            return one[0] + (other[0] - one[0]) * left / step, one[1] + (other[1] - one[1]) * left / step
        left -= step
    return line[-1]


def by_country(lines: Iterable[list[Point]]) -> dict[str, list[list[Point]]]:
    """The lines of each country; those of countries that no war is known of are left out."""
    known, found = countries(), defaultdict(list)
    for line in lines:
        middle = halfway(line)
        code = next((code for code, box, rings in known if _within(middle, box, rings)), None)
        if code:
            found[code].append(line)
    return found


def main() -> None:
    """Write the file anew."""
    told = {}
    for code, lines in sorted(by_country(parts(Path(sys.argv[1]).read_bytes())).items()):
        told[code] = sorted(filter(None, (rolled(thinned(line)) for line in joined(lines))))
    PROVINCES.write_text(json.dumps({"step": _STEP, "countries": told}, separators=(",", ":")) + "\n", "utf-8")
    sys.stdout.write(f"{PROVINCES.name}: {len(told)} countries, {sum(map(len, told.values())):,} lines\n")


if __name__ == "__main__":
    main()

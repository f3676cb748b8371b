"""Which rows of the ledger may be added to one another, as known on an earlier day.

Belongs here: the rule of `dbt_project/models/intermediate/int_summable.sql` over the rows of a day in the past, for
which there is no table of totals. Does not: today's answer, which is `ledger_totals`; a test holds the two together.

The published rows of displacement do not tell causes and perpetrators: of rows that only these keep apart, one is left
out here. A sum of the past counts too few rather than anyone twice.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pipeline.exports.model import Row

_LONGEST = 31
_SHARE_OF_MONTH = 0.8
_BREADTH = {"all": 3, "civilians": 2, "combatants": 2}
_WIDTH = {"country": 4, "admin1": 3, "admin2": 2}
_CIVILIAN_KINDS = frozenset({"children", "women", "medics", "aid_workers", "journalists"})


def additive(casualties: Iterable[Row], displacement: Iterable[Row]) -> frozenset[str]:
    """Ids of rows of which no two can share a victim; of rows that may overlap the widest stays."""
    rows = [_common(row, "casualty") for row in casualties] + [_common(row, "displacement") for row in displacement]
    parents = {row["id"]: row["parent"] for row in rows}
    offered = [row for row in rows if _in_month(row)]
    ids = {row["id"] for row in offered}
    inside = {row["id"] for row in offered if any(ancestor in ids for ancestor in _ancestors(row["id"], parents))}
    return frozenset(ids - inside - set(_overlapping(offered)))


def _common(row: Row, kind: str) -> Row:
    missing = {"basis": "flow", "affiliation": None, "cause": None, "perpetrator": None}
    place = row["place_id"] or (row["country"], row["admin1"], row["place"])
    named = {"id": row[f"{kind}_id"], "parent": row[f"parent_{kind}_id"], "place_key": place}
    return missing | row | named


def _ancestors(row: str, parents: dict[str, str | None]) -> Iterator[str]:
    seen = {row}
    parent = parents.get(row)
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parents.get(parent)


def _in_month(row: Row) -> bool:
    start, end = row["window_start"], row["window_end"]
    if None in (start, end, row["country"], row["best"]) or row["basis"] != "flow" or row["window_kind"] == "war":
        return False
    days = (end - start).days + 1
    if days > _LONGEST:
        return False
    first, last = _month(start + timedelta(days=(days - 1) // 2))
    shared = (min(end, last) - max(start, first)).days + 1
    return bool(row["window_kind"] == "incident" or shared >= _SHARE_OF_MONTH * days)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _overlapping(rows: Iterable[Row]) -> Iterator[str]:
    """Rows that may share people with a wider one."""
    buckets: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        buckets[row["measure"], row["country"]].append(row)
    for bucket in buckets.values():
        bucket.sort(key=lambda row: row["window_start"])
        for index, one in enumerate(bucket):
            for other in bucket[index + 1 :]:
                if other["window_start"] > one["window_end"]:
                    break
                if _may_share(one, other):
                    yield min(one, other, key=_weight)["id"]


def _weight(row: Row) -> tuple[Any, ...]:
    days = (row["window_end"] - row["window_start"]).days + 1
    breadth = _BREADTH.get(row["population"], 1)
    return breadth, row["affiliation"] is None, _WIDTH.get(row["place_precision"], 1), days, row["best"], row["id"]


def _may_share(one: Row, other: Row) -> bool:
    agree = all(
        one[name] is None or other[name] is None or one[name] == other[name]
        for name in ("affiliation", "cause", "perpetrator")
    )
    people = _people_within(one, other) or _people_within(other, one)
    return agree and people and (_place_within(one, other) or _place_within(other, one))


def _people_within(inner: Row, outer: Row) -> bool:
    narrow, wide = inner["population"], outer["population"]
    return narrow == wide or wide == "all" or (wide == "civilians" and narrow in _CIVILIAN_KINDS)


def _place_within(inner: Row, outer: Row) -> bool:
    if inner["place_key"] == outer["place_key"]:
        return True
    if outer["place_precision"] == "country":
        return True
    same = inner["admin1"] is not None and inner["admin1"] == outer["admin1"]
    return bool(outer["place_precision"] == "admin1" and same and inner["place_precision"] != "country")

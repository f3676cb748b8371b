"""Figures told place by place that are parts of the total of a wider place.

Belongs here: parts known by the place in which they lie. Does not: numbers that add up exactly (`sums`), parts that
their words or their event tell (`figures`, `parts`).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import cos, hypot, radians

from pipeline.extract.model import Place, Window
from pipeline.extract.places import contains
from pipeline.extract.sets import FINE, SUM_REACH, Draft
from pipeline.extract.sums import ADDS_UP, PARTS_APART, ROUNDING, beside, counts_such, is_rival
from pipeline.extract.totals import MAIN_EVENT
from pipeline.extract.unnamed import RETOLD

# Title and lead sum up the whole article, however far down a place is told.
HEAD_SENTENCES = 2
# A round-up tells of some days; what a longer time has cost is no sum of the incidents told beside it.
ROUND_UP_DAYS = 7
# Quarters and suburbs of a city that its province is called after, villages of a district.
CITY_KM = 20.0
KM_A_DEGREE = 111.2
KINDS = frozenset(("children", "women", "medics", "journalists", "aid_workers"))
IN_PLACE = "in a place of the total told before"


def tie_places(drafts: Sequence[Draft]) -> list[Draft]:
    """Parts of the total of the place that they lie in: "raids on the province killed 30 ... nine in its capital"."""
    out = list(drafts)
    told: defaultdict[int, int] = defaultdict(int)
    for draft in out:
        if draft.parent is not None and draft.trace.get("part_of") == ADDS_UP:
            told[draft.parent] += draft.figure.quantity.value
    heads = [k for k, draft in enumerate(out) if draft.shown.sentence.index <= HEAD_SENTENCES]
    for k, part in enumerate(out):
        if part.parent is not None or part.place is None or part.is_outdated or part.figure.link.rule == RETOLD:
            continue
        whole = _smallest(k, heads, out, told)
        if whole is not None:
            told[whole] += part.figure.quantity.value
            out[k] = part._replace(parent=whole, trace={**part.trace, "part_of": IN_PLACE})
    return out


def _smallest(k: int, heads: Sequence[int], drafts: Sequence[Draft], told: dict[int, int]) -> int | None:
    """The smallest total told before, among the first, that has room for a part, the nearest of equals."""
    part = drafts[k]
    fitting = [
        index
        for index in reversed(heads[bisect_left(heads, k - SUM_REACH) : bisect_left(heads, k)])
        if _is_whole(drafts[index], part) and told.get(index, 0) + part.figure.quantity.value <= _most(drafts[index])
    ]
    return min(fitting, key=lambda index: drafts[index].figure.quantity.value, default=None)


def _most(whole: Draft) -> float:
    """How many the parts of a total may come to: counts of places differ from it by a few."""
    number = whole.figure.quantity
    return max(number.high or 0, number.value * (1 + ROUNDING))


def _is_whole(whole: Draft, part: Draft) -> bool:
    a, b = part.figure, whole.figure
    return (
        (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and a.quantity.value < b.quantity.value
        and b.quantity.qualifier != "range"
        and not whole.is_outdated
        and not is_rival(part, whole)
        and _told_above(whole, part)
        and (_lies_within(part.window, whole.window) or _is_of_one_day(part, whole))
        and counts_such(b, a)
        and _of_one_hand(part, whole)
        and (_is_kind_there(part, whole) or _is_place_there(part, whole) or _is_day_there(part, whole))
    )


def _told_above(whole: Draft, part: Draft) -> bool:
    return part.shown.sentence.index >= whole.shown.sentence.index


def _lies_within(inner: Window, outer: Window) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end and (outer.end - outer.start).days <= ROUND_UP_DAYS


def _is_of_one_day(part: Draft, whole: Draft) -> bool:
    """Whether both tell how many are displaced as of one day: "50,000 in Ituri ... Djugu hosts 30,000"."""
    return part.figure.basis == "stock" and part.window == whole.window


def _of_one_hand(part: Draft, whole: Draft) -> bool:
    """Whether one side did both, as far as the text says."""
    return None in (part.perpetrator, whole.perpetrator) or part.perpetrator == whole.perpetrator


def _is_place_there(part: Draft, whole: Draft) -> bool:
    """Whether the text tells of a place in the one whose total it told."""
    told = "in its sentence" in part.trace["place"] and _is_told(whole)
    return told and _encloses(whole.place, part.place)


def _is_day_there(part: Draft, whole: Draft) -> bool:
    """Whether the text tells of one of the days for which it told the total: "in the past 48 hours ... on Friday"."""
    day, days = part.window, whole.window
    told = all("in its sentence" in draft.trace["window"] for draft in (part, whole))
    return told and part.place == whole.place and day.start == day.end and days.start != days.end


def _is_told(whole: Draft) -> bool:
    """Whether the text says where the total was counted."""
    return "carried" not in whole.trace["place"] and MAIN_EVENT not in whole.trace["place"]


def _encloses(outer: Place | None, inner: Place | None) -> bool:
    if outer is None or inner is None:
        return False
    if contains(outer, inner):
        return True
    if outer.precision not in FINE or inner.precision not in FINE or outer == inner or outer.admin1 != inner.admin1:
        return False
    wide = outer.precision == "admin2" or (outer.admin1 is not None and outer.name == outer.admin1)
    return wide and outer.country == inner.country and _near(outer, inner)


def _is_kind_there(part: Draft, whole: Draft) -> bool:
    """Whether the part counts the children, women ... among those who were counted in the same place."""
    a, b = part.figure.population, whole.figure.population
    far = part.shown.sentence.index - whole.shown.sentence.index > PARTS_APART
    if far or a not in KINDS or b not in ("all", "civilians") or beside(part.figure, whole.figure):
        return False
    return part.place == whole.place and (None in (part.source, whole.source) or part.source == whole.source)


def _near(a: Place, b: Place) -> bool:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return True
    east = (a.longitude - b.longitude) * cos(radians(a.latitude))
    return hypot(a.latitude - b.latitude, east) * KM_A_DEGREE <= CITY_KM

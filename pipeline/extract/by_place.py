"""Figures told place by place: "31 were killed: 12 in Baghdad, ten in Mosul", "in Latakia (four) and Hama (three)".

Belongs here: which places of a sentence have a number of their own, and where the total of such places holds. Does not:
choosing among the places that are left (`placing`), whether one figure is part of another (`roundups`, `parts`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.gazetteer_names import fold
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.numerals import plain_number, small
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.spots import places_in
from pipeline.extract.venues import before_owner

PLACE_BY_PLACE = "told place by place in its sentence"
_PREPOSITIONS = frozenset({"in", "at", "near", "around", "outside"})
_AREA_WORDS = frozenset(
    "the town of city village district province governorate region state county nearby neighbouring neighboring"
    " northern southern eastern western central".split()
)
_LED_BY = frozenset("and , : ; — – - ( including with plus but".split())
_HEDGES = frozenset(
    "at least about around some nearly almost over under less fewer more than another a further up to just".split()
)
_MORE = frozenset("more of them".split())
_AREA_REACH, _HEDGE_REACH = 6, 3
_LARGE = frozenset("dozen dozens scores hundred hundreds thousand thousands million millions".split())
_PARTING = frozenset({";", "."})
_JOINTS = frozenset({",", ";", "and", "while", "but"})
_YEARS = range(1900, 2100)


class Parts(NamedTuple):
    """The places of a sentence that hold for a figure and those that have a number of their own."""

    left: list[Placed]
    apart: list[Placed]


def parts_apart(scene: Scene, index: int, here: list[Placed], first: int, past: int) -> Parts:
    """The places of a sentence without those which only hold for other numbers than the one at `first` to `past`."""
    numbers = _numbers(scene, index)
    if not numbers:
        return Parts(here, [])
    own = [p for p in here if first <= numbers.get(p.first, -1) < past]
    apart = [p for p in here if p.first in numbers and p not in own and (own or numbers[p.first] >= past)]
    return Parts([p for p in here if p not in apart], apart)


def place_of_parts(scene: Scene, parts: Parts, country: Place | None) -> Place | None:
    """Where the total of places holds that are told one by one: their province, else their country."""
    spots = [p.mention.place for p in parts.apart]
    if not spots or any(p.mention.place.precision != "country" for p in parts.left):
        return None
    named = {p.mention.place for p in parts.left}
    if named:
        return named.pop() if len(named) == 1 else None
    if len({spot.name for spot in spots}) == 1 or len({spot.country for spot in spots}) > 1:
        return None
    if len({spot.admin1 for spot in spots}) == 1:
        return _province(scene, spots[0])
    return country if country is not None and country.country == spots[0].country else None


def _province(scene: Scene, spot: Place) -> Place | None:
    """The province in which a place lies."""
    if scene.doc.gazetteer is None or spot.admin1 is None:
        return None
    listed = scene.doc.gazetteer.lookup(fold(spot.admin1))
    return next((e.place for e in listed if e.kind == "admin1" and e.country == spot.country), None)


@per_article
def _numbers(scene: Scene, index: int) -> dict[int, int]:
    """For the places of a sentence that have a number of their own, by where they begin, where that stands."""
    lowers, sentence = scene.doc.tokens.lowers, scene.doc.sentences[index]
    found: dict[int, int] = {}
    for placed in places_in(scene, index):
        at = _behind(lowers, placed.past) or _next_of_list(lowers, placed)
        if at is None:
            at = _counted_there(lowers, before_owner(scene, placed.first))
        if at is not None and sentence.first <= at < sentence.past:
            found[placed.first] = at
    return found


def _behind(lowers: Sequence[str], at: int) -> int | None:
    """Where the number behind a place stands: "Hama province (three)", "Hit (9 families)", "Lebanon, 40; Iraq, 3"."""
    at += lowers[at : at + 1] != ["("] and lowers[at : at + 1] != [] and lowers[at] in _AREA_WORDS
    told = lowers[at : at + 4]
    if told[:1] == ["("] and ")" in told[2:] and _is_number(told[1]):
        return at + 1
    parted = told[:1] == [","] and told[2:3] != [] and told[2] in _PARTING and _is_number(told[1])
    return at + 1 if parted else None


def _next_of_list(lowers: Sequence[str], placed: Placed) -> int | None:
    """Where the number stands that a place in a list has right behind it: "..., Uganda 8,000 and Tanzania some 350"."""
    number = placed.past
    while number < placed.past + _HEDGE_REACH and number < len(lowers) and lowers[number] in _HEDGES:
        number += 1
    if number >= len(lowers) or not _is_number(lowers[number]) or lowers[number] == "one":
        return None
    before = placed.first - 1
    while before > placed.first - _AREA_REACH and lowers[before] in _AREA_WORDS:
        before -= 1
    return number if before >= 0 and lowers[before] in _JOINTS else None


def _counted_there(lowers: Sequence[str], at: int) -> int | None:
    """Where the number right before "in" and a place stands: "and ten in the city of Mosul"."""
    at -= 1
    low = max(0, at - _AREA_REACH)
    while at > low and lowers[at] in _AREA_WORDS:
        at -= 1
    if lowers[at] not in _PREPOSITIONS:
        return None
    number = at - 1
    while number > low and lowers[number] in _MORE:
        number -= 1
    if number < 1 or not _is_number(lowers[number]):
        return None
    before = number - 1
    while before > number - 1 - _HEDGE_REACH and before > 0 and _goes_before(lowers[before]):
        before -= 1
    return number if lowers[before] in _LED_BY else None


def _goes_before(word: str) -> bool:
    """Whether a word only rounds or begins a number: "nearly a million", "1.2 million"."""
    return word in _HEDGES or word[0].isdigit()


def _is_number(word: str) -> bool:
    """Whether a word is a number and no year."""
    value = plain_number(word.replace(",", ""))
    return value not in _YEARS if value is not None else word in _LARGE or small(word) is not None

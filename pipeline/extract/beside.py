"""Places that a sentence names beside those whom it counts: what a count began with, where some of them went.

Belongs here: places of others than the counted, by the words around both. Does not: places at which nothing happened
whoever is counted (`spots`), choosing among the rest (`placing`).
"""

from itertools import pairwise

from pipeline.extract.governments import LOCATIVE
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.tokens import NUMBER

_PARTS = frozenset({("of", "them"), ("of", "whom"), ("of", "these"), ("among", "them"), ("of", "those")})
_THOSE = frozenset({"those", "these"})
_SHARES = frozenset("most many some half majority all several third thousands hundreds dozens".split())
_MOSTLY = frozenset({"mainly", "mostly", "chiefly", "largely", "primarily"})
_PARTING = _MOSTLY | {first for first, _ in _PARTS}
_CLOSERS = frozenset({",", "—", "–", "-", "--", ")"})
_BEGAN_REACH = 14
_BEGAN = frozenset(
    "began started launched opened mounted declared seized captured took attacked invaded stormed entered struck"
    " overran marched advanced pushed resumed stepped renewed intensified".split()
)
# "To Idlib, Syria, where".
_WHERE_REACH, _PART_REACH = 4, 8
# Words before "20 of them in Cali" in a sentence that tells the whole first.
_WHOLE_BEFORE = 5
_OF_THEM_REACH = 8
_RUNNING, _WITHIN = frozenset({"since", "war", "year"}), frozenset({"in", "at", "near"})
AREA_WORDS = frozenset("the a of town village city district province nearby neighbouring neighboring".split())


def of_some(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether a place is told only of some of those counted: "2,840 families have fled, most of them within Marib"."""
    lowers = scene.doc.tokens.lowers[past : placed.first]
    if "including" in lowers and _is_of_included(scene, placed, lowers):
        return True
    if _PARTING.isdisjoint(lowers):
        return False
    for k, pair in enumerate(pairwise(lowers)):
        if pair[1] in _THOSE and (not k or lowers[k - 1] not in _SHARES):
            continue  # "a mine, one of those left behind"
        mostly = pair[0] in _MOSTLY and pair[1] in {"to", "in", "into", "towards"}
        if mostly or (pair in _PARTS and (k or pair[0] == "among")):
            closed = next((at for at in range(k, len(lowers)) if lowers[at] in _CLOSERS), len(lowers))
            return not scene.measures.between(past + (closed if pair[1] == "whom" else k), placed.first)
    return False


def _is_of_included(scene: Scene, placed: Placed, between: list[str]) -> bool:
    """Whether a place is that of some of a total: "has killed 818 since May, including two boys in Demoso"."""
    included = between[between.index("including") + 1 :]
    sentence = scene.doc.sentence_at(placed.mention.start)
    runs = any(t.mention.kind in _RUNNING for t in scene.times.of(sentence.index))
    if scene.measures.between(placed.first - len(included), placed.first):
        return False  # "two people including a child have been killed in Aleppo since it began"
    return runs and "," not in included and not _WITHIN.isdisjoint(included) and "and" not in included


def has_own_part(scene: Scene, placed: Placed) -> bool:
    """Whether some of those told of are counted apart at a place: "20 of them in Cali", "Negombo, where 110 died"."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past : placed.past + 2] == [",", "where"] and lowers[placed.past + 2 : placed.past + 3] != []:
        near = range(placed.past + 2, min(len(lowers), placed.past + _WHERE_REACH))
        counted = any(scene.doc.tokens.kinds[k] == NUMBER or lowers[k] in NUMBER_WORDS for k in near)
        return counted and bool(scene.measures.between(placed.past, placed.past + _PART_REACH))
    low = scene.doc.sentence_at(placed.mention.start).first
    for at in range(placed.first - 1, max(low + _WHOLE_BEFORE, placed.first - _OF_THEM_REACH), -1):
        if lowers[at - 2 : at] == ["of", "them"]:
            return lowers[at] in {"in", "at"} and lowers[at - 3] != "all"
        if lowers[at] in _CLOSERS:
            return False
    return False


def of_beginning(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether a place only tells what a count began with: "2,000 died since they began the attack on Tripoli"."""
    lowers = scene.doc.tokens.lowers
    low = max(past, placed.first - _BEGAN_REACH)
    if "since" not in lowers[low : placed.first]:
        return False
    at = lowers.index("since", low, placed.first)
    if "," in lowers[at : placed.first] or scene.measures.between(at, placed.first):
        return False
    dated = scene.times.between(at, at + 2)  # "since Friday, as they advanced on Kobani"
    verbs = (k for k in range(at + 1, placed.first) if lowers[k] in _BEGAN and lowers[k - 1] not in {"the", "a"})
    return any(all(t.past > k for t in dated) for k in verbs)


def lies_ahead(scene: Scene, placed: Placed) -> bool:
    """Whether people only made for there: "some 5,000 fled towards El Fasher"."""
    lowers = scene.doc.tokens.lowers
    at = placed.first - 1
    while at > 0 and lowers[at] in AREA_WORDS:
        at -= 1
    return lowers[at] in {"towards", "toward"} and not scene.acts.between(max(0, at - 3), at)


def is_of_others(scene: Scene, inner: Placed, country: Placed, first: int) -> bool:
    """Whether others are counted in a town: "11 died in Mosul at the hands of a group that has killed 900 in Iraq"."""
    lowers = scene.doc.tokens.lowers
    if lowers[country.first - 1] not in LOCATIVE or lowers[country.past : country.past + 1] in (["'s"], ["’s"]):
        return False
    low = scene.doc.sentence_at(country.mention.start).first
    if inner.first > country.first:
        told = first < country.first and bool(scene.measures.between(low, country.first))
        return told and bool(scene.measures.between(country.past, inner.first))
    apart = country.first > first > inner.past and bool(scene.measures.between(inner.past, first))
    return apart and bool(scene.measures.between(low, inner.first))


def answers(scene: Scene, placed: Placed, first: int) -> bool:
    """Whether another act answers what was done there: "jets bombed Baalbek after rockets hit Haifa, killing 13"."""
    lowers = scene.doc.tokens.lowers
    low = scene.doc.sentence_at(placed.mention.start).first
    at = next(
        (k for k in range(placed.first - 1, max(low, placed.first - _BEGAN_REACH), -1) if lowers[k] == "after"), None
    )
    if at is None or "," not in lowers[placed.past : first] or "," in lowers[at : placed.first]:
        return False
    if lowers[first - 2 : first - 1] != [","] or not lowers[first - 1].endswith("ing"):
        return False
    return bool(scene.acts.between(at, placed.first)) and bool(scene.acts.between(low, at))


def holds_behind(scene: Scene, placed: Placed, first: int) -> bool:
    """Whether what follows happened there: "the fighting moved to Idlib, Syria, where 13 people were killed"."""
    lowers = scene.doc.tokens.lowers
    if "where" not in lowers[placed.past : min(first, placed.past + _WHERE_REACH)]:
        return False
    return not scene.measures.between(placed.past, lowers.index("where", placed.past))

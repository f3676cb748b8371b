"""Roads called after two towns: "on the Kabul-Kandahar highway", "on the road between Qamishli and Hasakah".

Belongs here: which of a sentence's places are only the ends of a road. Does not: from where to where people moved
(`routes`), choosing among the rest (`placing`).
"""

from itertools import pairwise

from pipeline.extract.scene import Placed, Scene

_ROADS = frozenset("road roads highway highways motorway route axis".split())
_JOINED = (["-"], ["–"], ["to"], ["and"], ["/"])
_BETWEEN = frozenset("between from linking connecting joining".split())
_AT = frozenset("in at near outside inside".split())


def off_road(scene: Scene, here: list[Placed]) -> list[Placed]:
    """The places without the ends of a road: it happened where else the sentence says, else at the one named first."""
    for left, right in pairwise(here):
        if _ends_road(scene, left, right):
            rest = [p for p in here if p not in (left, right)]
            lowers = scene.doc.tokens.lowers
            fine = [p for p in rest if p.mention.place.precision != "country"]
            told = any(lowers[p.first - 1] in _AT or p.mention.direction for p in fine)
            return rest if told else [p for p in here if p is not right]
    return here


def _ends_road(scene: Scene, left: Placed, right: Placed) -> bool:
    lowers = scene.doc.tokens.lowers
    if right.first <= left.past:  # "Kabul-Kandahar" is one word
        return not _ROADS.isdisjoint(lowers[left.past : left.past + 1])
    if lowers[left.past : right.first] not in _JOINED:
        return False
    if not _ROADS.isdisjoint(lowers[right.past : right.past + 1]):
        return True
    return left.first > 1 and lowers[left.first - 1] in _BETWEEN and lowers[left.first - 2] in _ROADS

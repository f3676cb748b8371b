"""Roads called after two towns: "on the Kabul-Kandahar highway", "on the road between Qamishli and Hasakah".

Belongs here: which of a sentence's places are only the ends of a road. Does not: from where to where people moved
(`routes`), choosing among the rest (`placing`).
"""

from itertools import pairwise

from pipeline.extract.scene import Placed, Scene

_ROADS = frozenset("road roads highway highways motorway route axis".split())
_JOINED = (["-"], ["–"], ["to"], ["and"], ["/"])
_BETWEEN = frozenset("between from linking connecting joining links link connects connect joins ties leads".split())
# "The road that links the port with Taiz".
_LINKED = (["with"], ["and", "the"], ["with", "the"], ["to", "the"])
_PORTS, _RUNS_REACH = frozenset("the port city town of capital".split()), 6
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
    joint = lowers[left.past : right.first]
    if joint not in _JOINED:
        return joint in _LINKED and _runs_from(scene, left)
    if not _ROADS.isdisjoint(lowers[right.past : right.past + 1]):
        return True
    return _runs_from(scene, left)


def _runs_from(scene: Scene, left: Placed) -> bool:
    """Whether a road is told to begin at a place: "the road from Mombasa", "the highway that links the port of X"."""
    lowers, at = scene.doc.tokens.lowers, left.first - 1
    low = max(0, left.first - _RUNS_REACH)
    while at > low and lowers[at] in _PORTS:
        at -= 1
    if lowers[at] not in _BETWEEN:
        return False
    at -= 1 + (lowers[at - 1] in {"that", "which"})
    return lowers[at] in _ROADS

"""Where people only came from: "a peacekeeper from Uruguay", "rebels who had crossed from Uganda".

Belongs here: places that tell of somebody's origin, or that somebody is to leave. Does not: homes of the dead
(`homes`), where an attacker stood (`stations`), from where to where people fled (`routes`).
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import attrgetter

from pipeline.extract.places import contains
from pipeline.extract.scene import Placed, Scene

_HARMED = frozenset({"killed", "injured"})
# Words between "from" and a name: "from the besieged towns of Foua", "from Tunisia and the former Soviet Union".
_ORIGIN_REACH = 10
_WITHIN_REACH = 5
_ENTERED_REACH = 6
_ENTERED = frozenset("crossed cross crossing came come coming infiltrated invaded slipped entered sneaked".split())
_PULLING = frozenset("pull pulls pulled pulling withdraw withdraws withdrew withdrawing withdrawal move get".split())
_SETTLEMENTS = frozenset(
    "the and , ( ) former of town towns village villages city cities besieged nearby province district two both".split()
)
_LEADING = frozenset({"modifier", "settlement", "hamlet"})
_AROUND = frozenset({"near", "around", "inside", "outside", "across", "within"})
_DRIVEN_REACH = 5
# "1,200 CAR refugees arrived": whence they are.
_NATIONALS = frozenset("refugees refugee asylum migrants nationals returnees".split())
_CALLINGS = ("ist", "ists", "eer", "eers", "ician", "icians")
_A = frozenset({"a", "an", "one", "two", "three", "another"})


def is_origin(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether the dead only came from there: "evacuees from Foua", "a peacekeeper from Uruguay"."""
    behind = scene.doc.tokens.lowers[placed.past : placed.past + 1]
    if placed.mention.place.precision == "country" and not _NATIONALS.isdisjoint(behind):
        return True
    if _is_apposed_from(scene, placed):
        return True
    if not any(m.entry.measure in _HARMED for m in scene.measures.of(index)):
        return False
    inner = _told_within(scene, placed)
    return came_from(scene, placed) or _is_entered_from(scene, placed) or any(came_from(scene, p) for p in inner)


def _is_apposed_from(scene: Scene, placed: Placed) -> bool:
    """Whether it only tells where a man of that name is from: "Movsar Barayev, from Argun, seized the theatre"."""
    texts, at = scene.doc.tokens.texts, placed.first - 1
    return texts[at] == "from" and texts[at - 1] == texts[placed.past] == "," and texts[at - 2][:1].isupper()


def _is_entered_from(scene: Scene, placed: Placed) -> bool:
    """Whether fighters came from there, or are told to leave it: "had crossed from Uganda", "pull out of Chechnya"."""
    lowers = scene.doc.tokens.lowers
    at = placed.first - 1 - (lowers[placed.first - 1] in {"neighbouring", "neighboring"})
    before = lowers[max(0, at - _ENTERED_REACH) : at]
    if lowers[at] == "of" and before[-1:] == ["out"]:
        return not _PULLING.isdisjoint(before)
    return lowers[at] == "from" and not _ENTERED.isdisjoint(before[-2:])


def _told_within(scene: Scene, placed: Placed) -> Sequence[Placed]:
    """The place told right before one that holds it: "Karnal in Haryana"."""
    before = scene.places.between(max(0, placed.first - _WITHIN_REACH), placed.first)[-1:]
    gap = scene.doc.tokens.lowers[before[0].past : placed.first] if before else []
    return before if gap in ([","], ["in"]) and contains(placed.mention.place, before[0].mention.place) else ()


def came_from(scene: Scene, placed: Placed) -> bool:
    """Whether people only came from there: "guards from Uruguay", "a bus evacuating residents of the town of Foua"."""
    lowers, texts, at = scene.doc.tokens.lowers, scene.doc.tokens.texts, placed.first - 1
    low = max(1, placed.first - _ORIGIN_REACH)
    roles = scene.doc.gazetteer.vocabulary.roles if scene.doc.gazetteer is not None else {}
    while at > low and (_leads_to_name(lowers[at], texts[at], roles) or _is_inner(lowers, at)):
        at -= 1
    if lowers[at] != "from":
        moved = any("conveying" in roles.get(word, ()) for word in lowers[max(0, at - 2) : at])
        return moved and lowers[at + 1] == "of" and _ends_person(scene, at + 1)
    if any("expelling" in roles.get(word, ()) for word in lowers[max(0, at - _DRIVEN_REACH) : at]):
        return False  # "where they had lost 90 before they drove the militants from Falluja"
    return _ends_person(scene, at) or any("conveying" in roles.get(word, ()) for word in lowers[max(0, at - 3) : at])


def _leads_to_name(word: str, text: str, roles: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word may stand between "from" and a name: "from the besieged Shiite towns of"."""
    if word == "from":
        return False
    if word in _SETTLEMENTS or text[:1].isupper() or "-" in word:
        return True
    return word in _AROUND or not _LEADING.isdisjoint(roles.get(word, ()))


def _is_inner(lowers: Sequence[str], at: int) -> bool:
    """Whether "in" tells where a settlement lies that people came from: "from villages in Tigray"."""
    return lowers[at] == "in" and lowers[at - 1] in _SETTLEMENTS


def _ends_person(scene: Scene, at: int) -> bool:
    persons = scene.doc.persons
    near = bisect_left(persons, at - 4, key=attrgetter("start"))
    lowers = scene.doc.tokens.lowers
    by_calling = lowers[at - 1].endswith(_CALLINGS) and lowers[at - 2] in _A  # "a geologist from Ireland"
    return by_calling or any(m.end == at for m in persons[near : near + 8])

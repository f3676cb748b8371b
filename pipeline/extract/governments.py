"""Places that stand for a government: "Damascus promised", "brokered by Turkey", "Kyiv has put its losses at".

Belongs here: telling by the words around a capital or a country that it acts or speaks. Does not: other places that are
none of events (`spots`), names of states (`states`).
"""

from itertools import pairwise

from pipeline.extract.model import Place
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.tokens import NUMBER

# Words that put what follows somewhere.
LOCATIVE = frozenset(
    "in at on of across inside throughout into to from near within outside around northern southern eastern".split()
)
# Forms of words of telling that have who tells before them.
TELLS = frozenset({"verb", "tally"})
# Those who call on a capital call on its government.
_CALLING = frozenset({"called", "calls", "calling", "call"})
# "Kyiv's new pro-Western government"
_ORGAN_REACH = 4
_SAID_REACH = 3
_LIKENESS = 14
_LIST_MARKS = frozenset((",", ":", "(", "–", "—", "-"))
_DOES = frozenset({"did", "does", "has", "had", "would", "could"})
# "Moscow last gave its own losses as", "Lebanon, which already shelters a million".
_TOLD_REACH = 4
_BEFORE_TOLD = frozenset("has had have last also later itself in turn now so far only".split())
_HOST_REACH = 4
_TAKEN_IN = frozenset({("taken", "in"), ("took", "in"), ("takes", "in"), ("taking", "in")})
_HOSTING = frozenset("host hosts hosting hosted shelters sheltering sheltered houses".split())


def speaks(scene: Scene, placed: Placed) -> bool:
    """Whether a place is named as one who acts or speaks ("brokered by Turkey and Russia", "Damascus promised")."""
    place = placed.mention.place
    lowers = scene.doc.tokens.lowers
    before = lowers[placed.first - 1] if placed.first else ""
    if before == "on" and lowers[placed.first - 2] in _CALLING:
        return True
    if place.precision != "country" and _stands_for_state(scene, placed):
        return True
    if before in LOCATIVE:
        return False
    if place.precision != "country":
        following = scene.breaches.between(placed.past, placed.past + 1)
        accused = any(m.entry.form in {"announce", "accuse"} for m in following)
        if accused or says(scene, placed) or _denies(scene, placed) or _says_with(scene, placed):
            return True
        return is_capital(scene, place) and _has_told(scene, placed)
    if _gives_shelter(scene, placed):
        return False
    if place.country != scene.country and scene.sides.between(placed.first, placed.first + 1):
        return not _has_number(scene, placed)
    if before != ":" and {"by", "between", "with", "against"} & set(lowers[max(0, placed.first - 3) : placed.first]):
        return True
    return says(scene, placed)


def _has_number(scene: Scene, placed: Placed) -> bool:
    """Whether a number stands right behind, as in a list: "Lebanon 154,387; Turkey 136,319", "Turkey (347,815)"."""
    kinds, texts, at = scene.doc.tokens.kinds, scene.doc.tokens.texts, placed.past
    at += texts[at : at + 1] != [] and texts[at] in _LIST_MARKS
    return kinds[at : at + 1] == [NUMBER]


def _stands_for_state(scene: Scene, placed: Placed) -> bool:
    """Whether a capital is its government: "in what Kyiv terms a raid", "loyal to Damascus", "Baku's armed forces"."""
    if scene.doc.gazetteer is None:
        return False
    lowers, roles = scene.doc.tokens.lowers, scene.doc.gazetteer.vocabulary.roles
    if lowers[placed.first - 1] == "to" and "allegiance" in roles.get(lowers[placed.first - 2], ()):
        return True
    if lowers[placed.first - 2 : placed.first] == ["close", "to"] and placed.mention.place.country != scene.country:
        return is_capital(scene, placed.mention.place)  # "a group close to Ankara"
    at = _behind_likeness(lowers, placed.past)
    after = lowers[at : at + _ORGAN_REACH]
    if after and "state_act" in roles.get(after[0], ()):
        return lowers[placed.first - 1] not in LOCATIVE
    if after[:1] not in (["'s"], ["’s"]) or not any("state_organ" in roles.get(word, ()) for word in after):
        return False
    return is_capital(scene, placed.mention.place)


def _behind_likeness(lowers: list[str], at: int) -> int:
    """Where it goes on behind an aside of others like it: "Ankara, like Washington, considers the group"."""
    if lowers[at : at + 2] != [",", "like"]:
        return at
    closed = lowers[at + 2 : at + _LIKENESS]
    return at + 3 + closed.index(",") if "," in closed else at


def is_capital(scene: Scene, place: Place) -> bool:
    """Whether a place is the capital of its country."""
    listed = scene.doc.gazetteer.entry_of(place) if scene.doc.gazetteer is not None else None
    return listed is not None and listed.capital


def says(scene: Scene, placed: Placed) -> bool:
    """Whether a place is followed by a verb of telling."""
    said = scene.reports.between(placed.past, placed.past + 1)
    return any(m.entry.form == "verb" and m.start == placed.past for m in said)


def _has_told(scene: Scene, placed: Placed) -> bool:
    """Whether a capital gives a count: "Kyiv has put its losses at 400", "Moscow last gave its own dead as 498"."""
    lowers, at = scene.doc.tokens.lowers, placed.past
    while at < min(len(lowers), placed.past + _TOLD_REACH) and lowers[at] in _BEFORE_TOLD:
        at += 1
    said = scene.reports.between(at, at + 1)
    return any(m.entry.form in TELLS and m.start == at for m in said)


def _gives_shelter(scene: Scene, placed: Placed) -> bool:
    """Whether a country is where people are lodged: "Turkey already hosts three million", "Jordan has taken in"."""
    if scene.country is None:
        return False
    lowers = scene.doc.tokens.lowers[placed.past : placed.past + _HOST_REACH]
    return hosts(scene, placed) or any(pair in _TAKEN_IN for pair in pairwise(lowers))


def hosts(scene: Scene, placed: Placed) -> bool:
    """Whether a country is told to lodge people now, wherever they fled from."""
    return not _HOSTING.isdisjoint(scene.doc.tokens.lowers[placed.past : placed.past + _HOST_REACH])


def _says_with(scene: Scene, placed: Placed) -> bool:
    """Whether a capital says something with others: "Pretoria and the missions said"."""
    if scene.doc.tokens.lowers[placed.past : placed.past + 1] != ["and"]:
        return False
    said = scene.reports.between(placed.past + 2, placed.past + 1 + _SAID_REACH)
    verb = next((m for m in said if m.entry.form == "verb"), None)
    return verb is not None and is_capital(scene, placed.mention.place)


def _denies(scene: Scene, placed: Placed) -> bool:
    """Whether a capital does not say: "a claim Moscow did not confirm"."""
    lowers = scene.doc.tokens.lowers[placed.past : placed.past + 2]
    if len(lowers) < 2 or lowers[0] not in _DOES or lowers[1] not in {"not", "n't", "n’t"}:
        return False
    return any(m.entry.form == "verb" for m in scene.reports.between(placed.past + 2, placed.past + 4))

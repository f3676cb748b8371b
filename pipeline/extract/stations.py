"""Where an attacker stood: "groups positioned in Eastern Ghouta fired shells on Damascus".

Belongs here: places that only tell whence somebody or something struck another. Does not: where people came from
(`spots`), where they lived (`homes`), who struck (`attackers`).
"""

from pipeline.extract.scene import Placed, Scene

_STATIONED = frozenset(
    "positioned stationed based entrenched deployed barricaded fortified dug spread located hiding holed embedded"
    " garrisoned camped holding".split()
)
_AT = frozenset({"in", "at", "inside", "on", "near", "around", "throughout"})
_BETWEEN = frozenset({"the", "of", "town", "towns", "village", "villages", "city", "district", "neighbourhood", "area"})
_BETWEEN_REACH = 6
_ASIDES = frozenset({"up", "in", "out"})
# "Rockets fired from across the border in Lebanon", "an attack launched from inside Pakistan".
_LAUNCHED = frozenset("launched fired shot lobbed coming originating staged mounted".split())
_LAUNCH_REACH = 3
_ACROSS = _BETWEEN | frozenset({"inside", "within", "across", "neighbouring", "neighboring", "nearby", "border", "in"})
_HARMED = frozenset({"killed", "injured"})
_STRIKES = frozenset({"verb", "noun", "weapon", "doing"})


def is_station(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place is only where those stood who strike another place later in the sentence."""
    lowers, texts, sentence = scene.doc.tokens.lowers, scene.doc.tokens.texts, scene.doc.sentences[index]
    low, at = max(sentence.first, placed.first - 1 - _BETWEEN_REACH), placed.first - 1
    while at > low and (lowers[at] in _BETWEEN or lowers[at].endswith("ern") or texts[at][:1].isupper()):
        at -= 1
    if at <= sentence.first or lowers[at] not in _AT:
        return False
    stood = at - 1 - (lowers[at - 1] in _ASIDES)
    if lowers[stood] not in _STATIONED:
        return False
    struck = next((m for m in scene.acts.between(placed.past, sentence.past) if m.entry.form in _STRIKES), None)
    return struck is not None and bool(scene.places.between(struck.end, sentence.past))


def is_launch_site(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place is only where arms were fired: "shells fired from Syria killed two in Kilis"."""
    lowers, low = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    at = placed.first - 1
    while at > low and (lowers[at] in _ACROSS or lowers[at].endswith("ern")):
        at -= 1
    if lowers[at] != "from" or _LAUNCHED.isdisjoint(lowers[max(low, at - _LAUNCH_REACH) : at]):
        return False
    return any(m.entry.measure in _HARMED for m in scene.measures.of(index))

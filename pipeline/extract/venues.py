"""Places where people only talk, sit or are treated: "talks in Geneva", "based in Britain", "taken to Kilis in Turkey".

Belongs here: telling such places by the words before them. Does not: other places that are none of events (`spots`).
"""

from collections.abc import Sequence

from pipeline.extract.grammar import COPULAS
from pipeline.extract.places import contains
from pipeline.extract.scene import Placed, Scene, signed_at
from pipeline.extract.tokens import POSSESSIVES

_VENUE_REACH = 7
_BREATH = 5
_CLINICS = frozenset({"hospital", "hospitals", "clinic", "clinics"})
# "Two of the wounded died a day later in a hospital in Quetta".
_WARD_REACH, _DIED = 12, frozenset({"died", "succumbed"})
# "Five more are still in a military hospital in Ouagadougou".
_LYING = frozenset("is are was were remain remained remains lie lay lying still now treated recovering".split())
_BED_REACH = 5
_AGREED = frozenset({"agreed", "reached", "struck", "sealed"})
_DEAL_REACH = 6
_HEARING = frozenset({"reporters", "journalists", "newsmen"})
_SPOKESMEN = frozenset("spokesman spokeswoman spokesperson spokesmen spokespeople headquarters experts".split())
_COUNTS = frozenset({"registered", "recorded", "documented", "reported", "counted"})
# "Told reporters in Kyiv that": who hears stands between the verb and the place.
_TELLING = frozenset({"told", "tells", "telling"})
_HEARERS = 4
# "Said by telephone from Amman".
_BY_PHONE, _PHONE_REACH = frozenset({"telephone", "phone", "skype", "speaking", "interview", "whatsapp"}), 3
# "Said the Vatican's news agency Fides, from Rome".
_SPOKEN_REACH, _NAMING = 10, frozenset("the a an , of for news agency spokesman spokeswoman head chief 's ’s".split())
# Words of a house's name behind the place: "Tartus National Hospital".
_HOUSE_NAME = 3


def is_venue(scene: Scene, placed: Placed) -> bool:
    """Whether people only talk, sit or are treated there: "based in Britain", "talks in Geneva", "taken to Kilis"."""
    if scene.doc.gazetteer is None or placed.first < 2:
        return False
    lowers, roles = scene.doc.tokens.lowers, scene.doc.gazetteer.vocabulary.roles
    at = before_owner(scene, placed.first)
    if signed_at(scene.doc, placed.first) or _agreed_at(scene, placed, at):
        return True
    low = max(0, at - _VENUE_REACH)
    if lowers[placed.past : placed.past + 1] != [] and lowers[placed.past] in _CLINICS and _is_second(scene, placed):
        before = lowers[max(scene.doc.sentence_at(placed.mention.start).first, at - _WARD_REACH) : at]
        return not _DIED.isdisjoint(before) or any("brought" in roles.get(word, ()) for word in before)
    if lowers[at - 1] in {"in", "at"} and not _CLINICS.isdisjoint(lowers[low:at]):
        low = max(scene.doc.sentence_at(placed.mention.start).first, at - _WARD_REACH)
        brought = any("brought" in roles.get(word, ()) for word in lowers[low : at - 1])
        return (
            brought
            or _lies_in_ward(scene, placed, at)
            or (not _DIED.isdisjoint(lowers[low:at]) and _is_second(scene, placed))
        )
    if lowers[at - 1] in {"in", "at"}:
        low = low if placed.mention.place.country != scene.country else max(0, at - 2)
    elif lowers[at - 1] not in {"to", "into"}:
        return False
    wanted = "venue" if lowers[at - 1] in {"in", "at"} else "brought"
    return any(wanted in roles.get(word, ()) for word in lowers[low : at - 1])


def _agreed_at(scene: Scene, placed: Placed, at: int) -> bool:
    """Whether a truce was agreed there, abroad or with another place behind: "agreed in Bonn, was broken in Hit"."""
    lowers = scene.doc.tokens.lowers
    if lowers[at - 1] != "in" or lowers[at - 2] not in _AGREED:
        return False
    deal = any(m.entry.names_truce for m in scene.breaches.between(max(0, at - _DEAL_REACH), at - 2))
    if deal and placed.mention.place.country != scene.country:
        return True
    return deal and bool(scene.places.between(placed.past, scene.doc.sentence_at(placed.mention.start).past))


def _lies_in_ward(scene: Scene, placed: Placed, at: int) -> bool:
    """Whether the hurt of an event told before only lie there: "five more are in hospital in Ouagadougou"."""
    lowers = scene.doc.tokens.lowers
    sentence = scene.doc.sentence_at(placed.mention.start)
    ward = next((k for k in range(at - 1, sentence.first, -1) if lowers[k] in _CLINICS), sentence.first)
    low = max(sentence.first, ward - _BED_REACH)
    bed = next((k for k in range(ward - 1, low, -1) if lowers[k] in {"in", "at"}), None)
    if bed is None or lowers[bed - 1] not in _LYING:
        return False
    return any(p.mention.place.precision != "country" for i in range(sentence.index) for p in scene.places.of(i))


def _is_second(scene: Scene, placed: Placed) -> bool:
    """Whether a sentence names another town before: "of those wounded in Chaman two died in a hospital in Quetta"."""
    sentence = scene.doc.sentence_at(placed.mention.start)
    told = scene.places.between(sentence.first, placed.first)
    return any(p.mention.place.precision != "country" and not p.mention.dateline for p in told)


def is_second_venue(scene: Scene, placed: Placed) -> bool:
    """Whether a place is told in one breath with one where people only talk or lie, or holds it: "in Kilis, Turkey"."""
    before = scene.places.between(max(0, placed.first - _BREATH), placed.first)
    gap = scene.doc.tokens.lowers[before[-1].past : placed.first] if before else []
    told_in = gap in ([","], ["in"]) and contains(placed.mention.place, before[-1].mention.place)
    return ("and" in gap or told_in) and is_venue(scene, before[-1])


def before_owner(scene: Scene, at: int) -> int:
    """Where a name with its country begins: "Turkey's Hatay province"."""
    mark = at - 1 if at > 2 and scene.doc.tokens.lowers[at - 1] in POSSESSIVES else at
    owner = scene.places.between(max(0, mark - 1), mark)
    return owner[0].first if owner and owner[0].mention.place.precision == "country" else at


def speaks_abroad(scene: Scene, placed: Placed) -> bool:
    """Whether a town abroad is only where somebody speaks: "a spokesman in Geneva for the agency said"."""
    place, lowers = placed.mention.place, scene.doc.tokens.lowers
    if lowers[placed.first - 1] != "in" or place.country == scene.country or place.precision != "exact":
        return False
    return lowers[placed.first - 2] in _HEARING or lowers[placed.first - 2] in _SPOKESMEN


def is_speakers_house(scene: Scene, placed: Placed) -> bool:
    """Whether a place only names the house of who speaks: "a doctor in Tartus National Hospital said"."""
    texts, at = scene.doc.tokens.texts, placed.past
    if texts[at : at + 1] == ["hospital"]:  # "according to the Al-Abyar hospital"
        credit = scene.reports.between(max(0, placed.first - 3), placed.first)
        return any(m.entry.form == "before_speaker" and m.end >= placed.first - 1 for m in credit)
    while at < min(len(texts), placed.past + _HOUSE_NAME) and texts[at][:1].isupper():
        at += 1
    return at > placed.past and any(m.entry.form == "verb" for m in scene.reports.between(at, at + 1))


def is_told_at(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether somebody only spoke there: "told reporters in Kyiv that ...", "said in Washington" of another's war."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.first - 1] == "from":
        phoned = not _BY_PHONE.isdisjoint(lowers[max(0, placed.first - 1 - _PHONE_REACH) : placed.first - 1])
        return phoned or _is_said_from(scene, index, placed)
    if lowers[placed.first - 1] not in {"in", "at"}:
        return False
    if placed.mention.place.country != scene.country and placed.first > 1:
        said = scene.reports.between(placed.first - 2, placed.first - 1)
        if any(m.entry.form == "verb" and not _is_counted(lowers, m.start) for m in said):
            return True
    low = max(scene.doc.sentences[index].first, placed.first - 1 - _HEARERS)
    return not _TELLING.isdisjoint(lowers[low : placed.first - 1])


def _is_said_from(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether somebody spoke from there: "the UN said from Geneva that", "said Fides, the agency, from Rome"."""
    lowers, texts = scene.doc.tokens.lowers, scene.doc.tokens.texts
    low = max(scene.doc.sentences[index].first, placed.first - _SPOKEN_REACH)
    said = [m for m in scene.reports.between(low, placed.first - 1) if m.entry.form == "verb"]
    if not said or lowers[said[-1].start - 1] in COPULAS:  # "clashes were reported from Taiz"
        return False
    between = texts[said[-1].end : placed.first - 1]
    named = between[-1:] == [","] and all(word[:1].isupper() or word in _NAMING for word in between)
    return not between or named


def _is_counted(lowers: Sequence[str], verb: int) -> bool:
    """Whether it is told where people are: "two million are registered in Lebanon"."""
    return lowers[verb] in _COUNTS and lowers[verb - 1] in COPULAS

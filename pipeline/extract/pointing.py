"""Places told before that a sentence goes back to: "in that city", "at the camp", "of those hurt on Friday".

Belongs here: which of the places told before a sentence without one means by its own words, and which are none to go on
with. Does not: the place that goes on without such words (`placing`), the country of a total (`totals`).
"""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.model import Place
from pipeline.extract.provenance import came_from
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.spots import places_in
from pipeline.extract.telling import telling_times
from pipeline.extract.theatre import written_here
from pipeline.extract.totals import total_before

_TOWNS = frozenset({"city", "town", "village", "camp", "district", "suburb", "neighbourhood", "neighborhood"})
_PROVINCES = frozenset("province governorate state region county territory island valley".split())
_CALLED = _TOWNS | _PROVINCES
_SPOTS = frozenset({"exact", "admin2"})
_LEADS = frozenset("in at on to into from inside outside around near across within".split())
# "Poktap, a village in Duk county"
_APPOSED_REACH = 5
# "Of those hurt this time": the sentences that tell what an article is about.
_LEADS_ARTICLE = 2
# Sentences within which a day is told anew.
_DATED_REACH = 8
# "Fired from the area around Enerhodar", "took off from a base near Beersheba".
_FIRED = frozenset("fired launched shot flown fire came off".split())
_FIRED_REACH = 7
_UNITS_OF_WAY = frozenset("km kilometres kilometers kms miles".split())
_STOPS = frozenset({",", ";", "and", "to", "at", "on", "into"})
# Behind "there" these only say that something is: "There were no casualties".
_EXISTS = frozenset("is are was were has have had will would may might could can must seems seemed 's ’s".split())


def pointed_at(scene: Scene, index: int) -> tuple[Place, str] | None:
    """What a sentence goes on with: a total, or the town named last before "in that city", "at the camp"."""
    total = total_before(scene, index)
    if total is not None:
        return total, "the total told before goes on"
    if (there := told_there(scene, index)) is not None:
        return there.mention.place, f"«{there.mention.surface}», to which «there» points back"
    if (written := written_here(scene, index)) is not None:
        return written.mention.place, f"«{written.mention.surface}», where it was written"
    lowers = scene.doc.tokens.lowers
    for at, word in _areas(scene, index):
        if word in _TOWNS and (lowers[at] == "that" or lowers[at - 1 : at + 1] == ["the", "same"]):
            town = next((p for p in _named_before(scene, index) if p.mention.place.precision in _SPOTS), None)
            if town is not None:
                return town.mention.place, f"«{town.mention.surface}», to which the sentence points back"
        if _is_unnamed(lowers, at):
            called = next((p for p in _told_before(scene, index) if _is_called(scene, p, word)), None)
            if called is not None:
                return called.mention.place, f"«{called.mention.surface}», the {word} told before"
    return None


def told_there(scene: Scene, index: int) -> Placed | None:
    """The town told last before a sentence that says "there": "... near Popasna. There a drone dropped a grenade"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if not index or "there" not in lowers[sentence.first : sentence.past]:
        return None
    at = lowers.index("there", sentence.first)
    if lowers[at + 1] in _EXISTS or scene.places.of(index):
        return None
    before = [p for p in places_in(scene, index - 1) if p.mention.place.precision != "country"]
    before = [p for p in before if not is_left(scene, p)]
    return before[-1] if len({p.mention.place.admin1 for p in before[-2:]}) == 1 else None


def called_so(scene: Scene, index: int) -> tuple[Place, str] | None:
    """The town or province told last, however far back, for a sentence that speaks of "the town", "the province"."""
    for at, word in _areas(scene, index):
        if _is_unnamed(scene.doc.tokens.lowers, at):
            kinds = _SPOTS if word in _TOWNS else frozenset({"admin1"})
            for placed in _told_before(scene, index):
                if placed.mention.place.precision in kinds and placed.mention.place.country == scene.country:
                    return placed.mention.place, f"«{placed.mention.surface}», told before as the {word}"
    return None


def _areas(scene: Scene, index: int) -> Iterator[tuple[int, str]]:
    """The words for a town or province in a sentence, each with the position of the word before it."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    for at in range(sentence.first + 1, sentence.past - 1):
        if lowers[at + 1] in _CALLED:
            yield at, lowers[at + 1]


def _is_unnamed(lowers: list[str], the: int) -> bool:
    """Whether "the" opens a place without a name: "in the town", not "in the town of Hajin"."""
    return lowers[the] == "the" and lowers[the - 1] in _LEADS and lowers[the + 2 : the + 3] != ["of"]


def _told_before(scene: Scene, index: int) -> Iterator[Placed]:
    """The places told before a sentence, the last one first."""
    return (p for back in range(index - 1, -1, -1) for p in reversed(places_in(scene, back)))


def _named_before(scene: Scene, index: int) -> Iterator[Placed]:
    """The places told right before a sentence, the last one first."""
    return (p for back in (index - 1, index - 2) if back >= 0 for p in reversed(places_in(scene, back)))


def _is_called(scene: Scene, placed: Placed, word: str) -> bool:
    """Whether a place is told to be one: "al-Hol camp", "the village of Fana", "Fana, a village in"."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past - 1] == word or lowers[placed.past : placed.past + 1] == [word]:
        return True
    if lowers[placed.first - 1] == "of" and lowers[placed.first - 2] == word:
        return True
    behind = lowers[placed.past : placed.past + _APPOSED_REACH]
    return behind[:1] == [","] and behind[1:2] in (["a"], ["the"]) and word in behind


def dated_alike(scene: Scene, index: int) -> tuple[int, ...]:
    """The sentence on whose day a sentence goes on, behind one of another day: "... Of Friday's wounded three died"."""
    if ("this", "time") in pairwise(scene.words(index)):
        return tuple(range(min(index, _LEADS_ARTICLE)))
    days = _days(scene, index)
    if not days:
        return ()
    skipped = False
    for back in range(index - 1, max(-1, index - 1 - _DATED_REACH), -1):
        told = _days(scene, back)
        if any(a[0] <= b[1] and b[0] <= a[1] for a in days for b in told):
            return (back,) if skipped else ()
        skipped = skipped or bool(told)
    return ()


def _days(scene: Scene, index: int) -> list[tuple[int, int]]:
    """The times that a sentence tells of what happened, from day to day."""
    if not scene.times.of(index):
        return []
    told = (t.mention for t in telling_times(scene, index))
    return [(t.first.toordinal(), t.last.toordinal()) for t in told if t.first is not None and t.last is not None]


def is_left(scene: Scene, placed: Placed) -> bool:
    """Whether something only comes from there: "the convoy from Foua and Kefraya", "fired from around Enerhodar"."""
    lowers = scene.doc.tokens.lowers
    at = placed.first - 1
    if at > 2 and lowers[at] == "and" and (before := scene.places.between(at - 2, at)):
        at = before[-1].first - 1
    left = at >= 0 and lowers[at] == "from" and lowers[at - 1] not in _UNITS_OF_WAY  # "60 km from Palma" is near it
    return left or came_from(scene, placed) or _fired_from(scene, placed)


def _fired_from(scene: Scene, placed: Placed) -> bool:
    """Whether shells or planes only came from there."""
    lowers = scene.doc.tokens.lowers
    low = max(0, placed.first - _FIRED_REACH)
    for at in range(placed.first - 1, low, -1):
        if lowers[at] == "from":
            return not _FIRED.isdisjoint(lowers[max(0, at - 2) : at])
        if lowers[at] in _STOPS:
            return False
    return False

"""Which town a text goes on to name for an event whose lead leaves it unnamed: "a village in Nigeria. ... Huyum".

Belongs here: the sentences behind a lead that still tell of its event, and which of their places it means. Does not:
whether a lead's country is the place of a total (`refining`), the place of the main event (`theatre`).
"""

from datetime import timedelta

from pipeline.extract.beginnings import lasts
from pipeline.extract.governments import LOCATIVE, is_capital
from pipeline.extract.pointing import is_left
from pipeline.extract.roads import off_road
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.spots import is_target, places_in
from pipeline.extract.telling import is_event
from pipeline.extract.theatre import is_compared, opens_another, seats_speaker
from pipeline.extract.tokens import POSSESSIVES

_SPOTS = frozenset({"exact", "admin2"})
_COMPASS = ("north", "south", "east", "west", "central")
# Sentences behind a lead in which it is still named where it was.
_GOES_ON = 4
# "A fishing town in", "Azerbaijan's second city": kinds of single places by their roles in the vocabulary.
_UNNAMED = frozenset({"settlement", "camp", "named_thing"})
_UNNAMED_REACH, _OWNED_REACH = 8, 4
_A_DAY = timedelta(days=1)
# "The village, Huyum, lies in the district of Gwoza".
_NAMED_REACH, _NAMED_NEAR = 6, 9


def told_soon(scene: Scene, index: int, told: Placed) -> Placed | None:
    """The town that the next sentence names for "in northern Yemen": "The planes struck in the district of Arhab"."""
    wide = told.mention.place.precision != "country"  # "in the Donbas", "on Lake Chad"
    parted = (told.mention.direction or "").startswith(_COMPASS) or _tells_one(scene, index)
    if not (wide or parted or _leaves_unnamed(scene, index, told)) or any(
        m.entry.names_truce for m in scene.breaches.of(index)
    ):
        return None  # what breaks a truce in a region is told town by town
    for ahead in range(index + 1, min(index + 1 + _GOES_ON, len(scene.doc.sentences))):
        if opens_another(scene, ahead) or dated_apart(scene, index, ahead):
            return None
        fine = [p for p in off_road(scene, places_in(scene, ahead)) if may_be_meant(scene, ahead, p)]
        if fine:
            one = len({(p.mention.place.country, p.mention.place.admin1) for p in fine}) == 1
            return fine[0] if one and fine[0].mention.place.country == told.mention.place.country else None
    return None


def _leaves_unnamed(scene: Scene, index: int, told: Placed) -> bool:
    """Whether a lead speaks of one town without its name: "a fishing town in Nigeria", "Azerbaijan's second city"."""
    low = max(scene.doc.sentences[index].first, told.first - _UNNAMED_REACH)
    lowers = scene.doc.tokens.lowers
    owned = lowers[told.past : told.past + _OWNED_REACH]
    near = lowers[low : told.first] + (owned if owned and owned[0] in POSSESSIVES else [])
    return bool(_kinds(scene, near))


def _kinds(scene: Scene, words: list[str]) -> set[str]:
    """The words for one place of a kind: "village", "camp", "church"; "villages" are several."""
    roles = scene.doc.gazetteer.vocabulary.roles if scene.doc.gazetteer is not None else {}
    return {word for word in words if not _UNNAMED.isdisjoint(roles.get(word, ())) and not word.endswith("s")}


def named_later(scene: Scene, index: int) -> Placed | None:
    """The place of what a lead leaves unnamed: "raided a village in Nigeria. ... The village, Huyum, lies in Gwoza"."""
    lowers = scene.doc.tokens.lowers
    sentence = scene.doc.sentences[index]
    spots = _kinds(scene, lowers[sentence.first : sentence.past])
    if not spots:
        return None
    for ahead in scene.doc.sentences[index + 1 : index + 1 + _NAMED_REACH]:
        if lowers[ahead.first : ahead.first + 1] == ["the"] and lowers[ahead.first + 1] in spots:
            fine = [p for p in places_in(scene, ahead.index) if may_be_meant(scene, ahead.index, p)]
            if fine and fine[0].first - ahead.first <= _NAMED_NEAR:
                return fine[0]
    return None


def may_be_meant(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place told behind a lead can be the one at which it happened; a capital may be its government."""
    place = placed.mention.place
    told = is_event(scene, index)
    fits = place.precision in _SPOTS or (told and place.admin1 is not None and place.precision == "admin1")
    if not fits or seats_speaker(scene, placed):
        return False
    if is_capital(scene, place) and not (told and scene.doc.tokens.lowers[placed.first - 1] in LOCATIVE):
        return False
    return not (is_left(scene, placed) or is_compared(scene, placed) or is_target(scene, placed))


def dated_apart(scene: Scene, index: int, other: int) -> bool:
    """Whether two sentences tell of days apart: "40 died last week. ... On Friday gunmen raided Tawila".

    A lead may name the day on which it is told: "Police hunted on Wednesday ... Tuesday's shooting".
    """
    days, others = (
        [
            (t.mention.first, t.mention.last)
            for t in scene.times.of(i)
            if not t.said and t.mention.first and t.mention.last
        ]
        for i in (index, other)
    )
    told = scene.doc.published_on
    slack = _A_DAY if told is not None and any(a <= told <= b for a, b in days) else timedelta(0)
    return bool(days and others) and not any(a <= d + slack and c <= b + slack for a, b in days for c, d in others)


def _tells_one(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of one event: "A car bomb killed seven in Turkey", no "attacks", no "fighting"."""
    lowers = scene.doc.tokens.lowers
    acts = [t for t in scene.acts.of(index) if t.entry.form in {"noun", "weapon"}]
    return bool(acts) and not any(lowers[t.end - 1].endswith("s") or lasts(t) for t in acts)

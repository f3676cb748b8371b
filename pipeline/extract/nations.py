"""Losses that a state counts as its own: "on its side", "six Ukrainian soldiers were killed in the past day".

Belongs here: the country of such losses, where no place is told. Does not: totals over weeks and wars (`totals`), sides
that are named as peoples ("on the Israeli side", `demonyms`).
"""

from pipeline.extract.demonyms import people_between
from pipeline.extract.model import Place
from pipeline.extract.refining import counts_hours
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.theatre import country_of
from pipeline.extract.totals import points_back, stays_within

_REACH, _BEHIND = 8, 2
_SOLDIERS = frozenset("soldiers soldier servicemen serviceman troops troopers policemen personnel".split())


def own_side(scene: Scene, index: int, past: int) -> Placed | None:
    """The country that tells of its own losses: "Armenia reported one dead and three wounded on its side"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    high = min(sentence.past, past + _REACH)
    if "side" not in lowers[past:high]:
        return None
    at = lowers.index("side", past, high)
    if lowers[at - 2 : at] != ["on", "its"] and lowers[at - 3 : at] != ["on", "its", "own"]:
        return None
    told = [p for p in scene.places.between(sentence.first, past) if p.mention.place.precision == "country"]
    return told[0] if len(told) == 1 else None


def of_nations_day(scene: Scene, index: int, past: int) -> tuple[Place, str] | None:
    """The country whose soldiers a sentence without a place counts for a day."""
    doc, sentence, country = scene.doc, scene.doc.sentences[index], country_of(scene)
    if country is None or not counts_hours(scene, index):
        return None
    people = people_between(doc, sentence.first, past + _BEHIND)
    if people is None or people.place.country != country.country:
        return None
    named = doc.tokens_of(people.start, people.end)[1]
    if doc.tokens.lowers[named] not in _SOLDIERS or points_back(scene, index) or stays_within(scene, index):
        return None
    return country, f"a day of «{people.surface}» soldiers"

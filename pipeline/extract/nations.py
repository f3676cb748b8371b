"""Losses that a state counts as its own: "on its side", "12 Thai civilians", "six Ukrainian soldiers in the past day".

Belongs here: the country of such losses, where no place is told. Does not: totals over weeks and wars (`totals`), sides
that are named as peoples ("on the Israeli side", `demonyms`).
"""

from pipeline.extract.demonyms import people_between
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.refining import counts_hours
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.states import home_side, side_of_state
from pipeline.extract.theatre import country_of
from pipeline.extract.totals import points_back, stays_within
from pipeline.extract.wars import foe_of_war

_REACH, _BEHIND = 8, 2
_TWO = 2
# "Clashes between Thai and Cambodian troops", "Kyrgyzstan's border guards": two armies at a border.
_BORDERS = frozenset({"border", "borders", "frontier"})
_ARMIES = frozenset("troops soldiers forces army armies military guards artillery jets and".split())
_AT_HOME = frozenset("civilians civilian villagers villager residents resident nationals citizens people".split())
_TELLING_REACH = 6
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


def of_border_war(scene: Scene, index: int, first: int, past: int) -> tuple[Place, str] | None:
    """The country at home in which people were harmed by the other army of two: "12 Thai civilians were killed"."""
    states = _armies_at_border(scene)
    if len(states) < _TWO or not any(m.entry.measure in {"killed", "injured"} for m in scene.measures.of(index)):
        return None
    people = people_between(scene.doc, first, past + _BEHIND)
    if people is not None and people.place.country in states:
        at = scene.doc.tokens_of(people.start, people.end)[1]
        at_home = scene.doc.tokens.lowers[at] in _AT_HOME
        return (people.place, f"«{people.surface}» at home") if at_home else None
    sentence = scene.doc.sentences[index]
    if _AT_HOME.isdisjoint(scene.doc.tokens.lowers[sentence.first : past + _BEHIND]):
        return None
    for placed in scene.places.between(sentence.first, sentence.first + _TELLING_REACH):
        told = scene.reports.between(placed.past, placed.past + _TELLING_REACH)
        if placed.mention.place.country in states and any(m.entry.form == "verb" for m in told):
            return placed.mention.place, f"counted by «{placed.mention.surface}»"
    return None


def of_foe_at_home(scene: Scene, index: int, first: int, past: int) -> tuple[Place, str] | None:
    """The state at war with the story's country, where its civilians are counted: "more than 700 Israelis".

    Where its soldiers died is where they fought.
    """
    doc, country = scene.doc, scene.country
    side = home_side(country) if country == "PSE" else foe_of_war(doc, country)
    people = people_between(doc, first, past + _BEHIND)
    if people is None or side is None or people.place.country in {None, country}:
        return None
    here = {p.mention.place.country for p in scene.places.between(past, min(doc.sentences[index].past, past + _REACH))}
    at = doc.tokens_of(people.start, people.end)[1]
    # "Three Israeli civilians", "700 Israelis".
    civil = doc.tokens.lowers[at] in _AT_HOME or doc.tokens.lowers[at - 1].endswith("s")
    if here or not civil or side_of_state(people.place.country or "", country) != side or side == "other":
        return None
    return people.place, f"«{people.surface}» at home"


def this_side(scene: Scene, index: int) -> tuple[Place, str] | None:
    """The state whose border with another it was near: "Venezuela's army clashed with rebels near the border with"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    for placed in scene.places.of(index):
        border = placed.mention.place.country == scene.country and lowers[placed.first - 1] == "with"
        if not border or lowers[placed.first - 2] not in _BORDERS:
            continue
        people = people_between(scene.doc, sentence.first, placed.first)
        before = scene.places.between(sentence.first, placed.first)
        named = [m for m in (people, *(p.mention for p in before if p.mention.place.precision == "country")) if m]
        if len(named) == 1 and named[0].place.country != scene.country:
            return named[0].place, f"at the border of «{named[0].surface}»"
    return None


@per_article
def _armies_at_border(scene: Scene) -> frozenset[str | None]:
    """The states whose armies the story has fight at a border."""
    tokens = scene.doc.tokens
    if _BORDERS.isdisjoint(tokens.lowers) or not scene.doc.peoples:
        return frozenset()
    spans = (scene.doc.tokens_of(p.start, p.end)[1] for p in scene.doc.peoples)
    of_people = {p.place.country for p, at in zip(scene.doc.peoples, spans, strict=True) if _is_army(tokens.lowers, at)}
    owners = (p for p in scene.places.items if p.mention.place.precision == "country")
    owning = {p.mention.place.country for p in owners if _owns_army(tokens.lowers, p.past)}
    return frozenset(of_people | owning)


def _is_army(lowers: list[str], at: int) -> bool:
    return not _ARMIES.isdisjoint(lowers[at : at + 2])


def _owns_army(lowers: list[str], at: int) -> bool:
    return lowers[at : at + 1] in (["'s"], ["’s"]) and not _ARMIES.isdisjoint(lowers[at + 1 : at + 3])

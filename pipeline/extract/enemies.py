"""Whom "the enemy" means: the foes of the side whose words a sentence tells.

Belongs here: which words for an enemy are a side, and which side that is. Does not: named sides and "militants"
(`parties`), who is credited with a figure (`attribution`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.demonyms import people_between
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.parties import SideMention
from pipeline.extract.states import home_side, side_of_state
from pipeline.extract.wars import foe_of_war

_ENEMY = frozenset({"enemy", "enemies"})
# "Enemy soldiers", "enemy fire": what belongs to the enemy alone, where no article tells that one is meant.
_THEIRS = frozenset(
    "soldiers fighters troops forces force personnel men combatants casualties losses fire shelling artillery shells"
    " drones drone aircraft jets positions position attack attacks snipers sniper mortar mortars rockets army militants"
    " militia guerrillas gunmen infantry servicemen dead commander commanders unit units lost suffered".split()
)
_DETERMINERS = NUMBER_WORDS | {"the", "our", "their"}
_ARMIES = frozenset("army military ministry forces navy general colonel major troops ispr".split())
_SENTENCES_BACK = 3
_EITHER, _SIDES = frozenset({"each", "both"}), frozenset({"side", "sides", "army", "armies"})
# "Russia's own defence ministry".
_OWNER_REACH = 4


def with_enemies(doc: Annotated, country: str | None, sides: list[SideMention]) -> list[SideMention]:
    """The sides of an article with its enemies: "the enemy lost 30 men, the army said"."""
    lowers = doc.tokens.lowers
    if "enemy" not in lowers and "enemies" not in lowers:
        return sides
    taken = {spot for side in sides for spot in range(side.first, side.past)}
    found: list[SideMention] = []
    foreign = foe_of_war(doc, country)
    for at in (k for k, word in enumerate(lowers) if word in _ENEMY and k not in taken):
        theirs = at + 1 < len(lowers) and lowers[at + 1] in _THEIRS
        told = _teller(doc, country, sides, at) if at and (theirs or lowers[at - 1] in _DETERMINERS) else None
        if told is not None:
            found.append(SideMention(at, at + 1, _foe_of(told, sides, country, foreign), None, "armed", "generic"))
    return sorted([*sides, *found], key=lambda side: side.first)


def _teller(doc: Annotated, country: str | None, sides: Sequence[SideMention], at: int) -> str | None:
    """The side in whose words a sentence is told."""
    here = doc.sentence_at(doc.tokens.starts[at]).index
    first = doc.sentences[here].first
    if not _EITHER.isdisjoint(doc.tokens.lowers[first:at]) and not _SIDES.isdisjoint(doc.tokens.lowers[first:at]):
        return None  # "each side claims that enemy losses run into hundreds"
    for sentence in reversed(doc.sentences[max(0, here - _SENTENCES_BACK) : here + 1]):
        told = _side_in(doc, country, sides, sentence)
        if told is not None:
            return told
    return None


def _side_in(doc: Annotated, country: str | None, sides: Sequence[SideMention], sentence: SentenceSpan) -> str | None:
    """The side that a sentence names first, or that of an army without a name."""
    words = doc.tokens.lowers[sentence.first : sentence.past]
    named = next((s for s in sides if sentence.first <= s.first < sentence.past and s.role in {"armed", "state"}), None)
    if named is not None:
        return named.side
    army = next((sentence.first + k for k, word in enumerate(words) if word in _ARMIES), None)
    if army is None:
        return None
    state = _state_before(doc, max(sentence.first, army - _OWNER_REACH), army)
    return home_side(country) if state is None else side_of_state(state, country)


def _state_before(doc: Annotated, first: int, past: int) -> str | None:
    """Whose army it is: "Russia's defence ministry", "the Georgian army"."""
    people = people_between(doc, first, past)
    if people is not None:
        return people.place.country
    low, high = doc.tokens.starts[first], doc.tokens.starts[past]
    return next((p.place.country for p in doc.places if p.kind == "country" and low <= p.start < high), None)


def _foe_of(side: str, sides: Sequence[SideMention], country: str | None, foreign: str | None) -> str:
    """The side that fights another: the one that an article names besides it, else rebels or the state of the war."""
    others = {other.side for other in sides if other.role == "armed" and other.kind == "name" and other.side != side}
    if len(others) == 1:
        return others.pop()
    if side in {"opposition", "islamic_state", foreign}:
        return home_side(country)
    return foreign or "opposition"

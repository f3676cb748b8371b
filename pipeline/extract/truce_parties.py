"""Between whom a truce is, as the words of one mention tell it: sides of a war, or two states.

Belongs here: "a truce between X and Y", two states that charge each other under one. Does not: parties of known truces
(`truces`), groups of which a text says that they are none (`strangers`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.mutual import mutual_charge
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Scene
from pipeline.extract.truce_states import CUE_REACH

# "Between" and its two; "the two countries accused each other".
_PAIR_REACH, _SUBJECT_REACH = 10, 8
_PAIR = 2
_OWNER_REACH = 5


def sides_between(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> list[str]:
    """Sides in "a truce between X and Y"."""
    between = _between(scene, sentence, match)
    if between is None:
        return []
    return [s.side for s in scene.sides.between(between, min(sentence.past, between + _PAIR_REACH))]


def other_state(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> str | None:
    """The second of two states of which a truce is told: "a truce between Eritrea and Djibouti"."""
    if scene.country is None:
        return None
    between = _between(scene, sentence, match)
    if between is not None:
        return _second(scene, between, min(sentence.past, between + _PAIR_REACH))
    charge = mutual_charge(scene, match.start, match.start - sentence.first)
    return _second(scene, max(sentence.first, charge.start - _SUBJECT_REACH), charge.start) if charge else None


def _between(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> int | None:
    near = range(match.end, min(sentence.past, match.end + CUE_REACH))
    return next((k for k in near if scene.doc.tokens.lowers[k] == "between"), None)


def _second(scene: Scene, first: int, past: int) -> str | None:
    """The other of two states named in a stretch of words, one of them that of the article."""
    places = (p.mention.place for p in scene.places.between(first, past))
    states = {p.country for p in places if p.precision == "country" and p.country is not None}
    return next(iter(states - {scene.country})) if len(states) == _PAIR and scene.country in states else None


def groups_of(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> set[str]:
    """The groups against the state whose truce one is: "the ELN's ceasefire", "a truce between Bogota and the ELN"."""
    if any(m.entry.form == "exclude" for m in scene.breaches.of(sentence.index)):
        return set()
    low, high = max(sentence.first, match.start - _OWNER_REACH), min(sentence.past, match.end + _PAIR_REACH)
    return {s.actor for s in scene.sides.between(low, high) if s.side == "opposition" and s.actor}

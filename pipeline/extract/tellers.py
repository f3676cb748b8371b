"""Second tellers whose verb is left out: "police reported 30 dead, the Red Cross 45", "he spoke of 41, a doctor of 43".

Belongs here: finding those who tell and the numbers that are theirs. Does not: what the number counts (`figures`), who
the teller is (`voices`), sides that left out "lost" or "killed" (`gapping`).
"""

from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from pipeline.extract.memo import per_article
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER, POSSESSIVES, WORD

_TELLING = frozenset({"verb", "tally", "before_speaker"})
_JOINTS = frozenset({",", ";", "and", "while", "but", "–", "—"})
# What may stand between who tells and the number: "a doctor of 43", "the Observatory at more than 24".
_LINKS = frozenset("of at as than least more over about some around nearly almost only to just".split())
_LINK_REACH = 4
# "The Red Cross in Bor", "a doctor at the town's hospital": from the joint to the number.
_REACH = 8
# The number told first stands this near to its verb, where a fighting side could have suffered it.
_OBJECT_REACH = 3
_BEHIND = frozenset('. , ; and while but in at near on – — - ) dead deaths killed wounded ” "'.split())
_BARRED = (AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | _JOINTS) - {"of", "at", "in", "for", "with"}


class Teller(NamedTuple):
    """Who tells at tokens `first` to `past`, and where the number begins; `noun` is the last word that names them."""

    first: int
    past: int
    noun: int
    number: int


@per_article
def gapped_tellers(scene: Scene, sentence: SentenceSpan) -> tuple[Teller, ...]:
    """Those who tell numbers of a sentence by the verb of the clause before."""
    numbers = _numbers(scene, sentence)
    if len(numbers) < 2:
        return ()
    verbs = [m for m in scene.reports.of(sentence.index) if m.entry.form in _TELLING]
    found: list[Teller] = []
    for before, number in pairwise(numbers):
        verb = next((m for m in reversed(verbs) if m.end <= before), None)
        if verb is None or any(before < m.start < number for m in verbs):
            continue
        teller = _teller(scene, before, number)
        if teller is not None and (before - verb.end < _OBJECT_REACH or not _is_armed(scene, teller) or found):
            found.append(teller)
    return tuple(found)


def _numbers(scene: Scene, sentence: SentenceSpan) -> list[int]:
    tokens = scene.doc.tokens
    times = {at for t in scene.times.of(sentence.index) for at in range(t.first, t.past)}
    return [
        at
        for at in range(sentence.first, sentence.past)
        if (tokens.kinds[at] == NUMBER or tokens.lowers[at] in NUMBER_WORDS) and at not in times
    ]


def _teller(scene: Scene, before: int, number: int) -> Teller | None:
    """Who tells a number, where a new clause holds nothing but them and it."""
    tokens = scene.doc.tokens
    if number + 1 < len(tokens) and tokens.lowers[number + 1] not in _BEHIND:
        return None
    past = number
    while past > max(before, number - _LINK_REACH) and tokens.lowers[past - 1] in _LINKS:
        past -= 1
    low = max(before, number - _REACH)
    joint = next((k for k in range(past - 1, low, -1) if tokens.lowers[k] in _JOINTS), None)
    if joint is None or joint + 1 >= past:
        return None
    first = joint + 1
    if not all(tokens.kinds[k] == WORD or tokens.texts[k] in POSSESSIVES for k in range(first, past)):
        return None
    if any(tokens.lowers[k] in _BARRED for k in range(first, past)) or scene.measures.between(first, past):
        return None
    noun = _named_last(scene, first, past)
    return Teller(first, past, noun, number) if noun is not None else None


def _named_last(scene: Scene, first: int, past: int) -> int | None:
    """The last word of a speaker's name or noun between two positions, behind which only their place may stand."""
    ends = [m.end for m in scene.speakers.between(first, past) if m.end <= past]
    ends += [m.end for m in scene.reports.between(first, past) if m.entry.form == "source_noun" and m.end <= past]
    if not ends:
        return None
    tokens, end = scene.doc.tokens, max(ends)
    placed = end == past or tokens.lowers[end] in PREPOSITIONS
    return end - 1 if placed else None


def _is_armed(scene: Scene, teller: Teller) -> bool:
    """Whether who tells may fight too: "the army said 12 had died, the rebels five"."""
    return any(side.role == "armed" for side in scene.sides.between(teller.first, teller.past))

"""Hurt told in two words that stand apart: "suffered traumatic brain injuries", "escaped with light wounds".

Belongs here: joining a verb of bearing to what is borne, as one harm word. Does not: harm told in one expression
(`measure_terms.csv`), whom it befell (`subjects`), the vocabulary (`wound_words.csv`).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.extract.grammar import STOPS
from pipeline.extract.tokens import WORD, Tokens

# "suffering from the effects of some toxic gas", "lost one or both of their legs": words between verb and noun.
_REACH = 6
# "with serious head injuries": nothing but what describes them.
_REACH_OF_WITH = 3
# Function words that may stand between.
_SMALL = frozenset("from the of a an and or to their his her both in one its".split())
_DESCRIBED = frozenset(("and", "or", "to"))
_BORNE = frozenset(("ailment", "poison", "limb"))
# "Suffering from sarin", "with signs of exposure to gas"; no one is killed "with gas".
_OF_POISON = frozenset(("from", "for", "of", "to"))
_ADJECTIVE = "adjective"
_FATAL = frozenset(("fatal", "mortal"))
_NEGATIONS = frozenset(("no", "not", "without", "any", "only"))


class WoundWord(NamedTuple):
    """A row of the vocabulary: `words` in lower case."""

    words: tuple[str, ...]
    role: str
    form: str
    cause: str | None


class Wound(NamedTuple):
    """One harm word of several: tokens `start` to `end` (exclusive), with its form and cause in `measure_terms`."""

    start: int
    end: int
    form: str
    cause: str | None
    fatal: bool = False


class Wounds:
    """The vocabulary by the last word of each term, longest terms first."""

    def __init__(self, words: Iterable[WoundWord]) -> None:
        self._borne: dict[str, list[WoundWord]] = {}
        self._bearing: dict[str, list[WoundWord]] = {}
        for word in sorted(words, key=lambda word: -len(word.words)):
            by_last = self._borne if word.role in _BORNE else self._bearing
            by_last.setdefault(word.words[-1], []).append(word)

    def find(self, tokens: Tokens) -> list[Wound]:
        """Those of a text in reading order; of two with one verb ("cuts and bruises") the longer."""
        if self._borne.keys().isdisjoint(tokens.lowers):
            return []
        found: dict[int, Wound] = {}
        for at, word in enumerate(tokens.lowers):
            if word in self._borne and (wound := self._ending_at(tokens, at + 1)) is not None:
                found[wound.start] = wound
        return list(found.values())

    def _ending_at(self, tokens: Tokens, end: int) -> Wound | None:
        borne = _ending(self._borne, tokens.lowers, end)
        if borne is None:
            return None
        start = end - len(borne.words)
        described = True
        for at in range(start, max(0, start - _REACH), -1):
            bearing = _ending(self._bearing, tokens.lowers, at)
            if bearing is not None and _fit(bearing, borne, tokens.lowers[at - 1 : start]):
                if bearing.form == _ADJECTIVE and not (described and start - at <= _REACH_OF_WITH):
                    return None
                fatal = not _FATAL.isdisjoint(tokens.lowers[at:start])  # "sustained fatal gunshot wounds"
                return Wound(at - len(bearing.words), end, bearing.form, borne.cause, fatal)
            if not _may_stand_between(tokens, at - 1):
                return None
            described = described and (tokens.lowers[at - 1] not in _SMALL or tokens.lowers[at - 1] in _DESCRIBED)
        return None


def _fit(bearing: WoundWord, borne: WoundWord, between: list[str]) -> bool:
    """Whether one bears such a thing so; `between` begins with the last word of bearing."""
    if borne.role == "poison" and _OF_POISON.isdisjoint(between):
        return False
    return (bearing.role == "losing") == (borne.role == "limb")


def _ending(by_last: dict[str, list[WoundWord]], lowers: Sequence[str], end: int) -> WoundWord | None:
    """The longest term that ends at `end`."""
    terms = by_last.get(lowers[end - 1], ()) if end else ()
    return next((w for w in terms if tuple(lowers[max(0, end - len(w.words)) : end]) == w.words), None)


def _may_stand_between(tokens: Tokens, at: int) -> bool:
    """Whether a word describes what is borne: no verb, no number, no other clause."""
    word = tokens.lowers[at]
    if tokens.kinds[at] != WORD or word in _NEGATIONS:
        return False
    verb = word.endswith(("ed", "ing")) and "-" not in word
    return word in _SMALL or not (word in STOPS or verb)

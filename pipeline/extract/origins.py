"""Counts told with where they come from: "the figure comes from the Red Cross", "the toll was given by a hospital".

Belongs here: whether a crediting phrase is about a count, and whether that count was told in the sentence before. Does
not: who the speaker is (`voices`), how a figure finds its frame (`attribution`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.toll_words import COUNTS

_COUNTS = COUNTS | frozenset("data statistics information account accounts news word report reports".split())
_POINTING = frozenset("the that this these those both all such".split())
# "The official death toll", "a number that": from where the count is told to its noun, and from there to the phrase.
_NOUN_REACH, _PHRASE_REACH = 4, 5


def is_of_count(scene: Scene, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
    """Whether what comes from somebody is a count: "the figure comes from", not "the fighters come from"."""
    near = scene.doc.tokens.lowers[max(sentence.first, term.start - _PHRASE_REACH) : term.start]
    return not _COUNTS.isdisjoint(near)


def points_back(scene: Scene, sentence: SentenceSpan, first: int) -> bool:
    """Whether a sentence tells before `first` of a count that was told before it: "That figure was given by"."""
    tokens = scene.doc.tokens
    opening = tokens.lowers[sentence.first : min(first, sentence.first + _NOUN_REACH)]
    if not opening or opening[0] not in _POINTING or _COUNTS.isdisjoint(opening):
        return False
    told = range(sentence.first, first)
    return not any(tokens.kinds[k] == NUMBER or tokens.lowers[k] in NUMBER_WORDS for k in told)

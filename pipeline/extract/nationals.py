"""One person told of by a people's name alone: "a young Palestinian", "one more Afghan", "another Yemeni".

Belongs here: which demonyms are such nouns. Does not: several of a people, which their number counts (`nouns`), what a
people says of a figure (`people`, `placing`).
"""

from collections.abc import Sequence

from pipeline.extract.grammar import ADVERBS, STOPS
from pipeline.extract.lexicon import Match
from pipeline.extract.places import PlaceMention
from pipeline.extract.reference import ActorAlias, MeasureTerm, PersonNoun
from pipeline.extract.tokens import MARK, NUMBER, POSSESSIVE, Tokens

NATIONAL = PersonNoun("all", None, "people", False, "victim", None, "national")
_OPENING = frozenset(("a", "an", "another", "one", "1"))
# "A million Syrians", "a few Lebanese".
_MANY = frozenset("million billion thousand hundred dozen score couple few number group handful".split())
# "A young unarmed", "one more", "a 19 - year-old": words between the article and the people's name.
_REACH = 4


def with_nationals(
    tokens: Tokens,
    persons: list[Match[PersonNoun]],
    measures: Sequence[Match[MeasureTerm]],
    actors: Sequence[Match[ActorAlias]],
    peoples: Sequence[PlaceMention],
) -> list[Match[PersonNoun]]:
    """The nouns of people with the demonyms that are one."""
    found: list[Match[PersonNoun]] = []
    named = {m.end for m in actors if m.entry.kind == "name"} if peoples else set()
    for people in peoples:
        first, past = tokens.span(people.start, people.end)
        one = first < past and not tokens.lowers[past - 1].endswith("s")
        if one and past not in named and _is_opened(tokens, first) and _ends(tokens, past, measures):
            found.append(Match(first, past, NATIONAL))
    return sorted([*persons, *found], key=lambda m: m.start) if found else persons


def _is_opened(tokens: Tokens, first: int) -> bool:
    """Whether an article or "one" opens the phrase, with nothing but what describes somebody between."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = tokens.lowers[at]
        if word in _OPENING:
            return True
        if word in _MANY:
            return False
        if (word in STOPS or tokens.kinds[at] in (MARK, POSSESSIVE)) and word != "-":
            return False
        if tokens.texts[at][:1].isupper():
            return False
    return False


def _ends(tokens: Tokens, past: int, measures: Sequence[Match[MeasureTerm]]) -> bool:
    """Whether the phrase ends behind the people's name, which is no adjective: "a Syrian was", not "a Syrian town"."""
    if past >= len(tokens):
        return True
    word = tokens.lowers[past]
    if tokens.kinds[past] == MARK:
        return word not in ("-", "–", "/")
    if tokens.kinds[past] == NUMBER or tokens.kinds[past] == POSSESSIVE:
        return False
    return word in STOPS or word in ADVERBS or any(m.start == past and m.entry.form == "participle" for m in measures)

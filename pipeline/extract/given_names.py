"""Months that are how somebody is called: "Maj. June Santos said".

Belongs here: telling such a name from a time. Does not: finding times (`time`), dates that name something else
(`timed`).
"""

from pipeline.extract.grammar import TITLES
from pipeline.extract.time import TimeMention
from pipeline.extract.tokens import Tokens

_GIVEN_NAMES = frozenset({"april", "may", "june", "august"})


def without_given_names(tokens: Tokens, times: list[TimeMention]) -> list[TimeMention]:
    """The times of an article without those that are the given name of somebody with a title."""
    if not any(mention.text.lower() in _GIVEN_NAMES for mention in times):
        return times
    return [m for m in times if m.text.lower() not in _GIVEN_NAMES or not _is_given_name(tokens, m)]


def _is_given_name(tokens: Tokens, mention: TimeMention) -> bool:
    at, past = tokens.span(mention.start, mention.end)
    if not at or not tokens.texts[past : past + 1] or not tokens.texts[past][:1].isupper():
        return False
    return tokens.lowers[at - 1 - (tokens.lowers[at - 1] == "." and at > 1)] in TITLES

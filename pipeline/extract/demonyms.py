"""The peoples that an article names ("Afghans", "the Israeli side"), by where they stand.

Belongs here: finding the demonym at a span. Does not: what it says of a figure (`people`, `placing`, `claims`).
"""

from bisect import bisect_left
from operator import attrgetter

from pipeline.extract.annotate import Annotated
from pipeline.extract.places import PlaceMention

_CLAUSE_ENDS = frozenset({",", ";", "and", "while", "but"})
_START = attrgetter("start")


def people_between(doc: Annotated, first: int, past: int) -> PlaceMention | None:
    """The first people named at tokens `first` to `past`."""
    if not doc.peoples or first >= min(past, len(doc.tokens.starts)):
        return None
    at = bisect_left(doc.peoples, doc.tokens.starts[first], key=_START)
    named = doc.peoples[at] if at < len(doc.peoples) else None
    return named if named is not None and named.start < doc.tokens.ends[min(past, len(doc.tokens.ends)) - 1] else None


def people_of_side(doc: Annotated, first: int, past: int, reach: int) -> PlaceMention | None:
    """The people on whose side something stands: "on the Israeli side, 73 soldiers were killed", and behind it."""
    lowers = doc.tokens.lowers
    sentence = doc.sentence_at(doc.tokens.starts[first])
    low = max(1, sentence.first, first - reach)
    if "side" in lowers[low:first]:
        at = lowers.index("side", low, first)
        return people_between(doc, at - 1, at)
    high = min(sentence.past, past + reach)
    if "side" not in lowers[past:high]:
        return None
    at = lowers.index("side", past, high)
    if lowers[at - 3 : at - 1] != ["on", "the"] or not _CLAUSE_ENDS.isdisjoint(lowers[past:at]):
        return None
    return people_between(doc, at - 1, at)

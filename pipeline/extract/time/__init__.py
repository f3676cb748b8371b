"""Every time expression of a news text, resolved to inclusive windows of event time.

Belongs here: the three functions that the extractor calls. Does not: which figure a time belongs to (`claims`).

A text goes through `words` (token classes), `rules` (expressions), `moments` (their parts), `windows` (dates),
`sheet`, `lengths` and `reader` (what they mean beside each other). A bound is None where the text and the publication
date do not settle it: no publication date, no year, no window. Mentions also cover the numbers inside time expressions,
so that a reader of quantities never takes a year, an age or "48 hours" for people.
"""

from datetime import date

from pipeline.extract.time.mentions import TimeKind, TimeMention, resolve_anaphors
from pipeline.extract.time.reader import Reader

__all__ = ["TimeKind", "TimeMention", "find_times", "number_spans", "resolve_anaphors"]


def find_times(text: str, start: int, end: int, anchor: date | None, *, month_first: bool = False) -> list[TimeMention]:
    """All time expressions of `text[start:end]`, left to right, never overlapping.

    `anchor` is the publication date. Without it only dates with a year have a window. `month_first` reads 06-01-2016 as
    1 June; a date whose first number is above twelve is read the other way by itself.
    """
    return Reader(text, start, end, anchor, month_first=month_first).mentions()


def number_spans(text: str) -> list[tuple[int, int]]:
    """The spans of numbers, in digits or words, that belong to time expressions and so count no people.

    Who has the mentions already reads their `numbers`.
    """
    return [span for mention in find_times(text, 0, len(text), None) for span in mention.numbers]

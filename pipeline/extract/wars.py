"""The days of a country's wars and the state that it fights, as the text or the table of conflicts tells them.

Belongs here: from a country to its war's window or foe. Does not: whether a sentence tells of a war (`timing`).
"""

from datetime import date
from operator import attrgetter

from pipeline.extract.annotate import Annotated
from pipeline.extract.model import Window
from pipeline.extract.time import TimeMention


def war_start(doc: Annotated, country: str | None, near: date | None = None) -> date | None:
    """The first day of the country's latest war, or of the one of the year of `near`."""
    starts = [c.started_on for c in doc.conflicts.get(country, ()) if c.main]
    if near is not None:
        starts = [s for s in starts if s.year == near.year]
    elif doc.published_on is not None:
        starts = [s for s in starts if s <= doc.published_on]
    return max(starts, default=None)


def foe_of_war(doc: Annotated, country: str | None) -> str | None:
    """The side of another state that the country fights in the war that began last before the report."""
    begun = [c for c in doc.conflicts.get(country, ()) if c.main or c.foe]
    if doc.published_on is not None:
        begun = [c for c in begun if c.started_on <= doc.published_on]
    return max(begun, key=attrgetter("started_on")).foe if begun else None


def war_window(doc: Annotated, country: str | None, mention: TimeMention | None = None) -> Window:
    """From the war's first day by common reckoning, or from the day, month or year that the text tells for it."""
    told = mention.first if mention is not None else None
    start = war_start(doc, country, told)
    if mention is not None and told is not None and (start is None or _at_its_word(doc, country, mention)):
        start = told
    return Window(start, doc.published_on, "range")


def _at_its_word(doc: Annotated, country: str | None, mention: TimeMention) -> bool:
    if any(c.day_stands for c in doc.conflicts.get(country, ())):
        return False
    return mention.precision in {"day", "month", "year"}

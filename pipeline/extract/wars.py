"""The days of a country's wars and the state that it fights, as the text or the table of conflicts tells them.

Belongs here: from a country to its war's window or foe. Does not: whether a sentence tells of a war (`timing`).
"""

from datetime import date, timedelta
from operator import attrgetter

from pipeline.extract.annotate import Annotated
from pipeline.extract.model import Window
from pipeline.extract.time import TimeMention
from pipeline.extract.time.windows import back, length_in_days

_UNITS = tuple((unit, length_in_days(1, unit)) for unit in ("YEAR", "MONTH"))
# A war is told as "the war" for years after its end; a report without a date is taken for one of the last wars.
_AFTER, _READ_FROM = timedelta(5 * 365), 2008
# "The five-month war" is as old as that within a month, "the eight-year war" within a year.
_A_MONTH, _A_YEAR = timedelta(31), timedelta(366)


def war_start(doc: Annotated, country: str | None, near: date | None = None) -> date | None:
    """The first day of the country's latest war, or of the one of the year of `near`."""
    published, wars = doc.published_on, [c for c in doc.conflicts.get(country, ()) if c.main]
    if near is not None:
        wars = [c for c in wars if c.started_on.year == near.year]
    elif published is None:
        wars = [c for c in wars if c.ended_on is None or c.ended_on.year >= _READ_FROM]
    else:
        wars = [
            c for c in wars if c.started_on <= published and (c.ended_on is None or published < c.ended_on + _AFTER)
        ]
    return max((c.started_on for c in wars), default=None)


def name_of_war(doc: Annotated, country: str | None) -> str | None:
    """The name of the country's latest war."""
    start = war_start(doc, country)
    return next((c.name for c in doc.conflicts.get(country, ()) if c.main and c.started_on == start), None)


def foe_of_war(doc: Annotated, country: str | None) -> str | None:
    """The side of another state that the country fights in the war that began last before the report."""
    begun = [c for c in doc.conflicts.get(country, ()) if c.main or c.foe]
    if doc.published_on is not None:
        begun = [c for c in begun if c.started_on <= doc.published_on]
    return max(begun, key=attrgetter("started_on")).foe if begun else None


def war_window(doc: Annotated, country: str | None, mention: TimeMention | None = None) -> Window:
    """From the war's first day by common reckoning, or from the day, month or year that the text tells for it."""
    told = mention.first if mention is not None else None
    if mention is not None and told is None and mention.days and doc.published_on is not None:
        told = _so_long_before(doc.published_on, mention.days)
        return Window(_begun_about(doc, country, told) or told, doc.published_on, "range")
    start = war_start(doc, country, told)
    if mention is not None and told is not None and (start is None or _at_its_word(doc, country, mention)):
        start = told
    return Window(start, doc.published_on, "range")


def _so_long_before(day: date, days: int) -> date:
    """The day before which a length lies that was told in months or years and is known in days."""
    for unit, length in _UNITS:
        if days % length == 0:
            return back(day, days // length, unit)
    return day - timedelta(days)


def _begun_about(doc: Annotated, country: str | None, counted: date) -> date | None:
    """The first day of the war that is about as old as a text says: "the five-month war"."""
    published = doc.published_on
    if published is None:
        return None
    starts = [c.started_on for c in doc.conflicts.get(country, ()) if c.main and c.started_on <= published]
    near = _A_YEAR if published - counted >= _A_YEAR else _A_MONTH
    return min((s for s in starts if abs(s - counted) <= near), key=lambda s: abs(s - counted), default=None)


def _at_its_word(doc: Annotated, country: str | None, mention: TimeMention) -> bool:
    return mention.precision in {"day", "month", "year"} and not day_stands(doc, country)


def day_stands(doc: Annotated, country: str | None) -> bool:
    """Whether the month or the year of a war's beginning means its first day by common reckoning."""
    return any(c.day_stands for c in doc.conflicts.get(country, ()))

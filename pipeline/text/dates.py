"""Calendar dates as newsrooms write them.

Belongs here: finding date expressions in a stretch of text and the days that each may mean. Does not: which of them is
the publication date (`dating`), nor event time inside sentences (the extractor's business).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
# A weekday may be glued to capitals before it ("UAEThursday"), day and year by a lost comma ("Oct 082017"): hence what
# stands before the one and the optional space before the other.
_DATE = re.compile(
    rf"(?<![\d./-])(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)"
    rf"|(?<![\w./-])(?P<y5>{_YEAR})(?:,?[ \t]+|[/-])(?P<m5>{MONTH})(?:\.?[ \t]+|[/-])(?P<d5>\d\d?)(?![\d,.]\d|\w)"
    rf"|(?<![\d./-])(?P<a>\d\d?)(?P<s2>[-/.])(?P<b>\d\d?)(?P=s2)(?P<y2>{_YEAR})(?!\d)"
    rf"|(?:(?<![a-z])(?P<w>{_WEEKDAY})\.?,?\s+(?:the\s+)?)?"
    rf"(?:(?<![\d.,])(?P<d3>\d\d?){_ORDINAL}(?:\s+(?:of\s+)?|[-/])(?P<m3>{MONTH})\b\.?(?:\s?[,،]?[\s/-]*(?P<y3>{_YEAR})(?!\d))?"
    rf"|(?<![A-Za-z])(?P<m4>{MONTH})(?:\.?\s+|[/-](?=\d\d?[/-]{_YEAR}))(?P<d4>\d\d?){_ORDINAL}(?:(?:[,،]?\s*(?:-\s+)?|[/-])(?P<y4>{_YEAR}))?(?!\d))",
    re.IGNORECASE,
)
# Plain words in front, which the engine finds at once; one pattern for all weekdays in any case takes far longer.
_WEEKDAY_WORDS = tuple(
    re.compile(rf"{day}(?<!\w{day})\b")
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)


# A day takes at most this before its year ("Wednesday, the 21st of September 2016") and that behind it ("2016,
# September 21").
_BEFORE_YEAR = 34
_AFTER_YEAR = 14
_ANY_YEAR = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression.

    `readings` holds the one day it means, two where day and month may be swapped, none where it names no year.
    """

    start: int
    end: int
    readings: tuple[date, ...]
    month: int
    day: int
    weekday: int | None

    @property
    def is_ambiguous(self) -> bool:
        """True when day and month may be swapped."""
        return len(self.readings) > 1


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """Every date expression between two offsets, in order; impossible ones (31 February) are passed over."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        found = _read(match)
        if found is not None:
            yield found


def find_full_dates(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """The date expressions that name a year; looks only around years, which is much quicker than `find_dates`."""
    end = len(text) if end is None else end
    found: list[FoundDate] = []
    done = start
    for year in _ANY_YEAR.finditer(text, start, end):
        window = max(done, year.start() - _BEFORE_YEAR)
        for date_ in find_dates(text, window, min(end, year.end() + _AFTER_YEAR)):
            if date_.readings and date_.start >= done:
                found.append(date_)
                done = date_.end
        done = max(done, year.end())
    return found


def names_weekday(text: str, weekday: int) -> bool:
    """Whether the text names a weekday in full, Monday being 0."""
    return _WEEKDAY_WORDS[weekday].search(text.lower()) is not None


def first_weekday(text: str) -> int | None:
    """The weekday that the text names first in full, Monday being 0."""
    lowered = text.lower()
    found = [(match.start(), day) for day, word in enumerate(_WEEKDAY_WORDS) if (match := word.search(lowered))]
    return min(found)[1] if found else None


def _read(match: re.Match[str]) -> FoundDate | None:
    weekday = _weekday(match["w"]) if match["w"] else None
    if match["y1"]:
        return _found(match, weekday, int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y5"]:
        return _found(match, weekday, int(match["y5"]), _month(match["m5"]), int(match["d5"]))
    if match["y2"]:
        return _numeric(match, int(match["y2"]), int(match["a"]), int(match["b"]))
    month, day, year = (
        (match["m3"], match["d3"], match["y3"]) if match["m3"] else (match["m4"], match["d4"], match["y4"])
    )
    return _found(match, weekday, int(year) if year else None, _month(month), int(day))


def _numeric(match: re.Match[str], year: int, first: int, second: int) -> FoundDate | None:
    """Day-first before month-first, each only if it exists; dots are never month-first."""
    orders = ((second, first),) if match["s2"] == "." else ((second, first), (first, second))
    readings = dict.fromkeys(day for month, number in orders if (day := make_date(year, month, number)))
    if not readings:
        return None
    best = next(iter(readings))
    return FoundDate(match.start(), match.end(), tuple(readings), best.month, best.day, None)


def _found(match: re.Match[str], weekday: int | None, year: int | None, month: int, day: int) -> FoundDate | None:
    existing = make_date(year if year is not None else 2000, month, day)
    if existing is None:
        return None
    return FoundDate(match.start(), match.end(), () if year is None else (existing,), month, day, weekday)


@lru_cache(maxsize=4096)
def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _weekday(word: str) -> int:
    return _DAYS.index(word[:3].lower())

"""Numeric dates whose day and month may be swapped ("06-01-2016").

Belongs here: which order holds, by other dates of the page, of the publisher, of the corpus, and by weekdays. Does not:
whether the date is that of publication (`dating`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.text.candidates import Evidence
from pipeline.text.dates import find_dates, first_weekday, names_weekday
from pipeline.text.model import Article
from pipeline.text.publication import STORY_DAYS, WEEKDAYS

_SINCE = re.compile(r"\bsince\s+\Z", re.IGNORECASE)
# "Since 22 April" in a report of 5 April would look back over 348 days: told with its year, or in months.
_YET_TO_COME = timedelta(days=120)
# How programs write a moment for the United States by default; elsewhere the clock has 24 hours, or days two digits.
_AMERICAN = re.compile(r"(?<!\d)[1-9]/[1-9]/(?:19|20)\d\d,? [1-9]\d?:\d\d:\d\d [AP]M\b")
_NUMERIC = re.compile(r"(?<!\d)(\d\d?)[-/.](\d\d?)[-/.](?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Customs:
    """Who writes the day first: counts of unmistakable numeric dates, per publisher and over the corpus."""

    by_publisher: Mapping[str | None, tuple[int, int]]
    overall: tuple[int, int]


def customs_of(written: Iterable[tuple[str | None, int, int]]) -> Customs:
    """Who writes the day first: publishers with how often they wrote the day and the month first, summed."""
    counts: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for publisher, day_first, month_first in written:
        counts[publisher][0] += day_first
        counts[publisher][1] += month_first
    by_publisher = {name: (pair[0], pair[1]) for name, pair in counts.items()}
    return Customs(by_publisher, (sum(p[0] for p in counts.values()), sum(p[1] for p in counts.values())))


def written_orders(article: Article) -> tuple[int, int]:
    """How many unmistakable numeric dates of a report have the day first, and how many the month."""
    counts = [0, 0]
    for candidate in article.candidates:
        match = _NUMERIC.search(candidate.evidence)
        if match is not None and (int(match[1]) > 12) != (int(match[2]) > 12):
            counts[0 if int(match[1]) > 12 else 1] += 1
    return counts[0], counts[1]


def _begins_later(text: str, day: date) -> bool:
    """Whether the text counts since a day that, at `day`, had yet to come: nobody counts most of a year by its day."""
    return any(
        (found.month, found.day) > (day.month, day.day) and date(day.year, found.month, found.day) - day <= _YET_TO_COME
        for found in find_dates(text)
        if not found.readings and found.weekday is None and _SINCE.search(text, 0, found.start)
    )


def _days_behind_lead(text: str, day: date) -> int:
    """How many days after the first weekday that the text names `day` comes; a lead tells of today or yesterday."""
    first = first_weekday(text)
    return 0 if first is None else (day.weekday() - first) % 7


def settle_swap(evidence: Evidence, others: Sequence[Evidence], article: Article, customs: Customs) -> tuple[date, str]:
    """Which reading of an ambiguous numeric date holds, and why."""
    day_first, month_first = evidence.readings[:2]
    for other in others:
        if len(other.readings) == 1 and other.label != "caption":
            near = [day for day in (day_first, month_first) if abs((day - other.readings[0]).days) <= STORY_DAYS]
            if len(near) == 1:
                return near[0], f"the order of day and month agrees with {other.wording!r}"
    fitting = [day for day in (day_first, month_first) if not _begins_later(article.text, day)]
    if len(fitting) == 1:
        return fitting[0], "the other order would lie before a day since which the text counts"
    first, second = customs.by_publisher.get(article.publisher, (0, 0)) if article.publisher else (0, 0)
    if first != second:
        written = "day" if first > second else "month"
        return (
            day_first if first > second else month_first
        ), f"this publisher writes the {written} first ({max(first, second)} dates)"
    if _AMERICAN.search(evidence.wording):
        return month_first, "month first, as where a moment is written like this"
    told = _by_weekday(day_first, month_first, article.text)
    if told is not None:
        return told
    first, second = customs.overall
    if second > first:
        return month_first, f"month first, as in {second} of {first + second} numeric dates of the corpus"
    if first:
        return day_first, f"day first, as in {first} of {first + second} numeric dates of the corpus"
    return day_first, "day first assumed: nothing settles the order of day and month"


def _by_weekday(day_first: date, month_first: date, text: str) -> tuple[date, str] | None:
    fitting = [day for day in (day_first, month_first) if _days_behind_lead(text, day) <= 1]
    if len(fitting) == 1:
        weekday = WEEKDAYS[fitting[0].weekday()]
        return fitting[0], f"the first weekday of the text is {weekday} or the day before in one order only"
    fitting = [day for day in (day_first, month_first) if names_weekday(text, day.weekday())]
    if len(fitting) == 1:
        weekday = WEEKDAYS[fitting[0].weekday()]
        return fitting[0], f"the text speaks of {weekday}, which fits one order of day and month only"
    return None

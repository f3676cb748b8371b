"""Cron lines: whether one is valid, and when it strikes.

Belongs here: the five fields, in UTC. Does not: doing anything at that time (Dagster's daemon, which reads the same
lines). Dagster has a parser of its own; importing it takes longer than everything else that a look at the sources does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise, takewhile

_NAMED = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 7))
# The 29th of February comes within eight years also around 2100.
_SEARCHED = timedelta(days=366 * 9)
# How far apart strikes can be is told by those of a year, or the next two of what comes less often; of what strikes by
# the minute some days are enough.
_YEAR = timedelta(days=366)
_MOST_STRIKES = 5000


class CronError(ValueError):
    """A cron line that cannot be used; the message says which field is wrong."""


@dataclass(frozen=True, slots=True)
class Cron:
    """When something happens, by the minute, in UTC."""

    line: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Every time it strikes later than a moment."""
        at = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        end = moment + _SEARCHED
        while at < end:
            if at.month not in self.months or not self._is_day(at):
                at = at.replace(hour=0, minute=0) + timedelta(days=1)
            elif at.hour not in self.hours:
                at = at.replace(minute=0) + timedelta(hours=1)
            else:
                if at.minute in self.minutes:
                    yield at
                    end = at + _SEARCHED
                at += timedelta(minutes=1)

    def longest_gap(self, moment: datetime) -> timedelta:
        """The longest time that passes between two strikes, of those that come next."""
        strikes = list(islice(self.after(moment), 2))
        horizon = max(moment + _YEAR, strikes[-1])
        strikes = list(takewhile(lambda at: at <= horizon, islice(self.after(moment), _MOST_STRIKES)))
        return max(later - earlier for earlier, later in pairwise(strikes))

    def _is_day(self, at: datetime) -> bool:
        weekday = at.isoweekday() % 7
        if self.either_day:
            return at.day in self.days or weekday in self.weekdays
        return at.day in self.days and weekday in self.weekdays


def parse_cron(line: str) -> Cron:
    """The cron line of five fields, or one of the names as @hourly."""
    text = " ".join(line.split()).lower()
    fields = _NAMED.get(text, text).split(" ")
    if text.startswith("@") and text not in _NAMED:
        raise CronError(f"{line!r} is none of {', '.join(sorted(_NAMED))}")
    if len(fields) != len(_FIELDS):
        raise CronError(
            f"must be a cron line of five fields (minute hour day month weekday), as '0 */6 * * *', "
            f"or a name as @hourly; {line!r} has {len(fields)}"
        )
    found = [_values(text, *field) for text, field in zip(fields, _FIELDS, strict=True)]
    weekdays = frozenset(day % 7 for day in found[4])
    # As every cron: when both kinds of day are told, either of them is enough.
    either = fields[2] != "*" and fields[4] != "*"
    cron = Cron(" ".join(fields), found[0], found[1], found[2], found[3], weekdays, either)
    if not either and min(found[2]) > max(_longest(month) for month in found[3]):
        raise CronError(f"{line!r} never comes: no such day in that month")
    return cron


def _longest(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _values(text: str, name: str, least: int, most: int) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, last = _span(span, name, least, most)
        if slash and (not step.isdecimal() or int(step) == 0):
            raise CronError(f"{name}: {part!r} has no step of 1 or more behind its slash")
        if slash and span != "*" and "-" not in span:
            last = most
        found |= set(range(first, last + 1, int(step) if slash else 1))
    return frozenset(found)


def _span(text: str, name: str, least: int, most: int) -> tuple[int, int]:
    if text == "*":
        return least, most
    first, dash, last = text.partition("-")
    low = _number(first, name, least, most)
    high = _number(last, name, least, most) if dash else low
    if low > high:
        raise CronError(f"{name}: {text!r} ends before it starts")
    return low, high


def _number(text: str, name: str, least: int, most: int) -> int:
    names = _MONTHS if name == "month" else _DAYS if name == "day of the week" else ()
    if text in names:
        return names.index(text) + (1 if name == "month" else 0)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise CronError(f"{name}: {text!r} is no number from {least} to {most}")
    return int(text)

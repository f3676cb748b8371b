"""From one time expression to dates: the calendar.

Belongs here: the window that a `Moment` means against a publication date. Does not: reading it (`moments`), or what it
means beside other expressions (`reader`).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from pipeline.extract.model import Precision
from pipeline.extract.time.moments import LAST_ORDINAL, Edge, Moment, Span

_UNIT_DAYS: Final = {"DAY": 1, "WEEK": 7, "FORTNIGHT": 14, "MONTH": 30, "YEAR": 365, "DECADE": 3650}
_UNIT_MONTHS: Final = {"MONTH": 1, "YEAR": 12, "DECADE": 120}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # as the year tokens of `words`
_DAY: Final = timedelta(days=1)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(day: date) -> tuple[date, date]:
    """First and last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month; the calendar's ends are kept."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def add_days(day: date, days: int) -> date:
    """The day `days` later; the calendar's ends are kept."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def length_in_days(count: int, unit: str) -> int:
    """About how many days a length of time has; hours count as begun days."""
    if unit == "MINUTE":
        return 1
    if unit == "HOUR":
        return max(1, -(-count // 24))
    return count * _UNIT_DAYS[unit]


def back(anchor: date, count: int, unit: str) -> date:
    """The day `count` units before `anchor`."""
    if unit in _UNIT_MONTHS:
        return add_months(anchor, -count * _UNIT_MONTHS[unit])
    return add_days(anchor, -length_in_days(count, unit) if unit != "MINUTE" else 0)


# --- parts of a period ------------------------------------------------------------------------------------------------


def _edge_span(edge: Edge, first: date, last: date) -> Span:
    """The part of a period: thirds, as writers use early, mid and late."""
    third = ((last - first).days + 1) // 3
    if edge in ("early", "start"):
        return Span(first, add_days(first, third - 1), "range")
    if edge == "mid":
        return Span(add_days(first, third), add_days(first, 2 * third - 1), "range")
    return Span(add_days(first, 2 * third), last, "range")


def _fraction_span(index: int, parts: int, first: date, last: date) -> Span:
    """Half or quarter number `index` (from 0) of a month or a year."""
    if (last - first).days > 300:
        start = add_months(first, index * (12 // parts))
        return Span(start, add_months(start, 12 // parts) - _DAY, "range")
    length = ((last - first).days + 1) // parts
    start = add_days(first, index * length)
    return Span(start, last if index == parts - 1 else add_days(start, length - 1), "range")


def _ahead(day: date, count: int, unit: str) -> date:
    return (
        add_days(day, count * _UNIT_DAYS[unit])
        if unit in ("DAY", "WEEK", "FORTNIGHT")
        else add_months(day, count * _UNIT_MONTHS[unit])
    )


def _nth_span(nth: int, part: str, count: int | None, first: date, last: date) -> Span:
    """The nth half, quarter, week … of a period, or its first or last `count` days, weeks …"""
    if part in ("HALF", "QUARTER"):
        parts = 2 if part == "HALF" else 4
        return _fraction_span(parts - 1 if nth == LAST_ORDINAL else min(nth, parts) - 1, parts, first, last)
    if nth == LAST_ORDINAL:
        start, end = max(first, back(last + _DAY, count or 1, part)), last
    else:
        start = min(_ahead(first, nth - 1, part), last)
        end = min(_ahead(start, count or 1, part) - _DAY, last)
    return Span(start, end, "day" if start == end else "range")


def _period(moment: Moment, first: date, last: date, precision: Precision) -> Span:
    """The period, or the part of it that the expression names."""
    if moment.nth is not None and moment.part and moment.part != "EARLIER":
        return _nth_span(moment.nth, moment.part, moment.count, first, last)
    if moment.edge:
        return _edge_span(moment.edge, first, last)
    return Span(first, last, precision)


# --- one resolver per form --------------------------------------------------------------------------------------------


def _year_of(moment: Moment, day: int, anchor: date, ahead: bool) -> int:
    """The year that a yearless day or month means: the latest not after the anchor, or the next one."""
    assert moment.month is not None
    if moment.year_shift is not None:
        return anchor.year + moment.year_shift
    told = (moment.month, day)
    if ahead or moment.shift == 1:
        return anchor.year + (told < (anchor.month, anchor.day if day > 1 else 1))
    later = told > (anchor.month, anchor.day)
    return anchor.year - (later or (moment.shift == -1 and moment.month == anchor.month))


def _day(day: date | None) -> Span | None:
    return Span(day, day, "day") if day else None


def _numeric(moment: Moment, month_first: bool) -> Span | None:
    """A date in digits: year first, else day first unless told or unless only the other order exists."""
    assert moment.digits is not None
    one, two, three = (int(part) for part in moment.digits.replace("/", "-").replace(".", "-").split("-"))
    if one > 31:
        return _day(make_date(one, two, three))
    year = three if three > 99 else 2000 + three
    orders = [(one, two), (two, one)] if month_first else [(two, one), (one, two)]
    return _day(make_date(year, *orders[0]) or make_date(year, *orders[1]))


def _days(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    if moment.month is None or not moment.days:
        return None
    year = moment.year
    if year is None:
        if anchor is None:
            return None
        year = _year_of(moment, min(moment.days), anchor, ahead)
        year -= _weekday_says_last_year(moment, year)
    first, last = make_date(year, moment.month, moment.days[0]), make_date(year, moment.month, moment.days[-1])
    if first is None or last is None or first > last:
        return None
    return Span(first, last, "day" if first == last else "range")


def _weekday_says_last_year(moment: Moment, year: int) -> bool:
    """Whether "Saturday, November 30" fits the year before and not this one."""
    if moment.weekday is None or moment.month is None or len(moment.days) != 1:
        return False
    now, before = (make_date(y, moment.month, moment.days[0]) for y in (year, year - 1))
    return bool(now and before and now.weekday() != moment.weekday == before.weekday())


def _month(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    assert moment.month is not None
    year = moment.year
    if year is None:
        if anchor is None:
            return None
        year = _year_of(moment, 1, anchor, ahead)
    start = make_date(year, moment.month, 1)
    return _period(moment, *month_span(start), "month") if start else None


def _season(moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    assert moment.month is not None
    year = moment.year
    if year is None:
        if anchor is None:
            return None
        year = anchor.year + (moment.year_shift or 0)
        start = date(year, moment.month, 1)
        if moment.year_shift is None and (start > anchor or (moment.shift == -1 and add_months(start, 3) > anchor)):
            year -= 1
    start = date(year, moment.month, 1)
    return _period(moment, start, add_months(start, 3) - _DAY, "range")


def _years(moment: Moment, _anchor: date | None, _ahead: bool) -> Span | None:
    if moment.year is None:
        return None
    if moment.form == "decade":
        return _period(moment, date(moment.year, 1, 1), date(moment.year + 9, 12, 31), "range")
    last = moment.last_year or moment.year
    if not moment.year <= last <= _LAST_YEAR:
        return None
    return _period(moment, date(moment.year, 1, 1), date(last, 12, 31), "year" if last == moment.year else "range")


def _weekday(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    if anchor is None or moment.weekday is None:
        return None
    if moment.part == "WEEK":
        monday = add_days(anchor, 7 * (moment.shift or 0) - anchor.weekday())
        day = add_days(monday, moment.weekday)
    elif ahead or moment.shift == 1:
        day = add_days(anchor, (moment.weekday - anchor.weekday() - 1) % 7 + 1)
    else:
        before = anchor - _DAY if moment.shift == -1 else anchor
        day = add_days(before, -((before.weekday() - moment.weekday) % 7))
    if moment.night:
        # the night that begins on the day named ends on the next, if that is not after the anchor
        last = min(day + _DAY, max(anchor, day))
        return Span(day, last, "range" if last > day else "day")
    return _day(day)


def _nights(moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    if anchor is None or moment.last_weekday is None or moment.weekday is None:
        return None
    last = add_days(anchor, -((anchor.weekday() - moment.last_weekday) % 7))
    return Span(add_days(last, -((moment.last_weekday - moment.weekday) % 7)), last, "range")


def _overnight(_moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    return Span(anchor - _DAY, anchor, "range") if anchor else None


def _month_day(moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    """ "On the 25th": the latest such day."""
    if anchor is None or not moment.days:
        return None
    back_one = moment.shift == -1 or moment.days[0] > anchor.day
    month = add_months(anchor.replace(day=1), -1 if back_one else 0)
    return _day(make_date(month.year, month.month, moment.days[0]))


def calendar_unit(unit: str, shift: int, anchor: date) -> Span:
    """The calendar unit around the anchor, moved by `shift`."""
    if unit == "YEAR":
        year = anchor.year + shift
        return Span(date(year, 1, 1), date(year, 12, 31), "year")
    if unit == "MONTH":
        return Span(*month_span(add_months(anchor.replace(day=1), shift)), "month")
    if unit == "WEEK":
        monday = add_days(anchor, 7 * shift - anchor.weekday())
        return Span(monday, add_days(monday, 6), "range")
    start = anchor.year // 10 * 10 + 10 * shift
    return Span(date(start, 1, 1), date(start + 9, 12, 31), "range")


def _weekend(anchor: date, shift: int) -> Span | None:
    """Saturday and Sunday: the weekend that the anchor lies in or follows; "last" is never the current one."""
    if shift > 0:
        return None
    saturday = add_days(anchor, -((anchor.weekday() - 5) % 7))
    if shift == -1 and anchor.weekday() >= 5:
        saturday = add_days(saturday, -7)
    return Span(saturday, min(saturday + _DAY, anchor), "range")


def _but_one(moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    """ "The week before last", "the Tuesday before last", "the night before last"."""
    if anchor is None:
        return None
    if moment.weekday is not None:
        return _day(add_days(anchor, -((anchor.weekday() - moment.weekday - 1) % 7 + 8)))
    if moment.part == "WEEKEND":
        return _weekend(add_days(anchor, -7), -1)
    if moment.unit == "NIGHT":
        return Span(add_days(anchor, -2), anchor - _DAY, "range")
    return calendar_unit(moment.unit, -2, anchor) if moment.unit in ("WEEK", "MONTH", "YEAR") else None


def _near_day(moment: Moment, anchor: date) -> Span | None:
    """Today, yesterday, tonight, last night, this morning."""
    shift = moment.shift or 0
    if moment.part == "YESTERDAY" or shift == -1:
        return Span(anchor - _DAY, anchor, "range") if moment.night else _day(add_days(anchor, -(moment.count or 1)))
    return _day(anchor) if shift == 0 else None


def _relative(moment: Moment, anchor: date | None, _ahead: bool) -> Span | None:
    if anchor is None:
        return None
    shift = moment.shift or 0
    if moment.part == "WEEKEND":
        return _weekend(anchor, shift)
    if moment.unit not in ("WEEK", "MONTH", "YEAR", "DECADE"):
        return _near_day(moment, anchor)
    whole = calendar_unit(moment.unit, shift, anchor)
    if moment.part == "LATER":
        return None
    span = _period(moment, *whole) if moment.part != "EARLIER" else whole
    if span.first > anchor:
        return None
    return Span(span.first, min(span.last, anchor), "range" if moment.part == "EARLIER" else span.precision)


_Resolver = Callable[[Moment, date | None, bool], Span | None]
_RESOLVERS: Final[dict[str, _Resolver]] = {
    "date": _days,
    "days": _days,
    "month": _month,
    "season": _season,
    **dict.fromkeys(("year", "years", "decade", "adjective"), _years),
    "weekday": _weekday,
    "nights": _nights,
    "overnight": _overnight,
    "monthday": _month_day,
    "relative": _relative,
    "butone": _but_one,
}
FORMS: Final = frozenset({*_RESOLVERS, "numeric"})


def resolve(moment: Moment, anchor: date | None, *, ahead: bool = False, month_first: bool = False) -> Span | None:
    """The window of one expression; None where text and anchor do not settle it. `ahead` means a day to come."""
    if moment.form == "numeric":
        return _numeric(moment, month_first)
    return _RESOLVERS[moment.form](moment, anchor, ahead)


def bound(moment: Moment, span: Span, *, opening: bool) -> date:
    """The day at which a period that opens (or closes) with this expression begins (or ends).

    "From the end of April" is its last day, "since early December" the first, "until mid-March" the middle.
    """
    if moment.form in ("month", "year", "relative", "season"):
        if moment.edge == "mid":
            return add_days(span.first, (span.last - span.first).days // 2)
        if moment.edge == "end":
            return span.last
        if moment.edge == "start":
            return span.first
    return span.first if opening else span.last

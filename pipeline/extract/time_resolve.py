"""From one time expression to dates: reading its parts and calendar arithmetic.

Belongs here: what a single expression means against a publication date. Does not: finding expressions
(`time_patterns`), or what they mean beside each other and in the discourse (`time`).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from pipeline.extract.model import Precision
from pipeline.extract.time_patterns import (
    MONTHS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Found,
    Tokens,
)

Edge = Literal["early", "mid", "late", "start", "end"]
_EDGES: Final[dict[str, Edge]] = {"EARLY": "early", "MID": "mid", "LATE": "late", "START": "start", "END": "end"}
_SHIFTS: Final = {"LAST": -1, "PREVIOUS": -1, "THIS": 0, "THE": 0, "NEXT": 1, "AFTER": 1}
_MONTH_NUMBER: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBER: Final = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_MONTH_CLASSES: Final = frozenset({"MONTHNAME", "MONTHAMBIGUOUS", "MONTHABBR"})
_UNIT_DAYS: Final = {"DAY": 1, "WEEK": 7, "FORTNIGHT": 14, "MONTH": 30, "YEAR": 365, "DECADE": 3650}
_LAST_ORDINAL: Final = -1
_FEW: Final = 3  # what "a few" and "several" stand for where a length is needed


class Span(NamedTuple):
    """An inclusive window."""

    first: date
    last: date
    precision: Precision


@dataclass(slots=True)
class Moment:
    """The parts of an expression that names a day, month, season, year or calendar unit."""

    form: str
    days: tuple[int, ...] = ()
    month: int | None = None
    year: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    shift: int | None = None
    edge: Edge | None = None
    nth: int | None = None
    part: str | None = None
    count: int | None = None
    unit: str | None = None
    night: bool = False
    exact: Span | None = None
    last_year: int | None = None
    weekday_to: int | None = None


# --- calendar ---------------------------------------------------------------------------------------------------------


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if 1 <= month <= 12 and 1900 <= year <= 2100 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def back(anchor: date, count: int, unit: str) -> date:
    """The day `count` units before `anchor`; hours count as begun days."""
    if unit in ("HOUR", "MINUTE"):
        return anchor - timedelta(days=max(1, -(-count // 24)) if unit == "HOUR" else 0)
    if unit in ("MONTH", "YEAR", "DECADE"):
        months = count * {"MONTH": 1, "YEAR": 12, "DECADE": 120}[unit]
        return add_months(anchor, -months) if months < 12 * (anchor.year - 1900) else date(1900, 1, 1)
    days = count * _UNIT_DAYS[unit]
    return anchor - timedelta(days=days) if days < 36500 else date(1900, 1, 1)


def length_in_days(count: int, unit: str) -> int:
    """About how many days a length of time has."""
    if unit in ("HOUR", "MINUTE"):
        return max(1, -(-count // 24)) if unit == "HOUR" else 1
    return count * _UNIT_DAYS[unit]


# --- reading ----------------------------------------------------------------------------------------------------------


def count_of(tokens: Tokens, first: int, last: int) -> int | None:
    """The number of units that a length tells: digits, words, "a", "a few"; None if it tells none."""
    total: int | None = None
    for place, name in enumerate(tokens.names(first, last), first):
        word = tokens.word(place)
        if name in ("DAYNUM", "NUMBER", "DECIMAL"):
            whole = word.split(".")[0].replace(",", "")
            return int(whole) if whole.isdecimal() and len(whole) < 6 else None
        if name == "NUMBERWORD":
            value = NUMBER_WORDS[word]
            total = value if total is None else total * value if value == 100 else total + value
        elif name == "VAGUE":
            return 2 if word == "couple" else _FEW
        elif name in UNITS:
            break
        elif name == "AN" and total is None and "AN" not in tokens.names(place + 1, last):
            total = 1 if "NUMBERWORD" not in tokens.names(place + 1, last) else None
    return total


def unit_of(tokens: Tokens, first: int, last: int) -> str | None:
    """The unit class of a length."""
    return next((name for name in tokens.names(first, last) if name in UNITS), None)


def _numeric(text: str, month_first: bool) -> Span | None:
    """A date in digits: year first, else day first unless told or unless only the other order exists."""
    parts = [int(part) for part in text.replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 31:
        day = make_date(parts[0], parts[1], parts[2])
    else:
        year = parts[2] if parts[2] > 99 else 2000 + parts[2]
        orders = [(parts[1], parts[0]), (parts[0], parts[1])]
        days = [make_date(year, month, number) for month, number in (orders[::-1] if month_first else orders)]
        day = days[0] or days[1]
    return Span(day, day, "day") if day else None


def _read_days(name: str, word: str) -> tuple[int, ...]:
    if name == "DAYNUM":
        return (int(word),)
    if name == "DAYRANGE":
        return tuple(int(part) for part in word.replace("/", "-").split("-"))
    return ()


def read(tokens: Tokens, found: Found, *, month_first: bool = False) -> Moment:
    """The parts of a found expression."""
    moment = Moment(found.form)
    names = tokens.names(found.first, found.last)
    for place, name in enumerate(names, found.first):
        word = tokens.word(place)
        if name in _MONTH_CLASSES:
            moment.month = _MONTH_NUMBER[word[:3]]
        elif name == "YEARNUM":
            if moment.year is None:
                moment.year = int(word)
            else:
                moment.last_year = int(word)
        elif name == "YEARRANGE":
            moment.year = int(word[:4])
            moment.last_year = int(word[5:]) if len(word) > 7 else moment.year // 100 * 100 + int(word[5:])
        elif name == "GLUED":
            moment.days, moment.year = (int(word[:-4].rstrip(",")),), int(word[-4:])
        elif name == "NUMERICDATE":
            moment.exact = _numeric(word, month_first)
        elif name in ("WEEKDAY", "WEEKDAYABBR"):
            if moment.weekday is None:
                moment.weekday = _WEEKDAY_NUMBER[word[:3]]
            else:
                moment.weekday_to = _WEEKDAY_NUMBER[word[:3]]
        elif name == "ORDINALWORD":
            moment.nth = ORDINAL_WORDS[word]
        elif name in ("DAYNUM", "DAYRANGE"):
            moment.days += _read_days(name, word)
        elif name == "SEASON":
            moment.month = SEASONS[word]
        elif name in _EDGES:
            moment.edge = _EDGES[name]
        elif name in ("HALF", "QUARTER", "WEEKEND", "DECADE", "TODAY", "TONIGHT", "YESTERDAY", "EARLIER", "LATER", "FAR"):
            moment.part = name
        elif name in ("NIGHT", "NIGHTLONG"):
            # "overnight Saturday" and "the night of Saturday" run into Sunday; "Saturday night" is told of Saturday
            moment.night = name == "NIGHTLONG" or moment.weekday is None
            moment.unit = moment.unit or "NIGHT"
        elif name == "PARTOFDAY":
            moment.unit = moment.unit or "DAY"
        elif name in UNITS:
            moment.unit = name
        elif name in _SHIFTS and (moment.shift is None or moment.shift == 0):
            moment.shift = _SHIFTS[name]
    _settle(moment, tokens, found, names)
    return moment


def _settle(moment: Moment, tokens: Tokens, found: Found, names: list[str]) -> None:
    """What depends on more than one word: "August last year", "the last week of May", "the first three weeks of"."""
    if moment.month and moment.unit == "YEAR" and moment.form in ("date", "days", "month"):
        moment.year_shift, moment.unit, moment.shift = moment.shift, None, None
    elif "OF" in names and moment.form in ("month", "year") and {"HALF", "QUARTER", *UNITS} & set(names):
        inner = names.index("OF")
        if moment.nth is None:
            moment.nth = moment.days[0] if moment.days else _LAST_ORDINAL
            moment.shift = None
        moment.count = count_of(tokens, found.first + 1, found.first + inner)
        moment.part = next((name for name in names if name in ("HALF", "QUARTER") or name in UNITS), None)
        moment.days, moment.unit = (), None
    elif moment.form == "date" and moment.nth and not moment.days:
        moment.days = (moment.nth,)
    elif moment.form == "weekday" and "WEEK" in names:
        moment.part = "WEEK"


# --- resolving --------------------------------------------------------------------------------------------------------


def _edge_span(edge: Edge, first: date, last: date) -> Span:
    """The part of a period: thirds, as writers use early, mid and late."""
    third = ((last - first).days + 1) // 3
    if edge in ("early", "start"):
        return Span(first, first + timedelta(days=third - 1), "range")
    if edge == "mid":
        return Span(first + timedelta(days=third), first + timedelta(days=2 * third - 1), "range")
    return Span(first + timedelta(days=2 * third), last, "range")


def _nth_span(moment: Moment, first: date, last: date) -> Span:
    """The nth half, quarter, week … of a period; counted from its end for "last"."""
    nth, part = moment.nth or 1, moment.part or "WEEK"
    from_end = nth == _LAST_ORDINAL
    if part in ("HALF", "QUARTER"):
        parts = 2 if part == "HALF" else 4
        index = parts - 1 if from_end else min(nth, parts) - 1
        if (last - first).days > 300:
            step = 12 // parts
            start = add_months(first, index * step)
            return Span(start, add_months(start, step) - timedelta(days=1), "range")
        length = ((last - first).days + 1) // parts
        start = first + timedelta(days=index * length)
        return Span(start, last if index == parts - 1 else start + timedelta(days=length - 1), "range")
    count = moment.count or 1
    if from_end:
        start = back(last + timedelta(days=1), count, part)
        return Span(max(first, start), last, "range")
    start = first + timedelta(days=(nth - 1) * _UNIT_DAYS[part]) if part in ("DAY", "WEEK") else add_months(first, nth - 1)
    after = start + timedelta(days=count * _UNIT_DAYS[part]) if part in ("DAY", "WEEK") else add_months(start, count)
    start, end = min(start, last), min(after - timedelta(days=1), last)
    return Span(start, end, "day" if start == end else "range")


def _period(moment: Moment, first: date, last: date, precision: Precision) -> Span:
    if moment.nth is not None and moment.part:
        return _nth_span(moment, first, last)
    if moment.edge:
        return _edge_span(moment.edge, first, last)
    return Span(first, last, precision)


def _latest_year(moment: Moment, day: int, anchor: date, ahead: bool) -> int:
    """The year that a yearless day or month means: the latest not after the anchor, or the next one."""
    assert moment.month is not None
    if moment.year_shift is not None:
        return anchor.year + moment.year_shift
    year = anchor.year
    if ahead or moment.shift == 1:
        return year if (moment.month, day) >= (anchor.month, anchor.day if day > 1 else 1) else year + 1
    if (moment.month, day) > (anchor.month, anchor.day) or (moment.shift == -1 and moment.month == anchor.month):
        year -= 1
    return year


def _resolve_days(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    year = moment.year
    if year is None:
        if anchor is None or moment.month is None:
            return None
        year = _latest_year(moment, min(moment.days), anchor, ahead)
    if moment.month is None or not moment.days:
        return None
    first, last = (make_date(year, moment.month, day) for day in (moment.days[0], moment.days[-1]))
    if first is None or last is None or first > last:
        return None
    return Span(first, last, "day" if first == last else "range")


def _resolve_month(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    year = moment.year
    if year is None:
        if anchor is None:
            return None
        year = _latest_year(moment, 1, anchor, ahead)
    assert moment.month is not None
    return _period(moment, *month_span(year, moment.month), "month")


def _resolve_season(moment: Moment, anchor: date | None) -> Span | None:
    assert moment.month is not None
    year = moment.year
    if year is None:
        if anchor is None:
            return None
        year = anchor.year if date(anchor.year, moment.month, 1) <= anchor else anchor.year - 1
        if moment.shift == -1 and add_months(date(year, moment.month, 1), 3) > anchor:
            year -= 1
    start = date(year, moment.month, 1)
    return _period(moment, start, add_months(start, 3) - timedelta(days=1), "range")


def _resolve_weekday(moment: Moment, anchor: date | None, ahead: bool) -> Span | None:
    if anchor is None or moment.weekday is None:
        return None
    if moment.part == "WEEK":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=moment.shift or 0)
        day = monday + timedelta(days=moment.weekday)
    elif ahead or moment.shift == 1:
        day = anchor + timedelta(days=(moment.weekday - anchor.weekday() - 1) % 7 + 1)
    else:
        before = anchor - timedelta(days=1) if moment.shift == -1 else anchor
        day = before - timedelta(days=(before.weekday() - moment.weekday) % 7)
    return Span(day, day, "day")


def _unit_span(unit: str, shift: int, anchor: date) -> Span:
    """The calendar unit around the anchor, moved by `shift`; a current unit ends today."""
    if unit == "YEAR":
        year = anchor.year + shift
        first, last, precision = date(year, 1, 1), date(year, 12, 31), "year"
    elif unit == "MONTH":
        start = add_months(anchor.replace(day=1), shift)
        first, last, precision = start, month_span(start.year, start.month)[1], "month"
    elif unit == "WEEK":
        first = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
        last, precision = first + timedelta(days=6), "range"
    else:
        years = anchor.year // 10 * 10 + 10 * shift
        first, last, precision = date(years, 1, 1), date(years + 9, 12, 31), "range"
    return Span(first, last, precision)  # type: ignore[arg-type]


def _weekend(anchor: date, shift: int) -> Span:
    """Saturday and Sunday: the weekend that the anchor lies in, or the one before it."""
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    if shift == -1 and anchor.weekday() >= 5:
        saturday -= timedelta(days=7)
    return Span(saturday, min(saturday + timedelta(days=1), anchor), "range")


def _resolve_relative(moment: Moment, anchor: date | None) -> Span | None:
    if anchor is None:
        return None
    today = Span(anchor, anchor, "day")
    shift = moment.shift or 0
    if moment.part in ("TODAY", "TONIGHT"):
        return today
    if moment.part == "YESTERDAY":
        day = anchor - timedelta(days=1)
        return Span(day, anchor, "range") if moment.night else Span(day, day, "day")
    if moment.part == "WEEKEND":
        return _weekend(anchor, shift) if shift < 1 else None
    unit = "DECADE" if moment.part == "DECADE" else moment.unit
    if unit == "NIGHT":
        return Span(anchor - timedelta(days=1), anchor, "range") if shift == -1 else today
    if unit in ("DAY", None):
        day = anchor + timedelta(days=shift)
        return Span(day, day, "day") if shift < 1 else None
    if unit not in ("WEEK", "MONTH", "YEAR", "DECADE") or shift > 0:
        return None
    span = _unit_span(unit, shift, anchor)
    if moment.edge:
        span = _edge_span(moment.edge, span.first, span.last)
    if moment.part == "LATER":
        return None
    if moment.part == "EARLIER":
        return Span(span.first, min(anchor, span.last), "range")
    return Span(min(span.first, anchor), min(span.last, anchor), span.precision)


def _resolve_nights(moment: Moment, anchor: date | None) -> Span | None:
    if anchor is None or moment.weekday_to is None or moment.weekday is None:
        return None
    last = anchor - timedelta(days=(anchor.weekday() - moment.weekday_to) % 7)
    return Span(last - timedelta(days=(moment.weekday_to - moment.weekday) % 7), last, "range")


def _resolve_years(moment: Moment) -> Span | None:
    if moment.year is None or not 1900 <= moment.year <= 2100:
        return None
    if moment.form == "decade":
        return _period(moment, date(moment.year, 1, 1), date(min(moment.year + 9, 2100), 12, 31), "range")
    if moment.last_year is not None:
        if not moment.year <= moment.last_year <= 2100:
            return None
        return Span(date(moment.year, 1, 1), date(moment.last_year, 12, 31), "range")
    return _period(moment, date(moment.year, 1, 1), date(moment.year, 12, 31), "year")


def resolve(moment: Moment, anchor: date | None, *, ahead: bool = False) -> Span | None:
    """The window of one expression; None where text and anchor do not settle it. `ahead` means a day to come."""
    form = moment.form
    if form == "numeric":
        return moment.exact
    if form in ("date", "days"):
        return _resolve_days(moment, anchor, ahead)
    if form == "month":
        return _resolve_month(moment, anchor, ahead)
    if form == "season":
        return _resolve_season(moment, anchor)
    if form in ("year", "years", "decade", "adjective"):
        return _resolve_years(moment)
    if form == "weekday":
        span = _resolve_weekday(moment, anchor, ahead)
        if span and moment.night and anchor:
            return _through_night(moment, span, anchor)
        return span
    if form == "nights":
        return _resolve_nights(moment, anchor)
    if anchor is None:
        return None
    if form == "overnight":
        return Span(anchor - timedelta(days=1), anchor, "range")
    if form == "monthday":
        return _resolve_monthday(moment, anchor)
    return _resolve_relative(moment, anchor) if form == "relative" else None


def _through_night(moment: Moment, span: Span, anchor: date) -> Span:
    """The night that begins on the day named: it ends on the next, if that is not after the anchor."""
    last = min(span.first + timedelta(days=1), anchor)
    return Span(span.first, last, "range" if last > span.first else "day")


def _resolve_monthday(moment: Moment, anchor: date) -> Span | None:
    month = anchor if moment.shift != -1 else add_months(anchor, -1)
    if moment.shift in (None, 0) and moment.days[0] > anchor.day:
        month = add_months(anchor.replace(day=1), -1)
    day = make_date(month.year, month.month, moment.days[0])
    return Span(day, day, "day") if day else None


# --- bounds -----------------------------------------------------------------------------------------------------------


def bound(moment: Moment, span: Span, *, opening: bool) -> date:
    """The day at which a period that opens (or closes) with this expression begins (or ends).

    "From the end of April" is its last day, "since early December" the first, "until mid-March" the middle.
    """
    edge = moment.edge
    if edge is None or moment.form not in ("month", "year", "relative", "season"):
        return span.first if opening else span.last
    if edge == "mid":
        return span.first + (span.last - span.first) // 2
    if edge == "end":
        return span.last
    if edge == "start":
        return span.first
    return span.first if opening else span.last

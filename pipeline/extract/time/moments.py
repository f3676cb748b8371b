"""Reading the parts of one time expression: its day, month, year, weekday, unit, count.

Belongs here: from the tokens of an expression to a `Moment`. Does not: finding expressions (`rules`), or dates
(`windows`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from pipeline.extract.model import Precision
from pipeline.extract.time.rules import Found
from pipeline.extract.time.words import MONTHS, NUMBER_WORDS, ORDINAL_WORDS, SEASONS, UNITS, WEEKDAYS, Tokens

Edge = Literal["early", "mid", "late", "start", "end"]
LAST_ORDINAL: Final = -1  # "the last week of": counted from the end

_EDGES: Final[dict[str, Edge]] = {"EARLY": "early", "MID": "mid", "LATE": "late", "START": "start", "END": "end"}
_SHIFTS: Final = {"LAST": -1, "PREVIOUS": -1, "THIS": 0, "THE": 0, "NEXT": 1, "AFTER": 1}
_MONTH_NUMBER: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBER: Final = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_LONG_NUMBER: Final = 6  # digits: no text counts a hundred thousand days
_FEW: Final = 3  # what "a few" and "several" stand for where a length is needed


class Span(NamedTuple):
    """An inclusive window."""

    first: date
    last: date
    precision: Precision


@dataclass(slots=True)
class Moment:
    """The parts of an expression that names a day, month, season, year or calendar unit.

    `shift` is -1, 0 or 1 for last, this and next; `year_shift` the same for the year beside a month. `nth` of `part`
    stands for "the second week of", with `count` for "the first three weeks of".
    """

    form: str
    days: tuple[int, ...] = ()
    month: int | None = None
    year: int | None = None
    last_year: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    shift: int | None = None
    edge: Edge | None = None
    nth: int | None = None
    part: str | None = None
    count: int | None = None
    unit: str | None = None
    night: bool = False
    digits: str | None = None


_IN_SMALLER: Final = {
    "DECADE": ("YEAR", 10),
    "YEAR": ("MONTH", 12),
    "MONTH": ("DAY", 30),
    "WEEK": ("DAY", 7),
    "DAY": ("HOUR", 24),
}


def count_of(tokens: Tokens, first: int, last: int) -> int | None:
    """The number of units that a length tells: digits, words, "a", "a few", the end of "2-3"; None if it tells none."""
    total: int | None = None
    names = tokens.names(first, last)
    for place, name in enumerate(names, first):
        word = tokens.word(place)
        if name in ("DAYNUM", "NUMBER", "DECIMAL"):
            total = _whole_number(word)
        elif name == "DAYRANGE" and total is None:
            total = _whole_number(word.replace("/", "-").rpartition("-")[2])
        elif name == "NUMBERWORD":
            value = NUMBER_WORDS[word]
            total = value if total is None else total * value if value == 100 else total + value
        elif name in ("TO", "OR"):
            total = None
        elif name == "VAGUE":
            return 2 if word == "couple" else _FEW
        elif name in UNITS:
            break
    return 1 if total is None and "AN" in names else total


def _whole_number(word: str) -> int | None:
    whole = word.split(".")[0].replace(",", "")
    return int(whole) if whole.isdecimal() and len(whole) < _LONG_NUMBER else None


def unit_of(tokens: Tokens, first: int, last: int) -> str | None:
    """The unit class of a length."""
    return next((name for name in tokens.names(first, last) if name in UNITS), None)


def amount_of(tokens: Tokens, first: int, last: int) -> tuple[int | None, str | None]:
    """The number and unit of a length; halves in the next smaller unit: "a year and a half" is 18 months."""
    count, unit = count_of(tokens, first, last), unit_of(tokens, first, last)
    names = tokens.names(first, last)
    if "HALF" not in names or unit not in _IN_SMALLER:
        return count, unit
    smaller, parts = _IN_SMALLER[unit]
    whole = count or 0 if "AND" in names else 0
    return whole * parts + parts // 2, smaller


# --- one reader per token class ---------------------------------------------------------------------------------------


def _month(moment: Moment, _name: str, word: str) -> None:
    moment.month = _MONTH_NUMBER[word[:3]]


def _year(moment: Moment, _name: str, word: str) -> None:
    if moment.year is None:
        moment.year = int(word)
    else:
        moment.last_year = int(word)


def _year_range(moment: Moment, _name: str, word: str) -> None:
    moment.year = int(word[:4])
    moment.last_year = int(word[5:]) if len(word) > 7 else moment.year // 100 * 100 + int(word[5:])


def _glued(moment: Moment, _name: str, word: str) -> None:
    moment.days, moment.year = (int(word[:-4].rstrip(",")),), int(word[-4:])


def _digits(moment: Moment, _name: str, word: str) -> None:
    moment.digits = word


def _weekday(moment: Moment, _name: str, word: str) -> None:
    if moment.weekday is None:
        moment.weekday = _WEEKDAY_NUMBER[word[:3]]
    else:
        moment.last_weekday = _WEEKDAY_NUMBER[word[:3]]


def _ordinal(moment: Moment, _name: str, word: str) -> None:
    moment.nth = ORDINAL_WORDS[word]


def _day(moment: Moment, _name: str, word: str) -> None:
    moment.days += tuple(int(part) for part in word.replace("/", "-").split("-"))


def _season(moment: Moment, _name: str, word: str) -> None:
    moment.month = SEASONS[word]


def _edge(moment: Moment, name: str, _word: str) -> None:
    moment.edge = _EDGES[name]


def _part(moment: Moment, name: str, _word: str) -> None:
    moment.part = name


def _night(moment: Moment, name: str, _word: str) -> None:
    # "overnight Saturday" and "the night of Saturday" run into Sunday; "Saturday night" is told of Saturday
    moment.night = name == "NIGHTLONG" or moment.weekday is None
    moment.unit = moment.unit or "NIGHT"


def _part_of_day(moment: Moment, _name: str, _word: str) -> None:
    moment.unit = moment.unit or "DAY"


def _unit(moment: Moment, name: str, _word: str) -> None:
    moment.unit = name


def _shift(moment: Moment, name: str, word: str) -> None:
    # "The following Friday" is one to come; "after Friday prayers" tells of a Friday like any other.
    if not moment.shift and word.lower() != "after":
        moment.shift = _SHIFTS[name]


_Reader = Callable[[Moment, str, str], None]
_READERS: Final[dict[str, _Reader]] = {
    **dict.fromkeys(("MONTHNAME", "MONTHAMBIGUOUS", "MONTHABBR"), _month),
    **dict.fromkeys(("WEEKDAY", "WEEKDAYABBR"), _weekday),
    **dict.fromkeys(("DAYNUM", "DAYRANGE"), _day),
    **dict.fromkeys(("SEASON", "FALL"), _season),
    **dict.fromkeys(("NIGHT", "NIGHTLONG"), _night),
    **dict.fromkeys(_EDGES, _edge),
    **dict.fromkeys(UNITS, _unit),
    **dict.fromkeys(_SHIFTS, _shift),
    **dict.fromkeys(("HALF", "QUARTER", "WEEKEND", "TODAY", "TONIGHT", "YESTERDAY", "EARLIER", "LATER"), _part),
    "YEARNUM": _year,
    "YEARRANGE": _year_range,
    "GLUED": _glued,
    "NUMERICDATE": _digits,
    "ORDINALWORD": _ordinal,
    "PARTOFDAY": _part_of_day,
}


def read(tokens: Tokens, found: Found) -> Moment:
    """The parts of a found expression."""
    moment = Moment(found.form)
    names = tokens.names(found.first, found.last)
    for place, name in enumerate(names, found.first):
        if (reader := _READERS.get(name)) is not None:
            reader(moment, name, tokens.word(place))
    _settle(moment, tokens, found, names)
    return moment


def _settle(moment: Moment, tokens: Tokens, found: Found, names: list[str]) -> None:
    """What depends on more than one word: "August last year", "the last week of May", "the first three weeks of"."""
    portion = _portion(names)
    feast = _feast(names) if moment.form == "date" and not moment.days else None
    if feast is not None:
        (moment.month, day), moment.unit = feast, None
        moment.days = (day,)
    elif portion is not None:
        _settle_portion(moment, tokens, found, names, portion)
    elif moment.month and moment.unit == "YEAR" and moment.form in ("date", "days", "month", "season"):
        moment.year_shift, moment.unit, moment.shift = moment.shift, None, None
    elif moment.form in ("date", "monthday") and moment.nth and not moment.days:
        moment.days = (moment.nth,)
    elif moment.form == "weekday" and "WEEK" in names:
        moment.part = "WEEK"
    elif moment.part == "YESTERDAY" and "BEFORE" in names:
        moment.count = 2


def _feast(names: list[str]) -> tuple[int, int] | None:
    """Month and day of "Christmas Eve", "New Year's Day", "Boxing Day"."""
    eve = "EVE" in names
    if "NEW" in names:
        return (12, 31) if eve else (1, 1)
    if "BOXING" in names:
        return 12, 26
    return (12, 24 if eve else 25) if "CHRISTMAS" in names else None


def _portion(names: list[str]) -> int | None:
    """The place of the "of" in "the second week of May", if the expression names a part of a period."""
    for word in ("OF", "IN"):
        if word in names and (place := names.index(word)) and {"HALF", "QUARTER", *UNITS} & set(names[:place]):
            return place
    return None


def _settle_portion(moment: Moment, tokens: Tokens, found: Found, names: list[str], of: int) -> None:
    if moment.form not in ("month", "year", "relative"):
        return
    head, tail = names[:of], names[of + 1 :]
    nth = next((name for name in head if name in ("ORDINALWORD", "DAYNUM", "LAST")), None)
    first = found.first + head.index(nth) if nth else found.first
    moment.nth = LAST_ORDINAL if nth == "LAST" else moment.days[0] if nth == "DAYNUM" else moment.nth
    moment.count = count_of(tokens, first + 1, found.first + of)
    moment.part = next(name for name in head if name in ("HALF", "QUARTER") or name in UNITS)
    moment.days = ()
    shift = next((_SHIFTS[name] for name in tail if name in ("LAST", "THIS")), 0)
    moment.shift = shift if moment.form == "relative" else None
    moment.unit = next((name for name in tail if name in UNITS), None)
    if moment.month and moment.unit == "YEAR":
        moment.year_shift = shift

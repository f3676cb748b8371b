"""What the time stage hands on: mentions, and the resolving of those that point at a time told before.

Belongs here: the mention and `resolve_anaphors`. Does not: finding mentions (`reader`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.extract.model import Precision
from pipeline.extract.time.windows import add_days, month_span

_SOON = ("earlier", "later", "before", "after")  # "hours later" counts from a day or a night, never from a season
_BACK = ("before", "earlier", "previous")
_STRETCHES = ({"range"}, {"past", "since", "truce"})  # what "that period" means, first of all, before it means a month
_NIGHT = 1
_REMEMBERED = 100  # times: none points further back, and the work on a text of nothing but times stays linear
_NEWS = 31  # days within which lies what a story is about
_BESIDE = 80  # characters
_WEEK, _MONTH, _YEAR = 7, 30, 365  # as `length_in_days` counts them

_WEEKS_BACK = tuple(f"week{plural} {back}" for plural in ("", "s") for back in ("earlier", "before", "ago"))

TimeKind = Literal[
    "day",
    "range",
    "month",
    "year",
    "season",
    "since",
    "until",
    "past",
    "frequency",
    "anaphor",
    "age",
    "clock",
    "truce",
    "war",
    "vague",
]


class TimeMention(NamedTuple):
    """One time expression: where it stands and the window it means.

    `kind` tells how to use the window. `since`: from `first` until the publication date. `truce` and `war`: since a
    truce or a war began; `first` is only a date that the text states for it. `until`: up to `last` ("as of", "by",
    "before"). `past`: a stretch that ends with the publication date, or with a day named beside it, `days` long.
    `anaphor`: points at a time told before, `shift` days from it; a `since` with a `shift` does so too. `age`, `clock`,
    `frequency`: no window, they only hide their numbers. `vague`: a time without a window, or with a `last` alone ("in
    recent days"). `days` is the length that an expression tells, `numbers` the spans of its numbers. `origin` is where
    the day stands from which a length counts ("two days after the blast on Sunday").
    """

    start: int
    end: int
    kind: TimeKind
    first: date | None
    last: date | None
    precision: Precision | None
    text: str
    days: int | None = None
    shift: int | None = None
    numbers: tuple[tuple[int, int], ...] = ()
    origin: int | None = None


def resolve_anaphors(
    mentions: Sequence[TimeMention], anchor: date | None, background: Mapping[int, bool] = MappingProxyType({})
) -> list[TimeMention]:
    """Give each anaphor the window of the time told before it, moved by its shift.

    "In that period" takes the nearest longer window before it for choice; "the previous day" counts from the nearest
    time before it, or else from the publication date; "a day before" never from one of the `background`, known by where
    they start, as long as another was told, and "the same day" from none that stands behind another in its sentence.
    """
    result: list[TimeMention] = []
    for mention in mentions:
        before = result[-_REMEMBERED:] if mention.shift is not None else []
        if background and before:
            backwards = mention.text.lower().endswith(_BACK)
            news = [m for m in before if not (background.get(m.start, False) or (backwards and m.start in background))]
            before = news if any(m.first and m.last for m in news) else before
        if mention.shift is None:
            result.append(mention)
        elif mention.kind == "day":
            result.append(_of_that_day(mention, before))
        elif mention.kind == "until":
            result.append(_closed(mention, before))
        else:
            result.append(_pointed(mention, mention.shift, before, anchor))
        told = next((m for m in result[-2:-4:-1] if m.kind != "clock"), None)
        if len(result) > 1 and result[-1].kind == "day" and _is_apposed(result[-2], result[-1]):
            day = result[-1]
            result[-2] = result[-2]._replace(kind="day", first=day.first, last=day.last, precision=day.precision)
        if told is not None and (week := _of_that_week(told, result[-1])) is not None:
            result[-1] = week
    return result


def _is_apposed(told: TimeMention, day: TimeMention) -> bool:
    """'Four weeks ago, on August 21': the day that about so long ago means."""
    if not told.text.endswith(" ago") or told.kind == "since" or not 0 < day.start - told.end <= len(", on ") + 1:
        return False
    if told.first is None or told.last is None or day.first is None:
        return False
    return add_days(told.first, -_WEEK) <= day.first <= add_days(told.last, _WEEK)


def _of_that_week(told: TimeMention, day: TimeMention) -> TimeMention | None:
    """The weekday of a week counted back to: "a week earlier, on Sunday", "two weeks ago, on a Sunday"."""
    counted = told.text.lower().endswith(_WEEKS_BACK)
    if (
        not counted
        or told.origin is not None
        or day.kind != "day"
        or told.first is None
        or day.first is None
        or day.first != day.last
    ):
        return None
    if not 0 < day.start - told.end <= _BESIDE // 4 or day.text[-1:].isdigit() or day.first <= add_days(told.first, 3):
        return None
    weeks = -(-((day.first - told.first).days - 3) // _WEEK)
    moved = add_days(day.first, -_WEEK * weeks)
    return day._replace(first=moved, last=moved)


def _of_that_day(mention: TimeMention, before: list[TimeMention]) -> TimeMention:
    """ "Earlier in the day": of the day told last, or of that of the report."""
    day = next((m for m in reversed(before) if m.first is not None and m.first == m.last), mention)
    return mention._replace(first=day.first, last=day.last, precision=day.precision)


def _pointed(mention: TimeMention, shift: int, before: list[TimeMention], anchor: date | None) -> TimeMention:
    told = _antecedent(_of_the_news(before, mention, shift, anchor), longer=_is_of_stretch(mention))
    if told is not None and -_WEEK < shift < 0 and _is_stretch(told):
        told = next((m for m in reversed(before) if m.first is not None and m.first == m.last), told)
    if mention.kind == "range":
        return _opened(mention, before)
    pair = _pair(before, mention.days) if mention.days and mention.days > 1 and not shift else None
    if pair is not None:
        first, last = pair
    elif told is not None and not (shift == 0 and mention.text.endswith(_SOON) and _is_long(told)):
        first, last = _moved(told, shift, mention.days or 1) if shift else _whole(told, mention)
    elif anchor is not None and shift < 0:
        first = last = add_days(anchor, shift)
    else:
        return mention
    if anchor is not None:
        last = min(last, anchor)
    if mention.kind == "since":
        if anchor is None or first > anchor:
            return mention
        return mention._replace(first=first, last=anchor, precision="day" if first == last else "range")
    if first > last:
        return mention
    precision: Precision = "day" if first == last else (told.precision if told else None) or "range"
    return mention._replace(first=first, last=last, precision=precision)


def _closed(mention: TimeMention, before: list[TimeMention]) -> TimeMention:
    """Up to the day told before, or the end of its month: "by then", "by the end of that month"."""
    last = next((told.last for told in reversed(before) if told.last), None)
    first = next((told.first for told in reversed(before) if told.first), last)
    if last is not None and mention.text.endswith("month"):
        last = month_span(first or last)[1]
    return mention._replace(last=last, precision="day")


def _is_of_stretch(mention: TimeMention) -> bool:
    """'In that period', 'over the same four days'."""
    told = mention.text.lower()
    return "period" in told or (bool(mention.days) and mention.shift == 0 and told.endswith("s"))


def _of_the_news(before: list[TimeMention], mention: TimeMention, shift: int, anchor: date | None) -> list[TimeMention]:
    """Times from which "the night before" may count: of the news, unless an older one is told right beside it."""
    if anchor is None or not -_WEEK < shift < 0:
        return before
    earliest = add_days(anchor, -_NEWS)
    near = [m for m in before if m.first is None or m.first >= earliest or mention.start - m.end <= _BESIDE]
    return near if any(m.first and m.last for m in near) else before


def _is_stretch(told: TimeMention) -> bool:
    """Whether a time is a week or so, from which no days are counted back: "failed this week ... two days before"."""
    return told.first is not None and told.last is not None and told.last > add_days(told.first, 1)


def _opened(mention: TimeMention, before: list[TimeMention]) -> TimeMention:
    """The range that begins with the day told before: "between that date and 25 June"."""
    firsts = (told.first for told in reversed(before) if told.first and mention.last and told.first < mention.last)
    return mention._replace(first=next(firsts, None))


def _pair(before: list[TimeMention], days: int) -> tuple[date, date] | None:
    """Two times told in a row that lie about `days` apart: "on 1 October … three weeks later … in that period"."""
    told = [mention for mention in before if mention.first and mention.last and mention.kind in ("day", "anaphor")]
    for one, two in zip(told[-2::-1], told[:0:-1], strict=True):
        assert one.first is not None
        assert two.last is not None
        if abs((two.last - one.first).days - days) <= max(1, days // 10):
            return one.first, two.last
    return None


def _moved(told: TimeMention, shift: int, days: int) -> tuple[date, date]:
    """The day, week, month or year before the window or after it."""
    assert told.first is not None
    assert told.last is not None
    day = add_days(told.first if shift < 0 else told.last, shift)
    if abs(shift) >= _MONTH and days != shift:
        return (day.replace(month=1, day=1), day.replace(month=12, day=31)) if abs(shift) >= _YEAR else month_span(day)
    return (day, add_days(day, days - 1)) if shift < 0 else (add_days(day, 1 - days), day)


def _is_long(told: TimeMention) -> bool:
    assert told.first is not None
    assert told.last is not None
    return (told.last - told.first).days > _NIGHT


def _whole(told: TimeMention, mention: TimeMention) -> tuple[date, date]:
    """The window itself; of "that month" and "the same year" the whole, of "the same four days" so many."""
    assert told.first is not None
    assert told.last is not None
    text = mention.text
    if text.endswith("month"):
        return month_span(told.first)
    if text.endswith("year"):
        return told.first.replace(month=1, day=1), told.first.replace(month=12, day=31)
    if mention.days and text.endswith("days"):
        return told.first, max(told.first, min(told.last, add_days(told.first, mention.days - 1)))
    return told.first, told.last


def _antecedent(before: list[TimeMention], *, longer: bool) -> TimeMention | None:
    told = [mention for mention in before if mention.first and mention.last and mention.kind != "war"]
    if longer:
        for kinds in _STRETCHES:
            if periods := [mention for mention in told if mention.kind in kinds and mention.first != mention.last]:
                return periods[-1]
    found = ([mention for mention in told if mention.first != mention.last] if longer else []) or told
    return found[-1] if found else None

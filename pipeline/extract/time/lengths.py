"""Lengths of time, and words that point at a time told elsewhere.

Belongs here: "two days of clashes", "eight-year war", "in the three months to", "two days after … on Sunday". Does not:
resolving what points back (`mentions.resolve_anaphors`), or moments and their ranges (`reader`).
"""

from datetime import date
from typing import Final

from pipeline.extract.numerals import plain_number
from pipeline.extract.time.anchored import Anchored
from pipeline.extract.time.mentions import TimeKind, TimeMention
from pipeline.extract.time.moments import Span, amount_of, count_of, unit_of
from pipeline.extract.time.rules import Found
from pipeline.extract.time.sheet import NOTHING, SENTENCE_ENDS, Bounds
from pipeline.extract.time.windows import add_days, back, calendar_unit, length_in_days, month_span
from pipeline.extract.time.words import ORDINAL_WORDS, UNITS

_WAR_DAYS: Final = 60  # "100 days into the war" is the war's age, "two days of war" is a length
_FUTURE_REACH: Final = 4  # "in a few days we will open the road"
_RUNNING_DAYS: Final = 31  # "for a third day" counts days of an offensive, "for the 500th day" those of a war
_CLAUSE_OVER: Final = SENTENCE_ENDS | {"COMMA", "AND", "IN", "AT", "BY", "RIGHT"}
# What follows "the day before" where it stands for itself: "a missile fired the day before which killed two".
_NO_CLAUSE: Final = frozenset(
    "which who whom where near from with to for but while as on inside outside had has was were killed wounded injured"
    " left hit struck".split()
)
# "Earlier in the day": of the day told last.
_WITHIN_DAY: Final = frozenset({"EARLIER", "LATER", "EARLY", "LATE"})
_IN_WHICH: Final = {("in", "which"), ("during", "which"), ("that", "saw")}
_SPACES: Final = frozenset({"space", "course"})
# "1,000 have been killed in the three weeks of operations" counts up to the report.
_STILL: Final = frozenset({"has", "have"})
_MOST: Final = frozenset({"worst", "first", "most", "biggest"})
_NEAR: Final = 10
_STRIFE_REACH: Final = 6  # tokens between a length and the week or month in which it lay
_A_DAY: Final = 24
_WITHIN: Final = frozenset({"OVER", "IN", "DURING", "WITHIN"})
_SHORT_UNITS: Final = frozenset({"DAY", "WEEK", "FORTNIGHT"})
_COUNTABLE: Final = frozenset({"past", "duration", "shift", "nth"})
_PLAIN_KINDS: Final[dict[str, TimeKind]] = {
    "clock": "clock",
    "age": "age",
    "frequency": "frequency",
    "vague": "vague",
    "future": "vague",
    "nth": "vague",
    "street": "vague",
}


class Lengths(Anchored):
    """Reads the expressions that name no moment by themselves."""

    def _length(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        """A mention for an expression that names no moment by itself."""
        item = self.found[index]
        if item.form == "anniversary":
            return self._anniversary(index), index + 1
        if item.form in _COUNTABLE and (counted := self._counted_from(index)) is not None:
            return counted, index + 1
        if item.form in ("past", "duration"):
            told = self._bounded(index) or self._within(index)
            return told or (self._counted_since(index) or self._duration(index), index + 1)
        if item.form == "ago":
            return self._ago(item, floor), index + 1
        if item.form in ("shift", "anaphor"):
            return self._pointing(index, floor), index + 1
        if item.form == "age" and self._war_follows(item.last):
            count, unit = amount_of(self.tokens, item.first, item.last)
            days = length_in_days(count, unit) if count and unit else None
            return self._mention(item.first, item.last, "war", self._till_now(), days=days), index + 1
        if item.form == "age" and (aged := self._aged(item)) is not None:
            return aged, index + 1
        if item.form == "nth" and (running := self._running(item)) is not None:
            return running, index + 1
        window = self._till_now() if item.form == "vague" else NOTHING
        return self._mention(item.first, item.last, _PLAIN_KINDS[item.form], window), index + 1

    def _anniversary(self, index: int) -> TimeMention:
        """ "On the 21st anniversary of the shelling": so many years before the day on which it is marked."""
        item = self.found[index]
        words = (self._word(place) for place in range(item.first, item.last))
        count = next((told for word in words if (told := ORDINAL_WORDS.get(word) or plain_number(word))), None)
        marked = self.spans[index - 1] if index and self.spans[index - 1] is not None else None
        near = marked is not None and self._reaches(self.found[index - 1].last, item.first)
        today = marked.first if near and marked is not None and marked.precision == "day" else self.anchor
        if count is None or today is None:
            return self._mention(item.first, item.last, "vague")
        day = back(today, count, "YEAR")
        return self._mention(item.first, item.last, "day", (day, day, "day"))

    def _aged(self, item: Found) -> TimeMention | None:
        """ "The month-old offensive", "a three-week-old siege": from so long ago."""
        names = self.tokens.names(item.last, item.last + 2)
        unit = unit_of(self.tokens, item.first, item.last)
        if self.anchor is None or unit is None or not ("STRIFE" in names[:1] or names == ["OTHER", "STRIFE"]):
            return None
        count = count_of(self.tokens, item.first, item.last) or 1
        return self._mention(item.first, item.last, "past", self._till_now(back(self.anchor, count, unit)))

    def _running(self, item: Found) -> TimeMention | None:
        """ "For a third (straight) day": the days up to the report."""
        names = self.tokens.names(item.first, item.last)
        if self._name(item.first - 1) != "FOR" or names[-1] != "DAY" or self._name(item.last) == "OF":
            return None
        words = (self._word(place) for place in range(item.first, item.last))
        count = next((told for word in words if (told := ORDINAL_WORDS.get(word) or plain_number(word))), 0)
        if not 1 < count <= _RUNNING_DAYS or self.anchor is None:
            return None
        return self._mention(item.first, item.last, "past", self._rolling(count, "DAY", inclusive=True), days=count)

    def _war_follows(self, place: int) -> bool:
        """Whether the length is a war's: "eight-year civil war", "nine years into the conflict"."""
        names = self.tokens.names(place, place + 4)
        ends = [place for place, name in enumerate(names) if name in SENTENCE_ENDS or name == "COMMA"]
        names = names[: ends[0]] if ends else names
        return "WAR" in names[:3] or (names[:1] == ["INTO"] and "WAR" in names)

    def _strife_follows(self, place: int) -> bool:
        """Whether the length is that of fighting: "three-day assault", "two days of clashes", "weeks into the push"."""
        names = self.tokens.names(place, place + 4)
        names = names[: names.index("COMMA")] if "COMMA" in names else names
        return names[:1] == ["STRIFE"] or (names[:1] in (["OF"], ["INTO"]) and "STRIFE" in names)

    def _tells_within(self, item: Found, count: int) -> bool:
        """ "At the end of a week in which 90 died", "in the space of three days": up to the report."""
        behind = (self._word(item.last), self._word(item.last + 1))
        spanned = self._name(item.first - 1) == "OF" and self._word(item.first - 2) in _SPACES
        whole = count == 1 and unit_of(self.tokens, item.first, item.last) not in ("DAY", "HOUR")
        return (whole and behind in _IN_WHICH) or spanned

    def _bounded(self, index: int) -> tuple[TimeMention, int] | None:
        """A length up to or from a day: "in the three months to 11 January", "the five days from 29 December"."""
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        other = index + 1
        clock = other < len(self.found) and self.found[other].form == "clock"
        if other + clock >= len(self.found) or "THE" not in names or (span := self.spans[other + clock]) is None:
            return None
        gap = self.tokens.names(item.last, self.found[other].first)
        if clock:
            gap += self.tokens.names(self.found[other].last, self.found[other + 1].first)
            other += 1
        count, unit = count_of(self.tokens, item.first, item.last) or 1, unit_of(self.tokens, item.first, item.last)
        if unit is None or not gap or not set(gap[1:]) <= {"ON", "THE", "IN"}:
            return None
        if gap[0] in ("TO", "UNTIL", "ENDING"):
            window: Bounds = (back(span.last, count, unit), span.last, "range")
        elif gap[0] in ("FROM", "SINCE", "AFTER", "OF", "START", "BEGIN"):
            window = (span.first, add_days(span.first, length_in_days(count, unit) - 1), "range")
        else:
            return None
        days = length_in_days(count, unit)
        return self._mention(item.first, self.found[other].last, "range", window, days=days), other + 1

    def _within(self, index: int) -> tuple[TimeMention, int] | None:
        """ "Four days of fighting last week", "two weeks of clashes in May": the length is no stretch up to today."""
        item = self.found[index]
        if item.form != "duration" or index + 1 >= len(self.found):
            return None
        if not (self._strife_follows(item.last) or self._war_follows(item.last)):
            return None
        span, nearest = self.spans[index + 1], self.found[index + 1].first
        if span is None or span.precision == "day" or nearest - item.last > _STRIFE_REACH:
            return None
        if self.anchor is not None and span.last >= self.anchor:
            return None
        return self._mention(item.first, item.last, "vague"), index + 1

    def _counted_since(self, index: int) -> TimeMention | None:
        """ "In the two months since the protests began", where the clause has no day: from so long ago."""
        item = self.found[index]
        count, unit = amount_of(self.tokens, item.first, item.last)
        names = self.tokens.names(item.first, item.last)
        if self._name(item.last) != "SINCE" or "THE" not in names or "VAGUE" in names or not count or not unit:
            return None
        behind = self.found[index + 1] if index + 1 < len(self.found) else None
        dated = behind is not None and self._since_before(behind.first, item.last) is not None
        if dated or self.anchor is None:
            return None
        return self._mention(item.first, item.last + 1, "since", self._till_now(back(self.anchor, count, unit)))

    def _duration(self, index: int) -> TimeMention:
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        count, unit = amount_of(self.tokens, item.first, item.last)
        unit = unit or "DAY"
        whole = item.form == "past" or ("LONG" in names and unit != "DAY")  # "the week-long battle"
        count = count or (1 if whole else None)
        days = length_in_days(count, unit) if count else None
        kind, window = self._stretch(item, names, count, unit)
        if kind == "past" and "THE" in names and days and item.form == "duration" and self._is_events(item.last):
            return self._mention(item.first, item.last, "anaphor", window, days=days, shift=days)
        return self._mention(item.first, item.last, kind, window, days=days)

    def _is_events(self, place: int) -> bool:
        """Whether a definite length is that of what was told: "the two days of fighting", "the week after he came"."""
        if any(self._word(k) in _STILL for k in range(max(0, place - _NEAR), place + _NEAR)):
            return False
        if self._name(place) == "AFTER":
            return "TRUCE" not in self.tokens.names(place, place + 4)
        return self._name(place) == "OF" and self._strife_follows(place)

    def _stretch(self, item: Found, names: list[str], count: int | None, unit: str) -> tuple[TimeKind, Bounds]:
        """What a length means: a stretch up to today, a war's age, or only a length."""
        if item.form == "past":
            return "past", self._rolling(count, unit)
        if self._war_follows(item.last):
            long = unit in ("MONTH", "YEAR", "DECADE") or (count or 0) > _WAR_DAYS
            counts = count and self._word(item.first - 1) != "first" and self._name(item.last) == "OF"
            if not long and counts and unit in _SHORT_UNITS:
                return "past", self._rolling(count, unit, inclusive=unit == "DAY")  # "33 days of war"
            return ("war", self._till_now()) if long else ("vague", NOTHING)
        if count and unit != "MINUTE":
            if self._tells_within(item, count):
                return "past", self._rolling(count, unit)
            if self._strife_follows(item.last) and unit != "HOUR":
                return "past", self._rolling(count, unit, inclusive=unit == "DAY")
            if (
                names[0] in _WITHIN
                and "LONG" not in names
                and not (count == 1 and unit == "DAY")  # "300 died in one day" says how fast, not when
                and "FUTURE" not in self.tokens.names(item.last, item.last + _FUTURE_REACH)
                and (unit not in ("YEAR", "DECADE") or count == 1 or self._has_lasted(item.first))
            ):
                return "past", self._rolling(count, unit)
        return ("past" if "PERIOD" in names else "vague"), NOTHING

    def _has_lasted(self, place: int) -> bool:
        """ "A revolt that has claimed 1,800 lives in nearly six years", no "worst that it has seen in six"."""
        for at in range(place - 1, max(-1, place - _NEAR), -1):
            word = self._word(at)
            if word in _STILL:
                return True
            if self._name(at) in SENTENCE_ENDS | {"COMMA"} or word in _MOST or word.endswith("est"):
                return False
        return False

    def _rolling(self, count: int | None, unit: str, *, inclusive: bool = False) -> Bounds:
        """The stretch that ends today. "Two days of clashes" are two days, "the past two days" reach back two."""
        if self.anchor is None or count is None:
            return self._till_now()
        return self._till_now(back(self.anchor, count - inclusive, unit))

    def _ago(self, item: Found, floor: int) -> TimeMention:
        """A day, or the month or year that lies so far back; with "since" before it, the start of a stretch."""
        unit = unit_of(self.tokens, item.first, item.last) or "DAY"
        count = count_of(self.tokens, item.first, item.last)
        names = self.tokens.names(item.first, item.last)
        span: Span | None = None
        if self.anchor is not None and count is not None and "VAGUE" not in names:
            span = _ago_today(self.anchor, count, unit, names) or _ago_span(self.anchor, count, unit)
        since = self._since_before(item.first, floor)
        if since is not None:
            return self._since(since, item.first, item.last, span.first if span else None, span)
        if span is None:
            return self._mention(item.first, item.last, "vague", (None, self.anchor, None))
        return self._mention(item.first, item.last, span.precision, (span.first, span.last, span.precision))

    # --- words that point ---------------------------------------------------------------------------------------------

    def _pointing(self, index: int, floor: int) -> TimeMention:
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        if names[0] in _WITHIN_DAY:
            day = self.anchor
            return self._mention(item.first, item.last, "day", (day, day, "day") if day else NOTHING, shift=0)
        shift = self._shift_of(item, names)
        alone = self._clause_over(item.last) or self._name(item.first - 1) == "OF"  # "in the raid of the day before"
        if item.form == "shift" and names[-1] in ("AFTER", "BEFORE") and not alone:
            return self._around(index, shift)
        since = self._since_before(item.first, floor)
        if since is not None:
            return self._mention(since, item.last, "since", self._till_now(), shift=shift)
        if shift == 0 and item.form == "anaphor" and (opens := self._closing(item)) is not None:
            return self._mention(opens, item.last, "until", shift=0)
        return self._mention(item.first, item.last, "anaphor", days=self._period_days(item, names), shift=shift)

    def _closing(self, item: Found) -> int | None:
        """Where "by that date", "by then" and "by the end of that month" begin."""
        if self._name(item.first - 1) in ("BY", "UNTIL"):
            return item.first - 1
        ends = self.tokens.names(max(0, item.first - 4), item.first) == ["BY", "THE", "END", "OF"]
        return item.first - 4 if ends else None

    def _period_days(self, item: Found, names: list[str]) -> int | None:
        """The length told by "in that three-week period" and by "the previous week"."""
        count, unit = count_of(self.tokens, item.first, item.last), unit_of(self.tokens, item.first, item.last)
        if "PERIOD" in names or (item.form == "anaphor" and names[-1] in UNITS and count is not None):
            return length_in_days(count, unit) if count and unit else None
        return length_in_days(1, unit) if "THE" in names and count is None and unit else None

    def _shift_of(self, item: Found, names: list[str]) -> int | None:
        """How many days an anaphor lies from the time it points at: 0 for "that day", None where the text is vague."""
        if item.form == "anaphor":
            if not {"PREVIOUS", "NEXT", "AFTER"} & set(names):
                return 0
            unit = next((name for name in names if name in UNITS), "DAY")
            return length_in_days(1, unit) * (-1 if "PREVIOUS" in names else 1)
        unit = unit_of(self.tokens, item.first, item.last) or "DAY"
        count = count_of(self.tokens, item.first, item.last) or (1 if "THE" in names else None)
        sign = -1 if names[-1] in ("EARLIER", "BEFORE", "PREVIOUS") else 1
        if unit in ("HOUR", "MINUTE"):
            return sign * (count // _A_DAY) if count and unit == "HOUR" else 0
        return sign * length_in_days(count, unit) if count else None

    def _clause_over(self, place: int) -> bool:
        if self._name(place) in _CLAUSE_OVER:
            return True
        if self._word(place) == "that" and self._name(place + 1) in _CLAUSE_OVER:
            return True  # "the day before that, two soldiers died"
        return self._word(place) in _NO_CLAUSE

    def _around(self, index: int, shift: int | None) -> TimeMention:
        """ "Two days after the truce took effect on Sunday": counted from the time that the clause names."""
        item = self.found[index]
        span = self.spans[index + 1] if index + 1 < len(self.found) and shift is not None else None
        far = span is None or span.precision != "day" or not self._reaches(item.last, self.found[index + 1].first)
        if span is None or far or self._is_limit(index + 1):
            return self._mention(item.first, item.last, "vague", days=shift)
        day = add_days(span.first, shift or 0)
        origin = self.tokens.starts[self.found[index + 1].first]
        return self._mention(item.first, item.last, "day", (day, day, "day"))._replace(origin=origin)


def _ago_today(anchor: date, count: int, unit: str, names: list[str]) -> Span | None:
    """The day of "a year ago today", the week of "three years ago this week"."""
    if names[-1] not in ("TODAY", "DAY", "WEEK", "MONTH"):
        return None
    day = back(anchor, count, unit)
    return Span(day, day, "day") if names[-1] in ("TODAY", "DAY") else calendar_unit(names[-1], 0, day)


def _ago_span(anchor: date, count: int, unit: str) -> Span:
    day = anchor if unit in ("MINUTE", "HOUR") and count <= 12 else back(anchor, count, unit)
    if unit in ("YEAR", "DECADE"):
        return Span(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    if unit == "MONTH":
        return Span(*month_span(day), "month")
    return Span(day, day, "day")

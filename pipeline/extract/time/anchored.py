"""Lengths that count from a day told in the same clause: "within 48 hours of the start of the raids on 6 May".

Belongs here: which stretch a length before, after or of an event means, where the event has a day. Does not: lengths
that stand right at their day ("the five days from 29 May") or end with the report (`lengths`).
"""

from datetime import date
from typing import Final

from pipeline.extract.time.mentions import TimeMention
from pipeline.extract.time.moments import count_of, unit_of
from pipeline.extract.time.sheet import SENTENCE_ENDS, Bounds, Sheet
from pipeline.extract.time.windows import add_days, add_months, length_in_days
from pipeline.extract.time.words import ORDINAL_WORDS, UNITS

_REACH: Final = 14  # tokens between "two days after" and the time that it counts from
_OTHER_CLAUSE: Final = SENTENCE_ENDS | {"COMMA", "SAID"}
_WITHIN: Final = frozenset({"IN", "OVER", "DURING", "WITHIN", "THE"})
_UP_TO: Final = frozenset({"UNTIL", "TO"})
_FIGHTS: Final = frozenset({"WAR", "STRIFE"})
_LONG_UNITS: Final = frozenset({"WEEK", "FORTNIGHT", "MONTH", "YEAR"})
_BEFORE: Final = frozenset({"BEFORE", "PREVIOUS"})
_FEW: Final = 3  # what "in the days after" stands for
_LEADING: Final = ("leading", "up", "to")


class Anchored(Sheet):
    """Reads lengths whose event has a day."""

    def _counted_from(self, index: int) -> TimeMention | None:
        """The stretch that a length means by the day of its event, if the clause tells one."""
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        unit = unit_of(self.tokens, item.first, item.last)
        counted = self._count(item.first, item.last, names)
        other = self._event_day(index)
        if unit is None or other is None:
            return None
        span = self.spans[other]
        assert span is not None
        gap = self.tokens.names(item.last, self.found[other].first)
        if (nth := self._nth_day(item.first, item.last, names, gap)) is not None:
            day = add_days(span.first, nth - 1)
            return self._mention(item.first, item.last, "day", (day, day, "day"))._replace(
                origin=self.tokens.starts[self.found[other].first]
            )
        if counted is None:
            return None
        window = self._stretch_at(names, gap, span.first, counted, unit, item.first, item.last)
        if window is None:
            return None
        origin = self.tokens.starts[self.found[other].first]
        days = length_in_days(counted, unit)
        return self._mention(item.first, item.last, "range", window, days=days)._replace(origin=origin)

    def _nth_day(self, first: int, last: int, names: list[str], gap: list[str]) -> int | None:
        """ "On the third day of the offensive that began on"."""
        if names[-1] != "DAY" or self._is_plural(first, last) or "ORDINALWORD" not in names or "BEGIN" not in gap:
            return None
        return ORDINAL_WORDS[self.tokens.word(first + names.index("ORDINALWORD"))] if gap[0] == "OF" else None

    def _count(self, first: int, last: int, names: list[str]) -> int | None:
        """How many units: "48 hours", "the week before", "the first week", "the first three days"."""
        if "ORDINALWORD" in names:
            return 1 if self.tokens.word(first + names.index("ORDINALWORD")) == "first" else None
        count = count_of(self.tokens, first, last)
        if count is not None or "THE" not in names:
            return count
        return _FEW if self._is_plural(first, last) else 1

    def _is_plural(self, first: int, last: int) -> bool:
        """Whether a length is of days and weeks without a count."""
        units = (place for place in range(first, last) if self._name(place) in UNITS)
        return self._word(next(units, last)).endswith("s")

    def _event_day(self, index: int) -> int | None:
        """The expression for the day of the event behind a length, in the same clause."""
        last = self.found[index].last
        for other in range(index + 1, len(self.found)):
            if not self._reaches(last, self.found[other].first):
                return None
            span = self.spans[other]
            if span is not None:
                return other if span.precision == "day" and not self._is_limit(other) else None
            if self.found[other].form != "clock":
                return None
        return None

    def _is_limit(self, index: int) -> bool:
        """Whether a day is that up to which something runs: "hours after they had prolonged it until Saturday"."""
        return self._name(self.found[index].first - 1) in _UP_TO

    def _reaches(self, first: int, past: int) -> bool:
        """Whether one clause goes from a length to a time; the comma in "Baga, Nigeria, on Monday" ends none."""
        if past - first > _REACH:
            return False
        ends = (k for k in range(first, past) if self._name(k) in _OTHER_CLAUSE)
        return all(self._name(k) == "COMMA" and self._in_place(k) for k in ends)

    def _in_place(self, comma: int) -> bool:
        words = self.tokens.words
        if comma + 1 >= len(words) or not words[comma - 1][:1].isupper():
            return False
        return words[comma + 1][:1].isupper() or self._name(comma + 1) == "ON"

    def _stretch_at(
        self, names: list[str], gap: list[str], day: date, count: int, unit: str, first: int, last: int
    ) -> Bounds | None:
        lead = first - (self._word(first - 1) == "first") - 1
        within = not _WITHIN.isdisjoint(names[:1]) or self._name(lead) in _WITHIN
        link = names[-1] if names[-1] in _BEFORE | {"AFTER"} else gap[0] if gap else ""
        behind = tuple(self._word(last + k) for k in range(3))
        short = unit not in _LONG_UNITS and not self._is_plural(first, last)
        if names[-1] in _BEFORE | {"AFTER"} and short and lead == first - 1:
            return None  # "the day after the vote on", "two days before it": one day
        if link in _BEFORE or behind == _LEADING:
            if not within:
                return None
            return _moved(day, -count, unit), add_days(day, -1), "range"
        starts = gap[:1] == ["OF"] and "START" in gap
        if starts or (link == "AFTER" and within):
            return day, _moved(day, count, unit), "range"
        fights = not _FIGHTS.isdisjoint(gap[:4]) or "ORDINALWORD" in names
        if fights and ("BEGIN" in gap or gap[-1:] == ["FROM"]) and gap[:1] != ["INTO"]:
            return day, add_days(_moved(day, count, unit), -1), "range"
        return None


def _moved(day: date, count: int, unit: str) -> date:
    if unit in ("MONTH", "YEAR"):
        return add_months(day, count * (12 if unit == "YEAR" else 1))
    return add_days(day, length_in_days(abs(count), unit) * (1 if count > 0 else -1))

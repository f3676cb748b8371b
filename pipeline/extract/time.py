"""Every time expression of a news text, resolved to inclusive windows of event time.

Belongs here: the mentions and what expressions mean beside each other ("between … and", "since … began", "two days
later"). Does not: the words and rules that find an expression (`time_patterns`), the calendar (`time_resolve`), or
which figure a time belongs to (`claims`).

A window bound is None where the text and the publication date do not settle it. Bounds never lie: no publication
date, no year, no window. Mentions also cover the numbers inside time expressions, so that a reader of quantities
never takes a year, an age or "48 hours" for people.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from pipeline.extract.model import Precision
from pipeline.extract.time_patterns import CLASS, UNITS, Found, Tokens, expressions, tokenise
from pipeline.extract.time_resolve import (
    Moment,
    Span,
    back,
    bound,
    count_of,
    length_in_days,
    read,
    resolve,
    unit_of,
)

TimeKind = Literal[
    "day", "range", "month", "year", "season", "since", "until", "past", "frequency", "anaphor", "age", "clock", "truce",
    "war", "vague",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One time expression: where it stands and the window it means.

    `kind` tells how to use the window. `since`: from `first` until the publication date. `truce` and `war`: since a truce
    or a war began; `first` is only a date that the text states for it. `until`: up to `last` ("as of", "by", "before").
    `past`: a stretch that ends with the publication date, or with a day named beside it, `days` long. `anaphor`: points at
    a time told before, `shift` days from it (see `resolve_anaphors`). `age`, `clock`, `frequency`, `vague`: no window.
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


_MOMENTS: Final = frozenset(
    "date days numeric month season decade years year adjective relative weekday nights overnight monthday".split()
)
_JOINERS: Final = frozenset({"AND", "OR", "TO", "UNTIL", "HYPHEN", "INTO"})
_PADDING: Final = frozenset({"THE", "ON", "IN", "AT", "FROM", "AFTER", "LATE", "EARLY", "EVEN", "OVER", "COMMA"})
_NUMBERS: Final = frozenset(
    "DAYNUM NUMBER NUMBERWORD YEARNUM FOURDIGITS DAYRANGE YEARRANGE NUMERICDATE CLOCK DECIMAL GLUED".split()
)
_CLAUSE_ENDS: Final = _NUMBERS | {"STOP", "BREAK", "SINCE", "SAID", "LEFT", "RIGHT"}
_SINCE_REACH: Final = 10  # tokens between "since" and the time of its clause: "since the army launched its push on"
_TRUCE_REACH: Final = 7
_AHEAD_REACH: Final = 6
_AFTER_REACH: Final = 14
_PLAIN_KINDS: Final[dict[str, TimeKind]] = {
    "clock": "clock", "age": "age", "frequency": "frequency", "vague": "vague", "future": "vague", "nth": "vague",
}  # fmt: skip


class _Reader:
    """Turns the expressions of one span into mentions; lives for one call."""

    def __init__(self, text: str, start: int, end: int, anchor: date | None, month_first: bool) -> None:
        self.text = text
        self.anchor = anchor
        self.tokens: Tokens = tokenise(text, start, end)
        self.codes = self.tokens.codes
        self.found: list[Found] = expressions(self.tokens)
        self.moments: list[Moment | None] = [
            read(self.tokens, item, month_first=month_first) if item.form in _MOMENTS else None for item in self.found
        ]
        self.spans: list[Span | None] = [
            resolve(moment, anchor, ahead=self._ahead(index)) if moment else None
            for index, moment in enumerate(self.moments)
        ]

    # --- helpers ---

    def _name(self, place: int) -> str:
        return self.tokens.names(place, place + 1)[0] if 0 <= place < len(self.codes) else "BREAK"

    def _mention(
        self, first: int, last: int, kind: TimeKind, window: tuple[date | None, date | None, Precision | None],
        *, days: int | None = None, shift: int | None = None,
    ) -> TimeMention:  # fmt: skip
        start, end = self.tokens.starts[first], self.tokens.end(last - 1)
        opens, closes, precision = window
        if opens is not None and closes is not None and opens > closes:
            opens = closes = precision = None
        return TimeMention(start, end, kind, opens, closes, precision, self.text[start:end], days, shift)

    def _ahead(self, index: int) -> bool:
        """Whether the expression tells of a day to come: "will vote on Friday"."""
        item = self.found[index]
        floor = self.found[index - 1].last if index else 0
        names = self.tokens.names(max(floor, item.first - _AHEAD_REACH), item.first)
        return "FUTURE" in names and not {"STOP", "BREAK", "SAID"} & set(names[names.index("FUTURE") :])

    # --- the passes ---

    def mentions(self) -> list[TimeMention]:
        result: list[TimeMention] = []
        index, floor = 0, 0
        while index < len(self.found):
            mention, index = self._next(index, floor)
            if mention is not None:
                result.append(mention)
                floor = self.found[index - 1].last
        result.extend(self._bare_since(result))
        return sorted(result, key=lambda mention: mention.start)

    def _next(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        """The mention that begins with expression `index`, and the index after what it took."""
        item, moment = self.found[index], self.moments[index]
        if moment is None:
            return self._length(index, floor)
        joined = self._joined(index)
        if joined is not None:
            span, taken = joined
            return self._prefixed(index, taken, span, moment, floor), taken + 1
        if item.form == "adjective" and moment.year and moment.year % 100 == 0:
            return None, index + 1  # "the 2000 refugees" counts people
        return self._prefixed(index, index, self.spans[index], moment, floor), index + 1

    # --- "between A and B", "A to B", "A and B" ---

    def _joiner(self, index: int) -> str | None:
        """The word that joins expression `index` to the next, if only that and small words stand between."""
        if index + 1 >= len(self.found) or self.moments[index + 1] is None:
            return None
        gap = self.tokens.names(self.found[index].last, self.found[index + 1].first)
        if not gap or len(gap) > 4:
            return None
        joiners = [name for name in gap if name in _JOINERS]
        rest = [name for name in gap if name not in _JOINERS and name not in _PADDING]
        if rest or len(joiners) > 1:
            return None
        return joiners[0] if joiners else ("COMMA" if gap == ["COMMA"] else None)

    def _opener(self, index: int) -> str:
        place = self.found[index].first - 1
        while self._name(place) in ("THE", "ON", "EVEN"):
            place -= 1
        return self._name(place)

    def _joined(self, index: int) -> tuple[Span | None, int] | None:
        joiner = self._joiner(index)
        if joiner is None:
            return None
        opener = self._opener(index)
        if (opener == "BETWEEN" and joiner == "AND") or (joiner in ("TO", "UNTIL", "HYPHEN", "INTO")):
            return self._range(index, index + 1), index + 1
        return self._listed(index)

    def _range(self, index: int, other: int) -> Span | None:
        """From one expression to another, each giving the year or month that the other lacks."""
        opens, closes = self.moments[index], self.moments[other]
        assert opens is not None and closes is not None
        _share_year(opens, closes)
        last = resolve(closes, self.anchor)
        if last is None:
            return None
        end = bound(closes, last, opening=False)
        first = resolve(opens, end if opens.year is None else self.anchor)
        if first is None:
            return None
        start = bound(opens, first, opening=True)
        return Span(start, end, "range") if start <= end else None

    def _listed(self, index: int) -> tuple[Span, int] | None:
        """A list of neighbouring days, months or years: "Friday, Saturday and Sunday"."""
        last = index
        while self._joiner(last) in ("AND", "OR", "COMMA") and self._follows(last):
            last += 1
        # a list that never says "and" is no list: "In May, June …"
        while last > index and self._joiner(last - 1) == "COMMA":
            last -= 1
        opens, closes = self.spans[index], self.spans[last]
        if last == index or opens is None or closes is None:
            return None
        return Span(opens.first, closes.last, "range"), last

    def _follows(self, index: int) -> bool:
        one, two = self.spans[index], self.spans[index + 1]
        if one is None or two is None or one.precision != two.precision:
            return False
        if one.first > two.first and self.anchor is not None and (moment := self.moments[index]) is not None:
            # "on Saturday and Sunday" told on a Saturday: the first day is the one before the second
            one = resolve(moment, two.first) or one
            self.spans[index] = one
        return timedelta(0) < two.first - one.last <= timedelta(days=2)

    # --- "since", "until", "as of" ---

    def _prefixed(
        self, index: int, taken: int, span: Span | None, moment: Moment, floor: int
    ) -> TimeMention | None:
        """A mention for a moment or range, with what the words before it make of it."""
        first, last = self.found[index].first, self.found[taken].last
        since = self._since_before(first, floor)
        if since is not None:
            return self._since(since, first, last, moment, span)
        place = first - 1
        while place >= floor and self._name(place) in ("THE", "ON", "EVEN", "AT", "OVER"):
            place -= 1
        name = self._name(place) if place >= floor else "BREAK"
        window = (span.first, span.last, span.precision) if span else (None, None, None)
        if name == "OF" and place - 1 >= floor and self._name(place - 1) == "AS":
            return self._mention(place - 1, last, "until", (None, window[1], window[2]))
        if name in ("UNTIL", "BY", "BEFORE") and not (name == "BY" and self._agent(taken)):
            closes = bound(moment, span, opening=False) if span else None
            if closes and span and name == "BEFORE":
                closes = span.first - timedelta(days=1)
            return self._mention(place, last, "until", (None, closes, window[2]))
        begin = place if name in ("BETWEEN", "FROM") and taken > index else first
        if not window[0] and moment.form == "numeric":
            return None
        return self._mention(begin, last, _kind(moment, taken > index, span), window)

    def _agent(self, index: int) -> bool:
        """Whether a weekday owns something: "hit by Friday's raids" is no limit in time."""
        word = self.tokens.word(self.found[index].last - 1)
        return self.found[index].form == "weekday" and (word == "s" or word.endswith("days"))

    def _since_before(self, first: int, floor: int) -> int | None:
        """The place of the "since" that governs the expression at `first`."""
        for place in range(first - 1, max(floor, first - _SINCE_REACH) - 1, -1):
            name = self._name(place)
            if name == "SINCE":
                return place
            if name in _CLAUSE_ENDS and not (name == "STOP" and len(self.tokens.word(place - 1)) < 3):
                return None
            if name == "COMMA" and first - place > 1:
                return None
        return None

    def _since(self, since: int, first: int, last: int, moment: Moment, span: Span | None) -> TimeMention:
        opens = bound(moment, span, opening=True) if span else None
        precision = span.precision if span else None
        names = set(self.tokens.names(since + 1, first)) | set(self.tokens.names(last, last + 3)[:2])
        gap = set(self.tokens.names(since + 1, first))
        kind: TimeKind = "since"
        if "TRUCE" in gap:
            kind = "truce"
        elif "WAR" in gap or ("IT" in gap and "BEGIN" in gap and precision == "year"):
            kind = "war"
        del names
        if opens is not None and self.anchor is not None and opens > self.anchor:
            opens = None
        return self._mention(since, last, kind, (opens, self.anchor, precision or ("range" if self.anchor else None)))

    def _bare_since(self, taken: list[TimeMention]) -> list[TimeMention]:
        """Since-clauses without a date: "since the truce took effect", "since the war began"."""
        code = CLASS["SINCE"]
        result: list[TimeMention] = []
        place = self.codes.find(code)
        covered = {mention.start for mention in taken}
        while place >= 0:
            if self.tokens.starts[place] not in covered and (mention := self._bare_clause(place)):
                result.append(mention)
            place = self.codes.find(code, place + 1)
        return [m for m in result if not any(m.start < t.end and t.start < m.end for t in taken)]

    def _bare_clause(self, since: int) -> TimeMention | None:
        names = self.tokens.names(since + 1, since + 1 + _TRUCE_REACH)
        kind: TimeKind | None = None
        last = since + 1
        for offset, name in enumerate(names):
            if name in _CLAUSE_ENDS or name == "COMMA":
                break
            if kind is None and name in ("TRUCE", "WAR", "STRIFE"):
                kind = "truce" if name == "TRUCE" else "war" if name == "WAR" else "since"
                last = since + offset + 2
            elif kind is not None and name == "BEGIN":
                last = since + offset + 2
                break
        if kind is None:
            return None
        return self._mention(since, last, kind, (None, self.anchor, "range" if self.anchor else None))

    # --- lengths, shifts, anaphors ---

    def _length(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        item = self.found[index]
        form = item.form
        if form in ("past", "duration"):
            return self._duration(index)
        if form == "ago":
            return self._ago(item), index + 1
        if form in ("shift", "anaphor"):
            return self._pointing(index, floor), index + 1
        kind = _PLAIN_KINDS[form]
        last = self.anchor if form == "vague" else None
        if form == "age" and self._war_follows(item.last):
            kind = "war"
        return self._mention(item.first, item.last, kind, (None, last, "range" if last else None)), index + 1

    def _war_follows(self, place: int) -> bool:
        names = self.tokens.names(place, place + 4)
        for stop in ("STOP", "BREAK", "COMMA"):
            if stop in names:
                names = names[: names.index(stop)]
        return "WAR" in names[:3] or (names[:1] == ["INTO"] and "WAR" in names)

    def _duration(self, index: int) -> tuple[TimeMention | None, int]:
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        unit = unit_of(self.tokens, item.first, item.last) or "DAY"
        count = count_of(self.tokens, item.first, item.last) or (1 if item.form == "past" else None)
        days = length_in_days(count, unit) if count else None
        closing = self._closing(index)
        if closing is not None and count is not None:
            last = closing.last
            span = Span(max(back(last, count, unit), date(1900, 1, 1)), last, "range")
            return self._mention(item.first, self.found[index + 1].last, "range", (span.first, span.last, span.precision), days=days), index + 2
        after = self.tokens.names(item.last, item.last + 3)
        if item.form == "past":
            return self._mention(item.first, item.last, "past", self._rolling(count, unit), days=days), index + 1
        if unit in ("MONTH", "YEAR", "DECADE") and self._war_follows(item.last):
            return self._mention(item.first, item.last, "war", (None, self.anchor, None), days=days), index + 1
        strife = after[:1] == ["STRIFE"] or after[:2] == ["OF", "STRIFE"] or (after[:1] == ["OF"] and "STRIFE" in after)
        if strife and count and unit in ("DAY", "WEEK", "MONTH", "FORTNIGHT") and days and self.anchor:
            opens = self.anchor - timedelta(days=days - 1) if unit == "DAY" else back(self.anchor, count, unit)
            return self._mention(item.first, item.last, "past", (opens, self.anchor, "range"), days=days), index + 1
        if names[0] in ("OVER", "IN", "DURING", "WITHIN") and count and "LONG" not in names:
            return self._mention(item.first, item.last, "past", self._rolling(count, unit), days=days), index + 1
        kind: TimeKind = "past" if "PERIOD" in names else "vague"
        return self._mention(item.first, item.last, kind, (None, None, None), days=days), index + 1

    def _rolling(self, count: int | None, unit: str) -> tuple[date | None, date | None, Precision | None]:
        if self.anchor is None or count is None:
            return (None, self.anchor, "range" if self.anchor else None)
        return (back(self.anchor, count, unit), self.anchor, "range")

    def _closing(self, index: int) -> Span | None:
        """The day that a length runs up to: "in the three months to 11 January"."""
        item = self.found[index]
        if index + 1 >= len(self.found) or "THE" not in self.tokens.names(item.first, item.last):
            return None
        gap = self.tokens.names(item.last, self.found[index + 1].first)
        if gap[:1] and gap[0] in ("TO", "UNTIL", "ENDING") and set(gap[1:]) <= {"ON", "THE", "IN"}:
            return self.spans[index + 1]
        return None

    def _ago(self, item: Found) -> TimeMention:
        unit = unit_of(self.tokens, item.first, item.last) or "DAY"
        count = count_of(self.tokens, item.first, item.last)
        vague = "VAGUE" in self.tokens.names(item.first, item.last)
        if self.anchor is None or count is None or (vague and self.tokens.word(item.first) not in ("a", "couple")):
            return self._mention(item.first, item.last, "vague", (None, self.anchor, None))
        day = back(self.anchor, count, unit) if unit != "HOUR" or count > 12 else self.anchor
        if unit in ("YEAR", "DECADE"):
            return self._mention(
                item.first, item.last, "year", (date(day.year, 1, 1), date(day.year, 12, 31), "year")
            )
        if unit == "MONTH":
            last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            return self._mention(item.first, item.last, "month", (day.replace(day=1), last, "month"))
        return self._mention(item.first, item.last, "day", (day, day, "day"))

    def _pointing(self, index: int, floor: int) -> TimeMention:
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        shift = _shift_of(self.tokens, item, names)
        if item.form == "shift" and names[-1] in ("AFTER", "BEFORE") and not self._clause_over(item.last):
            return self._around(index, shift)
        since = self._since_before(item.first, floor)
        if since is not None:
            return self._mention(
                since, item.last, "since", (None, self.anchor, "range" if self.anchor else None), shift=shift
            )
        return self._mention(item.first, item.last, "anaphor", (None, None, None), shift=shift)

    def _clause_over(self, place: int) -> bool:
        return self._name(place) in ("STOP", "COMMA", "BREAK", "AND", "IN", "AT", "BY", "RIGHT")

    def _around(self, index: int, shift: int | None) -> TimeMention:
        """ "Two days after the truce took effect on Sunday": counted from the time that the clause names."""
        item = self.found[index]
        if index + 1 < len(self.found) and shift is not None and (span := self.spans[index + 1]):
            gap = self.tokens.names(item.last, self.found[index + 1].first)
            if len(gap) <= _AFTER_REACH and not {"STOP", "BREAK"} & set(gap) and span.precision == "day":
                day = span.first + timedelta(days=shift)
                return self._mention(item.first, item.last, "day", (day, day, "day"), shift=None)
        return self._mention(item.first, item.last, "vague", (None, None, None))


def _shift_of(tokens: Tokens, item: Found, names: list[str]) -> int | None:
    """How many days an anaphor lies from the time it points at; None for "hours later", 0 for "that day"."""
    if item.form == "anaphor":
        if "PREVIOUS" not in names and "NEXT" not in names and "AFTER" not in names:
            return 0
        unit = next((name for name in names if name in UNITS), "DAY")
        return length_in_days(1, unit) * (-1 if "PREVIOUS" in names else 1)
    unit = unit_of(tokens, item.first, item.last) or "DAY"
    sign = -1 if names[-1] in ("EARLIER", "BEFORE", "PREVIOUS") else 1
    if unit in ("HOUR", "MINUTE"):
        return 0
    count = count_of(tokens, item.first, item.last) or (1 if "THE" in names else None)
    return sign * length_in_days(count, unit) if count else None


def _share_year(opens: Moment, closes: Moment) -> None:
    """Give a year told at one end of a range to the other: "between November and 3 May 2016"."""
    if opens.month is None or closes.month is None:
        return
    crosses = opens.month > closes.month
    if opens.year is None and closes.year is not None and opens.year_shift is None:
        opens.year = closes.year - crosses
    elif closes.year is None and opens.year is not None and closes.year_shift is None:
        closes.year = opens.year + crosses
    elif closes.year_shift is not None and opens.year is None and opens.year_shift is None and not crosses:
        opens.year_shift = closes.year_shift


def _kind(moment: Moment, ranged: bool, span: Span | None) -> TimeKind:
    if ranged or moment.form in ("days", "years", "nights", "overnight", "decade"):
        return "range"
    if moment.form == "season":
        return "season"
    if span is not None:
        return span.precision
    return {"month": "month", "year": "year", "relative": "vague"}.get(moment.form, "day")  # type: ignore[return-value]


def find_times(
    text: str, start: int, end: int, anchor: date | None, *, month_first: bool = False
) -> list[TimeMention]:
    """All time expressions of `text[start:end]`, left to right, never overlapping.

    `anchor` is the publication date. Without it only dates with a year have a window. `month_first` reads 06-01-2016 as
    1 June; a date whose first number is above twelve is read the other way by itself.
    """
    return _Reader(text, start, end, anchor, month_first).mentions()


def number_spans(text: str) -> list[tuple[int, int]]:
    """The spans of numbers, in digits or words, that belong to time expressions and so count no people."""
    spans: list[tuple[int, int]] = []
    for mention in find_times(text, 0, len(text), None):
        tokens = tokenise(text, mention.start, mention.end)
        for place, name in enumerate(tokens.names(0, len(tokens.codes))):
            if name in _NUMBERS:
                spans.append((tokens.starts[place], tokens.end(place)))
    return spans


def resolve_anaphors(mentions: list[TimeMention], anchor: date | None) -> list[TimeMention]:
    """Give each anaphor the window of the time told before it, moved by its shift.

    "In that period" and "since then" take the nearest window before them, a period for choice; "the previous day" counts
    from the nearest day before it, or else from the publication date.
    """
    result: list[TimeMention] = []
    for mention in mentions:
        result.append(mention if mention.shift is None else _anchored(mention, result, anchor))
    return result


def _anchored(mention: TimeMention, before: list[TimeMention], anchor: date | None) -> TimeMention:
    periodic = "period" in mention.text.lower() or "time" in mention.text.lower()
    told = _antecedent(before, period=periodic)
    shift = timedelta(days=mention.shift or 0)
    if told is None:
        if anchor is None or not mention.shift or mention.shift > 0:
            return mention
        first = last = anchor + shift
    else:
        assert told.first is not None
        first, last = told.first + shift, (told.last or told.first) + shift
        if mention.shift:
            last = first = told.first + shift if mention.shift < 0 else (told.last or told.first) + shift
    if anchor is not None:
        last = min(last, anchor)
    if first > last:
        return mention
    precision: Precision = "day" if first == last else (told.precision or "range") if told else "range"
    if mention.kind == "since":
        if anchor is None:
            return replace(mention, first=first, precision="range")
        return replace(mention, first=first, last=anchor, precision=precision)
    return replace(mention, first=first, last=last, precision=precision)


def _antecedent(before: list[TimeMention], *, period: bool) -> TimeMention | None:
    told = [m for m in before if m.first is not None and m.last is not None and m.kind not in ("war",)]
    if period:
        longer = [m for m in told if m.first != m.last]
        return longer[-1] if longer else (told[-1] if told else None)
    return told[-1] if told else None

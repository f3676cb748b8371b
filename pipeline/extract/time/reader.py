"""What time expressions mean beside each other and beside the words around them.

Belongs here: "between … and", "since … began", "as of", "two days after … on Sunday", lengths and their events. Does
not: a single expression (`rules`, `moments`, `windows`), or the discourse (`mentions.resolve_anaphors`).
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from pipeline.extract.model import Precision
from pipeline.extract.time.mentions import TimeKind, TimeMention
from pipeline.extract.time.moments import Moment, Span, count_of, read, unit_of
from pipeline.extract.time.rules import AGE_IN_APPOSITION, Found, expressions
from pipeline.extract.time.windows import FORMS, add_days, back, bound, length_in_days, month_span, resolve
from pipeline.extract.time.words import CLASS, NUMBER_CLASSES, NUMBER_CODES, UNITS, Tokens, tokenise

_Window = tuple[date | None, date | None, Precision | None]

_NOTHING: Final[_Window] = (None, None, None)
_YEARS: Final = range(1900, 2101)  # a publication date outside is a mistake
_JOINERS: Final = frozenset({"AND", "OR", "TO", "UNTIL", "HYPHEN", "SLASH", "INTO"})
_RANGE_JOINERS: Final = frozenset({"TO", "UNTIL", "HYPHEN", "SLASH", "INTO"})
_LIST_JOINERS: Final = frozenset({"AND", "OR", "COMMA"})
_PADDING: Final = frozenset({"THE", "ON", "IN", "AT", "FROM", "EVEN", "OVER", "COMMA"})
_CLAUSE_ENDS: Final = NUMBER_CLASSES | {"STOP", "PAUSE", "BREAK", "SINCE", "SAID", "LEFT", "RIGHT"}
_SENTENCE_ENDS: Final = frozenset({"STOP", "PAUSE", "BREAK"})
# Tokens between "since" and the time of its clause: "since the start of the revolt against the president in March".
_SINCE_REACH: Final = 14
_NOUN_REACH: Final = 7  # tokens between "since" and the truce or war of its clause
_FUTURE_REACH: Final = 6  # tokens between "will" and its time
_AFTER_REACH: Final = 14  # tokens between "two days after" and the time that it counts from
_WAR_DAYS: Final = 60  # "100 days into the war" is the war's age, "two days of war" is a length
_YEAR_REACH: Final = 60  # tokens over which a year is carried: two sentences
_JOIN_REACH: Final = 4  # tokens between the two times of a range
_AGE: Final = re.compile(r"[1-9]\d?")
_PLAIN_KINDS: Final[dict[str, TimeKind]] = {
    "clock": "clock",
    "age": "age",
    "frequency": "frequency",
    "vague": "vague",
    "future": "vague",
    "nth": "vague",
    "street": "vague",
}


class Reader:
    """Turns the expressions of one span into mentions; lives for one call."""

    def __init__(self, text: str, start: int, end: int, anchor: date | None, *, month_first: bool) -> None:
        self.text = text
        self.anchor = anchor if anchor and anchor.year in _YEARS else None
        self.month_first = month_first
        self.tokens: Tokens = tokenise(text, start, end)
        self.codes = self.tokens.codes
        self._name = self.tokens.name
        self.found: list[Found] = expressions(self.tokens)
        self.moments: list[Moment | None] = []
        self.spans: list[Span | None] = []
        self._read_all()

    def _read_all(self) -> None:
        """Read and resolve each expression by itself, the same words once."""
        known: dict[tuple[str, str, bool], tuple[Moment, Span | None]] = {}
        for index, item in enumerate(self.found):
            if item.form not in FORMS:
                self.moments.append(None)
                self.spans.append(None)
                continue
            ahead = self._ahead(index)
            key = (item.form, self.text[self.tokens.starts[item.first] : self.tokens.end(item.last - 1)], ahead)
            if key not in known:
                moment = read(self.tokens, item)
                known[key] = moment, self._resolve(moment, ahead=ahead)
            self.moments.append(known[key][0])
            self.spans.append(known[key][1])
        self._carry_years()

    def _carry_years(self) -> None:
        """A month told with its year keeps it: "in August 2013 … on August 21"."""
        told: tuple[int, Moment] | None = None
        for index, moment in enumerate(self.moments):
            if moment is None or moment.month is None or moment.form == "season":
                continue
            if moment.year is not None:
                told = index, moment
            elif told and self._same_month(told[0], index):
                self.moments[index] = replace(moment, year=told[1].year)
                self.spans[index] = self._resolve(self.moments[index])

    def _same_month(self, told: int, index: int) -> bool:
        """Whether expression `index` names, soon after, the month of `told` and says nothing else of its year."""
        one, two = self.moments[told], self.moments[index]
        assert one is not None
        assert two is not None
        near = self.found[index].first - self.found[told].last <= _YEAR_REACH
        return near and one.month == two.month and two.year_shift is None and two.shift is None

    def mentions(self) -> list[TimeMention]:
        """All mentions in reading order."""
        result: list[TimeMention] = []
        index, floor = 0, 0
        while index < len(self.found):
            mention, index = self._next(index, floor)
            if mention is not None:
                result.append(mention)
                floor = self.found[index - 1].last
        result.extend(self._bare_since(result))
        result.extend(self._ages(result))
        return sorted(result, key=lambda mention: mention.start)

    # --- helpers ------------------------------------------------------------------------------------------------------

    def _resolve(self, moment: Moment | None, *, ahead: bool = False, anchor: date | None = None) -> Span | None:
        if moment is None:
            return None
        return resolve(moment, anchor or self.anchor, ahead=ahead, month_first=self.month_first)

    def _mention(
        self,
        first: int,
        last: int,
        kind: TimeKind,
        window: _Window = _NOTHING,
        *,
        days: int | None = None,
        shift: int | None = None,
    ) -> TimeMention:
        """A mention over tokens `first` to `last` (exclusive)."""
        start, end = self.tokens.starts[first], self.tokens.end(last - 1)
        opens, closes, precision = window
        if opens is not None and closes is not None and opens > closes:
            opens, closes, precision = _NOTHING
        numbers = tuple(
            (self.tokens.starts[place], self.tokens.end(place))
            for place in range(first, last)
            if self.codes[place] in NUMBER_CODES
        )
        return TimeMention(start, end, kind, opens, closes, precision, self.text[start:end], days, shift, numbers)

    def _till_now(self, first: date | None = None) -> _Window:
        """A window that ends with the publication date."""
        return (first, self.anchor, "range" if self.anchor else None)

    def _ahead(self, index: int) -> bool:
        """Whether the expression tells of a day to come: "will vote on Friday"."""
        item = self.found[index]
        floor = self.found[index - 1].last if index else 0
        start = max(floor, item.first - _FUTURE_REACH)
        if CLASS["FUTURE"] not in self.codes[start : item.first]:
            return False
        names = self.tokens.names(start, item.first)
        return not (_SENTENCE_ENDS | {"SAID"}) & set(names[names.index("FUTURE") :])

    def _next(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        """The mention that begins with expression `index`, and the index after what it took."""
        item, moment = self.found[index], self.moments[index]
        if moment is None:
            return self._length(index, floor)
        if (joined := self._joined(index)) is not None:
            span, taken = joined
            return self._prefixed(index, taken, span, moment, floor), taken + 1
        if item.form == "adjective" and moment.year and moment.year % 100 == 0:
            return None, index + 1  # "the 2000 refugees" counts people
        return self._prefixed(index, index, self.spans[index], moment, floor), index + 1

    # --- "between A and B", "A to B", "A and B" -----------------------------------------------------------------------

    def _joiner(self, index: int) -> str | None:
        """The word that joins expression `index` to the next, if only that and small words stand between."""
        if index + 1 >= len(self.found) or self.moments[index + 1] is None:
            return None
        last, first = self.found[index].last, self.found[index + 1].first
        if not 0 < first - last <= _JOIN_REACH:
            return None
        gap = self.tokens.names(last, first)
        joiners = [name for name in gap if name in _JOINERS]
        if len(joiners) > 1 or any(name not in _JOINERS and name not in _PADDING for name in gap):
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
        if joiner in _RANGE_JOINERS or (joiner == "AND" and self._opener(index) == "BETWEEN"):
            return self._range(index), index + 1
        return self._listed(index)

    def _range(self, index: int) -> Span | None:
        """From one expression to the next, each giving the year that the other lacks."""
        opens, closes = self.moments[index], self.moments[index + 1]
        assert opens is not None
        assert closes is not None
        opens, closes = _share_year(opens, closes)
        last = self._resolve(closes)
        if last is None:
            return None
        end = bound(closes, last, opening=False)
        first = self._resolve(opens, anchor=end if opens.year is None and opens.year_shift is None else None)
        if first is None:
            return None
        start = bound(opens, first, opening=True)
        return Span(start, end, "range") if start <= end else None

    def _listed(self, index: int) -> tuple[Span, int] | None:
        """A list of neighbouring days, months or years: "Friday, Saturday and Sunday"."""
        last = index
        while (joiner := self._joiner(last)) in _LIST_JOINERS and self._follows(last):
            last += 1
            if joiner != "COMMA":
                break
        else:
            return None  # a list that never says "and" is no list
        opens, closes = self.spans[index], self.spans[last]
        return (Span(opens.first, closes.last, "range"), last) if opens and closes else None

    def _follows(self, index: int) -> bool:
        """Whether the next expression tells of the day, month or year after this one."""
        one, two, moment = self.spans[index], self.spans[index + 1], self.moments[index]
        if one is None or two is None or one.precision != two.precision or moment is None:
            return False
        if one.first > two.first:
            # "on Saturday and Sunday" told on a Saturday: the first day is the one before the second
            one = self._resolve(moment, anchor=two.first) or one
            self.spans[index] = one
        return timedelta(0) < two.first - one.last <= timedelta(days=2)

    # --- "since", "until", "as of" ------------------------------------------------------------------------------------

    def _prefixed(self, index: int, taken: int, span: Span | None, moment: Moment, floor: int) -> TimeMention | None:
        """A mention for a moment or range, with what the words before it make of it."""
        first, last = self.found[index].first, self.found[taken].last
        if (since := self._since_before(first, floor)) is not None:
            return self._since(since, first, last, bound(moment, span, opening=True) if span else None, span)
        place = first - 1
        while place >= floor and self._name(place) in ("THE", "ON", "EVEN", "AT", "OVER"):
            place -= 1
        name = self._name(place) if place >= floor else "BREAK"
        if name == "OF" and place > floor and self._name(place - 1) == "AS":
            return self._until(place - 1, last, span, span.last if span else None)
        if name == "BEFORE":
            return self._until(place, last, span, add_days(span.first, -1) if span else None)
        up_to = name == "TO" and self._name(place - 1) == "UP"
        if (
            name == "UNTIL"
            or up_to
            or (name == "TO" and self.tokens.word(place) == "through")
            or (name == "BY" and not self._agent(taken))
        ):
            return self._until(place - up_to, last, span, bound(moment, span, opening=False) if span else None)
        if name == "FROM" and taken == index and (open_end := self._open_end(last)):
            return self._since(place, first, open_end, bound(moment, span, opening=True) if span else None, span)
        if span is None and moment.form == "numeric":
            return None  # 99.99.2016
        begin = place if name in ("BETWEEN", "FROM") and taken > index else first
        window: _Window = (span.first, span.last, span.precision) if span else _NOTHING
        return self._mention(begin, last, _kind(moment, span, ranged=taken > index), window)

    def _open_end(self, place: int) -> int | None:
        """The end of "onwards", "until now", "to date", "to the present" at `place`."""
        if self._name(place) in ("TO", "UNTIL"):
            place += 1 + (self._name(place + 1) == "THE")
            return place + 1 if self._name(place) == "NOW" or self._word(place) == "date" else None
        return place + 1 if self._name(place) == "NOW" and self._word(place).startswith("on") else None

    def _word(self, place: int) -> str:
        return self.tokens.word(place) if 0 <= place < len(self.codes) else ""

    def _until(self, first: int, last: int, span: Span | None, closes: date | None) -> TimeMention:
        return self._mention(first, last, "until", (None, closes, span.precision if span else None))

    def _agent(self, index: int) -> bool:
        """Whether a weekday owns something: "hit by Friday's raids" is no limit in time."""
        word = self.tokens.word(self.found[index].last - 1)
        return self.found[index].form == "weekday" and (word == "s" or word.endswith("days"))

    def _since_before(self, first: int, floor: int) -> int | None:
        """The place of the "since" that governs the expression at `first`."""
        start = max(floor, first - _SINCE_REACH)
        if self.codes.rfind(CLASS["SINCE"], start, first) < 0:
            return None
        for place in range(first - 1, start - 1, -1):
            name = self._name(place)
            if name == "SINCE":
                return None if self._name(place - 1) == "HAVE" else place
            if name in _CLAUSE_ENDS and not (name == "STOP" and len(self.tokens.word(place - 1)) < 3):
                return None
            if name == "COMMA" and first - place > 1:
                return None
        return None

    def _since(self, since: int, first: int, last: int, opens: date | None, span: Span | None) -> TimeMention:
        """From the time that a since-clause states; what the clause is about makes it a truce's or a war's."""
        clause = self.tokens.names(since + 1, first)
        kind: TimeKind = "since"
        if "TRUCE" in clause:
            kind = "truce"
        elif "WAR" in clause or ("IT" in clause and "BEGIN" in clause and span and span.precision == "year"):
            kind = "war"
        if opens is not None and self.anchor is not None and opens > self.anchor:
            opens = None
        window = self._till_now(opens)
        return self._mention(since, last, kind, (window[0], window[1], span.precision if span else window[2]))

    def _ages(self, taken: list[TimeMention]) -> list[TimeMention]:
        """Ages that stand behind a name: "Samir, 34, said", "Noha 45 told reporters"."""
        covered = {start for mention in taken for start, _ in mention.numbers}
        return [
            self._mention(place, place + 1, "age")
            for match in AGE_IN_APPOSITION.finditer(self.codes)
            for place in [match.start(match.lastgroup or 0)]
            if self.tokens.words[match.start()][0].isupper()
            and _AGE.fullmatch(self.tokens.word(place))
            and self.tokens.starts[place] not in covered
        ]

    def _bare_since(self, taken: list[TimeMention]) -> list[TimeMention]:
        """Since-clauses without a date: "since the truce took effect", "has since killed"."""
        result: list[TimeMention] = []
        place = self.codes.find(CLASS["SINCE"])
        bounds = iter(taken)
        current = next(bounds, None)
        while place >= 0:
            start = self.tokens.starts[place]
            while current is not None and current.end <= start:
                current = next(bounds, None)
            mention = None if current and current.start <= start else self._bare_clause(place)
            if mention and not (current and current.start < mention.end):
                result.append(mention)
            place = self.codes.find(CLASS["SINCE"], place + 1)
        return result

    def _bare_clause(self, since: int) -> TimeMention | None:
        if self._name(since - 1) == "HAVE" or self._name(since + 1) in (*_SENTENCE_ENDS, "COMMA"):
            return self._mention(since, since + 1, "since", self._till_now(), shift=0)
        kind: TimeKind | None = None
        last = since + 1
        for place, name in enumerate(self.tokens.names(since + 1, since + 1 + _NOUN_REACH), since + 1):
            if name in _CLAUSE_ENDS or name == "COMMA":
                break
            if kind is None and name in ("TRUCE", "WAR", "STRIFE"):
                kind = "truce" if name == "TRUCE" else "war" if name == "WAR" else "since"
                last = place + 1
            elif kind is not None and name == "BEGIN":
                last = place + 1
                break
        return self._mention(since, last, kind, self._till_now()) if kind else None

    # --- lengths ------------------------------------------------------------------------------------------------------

    def _length(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        """A mention for an expression that names no moment by itself."""
        item = self.found[index]
        if item.form in ("past", "duration"):
            return self._bounded(index) or (self._duration(index), index + 1)
        if item.form == "ago":
            return self._ago(item, floor), index + 1
        if item.form in ("shift", "anaphor"):
            return self._pointing(index, floor), index + 1
        if item.form == "age" and self._war_follows(item.last):
            return self._mention(item.first, item.last, "war", self._till_now()), index + 1
        window = self._till_now() if item.form == "vague" else _NOTHING
        return self._mention(item.first, item.last, _PLAIN_KINDS[item.form], window), index + 1

    def _war_follows(self, place: int) -> bool:
        """Whether the length is a war's: "eight-year civil war", "nine years into the conflict"."""
        names = self.tokens.names(place, place + 4)
        ends = [place for place, name in enumerate(names) if name in _SENTENCE_ENDS or name == "COMMA"]
        names = names[: ends[0]] if ends else names
        return "WAR" in names[:3] or (names[:1] == ["INTO"] and "WAR" in names)

    def _strife_follows(self, place: int) -> bool:
        """Whether the length is that of fighting: "three-day assault", "two days of heavy clashes"."""
        names = self.tokens.names(place, place + 3)
        return names[:1] == ["STRIFE"] or (names[:1] == ["OF"] and "STRIFE" in names)

    def _bounded(self, index: int) -> tuple[TimeMention, int] | None:
        """A length up to or from a day: "in the three months to 11 January", "the five days from 29 December"."""
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        if index + 1 >= len(self.found) or "THE" not in names or (span := self.spans[index + 1]) is None:
            return None
        gap = self.tokens.names(item.last, self.found[index + 1].first)
        count, unit = count_of(self.tokens, item.first, item.last) or 1, unit_of(self.tokens, item.first, item.last)
        if unit is None or not gap or not set(gap[1:]) <= {"ON", "THE", "IN"}:
            return None
        if gap[0] in ("TO", "UNTIL", "ENDING"):
            window: _Window = (back(span.last, count, unit), span.last, "range")
        elif gap[0] in ("FROM", "SINCE", "AFTER", "OF", "START"):
            window = (span.first, add_days(span.first, length_in_days(count, unit) - 1), "range")
        else:
            return None
        days = length_in_days(count, unit)
        return self._mention(item.first, self.found[index + 1].last, "range", window, days=days), index + 2

    def _duration(self, index: int) -> TimeMention:
        item = self.found[index]
        names = self.tokens.names(item.first, item.last)
        unit = unit_of(self.tokens, item.first, item.last) or "DAY"
        count = count_of(self.tokens, item.first, item.last) or (1 if item.form == "past" else None)
        days = length_in_days(count, unit) if count else None
        kind, window = self._stretch(item, names, count, unit)
        return self._mention(item.first, item.last, kind, window, days=days)

    def _stretch(self, item: Found, names: list[str], count: int | None, unit: str) -> tuple[TimeKind, _Window]:
        """What a length means: a stretch up to today, a war's age, or only a length."""
        if item.form == "past":
            return "past", self._rolling(count, unit)
        if self._war_follows(item.last):
            long = unit in ("MONTH", "YEAR", "DECADE") or (count or 0) > _WAR_DAYS
            return ("war", self._till_now()) if long else ("vague", _NOTHING)
        if count and unit != "MINUTE":
            if self._strife_follows(item.last) and unit in ("DAY", "WEEK", "FORTNIGHT", "MONTH"):
                return "past", self._rolling(count, unit, inclusive=unit == "DAY")
            if (
                names[0] in ("OVER", "IN", "DURING", "WITHIN")
                and "LONG" not in names
                and unit not in ("YEAR", "DECADE")
            ):
                return "past", self._rolling(count, unit)
        return ("past" if "PERIOD" in names else "vague"), _NOTHING

    def _rolling(self, count: int | None, unit: str, *, inclusive: bool = False) -> _Window:
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
            span = _ago_span(self.anchor, count, unit)
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
        shift = self._shift_of(item, names)
        if item.form == "shift" and names[-1] in ("AFTER", "BEFORE") and not self._clause_over(item.last):
            return self._around(index, shift)
        since = self._since_before(item.first, floor)
        if since is not None:
            return self._mention(since, item.last, "since", self._till_now(), shift=shift)
        return self._mention(item.first, item.last, "anaphor", days=self._period_days(item, names), shift=shift)

    def _period_days(self, item: Found, names: list[str]) -> int | None:
        """The length told by "in that three-week period" and by "the previous week"."""
        count, unit = count_of(self.tokens, item.first, item.last), unit_of(self.tokens, item.first, item.last)
        if "PERIOD" in names:
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
        if unit in ("HOUR", "MINUTE"):
            return 0
        count = count_of(self.tokens, item.first, item.last) or (1 if "THE" in names else None)
        sign = -1 if names[-1] in ("EARLIER", "BEFORE", "PREVIOUS") else 1
        return sign * length_in_days(count, unit) if count else None

    def _clause_over(self, place: int) -> bool:
        return self._name(place) in (*_SENTENCE_ENDS, "COMMA", "AND", "IN", "AT", "BY", "RIGHT")

    def _around(self, index: int, shift: int | None) -> TimeMention:
        """ "Two days after the truce took effect on Sunday": counted from the time that the clause names."""
        item = self.found[index]
        if index + 1 < len(self.found) and shift is not None and (span := self.spans[index + 1]):
            gap = self.tokens.names(item.last, min(self.found[index + 1].first, item.last + _AFTER_REACH + 1))
            if len(gap) <= _AFTER_REACH and not _SENTENCE_ENDS & set(gap) and span.precision == "day":
                day = add_days(span.first, shift)
                return self._mention(item.first, item.last, "day", (day, day, "day"))
        return self._mention(item.first, item.last, "vague")


def _ago_span(anchor: date, count: int, unit: str) -> Span:
    day = anchor if unit in ("MINUTE", "HOUR") and count <= 12 else back(anchor, count, unit)
    if unit in ("YEAR", "DECADE"):
        return Span(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    if unit == "MONTH":
        return Span(*month_span(day), "month")
    return Span(day, day, "day")


def _share_year(opens: Moment, closes: Moment) -> tuple[Moment, Moment]:
    """Give a year told at one end of a range to the other: "between November and 3 May 2016"."""
    if opens.month is None or closes.month is None:
        return opens, closes
    crosses = opens.month > closes.month
    if opens.year is None and opens.year_shift is None:
        if closes.year is not None:
            return replace(opens, year=closes.year - crosses), closes
        if closes.year_shift is not None:
            return replace(opens, year_shift=closes.year_shift - crosses), closes
    elif closes.year is None and closes.year_shift is None and opens.year is not None:
        return opens, replace(closes, year=opens.year + crosses)
    return opens, closes


def _kind(moment: Moment, span: Span | None, *, ranged: bool) -> TimeKind:
    if ranged or moment.form in ("days", "years", "nights", "overnight", "decade"):
        return "range"
    if moment.form == "season":
        return "season"
    if span is not None:
        return span.precision
    unresolved: dict[str, TimeKind] = {"month": "month", "year": "year", "relative": "vague"}
    return unresolved.get(moment.form, "day")

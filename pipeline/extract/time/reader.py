"""What time expressions mean beside each other and beside the words around them.

Belongs here: "between … and", "A to B", "since … began", "as of", ages behind names. Does not: a single expression
(`rules`, `moments`, `windows`), lengths (`lengths`), or the discourse (`mentions.resolve_anaphors`).
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from pipeline.extract.time.lengths import Lengths
from pipeline.extract.time.mentions import TimeKind, TimeMention
from pipeline.extract.time.moments import Moment, Span
from pipeline.extract.time.rules import AGE_IN_APPOSITION
from pipeline.extract.time.sheet import CLAUSE_ENDS, NOTHING, SENTENCE_ENDS, Bounds
from pipeline.extract.time.windows import add_days, bound
from pipeline.extract.time.words import CLASS

_JOINERS: Final = frozenset({"AND", "OR", "TO", "UNTIL", "HYPHEN", "SLASH", "INTO"})
_RANGE_JOINERS: Final = frozenset({"TO", "UNTIL", "HYPHEN", "SLASH", "INTO"})
_LIST_JOINERS: Final = frozenset({"AND", "OR", "COMMA"})
_HOURS: Final = frozenset({"PARTOFDAY", "NIGHT", "EARLY", "LATE"})  # "between dusk on Friday and dawn on Saturday"
_PADDING: Final = _HOURS | {"THE", "ON", "IN", "AT", "FROM", "EVEN", "OVER", "COMMA"}
_NOUN_REACH: Final = 7  # tokens between "since" and the truce or war of its clause
_NAMED_REACH: Final = 3  # words of a name that a year belongs to: "the 2016 peace accord"
# "The 2019 death toll", "the 1995 massacre": what happened in that year.
_COUNTS: Final = frozenset("toll tally death deaths figures casualties casualty count massacre genocide".split())
_JOIN_REACH: Final = 4  # tokens between the two times of a range
_SINCE_ENDS: Final = SENTENCE_ENDS | {"COMMA"}
_AGE: Final = re.compile(r"[1-9]\d?")


class Reader(Lengths):
    """Turns the expressions of one span into mentions."""

    def mentions(self) -> list[TimeMention]:
        """All mentions in reading order."""
        result: list[TimeMention] = []
        index, floor = 0, 0
        while index < len(self.found):
            mention, index = self._next(index, floor)
            if mention is not None:
                if result and mention.start < result[-1].end:
                    result.pop()  # the hour of "since 5pm on Tuesday"
                result.append(mention)
                aside = mention.kind == "clock" or (mention.kind == "vague" and "-" in mention.text)
                floor = floor if aside else self.found[index - 1].last
        result.extend(self._bare_since(result))
        result.extend(self._ages(result))
        return sorted(result, key=lambda mention: mention.start)

    def _next(self, index: int, floor: int) -> tuple[TimeMention | None, int]:
        """The mention that begins with expression `index`, and the index after what it took."""
        item, moment = self.found[index], self.moments[index]
        if moment is None:
            if self._of_year(index):
                return None, index + 1
            return self._from_that(index) or self._length(index, floor)
        if (joined := self._joined(index)) is not None:
            span, taken = joined
            return self._prefixed(index, taken, span, moment, floor), taken + 1
        if item.form == "adjective" and moment.year and moment.year % 100 == 0:
            return None, index + 1  # "the 2000 refugees" counts people
        if item.form == "adjective" and self._names_a_deal(item.last):
            return self._mention(item.first, item.last, "vague"), index + 1
        return self._prefixed(index, index, self.spans[index], moment, floor), index + 1

    def _names_a_deal(self, place: int) -> bool:
        """Whether a year only tells one deal or election from another: "the 2016 peace accord"."""
        names = self.tokens.names(place, place + _NAMED_REACH)
        counts = any(self._word(k) in _COUNTS for k in range(place, place + _NAMED_REACH))
        return names[:1] == ["OTHER"] and not counts and not {"WAR", "STRIFE"} & set(names)

    # --- "between A and B", "A to B", "A and B" -----------------------------------------------------------------------

    def _joiner(self, index: int) -> str | None:
        """The word that joins expression `index` to the next, if only that and small words stand between."""
        if index + 1 >= len(self.found) or self.moments[index + 1] is None or self._opens_entry(index):
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
        while self._name(place) in ("THE", "ON", "EVEN") or self._name(place) in _HOURS:
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
        if last == index + 1 and self._name(self.found[last].first - 2) == "AND" and self._clause_behind(index):
            return None  # "nine died on Thursday, and on Friday seven more": two days
        opens, closes = self.spans[index], self.spans[last]
        return (Span(opens.first, closes.last, "range"), last) if opens and closes else None

    def _clause_behind(self, index: int) -> bool:
        """Whether a comma stands right behind an expression: another clause may begin there."""
        return self._name(self.found[index].last) == "COMMA"

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

    def _from_that(self, index: int) -> tuple[TimeMention, int] | None:
        """ "Between that date and 25 June": from the time told before to the one told here."""
        if self.found[index].form != "anaphor" or self._opener(index) not in ("BETWEEN", "FROM"):
            return None
        closes, span = self.moments[index + 1 : index + 2], self.spans[index + 1 : index + 2]
        if not closes or closes[0] is None or span[0] is None or self._joiner(index) not in _JOINERS:
            return None
        window: Bounds = (None, bound(closes[0], span[0], opening=False), "range")
        first, last = self.found[index].first, self.found[index + 1].last
        return self._mention(first, last, "range", window, shift=0), index + 2

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
        if name not in ("OF", "BEFORE") and index and self._is_hour(index - 1, place):
            place = self.found[index - 1].first - 1  # "as of 16:00 on 12 January"
            name = self._name(place)
        if name == "OF" and place > floor and self._name(place - 1) == "AS":
            return self._until(place - 1, last, span, span.last if span else None)
        if name == "AS" and place + 1 < first and self._name(place + 1) == "AT":
            return self._until(place, last, span, span.last if span else None)  # "as at 26 November"
        if name == "BEFORE":
            ends = moment.edge == "end" and span is not None
            return self._until(place, last, span, (span.last if ends else add_days(span.first, -1)) if span else None)
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
        window: Bounds = (span.first, span.last, span.precision) if span else NOTHING
        return self._mention(begin, last, _kind(moment, span, ranged=taken > index), window)

    def _is_hour(self, index: int, place: int) -> bool:
        """Whether an expression is an hour that ends at `place` behind "as of"."""
        item = self.found[index]
        return (
            item.form == "clock"
            and item.last == place + 1
            and self.tokens.names(item.first - 2, item.first)
            == [
                "AS",
                "OF",
            ]
        )

    def _open_end(self, place: int) -> int | None:
        """The end of "onwards", "until now", "to date", "to the present" at `place`."""
        if self._name(place) in ("TO", "UNTIL"):
            place += 1 + (self._name(place + 1) == "THE")
            return place + 1 if self._name(place) == "NOW" or self._word(place) == "date" else None
        return place + 1 if self._name(place) == "NOW" and self._word(place).startswith("on") else None

    def _until(self, first: int, last: int, span: Span | None, closes: date | None) -> TimeMention:
        opens = closes.replace(month=1, day=1) if closes is not None and self._ends_this_year(last) else None
        return self._mention(first, last, "until", (opens, closes, span.precision if span else None))

    def _ends_this_year(self, past: int) -> bool:
        """Whether what was counted began with the year: "14 have died till June this year"."""
        return self._word(past - 1) == "year" and self._word(past - 2) == "this"

    def _agent(self, index: int) -> bool:
        """Whether a weekday owns something: "hit by Friday's raids" is no limit in time."""
        word = self.tokens.word(self.found[index].last - 1)
        return self.found[index].form == "weekday" and (word == "s" or word.endswith("days"))

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
        if self._name(since - 1) == "HAVE" or self._name(since + 1) in _SINCE_ENDS:
            return self._mention(since, since + 1, "since", self._till_now(), shift=0)
        kind: TimeKind | None = None
        last = since + 1
        for place, name in enumerate(self.tokens.names(since + 1, since + 1 + _NOUN_REACH), since + 1):
            if name in CLAUSE_ENDS or name == "COMMA":
                break
            if self._word(place) == "silent":
                return self._mention(since, place + 1, "truce", self._till_now())
            if kind is None and name in ("TRUCE", "WAR", "STRIFE"):
                kind = "truce" if name == "TRUCE" else "war" if name == "WAR" else "since"
                last = place + 1
            elif kind is not None and name == "BEGIN":
                last = place + 1
                break
        return self._mention(since, last, kind, self._till_now()) if kind else None


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

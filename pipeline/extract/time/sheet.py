"""One span of text laid out for reading: its tokens, its expressions and what each means by itself.

Belongs here: what every reader of expressions needs, and the "since" that may govern any of them. Does not: what
expressions mean beside each other (`reader`), lengths and words that point (`lengths`).
"""

from dataclasses import replace
from datetime import date
from typing import Final

from pipeline.extract.model import Precision
from pipeline.extract.time.mentions import TimeKind, TimeMention
from pipeline.extract.time.moments import Moment, Span, read
from pipeline.extract.time.rules import Found, expressions
from pipeline.extract.time.windows import FORMS, resolve
from pipeline.extract.time.words import CLASS, NUMBER_CLASSES, NUMBER_CODES, UNITS, Tokens, tokenise

Bounds = tuple[date | None, date | None, Precision | None]

NOTHING: Final[Bounds] = (None, None, None)
SENTENCE_ENDS: Final = frozenset({"STOP", "PAUSE", "BREAK"})
CLAUSE_ENDS: Final = NUMBER_CLASSES | SENTENCE_ENDS | {"SINCE", "SAID", "LEFT", "RIGHT"}
_YEARS: Final = range(1900, 2101)  # a publication date outside is a mistake
# Tokens between "since" and the time of its clause: "since the start of the revolt against the president in March".
_SINCE_REACH: Final = 18
# "Since the truce collapsed on Friday" counts from its end, not from its beginning.
_OVER: Final = frozenset({"collapsed", "ended", "expired", "broke", "unravelled", "unraveled", "lapsed"})
_BOTH: Final = 2
_RELATIVES: Final = frozenset({"which", "who", "whose", "whom"})
_FUTURE_REACH: Final = 6  # tokens between "will" and its time
_YEAR_REACH: Final = 60  # tokens over which a year is carried: two sentences


class Sheet:
    """The expressions of one span, read and resolved; lives for one call."""

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
        entry: int | None = None
        for index, moment in enumerate(self.moments):
            if moment is not None and self._opens_entry(index):
                entry = moment.year
            if moment is None or moment.month is None or moment.form == "season":
                continue
            if moment.year is not None:
                told = index, moment
            elif (year := self._year_told(index, told[1].year if told else None) or entry) is not None:
                if moment.year_shift is None and moment.shift is None:
                    self.moments[index] = replace(moment, year=year)
                    self.spans[index] = self._resolve(self.moments[index])
                    told = index, self.moments[index] or moment
            elif told and self._same_month(told[0], index):
                self.moments[index] = replace(moment, year=told[1].year)
                self.spans[index] = self._resolve(self.moments[index])

    def _opens_entry(self, index: int) -> bool:
        """Whether a year heads an entry of a chronology: "1996 - A truck bomb", "2011: On Aug. 26"."""
        item = self.found[index]
        if item.form != "year":
            return False
        return self._name(item.last) in ("HYPHEN", "PAUSE", "STOP") and self._name(item.first - 1) in SENTENCE_ENDS

    def _of_year(self, index: int) -> bool:
        """Whether an expression is the year of the month before it: "February of the following year"."""
        if index == 0 or self.found[index].form != "anaphor" or self._name(self.found[index].last - 1) != "YEAR":
            return False
        before, moment = self.found[index - 1], self.moments[index - 1]
        gap = self.tokens.names(before.last, self.found[index].first)
        return moment is not None and moment.month is not None and gap in (["OF"], ["IN"])

    def _year_told(self, index: int, told: int | None) -> int | None:
        """The year of "March of the same year", "February of the following year"."""
        if index + 1 >= len(self.found) or not self._of_year(index + 1):
            return None
        words = self.tokens.names(self.found[index + 1].first, self.found[index + 1].last)
        before = (span.first.year for span in reversed(self.spans[:index]) if span is not None)
        year = told or next(before, None)
        shift = 1 if {"AFTER", "NEXT"} & set(words) else -1 if "PREVIOUS" in words else 0
        return year + shift if year is not None else None

    def _same_month(self, told: int, index: int) -> bool:
        """Whether expression `index` names, soon after, the month of `told` and says nothing else of its year."""
        one, two = self.moments[told], self.moments[index]
        assert one is not None
        assert two is not None
        near = self.found[index].first - self.found[told].last <= _YEAR_REACH
        return near and one.month == two.month and two.year_shift is None and two.shift is None

    def _resolve(self, moment: Moment | None, *, ahead: bool = False, anchor: date | None = None) -> Span | None:
        if moment is None:
            return None
        return resolve(moment, anchor or self.anchor, ahead=ahead, month_first=self.month_first)

    def _mention(
        self,
        first: int,
        last: int,
        kind: TimeKind,
        window: Bounds = NOTHING,
        *,
        days: int | None = None,
        shift: int | None = None,
    ) -> TimeMention:
        """A mention over tokens `first` to `last` (exclusive)."""
        start, end = self.tokens.starts[first], self.tokens.end(last - 1)
        opens, closes, precision = window
        if opens is not None and closes is not None and opens > closes:
            opens, closes, precision = NOTHING
        numbers = tuple(
            (self.tokens.starts[place], self.tokens.end(place))
            for place in range(first, last)
            if self.codes[place] in NUMBER_CODES
        )
        return TimeMention(start, end, kind, opens, closes, precision, self.text[start:end], days, shift, numbers)

    def _till_now(self, first: date | None = None) -> Bounds:
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
        return not (SENTENCE_ENDS | {"SAID"}) & set(names[names.index("FUTURE") :])

    def _word(self, place: int) -> str:
        return self.tokens.word(place) if 0 <= place < len(self.codes) else ""

    def _since_before(self, first: int, floor: int) -> int | None:
        """The place of the "since" that governs the expression at `first`."""
        start = max(floor, first - _SINCE_REACH)
        if self.codes.rfind(CLASS["SINCE"], start, first) < 0:
            return None
        commas: list[int] = []
        for place in range(first - 1, start - 1, -1):
            name = self._name(place)
            if name == "SINCE":
                return place if self._name(place - 1) != "HAVE" and self._is_aside(commas) else None
            if name in CLAUSE_ENDS and not (name == "STOP" and len(self.tokens.word(place - 1)) < 3):
                if self._is_clock(place) or self._counts_nobody(place):
                    continue  # "since 5pm on Tuesday"
                return None
            if name == "COMMA" and first - place > 1:
                commas.append(place)
        return None

    def _is_aside(self, commas: list[int]) -> bool:
        """Whether commas only enclose who somebody is: "since the group, which swears by nobody, rose up in May"."""
        return not commas or (len(commas) == _BOTH and self._word(commas[-1] + 1) in _RELATIVES)

    def _counts_nobody(self, place: int) -> bool:
        """Whether a number ends no clause: "since clashes between the two sides on 11 May", "since one in March"."""
        if self._name(place) not in NUMBER_CLASSES:
            return False
        if self._name(place + 1) == "HYPHEN" and self._name(place + 2) in UNITS:
            return True  # "since a 17-year truce collapsed in 2011"
        return self._name(place - 1) == "THE" or (self._word(place) == "one" and self._name(place + 1) in ("IN", "ON"))

    def _is_clock(self, place: int) -> bool:
        """Whether a number is an hour: "since 5pm on Tuesday"."""
        return self._name(place) == "CLOCK" or (self._name(place) == "DAYNUM" and self._name(place + 1) == "AMPM")

    def _since(self, since: int, first: int, last: int, opens: date | None, span: Span | None) -> TimeMention:
        """From the time that a since-clause states; what the clause is about makes it a truce's or a war's."""
        clause = self.tokens.names(since + 1, first)
        kind: TimeKind = "since"
        if "TRUCE" in clause and not any(self._word(place) in _OVER for place in range(since + 1, first)):
            kind = "truce"
        elif "WAR" in clause or ("IT" in clause and "BEGIN" in clause and span and span.precision == "year"):
            kind = "war"
        if opens is not None and self.anchor is not None and opens > self.anchor:
            opens = None
        window = self._till_now(opens)
        return self._mention(since, last, kind, (window[0], window[1], span.precision if span else window[2]))

"""The grammar of time expressions: words become token classes, rules are regular expressions over those classes.

Belongs here: the classes, the tokeniser and the rules that find an expression and name its form. Does not: anything
that turns an expression into a date (`time_resolve`) or decides what it means beside other expressions (`time`).

A text is cut into tokens; every token gets one character that stands for its class, and the rules run over that much
shorter string. A rule is written in class names ("NIGHT ON? WEEKDAY") and compiled by `_rule`. No rule has an
unbounded repetition, so the work is linear in the length of the text.
"""

import re
import string
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
UNITS: Final = {  # unit -> the class that its names share
    "MINUTE": ("minute", "minutes", "min", "mins"),
    "HOUR": ("hour", "hours", "hrs"),
    "DAY": ("day", "days"),
    "WEEK": ("week", "weeks"),
    "FORTNIGHT": ("fortnight", "fortnights"),
    "MONTH": ("month", "months"),
    "YEAR": ("year", "years", "yr", "yrs"),
    "DECADE": ("decade", "decades"),
}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS: Final = {word: value for value, word in enumerate(_ONES, 1)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
} | {"hundred": 100, "dozen": 12}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL_WORDS: Final = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

# Closed grammatical classes; vocabulary that an analyst may want to extend is in seeds/reference/time_terms.csv.
_WORDS: Final = {
    "AGO": "ago",
    "AFTER": "after following",
    "AGED": "aged ages age",
    "AN": "a an",
    "AND": "and",
    "AS": "as",
    "AT": "at",
    "BEFORE": "before",
    "BETWEEN": "between",
    "BY": "by",
    "DURING": "during throughout",
    "EACH": "each every per",
    "EARLIER": "earlier",
    "EARLY": "early",
    "ENDING": "ending ended",
    "EVEN": "just only nearly almost about around some roughly approximately less more fewer than least most barely"
    " exactly another well",
    "FOR": "for",
    "FREQUENT": "daily weekly monthly yearly annually hourly nightly",
    "FROM": "from",
    "FUTURE": "will shall would",
    "HALF": "half",
    "IN": "in",
    "INTO": "into",
    "IT": "it they",
    "LAST": "last",
    "LATE": "late",
    "LATER": "later",
    "LONG": "long",
    "MID": "mid middle",
    "NEXT": "next coming upcoming",
    "NIGHTLONG": "overnight",
    "OF": "of",
    "OLD": "old olds",
    "ON": "on",
    "OR": "or",
    "OVER": "over across",
    "PARTOFDAY": "morning mornings afternoon afternoons evening evenings noon dawn dusk midnight midday nightfall sunset"
    " sunrise daybreak lunchtime predawn",
    "NIGHT": "night nights",
    "PAST": "past",
    "PERIOD": "period span stretch interval timeframe",
    "PREVIOUS": "previous preceding prior",
    "QUARTER": "quarter",
    "RECENT": "recent",
    "RECENTLY": "recently lately",
    "SAID": "said told says tells recalled recalls explained who",
    "SAME": "same",
    "SINCE": "since",
    "SO": "so",
    "FAR": "far",
    "START": "start beginning outset onset opening turn outbreak",
    "END": "end close",
    "STRAIGHT": "straight consecutive successive full whole entire",
    "THAT": "that those",
    "THE": "the its their his her our",
    "THEN": "then",
    "THESE": "these",
    "THIS": "this current",
    "TIME": "time moment",
    "TO": "to through thru",
    "TODAY": "today",
    "TOMORROW": "tomorrow",
    "TONIGHT": "tonight",
    "UNDER": "under",
    "UNTIL": "until till til",
    "UP": "up",
    "VAGUE": "few several couple many",
    "WEEKEND": "weekend weekends",
    "WITHIN": "within inside",
    "YESTERDAY": "yesterday",
    "PEOPLE": "people persons civilians children women men families households refugees fighters soldiers militants"
    " residents rebels terrorists troops others individuals homes houses villages killed dead injured wounded displaced",
    "OCLOCK": "oclock",
    "ZONE": "gmt utc bst est local",
    "ORDINALSUFFIX": "st nd rd th",
    "S": "s",
    "BEGIN": "began begin begun started starting erupted broke launched took came went resumed escalated entered"
    " flared intensified agreed",
    "TRUCE": "ceasefire ceasefires cease truce truces cessation lull armistice deal agreement pact",
    "WAR": "war conflict uprising revolt revolution rebellion insurgency crisis unrest insurrection",
    "STRIFE": "fighting clashes clash battle battles combat offensive assault bombardment bombing bombings shelling"
    " strikes airstrikes raids violence attacks attack hostilities operation operations siege protests killing"
    " killings warfare escalation",
}
_PUNCTUATION: Final = {
    "COMMA": ",",
    "HYPHEN": "-\u2010\u2011\u2012\u2013\u2014\u2212",
    "STOP": ".!?;:",
    "APOSTROPHE": "'\u2019\u02bc`",
    "LEFT": "([",
    "RIGHT": ")]",
}
_OTHER_CLASSES: Final = (
    "OTHER BLANK BREAK WEEKDAY WEEKDAYABBR MONTHNAME MONTHABBR MONTHAMBIGUOUS SEASON NUMBERWORD ORDINALWORD ORDINALDIGIT"
    " DAYNUM YEARNUM FOURDIGITS NUMBER DAYRANGE YEARRANGE NUMERICDATE CLOCK DECIMAL GLUED AMPM TERM SLASH"
).split()
_CODES: Final = iter(string.ascii_letters + string.digits + "".join(map(chr, range(0xC0, 0x180))))
CLASS: Final[dict[str, str]] = {
    name: next(_CODES) for name in (*_OTHER_CLASSES, *UNITS, *_WORDS, *_PUNCTUATION)
}
_NAME_OF: Final = {code: name for name, code in CLASS.items()}


def _lexicon() -> dict[str, str]:
    """Every known token, as it may be written, with its class code."""
    table: dict[str, str] = {}

    def add(name: str, words: list[str] | tuple[str, ...], *, lower: bool = True) -> None:
        for word in words:
            forms = {word, word.capitalize(), word.upper()} if lower else {word.capitalize(), word.upper()}
            table.update(dict.fromkeys(forms, CLASS[name]))

    for name, words in _WORDS.items():
        add(name, words.split())
    for name, units in UNITS.items():
        add(name, units)
    add("WEEKDAY", [form for day in WEEKDAYS for form in (day, day + "s")])
    add("WEEKDAYABBR", "mon tue tues wed thu thur thurs fri sat sun".split(), lower=False)
    add("MONTHNAME", [month for month in MONTHS if month not in {"may", "march"}])
    add("MONTHAMBIGUOUS", ["may", "march"], lower=False)
    add("MONTHABBR", "jan feb mar apr jun jul aug sep sept oct nov dec".split(), lower=False)
    add("SEASON", tuple(SEASONS))
    add("NUMBERWORD", tuple(NUMBER_WORDS))
    add("ORDINALWORD", tuple(ORDINAL_WORDS))
    for name, characters in _PUNCTUATION.items():
        table.update(dict.fromkeys(characters, CLASS[name]))
    table["/"] = CLASS["SLASH"]
    for number in range(100):
        code = CLASS["DAYNUM" if 1 <= number <= 31 else "NUMBER"]
        table[str(number)] = table[f"{number:02d}"] = code
    # Years that news tells of: a four-digit number outside is a count or a clock time.
    table.update({str(year): CLASS["YEARNUM"] for year in range(1900, 2101)})
    for form in ("am", "pm", "AM", "PM", "a.m.", "p.m.", "A.M.", "P.M.", "a.m", "p.m"):
        table[form] = CLASS["AMPM"]
    return table


_LEXICON: Final = _lexicon()
# A token takes the blank after it, so that the tokens cover the text and their lengths give the offsets.
_LEXICON.update({f"{word} ": code for word, code in tuple(_LEXICON.items())})
_TOKEN: Final = re.compile(
    r"[AaPp]\.[Mm]\b\.? ?"
    r"|[A-Za-z\u00c0-\u024f]+ ?"
    r"|\d+(?:[-/.,:]\d+)* ?"
    r"|\s+"
    r"|[^\w\s] ?|_"
    r"|[^\x00-\u024f\s]+"
    r"|."
)
_DIGIT_SHAPES: Final = (
    ("NUMERICDATE", re.compile(r"(?:\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2})")),
    ("CLOCK", re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")),
    ("DECIMAL", re.compile(r"\d{1,2}\.\d{1,2}")),
    ("DAYRANGE", re.compile(r"(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|[12]\d|3[01])")),
    ("YEARRANGE", re.compile(r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)")),
    ("GLUED", re.compile(r"(?:0[1-9]|[12]\d|3[01]|[1-9](?=,)),?(?:19|20)\d\d")),
    ("FOURDIGITS", re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")),
)


def _unlisted(token: str) -> str:
    """The class of a token that is not in the lexicon."""
    if token.isspace():
        return CLASS["BREAK" if token.count("\n") > 1 else "BLANK"]
    if len(token) <= 11 and token[0].isdigit():
        for name, shape in _DIGIT_SHAPES:
            if shape.fullmatch(token.rstrip()):
                return CLASS[name]
    return CLASS["NUMBER" if token[0].isdigit() else "OTHER"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a span: their class codes (one character each), their words and where they start in the text."""

    codes: str
    words: list[str]
    starts: list[int]

    def word(self, index: int) -> str:
        """The token at `index`, lower-case."""
        return self.words[index].rstrip().lower()

    def end(self, index: int) -> int:
        """The offset after the token at `index`."""
        return self.starts[index] + len(self.words[index].rstrip())

    def names(self, first: int, last: int) -> list[str]:
        """The class names of tokens `first` (inclusive) to `last` (exclusive)."""
        return [_NAME_OF[code] for code in self.codes[first:last]]


def tokenise(text: str, start: int, end: int) -> Tokens:
    """Cut `text[start:end]` into tokens with classes; unknown words are OTHER."""
    other = CLASS["OTHER"]
    known = _LEXICON.get
    words = _TOKEN.findall(text, start, end)
    # No letter sorts before "9": the common case, an unknown word, is settled without a call.
    codes = [known(word) or (other if word[0] > "9" else _unlisted(word)) for word in words]
    starts = list(accumulate(map(len, words), initial=start))
    blank = CLASS["BLANK"]
    if blank in codes:
        kept = [place for place, code in enumerate(codes) if code != blank]
        return Tokens("".join([codes[k] for k in kept]), [words[k] for k in kept], [starts[k] for k in kept])
    return Tokens("".join(codes), words, starts)


# --- rules -----------------------------------------------------------------------------------------------------------

_MACROS: Final[dict[str, str]] = {}


def _compile(pattern: str) -> str:
    """Replace class and macro names by their codes; blanks separate names and are dropped."""

    def code(match: re.Match[str]) -> str:
        name = match.group()
        return _MACROS[name] if name in _MACROS else CLASS[name]

    return re.sub(r"[A-Z]+", code, pattern).replace(" ", "")


def _macro(name: str, pattern: str) -> None:
    _MACROS[name] = f"(?:{_compile(pattern)})"


_macro("UNIT", "[MINUTE HOUR DAY WEEK FORTNIGHT MONTH YEAR DECADE]")
_macro("CALENDAR", "[DAY WEEK MONTH YEAR]")
_macro("DAYPART", "[PARTOFDAY NIGHT]")
_macro("ANYMONTH", "[MONTHNAME MONTHAMBIGUOUS] | MONTHABBR STOP?")
_macro("ANYDAY", "WEEKDAY | WEEKDAYABBR STOP?")
_macro("NUM", "[DAYNUM NUMBER DECIMAL] | NUMBERWORD (?:HYPHEN? NUMBERWORD)?")
_macro("HEDGE", "[EVEN OVER UNDER]{0,3}")
_macro("COUNT", "HEDGE (?:AN? NUM (?:AND AN HALF)? | AN? VAGUE OF? | AN? HALF AN? | AN)")
_macro("NTH", "ORDINALWORD | DAYNUM ORDINALSUFFIX")
_macro("DAYIN", "DAYNUM ORDINALSUFFIX?")
_macro("JOIN", "[AND OR TO UNTIL HYPHEN]")
_macro("TAILYEAR", "COMMA? OF? (?:YEARNUM | [LAST THIS] YEAR)")
_macro("ONDAY", "(?:ANYDAY COMMA? (?:ON? THE)?)?")
_macro(
    "EDGE",
    "EARLY IN? THE? | LATE IN? THE? | MID HYPHEN? | THE? [START END MID] OF THE?"
    "| THE? (?:NTH | LAST) (?:HALF | QUARTER | COUNT? CALENDAR) [OF IN] THE?",
)
_macro("MOMENT", "CALENDAR | DAYPART | WEEKEND")

# (form, pattern): at one place the first that matches wins, so the more exact stand first.
_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("clock", "(?:CLOCK | [DAYNUM DECIMAL] (?=AMPM)) AMPM? ZONE? | [FOURDIGITS YEARNUM] (?:ZONE | (?=NUMERICDATE))"),
    ("clock", "DAYNUM OCLOCK | (?<=NUMERICDATE) FOURDIGITS"),
    ("age", "AN? COUNT HYPHEN? CALENDAR HYPHEN? OLD | NUM [TO AND HYPHEN] NUM HYPHEN? YEAR HYPHEN? OLD"),
    ("age", "AGED (?:OF | BETWEEN | FROM | UNDER | OVER)? (?:DAYRANGE | NUM (?:[AND TO HYPHEN] NUM)?)"),
    ("age", "UNDER (?:THE AGED OF | AGED) NUM | (?<=PEOPLE) UNDER NUM (?! UNIT | PEOPLE)"),
    ("age", "LEFT (?: DAYRANGE | NUM HYPHEN NUM) YEAR RIGHT"),
    # days
    ("days", "ONDAY DAYIN (?:COMMA DAYIN){0,6} COMMA? JOIN THE? DAYIN OF? ANYMONTH TAILYEAR?"),
    ("days", "DAYRANGE OF? ANYMONTH TAILYEAR? | ANYMONTH DAYRANGE TAILYEAR?"),
    ("days", "ANYMONTH DAYIN (?:COMMA DAYIN){0,6} JOIN THE? DAYIN (?! HYPHEN? UNIT | ANYMONTH | PEOPLE) TAILYEAR?"),
    ("date", "ONDAY (?:DAYIN | ORDINALWORD OF) OF? HYPHEN? ANYMONTH (?:HYPHEN YEARNUM | TAILYEAR)?"),
    ("month", "(?<=IN) ANYMONTH (?=DAYNUM (?! ORDINALSUFFIX | COMMA? YEARNUM | JOIN DAYNUM))"),
    ("month", "(?<!ON) MONTHNAME (?=DAYNUM PEOPLE)"),
    ("date", "ONDAY ANYMONTH (?:GLUED | THE? DAYIN (?! HYPHEN? UNIT | ANYMONTH) TAILYEAR?)"),
    ("numeric", "ONDAY NUMERICDATE"),
    # months, seasons, years
    ("month", "EDGE ANYMONTH TAILYEAR? | [LAST THIS NEXT] ANYMONTH | ANYMONTH TAILYEAR | MONTHNAME"),
    ("month", "(?<=[IN SINCE BY UNTIL OF BETWEEN FROM DURING AND TO HYPHEN BEFORE]) MONTHAMBIGUOUS"),
    ("season", "(?:EDGE | [LAST THIS NEXT THE])? SEASON OF? YEARNUM | (?:EDGE | [LAST THIS NEXT]) SEASON"),
    ("season", "(?<=[IN SINCE BY UNTIL DURING]) THE? SEASON (?:OF? YEARNUM)?"),
    ("decade", "(?:EDGE | THE) YEARNUM S"),
    ("years", "(?<=[FROM BETWEEN]) YEARNUM JOIN YEARNUM | (?<=[IN SINCE FROM BETWEEN THE DURING LEFT]) YEARRANGE"),
    ("year", "EDGE YEARNUM | (?<=YEARNUM AND) YEARNUM"),
    ("year", "(?<=[IN SINCE BY UNTIL DURING FROM BETWEEN BEFORE AFTER LEFT]) YEARNUM"),
    ("adjective", "(?<=THE) YEARNUM (?=OTHER | STRIFE | WAR | TRUCE)"),
    # lengths of time and what hangs on them
    ("ago", "COUNT? UNIT AGO"),
    ("past", "[IN OVER DURING WITHIN FOR]? HEDGE (?:THE | THESE)? HEDGE (?:LAST | PAST | PREVIOUS) COUNT HYPHEN? UNIT"),
    ("past", "[IN OVER DURING WITHIN] THE? PAST UNIT | [IN OVER DURING WITHIN] THE LAST [HOUR DAY]"),
    ("anaphor", "[IN DURING OVER WITHIN]? (?:THAT | THIS | THE? SAME) (?:COUNT HYPHEN? UNIT)? PERIOD"),
    ("anaphor", "[DURING AT BY OVER] (?:THAT | SAME | THE SAME | THE) TIME | (?:THE SAME | THAT SAME?) MOMENT"),
    ("anaphor", "THE (?:PREVIOUS | NEXT | AFTER) MOMENT | (?<=[SINCE BY UNTIL]) THEN"),
    ("shift", "(?:COUNT? UNIT | THE (?:CALENDAR | NIGHT)) (?:EARLIER | LATER | BEFORE | AFTER | PREVIOUS)"),
    ("vague", "[IN OVER DURING]? THE? RECENT UNIT | RECENTLY | THESE DAY"),
    ("future", "[IN OVER DURING WITHIN]? THE NEXT (?:COUNT HYPHEN?)? UNIT | TOMORROW DAYPART?"),
    # calendar units seen from the day of publication
    ("relative", "(?:EARLIER | LATER | EARLY | LATE | MID HYPHEN? | SO FAR)? [ON IN]? [THIS LAST NEXT] (?:MOMENT | DECADE)"),
    ("relative", "(?:THE? [START END MID] OF | [EARLIER LATER EARLY LATE] IN) [THE THIS LAST] (?:MOMENT | DECADE)"),
    ("relative", "[ON OVER AT] THE WEEKEND | YESTERDAY DAYPART? | TODAY | TONIGHT"),
    ("nights", "(?:NIGHTLONG | THE? NIGHT [OF BETWEEN FROM])  (?:BETWEEN | FROM | ON)? WEEKDAY DAYPART?"
               " (?:AND | TO | HYPHEN | INTO) WEEKDAY DAYPART?"),
    ("weekday", "(?:(?:NIGHTLONG | LATE | EARLY | EARLIER | LATER) [ON INTO]? | THE? NIGHT OF)? [LAST THIS NEXT PREVIOUS AFTER]?"
                " WEEKDAY (?:APOSTROPHE S)? (?:DAYPART | NIGHTLONG)? (?:THE? DAYNUM ORDINALSUFFIX)? (?:OF? [LAST THIS] WEEK)?"),
    ("overnight", "NIGHTLONG"),
    ("monthday", "(?<=ON) THE DAYNUM ORDINALSUFFIX (?:OF [LAST THIS] MONTH | (?=COMMA | STOP | AND | BREAK | $))"),
    # how often, how long
    ("frequency", "EACH (?:COUNT HYPHEN?)? (?:UNIT | DAYPART | WEEKEND | WEEKDAY) | FREQUENT"),
    ("frequency", "(?<=[NUMBER DAYNUM NUMBERWORD PEOPLE]) AN CALENDAR"),
    ("nth", "(?:AN | THE)? NTH STRAIGHT? UNIT"),
    ("duration", "[IN OVER DURING WITHIN FOR]? (?:THE | THIS | THESE)? COUNT STRAIGHT? HYPHEN? UNIT (?:HYPHEN? LONG)? PERIOD?"),
    ("duration", "(?:FOR | IN | WITHIN | OVER) UNIT | UNIT (?:HYPHEN? LONG | (?=OF OTHER? STRIFE))"),
)
# Without one of these nothing is a time; words such as "the" or "in" only matter in a run with one of them.
_CORE: Final = (
    "UNIT MONTHNAME MONTHAMBIGUOUS MONTHABBR WEEKDAY SEASON YEARNUM YEARRANGE NUMERICDATE CLOCK AMPM FOURDIGITS AGED"
    " PERIOD TIME THEN RECENTLY FREQUENT YESTERDAY TODAY TONIGHT TOMORROW NIGHTLONG NIGHT PARTOFDAY WEEKEND OCLOCK OLD UNDER"
    " SAME DAYRANGE"
)
_CONTEXT: Final = "OTHER BREAK PEOPLE BEGIN SAID TRUCE WAR STRIFE FUTURE IT"


def _codes(names: str) -> str:
    return "".join(CLASS[name] for part in names.split() for name in (UNITS if part == "UNIT" else (part,)))


_RUN: Final = re.compile(f"[{_codes(_CORE)}][^{_codes(_CONTEXT)}]*")
_IN_CONTEXT: Final = frozenset(_codes(_CONTEXT))
_LEAD: Final = 9  # tokens before the first core word that may belong to it: "in less than the first one and a half"
_INNER: Final = _codes("COMMA STOP APOSTROPHE RIGHT HYPHEN AND OR TO OF")
# The name stands in an empty group behind the pattern: a group in front would keep `re` from skipping, by its first
# code, an alternative that cannot match.
_EXPRESSION: Final = re.compile(
    f"(?![{_INNER}])(?:"
    + "|".join(f"(?:{_compile(pattern)})(?P<{form}_{number}>)" for number, (form, pattern) in enumerate(_RULES))
    + ")"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: its form and its tokens `first` (inclusive) to `last` (exclusive)."""

    form: str
    first: int
    last: int


def expressions(tokens: Tokens) -> list[Found]:
    """All expressions of a span, left to right, never overlapping."""
    codes = tokens.codes
    found: list[Found] = []
    reached = 0
    for run in _RUN.finditer(codes):
        start, end = run.span()
        while start > reached and codes[start - 1] not in _IN_CONTEXT and run.start() - start < _LEAD:
            start -= 1
        # Two tokens more, for the rules that look ahead.
        for match in _EXPRESSION.finditer(codes, start, end + 2):
            if match.start() < end:
                found.append(Found(str(match.lastgroup).rpartition("_")[0], match.start(), match.end()))
        reached = end
    return found

"""The grammar of time expressions: regular expressions over token classes.

Belongs here: the rules that find an expression and name its form. Does not: the words of each class (`words`), what an
expression means (`moments`, `windows`), or what it means beside others (`reader`).

Every token of a text has one character for its class, and the rules run over that much shorter string. A rule is
written in class names ("NIGHT ON? WEEKDAY") and compiled when the module loads. No rule has an unbounded repetition, so
the work is linear in the length of the text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.extract.time.words import CLASS, UNITS, Tokens

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
_macro("NUM", "[DAYNUM NUMBER DECIMAL] DAYRANGE? | NUMBERWORD (?:HYPHEN? NUMBERWORD)?")
_macro("HEDGE", "[EVEN OVER UNDER]{0,3}")
_macro("ANDAHALF", "HYPHEN? AND HYPHEN? AN HYPHEN? HALF")
_macro("AMOUNT", "DAYRANGE | NUM [TO OR] NUM | AN? NUM ANDAHALF? | AN? VAGUE OF? | AN? HALF AN? | AN")
_macro("COUNT", "HEDGE AMOUNT")
_macro("NTH", "ORDINALWORD | DAYNUM ORDINALSUFFIX")
_macro("DAYIN", "DAYNUM ORDINALSUFFIX?")
_macro("JOIN", "[AND OR TO UNTIL HYPHEN]")
_macro("THISYEAR", "[LAST THIS] YEAR")
_macro("TAILYEAR", "COMMA? OF? (?:YEARNUM | THISYEAR)")
_macro("ONDAY", "(?:[LAST THIS NEXT PREVIOUS AFTER]? ANYDAY COMMA? (?:ON? THE)?)?")
_macro("PORTION", "THE? (?:NTH | LAST) (?:HALF | QUARTER | COUNT? CALENDAR | FORTNIGHT) [OF IN]")
_macro("EDGE", "EARLY IN? THE? | LATE IN? THE? | MID HYPHEN? | THE? [START END MID] OF THE? | PORTION THE?")
_macro("BYNIGHT", "NIGHTLONG | THE? NIGHT [OF BETWEEN FROM]")
_macro("DAYLEAD", "[NIGHTLONG LATE EARLY EARLIER LATER] [ON INTO]? | THE? (?:NIGHT | PARTOFDAY | [EARLY LATE] HOUR) OF")
_macro("DAYTAIL", "(?:THE? DAYNUM ORDINALSUFFIX)? (?:OF? [LAST THIS] WEEK)?")
_macro("MOMENT", "CALENDAR | DAYPART | WEEKEND")
_macro("WHEN", "[IN OVER DURING WITHIN FOR]")
_macro("OFPERIOD", "[OF IN] THE? (?:ANYMONTH | YEARNUM | [THIS LAST] CALENDAR | MONTH | YEAR)")

# (form, patterns): at one place the first that matches wins, so the more exact stand first.
_RULES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "clock",
        (
            "(?:CLOCK | [DAYNUM DECIMAL] (?=AMPM)) AMPM? ZONE?",
            "[FOURDIGITS YEARNUM NUMBER] AMPM ZONE?",
            "[FOURDIGITS YEARNUM] (?:ZONE | (?=NUMERICDATE))",
            "[DAYNUM NUMBERWORD] (?:OCLOCK | OH APOSTROPHE OCLOCK) | DAYNUM [AND TO HYPHEN] DAYNUM AMPM",
            "(?<=NUMERICDATE) FOURDIGITS",
        ),
    ),
    (
        "age",
        (
            "[AN THE]? (?:COUNT | YEARNUM) HYPHEN? CALENDAR HYPHEN? OLD | THE CALENDAR HYPHEN OLD (?=OTHER? STRIFE)",
            "NUM [TO AND HYPHEN] NUM HYPHEN? YEAR HYPHEN? OLD",
            "AGED (?:OF | BETWEEN | FROM | UNDER | OVER)? (?:DAYRANGE | NUM (?:[AND TO HYPHEN] NUM)?)",
            "UNDER (?:THE AGED OF | AGED) NUM | (?<=PEOPLE) UNDER NUM (?! UNIT | PEOPLE)",
            "LEFT (?:DAYRANGE | NUM HYPHEN NUM) YEAR RIGHT",
        ),
    ),
    (
        "days",
        (
            "ONDAY DAYIN (?:COMMA DAYIN){0,6} COMMA? JOIN THE? DAYIN OF? ANYMONTH TAILYEAR?",
            "DAYRANGE OF? ANYMONTH TAILYEAR? | ANYMONTH DAYRANGE TAILYEAR?",
            "ANYMONTH DAYIN (?:COMMA DAYIN){0,6} JOIN THE? DAYIN (?! HYPHEN? UNIT | ANYMONTH | PEOPLE) TAILYEAR?",
        ),
    ),
    (
        "date",
        (
            "(?:NEW YEAR APOSTROPHE? S? [EVE DAY] | BOXING DAY) TAILYEAR?",
            "(?<=[ON OVER SINCE BEGIN THE AN]) CHRISTMAS [EVE DAY] (?! TRUCE) TAILYEAR?",
        ),
    ),
    ("street", ("DAYIN OF? ANYMONTH STREET | ANYMONTH DAYIN STREET | WEEKDAY PAPER",)),
    ("date", ("ONDAY (?:DAYIN | ORDINALWORD OF) OF? HYPHEN? ANYMONTH (?:HYPHEN YEARNUM | TAILYEAR)?",)),
    (
        "month",
        (
            # "in March 23 people …", in texts that lost their commas
            "(?<=IN) ANYMONTH (?=DAYNUM (?! ORDINALSUFFIX | COMMA? YEARNUM | JOIN DAYNUM))",
            "(?<![ON AND TO UNTIL SINCE]) MONTHNAME (?=DAYNUM PEOPLE)",
        ),
    ),
    ("date", ("ONDAY ANYMONTH (?:GLUED | THE? DAYIN (?! HYPHEN? UNIT | ANYMONTH) TAILYEAR?)",)),
    ("numeric", ("ONDAY NUMERICDATE",)),
    (
        "month",
        (
            "EDGE ANYMONTH TAILYEAR? | [LAST THIS NEXT] ANYMONTH (?! STOP? DAYIN) | ANYMONTH TAILYEAR | MONTHNAME",
            "(?<=[IN SINCE BY UNTIL OF BETWEEN FROM DURING AND TO HYPHEN BEFORE]) MONTHAMBIGUOUS",
            "MONTHABBR STOP? (?=[HYPHEN TO] MONTHABBR)",
            "(?<=[AN THE]) MONTHAMBIGUOUS (?=[STRIFE TRUCE WAR])",
        ),
    ),
    (
        "season",
        (
            "(?:EDGE | [LAST THIS NEXT THE])? SEASON TAILYEAR | (?:EDGE | [LAST THIS NEXT]) SEASON",
            "(?<=[IN SINCE BY UNTIL DURING OVER]) (?:THE SEASON | SEASON (?! OTHER))",
            "(?:EDGE | LAST | THE)? FALL OF? YEARNUM | LAST FALL",
        ),
    ),
    ("decade", ("(?:EDGE | THE) YEARNUM S",)),
    (
        "years",
        (
            "(?<=[FROM BETWEEN]) YEARNUM JOIN YEARNUM",
            "(?<=OF) YEARNUM [TO HYPHEN UNTIL] YEARNUM",
            "(?<=[IN SINCE FROM BETWEEN THE DURING LEFT]) YEARRANGE",
            "YEARRANGE (?=OTHER? [STRIFE WAR])",
        ),
    ),
    (
        "year",
        (
            "EDGE YEARNUM | (?<=YEARNUM AND) YEARNUM | THE YEAR YEARNUM",
            "(?<=[IN SINCE BY UNTIL DURING FROM BETWEEN BEFORE AFTER LEFT]) YEARNUM",
            # "1996 - A truck bomb", "2011: On Aug. 26": an entry of a chronology
            "(?<! [^BREAK STOP PAUSE]) YEARNUM (?=[HYPHEN PAUSE STOP] (?! YEARNUM))",
            "YEARNUM APOSTROPHE S",
            "(?<=FOR) YEARNUM (?=[STOP PAUSE COMMA IN AND BREAK] | $)",
        ),
    ),
    (
        "adjective",
        (
            "(?<=THE) YEARNUM (?=OTHER | STRIFE | WAR | TRUCE)",
            "(?<=OF) YEARNUM (?=[STOP PAUSE COMMA BREAK RIGHT FOR IN ON BY AND] | $)",
        ),
    ),
    ("ago", ("COUNT? UNIT AGO (?:TODAY | TO THE DAY | ON? THIS [DAY WEEK MONTH])?",)),
    ("anniversary", ("THE? (?:NTH | NUMBER ORDINALSUFFIX) ANNIVERSARY (?=OF)",)),
    (
        "butone",
        ("[IN ON OVER DURING]? THE? [WEEK MONTH YEAR WEEKEND NIGHT] BEFORE LAST | THE? WEEKDAY BEFORE LAST",),
    ),
    (
        "past",
        (
            "WHEN? HEDGE (?:THE | THESE | THIS)? HEDGE (?:LAST | PAST | PREVIOUS) COUNT HYPHEN? UNIT (?! OFPERIOD)",
            "WHEN (?:THE | THIS)? PAST UNIT | [THE THIS] PAST UNIT (?! OFPERIOD)",
            "[OVER DURING FOR WITHIN] THE LAST UNIT",
            "IN THE LAST UNIT (?! OFPERIOD)",
        ),
    ),
    ("future", ("[IN DURING OVER AT]? THE SAME (?:PERIOD | TIME | MOMENT) [OF IN]? (?:LAST | THE PREVIOUS) YEAR",)),
    (
        "anaphor",
        (
            "[IN DURING OVER WITHIN]? (?:THAT | THIS | THE? SAME) (?:COUNT HYPHEN? UNIT)? PERIOD",
            "[IN DURING OVER WITHIN ON] (?:THAT | THE SAME) NUM [DAY WEEK MONTH]",
            "IN (?:THAT | THE SAME) TIME (?! [ON OF])",
            "[DURING AT BY OVER] (?:THAT | SAME | THE SAME | THE) TIME",
            "(?:THE SAME | THAT SAME?) (?:CALENDAR | DAYPART | WEEKEND (?! OTHER? STRIFE))",
            "[EARLIER LATER EARLY LATE] [IN ON] THE DAY",
            "THE (?:PREVIOUS | NEXT | AFTER) MOMENT | (?<=[SINCE BY UNTIL BETWEEN FROM]) THEN | [THAT THIS] DATE",
        ),
    ),
    ("relative", ("THE DAY BEFORE YESTERDAY",)),
    ("shift", ("AMOUNT [DAY WEEK MONTH YEAR] ON (?=COMMA)",)),
    ("shift", ("(?:COUNT? UNIT | THE (?:CALENDAR | NIGHT)) (?:EARLIER | LATER | BEFORE | AFTER | PREVIOUS)",)),
    ("vague", ("[IN OVER DURING]? THE? RECENT UNIT | RECENTLY | THESE DAY",)),
    ("future", ("[IN OVER DURING WITHIN]? THE NEXT (?:COUNT HYPHEN?)? UNIT | TOMORROW DAYPART?",)),
    # calendar units seen from the day of publication
    (
        "relative",
        (
            "(?:EARLIER | LATER | EARLY | LATE | MID HYPHEN? | SO FAR)? [ON IN]? [THIS LAST NEXT] (?:MOMENT | DECADE)",
            "(?:THE? [START END MID] OF | [EARLIER LATER EARLY LATE] [IN ON]) [THE THIS LAST] (?:MOMENT | DECADE)",
            "PORTION [THE THIS LAST] [MONTH YEAR]",
            "[IN OVER DURING] AN WEEKEND (?=OF)",
            "AN? WEEKEND (?=STRIFE | OTHER STRIFE)",
            "(?:(?<=SINCE) | [ON OVER AT DURING]) THE WEEKEND",
            "YESTERDAY DAYPART? | [EARLIER LATER EARLY]? TODAY | TONIGHT",
            "(?<=SINCE) (?:THE? [EARLY LATE])? PARTOFDAY (?! ON? WEEKDAY | OF)",
            "YEAR TO DATE | YEAR THAT? ENDING TODAY",
        ),
    ),
    (
        "nights",
        ("BYNIGHT [BETWEEN FROM ON]? WEEKDAY DAYPART? [AND TO HYPHEN INTO] WEEKDAY DAYPART?",),
    ),
    (
        "weekday",
        ("DAYLEAD? [LAST THIS NEXT PREVIOUS AFTER]? WEEKDAY (?:APOSTROPHE S)? (?:DAYPART | NIGHTLONG)? DAYTAIL",),
    ),
    ("overnight", ("NIGHTLONG",)),
    (
        "monthday",
        (
            "(?<=ON) THE DAYNUM ORDINALSUFFIX (?:OF [LAST THIS] MONTH | (?=[COMMA STOP PAUSE AND BREAK] | $))",
            "(?<=ON) THE ORDINALWORD OF [LAST THIS] MONTH",
        ),
    ),
    (
        "frequency",
        (
            "EACH (?:COUNT HYPHEN?)? (?:UNIT | DAYPART | WEEKEND | WEEKDAY) | FREQUENT",
            "(?<=[NUMBER DAYNUM NUMBERWORD PEOPLE TIMES PAPER HOUR DAY]) AN CALENDAR",
        ),
    ),
    ("nth", ("(?:AN | THE)? NTH STRAIGHT? UNIT | DAY [DAYNUM NUMBER] (?=OF) | (?<=ON) DAY [DAYNUM NUMBERWORD]",)),
    (
        "duration",
        (
            "WHEN? (?:THE | THIS | THESE)? COUNT STRAIGHT? HYPHEN? UNIT (?:HYPHEN? LONG)? PERIOD?",
            "[IN OVER DURING FOR] THE [WEEK FORTNIGHT MONTH YEAR] (?=[ENDING TO UNTIL])",
            "WHEN? THE [WEEK MONTH YEAR DECADE] ANDAHALF (?=SINCE | OF)",
            "[IN OVER DURING FOR]? THE WEEK (?=[OF START FROM BEGIN] ONDAY (?:DAYIN OF? ANYMONTH | ANYMONTH DAYIN))",
            "(?:FOR | IN | WITHIN | OVER) UNIT | UNIT (?:HYPHEN? LONG | (?=OF OTHER? STRIFE))",
        ),
    ),
)
# Without one of these nothing is a time; words such as "the" or "in" only matter in a run with one of them.
_CORE: Final = (
    "UNIT MONTHNAME MONTHAMBIGUOUS MONTHABBR WEEKDAY SEASON YEARNUM YEARRANGE NUMERICDATE CLOCK AMPM FOURDIGITS AGED"
    " PERIOD TIME THEN RECENTLY FREQUENT YESTERDAY TODAY TONIGHT TOMORROW NIGHTLONG NIGHT PARTOFDAY WEEKEND OCLOCK OLD"
    " ORDINALSUFFIX UNDER SAME DAYRANGE FALL DATE CHRISTMAS ANNIVERSARY"
)
_CONTEXT: Final = "OTHER BREAK PEOPLE BEGIN SAID TRUCE WAR STRIFE FUTURE IT HAVE"


def _codes(names: str) -> str:
    return "".join(CLASS[name] for part in names.split() for name in (UNITS if part == "UNIT" else (part,)))


_RUN: Final = re.compile(f"[{_codes(_CORE)}][^{_codes(_CONTEXT)}]*")
_IN_CONTEXT: Final = frozenset(_codes(_CONTEXT))
_LOOK: Final = 2  # tokens that a rule may look at before and behind its run
_LONG_RUN: Final = 24  # tokens: longer runs do not come back, and would only fill the memory
_LEAD: Final = 9  # tokens before the first core word that may belong to it: "in less than the first one and a half"
_INNER: Final = _codes("COMMA STOP PAUSE APOSTROPHE RIGHT HYPHEN AND OR TO OF")
# The name stands in an empty group behind the pattern: a group in front would keep `re` from skipping, by its first
# code, an alternative that cannot match.
_ALTERNATIVES: Final = [(form, pattern) for form, patterns in _RULES for pattern in patterns]
_EXPRESSION: Final = re.compile(
    f"(?![{_INNER}])(?:"
    + "|".join(f"(?:{_compile(pattern)})(?P<{form}_{number}>)" for number, (form, pattern) in enumerate(_ALTERNATIVES))
    + ")"
)


AGE_IN_APPOSITION: Final = re.compile(
    f"{_compile('OTHER COMMA')}(?P<age>{_compile('[DAYNUM NUMBER]')}){_compile('COMMA (?! AND | [DAYNUM NUMBER])')}"
    f"|{_compile('OTHER')}(?P<told>{_compile('[DAYNUM NUMBER]')}){_compile('SAID')}"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: its form and its tokens `first` (inclusive) to `last` (exclusive)."""

    form: str
    first: int
    last: int


_Matches = tuple[tuple[str, int, int], ...]


def _match(window: str, lead: int, length: int) -> _Matches:
    """The expressions that begin in the `length` tokens after the first `lead` of a window, from its first token on."""
    return tuple(
        (str(match.lastgroup).rpartition("_")[0], match.start(), match.end())
        for match in _EXPRESSION.finditer(window, lead)
        if match.start() < lead + length
    )


# Newsrooms say "on Monday" and "since March 2011" over and over: the same classes are matched once.
_match_known: Final = lru_cache(maxsize=8192)(_match)


def expressions(tokens: Tokens) -> list[Found]:
    """All expressions of a span, left to right, never overlapping."""
    codes = tokens.codes
    found: list[Found] = []
    reached = 0
    for run in _RUN.finditer(codes):
        start, end = run.span()
        while start > reached and codes[start - 1] not in _IN_CONTEXT and run.start() - start < _LEAD:
            start -= 1
        # Two tokens before and behind, for the rules that look around.
        first = max(0, start - _LOOK)
        match = _match_known if end - start < _LONG_RUN else _match
        found.extend(
            Found(form, first + opens, first + closes)
            for form, opens, closes in match(codes[first : end + _LOOK], start - first, end - start)
        )
        reached = end
    return found

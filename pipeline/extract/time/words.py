"""The words of time: what each token of a text may be.

Belongs here: token classes and the tokeniser that gives every token one. Does not: how classes make an expression
(`rules`), or what an expression means (`moments`, `windows`).
"""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, compress, count, repeat
from operator import itemgetter
from typing import Final


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


MONTHS: Final = _list("january february march april may june july august september october november december")
WEEKDAYS: Final = _list("monday tuesday wednesday thursday friday saturday sunday")
UNITS: Final = {  # unit -> the class that its names share
    "MINUTE": ("minute", "minutes", "min", "mins", "seconds"),
    "HOUR": ("hour", "hours", "hr", "hrs", "h"),
    "DAY": ("day", "days"),
    "WEEK": ("week", "weeks"),
    "FORTNIGHT": ("fortnight", "fortnights"),
    "MONTH": ("month", "months"),
    "YEAR": ("year", "years", "yr", "yrs"),
    "DECADE": ("decade", "decades"),
}
_ONES: Final = _list(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS: Final = _list("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS: Final = (
    {word: value for value, word in enumerate(_ONES, 1)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"hundred": 100, "dozen": 12}
)
_ORDINALS: Final = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS: Final = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # north of the equator

# The closed classes of the grammar. A word stands in one class only.
_WORDS: Final = {
    "AGO": "ago",
    "AFTER": "after following subsequent ensuing",
    "AGED": "aged ages age",
    "AN": "a an",
    "AND": "and",
    "ANNIVERSARY": "anniversary",
    "AS": "as",
    "AT": "at",
    "BEFORE": "before",
    "BETWEEN": "between",
    "BOXING": "boxing",
    "BY": "by",
    "CHRISTMAS": "christmas xmas",
    "DATE": "date",
    "DURING": "during throughout",
    "EACH": "each every per",
    "EARLIER": "earlier",
    "EARLY": "early",
    "ENDING": "ending ended ends",
    "EVE": "eve",
    "EVEN": "just only nearly almost about around some roughly approximately less more fewer than least most barely"
    " exactly another well",
    "FOR": "for",
    "FREQUENT": "daily weekly monthly yearly annually hourly nightly",
    "FROM": "from",
    "HAVE": "has have had having",
    "STREET": "street square stadium bridge brigade movement alliance university hospital road",
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
    "NEW": "new",
    "NEXT": "next coming upcoming",
    "NIGHTLONG": "overnight",
    "OH": "o",
    "NOW": "now present onward onwards",
    "OF": "of",
    "OLD": "old olds",
    "ON": "on",
    "OR": "or",
    "OVER": "over across",
    "PARTOFDAY": "morning mornings afternoon afternoons evening evenings noon dawn dusk midnight midday nightfall"
    " sunset sunrise daybreak lunchtime predawn",
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
    "THIS": "this current ongoing outgoing",
    "TIME": "time moment",
    "TIMES": "once twice thrice",
    "PAPER": "times telegraph mirror express herald",
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
    " residents rebels terrorists troops others individuals homes houses villages killed dead injured wounded"
    " displaced",
    "OCLOCK": "oclock clock",
    "ZONE": "gmt utc bst est local",
    "ORDINALSUFFIX": "st nd rd th",
    "S": "s",
    "BEGIN": "began begin begun started starting erupted broke launched took came went resumed escalated entered"
    " flared intensified agreed",
    "TRUCE": "ceasefire ceasefires cease truce truces cessation lull armistice deal agreement pact",
    "WAR": "war conflict uprising revolt revolution rebellion insurgency crisis unrest insurrection",
    "STRIFE": "fighting clashes clash battle battles combat offensive assault bombardment bombing bombings shelling"
    " strikes airstrikes raids violence attacks attack hostilities operation operations siege protests killing"
    " killings warfare escalation raid airstrike ambush ambushes massacre massacres bloodshed bloodletting carnage"
    " slaughter riot riots rioting looting pogroms feuding skirmish skirmishes gunfights gunbattles gunbattle"
    " firefight firefights incursion incursions crackdown rampage barrage barrages onslaught shootings mayhem"
    " disturbances demonstrations confrontations strife duels",
}
_PUNCTUATION: Final = {
    "COMMA": ",",
    "HYPHEN": "-\u2010\u2011\u2012\u2013\u2014\u2212",
    "STOP": ".",
    "PAUSE": "!?;:",
    "APOSTROPHE": "'\u2019\u02bc`",
    "LEFT": "([",
    "RIGHT": ")]",
}
_OTHER_CLASSES: Final = _list(
    "OTHER BLANK BREAK WEEKDAY WEEKDAYABBR MONTHNAME MONTHABBR MONTHAMBIGUOUS SEASON NUMBERWORD ORDINALWORD"
    " FALL DAYNUM YEARNUM FOURDIGITS NUMBER DAYRANGE YEARRANGE NUMERICDATE CLOCK DECIMAL GLUED AMPM SLASH"
)
_CODES: Final = iter(string.ascii_letters + string.digits + "".join(map(chr, range(0xC0, 0x180))))
CLASS: Final[dict[str, str]] = {name: next(_CODES) for name in (*_OTHER_CLASSES, *UNITS, *_WORDS, *_PUNCTUATION)}
_NAME_OF: Final = {code: name for name, code in CLASS.items()}


def _lexicon() -> dict[str, str]:
    """Every known token, as it may be written, with its class code."""
    table: dict[str, str] = {}

    def add(name: str, words: Iterable[str], *, lower: bool = True) -> None:
        for word in words:
            forms = {word, word.capitalize(), word.upper()} if lower else {word.capitalize(), word.upper()}
            table.update(dict.fromkeys(forms, CLASS[name]))

    for name, words in _WORDS.items():
        add(name, _list(words))
    for name, units in UNITS.items():
        add(name, units)
    add("WEEKDAY", [form for day in WEEKDAYS for form in (day, day + "s")])
    add("WEEKDAYABBR", _list("mon tue tues wed thu thur thurs fri sat sun"), lower=False)
    add("MONTHNAME", [month for month in MONTHS if month not in {"may", "march"}])
    add("MONTHAMBIGUOUS", ("may", "march"), lower=False)
    add("MONTHABBR", _list("jan feb mar apr jun jul aug sep sept oct nov dec"), lower=False)
    add("SEASON", [season for season in SEASONS if season != "fall"])
    add("FALL", ("fall",))
    add("NUMBERWORD", NUMBER_WORDS)
    add("ORDINALWORD", ORDINAL_WORDS)
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
# A word ends where its letters turn to capitals ("inAugust", "UAEThursday" in glued texts), and takes the blank after
# it, so that the tokens cover the text and their lengths give the offsets.
_LEXICON.update({f"{word} ": code for word, code in tuple(_LEXICON.items())})
# The first alternative only says sooner what the third says of most words.
_TOKEN: Final = re.compile(
    r"[a-z]++ "
    r"|[AaPp]\.[Mm]\b\.? ?"
    r"|[A-Z]?[a-z\u00df-\u024f]+ ?|[A-Z\u00c0-\u00de]+(?![a-z]) ?"
    r"|\d+(?:[-/.,:]\d+)* ?"
    r"|\s+"
    r"|[^\w\s] ?|_"
    r"|[^\x00-\u024f\s]+"
    r"|."
)
_DIGIT_SHAPES: Final = (
    ("NUMERICDATE", re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2}")),
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

    def name(self, index: int) -> str:
        """The class name of the token at `index`; BREAK before and after the span."""
        return _NAME_OF[self.codes[index]] if 0 <= index < len(self.codes) else "BREAK"

    def names(self, first: int, last: int) -> list[str]:
        """The class names of tokens `first` (inclusive) to `last` (exclusive)."""
        return [_NAME_OF[code] for code in self.codes[first:last]]


def tokenise(text: str, start: int, end: int) -> Tokens:
    """Cut `text[start:end]` into tokens with classes; unknown words are OTHER."""
    other = CLASS["OTHER"]
    known = _LEXICON.get
    words = _TOKEN.findall(text, start, end)
    classes = list(map(known, words, repeat(other)))
    # No letter sorts before "9": only what is no word is looked at again.
    for place in compress(count(), map("9".__ge__, map(itemgetter(0), words))):
        if classes[place] == other:
            classes[place] = known(words[place]) or _unlisted(words[place])
    codes = "".join(classes)
    starts = list(accumulate(map(len, words), initial=start))
    blank = CLASS["BLANK"]
    if blank in codes:
        kept = [place for place, code in enumerate(codes) if code != blank]
        return Tokens(codes.replace(blank, ""), [words[k] for k in kept], [starts[k] for k in kept])
    return Tokens(codes, words, starts)


NUMBER_CLASSES: Final = frozenset(
    _list("DAYNUM NUMBER NUMBERWORD YEARNUM FOURDIGITS DAYRANGE YEARRANGE NUMERICDATE CLOCK DECIMAL GLUED")
)
NUMBER_CODES: Final = frozenset(CLASS[name] for name in NUMBER_CLASSES)

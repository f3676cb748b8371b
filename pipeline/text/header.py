"""The header in front of a report: titles, dates with their labels, bylines, section words, counters of buttons.

Belongs here: how far a header reaches and the dates in it. Does not: the footer (`footer`), what stands between header
and lead (`running`), or what a date is worth (`dating`).
"""

import re
from dataclasses import dataclass

from pipeline.text.dates import MONTH, FoundDate, find_dates, find_full_dates
from pipeline.text.furniture import AGENCIES, PUBLISHED_LABEL, UPDATED_LABEL, alternatives, outlet_names, terms
from pipeline.text.vocabulary import words

# How far a header reaches; the longest of the benchmark texts ends before character 260.
FRONT_REACH = 420
# Names between two parts of a header take no more than this.
_NAMES_REACH = 90
# Two opening words this close belong to one sentence ("At least two"): the first of them opens it.
_CLOSE_OPENERS = 60

_GAP = re.compile(r"[\s\-–—|:.,•)/]*")
_ZONE = (
    r"(?:\(?(?:GMT|UTC|KSA|ET|[ECMPA][SD]T|CES?T|EES?T|BST|IST|MSK|HKT|SGT|JST|PKT|NPT|EAT|CAT|WAT|SAST|TRT|AE[SD]T|Z)\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?"
    r"|[+-]\d\d:?\d\d(?!\d))"
)
_HALF = r"[AaPp]\.?[Mm]\b\.?"
# Digits are a time only when something says so: "2014 1200 people" goes on with a figure.
_CLOCK = (
    rf"(?:\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*{_HALF})?"
    rf"|\d{{1,2}}[.:]?\d{{2}}\s*(?={_HALF}|{_ZONE})(?:{_HALF})?|\d{{1,2}}\s*{_HALF})"
)
_AGO = r"\d{1,3}\s+(?:minute|min|hour|hr|day|week|month|year)s?\s+ago\b"
_TIME = rf"(?:[\s,|/T–-]*(?:(?:at\s+)?(?:{_ZONE}\s+)?{_CLOCK}(?:\s*{_ZONE})?|at\s+\d{{4}}|{_AGO})(?!\d))*"
_LABEL = rf"(?:{UPDATED_LABEL}|{PUBLISHED_LABEL})"
_UPDATED = re.compile(rf"\b(?:{UPDATED_LABEL})\b", re.IGNORECASE)
# "Updated 1435 GMT (2235 HKT) March 12", "Posted by Radio Tamazuj on March 12".
LABEL_BEFORE = re.compile(
    rf"\b{_LABEL}\s*:?\s*(?:(?:at\s+)?(?:\(?(?:{_CLOCK}|\d{{4}})(?:\s*{_ZONE})?\)?,?\s+(?:on\s+)?){{0,2}}"
    r"|by\s+(?:[\w.-]+\s+){1,4}on\s+)\Z",
    re.IGNORECASE,
)
# Some agencies sign between slashes: "October 11, 2020. /TASS/. ".
AFTER_DATE = re.compile(rf"{_TIME}(?:[)\]\s]*|\.?\s*/[A-Z][\w -]+/\.?\s*)")
# The end of a sentence right before what is looked at.
STOP_BEFORE = re.compile(r"[.!?][\"'”’)]?\s+\Z")
# A date behind one of these belongs to a sentence ("As of 31 December 2019, some 900 people ...").
INSIDE_SENTENCE = re.compile(
    r"\b(?:of|at|on|since|by|until|till|in|from|before|after|between|and|to)\s*\Z", re.IGNORECASE
)
# Counts of comments and views behind a button; a third number belongs to the report.
_COUNTERS = r"(?:\s+(?:0\s+)?\d+(?=\s))?"
_STRONG = re.compile(rf"(?:{alternatives(terms('front'))})\b{_COUNTERS}", re.IGNORECASE)
_WEAK = re.compile(rf"(?:{alternatives(terms('front_word'))})\b:?(?=\s+[A-Z0-9\"“])", re.IGNORECASE)
_SIGNED = re.compile(r"(?:[A-Z][\w-]*\s+){0,3}(?P<outlet>[A-Z][\w-]*)\s+[-–—]+\s+(?=[A-Z0-9])")
_WIRE_DAY = rf"(?:{MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?"
_WIRE_AGENCY = r"\([A-Za-z][\w ./-]{1,30}\)\s*[-–—:]*"
_WIRE = re.compile(
    rf"(?P<place>[A-Z][A-Z'’/ -]+)(?:,?\s+[A-Z][A-Za-z]+){{0,2}},?\s+(?P<day>{_WIRE_DAY}),?\s*"
    rf"(?:{_WIRE_AGENCY}|[-–—]+|\.?\s*/[A-Z][\w -]+/\.?)\s*(?=\S)"
)
# A town in small letters opens a dateline where an agency closes it: "Juba, Apr. 2, (dpa/GNA) - ".
_WIRE_TOWN = re.compile(
    rf"(?P<place>[A-Z][\w'’-]+(?:[ /][A-Z][\w'’-]+){{0,2}})(?:, [A-Z][A-Za-z]+)?, (?P<day>{_WIRE_DAY}),?\s*"
    rf"(?:{_WIRE_AGENCY})\s*(?=\S)"
)
_LABELLED_TIME = re.compile(rf"{_LABEL}\s*:?\s*(?:at\s+)?(?:{_CLOCK})(?:\s*{_ZONE})?", re.IGNORECASE)
_LINK = re.compile(
    rf"{_AGO}|" + r"\d{1,2}\s+min(?:ute)?s?\s+read\b|(?:SEND\s+)?https?\S+|Topics?\s[^().]{1,90}\(\d+\)" + _COUNTERS
)
_BYLINE_FRONT = re.compile(r"[Bb]y\s+(?=[A-Z])")
_RELATED = re.compile(rf"(?:{alternatives(terms('related'))})\b:?\s+(?=[A-Z0-9])", re.IGNORECASE)
# Words between two parts of a header: names, sections, numbers; never a sentence.
_NAME = re.compile(
    r"[(\[]?[A-Z][\w.'’&/-]*[,:)|\]]*|(?:a[dlnrstz]|ash|e[dls])-[A-Z][\w'’-]*[,:)|]*|al|el|la|de|del|du"
    r"|by|and|of|the|for|in|[-–—|/(]|\d{1,4}\)?|(?:[\w-]+\.){1,3}[a-z]{2,6}|\d{6}|\d{1,2}:\d{2}(?::\d{2})?,?|[ap]m,?"
)
ENDS_IN_AGENCY = re.compile(rf"\b(?:{AGENCIES})\s+\Z")
_LEAD_START = re.compile(r"[A-Z0-9\"“'‘(\[]|(?:by|title:)\s")
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"\S+")
_OPENERS = words("sentence_openers", "opener")
_INNER_OPENERS = words("sentence_openers", "opener", inside="true")
_GOES_ON = re.compile(r"\s(?:[a-z]|\d)")
_MARKS = ":;,.-–—\"'“‘("
# A headline has at least this many words.
_LEAST_HEADLINE = 5
_FUNCTION_WORDS = frozenset(
    (
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "after",
        "as",
        "has",
        "have",
        "was",
        "were",
        "said",
        "with",
        "is",
        "are",
    )
)
_VERB = re.compile(r"[a-z]{2,}ed")


@dataclass(frozen=True, slots=True)
class Note:
    """A dated stretch of furniture before the body or `behind` it.

    `label` is `published`, `updated`, `plain` or `caption`.
    """

    label: str
    wording: str
    behind: bool = False


def strip_front(text: str, title: str | None, notes: list[Note]) -> int:
    """Where the body begins behind the header; dated parts of the header are noted."""
    reach = min(len(text), FRONT_REACH)
    title_at = find_title(text, title, 0, reach) if title else None
    dates = find_full_dates(text, 0, reach)
    position = 0
    while position < reach:
        begin = skip_gap(text, position)
        step = (
            (_past_title(text, begin, title_at) if title_at and title_at[0] == begin else None)
            or _past_phrase(text, begin, position > 0)
            or _past_date(text, begin, dates, notes)
            or _past_labelled_time(text, begin)
            or _past_title(text, begin, title_at)
            or (_past_behind_date(text, begin, title) if position else None)
        )
        if step is None or step <= position:
            break
        position = step
    return skip_gap(text, position) if position else 0


def skip_gap(text: str, position: int) -> int:
    """The next position that is no white space or separator."""
    match = _GAP.match(text, position)
    return match.end() if match else position


def find_title(text: str, title: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the title stands in a stretch of text, whatever quotes, stops and spaces either has lost."""
    at = text.find(title, start, end)
    if at >= 0:
        return at, at + len(title)
    wanted = [char for char in title.lower() if char.isalnum()]
    near = text[start:end].lower()
    if not wanted or not all(word in near for word in _longest_words(title)):
        return None
    places = [index for index in range(start, min(end, len(text))) if text[index].isalnum()]
    folded = "".join(text[index] for index in places).lower()
    at = folded.find("".join(wanted)) if len(folded) == len(places) else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _longest_words(title: str) -> list[str]:
    """The words least likely to stand in a text that does not hold the title."""
    return sorted(_WORD.findall(title.lower()), key=len)[-3:]


def _past_title(text: str, begin: int, title_at: tuple[int, int] | None) -> int | None:
    """The end of the title, if it stands here or behind names only, and no sentence goes on from it."""
    if title_at is None or title_at[0] < begin or not is_names(text[begin : title_at[0]]):
        return None
    after = skip_gap(text, title_at[1])
    return title_at[1] if after >= len(text) or not text[after].islower() else None


def _past_phrase(text: str, begin: int, inside: bool) -> int | None:
    match = _STRONG.match(text, begin) or _LINK.match(text, begin)
    if match is None and inside:
        match = _WEAK.match(text, begin) or _signed(text, begin)
    return match.end() if match else None


def _past_labelled_time(text: str, begin: int) -> int | None:
    """The end of a time that no date follows ("Last updated at 14:30")."""
    match = _LABELLED_TIME.match(text, begin)
    return match.end() if match else None


def _signed(text: str, begin: int) -> re.Match[str] | None:
    """A section and the outlet's name before a dash ("Regional NNA - ")."""
    match = _SIGNED.match(text, begin)
    return match if match and match["outlet"].lower() in outlet_names() else None


def _past_date(text: str, begin: int, dates: list[FoundDate], notes: list[Note]) -> int | None:
    """The end of a header date that stands here, with its label and time, or after names and section words only."""
    found = next((date for date in dates if date.start >= begin), None)
    if found is None or found.start - begin > _NAMES_REACH:
        return None
    before = text[begin : found.start]
    label = LABEL_BEFORE.search(before)
    if label is None and INSIDE_SENTENCE.search(before):
        return None
    if not is_names(before[: label.start()] if label else before):
        return None
    after = AFTER_DATE.match(text, found.end)
    stop = after.end() if after else found.end
    follow = skip_gap(text, stop)
    if follow < len(text) and not (_LEAD_START.match(text, follow) or label or ENDS_IN_AGENCY.search(before)):
        return None
    wording = text[begin + label.start() if label else found.start : stop].strip()
    notes.append(Note(label_kind(label.group()) if label else "plain", wording))
    return stop


def is_yearless_line(line: str) -> bool:
    """True for a line that is nothing but a weekday with its day ("Wednesday, 4 December"), a name or a time."""
    if len(line) > _NAMES_REACH:
        return False
    found = next(find_dates(line), None)
    if found is None or found.weekday is None or found.readings:
        return False
    before, after = line[: found.start], line[found.end :]
    label = LABEL_BEFORE.search(before)
    return is_names(before[: label.start()] if label else before) and is_names(after.strip(" ,|-–.:"))


def wire_dateline(text: str, notes: list[Note]) -> str:
    """The text without the day of a dateline ("BEIRUT, July 5 (Reuters) - "), which is noted; the place stays."""
    match = _WIRE.match(text) or _WIRE_TOWN.match(text)
    if match is None:
        return text
    notes.append(Note("plain", match["day"]))
    return f"{match['place']} - {text[match.end() :]}"


def label_kind(label: str) -> str:
    """`updated` or `published`, as the words before a date say."""
    return "updated" if _UPDATED.search(label) else "published"


def is_names(stretch: str) -> bool:
    """True for names, section words, numbers and nothing else: a header has no verbs in lower case."""
    if len(stretch) > _NAMES_REACH:
        return False
    return all(_NAME.fullmatch(token) for token in stretch.split())


def _past_behind_date(text: str, begin: int, title: str | None) -> int | None:
    """The end of what only follows a date or title: a byline, headlines of other reports up to the title said again."""
    byline = _BYLINE_FRONT.match(text, begin)
    if byline:
        return _after_byline(text, byline.end())
    match = _RELATED.match(text, begin)
    if match is None:
        return None
    again = find_title(text, title, match.end(), match.end() + FRONT_REACH) if title else None
    return again[1] if again else _lead_after(text, match.end())


def _after_byline(text: str, begin: int) -> int:
    """Where the names of a byline end: at the word that opens a sentence, at a number, or after first and last name."""
    ends: list[int] = []
    for token in _TOKEN.finditer(text, begin, begin + _NAMES_REACH):
        word = token.group()
        if word in _OPENERS or not word[0].isalpha():
            return ends[-1] if ends else begin
        if word != "and" and not word[0].isupper():
            break
        ends.append(token.end())
    return ends[min(1, len(ends) - 1)] if ends else begin


def _lead_after(text: str, begin: int) -> int:
    """Where the first sentence opens after words that are none: at the last opening word before the first full stop."""
    stop = text.find(". ", begin)
    stop = min(stop if stop > 0 else len(text), begin + FRONT_REACH)
    openers = [token.start() for token in _TOKEN.finditer(text, begin, stop) if token.group() in _OPENERS]
    if openers:
        return openers[-1] if openers[-1] - openers[0] < _CLOSE_OPENERS else openers[0]
    return _before_function_word(text, begin, stop)


def _before_function_word(text: str, begin: int, stop: int) -> int:
    """The capitalised word that opens the run of words before the first function word or verb in the past."""
    opening = begin
    for token in _TOKEN.finditer(text, begin, stop):
        if token.group() in _FUNCTION_WORDS or _VERB.fullmatch(token.group()):
            return opening
        if token.group()[0].isupper():
            opening = token.start()
    return begin


def tags_end(text: str, begin: int) -> int:
    """Where the lead begins behind a list of tags: at its first opening word, else before its first function word."""
    stop = text.find(". ", begin)
    stop = min(stop if stop > 0 else len(text), begin + FRONT_REACH)
    opener = next((token.start() for token in _TOKEN.finditer(text, begin, stop) if token.group() in _OPENERS), None)
    return _before_function_word(text, begin, stop) if opener is None else opener


def sentence_inside(text: str) -> int | None:
    """Where a sentence opens inside one that has no right to ("Envoy to visit Paris At least 12 people died").

    Only at words that no name holds with a capital, in text that does not capitalise like a headline.
    """
    if _INNER_OPENERS.isdisjoint(text.split()[1:]):
        return None
    lower_before = 0
    for before, token in enumerate(_TOKEN.finditer(text)):
        word = token.group()
        opens = word in _INNER_OPENERS and before >= _LEAST_HEADLINE and lower_before * 3 >= before
        if opens and _GOES_ON.match(text, token.end()) and text[token.start() - 2] not in _MARKS:
            return token.start()
        lower_before += word[0].islower()
    return None

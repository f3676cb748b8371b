"""Where sentences begin and end in clean text.

Belongs here: one linear pass over the stops of a span. Does not: paragraphs, titles and page chrome (`chrome`), or any
change of the text itself, for every offset handed out points into the text as given.
"""

import re

from pipeline.text.vocabulary import words

Span = tuple[int, int]

# A stop with its closing quotes and what follows, or a blank line. Possessive, so that a megabyte of dots is read once;
# all that may begin it stands in front, so that the engine skips to the next one.
_STOP = re.compile(r"""[.!?…\n](?:(?<!\n)[.!?…]*+["'”’»)\]]*+(?=(?P<space>\s*+)(?P<next>\S?))|(?<=\n)[^\S\n]*+\n)""")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[A-Za-z]+")
_OPENING_MARKS = "([{\"'“‘«-–—"
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")

_NEVER_LAST = words("abbreviations", "abbreviation", kind="never_last")
_BEFORE_NUMBER = words("abbreviations", "abbreviation", kind="number") | words(
    "abbreviations", "abbreviation", kind="calendar"
)
_MAYBE_LAST = words("abbreviations", "abbreviation", kind="maybe_last")
_CLOCK = words("abbreviations", "abbreviation", kind="clock")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b|local\b")
_OPENERS = words("sentence_openers", "opener")
# The longest word looked at before a stop: an abbreviation is shorter.
_WORD_REACH = 16
# Longer than any sentence of the benchmark texts (the longest is under 700 characters): text without stops is cut at a
# space, so that the work on one sentence stays bounded.
MAX_SENTENCE = 2000


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of `text[start:end]`, in order, without the white space around them."""
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = _skip_space(text, start, end)
    for match in _STOP.finditer(text, begin, end):
        stop = match.end()
        if stop <= begin:
            continue
        if match["next"] is None:
            _append(spans, text, begin, match.start())
            begin = _skip_space(text, stop, end)
        elif _is_boundary(text, match, end):
            _append(spans, text, begin, stop)
            begin = match.end("space")
    _append(spans, text, begin, end)
    return spans


def _skip_space(text: str, position: int, end: int) -> int:
    match = _SPACE.match(text, position, end)
    return match.end() if match else position


def _append(spans: list[Span], text: str, begin: int, stop: int) -> None:
    """Add a span cut to its text, in pieces where it is longer than a sentence can be."""
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    while stop - begin > MAX_SENTENCE:
        cut = text.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
        cut = cut if cut > begin else begin + MAX_SENTENCE
        spans.append((begin, cut))
        begin = _skip_space(text, cut, stop)
    if stop > begin:
        spans.append((begin, stop))


def _is_boundary(text: str, match: re.Match[str], end: int) -> bool:
    """True when a stop, with its closing quotes, ends a sentence."""
    following = match["next"]
    if not following:
        return True
    if not match["space"]:
        return _is_glued(text, match.start(), match.end(), end)
    if following.islower():
        return False
    return text[match.start()] != "." or not _is_abbreviation(text, match.start(), match.end("space"), end)


def _is_glued(text: str, dot: int, stop: int, end: int) -> bool:
    """True for "the town.The army": a stop between a lower-case word and a capitalised one."""
    if stop + 1 >= end or not text[stop].isupper() or not (text[stop + 1].islower() or text[stop + 1] == " "):
        return False
    return dot >= 2 and text[dot - 1].islower() and text[dot - 2].islower()


def _is_abbreviation(text: str, dot: int, follow: int, end: int) -> bool:
    """True when the dot belongs to the word before it rather than to the sentence."""
    reach = max(0, dot - _WORD_REACH)
    begin = max(text.rfind(" ", reach, dot), text.rfind("\n", reach, dot)) + 1
    word = text[max(reach, begin) : dot].lstrip(_OPENING_MARKS)
    low = word.lower()
    if low in _NEVER_LAST:
        return True
    if low in _BEFORE_NUMBER:
        return text[follow].isdigit()
    if low in _CLOCK:
        return _AFTER_CLOCK.match(text, follow, end) is not None
    if low in _MAYBE_LAST or (len(word) == 1 and word.isupper()) or _DOTTED.match(word):
        return _continues(text, follow, end)
    return False


def _continues(text: str, follow: int, end: int) -> bool:
    """True when what follows an abbreviation is a name ("U.N. Security Council"), not the opening of a sentence."""
    match = _WORD.match(text, follow, end)
    return match is not None and match.group() not in _OPENERS

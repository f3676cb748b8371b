"""Words broken or glued by page layout: lost ligatures, hyphens of line ends, spaces lost between words and numbers.

Belongs here: repairs that a word list decides. Does not: characters and white space (`repair`), nor names, which no
list holds. A repair is made only where the result is a known English word and what stands there is not.
"""

import re
from functools import cache, lru_cache
from itertools import product

from pipeline.text.vocabulary import rows, words

_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_CLOSERS = ("", ",", ".", ";", ":", ")", '"', "”")
_LETTERS = re.compile(r"([A-Za-z]+)")
_LONE = re.compile(r"(?<![^\s(\"“‘'])([a-z]+)(?![a-zA-Z'’-])")
_AFTER_GAP = re.compile(r"(?<=  )([a-z]+)(?![a-zA-Z'’-])")
_INLINE_HYPHEN = re.compile(r"\b([A-Za-z]{2,})-([a-z]{2,})\b(?!-)")
_LINE_HYPHEN = re.compile(r"\b([A-Za-z]{2,})[-‐­]\n([a-z]{2,})\b")
_WORD_NUMBER = re.compile(r"(?<![\w./@-])([A-Za-z]{2,})(?=\d)")
_NUMBER_WORD = re.compile(r"(?<=\d)([a-z]{3,}|[A-Z][a-z]{2,})\b")
# The patterns below begin with what they look for, which lets the engine skip to it.
_GLUED_NUMBER = re.compile(r"\d(?:(?<=[a-z]\d)|(?=[A-Za-z]{3})|(?=\d(?:19|20)\d\d(?!\d)))")
_GLUED_DATE = re.compile(r"\b([A-Z][a-z]{2,8}\.? \d{2})((?:19|20)\d\d)\b")
_GLUED_COMMA = re.compile(r",(?<=[a-z],)(?=[A-Z][a-z])")
# "inAugust", "theIDPs"; then "IDPcamps".
_CAMEL = re.compile(r"[A-Z](?:(?<=[a-z]{2}[A-Z])|(?<=[A-Z]{2})[a-z]{4})")
_BEFORE_CAPITAL = re.compile(r"(?<![\w@#./'’-])([a-z]{2,})(?=[A-Z][A-Za-z])")
_ACRONYM_WORD = re.compile(r"\b([A-Z]{2,6})([a-z]{4,})\b")
# Shorter words are left whole: what is cut from them is too often a name or a syllable.
_SHORTEST_GLUE = 6
_LONG_PART = 5
# Nouns and verbs of the field that lose the space to their neighbour and cannot be part of another word with it.
_KEYS = words("glue_words", "word", kind="key")
_JOINTS = words("glue_words", "word", kind="joint")


@cache
def known_words() -> frozenset[str]:
    """English words, lower case."""
    return words("english_words", "word") | words("english_function_words", "word")


def mend_words(text: str) -> str:
    """Mend broken and glued words of a text that still has its line breaks and doubled spaces."""
    if "-\n" in text or "‐\n" in text:
        text = _LINE_HYPHEN.sub(_rejoin_line, text)
    doubtful = set(text.split()) - _sound
    if doubtful:
        text = _mend_doubtful(text, doubtful)
    if _GLUED_NUMBER.search(text):
        text = _split_numbers(text)
    return _GLUED_COMMA.sub(", ", text) if "," in text else text


# Words that need no mending, as met in the texts before: a look into the gates, whose hundred thousand entries lie all
# over the memory, costs more than all else here.
_sound: set[str] = set()
_MEMO_LIMIT = 20_000
_LONGEST_WORD = 40


def _mend_doubtful(text: str, doubtful: set[str]) -> str:
    """The text with what the gates find among some of its words mended."""
    torn, glued = _fragment_gate() & doubtful, _glued_gate() & doubtful
    broken = {token for token in doubtful if "-" in token and _is_broken(token)}
    humped = set(filter(_CAMEL.search, doubtful))
    if torn:
        text = _mend_ligatures(text)
    uncapped = _split_capitals(text) if humped else text
    if uncapped != text or glued:
        text = _LONE.sub(_split_glued, uncapped)
    if broken:
        text = _INLINE_HYPHEN.sub(_rejoin, text)
    if len(_sound) > _MEMO_LIMIT:
        _sound.clear()
    _sound.update(word for word in doubtful - torn - glued - broken - humped if len(word) <= _LONGEST_WORD)
    return text


# -- lost ligatures --------------------------------------------------------------------------------------


@cache
def _fragments() -> dict[tuple[str, str], str]:
    """What a word leaves when a ligature drops out of it, with the word: ("con", "ict") is "conflict"."""
    known = known_words()
    found: dict[tuple[str, str], str] = {}
    for word in sorted(known):
        for ligature in _LIGATURES:
            at = word.find(ligature)
            while at >= 0:
                pair = (word[:at], word[at + len(ligature) :])
                if any(part and part not in known for part in pair):
                    found.setdefault(pair, word)
                at = word.find(ligature, at + 1)
    return found


@cache
def _fragment_gate() -> frozenset[str]:
    """Fragments that are no words, with the marks that may follow: a text without any of them is sound."""
    known = known_words()
    parts = {part for pair in _fragments() for part in pair if len(part) > 1 and part not in known}
    return frozenset(part + closer for part, closer in product(parts, _CLOSERS))


def _mend_ligatures(text: str) -> str:
    """Pairs first; a word that lost its beginning is completed only behind a doubled space or in a text so damaged."""
    mended = _rejoin_pairs(text)
    return (_LONE if mended != text else _AFTER_GAP).sub(_complete, mended)


def _rejoin_pairs(text: str) -> str:
    parts = _LETTERS.split(text)
    fragments = _fragments()
    for at in range(1, len(parts) - 2, 2):
        left, gap, right = parts[at : at + 3]
        word = fragments.get((left.lower(), right)) if gap.strip(" ") == "" else None
        if word is not None:
            parts[at : at + 3] = ["", "", word.capitalize() if left[0].isupper() else word]
    return "".join(parts)


def _complete(match: re.Match[str]) -> str:
    part = match[1]
    return part if part in known_words() else _fragments().get(("", part), part)


# -- hyphens ---------------------------------------------------------------------------------------------


def _rejoin_line(match: re.Match[str]) -> str:
    """A word broken at the end of a line; a compound of two words keeps its hyphen."""
    left, right = match[1], match[2]
    known = known_words()
    if (left + right).lower() in known or not (left.lower() in known and right in known):
        return left + right
    return f"{left}-{right}"


def _is_broken(token: str) -> bool:
    match = _INLINE_HYPHEN.search(token)
    return match is not None and _rejoin(match) != match.group()


def _rejoin(match: re.Match[str]) -> str:
    """A line-end hyphen left inside a line: "fami-lies"; "re-enter" and "rebel-held" stay."""
    left, right = match[1], match[2]
    known = _known_and_countries()
    if (left + right).lower() in known and not (left.lower() in known and right in known):
        return left + right
    return match.group()


@cache
def _known_and_countries() -> frozenset[str]:
    return known_words() | {row["name"].lower() for row in rows("countries")}


# -- glue ------------------------------------------------------------------------------------------------


@cache
def _glued() -> dict[str, str]:
    """Two words written as one, with the two: "peoplewere" is "people were", "inthe" is "in the"."""
    known = _whole_words()
    function = words("english_function_words", "word")
    partners = function | _KEYS
    return {
        left + right: f"{left} {right}"
        for left, right in product(partners, partners)
        if len(left) > 1 < len(right)
        and left + right not in known
        and (left in _KEYS or right in _KEYS or not function.isdisjoint({left, right} & _JOINTS))
    }


@cache
def _whole_words() -> frozenset[str]:
    harms = {word for table in ("measure_terms", "wound_words") for row in rows(table) for word in row["term"].split()}
    return known_words() | _KEYS | words("glue_words", "word", kind="whole") | harms


@cache
def _glued_gate() -> frozenset[str]:
    return frozenset(word + closer for word, closer in product(_glued(), _CLOSERS))


def _split_glued(match: re.Match[str]) -> str:
    """The two words of a known pair; in a text that holds such pairs, those of any other word that is none."""
    word = match[1]
    return _glued().get(word) or (word if len(word) < _SHORTEST_GLUE else _split_unknown(word))


@lru_cache(maxsize=4096)
def _split_unknown(word: str) -> str:
    known = _whole_words()
    if word in known:
        return word
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if left in known and right in known and _may_be_glued(left, right):
            return f"{left} {right}"
    return word


def _may_be_glued(left: str, right: str) -> bool:
    """Words that make no compound: a joint or a word of the field beside anything, a verb behind a longer word."""
    if left in _JOINTS or right in _JOINTS or left in _KEYS or right in _KEYS:
        return True
    content = left not in words("english_function_words", "word") and min(len(left), len(right)) >= _LONG_PART
    return content and right.endswith(("ed", "ing"))


def _split_capitals(text: str) -> str:
    return _ACRONYM_WORD.sub(_split_acronym, _BEFORE_CAPITAL.sub(_split_capital, text))


def _split_capital(match: re.Match[str]) -> str:
    return match[1] + " " * (match[1] in known_words())


def _split_acronym(match: re.Match[str]) -> str:
    whole = match.group().lower() in _whole_words()
    return match.group() if whole or match[2] not in _whole_words() else f"{match[1]} {match[2]}"


def _split_numbers(text: str) -> str:
    """A space between a known word and a number; names of roads and weapons ("M5", "T72") have none of their own."""
    text = _GLUED_DATE.sub(r"\1 \2", text)
    text = _WORD_NUMBER.sub(lambda match: match.group() + " " * (match[1].lower() in _known_and_months()), text)
    return _NUMBER_WORD.sub(lambda match: " " * (match[1].lower() in _known_and_months()) + match.group(), text)


@cache
def _known_and_months() -> frozenset[str]:
    return known_words() | words("abbreviations", "abbreviation", kind="calendar")

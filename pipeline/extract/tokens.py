"""Words, numbers and marks of a text, with their offsets.

Belongs here: cutting text into tokens and finding token positions. Does not: any meaning of a token.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import add

# A number keeps its group separators (comma, thin and hard spaces); a full stop groups only when three digits follow
# twice ("1.200.000") because "1.200" alone is more often a decimal.  Words keep inner hyphens ("al-Numan",
# "twenty-two"); a possessive ending is a token of its own so that "Syria's" is found as "Syria".
_NUMBER = r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
_ANY_WORD = r"[A-Z](?:\.[A-Z])+\b\.?|[^\W\d_]+(?:[-‐‑][^\W\d_]+)*"
# Each piece is a token with the white space behind it, so that the lengths of the pieces give the offsets.  The first
# two alternatives only say sooner what `_ANY_WORD` says: nearly all words are plain, before a space or a mark.
_PIECE = re.compile(rf"[a-z]++ (?=\S)|[A-Z]?[a-z]++(?![^ ,.:;])\s*+|(?:{_ANY_WORD}|{_NUMBER}|['’]s\b|\S)\s*+")

WORD, NUMBER, MARK, POSSESSIVE = "w", "n", "p", "s"
# So many words are remembered, and none that is longer: a few megabytes.
_MEMO_LIMIT = 50_000
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token; `ends` are exclusive offsets into the text."""

    texts: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Token positions `first, past` of the tokens that lie inside the offsets `start, end`."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)


class _Words(dict[str, tuple[str, str, str, int]]):
    """Text, lower case, kind and length of every piece met so far: a corpus says the same words over and over."""

    def __missing__(self, piece: str) -> tuple[str, str, str, int]:
        text = piece.rstrip()
        found = text, text.lower().replace("‐", "-").replace("‑", "-"), _kind(text), len(text)
        if len(piece) <= _LONGEST_WORD:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[piece] = found
        return found


def _kind(text: str) -> str:
    first = text[0]
    if first.isdecimal():
        return NUMBER
    if first.isalnum():
        return WORD
    return POSSESSIVE if len(text) > 1 else MARK


_WORDS = _Words()


def tokenize(text: str) -> Tokens:
    """Cut the whole text; the order is the reading order and nothing but white space is dropped."""
    pieces = _PIECE.findall(text)
    if not pieces:
        return Tokens([], [], [], [], [])
    texts, lowers, kinds, lengths = zip(*map(_WORDS.__getitem__, pieces), strict=True)
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    del starts[-1]
    return Tokens(list(texts), list(lowers), starts, list(map(add, starts, lengths)), list(kinds))

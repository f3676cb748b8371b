"""Words, numbers and marks of a text, with their offsets.

Belongs here: cutting text into tokens and finding token positions. Does not: any meaning of a token.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from sys import intern
from typing import NamedTuple

from pipeline.extract.memo import Memo

# A number keeps its group separators (comma, thin and hard spaces); a full stop groups only when three digits follow
# twice ("1.200.000") because "1.200" alone is more often a decimal.  Words keep inner hyphens ("al-Numan",
# "twenty-two"); a possessive ending is a token of its own so that "Syria's" is found as "Syria".
_NUMBER = r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
_ANY_WORD = r"[A-Z](?:\.[A-Z])+\b\.?|[^\W\d_]+(?:[-‐‑][^\W\d_]+)*"
# Each piece is a token with the white space behind it, so that the lengths of the pieces give the offsets.  The first
# two alternatives only say sooner what `_ANY_WORD` says: nearly all words are plain, before a space or a mark.
_PIECE = re.compile(rf"[a-z]++ (?=\S)|[A-Z]?[a-z]++(?![^ ,.:;])\s*+|(?:{_ANY_WORD}|{_NUMBER}|['’]s\b|\S)\s*+")

WORD, NUMBER, MARK, POSSESSIVE = "w", "n", "p", "s"
POSSESSIVES = frozenset(("'s", "’s"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token; `ends` are exclusive offsets into the text, `numbers` the tokens in digits."""

    texts: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    numbers: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Token positions `first, past` of the tokens that lie inside the offsets `start, end`."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)


# Rules look a few words ahead of the last.
_FULL_STOPS = 4


def closed(tokens: Tokens, length: int) -> Tokens:
    """The tokens of a text of `length` characters with full stops behind them, which stand in no span of it.

    A text that is cut off so ends like any other for the rules that look ahead.
    """
    stops = ["."] * _FULL_STOPS
    beyond = [length + 1] * _FULL_STOPS
    return Tokens(
        tokens.texts + stops,
        tokens.lowers + stops,
        tokens.starts + beyond,
        tokens.ends + beyond,
        tokens.kinds + [MARK] * _FULL_STOPS,
        tokens.numbers,
    )


class _Piece(NamedTuple):
    """A token as read from a piece of text; `width` is the length with the white space behind it."""

    text: str
    lower: str
    kind: str
    width: int
    length: int

    @classmethod
    def of(cls, piece: str) -> "_Piece":
        """A token whose words are the same objects in all texts, which is quick to compare.

        Its lower form has one hyphen and one ending of owners, so that "Lord’s" is found as vocabularies write it.
        """
        text = intern(piece.rstrip())
        lower = intern("'s" if text == "’s" else text.lower().replace("‐", "-").replace("‑", "-"))
        return cls(text, lower, _kind(text), len(piece), len(text))


def _kind(text: str) -> str:
    if text in POSSESSIVES:
        return POSSESSIVE
    return NUMBER if text[0].isdecimal() else WORD if text[0].isalnum() else MARK


_PIECES = Memo(_Piece.of)


def tokenize(text: str) -> Tokens:
    """Cut the whole text; the order is the reading order and nothing but white space is dropped."""
    read = list(map(_PIECES.__getitem__, _PIECE.findall(text)))
    if not read:
        return Tokens([], [], [], [], [], [])
    texts, lowers, kinds, widths, lengths = zip(*read, strict=True)
    starts = list(accumulate(widths[:-1], initial=len(text) - len(text.lstrip())))
    return Tokens(
        list(texts),
        list(lowers),
        starts,
        list(map(add, starts, lengths)),
        list(kinds),
        [at for at, kind in enumerate(kinds) if kind == NUMBER],
    )

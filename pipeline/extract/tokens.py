"""Words, numbers and marks of a text, with their offsets.

Belongs here: cutting text into tokens and finding token positions. Does not: any meaning of a token.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress, count
from operator import add, itemgetter

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


class _Kinds(dict[str, str]):
    """The kind of the token that begins with a character, as characters are met."""

    def __missing__(self, first: str) -> str:
        found = self[first] = NUMBER if first.isdecimal() else WORD if first.isalnum() else MARK
        return found


_KINDS = _Kinds()


def tokenize(text: str) -> Tokens:
    """Cut the whole text; the order is the reading order and nothing but white space is dropped."""
    pieces = _PIECE.findall(text)
    texts = list(map(str.rstrip, pieces))
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    del starts[-1]
    kinds = _kinds(texts)
    return Tokens(
        texts,
        _lowers(texts) if "‐" in text or "‑" in text else list(map(str.lower, texts)),
        starts,
        list(map(add, starts, map(len, texts))),
        kinds,
        list(compress(count(), map(NUMBER.__eq__, kinds))),
    )


def _kinds(texts: list[str]) -> list[str]:
    kinds = list(map(_KINDS.__getitem__, map(itemgetter(0), texts)))
    for ending in POSSESSIVES:
        at = -1
        for _ in range(texts.count(ending)):
            at = texts.index(ending, at + 1)
            kinds[at] = POSSESSIVE
    return kinds


def _lowers(texts: list[str]) -> list[str]:
    return [text.lower().replace("‐", "-").replace("‑", "-") for text in texts]

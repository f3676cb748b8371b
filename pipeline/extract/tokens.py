"""Words, numbers and marks of a text, with their offsets.

Belongs here: cutting text into tokens and finding token positions. Does not: any meaning of a token.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

# A number keeps its group separators (comma, thin and hard spaces); a full stop groups only when three digits follow
# twice ("1.200.000") because "1.200" alone is more often a decimal.  Words keep inner hyphens ("al-Numan",
# "twenty-two"); a possessive ending is a token of its own so that "Syria's" is found as "Syria".
_TOKEN = re.compile(
    r"(?P<n>\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<w>[A-Z](?:\.[A-Z])+\b\.?|[^\W\d_]+(?:[-‐‑][^\W\d_]+)*)"
    r"|(?P<s>['’]s\b)"
    r"|(?P<p>\S)"
)

WORD, NUMBER, MARK, POSSESSIVE = "w", "n", "p", "s"


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


def tokenize(text: str) -> Tokens:
    """Cut the whole text; the order is the reading order and nothing but white space is dropped."""
    found = list(_TOKEN.finditer(text))
    texts = [match[0] for match in found]
    return Tokens(
        texts,
        [word.lower() for word in texts] if text.isascii() else [_lower(word) for word in texts],
        [match.start() for match in found],
        [match.end() for match in found],
        [match.lastgroup or MARK for match in found],
    )


def _lower(word: str) -> str:
    return word.lower().replace("‐", "-").replace("‑", "-")

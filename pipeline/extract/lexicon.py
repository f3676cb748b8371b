"""Vocabularies of `seeds/reference`, matched over tokens by longest entry.

Belongs here: reading term tables and finding their terms. Does not: what a term means to a claim.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.extract.tokens import POSSESSIVE, Tokens, tokenize

Entry = TypeVar("Entry")

# Acronyms this short are words in lower case ("IS", "US", "AA"), so they only match as written.
_CASED_ACRONYM = 4
# FA-KES texts lost their apostrophes ("regimes forces", "Syrias Aleppo"); shorter words give false plurals.
_LOST_APOSTROPHE = 5


@dataclass(frozen=True, slots=True)
class Match(Generic[Entry]):
    """A term found at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    entry: Entry


class ReferenceTableError(ValueError):
    """A reference table that cannot be used, with the file and row that are wrong."""


def read_table(path: Path, required: Iterable[str]) -> list[dict[str, str]]:
    """Rows of a reference CSV as stripped strings, blank for no value.

    Raises `ReferenceTableError` when the file or a required column is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]
    except FileNotFoundError:
        raise ReferenceTableError(f"{path}: this reference table is missing; restore it from the repository") from None
    for name in required:
        if rows and name not in rows[0]:
            raise ReferenceTableError(f"{path}: the column «{name}» is missing; found {', '.join(rows[0])}")
    return rows


class _Node(Generic[Entry]):
    """A word in the tree of terms: the words that may follow, and the entries of the terms that end here."""

    __slots__ = ("entries", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Entry]] = {}
        self.entries: list[tuple[tuple[str, ...] | None, Entry]] = []


class Lexicon(Generic[Entry]):
    """Terms of one or more words. Longest match wins; equal terms keep every entry in the order given."""

    def __init__(self, terms: Iterable[tuple[str, Entry]], lost_apostrophes: bool = False) -> None:
        self._root: _Node[Entry] = _Node()
        self._lost_apostrophes = lost_apostrophes
        for term, entry in terms:
            self._add(term, entry)

    def _add(self, term: str, entry: Entry) -> None:
        tokens = tokenize(term)
        if not len(tokens):
            return
        node = self._root
        for word in tokens.lowers:
            node = node.following.setdefault(word, _Node())
        cased = len(term) <= _CASED_ACRONYM and term.isupper()
        node.entries.append((tuple(tokens.texts) if cased else None, entry))

    def at(self, tokens: Tokens, position: int, stop: int) -> list[Match[Entry]]:
        """The longest matches that begin at `position`, all of the same length."""
        node = self._next(self._root, tokens.lowers[position])
        if node is None:
            return []
        lowers, kinds = tokens.lowers, tokens.kinds
        end, best, best_end = position + 1, node.entries, position + 1
        while node.following and end < stop:
            after = self._next(node, lowers[end])
            if after is None and kinds[end] == POSSESSIVE and end + 1 < stop:
                end += 1
                after = self._next(node, lowers[end])
            if after is None:
                break
            node = after
            end += 1
            if node.entries:
                best, best_end = node.entries, end
        written = tuple(tokens.texts[position:best_end])
        return [Match(position, best_end, entry) for exact, entry in best if exact is None or exact == written]

    def _next(self, node: _Node[Entry], word: str) -> _Node[Entry] | None:
        after = node.following.get(word)
        if after is None and self._lost_apostrophes and len(word) >= _LOST_APOSTROPHE and word[-1] == "s":
            return node.following.get(word[:-1])
        return after

    def find(self, tokens: Tokens, start: int = 0, stop: int | None = None) -> list[Match[Entry]]:
        """All matches in `start` to `stop`, leftmost and longest, not overlapping; equal terms give several."""
        return list(self._scan(tokens, start, len(tokens) if stop is None else stop))

    def _scan(self, tokens: Tokens, position: int, stop: int) -> Iterator[Match[Entry]]:
        first, lowers, lost = self._root.following, tokens.lowers, self._lost_apostrophes
        while position < stop:
            word = lowers[position]
            node = first.get(word)
            if node is None and lost and word[-1] == "s":
                node = first.get(word[:-1])
            if node is None or not (node.entries or self._may_follow(node, tokens, position + 1, stop)):
                position += 1
                continue
            matches = self.at(tokens, position, stop)
            if matches:
                yield from matches
                position = matches[0].end
            else:
                position += 1

    def _may_follow(self, node: _Node[Entry], tokens: Tokens, position: int, stop: int) -> bool:
        """Whether a longer term can go on here: spares the walk for the many words that only begin terms."""
        if position >= stop:
            return False
        word = tokens.lowers[position]
        return word in node.following or word[-1] == "s" or tokens.kinds[position] == POSSESSIVE


def rows_where(rows: Iterable[Mapping[str, str]], column: str, *values: str) -> list[Mapping[str, str]]:
    """The rows whose `column` has one of `values`."""
    return [row for row in rows if row[column] in values]

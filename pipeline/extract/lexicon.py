"""Vocabularies of `seeds/reference`, matched over tokens by longest entry.

Belongs here: reading term tables and finding their terms. Does not: what a term means to a claim.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

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
        return [
            Match(position, best_end, entry)
            for exact, entry in best
            if exact is None or exact == tuple(tokens.texts[position:best_end])
        ]

    def _next(self, node: _Node[Entry], word: str) -> _Node[Entry] | None:
        after = node.following.get(word)
        if after is None and self._lost_apostrophes and len(word) >= _LOST_APOSTROPHE and word[-1] == "s":
            return node.following.get(word[:-1])
        return after

    def find(self, tokens: Tokens) -> list[Match[Entry]]:
        """All matches, leftmost and longest, not overlapping; equal terms give several."""
        return LexiconGroup([self]).find(tokens)[0]

    def beginnings(self) -> Iterator[tuple[str, "_Node[Entry]"]]:
        """The first words of the terms with what may follow them."""
        return iter(self._root.following.items())

    @property
    def lost_apostrophes(self) -> bool:
        """Whether a term may stand with an "s" that has lost its apostrophe."""
        return self._lost_apostrophes


class LexiconGroup:
    """Several lexicons, scanned in one pass: nearly every word begins no term of any, and is asked about once."""

    def __init__(self, lexicons: Sequence[Lexicon[Any]]) -> None:
        self._lexicons = tuple(lexicons)
        self._first: dict[str, list[tuple[int, _Node[Any]]]] = {}
        self._lost: dict[str, list[tuple[int, _Node[Any]]]] = {}
        for index, lexicon in enumerate(lexicons):
            for word, node in lexicon.beginnings():
                self._first.setdefault(word, []).append((index, node))
                if lexicon.lost_apostrophes:
                    self._lost.setdefault(word + "s", []).append((index, node))

    def find(self, tokens: Tokens) -> list[list[Match[Any]]]:
        """The matches of each lexicon, in the order of the lexicons and of the text."""
        found: list[list[Match[Any]]] = [[] for _ in self._lexicons]
        free = [0] * len(self._lexicons)
        first, lost, size = self._first, self._lost, len(tokens)
        for position, word in enumerate(tokens.lowers):
            if word not in first and word not in lost:
                continue
            for index, node in (*first.get(word, ()), *lost.get(word, ())):
                if position < free[index] or not (node.entries or _may_follow(node, tokens, position + 1, size)):
                    continue
                matches = self._lexicons[index].at(tokens, position, size)
                if matches:
                    found[index].extend(matches)
                    free[index] = matches[0].end
        return found


def _may_follow(node: _Node[Any], tokens: Tokens, position: int, stop: int) -> bool:
    """Whether a longer term can go on here: spares the walk for the many words that only begin terms."""
    if position >= stop:
        return False
    word, following = tokens.lowers[position], node.following
    if word in following or tokens.kinds[position] == POSSESSIVE:
        return True
    return word[-1] == "s" and word[:-1] in following

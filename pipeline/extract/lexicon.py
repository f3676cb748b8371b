"""Vocabularies of `seeds/reference`, matched over tokens by longest entry.

Belongs here: reading term tables and finding their terms. Does not: what a term means to a claim.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.extract.tokens import MARK, POSSESSIVE, Tokens, tokenize

Entry = TypeVar("Entry")

# Acronyms this short are words in lower case ("IS", "US", "AA"), so they only match as written.
_CASED_ACRONYM = 4
# FA-KES texts lost their apostrophes ("regimes forces", "Syrias Aleppo"); shorter words give false plurals.
_LOST_APOSTROPHE = 5


class Match(NamedTuple, Generic[Entry]):
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

    def longest(self, node: "_Node[Entry]", tokens: Tokens, position: int) -> list[Match[Entry]]:
        """The longest matches that begin at `position`, whose word leads to `node`; all of the same length."""
        lowers, kinds, stop = tokens.lowers, tokens.kinds, len(tokens)
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
        for index, lexicon in enumerate(lexicons):
            for word, node in lexicon.beginnings():
                self._first.setdefault(word, []).append((index, node))
        for index, lexicon in enumerate(lexicons):
            for word, node in lexicon.beginnings() if lexicon.lost_apostrophes else ():
                # A term as written goes before one that has lost an apostrophe: "residents" before "resident's".
                if len(word) >= _LOST_APOSTROPHE - 1:
                    self._first.setdefault(word + "s", []).append((index, node))

    def find(self, tokens: Tokens) -> list[list[Match[Any]]]:
        """The matches of each lexicon, in the order of the lexicons and of the text."""
        found: list[list[Match[Any]]] = [[] for _ in self._lexicons]
        free = [0] * len(self._lexicons)
        lowers, kinds = [*tokens.lowers, "."], [*tokens.kinds, MARK]
        for position, beginnings in enumerate(map(self._first.get, tokens.lowers)):
            if beginnings is None:
                continue
            word, possessive = lowers[position + 1], kinds[position + 1] == POSSESSIVE
            for index, node in beginnings:
                # Most words that begin a term end there: whether another may follow is asked before the term is walked.
                goes_on = possessive or word in node.following or (word[-1] == "s" and word[:-1] in node.following)
                if position < free[index] or not (node.entries or goes_on):
                    continue
                matches = self._lexicons[index].longest(node, tokens, position)
                if matches:
                    found[index].extend(matches)
                    free[index] = matches[0].end
        return found

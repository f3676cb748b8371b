"""Vocabularies of `seeds/reference`, matched over tokens by longest entry.

Belongs here: reading term tables and finding their terms. Does not: what a term means to a claim.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.extract.tokens import POSSESSIVE, WORD, Tokens, tokenize

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


class ReferenceError_(ValueError):
    """A reference table that cannot be used, with the file and row that are wrong."""


def read_table(path: Path, required: Iterable[str]) -> list[dict[str, str]]:
    """Rows of a reference CSV as stripped strings, blank for no value.

    Raises `ReferenceError_` when the file or a required column is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]
    except FileNotFoundError:
        raise ReferenceError_(f"{path}: this reference table is missing; restore it from the repository") from None
    for name in required:
        if rows and name not in rows[0]:
            raise ReferenceError_(f"{path}: the column «{name}» is missing; found {', '.join(rows[0])}")
    return rows


class Lexicon(Generic[Entry]):
    """Terms of one or more words. Longest match wins; equal terms keep every entry in the order given."""

    def __init__(self, terms: Iterable[tuple[str, Entry]], lost_apostrophes: bool = False) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...] | None, Entry]]] = {}
        self._lost_apostrophes = lost_apostrophes
        for term, entry in terms:
            self._add(term, entry)
        for entries in self._by_first.values():
            entries.sort(key=lambda item: -len(item[0]))

    def _add(self, term: str, entry: Entry) -> None:
        tokens = tokenize(term)
        if not len(tokens):
            return
        cased = len(term) <= _CASED_ACRONYM and term.isupper()
        exact = tuple(tokens.texts) if cased else None
        self._by_first.setdefault(tokens.lowers[0], []).append((tuple(tokens.lowers), exact, entry))

    def at(self, tokens: Tokens, position: int, stop: int) -> list[Match[Entry]]:
        """The longest matches that begin at `position`, all of the same length."""
        candidates = self._by_first.get(tokens.lowers[position])
        if candidates is None:
            if not self._lost_apostrophes:
                return []
            word = tokens.lowers[position]
            if len(word) < _LOST_APOSTROPHE or word[-1] != "s":
                return []
            candidates = self._by_first.get(word[:-1])
            if candidates is None:
                return []
        return self._longest(tokens, position, stop, candidates)

    def _longest(
        self,
        tokens: Tokens,
        position: int,
        stop: int,
        candidates: list[tuple[tuple[str, ...], tuple[str, ...] | None, Entry]],
    ) -> list[Match[Entry]]:
        found: list[Match[Entry]] = []
        longest = 0
        for words, exact, entry in candidates:
            if found and len(words) < longest:
                break
            end = position + 1 if len(words) == 1 else self._follows(tokens, position, stop, words)
            if not end or (exact is not None and tuple(tokens.texts[position:end]) != exact):
                continue
            longest = len(words)
            found.append(Match(position, end, entry))
        return found

    def _follows(self, tokens: Tokens, position: int, stop: int, words: tuple[str, ...]) -> int:
        """The token after the term, 0 where it does not stand here; a possessive ending inside is stepped over."""
        lowers, kinds = tokens.lowers, tokens.kinds
        at = position + 1
        for offset in range(1, len(words)):
            if at < stop and kinds[at] == POSSESSIVE and words[offset] not in ("'s", "’s"):
                at += 1
            if at >= stop:
                return 0
            have, want = lowers[at], words[offset]
            last = offset == len(words) - 1
            if have != want and not (
                self._lost_apostrophes and last and len(have) >= _LOST_APOSTROPHE and have == want + "s"
            ):
                return 0
            at += 1
        return at

    def find(self, tokens: Tokens, start: int = 0, stop: int | None = None) -> list[Match[Entry]]:
        """All matches in `start` to `stop`, leftmost and longest, not overlapping; equal terms give several."""
        return list(self._scan(tokens, start, len(tokens) if stop is None else stop))

    def _scan(self, tokens: Tokens, position: int, stop: int) -> Iterator[Match[Entry]]:
        by_first, lowers, lost = self._by_first, tokens.lowers, self._lost_apostrophes
        while position < stop:
            word = lowers[position]
            if word in by_first or (lost and word[-1] == "s" and tokens.kinds[position] == WORD and word[:-1] in by_first):
                matches = self.at(tokens, position, stop)
                if matches:
                    yield from matches
                    position = matches[0].end
                    continue
            position += 1

    @cached_property
    def size(self) -> int:
        """How many terms it holds."""
        return sum(len(entries) for entries in self._by_first.values())


def rows_where(rows: Iterable[Mapping[str, str]], column: str, *values: str) -> list[Mapping[str, str]]:
    """The rows whose `column` has one of `values`."""
    return [row for row in rows if row[column] in values]

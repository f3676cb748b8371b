"""Vocabularies of `seeds/reference`, matched over tokens by longest entry.

Belongs here: reading term tables and finding their terms. Does not: what a term means to a claim.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.extract.tokens import MARK, POSSESSIVE, POSSESSIVES, Tokens, tokenize

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
    """A word in the tree of terms: the words that may follow, and the entries of the terms that end here.

    `cased` holds, for an entry that only matches as written, how it is written.
    """

    __slots__ = ("cased", "entries", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Entry]] = {}
        self.entries: list[Entry] = []
        self.cased: dict[int, list[str]] = {}

    def as_written(self, texts: Sequence[str]) -> list[Entry]:
        """The entries that match a term with these capitals."""
        return [entry for k, entry in enumerate(self.entries) if self.cased.get(k, texts) == texts]

    def take_lost_apostrophes(self) -> None:
        """Let each following word also stand with an "s" that has lost its apostrophe, unless that is a word here."""
        for word, node in list(self.following.items()):
            node.take_lost_apostrophes()
            if len(word) + 1 >= _LOST_APOSTROPHE:
                self.following.setdefault(word + "s", node)


class Lexicon(Generic[Entry]):
    """Terms of one or more words. Longest match wins; equal terms keep every entry in the order given."""

    def __init__(self, terms: Iterable[tuple[str, Entry]], lost_apostrophes: bool = False) -> None:
        self._root: _Node[Entry] = _Node()
        self._lost_apostrophes = lost_apostrophes
        for term, entry in terms:
            self._add(term, entry)
        if lost_apostrophes:
            for node in self._root.following.values():
                node.take_lost_apostrophes()

    def _add(self, term: str, entry: Entry) -> None:
        tokens = tokenize(term)
        if not len(tokens):
            return
        node = self._root
        for word in tokens.lowers:
            before, node = node, node.following.setdefault(word, _Node())
            if word == "'":  # "the Kurdistan Workers’ Party"; "’s" is one with "'s" in the tokens
                before.following["’"] = node
        if len(term) <= _CASED_ACRONYM and term.isupper():
            node.cased[len(node.entries)] = tokens.texts
        node.entries.append(entry)

    def find(self, tokens: Tokens) -> list[Match[Entry]]:
        """All matches, leftmost and longest, not overlapping; equal terms give several."""
        return LexiconGroup([self]).find(tokens)[0]

    def beginnings(self) -> Iterator[tuple[str, "_Node[Entry]"]]:
        """The first words of the terms with what may follow them.

        A term as written goes before one that has lost an apostrophe: "residents" before "resident's".
        """
        yield from self._root.following.items()
        for word, node in self._root.following.items() if self._lost_apostrophes else ():
            if len(word) + 1 >= _LOST_APOSTROPHE:
                yield word + "s", node


class _Opening(NamedTuple):
    """What a first word begins in the lexicons of a group.

    `following` are the words behind it that make it worth asking the trees, None where its capitals always do; `alone`
    are the entries of that word by itself with their lexicons; `nodes` are the trees, by lexicon.
    """

    following: frozenset[str] | None
    alone: list[tuple[int, Any]]
    nodes: list[tuple[int, _Node[Any]]]

    @classmethod
    def of(cls, nodes: list[tuple[int, _Node[Any]]]) -> "_Opening":
        """The opening of a word that begins these trees."""
        cased = any(node.cased for _, node in nodes)
        following = frozenset(word for _, node in nodes for word in node.following) | POSSESSIVES
        first = {index: node for index, node in reversed(nodes) if node.entries}
        alone = [(index, entry) for index, node in first.items() for entry in node.entries]
        return cls(None if cased else following, alone, nodes)


class LexiconGroup:
    """Several lexicons, scanned in one pass: most words begin a term of some, few stand before a word that goes on."""

    def __init__(self, lexicons: Sequence[Lexicon[Any]]) -> None:
        self._size = len(lexicons)
        nodes: dict[str, list[tuple[int, _Node[Any]]]] = {}
        for index, lexicon in enumerate(lexicons):
            for word, node in lexicon.beginnings():
                nodes.setdefault(word, []).append((index, node))
        self._first = {word: _Opening.of(found) for word, found in nodes.items()}

    def find(self, tokens: Tokens) -> list[list[Match[Any]]]:
        """The matches of each lexicon, in the order of the lexicons and of the text."""
        found: list[list[Match[Any]]] = [[] for _ in range(self._size)]
        add = [matches.append for matches in found]
        free = [0] * self._size
        lowers, kinds = [*tokens.lowers, ""], [*tokens.kinds, MARK]
        for end, opening in enumerate(map(self._first.get, tokens.lowers), 1):
            if opening is None:
                continue
            following, alone, nodes = opening
            if following is None or lowers[end] in following:
                _find_longest(nodes, tokens.texts, lowers, kinds, end - 1, found, free)
                continue
            for index, entry in alone:
                if free[index] < end:
                    # A tuple's own constructor: half the time of the class's, for 150 matches an article.
                    add[index](_new_match(Match, (end - 1, end, entry)))
        return found


def _find_longest(
    nodes: Iterable[tuple[int, _Node[Any]]],
    texts: Sequence[str],
    lowers: Sequence[str],
    kinds: Sequence[str],
    position: int,
    found: list[list[Match[Any]]],
    free: list[int],
) -> None:
    """Add what begins at `position` where a term may go on or depends on its capitals."""
    for index, first in nodes:
        if position < free[index]:
            continue
        node, end = first, position + 1
        if kinds[end] == POSSESSIVE or lowers[end] in node.following:
            node, end = _longest(node, lowers, kinds, end)
        entries = node.as_written(texts[position:end]) if node.cased else node.entries
        if entries:
            found[index] += [_new_match(Match, (position, end, entry)) for entry in entries]
            free[index] = end


_new_match = tuple.__new__


def _longest(
    node: _Node[Entry], lowers: Sequence[str], kinds: Sequence[str], position: int
) -> tuple[_Node[Entry], int]:
    """The last node with entries on the way that the words from `position` on lead, and the token after its term.

    The node given, where no longer term ends on the way.
    """
    stop = len(lowers) - 1
    best, end = node, position
    while node.following and position < stop:
        after = node.following.get(lowers[position])
        if after is None and kinds[position] == POSSESSIVE and position + 1 < stop:
            position += 1
            after = node.following.get(lowers[position])
        if after is None:
            break
        node = after
        position += 1
        if node.entries:
            best, end = node, position
    return best, end

"""Lists of places with a bare number each: "by province: Idlib (402), Aleppo (210)", rows of a table under its heading.

Belongs here: which numbers are entries of such a list, and the total or heading that tells what befell them. Does not:
lists in the sentence of their total (`sharing`), where an entry holds (`by_place`), sums (`sums`).
"""

from collections.abc import Sequence
from typing import Protocol

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.clause import HARMED, MOVED, NEGATIONS, Link, standing
from pipeline.extract.nouns import NounReader, Phrase

# The rule of an entry of a list.
LISTED = "figure listed"
# Sentences from a total to the list of its parts.
_TOTAL_REACH = 2
# A row: the words of its name, a mark and the number; a heading is a few words longer.
_LONGEST_ROW, _LONGEST_HEADING = 9, 14
_MARKS = frozenset((":", "-", "–", "—", "|", "=", "("))
_ENDS = frozenset((",", ";", ".", ")", "|", "and"))
_OTHERS = frozenset(
    "others other elsewhere provinces governorates districts areas regions states counties camps towns abroad".split()
)
_AREAS = frozenset("governorate province district county state region camp city".split())
_TOTALS = frozenset(("total", "totals", "overall", "sum"))
# A number behind a name that nobody knows for a place may be an age below this.
_OLDEST = 110


class Counted(Protocol):
    """What is looked at in a figure found before."""

    @property
    def sentence(self) -> SentenceSpan:
        """Where it is told."""

    @property
    def link(self) -> Link:
        """What befell them."""

    @property
    def included(self) -> bool:
        """Whether it is told as part of another."""

    @property
    def phrase(self) -> Phrase:
        """The words that count."""


class Lists:
    """Reads the lists of one article, sentence after sentence."""

    def __init__(self, reader: NounReader) -> None:
        self.reader = reader
        self._heading: Link | None = None
        self._heading_at = self._row_at = -_TOTAL_REACH
        self._whole: int | None = None

    def may_list(self, sentence: SentenceSpan, figures: Sequence[Counted]) -> bool:
        """Whether a sentence without a word of harm may be a list: behind a total, a heading or another row."""
        if sentence.index - max(self._heading_at, self._row_at) <= 1:
            return True
        near = bool(figures) and sentence.index - figures[-1].sentence.index <= _TOTAL_REACH
        return near and not _MARKS.isdisjoint(self.reader.tokens.lowers[sentence.first : sentence.past])

    def read_heading(self, sentence: SentenceSpan) -> None:
        """Remember a sentence without numbers that tells what the rows under it count: "Province | Deaths"."""
        lowers, past = self.reader.tokens.lowers, sentence.past
        if past - sentence.first > _LONGEST_HEADING or lowers[past - 1] == ".":
            return
        told = [link for at in range(sentence.first, past) if (link := self._fate(at)) is not None]
        if len({link.measure for link in told}) == 1:
            self._heading, self._heading_at = told[-1], sentence.index

    def entry(self, sentence: SentenceSpan, phrases: list[Phrase], i: int, told: Sequence[Counted]) -> Link | None:
        """What befell those of an entry, as its total or its heading tells; their part is looked up by `whole`."""
        if not self._is_entry(sentence, phrases[i]):
            return None
        row = self._is_row(sentence, phrases)
        if not row and _MARKS.isdisjoint(self.reader.tokens.lowers[sentence.first : sentence.past]):
            return None  # "the camps Dalori 1 and Dalori 2"
        if not row and sum(self._is_entry(sentence, p) for p in phrases) < 2:
            return None
        if row and sentence.index - max(self._heading_at, self._row_at) <= 1 and self._heading is not None:
            self._row_at = sentence.index
            return self._heading._replace(rule=LISTED)
        goes_on = row and sentence.index - self._row_at <= 1
        if not goes_on:
            entries = phrases[i : i + 1] if row else [p for p in phrases if self._is_entry(sentence, p)]
            self._whole = _total(told, sentence, entries)
        if self._whole is None:
            return self._own_heading(sentence, phrases[0])
        self._row_at, whole = sentence.index, told[self._whole]
        listed = not self._tells_total(sentence, phrases[i])
        return whole.link._replace(rule=LISTED, subset_of=None, included=listed)

    def _own_heading(self, sentence: SentenceSpan, opening: Phrase) -> Link | None:
        """What the words before a list tell of its entries: "Refugees: Turkey 347; ...", "died in Jos (19), ..."."""
        lowers, first = self.reader.tokens.lowers, sentence.first
        past = next((k for k in range(opening.start - 1, first, -1) if lowers[k] == ":"), None)
        if past is None and lowers[opening.start - 1] == "(" and NEGATIONS.isdisjoint(lowers[first : opening.start]):
            past = opening.start
        told = [link for at in range(first, past or first) if (link := self._fate(at)) is not None]
        return told[-1]._replace(included=False) if len({link.measure for link in told}) == 1 else None

    def whole(self, link: Link) -> int | None:
        """The index of the total that an entry is part of."""
        return self._whole if link.rule == LISTED and link.included else None

    def _fate(self, at: int) -> Link | None:
        noun = self.reader.persons.get(at)
        if (
            noun is not None
            and noun.entry.measure is not None
            and (noun.entry.role == "event" or noun.entry.measure in MOVED)
        ):
            return Link(noun.entry.measure, None, at, LISTED, basis=standing(noun.entry))
        found = next(iter(self.reader.triggers.get(at, ())), None)
        if found is None or found.entry.measure not in HARMED | MOVED or found.entry.form == "refuge":
            return None
        return Link(found.entry.measure, None, at, LISTED, basis=found.entry.basis)

    def _is_row(self, sentence: SentenceSpan, phrases: list[Phrase]) -> bool:
        """'Kafr Zita | 6,900': a name and its number, and nothing else."""
        if len(phrases) != 1 or sentence.past - sentence.first > _LONGEST_ROW:
            return False
        return phrases[0].end >= sentence.past - 1

    def _is_entry(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """Whether a bare number, or one of plain people in brackets, stands behind a place and a mark."""
        lowers, at = self.reader.tokens.lowers, phrase.start - 1
        if not self._is_plain(phrase) or phrase.unknown is not None or phrase.singular or phrase.partitive:
            return False
        if phrase.end < sentence.past and lowers[phrase.end] not in _ENDS:
            return False
        if at > sentence.first and lowers[at] == ",":
            return self._parted(sentence, phrase)
        marked = at > sentence.first and lowers[at] in _MARKS
        at -= marked
        if at < sentence.first or (marked and lowers[at + 1] == "(" and lowers[phrase.end : phrase.end + 1] != [")"]):
            return False
        at -= marked and lowers[at] in _AREAS
        if at in self.reader.no_names()[1] or lowers[at] in _OTHERS or self._tells_total(sentence, phrase):
            return True
        named = self.reader.tokens.texts[at][:1].isupper()
        return marked and named and phrase.quantity.value > _OLDEST

    def _is_plain(self, phrase: Phrase) -> bool:
        """Whether it counts people or families and nothing more: "Heet (3,100 individuals)"."""
        if phrase.head is None:
            return True
        bracketed = self.reader.tokens.lowers[phrase.start - 1] == "("
        return bracketed and phrase.head.measure is None and phrase.head.population == "all"

    def _parted(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """Whether semicolons part entries of a place, a comma and a number: "Lebanon, 154,387; Jordan, 142,664"."""
        lowers = self.reader.tokens.lowers
        if phrase.head is not None or phrase.start - 2 not in self.reader.no_names()[1]:
            return False
        closed = (
            phrase.end >= sentence.past
            or lowers[phrase.end] in (";", ".")
            or ";" in lowers[phrase.start - 6 : phrase.start]
        )
        return closed and ";" in lowers[sentence.first : sentence.past]

    def _tells_total(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        opening = self.reader.tokens.lowers[sentence.first : phrase.start]
        return len(opening) <= _LONGEST_ROW and not _TOTALS.isdisjoint(opening)


def _total(told: Sequence[Counted], sentence: SentenceSpan, entries: list[Phrase]) -> int | None:
    """The last whole before a list that is large enough for all its numbers."""
    least = sum(phrase.quantity.value for phrase in entries)
    for index in range(len(told) - 1, -1, -1):
        whole = told[index]
        if sentence.index - whole.sentence.index > _TOTAL_REACH:
            return None
        larger = whole.phrase.quantity.value >= least and whole.phrase.quantity.qualifier != "vague"
        if not whole.included and larger and whole.sentence is not sentence:
            return index
    return None

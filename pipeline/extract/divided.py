"""Numbers of one sentence that add up: what a colon tells out, what "in all" sums up.

Belongs here: wholes known by the sum of the numbers beside them in their sentence. Does not: sums over sentences
(`sums`), parts known by their words (`sharing`).
"""

from itertools import accumulate

from pipeline.extract.clause import GAPPED, HARMED, TOLD_OUT, Link
from pipeline.extract.gapping import GappedReadings
from pipeline.extract.nouns import Phrase

# "Seven in all", "a total of 19": words behind and before a sum of the numbers before it.
_IN_ALL = (["in", "all"], ["in", "total"], ["all", "told"])
_ALTOGETHER = frozenset(("altogether", "overall"))
_TOTAL_OF = (["total", "of"], ["all", ","], ["total", ","], ["altogether", ","])
_PAIR = 2
_MARKS = frozenset((":", ",", "–", "—", "-", ";", "(", ")", '"', "“"))
# "Two men, a woman and a child": no list of those counted.
_OF_TWO = frozenset(("men", "brothers", "others", "dead", "wounded", "injured"))
# "Lost 31 fighters: the army 19, Islamic State 12": words of a side before its number.
_OWNER_REACH = 4
# "Have fled abroad: Egypt received 42,300"
_COLON_REACH = 6


class DividedReadings(GappedReadings):
    """What a sentence tells of its numbers by their sum."""

    def _take_apart(self, out: list[Link | None]) -> None:
        """'Documented 87 deaths, as follows: 55 civilians in raids; 32 rebels in clashes': parts of the first."""
        for whole in range(len(self.phrases) - _PAIR):
            base = out[whole]
            gap = self.lowers[self.phrases[whole].end : self.phrases[whole + 1].start]
            if base is not None and base.measure == "displaced" and ":" in gap[:_COLON_REACH]:
                self._take_moved_apart(whole, out)
            if base is None or base.measure not in HARMED or base.included or not self._heads_list(whole, gap):
                continue
            parts, told_out = self._told_out(whole), whole if ":" in gap else None
            if gap[-1] == "," and self.phrases[whole + 1].head is None and _goes_on(out[whole + 1]):
                continue  # "killed three people in Homs, two in Hama and one in Daraa"
            fates = {link.measure for k in parts if (link := out[k]) is not None}
            if fates == HARMED and base.rule.startswith("subject"):
                out[whole] = None  # "61 casualties, 19 killed and 42 wounded"
                continue
            if any((own := out[k]) is not None and not _may_belong(own, base, told_out) for k in parts):
                continue
            for k in parts:
                at = self.phrases[k].start
                told = (out[k] or base._replace(rule=TOLD_OUT))._replace(subset_of=whole, included=True)
                owned = any(self._is_side(first, at) for first in range(max(self.first, at - _OWNER_REACH), at))
                phrase = self.phrases[k]
                one = phrase.quantity.value == 1 and not (phrase.singular or phrase.partitive)
                told = told._replace(rule=TOLD_OUT) if one else told
                out[k] = told._replace(rule=GAPPED, term_at=at) if owned else told

    def _take_moved_apart(self, whole: int, out: list[Link | None]) -> None:
        """'100,000 have fled abroad: Egypt received 42,300 and Chad 30,000': parts, though they do not make it full."""
        told = 0
        for k in range(whole + 1, len(self.phrases)):
            own, told = out[k], told + self.phrases[k].quantity.value
            if own is None or own.measure != "displaced" or own.included or told > self.phrases[whole].quantity.value:
                return
            out[k] = own._replace(subset_of=whole, included=True)

    def _heads_list(self, whole: int, gap: list[str]) -> bool:
        """Whether a number opens what a mark tells out, behind the name of its side or place at most."""
        mark = next((k for k in range(len(gap) - 1, -1, -1) if gap[k] in _MARKS), None)
        if mark is None or len(gap) - mark - 1 > _OWNER_REACH:
            return False
        head = self.phrases[whole].head
        if "family" in self.lowers[self.phrases[whole].start : self.phrases[whole].quantity.start]:
            return False  # "a family of three, a couple and their baby"
        return gap[mark] == ":" or head is None or (head.population == "all" and head.word not in _OF_TWO)

    def _told_out(self, whole: int) -> range:
        """The phrases right behind a whole that make it full."""
        behind = range(whole + 1, len(self.phrases))
        if self.phrases[whole].quantity.qualifier not in ("exact", "at_least", "about"):
            return behind[:0]
        sums = accumulate(self.phrases[k].quantity.value if self._counts(self.phrases[k]) else 0 for k in behind)
        full = next((n for n, told in enumerate(sums, 1) if told >= self.phrases[whole].quantity.value), 0)
        parts = behind[:full]
        told = sum(self.phrases[k].quantity.value for k in parts)
        return parts if len(parts) >= _PAIR and told == self.phrases[whole].quantity.value else behind[:0]

    @staticmethod
    def _counts(phrase: Phrase) -> bool:
        return (phrase.head is not None and phrase.head.unit == "people") or phrase.unknown is None

    def _sum_up(self, out: list[Link | None]) -> None:
        """'Four died in Bor and three in Yei, seven in all', 'killed 11 in Bor and eight in Yei, a total of 19'."""
        for i in range(_PAIR, len(self.phrases)):
            if not self._is_in_all(i):
                continue
            value = self.phrases[i].quantity.value
            sums = accumulate(self.phrases[k].quantity.value for k in range(i - 1, -1, -1))
            first = i - next((n for n, told in enumerate(sums, 1) if told >= value), 0)
            parts = [out[k] for k in range(first, i)]
            links = [link for link in parts if link is not None and link.measure in HARMED and link.subset_of is None]
            told = sum(self.phrases[k].quantity.value for k in range(first, i))
            alike = len({link.measure for link in links}) == 1 and len(links) == len(parts) >= _PAIR
            if told != value or not alike:
                continue
            out[i] = links[0]._replace(rule="coordinated", subset_of=None, included=False)
            for k, link in zip(range(first, i), links, strict=True):
                out[k] = link._replace(subset_of=i)

    def _is_in_all(self, i: int) -> bool:
        start, end = self.phrases[i].start, self.phrases[i].end
        behind, before = self.lowers[end : end + 2], self.lowers[max(self.first, start - 2) : start]
        return behind in _IN_ALL or not _ALTOGETHER.isdisjoint(behind[:1]) or before in _TOTAL_OF


def _goes_on(link: Link | None) -> bool:
    """Whether a number only goes on with the list of the one before it."""
    return link is None or link.rule == "coordinated"


def _may_belong(own: Link, base: Link, whole: int | None) -> bool:
    """Whether a number that has a reading of its own may be part of a whole all the same."""
    return own.measure == base.measure and own.subset_of in (None, whole)

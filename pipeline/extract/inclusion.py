"""Parts that their words include in a whole: "including 45 children", "three women among them", "of the 33, 20 were".

Belongs here: whether a counted phrase is told to be part of another of its sentence. Does not: what it takes from that
whole and lists (`sharing`), wholes known by their sum (`divided`).
"""

from pipeline.extract.clause import BARRIERS, BE, HARMED, INCLUSION, RELATIVES, SAYING, Link
from pipeline.extract.divided import DividedReadings
from pipeline.extract.grammar import AUXILIARIES

# "a woman and her two daughters"
OWNERS = frozenset(("his", "her", "their"))
OF_WHOM_ENDS = BARRIERS | RELATIVES | SAYING | frozenset({";", ".", ":", "(", "bringing", "taking", "raising"})
# "Among the civilians killed in the shelling of the old town was a child".
AMONG_REACH = 12
FATES = {
    **dict.fromkeys(("dead", "victims", "killed", "fatalities", "deaths", "slain", "toll"), "killed"),
    **dict.fromkeys(("wounded", "injured"), "injured"),
    **dict.fromkeys(("displaced", "evacuees", "evacuated", "refugees", "uprooted", "fleeing", "fled"), "displaced"),
    **dict.fromkeys(("reached", "arrived", "arriving", "left", "leaving"), "displaced"),
}
# What joins the phrases of a list: "a woman and her two sons".
LISTED = frozenset((",", "and", *OWNERS))
LONGEST_LIST = 8
# Marks before the first of a list that "among them" closes.
_OPENED = ([","], ["("], ["-"], ["–"], ["—"])
# "Among them, 900 fled", "of these, 300 are children".
_OF_THEM = (["among", "them"], ["of", "them"], ["of", "these"], ["of", "those"], ["among", "these"])
_OF_THEM_ASIDE = tuple([*words, ","] for words in _OF_THEM)
_WHILE = frozenset(("while", "and", "whereas"))
_OPENING = frozenset("of out the a total number all some those these among about".split())
# "Of the 900, 300 live in Bor, 200 in Yei and 100 in Wau."
_DIVIDED_MOST = 4
COORDINATION_REACH = 9
SUBJECT_RULES = frozenset(("subject", "subject-listed", "subject-adjacent"))


class InclusionReadings(DividedReadings):
    """What a sentence tells of a part by words of inclusion."""

    def _victims_include(self, i: int) -> Link | None:
        """'The victims included 51 children', 'among the dead were three women'."""
        before = self.lowers[max(self.first, self.phrases[i].start - AMONG_REACH) : self.phrases[i].start]
        for word, measure in FATES.items():
            if word in before:
                return Link(measure, None, self.phrases[i].start, "included", None, True)
        return None

    def _inclusion(self, i: int) -> bool:
        start = self.phrases[i].start
        while start > self.first and self.lowers[start - 1] in ("the", "all"):
            start -= 1
        copula = self.lowers[start - 1] in ("were", "was", "are", "is") and self.lowers[start - 2] in ("them", "whom")
        start -= i > 0 and copula  # "; among them were 20 children"
        start -= self.lowers[max(self.first, start - 2) : start] == ["incl", "."]
        start -= start == self.first + len(_OF_THEM_ASIDE[0]) and self.lowers[self.first : start] in _OF_THEM_ASIDE
        before = self.lowers[max(self.first, start - 3) : start]
        end = self.phrases[i].end
        if i and self.lowers[end : end + 1] == ["of"]:  # "three women of one family among them"
            end = next((k for k in range(end, min(self.past, end + 5)) if self.lowers[k] in ("among", ",")), end)
        known = self.lowers[self.phrases[i].start - 1] == "the" and self.lowers[end : end + 1] == ["included"]
        if i and not known and self._closes_with_among(end):
            return True
        if i and self._listed_before_among(i):
            return True
        if not before:
            return False
        if len(before) >= 2 and before[-1] in ("were", "was", "are"):
            told = self.lowers[self.first : start] if self.lowers[self.first] == "among" else before
            if len(told) <= AMONG_REACH and any(word in FATES for word in told[:-1]):
                return True
        if (
            before[-1] in INCLUSION
            or before[-1] == "except"
            or before[-2:]
            in (
                ["except", "for"],
                ["of", "whom"],
                ["of", "which"],
                ["among", "them"],
                ["of", "them"],
                ["among", "whom"],
            )
        ):
            return True
        if before[1:] in (["of", "these"], ["of", "those"]) and before[0] in (",", ";", "and"):
            return True  # "; of these 17 were in Idlib", no "68,000 of these 127,000"
        return i > 0 and (self._listed_after_inclusion(i) or self._divides_on(i, start))

    def _divides_on(self, i: int, start: int) -> bool:
        """'Among them, 50,000 found shelter in Bor, while 20,000 fled to Uganda': the second are of them as well."""
        opened = self.lowers[self.first : self.first + 2] in _OF_THEM and self.starts.get(self.first + 3) == 0
        return i == 1 and opened and self.lowers[start - 1] in _WHILE

    def _closes_with_among(self, end: int) -> bool:
        if self.lowers[end : end + 1] == ["included"] and end + 1 < self.past:
            return self.lowers[end + 1] in (",", ")", ".")  # "nine policemen included"
        return self.lowers[end : end + 2] == ["among", "them"] and end + 2 not in self.starts

    def _listed_before_among(self, i: int) -> bool:
        """'killed 40 people, six guards and a priest among them': the first of the list is one of them as well."""
        last, stop = i, min(len(self.phrases), i + LONGEST_LIST)
        while last + 1 < stop and LISTED.issuperset(self._gap(last)):
            last += 1
        if last == i or not self._closes_with_among(self.phrases[last].end) or self._gap(i - 1)[-1:] not in _OPENED:
            return False
        told = sum(self.phrases[k].quantity.value for k in range(i, last + 1))
        return told <= self.phrases[i - 1].quantity.value or self._listed_before_among(i - 1)

    def _gap(self, i: int) -> list[str]:
        """The words between a phrase and the next."""
        return self.lowers[self.phrases[i].end : self.phrases[i + 1].start]

    def _listed_after_inclusion(self, i: int) -> bool:
        """'including two women and three children': the second is included as the first is."""
        previous = self.phrases[i - 1]
        gap = self.lowers[previous.end : self.phrases[i].start]
        listed = len(gap) <= 2 and all(w in ("and", ",") for w in gap) and self._inclusion(i - 1)
        return listed and not self._opens_anew(i, gap)

    def _opens_anew(self, i: int, gap: list[str]) -> bool:
        """'Two died, one of them a woman, and 20 others were hurt': the next phrase has a verb of its own."""
        head, end = self.phrases[i].head, self.phrases[i].end
        if gap != [",", "and"]:
            return False
        while end < self.past and (self.lowers[end] in AUXILIARIES or self.lowers[end] in BE):
            end += 1
        own = any(m.entry.measure in HARMED for m in self.triggers.get(end, ()))
        return own or (head is not None and head.word == "others")

    def _is_included(self, i: int, out: list[Link | None]) -> bool:
        """'25 died, among them three women, and 120 were wounded': the last are listed behind a part and are none."""
        if self._is_kind_in_brackets(i):
            return True
        if not self._inclusion(i):
            return False
        own, before = out[i], out[i - 1] if i else None
        if own is None or before is None or own.measure == before.measure or not self._listed_after_inclusion(i):
            return True
        alone = i + 1 == len(self.phrases) or self.phrases[i + 1].start > own.term_at
        return own.rule not in SUBJECT_RULES or not alone

    def _is_kind_in_brackets(self, i: int) -> bool:
        """'8 dead (3 children), 19 injured (7 women)': some of those right before."""
        phrase = self.phrases[i]
        if i == 0 or self.lowers[phrase.start - 1] != "(" or self.phrases[i - 1].end != phrase.start - 1:
            return False
        closed = self.lowers[phrase.end : phrase.end + 1] == [")"] and phrase.head is not None
        kind = closed and phrase.head is not None and phrase.head.population in ("children", "women")
        return kind and self._is_larger(i - 1, i)

    def _one_more_of_whom(self, i: int, out: list[Link | None]) -> int | None:
        """'900 people, of whom 20 were in danger, 100 were badly hurt and 700 had scratches': each is of the 900."""
        before = out[i - 1] if i else None
        if before is None or not before.included or before.subset_of is None:
            return None
        gap = self.lowers[self.phrases[i - 1].end : self.phrases[i].start]
        own, whole = out[i], before.subset_of
        if not 1 < len(gap) <= COORDINATION_REACH or gap[-1] not in ("and", ",") or not OF_WHOM_ENDS.isdisjoint(gap):
            return None
        if not any(self._opens_of_whom(j) for j in range(whole + 1, i)):
            return None
        if own is not None and (own.measure != before.measure or own.measure == "killed"):
            return None  # "..., of whom five were children, and four died in a second raid"
        parts = [j for j in range(whole + 1, i) if (link := out[j]) is not None and link.subset_of == whole]
        total = sum(self.phrases[j].quantity.value for j in (*parts, i))
        return whole if total <= self.phrases[whole].quantity.value else None

    def _opens_of_whom(self, i: int) -> bool:
        start = self.phrases[i].start
        return self.lowers[start - 2 : start] in (["of", "whom"], ["of", "them"], ["among", "whom"])

    def _opens_with_whole(self, *prepositions: str) -> bool:
        """'Of the 900 ...', 'out of a total of 900 ...'."""
        opening = self.lowers[self.first : self.phrases[0].start]
        return _OPENING.issuperset(opening) and any(word in prepositions for word in opening[:2])

    def _is_of_opening(self, i: int) -> bool:
        """'Of the 25 wounded, eight are in danger': the second number is some of the first."""
        if not 1 <= i <= _DIVIDED_MOST or not self._opens_with_whole("of", "among") or not self._is_larger(0, i):
            return False
        gap = self.lowers[self.phrases[i - 1].end : self.phrases[i].start]
        if i > 1:
            told = sum(self.phrases[k].quantity.value for k in range(1, i + 1))
            return (
                ("and" in gap[-3:] or gap == [","])
                and self._is_of_opening(i - 1)
                and told <= self.phrases[0].quantity.value
            )
        told_by = gap[:1] == [","] and gap[-1:] == [","] and not SAYING.isdisjoint(gap)
        setting = gap[-1:] == [","] and gap.count(",") == 1 and AUXILIARIES.isdisjoint(gap)
        return gap in ([], [","]) or told_by or (setting and len(gap) <= AMONG_REACH)

    def _of_opening(self, i: int, out: list[Link | None]) -> Link | None:
        """'Of the 900 displaced, 300 live in Bor', 'of the 33 killed in Homs, 20 were civilians and 13 soldiers'."""
        first, own = out[0], out[i]
        if first is None or (own is not None and own.measure != first.measure):
            return None
        described = self.reader.is_described(self.phrases[i]) or (
            i > 1 and (last := out[i - 1]) is not None and last.subset_of == 0
        )
        if own is None and not (first.rule == "head-noun" or described):
            return None
        return (own or first)._replace(rule="included", subset_of=0, included=True)

    def _is_larger(self, whole: int, part: int) -> bool:
        return self.phrases[whole].quantity.value > self.phrases[part].quantity.value

"""Counted phrases that share what befell another: wholes and their shares, brackets, numbers raised to others.

Belongs here: readings of one phrase through another of its sentence. Does not: direct readings (`subjects`,
`objects`), lists (`coordinated`), words of inclusion (`inclusion`), parts told in later sentences (`part_words`), sums
(`sums`).
"""

from pipeline.extract.clause import UNKNOWN, UNRELATED, Link
from pipeline.extract.coordinated import CoordinatedReadings
from pipeline.extract.dividing import are_left
from pipeline.extract.grammar import AUXILIARIES, DETERMINERS, FATALLY
from pipeline.extract.inclusion import SUBJECT_RULES
from pipeline.extract.numerals import small
from pipeline.extract.tokens import POSSESSIVES
from pipeline.extract.toll_words import RAISES

# "including" points at one of the few counted phrases before it.
PARENT_REACH = 8
# A smaller number in brackets behind a name of no place may be an age.
OLDEST = 110
DASHES = frozenset(("-", "–", "—"))
SHARED_RULES = SUBJECT_RULES | {"leaving"}
# "of the old town's 30,000": back from the mark to "of".
OWNER_REACH = 6
SHARES = frozenset(
    (
        "percent cent % half third thirds quarter quarters fifth most many majority some few part two-thirds "
        "three-quarters hundreds thousands"
    ).split()
)
# "The toll has gone up to six after a man of 77 died"
_RAISED_BY = (["after"], ["when"], ["as"], ["since"])
_RISEN, _RISEN_REACH = frozenset("rose risen rises climbed climbs gone went grown grew jumped increased up".split()), 4
# The rule of those whom a hurt killed.
FATAL_SHARE = "fatal share"


class SharedReadings(CoordinatedReadings):
    """What a sentence tells of a phrase by way of another."""

    @staticmethod
    def _told_by_whole(link: Link | None, out: list[Link | None]) -> Link | None:
        if link is None or link.measure != UNKNOWN or link.subset_of is None:
            return link
        whole = out[link.subset_of]
        if whole is None or whole.measure in (UNKNOWN, UNRELATED):
            return None
        return link._replace(measure=whole.measure, term=whole.term, basis=whole.basis)

    def _opens_whole(self, i: int) -> bool:
        """'Of the 38 children caught there, 14 died': the first number is the whole, and what befell it is not told."""
        return i == 0 and len(self.phrases) > 1 and self._opens_with_whole("of")

    def _tells_whole(self, i: int, at: int) -> bool:
        """'half of the 900 people displaced in May returned': the first participle is said of the whole."""
        if self.phrases[i].of_whole is None or i + 1 >= len(self.phrases) or not self._is_whole(i, i + 1):
            return False
        participle = any(m.entry.form == "participle" for m in self.triggers.get(at, ()))
        return participle and AUXILIARIES.isdisjoint(self.lowers[self.phrases[i + 1].end : at])

    def _only_shared(self, i: int, link: Link) -> bool:
        """What is told of a share of the counted is not told of them all; 'of the 900 people killed' is."""
        if self._opens_whole(i) and link.term_at > self.phrases[1].start:
            return True
        at = self.phrases[i].start
        while at > self.first and self.lowers[at - 1] in DETERMINERS:
            at -= 1
        if self.lowers[at - 1] in POSSESSIVES:  # "two-thirds of the town's 30,000 people"
            at = next(
                (k + 1 for k in range(at - 2, max(self.first, at - OWNER_REACH), -1) if self.lowers[k] == "of"), at
            )
        if at - 1 <= self.first or self.lowers[at - 1] != "of" or link.rule not in SHARED_RULES:
            return False
        if self.lowers[self.phrases[i].end : self.phrases[i].end + 1] == ["who"]:
            # "Only 40 of the 600 families who left Sinjar have come back"
            return link.measure == "returned" and i > 0 and self._is_whole(i - 1, i)
        counted = i > 0 and self._is_whole(i - 1, i)
        if not counted and self.lowers[at - 2] not in SHARES and small(self.lowers[at - 2]) is None:
            return False
        finite = not AUXILIARIES.isdisjoint(self._between(i, link.term_at))
        return finite or (link.term is not None and link.term.form == "intransitive")

    def _described(self, i: int, out: list[Link | None]) -> Link | None:
        """'Of those killed, 12 were children', 'thirty were killed; 18 were civilians'."""
        phrase = self.phrases[i]
        if not (self.reader.is_described(phrase) or are_left(self.reader, self.phrases, i)):
            return None
        if i:
            base = out[i - 1]
            whole = base.subset_of if base is not None and base.included else i - 1
            fits = base is not None and base.measure != UNRELATED
            return base._replace(rule="included", subset_of=whole, included=True) if base and fits else None
        for at in range(phrase.start - 1, self.first, -1):
            if at in self.triggers and (self.lowers[at - 1] in ("those", "the") or self.lowers[at] == "the"):
                entry = self.triggers[at][0].entry
                return Link(entry.measure, entry, at, "included", None, True) if entry.measure != UNRELATED else None
        return None

    def _inherited(self, i: int, out: list[Link | None]) -> Link | None:
        phrase, own = self.phrases[i], out[i]
        if own is not None and own.rule in ("among", FATAL_SHARE):
            return own
        listed = self._one_more_of_whom(i, out)
        included = self._is_included(i, out) or listed is not None
        parent = listed if listed is not None else self._parent(i, out) if included or phrase.partitive else None
        if phrase.of_whole is not None and i + 1 < len(out) and self._is_whole(i, i + 1) and out[i + 1] is not None:
            parent = i + 1
        if phrase.fate is not None and own is not None:
            same = parent is not None and (whole := out[parent]) is not None and whole.measure == own.measure
            return own._replace(subset_of=parent if same else None)
        base = out[parent] if parent is not None else None
        if base is not None and _yields(
            own, base, included or (phrase.pronoun and own is not None and own.rule != "object")
        ):
            return Link(base.measure, base.term, base.term_at, "included", parent, True, _own_basis(own, base))
        if self._is_of_opening(i) and (divided := self._of_opening(i, out)) is not None:
            return divided
        if own is not None and i and (alike := self._as_before(i, own, out[i - 1])) is not None:
            return alike
        if own is not None:
            return own if not included else Link(own.measure, own.term, own.term_at, own.rule, parent, True, own.basis)
        if included and parent is None and (told := self._victims_include(i)) is not None:
            return told
        return (
            self._bracketed(i, out) or self._gapped(i, out) or self._coordinated(i, out) or self._as_elsewhere(i, out)
        )

    def _fatally(self, i: int) -> Link | None:
        """'Shots hit 27 people, eleven of them fatally': a share of those hit."""
        phrase = self.phrases[i]
        if i == 0 or phrase.head is not None or FATALLY.isdisjoint(self.lowers[phrase.end - 1 : phrase.end + 1]):
            return None
        return Link("killed", None, phrase.end, FATAL_SHARE, included=True)

    def _bracketed(self, i: int, out: list[Link | None]) -> Link | None:
        """'23,000 people were displaced to Bor (12,000), Juba (8,000) and Yei (3,000)': parts of the number before."""
        whole = i
        while whole >= 0 and self._in_brackets(whole):
            whole -= 1
        base = out[whole] if 0 <= whole < i else None
        last = i
        while last + 1 < len(self.phrases) and self._in_brackets(last + 1):
            last += 1
        several = last > whole + 1
        if base is None or not several or base.measure in (UNKNOWN, UNRELATED):
            return None
        told = sum(self.phrases[k].quantity.value for k in range(whole + 1, last + 1))
        if told > self.phrases[whole].quantity.value:
            return None
        return base._replace(rule="included", subset_of=whole, included=True)

    def _in_brackets(self, i: int) -> bool:
        """Whether a phrase is a bare number in brackets behind a name."""
        start, end = self.phrases[i].start, self.phrases[i].end
        bare = self.phrases[i].bare and start > self.first + 1
        if not bare or (self.lowers[start - 1] in DASHES and start - 2 in self.reader.no_names()[1]):
            return bare  # "by state: Khartoum - 120, Darfur - 60"
        if self.lowers[start - 1] != "(" or self.lowers[end : end + 1] != [")"]:
            return False
        named = self.reader.tokens.texts[start - 2][:1].isupper()
        return start - 2 in self.reader.no_names()[1] or (named and self.phrases[i].quantity.value > OLDEST)

    def _as_before(self, i: int, own: Link, before: Link | None) -> Link | None:
        """What a phrase shares with the one before it though it has a reading of its own."""
        if self._goes_on_dividing(i, own, before):
            return own._replace(rule="included", subset_of=i - 2, included=True)
        if before is not None and self._dies_there(i, own, before):
            return before._replace(rule="coordinated")
        return own._replace(rule="coordinated") if self._loses_as_many(i, own, before) else None

    def _dies_there(self, i: int, own: Link, before: Link) -> bool:
        """'Ten died on the spot and four in hospital': they died too."""
        bare = self.phrases[i].bare
        treated = own.term is not None and own.term.term.startswith("in hospital")
        died = before.term is not None and before.measure == "killed" and before.term.form == "intransitive"
        return bare and treated and died and self.lowers[self.phrases[i].start - 1] == "and"

    def _goes_on_dividing(self, i: int, own: Link, before: Link | None) -> bool:
        """'The toll is 60: 20 in Bor and 40 in Juba': what a colon divides goes on."""
        if before is None or not before.included or before.subset_of != i - 2 or own.measure != before.measure:
            return False
        whole = self.phrases[i - 2]
        told = self.phrases[i - 1].quantity.value + self.phrases[i].quantity.value
        parted = self.lowers[whole.end : self.phrases[i - 1].start][-1:] == [":"]
        return parted and own.rule.startswith("toll") and told <= whole.quantity.value

    def _loses_as_many(self, i: int, own: Link, before: Link | None) -> bool:
        """'The group lost 40 fighters and the army lost 19': the second number is of fighters too."""
        bare = self.phrases[i].bare
        if not bare or before is None or own.term is None or before.term is None:
            return False
        return own.term.form == "active-fighters" and own.term.term == before.term.term

    def _parent(self, i: int, out: list[Link | None]) -> int | None:
        if i and self.phrases[i].pronoun and out[i - 1] is not None and self.phrases[i - 1].fate is not None:
            return i - 1  # "five of those killed were foreigners, two of them women"
        for j in range(i - 1, max(-1, i - 1 - PARENT_REACH), -1):
            link = out[j]
            if link is None or (j > 0 and link.measure != "displaced" and self._tells_families(j - 1, j)):
                continue
            if self.phrases[i].pronoun and self.phrases[j].quantity.value < self.phrases[i].quantity.value:
                continue  # "12 civilians and a nurse, two of them women"
            whom = self.lowers[self.phrases[i].quantity.end + 1 : self.phrases[i].quantity.end + 2] == ["whom"]
            nested = self.phrases[i].pronoun and (whom or not self.phrases[j].pronoun)
            if nested and j == i - 1 and link.included and self._is_larger(j, i):
                return j  # "including 87 civilians, 15 of them children"
            if not link.included and link.measure != UNRELATED and not self._is_included(j, out):
                return j
        return None

    def _raises(self, i: int, out: list[Link | None]) -> bool:
        """'Three more died, bringing the toll to 12': the first number is part of the second."""
        here, before = out[i], out[i - 1]
        if here is None or before is None or here.measure != before.measure:
            return False
        gap = self.lowers[self.phrases[i - 1].end : self.phrases[i].start]
        to_number = gap[-1:] == ["to"] and gap[-2:-1] != [] and gap[-2] in RAISES  # "raises to 120,000 the number"
        if not (here.rule.startswith("toll") or to_number):
            return False
        return before.subset_of is None and not before.included and not RAISES.isdisjoint(gap)

    def _has_raised(self, i: int, out: list[Link | None]) -> bool:
        """'The toll rose to six after a man died in hospital': the second number is part of the first."""
        here, toll = out[i], out[i - 1]
        if here is None or toll is None or here.subset_of is not None or here.measure != toll.measure:
            return False
        start, end = self.phrases[i - 1].start, self.phrases[i - 1].end
        gap = self.lowers[end : self.phrases[i].start]
        if gap[:1] not in _RAISED_BY or self.lowers[start - 1] != "to" or here.included:
            return False
        larger = self.phrases[i - 1].quantity.value > self.phrases[i].quantity.value
        return larger and not _RISEN.isdisjoint(self.lowers[max(0, start - _RISEN_REACH) : start])

    def _is_part(self, i: int) -> bool:
        return self.phrases[i].partitive or self._inclusion(i)

    def _from_next(self, i: int, out: list[Link | None]) -> Link | None:
        """'2,147 families (11,812 people) were displaced', '15 men 3 boys killed' where only the second was tied."""
        nxt = out[i + 1]
        gap = self.lowers[self.phrases[i].end : self.phrases[i + 1].start]
        if self._opens_whole(i) or nxt is None or nxt.included or nxt.measure == UNRELATED or len(gap) > 3:
            return None
        head = self.phrases[i].head
        if i and self.phrases[i + 1].singular and self._is_whole(i - 1, i):
            return None  # "one of the nine, a man of 50, later died"
        if gap == ["of"] and head is not None and head.unit == "households":
            return nxt._replace(rule="coordinated-next")
        following = self.phrases[i + 1]
        bare = not gap and head is not None and (following.head is not None or following.pronoun)
        if (bare or (gap and gap[0] in ("(", "and", ",", "or"))) and nxt.rule.startswith(
            ("subject", "driven", "hosted")
        ):
            return Link(nxt.measure, nxt.term, nxt.term_at, "coordinated-next", basis=nxt.basis)
        return None


def _own_basis(own: Link | None, whole: Link) -> str | None:
    """'200,000 have been displaced, 57,000 of whom shelter at its bases': what is told of the part alone."""
    told = own is not None and own.measure == whole.measure and own.basis
    return own.basis if own is not None and told else whole.basis


def _yields(own: Link | None, whole: Link, included: bool) -> bool:
    """Whether a part takes its whole's measure: it has none, the same, or only a distant one of its own."""
    if own is None or own.measure == whole.measure:
        return True
    doing = own.term is not None and own.rule == "subject-adjacent" and own.term.term.split()[0].endswith("ing")
    return included and (doing or own.rule in ("object", "subject", "subject-listed", "toll", "leaving"))

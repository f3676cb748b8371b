"""What happened to the counted: ties each counted phrase of a sentence to a word of harm.

Belongs here: the order of all readings of a sentence, and which of two holds. Does not: the phrase itself (`nouns`),
the readings (`subjects`, `objects`, `flight`, `sharing`, `tolls`), anything that needs another sentence (`figures`).
"""

from itertools import pairwise

from pipeline.extract.clause import HARMED, JOINERS, LISTING, MOVED, OWNED, UNRELATED, Link, standing
from pipeline.extract.nouns import Phrase, is_of_name
from pipeline.extract.objects import LONGEST_NAME
from pipeline.extract.subjects import SubjectReadings

CASUALTIES = frozenset(("casualties", "casualty"))
TELLING = frozenset(("said", "says", "told", "tells", "added", "adds"))


class SentenceLinker(SubjectReadings):
    """Links the phrases of one sentence."""

    def links(self) -> list[Link | None]:
        """One entry a phrase: its link, or None where nothing ties it to harm."""
        out: list[Link | None] = [self._direct(i) for i in range(len(self.phrases))]
        out = [None if link is not None and self._only_shared(i, link) else link for i, link in enumerate(out)]
        out = [self._told_by_whole(link, out) for link in out]
        for i in range(len(self.phrases)):
            out[i] = self._sheltered(i, self._inherited(i, out))
        for i in reversed(range(len(self.phrases) - 1)):
            if out[i] is None and (whole := self._from_next(i, out)) is not None:
                out[i] = whole
                if self.phrases[i + 1].pronoun:
                    self._take_part(i, out)
        for i, link in enumerate(out):
            out[i] = link or self._described(i, out)
        for i in reversed(range(len(out))):
            out[i] = (
                out[i]
                or self._in_refuge(i)
                or self._transferred(i)
                or self._carried(i)
                or self._kept_away(i)
                or self._took_in(i)
                or self._crammed(i)
                or self._brought_to(i)
                or self._signed_in(i)
                or self._populates(i)
                or self._still_there(i, out)
                or self._hosted(i)
                or self._elsewhere(i)
                or self._victims(i)
                or (self._from_next(i, out) if i + 1 < len(out) else None)
            )
        for i in range(1, len(out)):
            out[i] = out[i] or self._of_next_place(i, out[i - 1]) or self._hosts_too(i, out[i - 1])
            if out[i] is None and self._is_part(i):
                out[i] = self._inherited(i, out)
            self._count_in(i, out)
        self._take_apart(out)
        self._sum_up(out)
        return [
            None if self._only_passes(i, link) or self._is_told_apart(i, link) or self._are_of_either_fate(i) else link
            for i, link in enumerate(out)
        ]

    def _count_in(self, i: int, out: list[Link | None]) -> None:
        """Make who raised a toll a part of it, whichever of the two is told first."""
        here, before = out[i], out[i - 1]
        if before is not None and self._raises(i, out):
            out[i - 1] = before._replace(subset_of=i)
        if here is not None and self._has_raised(i, out):
            out[i] = here._replace(subset_of=i - 1)

    def _sheltered(self, i: int, link: Link | None) -> Link | None:
        """'Among the uprooted there are 900 staying in six camps': a bare part is told by where it shelters."""
        if link is None or link.rule != "included" or self.phrases[i].head is not None:
            return link
        refuge = self._in_refuge(i)
        return link if refuge is None else refuge._replace(subset_of=link.subset_of, included=link.included)

    def _are_of_either_fate(self, i: int) -> bool:
        """'84 civilian casualties, 31 killed and 53 injured': casualties are both."""
        return self.phrases[i].unknown in CASUALTIES

    def _is_told_apart(self, i: int, link: Link | None) -> bool:
        """'Five were women, and 12 were hurt': who they are is told of some, what befell them of others."""
        apart = link is not None and link.rule in ("subject-listed", "coordinated-next") and i == 0
        return apart and self.phrases[i].start == self.first and self.reader.is_described(self.phrases[i])

    def _take_part(self, i: int, out: list[Link | None]) -> None:
        """'Two people one of them a child were killed': the pronoun and the noun for it are of the phrase before."""
        for k in range(i + 1, min(i + 3, len(out))):
            part = out[k]
            if part is not None and (k == i + 1 or part.subset_of == i + 1):
                out[k] = part._replace(rule="included", subset_of=i, included=True)

    def _direct(self, i: int) -> Link | None:
        phrase = self.phrases[i]
        told = self._inverted(i) or self._none_survived(i) or self._did_so(i) or self._of_bodies(i) or self._fatally(i)
        if told is not None:
            return told
        if phrase.quantity.value == 1 and any(self._tells(at) for at in range(phrase.start + 1, phrase.end + 1)):
            return Link(UNRELATED, None, phrase.end, "telling")
        subject = self._subject(i)
        if phrase.fate is not None and (subject is None or not self._befell_since(phrase.fate, subject)):
            return Link(phrase.fate, None, phrase.end - 1, "fate", included=True)
        if self._is_next_verb(phrase) and (told := self._object(i)) is not None:
            return told
        if subject is not None and subject.rule == "subject-adjacent" and not self._only_modifies(i, subject):
            return self._noun_first(phrase, self._before_second_verb(i, subject) or subject)
        of_both = any(self._is_joint(match) for match in self.triggers.get(phrase.end, ()))
        reading = self._object(i) or (None if of_both else self._toll(i)) or subject
        return self._noun_first(phrase, reading)

    @staticmethod
    def _befell_since(fate: str, subject: Link) -> bool:
        """'Eleven of the wounded died', 'nine of the newcomers had been hurt'."""
        return subject.measure == "killed" or (fate in MOVED and subject.measure in HARMED | MOVED)

    def _tells(self, at: int) -> bool:
        """'One medic told AFP', 'the mayor of Bria says': who speaks of the dead is none of them."""
        if at < self.past and self.lowers[at] in ("of", "in", "from"):
            texts, past = self.reader.tokens.texts, min(self.past, at + 1 + LONGEST_NAME)
            at = next((k for k in range(at + 1, past) if not (is_of_name(texts[k]) or texts[k] == ",")), past)
        told = at < self.past and self.reader.tokens.texts[at] in TELLING  # and no Mr Said
        return told and self.lowers[at + 1 : at + 2] != ["to"]

    def _before_second_verb(self, i: int, subject: Link) -> Link | None:
        """'The raid killed nine men and injured others': what is told behind the conjunction has another object."""
        if self.lowers[self.phrases[i].end : subject.term_at] != ["and"]:
            return None
        told = self._object(i)
        while told is None and i > 0 and self._is_next_of_list(i):
            i -= 1
            told = self._object(i)
        return told if told is not None and told.rule == "object" and told.measure in HARMED else None

    def _is_next_of_list(self, i: int) -> bool:
        """'a woman and her three children'."""
        gap = self.lowers[self.phrases[i - 1].end : self.phrases[i].start]
        return bool(gap) and all(word in LISTING or word in OWNED for word in gap)

    def _only_modifies(self, i: int, subject: Link) -> bool:
        """'strikes kill 70 fleeing Gaza': what they were doing when they were killed."""
        doing = subject.term is not None and subject.term.term.split()[0].endswith("ing")
        told = self._object(i) if doing and subject.term_at == self.phrases[i].end else None
        return told is not None and told.measure in ("killed", "injured")

    def _is_next_verb(self, phrase: Phrase) -> bool:
        """'kills 83 injures 100', 'kill 83 Injured 100 militants': the harm word behind belongs to the next number."""
        return phrase.head is not None and phrase.head.role == "event" and phrase.end in self.starts

    def _noun_first(self, phrase: Phrase, reading: Link | None) -> Link | None:
        """'12 refugees were killed' are killed; '12 refugees arrived' and '12 refugees' are displaced."""
        head, adjective = phrase.head, phrase.adjective
        if head is not None and head.role == "event" and head.measure:
            if head.measure in HARMED and self._is_shared_with(phrase.head_at + 1, head.measure):
                return Link(UNRELATED, None, phrase.head_at, "head-noun")
            if reading is None or (head.measure in ("killed", "injured")):
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=standing(head))
            home = head.measure == "returned" and reading.measure == "displaced"  # "returnees have arrived"
            if reading.measure == UNRELATED or home or self._only_displaced(phrase, reading):
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=standing(head))
            return reading
        weak = reading is None or reading.measure == UNRELATED or reading.rule.startswith("toll")
        if adjective is not None and weak:
            return Link(adjective.measure, adjective, phrase.quantity.end, "adjective", basis=adjective.basis)
        return reading

    def _only_displaced(self, phrase: Phrase, reading: Link) -> bool:
        """'40,000 displaced and 63 civilians killed': the first are not the second's fellow victims."""
        mere = phrase.head is not None and phrase.head.word == "displaced" and reading.measure != "displaced"
        joined = not JOINERS.isdisjoint(self.lowers[phrase.end : phrase.end + 1])
        return mere and joined and reading.term_at > phrase.end + 1


def overlapping(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases in reading order without those that begin inside another."""
    ordered = sorted(phrases, key=lambda p: (p.start, -p.end))
    kept: list[Phrase] = ordered[:1]
    for _, phrase in pairwise(ordered):
        if phrase.quantity.start >= kept[-1].quantity.end and phrase.start >= kept[-1].quantity.start:
            kept.append(phrase)
    return kept

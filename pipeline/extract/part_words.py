"""Words that tell a figure to be part of another: "among the civilians were 12", "in Bor alone 40", "the rest were".

Belongs here: which words say so, and what the parts told before leave of their whole. Does not: looking back for the
whole (`wholes`), what befell the parts (`taken_up`), parts known by their event (`parts`) or by their sum (`sums`).
"""

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import GAPPED, HARMED, Link
from pipeline.extract.dividing import REST
from pipeline.extract.enumerated import LISTED, Lists
from pipeline.extract.figure import Figure
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.people import NATIONALS
from pipeline.extract.reference import PersonNoun
from pipeline.extract.retelling import ADDED, Retelling
from pipeline.extract.scene import scene_of
from pipeline.extract.taken_up import AMONG_TOLD
from pipeline.extract.tokens import MARK, NUMBER
from pipeline.extract.wholes import (
    DIVIDED_FAR,
    DIVIDED_NEAR,
    of_sibling_clause,
    whole_before,
    whole_of_kind,
    whole_of_nationals,
    whole_of_others,
    whole_of_sibling,
)

# Figures back to the whole that the words name.
WHOLE_REACH = 60
# "In critical condition", "fighting for their lives".
_GRADES = frozenset("condition state situation care fighting".split())
# "Rebels killed six; two were later killed by the army".
_OF_OTHERS = frozenset(("by", "later", "earlier", "also"))
# Sentences back to the whole that "the rest" leave of.
REST_REACH = 8
# "The others", "the rest", behind a number that stands near the head of its sentence.
OTHERS, OPENING_REACH = REST | {"others"}, 8


class PartWords:
    """Asked for the wholes of figures; `figures` are those of the article so far, which the finder adds to."""

    def __init__(
        self, doc: Annotated, reader: NounReader, retelling: Retelling, lists: Lists, figures: list[Figure]
    ) -> None:
        self.doc, self.reader, self.retelling, self.lists = doc, reader, retelling, lists
        self.figures = figures

    def whole_of(
        self, sentence: SentenceSpan, first: Phrase, figure: Figure, parent: int | None, told: list[Figure]
    ) -> int | None:
        """The whole that the words around a figure name, else the one found so far."""
        if figure.link.rule == GAPPED and parent is None and told:
            return of_sibling_clause(told)
        if figure.link.rule == LISTED:
            return self.lists.whole(figure.link)
        if figure.link.rule == AMONG_TOLD:
            return self._named_whole(sentence.first, first.start, figure)
        among = figure.link.rule == "among"
        kind = self._named_kind(figure.phrase.end, figure.link.term_at, figure) if among else None
        if kind is not None or parent is not None:
            return parent if kind is None else kind
        shared = self._shared_out(figure, told[-1], told) if told and told[-1].sentence is sentence else None
        return shared if shared is not None else self._part_by_words(sentence, figure, told)

    def _part_by_words(self, sentence: SentenceSpan, figure: Figure, told: list[Figure]) -> int | None:
        """'The other five were killed', 'in Bor alone 40 died', '640 of the uprooted told before sleep in a hall'."""
        last = told[-1] if told else None
        if last is None or sentence.index - last.sentence.index > DIVIDED_NEAR:
            return None
        if self.retelling.tells_most(sentence) or self.retelling.tells_worst(sentence):
            return whole_before(figure, told, DIVIDED_FAR)
        if self.retelling.is_alone(sentence, figure.phrase) or self._is_graded(sentence, figure):
            return whole_before(figure, told)
        if figure.trace.get("population") == NATIONALS:
            return whole_of_nationals(figure, told)
        if self.retelling.is_some_of_them(figure.phrase):
            return whole_of_kind(figure, told)
        if figure.adds and (whole := whole_of_sibling(figure, last, told)) is not None:
            return whole
        if last.measure == figure.measure and self.retelling.is_the_other(figure.phrase):
            return whole_of_others(figure, last, told)
        if self._leaves_others(sentence, figure) or self._opens_with_some(sentence, figure, last):
            return whole_before(figure, told, 1)
        if _stays_somewhere(figure) and sentence.index - last.sentence.index <= 1 and not last.included:
            larger = last.quantity.value > figure.quantity.value
            return len(told) - 1 if larger and (last.measure, last.unit) == (figure.measure, figure.unit) else None
        return None

    def _is_graded(self, sentence: SentenceSpan, figure: Figure) -> bool:
        """'Forty people were wounded. Six are in critical condition': how it is with some of those hurt."""
        head, term = figure.phrase.head, figure.link.term
        if figure.measure != "injured" or term is None or (head is not None and head.population != "all"):
            return False
        elsewhere = scene_of(self.doc).places.between(sentence.first, sentence.past)
        return not elsewhere and not _GRADES.isdisjoint(term.term.split())

    def _shared_out(self, figure: Figure, last: Figure, told: list[Figure]) -> int | None:
        """'Some 9,000 fled Palma; 2,100 went to Pemba and 1,400 to Mueda': bare numbers behind the mark, and on."""
        phrase, lowers = figure.phrase, self.doc.tokens.lowers
        same = (last.measure, last.unit) == (figure.measure, figure.unit)
        if not same or not phrase.bare or phrase.singular or figure.adds:
            return None
        if last.parent is not None and last.phrase.bare and "and" in lowers[last.phrase.end : phrase.start]:
            return last.parent
        if lowers[phrase.start - 1] != ";" or last.quantity.value <= figure.quantity.value:
            return None
        if last.measure in HARMED:
            others = not _OF_OTHERS.isdisjoint(lowers[phrase.end : figure.sentence.past])
            if others or scene_of(self.doc).places.between(last.phrase.end, phrase.start):
                return None
        return None if last.included else len(told) - 1

    def _leaves_others(self, sentence: SentenceSpan, figure: Figure) -> bool:
        """'Six were killed at once and the others died in hospital', 'camps hold 79,000; the rest stay with kin'."""
        if sentence.is_title or figure.phrase.start - sentence.first > OPENING_REACH:
            return False
        lowers = self.doc.tokens.lowers
        return any(
            lowers[k] in OTHERS and lowers[k - 1] == "the" and lowers[k - 2] in ("and", ";", ",", "while")
            for k in range(figure.phrase.end + 2, sentence.past)
        )

    def _opens_with_some(self, sentence: SentenceSpan, figure: Figure, last: Figure) -> bool:
        """'Nine people were killed in Bor. Seven died when a shell hit a bakery': no other place or time is told."""
        phrase, whole = figure.phrase, last.phrase
        bare = phrase.bare and not (phrase.singular or phrase.partitive)
        if not bare or phrase.start != sentence.first or figure.link.rule != "subject-adjacent" or figure.adds:
            return False
        people = whole.head is not None and whole.head.population == "all" and not last.included
        right_before = sentence.index - last.sentence.index == 1 and sentence.paragraph == last.sentence.paragraph
        if not (people and right_before) or figure.measure not in HARMED:
            return False
        scene, words = scene_of(self.doc), self.doc.tokens.lowers[phrase.end : phrase.end + 3]
        first, past = sentence.first, sentence.past
        elsewhere = scene.places.between(first, past) or scene.times.between(first, past)
        counted = scene.reports.between(first, past)  # "Sixteen died, medics say" is another count
        return not (elsewhere or counted) and "in" not in words and ADDED.isdisjoint(words)

    def _named_whole(self, first: int, past: int, figure: Figure) -> int | None:
        """The whole of 'Among the civilians are 90 children': the civilians counted last."""
        kind = self._named_kind(first, past, figure)
        return kind if kind is not None else whole_before(figure, self.figures)

    def _named_kind(self, first: int, past: int, figure: Figure) -> int | None:
        """The last count told before of those whom the words name: 'were among the civilians who died'."""
        nouns = (self.reader.persons.get(at) for at in range(first, past))
        named = {noun.entry.population for noun in nouns if noun is not None and noun.entry.population != "all"}
        for index in range(len(self.figures) - 1, max(-1, len(self.figures) - 1 - WHOLE_REACH), -1):
            whole = self.figures[index]
            if whole.measure == figure.measure and whole.population in named:
                return index
        return None

    def rest(self, sentence: SentenceSpan) -> tuple[Phrase, Link, int] | None:
        """'The rest were rebels': what the parts told before leave of their whole, and which figure that is."""
        lowers, last = self.doc.tokens.lowers, self.figures[-1] if self.figures else None
        if last is None or last.parent is None or sentence.index - last.sentence.index > 1:
            return None
        words = self.doc.tokens.lowers[sentence.first : sentence.past]
        if REST.isdisjoint(words) or "many" in words:
            return None
        whole = self.figures[last.parent]
        near = self.figures[max(0, last.parent - WHOLE_REACH) :]
        told = sum(f.quantity.value for f in near if f.parent == last.parent)
        left = whole.quantity.value - told
        for at in range(sentence.first, sentence.past - 2):
            noun = (self._named_rest(at) or self.reader.persons.get(at + 2)) if lowers[at] in REST else None
            counted = self.doc.tokens.kinds[at - 1] == NUMBER or lowers[at - 1] in NUMBER_WORDS  # "20 others"
            if noun is None or noun.entry.role == "event" or counted:
                continue
            if left > 0 and (noun.start == at + 1 or lowers[at + 1] in ("were", "being", "are")):
                quantity = Quantity(at, at + 1, at, left, left, "exact", after_end=at + 1)
                phrase = Phrase(quantity, at, noun.end, noun.entry, noun.start, None, True, None, None)
                link = whole.link._replace(rule="rest", included=True)
                return phrase, link, last.parent
        return None

    def _named_rest(self, at: int) -> Match[PersonNoun] | None:
        """'20 were civilians, the rest soldiers.'"""
        lowers, noun = self.doc.tokens.lowers, self.reader.persons.get(at + 1)
        listed = noun is not None and lowers[at - 1] == "the" and lowers[at - 2] in (",", ";", "and")
        return noun if noun is not None and listed and self.doc.tokens.kinds[noun.end] == MARK else None

    def leave_rest(self, sentence: SentenceSpan) -> None:
        """'Eighteen died in Bor, six in Juba. The rest were killed in Wau': parts of the toll told before them."""
        lowers = self.doc.tokens.lowers
        words = lowers[sentence.first : sentence.first + 2]
        if words[:1] != ["the"] or REST.isdisjoint(words):
            return
        near = [k for k, f in enumerate(self.figures) if sentence.index - f.sentence.index <= REST_REACH]
        near = [k for k in near if self.figures[k].parent is None and self.figures[k].measure in HARMED]
        top = max(near, key=lambda k: (self.figures[k].quantity.value, k), default=None)
        if top is None:
            return
        whole = self.figures[top]
        parts = [
            k
            for k in near
            if k > top
            and self.figures[k].measure == whole.measure
            and self.figures[k].sentence.paragraph == sentence.paragraph
        ]
        if parts and sum(self.figures[k].quantity.value for k in parts) < whole.quantity.value:
            for k in parts:
                self.figures[k] = self.figures[k]._replace(parent=top)


def linked_whole(
    figure: Figure, link: Link, index_of: dict[int, int], earlier: list[Figure], divides: bool
) -> int | None:
    """The figure that this one is told to be part of, as an index into all figures."""
    if link.subset_of is not None:
        return index_of.get(link.subset_of)
    one = figure.phrase.pronoun and figure.quantity.value == 1
    if one and earlier and figure.sentence.index - earlier[-1].sentence.index == 1 and earlier[-1].quantity.value > 1:
        return len(earlier) - 1  # "Three children were among the dead. One of them, Lina, was four"
    if figure.included or divides:
        return whole_before(figure, earlier)
    return None


def as_its_whole(figure: Figure, told: list[Figure]) -> Figure:
    """'Of the 2.1 million displaced, 1.4 million live in Borno': the part is displaced as the whole is."""
    whole = told[figure.parent] if figure.parent is not None and figure.parent < len(told) else None
    alike = whole is not None and whole.basis == "stock" and whole.sentence is figure.sentence
    return figure._replace(basis="stock") if alike and figure.link.rule == "included" else figure


def _stays_somewhere(figure: Figure) -> bool:
    """'640 still sleep in the stadium': a bare number of people in a refuge."""
    phrase, term = figure.phrase, figure.link.term
    bare = phrase.bare and not phrase.singular
    there = term is not None and (term.form == "refuge" or (term.basis == "stock" and " with" in term.term))
    housed = figure.link.rule == "subject-adjacent" and there
    return bare and figure.measure == "displaced" and housed

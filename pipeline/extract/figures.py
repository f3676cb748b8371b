"""Figures of an article: counted people with what happened to them and who they are.

Belongs here: which phrases become figures, their population and side, and which figure is part of which. Does not:
when, where, by whom and according to whom (`claims`).
"""

from bisect import bisect_left
from collections.abc import Collection

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.bases import basis_of
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import GAPPED, HARMED, UNRELATED, Link
from pipeline.extract.counted import counted_phrases
from pipeline.extract.counting import FRACTIONS, counts_people, fractions, mask
from pipeline.extract.crossing import IN_CONTEXT
from pipeline.extract.dividing import REST, are_left, are_of_kind, closes_with_them, opens_with_rest
from pipeline.extract.enumerated import LISTED, Lists
from pipeline.extract.figure import Figure
from pipeline.extract.grammar import PARTITIVE_PRONOUNS
from pipeline.extract.lexicon import Match
from pipeline.extract.movement import Movement
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.people import NATIONALS, identify
from pipeline.extract.predicates import SentenceLinker
from pipeline.extract.quantities import find_quantities
from pipeline.extract.reference import PersonNoun, Reference
from pipeline.extract.retelling import AGAIN_WORDS, Retelling
from pipeline.extract.scene import scene_of
from pipeline.extract.tellers import gapped_tellers
from pipeline.extract.tokens import MARK, NUMBER
from pipeline.extract.unnamed import RETOLD
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

# No sentence of the dev sets holds more than 10 numbers; one with this many is a table that lost its lines, and which
# number belongs to which word can't be told.
MOST_NUMBERS = 60
# "returned from Khazer and Hassan Sham camps": the camps are named right behind the verb.
FROM_CAMPS_REACH = 9
# "returned to their areas": from the verb to the words of home.
HOME_REACH = 4
HOME = frozenset(("home", "homes", "their"))
# "The group put the number at 43": a quote may stand between.
RETOLD_REACH = 2
# Figures and sentences back to the whole that "the rest" leave of, and to those of whom "nine were children".
REST_REACH = 8
# The rule of parts told in the sentence behind their whole.
AMONG_TOLD = "among those told before"
# The rule of a part of a figure told again.
PART_RETOLD = "included"
# "Displaced families", "displaced from 900 families".
NOUN_REACH = 4
TREATED = frozenset("hospital hospitals hospitalised hospitalized treated clinic clinics treatment".split())
# "Nine were children": the verb stands this near the head of its sentence.
WERE, WERE_REACH = frozenset(("were", "was", "are", "is")), 6


def find_figures(doc: Annotated, reference: Reference) -> list[Figure]:
    """Every figure of the article in reading order; `parent` is an index into the list."""
    masked = mask(doc)
    scene = scene_of(doc)
    reader = NounReader(doc.tokens, doc.persons, doc.measures, scene.sides.items, doc.things, masked, scene.no_names)
    quantities = find_quantities(doc.tokens, masked, reference.hedges)
    finder = _Finder(doc, reader, reference.movement)
    cursor = 0
    for sentence in doc.sentences:
        here = []
        while cursor < len(quantities) and quantities[cursor].start < sentence.past:
            if quantities[cursor].start >= sentence.first:
                here.append(quantities[cursor])
            cursor += 1
        finder.read(sentence, here)
    return finder.figures


class _Finder:
    """Reads sentence after sentence; remembers the figures so far and the last number of people told."""

    def __init__(self, doc: Annotated, reader: NounReader, movement: Movement) -> None:
        self.doc, self.reader, self.movement = doc, reader, movement
        self.figures: list[Figure] = []
        self.retelling = Retelling(reader)
        self.lists = Lists(reader)
        self.counted = 0
        self.harms = [match.start for match in doc.measures]
        self.fates = [m.start for m in doc.persons if m.entry.role == "event" or m.entry.word == "victims"]

    def read(self, sentence: SentenceSpan, quantities: list[Quantity]) -> None:
        """Add the figures of a sentence."""
        if len(quantities) > MOST_NUMBERS:
            return
        harm = self._tells_harm(sentence)
        if harm or ((self.counted or quantities) and not FRACTIONS.keys().isdisjoint(self._words(sentence))):
            shares = fractions(self.doc.tokens, sentence, quantities, self.counted)
            covered = {at for share in shares for at in range(share.start, share.end)}
            quantities = sorted([*(q for q in quantities if q.start not in covered), *shares], key=lambda q: q.start)
        phrases = counted_phrases(self.reader, sentence, quantities, singular=harm) if harm or quantities else []
        tellers = gapped_tellers(scene_of(self.doc), sentence) if len(phrases) > 1 else ()
        phrases = [p for p in phrases if not any(t.first <= p.start < t.past for t in tellers)]
        if harm and not phrases:
            self.lists.read_heading(sentence)
        if phrases and (harm or self._may_tell_flight(sentence) or self.lists.may_list(sentence, self.figures)):
            linker = SentenceLinker(self.reader, phrases, sentence.first, sentence.past, self.movement)
            self._add(sentence, phrases, linker.links(), {t.number for t in tellers})
        people = (
            p.quantity.value for p in phrases if p.head is not None and p.head.unit == "people" and not p.singular
        )
        self.counted = max(people, default=self.counted)
        self._add_rest(sentence)
        if harm:
            self._leave_rest(sentence)

    def _tells_harm(self, sentence: SentenceSpan) -> bool:
        first, past = sentence.first, sentence.past
        return _any_between(self.harms, first, past) or _any_between(self.fates, first, past)

    def _may_tell_flight(self, sentence: SentenceSpan) -> bool:
        """Without a harm word only leaving, or a part of a whole told before, makes a figure."""
        words = self._words(sentence)
        told_again = bool(self.figures) and not AGAIN_WORDS.isdisjoint(words)
        told_again = told_again or _about_displacement(self.figures, sentence)
        told_again = told_again or (bool(self.figures) and not REST.isdisjoint(words[1:2]))
        told_again = told_again or (_goes_on(self.figures, sentence) and not WERE.isdisjoint(words[:WERE_REACH]))
        return told_again or not (self.movement.flight.isdisjoint(words) and PARTITIVE_PRONOUNS.isdisjoint(words))

    def _words(self, sentence: SentenceSpan) -> list[str]:
        return self.doc.tokens.lowers[sentence.first : sentence.past]

    def _add(
        self, sentence: SentenceSpan, phrases: list[Phrase], links: list[Link | None], apart: Collection[int]
    ) -> None:
        earlier = self.figures
        so_far = list(earlier)
        here: list[Figure] = []
        index_of: dict[int, int] = {}
        later: dict[int, int] = {}
        for i, (phrase, told) in enumerate(zip(phrases, links, strict=True)):
            if told is not None and told.rule == IN_CONTEXT and not _about_displacement(so_far, sentence):
                told = None
            if here and phrase.quantity.start in apart:
                told = here[-1].link._replace(rule="coordinated", subset_of=None, included=False)
            link = self._fated(phrase, told) or told or self._told_before(sentence, phrases, i, here)
            link = link or self.lists.entry(sentence, phrases, i, self.figures)
            if link is None or link.measure == UNRELATED or not counts_people(self.doc.tokens, phrase, link):
                continue
            if link.rule == LISTED:
                phrase = phrase._replace(partitive=True)
            if (second := self._second_link(sentence, phrase, link)) is not None:
                here.append(self._figure(sentence, phrase, second, here, earlier))
                so_far.append(here[-1])
            figure = self._figure(sentence, phrase, link, here, earlier)
            index_of[i] = len(so_far)
            if link.subset_of is not None and link.subset_of > i:
                later[len(here)] = link.subset_of
            divides = not here and (phrase.partitive or self.retelling.divides(sentence, phrase))
            parent = _whole(figure, link, index_of, so_far, divides)
            parent = self._told_whole(sentence, phrases[0], figure, parent, so_far)
            if parent is not None and so_far[parent].measure != link.measure:
                parent = None  # of the wounded told before, some died: they are no part of those who live
            figure = figure if parent is None else figure._replace(parent=parent)
            opened = self.doc.tokens.lowers[sentence.first] == "of"
            here.append(_as_its_whole(figure, so_far) if opened else figure)
            so_far.append(here[-1])
        for part, whole in later.items():
            here[part] = here[part]._replace(parent=index_of.get(whole))
        self.figures.extend(here)

    def _fated(self, phrase: Phrase, told: Link | None) -> Link | None:
        """'The wounded, 30 of them, were flown out': the number of those just named."""
        fate = self.retelling.fate_before(phrase) if phrase.pronoun else None
        died = told is not None and told.measure == "killed" and told.rule == "subject-adjacent"  # "four of whom died"
        return (
            None
            if fate not in HARMED or died or (told is not None and told.measure == fate)
            else Link(fate, None, phrase.start - 2, "included", included=phrase.head is not None)
        )

    def _told_before(self, sentence: SentenceSpan, phrases: list[Phrase], i: int, here: list[Figure]) -> Link | None:
        """What befell those of a phrase whose own sentence does not tell it."""
        phrase, retelling = phrases[i], self.retelling
        of_them = i == 0 and (phrase.pronoun or (phrase.head is not None and retelling.opens_of_them(sentence, phrase)))
        listed = i == 1 and phrase.head is not None and retelling.opens_of_them(sentence, phrases[0])
        if (of_them or (listed and here and here[-1].included)) and (link := _continued(self.figures, sentence)):
            return link
        some = self._are_some(sentence, phrases, i, here) or retelling.are_elsewhere(sentence, phrases, i)
        if some and (link := _harmed_before(self.figures, sentence)):
            return link
        if retelling.are_among(sentence, phrases, i) and (link := _continued(self.figures, sentence)):
            return link._replace(rule=AMONG_TOLD)
        if here and here[-1].included and closes_with_them(self.reader, phrase):
            return here[-1].link._replace(rule="included", subset_of=None, included=True)
        if here and here[-1].link.rule in (RETOLD, PART_RETOLD) and retelling.takes_apart(phrases, i):
            return here[-1].link._replace(rule=PART_RETOLD, included=True)
        if i == 0 and self.figures and self.figures[-1].unit == "households" and retelling.converts(sentence, phrase):
            return _told_again(self.figures, sentence)
        told_again = retelling.repeats(sentence, phrase) or retelling.goes_on(sentence, phrase)
        if told_again or retelling.lists_again(sentence, phrases, i):
            return _told_again([*self.figures, *here], sentence)
        return None

    def _are_some(self, sentence: SentenceSpan, phrases: list[Phrase], i: int, here: list[Figure]) -> bool:
        """'Forty died. Nine were children and four were women': parts of those told right before."""
        phrase, goes_on = phrases[i], bool(here) and here[-1].included
        if goes_on and (are_left(self.reader, phrases, i) or are_of_kind(self.reader, phrases, i)):
            return True
        opens = goes_on or phrase.start == sentence.first or opens_with_rest(self.reader, sentence, phrase)
        return opens and self.reader.is_described(phrase)

    def _second_link(self, sentence: SentenceSpan, phrase: Phrase, link: Link) -> Link | None:
        """What else befell those of a phrase, a figure of its own."""
        if self._had_been_displaced(sentence, phrase, link):
            return link._replace(measure="displaced", term=None, rule="head-noun", basis=None)
        return self._other_fate(phrase, link)

    def _had_been_displaced(self, sentence: SentenceSpan, phrase: Phrase, link: Link) -> bool:
        """'3,000 displaced people returned to the town', '4,800 returned from the camps': two figures."""
        if link.measure != "returned":
            return False
        stays_so = _were_displaced(phrase) and not self._is_home_again(sentence, link)
        return stays_so or (link.rule != "object" and self._from_camps(sentence, link))

    def _other_fate(self, phrase: Phrase, link: Link) -> Link | None:
        """'killing and injuring dozens', 'hundreds of deaths and injuries': so many, vaguely, of either."""
        if not phrase.quantity.vague_word or link.measure not in HARMED:
            return None
        end = link.term_at + 1 if link.term is None else link.term_at + len(link.term.term.split())
        lowers, reader = self.doc.tokens.lowers, self.reader
        for joint, at in ((link.term_at - 1, link.term_at - 2), (end, end + 1)):
            if lowers[joint : joint + 1] not in (["and"], ["or"], ["&"]):
                continue
            noun = reader.persons.get(at)
            told = {m.entry.measure for m in reader.triggers.get(at, ()) if m.entry.form in ("participle", "active")}
            if noun is not None and noun.entry.measure is not None:
                told.add(noun.entry.measure)
            for measure in told & (HARMED - {link.measure}):
                return link._replace(measure=measure, term=None, subset_of=None)
        return None

    def _told_whole(
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
        return self._part_by_words(sentence, figure, told)

    def _part_by_words(self, sentence: SentenceSpan, figure: Figure, told: list[Figure]) -> int | None:
        """'The other five were killed', 'in Bor alone 40 died', '640 of the uprooted told before sleep in a hall'."""
        last = told[-1] if told else None
        if last is None or sentence.index - last.sentence.index > DIVIDED_NEAR:
            return None
        if self.retelling.tells_most(sentence) or self.retelling.tells_worst(sentence):
            return whole_before(figure, told, DIVIDED_FAR)
        if self.retelling.is_alone(sentence, figure.phrase):
            return whole_before(figure, told)
        if figure.trace.get("population") == NATIONALS:
            return whole_of_nationals(figure, told)
        if self.retelling.is_some_of_them(figure.phrase):
            return whole_of_kind(figure, told)
        if figure.adds and (whole := whole_of_sibling(figure, last, told)) is not None:
            return whole
        if last.measure == figure.measure and self.retelling.is_the_other(figure.phrase):
            return whole_of_others(figure, last, told)
        if _stays_somewhere(figure) and sentence.index - last.sentence.index <= 1 and not last.included:
            larger = last.quantity.value > figure.quantity.value
            return len(told) - 1 if larger and (last.measure, last.unit) == (figure.measure, figure.unit) else None
        return None

    def _named_whole(self, first: int, past: int, figure: Figure) -> int | None:
        """The whole of 'Among the civilians are 90 children': the civilians counted last."""
        kind = self._named_kind(first, past, figure)
        return kind if kind is not None else whole_before(figure, self.figures)

    def _named_kind(self, first: int, past: int, figure: Figure) -> int | None:
        """The last count told before of those whom the words name: 'were among the civilians who died'."""
        nouns = (self.reader.persons.get(at) for at in range(first, past))
        named = {noun.entry.population for noun in nouns if noun is not None and noun.entry.population != "all"}
        for index in range(len(self.figures) - 1, max(-1, len(self.figures) - 1 - MOST_NUMBERS), -1):
            whole = self.figures[index]
            if whole.measure == figure.measure and whole.population in named:
                return index
        return None

    def _is_home_again(self, sentence: SentenceSpan, link: Link) -> bool:
        """'3,000 displaced people went home', 'returned to their villages': they are displaced no more."""
        words = self.doc.tokens.lowers[link.term_at : min(sentence.past, link.term_at + HOME_REACH)]
        return not HOME.isdisjoint(words)

    def _from_camps(self, sentence: SentenceSpan, link: Link) -> bool:
        """'4,800 people returned from the camps': they had been displaced."""
        lowers = self.doc.tokens.lowers
        for at in range(link.term_at + 1, min(sentence.past, link.term_at + FROM_CAMPS_REACH)):
            if any(m.entry.form == "refuge" for m in self.reader.triggers.get(at, ())):
                return "from" in lowers[link.term_at : at]
        return False

    def _add_rest(self, sentence: SentenceSpan) -> None:
        """'The rest were rebels': what the parts told before leave of their whole."""
        lowers, last = self.doc.tokens.lowers, self.figures[-1] if self.figures else None
        if last is None or last.parent is None or sentence.index - last.sentence.index > 1:
            return
        words = self._words(sentence)
        if REST.isdisjoint(words) or "many" in words:
            return
        whole = self.figures[last.parent]
        near = self.figures[max(0, last.parent - MOST_NUMBERS) :]
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
                figure = self._figure(sentence, phrase, link, [], self.figures)
                self.figures.append(figure._replace(parent=last.parent))
                return

    def _named_rest(self, at: int) -> Match[PersonNoun] | None:
        """'20 were civilians, the rest soldiers.'"""
        lowers, noun = self.doc.tokens.lowers, self.reader.persons.get(at + 1)
        listed = noun is not None and lowers[at - 1] == "the" and lowers[at - 2] in (",", ";", "and")
        return noun if noun is not None and listed and self.doc.tokens.kinds[noun.end] == MARK else None

    def _leave_rest(self, sentence: SentenceSpan) -> None:
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

    def _unit(self, phrase: Phrase, link: Link) -> str | None:
        """Households, where a toll is put in them: "the number of displaced families has reached 1,200"."""
        if phrase.head is not None or not link.rule.startswith("toll") or link.term_at < 0:
            return None
        nouns = (
            self.reader.persons.get(at) for at in range(link.term_at, min(phrase.start, link.term_at + NOUN_REACH))
        )
        return next((noun.entry.unit for noun in nouns if noun is not None and noun.entry.unit == "households"), None)

    def _hedged_behind(self, phrase: Phrase) -> Phrase:
        """'25 people or more', 'a civilian or more'."""
        number = phrase.quantity
        if self.doc.tokens.lowers[phrase.end : phrase.end + 2] != ["or", "more"] or number.qualifier != "exact":
            return phrase
        return phrase._replace(quantity=number._replace(high=None, qualifier="at_least"))

    def _figure(
        self, sentence: SentenceSpan, phrase: Phrase, link: Link, here: list[Figure], earlier: list[Figure]
    ) -> Figure:
        phrase = self._hedged_behind(phrase)
        who = identify(self.doc, self.reader, phrase, link, here, earlier)
        trace = {"figure": link.rule if link.term is None else f"{link.rule} of «{link.term.term}»"}
        if who.trace:
            trace["population"] = who.trace
        return Figure(
            sentence,
            phrase,
            link,
            phrase.quantity,
            link.measure,
            self._unit(phrase, link) or _unit(phrase, link, here or (earlier if link.rule in (RETOLD, LISTED) else [])),
            who.population,
            who.affiliation,
            who.actor,
            _basis_before(phrase, link, here) or basis_of(self.doc, sentence, phrase, link),
            included=link.included,
            trace=trace,
            adds=self.retelling.adds(sentence, phrase),
            points_back=self.retelling.points_back(sentence, phrase),
            known=self.retelling.is_known(phrase),
            treated=link.measure == "injured" and not TREATED.isdisjoint(self._words(sentence)),
        )


def _any_between(starts: list[int], first: int, past: int) -> bool:
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < past


# Refugees who go home are counted once, as returned.
_ABROAD = ("refugee", "asylum", "evacuee")


def _were_displaced(phrase: Phrase) -> bool:
    """'3,000 displaced people returned' tells of 3,000 who had been displaced as well as of their return."""
    head = phrase.head
    noun = head is not None and head.measure == "displaced" and not head.word.startswith(_ABROAD)
    adjective = phrase.adjective is not None and phrase.adjective.measure == "displaced"
    return noun or adjective or phrase.fate == "displaced"


def _unit(phrase: Phrase, link: Link, here: list[Figure]) -> str:
    if phrase.head is not None:
        return phrase.head.unit
    elliptical = here and link.rule.startswith(("coordinated", "figure", "hosted")) and phrase.unknown is None
    return here[-1].unit if elliptical else "people"


def _basis_before(phrase: Phrase, link: Link, here: list[Figure]) -> str | None:
    """'260,000 people are displaced, up from 117,000': what goes on counting counts alike."""
    bare = phrase.head is None and phrase.unknown is None and link.rule == "coordinated"
    return here[-1].basis if bare and here and here[-1].measure == link.measure else None


def _as_its_whole(figure: Figure, told: list[Figure]) -> Figure:
    """'Of the 2.1 million displaced, 1.4 million live in Borno': the part is displaced as the whole is."""
    whole = told[figure.parent] if figure.parent is not None and figure.parent < len(told) else None
    alike = whole is not None and whole.basis == "stock" and whole.sentence is figure.sentence
    return figure._replace(basis="stock") if alike and figure.link.rule == "included" else figure


def _continued(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    last = earlier[-1] if earlier else None
    if last is None or sentence.index - last.sentence.index > 1:
        return None
    return last.link._replace(rule="included", subset_of=None, included=True)


def _goes_on(earlier: list[Figure], sentence: SentenceSpan) -> bool:
    """Whether the sentence before counts people who came to harm, in the same paragraph."""
    last = earlier[-1] if earlier else None
    if last is None or last.sentence.is_title or last.measure not in HARMED:
        return False
    return sentence.index - last.sentence.index <= 1 and last.sentence.paragraph == sentence.paragraph


def _harmed_before(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    """What befell those of the sentence before: of the dead and the wounded, the dead."""
    if not _goes_on(earlier, sentence):
        return None
    near = [f for f in earlier[-REST_REACH:] if sentence.index - f.sentence.index <= 1]
    told = next((f for f in near if f.measure == "killed"), near[-1])
    return told.link._replace(rule="included", subset_of=None, included=True)


def _stays_somewhere(figure: Figure) -> bool:
    """'640 still sleep in the stadium': a bare number of people in a refuge."""
    phrase, term = figure.phrase, figure.link.term
    bare = phrase.head is None and phrase.unknown is None and not phrase.singular
    there = term is not None and (term.form == "refuge" or (term.basis == "stock" and " with" in term.term))
    housed = figure.link.rule == "subject-adjacent" and there
    return bare and figure.measure == "displaced" and housed


def _about_displacement(earlier: list[Figure], sentence: SentenceSpan) -> bool:
    last = earlier[-1] if earlier else None
    return last is not None and last.measure == "displaced" and sentence.index - last.sentence.index <= RETOLD_REACH


def _told_again(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    last = next((f for f in reversed(earlier) if not f.included), None)
    if last is None or sentence.index - last.sentence.index > RETOLD_REACH:
        return None
    if last.measure == "injured":
        # "20 were killed and 30 hurt, the army said. The union counted 43": those killed come first.
        last = next((f for f in earlier if f.sentence is last.sentence and f.measure == "killed"), last)
    return last.link._replace(rule=RETOLD, subset_of=None, included=False)


def _whole(figure: Figure, link: Link, index_of: dict[int, int], earlier: list[Figure], divides: bool) -> int | None:
    """The figure that this one is told to be part of, as an index into all figures."""
    if link.subset_of is not None:
        return index_of.get(link.subset_of)
    one = figure.phrase.pronoun and figure.quantity.value == 1
    if one and earlier and figure.sentence.index - earlier[-1].sentence.index == 1 and earlier[-1].quantity.value > 1:
        return len(earlier) - 1  # "Three children were among the dead. One of them, Lina, was four"
    if figure.included or divides:
        return whole_before(figure, earlier)
    return None

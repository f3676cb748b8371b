"""Figures of an article: counted people with what happened to them and who they are.

Belongs here: which phrases become figures, with what befell the counted, and their unit. Does not: which figure is part
of which (`part_words`), who the counted are (`people`), when, where, by whom and according to whom (`claims`).
"""

from bisect import bisect_left
from collections.abc import Collection

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.bases import basis_of
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import HARMED, UNRELATED, Link
from pipeline.extract.counted import counted_phrases
from pipeline.extract.counting import FRACTIONS, counts_people, fractions, mask
from pipeline.extract.crossing import IN_CONTEXT
from pipeline.extract.dividing import REST
from pipeline.extract.enumerated import LISTED, Lists
from pipeline.extract.figure import Figure
from pipeline.extract.grammar import PARTITIVE_PRONOUNS
from pipeline.extract.losses import own_losses
from pipeline.extract.movement import Movement
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.part_words import PartWords, as_its_whole, linked_whole
from pipeline.extract.people import identify
from pipeline.extract.predicates import SentenceLinker
from pipeline.extract.quantities import find_quantities
from pipeline.extract.reference import Reference
from pipeline.extract.retelling import AGAIN_WORDS, Retelling
from pipeline.extract.scene import scene_of
from pipeline.extract.taken_up import TakenUp, about_displacement, goes_on
from pipeline.extract.tellers import gapped_tellers
from pipeline.extract.unnamed import RETOLD

# No sentence of the dev sets holds more than 10 numbers; one with this many is a table that lost its lines, and which
# number belongs to which word can't be told.
MOST_NUMBERS = 60
# "returned from Khazer and Hassan Sham camps": the camps are named right behind the verb.
FROM_CAMPS_REACH = 9
# "returned to their areas": from the verb to the words of home.
HOME_REACH = 4
HOME = frozenset(("home", "homes", "their"))
# "Displaced families", "displaced from 900 families".
NOUN_REACH = 4
TREATED = frozenset("hospital hospitals hospitalised hospitalized treated clinic clinics treatment".split())
# "Nine were children": the verb stands this near the head of its sentence.
WERE, WERE_REACH = frozenset(("were", "was", "are", "is")), 6
# Refugees who go home are counted once, as returned.
_ABROAD = ("refugee", "asylum", "evacuee")


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
        self.taken_up = TakenUp(reader, self.retelling, self.figures)
        self.parts = PartWords(doc, reader, self.retelling, self.lists, self.figures)
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
        if (rest := self.parts.rest(sentence)) is not None:
            phrase, link, parent = rest
            self.figures.append(self._figure(sentence, phrase, link, [], self.figures)._replace(parent=parent))
        if harm:
            self.parts.leave_rest(sentence)

    def _tells_harm(self, sentence: SentenceSpan) -> bool:
        first, past = sentence.first, sentence.past
        return _any_between(self.harms, first, past) or _any_between(self.fates, first, past)

    def _may_tell_flight(self, sentence: SentenceSpan) -> bool:
        """Without a harm word only leaving, or a part of a whole told before, makes a figure."""
        words = self._words(sentence)
        told_again = bool(self.figures) and not AGAIN_WORDS.isdisjoint(words)
        told_again = told_again or about_displacement(self.figures, sentence)
        told_again = told_again or (bool(self.figures) and not REST.isdisjoint(words[1:2]))
        told_again = told_again or (goes_on(self.figures, sentence) and not WERE.isdisjoint(words[:WERE_REACH]))
        return told_again or not (self.movement.flight.isdisjoint(words) and PARTITIVE_PRONOUNS.isdisjoint(words))

    def _about_flight(self, so_far: list[Figure], sentence: SentenceSpan, link: Link) -> bool:
        """Whether people in flight are counted right before, or told of in this sentence or in the one before."""
        if about_displacement(so_far, sentence):
            return True
        first, past = self.doc.sentences[max(0, sentence.index - 1)].first, sentence.past
        measures = scene_of(self.doc).measures.between(first, past)
        told = (m for m in measures if m.entry.form != "refuge" and m.start != link.term_at)
        if any(m.entry.measure == "displaced" for m in told):
            return True
        nouns = (self.reader.persons.get(at) for at in range(first, past))
        return any(noun is not None and noun.entry.measure == "displaced" for noun in nouns)

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
            if told is not None and told.rule == IN_CONTEXT and not self._about_flight(so_far, sentence, told):
                told = None
            if here and phrase.quantity.start in apart and not (told is not None and told.included):
                told = here[-1].link._replace(rule="coordinated", subset_of=None, included=False)
            link = self.taken_up.fated(phrase, told) or told or self.taken_up.told_before(sentence, phrases, i, here)
            link = link or self.lists.entry(sentence, phrases, i, self.figures)
            if link is None or link.measure == UNRELATED or not self._counts_people(phrase, link, here):
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
            parent = linked_whole(figure, link, index_of, so_far, divides)
            parent = self.parts.whole_of(sentence, phrases[0], figure, parent, so_far)
            if parent is not None and so_far[parent].measure != link.measure:
                parent = None  # of the wounded told before, some died: they are no part of those who live
            figure = figure if parent is None else figure._replace(parent=parent)
            opened = self.doc.tokens.lowers[sentence.first] == "of"
            here.append(as_its_whole(figure, so_far) if opened else figure)
            so_far.append(here[-1])
        for part, whole in later.items():
            here[part] = here[part]._replace(parent=index_of.get(whole))
        self.figures.extend(here)

    def _counts_people(self, phrase: Phrase, link: Link, here: list[Figure]) -> bool:
        """Whether a phrase counts people; "it lost two" does where an armed side did."""
        fighting = phrase.bare and link.term is not None and link.term.form == "active-fighters"
        lost = fighting and own_losses(self.doc, self.reader, phrase, link, here) is not None
        return counts_people(self.doc.tokens, phrase, link, lost=lost)

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


def _were_displaced(phrase: Phrase) -> bool:
    """'3,000 displaced people returned' tells of 3,000 who had been displaced as well as of their return."""
    head = phrase.head
    noun = head is not None and head.measure == "displaced" and not head.word.startswith(_ABROAD)
    adjective = phrase.adjective is not None and phrase.adjective.measure == "displaced"
    return noun or adjective or phrase.fate == "displaced"


# "412 families arrived, 160 of them on Friday"
_ELLIPTICAL = ("coordinated", "figure", "hosted", "included")


def _unit(phrase: Phrase, link: Link, here: list[Figure]) -> str:
    if phrase.head is not None:
        return phrase.head.unit
    elliptical = here and link.rule.startswith(_ELLIPTICAL) and phrase.unknown is None
    return here[-1].unit if elliptical else "people"


def _basis_before(phrase: Phrase, link: Link, here: list[Figure]) -> str | None:
    """'260,000 people are displaced, up from 117,000': what goes on counting counts alike."""
    bare = phrase.bare and link.rule == "coordinated"
    return here[-1].basis if bare and here and here[-1].measure == link.measure else None

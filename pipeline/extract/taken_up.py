"""What befell the counted where words before tell it: "nine of them were children", "the army spoke of 43".

Belongs here: links taken over from the figures told before. Does not: which words count anew or among those told
(`retelling`, `dividing`), links by the words of their own sentence (`predicates`), of which whole it is (`part_words`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.clause import HARMED, Link
from pipeline.extract.dividing import are_left, are_of_kind, closes_with_them, opens_with_rest
from pipeline.extract.figure import Figure
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.retelling import Retelling
from pipeline.extract.sharing import FATAL_SHARE
from pipeline.extract.unnamed import RETOLD

# The rule of parts told in the sentence behind their whole.
AMONG_TOLD = "among those told before"
# The rule of a part of a figure told again.
PART_RETOLD = "included"
# "The group put the number at 43": a quote may stand between.
RETOLD_REACH = 2
# "Of the 211"
_OF_COUNT = 4
# Figures back to those of whom "nine were children".
LAST_FIGURES = 8


class TakenUp:
    """Asked what befell the counted; `figures` are those of the article so far, which the finder adds to."""

    def __init__(self, reader: NounReader, retelling: Retelling, figures: list[Figure]) -> None:
        self.reader, self.retelling = reader, retelling
        self.figures = figures

    def fated(self, phrase: Phrase, told: Link | None) -> Link | None:
        """'The wounded, 30 of them, were flown out': the number of those just named."""
        fate = self.retelling.fate_before(phrase) if phrase.pronoun else None
        # "Four of whom died", "three fatally".
        died = told is not None and told.measure == "killed" and told.rule in ("subject-adjacent", FATAL_SHARE)
        return (
            None
            if fate not in HARMED or died or (told is not None and told.measure == fate)
            else Link(fate, None, phrase.start - 2, "included", included=phrase.head is not None)
        )

    def told_before(self, sentence: SentenceSpan, phrases: list[Phrase], i: int, here: list[Figure]) -> Link | None:
        """What befell those of a phrase whose own sentence does not tell it."""
        phrase, retelling = phrases[i], self.retelling
        of_them = i == 0 and (phrase.pronoun or (phrase.head is not None and retelling.opens_of_them(sentence, phrase)))
        listed = i == 1 and phrase.head is not None and retelling.opens_of_them(sentence, phrases[0])
        of_them = of_them or (i == 1 and phrase.head is not None and self._opens_of_count(sentence, phrases))
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

    def _opens_of_count(self, sentence: SentenceSpan, phrases: list[Phrase]) -> bool:
        """'Of the 211, 38 were women': the number told right before."""
        whole, last = phrases[0], self.figures[-1] if self.figures else None
        if last is None or not whole.bare or last.quantity.value != whole.quantity.value:
            return False
        lowers = self.reader.tokens.lowers
        return (
            lowers[sentence.first : whole.start + 1][:2] == ["of", "the"]
            and whole.end - sentence.first <= _OF_COUNT
            and lowers[whole.end : phrases[1].start] in ([], [","])
        )

    def _are_some(self, sentence: SentenceSpan, phrases: list[Phrase], i: int, here: list[Figure]) -> bool:
        """'Forty died. Nine were children and four were women': parts of those told right before."""
        phrase, goes_on = phrases[i], bool(here) and here[-1].included
        if goes_on and (are_left(self.reader, phrases, i) or are_of_kind(self.reader, phrases, i)):
            return True
        opens = goes_on or phrase.start == sentence.first or opens_with_rest(self.reader, sentence, phrase)
        return opens and self.reader.is_described(phrase)


def _continued(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    last = earlier[-1] if earlier else None
    if last is None or sentence.index - last.sentence.index > 1:
        return None
    return last.link._replace(rule="included", subset_of=None, included=True)


def goes_on(earlier: list[Figure], sentence: SentenceSpan) -> bool:
    """Whether the sentence before counts people who came to harm, in the same paragraph."""
    last = earlier[-1] if earlier else None
    if last is None or last.sentence.is_title or last.measure not in HARMED:
        return False
    return sentence.index - last.sentence.index <= 1 and last.sentence.paragraph == sentence.paragraph


def _harmed_before(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    """What befell those of the sentence before: of the dead and the wounded, the dead."""
    if not goes_on(earlier, sentence):
        return None
    near = [f for f in earlier[-LAST_FIGURES:] if sentence.index - f.sentence.index <= 1]
    told = next((f for f in near if f.measure == "killed"), near[-1])
    return told.link._replace(rule="included", subset_of=None, included=True)


def _told_again(earlier: list[Figure], sentence: SentenceSpan) -> Link | None:
    last = next((f for f in reversed(earlier) if not f.included), None)
    if last is None or sentence.index - last.sentence.index > RETOLD_REACH:
        return None
    if last.measure == "injured":
        # "20 were killed and 30 hurt, the army said. The union counted 43": those killed come first.
        last = next((f for f in earlier if f.sentence is last.sentence and f.measure == "killed"), last)
    return last.link._replace(rule=RETOLD, subset_of=None, included=False)


def about_displacement(earlier: list[Figure], sentence: SentenceSpan) -> bool:
    """Whether people in flight are counted right before a sentence."""
    last = earlier[-1] if earlier else None
    return last is not None and last.measure == "displaced" and sentence.index - last.sentence.index <= RETOLD_REACH

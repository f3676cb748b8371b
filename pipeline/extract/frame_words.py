"""What the words beside a crediting word say: that it credits nobody, that it counts, that what was said ends there.

Belongs here: what holds of "said", "declared" or "put at" by what stands beside it. Does not: who speaks (`voices`),
the frame that comes of it (`frames`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ADVERBS, COPULAS, HAVE, SUBJECT_RELATIVES
from pipeline.extract.lexicon import Match
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.phrases import Voice
from pipeline.extract.recalled import CARRIERS
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.toll_words import COUNTS

_COUNTED_REACH = 8
# "Raised the death toll from attacks on the town and villages around it to 215"
REVISING, _REVISED_REACH, _TOLL_REACH = "updated", 6, 24
_REVISED = COUNTS | {"dead"}
_CLAUSE_OPENERS = frozenset(
    ", ; while but as after when adding hours bringing raising including noting warning describing calling updating"
    " revising citing referring speaking stressing pointing putting blaming accusing without".split()
)
QUOTES, _ENDS_QUOTE = frozenset({'"', "”"}), frozenset({",", ".", "!", "?"})
# "A ceasefire that the group had declared"
_OF_TRUCES, _RELATIVE = frozenset({"declared", "announced"}), frozenset({"that", "which"})
_BEFORE_RELATIVE = frozenset({",", ")", "said", "says", "and", "but"})
_WHOSE_REACH, _TRUCE_REACH = 4, 4
_TRUCES, _RELATIVE_REACH = frozenset("ceasefire cease-fire truce pause lull armistice".split()), 6
# Participles of whom others speak.
_SAID_OF = frozenset("listed blamed accused designated described labelled labeled".split())
_CLAIMED = frozenset({"claims", "claimed", "claim", "vowed", "threatened"})
_SAID_WHEN = frozenset({"on", "late", "early", "in", "a", "statement"})


class FrameWords:
    """The crediting words of one article, each with those beside it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def _is_adjective(self, term: Match[ReportingTerm]) -> bool:
        """ "An estimated 900", "13 alleged attacks", "it is estimated" credit nobody."""
        lowers = self.scene.doc.tokens.lowers
        before = lowers[term.start - 1] if term.start else ""
        if term.entry.term == "admitted" and lowers[term.end : term.end + 1] and self._is_number(term.end):
            return True  # "hospitals admitted 40 wounded"
        if term.entry.term == "alleged" and (before in NUMBER_WORDS or before.isdigit()):
            return True
        if before == "is" and self.scene.doc.tokens.texts[term.start - 1] == "IS":
            return False  # "IS said it had shot dead four soldiers"
        if term.entry.term == "registered" and lowers[term.end : term.end + 1] in (["as"], ["refugees"]):
            return True
        if lowers[term.end - 1] in _CLAIMED and lowers[term.end : term.end + 1] == ["to"]:
            return True  # "a militia, which claims to defend the valley"
        if lowers[term.end - 1] in _SAID_OF and lowers[term.end : term.end + 1] in (["as"], ["for"], ["of"]):
            return True  # "with insurgents blamed for the killings", "the group, listed as"
        return before in COPULAS or (before in {"a", "an", "the", "of"} and term.entry.form == "verb")

    def _is_relative(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
        """ "A truce that the group had declared", "rebels, who had declared a truce": what was declared is no harm."""
        if term.entry.term not in _OF_TRUCES:
            return False
        lowers = self.scene.doc.tokens.lowers
        if not _TRUCES.isdisjoint(lowers[term.end : term.end + _TRUCE_REACH]):
            return not SUBJECT_RELATIVES.isdisjoint(lowers[max(sentence.first, term.start - 3) : term.start])
        near = range(max(sentence.first + 1, term.start - _RELATIVE_REACH), term.start)
        return any(lowers[k] in _RELATIVE and lowers[k - 1] in _TRUCES for k in near)

    def _is_told_of_others(self, voice: Voice, term: Match[ReportingTerm]) -> bool:
        """ "The air force struck groups which have declared their withdrawal" tells what the groups declared."""
        lowers, at = self.scene.doc.tokens.lowers, term.start - 1
        while at > voice.past and (lowers[at] in HAVE or lowers[at] in ADVERBS):
            at -= 1
        if "whose" in lowers[max(voice.past, at - _WHOSE_REACH) : at]:
            return True
        return at > voice.past and lowers[at] in SUBJECT_RELATIVES and lowers[at - 1] not in _BEFORE_RELATIVE

    def _is_listed_at(self, position: int) -> bool:
        """Whether a speaker of the vocabulary is named right behind a verb: "said Rami Abdel Rahman, head of"."""
        near = self.scene.speakers.between(position, position + 1)
        return any(m.entry.kind not in {"generic", *CARRIERS} for m in near)

    def _revises_count(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
        """Whether a toll is raised, and no flag: "raised the death toll to 62", "lowered to 40 the number of"."""
        tokens = self.scene.doc.tokens
        near = tokens.lowers[term.start : min(sentence.past, term.end + _REVISED_REACH)]
        return not _REVISED.isdisjoint(near)

    def _counts(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
        """Whether a number is the object of a verb: "counts 31 dead", "put the dead at 31"."""
        reach = _TOLL_REACH if term.entry.term == REVISING else _COUNTED_REACH
        tokens, past = self.scene.doc.tokens, min(sentence.past, term.end + reach)
        return NUMBER in tokens.kinds[term.end : past] or not NUMBER_WORDS.isdisjoint(tokens.lowers[term.end : past])

    def _put_at(self, past: int) -> bool:
        """ "The number of dead was estimated by police at 12"."""
        lowers = self.scene.doc.tokens.lowers
        return lowers[past : past + 1] == ["at"] and self._is_number(past + 1)

    def _is_number(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        if position >= len(tokens):
            return False
        return tokens.kinds[position] == NUMBER or tokens.lowers[position] in NUMBER_WORDS

    def _closes_quote(self, term: Match[ReportingTerm]) -> bool:
        """Whether what stands before a verb was all said: "... killed by these rebels," said the mayor."""
        texts = self.scene.doc.tokens.texts
        return texts[term.start - 1] in QUOTES and texts[term.start - 2] in _ENDS_QUOTE

    def _quote_before(self, position: int) -> bool:
        return position > 0 and self.scene.doc.tokens.texts[position - 1] in {'"', "”", "’", ","}

    def _is_parenthetic(self, first: int, past: int) -> bool:
        """ "Nine people, police say, were killed"."""
        texts = self.scene.doc.tokens.texts
        return first > 0 and texts[first - 1] == "," and texts[past : past + 1] == [","]

    def _clause_ends(self, position: int) -> bool:
        """Whether a comma or a new statement follows: "..., the army said on Monday, a day after ..."."""
        lowers = self.scene.doc.tokens.lowers
        for timed in self.scene.times.between(position, position + 3):
            if all(word in _SAID_WHEN for word in lowers[position : timed.first]):
                position = timed.past
                break
        if lowers[position : position + 2] == ["up", "from"]:
            return True
        return position + 1 < len(lowers) and lowers[position] in _CLAUSE_OPENERS

    def _told(self, sentence: SentenceSpan, first: int, term: Match[ReportingTerm]) -> bool:
        """Whether harm is told only before the speaker: "nine died in the raid the monitor said a day after ..."."""
        measures = self.scene.measures
        return bool(measures.between(sentence.first, first)) and not measures.between(term.end, sentence.past)

    def _dated(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
        return bool(self.scene.times.between(term.end, sentence.past))

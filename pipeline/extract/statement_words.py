"""What the words around a breach of no named act say: how often it was done, and by whom.

Belongs here: counts and words of repetition beside a word of breach, its doer, its owner, who is accused of it, what
takes it back. Does not: which words are such a statement, for when and where it holds (`statements`).
"""

from itertools import pairwise

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.breach_words import (
    BREACH_REACH,
    BREACHES,
    COUNT_REACH,
    DESPITE,
    MANY,
    is_perfect_passive,
)
from pipeline.extract.doers import AUXILIARIES, chain, first_named, is_passive, join_sides, subject_sides
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.numerals import NUMBER_WORDS, ORDINALS
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.toll_words import COUNTS

_BOTH = frozenset({"both", "each", "either"})
_MUTUAL = frozenset({"both", "each", "either", "sides", "parties", "they", "two", "rivals", "neighbours", "neighbors"})
_EACH_OTHER = frozenset({("the", "other"), ("each", "other"), ("one", "another")})
_OTHER_REACH = 8
# "Both countries had repeatedly violated it".
_BOTHS = frozenset("countries states armies governments groups factions camps militaries the of were are".split())
_BOTH_REACH = 6
# "Violations of the truce left him worried", "his concern at breaches of the ceasefire".
_ALARM = frozenset("worried worry worrying concern concerned concerns alarm alarmed alarming dismay dismayed".split())
_ALARM_REACH = 10
_FEARED = frozenset("any no future possible potential further against prevent avoid if".split())
_INSTANCES = frozenset("instances incidents cases acts counts".split())
TIMES_REACH = 12
_VAGUE_COUNTS = frozenset("dozens scores hundreds thousands".split())
_WITHHOLDING = frozenset(
    "delaying delayed blocking blocked withholding withheld refusing refused failing failed obstructing obstructed"
    " stalling preventing prevented fortifications building build".split()
)
# "By holding on to hostages", "by not opening the crossing".
_NOT_DOING = frozenset(
    "delaying blocking withholding refusing failing obstructing stalling preventing not keeping holding retaining"
    " closing freeing releasing arresting detaining abducting kidnapping digging building smuggling rearming"
    " recruiting".split()
)
_AGAIN = frozenset(
    "repeated continued continuing ongoing numerous multiple frequent daily several widespread systematic".split()
)
AGAIN_AND_AGAIN = frozenset(
    "repeatedly continuously continually constantly consistently frequently regularly routinely persistently daily"
    " often several numerous".split()
)
_GO_ON = frozenset({"continued", "continue", "continues", "reported", "recorded", "occurred"})
_TALLY_REACH = 6
# "Breaches laid at the door of the army", "attributed to rebels".
_BLAMED_ON = {"by": (), "door": ("of",), "attributed": ("to",), "blamed": ("on",), "part": ("of",)}
_COMMITTED = frozenset({"committed", "perpetrated", "caused", "staged"})
_BLAME_REACH = 16
_MAKING = frozenset({"agree", "announce"})
DOER_REACH = 5
_OPENING = 6
_KILLING = frozenset({"killed", "wounded", "injured", "kill", "kills"})
_GOING_REACH = 4
_DENIED = frozenset("denied denies deny denying rejected rejects dismissed dismisses".split())
_DENIAL_REACH, _TURNS = 5, frozenset({",", "and", "but", "accused", "accusing"})
_NONE = frozenset({"no", "not", "never", "without"})
_BASES = frozenset("violate violates breach breaches break breaks flout flouts defy defies".split())
_SUPPOSED = frozenset("who that which whoever anyone would could might may will should if to any cannot can".split())
_SPOT_REACH = 8


def _made(word: str) -> bool:
    """Whether a truce is what was done by someone: "the truce announced by Moscow", "drawn up by Washington"."""
    return word == "up" or (word.endswith("ed") and word not in _COMMITTED)


class StatementWords:
    """The words of breach of one article, each with those beside it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.doc = scene.doc

    # how often

    def _is_counted(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether breaches are counted: "15 breaches", "the 110th breach", "violated the truce 39 times"."""
        tokens = self.doc.tokens
        if tokens.lowers[word.start] in BREACHES - MANY:
            return tokens.lowers[word.start - 1] in ORDINALS or self._are_instances(sentence, word.start)
        if tokens.lowers[word.start] in MANY:
            counted = any(self._is_number(k) for k in range(max(sentence.first, word.start - COUNT_REACH), word.start))
            return counted or (tokens.lowers[word.start - 1] == "of" and tokens.lowers[word.start - 2] in COUNTS)
        for k in range(word.end, min(sentence.past, word.end + TIMES_REACH)):
            if tokens.lowers[k] == "twice" or (tokens.lowers[k] == "times" and self._is_number(k - 1)):
                return True
        return False

    def _are_instances(self, sentence: SentenceSpan, at: int) -> bool:
        """ "2,300 instances of ceasefire violation": what is counted stands before the kind that it is of."""
        lowers = self.doc.tokens.lowers
        of = next((k for k in range(at - 1, max(sentence.first, at - DOER_REACH), -1) if lowers[k] == "of"), None)
        if of is None or lowers[of - 1] not in _INSTANCES:
            return False
        return any(self._is_number(k) for k in range(max(sentence.first, of - COUNT_REACH), of))

    def _is_repeated(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether many breaches are told: "repeated violations", "violations of the truce continued"."""
        lowers = self.doc.tokens.lowers
        if lowers[word.start] not in MANY:
            return False
        before = lowers[max(sentence.first, word.start - 2) : word.start]
        return not (_AGAIN.isdisjoint(before) and _GO_ON.isdisjoint(lowers[word.end : word.end + _SPOT_REACH]))

    def _is_deplored(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether violations are told by who is alarmed at them: "violations of the truce made the envoy worried"."""
        lowers = self.doc.tokens.lowers
        if lowers[word.start] not in MANY or lowers[word.end : word.end + 1] != ["of"]:
            return False
        if not _FEARED.isdisjoint(lowers[max(sentence.first, word.start - 3) : word.start]):
            return False
        near = lowers[max(sentence.first, word.start - _ALARM_REACH) : min(sentence.past, word.end + _ALARM_REACH)]
        return not _ALARM.isdisjoint(near)

    def _keeps_breaking(self, word: Match[BreachTerm]) -> bool:
        """Whether a truce has been broken again and again: "has been repeatedly violated", "violated almost daily"."""
        if not is_perfect_passive(self.scene, word):
            return False
        lowers = self.doc.tokens.lowers
        around = (*lowers[word.start - 1 : word.start], *lowers[word.end : word.end + 2])
        return not AGAIN_AND_AGAIN.isdisjoint(around) or "times" in around or self._of_all(word)

    def _of_all(self, word: Match[BreachTerm]) -> bool:
        """Whether more truces than one are told as broken: "all of the earlier truces have been violated"."""
        near = self.scene.breaches.between(max(0, word.start - BREACH_REACH), word.start)
        subject = next((m for m in reversed(near) if m.entry.names_truce), None)
        return subject is not None and self.doc.tokens.lowers[subject.end - 1].endswith("s")

    def _is_number(self, position: int) -> bool:
        tokens = self.doc.tokens
        word = tokens.lowers[position]
        if tokens.kinds[position] != NUMBER and word not in NUMBER_WORDS and word not in _VAGUE_COUNTS:
            return False
        if word == "one" and tokens.lowers[position + 1 : position + 2] == ["of"]:
            return False  # "in one of the worst breaches"
        return not any(t.first <= position < t.past for t in self.scene.times.between(position - 3, position + 1))

    # who

    def blamed(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> str | None:
        """The side that breaks the truce: its doer, the object of "accused", else the subject of the breach."""
        done_by = self.doer_of(sentence, word)
        if done_by is not None:
            return done_by
        accuse = next(
            (m for m in self.scene.breaches.of(sentence.index) if m.entry.form == "accuse" and m.end <= word.start),
            None,
        )
        if accuse is not None:
            return join_sides([s.side for s in self.scene.sides.between(accuse.end, word.start)])
        owner = [s.side for s in self.scene.sides.between(max(sentence.first, word.start - 2), word.start)]
        once = self.doc.tokens.lowers[word.start] in BREACHES - MANY  # "killed two, which they described as a breach"
        if not owner and once and (killer := self._killer(sentence, word)) is not None:
            return killer
        if owner or self._is_tallied(sentence, word):
            return join_sides(owner)
        if self._is_theirs(sentence, word):
            return self._told_last(sentence)
        if (killer := self._killer(sentence, word)) is not None:
            return killer
        subject = join_sides(subject_sides(self.scene, sentence, word.start))
        if subject is None and (self.doc.tokens.lowers[word.start - 1] == "in" or self._shares_subject(sentence, word)):
            return join_sides(first_named(self.scene, sentence, word.start))  # "rebels have ..., in breach of it"
        return subject

    def _mutual(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """ "Both the army and the rebels have reported violations", "breaches by both sides"."""
        lowers = self.doc.tokens.lowers
        opening = lowers[sentence.first : sentence.first + 2]
        told = self.scene.reports.between(max(sentence.first, word.start - 3), word.start)
        if not _BOTH.isdisjoint(opening) and any(m.entry.form == "verb" for m in told):
            return True
        after = lowers[word.end : min(sentence.past, word.end + _SPOT_REACH)]
        if any(a in {"by", "on"} and b in _BOTH for a, b in pairwise(after)):
            return True
        if any(after[k : k + 3] == ["by", "the", "other"] for k in range(len(after))):
            return True  # "each reported violations by the other"
        return self._by_the_other(sentence, word) or self._are_both(sentence, word)

    def _are_both(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """ "Both had violated the pause", "accused both sides of breaching it", "both armies broke the truce"."""
        lowers = self.doc.tokens.lowers
        near = lowers[max(sentence.first, word.start - _BOTH_REACH) : word.start]
        return any(a == "both" and (b in _MUTUAL or b in HAVE or b in _BOTHS) for a, b in pairwise([*near, "have"]))

    def _by_the_other(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """ "Each says that the other has broken the truce", "either side has charged the other with violating it"."""
        lowers = self.doc.tokens.lowers
        other = max(sentence.first, word.start - _OTHER_REACH)
        near = tuple(pairwise(lowers[other : word.start]))
        if not any(pair in _EACH_OTHER for pair in near):
            return False
        subject = lowers[max(sentence.first, other - _OTHER_REACH) : word.start]
        return not _MUTUAL.isdisjoint(subject)

    def _killer(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> str | None:
        """Who killed, where that is the breach: "killed a guard, the first breach", "in what was a violation"."""
        lowers = self.doc.tokens.lowers
        if not (lowers[word.start] in BREACHES or word.entry.term in DESPITE or lowers[word.start].endswith("ing")):
            return None
        for deed in self.scene.measures.between(sentence.first, word.start):
            if lowers[deed.start] in _KILLING:
                by = next((k for k in range(deed.end, word.start) if lowers[k] == "by"), None)
                if not is_passive(lowers, deed.start):
                    return join_sides(subject_sides(self.scene, sentence, deed.start))
                return join_sides(chain(self.scene, by + 1, word.start) or []) if by is not None else None
        return None

    def _shares_subject(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the subject of a verb is that of one before: "have shut the road and repeatedly broken it"."""
        before = self.doc.tokens.lowers[max(sentence.first, word.start - _GOING_REACH) : word.start]
        if "and" not in before or self.scene.measures.between(sentence.first, word.start):
            return False  # "killed 50 villagers and broke the truce" is one deed
        return all(w in HAVE or w in AGAIN_AND_AGAIN for w in before[before.index("and") + 1 :])

    def _is_theirs(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether those who break it are "they", told before by another: "the army said they had broken it"."""
        before = self.doc.tokens.lowers[max(sentence.first, word.start - 3) : word.start]
        return "they" in before

    def _told_last(self, sentence: SentenceSpan) -> str | None:
        """The one side of which the sentence before tells first."""
        if sentence.index == 0:
            return None
        before = self.doc.sentences[sentence.index - 1]
        return join_sides(subject_sides(self.scene, before, min(before.past, before.first + _OPENING)))

    def doer_of(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> str | None:
        """ "Six violations of the truce by militants", "breaches laid at the army's door"."""
        lowers = self.doc.tokens.lowers
        noun = lowers[word.start] in BREACHES
        before = word.start - 1 - (lowers[word.start - 1].endswith("ly"))
        if not noun and lowers[before] not in AUXILIARIES:
            return None
        for k in range(word.end, min(sentence.past - 1, word.end + _BLAME_REACH)):
            if lowers[k] == "door":
                owner = self.scene.sides.between(max(word.end, k - 3), k)
                if owner and "at" in lowers[k - 4 : k]:
                    return owner[-1].side
            behind = _BLAMED_ON.get(lowers[k])
            if behind is None or tuple(lowers[k + 1 : k + 1 + len(behind)]) != behind:
                continue
            if k > word.end and (_made(lowers[k - 1]) or self._is_makers(word.end, k)):
                continue  # "a breach of the truce that was announced by Moscow"
            sides = chain(self.scene, k + 1 + len(behind), sentence.past)
            if sides:
                return join_sides(sides)
        return None

    def _is_makers(self, first: int, by: int) -> bool:
        """Whether "by" names those who made a truce: "the ceasefire signed in Bangui in May by the government"."""
        made = next((m for m in reversed(self.scene.breaches.between(first, by)) if m.entry.form in _MAKING), None)
        return made is not None and not _COMMITTED.intersection(self.doc.tokens.lowers[made.end : by])

    def _is_tallied(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the subject only counts breaches: "the mission recorded 14 violations"."""
        if self.doc.tokens.lowers[word.start] not in BREACHES:
            return False
        before = self.scene.breaches.between(max(sentence.first, word.start - _TALLY_REACH), word.start)
        return any(m.entry.form == "tally" for m in before)

    # whether one is told

    def _is_withheld(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether a truce is broken by what is not done: "of delaying aid in violation of the deal"."""
        lowers = self.doc.tokens.lowers
        if not _WITHHOLDING.isdisjoint(lowers[max(sentence.first, word.start - _SPOT_REACH) : word.start]):
            return True
        behind = lowers[word.end : min(sentence.past, word.end + _BLAME_REACH)]
        by = next((k for k, (a, b) in enumerate(pairwise(behind)) if a in {"by", "in"} and b in _NOT_DOING), None)
        return by is not None and {".", ";"}.isdisjoint(behind[:by])

    def _denied(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether no breach is told, or only who would be one that breaks it: "those who violate the truce"."""
        lowers = self.doc.tokens.lowers
        near = lowers[max(sentence.first, word.start - _DENIAL_REACH) : word.start]
        denial = next((k for k, said in enumerate(near) if said in _DENIED), None)
        if denial is not None and _TURNS.isdisjoint(near[denial:]):
            return True  # "the rebels denied violating the truce"
        before = set(near[-3:])
        return bool(_NONE & before) or (lowers[word.start] in _BASES and bool(_SUPPOSED & before))

    def _by_weapons(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the breaches are acts of a kind: "24 breaches by the army's artillery"."""
        lowers = self.doc.tokens.lowers
        if lowers[word.start] not in MANY or lowers[word.end : word.end + 1] != ["by"]:
            return False
        near = self.scene.acts.between(word.end, min(sentence.past, word.end + DOER_REACH))
        return any(m.entry.form == "weapon" for m in near)

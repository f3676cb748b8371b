"""Statements of breach that name no act: "each side accused the other of violations", "15 breaches by the army".

Belongs here: which words are such a statement, who is blamed, how often, for when and where. Does not: acts that break
a truce (`violations`), folding (`breaches`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.acts import Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.attribution import Attributions
from pipeline.extract.breach_words import (
    BREACH_REACH,
    BREACHES,
    COUNT_REACH,
    DESPITE,
    MANY,
    breach_word,
    is_answered,
    is_ever_since,
    is_perfect_passive,
    told_breach,
)
from pipeline.extract.breaches import NO_ACT, Breach
from pipeline.extract.doers import AUXILIARIES, chain, first_named, join_sides, subject_sides
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, Window
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.situate import own_time, place_of, window_of
from pipeline.extract.spots import places_in
from pipeline.extract.theatre import named_country
from pipeline.extract.time import TimeMention
from pipeline.extract.tokens import NUMBER
from pipeline.extract.truce_days import truce_days
from pipeline.extract.truces import Truce

_UNTOLD = Window(None, None, None)
_BOTH = frozenset({"both", "each", "either"})
_MUTUAL = frozenset({"both", "each", "either", "sides", "parties", "they", "two", "rivals", "neighbours", "neighbors"})
_EACH_OTHER = frozenset({("the", "other"), ("each", "other"), ("one", "another")})
_OTHER_REACH = 8
# "Violations of the truce left him worried", "his concern at breaches of the ceasefire".
_ALARM = frozenset("worried worry worrying concern concerned concerns alarm alarmed alarming dismay dismayed".split())
_ALARM_REACH = 10
_FEARED = frozenset("any no future possible potential further against prevent avoid if".split())
_LENGTH_REACH = 4
_WITH_IT = (["with", "it"], ["with", "this"], ["with", "that"], ["by", "this"], ["by", "that"], ["in", "doing"])
# "Brought the number of breaches to 90".
_NUMBER_OF = (["number", "of"], ["total", "of"], ["tally", "of"], ["count", "of"])
_TIMES_REACH = 12
_VAGUE_COUNTS = frozenset("dozens scores hundreds thousands".split())
# "Four in the province of Latakia"
_OF_PROVINCE = frozenset("the of province provinces region governorate oblast sector".split())
_WITHHOLDING = frozenset(
    "delaying delayed blocking blocked withholding withheld refusing refused failing failed obstructing obstructed"
    " stalling preventing prevented fortifications building build".split()
)
_AGAIN = frozenset(
    "repeated continued continuing ongoing numerous multiple frequent daily several widespread systematic".split()
)
_AGAIN_AND_AGAIN = frozenset(
    "repeatedly continuously continually constantly consistently frequently regularly routinely persistently daily"
    " often several numerous".split()
)
# "Had broken the ceasefire in force since 4 August" is one breach, "have broken it since" are many.
_STANDS = frozenset({"force", "effect", "place", "held", "holding", "observed"})
_EVER = frozenset({"again", "since", "every"})
_ADDED = frozenset({"where", "which", "who"})
_GO_ON = frozenset({"continued", "continue", "continues", "reported", "recorded", "occurred"})
_ORDINALS = frozenset({"th", "st", "nd", "rd"})
_TALLY_REACH = 6
# "Breaches laid at the door of the army", "attributed to rebels".
_BLAMED_ON = {"by": (), "door": ("of",), "attributed": ("to",), "blamed": ("on",), "part": ("of",)}
_COMMITTED = frozenset({"committed", "perpetrated", "caused", "staged"})
_BLAME_REACH = 16
_DOER_REACH = 5
_OPENING = 6
_NONE = frozenset({"no", "not", "never", "without"})
_BASES = frozenset("violate violates breach breaches break breaks flout flouts defy defies".split())
_SUPPOSED = frozenset("who that which whoever anyone would could might may will should if to any cannot can".split())
_LIST_CUES = frozenset({"among", "including", "notably"})
_SPOT_REACH = 8
_FRONTS = frozenset("front fronts frontline frontlines axis axes sector sectors region area areas countryside".split())
_IN = frozenset("in at near around across inside on".split())
# Sentences back to the day of breaches that are counted on.
_COUNT_REACH, _A_WEEK = 3, timedelta(days=7)


def _made(word: str) -> bool:
    """Whether a truce is what was done by someone: "the truce announced by Moscow", "drawn up by Washington"."""
    return word == "up" or (word.endswith("ed") and word not in _COMMITTED)


class Statements:
    """Reads the statements of breach of one article."""

    def __init__(self, scene: Scene, truces: Sequence[Truce], speakers: Attributions) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.truces = truces
        self.speakers = speakers

    def beside(self, acts: Sequence[Breach], refers: Mapping[int, bool]) -> list[Breach]:
        """Bare statements, of other sides than those whose acts their sentences tell, and all that are counted."""
        sides: dict[int, set[str]] = {}
        for breach in acts:
            referring = refers.get(breach.start, False)
            sides.setdefault(breach.sentence, set()).update((breach.violator or "").split("+") if referring else ("",))
        bare = [b for s in self.doc.sentences if (b := self._bare(s, alone=not acts)) is not None]
        found = [each for breach in bare for each in self._each_place(breach)]
        lately = {k + 1 for k in sides}
        return [
            b
            for b in found
            if b.counted or self._is_answered(b) or not (self._is_acts(b, sides) or self._is_told_act(b, lately))
        ]

    def charged(self, found: Sequence[Breach]) -> list[Breach]:
        """Breaches without the charges that only say what a side's act told before them was.

        "Rebels shelled the port on Monday. The ministry said they had broken the truce" is one act.
        """
        kept = list(found)
        for charge in [b for b in found if self._may_be_charge(b)]:
            k = next((k for k, b in enumerate(kept) if self._is_charged(charge, b)), None)
            if k is not None:
                kept[k] = replace(kept[k], how=charge.how)
                kept.remove(charge)
        return kept

    def _may_be_charge(self, breach: Breach) -> bool:
        """Whether a breach is one charge of one side, for no days of its own: neither counted nor repeated."""
        if breach.own_act or breach.counted or breach.violator is None:
            return False
        if breach.window.start != breach.truce.holds_from or self.doc.sentences[breach.sentence].is_title:
            return False
        lowers = self.doc.tokens.lowers
        first, past = self.doc.tokens.span(breach.start, breach.end)
        around = lowers[max(0, first - 2) : past + _TIMES_REACH]
        ever = (a not in _STANDS and b in _EVER for a, b in pairwise(around))
        return lowers[first] not in MANY and _AGAIN_AND_AGAIN.isdisjoint(around) and not any(ever)

    @staticmethod
    def _is_charged(charge: Breach, act: Breach) -> bool:
        """Whether an act of the sentence before is the side's own that is charged."""
        if not act.own_act or act.act == "clash" or charge.sentence - act.sentence != 1:
            return False
        return act.violator == charge.violator

    def _is_told_act(self, bare: Breach, lately: set[int]) -> bool:
        """Whether the act of the sentence before is what broke the truce: "officials said it violated the truce"."""
        lowers, opening = self.doc.tokens.lowers, self.doc.sentences[bare.sentence].first
        first = self.doc.tokens.span(bare.start, bare.end)[0]
        pointing = "it" in lowers[max(0, first - 2) : first] or lowers[opening : opening + 2] in _WITH_IT
        return bare.sentence in lately and pointing

    def _is_answered(self, bare: Breach) -> bool:
        """Whether the acts of its sentence answer it: "shelled the hill in response to violations by the rebels"."""
        sentence = self.doc.sentences[bare.sentence]
        words = (w for w in self.scene.breaches.of(bare.sentence) if self.doc.tokens.starts[w.start] == bare.start)
        return any(is_answered(self.scene, sentence, word) for word in words)

    @staticmethod
    def _is_acts(bare: Breach, sides: Mapping[int, set[str]]) -> bool:
        told = sides.get(bare.sentence, set())
        return "" in told or bare.violator in told

    def listing(self, sentence: SentenceSpan, act: Act) -> Match[BreachTerm] | None:
        """The breaches of which an act is told as one: "nine violations, among them mortar fire", "five by jets"."""
        lowers = self.doc.tokens.lowers
        for word in reversed(self.scene.breaches.between(sentence.first, act.first)):
            if word.entry.form != "explicit" or lowers[word.start] not in MANY:
                continue
            doing = "by" in lowers[max(word.end, act.first - _DOER_REACH) : act.first]
            return word if doing or not _LIST_CUES.isdisjoint(lowers[word.end : act.first]) else None
        return None

    def _bare(self, sentence: SentenceSpan, alone: bool) -> Breach | None:
        """ "Both sides accused each other of violations": a breach that names no act.

        That there were "repeated violations" by nobody says something only where no act is told.
        """
        cues = self.scene.breaches.of(sentence.index)
        word = breach_word(self.scene, sentence, "explicit", None) or told_breach(self.scene, sentence)
        if word is None or word.entry.term in DESPITE:
            return None
        mutual = self._mutual(sentence, word) or any(
            m.entry.form == "accuse" and m.entry.kind == "mutual" for m in cues
        )
        truce = min(self.truces, key=lambda t: abs(t.nearest(word.start) - word.start))
        ended = truce.state == "ended" and not self._is_counted(sentence, word)
        if ended or self._denied(sentence, word) or self._is_withheld(sentence, word):
            return None
        if self._by_weapons(sentence, word):
            return None
        counted = self._is_counted(sentence, word)
        violator = None if mutual else self.blamed(sentence, word)
        repeated = (
            self._keeps_breaking(word)
            or self._is_deplored(sentence, word)
            or (alone and self._is_repeated(sentence, word))
        )
        if violator is None and not mutual and not counted and not repeated:
            return None
        return self._statement(sentence, word, truce, violator, counted)

    def _each_place(self, breach: Breach) -> list[Breach]:
        """Breaches counted place by place: "nine violations: five in Aleppo, three in Latakia and one in Hama"."""
        counted: dict[str, Breach] = {}
        for placed in self.scene.places.of(breach.sentence) if breach.counted else ():
            place = placed.mention.place
            if place.admin1 and self._has_count(placed):
                trace = {**breach.trace, "place": f"«{placed.mention.surface}» in its sentence"}
                counted.setdefault(place.admin1, replace(breach, place=place, trace=trace))
        return list(counted.values()) if len(counted) > 1 else [breach]

    def _has_count(self, placed: Placed) -> bool:
        """Whether a place has a number of its own: "three in Latakia", "one - in Hama province", "Latakia (3)"."""
        lowers = self.doc.tokens.lowers
        if lowers[placed.past : placed.past + 1] == ["("] and lowers[placed.past + 2 : placed.past + 3] == [")"]:
            return self._is_number(placed.past + 1)
        at = placed.first - 1
        while at > 0 and lowers[at] in _OF_PROVINCE:
            at -= 1
        near = range(max(at + 1 - COUNT_REACH, 0), at)
        return lowers[at] in _IN and any(self._is_number(k) for k in near)

    def _by_weapons(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the breaches are acts of a kind: "24 breaches by the army's artillery"."""
        lowers = self.doc.tokens.lowers
        if lowers[word.start] not in MANY or lowers[word.end : word.end + 1] != ["by"]:
            return False
        near = self.scene.acts.between(word.end, min(sentence.past, word.end + _DOER_REACH))
        return any(m.entry.form == "weapon" for m in near)

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
        return self._by_the_other(sentence, word)

    def _by_the_other(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """ "Each says that the other has broken the truce", "either side has charged the other with violating it"."""
        lowers = self.doc.tokens.lowers
        other = max(sentence.first, word.start - _OTHER_REACH)
        near = tuple(pairwise(lowers[other : word.start]))
        if not any(pair in _EACH_OTHER for pair in near):
            return False
        subject = lowers[max(sentence.first, other - _OTHER_REACH) : word.start]
        return not _MUTUAL.isdisjoint(subject)

    # how often

    def _is_counted(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether breaches are counted: "15 breaches", "the 110th breach", "violated the truce 39 times"."""
        tokens = self.doc.tokens
        if tokens.lowers[word.start] in BREACHES - MANY:
            return tokens.lowers[word.start - 1] in _ORDINALS
        if tokens.lowers[word.start] in MANY:
            counted = any(self._is_number(k) for k in range(max(sentence.first, word.start - COUNT_REACH), word.start))
            return counted or tokens.lowers[word.start - 2 : word.start] in _NUMBER_OF
        for k in range(word.end, min(sentence.past, word.end + _TIMES_REACH)):
            if tokens.lowers[k] == "twice" or (tokens.lowers[k] == "times" and self._is_number(k - 1)):
                return True
        return False

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
        return not _AGAIN_AND_AGAIN.isdisjoint(around) or "times" in around or self._of_all(word)

    def _of_all(self, word: Match[BreachTerm]) -> bool:
        """Whether more truces than one are told as broken: "all of the earlier truces have been violated"."""
        near = self.scene.breaches.between(max(0, word.start - BREACH_REACH), word.start)
        subject = next((m for m in reversed(near) if m.entry.form in {"truce", "deal"}), None)
        return subject is not None and self.doc.tokens.lowers[subject.end - 1].endswith("s")

    def _is_number(self, position: int) -> bool:
        tokens = self.doc.tokens
        word = tokens.lowers[position]
        if tokens.kinds[position] != NUMBER and word not in NUMBER_WORDS and word not in _VAGUE_COUNTS:
            return False
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
        if owner or self._is_tallied(sentence, word):
            return join_sides(owner)
        if self._is_theirs(sentence, word):
            return self._told_last(sentence)
        subject = join_sides(subject_sides(self.scene, sentence, word.start))
        if subject is None and self.doc.tokens.lowers[word.start - 1] == "in":
            return join_sides(first_named(self.scene, sentence, word.start))  # "rebels have ..., in breach of it"
        return subject

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
            if k > word.end and _made(lowers[k - 1]):
                continue  # "a breach of the truce that was announced by Moscow"
            sides = chain(self.scene, k + 1 + len(behind), sentence.past)
            if sides:
                return join_sides(sides)
        return None

    def _is_tallied(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the subject only counts breaches: "the mission recorded 14 violations"."""
        if self.doc.tokens.lowers[word.start] not in BREACHES:
            return False
        before = self.scene.breaches.between(max(sentence.first, word.start - _TALLY_REACH), word.start)
        return any(m.entry.form == "tally" for m in before)

    def _is_withheld(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether a truce is broken by what is not done: "of delaying aid in violation of the deal"."""
        lowers = self.doc.tokens.lowers
        return not _WITHHOLDING.isdisjoint(lowers[max(sentence.first, word.start - _SPOT_REACH) : word.start])

    def _denied(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether no breach is told, or only who would be one that breaks it: "those who violate the truce"."""
        lowers = self.doc.tokens.lowers
        before = set(lowers[max(sentence.first, word.start - 3) : word.start])
        return bool(_NONE & before) or (lowers[word.start] in _BASES and bool(_SUPPOSED & before))

    # when and where

    def _statement(
        self, sentence: SentenceSpan, word: Match[BreachTerm], truce: Truce, violator: str | None, counted: bool
    ) -> Breach:
        own = own_time(self.doc, sentence.index, word.start, word.end)
        window = self.window_of(sentence, word, truce)
        answered = is_answered(self.scene, sentence, word)
        if answered and truce.holds_from:  # "fired on Sunday in response to violations": they were before
            window = Window(truce.holds_from, self.doc.published_on, "range")
        if truce.state == "ended":
            window = Window(truce.holds_from, truce.holds_until, "range")
        if window.start and window.end and window.start > window.end:
            window = Window(None, window.end, "range")
        place, place_trace = self.area_of(truce) if answered else self._located(sentence, word, truce)
        speaker, speaker_trace = self.speakers.speaker_at(sentence.index, word.start, word.end)
        tokens = self.doc.tokens
        trace = {
            "act": NO_ACT,
            "place": place_trace,
            "characterisation": f"«{word.entry.term}»",
            "alleged_by": speaker_trace,
        }
        return Breach(
            "unspecified", violator, window, place, truce, "explicit", speaker, sentence.index,
            tokens.starts[word.start], tokens.ends[word.end - 1], own.text.lower() if own else None, False, trace,
            counted=counted,
        )  # fmt: skip

    def window_of(self, sentence: SentenceSpan, word: Match[BreachTerm], truce: Truce) -> Window:
        """The time that the sentence tells for its breaches, else since the truce began."""
        own = own_time(self.doc, sentence.index, word.start, word.end)
        days = truce_days(self.scene, sentence, truce) if own is None or own.kind == "past" else None
        if days is not None:
            return days
        if own is None and self._is_counted(sentence, word) and (before := self._counted_before(sentence)) is not None:
            return before
        if is_perfect_passive(self.scene, word) and not self._timed_behind(sentence, word):
            own = None  # "the truce agreed in May has been violated" since, not in May
        if is_ever_since(self.scene, sentence, word):
            own = None
        if own is not None and self._is_wars_length(sentence, own):
            own = None
        if self._is_repeated(sentence, word) and self._charged_then(sentence, word):
            own = None  # "he left the talks on Monday, accusing the army of repeated violations"
        if own is not None and own.first != truce.mention.effective_on:
            return window_of(self.doc, self.truces, sentence.index, word.start, word.end)[0]
        return Window(truce.holds_from, self.doc.published_on, "range") if truce.holds_from else _UNTOLD

    def _is_wars_length(self, sentence: SentenceSpan, own: TimeMention) -> bool:
        """Whether a time is how long they fought before: "the truce that ended close to two years of fighting"."""
        lowers = self.doc.tokens.lowers
        past = next((t.past for t in self.scene.times.of(sentence.index) if t.mention is own), None)
        return (
            past is not None
            and lowers[past : past + 1] == ["of"]
            and any(m.entry.form in {"noun", "war"} for m in self.scene.acts.between(past, past + _LENGTH_REACH))
        )

    def _charged_then(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the times of a sentence stand before its accusation and so date that, not the breaches."""
        cues = self.scene.breaches.between(sentence.first, word.start)
        charge = next((m.start for m in cues if m.entry.form == "accuse" and m.entry.kind == "one"), None)
        return charge is not None and not self.scene.times.between(charge, sentence.past)

    def _counted_before(self, sentence: SentenceSpan) -> Window | None:
        """The time told with breaches shortly before a count: "it recorded 90 on Tuesday. In Luhansk it counted 30"."""
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _COUNT_REACH), -1):
            before = self.doc.sentences[index]
            told = (m for m in self.scene.breaches.of(index) if m.entry.form == "explicit")
            word = told_breach(self.scene, before) or next(told, None)
            own = own_time(self.doc, index, word.start, word.end) if word is not None else None
            if word is None or own is None or own.kind not in {"day", "range", "past"}:
                continue
            window = window_of(self.doc, self.truces, index, word.start, word.end)[0]
            if window.start and window.end and window.end - window.start <= _A_WEEK:
                return window
        return None

    def _timed_behind(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether a time stands behind a word and before what is only added of its place ("where ... since 2015")."""
        lowers = self.doc.tokens.lowers
        stop = next((k for k in range(word.end, sentence.past) if lowers[k] in _ADDED), sentence.past)
        return bool(self.scene.times.between(word.end, stop))

    def _located(self, sentence: SentenceSpan, word: Match[BreachTerm], truce: Truce) -> tuple[Place | None, str]:
        """Where a statement of breach holds: in a place that the sentence names as such, else in the truce's area."""
        lowers = self.doc.tokens.lowers
        for placed in places_in(self.scene, sentence.index):
            if not self._is_in(placed) or self._is_speakers(placed, word):
                continue
            if not _LIST_CUES.isdisjoint(lowers[word.end : placed.first]):
                continue
            if placed.mention.place.precision == "country":
                return placed.mention.place, f"«{placed.mention.surface}» in its sentence"
            if self._names_deal(sentence, word):
                return placed.mention.place, f"«{placed.mention.surface}» in its sentence"
            return place_of(self.doc, sentence.index, word.start, word.end)
        return self.area_of(truce)

    def _names_deal(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether the deal that is broken bears a place's name: "in breach of the Sochi agreement"."""
        deals = self.scene.breaches.between(word.end, min(sentence.past, word.end + BREACH_REACH))
        return any(
            p.past == deal.start or p.first >= deal.start
            for deal in deals
            if deal.entry.form in {"truce", "deal"}
            for p in self.scene.places.between(deal.start - 2, deal.end)
        )

    def _is_in(self, placed: Placed) -> bool:
        """Whether a place is where something is: "in Idlib", "on the Marib fronts", not "the Idlib truce"."""
        lowers = self.doc.tokens.lowers
        before = placed.first - 1 - (lowers[placed.first - 1] == "the")
        if placed.first < 2 or lowers[before] not in _IN:
            return False
        return before == placed.first - 1 or not _FRONTS.isdisjoint(lowers[placed.past : placed.past + 2])

    def _is_speakers(self, placed: Placed, word: Match[BreachTerm]) -> bool:
        """Whether a place is that of those who speak: "the centre at Hmeimim says that rebels broke it"."""
        counting = {m.start for m in self.scene.breaches.between(placed.past, word.start) if m.entry.form == "tally"}
        return placed.past <= word.start and any(
            m.entry.form == "verb" and m.start not in counting
            for m in self.scene.reports.between(placed.past, word.start)
        )

    def area_of(self, truce: Truce) -> tuple[Place | None, str]:
        """The province of a truce of one province, else the country; none of a truce between two countries."""
        if len(truce.area) == 1:
            for placed in self.scene.places.items:
                place = placed.mention.place
                if place.admin1 in truce.area and place.precision == "admin1":
                    return place, "the truce's area"
            for placed in self.scene.places.items:
                place = placed.mention.place
                if place.admin1 in truce.area:
                    area = replace(place, name=place.admin1, place_id=None, latitude=None, longitude=None)
                    return replace(area, precision="admin1"), "the truce's area"
        if truce.other_country is not None and not truce.area:
            return None, "a truce between two countries"
        return self.whole_country()

    def whole_country(self) -> tuple[Place | None, str]:
        """The country whose war the article tells of."""
        return named_country(self.scene), "the truce's country"

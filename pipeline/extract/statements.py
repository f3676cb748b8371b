"""Statements of breach that name no act: "each side accused the other of violations", "15 breaches by the army".

Belongs here: which words are such a statement, for when and where it holds, which act told beside it is the same. Does
not: how often and by whom (`statement_words`), acts that break a truce (`violations`), folding (`breaches`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.acts import EVENT_FORMS, Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.attribution import Attributions
from pipeline.extract.breach_words import (
    BREACH_REACH,
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
from pipeline.extract.doers import chain, join_sides
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, Window
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.situate import own_time, place_of, window_of
from pipeline.extract.spots import places_in
from pipeline.extract.statement_words import AGAIN_AND_AGAIN, DOER_REACH, TIMES_REACH, StatementWords
from pipeline.extract.theatre import named_country
from pipeline.extract.time import TimeMention
from pipeline.extract.truce_days import truce_days
from pipeline.extract.truces import Truce

_UNTOLD = Window(None, None, None)
_LENGTH_REACH = 4
# "Condemned all three as grave breaches".
_JUDGED_REACH = 4
_WITH_IT = (["with", "it"], ["with", "this"], ["with", "that"], ["by", "this"], ["by", "that"], ["in", "doing"])
# "Four in the province of Latakia"
_OF_PROVINCE = frozenset("the of province provinces region governorate oblast sector".split())
# "Had broken the ceasefire in force since 4 August" is one breach, "have broken it since" are many.
_STANDS = frozenset({"force", "effect", "place", "held", "holding", "observed"})
_EVER = frozenset({"again", "since", "every"})
_ADDED = frozenset({"where", "which", "who"})
_LIST_CUES = frozenset({"among", "including", "notably"})
_FRONTS = frozenset("front fronts frontline frontlines axis axes sector sectors region area areas countryside".split())
_IN = frozenset("in at near around across inside on".split())
# Sentences back to the day of breaches that are counted on.
_COUNT_REACH, _A_WEEK = 3, timedelta(days=7)


# "Broken it twice, shelling ...", "12 times by shelling".
_AND = frozenset({"and", ",", "against", "while"})
_STOPS = frozenset({".", ",", ";", "there", "and"})
_BY_WAY, _MEANS = frozenset({",", "by"}), frozenset({"using", "with"})


class Statements(StatementWords):
    """Reads the statements of breach of one article."""

    def __init__(self, scene: Scene, truces: Sequence[Truce], speakers: Attributions) -> None:
        super().__init__(scene)
        self.truces = truces
        self.speakers = speakers

    def beside(self, acts: Sequence[Breach], refers: Mapping[int, bool]) -> list[Breach]:
        """Bare statements, of other sides than those whose acts their sentences tell, and all that are counted."""
        sides: dict[int, set[str]] = {}
        for breach in acts:
            referring = refers.get(breach.start, False)
            sides.setdefault(breach.sentence, set()).update((breach.violator or "").split("+") if referring else ("",))
        bare = [b for s in self.doc.sentences if (b := self._bare(s, alone=not acts)) is not None]
        found = [
            each
            for breach in bare
            for each in (*self._each_place(breach), *self._other_sides(breach), *self._goes_on(breach))
        ]
        lately = {k + 1 for k in sides}
        return [
            b
            for b in found
            if self._is_more(b, acts)
            or self._is_answered(b)
            or not (self._is_acts(b, sides) or self._is_told_act(b, lately))
        ]

    def _is_more(self, bare: Breach, acts: Sequence[Breach]) -> bool:
        """Whether breaches are counted that the acts of their sentence do not tell out.

        "Broke it twice, shelling X and firing on Y", "broken it 12 times by shelling X" count what is told with them.
        """
        if not bare.counted:
            return False
        lowers = self.doc.tokens.lowers
        ways = (
            self.doc.tokens.span(b.start, b.end)[0] for b in acts if b.sentence == bare.sentence and b.start > bare.end
        )
        return not any(
            lowers[k - 1] in _MEANS or (lowers[k - 1] in _BY_WAY and lowers[k].endswith("ing")) for k in ways
        )

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
        around = lowers[max(0, first - 2) : past + TIMES_REACH]
        ever = (a not in _STANDS and b in _EVER for a, b in pairwise(around))
        return lowers[first] not in MANY and AGAIN_AND_AGAIN.isdisjoint(around) and not any(ever)

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
        before = lowers[max(opening, first - _JUDGED_REACH) : first]
        pointing = "it" in before[-2:] or "as" in before or lowers[opening : opening + 2] in _WITH_IT
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
            doing = "by" in lowers[max(word.end, act.first - DOER_REACH) : act.first]
            return word if doing or not _LIST_CUES.isdisjoint(lowers[word.end : act.first]) else None
        return None

    def tally_before(self, sentence: SentenceSpan, dated: bool) -> tuple[SentenceSpan, Match[BreachTerm]] | None:
        """The breach, or breaches counted, told right before by what a sentence tells of a day or (`dated`) of its own.

        "The truce was broken six times on Monday. Mortars fell on X", "Troops broke it on Monday. They shelled X".
        """
        if sentence.index == 0:
            return None
        before = self.doc.sentences[sentence.index - 1]
        if before.is_title or before.paragraph < sentence.paragraph - 1:
            return None
        word = breach_word(self.scene, before, "explicit", None) or told_breach(self.scene, before)
        if word is None or word.entry.term in DESPITE:
            return None
        own = own_time(self.doc, before.index, word.start, word.end)
        if own is not None and own.kind in {"day", "range", "past", "until"} and self._is_counted(before, word):
            return before, word
        if (own is None or own.kind != "day") and not (dated and self._is_charge(before, word)):
            return None
        return (before, word) if self._is_done(before, word) else None

    def _is_charge(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether one side is accused of a breach, whenever that was."""
        cues = self.scene.breaches.between(sentence.first, word.start)
        return any(m.entry.form == "accuse" and m.entry.kind == "one" for m in cues)

    def _is_done(self, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
        """Whether one side is told to have broken a truce once, and by nothing that its sentence tells."""
        told = any(m.entry.form in EVENT_FORMS for m in self.scene.acts.of(sentence.index))
        if told or self.doc.tokens.lowers[word.start] in MANY:
            return False
        bare = self._bare(sentence, alone=False)
        return bare is not None and bare.violator is not None

    def _bare(self, sentence: SentenceSpan, alone: bool) -> Breach | None:
        """ "Both sides accused each other of violations": a breach that names no act.

        That there were "repeated violations" by nobody says something only where no act is told.
        """
        cues = self.scene.breaches.of(sentence.index)
        word = breach_word(self.scene, sentence, "explicit", None) or told_breach(self.scene, sentence)
        if word is None or (word.entry.term in DESPITE and self._killer(sentence, word) is None):
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
        return self._statement(sentence, word, truce, violator, counted or self._keeps_breaking(word))

    def _each_place(self, breach: Breach) -> list[Breach]:
        """Breaches counted place by place: "nine violations: five in Aleppo, three in Latakia and one in Hama"."""
        counted: dict[str, Breach] = {}
        for placed in self.scene.places.of(breach.sentence) if breach.counted else ():
            place = placed.mention.place
            if place.admin1 and self._has_count(placed):
                trace = {**breach.trace, "place": f"«{placed.mention.surface}» in its sentence"}
                counted.setdefault(place.admin1, replace(breach, place=place, trace=trace))
        return list(counted.values()) if len(counted) > 1 else [breach]

    def _other_sides(self, breach: Breach) -> list[Breach]:
        """Breaches counted side by side: "3,830 violations by the rebels and 346 by the government"."""
        if not breach.counted or breach.violator is None:
            return []
        tokens, sentence = self.doc.tokens, self.doc.sentences[breach.sentence]
        past = tokens.span(breach.start, breach.end)[1]
        for k in range(past, sentence.past - 2):
            if tokens.lowers[k] in _AND and self._is_number(k + 1) and tokens.lowers[k + 2] == "by":
                side = join_sides(chain(self.scene, k + 3, sentence.past) or [])
                if side is not None and side != breach.violator:
                    return [replace(breach, violator=side, start=tokens.starts[k + 1], end=tokens.ends[k + 1])]
        return []

    def _goes_on(self, breach: Breach) -> list[Breach]:
        """Breaches counted on for another place without their name: "In Luhansk region it recorded 45."."""
        if not breach.counted or breach.place is None or breach.sentence + 1 >= len(self.doc.sentences):
            return []
        tokens, behind = self.doc.tokens, self.doc.sentences[breach.sentence + 1]
        tally = next((m for m in self.scene.breaches.of(behind.index) if m.entry.form == "tally"), None)
        if tally is None or tally.end + 1 >= len(tokens) or not self._is_number(tally.end):
            return []
        if tokens.lowers[tally.end + 1] not in _STOPS:
            return []
        here = [p for p in self.scene.places.of(behind.index) if p.mention.place.admin1]
        if not here or here[0].mention.place.admin1 == breach.place.admin1:
            return []
        trace = {**breach.trace, "place": f"«{here[0].mention.surface}», counted on"}
        start, end = tokens.starts[tally.end], tokens.ends[tally.end]
        place = here[0].mention.place
        return [replace(breach, place=place, sentence=behind.index, start=start, end=end, trace=trace)]

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

    # when and where

    def _statement(
        self, sentence: SentenceSpan, word: Match[BreachTerm], truce: Truce, violator: str | None, counted: bool
    ) -> Breach:
        own = own_time(self.doc, sentence.index, word.start, word.end)
        window = self.window_of(sentence, word, truce)
        if own is not None and own.kind == "until" and window.start is None and truce.state == "in force":
            window = replace(window, start=truce.holds_from)  # "2,900 times by Sunday"
        answered = is_answered(self.scene, sentence, word)
        if answered and truce.holds_from:  # "fired on Sunday in response to violations": they were before
            window = Window(truce.holds_from, self.doc.published_on, "range")
        if truce.state == "ended":
            days = [day for day in (truce.holds_until, self.doc.published_on) if day is not None]
            window = Window(truce.holds_from, min(days, default=None), "range")
        if window.start and window.end and window.start > window.end:
            window = Window(None, window.end, "range")
        place, place_trace = self.area_of(truce) if answered else self.located(sentence, word, truce)
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

    def located(self, sentence: SentenceSpan, word: Match[BreachTerm], truce: Truce) -> tuple[Place | None, str]:
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
            if deal.entry.names_truce
            for p in self.scene.places.between(deal.start - 2, deal.end)
        )

    def _is_in(self, placed: Placed) -> bool:
        """Whether a place is where something is: "in Idlib", "on the Marib fronts", not "the Idlib truce"."""
        lowers = self.doc.tokens.lowers
        before = placed.first - 1 - (lowers[placed.first - 1] == "the")
        if placed.first < 1 or lowers[before] not in _IN:
            return False
        return before == placed.first - 1 or not _FRONTS.isdisjoint(lowers[placed.past : placed.past + 2])

    def _is_speakers(self, placed: Placed, word: Match[BreachTerm]) -> bool:
        """Whether a place is that of those who speak: "the centre at Hmeimim says that rebels broke it"."""
        counting = {m.start for m in self.scene.breaches.between(placed.past, word.start) if m.entry.form == "tally"}
        return placed.past <= word.start and any(
            m.entry.form == "verb" and m.start not in counting and self.doc.tokens.lowers[m.end] != ","
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

"""Hostile acts that break a truce, as one article reports them.

Belongs here: which acts fall under a truce of the article, how plainly the text says so, and folding the many mentions
of one act into one report. Does not: finding acts (`events`) or truces (`truces`).
"""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.acts import DEFINITE, Act
from pipeline.extract.agents import join_sides, subject_sides
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.attribution import Attributions
from pipeline.extract.breaches import Breach, Characterisation, fold
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, ViolationReport, Window
from pipeline.extract.reference import BreachTerm, Reference
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.situate import REPORTED, begins, own_time, places_of, window_of
from pipeline.extract.statements import ACT_REACH, Statements, breach_word
from pipeline.extract.time import TimeMention
from pipeline.extract.truces import Truce

# Sides that truces hardly ever bind; they break one only where the text or the reference table makes them a party.
_OUTSIDERS = frozenset({"islamic_state", "us_coalition", "israel", "other"})
# Those of them whose own wars truces do stop.
_PARTIES = frozenset({"israel", "other"})
_ALLIES = frozenset({"government", "russia", "iran", "hezbollah"})
_ON_FOOT = frozenset({"opposition", "islamic_state", "kurdish_forces"})
# Reports date a night's act by either day.
_SAME_DAYS = timedelta(days=1)
# Bombs and shots of nobody in particular are crimes or wars of others as often as breaches.
_NEEDS_AGENT = frozenset({"bombing", "shooting", "chemical", "ground_attack", "unspecified"})
# Shots and blasts that are heard in the war's places; a murder may be anybody's.
_HEARD = frozenset({"shooting", "bombing"})
_FELL = frozenset({"opened fire"})
_DAYPARTS = frozenset({"morning", "afternoon", "evening", "dawn", "dusk", "noon"})
# Only forces that hold ground do these, whoever they are.
_OF_ARMIES = frozenset({"assault", "assaulted", "stormed", "offensive", "ground offensive", "advances", "advanced"})
# Nobody knows when these were laid.
_LAID = frozenset({"landmine", "explosive device"})
_ASIDE_REACH = 3
_UPON = frozenset({"when", "after", "as"})
_BEGINNING = frozenset("starting start started provoking beginning resuming igniting".split())
_HOLDING = frozenset("controls control holds rules dominates governs runs".split())
_ADDING = frozenset({"where", "with", "which"})
_SETTING_REACH = 6
_RELATIVES = frozenset({"which", "that"})
_COVER_REACH = 16
_TRUCE_REACH = 4


def find_violations(
    doc: Annotated, acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions, reference: Reference
) -> list[ViolationReport]:
    """The breaches of truces that an article reports, one for each distinct act, time, place and side."""
    if not any(t.state != "not begun" for t in truces):
        return []
    reader = _Reader(scene_of(doc), acts, [t for t in truces if t.state != "not begun"], speakers)
    breaches = fold(reader.breaches())
    return [_report(doc, breach) for breach in breaches]


class _Reader:
    """Reads the acts of one article against its truces."""

    def __init__(self, scene: Scene, acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.acts = acts
        self._refers = {act.start: act.refers for act in acts}
        self.truces = truces
        self.speakers = speakers
        self.statements = Statements(scene, truces, speakers)

    def breaches(self) -> list[Breach]:
        """Acts under a truce and bare statements of breach; those of a title only where the body tells none."""
        found = [breach for act in self.acts for breach in self._of_act(act)]
        found += self.statements.beside(found, self._refers)
        body = [b for b in found if not self._is_title(b.sentence)]
        return sorted(body or found, key=lambda b: (b.start, b.end))

    def _is_title(self, index: int) -> bool:
        """The title, or its repetition at the head of the body."""
        sentences = self.doc.sentences
        if sentences[index].is_title:
            return True
        title = sentences[0]
        text = self.doc.text[title.start : title.end].strip(" .").lower()
        return (
            index <= 1
            and title.is_title
            and self.doc.text[sentences[index].start : sentences[index].end].strip(" .").lower() == text
        )

    def _of_act(self, act: Act) -> list[Breach]:
        if not act.told or act.cause == "execution" or (act.act == "unspecified" and not act.weak):
            return []
        sentence = self.doc.sentences[act.sentence]
        listed = self.statements.listing(sentence, act)
        if listed is not None and act.agents is None:
            act = act._replace(agents=self.statements.blamed(sentence, listed), agent_trace="the breaches listed")
        how, trace = self._character(sentence, act, listed)
        if (how != "explicit" and self._is_crime(act)) or self._is_setting(act) or self._outside_truce(act):
            return []
        if act.refers and self._elsewhere(act):
            return []
        window, window_trace = window_of(self.doc, self.truces, act.sentence, act.first, act.past)
        own = own_time(self.doc, act.sentence, act.first, act.past)
        if act.capture and own is None:
            return []
        if how == "inferred" and own is None and act.agents is None and self._says_nothing(act, window, window_trace):
            return []
        speaker, speaker_trace = self.speakers.speaker_at(act.sentence, act.first, act.past)
        violator = act.agents or (None if act.act == "clash" else self._breaker(sentence, how))
        found: list[Breach] = []
        for place, place_trace in self._places(act, how, own):
            truce = self._truce_for(act, window, place, how)
            if truce is None and own is None:
                window, truce = self._clipped(act, window, place, how)
            if truce is None or not self._bound(truce, act, violator, how) or self._old(act, truce):
                continue
            kind = self._kind(act, how, own, violator)
            traces = {
                "act": self.doc.text[act.start : act.end],
                "violator": act.agent_trace,
                "window": window_trace,
                "place": place_trace,
                "characterisation": trace,
                "alleged_by": speaker_trace,
                "truce": truce.mention.name,
            }
            placed = place_trace.endswith("in its sentence")
            found.append(
                Breach(
                    kind,
                    violator,
                    window,
                    place,
                    truce,
                    how,
                    speaker,
                    act.sentence,
                    act.start,
                    act.end,
                    own.text.lower() if own else None,
                    placed,
                    traces,
                    begins(self.doc, act.sentence, act.first, act.past),
                    act.capture,
                    bool(self.scene.times.of(act.sentence)),
                    act.sentence,
                    definite=self.doc.tokens.lowers[act.first - 1] in DEFINITE,
                )
            )
        return found

    def _is_crime(self, act: Act) -> bool:
        """Whether an act of nobody told may as well be none of the war's: it has no day and place of its own."""
        if act.agents is not None or act.act not in _NEEDS_AGENT:
            return False
        aimed = "at" in self.doc.tokens.lowers[act.first : act.past]
        if act.act_word in _OF_ARMIES and not act.refers and self._is_timed(act):
            return self._is_of_others(act)
        if act.act_word in _LAID or act.act not in _HEARD or (act.act_word in _FELL and not aimed):
            return True
        sentence = self.doc.sentences[act.sentence]
        return sentence.is_title or not self._is_timed(act) or not self.scene.places.of(act.sentence)

    def _is_of_others(self, act: Act) -> bool:
        """Whether an assault may be that of a group that no truce binds, or only a part of a clash."""
        sides = (side.side for side in self.scene.sides.of(act.sentence))
        return "islamic_state" in sides or any(
            m.entry.act == "clash" for m in self.scene.acts.of(act.sentence) if m.entry.form == "noun"
        )

    def _is_timed(self, act: Act) -> bool:
        """Whether the sentence tells a day or a part of one."""
        sentence = self.doc.sentences[act.sentence]
        if any(t.mention.kind in {"day", "range", "past"} for t in self.scene.times.of(act.sentence)):
            return True
        return not _DAYPARTS.isdisjoint(self.doc.tokens.lowers[sentence.first : sentence.past])

    def _says_nothing(self, act: Act, window: Window, window_trace: str) -> bool:
        """Whether an act of nobody has neither day nor place: "the fighting has not stopped everywhere"."""
        sentence = self.doc.sentences[act.sentence]
        return (
            not sentence.is_title
            and (window_trace.startswith(REPORTED) or self._is_truces_day(window))
            and not any(p.mention.place.precision != "country" for p in self.scene.places.of(act.sentence))
        )

    def _is_truces_day(self, window: Window) -> bool:
        """Whether a day told elsewhere is that on which a truce was made, and none of an act."""
        made = {day for t in self.truces for day in (t.mention.announced_on, t.mention.effective_on) if day}
        return window.start == window.end and window.start in made

    def _elsewhere(self, act: Act) -> bool:
        """Whether "the attacks" only lead on to something else in another clause ("came a day after ...")."""
        sentence = self.doc.sentences[act.sentence]
        places = self.scene.places.between(act.past, min(sentence.past, act.past + ACT_REACH))
        return bool(places) and self.scene.bars[places[0].first] != self.scene.bars[act.past - 1]

    def _is_setting(self, act: Act) -> bool:
        """Whether an act only explains something else ("killed in the fighting", "families displaced by clashes")."""
        sentence = self.doc.sentences[act.sentence]
        near = self.scene.measures.between(max(sentence.first, act.first - _SETTING_REACH), act.first)
        if act.act != "clash":
            return False
        if any(m.entry.measure in {"displaced", "returned"} for m in near) or self._is_aside(sentence, act):
            return True
        lowers = self.doc.tokens.lowers
        told_of = lowers[act.first - 2] in _BEGINNING or (lowers[act.first - 2] == "in" and bool(near))
        return told_of and lowers[act.first - 1] == "the"

    def _is_aside(self, sentence: SentenceSpan, act: Act) -> bool:
        """Whether fighting only describes what somebody holds ("holds two towns, where battles go on") or a name."""
        lowers = self.doc.tokens.lowers
        if act.act_word == "battle" and lowers[act.past : act.past + 1] == ["of"]:
            return True
        before = lowers[max(sentence.first, act.first - ACT_REACH) : act.first]
        clause = lowers[max(sentence.first, act.first - _ASIDE_REACH) : act.first]
        return not _HOLDING.isdisjoint(before) and not _ADDING.isdisjoint(clause)

    def _outside_truce(self, act: Act) -> bool:
        """Whether the sentence places the act outside the truce or where those live whom it does not bind."""
        lowers = self.doc.tokens.lowers
        for match in self.scene.breaches.of(act.sentence):
            if match.entry.form == "truce" and "outside" in lowers[max(0, match.start - 4) : match.start]:
                return True
        if self._before_feast(act) or self._uncovered(act) or self._before_truce(act):
            return True
        return any(m.entry.form == "held" for m in self.scene.acts.of(act.sentence))

    def _uncovered(self, act: Act) -> bool:
        """ "Fighting on other fronts, which the truce does not cover"."""
        sentence = self.doc.sentences[act.sentence]
        lowers = self.doc.tokens.lowers
        for cue in self.scene.breaches.between(act.past, min(sentence.past, act.past + _COVER_REACH)):
            if cue.entry.form != "exclude" or _RELATIVES.isdisjoint(lowers[act.past : cue.start]):
                continue
            near = self.scene.breaches.between(max(act.past, cue.start - _TRUCE_REACH), cue.end + _TRUCE_REACH)
            return any(m.entry.form in {"truce", "deal"} for m in near)
        return False

    def _before_truce(self, act: Act) -> bool:
        """Whether the sentence tells of the time before a truce began: "before the truce the army had taken it"."""
        lowers = self.doc.tokens.lowers
        cues = self.scene.breaches.of(act.sentence)
        if any(m.entry.form in {"end", "over", "explicit"} for m in cues):
            return False
        for match in cues:
            if match.entry.form in {"truce", "deal"}:
                before = lowers[max(0, match.start - _TRUCE_REACH) : match.start]
                if "before" in before and not {".", ","} & set(before[before.index("before") :]):
                    return True
        return False

    def _before_feast(self, act: Act) -> bool:
        """Whether the sentence tells of the days before the feast that a truce is named after ("before Eid")."""
        sentence = self.doc.sentences[act.sentence]
        words = self.doc.tokens.lowers[sentence.first : sentence.past]
        if "before" not in words:
            return False
        names = {word for t in self.truces for word in t.mention.name.lower().split()} - {"the", "a"}
        return any(before == "before" and name in names for before, name in pairwise(words))

    def _old(self, act: Act, truce: Truce) -> bool:
        """Whether the sentence dates itself before the truce, whatever else it tells."""
        start = truce.holds_from
        return start is not None and any(
            t.mention.kind in {"day", "month", "year"}
            and t.mention.last is not None
            and t.mention.last < start - _SAME_DAYS * 2
            for t in self.scene.times.of(act.sentence)
        )

    def _places(self, act: Act, how: Characterisation, own: TimeMention | None) -> list[tuple[Place | None, str]]:
        if self._sums_up(act, how, own) and not self.scene.places.of(act.sentence):
            return [self.statements.whole_country()]
        return places_of(self.doc, act.sentence, act.first, act.past)

    def _kind(self, act: Act, how: Characterisation, own: TimeMention | None, violator: str | None) -> str:
        """What kind of act it is; one attack on something is one on the ground where those who do it have no jets."""
        if self._sums_up(act, how, own):
            return "unspecified"
        lowers = self.doc.tokens.lowers
        single = lowers[act.past - 1] == "attack" and lowers[act.past : act.past + 1] in (["on"], ["against"])
        if act.act == "unspecified" and single and how == "explicit" and violator in _ON_FOOT:
            return "ground_attack"
        return act.act

    def _sums_up(self, act: Act, how: Characterisation, own: TimeMention | None) -> bool:
        """Attacks stepped up ever since the truce took effect are a sum of breaches, not one."""
        return how == "explicit" and act.act_word == "attack" and own is not None and own.kind in {"truce", "since"}

    # which truce

    def _truce_for(self, act: Act, window: Window, place: Place | None, how: Characterisation) -> Truce | None:
        fitting = [t for t in self.truces if self._covers(t, act, window, place, how)]
        return min(fitting, key=lambda t: (t.state != "in force", self._nearness(t, act))) if fitting else None

    def _clipped(
        self, act: Act, window: Window, place: Place | None, how: Characterisation
    ) -> tuple[Window, Truce | None]:
        """The part under a truce of a long window that an act without a day only carries from another sentence."""
        for truce in self.truces:
            start = truce.holds_from
            if start and window.start and window.end and window.start < start <= window.end:
                clipped = Window(start, window.end, "range")
                if self._covers(truce, act, clipped, place, how):
                    return clipped, truce
        return window, None

    def _nearness(self, truce: Truce, act: Act) -> int:
        return abs(truce.nearest(act.first) - act.first)

    def _covers(self, truce: Truce, act: Act, window: Window, place: Place | None, how: Characterisation) -> bool:
        if place is not None and place.country and truce.country and place.country not in truce.countries:
            return False
        if place is not None and place.country != truce.other_country and not self._within(truce, place):
            return False
        if truce.state == "ended":
            named = self._is_named(truce, self.doc.sentences[act.sentence])
            named = named or (how == "explicit" and self._is_named(truce, self.doc.sentences[max(0, act.sentence - 1)]))
            return named and (how == "explicit" or self._ended_by(truce, act, window))
        return self._during(truce, window)

    @staticmethod
    def _within(truce: Truce, place: Place) -> bool:
        """Whether a place may lie in the provinces that a truce names; of its other country all is meant."""
        return not place.admin1 or not truce.area or place.admin1 in truce.area

    def _ended_by(self, truce: Truce, act: Act, window: Window) -> bool:
        """Whether an act is told as the end of a truce: "it collapsed on Friday when fighters ambushed a patrol"."""
        if truce.holds_from and window.start and window.start < truce.holds_from:
            return False
        lowers = self.doc.tokens.lowers
        first = self.doc.sentences[act.sentence].first
        ends = [m for m in self.scene.breaches.between(first, act.first) if m.entry.form == "end"]
        return bool(ends) and not _UPON.isdisjoint(lowers[ends[-1].end : act.past])

    @staticmethod
    def _is_named(truce: Truce, sentence: SentenceSpan) -> bool:
        k = bisect_left(truce.spans, (sentence.first, 0))
        return k < len(truce.spans) and truce.spans[k][0] < sentence.past

    def _during(self, truce: Truce, window: Window) -> bool:
        start = max(
            (t.holds_from for t in self.truces if t.holds_from and t.state == "in force"), default=truce.holds_from
        )
        end = truce.holds_until
        if start is not None and window.end is not None and window.end < start:
            return False
        if start is not None and window.start is not None and window.start < start - _SAME_DAYS:
            return False
        return not (end is not None and window.start is not None and window.start > end)

    def _bound(self, truce: Truce, act: Act, violator: str | None, how: Characterisation) -> bool:
        if how == "explicit" and violator is not None:
            return True
        sides = set(violator.split("+")) if violator else set()
        if sides & truce.excluded:
            return False
        if sides & truce.bound & _PARTIES:
            return True
        if sides and sides <= _OUTSIDERS and act.target not in truce.bound - _OUTSIDERS:
            return False
        if act.target == "islamic_state" or (act.act == "clash" and self._fights_outsider(act)):
            return False
        parties = truce.bound
        if not sides:
            return True
        if sides & parties:
            return True
        if sides & _ALLIES and (not parties or parties & _ALLIES):
            return True
        return not sides & _OUTSIDERS and (not parties or sides == {"opposition"})

    def _fights_outsider(self, act: Act) -> bool:
        sentence = self.doc.sentences[act.sentence]
        near = self.scene.sides.between(max(sentence.first, act.first - 6), min(sentence.past, act.past + 10))
        return any(side.side == "islamic_state" for side in near)

    # how plainly

    def _character(
        self, sentence: SentenceSpan, act: Act, listed: Match[BreachTerm] | None
    ) -> tuple[Characterisation, str]:
        explicit = listed or breach_word(self.scene, sentence, "explicit", act)
        if explicit is not None:
            return "explicit", f"«{explicit.entry.term}»"
        implied = breach_word(self.scene, sentence, "implied", act)
        if implied is not None:
            return "implied", f"«{implied.entry.term}»"
        return "inferred", "a truce is in force"

    def _breaker(self, sentence: SentenceSpan, how: Characterisation) -> str | None:
        """The subject of the word of breach: "the groups breached the truce by targeting ..."."""
        if how != "explicit":
            return None
        word = breach_word(self.scene, sentence, "explicit", None)
        return join_sides(subject_sides(self.scene, sentence, word.start)) if word is not None else None


def _report(doc: Annotated, breach: Breach) -> ViolationReport:
    sentence = doc.sentence_at(breach.start)
    place = breach.place
    parts = (
        doc.article.document_id, breach.act, breach.violator, breach.window.start, breach.window.end,
        place.name if place else None, place.admin1 if place else None, breach.start,
    )  # fmt: skip
    return ViolationReport(
        violation_report_id="vio_" + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16],
        document_id=doc.article.document_id,
        act=breach.act,
        violator=breach.violator,
        window=breach.window,
        place=place,
        ceasefire_id=breach.truce.mention.ceasefire_id,
        characterisation=breach.how,
        alleged_by=breach.alleged_by,
        evidence=doc.text[sentence.start : sentence.end],
        char_start=breach.start,
        char_end=breach.end,
        trace=breach.trace,
    )

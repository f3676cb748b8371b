"""Which truce an act falls under: where and when it holds, whom it binds, what has become of it.

Belongs here: one act against the truces of its article. Does not: reading truces (`truces`), acts that break none
wherever and whenever (`exempt`), breaches (`violations`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from pipeline.extract.acts import Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.breach_words import breach_word
from pipeline.extract.breaches import Characterisation
from pipeline.extract.doers import says
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, Window
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.truce_mentions import TERRORISTS
from pipeline.extract.truces import Truce

# Sides that truces hardly ever bind; they break one only where the text or the reference table makes them a party.
_OUTSIDERS = frozenset({"islamic_state", "us_coalition", "israel", "other"})
# Those of them whose own wars truces do stop.
_PARTIES = frozenset({"israel", "other"})
_ALLIES = frozenset({"government", "russia", "iran", "hezbollah"})
# Reports date a night's act by either day.
_SAME_DAYS = timedelta(days=1)
# "During the truce", "under the four-day truce"; mentions of one truce in a sentence are few.
_UNDER = frozenset({"during", "under", "throughout"})
_BARRING = frozenset({",", ".", "before", "until", "agreed", "no"})
_UNDER_REACH = 6
_SPANS = 4
_WHILE = frozenset({"while", "since", "after"})
_WHILE_REACH = 8
_UPON = frozenset({"when", "after", "as"})
# A zone of so many provinces is one place; the zones of a whole country are many.
_FEW = 2
# Reports are mostly of a truce that began within a month.
_UNKNOWN = timedelta(days=31)
# What breaks a truce of a day is told with its end.
_BRIEF = timedelta(days=2)
# "It came hours after", "The attack took place on the third day of"
_TAKING_UP = (["it"], ["that"], ["this"], ["the"], ["they"])
_CAME = frozenset("came comes happened occurred took was were fell followed".split())
_OPENING = 5
# "Taliban officials said".
_SPEAKER_REACH = 3
# "Has ended a shaky month-long truce"; "after rebels ended the truce" is told of them.
_OBJECT_REACH, _CLAUSES = 5, frozenset("after when because since once as before while until who".split())


class Binding:
    """Tells which of the truces of one article an act falls under."""

    def __init__(self, scene: Scene, truces: Sequence[Truce]) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.truces = truces

    def nearest(self, position: int) -> Truce:
        """The truce told nearest to a place in the text."""
        return min(self.truces, key=lambda t: abs(t.nearest(position) - position))

    def truce_for(self, act: Act, window: Window, place: Place | None, how: Characterisation) -> Truce | None:
        """The truce under which an act falls, of several the one in force that is named nearest."""
        fitting = [t for t in self.truces if self._covers(t, act, window, place, how)]
        return min(fitting, key=lambda t: (t.state != "in force", self._nearness(t, act))) if fitting else None

    def clipped(
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
        if truce.elsewhere and (place is None or not place.country) and not self._told_with(truce, act, place):
            return False
        if truce.local and not any(place is not None and place.name == named.name for named in truce.named):
            return False
        if (
            truce.doubtful
            and how == "inferred"
            and place not in truce.named
            and not self._told_under(truce, self.doc.sentences[act.sentence])
        ):
            return False
        if truce.in_passing and how == "inferred" and not self._told_with(truce, act, place):
            return False
        if place is not None and place.country != truce.other_country and not self._within(truce, place):
            return False
        if truce.state == "ended":
            if self._told_under(truce, self.doc.sentences[act.sentence]):
                return self._while_it_held(truce, window)
            named = self.is_named(truce, self.doc.sentences[act.sentence])
            named = named or (how == "explicit" and self._is_named_beside(truce, act))
            return (named and (how == "explicit" or self._ended_by(truce, act, window))) or self._under(
                truce, act, window
            )
        return self._during(truce, window)

    @staticmethod
    def _under(truce: Truce, act: Act, window: Window) -> bool:
        """Whether a truce that is over by now held before, through and after the days of an act."""
        start, end = truce.holds_from, truce.holds_until
        named = truce.mention.ended_on is not None or not truce.in_passing
        if not named or start is None or end is None or window.start is None or window.end is None:
            return False
        if end - start <= _BRIEF:
            return act.agents is not None and start <= window.start and window.end <= end
        return start < window.start and window.end < end - _SAME_DAYS

    def span_told(self, act: Act) -> Window | None:
        """The days of the truce during which an act without a day is told to have happened."""
        for truce in self.truces:
            start, end = truce.holds_from, truce.holds_until or self.doc.published_on
            if truce.state == "ended" and start and end and self._told_under(truce, self.doc.sentences[act.sentence]):
                return Window(start, end, "range") if start < end else Window(start, start, "day")
        return None

    def _told_under(self, truce: Truce, sentence: SentenceSpan) -> bool:
        """Whether a sentence tells of the time that a truce held: "during the truce", "while it was in force"."""
        lowers = self.doc.tokens.lowers
        k = bisect_left(truce.spans, (sentence.first, 0))
        inside = [first for first, _ in truce.spans[k : k + _SPANS] if first < sentence.past]
        for first in inside:
            before = lowers[max(sentence.first, first - _UNDER_REACH) : first]
            at = next((j for j, word in enumerate(before) if word in _UNDER), None)
            if at is not None and not _BARRING & set(before[at:]):
                return True
        named = bool(inside) or (sentence.index > 0 and self.is_named(truce, self.doc.sentences[sentence.index - 1]))
        return named and any(
            self._holds_then(sentence, cue.start)
            for cue in self.scene.breaches.of(sentence.index)
            if cue.entry.form in {"effect", "hold"}
        )

    def _holds_then(self, sentence: SentenceSpan, cue: int) -> bool:
        """Whether a word of holding is one of the time of the act: "while it still held", "after it took effect"."""
        before = self.doc.tokens.lowers[max(sentence.first, cue - _WHILE_REACH) : cue]
        at = next((j for j in range(len(before) - 1, -1, -1) if before[j] in _WHILE), None)
        if at is None or _BARRING & set(before[at:]):
            return False
        return before[at] != "after" or "it" in before[at:] or "truce" in before[at:]

    @staticmethod
    def _while_it_held(truce: Truce, window: Window) -> bool:
        """Whether the days of an act may be those of a truce that is over."""
        start, end = truce.holds_from, truce.holds_until
        if start is not None and window.end is not None and window.end < start:
            return False
        return end is None or window.start is None or window.start <= end

    def _told_with(self, truce: Truce, act: Act, place: Place | None) -> bool:
        """Whether an act stands beside the only sentence that names a truce, or falls on a place that it names."""
        behind = act.sentence + 1
        last = behind + (self._is_broken(truce, behind) or self._dates_act(truce, behind))
        if any(self.is_named(truce, s) for s in self.doc.sentences[max(0, act.sentence - 1) : last]):
            return True
        if truce.mention.kind == "de-escalation zone":
            zone = truce.area if len(truce.area) <= _FEW else {named.admin1 for named in truce.named}
            return place is not None and place.admin1 in zone
        return place is not None and any(place.name == named.name for named in truce.named)

    def _is_broken(self, truce: Truce, index: int) -> bool:
        """Whether a sentence says that its truce is broken: "they have violated the ceasefire 90 times this year"."""
        if index >= len(self.doc.sentences) or not self.is_named(truce, self.doc.sentences[index]):
            return False
        return breach_word(self.scene, self.doc.sentences[index], "explicit", None) is not None

    def _dates_act(self, truce: Truce, index: int) -> bool:
        """Whether a sentence dates what the one before told by its truce: "The blast came on the truce's third day"."""
        if index >= len(self.doc.sentences) or not self.is_named(truce, self.doc.sentences[index]):
            return False
        first = self.doc.sentences[index].first
        opening = self.doc.tokens.lowers[first : first + _OPENING]
        return opening[:1] in _TAKING_UP and not _CAME.isdisjoint(opening)

    @staticmethod
    def _within(truce: Truce, place: Place) -> bool:
        """Whether a place may lie in the provinces that a truce names; of its other country all is meant."""
        return not place.admin1 or not truce.area or place.admin1 in truce.area

    def _ended_by(self, truce: Truce, act: Act, window: Window) -> bool:
        """Whether an act is told as the end of a truce: "it collapsed on Friday when fighters ambushed a patrol".

        Or by what stands behind it: "they attacked posts, ending a truce of four months".
        """
        if truce.holds_from and window.start and window.start < truce.holds_from:
            return False
        lowers = self.doc.tokens.lowers
        first = self.doc.sentences[act.sentence].first
        behind = self.scene.breaches.between(act.past, self.doc.sentences[act.sentence].past)
        if any(self._is_ending(act, m) for m in behind if m.entry.form == "end"):
            return True
        ends = [m for m in self.scene.breaches.between(first, act.first) if m.entry.form == "end"]
        return bool(ends) and not _UPON.isdisjoint(lowers[ends[-1].end : act.past])

    def _is_ending(self, act: Act, cue: Match[BreachTerm]) -> bool:
        """Whether an act is what ends the truce behind it: "ending a truce", "the raid put an end to the ceasefire"."""
        if self.doc.tokens.lowers[cue.start] == "ending":
            return True
        if self.doc.tokens.lowers[cue.start - 1] == "the":
            return False  # "it appeared to signal the end of the truce"
        parted = abs(self.scene.bars[cue.start] - self.scene.bars[act.past - 1]) >= HARD_COST
        if parted or not _CLAUSES.isdisjoint(self.doc.tokens.lowers[act.past : cue.start]):
            return False
        return any(m.entry.form == "truce" for m in self.scene.breaches.between(cue.end, cue.end + _OBJECT_REACH))

    @staticmethod
    def is_named(truce: Truce, sentence: SentenceSpan) -> bool:
        """Whether a sentence names a truce."""
        k = bisect_left(truce.spans, (sentence.first, 0))
        return k < len(truce.spans) and truce.spans[k][0] < sentence.past

    def _during(self, truce: Truce, window: Window) -> bool:
        start = max(
            (t.holds_from for t in self.truces if t.holds_from and t.state == "in force"), default=truce.holds_from
        )
        end = truce.holds_until
        if start is None and self._is_long_past(window):
            return False
        if start is not None and window.end is not None and window.end < start:
            return False
        if start is not None and window.start is not None and window.start < start - _SAME_DAYS:
            return False
        return not (end is not None and window.start is not None and window.start > end)

    def _is_long_past(self, window: Window) -> bool:
        """Whether an act lies too far back for a truce of which the report tells no beginning."""
        day = self.doc.published_on
        return day is not None and window.end is not None and day - window.end > _UNKNOWN

    def binds(self, truce: Truce, act: Act, violator: str | None, how: Characterisation) -> bool:
        """Whether a truce binds who does an act: its parties, never those whom it leaves out."""
        if how != "inferred" and violator is not None:
            return True
        sides = set(violator.split("+")) if violator else set()
        if sides & truce.excluded or (how != "explicit" and self._of_outsiders(truce, act)):
            return False
        if sides & truce.bound & _PARTIES or (
            not truce.bound and sides & _PARTIES and self._is_named_beside(truce, act)
        ):
            return True
        if sides and sides <= _OUTSIDERS and act.target not in truce.bound - _OUTSIDERS:
            return False
        if act.target == "islamic_state" or (act.act == "clash" and self._fights_outsider(act)):
            return False
        if act.act == "clash" and truce.other_country is not None and self._is_within_state(truce, act):
            return False
        parties = truce.bound
        if not sides:
            return True
        if sides & parties:
            return True
        if sides & _ALLIES and (not parties or parties & _ALLIES):
            return True
        return not sides & _OUTSIDERS and (not parties or sides == {"opposition"})

    def _is_named_beside(self, truce: Truce, act: Act) -> bool:
        """Whether a truce is named in the sentence of an act or next to it."""
        beside = self.doc.sentences[max(0, act.sentence - 1) : act.sentence + 2]
        return any(self.is_named(truce, sentence) for sentence in beside)

    def _of_outsiders(self, truce: Truce, act: Act) -> bool:
        """Whether the only group against the state that a sentence names is one that the truce leaves out."""
        if truce.without_terrorists and self._is_terrorists(act):
            return True
        here = (s for s in self.scene.sides.of(act.sentence) if not says(self.scene, s.past, s.past + _SPEAKER_REACH))
        groups = {s.actor for s in here if s.side == "opposition" and s.actor}
        if groups and groups <= truce.outsiders:
            return True
        if act.agents != "opposition" or not truce.partners or not groups.isdisjoint(truce.partners):
            return False
        doers = self.scene.sides.between(self.doc.sentences[act.sentence].first, act.first)
        return any(s.actor in groups for s in doers if s.actor)

    def _is_terrorists(self, act: Act) -> bool:
        """Whether those who act are called terrorists and nothing else, where a truce leaves out terrorists."""
        sentence = self.doc.sentences[act.sentence]
        sides = self.scene.sides.between(sentence.first, act.past + 1)
        last = next((s for s in reversed(sides) if s.side == "opposition"), None)
        return last is not None and not TERRORISTS.isdisjoint(self.doc.tokens.lowers[last.first : last.past])

    def _is_within_state(self, truce: Truce, act: Act) -> bool:
        """Whether an army fights its own rebels, which a truce between two states does not stop."""
        sides = {side.side for side in self.scene.sides.of(act.sentence)}
        return sides == {"government", "opposition"} and "opposition" not in truce.bound

    def _fights_outsider(self, act: Act) -> bool:
        sentence = self.doc.sentences[act.sentence]
        near = self.scene.sides.between(max(sentence.first, act.first - 6), min(sentence.past, act.past + 10))
        return any(side.side == "islamic_state" for side in near)

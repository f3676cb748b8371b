"""Hostile acts that break a truce, as one article reports them.

Belongs here: which acts are breaches, of what kind, when, and how plainly the text says so. Does not: finding acts
(`events`) or truces (`truces`), which truce binds an act (`binding`), where it was (`breach_places`), folding the many
mentions of one act into one report (`breaches`).
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from pipeline.extract.acts import DEFINITE, Act
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.attribution import Attributions
from pipeline.extract.binding import Binding
from pipeline.extract.breach_places import BreachPlaces, is_counted, sums_up
from pipeline.extract.breach_words import breach_word, called_breach, is_named_breach, judged_breach
from pipeline.extract.breaches import Breach, Characterisation, fold
from pipeline.extract.doers import charged_in, join_sides, subject_sides
from pipeline.extract.exempt import Exempt
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, ViolationReport, Window
from pipeline.extract.one_deed import drawn_pairs, told_within
from pipeline.extract.openings import DEEDS, DENYING, is_cleared, is_owned, leads_on
from pipeline.extract.reference import BreachTerm, Reference
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.situate import REPORTED, begins, own_time, window_of
from pipeline.extract.statements import Statements
from pipeline.extract.states import GROUPS
from pipeline.extract.time import TimeMention
from pipeline.extract.truce_days import truce_days
from pipeline.extract.truces import Truce
from pipeline.extract.unrest import Unrest
from pipeline.extract.violators import filled

# Whose bare "struck" is from the air.
_FROM_THE_AIR = frozenset({"israel", "us_coalition"})
# Sentences around an attack of those who mostly act from the air.
_FLOWN_REACH = 3
_STRUCK = frozenset({"struck", "targeted", "hit", "hits", "strikes", "striking", "targeting", "hitting"})
_FALLING = frozenset({"attack", "attacked", "attacking"})
_ATTACKING = frozenset({"attacked", "attacking"})
_ON_FOOT = GROUPS | {"other"}
# Reports date a night's act by either day.
_SAME_DAYS = timedelta(days=1)
# "Air strikes have not stopped", "shelling continued".
_ON = frozenset("continued continue continues stopped ceased halted persisted".split())
_ON_REACH, _ENDED = 6, frozenset({"stopped", "ceased", "halted"})
# "Has bombed the south almost daily", "have repeatedly shelled the town".
_HABITS = frozenset(
    "repeatedly regularly routinely continually constantly frequently daily near-daily persistently incessantly"
    " periodically".split()
)
_HABIT_REACH = 6
_HABITUAL = "again and again since the truce"
_ATTACKS = frozenset({"attack", "attacked", "came under attack"})
_FROM_AFAR = frozenset({"air_strike", "shelling", "bombing", "chemical"})
_COUNTED_SOUNDS = frozenset({"explosion"})
# "A day of clashes" may be the day before.
_SOME_DAY = frozenset({"a day", "one day", "a single day"})
# "Azeri" and "Azerbaijani", "Armenia's" and "Armenian" are told apart by no more letters.
_STEM = 4
# "It has broken the truce", "“This clearly violates the truce,” he said".
_THIS = frozenset({"it", "this", "that"})
_TAKING_UP = 5


def find_violations(
    doc: Annotated, acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions, reference: Reference
) -> list[ViolationReport]:
    """The breaches of truces that an article reports, one for each distinct act, time, place and side."""
    if not any(t.state != "not begun" for t in truces):
        return []
    reader = _Reader(scene_of(doc), acts, [t for t in truces if t.state != "not begun"], speakers)
    breaches = filled(doc, acts, fold(reader.breaches()), {act.start: act for act in acts}, reader.binding)
    return [_report(doc, breach) for breach in breaches]


class _Reader:
    """Reads the acts of one article against its truces."""

    def __init__(self, scene: Scene, acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.acts = acts
        self._at = {act.first: act.past for act in acts}
        self._refers = {act.start: act.refers for act in acts}
        drawn = drawn_pairs(scene, acts)
        self._drawing = {attack.start for attack, _ in drawn}
        self._drawn = {fight.start for _, fight in drawn} | told_within(scene, acts)
        self.truces = truces
        self.speakers = speakers
        self.statements = Statements(scene, truces, speakers)
        self.unrest = Unrest(scene, truces, speakers, self.statements)
        self.exempt = Exempt(scene, acts, truces)
        self.binding = Binding(scene, truces)
        self.places = BreachPlaces(scene, self.binding, self.statements)

    def breaches(self) -> list[Breach]:
        """Acts under a truce and bare statements of breach; those of a title only where the body tells none."""
        found = [breach for act in self.acts for breach in self._of_act(act)]
        found += self.statements.beside(found, self._refers)
        found = self.statements.charged(found)
        places = {breach.place.admin1 for breach in found if breach.place is not None}
        known = {breach.start for breach in found}
        unrest = [b for b in self.unrest.breaches(self.acts) if b.start not in known]
        found += [b for b in unrest if b.act != "unspecified" or b.place is None or b.place.admin1 not in places]
        found = [b for b in found if not (leads_on(self.scene, b, found) or is_cleared(self.scene, b))]
        found = [b for b in found if not is_owned(self.scene, b, found)]
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
        sentence = self.doc.sentences[act.sentence]
        listed = self.statements.listing(sentence, act)
        if listed is not None and act.agents is None:
            act = act._replace(agents=self.statements.blamed(sentence, listed), agent_trace="the breaches listed")
        how, trace = self._character(sentence, act, listed)
        tally = self._told_before(sentence, act) if how == "inferred" else None
        if tally is not None and act.agents in (None, blamed := self.statements.blamed(*tally)):
            act, how, trace = act._replace(agents=act.agents or blamed), "explicit", f"«{tally[1].entry.term}» before"
        else:
            tally = None
        at = self._dated_by(act)
        own = own_time(self.doc, act.sentence, *at)
        since = self._goes_on_since(sentence, own, at[1])
        own = None if since is not None else own
        if self.exempt.holds(act, how) or act.start in self._drawn or self._is_no_deed(act, how, own):
            return []
        undated = own is None or own.kind in {"past", "vague"}
        counted = truce_days(self.scene, sentence, self.binding.nearest(act.first)) if undated else None
        own = None if counted is not None else own
        habit = self._habit_of(sentence, act) if own is None and since is None else None
        dated = (counted, "counted from the truce") if counted is not None else since or habit
        window, window_trace = dated or window_of(self.doc, self.truces, act.sentence, *at)
        if dated is None and window_trace.startswith(REPORTED) and (span := self.binding.span_told(act)) is not None:
            window, window_trace = span, "the truce, under which it is told"
        unsure = how == "inferred" and own is None and act.agents is None and counted is None
        if unsure and self.exempt.says_nothing(act, window, window_trace):
            return []
        if listed is not None and self._is_only_listed(sentence, act):
            return []
        if tally is not None and own is None:
            truce = self.binding.nearest(act.first)
            window, window_trace = self.statements.window_of(*tally, truce), "the tally before"
        if listed is not None and own is None:
            window, window_trace = self._listed_window(sentence, listed), "the breaches listed"
        speaker, speaker_trace = self.speakers.speaker_at(act.sentence, act.first, act.past)
        traces = {
            "act": self.doc.text[act.start : act.end],
            "violator": act.agent_trace,
            "window": window_trace,
            "characterisation": trace,
            "alleged_by": speaker_trace,
        }
        places = self.places.told(act, how, own, listed)
        if tally is not None and not self.scene.places.of(act.sentence):
            places = [self.statements.located(*tally, self.binding.nearest(act.first))]
        found = (self._breach(act, how, own, window, place, speaker, traces) for place in places)
        return [breach for breach in found if breach is not None]

    def _told_before(self, sentence: SentenceSpan, act: Act) -> tuple[SentenceSpan, Match[BreachTerm]] | None:
        """The breach told in the sentence before of which an act may be the deed; a clash is no side's."""
        if act.act == "unspecified" and act.act_word not in _ATTACKS:
            return None
        own = own_time(self.doc, act.sentence, act.first, act.past)
        told = self.statements.tally_before(sentence, own is not None and own.kind == "day")
        return None if told is None or (act.act == "clash" and self.statements.blamed(*told)) else told

    def _is_no_deed(self, act: Act, how: Characterisation, own: TimeMention | None) -> bool:
        """Whether an act of no day is only how things stand: "has taken the town", "since the clashes began"."""
        if own is not None and (own.first is not None or own.kind != "since"):
            return False
        lowers = self.doc.tokens.lowers
        if own is not None:
            return how == "inferred"
        if act.act_word == "advanced" and how == "inferred":
            return not HAVE.isdisjoint(lowers[act.first - 2 : act.first])
        return act.capture

    def _goes_on_since(self, sentence: SentenceSpan, own: TimeMention | None, past: int) -> tuple[Window, str] | None:
        """The time of what has gone on since a truce whose day is the only one told: "raids have not stopped"."""
        behind = self.doc.tokens.lowers[past : past + _ON_REACH]
        if own is None or own.kind != "day" or _ON.isdisjoint(behind):
            return None
        if not _ENDED.isdisjoint(behind) and DENYING.isdisjoint(behind):
            return None  # "the shelling stopped on Thursday"
        for truce in self.truces:
            days = {truce.holds_from, truce.mention.announced_on, truce.mention.effective_on}
            if own.first in days - {None} and self.binding.is_named(truce, sentence):
                return Window(
                    truce.holds_from, self.doc.published_on, "range"
                ), "since the truce, which it goes on under"
        return None

    def _habit_of(self, sentence: SentenceSpan, act: Act) -> tuple[Window, str] | None:
        """The time of what is done again and again under a truce: "has bombed the south almost daily"."""
        start = self.binding.nearest(act.first).holds_from
        lowers = self.doc.tokens.lowers
        low, high = max(sentence.first, act.first - _HABIT_REACH), min(sentence.past, act.past + _HABIT_REACH)
        if start is None or self.doc.published_on is None or HAVE.isdisjoint(lowers[low : act.first]):
            return None
        if _HABITS.isdisjoint(lowers[low:high]) and lowers[sentence.first : sentence.first + 3] != [
            "time",
            "and",
            "again",
        ]:
            return None
        return Window(start, self.doc.published_on, "range"), _HABITUAL

    def _dated_by(self, act: Act) -> tuple[int, int]:
        """Where the words stand whose time is the act's: the last of those told together ("raids and shelling")."""
        first, past = act.first, act.past
        while self.doc.tokens.lowers[past : past + 1] == ["and"] and past + 1 in self._at:
            first, past = past + 1, self._at[past + 1]
        return first, past

    def _breach(
        self,
        act: Act,
        how: Characterisation,
        own: TimeMention | None,
        window: Window,
        placed: tuple[Place | None, str],
        speaker: str | None,
        traces: dict[str, str],
    ) -> Breach | None:
        """The breach that an act is at a place, where a truce binds it."""
        place, place_trace = placed
        if how == "inferred" and self.exempt.is_beyond(act, place):
            return None
        violator = act.agents or (None if act.act == "clash" else self._breaker(self.doc.sentences[act.sentence], how))
        truce = self.binding.truce_for(act, window, place, how)
        if truce is None and own is None:
            window, truce = self.binding.clipped(act, window, place, how)
        if truce is None or not self.binding.binds(truce, act, violator, how) or self._old(act, truce):
            return None
        return Breach(
            self._kind(act, how, own, violator),
            violator,
            window,
            place,
            truce,
            how,
            speaker,
            act.sentence,
            act.start,
            act.end,
            own.text.lower() if own and own.text.lower() not in _SOME_DAY else None,
            place_trace.endswith("in its sentence"),
            {**traces, "place": place_trace, "truce": truce.mention.name},
            begins(self.doc, act.sentence, act.first, act.past),
            act.capture,
            bool(self.scene.times.of(act.sentence)),
            act.sentence,
            counted=is_counted(self.scene, act),
            definite=self.doc.tokens.lowers[act.first - 1] in DEFINITE,
            doer=self._doer_of(act) if violator == "other" else "",
            lasting=traces["window"] == _HABITUAL,
            undated=own is None and traces["window"].startswith(REPORTED),
        )

    def _doer_of(self, act: Act) -> str:
        """Which of the sides that have no name of their own does an act: two states at war may both be "other"."""
        sides = [s for s in self.scene.sides.of(act.sentence) if s.side == "other"]
        if not sides:
            return ""
        side = min(sides, key=lambda s: abs(s.first - act.first))
        return (side.actor or self.doc.tokens.texts[side.first]).lower()[:_STEM]

    def _old(self, act: Act, truce: Truce) -> bool:
        """Whether the sentence dates itself before the truce, whatever else it tells."""
        start = truce.holds_from
        return start is not None and any(
            t.mention.kind in {"day", "month", "year"}
            and t.mention.last is not None
            and t.mention.first != truce.mention.announced_on
            and t.mention.last < start - _SAME_DAYS * 2
            for t in self.scene.times.of(act.sentence)
        )

    def _is_only_listed(self, sentence: SentenceSpan, act: Act) -> bool:
        """Whether an act is only one kind of those counted: "240 violations, among them 80 explosions"."""
        if act.act == "bombing" and act.act_word in _COUNTED_SOUNDS:
            return True
        places = self.scene.places.between(act.first, sentence.past)
        return bool(places) and not any(self.scene.bars[p.first] == self.scene.bars[act.past - 1] for p in places)

    def _listed_window(self, sentence: SentenceSpan, listed: Match[BreachTerm]) -> Window:
        return self.statements.window_of(sentence, listed, self.binding.nearest(listed.start))

    def _kind(self, act: Act, how: Characterisation, own: TimeMention | None, violator: str | None) -> str:
        """What kind of act it is; one attack on something is one on the ground where those who do it have no jets."""
        if sums_up(act, how, own):
            return "unspecified"
        if act.act_word == "operation":
            return "ground_attack"  # "the campaign" takes more than the raid told before it
        if act.act == "unspecified" and violator in _FROM_THE_AIR and self._strikes(act):
            return "air_strike"
        lowers = self.doc.tokens.lowers
        single = lowers[act.past - 1] == "attack" and lowers[act.past : act.past + 1] in (["on"], ["against"])
        single = (single and how == "explicit") or (act.act_word == "attacked" and lowers[act.past - 1] in _ATTACKING)
        if act.act == "unspecified" and single and violator in _ON_FOOT:
            return "ground_attack"
        placed = how == "explicit" and lowers[act.past - 1] in _FALLING and self.places.are_told(act)
        if act.act == "unspecified" and placed and violator in _ON_FOOT | {"government"}:
            return "ground_attack"
        if act.act == "unspecified" and violator and (self._is_on_foot(act) or act.start in self._drawing):
            return "ground_attack"
        return act.act

    def _strikes(self, act: Act) -> bool:
        """Whether something is hit, by whatever falls on it: "struck a car", "targeted the valley"."""
        return not _STRUCK.isdisjoint(self.doc.tokens.lowers[act.first : act.past])

    def _is_on_foot(self, act: Act) -> bool:
        """Whether an attack somewhere is one on the ground: nobody around it acts from the air or from afar."""
        if act.act_word not in _ATTACKS or not (self.places.are_told(act) or self.places.is_at_front(act)):
            return False
        if self.doc.tokens.lowers[act.past - 1] == "attacks":
            return False  # may be of many kinds
        reach = 1 if act.agents not in _FROM_THE_AIR else _FLOWN_REACH
        near = (other for other in self.acts if abs(other.sentence - act.sentence) <= reach)
        return not any(o.act in _FROM_AFAR and o.told and _may_be_of(o, act.agents) for o in near)

    # how plainly

    def _character(
        self, sentence: SentenceSpan, act: Act, listed: Match[BreachTerm] | None
    ) -> tuple[Characterisation, str]:
        explicit = listed or breach_word(self.scene, sentence, "explicit", act)
        if explicit is not None and listed is None and self._charges_another(sentence, act, explicit):
            explicit = None
        explicit = explicit or called_breach(self.scene, sentence, act) or self._called_behind(sentence)
        if explicit is not None:
            return "explicit", f"«{explicit.entry.term}»"
        implied = breach_word(self.scene, sentence, "implied", act)
        if implied is not None:
            return "implied", f"«{implied.entry.term}»"
        return "inferred", "a truce is in force"

    def _charges_another(self, sentence: SentenceSpan, act: Act, word: Match[BreachTerm]) -> bool:
        """Whether another is accused of the breach: "the army shelled it, accusing rebels of breaking it"."""
        cues = self.scene.breaches.between(act.past, word.start)
        if act.agents is None or not any(m.entry.form == "accuse" and m.entry.kind == "one" for m in cues):
            return False
        charged = charged_in(self.scene, sentence, word.start)
        return bool(charged) and set(charged).isdisjoint(act.agents.split("+"))

    def _called_behind(self, sentence: SentenceSpan) -> Match[BreachTerm] | None:
        """The word of breach with which the next sentence takes up all of this one: "It has broken the truce"."""
        if sentence.index + 1 >= len(self.doc.sentences):
            return None
        behind = self.doc.sentences[sentence.index + 1]
        lowers = self.doc.tokens.lowers
        opening = lowers[behind.first : behind.first + _TAKING_UP]
        reach = _TAKING_UP
        if not DEFINITE.isdisjoint(opening[:1]) and not DEEDS.isdisjoint(opening[1:2]):
            reach += 2  # "The killing was the first breach of the truce"
        elif not any(word in _THIS for word in opening[:2]):
            return judged_breach(self.scene, behind)
        word = breach_word(self.scene, behind, "explicit", None)
        if word is None or word.start > behind.first + reach:
            return None
        return word if DENYING.isdisjoint(lowers[behind.first : word.start]) else None

    def _breaker(self, sentence: SentenceSpan, how: Characterisation) -> str | None:
        """Who breaks it: "the groups breached the truce by targeting ...", "it was broken by the army in a raid"."""
        if how != "explicit":
            return None
        word = breach_word(self.scene, sentence, "explicit", None)
        if word is None:
            return None
        doer = self.statements.doer_of(sentence, word)
        if doer is None and is_named_breach(self.scene, word):
            return None
        return doer if doer is not None else join_sides(subject_sides(self.scene, sentence, word.start))


def _may_be_of(act: Act, side: str | None) -> bool:
    """Whether an act may be a side's: its own, or that of nobody told."""
    return act.agents is None or side is None or not set(act.agents.split("+")).isdisjoint(side.split("+"))


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

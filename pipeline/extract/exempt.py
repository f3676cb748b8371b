"""Acts that break no truce: crimes of nobody, what only sets a scene, what is told of another time or front.

Belongs here: which acts are none of a truce's, whoever it binds. Does not: which truce binds whom (`violations`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from pipeline.extract.act_doubts import dies_down
from pipeline.extract.act_kinds import GUNMEN, RAIDERS
from pipeline.extract.acts import DEFINITE, Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.backdrop import is_backdrop
from pipeline.extract.before_truces import is_before_feast, is_before_truce, is_of_war_told
from pipeline.extract.breach_words import ACT_REACH
from pipeline.extract.breaches import Characterisation
from pipeline.extract.model import Place, Window
from pipeline.extract.mutual import is_charge_of_both
from pipeline.extract.scene import Scene
from pipeline.extract.situate import REPORTED, own_time, places_of
from pipeline.extract.strangers import is_strangers
from pipeline.extract.truce_days import came_under_truce
from pipeline.extract.truces import Truce

# Bombs and shots of nobody in particular are crimes or wars of others as often as breaches.
_NEEDS_AGENT = frozenset({"bombing", "shooting", "chemical", "ground_attack", "unspecified"})
# Shots and blasts that are heard in the war's places; a murder may be anybody's.
_HEARD = frozenset({"shooting", "bombing", "chemical"})
_PERSONS = 12
_SHOT_REACH, _START = 4, attrgetter("start")
_GOING_ON = frozenset({"clashing", "fighting", "battling", "skirmishing"})
_FELL = frozenset({"opened fire"})
_AIMS = frozenset({"at", "towards", "toward", "direction"})
_AIM_REACH = 3
_RAIDING = frozenset({"attacked", "raided", "stormed"})
_RAIDER_REACH = 8
_DAYPARTS = frozenset({"morning", "afternoon", "evening", "dawn", "dusk", "noon"})
# Only forces that hold ground do these, whoever they are.
_OF_ARMIES = frozenset({"assault", "assaulted", "stormed", "offensive", "ground offensive", "advances", "advanced"})
# "A pause in the fighting", "a lull in their attacks".
_OF_PAUSE = frozenset({"in", "to", "of"})
_PAUSED = frozenset("the all its their any such israeli cross-border ground aerial".split())
_PAUSE_REACH, _PAUSE_NAME = 3, 6
# Nobody knows when these were laid.
_LAID = frozenset({"landmine", "explosive device"})
_NO_ONE = frozenset({("no", "one"), ("no", "group"), ("nobody", "claimed"), ("nobody", "has"), ("none", "of")})
_OWNING = frozenset({"claimed", "admitted", "responsibility", "claim", "credit"})
# "Troops opened fire on a post", whose they may be.
_DOER_REACH = 3
_SOLDIERS = frozenset({"troops", "soldiers", "marines", "servicemen", "paratroopers", "guards"})
_PLANTED = "explosive device"
_LEFT_OVER = frozenset({"unexploded", "undetonated", "leftover", "remnant", "remnants", "uxo"})
_BEHIND = frozenset({"over", "behind"})
_ASIDE_REACH = 3
_BEGINNING = frozenset("starting start started provoking beginning resuming igniting".split())
_HOLDING = frozenset("controls control holds rules dominates governs runs".split())
_ADDING = frozenset({"where", "with", "which"})
_SETTING_REACH = 6
_RELATIVES = frozenset({"which", "that"})
# "In an area that has seen heavy fighting".
_SEEN = frozenset({"seen", "witnessed", "saw", "experienced"})
_SEEN_REACH = 5
_COVER_REACH = 16
# "A town held by the Islamic State group".
_HELD = frozenset({"held", "controlled", "run", "ruled", "overrun", "seized", "captured"})
_BEING = frozenset({"was", "were", "is", "be", "been"})
_RANK_REACH = 5
_SEATS = frozenset({"capital", "stronghold", "bastion", "hub", "heartland"})
_HOLDS = (["stronghold"], ["bastion"], ["territory"])
_HOLDER_REACH = 2
_TRUCE_REACH = 4
_CLAIMING = frozenset({"claimed", "claims", "claiming", "responsible", "responsibility"})
_GROUPS = frozenset("groups factions forces militias troops fighters rebels insurgents parties sides".split())
_UNTIL = (["until", "the"], ["till", "the"])
_WHOM = (["it", "is"], ["they", "are"], ["it", "was"], ["he", "is"], ["they", "were"])
_PARTS = frozenset({"area", "areas", "zones", "parts", "places", "districts"})
_YEARS = frozenset({"years", "decades"})
_YEARS_REACH = 12
_FOES = frozenset({"enemy", "adversary", "foe"})
_FOE_REACH = 4


class Exempt:
    """Tells which acts of one article break no truce."""

    def __init__(self, scene: Scene, acts: Sequence[Act], truces: Sequence[Truce]) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.truces = truces
        self._told_in: dict[int, list[Act]] = {}
        for act in acts:
            self._told_in.setdefault(act.sentence, []).append(act)
        self._seats = {
            placed.mention.place.name
            for index in {self.doc.sentence_at(self.doc.tokens.starts[s.first]).index for s in scene.sides.items}
            if self._is_seat(index)
            for placed in scene.places.of(index)
            if placed.mention.place.precision != "country"
        }
        self._beyond = {
            (act.act, place.admin1)
            for act in acts
            if self._is_beyond(act.sentence) or (act.act == "bombing" and self._is_claimed(act.sentence))
            for place, _ in places_of(self.doc, act.sentence, act.first, act.past)
            if place is not None and place.admin1
        }

    def holds(self, act: Act, how: Characterisation) -> bool:
        """Whether an act is no breach, wherever and whenever it happened."""
        if not act.told or act.cause == "execution" or (act.act == "unspecified" and not act.weak):
            return True
        if how != "explicit" and (self._is_crime(act) or self._is_of_war_before(act)):
            return True
        if how == "inferred" and (
            is_backdrop(self.scene, act, self._told_in[act.sentence])
            or is_strangers(self.scene, act)
            or dies_down(self.doc.tokens.lowers[act.past : act.past + ACT_REACH])
        ):
            return True
        return (
            self._is_ranking(act)
            or self._is_setting(act)
            or self._outside_truce(act)
            or self._is_left_over(act)
            or self._is_of_pause(act)
            or (act.refers and self._elsewhere(act))
        )

    def _is_left_over(self, act: Act) -> bool:
        """Whether it was fired long before: "a shell left over from the war exploded", "unexploded bombs"."""
        lowers = self.doc.tokens.lowers
        first = self.doc.sentences[act.sentence].first
        near = lowers[max(first, act.first - _ASIDE_REACH) : act.past + _ASIDE_REACH]
        return not _LEFT_OVER.isdisjoint(near) or any(a == "left" and b in _BEHIND for a, b in pairwise(near))

    def _is_of_pause(self, act: Act) -> bool:
        """Whether it is what a truce stops: "a five-day pause in the fighting", "a halt to all air raids"."""
        lowers = self.doc.tokens.lowers
        before = lowers[act.first - _PAUSE_REACH : act.first]
        if _OF_PAUSE.isdisjoint(before):
            return False
        at = act.first - _PAUSE_REACH + max(k for k, word in enumerate(before) if word in _OF_PAUSE)
        if not _PAUSED.issuperset(lowers[at + 1 : act.first]):
            return False
        return any(m.end == at for m in self.scene.breaches.between(at - _PAUSE_NAME, at) if m.entry.names_truce)

    def _is_of_war_before(self, act: Act) -> bool:
        """Whether "the clashes" are those that the truce ended: "it ended days of fighting. The clashes killed 60"."""
        counts = self.scene.measures.of(act.sentence) and not self.scene.places.of(act.sentence)
        if not (counts or self.doc.tokens.lowers[act.first - 1] in DEFINITE):
            return False  # "Rockets and raids killed 29" sums up what "the clashes" did
        if own_time(self.doc, act.sentence, act.first, act.past):
            return False
        before = [a for k in (1, 2) for a in self._told_in.get(act.sentence - k, ())]
        return bool(before) and all(self._is_over(earlier) for earlier in before)

    def _is_over(self, act: Act) -> bool:
        """Whether an act is told as one that has ended, or was done, before the truce."""
        return act.background or is_before_truce(self.scene, act)

    def _is_ranking(self, act: Act) -> bool:
        """Whether an act told before is only ranked: "it was the deadliest attack since the truce began"."""
        lowers = self.doc.tokens.lowers
        ranked = any(m.entry.form == "superlative" for m in self.scene.breaches.between(act.first - 2, act.first))
        first = self.doc.sentences[act.sentence].first
        if (
            ranked
            and lowers[act.first - 4 : act.first - 2] == ["one", "of"]
            and self.scene.acts.between(first, act.first)
        ):
            return True  # "the army advanced on the town in one of the fiercest battles since the truce"
        if ranked and lowers[act.first - 3 : act.first - 1] == ["in", "the"] and self._tells_act(act, first):
            return True  # "troops shot a man dead in the first clash since the truce"
        return act.weak and ranked and not _BEING.isdisjoint(lowers[max(0, act.first - _RANK_REACH) : act.first])

    def _tells_act(self, act: Act, first: int) -> bool:
        """Whether a sentence tells something done by a verb before an act that names it again."""
        return any(m.entry.form == "verb" and m.entry.act for m in self.scene.acts.between(first, act.first))

    def _is_crime(self, act: Act) -> bool:
        """Whether an act of nobody told may as well be none of the war's: it has no day and place of its own."""
        if act.agents is not None or act.act not in _NEEDS_AGENT:
            return False
        lowers = self.doc.tokens.lowers
        if (
            is_charge_of_both(self.scene, act)
            or self._names_foe(act)
            or self._is_by_soldiers(act)
            or came_under_truce(self.scene, act)
        ):
            return False
        if act.act == "ground_attack" and act.target is not None and self._is_timed(act):
            return act.target == "islamic_state"
        aimed = not {"at", "on"}.isdisjoint(lowers[act.first : act.past])
        aimed = aimed or not _AIMS.isdisjoint(lowers[act.past : act.past + _AIM_REACH])
        of_armies = act.act_word in _OF_ARMIES or (act.act_word == "incursion" and self._falls_on_forces(act))
        stormed = act.act_word == "ground offensive" and self._falls_on_forces(act)
        if (of_armies and not act.refers and self._is_timed(act)) or (stormed and self.scene.places.of(act.sentence)):
            return self._is_of_others(act)
        if self._is_claimed(act.sentence):
            return True
        if self._is_raid(act):
            return not (self._is_timed(act) and self.scene.places.of(act.sentence))
        by_gunmen = lowers[act.past : act.past + 1] == ["by"]
        by_gunmen = by_gunmen and not GUNMEN.isdisjoint(lowers[act.past + 1 : act.past + 3])
        aimed = aimed or by_gunmen or self._is_soldiers_death(act)
        planted = act.act_word == _PLANTED and self._told_beside_truce(act) and not self._is_unclaimed(act.sentence)
        if act.act_word in _LAID and not planted:
            return True
        if act.act not in _HEARD or (act.act_word in _FELL and not aimed):
            return True
        sentence = self.doc.sentences[act.sentence]
        places = self.scene.places.of(act.sentence)
        spots = any(p.mention.place.precision != "country" for p in places)
        shot = act.act == "shooting" and not lowers[act.first].startswith("shooting")
        if shot and spots and not sentence.is_title:
            return False  # "a man was killed by a sniper in Aleppo"
        return sentence.is_title or not self._is_timed(act) or not places

    def _told_beside_truce(self, act: Act) -> bool:
        """Whether an act falls on armed men, or a sentence beside it names a truce that holds."""
        sentence = self.doc.sentences[act.sentence]
        persons = self.doc.persons
        k = bisect_left(persons, sentence.first, key=_START)
        for person in persons[k : k + _PERSONS]:
            if person.start >= sentence.past:
                break
            if person.entry.population == "combatants" and person.entry.role != "perpetrator":
                return True
        low = self.doc.sentences[max(0, sentence.index - 1)].first
        past = self.doc.sentences[min(len(self.doc.sentences) - 1, sentence.index + 1)].past
        return any(low <= first < past for truce in self.truces for first, _ in truce.spans)

    def _is_by_soldiers(self, act: Act) -> bool:
        """Whether soldiers act, whosever they are: "troops had opened fire on the post"."""
        lowers = self.doc.tokens.lowers
        before = lowers[max(self.doc.sentences[act.sentence].first, act.first - _DOER_REACH) : act.first]
        return not _SOLDIERS.isdisjoint(before) and _BEING.isdisjoint(before[-1:])

    def _is_unclaimed(self, index: int) -> bool:
        """Whether nobody says that an act was his: "No group has admitted it"."""
        for sentence in self.doc.sentences[index : index + 2]:
            words = self.doc.tokens.lowers[sentence.first : sentence.past]
            if not _OWNING.isdisjoint(words) and any(pair in _NO_ONE for pair in pairwise(words)):
                return True
        return False

    def _is_soldiers_death(self, act: Act) -> bool:
        """Whether a soldier is who was shot: "a national guardsman was shot dead near Osijek"."""
        persons = self.doc.persons
        at = bisect_left(persons, act.first - _SHOT_REACH, key=_START)
        near = (m for m in persons[at : at + 4] if m.start < act.first)
        return any(m.entry.population == "combatants" and m.entry.role != "perpetrator" for m in near)

    def _is_raid(self, act: Act) -> bool:
        """Whether armed men, whoever they are, fall on a place: "gunmen attacked the village"."""
        first = self.doc.sentences[act.sentence].first
        words = self.doc.tokens.lowers[max(first, act.first - _RAIDER_REACH) : act.first]
        return act.act == "ground_attack" and act.act_word in _RAIDING and not RAIDERS.isdisjoint(words)

    def _names_foe(self, act: Act) -> bool:
        """Whether it is the speaker's enemy who acts: "small-arms fire by the enemy", "the enemy attacked"."""
        near = self.doc.tokens.lowers[max(0, act.first - _FOE_REACH) : act.past + _FOE_REACH]
        return not _FOES.isdisjoint(near)

    def _is_claimed(self, index: int) -> bool:
        """Whether the group that no truce binds says that an act was its own: "Daesh claimed the attack"."""
        sentence = self.doc.sentences[index]
        if _CLAIMING.isdisjoint(self.doc.tokens.lowers[sentence.first : sentence.past]):
            return False
        return any(side.side == "islamic_state" for side in self.scene.sides.of(index))

    def _falls_on_forces(self, act: Act) -> bool:
        """Whether it is soldiers who are ambushed."""
        return any(m.entry.form in {"unit", "position"} for m in self.scene.acts.of(act.sentence))

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

    def says_nothing(self, act: Act, window: Window, window_trace: str) -> bool:
        """Whether an act of nobody has neither day nor place: "the fighting has not stopped everywhere"."""
        sentence = self.doc.sentences[act.sentence]
        return (
            not (sentence.is_title or self._names_foe(act))
            and (window_trace.startswith(REPORTED) or self._is_truces_day(window))
            and not any(p.mention.place.precision != "country" for p in self.scene.places.of(act.sentence))
        )

    def _is_truces_day(self, window: Window) -> bool:
        """Whether a day told elsewhere is that on which a truce was made, and none of an act."""
        made = {d for t in self.truces for d in (t.mention.announced_on, t.mention.effective_on, t.holds_from) if d}
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
        uprooting = any(m.entry.measure in {"displaced", "returned"} for m in near)
        if act.act != "clash":
            return uprooting and self.doc.tokens.lowers[act.first - 2 : act.first] == ["by", "the"]
        if uprooting or self._is_aside(sentence, act) or self._is_war(sentence, act):
            return True
        lowers = self.doc.tokens.lowers
        before = lowers[max(sentence.first, act.first - _SEEN_REACH) : act.first]
        if before[-1:] == ["been"] and lowers[act.first] in _GOING_ON and not self._is_timed(act):
            return True  # "they have been clashing more and more since the threat"
        if not (_SEEN.isdisjoint(before) or _RELATIVES.isdisjoint(before)):
            return True
        told_of = lowers[act.first - 2] in _BEGINNING or (lowers[act.first - 2] == "in" and bool(near))
        return told_of and lowers[act.first - 1] == "the"

    def _is_war(self, sentence: SentenceSpan, act: Act) -> bool:
        """Whether fighting says who or where they are: "groups fighting in the war", "have been battling for years"."""
        lowers = self.doc.tokens.lowers
        before = lowers[max(sentence.first, act.first - 2) : act.first]
        if before[-1:] == ["where"] and not _PARTS.isdisjoint(before):
            return True
        if act.act_word == "fighting" and before and before[-1] in _GROUPS:
            return True
        if lowers[act.first - 3 : act.first] == ["day", "of", "the"] or before in _UNTIL:
            return True  # "in spite of a truce agreed on Wednesday, the third day of the fighting"
        if before in _WHOM and self.doc.tokens.lowers[act.first - 3] in _GROUPS:
            return True  # "the rebels it is fighting"
        behind = lowers[act.past : min(sentence.past, act.past + _YEARS_REACH)]
        return "been" in before and any(a == "for" and b in _YEARS for a, b in zip(behind, behind[2:], strict=False))

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
        if (
            is_of_war_told(self.scene, act)
            or is_before_feast(self.scene, act, self.truces)
            or self._uncovered(act)
            or is_before_truce(self.scene, act)
        ):
            return True
        return self._is_beyond(act.sentence) or self._is_seat(act.sentence) or self._resumes_after(act)

    def _resumes_after(self, act: Act) -> bool:
        """Whether something goes on again once a truce is over: "after the pause, troops resumed their push"."""
        lowers, sentence = self.doc.tokens.lowers, self.doc.sentences[act.sentence]
        if lowers[sentence.first] != "after" or "resumed" not in lowers[sentence.first : act.past]:
            return False
        ends = (m.end for m in self.scene.breaches.of(act.sentence) if m.entry.names_truce)
        return any(lowers[end : end + 1] == [","] for end in ends)

    def is_beyond(self, act: Act, place: Place | None) -> bool:
        """Whether an act is told again that another sentence places where no truce holds."""
        if place is None or place.name in self._seats:
            return place is not None
        if act.act == "unspecified":
            return any(place.admin1 == admin1 for _, admin1 in self._beyond)
        return (act.act, place.admin1) in self._beyond

    def _is_beyond(self, index: int) -> bool:
        """Whether a sentence tells of a place where no truce holds: "outside the ceasefire zone", "held by Daesh"."""
        lowers = self.doc.tokens.lowers
        for match in self.scene.breaches.of(index):
            if match.entry.form == "truce" and "outside" in lowers[max(0, match.start - 4) : match.start]:
                return True
        if any(m.entry.form == "held" for m in self.scene.acts.of(index)):
            return True
        for side in self.scene.sides.of(index):
            before = lowers[max(0, side.first - _HOLDER_REACH - 1) : side.first]
            if side.side == "islamic_state" and "by" in before[-_HOLDER_REACH:] and not _HELD.isdisjoint(before):
                return True
        return False

    def _is_seat(self, index: int) -> bool:
        """Whether a sentence names a seat of Islamic State: "Raqqa, the group's stronghold", "the capital of Daesh"."""
        lowers = self.doc.tokens.lowers
        for side in self.scene.sides.of(index):
            if side.side != "islamic_state":
                continue
            before = lowers[max(0, side.first - _HOLDER_REACH - 1) : side.first]
            if ("of" in before and not _SEATS.isdisjoint(before)) or lowers[side.past : side.past + 1] in _HOLDS:
                return True
        return False

    def _uncovered(self, act: Act) -> bool:
        """ "Fighting on other fronts, which the truce does not cover"."""
        sentence = self.doc.sentences[act.sentence]
        lowers = self.doc.tokens.lowers
        for cue in self.scene.breaches.between(act.past, min(sentence.past, act.past + _COVER_REACH)):
            if cue.entry.form != "exclude" or _RELATIVES.isdisjoint(lowers[act.past : cue.start]):
                continue
            near = self.scene.breaches.between(max(act.past, cue.start - _TRUCE_REACH), cue.end + _TRUCE_REACH)
            return any(m.entry.names_truce for m in near)
        return False

"""Hostile acts in a sentence: which of its words are of one act.

Belongs here: grouping act words into acts, words that tell none. Does not: what kind of act they make (`act_kinds`),
whether it is told as done (`act_doubts`), whose it is (`agents`), what the sentences around it add (`events`).
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from pipeline.extract.act_doubts import DOUBT_REACH, doubts, has_stopped, is_not_done
from pipeline.extract.act_kinds import act_and_cause, is_no_capture, is_struggle, kind_of, raid_by, takes_up
from pipeline.extract.agents import agents_of, target_of
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.doers import OPPOSING
from pipeline.extract.lexicon import Match
from pipeline.extract.no_acts import is_no_act
from pipeline.extract.numerals import small
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.weapons import is_idle, is_of_trade, is_stock

# Words of one act stand close: "launched a fresh ground offensive", "warplanes have repeatedly pounded".
_GROUP_GAP = 5
# What fills a shell stands right behind it: "a rocket carrying poison gas".
_FILLING = 2
DEFINITE = frozenset("the this that these those such".split())
_CLAUSES = frozenset({"when", "while", "after", "before", "since"})
_HAPPENED = tuple([took, word] for took in ("took", "taken", "takes", "taking", "take") for word in ("place", "to"))
# "Killed 75 men including suicide bombers".
_COUNTED_AMONG = frozenset({"including", "included", "were", "are", "among"})
_SHOT_OFF = frozenset({"air_strike", "shelling"})
_AERIAL = frozenset({"air", "aerial"})
# "Firing of small arms and mortars", "opened fire with machine guns, rifles and rockets".
_WITH = frozenset({"of", "with", "from", "using"})
_FIRED_WITH = frozenset(
    "small arms small-arms light heavy automatic weapons weapon weaponry machine guns gun machine-guns rifles snipers"
    " calibre caliber and , both various the from with of".split()
)
# "Artillery and small-arms fire": one barrage of all that was at hand.
_SHOOTING_ARMS = frozenset("artillery mortar mortars tank tanks rocket rockets howitzer".split())
# "The coalition fighting Islamic State", but "with the army fighting rebels in the streets".
_SCENE_SETTING = frozenset({"with", "saw", "sees", "as", "between"})
# From who is told as fighting to the word, and from there to whom they fight.
_FIGHTERS_REACH, _OBJECT_REACH = 8, 3
_VEHICLES = (["vehicle"], ["vehicles"], ["season"], ["spirit"], ["age"], ["chance"], ["words"])
# Before a participle that tells what came of an act or with it.
_RESULT = frozenset({",", "and", "before", "after", "while", "then"})
EVENT_FORMS = frozenset({"noun", "verb", "weapon", "capture"})


class Act(NamedTuple):
    """One hostile act as told at one place; `start` and `end` are offsets, `first` and `past` token positions."""

    start: int
    end: int
    sentence: int
    first: int
    past: int
    act: str
    cause: str | None
    agents: str | None
    target: str | None
    weak: bool
    act_word: str
    capture: bool
    negated: bool
    hypothetical: bool
    background: bool
    agent_trace: str
    refers: bool = False

    @property
    def told(self) -> bool:
        """Whether the text tells it as having happened."""
        return not (self.negated or self.hypothetical or self.background)


def sentence_acts(scene: Scene, sentence: SentenceSpan, terms: Sequence[Match[ActTerm]]) -> list[Act]:
    """The acts that a sentence tells, in reading order, with the agents that its own words give."""
    groups: list[list[Match[ActTerm]]] = []
    for term in _readings(scene, terms):
        if term.entry.form not in EVENT_FORMS or _tells_none(scene, sentence, term):
            continue
        if groups and _joins(scene, groups[-1], term):
            groups[-1].append(term)
        else:
            groups.append([term])
    found = [act for group in groups if (act := _act(scene, sentence, group)) is not None]
    acts: list[Act] = []
    for act in found:
        if acts and _fires_shells(scene, acts[-1], act):
            acts[-1] = acts[-1]._replace(end=act.end, past=act.past, act=act.act, cause=act.cause)
        elif not (acts and _is_of_one(scene, acts[-1], act)):
            acts.append(act)
    acts = [_with_next(scene, act, after) for act, after in zip_longest(acts, acts[1:])]
    return [told for act in acts for told in (*_twin(scene, act), act)]


def _tells_none(scene: Scene, sentence: SentenceSpan, term: Match[ActTerm]) -> bool:
    """Whether a word of attack tells of no act here."""
    lowers = scene.doc.tokens.lowers
    if is_no_act(scene, term) or is_of_trade(scene, term):
        return True
    if term.entry.form == "weapon" and is_idle(scene, term):
        return True
    if term.entry.form == "capture" and lowers[term.start : term.end + 1] in _HAPPENED:
        return True
    if term.entry.term == "suicide bomber" and lowers[term.start - 1] in _COUNTED_AMONG:
        return True
    if term.entry.cause in _SHOT_OFF and is_stock(scene, term):
        return True
    return term.entry.act == "clash" and _only_describes(scene, sentence, term)


def _with_next(scene: Scene, act: Act, after: Act | None) -> Act:
    """An act told together with the next has its doer: "missile strikes and shelling by the army"."""
    if after is None or act.agents is not None or after.agent_trace != "agent phrase" or act.act == "clash":
        return act
    if act.past != after.first - 1 or scene.doc.tokens.lowers[act.past] != "and":
        return act
    return act._replace(agents=after.agents, agent_trace=after.agent_trace)


def _only_describes(scene: Scene, sentence: SentenceSpan, clash: Match[ActTerm]) -> bool:
    """Whether "fighting" only tells who somebody is: "the coalition fighting Islamic State", "fighting vehicles"."""
    lowers = scene.doc.tokens.lowers
    if lowers[clash.end : clash.end + 1] in _VEHICLES:
        return True
    if sentence.is_title or lowers[clash.start] not in OPPOSING:
        return False
    who = next(
        (s for s in scene.sides.between(clash.start - _FIGHTERS_REACH, clash.start) if s.past == clash.start), None
    )
    if who is None or not scene.sides.between(clash.end, clash.end + _OBJECT_REACH):
        return False
    before = lowers[max(sentence.first, who.first - 2) : who.first]
    return _SCENE_SETTING.isdisjoint(before) and not any(_is_number(scene, k) for k in range(who.first - 2, who.past))


def _is_of_one(scene: Scene, attack: Act, act: Act) -> bool:
    """Shots as one more of its means: "attacked with explosives and gunfire", "artillery and machine-gun fire"."""
    lowers = scene.doc.tokens.lowers
    if act.act != "shooting" or attack.past != act.first - 1 or lowers[attack.past] != "and":
        return False
    shared = (
        attack.act == "shelling"
        and lowers[attack.past - 1] in _SHOOTING_ARMS
        and "fire" in lowers[act.first : act.past]
    )
    return shared or attack.act == "ground_attack"


def _fires_shells(scene: Scene, firing: Act, act: Act) -> bool:
    """Whether shells are among what is fired: "unprovoked firing of small arms and mortars"."""
    lowers = scene.doc.tokens.lowers
    if firing.act != "shooting" or act.act != "shelling":
        return False
    between = lowers[firing.past : act.first]
    if between[:1] == ["and"] and lowers[firing.past - 1] in _FIRED_WITH:
        return len(between) == 1  # "fired small arms and mortars"
    return bool(between) and between[0] in _WITH and _FIRED_WITH.issuperset(between[1:])


def _twin(scene: Scene, act: Act) -> list[Act]:
    """The raids of "air and artillery strikes", which shares the noun of the shelling."""
    lowers = scene.doc.tokens.lowers
    if act.act != "shelling" or lowers[act.first - 1] != "and" or lowers[act.first - 2] not in _AERIAL:
        return []
    start = scene.doc.tokens.starts[act.first - 2]
    return [act._replace(start=start, first=act.first - 2, act="air_strike", cause="air_strike", act_word="air strike")]


def _readings(scene: Scene, terms: Sequence[Match[ActTerm]]) -> list[Match[ActTerm]]:
    """One reading for each place where a word is both noun and verb ("shells", "strikes", "battles")."""
    chosen: list[Match[ActTerm]] = []
    for term in terms:
        if chosen and chosen[-1].start == term.start:
            if term.entry.form == "verb" and _is_verb(scene, term):
                chosen[-1] = term
        else:
            chosen.append(term)
    return chosen


def _is_verb(scene: Scene, term: Match[ActTerm]) -> bool:
    """A form that is noun or verb is a verb between a subject and an object ("jets hit the town")."""
    lowers = scene.doc.tokens.lowers
    following = lowers[term.end] if term.end < len(lowers) else ""
    before = lowers[term.start - 1] if term.start else ""
    if before in DEFINITE or before in {"a", "of", "by", "in"}:
        return False
    if before == "to" and term.entry.term == "advanced":
        return True  # "militias tried to advance on the town"
    if before in _RESULT and lowers[term.start].endswith("ing") and _is_number(scene, term.end):
        return True  # "rebels overran the post, beheading six soldiers"
    return following in {"the", "a", "an", "its", "their", "them"} or bool(scene.sides.between(term.end, term.end + 1))


def _is_number(scene: Scene, at: int) -> bool:
    """Whether a number stands at a position."""
    tokens = scene.doc.tokens
    return at < len(tokens) and (tokens.kinds[at] == NUMBER or small(tokens.lowers[at]) is not None)


def _joins(scene: Scene, group: list[Match[ActTerm]], term: Match[ActTerm]) -> bool:
    last = group[-1]
    gap = term.start - last.end
    bars = scene.bars
    if gap > _GROUP_GAP or bars[term.start] - bars[last.end - 1] >= HARD_COST:
        return False
    lowers = scene.doc.tokens.lowers
    if not _CLAUSES.isdisjoint(lowers[last.end : term.start]):
        return False
    if last.entry.term == "launched" and lowers[last.end] == ",":
        return False  # "hours after it began, army jets bombed the town"
    twin = lowers[term.start - 1] == "and" and lowers[term.start - 2] in _AERIAL  # "air and artillery attacks"
    joined = any(lowers[k] in {"and", "or"} for k in range(last.end, term.start - twin))
    if joined and not (last.entry.weak and term.entry.weak):
        return False
    if term.entry.form == "weapon" or any(t.entry.form == "weapon" for t in group):
        return True
    strong = next((t.entry.act for t in group if not t.entry.weak and t.entry.act != "unspecified"), None)
    mine = None if term.entry.weak or term.entry.act == "unspecified" else term.entry.act
    if strong == "chemical" and lowers[last.end : term.start] == ["from"]:
        return True  # "poisoning from shells"
    if strong is not None and mine is not None:
        return strong == mine or (mine == "chemical" and gap <= _FILLING)
    return True


def _act(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> Act | None:
    first, past = group[0].start, group[-1].end
    agents, how = agents_of(scene, sentence, group)
    kind = kind_of(group, agents is not None) or raid_by(scene, sentence, group)
    entry = kind or takes_up(scene, group, agents)
    if entry is None or (entry.act == "clash" and is_struggle(scene, first, past)):
        return None
    if is_no_capture(scene, entry, first, past):
        return None
    act, cause = act_and_cause(scene, sentence, group, entry, agents, how)
    if act == "clash":
        agents, how = None, "two-sided"
    tokens = scene.doc.tokens
    negated, hypothetical, background = doubts(scene, sentence, first)
    negated = (
        negated
        or is_not_done(scene.doc.tokens.lowers, group, past)
        or has_stopped(scene.doc.tokens.lowers[past : min(sentence.past, past + DOUBT_REACH)])
    )
    return Act(
        tokens.starts[first],
        tokens.ends[past - 1],
        sentence.index,
        first,
        past,
        act,
        cause,
        agents,
        target_of(scene, sentence, group),
        kind is not None and all(t.entry.weak for t in group),
        entry.term,
        all(t.entry.form == "capture" for t in group),
        negated,
        hypothetical,
        background,
        how,
    )

"""How counted people came to harm: the act behind a figure, its cause and its side.

Belongs here: choosing the act that governs a figure. Does not: finding acts (`events`), the side that the words about
the harm name (`blame`), when and where they happened (`situate`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.acts import Act
from pipeline.extract.afterwards import told_after
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.blame import agent_of_harm, announced_by, are_foes, only_foe
from pipeline.extract.breakers import breaker_told
from pipeline.extract.clause import HARMED
from pipeline.extract.described import is_described
from pipeline.extract.doers import join_sides
from pipeline.extract.events import accused_in, answered
from pipeline.extract.memo import per_article
from pipeline.extract.scene import Scene, provinces_in, scene_of
from pipeline.extract.states import AIR_FORCES, GROUPS, home_side
from pipeline.extract.tokens import NUMBER

# The act that carries a figure is told at most this many sentences before it, or in the title or lead.
_CARRY_SENTENCES = 6
# An agent is looked for this far around a figure, and in the title and lead; no story needs more acts than this.
_NEAR_SENTENCES = 30
_LEAD_SENTENCES = 3
_MOST_ACTS = 200
# An agent told further off than this belongs to another of the story's events, unless the lead tells it.
_AGENT_REACH = 10
# What an army does to its enemy and then announces; bombs and gas are what it is a victim of.
_FOUGHT = frozenset({"air_strike", "shelling", "ground_attack", "shooting", "unspecified"})
# What one side does to the other; in a clash nobody is blamed.
_ATTACKS = frozenset({"ground_attack", "shooting"})
_BY_LAND = frozenset({"ground_fighting", "shooting", None})
_OUTRIGHT = frozenset({"owner", "agent phrase"})
_FLIGHT = frozenset("fleeing flee fled escaping escape escaped avoid running ran".split())
_FLIGHT_REACH = 5
_AVENGING = frozenset("retaliation revenge reprisal reprisals retribution vengeance response".split())
_FOR, _AVENGED_REACH = frozenset(("for", "to")), 6
_BARRELS = frozenset({"barrel", "barrels", "barrel-bomb", "barrel-bombs", "barrel-bombing"})
# How far back a sentence without an act goes on with an attack.
_ATTACK_SENTENCES = 2
_BLAMED = frozenset({"chemical", "bombing", "air_strike", "shelling", "unspecified"})
# "Officials blamed the militia": a sentence that says no more.
_CHARGE_REACH = 12
# What gas is carried by.
_CARRIERS = frozenset({"air_strike", "shelling", None})
_FROM_AFAR = {"air_strike", "shelling"}
_BOMBERS = frozenset({"suicide", "bomber", "bombers"})
# "The army and its allies": words between the sides of one subject, and back to the first.
_JOINING = frozenset({"and", "the", "its", "&", "/"})
_GAP_REACH = 8
_ONLY_FLIER = "the only side told of that flies"
_SENTENCE = attrgetter("sentence")
# Words by which an act of another statement is further off than one behind those counted.
_APART, _CONJUNCTIONS = 8, frozenset({"and", "while", "but"})
# What states say of the militants that they kill.
_OF_STATES = frozenset("eliminated neutralised neutralized liquidated".split())
_STATES = frozenset({"government", "turkey", "russia", "iran", "israel"})


_GUNMEN = frozenset({"gunmen", "gunman"})
_KILLING = frozenset({"killed", "kill", "kills", "killing", "wounded", "wounding", "injured", "injuring"})
_GUNMEN_REACH = 7


class Harm(NamedTuple):
    """How counted people came to harm: cause and side, with the words that decided it."""

    cause: str | None
    perpetrator: str | None
    trace: str
    act: Act | None = None

    @property
    def by_only_flier(self) -> bool:
        """Whether the side is a guess from its being the only one told of that flies."""
        return self.trace.endswith(_ONLY_FLIER)


class Harmed(NamedTuple):
    """Counted people: their sentence, the tokens `first` to `past` that count them, what befell them, their side."""

    sentence: int
    first: int
    past: int
    measure: str = "killed"
    side: str | None = None
    speaker: str | None = None
    verb: int = -1  # the word behind them that tells what befell them
    gap: int | None = None  # where the subject of a verb that is left out ends: "..., the army 12"


def cause_and_agent(doc: Annotated, acts: Sequence[Act], harmed: Harmed) -> Harm:
    """How counted people came to harm, and by whom."""
    scene = scene_of(doc)
    told = _around(acts, harmed.sentence)
    sentence = doc.sentences[harmed.sentence]
    if harmed.gap is not None:
        named = _before_gap(scene, sentence, harmed.gap)
    else:
        named = agent_of_harm(scene, sentence, harmed.first, harmed.past, harmed.verb)
    act = _nearest(scene, told, sentence, harmed)
    how = "in its sentence"
    if act is not None and act.cause is None:
        act = _told_elsewhere(told, act)
    elif act is None:
        act = _carried(scene, told, harmed.sentence)
        how = f"carried from sentence {act.sentence}" if act is not None else ""
    if act is None:
        cause = _cause_without_act(scene, sentence, harmed)
        harm = Harm(cause, named, "harm verb" if cause or named else "not told")
        return harm if named else _of_breach(scene, sentence, harmed, _without_act(doc, told, harmed, harm))
    if named in GROUPS and act.cause == "air_strike" and "carried" in how:
        return Harm(None, named, "harm verb, by a side that does not fly")
    if named is None and act.agents is None and act.act != "clash":
        later = told_after(scene, told, max(harmed.sentence, act.sentence), act.cause)
        if later is not None and later.agents != harmed.side:
            return Harm(act.cause, later.agents, f"{act.act} {how}, told after it in sentence {later.sentence}", act)
        act = _with_agent(scene, told, act, harmed.sentence)
        act = _by_sentence(scene, told, _of_the_state(scene, act), harmed)
    harm = _in_the_fight(_harm(act, named, how), harmed)
    if named is None:
        harm = _not_their_own(harm, act, harmed)
    if harm.perpetrator is None and act.act in _FOUGHT:
        harm = _announced(scene, sentence, harmed, harm)
    return _of_breach(scene, sentence, harmed, harm if harm.perpetrator else _attacked(scene, act, harmed, harm))


def _in_the_fight(harm: Harm, harmed: Harmed) -> Harm:
    """Those who fight fall in the fight that the shots told in another sentence were of."""
    shots = harm.cause == "shooting" and "carried" in harm.trace and harmed.side is not None
    return harm._replace(cause="ground_fighting") if shots else harm


def _of_breach(scene: Scene, sentence: SentenceSpan, harmed: Harmed, harm: Harm) -> Harm:
    """People harmed by nobody named where their sentence tells who broke a truce."""
    if harm.perpetrator or harmed.measure not in HARMED or (harm.act is not None and harm.act.act == "clash"):
        return harm
    breaker = breaker_told(scene, sentence, harmed.side)
    return harm._replace(perpetrator=breaker, trace=f"{harm.trace}, broke a truce") if breaker else harm


def _is_eliminated(scene: Scene, harmed: Harmed) -> bool:
    """Whether a state at war with them tells of fighters killed: "three militants were eliminated"."""
    home = home_side(scene.country)
    if harmed.measure != "killed" or harmed.side in (None, home) or home not in _STATES:
        return False
    told = not _OF_STATES.isdisjoint(scene.words(harmed.sentence))
    return told and any(side.side == home and side.role == "armed" for side in scene.sides.items)


def _before_gap(scene: Scene, sentence: SentenceSpan, gap: int) -> str | None:
    """The sides right before a verb that is left out: "..., Russian and Syrian forces 84"."""
    found: list[str] = []
    limit = gap
    for side in reversed(scene.sides.between(max(sentence.first, gap - _GAP_REACH), gap)):
        if not _JOINING.issuperset(scene.doc.tokens.lowers[side.past : limit]):
            break
        found.append(side.side)
        limit = side.first
    return join_sides(found)


def _without_act(doc: Annotated, acts: Sequence[Act], harmed: Harmed, harm: Harm) -> Harm:
    """People harmed by nobody named in no act told of them: by who answers for it, who attacked, who announces it."""
    scene, sentence = scene_of(doc), doc.sentences[harmed.sentence]
    later = told_after(scene, acts, harmed.sentence, None) if harmed.measure in HARMED else None
    if later is not None and later.agents != harmed.side:
        return harm._replace(
            cause=harm.cause or later.cause,
            perpetrator=later.agents,
            trace=f"{later.act} told after it in sentence {later.sentence}",
        )
    side = answered(doc, harmed.sentence) if harmed.measure in HARMED else None
    if side is not None and side != harmed.side:
        return harm._replace(perpetrator=side, trace="claimed responsibility")
    accused = _accused_of(scene, acts, harmed)
    if accused is not None and accused != harmed.side:
        return harm._replace(perpetrator=accused, trace="accused")
    attack = _attack_before(acts, harmed)
    if attack is not None:
        return harm._replace(perpetrator=attack.agents, trace=f"the attack told in sentence {attack.sentence}")
    return _announced(scene, sentence, harmed, harm)


def _accused_of(scene: Scene, acts: Sequence[Act], harmed: Harmed) -> str | None:
    """The side that is blamed for deaths that no act tells of, in their sentence or the next: "Police blamed IS"."""
    if harmed.measure not in HARMED:
        return None
    accused, following = accused_in(scene.doc), harmed.sentence + 1
    if harmed.sentence in accused or following not in accused or _sentence_of(acts, following):
        return accused.get(harmed.sentence)
    return accused[following] if len(scene.words(following)) <= _CHARGE_REACH else None


def _bombed(scene: Scene, act: Act, harmed: Harmed, harm: Harm) -> Harm:
    """'Suicide bombers hit two camps': of the only side told of that fights the state."""
    sentence, home = scene.doc.sentences[act.sentence], home_side(scene.country)
    if act.cause != "bombing" or harmed.measure not in HARMED:
        return harm
    if _BOMBERS.isdisjoint(scene.doc.tokens.lowers[sentence.first : sentence.past]):
        return harm
    foe = only_foe(scene, home)
    return harm._replace(perpetrator=foe, trace=f"{harm.trace}, the only foe told of") if foe != harmed.side else harm


def _attacked(scene: Scene, act: Act, harmed: Harmed, harm: Harm) -> Harm:
    """Fighters who fall in an attack of nobody named: their only foe's, where the story tells of one."""
    if _is_eliminated(scene, harmed):
        return harm._replace(perpetrator=home_side(scene.country), trace=f"{harm.trace}, a word of states")
    if act.act not in _ATTACKS:
        return _bombed(scene, act, harmed, harm)
    if harmed.side is None or harmed.measure not in HARMED:
        return harm
    foe = only_foe(scene, harmed.side)
    return harm._replace(perpetrator=foe, trace=f"{harm.trace}, the only foe told of") if foe else harm


def _announced(scene: Scene, sentence: SentenceSpan, harmed: Harmed, harm: Harm) -> Harm:
    if harmed.measure not in HARMED or harmed.side is None:
        return harm
    side = announced_by(scene, sentence, harmed.side, harmed.speaker)
    return harm._replace(perpetrator=side, trace=f"{harm.trace}, announced by the other side") if side else harm


def _not_their_own(harm: Harm, act: Act, harmed: Harmed) -> Harm:
    """Without the victims' own side among those who did it; many groups of one opposition do fight each other."""
    if harmed.side is None or harm.perpetrator is None or harmed.side not in harm.perpetrator.split("+"):
        return harm
    if harmed.side == "opposition" and act.sentence == harmed.sentence and act.agent_trace in _OUTRIGHT:
        return harm
    others = [side for side in harm.perpetrator.split("+") if side != harmed.side]
    return harm._replace(perpetrator=join_sides(others), trace=f"{harm.trace}, not their own side")


def _with_agent(scene: Scene, acts: Sequence[Act], act: Act, index: int) -> Act:
    """The act with the agent that the story names for acts of its kind, nearest first, in the same place."""
    best: tuple[tuple[int, int], Act] | None = None
    here = provinces_in(scene, index)
    fliers = _fliers(scene) if act.act == "air_strike" else frozenset()
    for other in acts:
        alike = other.cause == act.cause or (act.weak and {other.cause, act.cause} == _FROM_AFAR)
        if other.agents is None or not alike or other.capture:
            continue
        if abs(other.sentence - index) > _AGENT_REACH and other.sentence >= _LEAD_SENTENCES:
            continue
        price = (abs(other.sentence - index), other.first)
        if best is not None and price >= best[0]:
            continue
        there = provinces_in(scene, other.sentence) if here else here
        if not there or here & there:
            best = price, other
    if best is None:
        blamed = set(accused_in(scene.doc).values())
        if len(fliers) == 1:
            return act._replace(agents=next(iter(fliers)), agent_trace=_ONLY_FLIER)
        if len(blamed) == 1 and act.act in _BLAMED and not (fliers and blamed.isdisjoint(fliers)):
            return act._replace(agents=blamed.pop(), agent_trace="the only side accused")
        return act
    return act._replace(agents=best[1].agents, agent_trace=f"as in sentence {best[1].sentence}")


def _by_sentence(scene: Scene, acts: Sequence[Act], act: Act, harmed: Harmed) -> Act:
    """'Two guards were shot dead when rebels fell on their post': the one doer that its sentence tells."""
    others = (a for a in _sentence_of(acts, act.sentence) if a.agents and a.act != "clash")
    sides = {a.agents for a in others if a.agents and not is_described(scene, a.sentence, a.first, harmed.first)}
    if act.agents is not None or len(sides) != 1 or harmed.side in next(iter(sides)).split("+"):
        return act
    return act._replace(agents=sides.pop(), agent_trace="told with it")


def _of_the_state(scene: Scene, act: Act) -> Act:
    """What only the state does in whose country the war is: barrel bombs, "a military operation" of nobody named."""
    if act.agents is not None or scene.country is None:
        return act
    home, lowers = home_side(scene.country), scene.doc.tokens.lowers
    sentence = scene.doc.sentences[act.sentence]
    if act.act == "air_strike" and not _BARRELS.isdisjoint(lowers[sentence.first : sentence.past]):
        return act._replace(agents=home, agent_trace="barrel bombs")
    if lowers[act.first] == "military" and home == "government":
        foreign = any(side.role == "armed" and side.side not in (*GROUPS, home) for side in scene.sides.items)
        return act if foreign else act._replace(agents=home, agent_trace="of the military")
    return act


@per_article
def _fliers(scene: Scene) -> frozenset[str]:
    """The sides with an air force that an article names."""
    return frozenset(s.side for s in scene.sides.items if s.kind == "name" and s.side in AIR_FORCES)


def _told_elsewhere(acts: Sequence[Act], act: Act) -> Act:
    """An act of no kind ("attacks", "targeted") with the kind that the sentences around it tell of the same side."""
    for index in (act.sentence, act.sentence + 1, act.sentence - 1, act.sentence + 2, act.sentence + 3):
        for other in _sentence_of(acts, index):
            if other.cause is not None and not other.capture and (act.agents is None or other.agents == act.agents):
                return act._replace(cause=other.cause, agents=act.agents or other.agents)
    return act


def _harm(act: Act, verb_agent: str | None, how: str) -> Harm:
    agent = verb_agent or act.agents
    return Harm(act.cause, agent, f"{act.act} {how}" + (f", {act.agent_trace}" if agent else ""), act)


def _around(acts: Sequence[Act], index: int) -> list[Act]:
    """The acts told as done near a sentence, and those of the title and lead."""
    left = bisect_left(acts, index - _NEAR_SENTENCES, key=_SENTENCE)
    right = bisect_left(acts, index + _NEAR_SENTENCES, key=_SENTENCE)
    lead = bisect_left(acts, _LEAD_SENTENCES, hi=left, key=_SENTENCE)
    near = [*acts[: min(lead, _MOST_ACTS)], *acts[left : min(right, left + _MOST_ACTS)]]
    return [act for act in near if act.told or (act.background and act.sentence == index)]


def _sentence_of(acts: Sequence[Act], index: int) -> Sequence[Act]:
    left = bisect_left(acts, index, key=_SENTENCE)
    return acts[left : bisect_left(acts, index + 1, left, key=_SENTENCE)]


def _nearest(scene: Scene, acts: Sequence[Act], sentence: SentenceSpan, harmed: Harmed) -> Act | None:
    first, past = harmed.first, harmed.past
    candidates = [
        a for a in _sentence_of(acts, sentence.index) if not is_described(scene, sentence.index, a.first, first)
    ]
    if harmed.measure in HARMED:
        candidates = [act for act in candidates if not (_fled(scene, act, first) or _is_of_others(scene, act, past))]
        candidates = [act for act in candidates if act.first < past or not _is_avenged(scene, act)]
    if not candidates:
        return None
    gas = next((act for act in candidates if act.act == "chemical"), None)
    act = min(candidates, key=lambda act: (act.background, _price(scene, act, first, past), act.first))
    if act.act == "clash" and act.agents is None:
        # "In a separate clash two soldiers were killed when their convoy was ambushed by rebels."
        raids = (a for a in candidates if a.first >= past and a.cause == act.cause and a.agent_trace == "agent phrase")
        act = next(raids, act)
        act = _begun(candidates, act, harmed) if act.act == "clash" else act
    return gas if gas is not None and act.cause in _CARRIERS else act


def _begun(acts: Sequence[Act], clash: Act, harmed: Harmed) -> Act:
    """'Gunmen attacked a base, setting off a clash in which two guards died': the clash by whose attack it began."""
    if harmed.side is None or harmed.measure not in HARMED:
        return clash
    attacks = (a for a in acts if a.first < clash.first and a.act != "clash" and a.cause in _BY_LAND)
    attackers = next((a.agents for a in attacks if a.agents), None)
    foes = attackers is not None and all(are_foes(side, harmed.side) for side in attackers.split("+"))
    return clash._replace(agents=attackers, agent_trace="of the attack that began it") if foes else clash


def _is_of_others(scene: Scene, act: Act, past: int) -> bool:
    """Whether others were put to death: "the dead are 40 rebels and 12 civilians; nine civilians were executed"."""
    return act.cause == "execution" and NUMBER in scene.doc.tokens.kinds[past : act.first]


def _is_avenged(scene: Scene, act: Act) -> bool:
    """Whether an act is only what was answered ("killed 90 villagers in retaliation for an army offensive")."""
    before = scene.doc.tokens.lowers[max(0, act.first - _AVENGED_REACH) : act.first]
    answered = next((k for k, pair in enumerate(pairwise(before)) if pair[0] in _AVENGING and pair[1] in _FOR), None)
    if answered is None or "," in before[answered:]:
        return False
    return not scene.acts.between(act.first - len(before) + answered, act.first)


def _fled(scene: Scene, act: Act, first: int) -> bool:
    """Whether an act is only what the victims ran from ("killed 12 people fleeing clashes")."""
    low = max(first, act.first - _FLIGHT_REACH)
    before = scene.doc.tokens.lowers[low : act.first]
    if act.first <= first or _FLIGHT.isdisjoint(before):
        return False
    flight = low + next(k for k, word in enumerate(before) if word in _FLIGHT)
    return not any(m.entry.measure in HARMED for m in scene.measures.between(flight, act.first))


def _price(scene: Scene, act: Act, first: int, past: int) -> int:
    if act.first >= past:
        gap = scene.distance(past - 1, act.first)
    else:
        gap = scene.distance(min(act.past - 1, first), first) + (_APART if _opens_clause(scene, act, first) else 0)
    return gap + (6 if act.capture else 0) + (4 if act.cause is None else 0)


def _opens_clause(scene: Scene, act: Act, first: int) -> bool:
    """'A judge was shot dead and two guards were killed by a bomb': what was told before the "and" is done with."""
    if scene.doc.tokens.lowers[first - 1] not in _CONJUNCTIONS:
        return False
    return bool(scene.measures.between(min(act.first, act.past - 1), first - 1))


def _carried(scene: Scene, acts: Sequence[Act], index: int) -> Act | None:
    for back in range(1, _CARRY_SENTENCES + 1):
        candidates = [a for a in _sentence_of(acts, index - back) if a.cause is not None and not a.capture]
        if candidates:
            killing = [a for a in candidates if scene.measures.between(a.first, a.past)]  # "shot dead in an ambush"
            act = next((a for a in reversed(killing or candidates) if not a.weak), candidates[-1])
            sides = {a.agents for a in candidates if a.agents is not None and a.act != "clash"}
            return act._replace(agents=sides.pop()) if act.agents is None and len(sides) == 1 else act
    return None


def _attack_before(acts: Sequence[Act], harmed: Harmed) -> Act | None:
    """The attack of a side, of no told kind, that the sentence goes on with: "RSF men attacked Bor. Sixty died"."""
    if harmed.measure not in HARMED:
        return None
    for index in range(harmed.sentence - 1, max(-1, harmed.sentence - 1 - _ATTACK_SENTENCES), -1):
        told = [act for act in _sentence_of(acts, index) if not act.capture]
        if told:
            sides = {act.agents for act in told}
            return told[-1] if len(sides) == 1 and told[-1].agents not in (None, harmed.side) else None
    return None


def _cause_without_act(scene: Scene, sentence: SentenceSpan, harmed: Harmed) -> str | None:
    """The cause that words of harm alone tell: "shot dead", "killed by gunmen"."""
    told = _measure_cause(scene, harmed.sentence, harmed.first, harmed.past)
    shot = told is None and harmed.measure in HARMED and _by_gunmen(scene, sentence, harmed.first, harmed.past)
    return "shooting" if shot else told


def _by_gunmen(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> bool:
    """'Gunmen killed two policemen', 'two were killed by unknown gunmen': what gunmen do, where no more is told."""
    lowers = scene.doc.tokens.lowers
    for at in range(sentence.first, min(sentence.past, past + _GUNMEN_REACH)):
        if lowers[at] not in _GUNMEN:
            continue
        if at < first:
            return lowers[first - 1] in _KILLING or first - at <= _GUNMEN_REACH
        return "by" in lowers[max(past, at - _GUNMEN_REACH) : at]
    return False


def _measure_cause(scene: Scene, index: int, first: int, past: int) -> str | None:
    causes = [
        (min(abs(m.start - past), abs(first - m.end)), m.entry.cause) for m in scene.measures.of(index) if m.entry.cause
    ]
    return min(causes, default=(0, None), key=lambda pair: pair[0])[1]

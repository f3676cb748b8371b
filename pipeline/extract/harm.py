"""How counted people came to harm: the act behind a figure, its cause and its side.

Belongs here: choosing the act that governs a figure, and the side that the verb of harm names. Does not: finding acts
(`events`), when and where they happened (`situate`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.acts import Act
from pipeline.extract.agents import AUXILIARIES, chain, join_sides, subject_sides
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.events import accused_in
from pipeline.extract.scene import Scene, provinces_in, scene_of

# The act that carries a figure is told at most this many sentences before it, or in the title or lead.
_CARRY_SENTENCES = 3
# An agent is looked for this far around a figure, and in the title and lead; no story needs more acts than this.
_NEAR_SENTENCES = 30
_LEAD_SENTENCES = 3
_MOST_ACTS = 200

_BLAMED = frozenset({"chemical", "bombing", "air_strike", "shelling", "unspecified"})
_FROM_AFAR = {"air_strike", "shelling"}


@dataclass(frozen=True, slots=True)
class Harm:
    """How counted people came to harm: cause and side, with the words that decided it."""

    cause: str | None
    perpetrator: str | None
    trace: str
    act: Act | None = None


def cause_and_agent(doc: Annotated, acts: Sequence[Act], sentence_index: int, first: int, past: int) -> Harm:
    """How the people counted at tokens `first` to `past` came to harm, and by whom."""
    scene = scene_of(doc)
    told = _around(acts, sentence_index)
    sentence = doc.sentences[sentence_index]
    verb_agent = _harm_verb_agent(scene, sentence, first, past)
    act = _nearest(scene, told, sentence_index, first, past)
    how = "in its sentence"
    if act is not None and act.cause is None:
        act = _told_elsewhere(told, act)
    elif act is None:
        act = _carried(scene, told, sentence_index)
        how = f"carried from sentence {act.sentence}" if act is not None else ""
    if act is None:
        cause = _measure_cause(scene, sentence_index, first, past)
        return Harm(cause, verb_agent, "harm verb" if verb_agent or cause else "not told")
    if verb_agent is None and act.agents is None and act.act != "clash":
        act = _with_agent(scene, told, act, sentence_index)
    return _harm(act, verb_agent, how)


def _with_agent(scene: Scene, acts: Sequence[Act], act: Act, index: int) -> Act:
    """The act with the agent that the story names for acts of its kind, nearest first, in the same place."""
    best: tuple[tuple[int, int], Act] | None = None
    here = provinces_in(scene, index)
    for other in acts:
        alike = other.cause == act.cause or (act.weak and {other.cause, act.cause} == _FROM_AFAR)
        if other.agents is None or not alike or other.capture:
            continue
        there = provinces_in(scene, other.sentence)
        if here and there and not here & there:
            continue
        price = (abs(other.sentence - index), other.first)
        if best is None or price < best[0]:
            best = price, other
    if best is None:
        blamed = set(accused_in(scene.doc).values())
        if len(blamed) == 1 and act.act in _BLAMED:
            return replace(act, agents=blamed.pop(), agent_trace="the only side accused")
        return act
    return replace(act, agents=best[1].agents, agent_trace=f"as in sentence {best[1].sentence}")


def _told_elsewhere(acts: Sequence[Act], act: Act) -> Act:
    """An act of no kind ("attacks", "targeted") with the kind that the sentences around it tell of the same side."""
    for index in (act.sentence, act.sentence + 1, act.sentence - 1, act.sentence + 2, act.sentence + 3):
        for other in _sentence_of(acts, index):
            if other.cause is not None and not other.capture and (act.agents is None or other.agents == act.agents):
                return replace(act, cause=other.cause, agents=act.agents or other.agents)
    return act


def _harm(act: Act, verb_agent: str | None, how: str) -> Harm:
    agent = verb_agent or act.agents
    return Harm(act.cause, agent, f"{act.act} {how}" + (f", {act.agent_trace}" if agent else ""), act)


def _around(acts: Sequence[Act], index: int) -> list[Act]:
    """The acts told as done near a sentence, and those of the title and lead."""
    left = bisect_left(acts, index - _NEAR_SENTENCES, key=lambda a: a.sentence)
    right = bisect_left(acts, index + _NEAR_SENTENCES, key=lambda a: a.sentence)
    lead = bisect_left(acts, _LEAD_SENTENCES, hi=left, key=lambda a: a.sentence)
    near = [*acts[: min(lead, _MOST_ACTS)], *acts[left : min(right, left + _MOST_ACTS)]]
    return [act for act in near if act.told or (act.background and act.sentence == index)]


def _sentence_of(acts: Sequence[Act], index: int) -> Sequence[Act]:
    left = bisect_left(acts, index, key=lambda a: a.sentence)
    right = bisect_left(acts, index + 1, key=lambda a: a.sentence)
    return acts[left:right]


def _nearest(scene: Scene, acts: Sequence[Act], index: int, first: int, past: int) -> Act | None:
    candidates = _sentence_of(acts, index)
    if not candidates:
        return None
    return min(candidates, key=lambda act: (_price(scene, act, first, past), act.first))


def _price(scene: Scene, act: Act, first: int, past: int) -> int:
    if act.first >= past:
        gap = scene.distance(past - 1, act.first)
    else:
        gap = scene.distance(min(act.past - 1, first), first)
    return gap + (6 if act.capture else 0) + (4 if act.cause is None else 0)


def _carried(scene: Scene, acts: Sequence[Act], index: int) -> Act | None:
    for back in range(1, _CARRY_SENTENCES + 1):
        candidates = [a for a in _sentence_of(acts, index - back) if a.cause is not None and not a.capture]
        if candidates:
            return candidates[-1]
    return None


def _measure_cause(scene: Scene, index: int, first: int, past: int) -> str | None:
    causes = [
        (min(abs(m.start - past), abs(first - m.end)), m.entry.cause) for m in scene.measures.of(index) if m.entry.cause
    ]
    return min(causes, default=(0, None), key=lambda pair: pair[0])[1]


def _event_between(scene: Scene, first: int, past: int) -> bool:
    return any(m.entry.form in {"noun", "weapon"} for m in scene.acts.between(first, past))


def _harm_verb_agent(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> str | None:
    """The side that kills in "the army killed 12 rebels" or "12 people were killed by government forces"."""
    lowers = scene.doc.tokens.lowers
    for match in scene.measures.between(max(sentence.first, first - 12), min(sentence.past, past + 12)):
        if match.entry.measure not in {"killed", "injured"} or match.entry.form not in {"participle", "active"}:
            continue
        if match.end <= first and lowers[match.start - 1] not in AUXILIARIES and match.start > sentence.first:
            sides = subject_sides(scene, sentence, match.start)
            if sides and not _event_between(scene, max(sentence.first, match.start - 5), match.start):
                return join_sides(sides)
        elif match.start >= past and match.end < sentence.past and lowers[match.end] == "by":
            agents = chain(scene, match.end + 1, sentence.past)
            if agents:
                return join_sides(agents)
    return None

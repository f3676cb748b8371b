"""The hostile acts of an article, each with what the sentences around it say of its kind and its agent.

Belongs here: acts that point back, means and their users, claims of responsibility, accusations. Does not: the words
of one sentence (`acts`, `agents`), the act behind a figure (`harm`), when and where an act happened (`situate`),
whether it breaks a truce (`violations`).
"""

from dataclasses import replace
from functools import lru_cache

from pipeline.extract.acts import DEFINITE, Act, sentence_acts
from pipeline.extract.agents import join_sides, subject_sides
from pipeline.extract.annotate import Annotated
from pipeline.extract.reference import Reference
from pipeline.extract.scene import HARD_COST, Scene, scene_of

_PRONOUNS = frozenset("its their".split())
_AIR_FORCES = frozenset({"government", "russia", "us_coalition", "turkey", "israel"})


def find_acts(doc: Annotated, reference: Reference) -> list[Act]:
    """Every hostile act told, in reading order, agents resolved through the discourse."""
    scene = scene_of(doc)
    acts: list[Act] = []
    for sentence in doc.sentences:
        terms = scene.acts.of(sentence.index)
        if terms:
            acts.extend(sentence_acts(scene, sentence, terms))
    return _carry_agents(scene, acts)


def _carry_agents(scene: Scene, acts: list[Act]) -> list[Act]:
    """Let acts that point back ("the attack") share kind and agent with what they point at; settle bare bombings."""
    responsible = _claimed(scene)
    accused = accused_in(scene.doc)
    aerial = any(m.entry.act == "air_strike" and not m.entry.weak for m in scene.acts.items)
    out: list[Act] = []
    for act in acts:
        act = _instrument(scene, act, out)
        k = _antecedent(scene, act, out)
        if k is not None:
            act, out[k] = _unified(act, out[k])
        if act.agents is None and act.act == "bombing" and responsible:
            act = replace(act, agents=responsible, agent_trace="claimed responsibility")
        if act.agents is None and act.act != "clash" and act.sentence in accused:
            act = replace(act, agents=accused[act.sentence], agent_trace="accused")
        out.append(_bombing(act, aerial))
    return out


def _instrument(scene: Scene, act: Act, before: list[Act]) -> Act:
    """Means belong to the one who uses them: "jets attacked the town with chemical weapons"."""
    if act.agents is not None or not before or before[-1].sentence != act.sentence or before[-1].agents is None:
        return act
    lowers = scene.doc.tokens.lowers
    user = before[-1]
    if lowers[act.first - 1] in {"with", "using"} and scene.bars[act.first] - scene.bars[user.past - 1] < HARD_COST:
        return replace(act, agents=user.agents, agent_trace=f"{user.agent_trace}, its means")
    return act


def _unified(act: Act, earlier: Act) -> tuple[Act, Act]:
    """Both mentions of one act with what either says of it."""
    act = replace(act, refers=True)
    if act.weak and earlier.cause is not None:
        act = replace(act, act=earlier.act, cause=earlier.cause)
    if act.act == "clash":
        return act, earlier
    if act.agents is None and earlier.agents is not None:
        act = replace(act, agents=earlier.agents, agent_trace=f"as in sentence {earlier.sentence}")
    elif earlier.agents is None and act.agents is not None and earlier.act != "clash":
        earlier = replace(earlier, agents=act.agents, agent_trace=f"as in sentence {act.sentence}")
    return act, earlier


def _bombing(act: Act, aerial: bool) -> Act:
    """A bare "bombing" is from the air where only those with an air force are told of, else a bomb on the ground."""
    if act.act != "bombing" or not act.weak or not act.act_word.startswith("bomb"):
        return act
    sides = set(act.agents.split("+")) if act.agents else set()
    if sides <= _AIR_FORCES and (sides or aerial):
        return replace(act, act="air_strike", cause="air_strike")
    return act


def _antecedent(scene: Scene, act: Act, before: list[Act]) -> int | None:
    """The earlier act that "the attack", "their strikes" or "the terrorist attacks" takes up."""
    if not _points_back(scene, act):
        return None
    for k in range(len(before) - 1, max(-1, len(before) - 7), -1):
        earlier = before[k]
        if act.sentence - earlier.sentence > 2:
            return None
        if earlier.told and (earlier.act == act.act or (act.weak and earlier.act not in {"clash", "unspecified"})):
            if act.agents and earlier.agents and act.agents != earlier.agents:
                continue
            return k
    return None


def _points_back(scene: Scene, act: Act) -> bool:
    if not any(m.entry.form == "noun" for m in scene.acts.between(act.first, act.first + 1)):
        return False
    lowers = scene.doc.tokens.lowers
    k = act.first - 1
    while k > 0 and act.first - k <= 3 and any(s.past == k + 1 for s in scene.sides.between(k - 2, k + 1)):
        k -= 1
    return k >= 0 and (lowers[k] in DEFINITE or any(w in _PRONOUNS for w in lowers[max(0, act.first - 3) : act.first]))


@lru_cache(maxsize=2)
def accused_in(doc: Annotated) -> dict[int, str]:
    """Per sentence the one side that it accuses or blames."""
    return _accused(scene_of(doc))


def _accused(scene: Scene) -> dict[int, str]:
    """Per sentence the one side that it accuses or blames: "the opposition blamed the army for the attack"."""
    found: dict[int, str] = {}
    for match in scene.breaches.items:
        if match.entry.form != "accuse" or match.entry.kind != "one":
            continue
        sentence = scene.doc.sentence_at(scene.doc.tokens.starts[match.start])
        sides = scene.sides.between(match.end, min(sentence.past, match.end + 5))
        if sides and sides[0].first - match.end <= 2:
            found[sentence.index] = sides[0].side
    return found


def _claimed(scene: Scene) -> str | None:
    for match in scene.acts.items:
        if match.entry.form == "claim":
            sentence = scene.doc.sentence_at(scene.doc.tokens.starts[match.start])
            lowers = scene.doc.tokens.lowers
            if match.start > sentence.first and {"no", "nobody"} & set(
                lowers[max(sentence.first, match.start - 5) : match.start]
            ):
                continue
            sides = subject_sides(scene, sentence, match.start)
            if sides:
                return join_sides(sides)
    return None

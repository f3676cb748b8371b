"""Whose men gunmen and fighters of nobody named are, by who killed them.

Belongs here: the side of the dead by that of their killers. Does not: the killers of a figure's people (`harm`), whose
men words themselves name (`belonging`).
"""

from pipeline.extract.annotate import Annotated
from pipeline.extract.blame import agent_of_harm, are_foes, only_foe
from pipeline.extract.events import acts_of
from pipeline.extract.nouns import Phrase
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.states import home_side
from pipeline.extract.wars import foe_of_war

# Words for fighters that tell no side: "US troops killed nine militiamen".
_FIGHTERS = frozenset(("militiaman", "militiamen", "fighter", "fighters"))
_ALLIED = frozenset(("us_coalition", "russia", "other"))
# Those of an attack told before: "rebels raided the base; ten of the attackers died".
_ATTACKERS = frozenset("attacker attackers assailant assailants raider raiders".split())
_INSURGENTS = frozenset(("terrorist", "terrorists"))
_ATTACK_REACH = 2


def foe_of_killers(doc: Annotated, phrase: Phrase, role: str) -> str | None:
    """The side of gunmen or fighters whom a state or its allies killed: their only foe told of, else the rebels."""
    word = phrase.head.word if phrase.head is not None else ""
    if not (role == "perpetrator" or word in _FIGHTERS or word in _ATTACKERS or word in _INSURGENTS):
        return None
    scene = scene_of(doc)
    if word in _ATTACKERS and (attacking := _who_attacked(scene, phrase)) is not None:
        return attacking
    home, killers = home_side(scene.country), _killers(scene, phrase)
    foes = _foes_of(scene, killers, home) if killers is not None else set()
    if len(foes) == 1:
        return foes.pop()
    if role == "perpetrator" or word in _ATTACKERS:
        return only_foe(scene, home)  # gunmen and attackers may be anybody's
    warring = home == "government" and foe_of_war(doc, scene.country) is None
    return "opposition" if warring and not foes and (killers == home or killers in _ALLIED) else None


def _who_attacked(scene: Scene, phrase: Phrase) -> str | None:
    """The one side whose attack is told before its attackers, in their sentence or right before it."""
    sentence = scene.doc.sentence_at(scene.doc.tokens.starts[phrase.start])
    near = (act for act in acts_of(scene.doc) if 0 <= sentence.index - act.sentence <= _ATTACK_REACH)
    sides = {act.agents for act in near if act.agents is not None and act.first < phrase.start and act.act != "clash"}
    sides -= {agent_of_harm(scene, sentence, phrase.start, phrase.end)}
    return sides.pop() if len(sides) == 1 else None


def _killers(scene: Scene, phrase: Phrase) -> str | None:
    """The side that the words of harm name, else the only one that acts in the sentence."""
    sentence = scene.doc.sentence_at(scene.doc.tokens.starts[phrase.start])
    acts = [act for act in acts_of(scene.doc) if act.sentence == sentence.index and act.told]
    if any(act.act == "clash" for act in acts) or "since" in scene.words(sentence.index):
        return None  # "2,000 fighters have died since the army began its offensive"
    sides = {act.agents for act in acts}
    named = agent_of_harm(scene, sentence, phrase.start, phrase.end)
    if named is not None:
        return named
    return sides.pop() if len(sides) == 1 else None


def _foes_of(scene: Scene, killers: str, home: str) -> set[str]:
    """The armed sides told of that fight the killers; who is allied with the state of the war does not fight it."""
    foes = {side.side for side in scene.sides.items if side.role == "armed" and are_foes(side.side, killers)}
    return foes - ({home} if killers in _ALLIED else set())

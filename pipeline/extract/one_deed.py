"""Acts that only tell what another act of their sentence was done with, what it led to or what came of it.

Belongs here: which of two acts of a sentence is no deed of its own. Does not: words of one act (`acts`), many mentions
of one act in several sentences (`breaches`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.acts import Act
from pipeline.extract.scene import HARD_COST, Scene

# "Struck the camp, setting off a battle".
_DRAWING = frozenset({"unspecified", "ground_attack", "shooting"})
_LEADING = frozenset({"sparking", "triggering", "provoking", "prompting", "ensuing", "sparked", "triggered", "setting"})
# "Stormed the post with mortars and grenades", "raided the village, shooting dead two policemen".
_ON_GROUND = frozenset({"unspecified", "ground_attack"})
_THROWN = frozenset({"shooting", "bombing", "shelling"})
_WITH = frozenset({"with", "using"})
_JOINED = frozenset({",", "and", "or"})


def drawn_pairs(scene: Scene, acts: Sequence[Act]) -> list[tuple[Act, Act]]:
    """The attacks that drew a fight, each with it: "struck the camp, setting off a battle"."""
    return [pair for pair in pairwise(acts) if _draws(scene, *pair)]


def told_within(scene: Scene, acts: Sequence[Act]) -> set[int]:
    """Where those acts start that are only the means or the outcome of an attack on the ground told before them."""
    found: set[int] = set()
    for k, act in enumerate(acts):
        if act.act not in _THROWN or k == 0:
            continue
        attack = acts[k - 1]
        if (
            attack.sentence == act.sentence
            and attack.told
            and attack.act in _ON_GROUND
            and _is_within(scene, attack, act)
        ):
            found.add(act.start)
    return found


def _is_within(scene: Scene, attack: Act, act: Act) -> bool:
    """Whether an act is how an attack was made or what came of it."""
    lowers = scene.doc.tokens.lowers
    if act.agents not in {None, attack.agents} or scene.bars[act.first] - scene.bars[attack.past - 1] >= HARD_COST:
        return False
    if act.act == "shooting" and lowers[act.first].endswith("ing") and lowers[act.first - 1] in _JOINED:
        return True
    return not _WITH.isdisjoint(lowers[attack.past : act.first])


def _draws(scene: Scene, attack: Act, fight: Act) -> bool:
    """Whether a fight is only what an attack led to: "struck the camp, setting off a battle"."""
    if fight.act != "clash" or attack.act not in _DRAWING or attack.sentence != fight.sentence or not attack.told:
        return False
    between = scene.doc.tokens.lowers[attack.past : fight.past]
    return not _LEADING.isdisjoint(between) or between[-4:-1] == ["the", "exchange", "of"]

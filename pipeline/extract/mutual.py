"""Acts with which two sides charge each other: "accused each other of shelling villages".

Belongs here: whether an act is such a charge, so that it is no one side's and no exchange. Does not: charges of one
side (`doers`), statements of breach that name no act (`statements`).
"""

from pipeline.extract.acts import Act
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import HARD_COST, Scene

# From "blamed each other" to what they did.
_REACH = 10
_OF = frozenset({"of", "for", "over"})


def mutual_charge(scene: Scene, first: int, reach: int = _REACH) -> Match[BreachTerm] | None:
    """The words before a position with which two sides blame each other for what stands there."""
    lowers = scene.doc.tokens.lowers
    for cue in reversed(scene.breaches.between(max(0, first - reach), first)):
        if cue.entry.form != "accuse" or cue.entry.kind != "mutual":
            continue
        if scene.bars[first] - scene.bars[cue.end - 1] >= HARD_COST:
            return None
        return cue if not _OF.isdisjoint(lowers[cue.end - 1 : first]) else None
    return None


def is_charge_of_both(scene: Scene, act: Act) -> bool:
    """Whether an act is what two sides blame each other for."""
    return act.act != "clash" and mutual_charge(scene, act.first) is not None

"""Who did it, told in a sentence of its own after the toll: "Ten died in the market. The army had fired the shells".

Belongs here: telling such a sentence from one that tells another event. Does not: claims and accusations (`events`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pipeline.extract.acts import DEFINITE, Act
from pipeline.extract.clause import HARMED
from pipeline.extract.scene import Scene

# The sentences behind a toll that may tell who did it.
_REACH = 3
_TAKEN_UP = DEFINITE | {"them", "it"}
# "The shells were fired by", "had fired the shells", "struck the stalls".
_OBJECT_REACH = 2
_SENTENCE = attrgetter("sentence")


def told_after(scene: Scene, acts: Sequence[Act], sentence: int, cause: str | None) -> Act | None:
    """The act of the next sentence that tells of one, where it tells nothing new but who did it."""
    at = bisect_left(acts, sentence + 1, key=_SENTENCE)
    if at == len(acts) or acts[at].sentence > sentence + _REACH:
        return None
    later = [act for act in acts[at : at + 3] if act.sentence == acts[at].sentence]
    named = next((act for act in later if act.agents is not None), None)
    if named is None or named.capture or not (cause is None or named.cause in (None, cause)):
        return None
    between = range(sentence + 1, named.sentence + 1)
    if any(_tells_more(scene, index) for index in between) or not any(_takes_up(scene, act) for act in later):
        return None
    return named


def _tells_more(scene: Scene, index: int) -> bool:
    """Whether a sentence tells a place, a day or a toll of its own."""
    if scene.places.of(index) or scene.times.of(index):
        return True
    return any(m.entry.measure in HARMED and m.entry.form != "noun" for m in scene.measures.of(index))


def _takes_up(scene: Scene, act: Act) -> bool:
    """Whether an act is, or falls on, what was told before: "the rockets", "them", "struck the buildings"."""
    lowers = scene.doc.tokens.lowers
    near = {lowers[act.first - 1], *lowers[act.first + 1 : act.past + _OBJECT_REACH]}
    return not _TAKEN_UP.isdisjoint(near)

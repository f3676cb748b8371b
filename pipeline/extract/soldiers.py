"""Whose the soldiers are of whom nothing more is told: "soldiers opened fire", "shot dead by troops".

Belongs here: the side of bare words for soldiers as those who act. Does not: soldiers that are counted (`people`,
`nations`), named armies (`parties`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import HAVE
from pipeline.extract.scene import Scene
from pipeline.extract.states import home_side

_SOLDIERS = frozenset({"soldiers", "troops", "paratroopers", "commandos"})
_THEN = frozenset("then also later earlier allegedly reportedly".split())
_SUBJECT_OPENERS = frozenset({"and", ",", ";", "that", "when", "after", "said", "but", "the"})


def soldiers_at(scene: Scene, first: int) -> Sequence[str]:
    """ "Shot dead by soldiers": the men of no army that is named are those of the state at war."""
    first += scene.doc.tokens.lowers[first : first + 1] == ["the"]
    bare = not _SOLDIERS.isdisjoint(scene.doc.tokens.lowers[first : first + 1]) and scene.country is not None
    return (home_side(scene.country),) if bare else ()


def soldiers_before(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """ "Soldiers then killed four men": the men of no army that is named, as the subject of a verb."""
    lowers, at = scene.doc.tokens.lowers, verb - 1
    while at > sentence.first and (lowers[at] in HAVE or lowers[at] in _THEN):
        at -= 1
    opens = at == sentence.first or lowers[at - 1] in _SUBJECT_OPENERS
    return [home_side(scene.country)] if opens and lowers[at] in _SOLDIERS and scene.country is not None else []

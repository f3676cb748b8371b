"""The attacker of an event that is told over several sentences: named with one of its tolls, meant with the others.

Belongs here: claims of no named attacker beside claims of the same event. Does not: the words of a sentence or the act
it tells (`harm`), parts and their wholes (`claims`).
"""

from collections.abc import Sequence

from pipeline.extract.clause import HARMED
from pipeline.extract.sets import Draft

# Over the project's annotated sets a toll told one to three sentences from that of the same day, province and cause is
# of the same attacker in 24 of 27 cases that the annotators settle; in the same sentence ("four here, two there") in
# 10 of 16, and further off in 8 of 11.
_REACH = range(1, 4)
_AFAR = frozenset({"air_strike", "shelling"})
# Bombs are planted by many, and clashes have two sides.
_OPEN = ("bombing", "a war", "clash")


def tie_attackers(drafts: Sequence[Draft]) -> list[Draft]:
    """Every draft; one of no perpetrator with that of its event's neighbouring tolls where they name a single one."""
    return [_tied(draft, drafts) if _is_open(draft) else draft for draft in drafts]


def _is_open(draft: Draft) -> bool:
    if draft.perpetrator is not None or draft.figure.measure not in (*HARMED, "displaced"):
        return False
    return not draft.trace["perpetrator"].startswith(_OPEN)


def _tied(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    near = [other for other in drafts if other.perpetrator is not None and _one_event(draft, other)]
    attackers = {other.perpetrator for other in near if draft.figure.affiliation not in _sides(other)}
    if len(attackers) != 1:
        return draft
    told = min(abs(_index(other) - _index(draft)) for other in near)
    if told not in _REACH:
        return draft
    trace = {**draft.trace, "perpetrator": f"as of a toll of the same event {told} sentences away"}
    return draft._replace(perpetrator=attackers.pop(), trace=trace)


def _one_event(draft: Draft, other: Draft) -> bool:
    """Whether two tolls have day, province and cause in common."""
    if draft.window.start != other.window.start or not _alike(draft.cause, other.cause):
        return False
    here, there = draft.place, other.place
    return here == there or (here is not None and there is not None and here.admin1 == there.admin1)


def _alike(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left == right or {left, right} == _AFAR


def _sides(draft: Draft) -> list[str]:
    return draft.perpetrator.split("+") if draft.perpetrator else []


def _index(draft: Draft) -> int:
    return draft.figure.sentence.index

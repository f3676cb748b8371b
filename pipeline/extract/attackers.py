"""The attacker of an event that is told over several sentences: named with one of its tolls, meant with the others.

Belongs here: claims of no named attacker beside claims of the same event. Does not: the words of a sentence or the act
it tells (`harm`), parts and their wholes (`claims`).
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.extract.clause import HARMED
from pipeline.extract.model import Place
from pipeline.extract.sets import Draft
from pipeline.extract.states import GROUPS

# Over the project's annotated sets a toll told one to three sentences from that of the same day, province and cause is
# of the same attacker in 24 of 27 cases that the annotators settle; in the same sentence ("four here, two there") in
# 10 of 16, and further off in 8 of 11.
_REACH = range(1, 4)
_AFAR = frozenset({"air_strike", "shelling"})
# Bombs are planted by many, and clashes have two sides.
_OPEN = ("bombing", "a war", "clash")


class _Told(NamedTuple):
    """Tolls of one event that name its attacker: what they have in common, and their sentences in order."""

    start: date | None
    place: Place | None
    cause: str | None
    attacker: str


def tie_attackers(drafts: Sequence[Draft]) -> list[Draft]:
    """Every draft; one of no perpetrator with that of its event's neighbouring tolls where they name a single one."""
    told: dict[_Told, list[int]] = {}
    for draft in drafts:
        if draft.perpetrator is not None:
            event = _Told(draft.window.start, draft.place, draft.cause, draft.perpetrator)
            told.setdefault(event, []).append(_index(draft))
    for sentences in told.values():
        sentences.sort()
    return [_tied(draft, told) if _is_open(draft) else draft for draft in drafts]


def _is_open(draft: Draft) -> bool:
    if draft.perpetrator is not None or draft.figure.measure not in (*HARMED, "displaced"):
        return False
    # what has no day has none in common with another
    return draft.window.start is not None and not draft.trace["perpetrator"].startswith(_OPEN)


def _tied(draft: Draft, told: Mapping[_Told, Sequence[int]]) -> Draft:
    near = [event for event in told if _one_event(draft, event)]
    attackers = {event.attacker for event in near if draft.figure.affiliation not in event.attacker.split("+")}
    if draft.cause == "air_strike":
        attackers -= GROUPS
    if len(attackers) != 1:
        return draft
    away = min(_distance(_index(draft), told[event]) for event in near)
    if away not in _REACH:
        return draft
    trace = {**draft.trace, "perpetrator": f"as of a toll of the same event {away} sentences away"}
    return draft._replace(perpetrator=attackers.pop(), trace=trace)


def _one_event(draft: Draft, event: _Told) -> bool:
    """Whether two tolls have day, province and cause in common."""
    if draft.window.start != event.start or not _alike(draft.cause, event.cause):
        return False
    here, there = draft.place, event.place
    return here == there or (here is not None and there is not None and here.admin1 == there.admin1)


def _distance(sentence: int, sentences: Sequence[int]) -> int:
    """To the nearest of some sentences, which are in order."""
    at = bisect_left(sentences, sentence)
    return min(abs(other - sentence) for other in sentences[max(0, at - 1) : at + 1])


def _alike(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left == right or {left, right} == _AFAR


def _index(draft: Draft) -> int:
    return draft.figure.sentence.index

"""Who broke a truce by an act whose own words name nobody: the side that the story around it tells for such acts.

Belongs here: filling in the violator once acts told twice are one, so that no such guess joins or parts them. Does
not: who harmed the counted (`harm`, which decides it), which sides a truce binds (`binding`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.acts import Act
from pipeline.extract.annotate import Annotated
from pipeline.extract.binding import Binding
from pipeline.extract.breaches import Breach
from pipeline.extract.harm import Harmed, cause_and_agent
from pipeline.extract.telling import own_time


def filled(
    doc: Annotated, acts: Sequence[Act], breaches: Sequence[Breach], targets: Mapping[int, Act], binding: Binding
) -> list[Breach]:
    """The breaches, each act of nobody named with the one who harmed those that it hit, where the truce binds him."""
    beginnings = {breach.truce.holds_from for breach in breaches if _is_open(breach, targets)}
    since = {day: [act for act in acts if not _is_before(doc, act, day)] for day in beginnings}
    return [
        _with_doer(doc, since[breach.truce.holds_from], breach, targets[breach.start], binding)
        if _is_open(breach, targets)
        else breach
        for breach in breaches
    ]


def _is_open(breach: Breach, targets: Mapping[int, Act]) -> bool:
    return breach.violator is None and breach.own_act and breach.act != "clash" and breach.start in targets


def _with_doer(doc: Annotated, acts: Sequence[Act], breach: Breach, act: Act, binding: Binding) -> Breach:
    hit = Harmed(act.sentence, act.first, act.past, side=act.target, speaker=breach.alleged_by)
    harm = cause_and_agent(doc, acts, hit)
    side = harm.perpetrator
    if side is None or harm.by_only_flier or not binding.binds(breach.truce, act, side, breach.how):
        return breach
    return replace(breach, violator=side, trace={**breach.trace, "violator": harm.trace})


def _is_before(doc: Annotated, act: Act, beginning: date | None) -> bool:
    """Whether an act is told of a time before a truce: who bombed until August did not break it on that account."""
    if beginning is None:
        return False
    told = own_time(doc, act.sentence, act.first, act.past)
    if told is None or told.first is None:
        return False
    return told.first < beginning and (told.last or told.first) <= beginning

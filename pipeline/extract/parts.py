"""Figures that are parts of a total told elsewhere in the article, where no "of whom" says so.

Belongs here: parts known by the event that they point back at, wholes that were counted anew. Does not: parts told in
the sentence of their whole (`sharing`), numbers that add up (`sums`), places of a wider one (`roundups`).
"""

from collections.abc import Sequence

from pipeline.extract.places import contains, same_area
from pipeline.extract.retelling import VICTIMS
from pipeline.extract.sets import Draft, windows_agree

# Sentences from the total of an event to the last that tells of its victims one by one.
EVENT_REACH = 6
# Drafts looked back at: no event is told in more.
FIGURE_REACH = 30
CIVILIANS = frozenset(("children", "women", "medics", "journalists", "aid_workers"))


def tie_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the parents that their events give."""
    out = list(drafts)
    for k, draft in enumerate(out):
        whole = _whole_of_event(k, out)
        if whole is not None:
            out[k] = draft._replace(parent=whole, trace={**draft.trace, "part_of": "of the event told before"})
    return out


def under_latest_counts(drafts: Sequence[Draft]) -> list[Draft]:
    """Parts of an earlier count are those of the later one told beside it: "63, up from 40 ... of the dead 12 were"."""
    latest = {k: now for k, draft in enumerate(drafts) if draft.is_outdated and (now := _latest(k, drafts)) is not None}
    return [
        draft._replace(parent=latest[draft.parent]) if draft.parent in latest and latest[draft.parent] != k else draft
        for k, draft in enumerate(drafts)
    ]


def _latest(k: int, drafts: Sequence[Draft]) -> int | None:
    """The count that a sentence gives in place of an earlier one."""
    for other in (k - 1, k + 1, k - 2, k + 2):
        if 0 <= other < len(drafts) and drafts[other].figure.sentence is drafts[k].figure.sentence:
            now = drafts[other]
            alike = now.figure.measure == drafts[k].figure.measure and not (now.is_outdated or now.figure.included)
            if alike and now.figure.quantity.value > drafts[k].figure.quantity.value:
                return other
    return None


def _alike(part: Draft, whole: Draft) -> bool:
    a, b = part.figure, whole.figure
    return (
        (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and b.quantity.qualifier != "vague"
        and a.quantity.value < b.quantity.value
        and _is_kind_of(part, whole)
    )


def _is_kind_of(part: Draft, whole: Draft) -> bool:
    """Whether the whole counts such people as well."""
    a, b = part.figure, whole.figure
    if b.affiliation is not None and a.affiliation != b.affiliation:
        return False
    return b.population in ("all", a.population) or (b.population == "civilians" and a.population in CIVILIANS)


def _whole_of_event(k: int, drafts: Sequence[Draft]) -> int | None:
    """'Four nurses died in that explosion', 'six were treated abroad': the nearest figure that counts all victims."""
    part = drafts[k]
    if part.parent is not None or not (part.figure.points_back or part.figure.treated):
        return None
    for index in range(k - 1, max(-1, k - 1 - FIGURE_REACH), -1):
        whole = drafts[index]
        apart = part.figure.sentence.index - whole.figure.sentence.index
        near = 0 < apart <= EVENT_REACH
        head = part.figure.phrase.head
        named = part.figure.population != whole.figure.population or part.figure.phrase.singular
        named = named or (head is not None and head.word in VICTIMS) or part.figure.treated
        if near and named and whole.parent is None and _alike(part, whole) and _same_event(part, whole):
            return index
    return None


def _same_event(part: Draft, whole: Draft) -> bool:
    if part.figure.affiliation is not None and part.figure.affiliation == whole.perpetrator:
        return False  # "the rebels also lost 15 men in the attack"
    here = part.place is None or whole.place is None or same_area(part.place, whole.place)
    if part.figure.treated and part.place is not None and whole.place is not None and part.place != whole.place:
        here = contains(part.place, whole.place) or contains(whole.place, part.place)
    return here and windows_agree(part.window, whole.window)

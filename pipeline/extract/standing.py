"""Tolls as they stand: "the death toll now stands at 47", "it has cost 250 lives", "that takes the dead to 400".

Belongs here: whether a figure sums up what an article is about, and not only an update of one event's dead. Does not:
from when it counts (`beginnings`, `timing`).
"""

from collections.abc import Collection

from pipeline.extract.numerals import plain_number, small
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.toll_words import DEATH_TOLLS, RAISES, REACHED, ROSE, STANDS

_TOLLS = DEATH_TOLLS | {"fatalities", "casualties", "victims"}
_STANDING = STANDS | REACHED | ROSE | RAISES | {"now", "is"}
_NOW = frozenset({"now", "altogether"})
_COUNTED = frozenset({"counted", "recorded", "documented", "registered", "confirmed"})
_SUMMED = ("in all", "in total", "all told")
_HAVE = frozenset({"has", "have"})
_COST = frozenset({"killed", "cost", "left", "claimed", "displaced", "wounded", "uprooted", "driven"})
_REACH = 10
_OUTGROWS = 2


def is_standing_total(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a figure is a total as it stands, of more than the event told right before."""
    lowers, head = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    before = lowers[max(head, first - _REACH) : first]
    standing = not _TOLLS.isdisjoint(before) and not _STANDING.isdisjoint(before)
    summed = " ".join(lowers[head : head + 3]).startswith(_SUMMED) and not _HAVE.isdisjoint(
        lowers[first : past + _REACH]
    )
    counted = not _NOW.isdisjoint(before) and not _COUNTED.isdisjoint(before)
    cost = lowers[head] == "it" and not _HAVE.isdisjoint(lowers[head + 1 : head + 3]) and not _COST.isdisjoint(before)
    return (standing or summed or counted or cost) and _outgrows(scene, index, first, past)


def _outgrows(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a number is far above those told right before: "killed 30. The toll rose to 35" updates that event."""
    own = max(_numbers(scene, first, past), default=0)
    if not own or not index:
        return False
    before = scene.doc.sentences[index - 1]
    dates = {at for t in scene.times.of(index - 1) for at in range(t.first, t.past)}
    told = _numbers(scene, before.first, before.past, dates) if scene.measures.of(index - 1) else []
    return own >= _OUTGROWS * max(told, default=1)


def _numbers(scene: Scene, first: int, past: int, dates: Collection[int] = ()) -> list[int]:
    tokens = scene.doc.tokens
    found: list[int] = []
    for at in range(first, min(past, len(tokens))):
        text = tokens.lowers[at].replace(",", "")
        value = plain_number(text) if tokens.kinds[at] == NUMBER else small(text)
        if value and at not in dates:
            found.append(value)
    return found

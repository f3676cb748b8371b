"""Days and figures told in the same order: "killed three and ten people on 18 and 22 October respectively".

Belongs here: which of two times is that of which of two figures. Does not: places told so, choosing among times that
nobody orders (`telling`).
"""

from datetime import date, timedelta

from pipeline.extract.model import Window
from pipeline.extract.scene import Scene
from pipeline.extract.telling import telling_times
from pipeline.extract.time import TimeMention
from pipeline.extract.time.windows import month_span

_WORD = "respectively"
_PAIR = 2
# From the one figure to the "and" before the other: "three soldiers and ten civilians".
_APART = 4
_MONTH = timedelta(days=27)
_KINDS = frozenset({"day", "range", "month", "year"})


def in_turn(scene: Scene, index: int, first: int, past: int) -> tuple[Window, str] | None:
    """The time of a figure in a sentence that tells two times and two figures "respectively"."""
    sentence = scene.doc.sentences[index]
    if _WORD not in scene.doc.tokens.lowers[sentence.first : sentence.past]:
        return None
    turn, told = _turn(scene, first, past), [t.mention for t in telling_times(scene, index)]
    times = [window for mention in told for window in _windows(mention)]
    if turn is None or len(times) != _PAIR:
        return None
    return times[turn], f"«{told[min(turn, len(told) - 1)].text}» in its sentence, respectively"


def _turn(scene: Scene, first: int, past: int) -> int | None:
    """Whether a figure is the first or the second of two joined by "and"."""
    lowers = scene.doc.tokens.lowers
    if lowers[first - 1] == "and":
        return 1
    joined = next((k for k in range(first + 1, min(len(lowers), past + _APART)) if lowers[k] == "and"), None)
    return 0 if joined is not None and not scene.times.between(joined + 1, joined + 2) else None


def _windows(mention: TimeMention) -> list[Window]:
    """The time that a mention tells, or the two that it joins: "18 and 22 October", "May and June"."""
    first, last = mention.first, mention.last
    if first is None or last is None or mention.kind not in _KINDS:
        return []
    if mention.kind != "range":
        return [Window(first, last, "day" if first == last else "range")]
    months = first.day == 1 and last - first > _MONTH
    return [_month(first), _month(last)] if months else [Window(first, first, "day"), Window(last, last, "day")]


def _month(day: date) -> Window:
    return Window(*month_span(day), "month")

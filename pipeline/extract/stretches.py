"""How far the window of a time reaches that a sentence tells.

Belongs here: stretches counted back from the day on which somebody told of them, flights that have gone on since what
people fled from, wars told by the year in which they broke out. Does not: choosing the time (`telling`, `timing`).
"""

from datetime import date, timedelta

from pipeline.extract.model import Window
from pipeline.extract.scene import Scene
from pipeline.extract.time import TimeMention
from pipeline.extract.timed import Timed
from pipeline.extract.toll_words import DEATH_TOLLS, RAISES, REACHED, ROSE, STANDS
from pipeline.extract.wars import war_start

# "In late October the rebels said they had killed 47 in three days": words from the sentence's head to that time.
_OPENING = 3
_DATED = frozenset({"day", "range", "month"})
# Between those who fled and what they fled from: "have fled after", "who left when".
_FLED_FROM = frozenset({"after", "when", "since", "as"})
_LEAVING = frozenset({"left", "fled", "crossed", "arrived", "escaped", "moved", "gone"})
_BEGAN = frozenset("began begun broke erupted started launched opened resumed flared mounted invaded seized".split())
_SINCE_THEN = timedelta(days=2)
_UPROOTED = "displaced"
_TOLLS = DEATH_TOLLS | {"killed"}
_REACHING = REACHED | ROSE | STANDS | frozenset("is was to at totalled totaled".split())
_ENDED = frozenset({"ended", "ends", "ending", "stopped", "ceased", "halted"})
_APART = frozenset({",", ";", "and", "but"})
_NEAR, _RAISE_REACH = 4, 8
_MONTH = timedelta(days=31)
_A_YEAR = timedelta(days=365)


def counted_back(scene: Scene, index: int, timed: Timed, window: Window) -> Window:
    """'The UN said on Friday that 90 had died in ten days': ten days up to Friday, not to the report."""
    published = scene.doc.published_on
    if timed.mention.kind != "past" or published is None or window.end != published or window.start is None:
        return window
    told = _told_on(scene, index, timed, window.start)
    if told is None or told.first is None or told.last is None:
        return window
    if told.first != told.last:
        return Window(told.first, told.last, "range")
    return Window(window.start - (published - told.last), told.last, window.precision)


def _told_on(scene: Scene, index: int, timed: Timed, start: date) -> TimeMention | None:
    """The day on which somebody counted, or the earlier days with which the sentence opens."""
    first, published = scene.doc.sentences[index].first, scene.doc.published_on
    for other in scene.times.of(index):
        mention = other.mention
        if mention.last is None or mention.kind not in _DATED or published is None or mention.last >= published:
            continue
        before = other.past <= timed.first and other.first - first <= _OPENING and mention.last < start
        if (other.said and mention.precision == "day") or before:
            return mention
    return None


def record_since(scene: Scene, index: int, first: int, past: int) -> TimeMention | None:
    """'The worst since May, bringing to 90 the dead': from when a number counts that a record raises."""
    lowers, published = scene.doc.tokens.lowers, scene.doc.published_on
    for timed in scene.times.of(index):
        since = timed.mention if timed.mention.kind in {"since", "war"} and timed.past <= first else None
        if since is not None and since.first is not None and published is not None and since.first <= published:
            return since if _raised(lowers, timed.past, first, past) else None
    return None


def toll_since(scene: Scene, index: int, first: int, past: int) -> Window | None:
    """'The toll since 18 May reached 60 on Friday', 'raising to 300 the number of dead since March'."""
    lowers, published, head = scene.doc.tokens.lowers, scene.doc.published_on, scene.doc.sentences[index].first
    if (record := record_since(scene, index, first, past)) is not None:
        return Window(record.first, published, "range")
    for timed in scene.times.of(index):
        if timed.mention.kind != "since" or timed.mention.first is None or published is None:
            continue
        if timed.past <= first:
            between = lowers[timed.past : past]
            told = not _TOLLS.isdisjoint(lowers[head : timed.first]) and not _REACHING.isdisjoint(between)
            if told and _APART.isdisjoint(between) and timed.mention.first <= published:
                until = (t.mention.last for t in scene.times.between(past, past + _NEAR) if t.mention.kind == "day")
                return Window(timed.mention.first, next(until, None) or published, "range")
        elif timed.first >= past and not RAISES.isdisjoint(lowers[max(head, first - _NEAR) : first]):
            between = lowers[past : timed.first]
            if not _TOLLS.isdisjoint(between) and _APART.isdisjoint(between):
                return Window(timed.mention.first, published, "range")
    return None


def stretch_before(scene: Scene, index: int) -> tuple[Window, str] | None:
    """'That took the number killed in five days of raids to 416. 2,100 have been wounded': in the same days."""
    for timed in scene.times.of(index - 1) if index else ():
        if timed.mention.kind != "past" or timed.mention.first is None or timed.said:
            continue
        if scene.doc.tokens.lowers[timed.past : timed.past + 1] == ["of"] and scene.measures.of(index - 1):
            window = Window(timed.mention.first, timed.mention.last, "range")
            return window, f"«{timed.mention.text}» of sentence {index - 1}, counted on"
    return None


def _raised(lowers: list[str], since: int, first: int, past: int) -> bool:
    """'The worst since May, bringing to 90 the dead', 'the first since the raid in June, and takes the toll to 40'."""
    near = lowers[max(since, first - _RAISE_REACH) : first]
    if lowers[first - 1] not in {"to", "past"} or RAISES.isdisjoint(near):
        return False
    return not _TOLLS.isdisjoint(near) or not _TOLLS.isdisjoint(lowers[past : past + _NEAR])


def ended_then(scene: Scene, index: int, timed: Timed) -> Window | None:
    """'Four days of bombardment ended on Saturday with 44 dead': the days up to that Saturday."""
    lowers, day = scene.doc.tokens.lowers, timed.mention.last
    if timed.mention.kind != "day" or day is None or _ENDED.isdisjoint(lowers[timed.first - 2 : timed.first]):
        return None
    for other in scene.times.of(index):
        days = other.mention.days if other.mention.kind == "past" and other.past <= timed.first else None
        if days and lowers[other.past : other.past + 1] == ["of"]:
            return Window(day - timedelta(days - 1), day, "range")
    return None


def since_opening(scene: Scene, index: int, timed: Timed, first: int, window: Window) -> Window:
    """'Since fighting broke out in Goma, Congo on Friday, 90 have died': the day ends a clause that since opens."""
    lowers, opening = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    published = scene.doc.published_on
    if lowers[opening] != "since" or published is None or window.start is None or timed.mention.kind == "since":
        return window
    if _BEGAN.isdisjoint(lowers[opening : timed.first]):
        return window
    ends = timed.past < first and lowers[timed.past] == "," and not scene.times.between(timed.past, first)
    return Window(window.start, published, "range") if ends and window.start <= published else window


def since_flight(scene: Scene, index: int, timed: Timed, first: int, window: Window) -> Window:
    """'40,000 have fled after rebels attacked the town on 20 November': from that day until somebody counted."""
    doc, published = scene.doc, scene.doc.published_on
    kind, start = timed.mention.kind, window.start
    if kind not in {"day", "month"} or timed.first <= first or published is None or start is None:
        return window
    if (kind == "day" and start != window.end) or published - start < _SINCE_THEN:
        return window
    if not _fled_from(scene, first, timed.first):
        return window
    until = (t.mention.last for t in scene.times.of(index) if t.mention.kind == "until" and t.mention.last)
    counted = next((day for day in until if start < day <= published), None)
    return Window(start, counted or doc.published_on, "range")


def _fled_from(scene: Scene, first: int, past: int) -> bool:
    """Whether an act with its own clause stands between the people and the day: "after insurgents attacked on"."""
    lowers = scene.doc.tokens.lowers
    at = next((k for k in range(past - 1, first, -1) if lowers[k] in _FLED_FROM), None)
    if at is None:
        return False
    fled = any(m.entry.measure == _UPROOTED for m in scene.measures.between(first, at))
    fled = fled or not _LEAVING.isdisjoint(lowers[first:at])
    acts = [m for m in scene.acts.between(at - 1, past) if m.entry.form in {"verb", "capture", "inception"}]
    begins = any(m.entry.form == "inception" for m in acts)
    return fled and bool(acts) and (lowers[at] != "when" or begins)


def outbreak(scene: Scene, timed: Timed) -> Window:
    """'An insurgency that broke out in 2004 has killed 5,000': until the report, from the war's first day if known."""
    mention = timed.mention
    start, first = war_start(scene.doc, scene.country), mention.first
    if start is not None and first is not None and mention.last is not None and first <= start <= mention.last:
        first = start
    return Window(first, scene.doc.published_on, "range")


def from_first_day(scene: Scene, window: Window) -> Window:
    """'Between March 2011 and April 2014', 'in almost five years': a war is counted from its first day."""
    start = war_start(scene.doc, scene.country)
    if start is None or window.start is None or window.end is None or window.end - window.start < _A_YEAR:
        return window
    opens = window.start.day == 1 and start.month == window.start.month
    opens = timedelta() < start - window.start < _MONTH and (opens or window.end == scene.doc.published_on)
    return Window(start, window.end, window.precision) if opens else window

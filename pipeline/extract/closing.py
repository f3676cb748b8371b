"""Both ends of a window: what closes a time that opens one, and what opens a time that closes one.

Belongs here: "since Monday 40 had died by Thursday", "between May and the truce", "by the end of that month", the
window that a time means by itself. Does not: choosing the time (`telling`, `timing`), days carried (`carried`).
"""

from collections.abc import Sequence
from datetime import date

from pipeline.extract.annotate import Annotated
from pipeline.extract.beginnings import beginning_of
from pipeline.extract.carried import NOWHERE, carried_window
from pipeline.extract.model import Window
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.telling import begins_at, compares, opens_speech, telling_times, tells_on_of
from pipeline.extract.time import TimeMention
from pipeline.extract.time.windows import month_span
from pipeline.extract.timed import Timed
from pipeline.extract.truces import Truce, effective_date
from pipeline.extract.wars import war_start, war_window

_COUNTERPARTS = ({"since", "until"}, {"war", "until"})
_UPDATES = frozenset({"toll", "tally"})
_UNDER_WAY = frozenset({"month", "year"})
# How the trace of a day ends that other sentences tell.
_TOLD_BEFORE = ("sets the scene", *(f"carried from sentence {k}" for k in range(10)))
# "From Thursday", "from the 9 May"
_FROM_REACH = 2
# "Fighting broke out on Sunday. ... By Wednesday": sentences back to the beginning.
_BEGUN_LATELY = 3
_LAUNCHED_REACH = 8


def closed(scene: Scene, truces: Sequence[Truce], index: int, timed: Timed, first: int, window: Window) -> Window:
    """The window with the bound that other words of the sentence, or of the one before, tell.

    "Between May and the truce", "since Monday 40 had died by Thursday", "it began on 3 May. By mid-June it had ...".
    """
    kind = timed.mention.kind
    if kind == "until" and window.end and (opened := _opened(scene, index, window.end)) is not None:
        return Window(opened, window.end, "range")
    if kind in {"since", "until", "war"}:
        other = next((t for t in telling_times(scene, index) if {t.mention.kind, kind} in _COUNTERPARTS), None)
        if other is not None:
            since, until = (timed, other) if kind != "until" else (other, timed)
            start = window_told(scene.doc, truces, since.mention).start
            if start and until.mention.last and start <= until.mention.last:
                return Window(start, until.mention.last, "range")
        near = range(index, max(-1, index - _BEGUN_LATELY), -1) if kind == "until" else ()
        begun = next((day for at in near if (day := _begun(scene, at))), None)
        if begun and window.end and begun <= window.end:
            return Window(begun, window.end, "range")
    if window.start is None and kind in {"since", "until"}:
        return _opened_before(scene, truces, index, timed, window) or window
    if kind in {"day", "month"} and window.start and (end := _truce_end(scene, truces, timed)) and end >= window.start:
        return Window(window.start, end, "range")
    if kind == "since" and window.start and (told := _told_on(scene, index)) is not None and told >= window.start:
        return Window(window.start, told, window.precision)
    of_event = first >= timed.past and (compares(scene, timed) or tells_on_of(scene, timed, first))
    if kind == "since" and window.start and of_event:
        whole = month_span(window.start)[1] if timed.mention.precision == "month" else window.start
        return Window(window.start, whole, "day" if whole == window.start else "month")
    return window


def _opened_before(scene: Scene, truces: Sequence[Truce], index: int, timed: Timed, window: Window) -> Window | None:
    """From a beginning that other sentences tell: "since the attacks that set it off", "by Monday 40 had died"."""
    if timed.mention.kind == "until":
        return _until(scene, truces, index, window.end) if window.end is not None else None
    dated = counted_on(scene, truces, index, 0) if any(scene.acts.between(timed.first, timed.past)) else None
    return dated[0] if dated is not None else None


def _opened(scene: Scene, index: int, end: date) -> date | None:
    """The day from which a sentence counts up to another: "from 9 May, when it began, up to Friday"."""
    lowers, low = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    for timed in telling_times(scene, index):
        start = timed.mention.first
        counted = "from" in lowers[max(low, timed.first - _FROM_REACH) : timed.first]
        if counted and timed.mention.kind == "day" and start is not None and start <= end:
            return start
    return None


def _until(scene: Scene, truces: Sequence[Truce], index: int, end: date) -> Window | None:
    """From the event, or from the war's first day, up to the day on which somebody counted."""
    if _UPDATES & set(scene.words(index)):
        event = carried_window(scene.doc, index)[0]
        if event.start and event.end and event.end <= end:
            return event  # "by Saturday the toll had risen to 57" tells of the dead of the day before
    if all(m.entry.measure == "displaced" for m in scene.measures.of(index)) and scene.measures.of(index):
        event, trace = carried_window(scene.doc, index)
        if "carried" in trace and event.start is not None and event.start <= end:
            return Window(event.start, end, "range")  # "By Monday 3,300 had reached the next town"
    since = counted_on(scene, truces, index, max(0, index - 1))
    if since is not None and since[0].start is not None and since[0].start <= end:
        return Window(since[0].start, end, "range")  # "by the end of that month", since the truce told before
    start = war_start(scene.doc, scene.country)
    if start is not None and start <= end and _names_only_country(scene, index):
        return Window(start, end, "range")  # "691 had been killed in Ukraine as of Monday"
    event, trace = carried_window(scene.doc, index)
    if event.start is not None and event.start <= end and trace.endswith(_TOLD_BEFORE):
        return Window(event.start, end, "range")  # "It made landfall on Friday. 17 were killed as at Sunday"
    return None


def _names_only_country(scene: Scene, index: int) -> bool:
    places = [p.mention for p in scene.places.of(index) if not p.mention.in_group_name]
    country = [m for m in places if m.place.precision == "country" and m.place.country == scene.country]
    return bool(country) and all(m.place.precision == "country" or m.place.country != scene.country for m in places)


def _told_on(scene: Scene, index: int) -> date | None:
    """The day up to which a speaker counts in a report without a date of its own: "the UN said on 5 May 2019".

    Where the report has a date, a total "since" some day counts up to that, as annotators are told to have it, unless
    it was told in a month that is over: "In January the UN estimated that 701 had died since December 2017".
    """
    if (published := scene.doc.published_on) is not None:
        months = (t for t in scene.times.of(index) if t.mention.kind == "month" and opens_speech(scene, index, t))
        return next((t.mention.last for t in months if t.mention.last and t.mention.last < published), None)
    said = (t.mention.first for t in scene.times.of(index) if t.said and t.mention.precision == "day")
    return next((day for day in said if day is not None), None)


def _begun(scene: Scene, index: int) -> date | None:
    """The day on which what a sentence tells began: "the offensive began on 3 May"."""
    told = (t for t in telling_times(scene, index) if begins_at(scene, t) or _was_launched(scene, t))
    return next((t.mention.first for t in told if t.mention.first), None)


def _was_launched(scene: Scene, timed: Timed) -> bool:
    """'Saudi Arabia launched its air campaign on Thursday'."""
    low = max(scene.doc.sentence_at(timed.mention.start).first, timed.first - _LAUNCHED_REACH)
    return timed.mention.kind == "day" and "launched" in scene.doc.tokens.lowers[low : timed.first]


def _truce_end(scene: Scene, truces: Sequence[Truce], timed: Timed) -> date | None:
    """The truce that closes a range: "between October 2023 and the truce"."""
    lowers = scene.doc.tokens.lowers
    if timed.first == 0 or lowers[timed.first - 1] not in {"between", "from"}:
        return None
    if lowers[timed.past : timed.past + 1] not in (["and"], ["until"], ["to"]):
        return None
    near = scene.breaches.between(timed.past + 1, timed.past + 4)
    truce = next((m for m in near if m.entry.names_truce), None)
    return effective_date(scene.doc, truces, scene.doc.tokens.starts[truce.start]) if truce else None


def counted_on(scene: Scene, truces: Sequence[Truce], index: int, first: int) -> tuple[Window, str] | None:
    """The beginning from which one of the sentences before counts, down to the sentence `first`."""
    for back in range(index - 1, first - 1, -1):
        for timed in reversed(telling_times(scene, back)):
            if timed.mention.kind in {"since", "war", "truce"} and not compares(scene, timed):
                window = window_told(scene.doc, truces, timed.mention)
                if window.start is not None:
                    return window, f"«{timed.mention.text}» of sentence {back}, counted on"
    return None


def window_told(doc: Annotated, truces: Sequence[Truce], mention: TimeMention) -> Window:
    """The window that a time means by itself."""
    published = doc.published_on
    if mention.kind == "truce":
        began = effective_date(doc, truces, mention.start) or mention.first
        return Window(began, published, "range") if began or published else NOWHERE
    if mention.kind == "war":
        return war_window(doc, scene_of(doc).country, mention)
    if mention.kind == "since":
        return Window(mention.first or beginning_of(doc, mention), published, "range")
    if mention.first is None and mention.last is None:
        return NOWHERE
    precision = mention.precision if mention.precision in {"day", "range", "month", "year"} else "range"
    if precision == "day" and mention.first != mention.last:
        precision = "range"
    last = mention.last
    if precision in _UNDER_WAY and published and mention.first and last and mention.first <= published < last:
        last = published  # "in December 14 people have been killed", told on the 20th
    return Window(mention.first, last, precision)

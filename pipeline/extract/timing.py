"""When something told at one place of an article happened.

Belongs here: choosing among the times of an article the one that holds at a span. Does not: finding times (`time`),
truces (`truces`), places (`placing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.extract.annotate import Annotated
from pipeline.extract.model import Window
from pipeline.extract.scene import HARD_COST, Scene, Timed, scene_of
from pipeline.extract.spots import places_in
from pipeline.extract.time import TimeMention
from pipeline.extract.time.windows import month_span
from pipeline.extract.truces import Truce, effective_date
from pipeline.extract.wars import war_start, war_window

# Kinds of time that say when something happened; ages, clocks and frequencies do not.
_TELLING = frozenset({"day", "range", "month", "year", "season", "since", "until", "past", "truce", "war", "anaphor"})
# A story is about what happened in the weeks before it; older dates are background and are not carried on.
NEWS_DAYS = 31
# An event's date and place hold for the sentences that follow it, until others are told.
_CARRY = 8
LEAD = 2
_CARRIED_KINDS = frozenset({"day", "range", "past", "anaphor", "since", "month"})
_OPENING = 6
# "The war in Syria has ...", "Syria's eight-year civil war has ..."; a war named later is no subject.
_WAR_SUBJECT = 6
# "Since 2011", "since early 2011" and "since March 2011" all mean the war that began on 15 March.
_WAR_FUZZ = 120
_WAR_REACH = 12
_NOW = frozenset({"has", "have", "are", "is"})
_TRUCE_DATE = 12
_VERB_TO_DATE = 6
_SUPERLATIVE = 10
# What the trace of a window says where it is a war's from its beginning.
WHOLE_WAR = "the whole war"
# Days between the telling and the report within which an undated event is taken for that day's.
_FRESH = 2
_OPENING_SENTENCES = 3
# What the trace of a window says where the text tells no date but that of the report.
REPORTED = "the day of the report"
# Words between a number and its "has so far killed", "have been displaced".
_PERFECT_REACH = 8
_NEAR_TOTAL = 4
_COUNTERPARTS = ({"since", "until"}, {"war", "until"})
_UPDATES = frozenset({"toll", "tally"})
_PART = frozenset({"among", "including"})
_NOWHERE = Window(None, None, None)


# "Twenty died. Five of them ... Two of them ...": no report goes on so for longer than this.
_MOST_CONTINUED = 6


@dataclass(frozen=True, slots=True)
class _Setting:
    """Date and place that hold for an event when a sentence tells none of its own."""

    window: Window
    trace: str
    news: bool
    running: bool


def window_of(
    doc: Annotated, truces: Sequence[Truce], sentence_index: int, first: int, past: int
) -> tuple[Window, str]:
    """The event time at tokens `first` to `past`, and how it was decided."""
    scene = scene_of(doc)
    told = _told_window(scene, truces, sentence_index, first, past)
    steps = 0
    while told is None and steps < _MOST_CONTINUED and (back := _continued(scene, sentence_index)) is not None:
        sentence_index, first, past, steps = sentence_index - 1, back, back + 1, steps + 1
        told = _told_window(scene, truces, sentence_index, first, past)
    window, trace = told or _window_around(scene, truces, sentence_index, first, past)
    return window, "continued: " * steps + trace


def _told_window(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    return (
        _counted(scene, truces, index, first)
        or _own_window(scene, truces, index, first, past)
        or _running(scene, truces, index, first, past)
    )


def _window_around(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str]:
    """The time that other sentences tell for what has none of its own."""
    lowers = scene.doc.tokens.lowers
    if first in scene.act_nouns and first and lowers[first - 1] in {"the", "this", "these"}:
        return _carried_window(scene.doc, truces, index)
    for other in (index, index - 1):
        despite = _despite(scene, truces, other)
        if despite is not None and (other == index or not own_time(scene.doc, other, first, past)):
            return despite, "since the truce that it defies"
    return _carried_window(scene.doc, truces, index)


def _own_window(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    """The time that the sentence itself tells for what stands at a span."""
    timed = _time_in_sentence(scene, index, first, past)
    if tells_war(scene, index, first, past):
        unknown = war_start(scene.doc, scene.country) is None
        told = timed is not None and (_opens_war(scene, timed) or (unknown and timed.mention.kind == "since"))
        opening = timed.mention if told and timed is not None else None
        return war_window(scene.doc, scene.country, opening), WHOLE_WAR
    if timed is None:
        return None
    window = _closed(scene, truces, index, timed, first, _window(scene.doc, truces, timed.mention))
    if window == _NOWHERE:
        return None
    if _begins(scene, timed) and (timed.mention.precision != "day" or _so_far(scene, index, past)):
        window = Window(window.start, scene.doc.published_on, "range")
    return window, f"«{timed.mention.text}» in its sentence"


def _closed(scene: Scene, truces: Sequence[Truce], index: int, timed: Timed, first: int, window: Window) -> Window:
    """The window with the bound that other words of the sentence, or of the one before, tell.

    "Between May and the truce", "since Monday 40 had died by Thursday", "it began on 3 May. By mid-June it had ...".
    """
    kind = timed.mention.kind
    if kind in {"since", "until", "war"}:
        other = next((t for t in _telling_times(scene, index) if {t.mention.kind, kind} in _COUNTERPARTS), None)
        if other is not None:
            since, until = (timed, other) if kind != "until" else (other, timed)
            start = _window(scene.doc, truces, since.mention).start
            if start and until.mention.last and start <= until.mention.last:
                return Window(start, until.mention.last, "range")
        if kind == "until" and index and (begun := _begun(scene, index - 1)) and window.end and begun <= window.end:
            return Window(begun, window.end, "range")
    if kind == "until" and window.start is None and _UPDATES & set(_words(scene, index)):
        event = _carried_window(scene.doc, truces, index)[0]
        if event.start and event.end and window.end and event.end <= window.end:
            return event  # "by Saturday the toll had risen to 57" tells of the dead of the day before
    if kind in {"day", "month"} and window.start and (end := _truce_end(scene, truces, timed)) and end >= window.start:
        return Window(window.start, end, "range")
    if kind == "since" and window.start and (told := _told_on(scene, index)) is not None and told >= window.start:
        return Window(window.start, told, window.precision)
    if kind == "since" and first >= timed.past and window.start and _compares(scene, timed):
        whole = month_span(window.start)[1] if timed.mention.precision == "month" else window.start
        return Window(window.start, whole, "day" if whole == window.start else "month")
    return window


def _told_on(scene: Scene, index: int) -> date | None:
    """The day up to which a speaker counts in a report without a date of its own: "the UN said on 5 May 2019".

    Where the report has a date, a total "since" some day counts up to that, as annotators are told to have it.
    """
    if scene.doc.published_on is not None:
        return None
    said = (t.mention.first for t in scene.times.of(index) if t.said and t.mention.precision == "day")
    return next((day for day in said if day is not None), None)


def _words(scene: Scene, index: int) -> list[str]:
    sentence = scene.doc.sentences[index]
    return scene.doc.tokens.lowers[sentence.first : sentence.past]


def _running(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    """A running total counts from the beginning told last: "has so far killed 70", "90 have been displaced"."""
    doc = scene.doc
    lowers = doc.tokens.lowers
    so_far = _so_far(scene, index, past)
    if not so_far and not any(
        m.entry.measure == "displaced"
        and abs(m.start - first) <= _PERFECT_REACH
        and not {"has", "have"}.isdisjoint(lowers[max(0, m.start - 4) : m.start])
        for m in scene.measures.of(index)
    ):
        return None
    for back in range(index - 1, -1 if so_far else max(-1, index - _NEAR_TOTAL - 1), -1):
        for timed in reversed(_telling_times(scene, back)):
            if timed.mention.kind in {"since", "war", "truce"} and not _compares(scene, timed):
                window = _window(doc, truces, timed.mention)
                if window.start is not None:
                    return window, f"«{timed.mention.text}» of sentence {back}, counted on"
    return None


def _so_far(scene: Scene, index: int, past: int) -> bool:
    """Whether a sentence counts up to the report: "has so far killed 70"."""
    near = " ".join(scene.doc.tokens.lowers[scene.doc.sentences[index].first : past + _PERFECT_REACH])
    return "so far" in near or "to date" in near


def _counted(scene: Scene, truces: Sequence[Truce], index: int, first: int) -> tuple[Window, str] | None:
    """A date counted from the event or the truce: "it came a day after 24 people died", "a week after the truce"."""
    timed = next((t for t in scene.times.of(index) if t.mention.kind == "vague" and t.mention.days), None)
    if timed is None or timed.mention.days is None or not timed.mention.text.endswith(("after", "before")):
        return None
    days = timed.mention.days
    if timed.past <= first:
        later = any(t.first > timed.past for t in _telling_times(scene, index))
        if later or scene.bars[first] - scene.bars[timed.past] >= HARD_COST:
            return None
        main, trace = _own_window(scene, truces, index, timed.first, timed.past) or _carried_window(
            scene.doc, truces, index
        )
        if main.start is None or main.end is None:
            return None
        return Window(main.start - timedelta(days), main.end - timedelta(days), main.precision), f"counted from {trace}"
    near = scene.breaches.between(timed.past, timed.past + _TRUCE_DATE)
    if (
        _telling_times(scene, index)
        or any(m.entry.form == "end" for m in near)
        or not any(m.entry.form in {"truce", "deal"} for m in near)
    ):
        return None
    began = effective_date(scene.doc, truces, scene.doc.tokens.starts[timed.past])
    day = began + timedelta(days) if began else None
    if day is None or (scene.doc.published_on and day > scene.doc.published_on):
        return None
    return Window(day, day, "day"), f"«{timed.mention.text}» the truce"


def _begun(scene: Scene, index: int) -> date | None:
    """The day on which what a sentence tells began: "the offensive began on 3 May"."""
    return next((t.mention.first for t in _telling_times(scene, index) if _begins(scene, t) and t.mention.first), None)


def _truce_end(scene: Scene, truces: Sequence[Truce], timed: Timed) -> date | None:
    """The truce that closes a range: "between October 2023 and the truce"."""
    lowers = scene.doc.tokens.lowers
    if timed.first == 0 or lowers[timed.first - 1] not in {"between", "from"}:
        return None
    if lowers[timed.past : timed.past + 1] not in (["and"], ["until"], ["to"]):
        return None
    near = scene.breaches.between(timed.past + 1, timed.past + 4)
    truce = next((m for m in near if m.entry.form in {"truce", "deal"}), None)
    return effective_date(scene.doc, truces, scene.doc.tokens.starts[truce.start]) if truce else None


def _continued(scene: Scene, index: int) -> int | None:
    """Where the sentence before tells the toll that "four of the dead" divides; None if nothing is divided."""
    sentence = scene.doc.sentences[index]
    opening = scene.reports.between(sentence.first, sentence.first + _OPENING)
    if index == 0 or not any(m.entry.form == "continues" for m in opening):
        return None
    measures = scene.measures.of(index - 1)
    return measures[-1].start if measures else None


def _despite(scene: Scene, truces: Sequence[Truce], index: int) -> Window | None:
    """ "Despite the truce, fighting intensified": from the truce until the report."""
    if index < 0 or not truces:
        return None
    doc = scene.doc
    opening = range(doc.sentences[index].first + 1, doc.sentences[index].first + _OPENING)
    if any(k in scene.act_nouns and doc.tokens.lowers[k - 1] in {"the", "this", "that"} for k in opening):
        return None  # "the strike came despite the truce" speaks of an act whose day is told
    for word in scene.breaches.of(index):
        if word.entry.form == "explicit" and word.entry.term == "despite":
            near = scene.breaches.between(word.end, word.end + 8)
            if any(m.entry.form in {"truce", "deal"} for m in near):
                began = effective_date(doc, truces, doc.tokens.starts[word.start])
                return Window(began, doc.published_on, "range")
    return None


def own_time(doc: Annotated, sentence_index: int, first: int, past: int) -> TimeMention | None:
    """The time that the sentence itself tells for what stands at tokens `first` to `past`."""
    timed = _time_in_sentence(scene_of(doc), sentence_index, first, past)
    return timed.mention if timed is not None else None


@lru_cache(maxsize=16)
def _time_in_sentence(scene: Scene, index: int, first: int, past: int) -> Timed | None:
    candidates = (*_telling_times(scene, index), *_of_rivals(scene, index, first))
    if not candidates:
        return None
    return min(candidates, key=lambda t: (_time_price(scene, index, t, first, past), t.first))


@lru_cache(maxsize=16)
def _telling_times(scene: Scene, index: int) -> tuple[Timed, ...]:
    """The times of a sentence that say when what it tells happened."""
    return tuple(
        t
        for t in scene.times.of(index)
        if t.mention.kind in _TELLING
        and not t.said
        and _has_window(t.mention)
        and not _dates_truce(scene, t)
        and not _compares(scene, t)
    )


def _of_rivals(scene: Scene, index: int, first: int) -> tuple[Timed, ...]:
    """The time of what an event is compared with, for its figure: "the worst since a blast in May that killed 9"."""
    return tuple(
        t
        for t in scene.times.of(index)
        if t.mention.kind == "since"
        and t.past <= first
        and scene.bars[first] - scene.bars[t.past - 1] < HARD_COST
        and _compares(scene, t)
        and "that" in scene.doc.tokens.lowers[t.past : first]
    )


def _dates_truce(scene: Scene, timed: Timed) -> bool:
    """Whether a time dates a truce and nothing else ("the truce announced on 31 August")."""
    low = max(scene.doc.sentence_at(timed.mention.start).first, timed.first - _TRUCE_DATE)
    near = scene.breaches.between(low, timed.first)
    if timed.mention.kind == "since":
        named = next((m for m in reversed(near) if m.entry.form in {"truce", "deal"}), None)
        return named is not None and any(
            m.entry.form in {"hold", "effect"} and named.end <= m.start < timed.first for m in near
        )
    if timed.mention.kind == "truce":
        return False
    if scene.doc.tokens.lowers[timed.first - 1 : timed.first] == ["of"]:
        return any(m.entry.form in {"truce", "deal"} and m.end == timed.first - 1 for m in near)
    verb = any(m.entry.form in {"announce", "agree", "effect"} and timed.first - m.end <= _VERB_TO_DATE for m in near)
    truce = any(
        m.entry.form in {"truce", "deal"} and scene.distance(m.end - 1, timed.first) < 2 * HARD_COST for m in near
    )
    return verb and truce


def _compares(scene: Scene, timed: Timed) -> bool:
    """ "The most violent since the truce took effect" measures by a time, it does not date."""
    if timed.mention.kind not in {"since", "truce", "war", "past"}:
        return False
    sentence = scene.doc.sentence_at(timed.mention.start)
    low = max(sentence.first, timed.first - _SUPERLATIVE)
    return any(m.entry.form == "superlative" for m in scene.breaches.between(low, timed.first))


def _has_window(mention: TimeMention) -> bool:
    return mention.first is not None or mention.last is not None or mention.kind in {"truce", "war"}


def _time_price(scene: Scene, index: int, timed: Timed, first: int, past: int) -> int:
    opening = timed.first - scene.doc.sentences[index].first <= _OPENING
    if timed.first >= past:
        gap = scene.distance(past - 1, timed.first)
    else:
        gap = scene.distance(min(timed.past - 1, first), first)
        if not _PART.isdisjoint(scene.doc.tokens.lowers[timed.past : first]):
            gap += 2 * HARD_COST  # "3,500 since April, among them the 298 aboard a plane brought down on 17 July"
    return gap // 2 if opening else gap


def _window(doc: Annotated, truces: Sequence[Truce], mention: TimeMention) -> Window:
    published = doc.published_on
    if mention.kind == "truce":
        began = effective_date(doc, truces, mention.start) or mention.first
        return Window(began, published, "range") if began or published else _NOWHERE
    if mention.kind == "war":
        return war_window(doc, scene_of(doc).country, mention)
    if mention.kind == "since":
        start = mention.first
        if start is not None and mention.precision == "year":
            start = war_start(doc, scene_of(doc).country, start) or start
        return Window(start, published, "range")
    if mention.first is None and mention.last is None:
        return _NOWHERE
    precision = mention.precision if mention.precision in {"day", "range", "month", "year"} else "range"
    if precision == "day" and mention.first != mention.last:
        precision = "range"
    return Window(mention.first, mention.last, precision)


# --- wars ------------------------------------------------------------------------------------------------------------


def tells_war(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a war itself is the subject ("the war has killed more than ...") or its beginning opens the window."""
    sentence = scene.doc.sentences[index]
    for term in scene.acts.between(sentence.first, sentence.first + _WAR_SUBJECT):
        if (
            term.entry.form == "war"
            and term.end <= first
            and not _only_sets(scene, index, term.start, first, past)
            and any(m.start >= term.end for m in scene.measures.of(index))
        ):
            return scene.bars[first] - scene.bars[term.end - 1] < HARD_COST and not any(
                t.mention.kind in {"day", "range"} for t in scene.times.between(term.end, first)
            )
    timed = _time_in_sentence(scene, index, first, past)
    if timed is not None:
        return _opens_war(scene, timed)
    return _sums_up(scene, index)


def _sums_up(scene: Scene, index: int) -> bool:
    """Whether a sentence without time and place counts up a war: "five million have been uprooted in the conflict"."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    for term in scene.acts.of(index):
        if term.entry.form == "war" and lowers[term.start - 1] in {"the", "this"} and term.start - 2 >= sentence.first:
            if lowers[term.start - 2] not in {"in", "by", "during"}:
                continue
            told = lowers[max(sentence.first, term.start - _WAR_REACH) : term.start]
            fine = any(p.mention.place.precision != "country" for p in scene.places.of(index))
            return not _NOW.isdisjoint(told) and not fine
    return False


def _only_sets(scene: Scene, index: int, start: int, first: int, past: int) -> bool:
    """Whether the war is only the setting of an event with its own date: "earlier in the war, in May 2019, ..."."""
    if not _is_setting(scene, start):
        return False
    timed = _time_in_sentence(scene, index, first, past)
    return timed is not None and timed.mention.kind in {"day", "range", "month"}


def _is_setting(scene: Scene, start: int) -> bool:
    return not {"in", "during", "into"}.isdisjoint(scene.doc.tokens.lowers[max(0, start - 2) : start])


def _opens_war(scene: Scene, timed: Timed) -> bool:
    """Whether a time names the beginning of the country's war ("since March 2011", "since the uprising began")."""
    mention = timed.mention
    if mention.kind == "war":
        return True
    if mention.first is None or mention.precision == "day":
        return False
    since = mention.kind == "since" or any(
        t.entry.form == "war" and not _is_setting(scene, t.start)
        for t in scene.acts.between(max(0, timed.first - 12), timed.first)
    )
    if not since:
        return False
    start = war_start(scene.doc, scene.country)
    if start is None or (mention.kind == "range" and mention.last and mention.last > start + timedelta(_WAR_FUZZ)):
        return False
    return mention.first <= start <= mention.first + timedelta(days=_WAR_FUZZ)


# --- carried through the discourse -----------------------------------------------------------------------------------


def _carried_window(doc: Annotated, truces: Sequence[Truce], index: int) -> tuple[Window, str]:
    settings = _settings(doc)
    before = settings[index - 1] if index else None
    if before is not None and not (before.running and _is_elsewhere(scene_of(doc), index)):
        return before.window, before.trace
    for back in range(index - 2, max(-1, index - _CARRY) - 1, -1):
        setting = settings[back]
        if setting is not None and setting.news and not (setting.running and before is not None):
            return setting.window, setting.trace
    if index <= LEAD:
        for setting in settings[index : index + LEAD + 2]:
            if setting is not None and setting.news:
                return setting.window, setting.trace
    return _reported(scene_of(doc), index)


def _is_elsewhere(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of another event than the running total before it: at a place that it did not name."""
    here = [p.mention.place for p in places_in(scene, index)]
    told = {place.name for place in (p.mention.place for p in scene.places.of(index - 1))}
    return bool(here) and all(place.name not in told for place in here)


def _reported(scene: Scene, index: int) -> tuple[Window, str]:
    """News without a date of its own is of the day on which it was told: "19 died, the police said on Friday"."""
    published = scene.doc.published_on
    for at in (index, *range(min(_OPENING_SENTENCES, len(scene.doc.sentences)))):
        for timed in scene.times.of(at):
            day = timed.mention.first
            if not timed.said or timed.mention.precision != "day" or day is None:
                continue
            if published is None or timedelta(0) <= published - day <= timedelta(_FRESH):
                return Window(day, day, "day"), f"{REPORTED}, «{timed.mention.text}»"
    if published is None:
        return _NOWHERE, "no date told"
    return Window(published, published, "day"), REPORTED


@lru_cache(maxsize=2)
def _settings(doc: Annotated) -> tuple[_Setting | None, ...]:
    """For each sentence that tells of an act or of harm, the date that it tells."""
    scene = scene_of(doc)
    return tuple(_setting(scene, s.index) if is_event(scene, s.index) else None for s in doc.sentences)


def is_event(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of an act or of harm."""
    return bool(scene.measures.of(index)) or any(
        t.entry.form in {"noun", "verb", "weapon"} and t.entry.act for t in scene.acts.of(index)
    )


def _setting(scene: Scene, index: int) -> _Setting | None:
    published = scene.doc.published_on
    for timed in scene.times.of(index):
        mention = timed.mention
        if timed.said or mention.first is None or mention.last is None or mention.kind not in _CARRIED_KINDS:
            continue
        if _dates_truce(scene, timed):
            continue
        last = mention.last
        news = published is None or (published - timedelta(days=NEWS_DAYS) <= mention.first and last <= published)
        if news and published is not None and _begins(scene, timed):
            last = published
        window = Window(mention.first, last, "day" if mention.first == last else "range")
        running = mention.kind == "since"
        return _Setting(window, f"«{mention.text}» carried from sentence {index}", news, running)
    return None


def _begins(scene: Scene, timed: Timed) -> bool:
    """Whether something began at that time and goes on ("shelling resumed at the beginning of November")."""
    return any(
        t.entry.form == "inception" and t.entry.term != "launched"
        for t in scene.acts.between(max(0, timed.first - 4), timed.first)
    )


def begins(doc: Annotated, sentence_index: int, first: int, past: int) -> bool:
    """Whether the sentence tells that the act began at its time and went on."""
    scene = scene_of(doc)
    timed = _time_in_sentence(scene, sentence_index, first, past)
    return timed is not None and _begins(scene, timed)

"""When and where something told at one place of an article happened.

Belongs here: choosing among the times and places of an article the ones that hold at a span. Does not: finding times
(`time`) and places (`places`), truces (`truces`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.extract.annotate import Annotated
from pipeline.extract.model import Place, Window
from pipeline.extract.places import contains
from pipeline.extract.scene import HARD_COST, Placed, Scene, Timed, scene_of
from pipeline.extract.time import TimeMention
from pipeline.extract.truces import Truce, effective_date

# Kinds of time that say when something happened; ages, clocks and frequencies do not.
_TELLING = frozenset({"day", "range", "month", "year", "season", "since", "until", "past", "truce", "war", "anaphor"})
# A story is about what happened in the weeks before it; older dates are background and are not carried on.
NEWS_DAYS = 31
# An event's date and place hold for the sentences that follow it, until others are told.
_CARRY = 12
_OPENING = 6
_NOWHERE = Window(None, None, None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Date and place that hold for an event when a sentence tells none of its own."""

    window: Window
    trace: str


def window_of(doc: Annotated, truces: Sequence[Truce], sentence_index: int, first: int, past: int) -> tuple[Window, str]:
    """The event time at tokens `first` to `past`, and how it was decided."""
    scene = scene_of(doc)
    if _tells_war(scene, sentence_index, first):
        return _war_window(doc, scene.country), "the whole war"
    timed = _time_in_sentence(scene, sentence_index, first, past)
    if timed is not None:
        window = _window(doc, truces, timed.mention)
        if window != _NOWHERE:
            return window, f"«{timed.mention.text}» in its sentence"
    return _carried_window(doc, truces, sentence_index)


def _time_in_sentence(scene: Scene, index: int, first: int, past: int) -> Timed | None:
    candidates = [t for t in scene.times.of(index) if t.mention.kind in _TELLING and not t.said and _has_window(t.mention)]
    if not candidates:
        return None
    best = min(candidates, key=lambda t: (_time_price(scene, index, t, first, past), t.first))
    return best


def _has_window(mention: TimeMention) -> bool:
    return mention.first is not None or mention.last is not None or mention.kind in {"truce", "war"}


def _time_price(scene: Scene, index: int, timed: Timed, first: int, past: int) -> int:
    opening = timed.first - scene.doc.sentences[index].first <= _OPENING
    if timed.first >= past:
        gap = scene.distance(past - 1, timed.first)
    else:
        gap = scene.distance(min(timed.past - 1, first), first)
    return gap // 2 if opening else gap


def _window(doc: Annotated, truces: Sequence[Truce], mention: TimeMention) -> Window:
    published = doc.published_on
    if mention.kind == "truce":
        began = effective_date(doc, truces, mention.start) or mention.first
        return Window(began, published, "range") if began or published else _NOWHERE
    if mention.kind == "war":
        return _war_window(doc, scene_of(doc).country, mention.first)
    if mention.kind == "since":
        start = mention.first
        if start is not None and mention.precision == "year":
            start = _war_start(doc, scene_of(doc).country, start) or start
        return Window(start, published, "range")
    if mention.first is None and mention.last is None:
        return _NOWHERE
    precision = mention.precision if mention.precision in {"day", "range", "month", "year"} else "range"
    return Window(mention.first, mention.last, precision)


# --- wars ------------------------------------------------------------------------------------------------------------


def _war_start(doc: Annotated, country: str | None, near: date | None = None) -> date | None:
    starts = [c.started_on for c in doc.conflicts if c.country == country]
    if near is not None:
        starts = [s for s in starts if s.year == near.year]
    elif doc.published_on is not None:
        starts = [s for s in starts if s <= doc.published_on]
    return max(starts, default=None)


def _war_window(doc: Annotated, country: str | None, told: date | None = None) -> Window:
    start = _war_start(doc, country, told) or told
    return Window(start, doc.published_on, "range")


def _tells_war(scene: Scene, index: int, first: int) -> bool:
    """Whether a war itself is the subject: "the war has killed more than ...", "the conflict has left ..."."""
    sentence = scene.doc.sentences[index]
    for term in scene.acts.between(sentence.first, min(first, sentence.first + 14)):
        if term.entry.form == "war" and any(m.start >= term.end for m in scene.measures.of(index)):
            between = scene.times.between(term.end, first)
            return scene.bars[first] - scene.bars[term.end - 1] < HARD_COST and not any(
                t.mention.kind in {"day", "range"} for t in between
            )
    return False


# --- carried through the discourse -----------------------------------------------------------------------------------


def _carried_window(doc: Annotated, truces: Sequence[Truce], index: int) -> tuple[Window, str]:
    settings = _settings(doc)
    for back in range(index - 1, max(-1, index - _CARRY) - 1, -1):
        if settings[back] is not None:
            window = settings[back]
            assert window is not None
            return window.window, window.trace
    for ahead in range(index, min(len(settings), index + 4)):
        window = settings[ahead]
        if window is not None and (ahead > index or index == 0):
            return window.window, window.trace
    if doc.published_on is None:
        return _NOWHERE, "no date told"
    return Window(None, doc.published_on, None), "not later than the publication"


@lru_cache(maxsize=2)
def _settings(doc: Annotated) -> tuple[_Setting | None, ...]:
    """For each sentence the event date that it tells, if it is news and not background."""
    scene = scene_of(doc)
    return tuple(_setting(scene, s.index) for s in doc.sentences)


def _setting(scene: Scene, index: int) -> _Setting | None:
    published = scene.doc.published_on
    for timed in scene.times.of(index):
        mention = timed.mention
        if timed.said or mention.kind not in {"day", "range", "past", "anaphor"} or mention.last is None or mention.first is None:
            continue
        if published is not None and not published - timedelta(days=NEWS_DAYS) <= mention.last <= published:
            continue
        precision = mention.precision if mention.precision in {"day", "range"} else "range"
        return _Setting(Window(mention.first, mention.last, precision), f"«{mention.text}» carried from sentence {index}")
    return None


# --- places ----------------------------------------------------------------------------------------------------------


def place_of(doc: Annotated, sentence_index: int, first: int, past: int) -> tuple[Place | None, str]:
    """The place at which what is told at tokens `first` to `past` happened, and how it was decided."""
    scene = scene_of(doc)
    here = _places_in(scene, sentence_index)
    whole = _tells_war(scene, sentence_index, first)
    if here and not whole:
        best = min(here, key=lambda p: (_place_price(scene, p, first, past), p.first))
        best = _inner(scene, here, best)
        if best.mention.place.precision == "country":
            finer = _refined(scene, sentence_index, best.mention.place)
            if finer is not None:
                return finer.mention.place, f"«{finer.mention.surface}» in the sentences after"
        return best.mention.place, f"«{best.mention.surface}» in its sentence"
    if whole:
        country = next((p for p in here if p.mention.place.precision == "country"), None) or _country(scene)
        if country is not None:
            return country.mention.place, "the whole country"
    return _carried_place(scene, sentence_index)


def _places_in(scene: Scene, index: int) -> list[Placed]:
    return [p for p in scene.places.of(index) if not p.mention.in_group_name and not p.mention.dateline]


def _place_price(scene: Scene, placed: Placed, first: int, past: int) -> int:
    if placed.first >= past:
        gap = scene.distance(past - 1, placed.first)
    else:
        gap = scene.distance(min(placed.past - 1, first), first) + 2
    before = scene.doc.tokens.lowers[placed.first - 1] if placed.first else ""
    if before in {"with", "to", "from", "by"}:
        gap += 6
    if placed.mention.direction:
        gap += 2
    return gap


def _inner(scene: Scene, here: list[Placed], best: Placed) -> Placed:
    """The most specific place of the same phrase: "the town of X in Y province"."""
    for placed in here:
        if contains(best.mention.place, placed.mention.place) and scene.distance(placed.first, best.first) <= 12:
            if placed.mention.direction is None:
                return placed
    return best


def _refined(scene: Scene, index: int, country: Place) -> Placed | None:
    """The one province that the next sentences name, for a lead that names only the country."""
    if index > 2:
        return None
    found: list[Placed] = []
    for ahead in range(index + 1, min(len(scene.doc.sentences), index + 3)):
        found.extend(p for p in _places_in(scene, ahead) if contains(country, p.mention.place))
    admin1s = {p.mention.place.admin1 for p in found}
    return found[0] if len(admin1s) == 1 else None


def _carried_place(scene: Scene, index: int) -> tuple[Place | None, str]:
    for back in range(index - 1, max(-1, index - _CARRY - 1), -1):
        here = _places_in(scene, back)
        if here:
            fine = [p for p in here if p.mention.place.precision != "country"] or here
            return fine[0].mention.place, f"«{fine[0].mention.surface}» carried from sentence {back}"
    for ahead in range(index + 1, min(len(scene.doc.sentences), index + 4)):
        here = _places_in(scene, ahead)
        if here:
            return here[0].mention.place, f"«{here[0].mention.surface}» in sentence {ahead}"
    country = _country(scene)
    return (country.mention.place, "the article's country") if country else (None, "no place told")


def _country(scene: Scene) -> Placed | None:
    return next((p for p in scene.places.items if p.mention.place.precision == "country" and p.mention.place.country == scene.country), None)

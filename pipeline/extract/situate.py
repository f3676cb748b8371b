"""When and where something told at one place of an article happened.

Belongs here: choosing among the times and places of an article the ones that hold at a span. Does not: finding times
(`time`) and places (`places`), truces (`truces`).
"""

from collections import Counter
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
_NEAR_CARRY = 3
# An event's date and place hold for the sentences that follow it, until others are told.
_CARRY = 8
_LEAD = 2
_CARRIED_KINDS = frozenset({"day", "range", "past", "anaphor", "since", "month"})
_OPENING = 6
# Words of one place phrase: "the Salihiah neighbourhood of Hasakah city in the north-eastern province".
_PHRASE = 12
_JOINTS = frozenset({"and", ",", "&", "the", "as", "well", "provinces", "province", "city", "'s", "’s"})
# "The war in Syria has ...", "Syria's eight-year civil war has ..."; a war named later is no subject.
_WAR_SUBJECT = 6
# "Since 2011", "since early 2011" and "since March 2011" all mean the war that began on 15 March.
_WAR_FUZZ = 120
_TRUCE_DATE = 12
_VERB_TO_DATE = 6
_SUPERLATIVE = 10
_SUM_GAP = 8
_LOCATIVE = frozenset(
    "in at on of across inside throughout into to from near within outside around northern southern eastern".split()
)
# What the trace of a window says where it is a war's from its beginning.
WHOLE_WAR = "the whole war"
_NOWHERE = Window(None, None, None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Date and place that hold for an event when a sentence tells none of its own."""

    window: Window
    trace: str
    news: bool


def window_of(
    doc: Annotated, truces: Sequence[Truce], sentence_index: int, first: int, past: int
) -> tuple[Window, str]:
    """The event time at tokens `first` to `past`, and how it was decided."""
    scene = scene_of(doc)
    if _tells_war(scene, sentence_index, first, past):
        return _war_window(doc, scene.country), WHOLE_WAR
    timed = _time_in_sentence(scene, sentence_index, first, past)
    if timed is not None:
        window = _window(doc, truces, timed.mention)
        if window != _NOWHERE:
            if timed.mention.precision != "day" and _begins(scene, timed):
                window = Window(window.start, doc.published_on, "range")
            return window, f"«{timed.mention.text}» in its sentence"
    back = _continued(scene, sentence_index)
    if back is not None:
        window, trace = window_of(doc, truces, sentence_index - 1, back, back + 1)
        return window, f"continued: {trace}"
    lowers = doc.tokens.lowers
    if first in scene.act_nouns and first and lowers[first - 1] in {"the", "this", "these"}:
        return _carried_window(doc, truces, sentence_index)
    for index in (sentence_index, sentence_index - 1):
        despite = _despite(scene, truces, index)
        if despite is not None and (index == sentence_index or not own_time(doc, index, first, past)):
            return despite, "since the truce that it defies"
    return _carried_window(doc, truces, sentence_index)


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
    candidates = _telling_times(scene, index)
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


def _dates_truce(scene: Scene, timed: Timed) -> bool:
    """Whether a time dates a truce and nothing else ("the truce announced on 31 August")."""
    low = max(0, timed.first - _TRUCE_DATE)
    near = scene.breaches.between(low, timed.first)
    if timed.mention.kind == "since":
        named = next((m for m in reversed(near) if m.entry.form in {"truce", "deal"}), None)
        return named is not None and any(
            m.entry.form in {"hold", "effect"} and named.end <= m.start < timed.first for m in near
        )
    if timed.mention.kind == "truce":
        return False
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
    if precision == "day" and mention.first != mention.last:
        precision = "range"
    return Window(mention.first, mention.last, precision)


# --- wars ------------------------------------------------------------------------------------------------------------


def _war_start(doc: Annotated, country: str | None, near: date | None = None) -> date | None:
    starts = [c.started_on for c in doc.conflicts if c.country == country and c.main]
    if near is not None:
        starts = [s for s in starts if s.year == near.year]
    elif doc.published_on is not None:
        starts = [s for s in starts if s <= doc.published_on]
    return max(starts, default=None)


def _war_window(doc: Annotated, country: str | None, told: date | None = None) -> Window:
    start = _war_start(doc, country, told) or told
    return Window(start, doc.published_on, "range")


def _tells_war(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a war itself is the subject ("the war has killed more than ...") or its beginning opens the window."""
    sentence = scene.doc.sentences[index]
    for term in scene.acts.between(sentence.first, sentence.first + _WAR_SUBJECT):
        if (
            term.entry.form == "war"
            and term.end <= first
            and any(m.start >= term.end for m in scene.measures.of(index))
        ):
            return scene.bars[first] - scene.bars[term.end - 1] < HARD_COST and not any(
                t.mention.kind in {"day", "range"} for t in scene.times.between(term.end, first)
            )
    timed = _time_in_sentence(scene, index, first, past)
    return timed is not None and _opens_war(scene, timed)


def _opens_war(scene: Scene, timed: Timed) -> bool:
    """Whether a time names the beginning of the country's war ("since March 2011", "since the uprising began")."""
    mention = timed.mention
    if mention.kind == "war":
        return True
    if mention.first is None or mention.precision == "day":
        return False
    since = mention.kind == "since" or any(
        t.entry.form == "war" for t in scene.acts.between(max(0, timed.first - 12), timed.first)
    )
    if not since:
        return False
    start = _war_start(scene.doc, scene.country)
    return start is not None and mention.first <= start <= mention.first + timedelta(days=_WAR_FUZZ)


# --- carried through the discourse -----------------------------------------------------------------------------------


def _carried_window(doc: Annotated, truces: Sequence[Truce], index: int) -> tuple[Window, str]:
    settings = _settings(doc)
    before = settings[index - 1] if index else None
    if before is not None:
        return before.window, before.trace
    for back in range(index - 2, max(-1, index - _CARRY) - 1, -1):
        setting = settings[back]
        if setting is not None and setting.news:
            return setting.window, setting.trace
    if index <= _LEAD:
        for setting in settings[index : index + _LEAD + 2]:
            if setting is not None and setting.news:
                return setting.window, setting.trace
    if doc.published_on is None:
        return _NOWHERE, "no date told"
    return Window(None, doc.published_on, None), "not later than the publication"


@lru_cache(maxsize=2)
def _settings(doc: Annotated) -> tuple[_Setting | None, ...]:
    """For each sentence that tells of an act or of harm, the date that it tells."""
    scene = scene_of(doc)
    return tuple(_setting(scene, s.index) if _is_event(scene, s.index) else None for s in doc.sentences)


def _is_event(scene: Scene, index: int) -> bool:
    return bool(scene.measures.of(index)) or any(
        t.entry.form in {"noun", "verb", "weapon"} and t.entry.act for t in scene.acts.of(index)
    )


def _setting(scene: Scene, index: int) -> _Setting | None:
    published = scene.doc.published_on
    for timed in scene.times.of(index):
        mention = timed.mention
        if timed.said or mention.first is None or mention.last is None or mention.kind not in _CARRIED_KINDS:
            continue
        last = mention.last
        news = published is None or (published - timedelta(days=NEWS_DAYS) <= mention.first and last <= published)
        if news and published is not None and _begins(scene, timed):
            last = published
        window = Window(mention.first, last, "day" if mention.first == last else "range")
        return _Setting(window, f"«{mention.text}» carried from sentence {index}", news)
    return None


def _begins(scene: Scene, timed: Timed) -> bool:
    """Whether something began at that time and goes on ("shelling resumed at the beginning of November")."""
    return any(
        t.entry.form == "inception" and t.entry.term != "launched"
        for t in scene.acts.between(max(0, timed.first - 4), timed.first)
    )


# --- places ----------------------------------------------------------------------------------------------------------


def place_of(doc: Annotated, sentence_index: int, first: int, past: int) -> tuple[Place | None, str]:
    """The place at which what is told at tokens `first` to `past` happened, and how it was decided."""
    scene = scene_of(doc)
    here = _places_in(scene, sentence_index)
    if _tells_war(scene, sentence_index, first, past):
        country = next((p.mention.place for p in here if p.mention.place.precision == "country"), country_of(scene))
        if country is not None:
            return country, "the whole country"
    if here:
        best = min(here, key=lambda p: (_place_price(scene, p, first, past), p.first))
        best = _inner(scene, here, best)
        return _settled(scene, sentence_index, here, best, first)
    return _carried_place(scene, sentence_index)


def places_of(doc: Annotated, sentence_index: int, first: int, past: int) -> list[tuple[Place | None, str]]:
    """Every place of what is told at several at once ("clashes in Homs and Daraa"); else the one of `place_of`."""
    scene = scene_of(doc)
    here = _places_in(scene, sentence_index)
    if not here or _tells_war(scene, sentence_index, first, past):
        return [place_of(doc, sentence_index, first, past)]
    best = _inner(scene, here, min(here, key=lambda p: (_place_price(scene, p, first, past), p.first)))
    latter = _latter(scene, sentence_index, here, past)
    if latter is not None:
        return [(latter.mention.place, f"«{latter.mention.surface}», the latter, in its sentence")]
    chain = _chain(scene, here, best)
    if len({p.mention.place.admin1 for p in chain}) > 1:
        return [(p.mention.place, f"«{p.mention.surface}» in its sentence") for p in chain]
    return [place_of(doc, sentence_index, first, past)]


def _latter(scene: Scene, index: int, here: list[Placed], past: int) -> Placed | None:
    """The place that "the latter" means."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    for k in range(past, min(sentence.past, past + 10)):
        if lowers[k] == "latter":
            return next((p for p in reversed(here) if p.past <= k), None)
    return None


def begins(doc: Annotated, sentence_index: int, first: int, past: int) -> bool:
    """Whether the sentence tells that the act began at its time and went on."""
    scene = scene_of(doc)
    timed = _time_in_sentence(scene, sentence_index, first, past)
    return timed is not None and _begins(scene, timed)


def _chain(scene: Scene, here: list[Placed], best: Placed) -> list[Placed]:
    """The places that are told in one breath with `best`."""
    at = here.index(best)
    low = high = at
    while low > 0 and _joined(scene, here[low - 1], here[low]):
        low -= 1
    while high + 1 < len(here) and _joined(scene, here[high], here[high + 1]):
        high += 1
    return here[low : high + 1]


def _joined(scene: Scene, left: Placed, right: Placed) -> bool:
    one, other = left.mention.place, right.mention.place
    if one.country != other.country or not one.admin1 or not other.admin1:
        return False
    gap = scene.doc.tokens.lowers[left.past : right.first]
    return (len(gap) <= 3 and set(gap) <= _JOINTS) or _coordinates(scene, left, right, gap)


def _coordinates(scene: Scene, left: Placed, right: Placed, gap: list[str]) -> bool:
    """Whether an "and" with nothing that happens around it ties two places ("of Homs and two in and around Hama")."""
    if len(gap) > _SUM_GAP or "and" not in gap:
        return False
    low, high = min(left.past, right.past), max(left.first, right.first)
    return not scene.measures.between(low, high) and not scene.acts.between(low, high)


def _settled(scene: Scene, index: int, here: list[Placed], best: Placed, first: int) -> tuple[Place, str]:
    place = best.mention.place
    if place.precision == "country" or _is_near(best):
        finer = _refined(scene, index, best)
        if finer is not None:
            return finer.mention.place, f"«{finer.mention.surface}» in sentence {_sentence(scene, finer)}"
    elif _scattered(scene, here, best, first):
        country = country_of(scene)
        if country is not None and country.country == place.country:
            return country, "several provinces are named together"
    return place, f"«{best.mention.surface}» in its sentence"


def _scattered(scene: Scene, here: list[Placed], best: Placed, first: int) -> bool:
    """Whether the place is one of several in different provinces told in one breath ("in Homs and Aleppo")."""
    for placed in here:
        gap = scene.doc.tokens.lowers[min(placed.past, best.past) : max(placed.first, best.first)]
        place = placed.mention.place
        if not place.admin1 or place.admin1 == best.mention.place.admin1:
            continue
        if (len(gap) <= 3 and set(gap) <= _JOINTS) or _summed(scene, placed, best, gap, first):
            return True
    return False


def _summed(scene: Scene, left: Placed, right: Placed, gap: list[str], figure: int) -> bool:
    """Whether a figure told after two places counts for both ("in Homs and around the city of Hama, killing nine")."""
    return figure >= max(left.first, right.first) and _coordinates(scene, left, right, gap)


@lru_cache(maxsize=16)
def _places_in(scene: Scene, index: int) -> list[Placed]:
    return [
        p
        for p in scene.places.of(index)
        if not (p.mention.in_group_name or p.mention.dateline or _shouts(scene, p) or _acts(scene, p))
    ]


def _shouts(scene: Scene, placed: Placed) -> bool:
    """A place in capitals amid plain words is where the story was filed ("DAMASCUS (Sputnik) The army ...")."""
    texts = scene.doc.tokens.texts
    surface = placed.mention.surface
    following = texts[placed.past : placed.past + 2]
    return len(surface) > 3 and surface.isupper() and not any(len(word) > 1 and word.isupper() for word in following)


def _acts(scene: Scene, placed: Placed) -> bool:
    """Whether a place is named as one who acts or speaks ("brokered by Turkey and Russia", "Damascus promised")."""
    place = placed.mention.place
    lowers = scene.doc.tokens.lowers
    before = lowers[placed.first - 1] if placed.first else ""
    if before in _LOCATIVE:
        return False
    if place.precision != "country":
        following = scene.breaches.between(placed.past, placed.past + 1)
        return any(m.entry.form in {"announce", "accuse"} for m in following)
    if place.country != scene.country and scene.sides.between(placed.first, placed.first + 1):
        return True
    if {"by", "between", "with", "against"} & set(lowers[max(0, placed.first - 3) : placed.first]):
        return True
    return any(
        m.entry.form == "verb" and m.start == placed.past for m in scene.reports.between(placed.past, placed.past + 1)
    )


def _place_price(scene: Scene, placed: Placed, first: int, past: int) -> int:
    if placed.first >= past:
        gap = scene.distance(past - 1, placed.first)
    else:
        gap = scene.distance(min(placed.past - 1, first), first) + 2
    before = scene.doc.tokens.lowers[placed.first - 1] if placed.first else ""
    if before in {"with", "to", "from", "by"} or _names_speaker(scene, placed):
        gap += 8
    return gap + (4 if placed.mention.direction else 0)


def _names_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether a place only tells who speaks ("the centre in Hmeimim said")."""
    return any(m.entry.form == "verb" for m in scene.reports.between(placed.past, placed.past + 1))


def _inner(scene: Scene, here: list[Placed], best: Placed) -> Placed:
    """The most specific place of the same phrase: "the town of X in Y province"."""
    if best.mention.place.precision == "country" and not _across(scene, best):
        inside = [p for p in here if contains(best.mention.place, p.mention.place) and not _is_near(p)]
        best = min(inside, key=lambda p: (scene.distance(p.first, best.first), p.first), default=best)
    for placed in here:
        if scene.distance(placed.first, best.first) > _PHRASE or _is_near(placed):
            continue
        outer, inner = best.mention.place, placed.mention.place
        finer = inner.precision == "exact" and outer.precision in {"admin1", "admin2"} and inner.admin1 == outer.admin1
        if finer or contains(outer, inner):
            best = placed
    return best


def _across(scene: Scene, placed: Placed) -> bool:
    """Whether the text says that something holds for all of a country."""
    return placed.first > 0 and scene.doc.tokens.lowers[placed.first - 1] in {"across", "throughout"}


def _is_near(placed: Placed) -> bool:
    return (placed.mention.direction or "").startswith(("near", "outside", "close"))


def _refined(scene: Scene, index: int, told: Placed) -> Placed | None:
    """The place that the lead means when it names only a country or what lies near: the first fine one of the story."""
    if index > _LEAD or _across(scene, told):
        return None
    if told.mention.place.precision != "country":
        close = [
            p for i in range(index + 1, index + 3) for p in _places_in(scene, i) if p.mention.place.precision == "exact"
        ]
        return close[0] if close else None
    return _main_place(scene.doc)


def _sentence(scene: Scene, placed: Placed) -> int:
    return scene.doc.sentence_at(placed.mention.start).index


@lru_cache(maxsize=2)
def _main_place(doc: Annotated) -> Placed | None:
    """The place of the main event: the first one in the province that the story's events name most, if most do."""
    scene = scene_of(doc)
    counts: Counter[str] = Counter()
    first: dict[str, Placed] = {}
    for sentence in doc.sentences:
        if not (_is_event(scene, sentence.index) or sentence.index <= _LEAD):
            continue
        weight = 3 if sentence.index <= _LEAD else 1
        for placed in scene.places.of(sentence.index):
            area = placed.mention.place.admin1
            if area and placed.mention.place.country == scene.country and not placed.mention.dateline:
                counts[area] += weight
                if not placed.mention.in_group_name:
                    first.setdefault(area, placed)
    if not counts:
        return None
    area = min(counts, key=lambda a: (-counts[a], first[a].first if a in first else 0, a))
    return first.get(area) if counts[area] * 2 > counts.total() else None


def _carried_place(scene: Scene, index: int) -> tuple[Place | None, str]:
    for back in range(index - 1, max(-1, index - _NEAR_CARRY - 1), -1):
        here = [p for p in _places_in(scene, back) if p.mention.place.precision != "country"]
        if here and _is_event(scene, back):
            best = _inner(scene, here, here[0])
            return best.mention.place, f"«{best.mention.surface}» carried from sentence {back}"
    main = _main_place(scene.doc)
    if main is not None:
        return main.mention.place, f"«{main.mention.surface}», the place of the main event"
    for ahead in range(index + 1, min(len(scene.doc.sentences), index + 4)) if index <= _LEAD else ():
        here = _places_in(scene, ahead)
        if here:
            return here[0].mention.place, f"«{here[0].mention.surface}» in sentence {ahead}"
    country = country_of(scene)
    return (country, "the article's country") if country else (None, "no place told")


def country_of(scene: Scene) -> Place | None:
    """The country whose war the article tells of."""
    if scene.country is None:
        return None
    for placed in scene.places.items:
        place = placed.mention.place
        if place.precision == "country" and place.country == scene.country:
            return place
    return scene.doc.gazetteer.country(scene.country) if scene.doc.gazetteer is not None else None

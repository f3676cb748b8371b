"""When something told at one place of an article happened.

Belongs here: choosing among the times of an article the one that holds at a span. Does not: finding times (`time`),
truces (`truces`), places (`placing`).
"""

from collections.abc import Sequence
from datetime import timedelta

from pipeline.extract.annotate import Annotated
from pipeline.extract.beginnings import begun_before, lasts, whole_war
from pipeline.extract.carried import (
    LEAD,
    NEWS_DAYS,
    NOWHERE,
    REPORTED,
    again_of_news,
    carried_window,
    leaves_background,
)
from pipeline.extract.closing import closed, counted_on, window_told
from pipeline.extract.grammar import COPULAS
from pipeline.extract.model import Window
from pipeline.extract.respective import in_turn
from pipeline.extract.reviews import reviewed
from pipeline.extract.scene import HARD_COST, Scene, scene_of
from pipeline.extract.standing import is_standing_total
from pipeline.extract.stretches import (
    counted_back,
    ended_then,
    from_first_day,
    outbreak,
    since_flight,
    since_opening,
    stretch_before,
    toll_since,
)
from pipeline.extract.telling import (
    OPENING,
    TRUCE_DATE,
    begins_at,
    compares,
    is_of_part,
    own_time,
    telling_times,
    time_in_sentence,
)
from pipeline.extract.timed import Timed
from pipeline.extract.told_when import THAT_FIGHT, told_exactly
from pipeline.extract.toll_words import DEATH_TOLLS, RAISES
from pipeline.extract.truces import Truce, effective_date
from pipeline.extract.war_told import WAR_FUZZ, opens_war, tells_outbreak, tells_war
from pipeline.extract.wars import war_start, war_window

# What the trace of a window says where it is a war's from its beginning.
WHOLE_WAR = "the whole war"
# Words between a number and its "has so far killed", "have been displaced".
_PERFECT_REACH = 8
_NEAR_TOTAL = 4
_TOLL_REACH = 6
_STRETCHES = frozenset({"past", "year", "range", "anaphor"})
_SEASON = timedelta(days=92)
# ", launched on 20 May, has", "which was launched on"
_LAUNCHED_REACH = 5
_ASIDE = frozenset({",", "which", "was"})
_THAT = frozenset({"that", "which"})
# "Were reported in the north of the town on Monday".
_REPORTED_REACH = 9
_SINCE_THEN = timedelta(days=2)
_RAISING = RAISES | {"put", "puts"}
# "All told, some 52,000 have been displaced"
_SUMMED = ("all told", "in all", "in total", "altogether")
# "The IOM has registered 6,270 persons who left for Bor"
_SIGNED_IN, _SIGNED_IN_REACH = frozenset(("registered", "identified", "tracked")), 3
_COUNTED_UP = frozenset({"killed", "injured", "displaced"})
_HAVE = frozenset({"has", "have"})
# "That began on", "which broke out on".
_WHICH, _CLAUSE_REACH = frozenset({"that", "which"}), 4
# "Another nine", "a further nine": words from the sentence's head to the number.
_ADDING = frozenset({"another", "further"})
_ANOTHER = 2
_WHILE = frozenset({"during", "course"})
_WHILE_REACH = 4
_COMMA = ","
_TO_HAD = 4
_ABOUT = timedelta(days=15)
_MONTHS = timedelta(days=58)
_AND_MORE = frozenset({"also", "another", "other", "others", "more"})
# "Twenty died. Five of them ... Two of them ...": no report goes on so for longer than this.
_MOST_CONTINUED = 6


def window_of(
    doc: Annotated, truces: Sequence[Truce], sentence_index: int, first: int, past: int
) -> tuple[Window, str]:
    """The event time at tokens `first` to `past`, and how it was decided."""
    scene = scene_of(doc)
    told = _told_window(scene, truces, sentence_index, first, past)
    steps = 0
    if told is None and (again_of_news(scene, sentence_index) or leaves_background(doc, sentence_index)):
        return carried_window(doc, sentence_index)
    while told is None and steps < _MOST_CONTINUED and (back := _continued(scene, sentence_index, first)) is not None:
        sentence_index, first, past, steps = sentence_index - 1, back, back + 1, steps + 1
        told = _told_window(scene, truces, sentence_index, first, past)
    window, trace = told or _window_around(scene, truces, sentence_index, first, past)
    return window, "continued: " * steps + trace


def _told_window(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    if _raises_toll(scene, index, first):
        rising, published = counted_on(scene, truces, index, 0), scene.doc.published_on
        if rising and published and rising[0].start and published - rising[0].start <= timedelta(NEWS_DAYS):
            return rising
    return (
        _counted(scene, truces, index, first)
        or _toll_window(scene, index, first, past)
        or _own_window(scene, truces, index, first, past)
        or _running(scene, truces, index, first, past)
    )


def _window_around(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str]:
    """The time that other sentences tell for what has none of its own."""
    lowers = scene.doc.tokens.lowers
    if first in scene.act_nouns and first and lowers[first - 1] in {"the", "this", "these"}:
        return carried_window(scene.doc, index)
    for other in () if _is_reported_then(scene, index) else (index, index - 1):
        despite = _despite(scene, truces, other, first)
        if despite is not None and (other == index or not own_time(scene.doc, other, first, past)):
            return despite, "since the truce that it defies"
    if any(is_of_part(scene, first, t) for t in scene.times.of(index)):
        told = counted_on(scene, truces, index, max(0, index - _NEAR_TOTAL)) or begun_before(scene.doc, index)
        return told or (Window(None, scene.doc.published_on, "range"), "only a part of them has a day")
    return _until_now(scene, index, first, *carried_window(scene.doc, index))


def _is_reported_then(scene: Scene, index: int) -> bool:
    """Whether the sentence tells of something by when it was reported: "shelling was reported in Hass on Monday"."""
    lowers = scene.doc.tokens.lowers
    for timed in scene.times.of(index):
        near = range(max(scene.doc.sentences[index].first + 1, timed.first - _REPORTED_REACH), timed.first)
        if timed.mention.kind == "day" and any(lowers[k] == "reported" and lowers[k - 1] in COPULAS for k in near):
            return True
    return False


def _until_now(scene: Scene, index: int, first: int, told: Window, trace: str) -> tuple[Window, str]:
    """What has gone on since a day told before: "Air strikes have killed 1,900", "400,000 have fled their homes"."""
    published = scene.doc.published_on
    day = told.start if told.start == told.end else None
    if published is not None and trace.startswith(REPORTED) and _in_perfect(scene, index, first) == "displaced":
        return Window(None, published, "range"), f"until {trace}"
    if day is None or published is None or "carried" not in trace or published - day < _SINCE_THEN:
        return told, trace
    measure = _in_perfect(scene, index, first)
    if measure == "displaced" or (measure is not None and _have_struck(scene, index, first)):
        return Window(day, published, "range"), f"since {trace}"
    return told, trace


def _have_struck(scene: Scene, index: int, first: int) -> bool:
    """Whether several acts are what has cost lives: "the air strikes have killed"."""
    lowers = scene.doc.tokens.lowers
    acts = scene.acts.between(scene.doc.sentences[index].first, first)
    return any(m.entry.form == "noun" and "have" in lowers[m.end : min(first, m.end + 2)] for m in acts)


def _toll_window(scene: Scene, index: int, first: int, past: int) -> tuple[Window, str] | None:
    window = toll_since(scene, index, first, past)
    return None if window is None else (window, "since the day that its toll is counted from")


def _own_window(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    """The time that the sentence itself tells for what stands at a span."""
    if (ordered := in_turn(scene, index, first, past)) is not None:
        return ordered
    timed = time_in_sentence(scene, index, first, past)
    if tells_war(scene, index, first, past) and not (timed is None and _is_past_years(scene, index)):
        return _of_war(scene, timed), WHOLE_WAR
    if timed is None:
        return _long_ago(scene, index, first)
    if timed.mention.kind == "anaphor" and timed.mention.first == timed.mention.last and "period" in timed.mention.text:
        since = begun_before(scene.doc, index)
        if since is not None and since[0].start == timed.mention.first:
            return since  # "Israel began bombing on Monday. ... over the same period"
    if (ended := ended_then(scene, index, timed)) is not None:
        return ended, f"the days that ended «{timed.mention.text}»"
    window = closed(scene, truces, index, timed, first, window_told(scene.doc, truces, timed.mention))
    if window == NOWHERE:
        return None
    if timed.mention.kind in {"range", "past"}:
        window = from_first_day(scene, window)
    window = since_opening(scene, index, timed, first, counted_back(scene, index, timed, window))
    window = since_flight(scene, index, timed, first, window)
    goes_on = _goes_on(scene, index, timed, first, past)
    if goes_on and (begins_at(scene, timed) or _was_launched(scene, timed, first)):
        window = Window(window.start, scene.doc.published_on, "range")
    exact = told_exactly(scene, index, timed, window) if index <= LEAD else None
    return exact or (window, f"«{timed.mention.text}» in its sentence")


def _goes_on(scene: Scene, index: int, timed: Timed, first: int, past: int) -> bool:
    """Whether what began at a time may have gone on until the report."""
    if timed.mention.precision != "day" or _so_far(scene, index, past) or _has_cost(scene, timed.past, first):
        return True
    if (timed.past <= first and _are_gone(scene, timed.past, past)) or _began_before(scene, timed, first):
        return True
    words = scene.doc.tokens.lowers[first : timed.first]  # "40 had died in the fighting that began on Thursday"
    if "had" in words[:_PERFECT_REACH] and not _WHICH.isdisjoint(words[-_CLAUSE_REACH:]):
        return True
    return _in_perfect(scene, index, first) is not None  # "40 have died in the fighting, which began on 4 May"


def _long_ago(scene: Scene, index: int, first: int) -> tuple[Window, str] | None:
    """'Gunmen killed 90 some months ago', '900 fled in recent weeks': before the report, nobody tells how long."""
    for timed in scene.times.of(index):
        told = timed.mention.text.lower()
        lately = "recent " in told and _befell(scene, first)
        if timed.mention.kind == "vague" and (told.endswith(" ago") or lately):
            low, high = sorted((timed.first, first))
            if scene.bars[high] - scene.bars[low] < HARD_COST:
                return Window(None, scene.doc.published_on, "range"), f"«{timed.mention.text}» in its sentence"
    return None


def _befell(scene: Scene, first: int) -> bool:
    """Whether a word of harm or flight stands near: acts without one keep the day that is carried."""
    near = scene.measures.between(max(0, first - _PERFECT_REACH), first + _PERFECT_REACH)
    return any(m.entry.measure in _COUNTED_UP for m in near)


def _is_past_years(scene: Scene, index: int) -> bool:
    """'Looking back at 2015. ... Syria's war killed 55,000': in the year under review."""
    review = reviewed(scene.doc)
    if review is None or index <= review.sentence or review.window.start is None or review.window.end is None:
        return False
    return review.window.end - review.window.start >= _MONTHS and _HAVE.isdisjoint(scene.words(index))


def _has_cost(scene: Scene, past: int, first: int) -> bool:
    """Whether what began then has a toll by now: "the offensive, begun on 3 May, has left 90 dead"."""
    return past < first <= past + _PERFECT_REACH and not _HAVE.isdisjoint(scene.doc.tokens.lowers[past:first])


def _was_launched(scene: Scene, timed: Timed, first: int) -> bool:
    """Whether a fight launched then has a toll: "the offensive, launched on 20 May, has killed 254"."""
    lowers = scene.doc.tokens.lowers
    near = lowers[max(scene.doc.sentences[0].first, timed.first - _LAUNCHED_REACH) : timed.first]
    return "launched" in near and not _ASIDE.isdisjoint(near) and _has_cost(scene, timed.past, first)


def _began_before(scene: Scene, timed: Timed, first: int) -> bool:
    """Whether a fight is told by its first day, days ago: "the clashes, which erupted on 3 May, left 12 dead"."""
    day, published = timed.mention.first, scene.doc.published_on
    if timed.past > first or day is None or published is None or published - day <= _SINCE_THEN:
        return False
    low = max(scene.doc.sentence_at(timed.mention.start).first, timed.first - _LAUNCHED_REACH)
    return not _THAT.isdisjoint(scene.doc.tokens.lowers[low : timed.first])


def _are_gone(scene: Scene, first: int, past: int) -> bool:
    """Whether people left on account of what began: "in Basilan, where fighting flared on 9 May, 300 fled"."""
    near = scene.measures.between(first, past + _PERFECT_REACH)
    return bool(near) and all(m.entry.measure == "displaced" for m in near)


def _of_war(scene: Scene, timed: Timed | None) -> Window:
    """The war's window, or that since the day that the sentence counts from: "the war has killed 90 since March"."""
    start = war_start(scene.doc, scene.country)
    if timed is None:
        return whole_war(scene.doc)
    since = timed.mention.first if timed.mention.kind == "since" else None
    if since is not None and start is not None:
        early = since < start and not opens_war(scene, timed)
        if early or since > start + timedelta(WAR_FUZZ):
            return Window(since, scene.doc.published_on, "range")
    stretch = timed.mention
    if stretch.kind in {"year", "month"} and tells_outbreak(scene, timed) and not opens_war(scene, timed):
        return outbreak(scene, timed)
    if stretch.kind in _STRETCHES and stretch.first is not None and not opens_war(scene, timed):
        return Window(stretch.first, stretch.last, "range")  # "the war has killed 900 people in the past year"
    told = opens_war(scene, timed) or (start is None and since is not None)
    return war_window(scene.doc, scene.country, timed.mention) if told else whole_war(scene.doc)


def _running(scene: Scene, truces: Sequence[Truce], index: int, first: int, past: int) -> tuple[Window, str] | None:
    """A running total counts from the beginning told last: "has so far killed 70", "90 have been displaced"."""
    so_far = _so_far(scene, index, past)
    if not so_far and is_standing_total(scene, index, first, past):
        near = counted_on(scene, truces, index, max(0, index - _NEAR_TOTAL))
        if (total := near or begun_before(scene.doc, index)) is not None:
            return total
    if not so_far and (battle := _of_battle(scene, index, first, past)) is not None:
        return battle
    perfect = None if so_far else _in_perfect(scene, index, first)
    if not so_far and perfect is None:
        return None
    if so_far or perfect == "displaced":
        counted = counted_on(scene, truces, index, 0 if so_far else max(0, index - _NEAR_TOTAL))
        return counted or (begun_before(scene.doc, index) if so_far else None)
    # The dead and wounded go on with the total told right before: "In Israel, 51 people have died".
    told, published = counted_on(scene, truces, index, max(0, index - 1)), scene.doc.published_on
    told = told or stretch_before(scene, index)
    fresh = told and told[0].start and published and published - told[0].start <= _SEASON
    return told if fresh else None


def _in_perfect(scene: Scene, index: int, first: int) -> str | None:
    """What a figure is said to have come to by now: "have been killed", "has displaced"."""
    lowers = scene.doc.tokens.lowers
    for m in scene.measures.of(index):
        near = abs(m.start - first) <= _PERFECT_REACH
        if near and m.entry.measure in _COUNTED_UP and not _HAVE.isdisjoint(lowers[max(0, m.start - 4) : m.end]):
            return m.entry.measure
    before = lowers[max(scene.doc.sentences[index].first, first - _SIGNED_IN_REACH) : first]
    return "displaced" if not _HAVE.isdisjoint(before) and not _SIGNED_IN.isdisjoint(before) else None


def _of_battle(scene: Scene, index: int, first: int, past: int) -> tuple[Window, str] | None:
    """A battle's toll counts from its first day: "the fighting has left 37 dead", "nine fell during the assault"."""
    if _tells_battle(scene, index, first, past):
        return begun_before(scene.doc, index)
    if index and not _AND_MORE.isdisjoint(scene.words(index)):
        before = scene.measures.of(index - 1)
        if before and _tells_battle(scene, index - 1, before[-1].start, before[-1].end):
            return begun_before(scene.doc, index - 1)
    return None


def _tells_battle(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a toll is said to be that of a fight that went on, of which the article spoke before."""
    lowers = scene.doc.tokens.lowers
    has = not _HAVE.isdisjoint(
        lowers[max(scene.doc.sentences[index].first, first - _PERFECT_REACH) : past + _TOLL_REACH]
    )
    for term in scene.acts.of(index):
        if not lasts(term) or THAT_FIGHT.isdisjoint(lowers[max(0, term.start - 2) : term.start]):
            continue
        if has or not _WHILE.isdisjoint(lowers[max(0, term.start - _WHILE_REACH) : term.start]):
            return not telling_times(scene, index)
    return False


def _raises_toll(scene: Scene, index: int, first: int) -> bool:
    """Whether a number is a toll as it stands now: "bringing the toll to 12", "had put the deaths at ten"."""
    lowers = scene.doc.tokens.lowers
    if lowers[first - 1] not in {"to", "at"}:
        return False
    near = lowers[max(scene.doc.sentences[index].first, first - _TOLL_REACH) : first - 1]
    return not DEATH_TOLLS.isdisjoint(near) and not _RAISING.isdisjoint(near)


def _so_far(scene: Scene, index: int, past: int) -> bool:
    """Whether a sentence counts up to the report: "has so far killed 70"."""
    near = " ".join(scene.doc.tokens.lowers[scene.doc.sentences[index].first : past + _PERFECT_REACH])
    summed = any(words in near for words in _SUMMED) and not _HAVE.isdisjoint(near.split())
    return summed or "so far" in near or "to date" in near


def _counted(scene: Scene, truces: Sequence[Truce], index: int, first: int) -> tuple[Window, str] | None:
    """A date counted from the event or the truce: "it came a day after 24 people died", "a week after the truce"."""
    timed = next((t for t in scene.times.of(index) if t.mention.kind == "vague" and t.mention.days), None)
    if timed is None or timed.mention.days is None or not timed.mention.text.endswith(("after", "before")):
        return None
    days = timed.mention.days
    if timed.past <= first:
        later = any(t.first > timed.past for t in telling_times(scene, index))
        if later or scene.bars[first] - scene.bars[timed.past] >= HARD_COST or _is_of_truce(scene, timed):
            return None
        main, trace = _own_window(scene, truces, index, timed.first, timed.past) or carried_window(scene.doc, index)
        if main.start is None or main.end is None:
            return None
        if (since := _since_so_long(scene, timed, first, trace)) is not None:
            return since
        if _is_set_apart(scene, timed, first):
            if scene.doc.published_on is not None and main.end + timedelta(days) > scene.doc.published_on:
                return None
            days = -days  # "six days before that massacre, 26 soldiers died": they are counted, not what came after
        return Window(main.start - timedelta(days), main.end - timedelta(days), main.precision), f"counted from {trace}"
    near = scene.breaches.between(timed.past, timed.past + TRUCE_DATE)
    if (
        telling_times(scene, index)
        or any(m.entry.form == "end" for m in near)
        or not any(m.entry.names_truce for m in near)
    ):
        return None
    began = effective_date(scene.doc, truces, scene.doc.tokens.starts[timed.past])
    day = began + timedelta(days) if began else None
    if day is None or (scene.doc.published_on and day > scene.doc.published_on):
        return None
    return Window(day, day, "day"), f"«{timed.mention.text}» the truce"


def _since_so_long(scene: Scene, timed: Timed, first: int, trace: str) -> tuple[Window, str] | None:
    """'Three months after Russia invaded, 3,900 have been killed': since then, where no day is told."""
    published, days = scene.doc.published_on, timed.mention.days
    if published is None or not days or days < 0 or not trace.startswith(REPORTED):
        return None
    if not _is_set_apart(scene, timed, first) or _HAVE.isdisjoint(
        scene.doc.tokens.lowers[timed.past : first + _PERFECT_REACH]
    ):
        return None
    start, war = published - timedelta(days), war_start(scene.doc, scene.country)
    if war is not None and abs(war - start) <= _ABOUT:
        start = war
    return Window(start, published, "range"), f"«{timed.mention.text}»"


def _is_of_truce(scene: Scene, timed: Timed) -> bool:
    """Whether a length tells how old a truce is: "was struggling to hold on Saturday, a day after it began"."""
    near = scene.breaches.between(timed.past, timed.past + TRUCE_DATE)
    pointed = scene.doc.tokens.lowers[timed.past : timed.past + 1] == ["it"]
    return pointed and any(m.entry.form == "effect" for m in near)


def _is_set_apart(scene: Scene, timed: Timed, first: int) -> bool:
    """Whether a comma closes what a length counts from: "six days before that massacre, 26 soldiers died"."""
    lowers = scene.doc.tokens.lowers
    if timed.past >= first - 1 and "had" in lowers[first : first + _TO_HAD]:
        return True  # "the day before, 16 had died", by those who leave the comma out
    comma = next((k for k in range(timed.past, first) if lowers[k] == _COMMA), None)
    return comma is not None and not any(scene.measures.between(timed.past, comma))


def _continued(scene: Scene, index: int, first: int) -> int | None:
    """Where the sentence before tells the toll that "four of the dead" divides or "another nine" adds to, if any."""
    sentence = scene.doc.sentences[index]
    opening = scene.reports.between(sentence.first, sentence.first + OPENING)
    lowers = scene.doc.tokens.lowers[sentence.first : sentence.first + 1 + _ANOTHER]
    counts = first - sentence.first <= _ANOTHER or any(word[:1].isdigit() for word in lowers)
    adds = counts and not _ADDING.isdisjoint(lowers)
    if index == 0 or not (adds or any(m.entry.form == "continues" for m in opening)):
        return None
    measures = scene.measures.of(index - 1)
    if not measures or any(compares(scene, t) for t in scene.times.of(index - 1)):
        return None  # "the worst since May, when nine died. Another three were hurt": not in May
    return measures[-1].start


def _despite(scene: Scene, truces: Sequence[Truce], index: int, figure: int) -> Window | None:
    """ "Despite the truce, fighting intensified": from the truce until the report."""
    if index < 0 or not truces:
        return None
    doc = scene.doc
    opening = range(doc.sentences[index].first + 1, doc.sentences[index].first + OPENING)
    if any(k in scene.act_nouns and doc.tokens.lowers[k - 1] in {"the", "this", "that"} for k in opening):
        return None  # "the strike came despite the truce" speaks of an act whose day is told
    for word in scene.breaches.of(index):
        if word.entry.form == "explicit" and word.entry.term == "despite":
            head = doc.sentences[index].first
            if head <= figure < word.start and _HAVE.isdisjoint(doc.tokens.lowers[head:figure]):
                continue  # "the Observatory counted 13 killed, despite a ceasefire that has largely held"
            near = scene.breaches.between(word.end, word.end + 8)
            if any(m.entry.names_truce for m in near):
                began = effective_date(doc, truces, doc.tokens.starts[word.start])
                return Window(began, doc.published_on, "range")
    return None

"""The date that holds for a sentence which tells none: carried through the article from the sentences around it.

Belongs here: settings told by events, how long they hold, and the day of the report itself. Does not: times of the
sentence itself (`telling`, `timing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.extract.annotate import Annotated
from pipeline.extract.memo import per_article
from pipeline.extract.model import Window
from pipeline.extract.ranked import is_numbered_in
from pipeline.extract.reviews import Review, reviewed
from pipeline.extract.scene import HARD_COST, Scene, scene_of
from pipeline.extract.spots import places_in
from pipeline.extract.telling import begins_at, compares, dates_truce, goes_on, is_event, origins, telling_times
from pipeline.extract.timed import Timed
from pipeline.extract.told_when import dates_story, told_exactly

# A story is about what happened in the weeks before it; older dates are background and are not carried on.
NEWS_DAYS = 31
# An event's date and place hold for the sentences that follow it, until others are told.
_CARRY = 8
LEAD = 2
_CARRIED_KINDS = frozenset({"day", "range", "past", "anaphor", "since", "month"})
_COUNTED = frozenset({"killed", "injured", "displaced"})
_HAVE = frozenset({"has", "have"})
_STRETCH = timedelta(days=2)
_A_WEEK, _A_DAY = timedelta(days=7), timedelta(days=1)
_SET_REACH = 3
_NEW = frozenset({"new", "latest", "newest", "fresh"})
# "On Sunday gunmen raided" has its day at its head; elsewhere a day stands behind what it dates.
_OPENS, _AHEAD_COST = 2, 6
_ACTS = frozenset({"noun", "verb", "weapon"})
_LATER = frozenset({"after", "following", "to", "for", "over"})
_AHEAD = frozenset({"will", "would", "due", "expected", "scheduled", "planned", "plans", "shall"})
_SETTING_KINDS = frozenset({"day", "range"})
_YEARS = timedelta(days=730)
_MOMENTS = frozenset({"seconds", "minutes", "moments", "second", "minute", "moment"})
# Days between the telling and the report within which an undated event is taken for that day's.
_FRESH = 2
_OPENING_SENTENCES = 3
# Words of a label and its colon.
_LABEL = 8
# What the trace of a window says where the text tells no date but that of the report.
REPORTED = "the day of the report"
NOWHERE = Window(None, None, None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Date and place that hold for an event when a sentence tells none of its own."""

    window: Window
    trace: str
    news: bool
    running: bool
    total: bool
    # A length of more than a week up to the report: "over the past few weeks".
    length: bool = False
    # "In the past week", "this month": told by its length, not by what began then.
    stretch: bool = False
    # The day that the next sentence tells for "this week".
    exact: tuple[Window, str] | None = None


def carried_window(doc: Annotated, index: int) -> tuple[Window, str]:
    """The date of the event that a sentence goes on with, else the day of the report; and how it was decided."""
    settings, scene = _settings(doc), scene_of(doc)
    if again_of_news(scene, index):
        return _lead_window(scene, settings, index)
    if _is_ticked(scene, index):
        return _scene_set(scene, index) or _reported(scene, index)
    if (told := _told_before(scene, settings, index)) is not None:
        return told
    review = reviewed(doc)
    if review is not None and index > review.sentence:
        return _of_review(review)
    behind = _told_behind(scene, settings, index) if index <= LEAD else None
    return behind or _scene_set(scene, index) or _reported(scene, index)


def _told_before(scene: Scene, settings: Sequence[_Setting | None], index: int) -> tuple[Window, str] | None:
    """The date of the last sentences, as far as it holds for this one."""
    review, before = reviewed(scene.doc), _last_setting(scene, settings, index)
    if before is not None and not (before.running and _is_elsewhere(scene, index)):
        if _is_background(settings, before) and _is_elsewhere(scene, index):
            return _lead_window(scene, settings, index)
        return _sharper(scene, settings, index - 1)
    for back in range(index - 2, max(0, index - _CARRY) - 1, -1):
        if _turns(scene, back + 1, index):
            return _lead_window(scene, settings, index)
        setting = settings[back]
        if setting is not None and setting.length and any(_is_labelled(scene, k) for k in range(back + 1, index + 1)):
            continue  # "Over the past weeks 700 fled. Northern Region: Some 900 fled"
        if setting is None or not setting.news or _is_month_of(review, setting, index):
            continue
        if not (setting.running and before is not None):
            return _sharper(scene, settings, back)
    return None


def _last_setting(scene: Scene, settings: Sequence[_Setting | None], index: int) -> _Setting | None:
    """The date of the sentence before, where it may hold for this one."""
    before = settings[index - 1] if index else None
    if before is None or (before.length and _is_labelled(scene, index)):
        return None
    if _is_years(before.window) and before.running:
        return None  # "Aleppo, divided since 2012, ..." dates no shells of today
    return None if _is_month_of(reviewed(scene.doc), before, index) else before


def _of_review(review: Review) -> tuple[Window, str]:
    return review.window, f"«{review.text}», under review, carried from sentence {review.sentence}"


def _is_month_of(review: Review | None, setting: _Setting, index: int) -> bool:
    """Whether a time is only a part of what is under review: "In June 209 died. Gunfire killed 1,100 that year"."""
    if review is None or index <= review.sentence or setting.window == review.window:
        return False
    first, last = setting.window.start, setting.window.end
    opens, closes = review.window.start, review.window.end
    assert opens is not None
    assert closes is not None
    return first is not None and last is not None and last - first > _A_WEEK and opens <= first and last <= closes


def again_of_news(scene: Scene, index: int) -> bool:
    """Whether a sentence comes back from what was before to the news: "wounded in the new bombing"."""
    lowers = scene.doc.tokens.lowers
    for act in scene.acts.of(index):
        if act.entry.form == "noun" and lowers[act.start - 1] in _NEW and lowers[act.start - 2] == "the":
            return index > LEAD - 1
    return False


def leaves_background(doc: Annotated, index: int) -> bool:
    """Whether a sentence tells of another place than the past event before it: "of the dead in Gaziantep 22 were"."""
    settings = _settings(doc)
    before = settings[index - 1] if index else None
    return before is not None and _is_background(settings, before) and _is_elsewhere(scene_of(doc), index)


def _is_ticked(scene: Scene, index: int) -> bool:
    """Whether a sentence is an entry under its hour: "13:30 Five people wounded", "8.45 a.m.: A shell kills two"."""
    first = next(iter(scene.times.of(index)), None)
    return first is not None and first.mention.kind == "clock" and first.first == scene.doc.sentences[index].first


def _told_behind(scene: Scene, settings: Sequence[_Setting | None], index: int) -> tuple[Window, str] | None:
    """The date of the news where the lead tells none and the next sentences do."""
    for at, setting in enumerate(settings[index : index + LEAD + 2], index):
        if at > index and _is_entry(scene, at):
            return None
        if (
            setting is not None
            and setting.news
            and not setting.total
            and not (at > index and _tells_apart(scene, at, setting))
        ):
            return setting.exact or (setting.window, setting.trace)
    return None


def _tells_apart(scene: Scene, index: int, setting: _Setting) -> bool:
    """Whether days up to the report are those of a toll of their own: "30,000 arrived in the past week"."""
    if not setting.stretch:
        return False
    return _in_perfect(scene, index) or any(m.entry.measure in _COUNTED for m in scene.measures.of(index))


def _is_entry(scene: Scene, index: int) -> bool:
    """Whether a paragraph is an entry of its own under its date: "2016-11-14 Shells killed seven soldiers"."""
    sentence = scene.doc.sentences[index]
    first = next(iter(scene.times.of(index)), None)
    opens = sentence.paragraph != scene.doc.sentences[index - 1].paragraph
    return opens and first is not None and first.first == sentence.first and first.mention.text[-1:].isdigit()


def _scene_set(scene: Scene, index: int) -> tuple[Window, str] | None:
    """The day on which a story is set that tells first what came before: "On Saturday the men came on motorbikes"."""
    published = scene.doc.published_on
    for back in range(index - 1, max(-1, index - 1 - _SET_REACH), -1):
        if scene.breaches.of(back) or not _AHEAD.isdisjoint(scene.words(back)):
            continue  # "they accused each other on Sunday", "the envoy will fly to Sanaa on Monday"
        for timed in telling_times(scene, back):
            first, last = timed.mention.first, timed.mention.last
            if first is None or last is None or published is None or timed.mention.kind not in _SETTING_KINDS:
                continue
            if last - first <= _A_DAY and timedelta(0) < published - first <= _A_WEEK and last <= published:
                return Window(
                    first, last, "day" if first == last else "range"
                ), f"«{timed.mention.text}» sets the scene"
    return None


def _is_labelled(scene: Scene, index: int) -> bool:
    """Whether a paragraph is an entry under its region: "Northern and North-Eastern Region: Some 900 fled"."""
    sentence, texts = scene.doc.sentences[index], scene.doc.tokens.texts
    if index and sentence.paragraph == scene.doc.sentences[index - 1].paragraph:
        return False
    head = texts[sentence.first : sentence.first + _LABEL]
    if ":" not in head:
        return False
    return all(word[:1].isupper() or not word.isalpha() or word == "and" for word in head[: head.index(":")])


def _is_years(window: Window) -> bool:
    return window.start is not None and window.end is not None and window.end - window.start > _YEARS


def _lead(settings: Sequence[_Setting | None]) -> _Setting | None:
    """The setting of the news that the article opens with."""
    return next((s for s in settings[: LEAD + 2] if s is not None and s.news and not s.running), None)


def _lead_window(scene: Scene, settings: Sequence[_Setting | None], index: int) -> tuple[Window, str]:
    """The day of the news that the article opens with, which another story of the same report is of."""
    lead = _lead(settings)
    return (lead.window, lead.trace) if lead is not None else _reported(scene, index)


def _sharper(scene: Scene, settings: Sequence[_Setting | None], index: int) -> tuple[Window, str]:
    """The date of a sentence, or the day in it that the article opens with: "fire has been on the rise for a week"."""
    setting, lead = settings[index], _lead(settings)
    assert setting is not None
    told = setting.window
    counts = any(m.entry.measure in _COUNTED for m in scene.measures.of(index))
    if lead is None or setting.running or counts:
        return told, setting.trace
    day = lead.window
    if told.start is None or told.end is None or day.start is None or day.start != day.end:
        return told, setting.trace
    inside = told.end - told.start > _STRETCH and told.start <= day.start <= told.end
    return (day, lead.trace) if inside else (told, setting.trace)


def _is_background(settings: Sequence[_Setting | None], setting: _Setting) -> bool:
    """Whether a date lies before the news that the article opens with."""
    lead = _lead(settings)
    if lead is None or lead.window.start is None or setting.window.end is None:
        return False
    return setting.window.end < lead.window.start


def _turns(scene: Scene, first: int, last: int) -> bool:
    """Whether the article turns to another story in one of these sentences: "In the West Bank, meanwhile, ..."."""
    return any(m.entry.form == "break" for at in range(first, last + 1) for m in scene.reports.of(at))


def _is_elsewhere(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of another event than the running total before it: at a place that it did not name."""
    here = {name for p in places_in(scene, index) for name in (p.mention.place.name, p.mention.surface)}
    told = {name for p in scene.places.of(index - 1) for name in (p.mention.place.name, p.mention.surface)}
    return bool(here) and here.isdisjoint(told)


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
        return NOWHERE, "no date told"
    return Window(published, published, "day"), REPORTED


@per_article
def _settings(doc: Annotated) -> tuple[_Setting | None, ...]:
    """For each sentence that tells of an act or of harm, the date that it tells."""
    scene = scene_of(doc)
    return tuple(_setting(scene, s.index) if _is_told_of(scene, s.index) else None for s in doc.sentences)


def _is_told_of(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of an act or of harm, or near the lead only when that was."""
    review = reviewed(scene.doc)
    if review is not None and review.sentence == index:
        return True
    return is_event(scene, index) or (index <= LEAD + 1 and dates_story(scene, index))


def _heads(scene: Scene, index: int) -> bool:
    """Whether a sentence is the name of an event over its reports: "March 2025 attacks on the Gaza Strip"."""
    sentence = scene.doc.sentences[index]
    return not sentence.is_title and scene.doc.text[sentence.end - 1].isalnum()


def _in_perfect(scene: Scene, index: int) -> bool:
    sentence = scene.doc.sentences[index]
    return not _HAVE.isdisjoint(scene.doc.tokens.lowers[sentence.first : sentence.past])


def _setting(scene: Scene, index: int) -> _Setting | None:
    review = reviewed(scene.doc)
    if review is not None and review.sentence == index:
        return _Setting(*_of_review(review), news=True, running=False, total=False)
    fitting = [timed for timed in scene.times.of(index) if _may_be_carried(scene, index, timed)]
    starts = origins(fitting)
    fitting = [timed for timed in fitting if timed.mention.start not in starts]
    if not fitting:
        return None
    if len(fitting) > 1 and all(_is_short(timed) for timed in fitting):
        fitting = [min(fitting, key=lambda timed: (_from_act(scene, index, timed), timed.first))]
    return _setting_of(scene, index, fitting[0])


def _is_short(timed: Timed) -> bool:
    """Whether a time is a day or a night."""
    first, last = timed.mention.first, timed.mention.last
    return first is not None and last is not None and last - first <= _A_DAY and timed.mention.kind in _SETTING_KINDS


def _from_act(scene: Scene, index: int, timed: Timed) -> int:
    """Words from a day to the nearest act or harm; one that stands behind it is its own sooner than one before."""
    acts = [(t.start, t.end) for t in scene.acts.of(index) if t.entry.act and t.entry.form in _ACTS]
    acts += [(m.start, m.end) for m in scene.measures.of(index) if m.entry.measure in _COUNTED]
    behind = (scene.distance(end - 1, timed.first) for _, end in acts if end <= timed.first)
    ahead = (_cost_ahead(scene, timed, start) for start, _ in acts if start >= timed.past)
    return min((*behind, *ahead), default=0)


def _cost_ahead(scene: Scene, timed: Timed, act: int) -> int:
    first = scene.doc.sentence_at(timed.mention.start).first
    later = not _LATER.isdisjoint(scene.doc.tokens.lowers[timed.past : act])  # "burned on Sunday after shells hit"
    cost = scene.distance(timed.past - 1, act) + (0 if timed.first - first <= _OPENS else _AHEAD_COST)
    return cost + HARD_COST * later


def _may_be_carried(scene: Scene, index: int, timed: Timed) -> bool:
    mention = timed.mention
    if timed.said or mention.first is None or mention.last is None:
        return False
    if mention.kind not in _CARRIED_KINDS:
        return False
    if dates_truce(scene, timed) or compares(scene, timed) or goes_on(mention) or is_numbered_in(scene, timed):
        return False
    if mention.kind == "month" and _heads(scene, index):
        return False
    if mention.kind == "past" and scene.doc.tokens.lowers[timed.past : timed.past + 2] == ["in", "which"]:
        return False  # "at the end of a week in which 90 died" is no time of the story's own
    # "A few seconds later" is of the day of what it follows, whichever that is.
    return mention.kind != "anaphor" or _MOMENTS.isdisjoint(mention.text.split())


def _setting_of(scene: Scene, index: int, timed: Timed) -> _Setting:
    published, mention = scene.doc.published_on, timed.mention
    assert mention.first is not None
    assert mention.last is not None
    last = mention.last
    news = published is None or (published - timedelta(days=NEWS_DAYS) <= mention.first and last <= published)
    if news and published is not None and begins_at(scene, timed):
        last = published
    window = Window(mention.first, last, "day" if mention.first == last else "range")
    exact = told_exactly(scene, index, timed, window) if index <= LEAD else None
    running = mention.kind == "since"
    # "90 have died in two weeks" tells how long a total runs, not when what the lead tells happened.
    length = mention.kind == "past" and last - mention.first > _A_WEEK
    total = length and _in_perfect(scene, index)
    stretch = mention.kind in {"past", "range"} and last == published and last - mention.first > _STRETCH
    trace = f"«{mention.text}» carried from sentence {index}"
    return _Setting(window, trace, news, running, total, length, stretch, exact)

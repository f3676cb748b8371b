"""Reports that look back: the year, quarter, month or week under review, in which stands what they tell without a time.

Belongs here: whether an article opens as a review, and of which stretch. Does not: times of single sentences
(`telling`), days that are carried from one event to the next (`carried`).
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.extract.annotate import Annotated
from pipeline.extract.grammar import INDEFINITE, OWNING
from pipeline.extract.memo import per_article
from pipeline.extract.model import Window
from pipeline.extract.ranked import is_numbered_in
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.telling import compares, dates_truce, goes_on, is_event, tells_act, time_in_sentence
from pipeline.extract.time import TimeMention
from pipeline.extract.timed import Timed

# Sentences, with the title, among which a review names its stretch.
_OPENING = 3
_STRETCHES = frozenset({"month", "year", "range", "past", "season"})
# A week is reviewed, no day; reviews of the year come out in the next one.
_A_WEEK, _LATELY = timedelta(days=5), timedelta(days=550)
# A year that no report, count or table is said to be of is reviewed in the next weeks.
_PLAINLY = timedelta(days=120)
_A_DAY = timedelta(days=1)
_NEWS = timedelta(days=31)
_COUNTING = frozenset(
    "report reports review reviews figures statistics summary update snapshot bulletin survey records record toll"
    " casualties casualty count counts tally victims deaths overview numbers data findings period study brief"
    " violence weekly monthly quarterly digest roundup recap".split()
)
# "Another suicide car bomb", "last month's raid" in a month: one event.
_ONE_REACH = 3
_ASIDES, _ASIDE_REACH = frozenset({"which", "who", "that", "where", "when", "after", "since"}), 10
_SAID_REACH = 5
_IN_REVIEW = re.compile(
    r"\b((?:19|20)\d\d) in (?:review|figures|numbers)\b"
    r"|^((?:19|20)\d\d) (?:was|saw|has been|brought|proved|became|ended|turned)\b"
    r"|\blook(?:ing|s)? back (?:at|on) ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEARLY = ("year", "Year", "nnual", " in review", " in figures", " in numbers", " back ", "19", "20")
_WEEK_IN = ("the", "week", "in")
# "February was a bloody month".
_TELLS_OF = frozenset({"was", "is", "saw", "brought", "proved", "became", "has"})
_LONG = frozenset({"war", "fighting", "violence", "conflict", "toll", "casualties", "death", "deaths"})
_NAMED = re.compile(
    r"\b(?:(?:annual|yearly|full-year) (?:report|review|tally|count|toll|survey|figures|summary)"
    r"|^the year (?:has been|was|is)\b|year-end|end-of-year|year in (?:figures|numbers|review)"
    r"|(?:over|during|throughout|in) the (?:whole )?year(?=[,.;:]| and\b| in\b))",
    re.IGNORECASE,
)
# A year is reviewed from its last weeks to the summer behind it.
_YEARS_END, _LOOKED_BACK = 11, 6


class Review(NamedTuple):
    """The stretch that an article looks back on, and the sentence that names it."""

    sentence: int
    window: Window
    text: str


@per_article
def reviewed(doc: Annotated) -> Review | None:
    """What the article looks back on: "The year in figures", "the UN counted 527 dead in the second quarter"."""
    if doc.published_on is None:
        return None
    scene = scene_of(doc)
    for sentence in doc.sentences[:_OPENING]:
        named = _named(scene, sentence.index, doc.published_on)
        if named is not None:
            return named
        if not sentence.is_title and _tells_news(scene, sentence.index, doc.published_on):
            return None
    return None


def _tells_news(scene: Scene, index: int, published: date) -> bool:
    """Whether a sentence tells of an event of the last days, or of one without a day."""
    if not is_event(scene, index) or scene.doc.tokens.lowers[scene.doc.sentences[index].past - 1] == "?":
        return False
    short = (
        t.mention.last
        for t in scene.times.of(index)
        if not t.said and t.mention.first and t.mention.last and t.mention.last - t.mention.first <= _A_DAY
    )
    return any(published - last <= _NEWS for last in short) or bool(scene.measures.of(index))


def _named(scene: Scene, index: int, published: date) -> Review | None:
    for timed in scene.times.of(index):
        first, last = timed.mention.first, timed.mention.last
        if first is None or last is None or not _is_reviewed(scene, index, timed):
            continue
        last = min(last, published)
        plain = timed.mention.precision == "year" and not _counts(scene, index)
        if last - first >= _A_WEEK and published - last <= (_PLAINLY if plain else _LATELY):
            return Review(index, Window(first, last, "range"), timed.mention.text)
    if tuple(scene.words(index)[:3]) == _WEEK_IN:
        return Review(index, Window(published - timedelta(6), published, "range"), "the week")
    return _year_named(scene, index, published)


def _year_named(scene: Scene, index: int, published: date) -> Review | None:
    """The year of "its annual report", "over the year", where the calendar tells which."""
    sentence = scene.doc.sentences[index]
    text = scene.doc.text[sentence.start : sentence.end]
    if not any(word in text for word in _YEARLY):
        return None
    if (told := _IN_REVIEW.search(text)) is not None and int(told.group(told.lastindex or 1)) <= published.year:
        year = int(told.group(told.lastindex or 1))
        return Review(index, Window(date(year, 1, 1), min(date(year, 12, 31), published), "range"), told.group())
    named = _NAMED.search(text)
    if named is None or _LOOKED_BACK < published.month < _YEARS_END:
        return None
    year = published.year - (published.month <= _LOOKED_BACK)
    return Review(index, Window(date(year, 1, 1), min(date(year, 12, 31), published), "range"), named.group())


def _is_reviewed(scene: Scene, index: int, timed: Timed) -> bool:
    """Whether a stretch is what a sentence counts up or reports on."""
    mention = timed.mention
    if timed.said or mention.kind not in _STRETCHES or compares(scene, timed) or dates_truce(scene, timed):
        return False
    if is_numbered_in(scene, timed):
        return False
    if goes_on(mention) or is_one_event(scene, index, mention) or _owns(scene, timed) or _in_aside(scene, index, timed):
        return False
    measures = scene.measures.of(index)
    if measures and any(time_in_sentence(scene, index, m.start, m.end) is timed for m in measures):
        return True
    opens = timed.first == scene.doc.sentences[index].first
    if opens and not measures and not _TELLS_OF.isdisjoint(scene.doc.tokens.lowers[timed.past : timed.past + 1]):
        return True
    return _counts(scene, index) or (mention.kind == "range" and not measures and tells_act(scene, index))


def _counts(scene: Scene, index: int) -> bool:
    """Whether a sentence speaks of a report, a toll, figures."""
    return not _COUNTING.isdisjoint(scene.words(index))


def _in_aside(scene: Scene, index: int, timed: Timed) -> bool:
    """'The town from which they were expelled last month', 'after they left it in May': what came before."""
    low = max(scene.doc.sentences[index].first, timed.first - _ASIDE_REACH)
    lowers = scene.doc.tokens.lowers
    return any(lowers[k] in _ASIDES and not _opens_speech(scene, k) for k in range(low, timed.first))


def _opens_speech(scene: Scene, at: int) -> bool:
    """'The UN said on Sunday that'."""
    if scene.doc.tokens.lowers[at] != "that":
        return False
    near = scene.reports.between(max(0, at - _SAID_REACH), at)
    return any(m.entry.form in {"verb", "tally"} for m in near)


def _owns(scene: Scene, timed: Timed) -> bool:
    """'Last month's raid': an event, no stretch."""
    lowers = scene.doc.tokens.lowers
    owns = not OWNING.isdisjoint(lowers[timed.past - 1 : timed.past + 1])
    return owns and _LONG.isdisjoint(lowers[timed.past : timed.past + 2])


def is_one_event(scene: Scene, index: int, told: TimeMention) -> bool:
    """Whether a month only dates an attack: "In early May another car bomb killed nine in the suburb"."""
    if told.kind not in {"month", "range", "year"}:
        return False
    lowers = scene.doc.tokens.lowers
    acts = (t for t in scene.acts.of(index) if t.entry.act and t.entry.form in {"noun", "weapon"})
    return any(not INDEFINITE.isdisjoint(lowers[max(0, t.start - _ONE_REACH) : t.start]) for t in acts)

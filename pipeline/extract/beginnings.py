"""From which day an article counts what it is about: the offensive, the operation, the fighting.

Belongs here: beginnings that other sentences, or the table of conflicts, tell. Does not: the days of a country's wars
by common reckoning (`wars`), of a truce (`truces`), which time holds for a figure (`timing`).
"""

from collections.abc import Set
from datetime import date, timedelta

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.model import Window
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.time import TimeMention
from pipeline.extract.war_told import opens_war
from pipeline.extract.wars import war_window

# A report counts from a beginning of the last year; what began before is another story's.
_A_YEAR = timedelta(days=366)
# "Turkey began its offensive on 9 October": words between the verb and the day.
_VERB_TO_DAY = 8
# "The rebels launched an offensive to take the town on 31 May", "on Tuesday the group launched an attack".
_TO_DAY = 14
_VERB_AFTER = 16
_TOLD_LATELY = 4
_A_DAY = timedelta(days=1)
_NEWS = timedelta(days=31)
# Acts of one word of which others of their kind last no day.
_LASTING = frozenset({"offensive", "ground offensive", "operation", "assault", "airstrike campaign"})
_BREAKING_OUT = frozenset({"out", "erupted", "flared"})
# What goes on for weeks and is no act of one side.
_LONG_ACTS = frozenset("siege blockade protests demonstrations crackdown".split())
_DATING = frozenset({"day", "month", "range", "since"})
# "The LRA has been fighting the government since 1988", "it has waged a rebellion since the 1990s".
_FIGHTS_ON = frozenset("fighting fought waged waging battling battled insurgency rebellion uprising revolt".split())
_HAS = frozenset({"has", "have"})
_TOLD_JUST_BEFORE = 2
# An article that tells the month or the year of an outbreak counts from its first day; days are told of battles.
_OUTBREAKS = frozenset({"month", "year"})


def whole_war(doc: Annotated) -> Window:
    """The war's window, from the month or year that the article tells: "The war broke out in April 2023"."""
    return war_window(doc, scene_of(doc).country, _outbreak(doc))


@per_article
def _outbreak(doc: Annotated) -> TimeMention | None:
    scene = scene_of(doc)
    return next(
        (t.mention for t in scene.times.items if t.mention.precision in _OUTBREAKS and opens_war(scene, t)),
        None,
    )


def counting_since(doc: Annotated, sentence_index: int) -> tuple[Window, str] | None:
    """The window from the beginning that the nearest sentence counts from, within the last year."""
    published = doc.published_on
    if published is None:
        return None
    recent = [
        (abs(sentence.index - sentence_index), sentence.index, timed.mention)
        for sentence in doc.sentences
        for timed in scene_of(doc).times.of(sentence.index)
        if timed.mention.kind == "since" and timed.mention.first and _is_recent(timed.mention.first, published)
    ]
    if not recent:
        return None
    _, at, mention = min(recent, key=lambda item: item[:2])
    return Window(mention.first, published, "range"), f"«{mention.text}» of sentence {at}, as so many have no day"


@per_article
def beginning_of(doc: Annotated, mention: TimeMention) -> date | None:
    """The day that "since the operation began" means: told elsewhere in the article, or that of a listed campaign."""
    scene = scene_of(doc)
    nouns = {
        scene.doc.tokens.lowers[m.start]
        for m in scene.acts.between(*doc.tokens_of(mention.start, mention.end))
        if m.entry.form != "inception"
    }
    launches = _launches(scene)
    told = [day for noun_told, day in launches if not nouns or noun_told & nouns]
    if not told and len({day for _, day in launches}) == 1:
        told = [launches[0][1]]  # "since the escalation": the one beginning that the article tells
    return told[0] if told else (_first_told(scene, mention, nouns) or _listed(scene))


def _first_told(scene: Scene, mention: TimeMention, nouns: Set[str]) -> date | None:
    """The day of the act that an article told before it counts from it: "on Wednesday rebels attacked the town"."""
    told = scene.acts.between(*scene.doc.tokens_of(mention.start, mention.end))
    kinds = {m.entry.act for m in told if m.entry.act}
    published = scene.doc.published_on
    if not kinds or published is None:
        return None
    at = scene.doc.sentence_at(mention.start).index
    for sentence in scene.doc.sentences[:at]:
        acts = scene.acts.of(sentence.index)
        if not any(m.entry.act in kinds or scene.doc.tokens.lowers[m.start] in nouns for m in acts):
            continue
        for timed in scene.times.of(sentence.index):
            day = timed.mention.first
            if not timed.said and day is not None and timed.mention.kind in _DATING and _is_news(day, published):
                return day
    return None


def fought_since(doc: Annotated, index: int) -> Window | None:
    """The window from the year since which a sentence just before says that a side "has been fighting"."""
    scene, published = scene_of(doc), doc.published_on
    if published is None:
        return None
    for back in range(index, max(-1, index - 1 - _TOLD_JUST_BEFORE), -1):
        words = scene.words(back)
        if _FIGHTS_ON.isdisjoint(words) or _HAS.isdisjoint(words):
            continue
        for timed in scene.times.of(back):
            first = timed.mention.first
            if timed.mention.kind == "since" and first is not None and published - first > _A_YEAR:
                return Window(first, published, "range")
    return None


def running_since(doc: Annotated, sentence_index: int) -> tuple[Window, str] | None:
    """The window from the beginning that the article tells, for many who "have fled" without a day."""
    since = counting_since(doc, sentence_index)
    launches = [day for _, day in _launches(scene_of(doc))]
    if since is not None or not launches or doc.published_on is None:
        return since
    return Window(min(launches), doc.published_on, "range"), "since it began, as so many have no day"


def begun_before(doc: Annotated, index: int) -> tuple[Window, str] | None:
    """The window from the day on which one of the last sentences says that the fighting, or an offensive, began."""
    scene, published = scene_of(doc), doc.published_on
    if published is None:
        return None
    for back in range(index - 1, max(-1, index - 1 - _TOLD_LATELY), -1):
        for timed in scene.times.of(back):
            day = timed.mention.first
            if timed.said or day is None or timed.mention.kind not in _DATING or not _fights(scene, back):
                continue
            near = scene.acts.between(max(doc.sentences[back].first, timed.first - _TO_DAY), timed.past + _VERB_AFTER)
            if any(_begins(scene, m) for m in near) and _A_DAY < published - day <= _A_YEAR:
                return Window(day, published, "range"), f"«{timed.mention.text}» of sentence {back}, when it began"
    return None


def lasts(term: Match[ActTerm]) -> bool:
    """Whether a word is for what goes on for days: "the fighting", "the offensive", no "attack"."""
    entry = term.entry
    return entry.form == "war" or (entry.form == "noun" and (entry.act == "clash" or entry.term in _LASTING))


def _fights(scene: Scene, index: int) -> bool:
    sentence, acts = scene.doc.sentences[index], scene.acts.of(index)
    if any(m.entry.form in {"noun", "war"} or (m.entry.form == "verb" and _begins(scene, m)) for m in acts):
        return True
    return not _LONG_ACTS.isdisjoint(scene.doc.tokens.lowers[sentence.first : sentence.past])


def _begins(scene: Scene, act: Match[ActTerm]) -> bool:
    """'Began', 'fighting broke out', 'clashes erupted'."""
    if act.entry.form == "inception":
        return True
    return act.end - act.start > 1 and scene.doc.tokens.lowers[act.end - 1] in _BREAKING_OUT


def _launches(scene: Scene) -> list[tuple[frozenset[str], date]]:
    """The days on which something began, with the act words of their sentences, in reading order."""
    published = scene.doc.published_on
    found: list[tuple[frozenset[str], date]] = []
    for sentence in scene.doc.sentences:
        acts = scene.acts.of(sentence.index)
        opened = "opened" in scene.doc.tokens.lowers[sentence.first : sentence.past] and any(lasts(m) for m in acts)
        if not (opened or any(m.entry.form == "inception" for m in acts)):
            continue
        words = frozenset(scene.doc.tokens.lowers[m.start] for m in acts if m.entry.form != "inception")
        for timed in scene.times.of(sentence.index):
            day = timed.mention.first
            if day is None or timed.mention.kind not in _DATING:
                continue
            near = scene.acts.between(max(sentence.first, timed.first - _VERB_TO_DAY), timed.past)
            if (opened or any(m.entry.form == "inception" for m in near)) and (
                published is None or _is_recent(day, published)
            ):
                found.append((words, day))
    return found


def _listed(scene: Scene) -> date | None:
    """The first day of the country's only listed campaign, or new war, that was fought when the report appeared."""
    published = scene.doc.published_on
    if published is None:
        return None
    fought = [
        c
        for c in scene.doc.conflicts.get(scene.country, ())
        if _is_recent(c.started_on, published) and (c.ended_on is None or published <= c.ended_on)
    ]
    days = {c.started_on for c in fought if not c.main and c.ended_on} or {c.started_on for c in fought}
    return days.pop() if len(days) == 1 else None


def _is_news(day: date, published: date) -> bool:
    return timedelta() < published - day <= _NEWS


def _is_recent(day: date, published: date) -> bool:
    return timedelta() < published - day <= _A_YEAR

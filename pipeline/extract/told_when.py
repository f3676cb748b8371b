"""Sentences behind the lead that tell when what it told of happened: "The attack took place on Friday".

Belongs here: which sentences go on with the story only to date it. Does not: the window of a figure (`timing`), dates
that later sentences carry (`carried`).
"""

from datetime import date, timedelta

from pipeline.extract.lexicon import Match
from pipeline.extract.model import Window
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene
from pipeline.extract.telling import OPENING, telling_times
from pipeline.extract.time import TimeMention
from pipeline.extract.timed import Timed

# "Killed this week", "died last month": told so by a lead whose next sentence has the day.
_VAGUE_KINDS = frozenset({"range", "past", "month", "anaphor"})
_VAGUELY = (" week", " month")
_SOON = 2
# "In the course of those operations", "during their counter-attack"
THAT_FIGHT = frozenset({"the", "this", "that", "these", "those", "its", "their"})
# "The gunmen raided nine villages on Thursday", "the victims were on their way home on Friday"
_OF_STORY = frozenset(
    "gunmen gunman attackers attacker assailants assailant militants rebels insurgents fighters bandits raiders"
    " jihadists bomber bombers victims victim dead soldiers troops men bomb bombs missile missiles shell shells rocket"
    " rockets blast drone drones plane planes mob militia militiamen".split()
)
_NOUN_REACH = 3
_DAYS = timedelta(days=2)


def told_exactly(scene: Scene, index: int, timed: Timed, vague: Window) -> tuple[Window, str] | None:
    """The day of what the lead has happen "this week", where the next sentences tell it: "The attack took place on"."""
    if timed.mention.kind not in _VAGUE_KINDS or not timed.mention.text.lower().endswith(_VAGUELY):
        return None
    for after in range(index + 1, min(len(scene.doc.sentences), index + 1 + _SOON)):
        told = _days_told(scene, after)
        if told is None or not (_goes_on_with_act(scene, after) or dates_story(scene, after)):
            continue
        first, last = told.first, told.last
        if first and last and vague.start and vague.end and vague.start <= first and last <= _latest(scene, vague.end):
            window = Window(first, last, "day" if first == last else "range")
            return window, f"«{told.text}» of sentence {after}, which says when"
    return None


def _latest(scene: Scene, end: date) -> date:
    """Up to when "last week" may reach: some desks mean the last seven days."""
    return max(end, scene.doc.published_on) if scene.doc.published_on is not None else end


def _days_told(scene: Scene, index: int) -> TimeMention | None:
    """The day, or the two or three days, that a sentence tells."""
    told = [t.mention for t in telling_times(scene, index)]
    short = (m for m in told if m.first and m.last and m.last - m.first <= _DAYS and m.precision in {"day", "range"})
    return next(short, None)


def dates_story(scene: Scene, index: int) -> bool:
    """Whether a sentence without figures goes on with the story's people or its act, and has a day."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if scene.measures.of(index) or not scene.times.of(index) or sentence.past - sentence.first <= _NOUN_REACH:
        return False
    opening = lowers[sentence.first + 1 : sentence.first + 1 + _NOUN_REACH]
    if lowers[sentence.first] in THAT_FIGHT and not _OF_STORY.isdisjoint(opening):
        return True
    return any(
        (m.entry.form == "claim" or (m.entry.form == "noun" and lowers[m.start - 1] in THAT_FIGHT))
        and lowers[m.end : m.end + 1] == ["on"]
        and any(t.first == m.end + 1 for t in scene.times.of(index))
        for m in scene.acts.of(index)
    )


def _goes_on_with_act(scene: Scene, index: int) -> bool:
    """Whether a sentence tells when that was: "The attack took place on", "The train was hit on 10 August"."""
    happened = next((m for m in scene.reports.of(index) if m.entry.form == "happening"), None)
    if happened is not None:
        return _names_act(scene, index, happened)
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    hit = next((m for m in scene.acts.of(index) if m.entry.form == "verb"), None)
    passive = hit is not None and lowers[hit.start - 1] in {"was", "were"} and hit.start - sentence.first <= OPENING
    return passive and lowers[sentence.first] in THAT_FIGHT and not scene.measures.of(index)


def _names_act(scene: Scene, index: int, happened: Match[ReportingTerm]) -> bool:
    """Whether a sentence opens with what the lead told of: "The killings took place", "The two blasts occurred"."""
    first = scene.doc.sentences[index].first
    pointed = not THAT_FIGHT.isdisjoint(scene.doc.tokens.lowers[first : first + 1])
    return pointed and any(m.entry.form == "noun" for m in scene.acts.between(first, happened.start))

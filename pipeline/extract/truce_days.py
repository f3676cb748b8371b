"""Days that are counted from the beginning of a truce: "on its first day", "in the first 48 hours of the truce".

Belongs here: such phrases and the days that they mean, acts that come under a truce by them. Does not: other times
(`time`), when a truce began (`truces`).
"""

from datetime import date, timedelta

from pipeline.extract.acts import Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.model import Window
from pipeline.extract.numerals import UNITS
from pipeline.extract.scene import Scene
from pipeline.extract.truces import Truce

_NTH = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_HOURS_A_DAY = 24
# "On its first day"; "for the third day running" counts from something else.
_OPENERS = frozenset({"the", "its", "their"})
_WITHIN = frozenset({"on", "in", "during", "within", "over"})
# "Of the month", "of the offensive" is another beginning.
_OF_TRUCE = frozenset("truce ceasefire cease-fire cessation agreement deal pause lull it".split())
_OF_REACH = 5
# "Minutes after it took hold", "within hours of its start", "barely an hour into the truce".
_SOON = frozenset({"minutes", "moments", "hours", "hour", "shortly", "soon"})
_SOON_REACH = 4
_OPENING = 3
_AFTER = frozenset({"after", "of", "into"})
_START = frozenset({"start", "beginning", "outset", "inception"})
# "The blast came on the first day of a truce", not "a day before the truce".
_CAME = frozenset({"came", "comes", "happened", "occurred", "took", "coincided"})
_BEFORE_OR_AFTER = frozenset("before ahead ended ending expired expires collapsed collapse end until".split())


def truce_days(scene: Scene, sentence: SentenceSpan, truce: Truce) -> Window | None:
    """The days of its truce that a sentence names."""
    lowers = scene.doc.tokens.lowers
    if truce.holds_from is None:
        return None
    for k in range(sentence.first + 1, sentence.past - 1):
        nth = _NTH.get(lowers[k])
        if nth is not None and lowers[k - 1] in _OPENERS and lowers[k - 2] in _WITHIN:
            days = _days(lowers[k + 1], lowers[k + 2] if k + 2 < sentence.past else "", nth)
            if days is not None and _is_truces(lowers[k : min(sentence.past, k + 3 + _OF_REACH)]):
                first, last = (truce.holds_from + timedelta(days=day) for day in days)
                return Window(first, last, "day" if first == last else "range")
    return _first_hours(scene, sentence, truce.holds_from)


def _first_hours(scene: Scene, sentence: SentenceSpan, start: date) -> Window | None:
    """The night or day in which a truce began, where an act comes hours after that: "minutes after it took hold"."""
    lowers, published = scene.doc.tokens.lowers, scene.doc.published_on
    for k in range(sentence.first, sentence.past - 1):
        if lowers[k] not in _SOON:
            continue
        if lowers[k - 1] == "within" and k - sentence.first <= _OPENING and _begins_before(scene, sentence):
            return _first_night(start, published)
        if lowers[k + 1] not in _AFTER:
            continue
        near = range(k + 2, min(sentence.past, k + 2 + _SOON_REACH))
        named = any(m.entry.form in {"truce", "effect"} for m in scene.breaches.between(k + 2, near.stop))
        if named or any(lowers[j] in _START for j in near):
            return _first_night(start, published)
    return None


def _begins_before(scene: Scene, sentence: SentenceSpan) -> bool:
    """Whether the sentence before tells that a truce began: "It took effect on Tuesday. Within minutes ..."."""
    return sentence.index > 0 and any(m.entry.form == "effect" for m in scene.breaches.of(sentence.index - 1))


def _first_night(start: date, published: date | None) -> Window:
    last = start + timedelta(days=1)
    return Window(start, min(last, published) if published and published >= start else last, "range")


def _days(word: str, unit: str, nth: int) -> tuple[int, int] | None:
    """The first and last day, counted from the first: "first day", "second day", "first two days", "first 24 hours"."""
    if word == "day":
        return nth - 1, nth - 1
    if nth > 1:
        return None
    if word == "hours":
        return 0, 0
    count = int(word) if word.isdigit() and len(word) < len("1000") else UNITS.get(word)
    if not isinstance(count, int) or count < 1:
        return None
    if unit == "days":
        return 0, count - 1
    return (0, max(0, -(-count // _HOURS_A_DAY) - 1)) if unit == "hours" else None


def _is_truces(words: list[str]) -> bool:
    """Whether what the days are of is the truce, or nothing else is named."""
    opening = next((k for k, word in enumerate(words) if word == "of"), None)
    return opening is None or not _OF_TRUCE.isdisjoint(words[opening : opening + _OF_REACH])


def came_under_truce(scene: Scene, act: Act) -> bool:
    """Whether an act told before is told again by the truce that held: "the blast came on its first day"."""
    lowers, past = scene.doc.tokens.lowers, scene.doc.sentences[act.sentence].past
    if not act.refers or _CAME.isdisjoint(lowers[act.past : act.past + 1]):
        return False
    dated = any(t.mention.precision == "day" for t in scene.times.between(act.past, past))
    dated = dated or not _NTH.keys().isdisjoint(lowers[act.past : past])
    named = dated and any(m.entry.names_truce for m in scene.breaches.between(act.past, past))
    return named and _BEFORE_OR_AFTER.isdisjoint(lowers[act.past : past])

"""Days and weeks counted from where a fight began: "on its twelfth day", "now in its third week", "by the tenth day".

Belongs here: what such a count means by the beginning that the article tells, or else by the day of the report. Does
not: counts whose own clause has the day (`time.anchored`), "for a third day" (`time.lengths`).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.extract.annotate import Annotated
from pipeline.extract.grammar import ITS
from pipeline.extract.numerals import plain_number
from pipeline.extract.time import TimeMention
from pipeline.extract.time.windows import add_days
from pipeline.extract.time.words import NUMBER_WORDS, ORDINAL_WORDS

_UNITS = {"day": 1, "week": 7, "month": 30}
_A_YEAR = timedelta(days=366)
# "Fighting erupted here on May 23", "the truce took effect on Monday": words between the two.
_BEGUN = frozenset(
    "began begun broke erupted started launched opened resumed flared mounted invaded effect kicked reached".split()
)
_BEGUN_REACH = 8
# What goes on for days; what has days of another kind ("the first day of Eid") is none.
_LASTING = frozenset(
    "fighting clashes battle battles combat offensive assault bombardment bombing shelling strikes airstrikes raids"
    " violence attacks hostilities operation operations siege war conflict invasion campaign push counteroffensive"
    " uprising revolt protests truce ceasefire escalation incursion blockade advance onslaught unrest riots rioting"
    " insurgency rebellion crackdown strife bloodshed looting skirmishes".split()
)
_OF_REACH = 6
_COUNTS = frozenset({"vague", "past"})
# A stretch is told in round weeks: three of them are 21 days, give or take seven.
_A_WEEK, _ABOUT = 7, 3
_SHORT = ("days", "weeks", "day", "week")
_HELD = frozenset({"has", "have", "been"})
_FOUGHT = frozenset("lasted fought fighting battled clashed raged pounded shelled bombed besieged".split())
_ENTERING = frozenset("entered enters entering into reached reaches now is was marked marks started began".split())
_SUMMED = frozenset({"had", "has", "have", "far", "dead"})
# "As the offensive entered its fourth day": no beginning of what the clause before tells.
_BESIDE, _BESIDE_REACH = frozenset({"as", "when", "while"}), 8


def with_nth_days(doc: Annotated) -> Sequence[TimeMention]:
    """The times of an article, its counts of days and weeks resolved where it tells from when they count."""
    if doc.published_on is None or not any(m.kind in _COUNTS for m in doc.times):
        return doc.times
    return [_resolved(doc, m) if m.kind == "vague" else _from_outbreak(doc, m) for m in doc.times]


def _from_outbreak(doc: Annotated, mention: TimeMention) -> TimeMention:
    """'Nine have died in three weeks of clashes. They broke out on 5 May': from that day, if about so long ago."""
    days, first = mention.days or 0, mention.first
    if mention.kind != "past" or first is None or mention.last != doc.published_on or days < _A_WEEK:
        return mention
    past = doc.tokens_of(mention.start, mention.end)[1]
    if not _is_of_fight(doc, past):
        return mention
    start = _beginning(doc, mention)
    if start is None or abs((start - first).days) > days // _ABOUT:
        return mention
    return mention._replace(first=start)


def _nth(mention: TimeMention) -> tuple[int, int] | None:
    """Which of how many days: (3, 7) for "its third week"."""
    if mention.kind != "vague" or mention.days is not None:
        return None
    words = mention.text.lower().split()
    if len(words) == 2 and words[0] == "day":
        count = plain_number(words[1]) or NUMBER_WORDS.get(words[1])
        return (count, 1) if count else None
    if not 1 < len(words) <= 3 or words[-1] not in _UNITS:
        return None
    told = words[-2]
    count = ORDINAL_WORDS.get(told) or (plain_number(told[:-2]) if told[-2:] in {"st", "nd", "rd", "th"} else None)
    return (count, _UNITS[words[-1]]) if count else None


def _resolved(doc: Annotated, mention: TimeMention) -> TimeMention:
    told, published = _nth(mention), doc.published_on
    if published is None or (told is None and not mention.days):
        return mention
    first, past = doc.tokens_of(mention.start, mention.end)
    if told is None:
        return _length(doc, mention, first, published)
    count, unit = told
    named = _is_of_fight(doc, past)
    if named is False:
        return mention
    start = _beginning(doc, mention)
    if start is None and (count == 1 or (named is None and not _is_own(doc, first))):
        return mention
    return _counted(doc, mention, first, count, unit, start)


def _counted(
    doc: Annotated, mention: TimeMention, first: int, count: int, unit: int, start: date | None
) -> TimeMention:
    """The day or week, or all the time from the beginning, by the word before it."""
    lowers, published = doc.tokens.lowers, doc.published_on
    assert published is not None
    opens = start or add_days(published, -unit * (count - 1))
    day, last = add_days(opens, unit * (count - 1)), add_days(opens, unit * count - 1)
    lead = lowers[max(0, first - 2) : first]
    if lead[-1:] == ["by"]:
        return mention._replace(kind="range", first=opens, last=min(last, published), precision="range")
    if start is not None and not opens + timedelta(unit * (count - 1) - 1) <= published:
        return mention
    within = start is not None and first - doc.sentence_at(mention.start).first <= 1
    running = not _ENTERING.isdisjoint(lead) or (lead[-1:] == ["in"] and _is_own(doc, first) and not within)
    if running and (unit >= _UNITS["month"] or _sets_beside(doc, mention, first)):
        return mention
    if running or "since" in lead or (start is None and (unit > 1 or _sums(doc, mention))):
        return mention._replace(kind="since", first=opens, last=published, precision="range")
    if start is None:
        day = last = published
    if day > published:
        return mention
    last = min(last, published)
    return mention._replace(kind="day", first=day, last=last, precision="day" if day == last else "range")


def _length(doc: Annotated, mention: TimeMention, first: int, published: date) -> TimeMention:
    """'In the first ten days 459 died', 'the two armies have fought for a week'."""
    lowers, days = doc.tokens.lowers, mention.days or 0
    if lowers[first - 1] == "first" and mention.text.lower().endswith(_SHORT):
        start = _beginning(doc, mention)
        if start is None or start > published:
            return mention
        last = min(add_days(start, max(days, 1) - 1), published)
        return mention._replace(kind="range", first=start, last=last, precision="day" if start == last else "range")
    if (lowers[first] == "for" or lowers[first - 1] == "lasted") and 0 < days <= _UNITS["month"] * 6:
        near = lowers[max(doc.sentence_at(mention.start).first, first - _OF_REACH) : first]
        if not _HELD.isdisjoint(near) and not _FOUGHT.isdisjoint(near):
            return mention._replace(kind="since", first=add_days(published, -days), last=published, precision="range")
    return mention


def _is_own(doc: Annotated, first: int) -> bool:
    """'Its third week'."""
    return doc.tokens.lowers[first] in ITS


def _sets_beside(doc: Annotated, mention: TimeMention, first: int) -> bool:
    low = doc.sentence_at(mention.start).first + 1
    return not _BESIDE.isdisjoint(doc.tokens.lowers[max(low, first - _BESIDE_REACH) : first])


def _sums(doc: Annotated, mention: TimeMention) -> bool:
    """Whether the sentence counts up: "on the twelfth day of the battle 364 were dead"."""
    sentence = doc.sentence_at(mention.start)
    return not _SUMMED.isdisjoint(doc.tokens.lowers[sentence.first : sentence.past])


def _is_of_fight(doc: Annotated, past: int) -> bool | None:
    """Whether what has the days is a fight or a truce; None where no "of" tells what has them."""
    behind = doc.tokens.lowers[past : past + _OF_REACH]
    if behind[:1] != ["of"]:
        return None
    return not _LASTING.isdisjoint(behind)


def _beginning(doc: Annotated, mention: TimeMention) -> date | None:
    """The day on which what the article tells began: the last told before, else the first behind."""
    published = doc.published_on
    assert published is not None
    found: date | None = None
    for other in doc.times:
        if other.first is None or other.precision != "day" or not timedelta(0) <= published - other.first <= _A_YEAR:
            continue
        if other.start > mention.start and found is not None:
            return found
        first, past = doc.tokens_of(other.start, other.end)
        low = doc.sentence_at(other.start).first
        near = doc.tokens.lowers[max(low, first - _BEGUN_REACH) : past + _BEGUN_REACH // 2]
        if other.kind in {"day", "since"} and not _BEGUN.isdisjoint(near):
            found = other.first
    return found

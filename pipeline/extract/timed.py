"""The times of an article by their words, and which of them only date the telling.

Belongs here: what makes a time that of a report or of a name ("said on Friday", "a February report", "the July 7
district"). Does not: finding times (`time`), choosing the one that holds at a span (`timing`).
"""

from bisect import bisect_left
from typing import NamedTuple

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.nth_days import with_nth_days
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.time import TimeMention, resolve_anaphors
from pipeline.extract.time.words import MONTHS
from pipeline.extract.toll_words import COUNTS, ROSE

# Times that no verb of saying has: "since June, said the UN".
_NEVER_SAID = frozenset({"since", "war", "truce"})
_STRETCHES = ("over the", "in the past", "in the last", "during the", "within the")
_SAID_REACH = 5
# "The Observatory said on Sunday", "the 69 that it had counted a day earlier".
_TELLING_FORMS = frozenset({"verb", "tally"})
# "Accused the rebels on Thursday of massacring": the day is that of the accusation.
_ACCUSING = frozenset({"accused", "accuses", "accusing"})
# "The July 7 district", "the 17 February brigade"
_MONTH_AND_DAY = 2
_NAMED_AFTER_DAYS = frozenset(
    "district neighbourhood neighborhood quarter square bridge brigade brigades battalion camp hospital school".split()
)
# "A controversial June 3 poll"
_APPOINTED = frozenset("poll polls vote election elections referendum summit conference deadline".split())
# "The 1974 ceasefire", "their 2015 Minsk peace agreement"
_TRUCES = frozenset(
    "ceasefire cease-fire truce armistice accord accords agreement agreements deal pact cessation understanding".split()
)
_TRUCE_REACH = 4
# "Near the site of Monday's attack"
_SITES = frozenset({"site", "scene", "place", "spot"})
_FRAME = frozenset("of in on by and the a , .".split())
_DUE = frozenset("due scheduled planned expected slated opens open resume resumes".split())
_AHEAD = frozenset({"on", "for"})
# "A February report", "its 4 May statement" date what is told about, not what happened.
_OWNERS = frozenset("a an the its their his her this latest".split())
_TOLD_IN = frozenset("report reports survey study statement estimate census briefing update".split())
_BEHIND_REPORT = 7
# "In Monday's issue of the weekly", "Tuesday's report"
_ISSUES = _TOLD_IN | frozenset("issue edition issues editions newspaper paper newspapers papers".split())
# "A list published by activists on Friday": what is told, how it came out, and by whom.
_DOCUMENTS = _TOLD_IN | frozenset(
    "list figures data toll tally video videos footage message letter communique bulletin document documents recording"
    " findings statistics count release images photographs".split()
)
_STANDING = _TRUCES | frozenset({"truces", "ceasefires", "pause", "lull", "calm", "zone"})
_MADE = frozenset(
    "agreed signed announced declared brokered began begun effect force ratified concluded started renewed held holding"
    " holds place accepted".split()
)
_STANDING_REACH, _MADE_REACH, _STANDING_BEHIND = 16, 5, 6
_DATED_KINDS = frozenset({"day", "since"})
_CAME_OUT = frozenset(
    "released issued published posted carried made aired broadcast circulated distributed dated obtained quoted sent"
    " given delivered read shared uploaded compiled".split()
)
_BY_WHOM = 10
# "Reported on the situation on 18 January, stating that"
_SAYING = frozenset({"saying", "stating", "announcing"})
_TOLD_BY = _DOCUMENTS | _CAME_OUT | frozenset("reported report wrote announced briefed reporters spoke posting".split())
_TOLD_GAP = frozenset("on late early of their its his her own issued released published posted made dated from".split())
# "Told state television on Friday that", "raised the number of dead to 12 on Friday"
_TOLD_REACH = 12
_STOPS = frozenset({",", ";", ":", ".", "and", "but", "after", "when", "which", "who", "that"})
_CLOSING = (_STOPS - {"and"}) | {"said", "says", "saying", "killed", "died", "in"}
_SETTING = frozenset({"put", "puts", "raised", "revised", "updated", "lowered"})
_RISE_REACH = 8
# "The toll from five days of riots in the western state of Gujarat climbed": words from the toll to its verb.
_RISING_REACH = 20
_TOLLS = COUNTS | {"dead", "deaths"}
_COUNTED = frozenset("recorded registered documented counted observed detected logged".split())
_PASSIVE = frozenset({"was", "were", "been"})
_SAID_GAP = frozenset(
    "on late early in a statement to the reporters reporter telephone by from his her its earlier news".split()
)


# "At least 18 people were confirmed dead in South Sudan on Monday after raiders attacked over the weekend"
_CONFIRMED, _CONFIRMED_REACH = frozenset({"confirmed", "reported"}), 8
_BEING = frozenset({"was", "were", "been", "being"})
_BEFALLEN = frozenset("dead killed injured wounded hurt missing".split())


class Timed(NamedTuple):
    """A time expression at tokens `first` to `past`; `said` when it dates the saying, not what is told."""

    first: int
    past: int
    mention: TimeMention
    said: bool


def timed(doc: Annotated, reports: list[Match[ReportingTerm]]) -> list[Timed]:
    """The times of an article in reading order without those that are names."""
    verbs = [r for r in reports if r.entry.form in _TELLING_FORMS]
    ends = [v.end for v in verbs]
    starts = [v.start for v in verbs]
    found: list[Timed] = []
    for mention in resolve_anaphors(with_nth_days(doc), doc.published_on, _behind_news(doc, starts, ends)):
        first, past = doc.tokens_of(mention.start, mention.end)
        if first < past and not _is_name(doc, first, past) and not _is_due(doc.tokens.lowers, first):
            of_fight = mention.kind == "past" and doc.tokens.lowers[past : past + 1] == ["of"]
            said = not (of_fight or _is_stretch(mention)) and (
                _is_said(doc, first, past, starts, ends)
                or _dates_report(doc.tokens.lowers, first, past)
                or _rose(doc.tokens.lowers, first)
                or _is_confirmed(doc, first, past)
            )
            found.append(Timed(first, past, mention, said))
    return found


def _behind_news(doc: Annotated, starts: list[int], ends: list[int]) -> dict[int, bool]:
    """Where days stand that only date a truce, and whether their sentence told another day before; or a statement.

    No "night before" counts from "the zone agreed upon on 17 September", and no "same day" from the second day of
    "they shelled it on Friday, breaking the truce that began on Monday".
    """
    if not any(m.shift is not None for m in doc.times):
        return {}
    lowers = doc.tokens.lowers
    found: dict[int, bool] = {}
    told = -1
    for mention in doc.times:
        if mention.shift is not None or mention.kind not in _DATED_KINDS:
            continue
        first, past = doc.tokens_of(mention.start, mention.end)
        low = doc.sentence_at(mention.start).first
        if _dates_truce(lowers, low, first, past):
            found[mention.start] = told >= low
        elif _is_said(doc, first, past, starts, ends) and _points_to_event(doc):
            found[mention.start] = True
        elif mention.kind == "day":
            told = first
    return found


def _points_to_event(doc: Annotated) -> bool:
    """Whether an article counts from the day of what happened: "on the same day as the attack"."""
    lowers = doc.tokens.lowers
    for mention in doc.times:
        if mention.shift == 0:
            past = doc.tokens_of(mention.start, mention.end)[1]
            if lowers[past : past + 2] == ["as", "the"] or lowers[past : past + 1] in (["that"], ["when"]):
                return True
    return False


def _dates_truce(lowers: list[str], low: int, first: int, past: int) -> bool:
    """Whether a day is that of a truce: "the truce announced in Moscow on Monday", "on Monday, when it took effect"."""
    before, behind = lowers[max(low, first - _STANDING_REACH) : first], lowers[past : past + _STANDING_BEHIND]
    near = before[-_MADE_REACH:]
    made = next((k for k, word in enumerate(near) if word in _MADE), None)
    if made is not None and _STOPS.isdisjoint(near[made:]) and not _STANDING.isdisjoint(before):
        return True
    return behind[:2] == [",", "when"] and not _STANDING.isdisjoint(behind) and not _MADE.isdisjoint(behind)


def _is_name(doc: Annotated, first: int, past: int) -> bool:
    """Whether a date only names something: "Horan Today", "the July 7 district"."""
    texts, lowers = doc.tokens.texts, doc.tokens.lowers
    if texts[first:past] == ["Today"]:
        return first > 0 and texts[first - 1][:1].isupper() and doc.sentence_at(doc.tokens.starts[first]).first < first
    if past - first <= _MONTH_AND_DAY and _is_of_truce(lowers, first, past):
        return True
    if first > 1 and lowers[first - 2] in _SITES and lowers[first - 1] == "of" and _is_of_other_day(doc, first, past):
        return True
    if past - first != _MONTH_AND_DAY or past >= len(lowers):
        return False
    return lowers[past] in _APPOINTED or (lowers[first - 1] == "the" and lowers[past] in _NAMED_AFTER_DAYS)


def _is_of_other_day(doc: Annotated, first: int, past: int) -> bool:
    """Whether a day only says which place is meant: "last week an ambush near the site of Monday's attack killed"."""
    lowers, sentence = doc.tokens.lowers, doc.sentence_at(doc.tokens.starts[first])
    if "'s" not in (lowers[past - 1][-2:], *lowers[past : past + 1]):
        return False
    return any(sentence.start <= m.start < doc.tokens.starts[first] for m in doc.times)


def _is_of_truce(lowers: list[str], first: int, past: int) -> bool:
    """Whether a year or month only says which truce is meant: "the 2003 ceasefire", "the October agreement"."""
    year, month = lowers[past - 1].isdigit(), lowers[first] in MONTHS
    if not (first and lowers[first - 1] in _OWNERS and (month or (year and past - first == 1))):
        return False
    behind = lowers[past : past + _TRUCE_REACH]
    named = next((k for k, word in enumerate(behind) if word in _TRUCES), None)
    return named is not None and _FRAME.isdisjoint(behind[:named])


def _is_due(lowers: list[str], first: int) -> bool:
    """Whether a time lies ahead: "talks which open on Monday", "a vote due on 5 May"."""
    return first > 1 and (lowers[first - 1] in _DUE or (lowers[first - 1] in _AHEAD and lowers[first - 2] in _DUE))


def _dates_report(lowers: list[str], first: int, past: int) -> bool:
    """Whether a time is that of what somebody wrote: "a February report", "in a statement of their own that day"."""
    if past < len(lowers) and lowers[past] in _TOLD_IN and first > 0 and lowers[first - 1] in _OWNERS:
        return True
    owned = past + (lowers[past : past + 1] == ["'s"])
    if lowers[owned - 1].endswith("'s") and not _ISSUES.isdisjoint(lowers[owned : owned + 1]):
        return True
    told = next((k for k in range(first - 1, max(-1, first - _BEHIND_REPORT), -1) if lowers[k] in _TOLD_IN), first)
    return (told < first and _TOLD_GAP.issuperset(lowers[told + 1 : first])) or _came_out(lowers, first)


def _came_out(lowers: list[str], first: int) -> bool:
    """Whether a time is that on which a document came out: "a statement released by its press office on Friday"."""
    low = max(1, first - _BY_WHOM)
    out = next((k for k in range(first - 1, low, -1) if lowers[k] in _CAME_OUT), None)
    if out is None or lowers[out - 1 - (lowers[out - 1] == ",")] not in _DOCUMENTS:
        return False
    gap = lowers[out + 1 : first]
    return _CLOSING.isdisjoint(gap) and not any(word[:1].isdigit() for word in gap)


def _is_stretch(mention: TimeMention) -> bool:
    """Whether a time is a stretch, in which much may happen but nothing is said: "recorded over the past 24 hours"."""
    return mention.kind in _NEVER_SAID or mention.text.lower().startswith(_STRETCHES)


def _is_said(doc: Annotated, first: int, past: int, starts: list[int], ends: list[int]) -> bool:
    """Whether a time belongs to a verb of saying: "said late on Friday", "the source on Saturday told"."""
    if doc.tokens.lowers[past - 1] == "'s" or doc.tokens.lowers[past : past + 1] == ["'s"]:
        return False  # "claimed on Saturday Wednesday's attack"
    k = bisect_left(ends, first + 1) - 1
    if k >= 0 and 0 <= first - ends[k] <= _SAID_REACH:
        gap = doc.tokens.texts[ends[k] : first]
        if _is_counted(doc.tokens.lowers, ends[k], gap):
            return False
        if all(word[0].isupper() or word in _SAID_GAP for word in gap):
            return True
        if "of" in doc.tokens.lowers[past : past + 1] and doc.tokens.lowers[ends[k] - 1] in _ACCUSING:
            return True
    if k >= 0 and 0 <= first - ends[k] <= _TOLD_REACH and _is_told(doc.tokens.lowers, ends[k], first, past):
        return True
    if _goes_on_saying(doc.tokens.lowers, first, past):
        return True
    past += doc.tokens.lowers[past : past + 1] in (["had"], ["has"], ["have"])  # "on Monday had announced"
    k = bisect_left(starts, past)
    return k < len(starts) and starts[k] - past == 0 and first > 0 and doc.tokens.lowers[first - 1] not in {",", "."}


def _goes_on_saying(lowers: list[str], first: int, past: int) -> bool:
    """Whether a time is that of giving out what is told behind it: "shared its tally on Sunday, saying four died"."""
    at = past + (lowers[past : past + 1] == [","])
    if not _SAYING.isdisjoint(lowers[at : at + 1]):
        near = lowers[max(0, first - _BY_WHOM) : first]
        return not _TOLD_BY.isdisjoint(near)
    return False


def _is_counted(lowers: list[str], end: int, gap: list[str]) -> bool:
    """Whether what is counted then happened then: "90 violations were recorded this week"."""
    return lowers[end - 1] in _COUNTED and lowers[end - 2] in _PASSIVE and set(gap) <= {"on", "in"}


def _is_told(lowers: list[str], end: int, first: int, past: int) -> bool:
    """Whether a time stands between a verb of telling and what is told, or closes a toll that somebody set."""
    gap = lowers[end:first]
    if not _STOPS.isdisjoint(gap):
        return False
    if lowers[past : past + 1] == ["that"] and not any(word[:1].isdigit() for word in gap):
        return True
    if lowers[first - 1] == "in" or lowers[past : past + 1] == ["'s"]:
        return False  # "raised to 17 the number of people killed in Wednesday's bombing"
    return lowers[end - 1] in _SETTING and not _TOLLS.isdisjoint(gap) and not {"to", "at"}.isdisjoint(gap)


def _is_confirmed(doc: Annotated, first: int, past: int) -> bool:
    """Whether deaths only became known then: "18 were confirmed dead in Mali on Monday"; what befell them is told on.

    "Nine were reported killed on Friday" tells of deaths on that day unless another time follows.
    """
    lowers, low = doc.tokens.lowers, max(1, first - _CONFIRMED_REACH)
    at = next((k for k in range(first - 2, low, -1) if lowers[k] in _CONFIRMED), None)
    if at is None or lowers[at - 1] not in _BEING or lowers[at + 1] not in _BEFALLEN:
        return False
    if any(word[0].islower() and word not in _SAID_GAP for word in doc.tokens.texts[at + 2 : first]):
        return False
    stop = doc.sentence_at(doc.tokens.starts[first]).end
    return lowers[at] == "confirmed" or any(doc.tokens.ends[past - 1] < m.start < stop for m in doc.times)


def _rose(lowers: list[str], first: int) -> bool:
    """Whether a toll came to where it stands on that day: "the toll from the blast rose to 20 on Saturday"."""
    rise = next((k for k in range(first - 1, max(1, first - _RISE_REACH), -1) if lowers[k] in ROSE), None)
    if rise is None or not _STOPS.isdisjoint(lowers[rise:first]):
        return False
    return "to" in lowers[rise:first] and not _TOLLS.isdisjoint(lowers[max(0, rise - _RISING_REACH) : rise])

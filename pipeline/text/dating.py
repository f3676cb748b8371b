"""When a report was published, settled over the whole corpus.

Belongs here: ranking the candidates of each report, and the order of the steps. Does not: finding candidates
(`candidates`), swapped days and months (`swaps`), reports without a date (`undated`), likeness of texts (`stories`), or
event time.

The answer depends only on the set of articles: not on their order, a clock or an earlier answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.text.candidates import Evidence, read_evidence
from pipeline.text.dates import names_weekday
from pipeline.text.model import Article, DateCandidate
from pipeline.text.publication import WEEKDAYS, Decision, Publication
from pipeline.text.stories import STORY_DAYS, Link, find_links
from pipeline.text.swaps import Customs, customs_of, settle_swap
from pipeline.text.undated import date_the_undated

__all__ = ["Publication", "resolve_publication"]

# First choice first. An update line is judged apart: it dates the report only when the other date is later.
_RANK = {"published": 0, "plain": 1, "metadata": 2, "url": 3, "footer": 4}
_REASON = {
    "published": "the page names it as the date of publication",
    "plain": "date in the header of the report",
    "metadata": "given by the source",
    "url": "stands in the address",
    "footer": "date under the report",
    "updated": "the page names it as the day of the last change",
    "caption": "day of a photograph",
}


def resolve_publication(articles: Sequence[Article]) -> dict[str, Publication]:
    """The publication date and wire story of every article, by document id."""
    ordered = _distinct(articles)
    customs = customs_of(ordered)
    decisions = [_own_date(article, customs) for article in ordered]
    links = find_links(ordered, [decision.day for decision in decisions])
    dated = date_the_undated(ordered, decisions, links)
    if dated != decisions:
        decisions = dated
        links = find_links(ordered, [decision.day for decision in decisions])
    stories = _stories(ordered, decisions, links)
    return {
        article.document_id: Publication(article.document_id, made.day, made.basis, made.candidates, story)
        for article, made, story in zip(ordered, decisions, stories, strict=True)
    }


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """One article a document, in the order of their ids: of copies the one whose address comes first."""
    found: dict[str, Article] = {}
    for article in sorted(articles, key=lambda item: (item.document_id, item.uri, item.external_id, item.raw_hash)):
        found.setdefault(article.document_id, article)
    return list(found.values())


# -- one report alone -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    evidence: Evidence
    day: date
    why: str


def _own_date(article: Article, customs: Customs) -> Decision:
    """The date that the report's own candidates give, with why each other one lost."""
    evidences = [read_evidence(candidate) for candidate in article.candidates]
    readings = [_read(evidence, evidences, article, customs) for evidence in evidences if evidence.readings]
    chosen = _choose(readings)
    candidates = tuple(_judged(reading, chosen, article.text) for reading in readings)
    unread = tuple(
        replace(evidence.candidate, chosen=False, reason="no date in it")
        for evidence in evidences
        if not evidence.readings
    )
    if chosen is None:
        return Decision(None, "none", candidates + unread)
    return Decision(chosen.day, chosen.evidence.candidate.basis, candidates + unread)


def _read(evidence: Evidence, others: Sequence[Evidence], article: Article, customs: Customs) -> _Reading:
    if not evidence.is_ambiguous:
        return _Reading(evidence, evidence.readings[0], "")
    day, why = settle_swap(evidence, others, article, customs)
    return _Reading(evidence, day, why)


def _rank(reading: _Reading) -> tuple[int, date]:
    label = reading.evidence.label
    if label == "plain" and reading.evidence.candidate.basis == "footer":
        label = "footer"
    return _RANK[label], reading.day


def _choose(readings: Sequence[_Reading]) -> _Reading | None:
    """The best date, unless another says that the report existed before it: a header may show the day of the visit."""
    best = min((reading for reading in readings if reading.evidence.label in _RANK), key=_rank, default=None)
    if best is None or best.evidence.label == "plain":
        best = _earlier(best, [reading for reading in readings if reading.evidence.label in ("metadata", "url")])
    return _earlier(best, [reading for reading in readings if reading.evidence.label == "updated"], timedelta())


def _earlier(
    best: _Reading | None, others: Sequence[_Reading], grace: timedelta = timedelta(days=STORY_DAYS)
) -> _Reading | None:
    """The earliest of some other dates where it lies before the best one, by more than some grace."""
    first = min(others, key=lambda reading: reading.day, default=None)
    return first if first is not None and (best is None or first.day + grace < best.day) else best


def _judged(reading: _Reading, chosen: _Reading | None, text: str) -> DateCandidate:
    """The candidate with its day and the reason why it won or lost."""
    label = reading.evidence.label
    reason = _REASON["footer" if label == "plain" and reading.evidence.candidate.basis == "footer" else label]
    won = reading is chosen
    if won and reading.evidence.found is not None:
        reason += _weekday_note(reading, text)
    elif chosen is not None and not won:
        reason += f"; {_why_lost(reading, chosen)}"
    if reading.why:
        reason += f"; {reading.why}"
    return replace(reading.evidence.candidate, date=reading.day, chosen=won, reason=reason)


def _weekday_note(reading: _Reading, text: str) -> str:
    found = reading.evidence.found
    weekday = reading.day.weekday()
    if found is not None and found.weekday is not None and found.weekday != weekday:
        return f"; it was a {WEEKDAYS[weekday]}, not the {WEEKDAYS[found.weekday]} that it is called"
    return f"; the text speaks of {WEEKDAYS[weekday]}, as that day was" if names_weekday(text, weekday) else ""


def _why_lost(reading: _Reading, chosen: _Reading) -> str:
    if reading.evidence.label == "caption":
        return "a photograph may be older"
    if chosen.evidence.label == "updated" and reading.day > chosen.day:
        return "later than the last change of the report: the day on which the page was called up"
    if reading.evidence.label == "plain" and chosen.evidence.label in ("metadata", "url"):
        return "later than the date that the source gives: the day on which the page was called up"
    if reading.evidence.label == "updated":
        return "the report had appeared before"
    return "same day as the one chosen" if reading.day == chosen.day else "weaker evidence than the one chosen"


# -- wire stories ---------------------------------------------------------------------------------------


def _stories(articles: Sequence[Article], decisions: Sequence[Decision], links: Sequence[Link]) -> list[str | None]:
    """The id of the story that each report shares with others: the least document id among them."""
    parent = list(range(len(articles)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for link in links:
        one, other = decisions[link.first].day, decisions[link.second].day
        if one is None or other is None or abs((one - other).days) <= STORY_DAYS:
            low, high = sorted((root(link.first), root(link.second)))
            parent[high] = low
    members = Counter(root(at) for at in range(len(articles)))
    return [
        "wire_" + articles[root(at)].document_id.removeprefix("doc_") if members[root(at)] > 1 else None
        for at in range(len(articles))
    ]

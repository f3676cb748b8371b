"""When a report was published, settled over the whole corpus.

Belongs here: ranking the candidates of each report, and the order of the steps. Does not: finding candidates
(`candidates`), swapped days and months (`swaps`), reports without a date (`undated`), likeness of texts (`stories`), or
event time.

The answer depends only on the set of articles: not on their order, a clock or an earlier answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from pipeline.text.candidates import Evidence, read_evidence
from pipeline.text.dates import names_weekday
from pipeline.text.model import Article, DateCandidate
from pipeline.text.prints import prints_of
from pipeline.text.publication import STORY_DAYS, WEEKDAYS, Decision, Publication
from pipeline.text.stories import (
    STANDING,
    Library,
    Likenesses,
    Links,
    day_by_report,
    moved_links,
    stories,
    update_links,
)
from pipeline.text.swaps import Customs, customs_of, settle_swap
from pipeline.text.undated import date_the_undated

__all__ = ["Corpus", "Dated", "Publication", "customs_in", "date_corpus", "publications", "resolve_publication"]

_DAYS = pl.Schema({"document_id": pl.String(), "day": pl.Date()})

# First choice first. An update line is judged apart: it dates the report only when the other date is later.
_RANK = {"published": 0, "plain": 1, "metadata": 2, "url": 3, "footer": 4, "title": 5, "dateline": 6}
_REASON = {
    "published": "the page names it as the date of publication",
    "plain": "date in the header of the report",
    "metadata": "given by the source",
    "url": "stands in the address",
    "footer": "date under the report",
    "title": "the headline bears it",
    "dateline": "dateline of a paragraph",
    "updated": "the page names it as the day of the last change",
    "caption": "day of a photograph",
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """All reports that count: their prints, what they are known by (STANDING, without days), and what is kept of them.

    `certain` are the days of reports that nothing else can change; `own_links` hold for the days that reports give
    themselves, `links` for those that they got in the end.
    """

    library: Library
    reports: pl.DataFrame
    customs: Customs
    certain: pl.DataFrame
    own_links: Links
    links: Links


@dataclass(frozen=True, slots=True)
class Dated:
    """What came of it: decisions for the reports that were not certain, and what to keep for the next time."""

    decisions: dict[str, Decision]
    certain: pl.DataFrame
    own_links: Links
    links: Links
    stories: dict[str, str]


def resolve_publication(articles: Sequence[Article]) -> dict[str, Publication]:
    """The publication date and wire story of every article, by document id."""
    ordered = _distinct(articles)
    prints = prints_of(ordered)
    reports = prints.select("document_id", "raw_hash")
    corpus = Corpus(
        Library.of(prints), reports, customs_in([prints]), pl.DataFrame(schema=STANDING), Links.none(), Links.none()
    )
    return publications(date_corpus(ordered, corpus))


def publications(dated: Dated) -> dict[str, Publication]:
    """The answers that a pass gave."""
    return {
        document_id: Publication(document_id, made.day, made.basis, made.candidates, dated.stories.get(document_id))
        for document_id, made in dated.decisions.items()
    }


def customs_in(prints: Iterable[pl.DataFrame]) -> Customs:
    """Who writes the day first."""
    written = pl.concat(piece.select("publisher", "day_first", "month_first") for piece in prints)
    return customs_of(written.group_by("publisher", maintain_order=True).sum().iter_rows())


def date_corpus(articles: Sequence[Article], corpus: Corpus) -> Dated:
    """Date the articles, which are all reports of the corpus that are not certain, among the others."""
    own = [_own_date(article, corpus.customs) for article in articles]
    certain = pl.concat([corpus.certain, _standing(corpus, _certain(articles, own)).drop_nulls("day")])
    days = day_by_report(corpus.certain)
    own_links = update_links(corpus.library, _standing(corpus, _days(articles, own) | days), corpus.own_links)
    undated = [article.document_id for article, made in zip(articles, own, strict=True) if made.day is None]
    dated = date_the_undated(
        articles, own, days | _days(articles, own), own_links.siblings(undated), Likenesses(corpus.library)
    )
    final = _standing(corpus, _days(articles, dated) | days)
    links = own_links if dated == own else moved_links(corpus.library, final, own_links, corpus.links)
    decisions = {article.document_id: made for article, made in zip(articles, dated, strict=True)}
    settled = certain["document_id"]
    return Dated(decisions, certain, own_links.condensed(settled), links.condensed(settled), stories(links))


def _standing(corpus: Corpus, days: Mapping[str, date]) -> pl.DataFrame:
    """All reports with these days."""
    known = pl.DataFrame({"document_id": list(days), "day": list(days.values())}, schema=_DAYS)
    return corpus.reports.join(known, on="document_id", how="left").select(list(STANDING))


def _days(articles: Sequence[Article], decisions: Sequence[Decision]) -> dict[str, date]:
    return {a.document_id: made.day for a, made in zip(articles, decisions, strict=True) if made.day is not None}


def _certain(articles: Sequence[Article], decisions: Sequence[Decision]) -> dict[str, date]:
    """Days that hold whatever other reports say: none of the report's dates can be read in two ways."""
    return {
        article.document_id: made.day
        for article, made in zip(articles, decisions, strict=True)
        if made.day is not None and not any(read_evidence(candidate).is_ambiguous for candidate in article.candidates)
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

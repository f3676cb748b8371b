"""Reports that give no date of their own.

Belongs here: weekday arithmetic ("Saturday, November 30" was in 2019), and the days of sibling reports. Does not: dates
that a report's own page gives (`dating`), nor which reports are siblings (`stories`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from operator import itemgetter

from pipeline.text.candidates import read_evidence
from pipeline.text.dates import FoundDate, find_dates, find_full_dates, make_date
from pipeline.text.eras import country_of, in_office, possible, war_on, wars_of, young_truce
from pipeline.text.model import Article, DateCandidate
from pipeline.text.publication import STORY_DAYS, WEEKDAYS, Decision
from pipeline.text.stories import Likenesses

_WEEKDAY = r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
# The weekday on which a report's speakers speak, which is that of its publication in nearly every lead.
_SPOKEN = re.compile(
    rf"\b(?:said|says|told|announced|reported|added)\b[^.]{{0,30}}?\b{_WEEKDAY}\b|\bon {_WEEKDAY} (?:said|put|told)\b"
)
_NAMED = re.compile(rf"\b{_WEEKDAY}\b")
# "Ten died on Thursday, doctors said": a wire's lead tells the day's news.
_TOLD = re.compile(rf"\b{_WEEKDAY},[^.,]{{1,40}}\b(?:said|says|told|reported)\b")
# Sentences of the body that may tell the news itself.
_OPENING = 2
# Speech is looked for in this much of the body: the lead and what follows it.
_LEAD = 700
_ANY_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_SPELLED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
_AGE = re.compile(
    rf"\b({'|'.join(_SPELLED)}|\d{{1,2}})[- ]years?[- ]"
    r"(?:ago|old\s+(?:war|conflict)|(?:civil\s+)?(?:war|conflict)|into|since)",
    re.IGNORECASE,
)
_FIRST_YEAR = 1990
# A report follows the latest full date that it names within this time.
_SOON = timedelta(days=365)
# Two reports about the same days and places share at least this much of their names and numbers; reports about the same
# war in other years share less.
_LIKE = 0.12


def date_the_undated(
    articles: Sequence[Article],
    decisions: Sequence[Decision],
    days: Mapping[str, date],
    siblings: Mapping[str, Sequence[str]],
    likenesses: Likenesses,
) -> list[Decision]:
    """Give dates by weekday arithmetic and siblings, until nothing changes; each round sees only the one before.

    `days` are those of all dated reports, by document id; of the articles only those without a day are dated.
    """
    current = list(decisions)
    # Without any, whoever is dated need not be put in order.
    while any(made.day is None for made in current):
        known = dict(days) | {
            article.document_id: made.day
            for article, made in zip(articles, current, strict=True)
            if made.day is not None
        }
        corpus = _Corpus.of(known, likenesses)
        after = [
            made
            if made.day is not None
            else _infer(article, made, [known.get(other) for other in siblings.get(article.document_id, ())], corpus)
            for article, made in zip(articles, current, strict=True)
        ]
        if after == current:
            break
        current = after
    return current


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The reports whose day is known, by day."""

    by_day: Mapping[date, Sequence[str]]
    likenesses: Likenesses

    @classmethod
    def of(cls, days: Mapping[str, date], likenesses: Likenesses) -> "_Corpus":
        by_day: dict[date, list[str]] = defaultdict(list)
        for document_id, day in days.items():
            by_day[day].append(document_id)
        return cls(by_day, likenesses)

    def support(self, article: Article, day: date) -> int:
        """How many reports of about this day speak of the same names and numbers."""
        around = (day + timedelta(days=step) for step in range(-STORY_DAYS, STORY_DAYS + 1))
        others = (other for near in around for other in self.by_day.get(near, ()))
        return self.likenesses.count(article.document_id, others, _LIKE)


def _infer(article: Article, made: Decision, around: Sequence[date | None], corpus: _Corpus) -> Decision:
    known = sorted(day for day in around if day is not None)
    return (
        _by_weekday_header(article, made, known, corpus)
        or _by_named_day(article, made, known, corpus)
        or _by_spoken_day(article, made)
        or _by_siblings(article, made, known)
        or made
    )


def _by_weekday_header(article: Article, made: Decision, known: Sequence[date], corpus: _Corpus) -> Decision | None:
    """A date line without a year ("Wednesday, 4 December"), in the year in which it was that weekday.

    A dateline without weekday ("BEIRUT, July 5") has that on which the lead's speakers speak or of which they tell.
    """
    for candidate in made.candidates:
        found = read_evidence(candidate).found
        if found is None or found.readings:
            continue
        weekday = _told_weekday(article) if found.weekday is None else found.weekday
        if weekday is None:
            continue
        picked = _pick_year(_days_of_weekday(replace(found, weekday=weekday), article), known, article, corpus)
        if picked is not None:
            day, why = picked
            reason = f"date line without a year; a {WEEKDAYS[day.weekday()]} in {day.year}{why}"
            won = replace(candidate, date=day, basis="weekday", chosen=True, reason=reason)
            rest = tuple(other for other in made.candidates if other is not candidate)
            return Decision(day, "weekday", (won, *rest))
    return None


def _by_named_day(article: Article, made: Decision, known: Sequence[date], corpus: _Corpus) -> Decision | None:
    """The latest "Saturday, November 30" of the text, in the year in which that day was that weekday."""
    named = [found for found in find_dates(article.text) if found.weekday is not None]
    picked = (_day_of(found, known, article, corpus) for found in named)
    options = [option for option in picked if option is not None]
    if not options:
        return None
    day, why = max(options)
    wording = "; ".join(article.text[found.start : found.end] for found in named)
    reason = f"latest day named in the text; a {WEEKDAYS[day.weekday()]} in {day.year}{why}"
    won = DateCandidate(day, "weekday", f"weekday: {wording}", True, reason)
    return Decision(day, "weekday", (*made.candidates, won))


def _by_spoken_day(article: Article, made: Decision) -> Decision | None:
    """The latest full date of the text where it was the weekday of which the lead tells, or one that it names."""
    latest = max(
        ((day, found) for found in find_full_dates(article.text) for day in found.readings),
        default=None,
        key=itemgetter(0),
    )
    if latest is None or latest[0].weekday() not in {_told_weekday(article), *_first_weekdays(article)}:
        return None
    day, found = latest
    wording = article.text[found.start : found.end]
    reason = f"latest date named in the text; it was the {WEEKDAYS[day.weekday()]} of which the lead tells"
    won = DateCandidate(day, "weekday", f"weekday: {wording}", True, reason)
    return Decision(day, "weekday", (*made.candidates, won))


def _day_of(found: FoundDate, known: Sequence[date], article: Article, corpus: _Corpus) -> tuple[date, str] | None:
    """The day that an expression with its weekday means: as it says, or in the year that fits."""
    if found.readings:
        return found.readings[0], ", as the text says"
    return _pick_year(_days_of_weekday(found, article), known, article, corpus)


def _days_of_weekday(found: FoundDate, article: Article) -> list[date]:
    """The days on which this day of the month was this weekday, from the latest year that the text names on."""
    last = article.retrieved_at.year
    first = max([year for word in _ANY_YEAR.findall(article.text) if (year := int(word)) <= last], default=_FIRST_YEAR)
    options = (make_date(year, found.month, found.day) for year in range(first, last + 1))
    return [option for option in options if option is not None and option.weekday() == found.weekday]


def _pick_year(
    days: Sequence[date], known: Sequence[date], article: Article, corpus: _Corpus
) -> tuple[date, str] | None:
    """The one possible day, and what told it from the same weekday of other years."""
    days, ruled_out = possible(days, article.text)
    if len(days) == 1 and ruled_out:
        return days[0], f", and not before {ruled_out}, which the text names"
    near = [day for day in days if any(abs((day - other).days) <= STORY_DAYS for other in known)]
    if len(near) == 1:
        return near[0], ", as sibling reports confirm"
    if len(days) == 1:
        return days[0], ", and in no other year from the latest that the text names"
    latest = max((day for found in find_full_dates(article.text) for day in found.readings), default=None)
    if latest is not None:
        soon = [day for day in days if timedelta() <= day - latest <= _SOON]
        if len(soon) == 1:
            return soon[0], f", within a year of the {latest} that the text names"
    told = _by_text(days, article.text)
    if told is not None:
        return told
    support = {day: corpus.support(article, day) for day in days}
    best = max(support.values(), default=0)
    supported = [day for day, count in support.items() if count == best > 0]
    return (supported[0], f", when {best} like report(s) appeared") if len(supported) == 1 else None


def _by_text(days: Sequence[date], text: str) -> tuple[date, str] | None:
    """The one day that the age of the war, a young truce, those in office or the war itself leave."""
    country = country_of(text[:_LEAD])
    aged = [day for day in days if day.year in _years_by_age(text, country)]
    if len(aged) == 1:
        return aged[0], ", as the age of the war that the text tells"
    if country is not None:
        if (young := young_truce(country, days, text)) is not None:
            return young[0], f", when the truce was young: {young[1]}"
        if (held := in_office(days, text)) is not None:
            return held[0], f", in the days of {held[1]}, who the text names"
        if (fought := war_on(country, days)) is not None:
            return fought[0], f", during {fought[1]}"
    return None


def _years_by_age(text: str, country: str | None) -> set[int]:
    """Years that "eight-year civil war" points to, from the first year that the text names or the country's wars."""
    ages = {_SPELLED.index(word.lower()) if word.lower() in _SPELLED else int(word) for word in _AGE.findall(text)}
    named = [int(year) for year in _ANY_YEAR.findall(text)]
    starts = [min(named)] if named else [war.first.year for war in wars_of(country)] if country else []
    return {start + age for start in starts for age in ages}


def _by_siblings(article: Article, made: Decision, known: Sequence[date]) -> Decision | None:
    """The day of the sibling reports, moved to the weekday on which this report's speakers speak."""
    if not known:
        return None
    base = Counter(known).most_common(1)[0][0]
    spoken = _spoken_weekday(article)
    day, why = base, f"{len(known)} sibling report(s) of the same story are of {base}"
    if spoken is not None and spoken != base.weekday():
        moved = min(
            (base + timedelta(days=step) for step in range(-2, 5)), key=lambda d: (d.weekday() != spoken, abs(d - base))
        )
        if moved.weekday() == spoken:
            day, why = moved, f"{why}; this one speaks on {WEEKDAYS[spoken]}"
    won = DateCandidate(day, "siblings", f"siblings: {', '.join(map(str, dict.fromkeys(known)))}", True, why)
    return Decision(day, "siblings", (*made.candidates, won))


def _first_weekdays(article: Article) -> set[int]:
    """The weekdays that the first sentence of the body names."""
    lead = next((sentence for sentence in article.sentences if sentence.kind != "title"), None)
    named = _NAMED.findall(article.text, lead.start, lead.end) if lead is not None else []
    return {WEEKDAYS.index(day) for day in named}


def _told_weekday(article: Article) -> int | None:
    """The weekday on which the lead's speakers speak, or of the news that they tell, or the only one of the lead."""
    spoken = _spoken_weekday(article)
    if spoken is not None:
        return spoken
    body = (sentence for sentence in article.sentences if sentence.kind != "title")
    for sentence in islice(body, _OPENING):
        told = _TOLD.search(article.text, sentence.start, sentence.end)
        named = {told[1]} if told else set(_NAMED.findall(article.text, sentence.start, sentence.end))
        if named:
            return WEEKDAYS.index(named.pop()) if len(named) == 1 else None
    return None


def _spoken_weekday(article: Article) -> int | None:
    """The weekday on which the lead's speakers speak."""
    body = next((start for start, _ in article.paragraphs[1 if article.title else 0 :]), 0)
    match = _SPOKEN.search(article.text, body, body + _LEAD)
    return None if match is None else WEEKDAYS.index(match[1] or match[2])

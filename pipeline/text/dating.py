"""When a report was published, settled over the whole corpus.

Belongs here: ranking the candidates of each report, swapped days and months, weekday arithmetic, and sibling reports of one
wire story. Does not: finding candidates (`candidates`), likeness of texts (`stories`), or event time.

The answer depends only on the set of articles: not on their order, a clock or an earlier answer.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.text.candidates import Evidence, read_evidence
from pipeline.text.dates import FoundDate, find_dates, find_full_dates, make_date, weekday_words
from pipeline.text.model import Article, DateBasis, DateCandidate
from pipeline.text.stories import STORY_DAYS, Link, find_links, likeness

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
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
# The weekday on which a report's speakers speak, which is that of its publication in nearly every lead.
_SPOKEN = re.compile(
    rf"\b(?:said|says|told|announced|reported|added)\b[^.]{{0,30}}?\b{_WEEKDAY}\b|\bon {_WEEKDAY} (?:said|put|told)\b"
)
# Speech is looked for in this much of the body: the lead and what follows it.
_LEAD = 700
_ANY_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_AGE = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|\d{1,2})[- ]years?[- ]"
    r"(?:ago|old\s+(?:war|conflict)|(?:civil\s+)?(?:war|conflict)|into|since)",
    re.IGNORECASE,
)
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_FIRST_YEAR = 1990
# A report follows the latest full date that it names within this time.
_SOON = timedelta(days=365)
# Two reports about the same days and places share at least this much of their names and numbers; reports about the same
# war in other years share less.
_LIKE = 0.12


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published, on what ground, what else was considered, and whose story it carries."""

    document_id: str
    published_on: date | None
    basis: DateBasis
    candidates: tuple[DateCandidate, ...]
    wire_story_id: str | None


@dataclass(frozen=True, slots=True)
class _Decision:
    day: date | None
    basis: DateBasis
    candidates: tuple[DateCandidate, ...]


def resolve_publication(articles: Sequence[Article]) -> dict[str, Publication]:
    """The publication date and wire story of every article, by document id."""
    ordered = _distinct(articles)
    customs = _customs(ordered)
    decisions = [_own_date(article, customs) for article in ordered]
    links = find_links(ordered, [decision.day for decision in decisions])
    dated = _date_the_undated(ordered, decisions, links)
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


# -- day and month swapped ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Customs:
    """Who writes the day first: counts of unmistakable numeric dates, per publisher and over the corpus."""

    by_publisher: Mapping[str | None, tuple[int, int]]
    overall: tuple[int, int]


_NUMERIC = re.compile(r"(?<!\d)(\d\d?)[-/.](\d\d?)[-/.](?:19|20)\d\d(?!\d)")


def _customs(articles: Iterable[Article]) -> _Customs:
    counts: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for article in articles:
        for candidate in article.candidates:
            match = _NUMERIC.search(candidate.evidence)
            if match is None or (int(match[1]) > 12) == (int(match[2]) > 12):
                continue
            counts[article.publisher][0 if int(match[1]) > 12 else 1] += 1
    by_publisher = {name: (pair[0], pair[1]) for name, pair in counts.items()}
    return _Customs(by_publisher, (sum(p[0] for p in counts.values()), sum(p[1] for p in counts.values())))


def _settle_swap(
    evidence: Evidence, others: Sequence[Evidence], article: Article, customs: _Customs
) -> tuple[date, str]:
    """Which reading of an ambiguous numeric date holds, and why."""
    day_first, month_first = evidence.readings[:2]
    for other in others:
        if len(other.readings) == 1 and other.label != "caption":
            near = [day for day in (day_first, month_first) if abs((day - other.readings[0]).days) <= STORY_DAYS]
            if len(near) == 1:
                return near[0], f"the order of day and month agrees with {other.wording!r}"
    first, second = customs.by_publisher.get(article.publisher, (0, 0)) if article.publisher else (0, 0)
    if first != second:
        written = "day" if first > second else "month"
        return (
            day_first if first > second else month_first
        ), f"this publisher writes the {written} first ({max(first, second)} dates)"
    named = set(weekday_words(article.text))
    fitting = [day for day in (day_first, month_first) if day.weekday() in named]
    if len(fitting) == 1:
        return fitting[
            0
        ], f"the text speaks of {_WEEKDAYS[fitting[0].weekday()]}, which fits one order of day and month only"
    first, second = customs.overall
    if second > first:
        return month_first, f"month first, as in {second} of {first + second} numeric dates of the corpus"
    if first:
        return day_first, f"day first, as in {first} of {first + second} numeric dates of the corpus"
    return day_first, "day first assumed: nothing settles the order of day and month"


# -- one report alone ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    evidence: Evidence
    day: date
    why: str


def _own_date(article: Article, customs: _Customs) -> _Decision:
    """The date that the report's own candidates give, with why each other one lost."""
    evidences = [read_evidence(candidate) for candidate in article.candidates]
    readings = [_read(evidence, evidences, article, customs) for evidence in evidences if evidence.readings]
    chosen = _choose(readings)
    named = set(weekday_words(article.text)) if chosen else set()
    candidates = tuple(_judged(reading, chosen, named) for reading in readings)
    unread = tuple(
        replace(evidence.candidate, chosen=False, reason="no date in it")
        for evidence in evidences
        if not evidence.readings
    )
    if chosen is None:
        return _Decision(None, "none", candidates + unread)
    return _Decision(chosen.day, chosen.evidence.candidate.basis, candidates + unread)


def _read(evidence: Evidence, others: Sequence[Evidence], article: Article, customs: _Customs) -> _Reading:
    if not evidence.is_ambiguous:
        return _Reading(evidence, evidence.readings[0], "")
    day, why = _settle_swap(evidence, others, article, customs)
    return _Reading(evidence, day, why)


def _rank(reading: _Reading) -> tuple[int, date]:
    label = reading.evidence.label
    if label == "plain" and reading.evidence.candidate.basis == "footer":
        label = "footer"
    return _RANK[label], reading.day


def _choose(readings: Sequence[_Reading]) -> _Reading | None:
    """The best date, unless the page says that the report was last changed before it: then that day."""
    dated = [reading for reading in readings if reading.evidence.label in _RANK]
    updated = [reading for reading in readings if reading.evidence.label == "updated"]
    best = min(dated, key=_rank, default=None)
    last_change = min(updated, key=lambda reading: reading.day, default=None)
    if best is None or (last_change is not None and last_change.day < best.day):
        return last_change or best
    return best


def _judged(reading: _Reading, chosen: _Reading | None, named: set[int]) -> DateCandidate:
    """The candidate with its day and the reason why it won or lost."""
    label = reading.evidence.label
    reason = _REASON["footer" if label == "plain" and reading.evidence.candidate.basis == "footer" else label]
    won = reading is chosen
    if won and reading.evidence.found is not None:
        reason += _weekday_note(reading, named)
    elif chosen is not None and not won:
        reason += f"; {_why_lost(reading, chosen)}"
    if reading.why:
        reason += f"; {reading.why}"
    return replace(reading.evidence.candidate, date=reading.day, chosen=won, reason=reason)


def _weekday_note(reading: _Reading, named: set[int]) -> str:
    found = reading.evidence.found
    weekday = reading.day.weekday()
    if found is not None and found.weekday is not None and found.weekday != weekday:
        return f"; it was a {_WEEKDAYS[weekday]}, not the {_WEEKDAYS[found.weekday]} that it is called"
    return f"; the text speaks of {_WEEKDAYS[weekday]}, as that day was" if weekday in named else ""


def _why_lost(reading: _Reading, chosen: _Reading) -> str:
    if reading.evidence.label == "caption":
        return "a photograph may be older"
    if chosen.evidence.label == "updated" and reading.day > chosen.day:
        return "later than the last change of the report: the day on which the page was called up"
    if reading.evidence.label == "updated":
        return "the report had appeared before"
    return "same day as the one chosen" if reading.day == chosen.day else "weaker evidence than the one chosen"


# -- reports without a date ---------------------------------------------------------------------------------------------


def _date_the_undated(
    articles: Sequence[Article], decisions: Sequence[_Decision], links: Sequence[Link]
) -> list[_Decision]:
    """Give dates by weekday arithmetic and siblings, until nothing changes; each round sees only the one before."""
    siblings: dict[int, list[int]] = defaultdict(list)
    for link in links:
        siblings[link.first].append(link.second)
        siblings[link.second].append(link.first)
    current = list(decisions)
    while True:
        corpus = _Corpus.of(articles, current)
        after = [
            made if made.day is not None else _infer(article, made, [current[i].day for i in siblings[at]], corpus)
            for at, (article, made) in enumerate(zip(articles, current, strict=True))
        ]
        if after == current:
            return after
        current = after


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The reports whose day is known, by day."""

    by_day: Mapping[date, Sequence[Article]]

    @classmethod
    def of(cls, articles: Sequence[Article], decisions: Sequence[_Decision]) -> "_Corpus":
        by_day: dict[date, list[Article]] = defaultdict(list)
        for article, made in zip(articles, decisions, strict=True):
            if made.day is not None:
                by_day[made.day].append(article)
        return cls(by_day)

    def support(self, article: Article, day: date) -> int:
        """How many reports of about this day speak of the same names and numbers."""
        around = (day + timedelta(days=step) for step in range(-STORY_DAYS, STORY_DAYS + 1))
        return sum(likeness(article, other) >= _LIKE for near in around for other in self.by_day.get(near, ()))


def _infer(article: Article, made: _Decision, around: Sequence[date | None], corpus: _Corpus) -> _Decision:
    known = sorted(day for day in around if day is not None)
    return (
        _by_weekday_header(article, made, known, corpus)
        or _by_named_day(article, made, known, corpus)
        or _by_siblings(article, made, known)
        or made
    )


def _by_weekday_header(article: Article, made: _Decision, known: Sequence[date], corpus: _Corpus) -> _Decision | None:
    """A date line without a year ("Wednesday, 4 December"), in the year in which it was that weekday."""
    for candidate in made.candidates:
        found = read_evidence(candidate).found
        if found is None or found.readings or found.weekday is None:
            continue
        picked = _pick_year(_days_of_weekday(found, article), known, article, corpus)
        if picked is not None:
            day, why = picked
            reason = f"date line without a year; a {_WEEKDAYS[day.weekday()]} in {day.year}{why}"
            won = replace(candidate, date=day, basis="weekday", chosen=True, reason=reason)
            rest = tuple(other for other in made.candidates if other is not candidate)
            return _Decision(day, "weekday", (won, *rest))
    return None


def _by_named_day(article: Article, made: _Decision, known: Sequence[date], corpus: _Corpus) -> _Decision | None:
    """The latest "Saturday, November 30" of the text, in the year in which that day was that weekday."""
    named = [found for found in find_dates(article.text) if found.weekday is not None and not found.readings]
    picked = (_pick_year(_days_of_weekday(found, article), known, article, corpus) for found in named)
    options = [option for option in picked if option is not None]
    if not options:
        return None
    day, why = max(options)
    wording = "; ".join(article.text[found.start : found.end] for found in named)
    reason = f"latest day named in the text; a {_WEEKDAYS[day.weekday()]} in {day.year}{why}"
    won = DateCandidate(day, "weekday", f"weekday: {wording}", True, reason)
    return _Decision(day, "weekday", (*made.candidates, won))


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
    aged = [day for day in days if day.year in _years_by_age(article.text)]
    if len(aged) == 1:
        return aged[0], ", as the age of the war that the text tells"
    support = {day: corpus.support(article, day) for day in days}
    best = max(support.values(), default=0)
    supported = [day for day, count in support.items() if count == best > 0]
    return (supported[0], f", when {best} like report(s) appeared") if len(supported) == 1 else None


def _years_by_age(text: str) -> set[int]:
    """Years that "eight-year civil war" points to, counted from the first year that the text names."""
    years = [int(year) for year in _ANY_YEAR.findall(text)]
    if not years:
        return set()
    ages = {_SPELLED.index(word.lower()) if word.lower() in _SPELLED else int(word) for word in _AGE.findall(text)}
    return {min(years) + age for age in ages}


def _by_siblings(article: Article, made: _Decision, known: Sequence[date]) -> _Decision | None:
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
            day, why = moved, f"{why}; this one speaks on {_WEEKDAYS[spoken]}"
    won = DateCandidate(day, "siblings", f"siblings: {', '.join(map(str, dict.fromkeys(known)))}", True, why)
    return _Decision(day, "siblings", (*made.candidates, won))


def _spoken_weekday(article: Article) -> int | None:
    """The weekday on which the lead's speakers speak."""
    body = next((start for start, _ in article.paragraphs[1 if article.title else 0 :]), 0)
    match = _SPOKEN.search(article.text, body, body + _LEAD)
    return None if match is None else _WEEKDAYS.index(match[1] or match[2])


# -- wire stories -------------------------------------------------------------------------------------------------------


def _stories(articles: Sequence[Article], decisions: Sequence[_Decision], links: Sequence[Link]) -> list[str | None]:
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

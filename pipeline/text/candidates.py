"""Dates found around one report, as candidates for its publication date.

Belongs here: putting a dated wording into a candidate and reading it back. Does not: choosing among candidates
(`dating`).

A candidate's evidence is "<label>: <wording>"; label and wording are all that the choice rests on, so that stored
candidates can be judged again when other reports arrive.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.text.dates import MONTH, FoundDate, find_dates, find_full_dates, make_date
from pipeline.text.header import Note
from pipeline.text.model import DateBasis, DateCandidate

# A headline that bears its day, as digests do ("Daily, May 2, 2014: ...", "as of 27 May 2015"), and not one that speaks
# of a day ("the raid of 27 May 2015").
_TITLE_BEFORE = re.compile(r"(?:\A|[,:;|(\[–—]|\s-|\b(?:as of|as at|dated|information as of))\s*\Z", re.IGNORECASE)
_TITLE_BEHIND = re.compile(r"\s*(?:\Z|[:;|)\]–—]|-\s)")
_DATELINE = re.compile(rf"({MONTH}\.? \d\d?, \d{{4}}|\d\d? {MONTH} \d{{4}}) \([A-Z][\w ,./-]{{1,30}}\)\s*[-–—]")
_URL_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what it means: the day, or two where day and month may be swapped."""

    candidate: DateCandidate
    label: str
    wording: str
    found: FoundDate | None

    @property
    def readings(self) -> tuple[date, ...]:
        """The days that the wording may mean, day-first before month-first."""
        if self.candidate.date is not None:
            return (self.candidate.date,)
        return self.found.readings if self.found else ()

    @property
    def is_ambiguous(self) -> bool:
        """True when day and month may be swapped."""
        return len(self.readings) > 1


def note_candidates(note: Note) -> Iterator[DateCandidate]:
    """The candidates in one dated stretch of furniture."""
    basis: DateBasis = "footer" if note.behind else "header"
    yield from dated(basis, note.label, note.wording)


def dated(basis: DateBasis, label: str, wording: str) -> Iterator[DateCandidate]:
    """The candidates in a wording; where day and month may be swapped the date stays open."""
    exact = _timestamp(wording)
    if exact is not None:
        yield DateCandidate(exact, basis, f"{label}: {wording}")
        return
    found_dates = find_full_dates(wording) or list(find_dates(wording))[:1]
    for found in found_dates:
        day = found.readings[0] if len(found.readings) == 1 else None
        yield DateCandidate(day, basis, f"{label}: {wording}")


def url_dates(url: str) -> Iterator[DateCandidate]:
    """The day in an address such as `/2019/12/01/`."""
    for match in _URL_DATE.finditer(url):
        day = make_date(int(match[1]), int(match[2]), int(match[3]))
        if day is not None:
            yield DateCandidate(day, "metadata", f"url: {match.group()}")
            return


def title_dates(title: str) -> Iterator[DateCandidate]:
    """The day that a headline bears."""
    for found in find_full_dates(title):
        if _TITLE_BEFORE.search(title[: found.start]) and _TITLE_BEHIND.match(title, found.end):
            day = found.readings[0] if len(found.readings) == 1 else None
            yield DateCandidate(day, "header", f"title: {title[found.start : found.end]}")
            return


def dateline_dates(paragraphs: Iterable[str]) -> Iterator[DateCandidate]:
    """The day of a dateline that opens a paragraph further down: "May 6, 2020 (KHARTOUM) - The convoy has reached"."""
    match = next(filter(None, map(_DATELINE.match, paragraphs)), None)
    if match is not None:
        yield from dated("header", "dateline", match[1])


def read_evidence(candidate: DateCandidate) -> Evidence:
    """A stored candidate with its label, wording and meaning."""
    label, _, wording = candidate.evidence.partition(": ")
    found = next(iter(find_full_dates(wording)), None) or next(find_dates(wording), None)
    return Evidence(candidate, label, wording, found)


def _timestamp(wording: str) -> date | None:
    """The day of an ISO timestamp as its own clock has it."""
    try:
        return datetime.fromisoformat(wording.strip()).date()
    except ValueError:
        return None

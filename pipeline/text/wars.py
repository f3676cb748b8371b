"""What a report without a year tells of the years that it can be from: the war and the truce that it speaks of.

Belongs here: the wars and truces of `seeds/reference` beside the countries that a text names. Does not: reading what a
text says of them (`pipeline.extract`), choosing among years for other reasons (`undated`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipeline.text.vocabulary import rows

# A report that tells of a truce without a date tells of one that is this young.
YOUNG = timedelta(days=14)
_TRUCE = re.compile(r"\b(?:truce|cease-?fire|cessation of hostilities|lull|pause)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A war with its first and last day; None for one that goes on."""

    name: str
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether the war was fought on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def country_of(text: str) -> str | None:
    """The country at war that a text names most, by name or people (ISO 3166 alpha-3); None where it names none."""
    counts = Counter(country for word in _words().findall(text) if (country := _countries()[word.lower()]))
    return min(counts, key=lambda country: (-counts[country], country)) if counts else None


def war_on(country: str, days: Sequence[date]) -> tuple[date, str] | None:
    """The one of some days on which the country's war was fought, and the war's name."""
    fought = [(day, war.name) for day in days for war in wars_of(country) if war.holds(day)]
    return fought[0] if len({day for day, _ in fought}) == 1 else None


def young_truce(country: str, days: Iterable[date], text: str) -> tuple[date, str] | None:
    """The one of some days on which a truce of the country was young, where the text speaks of a truce."""
    if not _TRUCE.search(text):
        return None
    young = [(day, name) for day in days for began, name in _truces().get(country, ()) if began <= day <= began + YOUNG]
    return young[0] if len({day for day, _ in young}) == 1 else None


def wars_of(country: str) -> Sequence[Span]:
    """The country's main wars."""
    return _wars().get(country, ())


@cache
def _wars() -> dict[str, tuple[Span, ...]]:
    found: dict[str, dict[Span, None]] = {}
    for row in rows("conflicts"):
        if row["main"] == "true":
            last = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
            span = Span(row["conflict"], date.fromisoformat(row["started_on"]), last)
            found.setdefault(row["country"], {})[span] = None
    return {country: tuple(spans) for country, spans in found.items()}


@cache
def _truces() -> dict[str, tuple[tuple[date, str], ...]]:
    found: dict[str, list[tuple[date, str]]] = {}
    for row in rows("ceasefires"):
        began = row["effective_on"] or row["announced_on"]
        if began and row["country"]:
            found.setdefault(row["country"], []).append((date.fromisoformat(began), row["name"]))
    return {country: tuple(truces) for country, truces in found.items()}


@cache
def _countries() -> dict[str, str]:
    """Names and peoples of the countries that have a war or a truce, in small letters."""
    known = {*_wars(), *_truces()}
    names = {row["name"].lower(): row["country"] for row in rows("countries") if row["country"] in known}
    peoples = {
        row["demonym"].lower(): row["country"]
        for row in rows("demonyms")
        if row["country"] in known and row["kind"] == "demonym"
    }
    return peoples | names


@cache
def _words() -> re.Pattern[str]:
    longest = sorted(_countries(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)

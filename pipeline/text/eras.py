"""What a report without a year tells of the years that it can be from: its war, its truce, the names that it uses.

Belongs here: the wars, truces and eras of `seeds/reference` beside what a text names. Does not: reading what a text
says of them (`pipeline.extract`), choosing among years for other reasons (`undated`).
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
    """A war, an office or a group with its first and last day; None for one that goes on."""

    name: str
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether it was on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def country_of(text: str) -> str | None:
    """The country at war that a text names most, by name or people (ISO 3166 alpha-3); None where it names none."""
    counts = Counter(country for word in _words().findall(text) if (country := _countries()[word.lower()]))
    return min(counts, key=lambda country: (-counts[country], country)) if counts else None


def possible(days: Sequence[date], text: str) -> tuple[list[date], str]:
    """The days on which all that a text names existed, and the name that ruled out others ("" where none did)."""
    latest = max(_named_in(text), key=lambda era: (era.first, era.name), default=None)
    if latest is None:
        return list(days), ""
    since = [day for day in days if day >= latest.first]
    return since, latest.name if len(since) < len(days) else ""


def in_office(days: Sequence[date], text: str) -> tuple[date, str] | None:
    """The one of some days on which everybody whom a text names held the office, and who is missed on the others."""
    named = sorted(_named_in(text), key=lambda era: era.name)
    fitting = [day for day in days if all(era.holds(day) for era in named)]
    if len(fitting) != 1:
        return None
    return fitting[0], next(era.name for era in named if any(not era.holds(day) for day in days))


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


def _named_in(text: str) -> set[Span]:
    return {_eras()[match] for match in _era_names().findall(text)}


@cache
def _eras() -> dict[str, Span]:
    return {
        row["name"]: Span(
            row["name"],
            date.fromisoformat(row["from_day"]),
            date.fromisoformat(row["until_day"]) if row["until_day"] else None,
        )
        for row in rows("eras")
    }


@cache
def _era_names() -> re.Pattern[str]:
    longest = sorted(_eras(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")


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

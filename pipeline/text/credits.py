"""Who published a report and which wire agencies it credits.

Belongs here: the publisher, from the source, the address or a credit line, and the agencies named as origin. Does not:
speakers to whom figures are attributed (the extractor's business), nor the outlets themselves (`outlets`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from pipeline.text.vocabulary import rows

# What makes the naming of an agency a credit, in front of it and behind it; in furniture any naming is one.
_BEFORE = re.compile(
    r"(?:\b(?:according to|told|with|quoted by|reported by|news agency|source:?|by)\s+(?:the\s+)?"
    r"|[(\[]\s*(?:with\s+)?)\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:['’]?s?\s+(?:correspondents?|reporters?|journalists?|photographers?|news agency|reported|reports|said)\b"
    r"|\s*[)\]]|\s+and\s)"
)
# The longest that stands in front ("according to the "), with some white space to spare.
_BEFORE_REACH = 40
# No report names an agency so often; it keeps the work on a megabyte of names small.
_MOST_NAMINGS = 200
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Agency:
    """An agency's name; `opening`, its first word, tells quickly that a text does not name it."""

    name: str
    alias: str
    opening: str
    word: re.Pattern[str]


# Acronyms this short are also words ("APP", "NAN"): they count only as written.
_ACRONYM = 4


@cache
def _agencies() -> tuple[_Agency, ...]:
    """Agencies under their names; a lower-case alias is an outlet's id, by which only furniture calls it."""
    named = [row for row in rows("outlets") if row["agency"].lower() == "true" and "." not in row["alias"]]
    # An agency that is also an outlet ("reuters") is named as the agency.
    names = {name.lower(): name for name in sorted((row["outlet"] for row in named), reverse=True)}
    return tuple(_agency(names[row["outlet"].lower()], row["alias"]) for row in named)


def _agency(name: str, alias: str) -> _Agency:
    exact = re.escape(alias)
    flags = re.NOFLAG if len(alias) <= _ACRONYM and alias.isupper() else re.IGNORECASE
    opening = _CAPITALISED.search(alias)
    return _Agency(name, alias, opening.group() if opening else alias, re.compile(rf"\b{exact}\b", flags))


@cache
def _outlets() -> dict[str, str]:
    return {row["alias"].lower(): row["outlet"] for row in reversed(rows("outlets"))}


def credited_agencies(body: str, furniture: Iterable[str]) -> tuple[str, ...]:
    """Names of the wire agencies that the report credits, sorted."""
    around = "\n".join(furniture)
    names = {agency.name for agency in _named_in(around.lower()) if agency.word.search(around)}
    names |= {agency.name for agency in _opened_in(body) if _credits(body, agency.alias)}
    return tuple(sorted(names))


def _credits(body: str, alias: str) -> bool:
    """Whether a text names the agency as the origin of something."""
    end = 0
    for _ in range(_MOST_NAMINGS):
        at = body.find(alias, end)
        if at < 0:
            return False
        end = at + len(alias)
        if not _is_inner(body[end : end + 1]) and _BEFORE.search(body, max(0, at - _BEFORE_REACH), at):
            return True
        if not _is_inner(body[at - 1 : at]) and _BEHIND.match(body, end):
            return True
    return False


def _is_inner(character: str) -> bool:
    return character.isalnum() or character == "_"


def _named_in(lowered: str) -> Iterator[_Agency]:
    openings = _agencies_by_opening()
    for word in set(_LETTERS.findall(lowered)) & openings.keys():
        yield from openings[word]


def _opened_in(body: str) -> Iterator[_Agency]:
    openings = _agencies_by_opening()
    for word in set(_CAPITALISED.findall(body)):
        for agency in openings.get(word.lower(), ()):
            if agency.opening == word:
                yield agency


@cache
def _agencies_by_opening() -> dict[str, list[_Agency]]:
    found: dict[str, list[_Agency]] = defaultdict(list)
    for agency in _agencies():
        found[agency.opening.lower()].append(agency)
    return dict(found)


def publisher_of(declared: str | None, url: str | None, furniture: Iterable[str]) -> str | None:
    """The outlet that published a report: as declared, by its address, or by a line such as "(Outlet with AFP)"."""
    if declared and declared.strip():
        return _outlets().get(declared.strip().lower(), declared.strip())
    domain = domain_of(url)
    if domain:
        return _by_domain(domain) or domain
    return next((name for line in furniture if (name := _credited_outlet(line))), None)


def domain_of(url: str | None) -> str | None:
    """The host of a web address without `www.`; None for files and what is no address."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _by_domain(domain: str) -> str | None:
    parts = domain.split(".")
    candidates = (".".join(parts[index:]) for index in range(len(parts) - 1))
    return next((name for part in candidates if (name := _outlets().get(part))), None)


_WITH = re.compile(r"[(\[]?\s*(?P<outlet>[A-Z][\w .'’&-]{1,40}?),?\s+(?:with|and)\s+(?:agencies|[A-Z])")


def _credited_outlet(line: str) -> str | None:
    match = _WITH.match(line)
    if match is None or len(line) > 80:
        return None
    return _outlets().get(match["outlet"].strip().lower())

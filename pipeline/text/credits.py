"""Who published a report and which wire agencies it credits.

Belongs here: the publisher, from the source, the address or a credit line, and the agencies named as origin. Does not:
speakers to whom figures are attributed (the extractor's business), nor the outlets themselves (`outlets`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from pipeline.text.vocabulary import rows

# What makes the naming of an agency a credit, in front of it and behind it; in furniture any naming is one.
_BEFORE = (
    r"(?:\b(?:according to|told|with|quoted by|reported by|news agency|source:?|by)\s+(?:the\s+)?|[(\[]\s*(?:with\s+)?)"
)
_BEHIND = (
    r"(?:['’]?s?\s+(?:correspondents?|reporters?|journalists?|photographers?|news agency|reported|reports|said|quoted)\b|\s*[)\]]"
    r"|\s+and\s)"
)


@dataclass(frozen=True, slots=True)
class _Agency:
    name: str
    alias: str
    credit: re.Pattern[str]
    word: re.Pattern[str]


@cache
def _agencies() -> tuple[_Agency, ...]:
    found = [row for row in rows("outlets") if row["agency"].lower() == "true" and "." not in row["alias"]]
    return tuple(
        _Agency(
            row["outlet"],
            row["alias"],
            re.compile(rf"{_BEFORE}{re.escape(row['alias'])}\b|\b{re.escape(row['alias'])}{_BEHIND}"),
            re.compile(rf"\b{re.escape(row['alias'])}\b", re.IGNORECASE),
        )
        for row in found
    )


@cache
def _outlets() -> dict[str, str]:
    return {row["alias"].lower(): row["outlet"] for row in rows("outlets")}


def credited_agencies(body: str, furniture: Iterable[str]) -> tuple[str, ...]:
    """Names of the wire agencies that the report credits, sorted."""
    around = "\n".join(furniture)
    around_low = around.lower()
    names = set()
    for agency in _agencies():
        if agency.alias in body and agency.credit.search(body):
            names.add(agency.name)
        elif agency.alias.lower() in around_low and agency.word.search(around):
            names.add(agency.name)
    return tuple(sorted(names))


def publisher_of(declared: str | None, url: str | None, furniture: Iterable[str]) -> str | None:
    """The outlet that published a report: as declared, by its address, or by a credit line such as "(Outlet with AFP)"."""
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

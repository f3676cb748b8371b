"""Times that a text under test tells, read against one day of publication.

Belongs here: reading them. Does not: what is expected of them.
"""

from datetime import date

from pipeline.extract.time import TimeMention, find_times, resolve_anaphors

PUBLISHED = date(2018, 3, 14)  # a Wednesday


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def times(text: str, anchor: date | None = PUBLISHED) -> list[TimeMention]:
    return resolve_anaphors(find_times(text, 0, len(text), anchor), anchor)


def only(text: str, anchor: date | None = PUBLISHED) -> TimeMention:
    found = times(text, anchor)
    assert len(found) == 1, [(m.kind, m.text) for m in found]
    return found[0]

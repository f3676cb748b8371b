"""What is settled about a report's publication.

Belongs here: the answer and the decision on the way to it. Does not: how either is reached (`dating`, `undated`).
"""

from dataclasses import dataclass
from datetime import date

from pipeline.text.model import DateBasis, DateCandidate

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Copies of one wire story appear within this many days.
STORY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published, on what ground, what else was considered, and whose story it carries."""

    document_id: str
    published_on: date | None
    basis: DateBasis
    candidates: tuple[DateCandidate, ...]
    wire_story_id: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The day that one report is held to be of so far."""

    day: date | None
    basis: DateBasis
    candidates: tuple[DateCandidate, ...]

"""Truces told in an article and the known truces that they are.

Belongs here: finding mentions of truces, their dates, brokers, area and state, and matching them with the reference
table. Does not: what breaks them (`violations`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.annotate import Annotated
from pipeline.extract.model import TruceMention
from pipeline.extract.reference import Reference


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce of the article: its row, and how it stands when the article is written."""

    mention: TruceMention
    state: str
    excluded: tuple[str, ...]


def find_truces(doc: Annotated, reference: Reference) -> list[Truce]:
    """The truces that an article tells of."""
    return []


def effective_date(doc: Annotated, truces: Sequence[Truce], offset: int) -> date | None:
    """The day from which the truce spoken of at `offset` held."""
    return None

"""A counted group of people: what a figure holds.

Belongs here: the fields of one figure. Does not: finding figures (`figures`), what an article makes of them (`claims`).
"""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import Link
from pipeline.extract.nouns import Phrase


class Figure(NamedTuple):
    """A counted group: bounds in `quantity`, tokens of the number and its phrase, and its fields decided so far."""

    sentence: SentenceSpan
    phrase: Phrase
    link: Link
    quantity: Quantity
    measure: str
    unit: str
    population: str
    affiliation: str | None
    actor: str | None
    basis: str
    included: bool
    trace: Mapping[str, str]
    parent: int | None = None
    adds: bool = False  # told on top of one told before: "another seven", "two others"
    points_back: bool = False  # told of an event that was told before: "in that blast", "there"
    known: bool = False  # counted before: "the 50 civilians"
    treated: bool = False  # hurt people of whom a hospital is told

"""The values that leave the extractor: claims, violation reports, truce mentions.

Belongs here: frozen dataclasses with the columns of the raw tables. Does not: anything that decides a value.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Measure = Literal["killed", "injured", "displaced", "returned"]
Qualifier = Literal["exact", "at_least", "at_most", "nearly", "about", "range", "vague"]
Unit = Literal["people", "households"]
Basis = Literal["flow", "stock"]
Precision = Literal["day", "range", "month", "year"]
PlacePrecision = Literal["exact", "admin2", "admin1", "country"]


@dataclass(frozen=True, slots=True)
class Window:
    """When something happened, event time, both bounds inclusive; a None bound is one the text does not settle."""

    start: date | None
    end: date | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place. `place_id` is the GeoNames id, None for a hamlet known only by its area."""

    name: str
    place_id: int | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that one document reports; fields are the columns of `claims` in the contract."""

    claim_id: str
    document_id: str
    measure: Measure
    low: int | None
    high: int | None
    best: int | None
    qualifier: Qualifier
    unit: Unit
    population: str
    affiliation: str | None
    actor: str | None
    basis: Basis
    window: Window
    place: Place | None
    origin: str | None
    destination: str | None
    attributed_to: str | None
    perpetrator: str | None
    cause: str | None
    part_of_claim_id: str | None
    evidence: str
    char_start: int
    char_end: int
    mentions: int
    is_outdated: bool
    trace: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ViolationReport:
    """One breach of a truce that one document reports; fields are the columns of `violation_reports`."""

    violation_report_id: str
    document_id: str
    act: str
    violator: str | None
    window: Window
    place: Place | None
    ceasefire_id: str | None
    characterisation: Literal["explicit", "implied", "inferred"]
    alleged_by: str | None
    evidence: str
    char_start: int
    char_end: int
    trace: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TruceMention:
    """A truce that a document tells of, matched with the reference table where it can be."""

    truce_mention_id: str
    document_id: str
    ceasefire_id: str | None
    name: str
    announced_on: date | None
    effective_on: date | None
    effective_on_precision: Precision | None
    ended_on: date | None
    brokers: tuple[str, ...]
    parties: tuple[str, ...]
    country: str | None
    admin1s: tuple[str, ...]
    kind: str
    evidence: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields."""

    claims: tuple[Claim, ...]
    violation_reports: tuple[ViolationReport, ...]
    truce_mentions: tuple[TruceMention, ...]

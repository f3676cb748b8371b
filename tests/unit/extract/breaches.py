"""Breaches of truces that a text under test tells, with all that they are read from.

Belongs here: reading them. Does not: what is expected of them.
"""

from datetime import date

from pipeline.extract.annotate import Annotated
from pipeline.extract.attribution import attribute
from pipeline.extract.events import find_acts
from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from pipeline.extract.truces import find_truces
from pipeline.extract.violations import find_violations
from tests.unit.extract.conftest import MakeDoc


def told_in(annotated: Annotated, reference: Reference) -> list[ViolationReport]:
    truces = find_truces(annotated, reference)
    return find_violations(annotated, find_acts(annotated, reference), truces, attribute(annotated), reference)


def reports(doc: MakeDoc, reference: Reference, text: str, day: str, **more: str) -> list[ViolationReport]:
    """The breaches in a text published on a day."""
    return told_in(doc(text, date.fromisoformat(day), **more), reference)


def told(found: list[ViolationReport]) -> list[tuple[str, str | None, str]]:
    return [(report.act, report.violator, report.characterisation) for report in found]

"""Who says a number in a text under test.

Belongs here: asking the extractor. Does not: what is expected of it.
"""

from pipeline.extract.attribution import attribute
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot


def speaker(doc: MakeDoc, text: str, number: str, title: str | None = None) -> str | None:
    """Who is credited with the number."""
    annotated = doc(text, title=title)
    return attribute(annotated).speaker_at(*spot(annotated, number))[0]

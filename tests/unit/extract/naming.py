"""Places that a text under test names, sentence by sentence.

Belongs here: reading them. Does not: what is expected of them.
"""

import re

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.places import PlaceMention, PlaceReading, read_places


def read(text: str, gazetteer: Gazetteer, hint: str | None = None) -> PlaceReading:
    sentences = [m.span() for m in re.finditer(r"[^.\n]+[.\n]?", text)]
    return read_places(text, sentences, gazetteer, hint)


def named(text: str, surface: str, gazetteer: Gazetteer, hint: str | None = None) -> PlaceMention:
    found = [m for m in read(text, gazetteer, hint).mentions if m.surface == surface]
    assert found, f"{surface!r} is not among {[m.surface for m in read(text, gazetteer, hint).mentions]}"
    return found[0]

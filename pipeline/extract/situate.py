"""When and where something told at one place of an article happened: the one door to both.

Belongs here: nothing but the names. Does not: time (`timing`), place (`placing`).
"""

from pipeline.extract.placing import country_of, place_of, places_of, wide_place
from pipeline.extract.timing import REPORTED, WHOLE_WAR, begins, own_time, window_of

__all__ = [
    "REPORTED",
    "WHOLE_WAR",
    "begins",
    "country_of",
    "own_time",
    "place_of",
    "places_of",
    "wide_place",
    "window_of",
]

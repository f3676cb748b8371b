"""When and where something told at one place of an article happened: the one door to both.

Belongs here: nothing but the names. Does not: time (`timing`, `telling`, `carried`), place (`placing`).
"""

from pipeline.extract.carried import REPORTED
from pipeline.extract.placing import place_of, places_of
from pipeline.extract.telling import begins, own_time
from pipeline.extract.theatre import country_of
from pipeline.extract.timing import WHOLE_WAR, window_of

__all__ = [
    "REPORTED",
    "WHOLE_WAR",
    "begins",
    "country_of",
    "own_time",
    "place_of",
    "places_of",
    "window_of",
]

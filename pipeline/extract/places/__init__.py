"""Places named in an article, each resolved within its discourse.

A name is never resolved by its string alone. Runs of capitalised words are cut into known names (`runs`); their
surroundings are read (`context`); all names, with the countries and peoples beside them, vote for countries and
provinces, and containers that the text states ("X in Y province", "Y's X") outweigh votes as votes outweigh population
(`senses`); what no list has is matched by its consonants or placed in its surroundings (`unlisted`).

Does not belong here: at which of the places a figure holds; that is the claim's own affair.
"""

from pipeline.extract.places.model import PlaceMention, PlaceReading, contains, most_specific, same_area
from pipeline.extract.places.reading import find_places, read_places

__all__ = ["PlaceMention", "PlaceReading", "contains", "find_places", "most_specific", "read_places", "same_area"]

"""Parts of a country told by the compass: "in northern Ivory Coast" is not Abidjan.

Belongs here: whether a place can lie in such a part. Does not: finding the words (`places`), which place a lead means
(`refining`).
"""

from pipeline.extract.model import Place

# Degrees by which a place may lie beyond the middle of a country and still be told as in its other half.
_SLACK = 0.75


def lies_opposite(direction: str | None, country: Place, place: Place) -> bool:
    """Whether a place lies in the half of a country that is opposite to the one named: "northern", "south-west of"."""
    if not direction or None in (country.latitude, country.longitude, place.latitude, place.longitude):
        return False
    assert country.latitude is not None and country.longitude is not None
    assert place.latitude is not None and place.longitude is not None
    north, east = place.latitude - country.latitude, place.longitude - country.longitude
    halves = (("north", north), ("south", -north), ("east", east), ("west", -east))
    return any(half in direction and beyond < -_SLACK for half, beyond in halves)

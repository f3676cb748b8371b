"""Which side a state is on in the war of a country.

Belongs here: states and their forces at home and abroad, which sides are no states. Does not: names of armed groups
(`parties`), whose men the counted are (`belonging`).
"""

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActorAlias

# States that the contract names as sides of their own.
_SIDE_OF = {"TUR": "turkey", "RUS": "russia", "USA": "us_coalition", "ISR": "israel", "IRN": "iran"}
# "The army" in a report from Gaza or Jenin is Israel's.
_AT_HOME = _SIDE_OF | {"PSE": "israel"}
AIR_FORCES = frozenset({"government", "russia", "us_coalition", "turkey", "israel"})
# Sides that are no states: armed groups, which fly nothing.
GROUPS = frozenset({"opposition", "islamic_state", "kurdish_forces", "hezbollah"})


def side_of_state(state: str, country: str | None) -> str:
    """The side that a state is in the war of a country."""
    return home_side(country) if state == country else _SIDE_OF.get(state, "other")


def home_side(country: str | None) -> str:
    """The side of the state in whose country a war is fought: Russia is Russia in Chechnya too."""
    return _AT_HOME.get(country or "", "government")


def side_in(doc: Annotated, match: Match[ActorAlias], country: str) -> str:
    """The side of a government's forces in the war of a country: abroad they are "other" ("Kenyan soldiers").

    A digest tells of several wars: a sentence that names a place of their own country tells of that.
    """
    own = match.entry.country
    if own is None or own == country:
        return home_side(country)
    sentence = doc.sentence_at(doc.tokens.starts[match.start])
    named = range(doc.tokens.starts[match.start], doc.tokens.ends[match.end - 1])  # "Chad's army" is no place in Chad
    here = (m for m in doc.places if sentence.start <= m.start < sentence.end and m.start not in named)
    at_home = any(m.place.country == own for m in here)
    return "government" if at_home else "other"

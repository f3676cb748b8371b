"""Powers that speak by their own name: "Moscow said", "the militia said".

Belongs here: states by their names and capitals, armed sides, as the subject of a verb of saying. Does not: listed
speakers and descriptions (`voices`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ARTICLES
from pipeline.extract.lexicon import Match
from pipeline.extract.phrases import Phrases, Voice
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene

# "Moscow, for its part, has said"
_STATE_REACH = 7
_STATE_GAP = frozenset("last has have had also later earlier itself since , for its part".split())
_BEFORE_STATE = frozenset(', ; “ " - – — -- : but and while though although whereas that as'.split())
_BEHIND_VERB = 4
_APPOSITION, _OPENING = 20, ARTICLES | {"one"}


def state_before(
    scene: Scene, phrases: Phrases, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int
) -> Voice | None:
    """A state by its name or its capital, as the subject right before the verb: "Moscow has said"."""
    doc = scene.doc
    if term.end - term.start == 1 and doc.tokens.lowers[term.end : term.end + 1] in (["to"], ["by"], ["in"]):
        return None
    places = scene.places.between(max(taken, sentence.first, term.start - _STATE_REACH), term.start)
    if not places:
        return None
    place = places[-1]
    known = doc.states.get(place.mention.place.country or "")
    if known is None or not (place.mention.kind == "country" or place.mention.place.name == known.capital):
        return None
    behind = range(term.end, min(sentence.past, term.end + _BEHIND_VERB))
    if doc.tokens.lowers[place.past] == "," and any(phrases.source_noun(k) is not None for k in behind):
        return None  # "in Lashio, Myanmar, says a charity that collects the dead"
    opens = place.first == sentence.first or doc.tokens.lowers[place.first - 1] in _BEFORE_STATE
    if place.mention.kind == "country" and any(
        p.past == place.first - 1 and p.mention.place.country == place.mention.place.country for p in places
    ):
        return None  # "nine died in Hass, Syria, says Haddad"
    if not opens or not all(word in _STATE_GAP for word in doc.tokens.lowers[place.past : term.start]):
        return None
    return Voice(place.first, term.start, known.government, "official", place.mention.surface)


def party_before(scene: Scene, term: Match[ReportingTerm], taken: int) -> Voice | None:
    """A party to the fight that speaks for itself: "the militia said"."""
    verb = _before_apposition(scene, term.start, taken)
    sides = scene.sides.between(max(taken, verb - 4), verb)
    if not sides or sides[-1].past != verb or (sides[-1].kind, sides[-1].role) != ("name", "armed"):
        return None
    side = sides[-1]
    if side.actor is None:
        return None
    return Voice(side.first, side.past, side.actor, "official", side.actor)


def _before_apposition(scene: Scene, verb: int, taken: int) -> int:
    """Where a subject ends before what it is: "ECOMOG, the regional force, said"."""
    lowers = scene.doc.tokens.lowers
    if lowers[verb - 1] != ",":
        return verb
    low = max(taken, verb - _APPOSITION)
    comma = next((k for k in range(verb - 2, low, -1) if lowers[k] == ","), None)
    return comma if comma is not None and lowers[comma + 1] in _OPENING else verb

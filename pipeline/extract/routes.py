"""From where to where people moved, and which of the two is the place of a figure.

Belongs here: origin and destination as the words around a verb of movement tell them. Does not: choosing among the
other places of a sentence (`placing`).
"""

from typing import NamedTuple

from pipeline.extract.annotate import Annotated
from pipeline.extract.crossing import IN_CONTEXT
from pipeline.extract.demonyms import people_between
from pipeline.extract.figure import Figure
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.places import PlaceMention, contains
from pipeline.extract.placing import carried_place
from pipeline.extract.scene import scene_of
from pipeline.extract.tokens import NUMBER, POSSESSIVES

# Where displaced people come from and go to is told right behind the verb: "fled from X to Y".
_REACH = 18
_FROM = frozenset(
    ("from", "of", "leave", "left", "leaving", "fled", "flee", "fleeing", "abandoned", "deserted", "quit")
)
_TO = frozenset("to into towards toward reached reaching reach entered entering".split())
_HOSTED = frozenset(("hosted", IN_CONTEXT))
TAKEN_IN = "which has taken them in"
_HOST_REACH = 7
_NEXT = frozenset((";", "another", "while", "whereas"))
_ELSEWHERE = frozenset("in near at by since between inside around".split())
# "Arrived in Kaya from Dablo": where they are now.
_ARRIVING = frozenset("arrived arrive arriving arrives reached reaching reach entered entering entry came come".split())


_FLEEING = frozenset("fled flee fleeing escaped escape ran".split())


# "Returned to their villages in western Qalamoun".
_HOMES = frozenset("home homes house houses village villages town towns hometowns areas farms land lands".split())
_OWNED_REACH = 3


class Route(NamedTuple):
    """Where people left and where they went, None where it is not told."""

    origin: PlaceMention | None
    destination: PlaceMention | None


@per_article
def _places_by_start(doc: Annotated) -> dict[int, PlaceMention]:
    return {mention.start: mention for mention in doc.places if not mention.in_group_name}


def route_of(doc: Annotated, figure: Figure) -> Route:
    """'fled from Saraqib to Idlib city', 'left Goma', 'crossed into Chad'."""
    if figure.measure not in ("displaced", "returned") or figure.link.term_at < 0:
        return Route(None, None)
    lowers, starts = doc.tokens.lowers, doc.tokens.starts
    start = max(figure.link.term_at, figure.phrase.end - 1)
    here = _places_by_start(doc)
    origin: PlaceMention | None = None
    destination: PlaceMention | None = None
    leads = ""
    for at in range(start, min(figure.sentence.past, start + _REACH)):
        mention = here.get(starts[at])
        word = lowers[at]
        if mention is not None:
            if leads in _FROM:
                origin = origin or mention
            elif leads in _TO and (destination is None or _is_owned(lowers, at, destination, mention)):
                destination = mention
        elif at > start + 1 and (word in _NEXT or (lowers[at - 1] == "and" and doc.tokens.kinds[at] == NUMBER)):
            break  # "40,000 were uprooted in Bangui and another 25,000 fled to Congo"
        elif word == "of":
            leads = word if lowers[at - 1] == "out" else leads
        elif word in _FROM or word in _TO or (word in _ELSEWHERE and not (leads in _TO and lowers[at - 1] in _HOMES)):
            leads = word
    return Route(origin, destination)


def _is_owned(lowers: list[str], at: int, owner: PlaceMention, owned: PlaceMention) -> bool:
    """Whether a destination's country is told with it: "to Syria's western Qalamoun"."""
    return contains(owner.place, owned.place) and not POSSESSIVES.isdisjoint(lowers[at - _OWNED_REACH : at])


def _left_before(doc: Annotated, figure: Figure, destination: PlaceMention) -> tuple[Place, str] | None:
    """Where those who "fled towards El Fasher" lived: the town of the sentences before, in the same country."""
    verb, to = doc.tokens.lowers[figure.link.term_at], destination.place
    if verb not in _FLEEING or to.precision == "country":
        return None
    before, trace = carried_place(scene_of(doc), figure.sentence.index)
    if before is None or "carried from" not in trace or before.country != to.country or before == to:
        return None
    return before, f"{trace}, left for «{destination.surface}»"


def _is_of_another(doc: Annotated, figure: Figure, place: Place) -> bool:
    """'40,000 were uprooted in Bangui and another 25,000 fled to Congo': whether a place is of the other number."""
    tokens, first, past = doc.tokens, figure.phrase.start, figure.phrase.end
    low, high = tokens.starts[figure.sentence.first], tokens.ends[figure.sentence.past - 1]
    here = [at for at, mention in _places_by_start(doc).items() if low <= at < high and mention.place == place]
    if not here:
        return False
    joined = "and" in tokens.lowers[max(figure.sentence.first, first - 3) : first]
    numbers = [tokens.starts[at] for at in tokens.numbers]
    if here[-1] < tokens.starts[first]:
        return joined and any(here[-1] > number >= low for number in numbers)
    return any(tokens.starts[past - 1] < number < here[0] for number in numbers)


def _named_after_from(doc: Annotated, figure: Figure, place: Place) -> PlaceMention | None:
    """'25,000 Syrian refugees from Lebanon returned': where they were until then."""
    tokens, sentence = doc.tokens, figure.sentence
    for at, mention in _places_by_start(doc).items():
        if mention.place == place and tokens.starts[sentence.first] <= at < tokens.ends[sentence.past - 1]:
            first = tokens.span(mention.start, mention.end)[0]
            return mention if tokens.lowers[first - 1] == "from" else None
    return None


def _host(doc: Annotated, figure: Figure, place: Place | None) -> PlaceMention | None:
    """'Turkey, which already hosts 2.5 million Syrians': the place named right before, where another was found."""
    tokens, here = doc.tokens, _places_by_start(doc)
    behind = tokens.lowers[figure.phrase.end : figure.phrase.end + 2]
    if behind[:1] == ["in"] or behind == ["are", "in"]:
        return None  # "12,000 are in Kenya, 8,000 in Uganda"
    low = max(figure.sentence.first, figure.phrase.start - _HOST_REACH)
    near = [here[tokens.starts[at]] for at in range(low, figure.phrase.start) if tokens.starts[at] in here]
    if not near or near[-1].place == place or ")" in tokens.lowers[low : figure.phrase.start]:
        return None
    wider = place is not None and near[-1].place.precision == "country" and near[-1].place.country == place.country
    return None if wider else near[-1]


def _told_of(doc: Annotated, figure: Figure, own: PlaceMention, place: Place | None) -> str | None:
    """How the place of a route outdoes the one found, None where it does not."""
    if place is None or place == own.place:
        return None
    if figure.measure == "returned" and place.country != own.place.country:
        return "to which they came home"
    return "told of those counted" if _is_of_another(doc, figure, place) else None


def moved_place(doc: Annotated, figure: Figure, route: Route, place: Place | None) -> tuple[Place, str] | None:
    """Another place than the one found: those who fled are counted where they left, those at home where they are."""
    if figure.link.rule in _HOSTED and (host := _host(doc, figure, place)) is not None:
        return host.place, f"«{host.surface}», {TAKEN_IN}"
    if figure.basis != "flow" or (place is None and route.origin is None):
        return None
    origin, destination = route
    own = origin if origin is not None and figure.measure == "displaced" else destination
    if own is not None and (told := _told_of(doc, figure, own, place)) is not None:
        return own.place, f"«{own.surface}», {told}"
    if figure.measure == "displaced":
        arrives = doc.tokens.lowers[figure.link.term_at] in _ARRIVING
        if destination is None or arrives or place != destination.place:
            return None
        if origin is None:
            return _left_before(doc, figure, destination)
        return origin.place, f"«{origin.surface}», where they left for «{destination.surface}»"
    if figure.measure == "returned" and destination is None and origin is None and place is not None:
        origin = _named_after_from(doc, figure, place)
    if figure.measure != "returned" or destination is not None or origin is None or place != origin.place:
        return None
    people = people_between(doc, figure.phrase.start, figure.phrase.end)
    if people is None or people.place.country == origin.place.country:
        return None
    return people.place, f"the country of «{people.surface}», who came home from «{origin.surface}»"

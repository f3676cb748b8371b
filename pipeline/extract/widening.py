"""Displaced people who are too many for the place that a sentence without one goes on with.

Belongs here: when a figure is that of a province or of a country, though the story plays in a town. Does not: totals
that a time or a phrase tells to be such (`totals`), figures that no days of fighting have (`claims`).
"""

from pipeline.extract.annotate import Annotated
from pipeline.extract.figure import Figure
from pipeline.extract.model import Place
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.theatre import country_of
from pipeline.extract.totals import points_back, stays_within

# From here on a figure is compared with the people of the place.
_MANY_MOVED = 20_000
# How many live as displaced people in a country at war, in one province seldom, in a town never.
_A_COUNTRYS = 100_000
_NO_PROVINCES = 2_000_000
_ITS = frozenset({"its"})


def widened(doc: Annotated, figure: Figure, place: Place, trace: str) -> tuple[Place, str] | None:
    """A wider place than the one that is only carried on, where the displaced are too many for it."""
    if figure.measure not in ("displaced", "returned") or place.precision == "country":
        return None
    main = "main event" in trace
    if main and _outnumbers(doc, figure, place):
        return _wide_place(doc, place), "more people than the place told before has"
    if (main or "carried from" in trace) and _is_countrys(doc, figure, place):
        country = country_of(scene_of(doc))
        if country is not None and country.country == place.country:
            return country, "so many are displaced in a country"
    return None


def _outnumbers(doc: Annotated, figure: Figure, place: Place) -> bool:
    """Whether more people fled than live in a town."""
    least = figure.quantity.low or 0
    if least < _MANY_MOVED or place.precision != "exact":
        return False
    listed = doc.gazetteer.entry_of(place) if doc.gazetteer is not None else None
    return listed is None or least > listed.population


def _wide_place(doc: Annotated, place: Place) -> Place:
    """The province around a town where the article names it, else its country: where so many can be."""
    scene = scene_of(doc)
    for told in (p.mention.place for p in scene.places.items):
        if told.admin1 == place.admin1 and told.country == place.country and told.admin1 in (told.name, None):
            return told
    country = country_of(scene)
    return country if country is not None and country.country == place.country else place


def _is_countrys(doc: Annotated, figure: Figure, place: Place) -> bool:
    """'The number of displaced stands at 494,000': a state of the country, unless the story is of a province."""
    scene, index, many = scene_of(doc), figure.sentence.index, figure.quantity.value
    if many < _A_COUNTRYS or (figure.basis != "stock" and many < _NO_PROVINCES):
        return False
    if many < _NO_PROVINCES and (place.precision != "exact" or _is_of_province(scene, place)):
        return False
    if not _ITS.isdisjoint(scene.words(index)):
        return False
    return not (points_back(scene, index) or stays_within(scene, index))


def _is_of_province(scene: Scene, place: Place) -> bool:
    """Whether the article names the province in which a place lies, or has the place for its heading ("Gaza: ...")."""
    lowers = scene.doc.tokens.lowers
    return any(
        p.mention.place.precision == "admin1" or lowers[p.past : p.past + 1] == [":"]
        for p in scene.places.items
        if p.mention.place.admin1 == place.admin1
    )

"""Figures that are too large, or count too long, for the place that a sentence without one goes on with.

Belongs here: when a figure is that of a province or of a country, though the story plays in a town. Does not: totals
that a time or a phrase tells to be such (`totals`), figures that no days of fighting have (`claims`).
"""

from datetime import timedelta

from pipeline.extract.annotate import Annotated
from pipeline.extract.carried import LEAD
from pipeline.extract.figure import Figure
from pipeline.extract.model import Place, Window
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.theatre import country_of
from pipeline.extract.totals import MAIN_EVENT, points_back, stays_within

# From here on a figure is compared with the people of the place.
_MANY_MOVED = 20_000
# How many live as displaced people in a country at war, in one province seldom, in a town never.
_A_COUNTRYS = 100_000
_NO_PROVINCES = 2_000_000
# Single towns with so many dead or hurt head their own stories.
_MOST_HARMED = {"killed": 2_000, "injured": 10_000}
_A_YEAR = timedelta(days=370)
_ITS = frozenset({"its"})


def widened(doc: Annotated, figure: Figure, place: Place, window: Window, trace: str) -> tuple[Place, str] | None:
    """A wider place than the one that is only carried on, where the figure is too large or too long for it."""
    if place.precision == "country":
        return None
    main = MAIN_EVENT in trace
    if (main or "carried from" in trace) and (far := _too_far_reaching(doc, figure, place, window)) is not None:
        return far
    if figure.measure not in ("displaced", "returned"):
        return None
    if main and _outnumbers(doc, figure, place):
        return _wide_place(doc, place), "more people than the place told before has"
    if (main or "carried from" in trace) and _is_countrys(doc, figure, place):
        country = country_of(scene_of(doc))
        if country is not None and country.country == place.country:
            return country, "so many are displaced in a country"
    return None


def _too_far_reaching(doc: Annotated, figure: Figure, place: Place, window: Window) -> tuple[Place, str] | None:
    """The country of a toll that runs for years, or that is a war's by its size: "some 30,000 lost their lives"."""
    scene, index = scene_of(doc), figure.sentence.index
    country = country_of(scene)
    if country is None or country.country != place.country or points_back(scene, index) or stays_within(scene, index):
        return None
    if _runs_for_years(window):
        return country, "years that the fight for no town lasts"
    if _is_wars(figure, place):
        return _wide_place(doc, place), "more dead or hurt than a town has"
    return None


def _runs_for_years(window: Window) -> bool:
    """Whether a figure counts more than a year."""
    return window.start is not None and window.end is not None and window.end - window.start > _A_YEAR


def _is_wars(figure: Figure, place: Place) -> bool:
    """Whether a toll behind the lead is one that few towns have: "some 30,000 people lost their lives"."""
    most = _MOST_HARMED.get(figure.measure)
    behind = figure.sentence.index >= LEAD and place.precision == "exact"
    return behind and most is not None and figure.quantity.value >= most


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

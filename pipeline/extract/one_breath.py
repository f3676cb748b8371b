"""Places told in one breath: the innermost of one phrase, the several of a list, what lies far from a town.

Belongs here: what places of one sentence are to one another. Does not: which of them holds for a figure (`placing`).
"""

from pipeline.extract.beside import is_of_others
from pipeline.extract.model import Place
from pipeline.extract.numerals import plain_number
from pipeline.extract.places import contains
from pipeline.extract.refining import holds_across, is_near, is_wide
from pipeline.extract.scene import HARD_COST, Placed, Scene
from pipeline.extract.spots import names_speaker
from pipeline.extract.theatre import country_of

# Words of one place phrase: "the Salihiah neighbourhood of Hasakah city in the north-eastern province".
_PHRASE = 12
_JOINTS = frozenset({"and", ",", "&", "the", "as", "well", "provinces", "province", "city", "'s", "’s"})
_SUM_GAP = 8
_LIST_GAP = 10
_ANEW = frozenset({"in", "around", "near", "at", "outside"})
# "Syria, near the city of Palmyra"
_NEAR_REACH = 5
_QUARTER_GAP = 5
_BEARING_REACH = 8
# First-level units of countries at war are seldom wider than this from their capital; Homs, of the widest, has 100 km.
_FAR = {"km": 100, "kilometres": 100, "kilometers": 100, "miles": 60}


def lies_far(scene: Scene, placed: Placed) -> bool:
    """Whether it happened so far from a town that its province says nothing: "130 km north of Mogadishu"."""
    if not (placed.mention.direction or "").endswith(" of"):
        return False
    tokens = scene.doc.tokens
    for at in range(max(0, placed.first - _BEARING_REACH), placed.first - 1):
        if tokens.lowers[at + 1] in _FAR and (far := plain_number(tokens.lowers[at])) is not None:
            return far >= _FAR[tokens.lowers[at + 1]]
    return False


def shared(scene: Scene, here: list[Placed], best: Placed, first: int = -1) -> Place | None:
    """The country, where the place is one of several in different provinces told in one breath."""
    country = country_of(scene)
    home = country is not None and country.country == best.mention.place.country
    return country if home and _scattered(scene, here, best, first) else None


def _scattered(scene: Scene, here: list[Placed], best: Placed, first: int) -> bool:
    """Whether the place is one of several in different provinces told in one breath ("in Homs and Aleppo")."""
    for placed in here:
        gap = scene.doc.tokens.lowers[min(placed.past, best.past) : max(placed.first, best.first)]
        place = placed.mention.place
        if not place.admin1 or place.admin1 == best.mention.place.admin1:
            continue
        if (len(gap) <= 3 and set(gap) <= _JOINTS) or _summed(scene, placed, best, gap, first):
            return True
    return False


def _summed(scene: Scene, left: Placed, right: Placed, gap: list[str], figure: int) -> bool:
    """Whether a figure told after two places counts for both ("in Homs and around the city of Hama, killing nine")."""
    return figure >= max(left.first, right.first) and _coordinates(scene, left, right, gap)


def _coordinates(scene: Scene, left: Placed, right: Placed, gap: list[str]) -> bool:
    """Whether an "and" with nothing that happens around it ties two places ("of Homs and two in and around Hama")."""
    joined = len(gap) <= _SUM_GAP and "and" in gap and ("," not in gap or _is_last(scene, right))
    if not joined and (len(gap) > _LIST_GAP or not _repeats(scene, right, gap)):
        return False
    low, high = min(left.past, right.past), max(left.first, right.first)
    if scene.bars[high] - scene.bars[low] >= HARD_COST:
        return False  # "100 killed in Hama, while in Deir al-Zor it counted 19 dead"
    return not scene.measures.between(low, high) and not scene.acts.between(low, high)


def _repeats(scene: Scene, right: Placed, gap: list[str]) -> bool:
    """Whether a list goes on with a preposition said anew and nothing that happens there: "in Homs, around Hama"."""
    return "," in gap and not _ANEW.isdisjoint(gap[gap.index(",") :]) and _is_last(scene, right)


def _is_last(scene: Scene, right: Placed) -> bool:
    """Whether nothing is told behind a place that happens there alone: "in Homs, and near Hama shells killed two"."""
    stop = min(scene.doc.sentence_at(right.mention.start).past, right.past + _SUM_GAP)
    return not (scene.acts.between(right.past, stop) or scene.measures.between(right.past, stop))


def inner_of(scene: Scene, here: list[Placed], best: Placed, first: int) -> Placed:
    """The most specific place of the same phrase: "the town of X in Y province"."""
    if best.mention.place.precision == "country" and holds_across(scene, best):
        return best
    if best.mention.place.precision == "country":
        inside = [p for p in here if contains(best.mention.place, p.mention.place) and not names_speaker(scene, p)]
        inside = [p for p in inside if not is_of_others(scene, p, best, first)]
        attached = [p for p in inside if p.past + 1 == best.first and scene.doc.tokens.lowers[p.past] in {"in", ","}]
        inside = attached or [p for p in inside if not is_near(p)] or [p for p in inside if _follows(scene, best, p)]
        best = min(inside, key=lambda p: (scene.distance(p.first, best.first), p.first), default=best)
    best = next((p for p in here if _is_quarter(scene, p, best)), best)
    for placed in here:
        if scene.distance(placed.first, best.first) > _PHRASE or is_near(placed) or names_speaker(scene, placed):
            continue
        outer, inner = best.mention.place, placed.mention.place
        finer = inner.precision == "exact" and outer.precision in {"admin1", "admin2"} and inner.admin1 == outer.admin1
        if finer or contains(outer, inner) or _is_vague(outer, inner):
            best = placed
    return best


def _is_quarter(scene: Scene, inner: Placed, outer: Placed) -> bool:
    """Whether a place is told to be a part of another: "the Haret Hreik suburb of Beirut", in another province."""
    gap = scene.doc.tokens.lowers[inner.past : outer.first]
    if not 2 <= len(gap) <= _QUARTER_GAP or gap[-1] != "of" or scene.doc.gazetteer is None:
        return False
    roles = scene.doc.gazetteer.vocabulary.roles
    return any("part" in roles.get(word, ()) for word in gap[:-1])


def _is_vague(outer: Place, inner: Place) -> bool:
    """Whether one is an area over many provinces told beside a town of one: "in Darfur ... near Nyala"."""
    return is_wide(outer) and outer.country == inner.country and inner.admin1 is not None


def _follows(scene: Scene, outer: Placed, near: Placed) -> bool:
    """Whether "near" says where in a country: "in eastern Syria near Palmyra", "near Palmyra, Syria"."""
    if near.first < outer.first:
        return (
            scene.doc.tokens.lowers[near.past : near.past + 1] in (["in"], [","])
            and outer.first - near.past <= _NEAR_REACH
        )
    return near.first - outer.past <= _NEAR_REACH


def joined(scene: Scene, left: Placed, right: Placed) -> bool:
    """Whether two places of different provinces are items of one list: "in Homs and Hama"."""
    one, other = left.mention.place, right.mention.place
    if one.country != other.country or not one.admin1 or not other.admin1:
        return False
    gap = scene.doc.tokens.lowers[left.past : right.first]
    return (len(gap) <= 3 and set(gap) <= _JOINTS) or _coordinates(scene, left, right, gap)

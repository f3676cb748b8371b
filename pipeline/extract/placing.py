"""Where something told at one place of an article happened.

Belongs here: choosing among the places of an article the one that holds at a span. Does not: finding places (`places`),
times (`timing`).
"""

from bisect import bisect_left
from datetime import timedelta
from operator import attrgetter

from pipeline.extract.annotate import Annotated
from pipeline.extract.beginnings import lasts
from pipeline.extract.beside import is_of_others, lies_ahead, of_beginning, of_some
from pipeline.extract.by_place import PLACE_BY_PLACE, parts_apart, place_of_parts
from pipeline.extract.carried import LEAD
from pipeline.extract.demonyms import people_between, people_of_side
from pipeline.extract.model import Place
from pipeline.extract.nations import of_nations_day, own_side
from pipeline.extract.nearness import opens_item, place_price
from pipeline.extract.numerals import plain_number
from pipeline.extract.places import contains
from pipeline.extract.pointing import called_so, dated_alike, is_left, pointed_at, told_there
from pipeline.extract.refining import counts_hours, holds_across, is_near, refined
from pipeline.extract.roads import off_road
from pipeline.extract.round_up_heads import headings
from pipeline.extract.scene import HARD_COST, Placed, Scene, scene_of
from pipeline.extract.spots import is_target, names_speaker, places_in, seats_officials, sentence_of
from pipeline.extract.telling import is_event, own_time, tells_act
from pipeline.extract.theatre import country_of, is_compared, is_digest, main_place, policed_town, seats_speaker
from pipeline.extract.time import TimeMention
from pipeline.extract.totals import (
    MAIN_EVENT,
    WHOLE_COUNTRY,
    names_country,
    of_total,
    of_war,
    opens_elsewhere,
    stays_within,
    tells_everywhere,
    tells_part,
)
from pipeline.extract.war_told import tells_war

NATIONWIDE = f"told of {WHOLE_COUNTRY}"
_PART = "a part of the country that no name bounds"
# How the trace of a country ends whose sentence counts up a day.
COUNTED_UP = "counted up"
ACROSS = "all of it in its sentence"
_HARMED = frozenset({"killed", "injured"})
_OPENS = 3
_NEAR_CARRY = 3
# Words of one place phrase: "the Salihiah neighbourhood of Hasakah city in the north-eastern province".
_PHRASE = 12
_JOINTS = frozenset({"and", ",", "&", "the", "as", "well", "provinces", "province", "city", "'s", "’s"})
_SUM_GAP = 8
_LIST_GAP = 10
_ANEW = frozenset({"in", "around", "near", "at", "outside"})
_START = attrgetter("start")
# "On the Israeli side, 47 civilians and 73 soldiers were killed".
_SIDE_REACH = 10
# "Syria, near the city of Palmyra"
_NEAR_REACH = 5
_QUARTER_GAP = 5
_LONG_AGO = timedelta(days=365)
_PEOPLE_REACH = 2
_BEARING_REACH = 8
# First-level units of countries at war are seldom wider than this from their capital; Homs, of the widest, has 100 km.
_FAR = {"km": 100, "kilometres": 100, "kilometers": 100, "miles": 60}


def place_of(doc: Annotated, sentence_index: int, first: int, past: int) -> tuple[Place | None, str]:
    """The place at which what is told at tokens `first` to `past` happened, and how it was decided."""
    scene = scene_of(doc)
    here = _told_here(scene, sentence_index, past)
    if tells_everywhere(scene, sentence_index) and country_of(scene) is not None:
        return country_of(scene), NATIONWIDE
    if tells_war(scene, sentence_index, first, past) and (here or not stays_within(scene, sentence_index)):
        counted = of_war(scene, here, past)
        if counted is not None:
            return counted
    if (side := _on_side(scene, sentence_index, here, first, past)) is not None:
        return side
    here = off_road(scene, _under_head(scene, sentence_index, here))
    parts = parts_apart(scene, sentence_index, here, first, past)
    if parts.apart:
        whole = place_of_parts(scene, parts, country_of(scene))
        if whole is not None:
            return whole, PLACE_BY_PLACE
        here = parts.left
    if here:
        return _chosen(scene, sentence_index, here, first, past)
    if (wide := _of_country(scene, sentence_index, past)) is not None:
        return wide
    told = own_time(doc, sentence_index, first, past)
    if told is not None and (abroad := _of_people_abroad(scene, told, first, past)) is not None:
        return abroad
    total = of_total(scene, sentence_index, told, first, past) if told is not None else None
    return total or carried_place(scene, sentence_index)


def _on_side(scene: Scene, index: int, here: list[Placed], first: int, past: int) -> tuple[Place, str] | None:
    """The country on whose side people were harmed, where a sentence names no place in it."""
    people = people_of_side(scene.doc, first, past, _SIDE_REACH)
    if people is not None and people.place.country not in {scene.country, *(p.mention.place.country for p in here)}:
        return people.place, f"on the side of «{people.surface}»"
    own = own_side(scene, index, past)
    return (own.mention.place, f"on the side of «{own.mention.surface}»") if own is not None else None


def _of_country(scene: Scene, index: int, past: int) -> tuple[Place, str] | None:
    """The country, where a sentence leaves the town told before: "elsewhere", "in the north"."""
    country = country_of(scene)
    if country is None:
        return None
    if opens_elsewhere(scene, index):
        return country, NATIONWIDE
    part = tells_part(scene, index) and not _stays_in_area(scene, index)
    return (country, _PART) if part else of_nations_day(scene, index, past)


def _told_here(scene: Scene, index: int, past: int) -> list[Placed]:
    """The places of a sentence that can be those of the people counted before `past`."""
    here = [p for p in places_in(scene, index) if not (of_some(scene, p, past) or seats_speaker(scene, p))]
    return [p for p in here if not (of_beginning(scene, p, past) or lies_ahead(scene, p))]


def _chosen(scene: Scene, index: int, here: list[Placed], first: int, past: int) -> tuple[Place, str]:
    """Of the places of a sentence that one which holds, unless it only seats who tells of what was told before."""
    if len(here) == 1 and seats_officials(scene, here[0]) and (lately := _told_lately(scene, index)) is not None:
        return lately
    best = min(here, key=lambda p: (place_price(scene, p, first, past), p.first))
    best = _inner(scene, here, _within_opening(scene, index, here, best, first), first)
    return _settled(scene, index, here, best, first)


def _of_people_abroad(scene: Scene, told: TimeMention, first: int, past: int) -> tuple[Place, str] | None:
    """Where another war's dead of long ago were at home: "the war of 2006 killed 1,200 Lebanese"."""
    published = scene.doc.published_on
    if published is None or told.last is None or published - told.last <= _LONG_AGO:
        return None
    people = people_between(scene.doc, first, past + _PEOPLE_REACH)
    if people is None or people.place.country == scene.country:
        return None
    return people.place, f"«{people.surface}» of another war"


def _stays_in_area(scene: Scene, index: int) -> bool:
    """Whether a story of one province or of another country goes on: "the Gaza Strip ... in the north"."""
    if names_country(scene, index):
        return False
    lately = [p.mention.place for i in range(max(0, index - _NEAR_CARRY), index) for p in places_in(scene, i)]
    return any(p.precision in {"admin1", "admin2"} or p.country != scene.country for p in lately)


def _within_opening(scene: Scene, index: int, here: list[Placed], best: Placed, first: int) -> Placed:
    """The place in the country that opens a sentence: "Elsewhere in Syria 12 people were killed in raids on Azaz"."""
    if best.mention.place.precision != "country" or best.first - scene.doc.sentences[index].first > _OPENS:
        return best
    inside = [p for p in here if p.first > first and contains(best.mention.place, p.mention.place)]
    fine = [p for p in inside if p.mention.place.precision != "country" and not p.mention.direction]
    return min(fine, key=lambda p: p.first, default=best)


def _under_head(scene: Scene, index: int, here: list[Placed]) -> list[Placed]:
    """Of the places of an item that one which heads it ("Sirte: its fall displaced 750 families to Misrata").

    Another clause may tell who reached another country: "Syria: 9,000 fled Manbij; 400 have crossed to Dohuk in Iraq".
    """
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if not here or here[0].first > sentence.first + 1 or not opens_item(scene, here[0]):
        return here
    head = here[0]
    return [
        p
        for p in here
        if opens_item(scene, p)
        or contains(head.mention.place, p.mention.place)
        or (p.mention.place.country != head.mention.place.country and ";" in lowers[head.past : p.first])
    ]


def places_of(doc: Annotated, sentence_index: int, first: int, past: int) -> list[tuple[Place | None, str]]:
    """Every place of what is told at several at once ("clashes in Homs and Daraa"); else the one of `place_of`."""
    scene = scene_of(doc)
    here = places_in(scene, sentence_index)
    if not here and tells_part(scene, sentence_index):
        return [carried_place(scene, sentence_index)]  # "in the north" of those who break a truce is a front's
    if not here or tells_war(scene, sentence_index, first, past):
        return [place_of(doc, sentence_index, first, past)]
    best = _inner(scene, here, min(here, key=lambda p: (place_price(scene, p, first, past), p.first)), first)
    latter = _latter(scene, sentence_index, here, past)
    if latter is not None:
        return [(latter.mention.place, f"«{latter.mention.surface}», the latter, in its sentence")]
    parts = parts_apart(scene, sentence_index, here, first, past)
    if parts.apart and not parts.left:  # "raids on two villages killed nine: five in Haris and four in Tallousa"
        return [(p.mention.place, f"«{p.mention.surface}» in its sentence") for p in parts.apart]
    chain = _chain(scene, here, best)
    if len({p.mention.place.admin1 for p in chain}) > 1:
        return [(p.mention.place, f"«{p.mention.surface}» in its sentence") for p in chain]
    return [place_of(doc, sentence_index, first, past)]


def _latter(scene: Scene, index: int, here: list[Placed], past: int) -> Placed | None:
    """The place that "the latter" means."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    for k in range(past, min(sentence.past, past + 10)):
        if lowers[k] == "latter":
            return next((p for p in reversed(here) if p.past <= k), None)
    return None


def _chain(scene: Scene, here: list[Placed], best: Placed) -> list[Placed]:
    """The places that are told in one breath with `best`."""
    here = [p for p in here if p is best or p.mention.place.precision != "country"]
    at = here.index(best)
    low = high = at
    while low > 0 and _joined(scene, here[low - 1], here[low]):
        low -= 1
    while high + 1 < len(here) and _joined(scene, here[high], here[high + 1]):
        high += 1
    return here[low : high + 1]


def _joined(scene: Scene, left: Placed, right: Placed) -> bool:
    one, other = left.mention.place, right.mention.place
    if one.country != other.country or not one.admin1 or not other.admin1:
        return False
    gap = scene.doc.tokens.lowers[left.past : right.first]
    return (len(gap) <= 3 and set(gap) <= _JOINTS) or _coordinates(scene, left, right, gap)


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


def _settled(scene: Scene, index: int, here: list[Placed], best: Placed, first: int) -> tuple[Place, str]:
    place = best.mention.place
    if _lies_far(scene, best) and (country := country_of(scene)) is not None and country.country == place.country:
        return country, f"far from «{best.mention.surface}»"
    if any(is_of_others(scene, p, best, first) for p in here if place.precision == "country"):
        return place, f"«{best.mention.surface}» in its sentence"
    if place.precision == "country" or is_near(best):
        finer = refined(scene, index, best, first)
        if finer is not None and (finer in here or finer not in places_in(scene, index)):
            return finer.mention.place, f"«{finer.mention.surface}» in sentence {sentence_of(scene, finer)}"
        if holds_across(scene, best):
            return place, f"«{best.mention.surface}», {ACROSS}"
        if index <= LEAD and counts_hours(scene, index):
            return place, f"«{best.mention.surface}» in its sentence, {COUNTED_UP}"
    elif (country := _shared(scene, here, best, first)) is not None:
        return country, "several provinces are named together"
    return place, f"«{best.mention.surface}» in its sentence"


def _lies_far(scene: Scene, placed: Placed) -> bool:
    """Whether it happened so far from a town that its province says nothing: "130 km north of Mogadishu"."""
    if not (placed.mention.direction or "").endswith(" of"):
        return False
    tokens = scene.doc.tokens
    for at in range(max(0, placed.first - _BEARING_REACH), placed.first - 1):
        if tokens.lowers[at + 1] in _FAR and (far := plain_number(tokens.lowers[at])) is not None:
            return far >= _FAR[tokens.lowers[at + 1]]
    return False


def _of_one_or_all(scene: Scene, here: list[Placed], best: Placed, where: str) -> tuple[Place, str]:
    """The place of another sentence, or the country where that sentence names several provinces together."""
    country = _shared(scene, here, best)
    if country is not None:
        return country, f"several provinces {where}"
    return best.mention.place, f"«{best.mention.surface}» {where}"


def _shared(scene: Scene, here: list[Placed], best: Placed, first: int = -1) -> Place | None:
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


def _inner(scene: Scene, here: list[Placed], best: Placed, first: int) -> Placed:
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
    wide = outer.precision == "admin1" and outer.admin1 is None
    return wide and outer.country == inner.country and inner.admin1 is not None


def _follows(scene: Scene, outer: Placed, near: Placed) -> bool:
    """Whether "near" says where in a country: "in eastern Syria near Palmyra", "near Palmyra, Syria"."""
    if near.first < outer.first:
        return (
            scene.doc.tokens.lowers[near.past : near.past + 1] in (["in"], [","])
            and outer.first - near.past <= _NEAR_REACH
        )
    return near.first - outer.past <= _NEAR_REACH


def carried_place(scene: Scene, index: int) -> tuple[Place | None, str]:
    """The place that the sentences before tell, for one that names none."""
    head = headings(scene.doc).get(scene.doc.sentences[index].paragraph)
    if head is not None:
        return head.mention.place, f"«{head.mention.surface}» heads the paragraph"
    pointed = pointed_at(scene, index)
    if pointed is not None:
        return pointed
    if (lately := _told_lately(scene, index)) is not None:
        return lately
    if (called := called_so(scene, index)) is not None:
        return called
    main = main_place(scene.doc)
    if main is not None:
        return main.mention.place, f"«{main.mention.surface}», {MAIN_EVENT}"
    for ahead in range(index + 1, min(len(scene.doc.sentences), index + 4)) if index <= LEAD else ():
        here = [p for p in places_in(scene, ahead) if not (seats_speaker(scene, p) or is_compared(scene, p))]
        here = [p for p in here if p.mention.place.country == scene.country] or here
        if here:
            return _of_one_or_all(scene, here, here[0], f"in sentence {ahead}")
    if (policed := policed_town(scene.doc)) is not None:
        return policed.mention.place, f"«{policed.mention.surface}», whose police the story tells of"
    country = country_of(scene)
    return (country, "the article's country") if country else (None, "no place told")


def _told_lately(scene: Scene, index: int) -> tuple[Place, str] | None:
    """The place of the last event told before a sentence, or of the one on whose day it goes on."""
    for back in (*dated_alike(scene, index), *range(index - 1, max(-1, index - _NEAR_CARRY - 1), -1)):
        if (there := told_there(scene, back)) is not None:
            return there.mention.place, f"«{there.mention.surface}», to which sentence {back} points back"
        here = [p for p in places_in(scene, back) if p.mention.place.precision != "country" and not is_target(scene, p)]
        here = [p for p in here if not (is_compared(scene, p) or seats_speaker(scene, p) or is_left(scene, p))]
        here = off_road(scene, [p for p in here if not _lies_far(scene, p)])
        if here and (is_event(scene, back) or _counts_dead(scene, back)) and not _only_shelters(scene, back, index):
            best = _inner(scene, here, here[0], here[0].first)
            if best.mention.place.admin1 is None and _sure(scene, best):
                continue  # a state of two sides ("Puntland") says less than the town that the story tells of
            if best.mention.place.country != scene.country and _tells_on(scene, index):
                return None
            if _leaves_country(scene, best) and not (tells_act(scene, back) or _counts_harmed(scene, back)):
                continue
            return _of_one_or_all(scene, here, best, f"carried from sentence {back}")
    return None


def _only_shelters(scene: Scene, back: int, index: int) -> bool:
    """Whether people only found shelter there, before a sentence of dead: "42,000 are in camps in Iligan"."""
    if {m.entry.measure for m in scene.measures.of(back)} != {"displaced"} or not _counts_harmed(scene, index):
        return False
    before = any(places_in(scene, i) for i in range(max(0, back - _NEAR_CARRY), back))
    return before and not tells_act(scene, back)


def _leaves_country(scene: Scene, placed: Placed) -> bool:
    """Whether a town lies outside the country in which the story has had its place."""
    main = main_place(scene.doc) if placed.mention.place.country != scene.country else None
    return main is not None and sentence_of(scene, main) < sentence_of(scene, placed) and not is_digest(scene)


def _counts_harmed(scene: Scene, index: int) -> bool:
    """Whether a sentence counts people who were killed or hurt."""
    return any(m.entry.measure in _HARMED for m in scene.measures.of(index))


def _tells_on(scene: Scene, index: int) -> bool:
    """Whether a sentence goes on with the story's own fight: "four of them were killed in the fighting"."""
    lowers = scene.doc.tokens.lowers
    told = any(lasts(t) and lowers[max(0, t.start - 2) : t.start] == ["in", "the"] for t in scene.acts.of(index))
    return told and not is_digest(scene)


def _counts_dead(scene: Scene, index: int) -> bool:
    """Whether a sentence counts bodies, dead or wounded without a verb of harm ("2,900 bodies were collected")."""
    persons, sentence = scene.doc.persons, scene.doc.sentences[index]
    at = bisect_left(persons, sentence.first, key=_START)
    while at < len(persons) and persons[at].start < sentence.past:
        if persons[at].entry.measure in {"killed", "injured"}:
            return True
        at += 1
    return False


def _sure(scene: Scene, vague: Placed) -> bool:
    """Whether the story has a place of its own in the country of one that lies in no province."""
    main = main_place(scene.doc)
    return main is not None and main.mention.place.country == vague.mention.place.country

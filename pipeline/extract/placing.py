"""Where something told at one place of an article happened.

Belongs here: choosing among the places of an article the one that holds at a span. Does not: finding places (`places`),
times (`timing`).
"""

from bisect import bisect_left
from datetime import timedelta
from operator import attrgetter

from pipeline.extract.annotate import Annotated
from pipeline.extract.beginnings import lasts
from pipeline.extract.beside import has_own_part, is_of_others, lies_ahead, of_beginning, of_some
from pipeline.extract.by_place import PLACE_BY_PLACE, parts_apart, place_of_parts
from pipeline.extract.carried import LEAD
from pipeline.extract.demonyms import people_between, people_of_side
from pipeline.extract.model import Place
from pipeline.extract.named_soon import named_later
from pipeline.extract.nations import of_border_war, of_foe_at_home, of_nations_day, own_side, this_side
from pipeline.extract.nearness import opens_item, place_price
from pipeline.extract.one_breath import inner_of, joined, lies_far, shared
from pipeline.extract.places import contains
from pipeline.extract.pointing import called_so, dated_alike, is_left, pointed_at, told_there
from pipeline.extract.refining import counts_hours, holds_across, is_near, is_wide, refined, tells_apart
from pipeline.extract.roads import off_road
from pipeline.extract.round_up_heads import headings
from pipeline.extract.scene import Placed, Scene, scene_of
from pipeline.extract.spots import is_target, places_in, seats_officials, sentence_of
from pipeline.extract.stretches import record_since
from pipeline.extract.telling import is_event, own_time, tells_act
from pipeline.extract.theatre import (
    country_of,
    is_compared,
    is_digest,
    main_place,
    opens_another,
    policed_town,
    seats_speaker,
)
from pipeline.extract.time import TimeMention
from pipeline.extract.totals import (
    MAIN_EVENT,
    WHOLE_COUNTRY,
    goes_on_of,
    names_country,
    of_state_that_counts,
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
# "44 of them in a bombing in Peshawar"
_PART_REACH = 6
_NEAR_CARRY = 3
_START = attrgetter("start")
# "On the Israeli side, 47 civilians and 73 soldiers were killed".
_SIDE_REACH = 10
_LONG_AGO = timedelta(days=365)
_PEOPLE_REACH = 2


def place_of(doc: Annotated, sentence_index: int, first: int, past: int) -> tuple[Place | None, str]:
    """The place at which what is told at tokens `first` to `past` happened, and how it was decided."""
    scene = scene_of(doc)
    here = _told_here(scene, sentence_index, past)
    if any(past <= p.first <= past + _PART_REACH and has_own_part(scene, p) for p in here):
        return _chosen(scene, sentence_index, here, first, past)
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
    wide = _of_nation(scene, sentence_index, first, past) or _of_country(scene, sentence_index, past)
    if wide is not None:
        return wide
    return _of_time(scene, sentence_index, first, past) or carried_place(scene, sentence_index)


def _of_time(scene: Scene, index: int, first: int, past: int) -> tuple[Place, str] | None:
    """The place of what a sentence without one tells of a long time: another war's, or a total's."""
    told = own_time(scene.doc, index, first, past) or record_since(scene, index, first, past)
    if told is None:
        return None
    abroad = _of_people_abroad(scene, told, first, past) or of_state_that_counts(scene, index, told, first, past)
    return abroad or of_total(scene, index, told, first, past)


def _of_nation(scene: Scene, index: int, first: int, past: int) -> tuple[Place, str] | None:
    """The state at a border in which people were harmed, where the story would go on in the other one."""
    nation = of_border_war(scene, index, first, past) or this_side(scene, index)
    if nation is None:
        return None
    there, _ = carried_place(scene, index)
    return nation if there is None or there.country != nation[0].country else None


def _on_side(scene: Scene, index: int, here: list[Placed], first: int, past: int) -> tuple[Place, str] | None:
    """The country on whose side people were harmed, where a sentence names no place in it."""
    people = people_of_side(scene.doc, first, past, _SIDE_REACH)
    if people is not None and people.place.country not in {scene.country, *(p.mention.place.country for p in here)}:
        return people.place, f"on the side of «{people.surface}»"
    if (at_home := of_foe_at_home(scene, index, first, past)) is not None:
        return at_home
    own = own_side(scene, index, past)
    return (own.mention.place, f"on the side of «{own.mention.surface}»") if own is not None else None


def _of_country(scene: Scene, index: int, past: int) -> tuple[Place, str] | None:
    """The country, where a sentence leaves the town told before: "elsewhere", "in the north"."""
    country = country_of(scene)
    if country is None:
        return None
    if opens_elsewhere(scene, index) or (goes_on_of(scene, index) and tells_everywhere(scene, index - 1)):
        return country, NATIONWIDE
    part = tells_part(scene, index) and (tells_apart(scene, index) or not _stays_in_area(scene, index))
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
    best = inner_of(scene, here, _within_opening(scene, index, here, best, first), first)
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
    best = inner_of(scene, here, min(here, key=lambda p: (place_price(scene, p, first, past), p.first)), first)
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
    while low > 0 and joined(scene, here[low - 1], here[low]):
        low -= 1
    while high + 1 < len(here) and joined(scene, here[high], here[high + 1]):
        high += 1
    return here[low : high + 1]


def _settled(scene: Scene, index: int, here: list[Placed], best: Placed, first: int) -> tuple[Place, str]:
    place = best.mention.place
    if lies_far(scene, best) and (country := country_of(scene)) is not None and country.country == place.country:
        return country, f"far from «{best.mention.surface}»"
    if any(is_of_others(scene, p, best, first) for p in here if place.precision == "country"):
        return place, f"«{best.mention.surface}» in its sentence"
    if place.precision == "country" or is_near(best) or is_wide(place):
        finer = refined(scene, index, best, first)
        if finer is not None and (finer in here or finer not in places_in(scene, index)):
            return finer.mention.place, f"«{finer.mention.surface}» in sentence {sentence_of(scene, finer)}"
        if holds_across(scene, best):
            return place, f"«{best.mention.surface}», {ACROSS}"
        if index <= LEAD and counts_hours(scene, index):
            return place, f"«{best.mention.surface}» in its sentence, {COUNTED_UP}"
    elif (country := shared(scene, here, best, first)) is not None:
        return country, "several provinces are named together"
    return place, f"«{best.mention.surface}» in its sentence"


def _of_one_or_all(scene: Scene, here: list[Placed], best: Placed, where: str) -> tuple[Place, str]:
    """The place of another sentence, or the country where that sentence names several provinces together."""
    country = shared(scene, here, best)
    if country is not None:
        return country, f"several provinces {where}"
    return best.mention.place, f"«{best.mention.surface}» {where}"


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
    if index <= LEAD and (named := named_later(scene, index)) is not None:
        return named.mention.place, f"«{named.mention.surface}», named in sentence {sentence_of(scene, named)}"
    main = main_place(scene.doc)
    if main is not None:
        return main.mention.place, f"«{main.mention.surface}», {MAIN_EVENT}"
    if index <= LEAD and (ahead := _told_ahead(scene, index)) is not None:
        return ahead
    if (policed := policed_town(scene.doc)) is not None:
        return policed.mention.place, f"«{policed.mention.surface}», whose police the story tells of"
    country = country_of(scene)
    return (country, "the article's country") if country else (None, "no place told")


def _told_ahead(scene: Scene, index: int) -> tuple[Place, str] | None:
    """The place that the sentences behind a lead name, until one opens with another event."""
    for ahead in range(index + 1, min(len(scene.doc.sentences), index + 4)):
        if opens_another(scene, ahead):
            break
        here = [p for p in places_in(scene, ahead) if not (seats_speaker(scene, p) or is_compared(scene, p))]
        here = off_road(scene, [p for p in here if not is_left(scene, p)])
        here = [p for p in here if p.mention.place.country == scene.country] or here
        if here:
            return _of_one_or_all(scene, here, here[0], f"in sentence {ahead}")
    return None


def _told_lately(scene: Scene, index: int) -> tuple[Place, str] | None:
    """The place of the last event told before a sentence, or of the one on whose day it goes on."""
    for back in (*dated_alike(scene, index), *range(index - 1, max(-1, index - _NEAR_CARRY - 1), -1)):
        if (there := told_there(scene, back)) is not None:
            return there.mention.place, f"«{there.mention.surface}», to which sentence {back} points back"
        here = [p for p in places_in(scene, back) if p.mention.place.precision != "country" and not is_target(scene, p)]
        here = [p for p in here if not (is_compared(scene, p) or seats_speaker(scene, p) or is_left(scene, p))]
        here = off_road(scene, [p for p in here if not (lies_far(scene, p) or has_own_part(scene, p))])
        if here and (is_event(scene, back) or _counts_dead(scene, back)) and not _only_shelters(scene, back, index):
            best = inner_of(scene, here, here[0], here[0].first)
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

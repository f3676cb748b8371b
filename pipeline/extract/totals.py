"""Where a total holds: a war's, a month's, one that the text gives for a whole country.

Belongs here: what makes a figure a total, and the country, province or campaign that it counts. Does not: the places of
single events (`placing`).
"""

import re
from itertools import compress, count, pairwise

from pipeline.extract.beginnings import lasts
from pipeline.extract.beside import has_own_part, of_some
from pipeline.extract.carried import LEAD
from pipeline.extract.demonyms import people_between
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.reviews import is_one_event
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.spots import is_target, places_in
from pipeline.extract.telling import tells_act
from pipeline.extract.theatre import country_of, main_place
from pipeline.extract.time import TimeMention
from pipeline.extract.tokens import POSSESSIVES
from pipeline.extract.wars import name_of_war

WHOLE_COUNTRY = "the whole country"
MAIN_EVENT = "the place of the main event"
_WHOLE = (
    "across the country",
    "across the island",
    "across the nation",
    "around the country",
    "throughout the country",
    "across the conflict zone",
    "neighbouring countries",
    "neighboring countries",
    "elsewhere in the country",
    "in the whole country",
    "in the entire country",
    "all over the country",
    "various parts of the country",
    "different parts of the country",
    "several parts of the country",
    "many parts of the country",
    "elsewhere across the country",
    "around the island",
    "throughout the island",
    "nationwide",
    "countrywide",
    "fled abroad",
    "fled the country",
)
# "In 17 states", "across six provinces", "in six of the country's 26 states": nobody can name them all.
_DIVISIONS = frozenset("provinces states governorates departments prefectures regions".split())
_UNITS = _DIVISIONS | {"districts", "counties"}
_VARIOUS = frozenset({"various", "different", "separate"})
_FEW = frozenset("two three four five six seven eight nine ten eleven twelve several many various different".split())
_DIVISIONS_REACH = 7
_SAID_REACH = 4
_AREAS = frozenset({"province", "settlement", "district", "part", "area", "camp", "hamlet"})
# "In the north of the country", "across the northwest", "in the country's east".
_COMPASS = frozenset(
    f"{side}{joint}{turn}" for side in ("north", "south") for joint in ("", "-") for turn in ("east", "west")
) | {"north", "south", "east", "west", "centre", "center"}
_COUNTRY = frozenset({"country", "nation"})
_PART_REACH = 3
# What may follow "in the north" that is no noun of its own ("the north bank").
_GOES_ON = frozenset(
    "and on since have has had was were is are over after in by during last said left for where when as".split()
)
_POINTERS = frozenset({"the", "that", "this", "its", "their"})
_WITHIN = frozenset({"in", "inside", "within", "across", "throughout"})
_INSIDE = frozenset({"in", "inside", "within"})
_LEADING = frozenset({"modifier", "locative", "settlement"})
# Words between "in" and "port": "in the besieged southern port".
_POINT_REACH = 4
# Days from which a toll without a place is the country's: a week, or three days where it is told as running.
_TOTAL_DAYS = 7
_TOTAL_SINCE = 3
_LONG = 30
_MONTHS = 58
_RUNNING = frozenset({"since", "year", "truce", "past"})
# "The worst since a bombing in May that killed 9" tells of one event.
_ONCE = re.compile(r"since (?:an?|another) ", re.IGNORECASE)
# Sentences before a total in which the campaign that it counts is told with its place.
_TOLD_LATELY = 4
# "Those groups are held responsible for 700 deaths": what tells of no place.
_BANDS = frozenset("group groups militia militias rebels insurgents jihadists militants gangs gunmen factions".split())
_ARMIES = frozenset("army military forces troops police gendarmerie peacekeepers navy guard".split())
_LOSER_REACH = 5
_OWN_COUNT = frozenset("says said reports reported puts counts acknowledges admits confirms".split())
_ITS_DEAD = frozenset("dead people civilians residents deaths fatalities citizens wounded injured".split())
_MEN_OF_STATE, _MEN_REACH = frozenset("soldiers troops policemen servicemen personnel gendarmes".split()), 5
# "Two million people have fled their homes from a war".
_WAR_REACH = 8
# "40,000 Pakistanis": words between a number and the people.
_PEOPLE_REACH = 2


def is_total(told: TimeMention) -> bool:
    """Whether a time is so long that a toll over it is not of the place told last."""
    if told.kind == "war":
        return True
    if told.first is None or told.last is None or told.kind == "anaphor":
        return False
    if told.kind == "truce":
        return (told.last - told.first).days > _LONG  # "331 have been killed since the ceasefire took effect"
    return (told.last - told.first).days >= (_TOTAL_SINCE if told.kind == "since" else _TOTAL_DAYS)


def runs_long(told: TimeMention) -> bool:
    """Whether it counts since so long ago that no one event has it: "since January"."""
    since = told.kind == "since" and not _ONCE.match(told.text)
    return since and told.first is not None and told.last is not None and (told.last - told.first).days > _LONG


def of_total(scene: Scene, index: int, told: TimeMention, first: int, past: int) -> tuple[Place, str] | None:
    """The place of a total whose sentence names none: the country for a war's, else that of the story."""
    if not is_total(told) or is_one_event(scene, index, told):
        return None
    if points_back(scene, index) or stays_within(scene, index):
        return None
    main, country = main_place(scene.doc), country_of(scene)
    if country is not None and (whole := _of_whole_country(scene, index, told, past)) is not None:
        province = _province_at_war(scene) if is_wars(scene, index, told) else None
        return province.mention.place if province is not None else country, whole
    people = people_between(scene.doc, first, past + _PEOPLE_REACH)
    if people is not None and people.place.country == scene.country:
        return people.place, f"a total of «{people.surface}»"
    campaign = _of_campaign(scene, index, told)
    if campaign is not None:
        return campaign.mention.place, f"«{campaign.mention.surface}», of the campaign «{told.text}»"
    if country is not None and _is_long_running(scene, told) and not _names_province(scene, main):
        return country, f"a total «{told.text}» that names no place"
    if country is not None and main is not None and _has_part_beyond(scene, index, main, past):
        return country, f"a total «{told.text}» with parts in provinces"
    if main is not None:
        return main.mention.place, f"«{main.mention.surface}», {MAIN_EVENT}, for a total"
    if country is not None:
        return country, f"a total «{told.text}» that names no place"
    return None


def of_state_that_counts(
    scene: Scene, index: int, told: TimeMention, first: int, past: int
) -> tuple[Place, str] | None:
    """The state that tells of its own dead: "Thailand reports 20 dead since Thursday; Cambodia says 13 people died"."""
    lowers = scene.doc.tokens.lowers
    if not is_total(told) or _ITS_DEAD.isdisjoint(lowers[first : past + 1]):
        return None
    states = [p for p in scene.places.of(index) if p.past <= first and p.mention.place.precision == "country"]
    if not states or _OWN_COUNT.isdisjoint(lowers[states[-1].past : states[-1].past + 1]):
        return None
    if scene.places.between(states[-1].past, past):
        return None
    return states[-1].mention.place, f"«{states[-1].mention.surface}», which counts its own"


def _has_part_beyond(scene: Scene, index: int, main: Placed, past: int) -> bool:
    """Whether some of a total are told of another province than the story's: "have died, most of them in Cali"."""
    parts = (p for p in scene.places.of(index) if of_some(scene, p, past) or has_own_part(scene, p))
    return any(p.mention.place.admin1 not in (None, main.mention.place.admin1) for p in parts)


def _of_whole_country(scene: Scene, index: int, told: TimeMention, past: int) -> str | None:
    """What makes a total that of the whole country, by its own words."""
    if is_wars(scene, index, told):
        return f"a total of the war, «{told.text}»"
    if runs_long(told) and not _MEN_OF_STATE.isdisjoint(scene.words(index)) and _counts_men(scene, index, past):
        return f"the losses of a state, «{told.text}»"
    if _is_statistic(scene, index, told):
        return f"a statistic of «{told.text}» that names no place"
    return f"the losses of an army, «{told.text}»" if _lost_by_army(scene, index, past) else None


def of_war(scene: Scene, here: list[Placed], past: int) -> tuple[Place, str] | None:
    """The place of a war's toll: its country, or the part of it that is counted."""
    inside = next((p for p in here if _bounds_war(scene, p, past) or _holds_fighting(scene, p)), None)
    if inside is not None:
        return inside.mention.place, f"«{inside.mention.surface}», the part of a war that is counted"
    told = [p for p in here if p.mention.place.precision == "country" and not _is_others_target(scene, p, past)]
    told = [p for p in told if p.mention.place.country == scene.country] or told
    if not told and (province := _province_at_war(scene)) is not None:
        return province.mention.place, f"«{province.mention.surface}», the province at war"
    country = told[0].mention.place if told else country_of(scene)
    return (country, WHOLE_COUNTRY) if country is not None else None


@per_article
def _province_at_war(scene: Scene) -> Placed | None:
    """The province after which the country's war is named, where no other is told of: "the insurgency in Aceh"."""
    name = name_of_war(scene.doc, scene.country) or ""
    told = [p for p in scene.places.items if p.mention.place.country == scene.country and p.mention.place.admin1]
    province = next((p for p in told if p.mention.place.precision == "admin1" and p.mention.place.name in name), None)
    if province is None or any(p.mention.place.admin1 != province.mention.place.admin1 for p in told):
        return None
    return province


def _is_others_target(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether others than the counted went there: "forced 2 million from home, and 60,000 have fled into Sudan"."""
    return is_target(scene, placed) and len(scene.measures.between(past, placed.first)) > 1


def _lost_by_army(scene: Scene, index: int, past: int) -> bool:
    """Whether a whole army has lost those counted: "Niger's army has lost 174 men in three months"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    for at in range(sentence.first + 1, past):
        if lowers[at] in {"lost", "suffered"} and lowers[at - 1] in {"has", "have"}:
            before = lowers[max(sentence.first, at - _LOSER_REACH) : at - 1]
            return not _ARMIES.isdisjoint(before) and not scene.acts.between(at, sentence.past)
    return False


def _counts_men(scene: Scene, index: int, past: int) -> bool:
    """Whether a number is of a state's men: "300 soldiers", "to 86 the number of security personnel"."""
    lowers, low = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    return not _MEN_OF_STATE.isdisjoint(lowers[max(low, past - _MEN_REACH) : past + _MEN_REACH])


def _of_campaign(scene: Scene, index: int, told: TimeMention) -> Placed | None:
    """Where "since the operation began" was told to be fought: "an offensive in North Waziristan", lately."""
    if told.kind != "since" or not any(m.entry.form in {"noun", "war"} for m in scene.acts.of(index)):
        return None
    for back in range(index - 1, max(-1, index - 1 - _TOLD_LATELY), -1):
        for placed in places_in(scene, back):
            if _holds_fighting(scene, placed, lasting=True):
                return placed
    return None


def _is_statistic(scene: Scene, index: int, told: TimeMention) -> bool:
    """Whether a total is of months of the calendar ("in the first three months of this year"), not of an event."""
    if tells_act(scene, index) or told.kind not in {"range", "year"} or told.first is None or told.last is None:
        return False
    return told.first.day == 1 and (told.last - told.first).days >= _MONTHS


def _names_province(scene: Scene, main: Placed | None) -> bool:
    """Whether the article names the province of its main event, and so may count what happened in it."""
    if main is None:
        return False
    home = main.mention.place
    return any(
        place.admin1 == home.admin1 and (place.precision == "admin1" or place.name == home.admin1 != home.name)
        for place in (p.mention.place for p in scene.places.items)
    )


def _holds_fighting(scene: Scene, placed: Placed, *, lasting: bool = False) -> bool:
    """Whether the fighting that has its toll is told of one province: "fighting in North Kivu has displaced 90,000"."""
    lowers = scene.doc.tokens.lowers
    at = placed.first - 1 - (lowers[placed.first - 1] == "the")
    if placed.mention.place.precision == "country" or lowers[at] not in {"in", "across"}:
        return False
    near = scene.acts.between(max(0, at - 2), at)
    acts = (m for m in near if m.end == at and m.entry.form in {"noun", "war"})
    return any(lasts(m) or not lasting for m in acts)


def _bounds_war(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether a war's toll is that of one part: "68,000 have been killed in Gaza since the war began"."""
    lowers = scene.doc.tokens.lowers
    if placed.mention.place.precision == "country" or placed.first < past:
        return False
    if lowers[placed.past : placed.past + 1] != ["since"]:
        return False
    at = placed.first - 1 - (lowers[placed.first - 1] == "the")
    return lowers[at] in {"in", "across"} and bool(scene.measures.between(past, placed.first))


def _is_long_running(scene: Scene, told: TimeMention) -> bool:
    """Whether a total runs for so long ("since the offensive began on 4 April") that it is a whole war's."""
    published = scene.doc.published_on
    if told.kind not in _RUNNING or _ONCE.match(told.text) or told.first is None or published is None:
        return False
    # "Five weeks of fighting" are those of one battle, "ten months of attacks" a country's.
    return (published - told.first).days > (_MONTHS if told.kind == "past" else _LONG)


def is_wars(scene: Scene, index: int, told: TimeMention) -> bool:
    """Whether a total is that of a war: told so, or counted from the war's first days."""
    if any(t.entry.form == "war" for t in scene.acts.of(index)):
        return True
    starts = [c.started_on for c in scene.doc.conflicts.get(scene.country, ()) if c.main]
    return any(told.first is not None and abs((told.first - start).days) <= 1 for start in starts)


def points_back(scene: Scene, index: int) -> bool:
    """Whether a sentence speaks of a place told before: "there", "in the city", "in that province"."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    if lowers[sentence.first] in {"these", "those"} and lowers[sentence.first + 1] not in _BANDS:
        return True
    roles = scene.doc.gazetteer.vocabulary.roles if scene.doc.gazetteer is not None else {}
    for k in range(sentence.first, sentence.past):
        if lowers[k] in {"there", "here"}:
            return True
        kind = roles.get(lowers[k], frozenset())
        if kind & _AREAS and lowers[k - 1] in _POINTERS and not _is_country(scene, lowers[k]):
            return True
    return False


def _is_country(scene: Scene, word: str) -> bool:
    """Whether "the island" is the whole country: no town is one."""
    main = main_place(scene.doc)
    return word == "island" and main is not None and main.mention.place.precision == "exact"


def stays_within(scene: Scene, index: int) -> bool:
    """Whether a sentence counts in a place told before: "in the region since then", "in the besieged port"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    roles = scene.doc.gazetteer.vocabulary.roles if scene.doc.gazetteer is not None else {}
    for at, pair in enumerate(pairwise(lowers[sentence.first : sentence.past]), sentence.first):
        if pair[0] in _WITHIN and pair[1] in {"the", "that"}:
            for word in lowers[at + 2 : min(sentence.past, at + 2 + _POINT_REACH)]:
                kinds = roles.get(word, frozenset())
                if kinds & _AREAS:
                    return True
                if not kinds & _LEADING and word != "same":
                    break
    return False


@per_article
def tells_everywhere(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of a whole country or of those who left it, and of no place in it."""
    if any(not has_own_part(scene, p) for p in places_in(scene, index)):
        return False
    sentence = scene.doc.sentences[index]
    words = " ".join(scene.doc.tokens.lowers[sentence.first : sentence.past])
    if opens_elsewhere(scene, index):
        return True
    return any(phrase in words for phrase in _WHOLE) or _counts_divisions(words.split()) or _in_country(scene, index)


def opens_elsewhere(scene: Scene, index: int) -> bool:
    """Whether a sentence leaves the town told before: "Elsewhere, five soldiers died"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if lowers[sentence.first : sentence.first + 2] != ["elsewhere", ","]:
        return False
    return any(p.mention.place.admin1 for i in range(index) for p in places_in(scene, i))


def goes_on_of(scene: Scene, index: int) -> bool:
    """Whether a sentence tells who were among those counted right before it: "Among them were 50 rebels"."""
    first = scene.doc.sentences[index].first
    opening = scene.doc.tokens.lowers[first : first + 2]
    return index > 0 and opening[:1] in (["among"], ["of"]) and opening[1:] in (["them"], ["those"], ["these"])


@per_article
def tells_part(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of a part of the country that no name bounds, behind one of a town: "in the north"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    told = any(
        lowers[at] in _COMPASS and _bounds_part(scene, lowers, at) for at in range(sentence.first, sentence.past)
    )
    return told and any(p.mention.place.precision != "country" for i in range(index) for p in places_in(scene, i))


def names_country(scene: Scene, index: int) -> bool:
    """Whether a part is said to be one of the country: "in the country's east", "in the east of the country"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    for at in range(sentence.first, sentence.past):
        if lowers[at] in _COMPASS:
            near = lowers[max(sentence.first, at - _PART_REACH) : at] + lowers[at + 1 : at + 4]
            if not _COUNTRY.isdisjoint(near) and _bounds_part(scene, lowers, at):
                return True
    return False


def _bounds_part(scene: Scene, lowers: list[str], at: int) -> bool:
    low = max(0, at - _PART_REACH)
    lead = lowers[low:at]
    owned = any(pair[0] in _COUNTRY and pair[1] in POSSESSIVES for pair in pairwise(lowers[low:at]))
    if not owned and (_WITHIN.isdisjoint(lead) or "the" not in lead):
        return False
    behind = lowers[at + 1 : at + 4]
    if behind[:1] == ["of"]:
        return behind[1:2] == ["the"] and not _COUNTRY.isdisjoint(behind)
    told_on = not behind or not behind[0].isalnum() or behind[0] in _GOES_ON
    return told_on or bool(scene.measures.between(at + 1, at + 2))


def total_before(scene: Scene, index: int) -> Place | None:
    """The country whose total the sentence before tells, and this one with it: "Another 500,000 are refugees"."""
    if index <= LEAD or points_back(scene, index) or not scene.measures.of(index - 1):
        return None
    here = [p.mention.place for p in places_in(scene, index - 1)]
    whole = bool(here) and all(p.precision == "country" and p.country == scene.country for p in here)
    times = (t.mention for t in scene.times.of(index - 1) if not t.said)
    long = any(t.first and t.last and (t.last - t.first).days > _LONG for t in times)
    plain = not tells_act(scene, index) and not any(not t.said for t in scene.times.of(index))
    if not here and plain and _of_whole_war(scene, index - 1):
        return country_of(scene)
    return here[0] if whole and long and plain else None


def _of_whole_war(scene: Scene, index: int) -> bool:
    """Whether a sentence without a place counts those of a war: "Over two million people have fled the war"."""
    if points_back(scene, index) or stays_within(scene, index):
        return False
    wars = [t.start for t in scene.acts.of(index) if t.entry.form == "war"]
    lowers = scene.doc.tokens.lowers
    return any("before" not in lowers[at - 4 : at] and scene.measures.between(at - _WAR_REACH, at) for at in wars)


def _in_country(scene: Scene, index: int) -> bool:
    """Whether people were harmed "in the country", not only told of by somebody who is there."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    for at in range(sentence.first, sentence.past - 2):
        if lowers[at + 1] == "the" and lowers[at] in _INSIDE and lowers[at + 2] in _COUNTRY:
            said = scene.reports.between(at + 3, at + 3 + _SAID_REACH)
            part = lowers[at + 3 : at + 4] in (["'s"], ["’s"])  # "in the country's west"
            return not part and bool(scene.measures.of(index)) and not any(m.entry.form == "verb" for m in said)
    return False


def _counts_divisions(lowers: list[str]) -> bool:
    """Whether it tells in how many provinces: "in 17 states", "across six of the country's provinces"."""
    for at in compress(count(), map(_DIVISIONS.__contains__, lowers)):
        near = lowers[max(0, at - _DIVISIONS_REACH) : at]
        if any(k and (w in _FEW or w.isdecimal()) and near[k - 1] in _WITHIN for k, w in enumerate(near)):
            return True
    various = (at for at, pair in enumerate(pairwise(lowers)) if pair[0] in _VARIOUS and pair[1] in _UNITS)
    return any(at and lowers[at - 1] in _WITHIN for at in various)  # "in various districts"

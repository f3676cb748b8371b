"""Where the story of an article plays: its country, the place of its main event, the place of writing.

Belongs here: what holds for a whole article. Does not: choosing a place for one sentence (`placing`), which of a
sentence's places can be one (`spots`).
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.extract.annotate import Annotated
from pipeline.extract.beside import has_own_part
from pipeline.extract.carried import LEAD
from pipeline.extract.governments import is_capital, speaks
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.provenance import came_from
from pipeline.extract.roads import off_road
from pipeline.extract.scene import Placed, Scene, scene_of
from pipeline.extract.spots import (
    LOCALS,
    ends_dateline,
    names_speaker,
    opens_statement,
    places_in,
    sentence_of,
    shouts,
    speaks_there,
)
from pipeline.extract.telling import compares, is_event, tells_act
from pipeline.extract.venues import before_owner

# "Since the battle for eastern Aleppo"
_SINCE_REACH = 8
# "Hodeidah governorate was the hardest hit", "the province of Borno had the most deaths".
_OPENS, _MOST_REACH = 3, 5
_UNITS = frozenset("province governorate region state city district county".split())
# "The governor of Turkey's border province of Hatay".
_GOVERNED_REACH, _GOVERNED = 6, _UNITS | {"of", "the", "border", "town"}
_HAS = frozenset("was is were are had has saw recorded remained suffered".split())
_MOST = frozenset("worst hardest most highest deadliest bloodiest largest biggest".split())
# A report of one war names its neighbours and those who talk; a digest names more countries than that.
_DIGEST = 5
_SEPARATELY = frozenset({"separately", "elsewhere"})
# "In this southern Lebanese village"
_THIS_REACH = 3
_QUOTED = frozenset({'"', "“", "”"})
# Sentences in which a story tells where its main event was.
_OPENING = 5
_ALSO, _SAME = "also", frozenset({"the", "it", "they", "this", "that", "he"})
_HAPPENED = frozenset("took occurred erupted broke flared happened".split())
_ANOTHER, _ANOTHER_REACH = frozenset({"another", "separate", "second"}), 3
# "In Haifa, police said a rocket wounded three": who tells of their own town.
_SPEAKER_REACH = 12
_UNITS_OF_WAY, _WAY_REACH = frozenset("km kilometres kilometers kms miles".split()), 6
# An area over many provinces ("Nagorno-Karabakh") is the place of a story that names a town of it once in passing.
_FEW = 4
# Countries with places of their own that are no capitals, where those who talk meet.
_FRONTS = 3


@per_article
def main_place(doc: Annotated) -> Placed | None:
    """The place of the main event: the first one in the province that the story's events name most, if most do.

    Places where people only spoke, came from or lay count where no other is told. A town of no known province counts
    for itself, as an area over many does ("Nagorno-Karabakh").
    """
    scene = scene_of(doc)
    main = _most_named(scene, strict=True)
    return main if main is not None and not _is_late(scene, main) else _most_named(scene, strict=False)


def _is_late(scene: Scene, placed: Placed) -> bool:
    """Whether a place is told once and far down, as what only lies behind a story is."""
    if sentence_of(scene, placed) <= _OPENING:
        return False
    return sum(p.mention.place == placed.mention.place for p in scene.places.items) == 1


def _most_named(scene: Scene, *, strict: bool) -> Placed | None:
    """The first place in the province that events name most; `strict` asks for places at which they can have been."""
    counts: Counter[str] = Counter()
    first: dict[str, Placed] = {}
    wide: Counter[str] = Counter()
    for sentence in scene.doc.sentences:
        if not (is_event(scene, sentence.index) or sentence.index <= LEAD) or opens_another(scene, sentence.index):
            continue
        weight = 3 if sentence.index <= LEAD else 1
        for placed in _named_there(scene, sentence.index, strict=strict):
            place = placed.mention.place
            area = place.admin1 or (None if place.precision == "country" else place.name)
            if not area or (sentence.index <= LEAD and has_own_part(scene, placed)):
                continue
            if place.country == scene.country and not _only_tells(scene, placed):
                (counts if place.admin1 or place.precision == "exact" else wide)[area] += weight
                if not placed.mention.in_group_name:
                    first.setdefault(area, placed)
    if wide and counts.total() * _FEW < wide.total():
        counts = wide
    if not counts:
        return None
    area = min(counts, key=lambda a: (-counts[a], first[a].first if a in first else 0, a))
    return first.get(area) if counts[area] * 2 > counts.total() else None


def _named_there(scene: Scene, index: int, *, strict: bool) -> Sequence[Placed]:
    """The places of a sentence and those in names of groups; `strict`: without those where nothing happened."""
    if not strict:
        return scene.places.of(index)
    held = off_road(scene, places_in(scene, index))
    return [p for p in scene.places.of(index) if p.mention.in_group_name or p in held]


@per_article
def opens_another(scene: Scene, index: int) -> bool:
    """Whether a sentence opens with another event than the one told before: "Separately, ...", "In another raid"."""
    first = scene.doc.sentences[index].first
    opening = scene.doc.tokens.lowers[first : first + _ANOTHER_REACH]
    if not index or not opening:
        return False
    if opening[0] in _SEPARATELY or opening[:2] == ["also", "on"] or _adds_act(scene, index):
        return True
    return opening[0] == "in" and not _ANOTHER.isdisjoint(opening)


def _adds_act(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of one more act: "Fighting also took place in Potiskum", "Gunmen also raided Baga"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if lowers[sentence.past - 3 : sentence.past - 1] == ["as", "well"]:  # "its guns had hit Chernihiv as well"
        return tells_act(scene, index)
    if _ALSO not in lowers[sentence.first : sentence.past] or lowers[sentence.first] in _SAME:
        return False
    at = lowers.index(_ALSO, sentence.first)
    verb = scene.acts.between(at + 1, at + 2)
    return lowers[at + 1] in _HAPPENED or any(m.entry.form == "verb" for m in verb)


@per_article
def is_digest(scene: Scene) -> bool:
    """Whether an article tells of many wars, each in its own paragraph: most of its places lie elsewhere."""
    counts = Counter(placed.mention.place.country for placed in scene.places.items)
    if len(counts) < _DIGEST or counts[scene.country] * 2 >= counts.total():
        return False
    spots = {p.mention.place for p in scene.places.items if p.mention.place.precision != "country"}
    return len({spot.country for spot in spots if not is_capital(scene, spot)}) >= _FRONTS


@per_article
def filed_place(doc: Annotated) -> Placed | None:
    """The place of writing, where it may be that of the event: in the war's country and not its capital."""
    scene = scene_of(doc)
    for placed in scene.places.items[:LEAD]:
        place = placed.mention.place
        if place.country != scene.country or place.precision != "exact" or doc.gazetteer is None:
            continue
        if placed.mention.dateline or shouts(scene, placed):
            listed = doc.gazetteer.entry_of(place)
            return placed if listed is not None and not listed.capital else None
    return None


def written_here(scene: Scene, index: int) -> Placed | None:
    """The place of writing, where a sentence speaks of it: "QANA - A strike flattened a house in this village"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    words = lowers[sentence.first : sentence.past]
    if scene.doc.gazetteer is None or not ("this" in words or "here" in words):
        return None
    roles = scene.doc.gazetteer.vocabulary.roles
    opens = index <= LEAD and not any(places_in(scene, back) for back in range(index))
    at = words.index("this") if opens and "this" in words else len(words)
    town = any("settlement" in roles.get(word, ()) for word in words[at + 1 : at + 2 + _THIS_REACH])
    here = "here" in words and not scene.in_quote(index) and not _QUOTED.intersection(words)
    if not (town or here):
        return None
    for placed in scene.places.items[:LEAD]:
        if placed.mention.dateline or shouts(scene, placed):
            home = placed.mention.place.country == scene.country and placed.mention.place.precision == "exact"
            return placed if home else None
    return None


@per_article
def policed_town(doc: Annotated) -> Placed | None:
    """The town whose police a story opens with, where it names no other place: "a convoy of the Kabul police chief"."""
    scene = scene_of(doc)
    for placed in scene.places.items:
        if sentence_of(scene, placed) > LEAD + 1:
            return None
        here = placed.mention.place.country == scene.country and placed.mention.place.precision != "country"
        if here and placed.mention.in_group_name and doc.tokens.lowers[placed.past : placed.past + 1] == ["police"]:
            return placed
    return None


def _only_tells(scene: Scene, placed: Placed) -> bool:
    """Whether a place says where the report or the people in it come from, or who speaks."""
    headed = scene.doc.sentences[sentence_of(scene, placed)].is_title  # "Gaza: 180,000 in schools"
    filed = (placed.mention.dateline and not headed) or ends_dateline(scene, placed)
    struck = tells_act(scene, sentence_of(scene, placed))
    elsewhere = is_compared(scene, placed) or _lies_off(scene, placed) or (struck and came_from(scene, placed))
    said = names_speaker(scene, placed) or (_is_seat(scene, placed) and speaks_there(scene, placed))
    return filed or elsewhere or said or speaks(scene, placed)


def _lies_off(scene: Scene, placed: Placed) -> bool:
    """Whether the town of writing only tells how far off another is: "Batticaloa, 230 kilometres east of Colombo"."""
    filed = (p for p in scene.places.items[:LEAD] if p.mention.dateline or shouts(scene, p))
    if not (placed.mention.direction or "").endswith(" of") or placed.mention.place not in [
        p.mention.place for p in filed
    ]:
        return False
    return not _UNITS_OF_WAY.isdisjoint(scene.doc.tokens.lowers[max(0, placed.first - _WAY_REACH) : placed.first])


@per_article
def seats_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether a capital, or a town abroad, only seats who tells of another place: "a spokesman in Manila said"."""
    foreign = placed.mention.place.country != scene.country
    town = placed.mention.place.precision != "country"
    if foreign and (names_speaker(scene, placed) or (town and _only_presides(scene, placed))):
        return not is_digest(scene)
    if not (_is_seat(scene, placed) and speaks_there(scene, placed)):
        return False
    home = placed.mention.place.admin1
    main = main_place(scene.doc)
    if main is not None:
        return main.mention.place.admin1 != home
    told = [p for p in scene.places.items if p.mention.place.country == scene.country and p.mention.place.admin1]
    only_speaks = all(_only_tells(scene, p) for p in told if p.mention.place.admin1 == home)
    return only_speaks and any(p.mention.place.admin1 != home for p in told)


def _only_presides(scene: Scene, placed: Placed) -> bool:
    """Whether a town abroad only has those who tell: "the governor of Hatay", "In Geneva, the UN condemned"."""
    if _is_governed(scene, placed):
        return True
    who = scene.doc.tokens.lowers[placed.past : placed.past + _SPEAKER_REACH]
    return LOCALS.isdisjoint(who) and opens_statement(scene, placed)


def _is_governed(scene: Scene, placed: Placed) -> bool:
    """Whether a place only tells over what somebody presides: "the governor of Turkey's province of Hatay"."""
    if scene.doc.gazetteer is None:
        return False
    lowers, roles = scene.doc.tokens.lowers, scene.doc.gazetteer.vocabulary.roles
    at = placed.first
    for _ in range(_GOVERNED_REACH):
        at = before_owner(scene, at)
        if lowers[at - 1] == "of" and "title" in roles.get(lowers[at - 2], ()):
            return True
        if lowers[at - 1] not in _GOVERNED:
            return False
        at -= 1
    return False


def _is_seat(scene: Scene, placed: Placed) -> bool:
    return placed.mention.place.precision != "country" and is_capital(scene, placed.mention.place)


def is_compared(scene: Scene, placed: Placed) -> bool:
    """Whether a place only measures the story ("the worst since the battle for Homs") or has the most of a total."""
    if _has_most(scene, placed):
        return True
    low = max(0, placed.first - _SINCE_REACH)
    return any(t.past > placed.first and compares(scene, t) for t in scene.times.between(low, placed.first))


def _has_most(scene: Scene, placed: Placed) -> bool:
    """Whether a total is broken down to a place: "Borno alone", "Baghdad was the worst hit", "Kabul accounted for"."""
    sentence, lowers = scene.doc.sentence_at(placed.mention.start), scene.doc.tokens.lowers
    if placed.mention.place.precision == "country" or placed.first - sentence.first > _OPENS:
        return False
    at = placed.past + (lowers[placed.past : placed.past + 1] != [] and lowers[placed.past] in _UNITS)
    behind = lowers[at : min(sentence.past, at + _MOST_REACH)]
    if behind[:1] in (["alone"], ["accounted"], ["accounts"]):
        return True
    return behind[:1] != [] and behind[0] in _HAS and not _MOST.isdisjoint(behind)


@per_article
def named_country(scene: Scene) -> Place | None:
    """The country whose war the article tells of, where the article names it."""
    if scene.country is None:
        return None
    for placed in scene.places.items:
        place = placed.mention.place
        if place.precision == "country" and place.country == scene.country:
            return place
    return None


def country_of(scene: Scene) -> Place | None:
    """The country whose war the article tells of."""
    named = named_country(scene)
    if named is not None or scene.country is None:
        return named
    return scene.doc.gazetteer.country(scene.country) if scene.doc.gazetteer is not None else None

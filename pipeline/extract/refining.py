"""Which town a lead means that names only its country, or what lies near.

Belongs here: when a lead's country stands for the place of the story, and when it counts up many places. Does not:
choosing among the places of a sentence (`placing`), the place of the main event (`theatre`).
"""

from pipeline.extract.beside import has_own_part
from pipeline.extract.carried import LEAD
from pipeline.extract.compass import lies_opposite
from pipeline.extract.governments import hosts, is_capital
from pipeline.extract.model import Place
from pipeline.extract.named_soon import dated_apart, may_be_meant, named_later, told_soon
from pipeline.extract.places import same_area
from pipeline.extract.reviews import is_one_event
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.spots import places_in, sentence_of
from pipeline.extract.telling import time_in_sentence
from pipeline.extract.theatre import filed_place, main_place, seats_speaker
from pipeline.extract.time import TimeMention
from pipeline.extract.totals import is_total, runs_long

_A_DAY = ("hours", "last day", "past day")
_LATELY = frozenset({"past", "last", "hours"})
_CALENDAR = frozenset({"month", "year", "range"})
_COUNTED = frozenset({"killed", "injured"})
_COMPASS = ("north", "south", "east", "west", "central")
_WITHIN = frozenset({"in", "inside", "within", "across"})
# "Killed in two separate attacks in Mali", "in a string of suspected rebel raids".
_APART = frozenset({"separate", "series", "string", "spate", "wave"})
_APART_REACH = 5
# Sentences behind a lead within which the place of the main event is still that of the lead.
_SOON = 3
_MONTHS = 58
_OPENING = 5
_WHOLE = frozenset({"all", "most", "many"})
_COUNTED_BEFORE = frozenset("dead victims wounded injured killed".split())


def holds_across(scene: Scene, placed: Placed) -> bool:
    """Whether the text says that something holds for all of a country."""
    before = scene.doc.tokens.lowers[max(0, placed.first - 2) : placed.first]
    return before[-1:] in (["across"], ["throughout"]) or before == ["elsewhere", "in"]


def is_near(placed: Placed) -> bool:
    """Whether something only happened near a place."""
    return (placed.mention.direction or "").startswith(("near", "outside", "close"))


def is_wide(place: Place) -> bool:
    """Whether it is an area over many provinces: "in the Donbas"."""
    return place.precision == "admin1" and place.admin1 is None


def refined(scene: Scene, index: int, told: Placed, first: int) -> Placed | None:
    """The place that the lead means for a figure when it names only a country or what lies near, told soon."""
    if index > LEAD or holds_across(scene, told):
        return None
    finer = named_later(scene, index) or _told_finer(scene, index, told, first)
    if finer is None or told.mention.place.precision != "country":
        return finer
    return None if lies_opposite(told.mention.direction, told.mention.place, finer.mention.place) else finer


def _told_finer(scene: Scene, index: int, told: Placed, first: int) -> Placed | None:
    """The town of the title, the place of the main event or the first that the text goes on to name."""
    if _counts_up(scene, index, told, first):
        return None
    if told.mention.place.precision != "country" and not is_wide(told.mention.place):
        close = (
            p
            for i in range(index + 1, index + 3)
            for p in places_in(scene, i)
            if _is_fine(p) and not seats_speaker(scene, p) and _may_lie_near(scene, told.mention.place, p.mention.place)
        )
        return next(close, None)
    if told.mention.place.country != scene.country and (_lies_in(scene, told) or hosts(scene, told)):
        return None
    if told.first == scene.doc.sentences[index].first and _counts_displaced(scene, index):
        return None
    counts = any(m.entry.measure in _COUNTED for m in scene.measures.of(index))
    if is_wide(told.mention.place):
        return told_soon(scene, index, told) if counts else None
    if counts and (titled := _of_title(scene, told)) is not None:
        return titled
    return _of_story(scene, index, told, first, counts=counts)


def _of_story(scene: Scene, index: int, told: Placed, first: int, *, counts: bool) -> Placed | None:
    """The place of the main event, that of writing where it is told late, or the one named next."""
    main = main_place(scene.doc)
    if main is not None and sentence_of(scene, main) < index and _holds_displaced(scene, index, told, first):
        return None
    if main is not None and _has_part(scene, index, main):
        return None
    if main is not None and dated_apart(scene, index, sentence_of(scene, main)):
        return None
    late = main is None or sentence_of(scene, main) > index + _SOON
    return (filed_place(scene.doc) if late else None) or main or (told_soon(scene, index, told) if counts else None)


def _has_part(scene: Scene, index: int, main: Placed) -> bool:
    """Whether only some of those counted in the lead are told of at the place of the story."""
    if has_own_part(scene, main):
        return True
    return _is_of_part(scene, sentence_of(scene, main)) and _counts_days(scene, index)


def _counts_days(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of more than one day: "over the weekend", "on Thursday and Friday"."""
    days = [t.mention for t in scene.times.of(index) if not t.said]
    return any(t.first is not None and t.last is not None and t.last > t.first for t in days) or len(days) > 1


def _is_of_part(scene: Scene, index: int) -> bool:
    """Whether a sentence tells only of some of those counted before: "Three of the dead were found at the airport"."""
    sentence = scene.doc.sentences[index]
    opening = scene.doc.tokens.lowers[sentence.first : sentence.first + _OPENING]
    if "of" not in opening or opening[0] in _WHOLE:
        return False
    behind = opening[opening.index("of") + 1 :]
    return behind[:1] in (["them"], ["those"]) or (behind[:1] == ["the"] and not _COUNTED_BEFORE.isdisjoint(behind))


def _may_lie_near(scene: Scene, told: Place, close: Place) -> bool:
    """Whether a town can be what lies near another: one of its province, or one around a capital."""
    return same_area(told, close) or is_capital(scene, told)


def _counts_displaced(scene: Scene, index: int) -> bool:
    """Whether it only counts displaced people: "Burkina Faso had two million displaced people in December"."""
    measures = {m.entry.measure for m in scene.measures.of(index)}
    return measures == {"displaced"}


def _holds_displaced(scene: Scene, index: int, told: Placed, first: int) -> bool:
    """Whether a whole country is where the displaced are: "30 died in Gori. ... 600,000 are displaced in Georgia"."""
    home = told.mention.place.country == scene.country and first < told.first
    return home and scene.doc.tokens.lowers[told.first - 1] in _WITHIN and _counts_displaced(scene, index)


def _of_title(scene: Scene, told: Placed) -> Placed | None:
    """The only town of the title, in the country that the lead names."""
    title = scene.doc.sentences[0]
    if not title.is_title:
        return None
    towns = [p for p in places_in(scene, 0) if p.mention.place.precision != "country"]
    same = all(p.mention.place.country == told.mention.place.country for p in towns)
    one = len({p.mention.place.admin1 for p in towns}) == 1
    return next((p for p in towns if _is_fine(p) and not is_near(p)), None) if same and one else None


def _lies_in(scene: Scene, told: Placed) -> bool:
    """Whether another country is where it happened: "1,300 people in Israel were killed" in a story of Gaza."""
    before = scene.places.between(max(0, told.first - 3), told.first)
    holds = any(p.past == told.first - 1 for p in before)  # "taken to Kilis in Turkey"
    measures = {m.entry.measure for m in scene.measures.of(sentence_of(scene, told))}
    if holds or ("displaced" in measures and measures.isdisjoint(_COUNTED)):
        return False  # "6,400 of them took refuge in Uganda"
    at = told.first - 1 - scene.doc.tokens.lowers[told.first - 1].endswith("ern")
    return scene.doc.tokens.lowers[at] in _WITHIN


def _is_spread(scene: Scene, index: int) -> bool:
    """Whether a toll of "eastern Ukraine" is that of a day in many places, not of one event there."""
    if any(t.mention.kind in {"past", "since"} for t in scene.times.of(index)):
        return True
    fine = {
        p.mention.place.admin1
        for i in range(index, index + 3)
        for p in places_in(scene, i)
        if _is_fine(p) and may_be_meant(scene, i, p)
    }
    return len(fine) > 1


def _counts_up(scene: Scene, index: int, told: Placed, first: int) -> bool:
    """Whether a toll of a country or of its east is a sum over many places."""
    compass = (told.mention.direction or "").startswith(_COMPASS) and _is_spread(scene, index)
    whole = told.mention.place.precision == "country" or is_wide(told.mention.place)
    return compass or (whole and (_tallies(scene, index, told, first) or tells_apart(scene, index)))


def tells_apart(scene: Scene, index: int) -> bool:
    """Whether a sentence sums up acts that happened apart: "in two separate attacks", "in a string of raids"."""
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    if _APART.isdisjoint(scene.words(index)):
        return False
    acts = (t for t in scene.acts.of(index) if t.entry.form in {"noun", "weapon"} and lowers[t.end - 1].endswith("s"))
    return any(
        lowers[k] in _APART and (lowers[k] == "separate" or lowers[k + 1] == "of")
        for act in acts
        for k in range(max(sentence.first, act.start - _APART_REACH), act.start)
    )


def _tallies(scene: Scene, index: int, told: Placed, first: int) -> bool:
    """Whether a sentence counts up the last hours or days or months, wherever people died in them."""
    if not scene.measures.of(index):
        return False
    words = (t.mention.text.lower().split() for t in scene.times.of(index) if t.mention.kind == "past")
    if any(not _LATELY.isdisjoint(lately) for lately in words):
        return True
    own = time_in_sentence(scene, index, first, first + 1)
    if own is None or not any(m.entry.measure in _COUNTED for m in scene.measures.of(index)):
        return False
    long = (own.mention.kind in _CALENDAR and is_total(own.mention)) or runs_long(own.mention)
    long = long or (own.mention.kind == "past" and _lasts_months(own.mention))
    long = long or (own.mention.kind == "since" and is_total(own.mention) and _is_counted_in(scene, told, first))
    return long and not is_one_event(scene, index, own.mention)


def _is_counted_in(scene: Scene, told: Placed, first: int) -> bool:
    """Whether those counted are said to be of all the country: "233 had been killed in Libya since the protests"."""
    lowers = scene.doc.tokens.lowers
    return first < told.first and lowers[told.first - 1] == "in" and lowers[told.past : told.past + 1] == ["since"]


def _lasts_months(told: TimeMention) -> bool:
    """Whether a stretch is so long that no one event has it: "in four months of violence"."""
    return told.first is not None and told.last is not None and (told.last - told.first).days > _MONTHS


def counts_hours(scene: Scene, index: int) -> bool:
    """Whether it counts up a day: "killed in the past 24 hours", "over the last day"."""
    return any(t.mention.kind == "past" and t.mention.text.lower().endswith(_A_DAY) for t in scene.times.of(index))


def _is_fine(placed: Placed) -> bool:
    return placed.mention.place.precision == "exact"

"""Breaches of truces as single mentions, and many mentions of one act folded into one.

Belongs here: which mentions are one act, and what both say together. Does not: finding breaches (`violations`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.extract.model import Place, Window
from pipeline.extract.truces import Truce

Characterisation = Literal["explicit", "implied", "inferred"]

# Two mentions of one act in neighbouring days are one act; reports date a night's act by either day.
_SAME_DAYS = timedelta(days=1)
# A date that a mention only carries from another sentence is less sure.
_CARRIED_DAYS = timedelta(days=3)
# An act that only bears the day of the report may be one of the week before it, told with its weekday beside it.
_WEEK = timedelta(days=7)
_BESIDE = 2
# "Attacks" are summed up near the acts that they sum up.
_SUMMING = 2
# A stretch of so many days more than another tells of more than that other's act.
_STRETCH = 3
# Sentences that may only lead on to what is told behind them.
_LEAD = 2
# Mentions of one act stand near each other; an article tells of far fewer acts.
_COMPARED = 60
# Places so many kilometres apart are no quarters or suburbs of one town: what befalls each is told for itself.
_FAR = 10
_DEGREE = 111.2
_WIDE = frozenset({"admin1", "country"})
_BLASTS = frozenset({"blast", "blasts", "explosion", "explosions"})
# "Troops shelled the post. The exchange of fire went on for an hour".
_ANSWERED = ("exchange of", "exchanges of", "crossfire", "cross-fire")
_FIRE = frozenset({"shelling", "shooting", "ground_attack"})
_LOUD = frozenset({"shelling", "air_strike"})
NO_ACT = "no act named"
_RANK = {"explicit": 0, "implied": 1, "inferred": 2}


@dataclass(frozen=True, slots=True)
class Breach:
    """One act under a truce, as told at one place."""

    act: str
    violator: str | None
    window: Window
    place: Place | None
    truce: Truce
    how: Characterisation
    alleged_by: str | None
    sentence: int
    start: int
    end: int
    own_time: str | None
    placed: bool
    trace: dict[str, str]
    begins: bool = False
    capture: bool = False
    timed: bool = False
    last: int = 0
    counted: bool = False
    definite: bool = False
    undated: bool = False
    lasting: bool = False
    doer: str = ""

    @property
    def own_act(self) -> bool:
        """Whether an act is told, and not only that the truce was broken."""
        return self.trace["act"] != NO_ACT


def fold(breaches: Sequence[Breach]) -> list[Breach]:
    """One entry for each distinct act, time, place and side; what only sums up or follows from others is dropped."""
    kept: list[Breach] = []
    for breach in sorted(breaches, key=lambda b: (b.capture, b.start, b.end)):
        for k in range(max(0, len(kept) - _COMPARED), len(kept)):
            other = kept[k]
            if _same(other, breach):
                kept[k] = _joined(other, breach)
                break
            if breach.capture and other.act == breach.act and _same_side(other.violator, breach.violator):
                break
        else:
            kept.append(breach)
    kept = [b for k, b in enumerate(kept) if not any(_sums_up(b, kept[j]) for j in _beside(k, len(kept)))]
    kept = [b for b in kept if not (_is_sound(b) and any(_is_heard_of(b, other) for other in kept[:_COMPARED]))]
    kept = [b for k, b in enumerate(kept) if not any(_is_version(b, other) for other in kept[max(0, k - _BESIDE) : k])]
    kept = [b for k, b in enumerate(kept) if not any(_leads_to(b, other) for other in kept[k + 1 : k + _COMPARED])]
    return sorted(kept, key=lambda b: (b.start, b.end))


def _beside(k: int, length: int) -> range:
    return range(max(0, k - _COMPARED), min(length, k + _COMPARED))


def _sums_up(vague: Breach, other: Breach) -> bool:
    """Whether "attacks" of no kind are the shelling or bombing told beside them."""
    if vague.act != "unspecified" or other.act == "unspecified":
        return False
    if vague.counted:
        return _counts(vague, other)
    called = vague.definite and vague.sentence - other.last == 1  # "They shelled Buna. The attack broke the truce"
    if vague.how == "explicit" and not called and (other.how != "explicit" or abs(other.sentence - vague.sentence) > 1):
        return False
    if vague.timed and vague.window != other.window and not (vague.how == "inferred" and _holds(vague, other)):
        return False
    near = (
        other.sentence - _SUMMING <= vague.sentence <= other.last + _SUMMING
        or vague.place is None
        or vague.place.admin1 is None
        or (vague.how == "inferred" and (vague.definite or vague.sentence <= _LEAD))
    )
    same = vague.violator == other.violator or (vague.definite and vague.violator is None)
    return near and same and _same_place(vague, other) and _near(vague.window, other.window)


def _counts(counted: Breach, other: Breach) -> bool:
    """Whether breaches counted for a day or two are those told one by one behind them: "three in the past 24 hours"."""
    days = _days(counted.window)
    if days is None or days > 1 or counted.violator != other.violator or counted.window != other.window:
        return False
    here = counted.place is not None and counted.place.admin1 is not None and _same_place(counted, other)
    return here and 0 < other.sentence - counted.sentence <= _SUMMING


def _is_sound(breach: Breach) -> bool:
    """Whether only blasts or "the shooting" are heard, of nobody and nothing."""
    if breach.violator is not None or breach.how == "explicit":
        return False
    if breach.act == "clash":
        return breach.trace["act"].lower().startswith(_ANSWERED)
    if breach.act == "shooting":
        return breach.definite
    return breach.act == "bombing" and breach.trace["act"].lower() in _BLASTS


def _is_heard_of(sound: Breach, other: Breach) -> bool:
    """Whether blasts are those of the shells or raids, shots those of the fighting told of their day and place."""
    if sound.act == "clash":
        if other.violator is None or other.act not in _FIRE or not 0 <= sound.sentence - other.sentence <= _BESIDE:
            return False
        return _near(sound.window, other.window, timedelta(0)) and _same_place(sound, other)
    if sound.act == "shooting":
        return other.act == "clash" and _near(sound.window, other.window, timedelta(0)) and _same_place(sound, other)
    return other.act in _LOUD and sound.window == other.window and _same_place(sound, other)


def _is_version(clash: Breach, other: Breach) -> bool:
    """Whether a clash is what others say of the attack told before: "the army said the four had died in a clash"."""
    if clash.act != "clash" or clash.how != "inferred" or other.violator is None or not other.own_act:
        return False
    if clash.timed or clash.placed or clash.sentence - other.last != 1:
        return False
    return clash.alleged_by not in {None, other.alleged_by}


def _holds(vague: Breach, other: Breach) -> bool:
    """Whether a month holds the day of the other ("the March attacks on the city")."""
    if vague.window.precision != "month" or not (vague.window.start and vague.window.end):
        return False
    days = [day for day in (other.window.start, other.window.end) if day is not None]
    return bool(days) and all(vague.window.start <= day <= vague.window.end for day in days)


def _leads_to(lead: Breach, other: Breach) -> bool:
    """Whether a lead says for days what is told of a day behind it: "shelling has gone on since Friday"."""
    if lead.how != "inferred" or lead.violator is not None or lead.act != other.act or lead.sentence > _LEAD:
        return False
    (start, end), (first, last) = (lead.window.start, lead.window.end), (other.window.start, other.window.end)
    if start is None or end is None or first is None or last is None or not _same_place(lead, other):
        return False
    return start <= first and last <= end and (end - start) - (last - first) > _SAME_DAYS


def _same(a: Breach, b: Breach) -> bool:
    if a.act == b.act == "unspecified" and (a.violator != b.violator or (not a.violator and a.counted != b.counted)):
        return False
    if a.counted != b.counted and _is_in_province(a) != _is_in_province(b):
        return False  # "broke it 2,900 times" counts more than an attack on one province
    if a.act != b.act or a.lasting != b.lasting or not _same_doer(a, b) or not _same_place(a, b):
        return False
    if _in_other_towns(a, b):
        return False
    if a.begins or b.begins:
        return _near(a.window, b.window)
    return not _apart(a, b) and _same_time(a, b)


def _same_time(a: Breach, b: Breach) -> bool:
    """Whether what two mentions tell of their time may be one time."""
    da, db = _days(a.window), _days(b.window)
    if da is not None and db is not None and abs(da - db) > _STRETCH:
        return False
    if a.own_time and b.own_time and a.sentence != b.sentence:
        if a.own_time == b.own_time or _of_one_night(a, b) or (b.definite and _near(a.window, b.window, _SAME_DAYS)):
            return True
        return _alike(a.window, b.window) and not _parts_of_day(a.own_time, b.own_time)
    if a.undated != b.undated and abs(a.sentence - b.sentence) <= _BESIDE and bool(a.own_time or b.own_time):
        return _near(a.window, b.window, _WEEK)
    return _near(a.window, b.window)


def _in_other_towns(a: Breach, b: Breach) -> bool:
    """Whether two sentences tell of one kind of act in two towns that lie far apart."""
    if a.sentence == b.sentence or not (a.placed and b.placed and a.place and b.place):
        return False
    if a.violator is None and b.violator is None:
        return False  # of whom nobody is blamed for, more is told by and by
    if _WIDE & {a.place.precision, b.place.precision}:
        return False
    return _kilometres(a.place, b.place) > _FAR


def _kilometres(a: Place, b: Place) -> float:
    """How far two places lie apart, on a map flat enough for one province; 0 where either is on no map."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return 0.0
    east = (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))
    return math.hypot(a.latitude - b.latitude, east) * _DEGREE


def _apart(a: Breach, b: Breach) -> bool:
    """Whether two mentions tell of other days and, in their own sentences, of other places."""
    if not (a.placed and b.placed and a.place and b.place) or a.place.name == b.place.name:
        return False
    if b.definite and _WIDE & {a.place.precision, b.place.precision}:
        return False
    first, last = sorted((a.window, b.window), key=lambda w: w.start or date.min)
    return first.end is not None and last.start is not None and first.end < last.start


def _alike(a: Window, b: Window) -> bool:
    """Equal windows; stretches of days may differ by a day at either end."""
    if (a.start, a.end) == (b.start, b.end):
        return True
    if None in (a.start, a.end, b.start, b.end) or a.start == a.end or b.start == b.end:
        return False
    assert a.start and a.end and b.start and b.end
    return abs(a.start - b.start) <= _SAME_DAYS and abs(a.end - b.end) <= _SAME_DAYS


def _of_one_night(a: Breach, b: Breach) -> bool:
    """Whether one is told of a night and the other of a day of it, at one place: "overnight", "late on Saturday"."""
    if a.place is None or b.place is None or a.place.name != b.place.name:
        return False
    night, day = sorted((a.window, b.window), key=lambda w: _days(w) or 0, reverse=True)
    if _days(night) != 1 or _days(day) != 0:
        return False
    return day.start in (night.start, night.end)


def _parts_of_day(a: str, b: str) -> bool:
    """ "Sunday morning" and "Sunday afternoon" are two acts of one day."""
    return len(a.split()) > 1 and len(b.split()) > 1 and a.split()[0] == b.split()[0]


def _days(window: Window) -> int | None:
    if window.start is None or window.end is None:
        return None
    return (window.end - window.start).days


def _same_doer(a: Breach, b: Breach) -> bool:
    if a.doer and b.doer and a.doer != b.doer:
        return False  # two states, neither of which is a side with a name of its own
    return _same_side(a.violator, b.violator)


def _same_side(a: str | None, b: str | None) -> bool:
    return a is None or b is None or bool(set(a.split("+")) & set(b.split("+")))


def _same_place(a: Breach, b: Breach) -> bool:
    if a.place is None or b.place is None:
        return True
    if a.place.admin1 != b.place.admin1:
        return a.place.admin1 is None or b.place.admin1 is None
    return True


def _near(a: Window, b: Window, slack: timedelta = _CARRIED_DAYS) -> bool:
    def overlaps(first: date | None, last: date | None) -> bool:
        return first is None or last is None or first <= last + slack

    return overlaps(a.start, b.end) and overlaps(b.start, a.end)


def _is_in_province(breach: Breach) -> bool:
    return breach.place is not None and breach.place.admin1 is not None


def _is_wider(a: Place | None, b: Place) -> bool:
    """Whether one is only the country of the other's province."""
    return a is not None and a.country == b.country and a.admin1 is None and b.admin1 is not None


def _joined(a: Breach, b: Breach) -> Breach:
    """What both mentions say: the sharper window and place, the plainer word."""
    sharper = b.own_time and not a.own_time and not b.definite
    window = b.window if sharper or _days(a.window) is None else a.window
    if (a.begins or b.begins) and a.window.start and b.window.start and a.window.end and b.window.end:
        window = Window(min(a.window.start, b.window.start), max(a.window.end, b.window.end), "range")
    place = a.place
    finer = (
        place is None
        or (b.placed and not a.placed and not _is_wider(b.place, place))
        or (place.admin1 is None and (b.placed or not (a.placed or b.definite)))
    )
    if b.place is not None and finer:
        place = b.place
    how = min(a.how, b.how, key=lambda h: _RANK[h])
    violator = a.violator or b.violator
    own = a.own_time or b.own_time
    return replace(
        a,
        window=window,
        place=place,
        own_time=own,
        last=b.sentence,
        placed=a.placed or b.placed,
        how=how,
        violator=violator,
        alleged_by=a.alleged_by or b.alleged_by,
        doer=a.doer or b.doer,
    )

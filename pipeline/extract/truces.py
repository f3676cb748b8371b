"""Truces told in an article and the known truces that they are.

Belongs here: matching what is told of a truce with the reference table. Does not: reading the mentions
(`truce_mentions`), what breaks a truce (`violations`).
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.extract.annotate import Annotated
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place, TruceMention
from pipeline.extract.reference import Ceasefire, Reference
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.theatre import main_place
from pipeline.extract.truce_mentions import (
    DATE_SLACK,
    MOST_TRUCES,
    ZONE,
    TruceTold,
    is_deal,
    merge,
    read_mention,
    taken_up,
)
from pipeline.extract.truce_states import BEFORE_REACH, CUE_REACH, is_truce_here

State = Literal["in force", "ended", "not begun"]

# Reports speak of a truce as holding until about a week after it has ended, and of one that begins within a week.
_GRACE = timedelta(days=7)
# Nobody knows on the day that a truce is over; what breaks it counts until that is settled.
_LINGER = timedelta(days=2)
# Reports are mostly of a truce that began within a month.
_RECENT = timedelta(days=31)
# Of a truce without an end nobody speaks for longer without its name or date.
_LONG = timedelta(days=3 * 365)
# An article that only says "the truce" matches a known one that holds at the time in its area; see `_score`.
_MATCH_FLOOR = 2
# In a report of no known day it must be named or dated.
_DATELESS_FLOOR = 4

# Sides that every war has.
_ANYWHERE = frozenset({"government", "opposition", "other"})
# A truce of one or two provinces is only meant where its area, date or name is told.
_LOCAL = 2
_CALLED = re.compile(r"truce|cease-?fire|pause|calm|zone", re.IGNORECASE)
# What is a truce only by what is said of it.
_AT_TIMES = frozenset({"peace", "calm", "stopping"})
_LINES = (["line"], ["lines"])
# Behind its last truce a damaged text is read no further than this many sentences.
_FAR = 200


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce of the article: its row, how it stands when the article is written, and where it is spoken of.

    `holds_from` and `holds_until` are the days between which an act breaks it: the known truce's where it is known,
    else those of the text. `excluded` are sides that it does not bind, `outsiders` the groups that it leaves out,
    `partners` those whose it is, `named` the places that its sentences name. A `doubtful` one is unknown, and nothing
    says that it holds.
    """

    mention: TruceMention
    state: State
    excluded: frozenset[str]
    bound: frozenset[str]
    holds_from: date | None
    holds_until: date | None
    area: frozenset[str]
    country: str | None
    other_country: str | None
    spans: tuple[tuple[int, int], ...]
    in_passing: bool = False
    named: frozenset[Place] = frozenset()
    outsiders: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    local: bool = False
    without_terrorists: bool = False
    elsewhere: bool = False
    doubtful: bool = False

    @property
    def countries(self) -> tuple[str | None, str | None]:
        """The country in which it holds, and the second of one between two states."""
        return self.country, self.other_country

    def nearest(self, position: int) -> int:
        """The token position of the mention nearest to `position`."""
        k = bisect_left(self.spans, (position, position))
        return min((first for first, _ in self.spans[max(0, k - 1) : k + 1]), key=lambda first: abs(first - position))


def find_truces(doc: Annotated, reference: Reference) -> list[Truce]:
    """The truces that an article tells of, in reading order."""
    scene = scene_of(doc)
    if not any(m.entry.form == "truce" or m.entry.kind in _AT_TIMES for m in scene.breaches.items):
        return []
    told: list[TruceTold] = []
    for sentence in doc.sentences:
        if told and told[-1].sentence == sentence.index - 1 and (taken := taken_up(scene, sentence)) is not None:
            mention = read_mention(scene, reference, sentence, taken)
            merge(told, replace(mention, kind=told[-1].kind, name=told[-1].name))
        for match in scene.breaches.of(sentence.index):
            if len(told) >= MOST_TRUCES and told[-1].sentence < sentence.index - _FAR:
                continue
            if (match.entry.form == "truce" and not _is_line(scene, match.end)) or is_truce_here(scene, match):
                merge(told, read_mention(scene, reference, sentence, match))
            elif match.entry.form == "deal" and told and is_deal(scene, told[-1], sentence, match):
                merge(
                    told,
                    replace(read_mention(scene, reference, sentence, match), kind=told[-1].kind, name=told[-1].name),
                )
    return [_truce(doc, reference, item) for item in told]


def _is_line(scene: Scene, past: int) -> bool:
    """Whether it is a border that is named: "the Golan Heights ceasefire line"."""
    return scene.doc.tokens.lowers[past : past + 1] in _LINES


def effective_date(doc: Annotated, truces: Sequence[Truce], offset: int) -> date | None:
    """The day from which the truce spoken of at `offset` held."""
    truce = truce_at(doc, truces, offset)
    return truce.holds_from if truce is not None else None


def truce_at(doc: Annotated, truces: Sequence[Truce], offset: int) -> Truce | None:
    """The truce that is meant at `offset`: the one named there or just before, else the first of the article."""
    if not truces:
        return None
    position = doc.tokens.span(offset, len(doc.text))[0]
    named = [t for t in truces if t.nearest(position) in range(position - 2, position + CUE_REACH + 1)]
    before = [t for t in truces if t.spans[0][0] <= position]
    dated = [t for t in (*named, *reversed(before), *truces) if t.holds_from is not None]
    return dated[0] if dated else (named or before or list(truces))[0]


# --- matching with the known truces ----------------------------------------------------------------------------------


def _truce(doc: Annotated, reference: Reference, told: TruceTold) -> Truce:
    if told.ended and told.effective and told.ended < told.effective[0]:
        told.ended = None  # "in force since January, it expires at the end of April" is told of the April to come
    country = told.home or _country(doc, told)
    state = _state(told)
    row = _known(doc, reference, told, country, state)
    if told.in_passing and (told.past or _is_of_old(doc, told, row)):
        state = "ended"
    effective = told.effective if told.effective else None
    brokers = tuple(sorted(told.brokers))
    mention = TruceMention(
        _mention_id(doc, told),
        doc.article.document_id,
        row.ceasefire_id if row else None,
        _name(doc, told),
        told.announced[0] if told.announced and told.announced[0] == told.announced[1] else None,
        effective[0] if effective else None,
        told.effective_precision if effective else None,
        told.ended,
        brokers,
        tuple(sorted(told.parties)),
        country,
        (told.place.admin1,) if told.place and told.place.admin1 else (),
        row.kind if row and told.kind == "ceasefire" else told.kind,
        _sentence_text(doc, told),
        told.start,
        told.end,
    )
    holds_from, holds_until = _holding(told, row, state)
    excluded = told.excluded | _sides(reference, row.excluded_parties if row else ())
    bound = told.parties | set(row.parties if row else ())
    area = frozenset(row.admin1s) if row else frozenset(mention.admin1s)
    home, abroad = (row.country, row.other_country) if row else (country, told.abroad)
    return Truce(
        mention,
        state,
        frozenset(excluded - bound),
        frozenset(bound),
        holds_from,
        holds_until,
        area,
        home,
        abroad,
        tuple(told.spans),
        told.in_passing or (row is None and (told.hourly or _is_bare(told))),
        frozenset(() if told.hourly and row is None else told.named) or _main_place(doc, told),
        frozenset(told.outsiders),
        frozenset(told.partners),
        told.local,
        told.terrorists,
        told.home is not None,
        row is None and told.unproven,
    )


def _is_bare(told: TruceTold) -> bool:
    """Whether nothing but its breach is told of a truce, and that once."""
    standing = told.states & {"in force", "lasting", "ended"}
    return len(told.spans) == 1 and not standing and told.effective is None and told.announced is None


def _main_place(doc: Annotated, told: TruceTold) -> frozenset[Place]:
    """The place that a local truce or a zone is of where its sentence names none: "the enclave is one of the zones"."""
    main = main_place(doc) if told.local or told.kind == ZONE else None
    return frozenset({main.mention.place} if main is not None else ())


def _holding(told: TruceTold, row: Ceasefire | None, state: State) -> tuple[date | None, date | None]:
    if "lasting" in told.states:
        told.ended = None
    if row is not None:
        known = row.ended_on + _LINGER if row.ended_on and state == "in force" else row.ended_on
        if state == "ended" and known is not None and told.ended is not None:
            known = min(known, told.ended)  # "collapsed last month"
        else:
            known = told.ended or known
        return row.effective_on or row.announced_on, known
    start = told.effective or told.announced
    if start is not None and told.ended is None and told.days:
        return start[0], start[1] + timedelta(days=told.days)  # "a three-day truce that began on 15 June"
    return (start[0] if start else None), told.ended


def _state(told: TruceTold) -> State:
    if "ended" in told.states and "lasting" not in told.states:
        return "ended"
    to_come = "not begun" in told.states or ("before" in told.states and len(told.spans) == 1)
    begun = bool(told.states & {"in force", "broken"}) or told.effective is not None
    if to_come and not begun and not (told.kind == ZONE and told.announced):
        return "not begun"
    return "in force"


def _is_of_old(doc: Annotated, told: TruceTold, row: Ceasefire | None) -> bool:
    """Whether the only sentence that names a truce tells of long ago: "a truce in Homs in 2014 let them leave"."""
    if told.told_of is None or doc.published_on is None or doc.published_on - told.told_of[1] <= _RECENT:
        return False
    return row is None or not _meets(told.told_of, row.effective_on or row.announced_on)


def _country(doc: Annotated, told: TruceTold) -> str | None:
    return told.place.country if told.place and told.place.country else scene_of(doc).country


def _known(
    doc: Annotated, reference: Reference, told: TruceTold, country: str | None, state: State
) -> Ceasefire | None:
    floor = _MATCH_FLOOR if doc.published_on is not None else _DATELESS_FLOOR
    scored = [
        (score, row.effective_on or row.announced_on or date.min, row.ceasefire_id, row)
        for row in reference.ceasefires
        if country is not None
        and country in (row.country, row.other_country)
        and (score := _score(doc, told, row, state)) >= floor
    ]
    return max(scored, key=lambda item: item[:3])[3] if scored else None


def _score(doc: Annotated, told: TruceTold, row: Ceasefire, state: State) -> int:
    """How well a known truce fits what the text says; below zero where they contradict each other."""
    if not _possible(doc, told, row, state) or _contradicts(told, row):
        return -1
    if told.hourly and row.kind != "humanitarian pause":
        return -1
    if _is_of_strangers(doc, row) and not (_dates_meet(told, row) or _is_called(told, row)):
        return -1
    if told.local and not (row.admin1s and (_dates_meet(told, row) or _is_called(told, row))):
        return -1
    score = 1 + _holds_now(doc, row)
    score += 4 if _dates_meet(told, row) else 0
    score += 4 if told.ended and _meets((told.ended, told.ended), row.ended_on) else 0
    score += 3 if _is_called(told, row) else 0
    known = set(row.brokers)
    others, shared = told.brokers - known - set(row.parties), len(told.brokers & known)
    score += shared - (len(others) if not shared else bool(others))  # the table names the chief brokers
    score += _area_score(doc, told, row)
    if told.parties:
        score += 2 if told.parties <= {*row.parties, *(broker.lower() for broker in row.brokers)} else -2
    if told.kind != "ceasefire":
        score += 1 if told.kind == row.kind else -1
    if told.kind == row.kind == ZONE and not _is_wide(row):
        main = main_place(doc)
        score += 3 if main is not None and main.mention.place.admin1 in row.admin1s else 0
    return score


def _is_of_strangers(doc: Annotated, row: Ceasefire) -> bool:
    """Whether a truce is between sides with names of their own of whom the report does not speak: "Israel"."""
    named = set(row.parties) - _ANYWHERE
    return bool(named) and "government" not in row.parties and named.isdisjoint(_sides_told(doc))


@per_article
def _sides_told(doc: Annotated) -> frozenset[str]:
    return frozenset(side.side for side in scene_of(doc).sides.items)


def _is_wide(row: Ceasefire) -> bool:
    """Whether a truce holds in more than a corner of its country."""
    return not 0 < len(row.admin1s) <= _LOCAL


def _is_called(told: TruceTold, row: Ceasefire) -> bool:
    return any(alias.lower() in told.words for alias in row.aliases)


def _possible(doc: Annotated, told: TruceTold, row: Ceasefire, state: State) -> bool:
    start = row.effective_on or row.announced_on
    if doc.published_on is None or start is None:
        return True
    if start > doc.published_on + (timedelta(0) if _has_begun(told) else _GRACE):
        return False
    if row.ended_on is None and doc.published_on - start > _LONG:
        return _dates_meet(told, row) or _is_called(told, row)
    return state == "ended" or row.ended_on is None or doc.published_on <= row.ended_on + _GRACE


def _has_begun(told: TruceTold) -> bool:
    """Whether the text tells that the truce has held for a while or held and broke."""
    return bool(told.states & {"in force", "ended"}) and "not begun" not in told.states


def _holds_now(doc: Annotated, row: Ceasefire) -> int:
    """Points for a truce that holds when the report is written, over one that has ended, and for one of these days."""
    start, day = row.effective_on or row.announced_on, doc.published_on
    if day is None or start is None or not start <= day <= (row.ended_on or day):
        return 0
    return 2 if day - start <= _RECENT else 1


def _contradicts(told: TruceTold, row: Ceasefire) -> bool:
    known = [d for d in (row.effective_on, row.announced_on) if d is not None]
    if told.effective and known and not any(_meets(told.effective, d) for d in known):
        return True
    if told.announced and not told.lengthened and row.announced_on and told.announced[0] - row.announced_on > _RECENT:
        return True  # "the truce declared on January 12" is not that of two years ago
    if told.ended is None:
        return False
    long_over = row.ended_on is not None and row.ended_on + _RECENT < told.ended
    return long_over or any(d > told.ended + DATE_SLACK for d in known)


def _dates_meet(told: TruceTold, row: Ceasefire) -> bool:
    return _meets(told.effective, row.effective_on) or _meets(told.announced, row.announced_on or row.effective_on)


def _meets(span: tuple[date, date] | None, day: date | None) -> bool:
    return span is not None and day is not None and span[0] - DATE_SLACK <= day <= span[1] + DATE_SLACK


def _area_score(doc: Annotated, told: TruceTold, row: Ceasefire) -> int:
    area = set(row.admin1s)
    local = not _is_wide(row)
    if told.place is not None and told.place.admin1:
        return (2 if told.place.admin1 in area else -3) if area else 1
    if not area:
        return 1
    if local and not any(_CALLED.search(alias) for alias in row.aliases):
        return -1  # a town's "deal" is not what is called the ceasefire
    if local and not _holds_recently(doc, row) and _names(row).isdisjoint(_words(doc)):
        return -3  # a town's truce of years ago, of which the report does not speak
    return (0 if local else 1) if _named_areas(doc) & area else -3


def _holds_recently(doc: Annotated, row: Ceasefire) -> bool:
    return _holds_now(doc, row) > 1 or doc.published_on is None


def _names(row: Ceasefire) -> frozenset[str]:
    """The words that the names of a truce have beside those for any: "Barzeh"."""
    return frozenset(word.lower() for alias in row.aliases for word in alias.split() if word[:1].isupper())


@per_article
def _words(doc: Annotated) -> frozenset[str]:
    return frozenset(doc.tokens.lowers)


@per_article
def _named_areas(doc: Annotated) -> frozenset[str]:
    return frozenset(m.place.admin1 for m in doc.places if m.place.admin1 and not m.in_group_name)


def _sides(reference: Reference, names: Iterable[str]) -> set[str]:
    """Sides of excluded parties; a named group within a side leaves the side itself bound."""
    sides = {"government", "opposition", "islamic_state", "kurdish_forces", "turkey", "russia", "iran", "hezbollah"}
    return {name for name in names if name in sides}


# --- words of the row ------------------------------------------------------------------------------------------------


def _name(doc: Annotated, told: TruceTold) -> str:
    first, past = told.spans[0]
    tokens = doc.tokens
    start = first
    while start > 0 and first - start < BEFORE_REACH:
        text = tokens.texts[start - 1]
        if not (text[0].isupper() or "-" in text) or tokens.kinds[start - 1] not in {"w", "n"}:
            break
        if "\n" in doc.text[tokens.ends[start - 1] : tokens.starts[start]]:
            break
        start -= 1
    return doc.text[tokens.starts[start] : tokens.ends[past - 1]]


def _sentence_text(doc: Annotated, told: TruceTold) -> str:
    sentence = doc.sentence_at(told.start)
    return doc.text[sentence.start : sentence.end]


def _mention_id(doc: Annotated, told: TruceTold) -> str:
    parts = f"{doc.article.document_id}|truce|{told.start}|{told.end}"
    return "trc_" + hashlib.sha256(parts.encode()).hexdigest()[:16]

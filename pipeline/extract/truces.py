"""Truces told in an article and the known truces that they are.

Belongs here: finding mentions of truces, their dates, brokers, area and state, and matching them with the reference
table. Does not: what breaks them (`violations`).
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, Precision, TruceMention
from pipeline.extract.reference import BreachTerm, Ceasefire, Reference
from pipeline.extract.scene import HARD_COST, Scene, Timed, scene_of

State = Literal["in force", "ended", "not begun"]
# What one mention says: "before the truce" may be told of one that has not begun or of one that has long held.
Told = Literal["in force", "ended", "not begun", "before"]

# A verb of beginning or ending stands within this many words of its truce; a date this near to its verb.
_CUE_REACH = 12
_DATE_REACH = 8
_BEFORE_REACH = 5
# "The deal" and "it" mean the truce told at most this many sentences before.
_DEAL_MEMORY = 3
# Reports speak of a truce as holding until about a week after it has ended, and of one that begins within a week.
_GRACE = timedelta(days=7)
# Nobody knows on the day that a truce is over; what breaks it counts until that is settled.
_LINGER = timedelta(days=2)
# Reports are mostly of a truce that began within a month.
_RECENT = timedelta(days=31)
# Told and known dates of one truce differ by a day or two (midnight, announcement, time zones).
_DATE_SLACK = timedelta(days=2)
# An article that only says "the truce" matches a known one that holds at the time in its area; see `_score`.
_MATCH_FLOOR = 2

# "Since late August", "in place since July": the last day on which the truce may have begun.
_LOOSE = {"range": timedelta(days=10), "month": timedelta(days=30), "year": timedelta(days=365)}
_DATELESS = frozenset({"age", "clock", "frequency", "vague"})
_COUNTING = ("after", "before", "later", "earlier")
# A truce of one or two provinces is only meant where its area, date or name is told.
_LOCAL = 2
# No article tells of more truces or needs more of its words to name one; damaged text shall not cost more.
_MOST = 8
_WORDS = 4_000
_FAR = 200
# A place that these part from a truce is not its area.
_NO_AREA = frozenset({"by", "between", "with", ",", ".", "as", "when", "while", "after", "before", "despite", "under"})
# "The first truce", "an earlier ceasefire" is another than the one that the story is about.
_OTHERS = frozenset({"first", "previous", "earlier", "former", "prior"})
_ORDINAL_REACH = 2
_IFS = frozenset({"if", "should", "unless", "until", "in", "before"})
_TO_COME = frozenset({"to", "will", "would"})
_COULD = frozenset("could would may might will to can not about near nearly nears almost".split())
_DATED = frozenset({"effect", "announce", "agree", "end", "hold"})


@dataclass(slots=True)
class _Told:
    """What the text says of one truce, gathered mention by mention."""

    start: int
    end: int
    sentence: int
    kind: str
    name: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    announced: tuple[date, date] | None = None
    effective: tuple[date, date] | None = None
    effective_precision: Precision | None = None
    ended: date | None = None
    brokers: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    place: Place | None = None
    states: set[str] = field(default_factory=set)
    words: str = ""
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce of the article: its row, how it stands when the article is written, and where it is spoken of.

    `holds_from` and `holds_until` are the days between which an act breaks it: the known truce's where it is known,
    else those of the text. `excluded` are sides that it does not bind.
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
    if not any(m.entry.form == "truce" for m in scene.breaches.items):
        return []
    told: list[_Told] = []
    for sentence in doc.sentences:
        for match in scene.breaches.of(sentence.index):
            if len(told) >= _MOST and told[-1].sentence < sentence.index - _FAR:
                continue
            if match.entry.form == "truce":
                _merge(told, _read(scene, reference, sentence, match))
            elif match.entry.form == "deal" and told and _is_deal(scene, told[-1], sentence, match):
                _merge(told, replace(_read(scene, reference, sentence, match), kind=told[-1].kind, name=told[-1].name))
    return [_truce(doc, reference, item) for item in told]


def effective_date(doc: Annotated, truces: Sequence[Truce], offset: int) -> date | None:
    """The day from which the truce spoken of at `offset` held."""
    truce = truce_at(doc, truces, offset)
    return truce.holds_from if truce is not None else None


def truce_at(doc: Annotated, truces: Sequence[Truce], offset: int) -> Truce | None:
    """The truce that is meant at `offset`: the one named there or just before, else the first of the article."""
    if not truces:
        return None
    position = doc.tokens.span(offset, len(doc.text))[0]
    named = [t for t in truces if t.nearest(position) in range(position - 2, position + _CUE_REACH + 1)]
    before = [t for t in truces if t.spans[0][0] <= position]
    dated = [t for t in (*named, *reversed(before), *truces) if t.holds_from is not None]
    return dated[0] if dated else (named or before or list(truces))[0]


# --- reading one mention ---------------------------------------------------------------------------------------------


def _is_deal(scene: Scene, last: _Told, sentence: SentenceSpan, match: Match[BreachTerm]) -> bool:
    """Whether "the deal" or "this agreement" means the truce told before."""
    before = scene.doc.tokens.lowers[match.start - 1] if match.start else ""
    return before in {"the", "this", "that"} and sentence.index - last.sentence <= _DEAL_MEMORY


def _read(scene: Scene, reference: Reference, sentence: SentenceSpan, match: Match[BreachTerm]) -> _Told:
    tokens = scene.doc.tokens
    told = _Told(
        tokens.starts[match.start],
        tokens.ends[match.end - 1],
        sentence.index,
        match.entry.kind,
        match.entry.term,
        [(match.start, match.end)],
        words=scene.doc.text[sentence.start : sentence.end].lower(),
    )
    before = tokens.lowers[max(sentence.first, match.start - _ORDINAL_REACH) : match.start]
    told.earlier = match.entry.form == "truce" and not _OTHERS.isdisjoint(before)
    _read_dates(scene, sentence, match, told)
    _read_state(scene, sentence, match, told)
    told.brokers = set(_brokers(scene, reference, sentence, match))
    told.parties = set(_parties(scene, sentence, match))
    told.place = _area(scene, sentence, match)
    if any(m.entry.form == "exclude" for m in scene.breaches.of(sentence.index)):
        cue = next(m for m in scene.breaches.of(sentence.index) if m.entry.form == "exclude")
        told.excluded = {s.side for s in scene.sides.between(cue.end, min(sentence.past, cue.end + _CUE_REACH))} or {
            s.side for s in scene.sides.between(sentence.first, cue.start)
        }
    return told


def _cues(
    scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], forms: Iterable[str]
) -> list[Match[BreachTerm]]:
    low, high = max(sentence.first, match.start - _CUE_REACH), min(sentence.past, match.end + _CUE_REACH + 8)
    return [m for m in scene.breaches.between(low, high) if m.entry.form in forms]


def _read_dates(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], told: _Told) -> None:
    cues = _cues(scene, sentence, match, _DATED)
    for timed in scene.times.of(sentence.index):
        mention = timed.mention
        if mention.first is None or mention.kind in _DATELESS or mention.text.lower().endswith(_COUNTING):
            continue
        cue = _verb_of(scene, timed, cues)
        if cue is None:
            continue
        last = mention.last or mention.first
        if mention.kind in {"since", "truce"}:
            last = mention.first + _LOOSE.get(mention.precision or "day", timedelta(0))
        span = (mention.first, last)
        if cue == "effect":
            told.effective = told.effective or span
            told.effective_precision = told.effective_precision or mention.precision
        elif cue in {"announce", "agree"}:
            told.announced = told.announced or span
        elif cue == "end":
            told.ended = told.ended or span[1]


def _verb_of(scene: Scene, timed: Timed, cues: Sequence[Match[BreachTerm]]) -> str | None:
    """The cue that a date belongs to: the nearest, before it for choice."""
    best: tuple[int, str] | None = None
    for cue in cues:
        if cue.start < timed.past and cue.end > timed.first:
            gap = 0
        elif cue.end <= timed.first:
            gap = scene.distance(cue.end - 1, timed.first)
        else:
            gap = scene.distance(timed.past - 1, cue.start) + 3
        if cue.entry.form == "end" and _in_time(scene, cue):
            continue
        form = "effect" if cue.entry.form == "hold" and "place" in cue.entry.term else cue.entry.form
        if gap <= _DATE_REACH and form != "hold" and (best is None or gap < best[0]):
            best = gap, form
    return best[1] if best else None


def _read_state(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], told: _Told) -> None:
    for cue in _cues(scene, sentence, match, {"unborn", "end", "over", "hold", "effect", "explicit"}):
        if abs(scene.bars[cue.start] - scene.bars[match.start]) < HARD_COST and not _in_time(scene, cue):
            state = _state_of(scene, match, cue)
            if state is not None:
                told.states.add(state)


def _in_time(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether a word belongs to a time ("at the end of August")."""
    return any(
        t.first < cue.end and t.past > cue.start for t in scene.times.between(max(0, cue.start - _CUE_REACH), cue.end)
    )


def _state_of(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> Told | None:
    """How one word says that the truce stands."""
    form, before = cue.entry.form, cue.end <= match.start
    gap = match.start - cue.end if before else cue.start - match.end
    if form == "effect" and scene.doc.tokens.lowers[cue.start - 1] in _TO_COME:
        return "not begun"
    if form in {"hold", "effect"}:
        return "in force"
    if form == "over":
        return "ended" if not before and gap == 0 else None
    if form == "unborn":
        if not before or gap > _BEFORE_REACH:
            return None
        return "before" if scene.doc.tokens.lowers[cue.start] == "before" else "not begun"
    if form == "end" and _supposed(scene, match, cue):
        return None
    if form == "end":
        return "ended" if gap <= (2 if before else _BEFORE_REACH + 3) else None
    return "ended" if _is_passive(scene, cue) and 0 <= cue.start - match.end <= _CUE_REACH else None


def _supposed(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether an end is only feared or set: "if the truce collapses", "the truce is due to end at midnight"."""
    lowers = scene.doc.tokens.lowers
    first = min(match.start, cue.start)
    return not _IFS.isdisjoint(lowers[max(0, first - 3) : first]) or not _COULD.isdisjoint(
        lowers[max(0, cue.start - 3) : cue.start]
    )


def _is_passive(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """ "The truce was broken" ends it, "the truce was violated" does not."""
    lowers = scene.doc.tokens.lowers
    return cue.entry.term == "broke" and cue.start > 0 and lowers[cue.start - 1] in {"was", "been", "is"}


def _brokers(scene: Scene, reference: Reference, sentence: SentenceSpan, match: Match[BreachTerm]) -> list[str]:
    """Brokers in "Russian-brokered truce", "brokered by Turkey and Russia", "announced by Russia"."""
    lowers = scene.doc.tokens.lowers
    words = reference.broker_words
    found: list[str] = []
    for k in range(max(sentence.first, match.start - _BEFORE_REACH), match.start):
        parts = lowers[k].replace(".", "").split("-")
        if len(parts) > 1 or _is_suffix(scene, k + 1):
            found.extend(words[part] for part in parts if part in words)
    for k in range(match.end, min(sentence.past, match.end + _CUE_REACH + 4)):
        if lowers[k] in {"by", "between", "with"} and _follows_deal_verb(scene, k):
            stop = min(sentence.past, k + 10)
            plain = [word.replace(".", "") for word in lowers[k + 1 : stop]]
            found.extend(words[w] for w in (*plain, *map(" ".join, pairwise(plain))) if w in words)
            break
    return found


def _is_suffix(scene: Scene, position: int) -> bool:
    return any(
        m.entry.form == "broker_suffix" or m.entry.form == "agree"
        for m in scene.breaches.between(position, position + 1)
    )


def _follows_deal_verb(scene: Scene, position: int) -> bool:
    return any(
        m.entry.form in {"agree", "announce", "deal", "truce"} for m in scene.breaches.between(position - 3, position)
    )


def _parties(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> list[str]:
    """Sides in "a truce between X and Y"."""
    lowers = scene.doc.tokens.lowers
    for k in range(match.end, min(sentence.past, match.end + _CUE_REACH)):
        if lowers[k] == "between":
            return [s.side for s in scene.sides.between(k, min(sentence.past, k + 10))]
    return []


def _area(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> Place | None:
    """A place that the truce's own phrase names: "the Idlib ceasefire", "a truce in Homs"."""
    lowers = scene.doc.tokens.lowers
    for placed in scene.places.between(max(sentence.first, match.start - 3), min(sentence.past, match.end + 7)):
        gap = lowers[match.end : placed.first] if placed.first >= match.end else lowers[placed.past : match.start]
        if placed.first >= match.end and not {"in", "for", "covering", "across", "around", "inside", "of"} & set(gap):
            continue
        if not _NO_AREA.isdisjoint(gap) or len(gap) > 6:
            continue
        return placed.mention.place if placed.mention.place.country == scene.country else None
    return None


# --- one truce of many mentions --------------------------------------------------------------------------------------


def _merge(told: list[_Told], new: _Told) -> None:
    for item in reversed(told[-_MOST:]):
        if _same(item, new):
            _absorb(item, new)
            return
    told.append(new)


def _same(a: _Told, b: _Told) -> bool:
    zone = "de-escalation zone"
    if (a.kind == zone) != (b.kind == zone) and abs(a.sentence - b.sentence) > 1:
        return False
    if a.earlier != b.earlier or (a.brokers and b.brokers and not a.brokers & b.brokers):
        return False
    if _apart(a.effective, b.effective) or _apart(a.announced, b.announced):
        return False
    return not (a.place and b.place and a.place.admin1 and b.place.admin1 and a.place.admin1 != b.place.admin1)


def _apart(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    return a is not None and b is not None and (a[0] > b[1] + _DATE_SLACK or b[0] > a[1] + _DATE_SLACK)


def _absorb(item: _Told, new: _Told) -> None:
    item.spans += new.spans
    item.announced = item.announced or new.announced
    if item.effective is None:
        item.effective, item.effective_precision = new.effective, new.effective_precision
    item.ended = item.ended or new.ended
    item.brokers |= new.brokers
    item.parties |= new.parties
    item.excluded |= new.excluded
    item.place = item.place or new.place
    item.states |= new.states
    if len(item.words) < _WORDS:
        item.words += " " + new.words
    item.sentence = max(item.sentence, new.sentence)
    if len(new.name) > len(item.name):
        item.name = new.name


# --- matching with the known truces ----------------------------------------------------------------------------------


def _truce(doc: Annotated, reference: Reference, told: _Told) -> Truce:
    country = _country(doc, told)
    state = _state(told)
    row = _known(doc, reference, told, country, state)
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
    home, abroad = (row.country, row.other_country) if row else (country, None)
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
    )


def _holding(told: _Told, row: Ceasefire | None, state: State) -> tuple[date | None, date | None]:
    if row is not None:
        known = row.ended_on + _LINGER if row.ended_on and state == "in force" else row.ended_on
        return row.effective_on or row.announced_on, told.ended or known
    start = told.effective or told.announced
    return (start[0] if start else None), told.ended


def _state(told: _Told) -> State:
    if "ended" in told.states:
        return "ended"
    to_come = "not begun" in told.states or ("before" in told.states and len(told.spans) == 1)
    if to_come and "in force" not in told.states and told.effective is None:
        return "not begun"
    return "in force"


def _country(doc: Annotated, told: _Told) -> str | None:
    return told.place.country if told.place and told.place.country else scene_of(doc).country


def _known(doc: Annotated, reference: Reference, told: _Told, country: str | None, state: State) -> Ceasefire | None:
    scored = [
        (score, row.effective_on or row.announced_on or date.min, row.ceasefire_id, row)
        for row in reference.ceasefires
        if country is not None
        and country in (row.country, row.other_country)
        and (score := _score(doc, told, row, state)) >= _MATCH_FLOOR
    ]
    return max(scored, key=lambda item: item[:3])[3] if scored else None


def _score(doc: Annotated, told: _Told, row: Ceasefire, state: State) -> int:
    """How well a known truce fits what the text says; below zero where they contradict each other."""
    if not _possible(doc, told, row, state) or _contradicts(told, row):
        return -1
    score = 1 + _holds_now(doc, row)
    score += 4 if _dates_meet(told, row) else 0
    score += 3 if any(alias.lower() in told.words for alias in row.aliases) else 0
    known = set(row.brokers)
    score += len(told.brokers & known) - len(told.brokers - known - set(row.parties))
    score += _area_score(doc, told, row)
    if told.parties:
        score += 2 if told.parties <= {*row.parties, *(broker.lower() for broker in row.brokers)} else -2
    if told.kind != "ceasefire":
        score += 1 if told.kind == row.kind else -1
    return score


def _possible(doc: Annotated, told: _Told, row: Ceasefire, state: State) -> bool:
    start = row.effective_on or row.announced_on
    if doc.published_on is None or start is None:
        return True
    if start > doc.published_on + (timedelta(0) if _has_begun(told) else _GRACE):
        return False
    return state == "ended" or row.ended_on is None or doc.published_on <= row.ended_on + _GRACE


def _has_begun(told: _Told) -> bool:
    """Whether the text tells that the truce has held for a while or held and broke."""
    return bool(told.states & {"in force", "ended"}) and "not begun" not in told.states


def _holds_now(doc: Annotated, row: Ceasefire) -> int:
    """Points for a truce that holds when the report is written, over one that has ended, and for one of these days."""
    start, day = row.effective_on or row.announced_on, doc.published_on
    if day is None or start is None or not start <= day <= (row.ended_on or day):
        return 0
    return 2 if day - start <= _RECENT else 1


def _contradicts(told: _Told, row: Ceasefire) -> bool:
    known = [d for d in (row.effective_on, row.announced_on) if d is not None]
    return bool(told.effective and known) and not any(_meets(told.effective, d) for d in known)


def _dates_meet(told: _Told, row: Ceasefire) -> bool:
    return _meets(told.effective, row.effective_on) or _meets(told.announced, row.announced_on or row.effective_on)


def _meets(span: tuple[date, date] | None, day: date | None) -> bool:
    return span is not None and day is not None and span[0] - _DATE_SLACK <= day <= span[1] + _DATE_SLACK


def _area_score(doc: Annotated, told: _Told, row: Ceasefire) -> int:
    area = set(row.admin1s)
    local = 0 < len(area) <= _LOCAL
    if told.place is not None and told.place.admin1:
        return (2 if told.place.admin1 in area else -3) if area else 0
    if not area:
        return 1
    return (0 if local else 1) if _named_areas(doc) & area else -3


@lru_cache(maxsize=2)
def _named_areas(doc: Annotated) -> frozenset[str]:
    return frozenset(m.place.admin1 for m in doc.places if m.place.admin1 and not m.in_group_name)


def _sides(reference: Reference, names: Iterable[str]) -> set[str]:
    """Sides of excluded parties; a named group within a side leaves the side itself bound."""
    sides = {"government", "opposition", "islamic_state", "kurdish_forces", "turkey", "russia", "iran", "hezbollah"}
    return {name for name in names if name in sides}


# --- words of the row ------------------------------------------------------------------------------------------------


def _name(doc: Annotated, told: _Told) -> str:
    first, past = told.spans[0]
    tokens = doc.tokens
    start = first
    while start > 0 and first - start < _BEFORE_REACH:
        text = tokens.texts[start - 1]
        if not (text[0].isupper() or "-" in text) or tokens.kinds[start - 1] not in {"w", "n"}:
            break
        if "\n" in doc.text[tokens.ends[start - 1] : tokens.starts[start]]:
            break
        start -= 1
    return doc.text[tokens.starts[start] : tokens.ends[past - 1]]


def _sentence_text(doc: Annotated, told: _Told) -> str:
    sentence = doc.sentence_at(told.start)
    return doc.text[sentence.start : sentence.end]


def _mention_id(doc: Annotated, told: _Told) -> str:
    parts = f"{doc.article.document_id}|truce|{told.start}|{told.end}"
    return "trc_" + hashlib.sha256(parts.encode()).hexdigest()[:16]

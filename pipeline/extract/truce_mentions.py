"""What an article says of its truces, mention by mention, and the mentions of one truce taken together.

Belongs here: dates, brokers, parties, area and state as the words around a mention tell them. Does not: which known
truce it is (`truces`), what breaks it (`violations`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from pipeline.extract.acts import EVENT_FORMS
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place, Precision
from pipeline.extract.reference import BreachTerm, Reference
from pipeline.extract.scene import SIGNING, Scene
from pipeline.extract.theatre import is_digest
from pipeline.extract.timed import Timed
from pipeline.extract.truce_length import UNTIL_FURTHER, length_of
from pipeline.extract.truce_parties import groups_of, other_state, sides_between
from pipeline.extract.truce_states import (
    BEFORE_REACH,
    CUE_REACH,
    Standing,
    begins_later,
    cues_near,
    ends_war,
    in_time,
    is_before,
    is_sought,
    of_fighting,
    states_of,
)

ZONE = "de-escalation zone"
# A date stands this near to its verb.
_DATE_REACH = 8
_ON_DAY = 3
# "The deal" and "it" mean the truce told at most this many sentences before.
_DEAL_MEMORY = 3
# "It" and its verb.
_IT_REACH = 6
# Told and known dates of one truce differ by a day or two (midnight, announcement, time zones).
DATE_SLACK = timedelta(days=2)
# No article tells of more truces or needs more of its words to name one; damaged text shall not cost more.
MOST_TRUCES = 8
# "Since late August", "in place since July": the last day on which the truce may have begun.
_LOOSE = {"range": timedelta(days=10), "month": timedelta(days=30), "year": timedelta(days=365)}
_DATELESS = frozenset({"age", "clock", "frequency", "vague"})
_COUNTING = ("after", "before", "later", "earlier")
_WORDS = 4_000
# A place that these part from a truce is not its area.
_NO_AREA = frozenset({"by", "between", "with", ",", ".", "as", "when", "while", "after", "before", "despite", "under"})
_AREA = frozenset({"in", "for", "covering", "across", "around", "inside", "of"})
# "The first truce", "an earlier ceasefire" is another than the one that the story is about.
_OTHERS = frozenset({"first", "previous", "earlier", "former", "prior"})
_ORDINAL_REACH = 2
_DUE = (["due", "to"], ["set", "to"], ["expected", "to"], ["scheduled", "to"], ["planned", "to"], ["is", "to"])
_POINTS = frozenset({"day", "month", "year"})
# "Following a truce", "prior to this a ceasefire had ..."
_BYGONE = frozenset({"following", "prior"})
_BYGONE_REACH = 4
# Headings and sentences of one war in a digest.
_DIGEST_REACH = 4
# "The neighbourhoods are covered by a truce", "a truce between the army and local elders".
_SPOTS = frozenset(
    "neighbourhood neighbourhoods neighborhood neighborhoods town towns village villages district districts"
    " suburb suburbs".split()
)
_LOCALS_REACH = 6
TERRORISTS = frozenset({"terrorist", "terrorists"})
# Pauses of some hours a day.
_HOURS = re.compile(r"(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-hour")
_DATED = frozenset({"effect", "announce", "agree", "end", "hold"})


@dataclass(slots=True)
class TruceTold:
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
    states: set[Standing] = field(default_factory=set)
    words: str = ""
    earlier: bool = False
    broken: bool = False
    again: bool = False
    told_of: tuple[date, date] | None = None
    named: set[Place] = field(default_factory=set)
    outsiders: set[str] = field(default_factory=set)
    past: bool = False
    local: bool = False
    home: str | None = None
    hourly: bool = False
    terrorists: bool = False
    lengthened: bool = False
    abroad: str | None = None
    days: int | None = None
    partners: set[str] = field(default_factory=set)

    @property
    def unproven(self) -> bool:
        """Whether nothing says that it was made, began, holds or is broken."""
        standing = bool(self.states & {"in force", "lasting"}) or self.broken
        return not standing and self.effective is None and self.announced is None

    @property
    def in_passing(self) -> bool:
        """Whether it is only named, and that once."""
        return self.unproven and not self.again


def is_deal(scene: Scene, last: TruceTold, sentence: SentenceSpan, match: Match[BreachTerm]) -> bool:
    """Whether "the deal" or "this agreement" means the truce told before."""
    before = scene.doc.tokens.lowers[match.start - 1] if match.start else ""
    return before in {"the", "this", "that"} and sentence.index - last.sentence <= _DEAL_MEMORY


def taken_up(scene: Scene, sentence: SentenceSpan) -> Match[BreachTerm] | None:
    """The "it" that opens a sentence and means the truce of the one before: "It took effect on Sunday"."""
    lowers = scene.doc.tokens.lowers
    if lowers[sentence.first] != "it":
        return None
    cue = next(iter(scene.breaches.between(sentence.first, min(sentence.past, sentence.first + _IT_REACH))), None)
    if cue is None or not (cue.entry.form in {"effect", "end", "agree"} or lowers[cue.end - 1] in {"effect", "force"}):
        return None
    if any(m.entry.form in EVENT_FORMS for m in scene.acts.between(sentence.first, cue.start)):
        return None
    before = scene.doc.sentences[sentence.index - 1]
    truce = next((m for m in reversed(scene.breaches.of(before.index)) if m.entry.form == "truce"), None)
    if truce is None or any(m.entry.form in EVENT_FORMS for m in scene.acts.between(truce.end, before.past)):
        return None
    return Match(sentence.first, sentence.first + 1, replace(truce.entry, form="deal"))


def read_mention(scene: Scene, reference: Reference, sentence: SentenceSpan, match: Match[BreachTerm]) -> TruceTold:
    """What the words around one mention tell of its truce."""
    tokens = scene.doc.tokens
    told = TruceTold(
        tokens.starts[match.start],
        tokens.ends[match.end - 1],
        sentence.index,
        match.entry.kind if match.entry.form == "truce" else "ceasefire",
        match.entry.term,
        [(match.start, match.end)],
        words=scene.doc.text[sentence.start : sentence.end].lower(),
    )
    before = tokens.lowers[max(sentence.first, match.start - _ORDINAL_REACH) : match.start]
    told.earlier = match.entry.form == "truce" and not _OTHERS.isdisjoint(before)
    told.broken = any(m.entry.form in {"explicit", "implied"} for m in scene.breaches.of(sentence.index))
    told.again = sentence.is_title
    days = (t.mention for t in scene.times.of(sentence.index))
    points = [(day.first, day.last) for day in days if day.kind in _POINTS and day.first and day.last]
    told.told_of = max(points, key=lambda span: span[1], default=None)
    told.local = _is_local(scene, sentence, match)
    told.abroad = other_state(scene, sentence, match)
    told.days = length_of(scene, sentence, match)
    told.partners = groups_of(scene, sentence, match)
    told.hourly = any(word == "daily" or _HOURS.fullmatch(word) for word in before)
    told.past = not _BYGONE.isdisjoint(tokens.lowers[max(sentence.first, match.start - _BYGONE_REACH) : match.start])
    if not is_sought(scene, match):
        _read_dates(scene, sentence, match, told)
    told.states = states_of(scene, sentence, match)
    told.brokers = set(_brokers(scene, reference, sentence, match))
    told.parties = set(sides_between(scene, sentence, match))
    told.place = _area(scene, sentence, match)
    told.home = _home(scene, reference, sentence, match) if is_digest(scene) else _abroad(scene, reference, match)
    inside = range(match.start, match.end)  # "the Minsk agreement" is none of Minsk
    spots = (p for p in scene.places.of(sentence.index) if p.first not in inside)
    told.named = {p.mention.place for p in spots if p.mention.place.admin1}
    if any(m.entry.form == "exclude" for m in scene.breaches.of(sentence.index)):
        told.terrorists = not TERRORISTS.isdisjoint(tokens.lowers[sentence.first : sentence.past])
        cue = next(m for m in scene.breaches.of(sentence.index) if m.entry.form == "exclude")
        told.outsiders = {s.actor for s in scene.sides.of(sentence.index) if s.side == "opposition" and s.actor}
        if cue.entry.kind != "group":  # which leaves out that group alone
            told.excluded = {s.side for s in scene.sides.between(cue.end, min(sentence.past, cue.end + CUE_REACH))} or {
                s.side for s in scene.sides.between(sentence.first, cue.start)
            }
    return told


def _is_local(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> bool:
    """Whether a truce is that of a place alone: "a local truce", "a truce with the village's elders covers it"."""
    lowers = scene.doc.tokens.lowers
    before = lowers[max(sentence.first, match.start - BEFORE_REACH) : match.start]
    behind = lowers[match.end : min(sentence.past, match.end + _LOCALS_REACH)]
    if before[-1:] == ["local"] or ("local" in behind and "between" in behind):
        return True
    return before[-1:] == ["a"] and "by" in before and not _SPOTS.isdisjoint(before)


def _read_dates(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], told: TruceTold) -> None:
    """The days on which a truce was made, began and ended; of several beside one verb the nearest to it."""
    lowers = scene.doc.tokens.lowers
    cues = [c for c in cues_near(scene, sentence, match, _DATED) if not of_fighting(scene, c)]
    # "He announced on Sunday that the truce would run on" dates no truce.
    cues = [c for c in cues if c.entry.form != "announce" or "that" not in lowers[c.end : match.start]]
    begun = [c for c in cues if not (_is_to_come(scene, c) or begins_later(scene, match, c))]
    dated: list[tuple[int, str, Timed]] = []
    for timed in scene.times.of(sentence.index):
        mention = timed.mention
        if mention.first is None or mention.kind in _DATELESS or mention.text.lower().endswith(_COUNTING):
            continue
        made = lowers[match.end : timed.first] == ["of"]  # "the truce of 8 April expires next week"
        verb = (0, "announce") if made else _verb_of(scene, timed, begun if is_before(scene, mention) else cues)
        if verb is not None:
            dated.append((*verb, timed))
    for _, verb_form, timed in sorted(dated, key=itemgetter(0)):
        _note_date(scene, told, verb_form, timed, cues)


def _note_date(scene: Scene, told: TruceTold, form: str, timed: Timed, cues: Sequence[Match[BreachTerm]]) -> None:
    """Take one date for what its verb says of the truce, unless a nearer one is known."""
    mention = timed.mention
    assert mention.first is not None
    last = mention.last or mention.first
    if mention.kind in {"since", "truce"}:
        last = mention.first + _LOOSE.get(mention.precision or "day", timedelta(0))
    if form == "effect":
        told.effective = told.effective or (mention.first, last)
        told.effective_precision = told.effective_precision or mention.precision
    elif form == "extend" and _is_term(scene, timed, cues):
        told.ended = told.ended or (last if not is_before(scene, mention) else None)
    elif form in {"announce", "agree", "extend"}:
        told.lengthened |= form == "extend"
        told.announced = told.announced or (mention.first, last)
    elif form == "end":
        told.ended = told.ended or last


def _is_term(scene: Scene, timed: Timed, cues: Sequence[Match[BreachTerm]]) -> bool:
    """Whether a truce was made longer, up to a day: "extended until 9 March"."""
    lowers = scene.doc.tokens.lowers
    lengthened = any(cue.entry.kind == "extension" and cue.end <= timed.first for cue in cues)
    return lengthened and lowers[timed.first - 1] in {"to", "until", "till", "through"}


def _is_to_come(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """ "Due to take effect on Monday" is of the Monday to come."""
    lowers = scene.doc.tokens.lowers
    dated = any(t.mention.kind == "day" for t in scene.times.between(cue.end, cue.end + _ON_DAY))
    named = any(
        m.entry.names_truce and m.end == cue.start - 1 for m in scene.breaches.between(cue.start - 4, cue.start)
    )
    bare = lowers[cue.start - 1] == "to" and named  # "a truce to begin on Monday"
    return cue.entry.form == "effect" and (
        (bare and dated) or lowers[cue.start - 2 : cue.start] in _DUE or lowers[cue.start - 1] == "will"
    )


def _verb_of(scene: Scene, timed: Timed, cues: Sequence[Match[BreachTerm]]) -> tuple[int, str] | None:
    """How far off and what the cue is that a date belongs to: the nearest, before it for choice."""
    best: tuple[int, str] | None = None
    for cue in cues:
        if cue.start < timed.past and cue.end > timed.first:
            gap = 0
        elif cue.end <= timed.first:
            gap = scene.distance(cue.end - 1, timed.first)
        else:
            gap = scene.distance(timed.past - 1, cue.start) + 3
        if cue.entry.form == "end" and (in_time(scene, cue) or ends_war(scene, cue)):
            continue
        if cue.entry.form == "effect" and scene.doc.tokens.lowers[cue.end - 1] == "of" and in_time(scene, cue):
            continue  # "since the start of the year"
        form = "effect" if cue.entry.form == "hold" and "place" in cue.entry.term else cue.entry.form
        form = "extend" if cue.entry.kind == "extension" else form
        if gap <= _DATE_REACH and form != "hold" and (best is None or gap < best[0]):
            best = gap, form
    return best


def _brokers(scene: Scene, reference: Reference, sentence: SentenceSpan, match: Match[BreachTerm]) -> list[str]:
    """Brokers in "Russian-brokered truce", "brokered by Turkey and Russia", "announced by Russia"."""
    lowers = scene.doc.tokens.lowers
    words = reference.broker_words
    found: list[str] = []
    for k in range(max(sentence.first, match.start - BEFORE_REACH), match.start):
        parts = lowers[k].replace(".", "").split("-")
        if len(parts) > 1 or _is_suffix(scene, k + 1):
            found.extend(words[part] for part in parts if part in words)
    for k in range(match.end, min(sentence.past, match.end + CUE_REACH + 4)):
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


def _area(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> Place | None:
    """A place that the truce's own phrase names: "the Idlib ceasefire", "a truce in Homs"."""
    lowers = scene.doc.tokens.lowers
    for placed in scene.places.between(max(sentence.first, match.start - 3), min(sentence.past, match.end + 7)):
        if match.start <= placed.first < match.end:
            continue
        gap = lowers[match.end : placed.first] if placed.first >= match.end else lowers[placed.past : match.start]
        if placed.first >= match.end and not _AREA.intersection(gap):
            continue
        if any(m.entry.form in EVENT_FORMS for m in scene.acts.between(match.end, placed.first)):
            return None  # "in violation of a truce, jets hit a village in Idlib"
        if not _NO_AREA.isdisjoint(gap) or len(gap) > 6 or _is_signed_in(gap):
            continue
        return placed.mention.place if placed.mention.place.country == scene.country else None
    return None


def _is_signed_in(gap: Sequence[str]) -> bool:
    """Whether a place is only where a truce was made: "the ceasefire signed in Accra"."""
    return any(word in SIGNING and behind == "in" for word, behind in pairwise(gap))


def _home(scene: Scene, reference: Reference, sentence: SentenceSpan, match: Match[BreachTerm]) -> str | None:
    """The country of a truce in a digest of many wars: that of the place told last before it or next to it."""
    known = {row.country for row in reference.ceasefires}
    told = [
        s.index for s in scene.doc.sentences[sentence.index : sentence.index + 2] if s.paragraph == sentence.paragraph
    ]
    for k in (*told, *range(sentence.index - 1, max(-1, sentence.index - _DIGEST_REACH), -1)):
        here = [p for p in scene.places.of(k) if p.mention.place.country in known]
        if here:
            return min(here, key=lambda p: abs(p.first - match.start)).mention.place.country
    return None


def _abroad(scene: Scene, reference: Reference, match: Match[BreachTerm]) -> str | None:
    """The other country whose name a truce bears: "the Gaza ceasefire" in a report on Colombia; no broker's."""
    for placed in scene.places.between(match.start - 1, match.start):
        country = placed.mention.place.country
        if country == scene.country or placed.mention.surface.lower() in reference.broker_words:
            return None
        return country if any(country == row.country for row in reference.ceasefires) else None
    return None


# --- one truce of many mentions --------------------------------------------------------------------------------------


def merge(told: list[TruceTold], new: TruceTold) -> None:
    """Add a mention to the truce that it means, or as one of its own."""
    for item in reversed(told[-MOST_TRUCES:]):
        if _same(item, new):
            _absorb(item, new)
            return
    told.append(new)


def _same(a: TruceTold, b: TruceTold) -> bool:
    if (a.kind == ZONE) != (b.kind == ZONE) and abs(a.sentence - b.sentence) > 1:
        return False
    if b.home is not None and a.home != b.home:
        return False
    if a.local != b.local and (a.brokers or b.brokers or b.announced or b.effective):
        return False
    if a.earlier != b.earlier or (a.brokers and b.brokers and not a.brokers & b.brokers):
        return False
    if _apart(a.effective, b.effective) or _apart(a.announced, b.announced):
        return False
    return not (a.place and b.place and a.place.admin1 and b.place.admin1 and a.place.admin1 != b.place.admin1)


def _apart(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    return a is not None and b is not None and (a[0] > b[1] + DATE_SLACK or b[0] > a[1] + DATE_SLACK)


def _absorb(item: TruceTold, new: TruceTold) -> None:
    item.spans += new.spans
    item.announced = item.announced or new.announced
    if item.effective is None:
        item.effective, item.effective_precision = new.effective, new.effective_precision
    item.ended = item.ended or new.ended
    item.brokers |= new.brokers
    item.parties |= new.parties
    item.excluded |= new.excluded
    item.place = item.place or new.place
    item.named |= new.named
    item.outsiders |= new.outsiders
    item.partners |= new.partners
    item.hourly |= new.hourly
    item.terrorists |= new.terrorists
    item.states |= new.states
    item.broken |= new.broken
    item.lengthened |= new.lengthened
    item.abroad = item.abroad or new.abroad
    item.days = UNTIL_FURTHER if UNTIL_FURTHER in (item.days, new.days) else item.days or new.days
    item.again |= new.again or new.sentence != item.sentence
    if len(item.words) < _WORDS:
        item.words += " " + new.words
    item.sentence = max(item.sentence, new.sentence)
    if len(new.name) > len(item.name):
        item.name = new.name

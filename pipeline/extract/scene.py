"""The parts of an annotated article by sentence, and how far apart two words stand.

Belongs here: indexes over what `annotate` found, sides of actors in this article's war, clause distance. Does not:
what anything means to a claim.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.places import PlaceMention
from pipeline.extract.reference import (
    ActorAlias,
    ActTerm,
    BreachTerm,
    MeasureTerm,
    PersonNoun,
    ReportingTerm,
    SpeakerAlias,
)
from pipeline.extract.states import side_in, side_of_state
from pipeline.extract.time import TimeMention, resolve_anaphors
from pipeline.extract.tokens import NUMBER, POSSESSIVE, Tokens

Item = TypeVar("Item")

# Closed classes of English that part clauses. A hard one opens another statement, a soft one a dependent clause.
_HARD_BARS = frozenset({";", "while", "whereas", "meanwhile", "but", "although", "though", "elsewhere", "separately"})
_SOFT_BARS = frozenset(
    {",", ":", "—", "–", "(", ")", "when", "as", "after", "before", "which", "who", "where", "that", "because", "since"}
)
# Measured on figures-dev and FA-KES: an act two clauses away loses against one that stands ten words off in the same
# clause, and a soft bar costs about as much as three words.
HARD_COST = 10
# No sentence that people write holds so many items of one kind; the cap keeps the work linear on damaged text.
_MOST = 100
# Times that no verb of saying has: "since June, said the UN".
_NEVER_SAID = frozenset({"since", "war", "truce"})
_STRETCHES = ("over the", "in the past", "in the last", "during the", "within the")
_SAID_REACH = 5
# "The Observatory said on Sunday", "the 69 that it had counted a day earlier".
_TELLING_FORMS = frozenset({"verb", "tally"})
# "Accused the rebels on Thursday of massacring": the day is that of the accusation.
_ACCUSING = frozenset({"accused", "accuses", "accusing"})
# "The July 7 district", "the 17 February brigade"
_MONTH_AND_DAY = 2
_NAMED_AFTER_DAYS = frozenset(
    "district neighbourhood neighborhood quarter square bridge brigade brigades battalion camp hospital school".split()
)
# "A controversial June 3 poll"
_APPOINTED = frozenset("poll polls vote election elections referendum summit conference deadline".split())
# "A February report", "its 4 May statement" date what is told about, not what happened.
_OWNERS = frozenset("a an the its their his her this latest".split())
_TOLD_IN = frozenset("report reports survey study statement estimate census briefing update".split())
_QUOTE_MARKS = frozenset({"“", "”", '"'})
_SAID_GAP = frozenset(
    "on late early in a statement to the reporters reporter telephone by from his her its earlier news".split()
)
SOFT_COST = 3
# "RSF-allied" fights for the RSF; who is "-backed" by somebody may be on either side.
_FOLLOWING = ("-allied", "-aligned", "-affiliated", "-linked", "-led")
_COSTS = dict.fromkeys(_SOFT_BARS, SOFT_COST) | dict.fromkeys(_HARD_BARS, HARD_COST)


class SideMention(NamedTuple):
    """A side (or a named group of it) at tokens `first` to `past`, in the reading that holds in this article."""

    first: int
    past: int
    side: str
    actor: str | None
    role: str
    kind: str


class Timed(NamedTuple):
    """A time expression at tokens `first` to `past`; `said` when it dates the saying, not what is told."""

    first: int
    past: int
    mention: TimeMention
    said: bool


class Placed(NamedTuple):
    """A place at tokens `first` to `past`."""

    first: int
    past: int
    mention: PlaceMention


class Sliced(Generic[Item]):
    """Items in reading order with the positions at which each sentence's items begin."""

    def __init__(self, items: Sequence[Item], firsts: Sequence[int], bounds: Sequence[int]) -> None:
        self.items = items
        self.firsts = firsts
        cuts = [bisect_left(firsts, bound) for bound in bounds] if items else []
        self._of = {
            sentence: items[first : min(past, first + _MOST)]
            for sentence, (first, past) in enumerate(pairwise(cuts))
            if first < past
        }

    def of(self, sentence: int) -> Sequence[Item]:
        """The items that begin in the sentence; the first hundred of a text that never ends its sentence."""
        return self._of.get(sentence, ())

    def between(self, first: int, past: int) -> Sequence[Item]:
        """The items that begin at tokens `first` to `past`."""
        at = bisect_left(self.firsts, first)
        end = bisect_left(self.firsts, past, at)
        return self.items[at:end] if at < end else ()


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything found in an article, reachable by sentence. Known by identity, as its article is."""

    doc: Annotated
    bounds: tuple[int, ...]
    bars: list[int]
    sides: Sliced[SideMention]
    acts: Sliced[Match[ActTerm]]
    reports: Sliced[Match[ReportingTerm]]
    breaches: Sliced[Match[BreachTerm]]
    measures: Sliced[Match[MeasureTerm]]
    speakers: Sliced[Match[SpeakerAlias]]
    times: Sliced[Timed]
    places: Sliced[Placed]
    country: str | None
    quoted: list[bool]
    act_nouns: frozenset[int]

    def in_quote(self, sentence: int) -> bool:
        """Whether a quotation that began earlier is still open where the sentence begins."""
        return self.quoted[sentence]

    def distance(self, left: int, right: int) -> int:
        """Words between two token positions, with a price for every clause that is crossed."""
        return abs(right - left) + abs(self.bars[right] - self.bars[left])


@lru_cache(maxsize=2)
def scene_of(doc: Annotated) -> Scene:
    """The scene of an article; the last ones are kept because every finder asks for it."""
    bounds = (*(s.first for s in doc.sentences), doc.sentences[-1].past if doc.sentences else 0)
    country = _theatre(doc)
    acts: list[Match[ActTerm]] = []
    reports: list[Match[ReportingTerm]] = []
    breaches: list[Match[BreachTerm]] = []
    kinds: dict[type, list[Any]] = {ActTerm: acts, ReportingTerm: reports, BreachTerm: breaches}
    for match in doc.cues:
        kinds[type(match.entry)].append(match)
    lowers = doc.tokens.lowers
    sides = _telling(_sides(doc, country), lowers, acts, doc.persons, breaches)
    sides = [*sides, *_states(doc, country, sides, acts, breaches), *_followers(doc, sides)]
    sides.sort(key=lambda side: side.first)
    sides = _rivals(doc, sides)
    sides = _militants(_phrases(sides, lowers), doc.tokens, acts)
    return Scene(
        doc,
        bounds,
        _bars(doc.tokens.lowers),
        Sliced(sides, [s.first for s in sides], bounds),
        _sliced(acts, bounds),
        _sliced(reports, bounds),
        _sliced(breaches, bounds),
        _sliced(doc.measures, bounds),
        _sliced([m for m in doc.speakers if m.entry.speaks_in(country)], bounds),
        _times(doc, reports, bounds),
        _places(doc, bounds, country),
        country,
        _quoted(doc),
        frozenset(m.start for m in acts if m.entry.form == "noun"),
    )


@lru_cache(maxsize=128)
def provinces_in(scene: Scene, sentence: int) -> frozenset[str]:
    """The provinces that a sentence names as places, not in names of groups."""
    return frozenset(
        p.mention.place.admin1
        for p in scene.places.of(sentence)
        if p.mention.place.admin1 and not p.mention.in_group_name and not p.mention.dateline
    )


def _sliced(items: list[Match[Item]], bounds: Sequence[int]) -> Sliced[Match[Item]]:
    return Sliced(items, [item.start for item in items], bounds)


def _times(doc: Annotated, reports: list[Match[ReportingTerm]], bounds: Sequence[int]) -> Sliced[Timed]:
    verbs = [r for r in reports if r.entry.form in _TELLING_FORMS]
    ends = [v.end for v in verbs]
    starts = [v.start for v in verbs]
    timed: list[Timed] = []
    for mention in resolve_anaphors(doc.times, doc.published_on):
        first, past = doc.tokens_of(mention.start, mention.end)
        if first < past and not _is_name(doc, first, past):
            said = not _is_stretch(mention) and (
                _is_said(doc, first, past, starts, ends) or _dates_report(doc.tokens.lowers, first, past)
            )
            timed.append(Timed(first, past, mention, said))
    return Sliced(timed, [t.first for t in timed], bounds)


def _is_name(doc: Annotated, first: int, past: int) -> bool:
    """Whether a date only names something: "Horan Today", "the July 7 district"."""
    texts, lowers = doc.tokens.texts, doc.tokens.lowers
    if texts[first:past] == ["Today"]:
        return first > 0 and texts[first - 1][:1].isupper() and doc.sentence_at(doc.tokens.starts[first]).first < first
    if past - first != _MONTH_AND_DAY or past >= len(lowers):
        return False
    return lowers[past] in _APPOINTED or (lowers[first - 1] == "the" and lowers[past] in _NAMED_AFTER_DAYS)


def _dates_report(lowers: list[str], first: int, past: int) -> bool:
    """Whether a time is that of what somebody wrote: "according to a February report"."""
    return past < len(lowers) and lowers[past] in _TOLD_IN and first > 0 and lowers[first - 1] in _OWNERS


def _is_stretch(mention: TimeMention) -> bool:
    """Whether a time is a stretch, in which much may happen but nothing is said: "recorded over the past 24 hours"."""
    return mention.kind in _NEVER_SAID or mention.text.lower().startswith(_STRETCHES)


def _is_said(doc: Annotated, first: int, past: int, starts: list[int], ends: list[int]) -> bool:
    """Whether a time belongs to a verb of saying: "said late on Friday", "the source on Saturday told"."""
    k = bisect_left(ends, first + 1) - 1
    if k >= 0 and 0 <= first - ends[k] <= _SAID_REACH:
        gap = doc.tokens.texts[ends[k] : first]
        if all(word[0].isupper() or word in _SAID_GAP for word in gap):
            return True
        if "of" in doc.tokens.lowers[past : past + 1] and doc.tokens.lowers[ends[k] - 1] in _ACCUSING:
            return True
    k = bisect_left(starts, past)
    return k < len(starts) and starts[k] - past == 0 and first > 0 and doc.tokens.lowers[first - 1] not in {",", "."}


def _places(doc: Annotated, bounds: Sequence[int], country: str | None) -> Sliced[Placed]:
    """Places that are not part of a speaker's, a group's or an act's name ("SANA", "Car bomb", "Tahrir al-Sham").

    A health ministry counts in its own country: "Israel's health ministry" tells where in a story of another's war.
    """
    taken: set[int] = set()
    for match in doc.speakers:
        counts_own = _HEALTH in doc.tokens.lowers[match.start : match.end] and match.entry.country not in (
            None,
            country,
        )
        owned = doc.tokens.kinds[match.start + 1 : match.start + 2] == [POSSESSIVE]
        taken.update(range(match.start + (counts_own and owned), match.end))
    for cue in doc.cues:
        if cue.end - cue.start > 1 and isinstance(cue.entry, ActTerm):
            taken.update(range(cue.start, cue.end))
    for actor in doc.actors:
        if actor.end - actor.start > 1 and actor.entry.kind == "name":
            taken.update(range(actor.start, actor.end))
    placed: list[Placed] = []
    for mention in doc.places:
        first, past = doc.tokens_of(mention.start, mention.end)
        if first < len(doc.tokens) and first not in taken:
            placed.append(Placed(first, max(past, first + 1), mention))
    placed.sort(key=lambda p: p.first)
    return Sliced(placed, [p.first for p in placed], bounds)


def _theatre(doc: Annotated) -> str | None:
    """The country that the article's places and names speak of most: the war in which generic names are read."""
    counts: Counter[str] = Counter()
    venues = {
        doc.tokens.starts[m.start - 1]
        for m in doc.cues
        if m.start and isinstance(m.entry, BreachTerm) and m.entry.form in {"truce", "deal"}
    }
    for mention in doc.places:
        if mention.place.country and mention.start not in venues:
            counts[mention.place.country] += 2
    for match in doc.actors:
        if match.entry.country and match.entry.kind in {"name", "adjective"}:
            counts[match.entry.country] += 1
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def _sides(doc: Annotated, country: str | None) -> list[SideMention]:
    found: list[SideMention] = []
    best: Match[ActorAlias] | None = None
    for match in doc.actors:
        if match.entry.kind == "generic" and country is not None and match.entry.country not in (None, country):
            continue
        if best is not None and match.start != best.start:
            _keep(doc, found, best, country)
            best = None
        if best is None or _rank(match.entry, country) < _rank(best.entry, country):
            best = match
    if best is not None:
        _keep(doc, found, best, country)
    return found


_HEALTH = "health"


def _followers(doc: Annotated, sides: Sequence[SideMention]) -> list[SideMention]:
    """Those told by whom they follow: "RSF-allied militias", where the article names the RSF."""
    lowers = doc.tokens.lowers
    joined = [k for k, word in enumerate(lowers) if word.endswith(_FOLLOWING)]
    if not joined:
        return []
    taken = {spot for side in sides for spot in range(side.first, side.past)}
    named = {lowers[side.first]: side for side in sides if side.past - side.first == 1 and side.kind == "name"}
    return [
        leader._replace(first=k, past=k + 1, actor=None, kind="adjective")
        for k in joined
        if k not in taken and (leader := named.get(lowers[k].rsplit("-", 1)[0])) is not None
    ]


def _states(
    doc: Annotated,
    country: str | None,
    sides: list[SideMention],
    acts: list[Match[ActTerm]],
    breaches: list[Match[BreachTerm]],
) -> list[SideMention]:
    """Countries that act or are accused under their bare names: "Pakistan shelled", "accused Pakistan of shelling"."""
    verbs = {m.start for m in acts if m.entry.form == "verb"}
    charges = {m.end for m in breaches if m.entry.form == "accuse"}
    taken = {spot for side in sides for spot in range(side.first, side.past)}
    found: list[SideMention] = []
    for mention in doc.places:
        place = mention.place
        if place.precision != "country" or place.country is None or mention.in_group_name:
            continue
        first, past = doc.tokens_of(mention.start, mention.end)
        if first not in taken and (_acts(doc, first, past, verbs) or not charges.isdisjoint({first, first - 1})):
            found.append(SideMention(first, past, side_of_state(place.country, country), None, "state", "name"))
    return found


def _acts(doc: Annotated, first: int, past: int, verbs: set[int]) -> bool:
    """Whether a name is the subject of the verb of an act: nothing before it makes it a place."""
    lowers = doc.tokens.lowers
    before = lowers[first - 1] if first else "."
    if before in _PLACING:
        return False
    at = past + 1 if past < len(lowers) and lowers[past] in _HAVING else past
    return at in verbs and not (at == past + 1 and lowers[at].endswith("ing"))


# Two states at war with each other: the government of neither is the war's own.
_RIVALS = (frozenset({"IND", "PAK"}),)


def _rivals(doc: Annotated, sides: list[SideMention]) -> list[SideMention]:
    """Both armies as "other" where two states fight each other in the places of both: the war is neither's own."""
    named = {m.entry.country for m in doc.actors if m.entry.country and m.entry.side == "government"}
    acting = {doc.tokens.starts[side.first] for side in sides if side.role == "state"}
    named.update(m.place.country or "" for m in doc.places if m.start in acting and m.place.precision == "country")
    fought_in = {m.place.country for m in doc.places if m.place.precision != "country" and not m.in_group_name}
    if not any(pair <= named and pair <= fought_in for pair in _RIVALS):
        return sides
    return [side._replace(side="other") if side.side == "government" else side for side in sides]


_PLACING = frozenset("in of from to near across for into at over on with and inside around".split())
_HAVING = frozenset({"has", "had", "have", "also"})
_OWNED = 4
_INSURGENTS = frozenset({"islamic_state", "opposition"})
_GROUP_WORDS = frozenset("group organisation organization movement faction militia alliance network".split())
_ADJECTIVE_LINKS = frozenset({"and", "or", "/", "-", "&"})


def _telling(
    sides: list[SideMention],
    lowers: list[str],
    acts: list[Match[ActTerm]],
    persons: list[Match[PersonNoun]],
    breaches: list[Match[BreachTerm]],
) -> list[SideMention]:
    """Without adjectives that own no act, breach, weapon or people ("al-Qaeda's Syrian affiliate")."""
    nouns = {m.start for m in acts if m.entry.act or m.entry.form == "unit"} | {m.start for m in persons}
    nouns |= {m.start for m in breaches if m.entry.form == "explicit"}
    starts = {side.first for side in sides if side.kind != "adjective"}
    return [
        side
        for side in sides
        if side.kind != "adjective"
        or not nouns.isdisjoint(range(side.past, side.past + 3))
        or side.past in starts
        or (side.past < len(lowers) and lowers[side.past] in _ADJECTIVE_LINKS)
        or (side.first > 1 and lowers[side.first - 1] == "be" and lowers[side.first - 2] == "to")
    ]


def _phrases(sides: list[SideMention], lowers: list[str]) -> list[SideMention]:
    """Names with the plain words beside them as one mention ("Islamic State militants", "jihadists from Nusra").

    "Syrian rebels" are rebels: an adjective of the state yields to a word that names another side.
    """
    joined: list[SideMention] = []
    for side in sides:
        last = joined[-1] if joined else None
        if last is not None and side.kind == "name" and _owns(last, side, lowers):
            joined[-1] = side
        elif (
            last is not None
            and last.kind == "generic"
            and side.kind == "name"
            and _links(lowers, last.past, side.first)
        ) or (last is not None and side.kind == "name" and side.first == last.past and _is_group(last, lowers)):
            joined[-1] = side._replace(first=last.first)
        elif last is None or side.first > last.past or side.first < last.first or side.kind == "name":
            joined.append(side)
        elif last.kind == "adjective" and last.side == "government":
            joined[-1] = side._replace(first=last.first)
        else:
            joined[-1] = last._replace(past=max(last.past, side.past))
    return joined


def _is_group(side: SideMention, lowers: list[str]) -> bool:
    """ "Militant group Islamic State" is one mention: a class word in the singular brings the name."""
    return side.kind == "generic" and lowers[side.past - 1] in _GROUP_WORDS


def _owns(owner: SideMention, side: SideMention, lowers: list[str]) -> bool:
    """Whether a state only owns what another name tells: "Syria's al-Qaeda affiliate" does nothing for Syria."""
    gap = lowers[owner.past : side.first]
    possessive = lowers[owner.past - 1].endswith("s") or gap[:1] in (["'s"], ["’s"])
    return owner.role == "state" and possessive and len(gap) <= _OWNED and not _ADJECTIVE_LINKS & set(gap)


def _links(lowers: list[str], first: int, past: int) -> bool:
    return 1 <= past - first <= 2 and lowers[first] in {"from", "of"} and lowers[past - 1] in {"from", "of", "the"}


def _is_one_group(side: SideMention, lowers: list[str]) -> bool:
    """ "A jihadist group", told after a group's name, describes that group again."""
    return lowers[side.first - 1] in {"a", "an"} and lowers[side.past - 1] in _GROUP_WORDS


def _is_harmed(side: SideMention, tokens: Tokens) -> bool:
    """Whether a side is what was counted or attacked ("41 rebels", "against the rebels"): "the group" is another."""
    opening = max(0, side.first - 4)
    return (
        NUMBER in tokens.kinds[max(0, side.first - 2) : side.first] or "against" in tokens.lowers[opening : side.first]
    )


def _militants(sides: list[SideMention], tokens: Tokens, acts: list[Match[ActTerm]]) -> list[SideMention]:
    """Plain "militants" are Islamic State's where no other armed group against the state is named.

    "The militants" and "the extremist group" are so too right after Islamic State was named.
    """
    named = {side.side for side in sides if side.kind == "name"}
    if "islamic_state" not in named:
        return sides
    lowers = tokens.lowers
    spots = {spot for match in acts if match.entry.form == "militant" for spot in range(match.start, match.end)}
    last = None if "opposition" in named else "islamic_state"
    told: list[SideMention] = []
    for side in sides:
        if side.kind == "name" and side.side in _INSURGENTS and "opposition" in named:
            last = last if _is_harmed(side, tokens) else side.side
        elif (
            last == "islamic_state"
            and side.kind != "name"
            and side.side == "opposition"
            and not spots.isdisjoint(range(side.first, side.past))
            and (
                "opposition" not in named or "the" in lowers[side.first - 2 : side.first] or _is_one_group(side, lowers)
            )
        ):
            side = side._replace(side="islamic_state")
        told.append(side)
    return told


def _keep(doc: Annotated, found: list[SideMention], match: Match[ActorAlias], country: str | None) -> None:
    entry = match.entry
    if entry.side:
        side = side_in(doc, match, country) if entry.side == "government" and country is not None else entry.side
        found.append(SideMention(match.start, match.end, side, entry.actor, entry.role, entry.kind))


def _rank(entry: ActorAlias, country: str | None) -> tuple[int, int, int]:
    """Lower is better: the article's own war first, then no war in particular; the outlet's own words before others."""
    theatre = 0 if entry.country == country else 1 if entry.country is None else 2
    return theatre, 0 if entry.publishers else 1, 0 if entry.kind == "name" else 1


def _quoted(doc: Annotated) -> list[bool]:
    """For each sentence, whether it begins inside a quotation; a new paragraph without a mark closes one left open."""
    opened = False
    paragraph = -1
    out: list[bool] = []
    if _QUOTE_MARKS.isdisjoint(doc.tokens.texts):
        return [False] * len(doc.sentences)
    for sentence in doc.sentences:
        if sentence.paragraph != paragraph:
            opened, paragraph = False, sentence.paragraph
        out.append(opened)
        for mark in filter(_QUOTE_MARKS.__contains__, doc.tokens.texts[sentence.first : sentence.past]):
            opened = mark == "“" or (mark == '"' and not opened)
    return out


def _bars(lowers: list[str]) -> list[int]:
    return list(accumulate(map(_COSTS.get, lowers, repeat(0))))

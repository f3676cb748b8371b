"""The parts of an annotated article by sentence, and how far apart two words stand.

Belongs here: indexes over what `annotate` found, its places that are part of no name, clause distance. Does not: which
side a word means (`parties`), which times date the telling (`timed`), what anything means to a claim.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from sys import maxsize
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.extract.annotate import Annotated
from pipeline.extract.enemies import with_enemies
from pipeline.extract.grammar import AUXILIARIES
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.parties import SideMention, parties
from pipeline.extract.places import PlaceMention
from pipeline.extract.reference import ActTerm, BreachTerm, MeasureTerm, ReportingTerm, SpeakerAlias
from pipeline.extract.timed import Timed, timed
from pipeline.extract.tokens import POSSESSIVE

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
# Behind the last token of any text.
_BEYOND = maxsize
# "Israel's health ministry"
_HEALTH = "health"
# Truces are made at tables far from where they hold.
# "After signing a ceasefire with the government of X in the Ghanaian city of Accra".
_SIGNED = frozenset({"signed", "signing", "inked", "concluded", "initialled"})
_SIGNED_REACH, _CITY_REACH = 12, 6
_DEALS = frozenset("ceasefire cease-fire truce accord agreement deal pact armistice cessation protocol".split())
SIGNING = frozenset({"signed", "brokered", "mediated", "negotiated", "concluded", "inked"})
_MOUND = "Tell"
# "Told in Homs governorate"
_WITHIN = frozenset("in within inside across throughout around from to into".split())
_QUOTE_MARKS = frozenset({"“", "”", '"'})
SOFT_COST = 3
_COSTS = dict.fromkeys(_SOFT_BARS, SOFT_COST) | dict.fromkeys(_HARD_BARS, HARD_COST)


class Placed(NamedTuple):
    """A place at tokens `first` to `past`."""

    first: int
    past: int
    mention: PlaceMention


class Sliced(Generic[Item]):
    """Items in reading order with the positions at which each sentence's items begin."""

    def __init__(self, items: Sequence[Item], firsts: Sequence[int], bounds: Sequence[int]) -> None:
        self.items = items
        self._firsts = [*firsts, _BEYOND]
        cuts = [bisect_left(firsts, bound) for bound in bounds] if items else []
        self._of = {
            sentence: items[first:past][:_MOST] for sentence, (first, past) in enumerate(pairwise(cuts)) if first < past
        }

    def of(self, sentence: int) -> Sequence[Item]:
        """The items that begin in the sentence; the first hundred of a text that never ends its sentence."""
        return self._of.get(sentence, ())

    def between(self, first: int, past: int) -> Sequence[Item]:
        """The items that begin at tokens `first` to `past`."""
        firsts = self._firsts
        at = bisect_left(firsts, first)
        if firsts[at] >= past:
            return ()
        return self.items[at : bisect_left(firsts, past, at + 1)]


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

    def words(self, sentence: int) -> list[str]:
        """The words of a sentence, in lower case."""
        span = self.doc.sentences[sentence]
        return self.doc.tokens.lowers[span.first : span.past]

    def in_quote(self, sentence: int) -> bool:
        """Whether a quotation that began earlier is still open where the sentence begins."""
        return self.quoted[sentence]

    def no_names(self) -> tuple[frozenset[int], frozenset[int]]:
        """The words of times and speakers, which name nobody who came to harm, and those of places, which seldom do."""
        spans = [(t.first, t.past) for t in self.times.items] + [(s.start, s.end) for s in self.speakers.items]
        places = [(p.first, p.past) for p in self.places.items]
        others, placed = (frozenset(at for f, p in found for at in range(f, p)) for found in (spans, places))
        return others, placed

    def distance(self, left: int, right: int) -> int:
        """Words between two token positions, with a price for every clause that is crossed."""
        return abs(right - left) + abs(self.bars[right] - self.bars[left])


def _is_in_name(doc: Annotated, match: Match[Any]) -> bool:
    """'A post near Tell Abyad': the mound of a town's name tells nothing."""
    texts = doc.tokens.texts
    if texts[match.start] != _MOUND or not texts[match.end : match.end + 1]:
        return False
    return texts[match.end][:1].isupper() and not doc.sentence_at(doc.tokens.starts[match.start]).is_title


@per_article
def scene_of(doc: Annotated) -> Scene:
    """The scene of an article; the last ones are kept because every finder asks for it."""
    bounds = (*(s.first for s in doc.sentences), doc.sentences[-1].past if doc.sentences else 0)
    country = _theatre(doc)
    acts: list[Match[ActTerm]] = []
    reports: list[Match[ReportingTerm]] = []
    breaches: list[Match[BreachTerm]] = []
    kinds: dict[type, list[Any]] = {ActTerm: acts, ReportingTerm: reports, BreachTerm: breaches}
    mounds = _MOUND in doc.tokens.texts
    for match in doc.cues:
        if not (mounds and _is_in_name(doc, match)):
            kinds[type(match.entry)].append(match)
    sides = with_enemies(doc, country, parties(doc, country, acts, breaches))
    times = timed(doc, reports)
    return Scene(
        doc,
        bounds,
        _bars(doc.tokens.lowers),
        Sliced(sides, [s.first for s in sides], bounds),
        _sliced(acts, bounds),
        _sliced(reports, bounds),
        _sliced(breaches, bounds),
        _sliced(doc.measures, bounds),
        _sliced([m for m in doc.speakers if m.entry.speaks_in(country) and not _is_plain(doc, m)], bounds),
        Sliced(times, [t.first for t in times], bounds),
        _places(doc, bounds, country),
        country,
        _quoted(doc),
        frozenset(m.start for m in acts if m.entry.form == "noun"),
    )


@per_article
def provinces_in(scene: Scene, sentence: int) -> frozenset[str]:
    """The provinces that a sentence names as places, not in names of groups."""
    return frozenset(
        p.mention.place.admin1
        for p in scene.places.of(sentence)
        if p.mention.place.admin1 and not p.mention.in_group_name and not p.mention.dateline
    )


def _sliced(items: list[Match[Item]], bounds: Sequence[int]) -> Sliced[Match[Item]]:
    return Sliced(items, [item.start for item in items], bounds)


def _places(doc: Annotated, bounds: Sequence[int], country: str | None) -> Sliced[Placed]:
    """Places that are not part of a speaker's, a group's or an act's name ("SANA", "Car bomb", "Tahrir al-Sham").

    A health ministry counts in its own country: "Israel's health ministry" tells where in a story of another's war.
    """
    taken: set[int] = set()
    for match in doc.speakers:
        if _is_town(doc.tokens.lowers[max(0, match.start - 2) : match.start]) or _is_unit(doc, match):
            continue
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


def _is_plain(doc: Annotated, match: Match[SpeakerAlias]) -> bool:
    """Whether an outlet's name is only plain words here: "the national guard", "at dawn"."""
    if match.entry.kind != "outlet":
        return False
    return doc.tokens.texts[match.end - 1][0].islower() and match.entry.alias.split()[-1][0].isupper()


def _is_town(before: list[str]) -> bool:
    """Whether a name that an outlet has too is a town's ("in Mayadeen", "the city of Mayadeen")."""
    return before[-1:] == ["near"] or before in (["town", "of"], ["city", "of"], ["village", "of"], ["area", "of"])


def _is_unit(doc: Annotated, match: Match[SpeakerAlias]) -> bool:
    """Whether something happened in a governorate that speaks elsewhere: "killed in Daraa governorate"."""
    lowers = doc.tokens.lowers
    return lowers[match.end - 1] == "governorate" and match.start > 0 and lowers[match.start - 1] in _WITHIN


def _theatre(doc: Annotated) -> str | None:
    """The country that the article's places and names speak of most: the war in which generic names are read.

    Of two named as often it is the one of whose towns more is told than of its capital, which may stand for the state,
    then the one that knows most names for those who fight: the Houthis are at home in Yemen.
    """
    counts: Counter[str] = Counter()
    fine: Counter[str] = Counter()
    homes: Counter[str] = Counter()
    venues = {
        doc.tokens.starts[m.start - 1]
        for m in doc.cues
        if m.start and isinstance(m.entry, BreachTerm) and m.entry.names_truce
    }
    for mention in doc.places:
        if (
            mention.place.country
            and mention.start not in venues
            and not signed_at(doc, doc.tokens.span(mention.start, mention.start + 1)[0])
        ):
            named = 1 + (mention.surface.split()[1:2] == ["and"])  # "Jammu and Kashmir" is told by two names
            counts[mention.place.country] += named if mention.in_group_name else 2 * named
            known = doc.states.get(mention.place.country)
            if mention.place.admin1 and (known is None or known.capital not in (mention.place.name, mention.surface)):
                fine[mention.place.country] += 1
    for match in doc.actors:
        if match.entry.country and match.entry.kind in {"name", "adjective"}:
            counts[match.entry.country] += 1
            homes[match.entry.country] += match.entry.names_there
    return min(counts, key=lambda c: (-counts[c], -fine[c], -homes[c], c)) if counts else None


def signed_at(doc: Annotated, at: int) -> bool:
    """Whether a place is only where a truce was made: "the ceasefire signed in Accra", "signed one with X in Accra"."""
    lowers = doc.tokens.lowers
    near = lowers[max(0, at - _CITY_REACH) : at]
    if "in" not in near:
        return False
    opening = at - 1 - near[::-1].index("in")
    if lowers[opening - 1] in SIGNING:
        return True
    before = lowers[max(0, opening - _SIGNED_REACH) : opening]
    signed = next((k for k, word in enumerate(before) if word in _SIGNED), None)
    return signed is not None and not _DEALS.isdisjoint(before[signed:]) and not {".", ",", ";"} & set(before[signed:])


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
    costs = list(map(_COSTS.get, lowers, repeat(0)))
    if "meanwhile" in lowers:
        for at, word in enumerate(lowers):
            if word == "meanwhile" and lowers[at - 1] in AUXILIARIES:
                costs[at] = 0  # "900 have meanwhile crossed to Dohuk"
    return list(accumulate(costs))

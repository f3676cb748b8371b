"""An article's places from beginning to end.

Belongs here: the order of the steps. Does not: the steps.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.gazetteer import Entry, Gazetteer
from pipeline.extract.gazetteer_names import fold
from pipeline.extract.places.capitals import capitals
from pipeline.extract.places.context import link, look_around
from pipeline.extract.places.model import Found, MentionKind, PlaceMention, PlaceReading, Run
from pipeline.extract.places.runs import RUN, parse_run
from pipeline.extract.places.senses import BORNE, Votes, mark_metonyms, resolve, vote
from pipeline.extract.places.unlisted import settle

_MEMO_LIMIT = 100_000
_JOINED = re.compile(r" (?:and|&) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")
_WORD_BEFORE = 20
_COUNTRIES_RESPELLED = 2
# What stands before the name of a people where it is that of their province; "ethnic" names it without meaning it.
_WITHIN = (
    " in ",
    "In ",
    "across ",
    "throughout ",
    "from ",
    "into ",
    "of ",
    "outside ",
    "around ",
    "to ",
    ", ",
    " and ",
)
_ETHNIC = "ethnic "


def find_places(
    text: str, sentences: Sequence[tuple[int, int]], gazetteer: Gazetteer, hint_country: str | None = None
) -> list[PlaceMention]:
    """All place mentions of an article in text order, resolved together; see `read_places`."""
    return list(read_places(text, sentences, gazetteer, hint_country).mentions)


def read_places(
    text: str, sentences: Sequence[tuple[int, int]], gazetteer: Gazetteer, hint_country: str | None = None
) -> PlaceReading:
    """Places, peoples and countries of an article.

    `sentences` are spans of `text`; `hint_country` (ISO 3166 alpha-3) says what is known from elsewhere.
    """
    votes = Votes(hint_country)
    scan = _scan(text, gazetteer, votes)
    link(text, scan.known, gazetteer.vocabulary)
    vote(scan.known, votes)
    resolve(scan.known, votes, gazetteer.vocabulary)
    kept = [f for f in scan.known if f.chosen is not None]
    ranked = votes.ranked()
    mark_metonyms(kept, ranked[0] if ranked else "")
    if told := capitals(text, kept, scan.peoples, ranked[0] if ranked else None, gazetteer):
        kept = sorted([*kept, *told], key=lambda f: f.start)
    unknown = scan.unknown + [f for f in scan.known if f.chosen is None and f.type_word]
    if unknown:
        shares = votes.shares()
        borne = [c for c in ranked[:_COUNTRIES_RESPELLED] if shares.get(c, 0.0) >= BORNE]
        kept += settle(text, sentences, unknown, kept, gazetteer, borne)
        kept.sort(key=lambda f: f.start)
    mentions = tuple(_mention(text, f, f.chosen) for f in kept if f.chosen is not None)
    return PlaceReading(mentions, tuple(_people(text, p, gazetteer) for p in scan.peoples), tuple(ranked))


@dataclass(slots=True)
class _Scan:
    """Known names with their surroundings, unknown ones where a place may stand, and demonyms."""

    known: list[Found] = field(default_factory=list)
    unknown: list[Found] = field(default_factory=list)
    peoples: list[tuple[int, int, str]] = field(default_factory=list)


def _scan(text: str, gazetteer: Gazetteer, votes: Votes) -> _Scan:
    """Cut the text's capitalised runs and look around each name; demonyms vote at once."""
    scan = _Scan()
    seen: dict[str, int] = {}
    for match in RUN.finditer(text):
        run = _parsed(match.group(), gazetteer)
        if run is None:
            continue
        at = match.start()
        past = scan.known[-1].end if scan.known else 0
        for country, kind, start, end in run.demonyms:
            region = _region(text, at + start, at + end, kind, gazetteer)
            if region is not None:
                look_around(text, region, gazetteer)
                scan.known.append(region)
                continue
            seen[country] = seen.get(country, 0) + 1
            scan.peoples.append((at + start, at + end, country))
            votes.add_people(country, kind, seen[country])
        for p in run.pieces:
            if at + p.start < past:
                continue  # the second half of a name that an "and" joins
            found = Found(at + p.start, at + p.end, p.key, p.entries, p.weak, p.stranger, p.group, p.person, p.crowded)
            _join(text, found, gazetteer)
            look_around(text, found, gazetteer)
            (scan.known if found.entries else scan.unknown).append(found)
        if run.unknown is not None:
            start, end, words = run.unknown
            found = Found(at + start, at + end, " ".join(words), ())
            look_around(text, found, gazetteer)
            if found.locative or found.type_word:
                scan.unknown.append(found)
    return scan


def _join(text: str, found: Found, gazetteer: Gazetteer) -> None:
    """Take what an "and" joins to a name into it where the two are one: "Jammu and Kashmir", "Tyne & Wear"."""
    half = _JOINED.match(text, found.end)
    if half is None or gazetteer.longest_from(found.key.partition(" ")[0]) <= found.key.count(" ") + 1:
        return
    before = text[max(0, found.start - _WORD_BEFORE) : found.start].rsplit(maxsplit=1)[-1:]
    named = before and before[0][:1].isupper() and before[0].isalpha() and text[found.start - 1] == " "
    if named and "function" not in gazetteer.vocabulary.roles.get(before[0].lower(), ()):
        return  # "Azad Jammu and Kashmir" is another province
    for words in (half[1], half[1].partition(" ")[0]):
        key = f"{found.key} and {fold(words)}"
        entries = tuple(e for e in gazetteer.lookup(key) if e.kind in {"country", "admin1"})
        if entries:
            found.key, found.entries, found.end = key, entries, half.start(1) + len(words)
            found.weak = found.stranger = False
            return


def _region(text: str, start: int, end: int, kind: str, gazetteer: Gazetteer) -> Found | None:
    """A province that is named after its people, told as one: "the Somali region", "drones struck in Amhara"."""
    within = kind == "group" and text.endswith((*_WITHIN, _ETHNIC), 0, start)
    if not (within or text.startswith((" region", " Region"), end)):
        return None
    key = fold(text[start:end])
    entries = tuple(entry for entry in gazetteer.lookup(key) if entry.kind == "admin1")
    return Found(start, end, key, entries, weak=False) if entries else None


def _parsed(surface: str, gazetteer: Gazetteer) -> Run | None:
    """A run's contents, remembered: the same runs come back all over a corpus."""
    memo = gazetteer.runs
    if surface in memo:
        run = memo[surface]
        assert run is None or isinstance(run, Run)
        return run
    if len(memo) >= _MEMO_LIMIT:
        memo.clear()
    run = memo[surface] = parse_run(surface, gazetteer)
    return run


def _people(text: str, span: tuple[int, int, str], gazetteer: Gazetteer) -> PlaceMention:
    start, end, country = span
    return PlaceMention(start, end, text[start:end], gazetteer.country(country), "country", in_group_name=True)


_KINDS: dict[str, MentionKind] = {"country": "country", "admin1": "admin1", "part": "part"}


def _mention(text: str, found: Found, entry: Entry) -> PlaceMention:
    kind = _KINDS.get(entry.kind, "place")
    surface = text[found.start : found.end]
    return PlaceMention(
        found.start, found.end, surface, entry.place, kind, found.group, found.direction, found.dateline
    )

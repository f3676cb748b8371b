"""Places named in an article, each resolved within its discourse.

Belongs here: finding capitalised names that are places and choosing which place each one is. Does not: the index of
names (see `gazetteer`), nor the decision at which of the places a figure holds (that is the claim's own affair).

A name is never resolved by its string alone. Runs of capitalised words are cut into known names; all of them, with the
countries and peoples named beside them, vote for countries and provinces; containers that the text states ("X in Y
province", "Y's X") outweigh votes, and votes outweigh population.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from math import log10
from typing import Literal

from pipeline.extract.gazetteer import ARTICLES, LONGEST_NAME, Entry, Gazetteer, Vocabulary, fold
from pipeline.extract.model import Place

MentionKind = Literal["place", "country", "admin1", "part"]
_Token = tuple[str, int, int, bool, bool, bool]
"""Folded word, start and end in the run; whether it starts with a capital, is all capitals, is an Arabic article."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĦĪİĶĻŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽƏḤḨṢṬẒ"
_ARTICLE = r"(?:al|el|as|ash|an|at|az|ar|ad|ed|es|ez|et|er|en|ul|esh)"
_WORD = rf"(?:[UD]\.[SKR]\.(?:A\.)?|['‘`ʿ]?[{_UPPER}][\w'’‘`´ʿ]*)"
_LINK = rf"(?:{_ARTICLE}|de|da|do|dos|del|des|du|di|la|le|les|los|las|of the|of|and the|wa|va|e|i)"
_RUN = re.compile(
    rf"(?<![\w'’])(?:{_ARTICLE}-|(?:al|el|ash|ar|ad|ez|az) )?{_WORD}"
    rf"(?:(?:-|[ \u00a0]{{1,2}}(?:{_LINK}[- ])?|-(?:{_ARTICLE}|e|i|o|va|wa|la|de|le|sur)[- ]){_WORD})*"
)
"""Consecutive capitalised words, with the small words that names are built with."""

_TOKEN = re.compile(r"[UD]\.[SKR]\.(?:A\.)?|[\w'’‘`´ʿ]+")
_POSSESSIVE = re.compile(r"(?:['’]s?|['‘`])$")
_AFTER = re.compile(r"(?:['’]s)?([ -]{1,2})([a-z]+(?:-[a-z]+)?)")
_TYPES = (
    r"(?:cit(?:y|ies)|towns?|villages?|neighbou?rhoods?|districts?|areas?|quarters?|suburbs?|(?:sub-?)districts?|camps?"
    r"|regions?|countryside|province|governorate|airport|hospital)"
)
_INSIDE = re.compile(
    rf"['’]?\)?(?: {_TYPES})?,?(?: which is| located)?(?: \(?(?:an?|the)(?: [a-z-]+){{1,4}})?"
    rf"(?: in| {_TYPES} of| of the {_TYPES} of|,| on| near| inside)(?: the)?"
    r"(?: (?!(?:an?|and|or|to|from|for|with|by|as|the|who|which) )[a-z-]+){0,4}(?: of)? (?:the )?$"
)
_OWNER = re.compile(r"(?:['’]s|s['’])(?: [a-z-]+){0,3}(?: of)? $")
_COORDINATE = re.compile(
    r"(?:,| and| or|, and|,? as well as|;|/|, the| and the| and in| to)? ?(?:the )?(?:[a-z-]+ ){0,1}$"
)
_DATELINE = re.compile(r"(?:, [A-Z][a-zA-Z]+)?\.? ?(?:\([A-Z][\w ./-]{1,30}\)|[—–:]|--? )")
_NAMED_GROUP = re.compile(
    r"(?:State|Qaeda|Qaida|Caliphate|Movement|Party|Front|Brigades?|Republic|Union|Army|Forces|Organisation|Organization) (?:in|of|for)(?: the)? $"
)
_LOST_OWNER = re.compile(r" (?:[a-z-]+ ){0,3}(?:of )?$")
"""What follows an owner whose apostrophe the text has lost: "Aleppos eastern district of ..."."""

_COUNTRY_WEIGHT = 3.0
_DEMONYM_WEIGHT = 1.0
_GROUP_WEIGHT = 2.0
_HINT_WEIGHT = 4.0
_REPEAT_WEIGHT = 0.5
_REPEATS_COUNTED = 6
"""A country named again and again (a party to the talks) shall not outvote the places where things happen."""
_LARGE = 100_000
_TOWN = 15_000
_NEAR_TITLE = 5
"""A run of this many capitalised words is a headline; its neighbours say nothing about persons."""
_CONTEXT = 56
_MEMO_LIMIT = 100_000
_LONGEST_ACRONYM = 5
_ACRONYM = 4
"""Short names of countries other than the proper one ("CAR", "US", "DRC") count only in capitals."""
_PROVINCE_WEIGHT = 2.0
_LIKENESS = 0.6
_MATES = 8
"""Known names looked at on each side of an unknown one."""
_PLAIN_ARTICLES = frozenset({"al", "el", "ash", "ar", "ez", "az", "ul"})
"""Articles that are no English word: the others ("an", "at", "as") need a hyphen."""
_CONNECTOR = "~"
_GLUED = 5
_PREFIX = frozenset({"prefix"})
_COMMON = frozenset({"function", "calendar", "people"})
_NEVER_ALONE = frozenset({"modifier", "direction", "organisation", "title", "people", "prefix"})
_CREDIBLE_ALONE = 300_000
_STATED = 4.0
"""Score for lying in the container that the text states, see `_inside`."""
_BORNE, _BORNE_FIRMLY = 0.3, 0.8
"""Share of the foremost country's votes from which a country bears its small towns; more for those that act far away."""
_ACTORS = frozenset({"USA", "RUS", "GBR", "FRA", "DEU", "CHN", "SAU", "IRN", "TUR", "CAN", "AUS", "IND", "JPN"})
_ADJECTIVAL = frozenset({"us", "u s", "uk", "u k", "usa", "un"})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text: `text[start:end]` is `surface`.

    `in_group_name` marks places that only name people or an organisation ("the Aleppo Media Centre", "Idlib
    fighters"); `direction` is how the text stands off from it ("northwest of", "near"); `dateline` marks the place
    of writing at the head of a story.
    """

    start: int
    end: int
    surface: str
    place: Place
    kind: MentionKind
    in_group_name: bool = False
    direction: str | None = None
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """All that an article says about places.

    `peoples` are demonyms ("Afghans", "South Sudanese", "Rohingya"): no places, but the last resort for the country
    of a figure that has none; their place is the country. `countries` are ranked by what the whole article says.
    """

    mentions: tuple[PlaceMention, ...]
    peoples: tuple[PlaceMention, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A known name inside a run; offsets are relative to the run."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    weak: bool
    stranger: bool
    group: bool
    person: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run of capitalised words holds, whatever text it stands in."""

    pieces: tuple[_Piece, ...]
    demonyms: tuple[tuple[str, str, int, int], ...]
    unknown: tuple[int, int, tuple[str, ...]] | None


@dataclass(slots=True)
class _Found:
    """A name in the text with what its surroundings say."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    weak: bool
    stranger: bool
    group: bool
    person: bool = False
    locative: bool = False
    type_word: str | None = None
    type_countries: frozenset[str] = frozenset()
    direction: str | None = None
    modifier: str | None = None
    people: str | None = None
    dateline: bool = False
    container: "_Found | None" = None
    words: tuple[str, ...] = ()
    chosen: Entry | None = None


@dataclass(slots=True)
class _Votes:
    """What the discourse says about countries and provinces."""

    countries: dict[str, float] = field(default_factory=dict)
    admin1s: dict[tuple[str, str | None], float] = field(default_factory=dict)
    cast: dict[str, tuple[str, float]] = field(default_factory=dict)
    """The vote that a name cast for its own likeliest country: it shall not confirm itself."""
    named: float = 0.0

    def add(self, country: str, weight: float) -> None:
        self.countries[country] = self.countries.get(country, 0.0) + weight

    def share(self, country: str, without: str = "") -> float:
        """Standing of a country against the foremost one, 0 to 1, the vote of the name `without` left out."""
        own, weight = self.cast.get(without, ("", 0.0))
        top = max((w - (weight if c == own else 0.0) for c, w in self.countries.items()), default=0.0)
        mine = self.countries.get(country, 0.0) - (weight if country == own else 0.0)
        return mine / top if top > 0 else 0.0

    def standing(self, entry: Entry) -> float:
        """Share of an entry's province among the names whose province is clear, 0 to 1."""
        if self.named == 0:
            self.named = sum(self.admin1s.values())
        return self.admin1s.get((entry.country, entry.place.admin1), 0.0) / self.named if self.named else 0.0

    def silent(self, without: str) -> bool:
        """Whether nothing but the name `without` votes."""
        own, weight = self.cast.get(without, ("", 0.0))
        return all(c == own and w - weight <= 0.0 for c, w in self.countries.items())

    def ranked(self) -> list[str]:
        return sorted(self.countries, key=lambda c: (-self.countries[c], c))


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
    votes = _Votes()
    if hint_country:
        votes.add(hint_country, _HINT_WEIGHT)
    scan = _scan(text, gazetteer, votes)
    _link(text, scan.known)
    _vote(scan.known, votes)
    groups: dict[str, list[_Found]] = {}
    for found in scan.known:
        groups.setdefault(found.key, []).append(found)
    _resolve(groups, votes)
    kept = [f for f in scan.known if f.chosen is not None]
    scan.unknown += [_as_unknown(f) for f in scan.known if f.chosen is None and f.type_word and not f.stranger]
    _mark_metonyms(kept, votes)
    if scan.unknown:
        kept += _strangers(text, sentences, scan.unknown, kept, gazetteer, votes)
        kept.sort(key=lambda f: (f.start, -f.end))
    mentions = tuple(_mention(text, f, f.chosen) for f in kept if f.chosen is not None)
    peoples = tuple(_people(text, start, end, country, gazetteer) for start, end, country in scan.peoples)
    return PlaceReading(mentions, peoples, tuple(votes.ranked()))


def most_specific(mentions: Iterable[PlaceMention]) -> PlaceMention | None:
    """The mention that says most closely where; the earliest of equals; group names only when nothing else is there."""
    rank = {"exact": 0, "admin2": 1, "admin1": 2, "country": 3}
    return min(mentions, key=lambda m: (m.in_group_name, m.dateline, rank[m.place.precision], m.start), default=None)


def same_area(a: Place | None, b: Place | None) -> bool:
    """Whether one place can lie in the other: equal province, or equal country where one has no province."""
    if a is None or b is None or a.country != b.country:
        return False
    return a.admin1 is None or b.admin1 is None or a.admin1 == b.admin1


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` is a country or province that `inner` lies in."""
    if outer.country != inner.country or outer == inner:
        return False
    return outer.precision == "country" or (outer.precision == "admin1" and outer.admin1 == inner.admin1)


@dataclass(slots=True)
class _Scan:
    """Known names with their surroundings, unknown ones where a place may stand, and demonyms."""

    known: list[_Found] = field(default_factory=list)
    unknown: list[_Found] = field(default_factory=list)
    peoples: list[tuple[int, int, str]] = field(default_factory=list)


def _scan(text: str, gazetteer: Gazetteer, votes: _Votes) -> _Scan:
    """Cut the text's capitalised runs and look around each name; demonyms vote at once."""
    scan = _Scan()
    vocabulary = gazetteer.vocabulary
    memo = gazetteer.runs
    peoples: dict[str, int] = {}
    for match in _RUN.finditer(text):
        surface = match.group()
        if surface in memo:
            run = memo[surface]
        else:
            if len(memo) >= _MEMO_LIMIT:
                memo.clear()
            run = memo[surface] = _parse_run(surface, gazetteer)
        if run is None:
            continue
        assert isinstance(run, _Run)
        at = match.start()
        for country, kind, begin, end in run.demonyms:
            scan.peoples.append((at + begin, at + end, country))
            seen = peoples[country] = peoples.get(country, 0) + 1
            if seen <= _REPEATS_COUNTED:
                votes.add(country, _GROUP_WEIGHT if kind == "group" else _DEMONYM_WEIGHT / seen)
        for piece in run.pieces:
            found = _Found(
                at + piece.start,
                at + piece.end,
                piece.key,
                piece.entries,
                piece.weak,
                piece.stranger,
                piece.group,
                piece.person,
            )
            _look_around(text, found, vocabulary)
            if found.modifier:
                _widen(text, found, gazetteer)
            scan.known.append(found)
        if run.unknown is not None:
            begin, end, words = run.unknown
            found = _Found(at + begin, at + end, " ".join(words), (), True, False, False, words=words)
            _look_around(text, found, vocabulary)
            if found.locative or found.type_word:
                scan.unknown.append(found)
    return scan


def _parse_run(surface: str, gazetteer: Gazetteer) -> _Run | None:
    """Cut a run into known names, demonyms and the rest; None when it holds nothing of use."""
    vocabulary = gazetteer.vocabulary
    tokens = _tokens(surface)
    roles = [vocabulary.roles.get(t[0], frozenset()) for t in tokens]
    pieces: list[tuple[int, int, tuple[Entry, ...], str]] = []
    demonyms: list[tuple[str, str, int, int]] = []
    taken = [False] * len(tokens)
    i = 0
    while i < len(tokens):
        size, people = _demonym(tokens, i, vocabulary)
        length, key, entries = _longest(tokens, roles, i, gazetteer)
        if length > size or (length == size and _outranks(entries, key, people, vocabulary)):
            pieces.append((i, i + length, entries, key))
        elif people:
            demonyms.append((*people, tokens[i][1], tokens[i + size - 1][2]))
            length = size
        for j in range(i, i + length):
            taken[j] = True
        i += max(1, length)
    made = tuple(_piece(tokens, roles, taken, p, vocabulary) for p in pieces)
    doubtful = [j for p, m in zip(pieces, made, strict=True) if m.stranger or m.weak for j in range(p[0], p[1])]
    free = [not taken[j] or j in doubtful for j in range(len(tokens))]
    unknown = _unknown(tokens, roles, free, vocabulary) if len(doubtful) == sum(taken) else None
    return _Run(made, tuple(demonyms), unknown) if made or demonyms or unknown else None


def _tokens(surface: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(surface):
        bare = _POSSESSIVE.sub("", match.group())
        word = fold(bare)
        if not word:
            continue
        article = word in ARTICLES and (word in _PLAIN_ARTICLES or surface[match.end() : match.end() + 1] == "-")
        if bare[0].islower() and word in ARTICLES and not article:
            word = _CONNECTOR
        tokens.append((word, match.start(), match.start() + len(bare), not bare[0].islower(), bare.isupper(), article))
    return tokens


def _demonym(tokens: list[_Token], i: int, vocabulary: Vocabulary) -> tuple[int, tuple[str, str] | None]:
    for size in (2, 1):
        if i + size <= len(tokens):
            key = " ".join(t[0] for t in tokens[i : i + size])
            people = vocabulary.demonyms.get(key) or (vocabulary.demonyms.get(key[:-1]) if key.endswith("s") else None)
            if people:
                return size, people
    return 0, None


def _outranks(entries: tuple[Entry, ...], key: str, people: tuple[str, str] | None, vocabulary: Vocabulary) -> bool:
    """Whether a name that is also a demonym's form is the place: a country, or the demonym fits only by its plural."""
    return bool(entries) and (
        people is None or any(e.kind == "country" for e in entries) or key not in vocabulary.demonyms
    )


def _longest(
    tokens: list[_Token], roles: list[frozenset[str]], i: int, gazetteer: Gazetteer
) -> tuple[int, str, tuple[Entry, ...]]:
    """The longest known name that starts at token `i`: its tokens, key and entries."""
    word, capital, article = tokens[i][0], tokens[i][3], tokens[i][5]
    if not capital and not article:
        return 0, "", ()
    usual = bool(roles[i] & _COMMON)
    for size in range(min(gazetteer.longest_from(word), len(tokens) - i), 1, -1):
        if tokens[i + size - 1][3]:
            key = " ".join(t[0] for t in tokens[i : i + size])
            entries = gazetteer.lookup(key)
            if entries and not (usual and not article and not any(e.curated for e in entries)):
                return size, key, entries
    found = _longest_bare(tokens, roles, i, gazetteer)
    if found[0] or usual or not capital or roles[i] & _NEVER_ALONE:
        return found
    return _single(tokens, i, gazetteer)


def _longest_bare(
    tokens: list[_Token], roles: list[frozenset[str]], i: int, gazetteer: Gazetteer
) -> tuple[int, str, tuple[Entry, ...]]:
    """The same for names whose articles the text has and the gazetteer has not, or the other way round."""
    bare = [j for j in range(i, min(len(tokens), i + 2 * LONGEST_NAME)) if not tokens[j][5]]
    if not bare or (bare[0] != i and not tokens[i][5]):
        return 0, "", ()
    words = [_unglued(tokens[j][0]) for j in bare]
    for size in range(min(gazetteer.longest_from(words[0]), len(bare)), 0, -1):
        last = bare[size - 1]
        same = last - i + 1 == size and words[:size] == [tokens[j][0] for j in bare[:size]]
        if same or not tokens[last][3] or (size == 1 and roles[bare[0]]):
            continue
        key = " ".join(words[:size])
        entries = tuple(e for e in gazetteer.lookup(key) if e.kind != "country")
        if entries:
            return last - i + 1, key, entries
    if tokens[bare[0]][3] and not roles[bare[0]] and words[0] not in ("", tokens[bare[0]][0]) or bare[0] != i:
        entries = tuple(e for e in gazetteer.lookup(words[0]) if e.kind != "country")
        if entries and tokens[bare[0]][3] and not roles[bare[0]]:
            return bare[0] - i + 1, words[0], entries
    return 0, "", ()


def _unglued(word: str) -> str:
    """ "alwaer" as "waer": texts that lost their hyphens glue the article on."""
    return word[2:] if len(word) > _GLUED and word.startswith("al") else word


def _single(tokens: list[_Token], i: int, gazetteer: Gazetteer) -> tuple[int, str, tuple[Entry, ...]]:
    """A one-word name: acronyms only in capitals, and an "s" that may have been "'s" taken off."""
    word, capitals = tokens[i][0], tokens[i][4]
    entries = gazetteer.lookup(word)
    if len(word) <= _ACRONYM and not capitals:
        entries = tuple(e for e in entries if e.kind != "country" or e.primary)
    if capitals and len(word) <= _LONGEST_ACRONYM and (len(tokens) == 1 or not all(t[4] for t in tokens)):
        entries = tuple(e for e in entries if e.kind == "country" or e.primary)
    if len(word) > 4 and word.endswith("s") and not any(_well_known(e) for e in entries):
        owner = tuple(e for e in gazetteer.lookup(word[:-1]) if _well_known(e))
        if owner and not gazetteer.vocabulary.roles.get(word[:-1]):
            entries, word = owner, word[:-1]
    return (1, word, entries) if entries else (0, "", ())


def _well_known(entry: Entry) -> bool:
    """Whether a name may be read into a word that ends in a lost "'s"."""
    return entry.kind in ("country", "admin1") or (entry.curated and entry.primary) or entry.population >= _LARGE


def _piece(
    tokens: list[_Token],
    roles: list[frozenset[str]],
    taken: list[bool],
    span: tuple[int, int, tuple[Entry, ...], str],
    vocabulary: Vocabulary,
) -> _Piece:
    first, last, entries, key = span
    left = _side(tokens, roles, taken, range(first - 1, -1, -1))
    right = _side(tokens, roles, taken, range(last, len(tokens)))
    headline = len(tokens) >= _NEAR_TITLE
    bare = [t[0] for t in tokens[first:last] if t[0] not in ARTICLES]
    word = vocabulary.not_places.get(bare[0]) if len(bare) == 1 else None
    known = any(e.kind in ("country", "admin1") or (e.curated and e.primary) for e in entries)
    beside = "?" in left or "?" in right
    stranger = "title" in left or (beside and (not headline or not known)) or (word == "person" and bool(left | right))
    if beside and known and not headline and word is None and _listed(entries, len(bare)):
        stranger = False
    weak = (
        word is not None
        or (len(bare) == 1 and bool(roles[last - 1]))
        or (len(key) <= 3 and not any(e.kind == "country" or (e.curated and e.primary) for e in entries))
    )
    group = "organisation" in right or (
        "organisation" in left and last == len(tokens) and first > 0 and not {"camp", "settlement"} & left
    )
    return _Piece(tokens[first][1], tokens[last - 1][2], key, entries, weak, stranger, group, word == "person")


def _listed(entries: tuple[Entry, ...], words: int) -> bool:
    """Whether a name is sure enough to stand beside an unknown one: lists lose their commas."""
    return any(e.curated and e.primary for e in entries) and (words > 1 or any(e.kind == "city" for e in entries))


def _side(tokens: list[_Token], roles: list[frozenset[str]], taken: list[bool], order: range) -> set[str]:
    """Roles of the capitalised words that touch a name on one side; "?" for a word that has none."""
    seen: set[str] = set()
    for j in order:
        if taken[j] or not tokens[j][3]:
            if not taken[j] and tokens[j][0] in ("of", "for") and order.step == -1:
                continue
            break
        if roles[j] & _COMMON:
            break
        if roles[j] or not (tokens[j][4] and len(tokens[j][0]) <= _LONGEST_ACRONYM):
            seen |= roles[j] or {"?"}
    return seen


def _unknown(
    tokens: list[_Token], roles: list[frozenset[str]], free: list[bool], vocabulary: Vocabulary
) -> tuple[int, int, tuple[str, ...]] | None:
    """The part of a run that could be the name of an unlisted place."""
    ends = [
        j
        for j in range(len(tokens))
        if free[j] and tokens[j][3] and not roles[j] & {"function", "calendar", "title", "organisation", "people"}
    ]
    names = [j for j in ends if roles[j] <= _PREFIX and vocabulary.not_places.get(tokens[j][0]) != "word"]
    if not names or len(names) > 4 or len(tokens) > 6:
        return None
    first, last = names[0], names[-1]
    if any(roles[j] & {"title", "organisation", "calendar"} for j in range(len(tokens))):
        return None
    if first > 0 and tokens[first - 1][0] in ARTICLES:
        first -= 1
    words = tuple(t[0] for t in tokens[first : last + 1])
    return tokens[first][1], tokens[last][2], words


def _look_around(text: str, found: _Found, vocabulary: Vocabulary) -> None:
    """Read the words before and after a name."""
    start, end = found.start, found.end
    before = text[max(0, start - _CONTEXT) : start]
    _read_before(before, found, vocabulary)
    after = _AFTER.match(text, end)
    if after:
        joint, word = after.groups()
        _read_after(joint, word, found, vocabulary)
    if found.type_word:
        found.type_countries = vocabulary.admin_words.get(found.type_word, frozenset())
    if (start == 0 or text[start - 1] in "\n\r") and _DATELINE.match(text, end):
        found.dateline = True


def _widen(text: str, found: _Found, gazetteer: Gazetteer) -> None:
    """Take a lower-case "western" into the name when the two together are one: "western Ghouta", "north Lebanon"."""
    key = f"{found.modifier} {found.key}"
    entries = tuple(e for e in gazetteer.lookup(key) if e.primary or e.kind == "admin1")
    if entries:
        found.key, found.entries, found.weak, found.direction = key, entries, False, None


def _read_before(before: str, found: _Found, vocabulary: Vocabulary) -> None:
    words = before.lower().rsplit("\n", 1)[-1].split()
    roles = vocabulary.roles
    of_seen = False
    for back in range(len(words) - 1, max(-1, len(words) - 7), -1):
        word = words[back]
        if word[-1] in ".!?:" or (word[-1] in ",;" and back == len(words) - 1 and found.type_word):
            break
        bare = word.strip("\"'“”‘’(),;")
        mine = roles.get(bare, frozenset())
        if bare == "of" or bare == "the":
            of_seen = of_seen or bare == "of"
            continue
        if "direction" in mine and of_seen:
            found.direction = f"{bare} of"
            found.locative = True
            break
        if bare in ("countryside", "outskirts", "suburbs", "edge", "vicinity") and of_seen:
            found.direction = f"{bare} of"
            continue
        if "title" in mine and not of_seen and bare not in ("general", "chief"):
            found.stranger = True
            break
        if mine & {"province", "settlement", "district", "part", "area", "camp"} and not mine & {"modifier"}:
            if of_seen and found.type_word is None:
                found.type_word = bare
            elif not of_seen:
                break
            continue
        people = vocabulary.demonyms.get(bare)
        if people:
            found.people = found.people or people[0]
            continue
        if "modifier" in mine:
            found.direction = found.direction or (bare if not of_seen else None)
            if back == len(words) - 1:
                found.modifier = word
            continue
        if "near" in mine:
            found.direction = bare
        found.locative = found.locative or "locative" in mine
        break
    if _NAMED_GROUP.search(before):
        found.group = True


def _read_after(joint: str, word: str, found: _Found, vocabulary: Vocabulary) -> None:
    mine = vocabulary.roles.get(word, frozenset())
    if joint == "-":
        if word in (
            "based",
            "backed",
            "led",
            "brokered",
            "controlled",
            "sponsored",
            "funded",
            "allied",
            "born",
            "trained",
            "linked",
            "style",
            "mediated",
        ):
            found.group = True
        return
    if mine & {"province", "settlement", "district", "part", "area", "camp"}:
        found.type_word = found.type_word or word
    elif "group" in mine:
        found.group = True
    if found.key in _ADJECTIVAL and not found.locative:
        found.group = True


def _link(text: str, known: list[_Found]) -> None:
    """Note which name the text puts inside which, and carry cues and containers over lists."""
    coordinate: list[tuple[_Found, _Found]] = []
    for left, right in pairwise(known):
        gap = text[left.end : right.start]
        if len(gap) > _CONTEXT or "\n" in gap:
            continue
        if _owns(text, left, gap):
            right.container, right.locative = left, True
        elif _may_hold(right, left) if gap in (", ", " ") else _INSIDE.match(gap):
            left.container = right
        if _COORDINATE.match(gap):
            coordinate.append((left, right))
            right.locative = right.locative or left.locative
            if (
                left.group
                and gap in (" and ", " and the ")
                and _NAMED_GROUP.search(text[max(0, left.start - 40) : left.start])
            ):
                right.group = True
    for left, right in reversed(coordinate):
        left.container = left.container or right.container


def _owns(text: str, left: _Found, gap: str) -> bool:
    """Whether the first name owns the second ("Aleppo's Bab district"), with or without its apostrophe."""
    if _OWNER.match(gap):
        return True
    return text[left.end - 1] == "s" and not left.key.endswith("s") and _LOST_OWNER.match(gap) is not None


def _may_hold(outer: _Found, inner: _Found) -> bool:
    """Whether "inner, outer" can mean that one lies in the other, not that both are items of a list."""
    return any(
        o.country == i.country and (o.kind == "country" or (o.kind == "admin1" and o.place.admin1 == i.place.admin1))
        for o in outer.entries
        for i in inner.entries
        if i.kind != "country" and i.place.name != o.place.name
    )


def _vote(known: list[_Found], votes: _Votes) -> None:
    """Countries gain from their own names, from names that only they have, and from provinces and big cities."""
    seen: dict[str, int] = {}
    for found in known:
        seen[found.key] = seen.get(found.key, 0) + 1
        if seen[found.key] > _REPEATS_COUNTED:
            continue
        first = seen[found.key] == 1
        entry = next((e for e in found.entries if e.kind == "country"), None)
        if entry and not found.stranger:
            weight = _COUNTRY_WEIGHT if first else _REPEAT_WEIGHT
            votes.add(entry.country, weight / 3 if found.group else weight)
        elif first and not found.weak and not found.stranger:
            _vote_by_name(found, votes)


def _vote_by_name(found: _Found, votes: _Votes) -> None:
    ranked = sorted(found.entries, key=lambda e: (-_prior(e), e.place.place_id or 0))
    best = ranked[0]
    rival = next((e for e in ranked if e.country != best.country), None)
    if rival is None or _prior(best) - _prior(rival) >= 1.5:
        weight = (
            1.5 if best.kind == "admin1" or best.population >= _LARGE or best.curated else 1.0 if rival is None else 0.5
        )
        if found.locative or found.type_word or found.container:
            weight *= 1.5
        votes.add(best.country, weight)
        votes.cast[found.key] = (best.country, weight)
        votes.admin1s[best.country, best.place.admin1] = votes.admin1s.get((best.country, best.place.admin1), 0.0) + 1.0


def _prior(entry: Entry) -> float:
    """How likely a name means this place when nothing else is known."""
    weight = 0.7 * log10(entry.population + 10) + (0.8 if entry.primary else 0.0) + (2.5 if entry.capital else 0.0)
    if entry.curated:
        weight += 3.0 if entry.primary else 0.3
    if entry.kind == "country":
        return weight + 4.0
    return weight + (1.0 if entry.kind == "admin1" else 0.0)


def _resolve(groups: dict[str, list[_Found]], votes: _Votes) -> None:
    """One sense per name and discourse; surest names first, so that they help the others."""
    order = sorted(groups, key=lambda key: (len({e.country for e in groups[key][0].entries}), groups[key][0].start))
    senses: dict[str, Entry] = {}
    for key in order:
        mentions = groups[key]
        if not _credible(mentions):
            continue
        ranked = sorted(
            mentions[0].entries, key=lambda e: (-_score(e, mentions, votes, senses), e.place.place_id or 0, e.kind)
        )
        best = ranked[0]
        if not _supported(best, mentions, votes, senses):
            continue
        senses[key] = best
        alike = [e for e in mentions[0].entries if e.country == best.country and e.place.admin1 == best.place.admin1]
        _pick_level(mentions, best, alike)


def _credible(mentions: list[_Found]) -> bool:
    """Whether some mention of the name stands where a place may stand."""
    plain = [m for m in mentions if not m.stranger]
    if not plain:
        return False
    return not mentions[0].weak or any(m.type_word or m.container or m.locative for m in plain)


def _supported(best: Entry, mentions: list[_Found], votes: _Votes, senses: dict[str, Entry]) -> bool:
    """Whether the discourse bears the best reading, or the place is too big to need it."""
    if best.kind == "country":
        return True
    plain = [m for m in mentions if not m.stranger]
    if any(m.container and _inside(best, m.container, senses) >= _STATED for m in plain):
        return True
    key = mentions[0].key
    share = votes.share(best.country, key)
    cued = any(m.locative or m.type_word or m.dateline for m in plain)
    if mentions[0].weak:
        typed = any(m.type_word and m.type_word != "front" for m in plain)
        sure = cued and not mentions[0].person and (best.curated or best.population >= _LARGE)
        return share >= _BORNE and (typed or sure)
    if best.primary and (best.capital or best.population >= _CREDIBLE_ALONE):
        return True
    if share >= (_BORNE_FIRMLY if best.country in _ACTORS else _BORNE):
        return cued or best.population >= _TOWN or best.curated or best.kind == "admin1"
    if votes.silent(key):
        return cued
    return cued and best.primary and (best.population >= _LARGE or best.curated or best.kind == "admin1")


def _score(entry: Entry, mentions: list[_Found], votes: _Votes, senses: dict[str, Entry]) -> float:
    score = _prior(entry) + 5.0 * votes.share(entry.country)
    score += _PROVINCE_WEIGHT * votes.standing(entry)
    for mention in mentions:
        if mention.people == entry.country:
            score += 2.0
        if mention.container is not None:
            score += _inside(entry, mention.container, senses)
        if mention.type_word:
            score += _type_fit(entry, mention)
    return score


def _inside(entry: Entry, container: _Found, senses: dict[str, Entry]) -> float:
    """Reward for lying in the stated container, judged on the container's sense if known, else on all its readings."""
    settled = senses.get(container.key)
    readings = (settled,) if settled else (max(container.entries, key=_prior),)
    best = -2.0
    for outer in readings:
        if outer.place == entry.place:
            continue
        if outer.country == entry.country:
            if outer.place.admin1 and outer.place.admin1 == entry.place.admin1:
                best = max(best, 5.0)
            elif outer.kind == "country":
                best = max(best, 4.0)
            else:
                best = max(best, 1.0)
    return best


def _type_fit(entry: Entry, mention: _Found) -> float:
    word = mention.type_word
    if entry.country in mention.type_countries:
        return 2.0 if entry.kind == "admin1" else 0.5
    if entry.kind == "admin1" and word in (
        "province",
        "governorate",
        "state",
        "oblast",
        "department",
        "prefecture",
        "region",
    ):
        return 1.5
    if entry.kind == "admin2" and word in (
        "district",
        "county",
        "township",
        "territory",
        "municipality",
        "commune",
        "woreda",
        "regency",
    ):
        return 1.5
    if entry.kind == "city" and word in ("city", "town", "village", "capital"):
        return 1.0
    return 0.0


_PROVINCE_WORDS = frozenset(
    {
        "province",
        "provinces",
        "governorate",
        "governorates",
        "state",
        "region",
        "countryside",
        "oblast",
        "department",
        "prefecture",
        "wilaya",
    }
)
_CITY_WORDS = frozenset(
    {
        "city",
        "town",
        "village",
        "cities",
        "towns",
        "capital",
        "airport",
        "airbase",
        "university",
        "hospital",
        "prison",
        "street",
        "camp",
        "neighbourhood",
        "neighborhood",
        "quarter",
        "suburb",
        "suburbs",
    }
)


def _level(mention: _Found) -> str | None:
    word = mention.type_word or ""
    if word in _PROVINCE_WORDS or (mention.direction in ("rural", "countryside of")):
        return "admin1"
    if word in _CITY_WORDS:
        return "city"
    return None


def _pick_level(mentions: list[_Found], best: Entry, alike: list[Entry]) -> None:
    """Town or province of one name: by its own words, else by how the article uses the name elsewhere."""
    by_kind: dict[str, Entry] = {}
    for entry in sorted(alike, key=lambda e: (-_prior(e), e.place.place_id or 0)):
        by_kind.setdefault(entry.kind, entry)
    city, admin1, admin2 = by_kind.get("city"), by_kind.get("admin1"), by_kind.get("admin2")
    levels = [_level(m) for m in mentions]
    usual = admin1 if city is None or (levels.count("admin1") > levels.count("city")) else city
    for mention, level in zip(mentions, levels, strict=True):
        if mention.stranger:
            continue
        if city and admin1 and best in (city, admin1, admin2):
            mention.chosen = {"admin1": admin1, "city": city}.get(level or "", usual)
        elif city and admin2 and best in (city, admin2):
            mention.chosen = admin2 if mention.type_word in ("district", "county", "territory", "township") else city
        else:
            mention.chosen = best


def _as_unknown(found: _Found) -> _Found:
    found.words = tuple(found.key.split())
    return found


def _mark_metonyms(kept: list[_Found], votes: _Votes) -> None:
    """A capital that stands nowhere ("Ankara considers", "talks with Moscow") speaks for its government."""
    ranked = votes.ranked()
    home = ranked[0] if ranked else ""
    for found in kept:
        entry = found.chosen
        if entry is not None and entry.capital and entry.country != home:
            found.group = found.group or not (found.locative or found.type_word or found.dateline)


def _strangers(
    text: str,
    sentences: Sequence[tuple[int, int]],
    unknown: list[_Found],
    kept: list[_Found],
    gazetteer: Gazetteer,
    votes: _Votes,
) -> list[_Found]:
    """Names that no list has: another spelling of a known place, or a hamlet placed in its stated surroundings."""
    countries = [c for c in votes.ranked()[:2] if votes.share(c) >= _BORNE]
    area = _Area(kept, [s for s, _ in sentences], countries[:1])
    out: list[_Found] = []
    end = 0
    for found in sorted(unknown, key=lambda f: (f.start, -f.end)):
        if found.stranger or found.start < end or area.covers(found):
            continue
        found.chosen = _respelled(found, countries, gazetteer)
        if found.chosen is None and _may_be_hamlet(text, found, gazetteer):
            found.chosen = _hamlet(text, found, area.around(found))
        if found.chosen is not None:
            out.append(found)
            end = found.end
    return out


class _Area:
    """Known places of an article, to be asked what lies around an unknown one."""

    def __init__(self, kept: list[_Found], sentence_starts: list[int], home: list[str]) -> None:
        self._spans = sorted((k.start, k.end) for k in kept)
        self._sentences = sentence_starts
        self._near = [
            (k, k.chosen)
            for k in sorted(kept, key=lambda k: k.start)
            if k.chosen and not k.group and not k.dateline and (not home or k.chosen.country == home[0])
        ]
        self._starts = [k.start for k, _ in self._near]
        counts = Counter((e.place.country, e.place.admin1) for _, e in self._near if e.kind != "country")
        common = max(counts.values(), default=0)
        self._common = next(
            (e for _, e in self._near if counts[e.place.country, e.place.admin1] == common),
            None,
        )

    def covers(self, found: _Found) -> bool:
        """Whether a known name stands in the place of this one."""
        at = bisect_right(self._spans, (found.start, 1 << 60))
        return any(s < found.end and found.start < e for s, e in self._spans[max(0, at - 1) : at + 1])

    def around(self, found: _Found) -> Entry | None:
        """The nearest known place of the same sentence, else the article's commonest."""
        sentence = bisect_right(self._sentences, found.start)
        at = bisect_right(self._starts, found.start)
        mates = [
            (k, e)
            for k, e in self._near[max(0, at - _MATES) : at + _MATES]
            if e.kind != "country" and bisect_right(self._sentences, k.start) == sentence
        ]
        if mates and self._sentences:
            return min(mates, key=lambda mate: _distance(found, mate[0]))[1]
        return self._common


def _respelled(found: _Found, countries: list[str], gazetteer: Gazetteer) -> Entry | None:
    """The one place of the discourse's countries whose consonants the name shares."""
    for country in countries:
        alike = gazetteer.alike(found.words, country)
        if len({(e.place.admin1, e.place.name) for e in alike}) == 1 and _looks_like(found.key, alike[0].place.name):
            return alike[0]
    return None


def _looks_like(name: str, other: str) -> bool:
    """Consonants alone merge too much when few: the letters must agree as well."""
    return SequenceMatcher(None, name.replace(" ", ""), fold(other).replace(" ", "")).ratio() >= _LIKENESS


def _may_be_hamlet(text: str, found: _Found, gazetteer: Gazetteer) -> bool:
    if "hamlet" not in gazetteer.vocabulary.roles.get(found.type_word or "", ()):
        return False
    words = [w for w in found.words if w not in ARTICLES]
    if any(gazetteer.vocabulary.roles.get(w, _PREFIX) != _PREFIX for w in words) or not any(len(w) > 2 for w in words):
        return False
    return len(words) > 1 or f" {words[0]}" not in text


def _distance(found: _Found, other: _Found) -> int:
    """Characters between two names; what follows ("X in Y") counts as nearer than what came before."""
    return other.start - found.end if other.start >= found.end else 2 * (found.start - other.end) + 20


def _hamlet(text: str, found: _Found, area: Entry | None) -> Entry | None:
    if area is None:
        return None
    home = area.place
    precision = "admin2" if home.precision == "exact" else home.precision
    name = " ".join(text[found.start : found.end].split())
    place = Place(name, None, home.admin1, home.country, home.latitude, home.longitude, precision)
    return Entry(place, "city", 0, True, False)


def _people(text: str, start: int, end: int, country: str, gazetteer: Gazetteer) -> PlaceMention:
    return PlaceMention(start, end, text[start:end], gazetteer.country(country), "country", in_group_name=True)


def _mention(text: str, found: _Found, entry: Entry) -> PlaceMention:
    kind: MentionKind = (
        "country"
        if entry.kind == "country"
        else "admin1"
        if entry.kind == "admin1"
        else "part"
        if entry.kind == "part"
        else "place"
    )
    return PlaceMention(
        found.start,
        found.end,
        text[found.start : found.end],
        entry.place,
        kind,
        found.group,
        found.direction,
        found.dateline,
    )


def iter_countries(mentions: Iterable[PlaceMention]) -> Iterator[str]:
    """Countries of the mentions that are not part of a group's name, in text order."""
    return (m.place.country for m in mentions if m.place.country and not m.in_group_name)

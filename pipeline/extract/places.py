"""Places named in an article, each resolved within its discourse.

Belongs here: finding capitalised names that are places and choosing which place each one is. Does not: the index of
names (see `gazetteer`), nor the decision at which of the places a figure holds (that is the claim's own affair).

A name is never resolved by its string alone. Runs of capitalised words are cut into known names; all of them, with the
countries and peoples named beside them, vote for countries and provinces; containers that the text states ("X in Y
province", "Y's X") outweigh votes, and votes outweigh population.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from bisect import bisect_right
from dataclasses import dataclass, field
from math import log10
from typing import Literal

from pipeline.extract.gazetteer import ARTICLES, Entry, Gazetteer, Vocabulary, fold
from pipeline.extract.model import Place

MentionKind = Literal["place", "country", "admin1", "part"]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĦĪİĶĻŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽƏḤḨṢṬẒ"
_ARTICLE = r"(?:al|el|as|ash|an|at|az|ar|ad|ed|es|ez|et|er|en|ul|esh)"
_WORD = rf"(?:[UD]\.[SKR]\.(?:A\.)?|['‘`ʿ]?[{_UPPER}][\w'’‘`´ʿ]*)"
_LINK = rf"(?:{_ARTICLE}|de|da|do|dos|del|des|du|di|la|le|les|los|las|of the|of|and the|wa|va|e|i)"
_RUN = re.compile(rf"(?<![\w'’])(?:{_ARTICLE}[- ])?{_WORD}(?:(?:-|[ \u00a0]{{1,2}}(?:{_LINK}[- ])?|-(?:{_ARTICLE}|e|i|o|va|wa|la|de|le|sur)[- ]){_WORD})*")
"""Consecutive capitalised words, with the small words that names are built with."""

_TOKEN = re.compile(r"[UD]\.[SKR]\.(?:A\.)?|[\w'’‘`´ʿ]+")
_POSSESSIVE = re.compile(r"(?:['’]s?|['‘`])$")
_AFTER = re.compile(r"(?:['’]s)?([ -]{1,2})([a-z]+(?:-[a-z]+)?)")
_INSIDE = re.compile(r"['’]?\)?,?(?: which is| located)?(?: \(?(?:an?|the)(?: [a-z-]+){1,4})?(?: in| of|,| on| near)(?: the)?(?: (?!and|or|to|from|for|with|by)[a-z-]+){0,3}(?: of)? ?(?:the )?$")
_OWNER = re.compile(r"(?:['’]s|s['’])(?: [a-z-]+){0,3}(?: of)? $")
_COORDINATE = re.compile(r"(?:,| and| or|, and|,? as well as|;|/|, the| and the| and in| to)? ?(?:the )?(?:[a-z-]+ ){0,1}$")
_DATELINE = re.compile(r"(?:, [A-Z][a-zA-Z]+)?\.? ?(?:\([A-Z][\w ./-]{1,30}\)|[—–:]|--? )")
_NAMED_GROUP = re.compile(r"(?:State|Qaeda|Qaida|Caliphate|Movement|Party|Front|Brigades?|Republic|Union|Army|Forces|Organisation|Organization) (?:in|of|for)(?: the)? $")
_HAMLET = re.compile(r"['’]?s? ?$")

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
class _Piece:
    """A known name inside a run; offsets are relative to the run."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    weak: bool
    stranger: bool
    group: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run of capitalised words holds, whatever text it stands in."""

    pieces: tuple[_Piece, ...]
    demonyms: tuple[tuple[str, str], ...]
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
    locative: bool = False
    type_word: str | None = None
    direction: str | None = None
    dateline: bool = False
    container: "_Found | None" = None
    words: tuple[str, ...] = ()
    chosen: Entry | None = None


@dataclass(slots=True)
class _Votes:
    """What the discourse says about countries and provinces."""

    countries: dict[str, float] = field(default_factory=dict)
    admin1s: dict[tuple[str, str | None], float] = field(default_factory=dict)

    def add(self, country: str, weight: float) -> None:
        self.countries[country] = self.countries.get(country, 0.0) + weight

    def share(self, country: str) -> float:
        """Standing of a country against the foremost one, 0 to 1."""
        top = max(self.countries.values(), default=0.0)
        return self.countries.get(country, 0.0) / top if top else 0.0

    def ranked(self) -> list[str]:
        return sorted(self.countries, key=lambda c: (-self.countries[c], c))


def find_places(text: str, sentences: Sequence[tuple[int, int]], gazetteer: Gazetteer, hint_country: str | None = None) -> list[PlaceMention]:
    """All place mentions of an article in text order, resolved together.

    `sentences` are spans of `text`; `hint_country` (ISO 3166 alpha-3) says what is known from elsewhere.
    """
    votes = _Votes()
    if hint_country:
        votes.add(hint_country, _HINT_WEIGHT)
    known, unknown = _scan(text, gazetteer, votes)
    _link(text, known)
    _vote(known, votes)
    groups: dict[str, list[_Found]] = {}
    for found in known:
        groups.setdefault(found.key, []).append(found)
    _resolve(groups, votes)
    kept = [f for f in known if f.chosen is not None]
    kept += _strangers(text, sentences, unknown, kept, gazetteer, votes)
    kept.sort(key=lambda f: f.start)
    return [_mention(text, f, f.chosen) for f in kept if f.chosen is not None]


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


def _scan(text: str, gazetteer: Gazetteer, votes: _Votes) -> tuple[list[_Found], list[_Found]]:
    """Known names with their surroundings, and unknown ones that a settlement word introduces."""
    known: list[_Found] = []
    unknown: list[_Found] = []
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
        for country, kind in run.demonyms:
            seen = peoples[country] = peoples.get(country, 0) + 1
            if seen <= _REPEATS_COUNTED:
                votes.add(country, _GROUP_WEIGHT if kind == "group" else _DEMONYM_WEIGHT / seen)
        for piece in run.pieces:
            found = _Found(at + piece.start, at + piece.end, piece.key, piece.entries, piece.weak, piece.stranger, piece.group)
            _look_around(text, found, vocabulary)
            known.append(found)
        if run.unknown is not None:
            start, end, words = run.unknown
            found = _Found(at + start, at + end, " ".join(words), (), True, False, False, words=words)
            _look_around(text, found, vocabulary)
            if found.locative or found.type_word:
                unknown.append(found)
    return known, unknown


def _parse_run(surface: str, gazetteer: Gazetteer) -> _Run | None:
    """Cut a run into known names, demonyms and the rest; None when it holds nothing of use."""
    vocabulary = gazetteer.vocabulary
    tokens = [(fold(_POSSESSIVE.sub("", m.group())), m.start(), m.start() + len(_POSSESSIVE.sub("", m.group())), not m.group()[0].islower()) for m in _TOKEN.finditer(surface)]
    tokens = [t for t in tokens if t[0]]
    roles = [vocabulary.roles.get(t[0], frozenset()) for t in tokens]
    pieces: list[tuple[int, int, tuple[Entry, ...], str]] = []
    demonyms: list[tuple[str, str]] = []
    taken = [False] * len(tokens)
    i = 0
    while i < len(tokens):
        size, people = _demonym(tokens, i, vocabulary)
        length, key, entries = _longest(tokens, roles, i, gazetteer)
        if length > size:
            pieces.append((i, i + length, entries, key))
        elif people:
            demonyms.append(people)
            length = size
        for j in range(i, i + length):
            taken[j] = True
        i += max(1, length)
    made = tuple(_piece(tokens, roles, taken, p, vocabulary) for p in pieces)
    unknown = _unknown(tokens, roles, taken, vocabulary) if not made else None
    return _Run(made, tuple(demonyms), unknown) if made or demonyms or unknown else None


def _demonym(tokens: list[tuple[str, int, int, bool]], i: int, vocabulary: Vocabulary) -> tuple[int, tuple[str, str] | None]:
    for size in (2, 1):
        if i + size <= len(tokens):
            key = " ".join(t[0] for t in tokens[i : i + size])
            people = vocabulary.demonyms.get(key) or (vocabulary.demonyms.get(key[:-1]) if key.endswith("s") else None)
            if people:
                return size, people
    return 0, None


def _longest(tokens: list[tuple[str, int, int, bool]], roles: list[frozenset[str]], i: int, gazetteer: Gazetteer) -> tuple[int, str, tuple[Entry, ...]]:
    """The longest known name that starts at token `i`: its tokens, key and entries."""
    word = tokens[i][0]
    if not tokens[i][3] and word not in ARTICLES:
        return 0, "", ()
    usual = bool(roles[i] & {"function", "calendar"})
    most = min(gazetteer.longest_from(word), len(tokens) - i)
    for size in range(most, 1, -1):
        if not tokens[i + size - 1][3]:
            continue
        key = " ".join(t[0] for t in tokens[i : i + size])
        entries = gazetteer.lookup(key)
        if entries and not (usual and word not in ARTICLES and not any(e.curated for e in entries)):
            return size, key, entries
    bare = [j for j in range(i, len(tokens)) if tokens[j][0] not in ARTICLES]
    if bare and (bare[0] == i or word in ARTICLES):
        head = tokens[bare[0]][0]
        for size in range(min(gazetteer.longest_from(head), len(bare)), 0, -1):
            last = bare[size - 1]
            whole = last - i + 1
            if whole == size or not tokens[last][3]:
                continue
            key = " ".join(tokens[j][0] for j in bare[:size])
            entries = tuple(e for e in gazetteer.lookup(key) if e.kind != "country")
            if entries and (size > 1 or tokens[i][0] in ARTICLES):
                return whole, key, entries
    if usual or not tokens[i][3] or not word:
        return 0, "", ()
    if roles[i] & {"modifier", "direction", "organisation", "title"} and len(tokens) > 1:
        return 0, "", ()
    entries = gazetteer.lookup(word)
    if not entries and len(word) > 4 and word.endswith("s"):
        entries = tuple(e for e in gazetteer.lookup(word[:-1]) if e.kind in ("country", "admin1") or e.population >= _LARGE)
        word = word[:-1]
    return (1, word, entries) if entries else (0, "", ())


def _piece(tokens: list[tuple[str, int, int, bool]], roles: list[frozenset[str]], taken: list[bool], span: tuple[int, int, tuple[Entry, ...], str], vocabulary: Vocabulary) -> _Piece:
    first, last, entries, key = span
    left = _side(tokens, roles, taken, range(first - 1, -1, -1))
    right = _side(tokens, roles, taken, range(last, len(tokens)))
    headline = len(tokens) >= _NEAR_TITLE
    word = vocabulary.not_places.get(key) if last - first == 1 else None
    stranger = ("title" in left) or (not headline and ("?" in left or "?" in right)) or (word == "person" and bool(left | right))
    weak = word is not None or (last - first == 1 and bool(roles[first])) or (len(key) <= 3 and not any(e.kind == "country" for e in entries))
    group = "organisation" in right or ("organisation" in left and last == len(tokens) and first > 0 and not {"camp", "settlement"} & left)
    return _Piece(tokens[first][1], tokens[last - 1][2], key, entries, weak, stranger, group)


def _side(tokens: list[tuple[str, int, int, bool]], roles: list[frozenset[str]], taken: list[bool], order: range) -> set[str]:
    """Roles of the capitalised words that touch a name on one side; "?" for a word that has none."""
    seen: set[str] = set()
    for j in order:
        if taken[j] or not tokens[j][3]:
            if not taken[j] and tokens[j][0] in ("of", "for") and order.step == -1:
                continue
            break
        if roles[j] & {"function", "calendar"}:
            break
        seen |= roles[j] or {"?"}
    return seen


def _unknown(tokens: list[tuple[str, int, int, bool]], roles: list[frozenset[str]], taken: list[bool], vocabulary: Vocabulary) -> tuple[int, int, tuple[str, ...]] | None:
    """The part of a run that could be the name of an unlisted place."""
    ends = [j for j in range(len(tokens)) if not taken[j] and tokens[j][3] and not roles[j] & {"function", "calendar", "title", "organisation"}]
    names = [j for j in ends if not roles[j] and vocabulary.not_places.get(tokens[j][0]) != "word"]
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
    if (start == 0 or text[start - 1] in "\n\r") and _DATELINE.match(text, end):
        found.dateline = True


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
        if "modifier" in mine:
            found.direction = found.direction or (bare if not of_seen else None)
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
        if word in ("based", "backed", "led", "brokered", "controlled", "sponsored", "funded", "allied", "born", "trained", "linked", "style", "mediated"):
            found.group = True
        return
    if mine & {"province", "settlement", "district", "part", "area", "camp"}:
        found.type_word = found.type_word or word
    elif "group" in mine:
        found.group = True
    if found.key in _ADJECTIVAL and not found.locative:
        found.group = True


def _link(text: str, known: list[_Found]) -> None:
    """Note which name the text puts inside which, carry cues over lists, and take persons out."""
    for left, right in zip(known, known[1:], strict=False):
        gap = text[left.end : right.start]
        if len(gap) > _CONTEXT or "\n" in gap:
            continue
        if _OWNER.match(gap):
            right.container, right.locative = left, True
        elif gap.startswith(", ") and gap == ", " or _INSIDE.match(gap):
            if gap != ", " or _may_hold(right, left):
                left.container = right
        if _COORDINATE.match(gap):
            right.locative = right.locative or left.locative
            if left.group and gap.strip() in ("and", "and the") and left.chosen is None and _NAMED_GROUP.search(text, max(0, left.start - 40), left.start):
                right.group = True


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
        weight = 1.5 if best.kind == "admin1" or best.population >= _LARGE or best.curated else 1.0 if rival is None else 0.5
        if found.locative or found.type_word or found.container:
            weight *= 1.5
        votes.add(best.country, weight)
        votes.admin1s[best.country, best.place.admin1] = votes.admin1s.get((best.country, best.place.admin1), 0.0) + 1.0


def _prior(entry: Entry) -> float:
    """How likely a name means this place when nothing else is known."""
    weight = 0.6 * log10(entry.population + 10) + (0.8 if entry.primary else 0.0) + (1.2 if entry.curated else 0.0)
    if entry.kind == "country":
        return weight + 4.0
    return weight + (1.0 if entry.kind == "admin1" else 0.0)


def _resolve(groups: dict[str, list[_Found]], votes: _Votes) -> None:
    """One sense per name and discourse; surest names first, so that they help the others."""
    order = sorted(groups, key=lambda key: (len({e.country for e in groups[key][0].entries}), groups[key][0].start))
    senses: dict[str, Entry] = {}
    for key in order:
        mentions = groups[key]
        if not _credible(mentions, votes):
            continue
        ranked = sorted(mentions[0].entries, key=lambda e: (-_score(e, mentions, votes, senses), e.place.place_id or 0, e.kind))
        best = ranked[0]
        if not _supported(best, mentions, votes):
            continue
        senses[key] = best
        alike = [e for e in mentions[0].entries if e.country == best.country and e.place.admin1 == best.place.admin1]
        _pick_level(mentions, best, alike)


def _credible(mentions: list[_Found], votes: _Votes) -> bool:
    """Whether some mention of the name stands where a place stands."""
    plain = [m for m in mentions if not m.stranger]
    if not plain:
        return False
    if not mentions[0].weak:
        return True
    return any((m.type_word and m.type_word not in ("front", "base")) or m.container for m in plain) or any(m.locative and any(e.curated or e.population >= _TOWN for e in m.entries) and votes.countries for m in plain if len(m.key) > 3)


def _supported(best: Entry, mentions: list[_Found], votes: _Votes) -> bool:
    """Whether the discourse bears the best reading, or the place is too big to need it."""
    if best.kind == "country":
        return True
    cued = any(m.locative or m.type_word or m.container or m.dateline for m in mentions if not m.stranger)
    share = votes.share(best.country)
    if best.kind == "admin1":
        return cued or share >= 0.3 or best.population >= _LARGE
    if best.curated:
        return cued or share >= 0.3
    if share >= 0.3:
        return cued or best.population >= _TOWN
    if any(m.container or m.type_word for m in mentions):
        return True
    return cued and (best.population >= _TOWN or (share > 0 and best.primary) or not votes.countries)


def _score(entry: Entry, mentions: list[_Found], votes: _Votes, senses: dict[str, Entry]) -> float:
    score = _prior(entry) + 5.0 * votes.share(entry.country)
    if votes.admin1s.get((entry.country, entry.place.admin1)):
        score += 1.0
    for mention in mentions:
        if mention.container is not None:
            score += _inside(entry, mention.container, senses)
        if mention.type_word:
            score += _type_fit(entry, mention.type_word)
    return score


def _inside(entry: Entry, container: _Found, senses: dict[str, Entry]) -> float:
    """Reward for lying in the stated container, judged on the container's sense if known, else on all its readings."""
    settled = senses.get(container.key)
    readings = (settled,) if settled else container.entries
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


def _type_fit(entry: Entry, word: str) -> float:
    if entry.kind == "admin1" and word in ("province", "governorate", "state", "oblast", "department", "prefecture", "region"):
        return 1.5
    if entry.kind == "admin2" and word in ("district", "county", "township", "territory", "municipality", "commune", "woreda", "regency"):
        return 1.5
    if entry.kind == "city" and word in ("city", "town", "village", "capital"):
        return 1.0
    return 0.0


_PROVINCE_WORDS = frozenset({"province", "provinces", "governorate", "governorates", "state", "region", "countryside", "oblast", "department", "prefecture", "wilaya"})
_CITY_WORDS = frozenset({"city", "town", "village", "cities", "towns", "capital", "airport", "airbase", "university", "hospital", "prison", "street", "camp", "neighbourhood", "neighborhood", "quarter", "suburb", "suburbs"})


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


def _strangers(text: str, sentences: Sequence[tuple[int, int]], unknown: list[_Found], kept: list[_Found], gazetteer: Gazetteer, votes: _Votes) -> list[_Found]:
    """Names that no list has: another spelling of a known place, or a hamlet placed in its stated surroundings."""
    countries = [c for c in votes.ranked()[:2] if votes.share(c) >= 0.5]
    starts = [s for s, _ in sentences]
    out = []
    for found in unknown:
        if found.stranger:
            continue
        for country in countries:
            alike = gazetteer.alike(found.words, country)
            if len({(e.place.admin1, e.place.name) for e in alike}) == 1 and (found.locative or found.type_word):
                found.chosen = alike[0]
                break
        if found.chosen is None and found.type_word and found.type_word not in ("front", "base", "side", "state", "region"):
            found.chosen = _hamlet(text, found, _surroundings(found, kept, starts))
        if found.chosen is not None:
            out.append(found)
    return out


def _surroundings(found: _Found, kept: list[_Found], starts: list[int]) -> Entry | None:
    """The smallest known area that the hamlet's own sentence, else the article, puts it in."""
    sentence = bisect_right(starts, found.start)
    mates = [k for k in kept if bisect_right(starts, k.start) == sentence and k.chosen and not k.group]
    after = [k for k in mates if 0 <= k.start - found.end <= _CONTEXT]
    for pool in (after, mates, [k for k in kept if not k.group]):
        for k in pool:
            if k.chosen is not None and (k.chosen.kind != "country" or len(pool) == 1):
                return k.chosen
    return next((k.chosen for k in kept if k.chosen is not None), None)


def _hamlet(text: str, found: _Found, area: Entry | None) -> Entry | None:
    if area is None:
        return None
    home = area.place
    precision = "admin2" if home.precision == "exact" else home.precision
    name = " ".join(text[found.start : found.end].split())
    place = Place(name, None, home.admin1, home.country, home.latitude, home.longitude, precision)
    return Entry(place, "city", 0, True, False)


def _mention(text: str, found: _Found, entry: Entry) -> PlaceMention:
    kind: MentionKind = "country" if entry.kind == "country" else "admin1" if entry.kind == "admin1" else "part" if entry.kind == "part" else "place"
    return PlaceMention(found.start, found.end, text[found.start : found.end], entry.place, kind, found.group, found.direction, found.dateline)


def iter_countries(mentions: Iterable[PlaceMention]) -> Iterator[str]:
    """Countries of the mentions that are not part of a group's name, in text order."""
    return (m.place.country for m in mentions if m.place.country and not m.in_group_name)

"""Which place each name means, decided for the whole article at once.

Belongs here: votes for countries and provinces, scores of readings, what a reading needs to be believed. Does not:
finding names. The weights were set by hand on the dev texts; what matters is their order: a stated container (4-5)
outweighs the article's country (5 x share), which outweighs size (0.7 per power of ten).
"""

import math
from collections.abc import Iterable

from pipeline.extract.gazetteer import Entry, Vocabulary
from pipeline.extract.model import Place
from pipeline.extract.places.model import Found

_COUNTRY, _REPEATED, _IN_GROUP = 3.0, 0.5, 1 / 3
_DEMONYM, _GROUP, _HINT = 1.0, 2.0, 4.0
REPEATS_COUNTED = 6
"""A country named again and again (a party to the talks) shall not outvote the places where things happen."""
_CLEAR_LEAD = 1.5
_CLEAR, _ALONE, _SMALL, _CUED = 1.5, 1.0, 0.5, 1.5
_LARGE, _TOWN, _KNOWN_ANYWHERE = 100_000, 15_000, 300_000
_SHARE_WEIGHT, _PROVINCE_WEIGHT, _PEOPLE_WEIGHT = 5.0, 2.0, 4.0
_FITS = 1.5
_BESIDE = 3.0
_SAME_PROVINCE, _IN_COUNTRY, _SAME_COUNTRY, _ELSEWHERE = 5.0, 4.0, 1.0, -2.0
BORNE = 0.3
"""Share of the foremost country's votes from which a country bears its small towns …"""
_FOREMOST = 0.8
"""… from which "in Hays" is the town and no man's name …"""
_BORNE_ABROAD = 0.8
"""… and for countries that act far away from home, which every war report names."""
# Words by which a place lies beside another and not in it.
_OUTSIDE = frozenset({"north of", "south of", "east of", "west of", "near", "outside"})
# Peoples beside a name that two countries have: fewer tell of one country.
_TWO = 2


class Votes:
    """What the discourse says about countries and provinces."""

    def __init__(self, hint_country: str | None) -> None:
        self.countries: dict[str, float] = {hint_country: _HINT} if hint_country else {}
        self._cast: dict[str, tuple[str, float, str | None]] = {}
        self._admin1s: dict[tuple[str, str | None], float] = {}
        self._named = 0

    def add(self, country: str, weight: float) -> None:
        """A vote for a country."""
        self.countries[country] = self.countries.get(country, 0.0) + weight

    def add_people(self, country: str, kind: str, seen: int) -> None:
        """A demonym: the more often the less it adds; a group of one country ("Rohingya") says more."""
        if seen <= REPEATS_COUNTED:
            self.add(country, _GROUP if kind == "group" else _DEMONYM / seen)

    def cast(self, key: str, entry: Entry, weight: float) -> None:
        """The vote of a name for its likeliest place."""
        self.add(entry.country, weight)
        self._cast[key] = (entry.country, weight, entry.place.admin1)
        slot = (entry.country, entry.place.admin1)
        self._admin1s[slot] = self._admin1s.get(slot, 0.0) + 1.0
        self._named += 1

    def has_cast(self, key: str) -> bool:
        """Whether a name has voted itself."""
        return key in self._cast

    def shares(self, without: str = "") -> dict[str, float]:
        """Standing of each country against the foremost one, 0 to 1; a name's own vote shall not confirm it."""
        own, weight, _ = self._cast.get(without, ("", 0.0, None))
        left = {c: w - weight if c == own else w for c, w in self.countries.items()}
        top = max(left.values(), default=0.0)
        return {c: w / top for c, w in left.items() if w > 0} if top > 0 else {}

    def province_share(self, entry: Entry, without: str) -> float:
        """Share of an entry's province among the other names whose province is clear, 0 to 1."""
        country, _, admin1 = self._cast.get(without, ("", 0.0, None))
        named = self._named - (without in self._cast)
        votes = self._admin1s.get((entry.country, entry.place.admin1), 0.0)
        own = country == entry.country and admin1 == entry.place.admin1
        return max(0.0, votes - own) / named if named else 0.0

    def ranked(self) -> list[str]:
        """Countries, the foremost first."""
        return sorted(self.countries, key=lambda c: (-self.countries[c], c))


def vote(known: list[Found], votes: Votes) -> None:
    """Countries gain from their own names, from names that only they have, and from provinces and big cities."""
    seen: dict[str, int] = {}
    for found in known:
        times = seen[found.key] = seen.get(found.key, 0) + 1
        if times > REPEATS_COUNTED or found.stranger:
            continue
        best = found.entries[0]
        if best.kind == "country":
            weight = _COUNTRY if times == 1 else _REPEATED
            votes.add(best.country, weight * _IN_GROUP if found.group else weight)
        elif times == 1 and not found.weak:
            _vote_by_name(found, best, votes)


def _vote_by_name(found: Found, best: Entry, votes: Votes) -> None:
    rival = next((e for e in found.entries if e.country != best.country), None)
    if rival is not None and best.prior - rival.prior < _CLEAR_LEAD:
        return
    sure = best.kind == "admin1" or best.population >= _LARGE or best.curated
    weight = _CLEAR if sure else _ALONE if rival is None else _SMALL
    cued = found.locative or found.type_word or found.container
    votes.cast(found.key, best, weight * _CUED if cued else weight)


def resolve(known: list[Found], votes: Votes, vocabulary: Vocabulary) -> None:
    """One sense per name and discourse; names of the fewest countries first, so that they help the others."""
    groups: dict[str, list[Found]] = {}
    for found in known:
        groups.setdefault(found.key, []).append(found)
    order = sorted(groups.items(), key=lambda group: (_count_countries(group[1][0].entries), group[1][0].start))
    senses: dict[str, Entry] = {}
    common = votes.shares()
    for key, mentions in [(key, part) for key, told in order for part in _apart(told)]:
        plain = [m for m in mentions if not m.stranger]
        if _was_introduced(mentions):
            continue
        if not plain or (mentions[0].weak and not any(m.type_word or m.container or m.locative for m in plain)):
            continue
        shares = votes.shares(key) if votes.has_cast(key) else common
        best = _best(mentions, votes, shares, senses, vocabulary)
        if _is_part_abroad(best, plain, shares):
            continue
        if _believed(best, plain, shares, senses, vocabulary):
            senses[key] = best
            _pick_level(plain, best, vocabulary)
    for mentions in groups.values():
        if any(_lies_elsewhere(mention, vocabulary) for mention in mentions):
            for mention in mentions:
                mention.chosen = None
        _settle_where_told(mentions)


def _settle_where_told(mentions: list[Found]) -> None:
    """Put a small place where the text says that it lies, whatever namesake of another province the lists know."""
    told = next((told for m in mentions if (told := _told_elsewhere(m)) is not None), None)
    for mention in mentions if told is not None else ():
        mention.chosen = told


def _told_elsewhere(mention: Found) -> Entry | None:
    """The place that "X village in the eastern countryside of Hama" names where all known are of other provinces."""
    inner, container = mention.chosen, mention.container
    outer = container.chosen if container is not None and mention.within else None
    if inner is None or outer is None or container is None or outer.kind in ("country", "area"):
        return None
    if container.direction in _OUTSIDE or outer.place.admin1 is None or inner.kind not in ("city", "admin2"):
        return None
    near = inner.country == outer.country
    if (near and inner.place.admin1 == outer.place.admin1) or inner.capital or inner.population >= _LARGE:
        return None
    here = outer.place
    at = inner.place if near else here
    precision = inner.place.precision if near else "admin2" if here.precision == "exact" else here.precision
    told = Place(inner.place.name, None, here.admin1, here.country, at.latitude, at.longitude, precision)
    return Entry(told, "city", 0, True, False)


def _apart(mentions: list[Found]) -> list[list[Found]]:
    """The mentions of a name that two countries have, where the text tells of both: "the Lebanese city of Tripoli"."""
    if len({m.people for m in mentions if m.people}) < _TWO:
        return [mentions]
    parts: dict[str, list[Found]] = {}
    known = {entry.country for entry in mentions[0].entries}
    country = ""
    for mention in mentions:
        country = mention.people if mention.people in known else country
        parts.setdefault(country or "", []).append(mention)
    return list(parts.values())


def _was_introduced(mentions: list[Found]) -> bool:
    """Whether a name is a person's whom the text first gave in full: "Jo-Ar Herrera said ... according to Herrera"."""
    return mentions[0].stranger and not any(
        m.locative or m.type_word or m.container or m.direction or m.dateline for m in mentions
    )


def _lies_elsewhere(mention: Found, vocabulary: Vocabulary) -> bool:
    """Whether the text puts a quarter in a town of another province: "al-Zahraa neighbourhood in Homs"."""
    inner, container = mention.chosen, mention.container
    outer = container.chosen if container is not None and not container.direction else None
    if inner is None or outer is None or outer.kind == "country":
        return False
    roles = vocabulary.roles.get(mention.type_word or "", frozenset())
    if "part" not in roles or "area" in roles:
        return False
    told = {inner.place.admin1, outer.place.admin1}
    return inner.country == outer.country and None not in told and len(told) > 1


def _count_countries(entries: tuple[Entry, ...]) -> int:
    return len({entry.country for entry in entries}) if len(entries) > 1 else len(entries)


def _best(
    mentions: list[Found], votes: Votes, shares: dict[str, float], senses: dict[str, Entry], vocabulary: Vocabulary
) -> Entry:
    entries = mentions[0].entries
    if len(entries) == 1:
        return entries[0]
    telling = [m for m in mentions if m.container is not None or m.type_word or m.people or m.mate]
    best, best_score = entries[0], -math.inf
    for entry in entries:
        score = (
            entry.prior
            + _SHARE_WEIGHT * shares.get(entry.country, 0.0)
            + _PROVINCE_WEIGHT * votes.province_share(entry, mentions[0].key)
            + sum([_told(entry, m, senses, vocabulary) for m in telling])
        )
        if score > best_score:
            best, best_score = entry, score
    return best


def _told(entry: Entry, mention: Found, senses: dict[str, Entry], vocabulary: Vocabulary) -> float:
    """What one mention's own words say for a reading."""
    score = 0.0
    if mention.people:  # "the Indian district of Poonch" is none of Pakistan
        score = _PEOPLE_WEIGHT if mention.people == entry.country else _ELSEWHERE if mention.type_word else 0.0
    if mention.container is not None:
        score += _inside(entry, mention.container, senses)
    if mention.type_word:
        score += _type_fit(entry, mention.type_word, vocabulary)
    if mention.mate is not None and _is_beside(entry, mention.mate, senses):
        score += _BESIDE
    return score


def _is_beside(entry: Entry, mate: Found, senses: dict[str, Entry]) -> bool:
    """Whether a reading lies in the province of what is told in one breath with it: "in Sukkari and Midan"."""
    provinces = {e.place.admin1 for e in mate.entries if e.country == entry.country}
    told = senses.get(mate.key)
    if told is not None:
        return told.place.admin1 == entry.place.admin1
    return provinces == {entry.place.admin1}


def _inside(entry: Entry, container: Found, senses: dict[str, Entry]) -> float:
    """Reward for lying in the stated container, judged on the container's sense, or its likeliest while unsettled."""
    outer = senses.get(container.key) or container.entries[0]
    if outer.country != entry.country or outer.place == entry.place:
        return _ELSEWHERE
    if outer.place.admin1 and outer.place.admin1 == entry.place.admin1:
        return _SAME_PROVINCE
    return _IN_COUNTRY if outer.kind == "country" else _SAME_COUNTRY


def _type_fit(entry: Entry, word: str, vocabulary: Vocabulary) -> float:
    """A "department" is Haitian or Colombian, a "village" no province."""
    roles = vocabulary.roles.get(word, frozenset())
    if entry.kind == "admin1":
        if entry.country in vocabulary.admin_words.get(word, ()):
            return 2.0
        return 2.5 if "of_province" in roles else 1.5 if "province" in roles else 0.0
    if entry.kind == "admin2":
        return 1.5 if "district" in roles else 0.0
    return 1.0 if entry.kind == "city" and "settlement" in roles else 0.0


def _is_part_abroad(best: Entry, plain: list[Found], shares: dict[str, float]) -> bool:
    """Whether a name is only half of one in another country: "Beni Yenni, Algeria" is not Congo's Beni."""
    abroad = bool(shares) and shares.get(best.country, 0.0) < BORNE and best.kind != "country"
    return abroad and all(m.crowded for m in plain)


def _believed(
    best: Entry, plain: list[Found], shares: dict[str, float], senses: dict[str, Entry], vocabulary: Vocabulary
) -> bool:
    """Whether the discourse bears the best reading, or the place is too well known to need it."""
    if best.kind == "country" or any(m.people == best.country and m.type_word for m in plain):
        return True
    if any(m.container and _inside(best, m.container, senses) >= _IN_COUNTRY for m in plain):
        return True
    share = shares.get(best.country, 0.0)
    placed = [m.container for m in plain if m.container is not None and m.type_word]
    if share < BORNE and placed and all(_inside(best, outer, senses) == _ELSEWHERE for outer in placed):
        return False  # a village northeast of Aleppo is none of Gaza
    cued = any((m.locative or m.type_word or m.dateline) and not _is_thing(m, vocabulary) for m in plain)
    first = plain[0]
    if first.weak:
        return _weak_believed(best, plain, share, not shares, cued, vocabulary)
    thing = best.kind == "admin1" and all(_is_thing(m, vocabulary) for m in plain)
    if best.kind == "city" and shares and share < BORNE and any(_calls_small(m, vocabulary) for m in plain):
        return False  # "Majaz district" is no city abroad, nor is "Medina district" in Mogadishu
    if best.primary and not thing and (best.capital or best.population >= _KNOWN_ANYWHERE):
        return True
    if best.kind in ("admin1", "area") and " " in first.key and _count_countries(first.entries) == 1 and not thing:
        return True  # "the Gaza Strip", "North Kivu": a name of several words that no other country has
    if share >= (_BORNE_ABROAD if best.country in vocabulary.acting_abroad else BORNE):
        return cued or best.population >= _TOWN or best.curated or best.kind == "admin1"
    if not shares:
        only = all(e.country == best.country for e in first.entries)
        return cued or best.curated or best.population >= (_TOWN if only else _LARGE) or best.kind.startswith("admin")
    listed = best.curated and (best.kind != "part" or share > 0)
    return cued and best.primary and (best.population >= _LARGE or listed or best.kind == "admin1")


def _calls_small(mention: Found, vocabulary: Vocabulary) -> bool:
    """Whether a name is told to be a district or a village."""
    roles = vocabulary.roles.get(mention.type_word or "", frozenset())
    return "district" in roles or mention.type_word in {"village", "hamlet"}


def _is_thing(mention: Found, vocabulary: Vocabulary) -> bool:
    """Whether a word makes a thing of a name that many places share: "al-Thawra hospital"."""
    return "named_thing" in vocabulary.roles.get(mention.type_word or "", frozenset())


def _weak_believed(
    best: Entry, plain: list[Found], share: float, silent: bool, cued: bool, vocabulary: Vocabulary
) -> bool:
    """The same for a name that is also a word: "Lakes state", "Muse township", "in Leer"."""
    typed = [m.type_word for m in plain if m.type_word]
    if share < BORNE and not silent:
        return any(best.kind == "admin1" and best.country in vocabulary.admin_words.get(t, ()) for t in typed)
    if any(_type_fit(best, t, vocabulary) >= _FITS for t in typed):
        return True
    if silent:
        return cued and best.curated and best.primary and not plain[0].person
    named = not plain[0].person or (best.curated and best.primary and share >= _FOREMOST)
    return bool(typed) or (cued and named and (best.curated or best.population >= _LARGE))


def _pick_level(mentions: list[Found], best: Entry, vocabulary: Vocabulary) -> None:
    """Town or province of one name: by its own words, else by how the article uses the name elsewhere."""
    by_kind: dict[str, Entry] = {}
    for entry in mentions[0].entries:
        if entry.country == best.country and entry.place.admin1 == best.place.admin1:
            by_kind.setdefault(entry.kind, entry)
    city, admin1, admin2 = by_kind.get("city"), by_kind.get("admin1"), by_kind.get("admin2")
    if city is None or (admin1 is None and admin2 is None) or best not in (city, admin1, admin2):
        for mention in mentions:
            mention.chosen = best
        return
    if admin1 is None:
        for mention in mentions:
            mention.chosen = admin2 if "of_district" in vocabulary.roles.get(mention.type_word or "", ()) else city
        return
    levels = [_level(m, vocabulary) for m in mentions]
    usual = admin1 if levels.count("admin1") > levels.count("city") else city
    for mention, level in zip(mentions, levels, strict=True):
        mention.chosen = admin1 if level == "admin1" else city if level == "city" else usual


def _level(mention: Found, vocabulary: Vocabulary) -> str | None:
    roles = vocabulary.roles.get(mention.type_word or "", frozenset())
    if "of_province" in roles or "of_province" in vocabulary.roles.get(mention.direction or "", ()):
        return "admin1"
    return "city" if "of_town" in roles else None


def mark_metonyms(kept: Iterable[Found], home: str) -> None:
    """A capital that stands nowhere ("Ankara considers", "talks with Moscow") speaks for its government."""
    for found in kept:
        entry = found.chosen
        if entry is not None and entry.capital and entry.country != home:
            found.group = found.group or not (found.locative or found.type_word or found.dateline)

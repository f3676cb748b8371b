"""Names that no list has: other spellings, and hamlets placed in their surroundings.

Belongs here: what may be said of a place known only from the text. Does not: names that the gazetteer has.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.extract.gazetteer import Entry, Gazetteer
from pipeline.extract.gazetteer_names import ARTICLES, fold
from pipeline.extract.model import Place
from pipeline.extract.places.context import REACH
from pipeline.extract.places.model import Found

_LIKENESS = 0.6
"""Least share of letters in common: below it equal consonants are chance (Abyssinia, Abbasid)."""
_LIKENESS_AFAR = 0.8
_MATES = 8
"""Known names looked at on each side of an unknown one."""
_VILLAGES = (" villages", " hamlets", " towns", " settlements")
_PREFIX = frozenset({"prefix"})
_BEHIND = 20
_SHORTEST = 3
_LONGEST_ACRONYM = 5
_LOWER = re.compile(r"[a-z](?<![-\w'’].)[a-z]*")
"""Words that the text also writes small are no names."""


def settle(
    text: str,
    sentences: Sequence[tuple[int, int]],
    unknown: list[Found],
    kept: list[Found],
    gazetteer: Gazetteer,
    countries: list[str],
) -> list[Found]:
    """Those of the unknown names that turn out to be places in one of the article's countries, foremost first."""
    area = _Area(kept, [start for start, _ in sentences], countries)
    written_small: frozenset[str] | None = None
    out: list[Found] = []
    end = 0
    for found in sorted(unknown, key=lambda f: (f.start, -f.end)):
        if found.stranger or found.start < end or area.covers(found):
            continue
        words = [w for w in found.key.split() if w not in ARTICLES]
        if not gazetteer.vocabulary.english.isdisjoint(words):
            continue
        if written_small is None:
            written_small = frozenset(_LOWER.findall(text))
        if not written_small.isdisjoint(words) or _whose_villages(text, found):
            continue
        stated = area.stated(text, found, gazetteer)
        found.chosen = _respelled(found, countries, stated, gazetteer, area.provinces)
        hamlet = found.chosen is None and _may_be_hamlet(found, gazetteer) and not _is_acronym(text, found)
        if hamlet and not _is_surname(text, found, gazetteer):
            narrow = stated if stated is not None and stated.kind != "country" else None
            found.chosen = _hamlet(text, found, narrow or area.around(found) or stated)
        if found.chosen is not None:
            out.append(found)
            end = found.end
    return out


def _is_surname(text: str, found: Found, gazetteer: Gazetteer) -> bool:
    """Whether somebody of that name was told before: "Luisa Karaeva was at work. ... left Karaeva's town in ruins"."""
    name = text[found.start : found.end]
    at = text.find(f" {name}", 0, found.start)
    given = text[text.rfind(" ", 0, at) + 1 : at] if at > 0 else ""
    if not (given[:1].isupper() and given[1:].islower()):
        return False
    word = given.lower()
    return word not in gazetteer.vocabulary.english and word not in gazetteer.vocabulary.roles


def _is_acronym(text: str, found: Found) -> bool:
    """Whether a name is the letters of a body, whose camp or area it is: "the JFO area", "the PKF camp"."""
    name = text[found.start : found.end]
    return len(name) <= _LONGEST_ACRONYM and name.isalpha() and name.isupper()


def _whose_villages(text: str, found: Found) -> bool:
    """Whether a name is that of the people of several villages: "Dogon villages", not "Fana and Yoro villages"."""
    many = text.startswith(_VILLAGES, found.end)
    return many and not text[max(0, found.start - 5) : found.start].endswith((" and ", ", "))


class _Area:
    """Known places of an article, to be asked what lies around an unknown one."""

    def __init__(self, kept: list[Found], sentence_starts: list[int], countries: list[str]) -> None:
        self._spans = sorted((k.start, k.end) for k in kept)
        self._sentences = sentence_starts
        self._near: list[tuple[Found, Entry]] = []
        self._abroad: list[tuple[Found, Entry]] = []
        for k in sorted(kept, key=lambda k: k.start):
            home = k.chosen is not None and k.chosen.country in countries[:1]
            if k.chosen is not None and not k.group and not k.dateline:
                (self._near if home else self._abroad).append((k, k.chosen))
        self._starts = [k.start for k, _ in self._near]
        counts = Counter(e.place.admin1 for _, e in self._near if e.kind != "country")
        self.provinces = frozenset(counts)
        most = max(counts.values(), default=0)
        self._common = next((e for _, e in self._near if counts[e.place.admin1] == most), None)

    def covers(self, found: Found) -> bool:
        """Whether a known name stands in the place of this one."""
        at = bisect_right(self._spans, (found.start, found.end))
        return any(s < found.end and found.start < e for s, e in self._spans[max(0, at - 1) : at + 1])

    def stated(self, text: str, found: Found, gazetteer: Gazetteer) -> Entry | None:
        """The known place that the text puts this one in: "X, a village in Hama province"."""
        at = bisect_left(self._starts, found.end)
        if at == len(self._starts) or self._starts[at] - found.end > REACH:
            return None
        return self._near[at][1] if gazetteer.vocabulary.inside.match(text[found.end : self._starts[at]]) else None

    def around(self, found: Found) -> Entry | None:
        """The nearest known place of the same sentence, at home if one is, or of that before; else the commonest."""
        sentence = bisect_right(self._sentences, found.start)
        at = bisect_right(self._starts, found.start)
        near = [(k, e) for k, e in self._near[max(0, at - _MATES) : at + _MATES] if e.kind != "country"]
        if self._sentences and not any(bisect_right(self._sentences, k.start) == sentence for k, _ in near):
            near += [(k, e) for k, e in self._abroad if bisect_right(self._sentences, k.start) == sentence]
        for told in (sentence, sentence - 1) if self._sentences else ():
            mates = [mate for mate in near if bisect_right(self._sentences, mate[0].start) == told]
            if mates:
                return min(mates, key=lambda mate: _distance(found, mate[0]))[1]
        return self._common


def _distance(found: Found, other: Found) -> int:
    """Characters between two names; what follows ("X in Y") counts as nearer than what came before."""
    return other.start - found.end if other.start >= found.end else 2 * (found.start - other.end) + _BEHIND


def _respelled(
    found: Found, countries: list[str], stated: Entry | None, gazetteer: Gazetteer, provinces: frozenset[str | None]
) -> Entry | None:
    """The one place of the article's countries whose consonants the name shares; inside what the text states.

    Of namesakes that one is meant which lies in a province that the article names; elsewhere the letters must agree
    more closely.
    """
    words = found.key.split()
    for country in countries:
        alike = [e for e in gazetteer.alike(words, country) if _lies_in(e, stated)]
        alike = [e for e in alike if e.place.admin1 in provinces] or alike
        if len({e.place.admin1 for e in alike}) != 1:
            continue
        near = not provinces or alike[0].place.admin1 in provinces
        if _likeness(found.key, alike[0].place.name) >= (_LIKENESS if near else _LIKENESS_AFAR):
            return alike[0]
    return None


def _lies_in(entry: Entry, stated: Entry | None) -> bool:
    if stated is None:
        return True
    outer, inner = stated.place, entry.place
    return outer.country == inner.country and (outer.admin1 is None or outer.admin1 == inner.admin1)


def _likeness(name: str, other: str) -> float:
    """Consonants alone merge too much when few: the letters must agree as well."""
    return SequenceMatcher(None, name.replace(" ", ""), fold(other).replace(" ", "")).ratio()


def _may_be_hamlet(found: Found, gazetteer: Gazetteer) -> bool:
    """Only what the text itself calls a village, a district …"""
    roles = gazetteer.vocabulary.roles
    if "hamlet" not in roles.get(found.type_word or "", ()):
        return False
    words = [w for w in found.key.split() if w not in ARTICLES]
    return all(roles.get(w, _PREFIX) == _PREFIX for w in words) and any(len(w) >= _SHORTEST for w in words)


def _hamlet(text: str, found: Found, area: Entry | None) -> Entry | None:
    """A place of the text's own name, known only to lie in `area`."""
    if area is None:
        return None
    home = area.place
    precision = "admin2" if home.precision == "exact" else home.precision
    name = " ".join(text[found.start : found.end].split())
    place = Place(name, None, home.admin1, home.country, home.latitude, home.longitude, precision)
    return Entry(place, "city", 0, True, False)

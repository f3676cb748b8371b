"""What is known of a name in a text, and what leaves this package.

Belongs here: dataclasses and questions that a place answers about another. Does not: finding or choosing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.extract.gazetteer import Entry
from pipeline.extract.model import Place, PlacePrecision

MentionKind = Literal["place", "country", "admin1", "part"]
_RANK: dict[PlacePrecision, int] = {"exact": 0, "admin2": 1, "admin1": 2, "country": 3}


class PlaceMention(NamedTuple):
    """A place named in the text: `text[start:end]` is `surface`.

    `in_group_name` marks places that only name people, an organisation or a government ("the Aleppo Media Centre",
    "Idlib fighters", "Ankara considers"); `direction` is how the text stands off from it ("northwest of", "near");
    `dateline` marks the place of writing at the head of a story.
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
class Piece:
    """A known name inside a run of capitalised words; offsets are relative to the run.

    `weak`: the name is also an ordinary word or a person's; `stranger`: its neighbours make it part of another name;
    `group`: its neighbours make it part of an organisation's name; `person`: it is a common personal name;
    `crowded`: an unknown word follows, with which it may be another place's name.
    """

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    weak: bool
    stranger: bool
    group: bool
    person: bool
    crowded: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of capitalised words holds, whatever text it stands in.

    `demonyms` are country, kind, start, end; `unknown` is the part that could be an unlisted place: start, end, words.
    """

    pieces: tuple[Piece, ...]
    demonyms: tuple[tuple[str, str, int, int], ...]
    unknown: tuple[int, int, tuple[str, ...]] | None


@dataclass(slots=True)
class Found:
    """A name in the text with what its surroundings say; `mate` is one told in one breath with it.

    `within`: the text says that it lies in its container. `chosen` is what it turns out to mean, None for no place.
    """

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    weak: bool = True
    stranger: bool = False
    group: bool = False
    person: bool = False
    crowded: bool = False
    locative: bool = False
    type_word: str | None = None
    direction: str | None = None
    modifier: str | None = None
    people: str | None = None
    dateline: bool = False
    container: "Found | None" = None
    within: bool = False
    mate: "Found | None" = None
    chosen: Entry | None = None


def most_specific(mentions: Iterable[PlaceMention]) -> PlaceMention | None:
    """The mention that says most closely where, the earliest of equals; a group's name only for want of others."""
    return min(mentions, key=lambda m: (m.in_group_name, m.dateline, _RANK[m.place.precision], m.start), default=None)


def same_area(a: Place | None, b: Place | None) -> bool:
    """Whether one place can lie in the other: equal province, or equal country where one has no province."""
    if a is None or b is None or a.country != b.country:
        return False
    return a.admin1 is None or b.admin1 is None or a.admin1 == b.admin1


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` is a country or province that `inner` lies in."""
    if outer.country != inner.country or outer == inner:
        return False
    if outer.precision != "admin1" or inner.precision == "country":
        return outer.precision == "country"
    return outer.admin1 == inner.admin1

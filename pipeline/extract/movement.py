"""Words of leaving, driving out and staying, that tell of displacement where no word for it stands.

Belongs here: the vocabulary `movement_words.csv` by role. Does not: the readings that use it (`flight`).
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """The words of each role; `flight` are those of which one makes a sentence worth reading without a harm word.

    `telling` are those of which one right behind the counted may tell what became of them.
    """

    staying: frozenset[str]
    leaving: frozenset[str]
    driving: frozenset[str]
    away: frozenset[str]
    ordering: frozenset[str]
    going: frozenset[str]
    moved: frozenset[str]
    transferring: frozenset[str]
    resident: frozenset[str]
    walking: frozenset[str]
    left_place: frozenset[str]
    departing: frozenset[str]
    home: frozenset[str]
    carrying: frozenset[str]
    heading: frozenset[str]
    haven: frozenset[str]
    refuge_way: frozenset[str]
    dweller: frozenset[str]
    outdoors: frozenset[str]
    hosting: frozenset[str]
    staying_there: frozenset[str]
    barring: frozenset[str]
    back: frozenset[str]
    passing: frozenset[str]
    crowding: frozenset[str]
    camping: frozenset[str]
    sanctuary: frozenset[str]
    lodging: frozenset[str]
    counting: frozenset[str]
    flight: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Movement":
        """The roles from rows of word and role."""
        words: dict[str, set[str]] = {}
        for word, role in rows:
            words.setdefault(role, set()).add(word)
        roles = {role: frozenset(words.get(role, ())) for role in ROLES}
        return cls(
            **roles,
            flight=frozenset().union(*(roles[role] for role in _ALONE)),
            telling=frozenset(("to",)).union(*(roles[role] for role in _TELLING)),
        )


ROLES = tuple(name for name in Movement.__dataclass_fields__ if name not in ("flight", "telling"))
_TELLING = ("departing", "carrying", "heading", "away")
_ALONE = (
    "leaving",
    "driving",
    "ordering",
    "transferring",
    "departing",
    "heading",
    "carrying",
    "hosting",
    "barring",
    "back",
    "crowding",
    "camping",
    "counting",
)

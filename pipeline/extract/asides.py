"""Words put in between one person and the verb: "A farmer, a resident of Tahab, was shot dead".

Belongs here: where such words end. Does not: what the verb tells (`subjects`), asides behind several people
(`subjects`), people named one by one behind their number (`singles`).
"""

from collections.abc import Collection, Sequence

_OPENERS = frozenset(
    "who whose near in originally identified named known nicknamed called aged also a an one the of from resident"
    " residents native father mother son daughter brother sister husband wife himself herself then believed described"
    " only just".split()
)
# What one may be told to be without a comma: "a man accused of spying was shot dead".
_BARE = frozenset("responsible accused suspected wanted convicted famous notorious loyal close linked tied".split())
_VERBS = frozenset(("was", "is", "has", "had"))
# "A farmer, wounded when a shell hit his house, died on Sunday": how one was hurt says nothing of the end.
_HURT = frozenset("hurt shot wounded injured struck hit burned burnt stabbed beaten".split())
_DIES = frozenset(("died", "dies", "succumbed"))
_ENDS = frozenset((";", ":", "said", "says", "saying", "told", "but", "that"))
_DOING = _ENDS | {"while"}  # "hurt while running for shelter, died of it"
_REACH = 26
# "A villager named Chit Bwe, from Nawng, was hurt", "Private Omar Haddad (b. 1983) was killed": who one is by name,
# home or age, before another aside or the verb.
_ORIGINS = frozenset(("from", "named", "called", "identified", "of"))
BORN = frozenset(("born", "b"))
_JOINTS = frozenset(("and", "or", "who", "which", "(", ")"))
_ORIGIN, _BRACKET = 9, 8


def closing(lowers: Sequence[str], triggers: Collection[int], at: int, past: int) -> int:
    """The comma before the verb, where one at `at` opens words about the person told before it; 0 where none does."""
    if at + 2 >= past or lowers[at] != "," or not _opens(lowers[at + 1]):
        return 0
    hurt = not _HURT.isdisjoint(lowers[at + 1 : at + 3])
    ends = _ENDS if hurt else _DOING
    for k in range(at + 2, min(past - 1, at + _REACH)):
        if lowers[k] == "," and (lowers[k + 1] in _VERBS or (hurt and lowers[k + 1] in _DIES)):
            return k
        if lowers[k] in ends or (k in triggers and not hurt):
            return 0
    return 0


def past_origin(lowers: Sequence[str], triggers: Collection[int], at: int, past: int) -> int:
    """The token behind "named Chit Bwe", "from the village of Nawng" or "(b. 1983)"; `at` without them."""
    if at + 2 >= past:
        return at
    if lowers[at] == "(":
        close = next((k for k in range(at + 1, min(past, at + _BRACKET)) if lowers[k] == ")"), at - 1)
        plain = lowers[at + 1] in BORN or not any(k in triggers for k in range(at, close))
        return close + 1 if plain else at
    if lowers[at] not in _ORIGINS:
        return at
    for k in range(at + 1, min(past, at + _ORIGIN)):
        if lowers[k] == ",":
            return k
        if k in triggers or lowers[k] in _VERBS or lowers[k] in _ENDS or lowers[k] in _JOINTS:
            return at
    return at


def verb_behind(lowers: Sequence[str], triggers: Collection[int], at: int, past: int) -> int:
    """The verb behind 'responsible for attacks on the army' at `at`; 0 where no such words stand there."""
    if at >= past or lowers[at] not in _BARE:
        return 0
    for k in range(at + 1, min(past, at + _REACH)):
        if lowers[k] in _VERBS:
            return k
        if k in triggers or lowers[k] == "," or lowers[k] in _ENDS:
            return 0
    return 0


def _opens(word: str) -> bool:
    return word in _OPENERS or word in _HURT or word.isdigit() or word.endswith(("ing", "ed"))

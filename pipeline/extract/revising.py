"""Earlier and later states of one toll: "62, from an earlier 48", "rose from 48 to 62".

Belongs here: whether the words between two numbers say so. Does not: which of the two governs (`outdated`, the ledger).
"""

from collections.abc import Sequence

from pipeline.extract.toll_words import CHANGED, COUNTS

# "updated on Monday evening from at least 12 to": words between two numbers that the later one stands behind.
_REACH = 7
# "from an earlier 48", "up from the initial figure of 48"
_EARLIER = frozenset("earlier previous initial first original prior preliminary provisional".split())
_FORMER = _EARLIER | COUNTS | frozenset("a an the its their his her of".split())


def revises(gap: Sequence[str]) -> bool:
    """'48 from 44', 'up from the 69', 'rose from 15 to 18': an earlier or later state of the same toll."""
    if gap[-1] == "against" or list(gap[-2:]) in (["compared", "with"], ["compared", "to"]):
        return True
    if gap[-1] == "to" and len(gap) > 1 and gap[-2] in CHANGED and len(gap) <= _REACH:
        return True
    if list(gap) == ["to"] or ("from" in gap[-3:] and not {"up", "down"}.isdisjoint(gap[-4:])):
        return True
    words = gap[1:] if gap[0] == "," else gap
    former = len(words) == 1 or not _EARLIER.isdisjoint(words)
    return words[:1] == ["from"] and former and _FORMER.issuperset(words[1:])

"""What a number bounds: the record of a quantity, and two numbers that bound one.

Belongs here: bounds, qualifiers, ranges. Does not: finding numbers and their hedges (`quantities`).
"""

from typing import NamedTuple

from pipeline.extract.model import Qualifier
from pipeline.extract.numerals import DOZEN, SCALES
from pipeline.extract.tokens import Tokens

AT_LEAST: Qualifier = "at_least"
AT_MOST: Qualifier = "at_most"
NEARLY: Qualifier = "nearly"
ABOUT: Qualifier = "about"
JOINING = {"-", "–", "—", "to", "or"}


class Quantity(NamedTuple):
    """A number over tokens `start` to `end` (exclusive); `hedge_start` is where its hedge begins.

    `first` and `last` are the tokens of the number alone. `low` or `high` is None where the words set no bound.
    """

    start: int
    end: int
    hedge_start: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    vague_word: bool = False
    after_end: int = 0

    @property
    def best(self) -> int | None:
        """The contract's point estimate: the number, the bound that is set, the middle of a range, low of a vague."""
        if self.qualifier == "range" and self.low is not None and self.high is not None:
            return (self.low + self.high + 1) // 2
        if self.qualifier in (AT_MOST, NEARLY):
            return self.high
        return self.low

    @property
    def value(self) -> int:
        """The number as written (the upper one of a range)."""
        return self.high if self.high is not None else self.low or 0


# Between the two: "at least 40 and possibly as many as 55", "at least nine but no more than 12", "15, possibly 18,".
_BETWEEN = frozenset((",", "and", "but", "or", "to"))
_DOUBTS = frozenset(("possibly", "perhaps", "maybe", "probably", "potentially", "even"))
# "Killed at least 12 and up to 30 wounded": what stands behind the second number is told of it alone.
_OTHERS = frozenset("wounded injured hurt killed dead missing displaced others more were are".split())


def joined(left: Quantity, right: Quantity, tokens: Tokens) -> Quantity | None:
    """'30-40', '2,000 to 4,000', 'between 30 and 40', 'two or three': one quantity with two bounds."""
    if left.qualifier in ("vague", "range") or right.qualifier in ("vague", "range"):
        return None
    gap = tokens.lowers[left.after_end : right.hedge_start]
    if not gap or len(gap) > 2 or not (_BETWEEN.issuperset(gap) or gap[0] in JOINING):
        return None
    return _bounded(left, right, gap, tokens) or (_range(left, right, tokens) if len(gap) == 1 else None)


def _bounded(left: Quantity, right: Quantity, gap: list[str], tokens: Tokens) -> Quantity | None:
    """'At least 40 and possibly as many as 55', 'over 200 but fewer than 300', 'killed 15, possibly 18, people'."""
    lowers = tokens.lowers
    low, high = left.low, right.high
    if low is None or high is None or low >= high or not _BETWEEN.issuperset(gap):
        return None
    doubted = not _DOUBTS.isdisjoint(lowers[right.hedge_start : right.start]) and right.qualifier != NEARLY
    bounds = left.qualifier == AT_LEAST and right.qualifier in (AT_MOST, NEARLY) and right.low is None
    opened = left.hedge_start > 0 and lowers[left.hedge_start - 1] == "between"
    if doubted and gap[-1] == "and" and left.qualifier == "exact":
        doubted = opened or right.low is None
    if not (doubted or bounds) or not _OTHERS.isdisjoint(lowers[right.after_end : right.after_end + 1]):
        return None
    start = left.hedge_start - opened
    past = right.after_end + (
        lowers[right.after_end : right.after_end + 1] == [","] == gap
    )  # "15, possibly 18, people"
    return Quantity(left.start, right.end, start, low, high, "range", after_end=past)


def _range(left: Quantity, right: Quantity, tokens: Tokens) -> Quantity | None:
    """A range told by one joint."""
    lowers = tokens.lowers
    if right.qualifier not in ("exact", "about", AT_LEAST) or (left.low is None and left.high is None):
        return None
    gap = list(range(left.end, right.hedge_start))
    if len(gap) != 1 or right.low is None:
        return None
    joiner = lowers[gap[0]]
    opened = (left.hedge_start and lowers[left.hedge_start - 1] == "between") or lowers[
        left.start - 1 : left.start
    ] == ["between"]
    if not (joiner in JOINING or (joiner == "and" and opened)):
        return None
    low, high = left.low if left.low is not None else left.high, right.low
    if low is None or high is None:
        return None
    low *= _shared_scale(lowers[left.start : left.end], lowers[right.start : right.end])
    if low >= high or (joiner in ("to", "or") and _turns(tokens, left)):
        return None
    out_of = joiner == "to" and left.hedge_start > 0 and lowers[left.hedge_start - 1] == "from"
    if right.qualifier == AT_LEAST:  # "from 500 to well over 1,000"
        start = left.hedge_start - 1
        return left._replace(end=right.end, hedge_start=start, high=None, qualifier=AT_LEAST) if out_of else None
    if left.qualifier in (AT_LEAST, AT_MOST):  # "at least 400-500", "up to 30 or 40"
        low_end, high_end = (low, None) if left.qualifier == AT_LEAST else (None, high)
        return left._replace(end=right.end, low=low_end, high=high_end, after_end=right.after_end)
    return Quantity(
        left.start,
        right.end,
        left.hedge_start - 1 if opened or out_of else left.hedge_start,
        low,
        high,
        "range",
        after_end=right.after_end,
    )


def _shared_scale(left: list[str], right: list[str]) -> int:
    """'two to three million': the scale told once holds for both ends."""
    if any(word in SCALES or word == "dozen" for word in left):
        return 1
    if "dozen" in right:
        return DOZEN
    return next((SCALES[word] for word in right if SCALES.get(word, 0) >= 1_000), 1)


# Verbs of a figure that changes: "rose from 15 to 18".
CHANGED = frozenset(
    "rose rises rising risen increased climbed climbs climbing jumped jumps fell falls fallen revised raised raises "
    "raising raise lifted lifts lifting grew grown grows gone went".split()
)
# "rose from 15 to 18", "up from 40 to 51": two figures, not a range.
# "raised the number of people killed in the operation from five to six": from the verb to "from".
_CHANGE_REACH = 12
_CHANGES = CHANGED | {"up", "down", "reducing", "reduced"}


def _turns(tokens: Tokens, left: Quantity) -> bool:
    before = tokens.lowers[max(0, left.hedge_start - 3) : left.hedge_start]
    return "from" in before and bool(
        _CHANGES.intersection(tokens.lowers[max(0, left.hedge_start - _CHANGE_REACH) : left.hedge_start])
    )

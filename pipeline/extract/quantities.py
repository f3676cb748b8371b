"""Numbers in words and digits with the bounds that their hedges set.

Belongs here: finding quantities over tokens and what they bound. Does not: what they count (`figures`), and which
numbers are dates, ages or clock times (`time.number_spans`).

The bounds follow the published contract: exact 69 is 69 to 69, "at least 40" is 40 to no bound, "nearly 70" no bound
to 70, "dozens" 24 to 99, and so on.
"""

from collections.abc import Iterable, Sequence
from itertools import compress, count

from pipeline.extract.bounds import ABOUT, AT_LEAST, AT_MOST, NEARLY, Quantity, joined
from pipeline.extract.model import Qualifier
from pipeline.extract.numerals import DOZEN, HALVES, LONGEST, NUMBER_WORDS, SCALES, SHARES, SUFFIXES, compose
from pipeline.extract.tokens import NUMBER, Tokens
from pipeline.extract.toll_words import COUNTS, ROSE

# Bounds of vague words: the contract's table.
VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999),
}
VAGUE_OF = {
    ("tens", "thousands"): (20_000, 99_999),
    ("hundreds", "thousands"): (200_000, 999_999),
    ("tens", "millions"): (20_000_000, 99_999_999),
    ("hundreds", "millions"): (200_000_000, 999_999_999),
    ("dozens", "thousands"): (24_000, 99_000),
    ("scores", "thousands"): (40_000, 99_999),
}
# "several hundred", "a few thousand": as the vague plural of the same scale.
FEW = {"several", "few", "many", "some"}

# "many hundreds"; "some hundreds" is left to its noun.
_MANY = frozenset(("many", "several"))

SHARES_OF_SCALE = {"half": 0.5, "quarter": 0.25, "three-quarters": 0.75}
_HALVED = frozenset((*SCALES, "dozen"))  # "half a million", "half a dozen"


class Hedges:
    """The hedges of `seeds/reference/hedges.csv`: word sequences that stand before or after a number."""

    def __init__(self, rows: Iterable[tuple[str, str, Qualifier]]) -> None:
        self.before: dict[tuple[str, ...], Qualifier] = {}
        self.after: dict[tuple[str, ...], Qualifier] = {}
        for phrase, stands, qualifier in rows:
            (self.before if stands == "before" else self.after)[tuple(phrase.split())] = qualifier
        self.last = frozenset(words[-1] for words in self.before)
        self.longest = max((len(words) for words in self.before), default=0)
        self.longest_after = max((len(words) for words in self.after), default=0)


def find_quantities(tokens: Tokens, masked: Sequence[bool], hedges: Hedges) -> list[Quantity]:
    """Every quantity of the text in reading order; `masked` tokens (dates, ages, clock times) are passed over."""
    found: list[Quantity] = []
    past = 0
    for position in _openings(tokens):
        if position < past or masked[position]:
            continue
        quantity = _quantity_at(tokens, position, masked)
        if quantity is None:
            continue
        quantity = _with_hedges(tokens, _told_twice(tokens, quantity, masked), hedges)
        both = joined(found[-1], quantity, tokens) if found else None
        if both is not None:
            found[-1] = both
        else:
            found.append(quantity)
        past = max(quantity.after_end, quantity.end)
    return found


def _openings(tokens: Tokens) -> list[int]:
    """Where a quantity may begin: at digits and words of number; at "a" only before one of them."""
    lowers = tokens.lowers
    worded = [
        at
        for at in compress(count(), map(_OPENERS.__contains__, lowers))
        if lowers[at] not in _ARTICLES or (at + 1 < len(lowers) and lowers[at + 1] in _OPENERS_AFTER_ARTICLE)
    ]
    return sorted([*tokens.numbers, *worded])


def _quantity_at(tokens: Tokens, position: int, masked: Sequence[bool]) -> Quantity | None:
    word = tokens.lowers[position]
    if word in VAGUE:
        return _vague(tokens, position)
    few = _few(tokens, position)
    if few is not None:
        return few
    parsed = _number(tokens, position, masked)
    if parsed is None:
        return None
    value, end = parsed
    return Quantity(position, end, position, value, value, "exact", after_end=end)


def _told_twice(tokens: Tokens, quantity: Quantity, masked: Sequence[bool]) -> Quantity:
    """'Fourteen (14) fighters', '1,200 (twelve hundred) people': what follows stands behind the bracket."""
    at = quantity.end + 1
    if tokens.lowers[at - 1 : at] != ["("] or at >= len(tokens):
        return quantity
    told = _number(tokens, at, masked)
    if told is None or told[0] != quantity.low or tokens.lowers[told[1] : told[1] + 1] != [")"]:
        return quantity
    return quantity._replace(after_end=told[1] + 1)


def _vague(tokens: Tokens, position: int) -> Quantity:
    word, lowers = tokens.lowers[position], tokens.lowers
    if position + 2 < len(tokens) and lowers[position + 1] == "of" and (word, lowers[position + 2]) in VAGUE_OF:
        low, high = VAGUE_OF[word, lowers[position + 2]]
        return Quantity(position, position + 3, position, low, high, "vague", True, position + 3)
    low, high = VAGUE[word]
    return Quantity(position, position + 1, position, low, high, "vague", True, position + 1)


def _few(tokens: Tokens, position: int) -> Quantity | None:
    """'several hundred', 'a few dozen', 'a couple': vague, but with a scale."""
    lowers = tokens.lowers
    start = position
    if lowers[position] == "a" and position + 1 < len(tokens):
        position += 1
    if lowers[position] == "couple":
        pair = lowers[position + 1 : position + 2] != ["of"]  # "killed a couple and their son"
        return Quantity(start, position + 1, start, 2, 2, "exact" if pair else "vague", not pair, position + 1)
    if lowers[position] not in FEW or position + 1 >= len(tokens):
        return None
    scale = lowers[position + 1]
    if lowers[position] in _MANY and scale in VAGUE:
        return _vague(tokens, position + 1)._replace(start=start, hedge_start=start)
    low, high = VAGUE.get(scale + "s", (0, 0))
    if not low or scale == "ten":
        return None
    return Quantity(start, position + 2, start, low, high, "vague", True, position + 2)


def _number(tokens: Tokens, position: int, masked: Sequence[bool]) -> tuple[int, int] | None:
    """The value and the token after it, for digits, number words and their mixtures ("1.2 million")."""
    lowers, size = tokens.lowers, len(tokens)
    if tokens.kinds[position] == NUMBER:
        return _digits(tokens, position, masked)
    word = lowers[position]
    at = position + (word in _ARTICLES)
    if at < size and lowers[at] in SHARES:
        return SHARES[lowers[at]], at + 1
    share = _share_of_scale(lowers, position)
    if share is not None:
        return share
    if word in ("a", "an"):
        following = lowers[position + 1] if position + 1 < size else ""
        if following in SCALES or following == "dozen":
            return compose(lowers, position + 1, 1)
        if following == "half" and position + 2 < size and lowers[position + 2] in _HALVED:
            return SCALES.get(lowers[position + 2], DOZEN) // 2, position + 3
        return None
    if word == "half":
        offset = position + 1
        if offset < size and lowers[offset] in ("a", "an"):
            offset += 1
        if offset < size and (lowers[offset] in SCALES or lowers[offset] == "dozen"):
            return SCALES.get(lowers[offset], DOZEN) // 2, offset + 1
        return None
    return compose(lowers, position)


def _share_of_scale(lowers: Sequence[str], position: int) -> tuple[int, int] | None:
    """'a quarter of a million', 'three-quarters of a million', 'half of a million', 'two-and-a-half thousand'."""
    if lowers[position] in HALVES:
        scale = SCALES.get(lowers[position + 1], 0) if position + 1 < len(lowers) else 0
        return (round(HALVES[lowers[position]] * scale), position + 2) if scale else None
    at = position + (lowers[position] in ("a", "one"))
    share = SHARES_OF_SCALE.get(lowers[at]) if at < len(lowers) else None
    if share is None and lowers[position] == "three" and lowers[position + 1 : position + 2] == ["quarters"]:
        share, at = SHARES_OF_SCALE["three-quarters"], position + 1
    if share is None or lowers[at + 1 : at + 3] != ["of", "a"] or at + 3 >= len(lowers):
        return None
    scale = SCALES.get(lowers[at + 3], 0)
    return (round(share * scale), at + 4) if scale >= SCALES["hundred"] else None


def _digits(tokens: Tokens, position: int, masked: Sequence[bool]) -> tuple[int, int] | None:
    """A number in digits with the scale behind it; None where so many people never lived."""
    found = _scaled(tokens, position, masked)
    return found if found is None or found[0] < 10**LONGEST else None


def _scaled(tokens: Tokens, position: int, masked: Sequence[bool]) -> tuple[int, int] | None:
    text, lowers, size = tokens.texts[position], tokens.lowers, len(tokens)
    plain = "".join(ch for ch in text if ch.isdigit() or ch == ".")
    if len(plain) > LONGEST:
        return None
    grouped = text.count(".") > 1
    value = float(plain.replace(".", "")) if grouped else float(plain)
    end = position + 1
    if lowers[end : end + 1] == ["-"] and end + 1 < size and lowers[end + 1] in SCALES:
        end += 1  # "16-thousand"
    following = lowers[end] if end < size else ""
    if _comma_decimal(tokens, position, following):
        return round(float(f"{plain}.{tokens.texts[end + 1]}") * SCALES[lowers[end + 2]]), end + 3
    if following in SCALES:
        return round(value * SCALES[following]), end + 1
    if following == "dozen":
        return round(value * DOZEN), end + 1
    if following in SUFFIXES and (len(following) > 1 or tokens.starts[end] == tokens.ends[position]):
        return round(value * SUFFIXES[following]), end + 1
    if "." in text and not grouped:
        return (round(value * 1000), end) if _dot_groups(text) else None
    if following == "," and _loose_thousands(tokens, position):
        return int(plain) * 1000, end + 2
    if _spaced_group(tokens, position, masked):
        return int(plain + tokens.texts[end]), end + 1
    return int(value), end


def _comma_decimal(tokens: Tokens, position: int, following: str) -> bool:
    """'12,3 million': a comma for the decimal point, where a scale follows."""
    after = tokens.lowers[position + 2 : position + 4]
    glued = following == "," and len(after) == 2 and tokens.starts[position + 2] == tokens.ends[position] + 1
    return (
        glued and len(after[0]) == 1 and after[0].isdigit() and after[1] in SCALES and tokens.texts[position].isdigit()
    )


def _dot_groups(text: str) -> bool:
    """'12.500' is twelve thousand five hundred: three digits follow and the whole part is not zero."""
    whole, _, rest = text.partition(".")
    return len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"


def _loose_thousands(tokens: Tokens, position: int) -> bool:
    """'18, 000 people': no number begins with three noughts."""
    comma, text = position + 1, tokens.texts[position]
    glued = tokens.starts[comma] == tokens.ends[position] and tokens.texts[comma + 1 : comma + 2] == ["000"]
    return glued and text.isdigit() and len(text) <= len("000") and text[0] != "0"


def _spaced_group(tokens: Tokens, position: int, masked: Sequence[bool]) -> bool:
    """'9 300 households': one plain space, one to three digits, then exactly three and no third number."""
    after = position + 1
    if after >= len(tokens) or tokens.kinds[after] != NUMBER or masked[after]:
        return False
    left, right = tokens.texts[position], tokens.texts[after]
    if not (left.isdigit() and len(left) <= 3 and left[0] != "0" and right.isdigit() and len(right) == 3):
        return False
    if position and (tokens.kinds[position - 1] == NUMBER or masked[position - 1]):
        return False
    return tokens.starts[after] - tokens.ends[position] == 1


_OPENERS = frozenset([*VAGUE, *FEW, "a", "an", "half", "couple", *SHARES, *HALVES, *SHARES_OF_SCALE, *NUMBER_WORDS])
_ARTICLES = frozenset(("a", "an"))
_OPENERS_AFTER_ARTICLE = _OPENERS | _HALVED


def _with_hedges(tokens: Tokens, quantity: Quantity, hedges: Hedges) -> Quantity:
    kind, start = _hedge_before(tokens, quantity.start, hedges)
    if kind is None and start == quantity.start:
        kind, start = _hedge_aside(tokens, quantity.start, hedges)
    after_kind, end = _hedge_after(tokens, quantity.end, hedges)
    if quantity.qualifier == "vague":
        # "at least dozens" keeps the vague bounds: a hedge on a vague word adds nothing that can be counted.
        return quantity._replace(hedge_start=start, after_end=max(quantity.after_end, end if after_kind else 0))
    chosen = after_kind or kind
    if after_kind == ABOUT and kind not in (None, ABOUT):
        chosen = kind
    if chosen is None:
        return quantity
    value = quantity.low
    bounds = {AT_LEAST: (value, None), AT_MOST: (None, value), NEARLY: (None, value), ABOUT: (value, value)}[chosen]
    return quantity._replace(
        hedge_start=start, low=bounds[0], high=bounds[1], qualifier=chosen, after_end=max(quantity.after_end, end)
    )


def _hedge_before(tokens: Tokens, position: int, hedges: Hedges) -> tuple[Qualifier | None, int]:
    lowers = tokens.lowers
    best: tuple[Qualifier | None, int] = (None, position)
    cursor = position
    # Hedges stack ("believed to be at least", "an additional", "at least some"): the one nearest the number that
    # sets a bound decides, "about" only where no bound is set.
    while cursor > 0:
        if lowers[cursor - 1] in _TRANSPARENT:
            cursor -= 1
            continue
        if lowers[cursor - 1] not in hedges.last:
            break
        for length in range(min(hedges.longest, cursor), 0, -1):
            words = tuple(lowers[cursor - length : cursor])
            kind = hedges.before.get(words)
            if kind is not None and not _is_no_bound(lowers, cursor - length, words):
                break
        else:
            break
        cursor -= length
        if best[0] is None or (best[0] == ABOUT and kind != ABOUT):
            best = (kind, cursor)
        else:
            best = (best[0], cursor)
    return best


def _is_no_bound(lowers: list[str], start: int, words: tuple[str, ...]) -> bool:
    """'The toll has gone up to six', 'they walked past a hundred bodies': no bounds of a number."""
    if words == _PAST:
        return COUNTS.isdisjoint(lowers[max(0, start - _PAST_REACH) : start])
    return words == _UP_TO and lowers[start - 1] in _RISING


def _hedge_aside(tokens: Tokens, position: int, hedges: Hedges) -> tuple[Qualifier | None, int]:
    """'Killed, at a minimum, 85 people': the hedge between two commas."""
    lowers = tokens.lowers
    if position and lowers[position - 1] == "," and position > 1 and lowers[position - 2] in hedges.last:
        for length in range(min(hedges.longest, position - 2), 0, -1):
            kind = hedges.before.get(tuple(lowers[position - 1 - length : position - 1]))
            if kind is not None and lowers[position - 2 - length] == ",":
                return kind, position - 2 - length
    return None, position


# "The toll has gone up to six": how far it rose, no bound.
_UP_TO = ("up", "to")
# "Pushed the number of people killed in a month of violence past 800"
_PAST, _PAST_REACH = ("past",), 12
_RISING = ROSE | {"go", "going", "moved"}
# Words between a hedge and its number that change nothing.
_TRANSPARENT = {"another", "further", "additional", "the", "total", "other"}


def _hedge_after(tokens: Tokens, position: int, hedges: Hedges) -> tuple[Qualifier | None, int]:
    lowers = tokens.lowers
    for length in range(min(hedges.longest_after, len(lowers) - position), 0, -1):
        words = lowers[position : position + length]
        kind = hedges.after.get(tuple(words))
        # "rose to 32 and more than 115": the hedge is the next number's.
        if kind is not None and not (
            words[-1] in _COMPARED and lowers[position + length : position + length + 1] == ["than"]
        ):
            return kind, position + length
    return None, position


_COMPARED = frozenset(("more", "fewer", "less"))

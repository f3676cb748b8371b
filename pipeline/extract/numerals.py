"""Number words: 'nine hundred and twenty-one', 'two and a half million', 'two dozen'.

Belongs here: composing a value from consecutive number words. Does not: digits, hedges and ranges (`quantities`).
"""

from collections.abc import Sequence

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
TENS["fourty"] = 40
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
DOZEN = 12
# "Half-million", "quarter-million": one word each.
HALVES = {"one-and-a-half": 1.5, "two-and-a-half": 2.5, "three-and-a-half": 3.5, "four-and-a-half": 4.5}
SHARES = {
    "half-million": 500_000,
    "half-a-million": 500_000,
    "quarter-million": 250_000,
    "half-dozen": 6,
    "two-dozen": 24,
    "three-dozen": 36,
}
# No count of people is larger; it also ends a text that is nothing but number words.
LARGEST = 10_000_000_000
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000}


def compose(lowers: Sequence[str], position: int, seed: int | None = None) -> tuple[int, int] | None:
    """The value of the number words from `position` on and the token after them; None where none stands there.

    `seed` is a value told before ("a" in "a hundred").
    """
    reader = _Composer(lowers, position, seed)
    while reader.step():
        pass
    return (reader.total + reader.current, reader.at) if reader.seen else None


class _Composer:
    """Adds up number words one at a time; stops at the first that does not go on with the number."""

    def __init__(self, lowers: Sequence[str], position: int, seed: int | None) -> None:
        self.lowers, self.at = lowers, position
        self.total, self.current, self.seen = 0, seed or 0, seed is not None

    def step(self) -> bool:
        """Take in the next word; False where the number ends."""
        if self.at >= len(self.lowers) or self.total + self.current > LARGEST:
            return False
        word = self.lowers[self.at]
        value = small(word)
        if value is not None:
            return self._add(value)
        if not self.seen:
            return False
        if word in SCALES:
            return self._scale(SCALES[word])
        if word == "dozen":
            self.current = max(self.current, 1) * DOZEN
            self.at += 1
            return False
        return word == "and" and self._goes_on()

    def _add(self, value: int) -> bool:
        """'twenty' then 'five', 'hundred' then 'twelve'; 'five' then 'six' are two numbers."""
        last = self.current % 100
        if self.seen and last and not (last >= 20 and last % 10 == 0 and value < 10):
            return False
        self.current, self.seen, self.at = self.current + value, True, self.at + 1
        return True

    def _scale(self, scale: int) -> bool:
        if scale == 100:
            self.current = max(self.current, 1) * scale
        else:
            self.total, self.current = self.total + max(self.current, 1) * scale, 0
        self.at += 1
        return True

    def _goes_on(self) -> bool:
        """Over the 'and' of 'two hundred and five' and the 'and a half' of 'two and a half million'."""
        rest = self.lowers[self.at + 1 : self.at + 4]
        if len(rest) == 3 and list(rest[:2]) == ["a", "half"] and rest[2] in SCALES:
            self.total += self.current * SCALES[rest[2]] + SCALES[rest[2]] // 2
            self.current, self.at = 0, self.at + 4
            return False
        round_so_far = (self.current and self.current % 100 == 0) or (self.total and not self.current)
        if not rest or small(rest[0]) is None or not round_so_far:
            return False
        self.at += 1
        return True


# Digits of a number: ten tell all people alive; what has many more is a telephone number, an account or noise.
LONGEST = 12


def plain_number(word: str) -> int | None:
    """The value of digits alone; None for other words, and for more digits than the living have."""
    return int(word) if word.isdecimal() and len(word) <= LONGEST else None


def small(word: str) -> int | None:
    """The value of a number word below a hundred, joined by a hyphen or not."""
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in TENS and unit in UNITS:
        return TENS[tens] + UNITS[unit]
    return None


# What stands behind the figures of an ordinal: "the 4th".
ORDINALS = frozenset(("st", "nd", "rd", "th"))
NUMBER_WORDS = frozenset(
    [*UNITS, *TENS, *(f"{tens}-{unit}" for tens in TENS for unit, value in UNITS.items() if 0 < value < 10)]
)

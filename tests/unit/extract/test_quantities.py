"""Numbers with the bounds that their words set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.quantities import Hedges, find_quantities
from pipeline.extract.reference import Reference
from pipeline.extract.tokens import tokenize

EXACT = "exact"


def bounds(text: str, hedges: Hedges) -> list[tuple[int | None, int | None, str]]:
    tokens = tokenize(text)
    return [(q.low, q.high, q.qualifier) for q in find_quantities(tokens, [False] * len(tokens), hedges)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19 villagers", 19),
        ("12,450 people", 12_450),
        ("9 300 households", 9_300),
        ("12\u2009450 people", 12_450),
        ("1.250.000 people", 1_250_000),
        ("12.500 people", 12_500),
        ("280000 people", 280_000),
        ("3 million people", 3_000_000),
        ("1.2 million people", 1_200_000),
        ("2.5m people", 2_500_000),
        ("12k people", 12_000),
        ("seven guards", 7),
        ("Fifty-one recruits", 51),
        ("twenty five men", 25),
        ("Nine hundred and twenty-one families", 921),
        ("three thousand four hundred and six", 3_406),
        ("half a million people", 500_000),
        ("one and a half million", 1_500_000),
        ("two and a half thousand", 2_500),
        ("a dozen shepherds", 12),
        ("half a dozen shepherds", 6),
        ("three dozen", 36),
        ("a hundred people", 100),
        ("a thousand people", 1_000),
    ],
)
def test_a_plain_number_is_its_own_low_and_high(text: str, value: int, reference: Reference) -> None:
    assert bounds(text, reference.hedges) == [(value, value, EXACT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 40 people", (40, None, "at_least")),
        ("more than 40 people", (40, None, "at_least")),
        ("no fewer than 40 people", (40, None, "at_least")),
        ("upwards of 40 people", (40, None, "at_least")),
        ("over 40 people", (40, None, "at_least")),
        ("40 or more people", (40, None, "at_least")),
        ("40 at least", (40, None, "at_least")),
        ("at least another 40", (40, None, "at_least")),
        ("believed to be at least 40", (40, None, "at_least")),
        ("up to 40 people", (None, 40, "at_most")),
        ("as many as 40 people", (None, 40, "at_most")),
        ("no more than 40 people", (None, 40, "at_most")),
        ("nearly 40 people", (None, 40, "nearly")),
        ("almost a hundred people", (None, 100, "nearly")),
        ("close to 40 people", (None, 40, "nearly")),
        ("just under 40 people", (None, 40, "nearly")),
        ("about 40 people", (40, 40, "about")),
        ("some 40 people", (40, 40, "about")),
        ("an estimated 40 people", (40, 40, "about")),
        ("40 or so people", (40, 40, "about")),
        ("a hundred or so people", (100, 100, "about")),
        ("between 30 and 40 people", (30, 40, "range")),
        ("30-40 people", (30, 40, "range")),
        ("2,000 to 4,000 people", (2_000, 4_000, "range")),
        ("two to three million people", (2_000_000, 3_000_000, "range")),
        ("at least 40 and perhaps as many as 55 people", (40, 55, "range")),
        ("at least nine but no more than 12 people", (9, 12, "range")),
        ("more than 200 but fewer than 300 people", (200, 300, "range")),
        ("15, possibly 18, people", (15, 18, "range")),
        ("between 12 and possibly 20 people", (12, 20, "range")),
        ("killed, at a minimum, 85 people", (85, None, "at_least")),
        ("40 at the very least", (40, None, "at_least")),
        ("fourteen (14) people", (14, 14, EXACT)),
        ("a couple of people", (2, 2, "vague")),
        ("dozens of people", (24, 99, "vague")),
        ("scores of people", (40, 99, "vague")),
        ("hundreds of people", (200, 999, "vague")),
        ("several hundred people", (200, 999, "vague")),
        ("thousands of people", (2_000, 9_999, "vague")),
        ("tens of thousands of people", (20_000, 99_999, "vague")),
        ("hundreds of thousands of people", (200_000, 999_999, "vague")),
        ("millions of people", (2_000_000, 9_999_999, "vague")),
    ],
)
def test_a_hedge_sets_the_bound_that_its_words_imply(
    text: str, expected: tuple[int | None, int | None, str], reference: Reference
) -> None:
    assert bounds(text, reference.hedges) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 22 guards and 17 porters", [(22, None, "at_least"), (17, 17, EXACT)]),
        ("ten children and five women", [(10, 10, EXACT), (5, 5, EXACT)]),
        ("the toll rose from 15 to 18", [(15, 15, EXACT), (18, 18, EXACT)]),
        ("the toll rose to 23 and more than 60 were hurt", [(23, 23, EXACT), (60, None, "at_least")]),
        ("killed at least 12 and up to 30 wounded", [(12, None, "at_least"), (None, 30, "at_most")]),
        ("killed 12 and perhaps 20 people were hurt", [(12, 12, EXACT), (20, 20, "about")]),
        ("killed fourteen (12 of them men)", [(14, 14, EXACT), (12, 12, EXACT)]),
        ("several people, many houses, a number of carts", []),
    ],
)
def test_a_hedge_governs_its_own_number_only(
    text: str, expected: list[tuple[int | None, int | None, str]], reference: Reference
) -> None:
    assert bounds(text, reference.hedges) == expected


@given(st.integers(min_value=0, max_value=999_999_999))
def test_grouped_digits_mean_what_ungrouped_digits_mean(value: int) -> None:
    nothing = Hedges([])
    assert bounds(f"{value:,} people", nothing) == bounds(f"{value} people", nothing)


@given(st.text(alphabet="0123456789 ,.-abcdefs", max_size=200))
def test_bounds_never_cross_and_spans_stand_in_the_text(text: str) -> None:
    tokens = tokenize(text)
    for quantity in find_quantities(tokens, [False] * len(tokens), Hedges([("at least", "before", "at_least")])):
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert 0 <= quantity.hedge_start <= quantity.start < quantity.end <= len(tokens)

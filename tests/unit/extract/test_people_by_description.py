"""People told of by age, people, home or name beside their noun, and two who are 'both'."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.model import Claim

ReadClaims = Callable[..., list[Claim]]
PUBLISHED = "2024-06-19"


@pytest.mark.parametrize(
    ("text", "count", "population"),
    [
        ("A 12-year-old Palestinian boy was wounded by a shell.", 1, "children"),
        ("A 32-year-old Tamil trader was shot dead in the market.", 1, "civilians"),
        ("A 40-year-old Sri Lankan aid worker was shot dead.", 1, "aid_workers"),
        ("A soldier named Ali Khan was wounded by a mine.", 1, "combatants"),
        (
            "A 50-year-old Dinka farmer named Deng Bol from the village of Wau Shei was wounded by a shell.",
            1,
            "civilians",
        ),
        ("Gunmen opened fire on two teachers in Yala, killing both of them.", 2, "civilians"),
        ("Rebels ambushed two soldiers on a motorcycle and wounded both.", 2, "combatants"),
        ("The blast killed eight Security Force (SF) personnel.", 8, "combatants"),
        ("Rebels shot dead 30 police informants, agents and activists.", 30, "civilians"),
    ],
)
def test_those_described_are_counted_for_what_their_noun_says(
    text: str, count: int, population: str, claims: ReadClaims
) -> None:
    found = claims(text, published=PUBLISHED)

    assert [(c.low, c.population) for c in found] == [(count, population)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The raid killed both rebels and soldiers.", []),
        ("The town is claimed both by the north and by the south.", []),
        ("A police officer was killed in Yala on Monday. The officer was on his way home when he was shot dead.", [1]),
        ("A police officer and an army officer were killed in Yala on Monday.", [1, 1]),
        ("About 15,000 Rohingya living in Maungdaw were displaced in May.", [15_000]),
    ],
)
def test_nobody_is_counted_twice_or_for_a_word(text: str, count: list[int], claims: ReadClaims) -> None:
    assert [c.low for c in claims(text, published=PUBLISHED)] == count


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The insurgency has claimed more than 1,800 lives in nearly six years.", date(2018, 6, 19)),
        ("The fighting has left 12,000 people dead in the hills in four years.", date(2020, 6, 19)),
        ("They launched a revolt in 1996 that has left more than 7,800 people dead.", date(1996, 1, 1)),
        ("Rebels killed 40 soldiers on Monday in what has been their biggest raid in five years.", date(2024, 6, 17)),
        ("Maj. June Santos, an army spokesman, said a clash on Monday left two rebels dead.", date(2024, 6, 17)),
    ],
)
def test_years_that_a_war_has_lasted_open_its_window(text: str, start: date, claims: ReadClaims) -> None:
    assert [c.window.start for c in claims(text, published=PUBLISHED)] == [start]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lt. Col. Rowel Cruz, commander of the 9th Infantry Battalion, said six rebels were killed.", "Rowel Cruz"),
        ("Capt. April Reyes said three rebels were killed.", "April Reyes"),
    ],
)
def test_who_speaks_keeps_the_name(text: str, speaker: str, claims: ReadClaims) -> None:
    (claim,) = claims(text, published=PUBLISHED)

    assert speaker in (claim.attributed_to or "")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Six rebels were killed in an encounter with soldiers in Butuan on Monday.", "ground_fighting"),
        ("One enemy was killed in the firefight near Rizal on Monday.", "ground_fighting"),
        ("Militants took to the hills after shooting dead three soldiers on Monday.", "shooting"),
    ],
)
def test_how_they_died(text: str, cause: str, claims: ReadClaims) -> None:
    assert [c.cause for c in claims(text, published=PUBLISHED)] == [cause]

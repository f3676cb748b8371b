"""Figures that are parts of a total told above: of a wider place, of two sides, of the latest count."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.model import Claim

SUNDAY = date(2019, 12, 1)


def _parts(found: list[Claim]) -> dict[int | None, int | None]:
    by_id = {claim.claim_id: claim for claim in found}
    return {c.best: by_id[c.part_of_claim_id].best for c in found if c.part_of_claim_id is not None}


@pytest.mark.parametrize(
    ("title", "text", "parts"),
    [
        pytest.param(
            None,
            "Air raids on Homs province killed at least 30 people on Sunday. Nine people died in Talbiseh.",
            {9: 30},
            id="a-town-of-the-province",
        ),
        pytest.param(
            "Air raids across Syria kill 48",
            "Air raids killed 48 people across Syria on Sunday. In Idlib 26 people died, seven of them in Saraqib. "
            "In Talbiseh nine people were killed.",
            {26: 48, 7: 26, 9: 48},
            id="provinces-and-their-towns",
        ),
        pytest.param(
            None,
            "Some 50,000 people are displaced in Ituri. Djugu territory hosts 30,000 and Irumu 12,000.",
            {30000: 50000, 12000: 50000},
            id="as-of-one-day",
        ),
        pytest.param(
            None,
            "Some 50,000 people are displaced in Ituri. Masisi territory hosts 30,000.",
            {},
            id="displaced-in-another-province",
        ),
        pytest.param(
            None,
            "Air raids on Homs province killed 30 people on Sunday. On Friday nine people died in Talbiseh.",
            {},
            id="another-day",
        ),
        pytest.param(
            None,
            "Air raids on Homs province killed 30 people on Sunday. Nine people died in Saraqib.",
            {},
            id="another-province",
        ),
        pytest.param(
            None,
            "Russian raids killed 30 people in Homs province on Sunday. Turkish shells killed nine people in Talbiseh.",
            {},
            id="another-hand",
        ),
        pytest.param(
            None,
            "Air raids killed 30 people in Homs province on Sunday. In Talbiseh 25 people died. In Rastan 14 did too, "
            "and 14 people were killed there.",
            {25: 30},
            id="no-room-left",
        ),
        pytest.param(
            None,
            "Since the war began 30,000 people have been killed in Homs province. Nine people died in Talbiseh.",
            {},
            id="a-wars-toll",
        ),
    ],
)
def test_places_are_parts_of_the_total_of_the_wider_place(
    title: str | None, text: str, parts: dict[int, int], claims: Callable[..., list[Claim]]
) -> None:
    assert _parts(claims(text, title)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Shells killed 14 civilians in Homs on Sunday. Two women died at a hospital of the city.", {2: 14}),
        ("Shells killed 14 soldiers in Homs on Sunday. Two women died at a hospital of the city.", {}),
        (
            "Shells killed 14 civilians in Homs on Sunday, the police said. Doctors spoke of nine children killed.",
            {},
        ),
    ],
)
def test_women_and_children_of_the_place_are_among_its_civilians(
    text: str, parts: dict[int, int], claims: Callable[..., list[Claim]]
) -> None:
    assert _parts(claims(text)) == parts


def test_a_toll_of_both_sides_is_of_neither(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Clashes near Rastan left 19 rebels dead on Sunday. Seven soldiers and 12 rebels died in the clashes."
    )
    assert _parts(found) == {7: 19, 12: 19}
    assert found[0].affiliation is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The raid killed 60 people, up from an earlier toll of 44. At least 38 of the dead were pilgrims.", {38: 60}),
        ("Raids killed 33 people in Homs. It rained. Most of the victims - 20 - died in Talbiseh.", {20: 33}),
        (
            "Raids killed 90 rebels near Rastan. Up to 60 rebels died on a road and 30 rebels in a camp.",
            {60: 90, 30: 90},
        ),
        ("A bomb went off in Homs. Of the 25 wounded, eight are in critical condition.", {8: 25}),
        ("A bomb went off in Homs. Of the 25 wounded, eight died.", {}),
        ("Three people one of them a child were killed in Homs on Sunday.", {1: 3}),
    ],
)
def test_parts_are_of_the_toll_that_stands(
    text: str, parts: dict[int, int], claims: Callable[..., list[Claim]]
) -> None:
    assert _parts(claims(text)) == parts


def test_a_titles_total_may_be_told_out_in_other_places_than_it_names(claims: Callable[..., list[Claim]]) -> None:
    text = (
        "PESHAWAR: At least 25 militants and two soldiers were killed on Monday, officials said.\n\n"
        "Jets bombed Mirali, killing 15 militants. In a clash at Spinwam ten militants died."
    )
    assert _parts(claims(text, title="25 militants killed in Waziristan")) == {15: 25, 10: 25}


def test_what_is_left_of_a_total_is_its_part_where_the_title_told_the_first_part(
    claims: Callable[..., list[Claim]],
) -> None:
    text = (
        "The death toll from the raids on Mayadin has risen to 82 people including 58 civilians, a monitor said. "
        "It added that 24 other people were killed, and did not say who they were."
    )
    assert _parts(claims(text, title="Raids on Mayadin kill 58 civilians")) == {58: 82, 24: 82}


def test_each_of_a_list_of_whom_is_a_part(claims: Callable[..., list[Claim]]) -> None:
    text = "Clinics took in 900 wounded, of whom 20 were in danger, 100 were badly hurt and 700 had light wounds."
    assert _parts(claims(text)) == {20: 900, 100: 900, 700: 900}
    text = "The raid killed 12 people, of whom five were children, and 30 were wounded."
    assert _parts(claims(text)) == {5: 12}


@pytest.mark.parametrize(
    ("title", "text", "parts"),
    [
        pytest.param(
            "Raids kill 11 in Idlib",
            "Raids killed 11 people in Idlib province on Sunday. Elsewhere eight people died in Talbiseh in Homs "
            "province, five of them on a market. Another three were killed in shelling.",
            {5: 8, 3: 8},
            id="the-others-of-the-nearest",
        ),
        pytest.param(
            "25 killed in Idlib",
            "Raids killed 25 people in Idlib province on Sunday. In Talbiseh, Homs province, 20 people were killed. "
            "In Douma, near Damascus, five people were killed.",
            {},
            id="other-provinces-by-chance",
        ),
        pytest.param(
            None,
            "Shells killed 25 people in Idlib over the past 48 hours. On Friday eleven people were killed in Idlib.",
            {11: 25},
            id="one-of-the-days",
        ),
        pytest.param(
            None,
            "Shells killed six soldiers and four civilians in Idlib on Sunday. Two women were among the civilians who "
            "died.",
            {2: 4},
            id="among-those-of-a-kind",
        ),
        pytest.param(
            None,
            "A blast injured 25 people in Idlib on Sunday. Four wounded were brought to hospitals in Turkey.",
            {4: 25},
            id="in-hospital",
        ),
        pytest.param(
            None,
            "A blast injured 25 people in Saraqib on Sunday. In Aleppo four people were brought to hospital injured.",
            {},
            id="in-hospital-elsewhere",
        ),
    ],
)
def test_parts_go_to_the_total_that_the_text_tells_them_of(
    title: str | None, text: str, parts: dict[int, int], claims: Callable[..., list[Claim]]
) -> None:
    assert _parts(claims(text, title)) == parts

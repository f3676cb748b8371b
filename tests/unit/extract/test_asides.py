"""Figures of sentences with words put in, lists that go on, and wounds told with their kind."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

FindClaims = Callable[..., list[Claim]]
Told = list[tuple[str, int | None, int | None]]


def _told(found: list[Claim]) -> Told:
    return sorted(((c.measure, c.low, c.high) for c in found), key=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A nurse and three guards, the mayor said, were killed.", [("killed", 1, 1), ("killed", 3, 3)]),
        ("Twenty guards, officials said on Monday, were wounded.", [("injured", 20, 20)]),
        ("Seven shepherds, who were on their way to market, were killed.", [("killed", 7, 7)]),
        (
            "Some 54,000 people, of whom 21,000 are children, left the valley on Sunday.",
            [("displaced", 21_000, 21_000), ("displaced", 54_000, 54_000)],
        ),
        ("A child of one of the guards was among the dead.", [("killed", 1, 1)]),
        ("Seven shepherds, the mayor said, were questioned.", []),
        ("Three doctors treated the wounded.", []),
    ],
)
def test_words_put_in_do_not_part_a_verb_from_those_counted(text: str, told: Told, claims: FindClaims) -> None:
    assert _told(claims(text)) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Two farmers were killed, one of them a woman, and 30 others were injured, including four soldiers.",
            {("killed", 2): None, ("killed", 1): 2, ("injured", 30): None, ("injured", 4): 30},
        ),
        (
            "Nine farmers were killed, among them three women, and 30 others wounded, among them four boys.",
            {("killed", 9): None, ("killed", 3): 9, ("injured", 30): None, ("injured", 4): 30},
        ),
        (
            "Nine farmers were killed, including three women and four boys.",
            {("killed", 9): None, ("killed", 3): 9, ("killed", 4): 9},
        ),
    ],
)
def test_an_inclusion_ends_where_others_have_their_verb(
    text: str, told: dict[tuple[str, int], int | None], claims: FindClaims
) -> None:
    found = claims(text)
    by_id = {c.claim_id: c.low for c in found}
    parents = {(c.measure, c.low): by_id[c.part_of_claim_id] if c.part_of_claim_id else None for c in found}
    assert parents == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Six people were killed in one of the barns and two in another.", [("killed", 6, 6), ("killed", 2, 2)]),
        (
            "Gunmen killed six people on the road and within the village nine others.",
            [("killed", 6, 6), ("killed", 9, 9)],
        ),
        (
            "The shells killed the imam, who was 71 years old, and six worshippers.",
            [("killed", 1, 1), ("killed", 6, 6)],
        ),
        ("Killed as well were 16 soldiers of the garrison.", [("killed", 16, 16)]),
        ("Wounded with him were two guards.", [("injured", 2, 2)]),
        ("Those killed include seven farmers, and 16 are among the wounded.", [("killed", 7, 7), ("injured", 16, 16)]),
        ("Killed in his speech was every hope of peace, and 16 guests left.", []),
        ("The gunmen met at Base 7 at noon and killed six people.", [("killed", 6, 6)]),
    ],
)
def test_lists_go_on_by_place_and_behind_asides(text: str, told: Told, claims: FindClaims) -> None:
    assert _told(claims(text)) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shells left five villagers with shrapnel wounds.", [("injured", 5, 5)]),
        ("Eleven villagers were brought to the clinic with severe burns.", [("injured", 11, 11)]),
        ("Two guards embraced martyrdom at the post.", [("killed", 2, 2)]),
        ("Three rangers laid down their lives at the post.", [("killed", 3, 3)]),
        ("The wounded numbered at least 14.", [("injured", 14, None)]),
        ("The civilian dead number 17, the mayor said.", [("killed", 17, 17)]),
        (
            "The fighting left 200 dead and a half-million displaced.",
            [("killed", 200, 200), ("displaced", 500_000, 500_000)],
        ),
        ("At least 300-400 farmers were killed.", [("killed", 300, None)]),
        ("On Sunday 19 farmers or more were killed.", [("killed", 19, None)]),
        ("The elder, who had fled, said the true number of houses was closer to 450.", []),
    ],
)
def test_wounds_deaths_and_numbers_in_other_words(text: str, told: Told, claims: FindClaims) -> None:
    assert _told(claims(text)) == sorted(told, key=str)


def test_families_are_told_place_by_place(claims: FindClaims) -> None:
    text = (
        "Some 230 families were displaced on Sunday. They went to Saraqib (110 families), to Binnish (80 families) "
        "and to the camp (40 families)."
    )
    assert [c.low for c in claims(text) if c.unit == "households"] == [230, 110, 80, 40]


def test_families_are_registered_place_by_place(claims: FindClaims) -> None:
    text = (
        "Thousands were displaced on Sunday. So far 2,100 families have been registered at Saraqib, 840 at Binnish "
        "and 310 at Kafr Nabl."
    )
    assert [c.low for c in claims(text)] == [2_000, 2_100, 840, 310]


def test_brackets_that_tell_of_no_displaced_count_nobody(claims: FindClaims) -> None:
    assert claims("The aid went to Saraqib (110 families) and to Binnish (80 families).") == []


def test_a_toll_put_in_families_counts_families(claims: FindClaims) -> None:
    (claim,) = claims("The number of displaced families has reached 1,200.")
    assert claim.unit == "households"


def test_fighters_who_were_loyal_to_somebody_are_his(claims: FindClaims) -> None:
    (claim,) = claims("Sixteen fighters who were loyal to the Houthis were killed in Taiz, Yemen, on Sunday.")
    assert claim.affiliation == "opposition"


def test_a_body_that_nobody_listed_keeps_its_letters(claims: FindClaims) -> None:
    text = "Figures that the Valley Relief Management Authority (VRMA) put out on Sunday show that 5,000 people fled."
    (claim,) = claims(text)
    assert claim.attributed_to == "Valley Relief Management Authority (VRMA)"

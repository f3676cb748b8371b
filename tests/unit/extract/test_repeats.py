"""One claim or two: when a number told again counts the same people."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

FindClaims = Callable[..., list[Claim]]
Told = list[tuple[str, int | None, int | None]]


def _told(found: list[Claim]) -> Told:
    return sorted((c.measure, c.low, c.high) for c in found if c.low is not None or c.high is not None)


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            None,
            "At least 36 people were killed in Idlib on Sunday. The civil defence said 36 people had been killed.",
            2,
        ),
        (
            None,
            "About 50 rebels were killed in Idlib on Sunday, the army said. The monitor said 50 rebels were killed.",
            2,
        ),
        (
            None,
            "At least 36 people were killed in Idlib on Sunday, the civil defence said. The shells killed 36 people.",
            1,
        ),
        ("Shells kill 36 in Idlib", "At least 36 people were killed in Idlib on Sunday, the civil defence said.", 1),
        ("36 killed in Idlib", "Nearly 36 people were killed in Idlib on Sunday, the civil defence said.", 1),
    ],
    ids=["another-speaker", "about-and-exact", "nobody-else", "a-title-drops-at-least", "a-title-drops-nearly"],
)
def test_another_hedge_by_another_speaker_is_a_claim_of_its_own(
    title: str | None, text: str, told: int, claims: FindClaims
) -> None:
    assert len(claims(text, title)) == told


def test_a_title_without_a_time_is_told_again_by_small_numbers(claims: FindClaims) -> None:
    text = "Two people were killed on Saturday when shells hit Saraqib. The ceasefire had begun on Wednesday."
    assert _told(claims(text, "Two killed in Idlib despite ceasefire")) == [("killed", 2, 2)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A mine killed three policemen and three soldiers in Idlib on Sunday.", 2),
        ("A mine killed three people in Idlib on Sunday, three civilians.", 1),
    ],
)
def test_a_list_counts_nobody_twice(text: str, told: int, claims: FindClaims) -> None:
    assert len(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Raids wounded dozens of people across the country on Sunday. In Saraqib dozens of people were wounded.", 2),
        ("Raids wounded dozens of people in Saraqib on Sunday. The raids wounded dozens of people.", 1),
    ],
)
def test_dozens_of_the_country_are_not_the_dozens_of_a_town(text: str, told: int, claims: FindClaims) -> None:
    assert len(claims(text)) == told


def test_a_whole_countrys_toll_keeps_its_place(claims: FindClaims) -> None:
    text = (
        "Air strikes across the country killed at least 32 people on Sunday. In Saraqib 15 people were killed. "
        "Strikes on Maaret al-Numan killed 11 people."
    )
    found = {c.low: c for c in claims(text, "Syria air strikes kill 32")}
    assert found[32].place is not None
    assert found[32].place.name == "Syria"
    assert {found[15].part_of_claim_id, found[11].part_of_claim_id} == {found[32].claim_id}


@pytest.mark.parametrize(
    ("title", "told"),
    [("Army kills 23 militants in Idlib", 1), ("Kurdish militia kills 23 soldiers in Idlib", 2)],
)
def test_foes_without_a_name_are_those_that_the_body_names(title: str, told: int, claims: FindClaims) -> None:
    text = "The army killed 23 Islamic State fighters in Idlib on Sunday. Rebels of Ahrar al-Sham hold the town."
    found = claims(text, title)
    assert len(found) == told
    assert any(c.affiliation == "islamic_state" for c in found)

"""Words put in between one person and the verb: who it was, where from, how old."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("A teacher, who was on his way home, was killed in Jenin.", "civilians"),
        ("A teacher, identified as Omar Haddad, was killed in Jenin.", "civilians"),
        ("Colonel Omar Haddad, who led the brigade, was killed in Homs.", "combatants"),
        ("Sergeant Juan Reyes, 34, of Iligan, was killed in Jolo.", "combatants"),
        ("A boy, aged 12, was wounded by a shell in Gao.", "children"),
        ("A grocer, a native of Uri and a father of two, was shot dead in Sopore.", "civilians"),
        ("The driver, a Kenyan, was killed in Mandera.", "all"),
        ("A nurse named Ana Ruiz, who was killed by a shell in Goma, was buried in Bukavu.", "medics"),
        ("A rebel commander accused of several raids was killed in Ituri.", "combatants"),
        ("A border guard, Constable Imran Dar, was killed in Uri.", "combatants"),
        ("Naik Imran Dar, a resident of Swat, was martyred in Bannu.", "combatants"),
    ],
)
def test_one_person_is_told_of_over_words_about_that_person(text: str, population: str, claims: Claims) -> None:
    (claim,) = claims(text)
    assert (claim.low, claim.high, claim.population) == (1, 1, population)


@pytest.mark.parametrize(
    "text",
    [
        "A militant, suspected of the bombing, was arrested in Herat.",
        "A spokesman, who was in Kabul, was told of the killing.",
    ],
)
def test_words_about_one_bring_no_harm(text: str, claims: Claims) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Three soldiers, residents of Lahore, were killed in a clash in Bannu.", "Bannu"),
        ("Sergeant Juan Reyes, who hailed from Cebu, was killed in Marawi.", "Marawi"),
        ("Sergeant Juan Reyes, 34, of Cebu, was killed in Marawi.", "Marawi"),
        # at home
        ("A gunman killed three residents of Goma.", "Goma"),
    ],
)
def test_a_home_is_no_scene(text: str, place: str, claims: Claims) -> None:
    claim = claims(text)[0]
    assert claim.place is not None
    assert claim.place.name == place


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Some 1,500 people across three townships in Kachin have been displaced by fighting.", 1500),
        ("A total of 3,120 people is verified as having been displaced by fighting in Borno.", 3120),
        ("Some 900 people have been verified as displaced by conflict in Ituri.", 900),
    ],
)
def test_the_displaced_are_told_of_over_their_districts(text: str, number: int, claims: Claims) -> None:
    (claim,) = claims(text)
    assert (claim.measure, claim.low) == ("displaced", number)

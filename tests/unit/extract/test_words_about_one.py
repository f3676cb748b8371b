"""Words put in between one person and the verb: who it was, where from, how old."""

import pytest

from tests.unit.extract.conftest import Claims


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
        ("A policeman who had just left the station was killed in Omagh.", "combatants"),
        ("A farmer who was on his way home was shot dead in Bor.", "civilians"),
        ("A teacher who had been abducted last week was found dead in Bor.", "civilians"),
        ("A villager from Nawng, near the river, was wounded by a shell in Lashio.", "civilians"),
        ("A villager named Chit Bwe, from Nawng, was wounded by a shell in Lashio.", "civilians"),
        ("Private Levan Beria (22) was killed in Gali.", "combatants"),
        ("A soldier, Private Levan Beria (b. 1993), was killed in Gali.", "combatants"),
        ("Levan Beria (born 1993) was killed in Gali.", "all"),
        ("A soldier (22) was killed in Gali.", "combatants"),
        ("A woman, hurt while running for shelter, died of her injuries in Ashdod.", "women"),
        ("The unrest in Tripoli, Lebanon began after Walid Barhoum, a baker, was shot dead.", "civilians"),
        ("BEIRUT, Lebanon (AP) - Walid Barhoum was shot dead in Tripoli.", "all"),
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
        "A man who said the bridge was hit was questioned in Kabul.",
        "A soldier who had shot dead two protesters was sentenced in Gali.",
    ],
)
def test_words_about_one_bring_no_harm(text: str, claims: Claims) -> None:
    assert claims(text) == []


def test_several_told_one_by_one_are_several(claims: Claims) -> None:
    told = claims("Rebels ambushed a patrol near Huanta, and the dead include a captain, a sergeant and nine men.")
    assert [claim.low for claim in told] == [1, 1, 9]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Two soldiers suffered fatal gunshot wounds in Gali.", "killed"),
        ("Two soldiers suffered grave gunshot wounds in Gali.", "injured"),
        ("Two policemen were burned beyond recognition in Mandera.", "killed"),
        ("Two policemen were mortally wounded in Mandera.", "killed"),
    ],
)
def test_wounds_of_which_one_dies_kill(text: str, measure: str, claims: Claims) -> None:
    assert [claim.measure for claim in claims(text)] == [measure]


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

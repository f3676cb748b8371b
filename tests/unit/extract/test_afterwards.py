"""Who did it where another sentence tells it, and under whose name a state's forces act."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

FindClaims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "perpetrator", "cause"),
    [
        pytest.param(
            "A hospital in the Sudanese city of El Fasher was hit on Friday. Ten people were killed. The army fired "
            "the shells, doctors said.",
            "government",
            "shelling",
            id="two-sentences-on",
        ),
        pytest.param(
            "Mortar bombs killed four people in Sanaa on Friday. Investigators found that the Houthis had fired them.",
            "opposition",
            "shelling",
            id="them",
        ),
        pytest.param(
            "Three people died when a car was hit in southern Lebanon on Sunday. An Israeli drone fired the missile.",
            "israel",
            "air_strike",
            id="a-drone",
        ),
        pytest.param(
            "Four people were killed in Goma in Congo on Monday. The army shelled Sake on Tuesday.",
            None,
            None,
            id="another-event",
        ),
        pytest.param(
            "Two people were shot dead in Cali, Colombia, on Monday. The army was searching the area.",
            None,
            "shooting",
            id="no-act",
        ),
        pytest.param(
            "Ten Somali soldiers were killed in a raid on their camp near Kismayo on Monday, the army said. Al-Shabaab "
            "took responsibility for the raid.",
            "opposition",
            "ground_fighting",
            id="a-raid-that-is-claimed",
        ),
    ],
)
def test_who_did_it_is_told_in_a_sentence_of_its_own(
    text: str, perpetrator: str | None, cause: str | None, claims: FindClaims
) -> None:
    assert [(claim.perpetrator, claim.cause) for claim in claims(text)] == [(perpetrator, cause)]


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        ("Kenya's air force bombed a camp in Somalia's Gedo region on Monday, killing 10 people.", "other"),
        ("Uganda's military killed 10 people in a raid on a village in Congo on Monday.", "other"),
        ("Chad's army killed 10 people in a raid in Nigeria's Borno on Monday.", "other"),
        ("Mali's army killed 20 villagers in Mopti on Monday, residents said.", "government"),
        ("Turkey's jets bombed a village near Zakho in Iraq on Monday, killing eight people.", "turkey"),
    ],
)
def test_a_states_forces_abroad_act_under_its_name(text: str, perpetrator: str, claims: FindClaims) -> None:
    assert {claim.perpetrator for claim in claims(text)} == {perpetrator}


@pytest.mark.parametrize(
    ("text", "affiliation", "perpetrator"),
    [
        ("Israeli strikes near Damascus in Syria overnight killed three soldiers.", "government", "israel"),
        ("Turkish drones hit a base near Aleppo, Syria, and three soldiers were killed.", "government", "turkey"),
        ("A Turkish patrol was shelled near Idlib in Syria, and three soldiers were killed.", "turkey", None),
    ],
)
def test_soldiers_are_not_of_the_state_that_strikes_them(
    text: str, affiliation: str, perpetrator: str | None, claims: FindClaims
) -> None:
    assert [(claim.affiliation, claim.perpetrator) for claim in claims(text)] == [(affiliation, perpetrator)]


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        ("Twenty people died in Kautikari, Nigeria, on Sunday. Officials blamed Boko Haram.", "opposition"),
        ("Boko Haram was behind the killing of 20 people in Kautikari, Nigeria, officials said.", "opposition"),
        ("The deaths of 20 people in Kautikari, Nigeria, on Sunday were blamed on Boko Haram.", "opposition"),
        ("Attackers believed to be Boko Haram fighters killed 20 people in Kautikari, Nigeria.", "opposition"),
        ("Gunmen from the Baloch Liberation Army shot dead seven passengers in Quetta, Pakistan.", "opposition"),
        ("Jets believed to be Russian or Syrian struck a market in Idlib on Monday, killing nine people.", None),
        ("A militia allied with the army killed 20 people in Mopti, Mali, on Sunday, residents said.", "government"),
        ("Three men died in a prison run by the Syrian security services in November.", "government"),
        ("A video released by Islamic State shows the beheading of 21 men in Sirte, Libya.", "islamic_state"),
        ("Some 12,000 people were driven from their homes in Rutshuru, Congo, by M23 rebels in October.", "opposition"),
        ("Some 5,000 people were displaced by floods in Syria's Hasakah in November, the army said.", None),
    ],
)
def test_who_did_it_in_other_words(text: str, perpetrator: str | None, claims: FindClaims) -> None:
    assert [claim.perpetrator for claim in claims(text)] == [perpetrator]

"""Who did it, told by who speaks and acts in the text rather than by an agent phrase beside the harm.

Belongs here: claims and colons, those who fly, who broke a truce, who planted what went off. Does not: agent phrases,
owners of arms, what a title names (`test_blame`).
"""

import pytest

from tests.unit.extract.conftest import Claims


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # who is named before a colon speaks
        ("Houthis: Saudi-led strikes kill 14 in Hodeidah", "other"),
        ("Hamas: Israeli strike kills five in Rafah", "israel"),
        ("Army: rebels kill nine in Masisi, DR Congo", "opposition"),
        # soldiers of no army that is named are the state's
        ("Separatists shot two gendarmes in Bamenda, Cameroon. Soldiers then killed four men.", "government"),
        # a state tells of its foes' dead
        (
            "Guerrillas assaulted Siem Reap in Cambodia; the government said 11 of the attackers were killed.",
            "government",
        ),
        # claims, bandits, what Maoists trigger, another state's aircraft
        (
            "A bomb killed 24 people in Kabul. Islamic State said in a statement that it was responsible.",
            "islamic_state",
        ),
        ("Bandits killed 12 people in Zamfara, Nigeria.", "other"),
        ("Ten policemen died in Dantewada, India, in a blast triggered by Maoists.", "opposition"),
        ("A bomb dropped by an Ethiopian MiG on a camp in Eritrea killed three women.", "other"),
    ],
)
def test_who_did_it_by_who_speaks_and_acts(text: str, side: str, claims: Claims) -> None:
    assert claims(text)[-1].perpetrator == side


def test_an_air_strike_is_of_no_side_that_does_not_fly(claims: Claims) -> None:
    first, _ = claims("An air strike killed 43 people in Togoga, Tigray. The TPLF had earlier killed 16 in Adigrat.")
    assert first.perpetrator is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # who breaks a truce harms those who fall of it
        ("Two soldiers were killed when rebels broke the ceasefire in Luhansk, Ukraine.", "opposition"),
        ("The Taliban violated the truce 38 times, which left 20 civilians dead in Kunduz.", "opposition"),
        ("The army said it would keep the truce although ten people died in Bor, South Sudan.", None),
        # a violence that has an owner
        ("Some 9,000 people had to leave their homes on account of the violence of Boko Haram.", "opposition"),
        ("Some 9,000 people fled the violence in Beni, Congo.", None),
        # whom "it" is blamed
        ("Ankara calls the PKK a terrorist group and blames it for 30,000 deaths since 1984.", "kurdish_forces"),
        # an attack from which a clash came
        ("Militants attacked a convoy in Swat, Pakistan, and in the clash three soldiers died.", "opposition"),
        ("Three soldiers died in a clash near Bor, South Sudan.", None),
        # "military" is the state's, unless another state is told of
        ("Four people were killed in a military operation in Bujumbura Rural, Burundi.", "government"),
        ("French troops are in Mali. Four people were killed in a military operation in Kidal, Mali.", None),
        # who planted or fired it
        ("A sergeant was killed when a mine planted by the PKK exploded in Van, Turkey.", "kurdish_forces"),
        ("Nine civilians died when a rocket fired by the Houthis hit a house in Sanaa.", "opposition"),
        ("Nine civilians died when a house was hit by a rocket fired by the Houthis in Sanaa.", "opposition"),
        ("Nine civilians died when a house was hit by a rocket near a post manned by the Houthis in Sanaa.", None),
        # gangs are no rebels
        ("Armed men shot dead two people in Guayaquil, Ecuador.", "other"),
        ("Gunmen killed 13 police officers in Michoacan, Mexico.", "other"),
    ],
)
def test_harm_is_theirs_who_did_what_brought_it(text: str, side: str | None, claims: Claims) -> None:
    assert [claim.perpetrator for claim in claims(text)] == [side]

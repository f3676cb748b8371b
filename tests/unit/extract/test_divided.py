"""Numbers told by their sum, their heading or their place: lists behind a colon, "seven in all", "ten were in Bor".

A figure is written as its measure, its bounds, whom it counts with their side, and which figure it is part of:
`killed 12 combatants/government <0`. Belongs here: such readings of any war. Does not: verbs left out
(`test_shared_verbs`), numbers told again (`test_told_again`).
"""

import pytest

from pipeline.extract.figure import Figure
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


def _written(figure: Figure) -> str:
    low, high = figure.quantity.low, figure.quantity.high
    bounds = str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    side = f"/{figure.affiliation}" if figure.affiliation else ""
    part = f" <{figure.parent}" if figure.parent is not None else ""
    return f"{figure.measure} {bounds} {figure.population}{side}{part}"


def _figures(doc: MakeDoc, reference: Reference, text: str) -> list[str]:
    return [_written(figure) for figure in find_figures(doc(text), reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The monitor counted 30 deaths in Syria on Friday, as follows: 18 civilians in Aleppo and 12 soldiers.",
            ["killed 30 all", "killed 18 civilians <0", "killed 12 combatants/government <0"],
        ),
        (
            "The clinic documented the death of 50 people, as follows: 21 miners in raids; 29 rebels in clashes.",
            ["killed 50 all", "killed 21 civilians <0", "killed 29 combatants/opposition <0"],
        ),
        (
            "Rockets killed five people in Sderot and two in Ashkelon, seven in total, police said.",
            ["killed 5 all <2", "killed 2 all <2", "killed 7 all"],
        ),
        (
            "Air strikes killed 11 people in Douma and eight in Harasta, a total of 19, medics said.",
            ["killed 11 all <2", "killed 8 all <2", "killed 19 all"],
        ),
        (
            "Mortars killed nine people (five children and two women among them) in Taiz.",
            ["killed 9 all", "killed 5 children <0", "killed 2 women <0"],
        ),
        (
            "The two sides lost 31 fighters near Palmyra: the army 19, Islamic State 12.",
            ["killed 31 combatants", "killed 19 combatants/government <0", "killed 12 combatants/islamic_state <0"],
        ),
        (
            "Gunmen killed seven people in Bamenda on Friday, four teachers and three pupils.",
            ["killed 7 all", "killed 4 civilians <0", "killed 3 children <0"],
        ),
        ("The raid killed two civilians, a woman and a child.", ["killed 2 civilians"]),
        # neither of whom is one of two men
        ("The raid killed two men, a woman and a child.", ["killed 2 all", "killed 1 women", "killed 1 children"]),
        (
            "The mission verified 61 civilian casualties, 19 killed and 42 wounded.",
            ["killed 19 civilians", "injured 42 civilians"],
        ),
        (
            "Of the 33 dead in Homs on Friday, 20 were civilians, the rest soldiers.",
            ["killed 33 all", "killed 20 civilians <0", "killed 13 combatants/government <0"],
        ),
        (
            "Of the 45 killed in Kabul, 30 were Hazara worshippers, seven guards.",
            ["killed 45 all", "killed 30 civilians <0", "killed 7 combatants <0"],
        ),
        (
            "Some 200 fighters died near Palmyra, three quarters of them jihadists.",
            ["killed 200 combatants", "killed 150 combatants/opposition <0"],
        ),
        (
            "Some 44 people, nine policemen included, were killed in Quetta.",
            ["killed 44 all", "killed 9 combatants/government <0"],
        ),
    ],
)
def test_numbers_that_make_up_another_are_its_parts(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed in Goma on Friday: 50-plus.", ["killed 50- all"]),
        ("Kunduz, Friday: dead - 14 policemen; wounded - 22.", ["killed 14 combatants/government", "injured 22 all"]),
        ("Civilians killed by shelling in Taiz on Friday: 13.", ["killed 13 civilians"]),
        ("Soldiers killed in the Kunar ambush on Friday: nine.", ["killed 9 combatants/government"]),
        ("Taliban killed: 20.", ["killed 20 combatants/opposition"]),
        (
            "Deaths in Goma on Friday, according to the Red Cross: 31: 20 men and 11 women.",
            ["killed 31 all", "killed 20 all <0", "killed 11 women <0"],
        ),
        ("Killed in the line of duty - 12 stories of Friday.", []),
        ("The dead were named on Friday: 20 lines of small print.", []),
    ],
)
def test_a_heading_tells_what_befell_the_number_behind_its_colon(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten were in Baquba and six in Kirkuk.", ["killed 10 all <0", "killed 6 all <0"]),
        ("Twenty were in the city of Ramadi, nine in Mosul.", ["killed 20 all <0", "killed 9 all <0"]),
        ("Eleven were from one family.", ["killed 11 all <0"]),
        ("They included three nurses.", ["killed 3 medics <0"]),
        ("In the deadliest attack, a bomb killed nine in Karbala.", ["killed 9 all <0"]),
        ("Ten were in good spirits.", []),
        ("Ten shops were in Baquba.", []),
    ],
)
def test_those_counted_before_are_divided_by_place(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, "Sixty people were killed in Iraq, police said. " + text) == [
        "killed 60 all",
        *expected,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Seven people were killed by shelling in Taiz on Friday, and another four in an air raid on Hodeidah.",
            ["killed 7 all", "killed 4 all"],
        ),
        (
            "Two policemen were shot dead in Kandahar and two more in Ghazni.",
            ["killed 2 combatants/government", "killed 2 combatants/government"],
        ),
        (
            "Shells killed three people in Sadr City on Friday, a car bomb seven in Karrada and gunmen two in Dora.",
            ["killed 3 all", "killed 7 all", "killed 2 all"],
        ),
        (
            "Clashes killed 14 members of Hayat Tahrir al-Sham, nine of Ahrar al-Sham and four of Jaish al-Islam.",
            ["killed 14 combatants/opposition", "killed 9 combatants/opposition", "killed 4 combatants/opposition"],
        ),
        (
            "A missile near Aden in Yemen killed 45 soldiers from the United Arab Emirates and ten from Bahrain.",
            ["killed 45 combatants/other", "killed 10 combatants/other"],
        ),
        (
            "A mine near Aden in Yemen killed four soldiers from Sudan, two from Bahrain and one from Qatar.",
            ["killed 4 combatants/other", "killed 2 combatants/other", "killed 1 combatants/other"],
        ),
        (
            "Raids killed three, five and eight soldiers in Kunduz, Ghazni and Farah respectively.",
            ["killed 3 combatants/government", "killed 5 combatants/government", "killed 8 combatants/government"],
        ),
        ("Seven people were killed in Taiz, and another four in Hodeidah were arrested.", ["killed 7 all"]),
        ("Seven people were killed in Taiz, the army said, and another four in Hodeidah fled.", ["killed 7 all"]),
    ],
)
def test_a_number_goes_on_with_the_verb_before_it(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 20 people and injured three times that number.", ["killed 20 all", "injured 60 all"]),
        ("Mortars killed nine people and hurt nearly five times as many, 43.", ["killed 9 all", "injured 43 all"]),
        ("Mortars killed nine people and hurt as many.", ["killed 9 all", "injured 9 all"]),
        ("Mortars killed nine people that day and damaged 60 houses.", ["killed 9 all"]),
    ],
)
def test_a_multiple_of_a_number_is_a_number(doc: MakeDoc, reference: Reference, text: str, expected: list[str]) -> None:
    assert _figures(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Five Chechens fighting alongside the rebels were killed in Latakia.",
            ["killed 5 combatants/opposition"],
        ),
        (
            "Eleven tribesmen fighting on the side of the Iraqi government were killed in Ramadi.",
            ["killed 11 combatants/government"],
        ),
        ("Two Pakistanis fighting for Islamic State were killed in Raqqa.", ["killed 2 combatants/islamic_state"]),
    ],
)
def test_those_who_fight_for_a_side_are_its_fighters(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, text) == expected

"""Hurt told in two words, what became since of people described, victims and casualties: who and how many.

Belongs here: whole sentences with their figures, as measure, number and basis where that is no flow. Does not: words
that tell harm alone (`test_figures`), movement (`test_flight`).
"""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


def told(doc: MakeDoc, reference: Reference, text: str) -> str:
    figures = find_figures(doc(text), reference)
    return "; ".join(f"{f.measure} {f.quantity.value}" + (f" {f.basis}" if f.basis != "flow" else "") for f in figures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thirty soldiers suffered mild concussion when the rocket struck.", "injured 30"),
        ("Some 44 miners suffered from the effects of smoke inhalation.", "injured 44"),
        ("Nurses saw 27 people suffering from exposure to some nerve agent.", "injured 27"),
        ("Two drivers escaped with cuts and bruises.", "injured 2"),
        ("Medics treated 46 people for tear gas inhalation.", "injured 46"),
        ("Five guards were in intensive care.", "injured 5"),
        ("Two soldiers had their legs blown off.", "injured 2"),
        ("A grenade hurt nine drinkers, one of them badly.", "injured 9; injured 1"),
        ("The grenades found there could have killed dozens.", ""),
        ("A guard came away with a minor head wound.", "injured 1"),
        ("Shells fell on Homs. Omar 13 suffered a head injury when the roof came down.", ""),
        ("In Homs 13 suffered head injuries.", "injured 13"),
        ("Nine farmers lost one or both of their legs to mines in May.", "injured 9"),
        ("Six boys lost their sight when the shell went off.", "injured 6"),
        ("Nine pupils escaped unhurt when the shell fell.", ""),
        ("The crew of 12 escaped with no injuries.", ""),
        ("The army was said to have killed 90 people with sarin gas.", "killed 90"),
        ("The battalion suffered 40 dead and many injuries.", "killed 40"),
    ],
)
def test_hurt_is_told_in_a_verb_and_a_noun_apart(doc: MakeDoc, reference: Reference, text: str, expected: str) -> None:
    assert told(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four herders wounded by mortar fire near Ondo succumbed to their injuries.", "killed 4"),
        ("Three Palestinians shot by soldiers near Kirra succumbed to their wounds.", "killed 3"),
        ("Five boys hit by shrapnel outside Kirra later died.", "killed 5"),
        ("A teenager hit by a rubber bullet in Kirra succumbed to his wounds.", "killed 1"),
        ("Two guards injured in the ambush were in hospital, and one man died.", "injured 2; killed 1"),
        ("The siege leaves 300 people injured by bombs at risk of losing their lives.", "injured 300"),
        ("Some 4,000 people who fled Ondo returned home in May.", "returned 4000"),
        ("Some 600 villagers uprooted from Kirra have gone back to their farms.", "returned 600"),
        ("About 9,000 Sudanese who fled to the border are stranded there.", "displaced 9000 stock"),
        ("Some 2,000 people displaced by the battle are sheltering in schools.", "displaced 2000 stock"),
        ("Some 1,400 people fled Kirra and are sleeping in churches.", "displaced 1400"),
        ("About 700 people fled to Ondo.", "displaced 700"),
    ],
)
def test_what_became_since_of_those_described(doc: MakeDoc, reference: Reference, text: str, expected: str) -> None:
    assert told(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven soldiers fell in clashes on the edge of Kirra.", "killed 7"),
        ("Five of its men fell defending the hill.", "killed 5"),
        ("Six shells fell in Kirra, wounding four people.", "injured 4"),
        ("Twenty fighters fell back to Kirra.", ""),
        ("The displaced population of Kirra stands at 1.3 million.", "displaced 1300000 stock"),
        ("Another 5,000 are believed to have stayed in the city.", ""),
        ("Lorries are due to take 4,000 people out of Kirra.", ""),
        ("The mission flew 120 people home to Ondo.", "returned 120"),
        ("Clerks saw 600 refugees cross back into Kirra.", "returned 600"),
        (
            "The state repatriated 150 families from the camp, where about 53,000 people remain.",
            "returned 150; displaced 53000 stock",
        ),
    ],
)
def test_more_words_of_falling_staying_and_going_home(
    doc: MakeDoc, reference: Reference, text: str, expected: str
) -> None:
    assert told(doc, reference, text) == expected


def who(doc: MakeDoc, reference: Reference, text: str) -> str:
    return "; ".join(f"{f.measure} {f.quantity.value} {f.population}" for f in find_figures(doc(text), reference))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All nine victims of Friday's ambush near Kirra were farmers.", "killed 9 civilians"),
        ("A woman and three of her grandsons were pulled dead from the ruins.", "killed 1 women; killed 3 children"),
        ("The five victims of the blast were policemen.", "killed 5 combatants"),
        ("Hundreds came to the funeral of 14 victims of the raid.", "killed 14 all"),
        ("The three victims of the blast were treated in hospital.", "injured 3 all"),
        (
            "The UN recorded 84 civilian casualties, 31 killed and 53 injured.",
            "killed 31 civilians; injured 53 civilians",
        ),
        ("The UN recorded 84 civilian casualties in Kirra.", ""),
        (
            "Shelling caused 340 civilian deaths, the monitor said, while mines caused 61.",
            "killed 340 civilians; killed 61 civilians",
        ),
        ("Raids accounted for 40 deaths and mines for 12.", "killed 40 all; killed 12 all"),
        (
            "The militia denied that 30 of its fighters had died, saying only four were wounded.",
            "injured 4 combatants",
        ),
        ("The raid took out four suspected Islamic State members.", "killed 4 combatants"),
        ("Half of the 40 people killed in Kirra on Friday were children.", "killed 40 all; killed 20 children"),
        ("Police cut their count of the dead to 31 from an earlier 36.", "killed 31 all; killed 36 all"),
    ],
)
def test_who_the_dead_and_the_hurt_are(doc: MakeDoc, reference: Reference, text: str, expected: str) -> None:
    told_of = sorted(who(doc, reference, text).split("; "))
    assert told_of == sorted(expected.split("; "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 2,000 people signed up to go home, but only 70 did so.", "returned 70"),
        ("The army told villagers to leave; 3,000 did so on Friday.", "displaced 3000"),
        ("Refugees are lodged in a barracks, where 240 people were living on Friday.", "displaced 240 stock"),
        ("About 240 people were staying in a hotel for a conference.", ""),
        ("Fewer than 400 families are left in the camp at Kirra.", "displaced 400 stock"),
        ("Evacuation centres in Kirra still shelter 3,000 people from Ondo.", "displaced 3000 stock"),
        ("The UN helped 500 refugees to go home.", "returned 500"),
        ("There are 8,300 IDP families in Kirra.", "displaced 8300 stock"),
        ("The number of displaced in Kirra stood at 90,000 at the end of March.", "displaced 90000 stock"),
        ("The displaced in Kirra numbered 90,000.", "displaced 90000 stock"),
        (
            "Among the thousands of people displaced, there are 5,500 staying in 24 temporary shelters.",
            "displaced 9999; displaced 5500 stock",
        ),
    ],
)
def test_who_is_displaced_or_home_again(doc: MakeDoc, reference: Reference, text: str, expected: str) -> None:
    assert told(doc, reference, text) == expected

"""One person told of without a number."""

from collections.abc import Callable

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A rocket hit the van and killed the driver.", [("killed", "all")]),
        ("The imam was killed at dawn.", [("killed", "civilians")]),
        # an age and a people before the noun, and words about how one was hurt before the end is told
        ("A 28-year-old Palestinian man was killed in Hebron.", [("killed", "all")]),
        ("A 35-year-old Kurdish farmer was shot dead in Van province.", [("killed", "civilians")]),
        ("A 41-year-old unarmed woman was killed in Aden.", [("killed", "women")]),
        ("A 17-year-old Palestinian was killed in Hebron.", [("killed", "children")]),
        ("A farmer, wounded when a shell hit his house in Marib, died on Sunday.", [("killed", "civilians")]),
        ("A 14-year-old boy, shot in Jenin on Monday, died of his wounds on Friday.", [("killed", "children")]),
        ("The pilot of a MiG-23 shot down over the town was killed by rebels.", [("killed", "combatants")]),
        ("The driver of a lorry carrying aid was shot dead near Bria.", [("killed", "all")]),
        ("The pilot of a jet that crashed on Friday was killed.", [("killed", "combatants")]),
        ("The mayor of the old quarter died in the blast.", [("killed", "all")]),
        ("Shells fell on the yard, wounding the town's mayor.", [("injured", "all")]),
        ("Her brother, Yusuf, died on the stairs.", [("killed", "all")]),
        ("A neighbour of his was killed at the well.", [("killed", "civilians")]),
        ("The raid killed journalist Sami Barakat in his flat.", [("killed", "journalists")]),
        ("The nurse, Mona Sabri, and a patient were killed.", [("killed", "medics"), ("killed", "civilians")]),
        ("One soldier was killed and another was wounded.", [("killed", "combatants"), ("injured", "combatants")]),
        ("Two soldiers were killed and a third was hurt.", [("killed", "combatants"), ("injured", "combatants")]),
        ("One soldier died and the other was wounded.", [("killed", "combatants"), ("injured", "combatants")]),
        ("A boy of nine did not survive the night.", [("killed", "children")]),
        ("A girl, Rima, who was wounded on Monday, succumbed on Friday.", [("killed", "children")]),
        ("A mother and her small son were killed.", [("killed", "women"), ("killed", "children")]),
        ("Five rebels, including their commander, were killed.", [("killed", "combatants"), ("killed", "combatants")]),
    ],
)
def test_one_person_may_be_told_without_a_number(
    text: str, expected: list[tuple[str, str]], doc: MakeDoc, reference: Reference
) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.measure, f.population) for f in found] == expected
    assert found[-1].quantity.low in (1, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Haddad was killed at the well.", [(1, "all")]),
        ("Omar Haddad, 45, was killed when a mortar bomb struck his van.", [(1, "all")]),
        ("Omar Haddad, 34, a freelance cameraman, was shot dead by a sniper.", [(1, "journalists")]),
        ("Ali Hadi, who was also wounded, led the choir.", [(1, "all")]),
        ("Omar Haddad and Ali Hadi were killed on the spot.", [(2, "all")]),
        ("Al-Hadi was killed in the raid.", [(1, "all")]),
        ("A bomb killed Maj. Gen. Ali Hadi at his home.", [(1, "combatants")]),
        ("Lt. Col. Ali Hadi was killed.", [(1, "combatants")]),
        ("Dr. Rana Aziz was killed.", [(1, "all")]),
        ("The raid killed Omar Haddad, a senior commander, at his home.", [(1, "combatants")]),
        ("Father Paolo Bianchi was shot dead.", [(1, "all")]),
        ("Among the dead was Rana Aziz, a photographer.", [(1, "journalists")]),
        ("Twelve people were killed, including Rana Aziz, a singer.", [(12, "all"), (1, "civilians")]),
        ("The chief of staff of the force, Colonel Ivan Petrov, has died of his wounds.", [(1, "combatants")]),
        ("Two journalists, Omar Haddad and Ali Hadi, were killed.", [(2, "journalists")]),
        ("Three people - Omar Haddad, Ali Hadi and Rana Aziz - were killed.", [(3, "all")]),
    ],
)
def test_people_may_be_told_by_name_alone(
    text: str, expected: list[tuple[int, str]], doc: MakeDoc, reference: Reference
) -> None:
    assert [(f.quantity.low, f.population) for f in find_figures(doc(text), reference)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Khan Younis was hit again.",
        "In the trial of Omar Haddad killed time was told of.",
        "Omar Haddad was not killed.",
        "Omar Haddad Street was wounded by fire.",
        "Raid In Omar Haddad Killed Hopes",
    ],
)
def test_not_every_name_beside_a_word_of_harm_is_a_victim(text: str, doc: MakeDoc, reference: Reference) -> None:
    assert find_figures(doc(text), reference) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mine killed the deputy governor of Bor and his driver.", [(1, "all"), (1, "all")]),
        ("Gunmen killed Deputy Governor Omar Haddad and his driver.", [(1, "all"), (1, "all")]),
        ("The deputy governor, Omar Haddad, and his driver were killed.", [(1, "all"), (1, "all")]),
        ("The police chief and his bodyguard died.", [(1, "combatants"), (1, "combatants")]),
        ("The police chief was killed and his bodyguard was hurt.", [(1, "combatants"), (1, "combatants")]),
        ("The shell killed a teacher, a nurse and two pupils.", [(1, "civilians"), (1, "medics"), (2, "children")]),
        ("A teacher, a nurse and two pupils were killed.", [(1, "civilians"), (1, "medics"), (2, "children")]),
        ("Gunmen killed a trader, a father of three, and two guards.", [(1, "civilians"), (2, "combatants")]),
        ("Omar Haddad and his wife were killed.", [(1, "all"), (1, "women")]),
        ("Mines killed Omar Haddad, a baker, and his wife.", [(1, "civilians"), (1, "women")]),
        ("A husband and wife were killed.", [(1, "all"), (1, "women")]),
        # ages part nobody
        ("A boy, 9, and his aunt, 31, were killed.", [(1, "children"), (1, "women")]),
        ("A teacher, 45, and a nurse, 30, were killed.", [(1, "civilians"), (1, "medics")]),
        ("Mines killed a boy, nine, and two of his sisters.", [(1, "children"), (2, "all")]),
    ],
)
def test_each_of_those_told_together_is_one(
    text: str, expected: list[tuple[int, str]], doc: MakeDoc, reference: Reference
) -> None:
    assert [(f.quantity.low, f.population) for f in find_figures(doc(text), reference)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A nurse, Rana Saad, said four people were killed in the market.",
        "Omar Haddad, a shopkeeper, said four people were killed.",
        "The network's spokeswoman, Lina Aziz, said four others were killed at the well.",
        "One resident, who hid in a cellar, said four men were killed.",
        "The doctor, a surgeon, added four villagers were killed.",
        "According to Karim Saleh, an activist, four people died.",
        "The mayor of Bria says four women died and that the number of dead will rise.",
        "Four men died and beds are short, given the number of wounded, one medic told reporters.",
        "A nurse in Goma told reporters that four people were killed.",
    ],
)
def test_who_tells_of_the_dead_is_none_of_them(text: str, doc: MakeDoc, reference: Reference) -> None:
    assert [f.quantity.low for f in find_figures(doc(text), reference)] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "The rebel stronghold was destroyed.",
        "Soldiers killed the driver's dog.",
        "The al-Amin family died out long ago.",
        "The victim was killed elsewhere.",
        "The officer who spoke of an attack on a school that killed many was calm.",
        "Terrorist Attack Killed Many",
        "He carried a child to a van in which another wounded child lay.",
    ],
)
def test_not_every_noun_of_one_person_is_a_figure(text: str, doc: MakeDoc, reference: Reference) -> None:
    assert find_figures(doc(text), reference) == []


def test_who_speaks_behind_a_figure_is_no_victim(doc: MakeDoc, reference: Reference) -> None:
    found = find_figures(doc("Mortars killed five people, residents and a hospital official said."), reference)
    assert [f.quantity.low for f in found] == [5]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Two of its staff, a doctor and a nurse, were killed.", [2]),
        ("Three villagers, a father and his son and a girl, were killed.", [3]),
        ("Two people, one of them a child, were killed.", [2, 1]),
        ("One civilian, a woman of 71, was killed.", [1]),
        ("Two soldiers, a doctor and a nurse were killed.", [2, 1, 1]),
    ],
)
def test_people_named_behind_their_number_are_not_counted_twice(
    text: str, numbers: list[int], doc: MakeDoc, reference: Reference
) -> None:
    assert [f.quantity.value for f in find_figures(doc(text), reference)] == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both attackers were shot dead.", [(2, "combatants")]),
        ("The blast killed seven people, both rebels and soldiers.", [(7, "all")]),
        ("A volunteer of the Red Crescent was shot dead.", [(1, "aid_workers")]),
        ("Police killed a third attacker.", [(1, "combatants")]),
        ("The militia lost six men.", [(6, "combatants")]),
        ("The army lost 40 soldiers and three villagers.", [(40, "combatants"), (3, "civilians")]),
        ("The raid killed Colonel Ali Reza at his desk.", [(1, "combatants")]),
        ("Omar Said, the governor's spokesman, said a girl died.", [(1, "children")]),
        ("She and her son were shot dead.", [(2, "all")]),
        ("The groom's uncle and cousin were killed.", [(1, "all"), (1, "all")]),
        (
            "A shell hit the yard killing two cooks and wounding a third, police said.",
            [(2, "civilians"), (1, "civilians")],
        ),
        ("A drone killed veteran Taliban official Omar Sadiq.", [(1, "combatants")]),
        ("A mine killed four monks, a local source told Radio Gao.", [(4, "civilians")]),
        ("In Gao two miners were killed, and in Mopti a nurse.", [(2, "civilians"), (1, "medics")]),
    ],
)
def test_offices_owners_and_pairs(
    text: str, expected: list[tuple[int, str]], doc: MakeDoc, reference: Reference
) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.quantity.value, f.population) for f in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "According to a doctor, nine people were killed in Jillin.",
        "By the account of a local teacher, nine people were killed in Jillin.",
    ],
)
def test_who_tells_is_not_among_the_dead(text: str, claims: Callable[..., list[Claim]]) -> None:
    assert [claim.low for claim in claims(text)] == [9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed a young Chadian near the market in Bol.", [("killed", 1)]),
        ("The blast killed an elderly Pakistani and wounded two Afghans.", [("killed", 1), ("injured", 2)]),
        ("Soldiers shot dead another Yemeni at the gate.", [("killed", 1)]),
        ("Army fire killed one more Sudanese in Nyala and wounded dozens.", [("killed", 1), ("injured", 24)]),
        ("Shelling killed 1 Syrian and injured 4 others.", [("killed", 1), ("injured", 4)]),
        ("The raid killed two Sudanese.", [("killed", 2)]),
        ("The raid killed a dozen Sudanese.", [("killed", 12)]),
        ("The war killed half a million Syrians.", [("killed", 500000)]),
        ("A Syrian town was hit and nine people were killed.", [("killed", 9)]),
        ("An Israeli strike killed nine people.", [("killed", 9)]),
        # what was first in its kind is nobody more
        ("Two peacekeepers were shot dead near Bunia, the first deaths in the mission.", [("killed", 2)]),
        ("The clinic reported nine minor injuries.", [("injured", 9)]),
    ],
)
def test_one_of_a_people_may_be_told_by_its_name(
    text: str, expected: list[tuple[str, int]], doc: MakeDoc, reference: Reference
) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.measure, f.quantity.low) for f in found] == expected
    assert {f.population for f in found} == {"combatants" if "peacekeepers" in text else "all"}

"""Whose losses an account owns up to, where a number names nobody."""

import pytest

from tests.unit.extract.conftest import Claims

GOV, OPP, OTHER = "government", "opposition", "other"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"The Taliban lost 30 and we lost only four," General Abdul Raziq said in Kandahar.', [(30, OPP), (4, GOV)]),
        ('"We have lost 12 fighters in Lashio," a spokesman for the Arakan Army in Myanmar told Reuters.', [(12, OPP)]),
        ('"Nine were killed on our side," an army colonel in Kidal, Mali, told AFP.', [(9, GOV)]),
        ('"Our losses are 14 dead," army spokesman Vladyslav Seleznyov said in Donetsk.', [(14, GOV)]),
        ("The army said it lost two in the fighting at Macomia, Mozambique.", [(2, GOV)]),
        ("Al Shabaab lost 18 in the raid on Bulo Marer, Somalia.", [(18, OPP)]),
        ("A Somali officer said that his own unit had lost six at El Adde, Somalia.", [(6, GOV)]),
        ("The Taliban conceded 11 dead in the battle for Kunduz, Afghanistan.", [(11, OPP)]),
        ("Baku has admitted to 50 military deaths in the attack on Jermuk, Armenia.", [(50, OTHER)]),
        ("Saudi Arabia lost ten soldiers in Marib, Yemen, and Bahrain five.", [(10, OTHER), (5, OTHER)]),
        ("Nairobi said four of its men had been killed at El Adde, Somalia.", [(4, OTHER)]),
        (
            "Chad lost 13 soldiers near Tessalit, Mali. Another ten of its men died on Saturday.",
            [(13, OTHER), (10, OTHER)],
        ),
        ("Troops killed 12 rebels near Gisenyi, Rwanda, for the loss of one.", [(12, OPP), (1, GOV)]),
        ("Soldiers killed 30 jihadists near Djibo, and three were killed on their side.", [(30, OPP), (3, GOV)]),
        ("Al Shabaab raided a base at Lego, Somalia; ten of the attackers died, the army said.", [(10, OPP)]),
        ("Rebel casualties were put at 60 dead in Palma, Mozambique.", [(60, OPP)]),
        ("The army's toll stood at 31 dead after the battle for Shusha, Azerbaijan.", [(31, GOV)]),
        ("Dead on the government side were 14 soldiers and 11 policemen at Beni, Nepal.", [(14, GOV), (11, GOV)]),
        ("The militants left behind nine bodies when they fled Kukawa, Nigeria.", [(9, OPP)]),
        ("The PKK claimed to have killed 31 in Daglica, Hakkari, Turkey.", [(31, "turkey")]),
        ("The army claimed to have killed 60 in the hills near Jolo, Philippines.", [(60, OPP)]),
        ("Two Tuaregs of the MNLA were killed at In Khalil, Mali.", [(2, OPP)]),
        ("Six VDP volunteers were killed at Tin-Akoff, Burkina Faso.", [(6, GOV)]),
        ("Insurgents hit Macomia. The army says it lost two and killed one of their leaders.", [(2, GOV), (1, OPP)]),
        ("The army killed 14 militants and one of their leaders in Jolo, Philippines.", [(14, OPP), (1, OPP)]),
        ("Rebels fired rockets after the army killed four of their men near Goma, Congo.", [(4, OPP)]),
        ("Four American soldiers were killed at Tongo Tongo, Niger.", [(4, "us_coalition")]),
        ("Several soldiers were killed and 16 others also died in an ambush near Gao, Mali.", [(16, GOV)]),
        ("Gunmen ambushed soldiers near Gao, Mali. Five of them were killed.", [(5, GOV)]),
    ],
)
def test_losses_of_ones_own(text: str, told: list[tuple[int, str]], claims: Claims) -> None:
    found = [(c.low, c.affiliation) for c in claims(text) if c.population == "combatants"]
    assert sorted(found) == sorted(told)


@pytest.mark.parametrize(
    "text",
    [
        '"We have counted 12 dead," a resident of Mocimboa da Praia, Mozambique, said.',
        "The army reported 12 dead in fighting with rebels in Ituri, Congo.",
        "The hospital admitted 14 wounded after the raid on Kidal, Mali.",
        "Twenty-four people were killed on the Kyrgyz side in Batken.",
        "The health ministry put the dead at 19 after the shelling of Hodeidah, Yemen.",
    ],
)
def test_losses_of_nobodys_own(text: str, claims: Claims) -> None:
    assert [c.population for c in claims(text)] == ["all"]


def test_no_men_lost(claims: Claims) -> None:
    assert not claims("The party lost two in the election, and the army lost 20 tanks near Gao, Mali.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two policemen and four others were killed by a bomb in Quetta.", ["combatants", "all"]),
        ("A soldier and three others were wounded in Gao, Mali.", ["combatants", "all"]),
        ("Three soldiers were killed and 12 others were hurt in Quetta.", ["combatants", "combatants"]),
        ("Nine of the 12 dead were soldiers, a doctor in Bor, South Sudan, said.", ["combatants", "all"]),
        ("Of the 12 dead, nine were soldiers, a doctor in Bor, South Sudan, said.", ["all", "combatants"]),
        ("A farmer near the town of Gao, Mali, was shot dead.", ["civilians"]),
        ("Gunmen killed a prominent stargazer and two farmers in Nyala, Sudan.", ["civilians"]),
        (
            "Gangs attacked Turgeau, in Haiti, and killed a police inspector and two farmers.",
            ["combatants", "civilians"],
        ),
    ],
)
def test_who_is_told_beside_others(text: str, told: list[str], claims: Claims) -> None:
    assert [c.population for c in claims(text)] == told

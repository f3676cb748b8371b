"""Who is counted in wars all over the world: armies at home and abroad, their foes, words that Syria's war lacks.

One row a sentence: measure, bounds, population, side and by whom they were harmed ("*": not looked at).
"""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

Told = tuple[str, int | None, int | None, str, str | None, str | None]
MONDAY = date(2025, 10, 20)


@pytest.fixture(scope="module")
def told_in(article: MakeArticle, reference: Reference) -> Callable[[str], list[Told]]:
    extractor = Extractor(reference)

    def read(text: str) -> list[Told]:
        claims = extractor.extract(article(text), MONDAY).claims
        return [(c.measure, c.low, c.high, c.population, c.affiliation, c.perpetrator) for c in claims]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Maoists overran a police post in Rolpa, Nepal, and killed 32 policemen.",
            [("killed", 32, 32, "combatants", "government", "opposition")],
        ),
        (
            "Nine CRPF jawans were martyred when Naxals blew up a vehicle in Dantewada, India.",
            [("killed", 9, 9, "combatants", "government", "opposition")],
        ),
        (
            "Rebels of the RUF hacked to death 14 villagers near Makeni, Sierra Leone, on Tuesday.",
            [("killed", 14, 14, "civilians", None, "opposition")],
        ),
        (
            "UNITA rebels killed 31 people in an ambush on a convoy near Malanje, Angola.",
            [("killed", 31, 31, "all", None, "opposition")],
        ),
        (
            "The 444 Brigade killed four militants in Tripoli, Libya.",
            [("killed", 4, 4, "combatants", "opposition", "government")],
        ),
        (
            "Fighters of the Lord’s Resistance Army killed three people in Gulu, Uganda.",
            [("killed", 3, 3, "all", None, "opposition")],
        ),
        ("The war has cost 250,000 Liberians their lives.", [("killed", 250000, 250000, "all", None, None)]),
        (
            "Fighting has cost at least 45 people their lives in Kabezi, Burundi.",
            [("killed", 45, None, "all", None, None)],
        ),
        (
            "Serb police killed 15 ethnic Albanian rebels near Decani, Kosovo.",
            [("killed", 15, 15, "combatants", "opposition", "government")],
        ),
        (
            "Chechen fighters killed 11 federal soldiers in an ambush near Vedeno, Chechnya, Russia.",
            [("killed", 11, 11, "combatants", "russia", "opposition")],
        ),
        (
            "Four servicemen were killed by a mine in Grozny, Chechnya, Russia.",
            [("killed", 4, 4, "combatants", "russia", None)],
        ),
        (
            "Armed Islamists cut the throats of 23 villagers in Medea, Algeria.",
            [("killed", 23, 23, "civilians", None, "opposition")],
        ),
        (
            "LRA rebels abducted 40 children and killed 12 villagers in Gulu, Uganda.",
            [("killed", 12, 12, "civilians", None, "opposition")],
        ),
        (
            "Shining Path guerrillas killed seven soldiers in Ayacucho, Peru.",
            [("killed", 7, 7, "combatants", "government", "opposition")],
        ),
        (
            "Three Kenyan soldiers were killed when al-Shabab fighters raided a base near Afmadow, Somalia.",
            [("killed", 3, 3, "combatants", "other", "opposition")],
        ),
        (
            "Five Bangladeshi peacekeepers died when a mine went off near Kidal, Mali.",
            [("killed", 5, 5, "combatants", "other", None)],
        ),
        (
            "About 2,000 people crossed into Uganda from Kajo-Keji, South Sudan, last week.",
            [("displaced", 2000, 2000, "all", None, None)],
        ),
        (
            "Thousands of villagers streamed across the border into Ethiopia from Nasir, South Sudan.",
            [("displaced", 2000, 9999, "all", None, None)],
        ),
        (
            "Some 47,000 people have given up their homes around Rutshuru, DR Congo, in ten days.",
            [("displaced", 47000, 47000, "all", None, None)],
        ),
        (
            "The violence has put nearly 100,000 people to flight since February in Ituri, DR Congo.",
            [("displaced", None, 100000, "all", None, None)],
        ),
        (
            "The fighting has put 30,000 to flight in Masisi, DR Congo.",
            [("displaced", 30000, 30000, "all", None, None)],
        ),
        (
            "Some 20,000 Ivorians have come out of Ivory Coast into Liberia since March.",
            [("displaced", 20000, 20000, "all", None, None)],
        ),
        (
            "Around 9,000 people made it across the river into Cameroon from N'Djamena, Chad.",
            [("displaced", 9000, 9000, "all", None, None)],
        ),
        (
            "Over 300,000 people were uprooted by the fighting in Helmand, Afghanistan.",
            [("displaced", 300000, None, "all", None, None)],
        ),
        (
            "Gunmen shot dead 13 labourers in Turbat, Pakistan, on Friday.",
            [("killed", 13, 13, "civilians", None, None)],
        ),
        (
            "Some 450,000 IDPs from North Waziristan have been registered in Bannu, Pakistan.",
            [("displaced", 450000, 450000, "all", None, None)],
        ),
        (
            "More than 2.5 lakh people left their homes in Khyber, Pakistan.",
            [("displaced", 250000, None, "all", None, None)],
        ),
        (
            "Communist rebels killed five soldiers in Samar, the Philippines.",
            [("killed", 5, 5, "combatants", "government", "opposition")],
        ),
        (
            "Thirteen marines and 39 civilians have died in Marawi, the Philippines.",
            [("killed", 13, 13, "combatants", "government", None), ("killed", 39, 39, "civilians", None, None)],
        ),
        (
            "Suspected insurgents shot dead two defence volunteers in Yala, Thailand.",
            [("killed", 2, 2, "combatants", "government", "opposition")],
        ),
        (
            "Indonesian soldiers killed six GAM rebels in Pidie, Aceh, Indonesia.",
            [("killed", 6, 6, "combatants", "opposition", "government")],
        ),
        (
            "Pro-Jakarta militias killed at least 25 people in Liquica, East Timor.",
            [("killed", 25, None, "all", None, "government")],
        ),
        (
            "Right-wing paramilitaries killed 15 peasants in Tibu, Colombia.",
            [("killed", 15, 15, "civilians", None, "opposition")],
        ),
        (
            "The fatalities of the army now stand at 19 in Cauca, Colombia.",
            [("killed", 19, 19, "combatants", "government", None)],
        ),
        (
            "Serb gunners killed eight people waiting for water in Sarajevo, Bosnia.",
            [("killed", 8, 8, "all", None, "opposition")],
        ),
        (
            "Around 120,000 Krajina Serbs fled to Bosnia from Knin, Croatia.",
            [("displaced", 120000, 120000, "all", None, None)],
        ),
        (
            "Abkhaz separatists killed nine Georgian soldiers in Gali, Georgia.",
            [("killed", 9, 9, "combatants", "government", "opposition")],
        ),
        (
            "Some 60,000 Tajiks have crossed the Amu Darya into Afghanistan.",
            [("displaced", 60000, 60000, "all", None, None)],
        ),
        (
            "Four American soldiers were killed by a roadside bomb near Baquba, Iraq.",
            [("killed", 4, 4, "combatants", "us_coalition", None)],
        ),
        (
            "Mahdi Army militiamen killed three British soldiers in Basra, Iraq.",
            [("killed", 3, 3, "combatants", "us_coalition", "opposition")],
        ),
        (
            "Houthi rebels killed 22 soldiers in Saada, Yemen.",
            [("killed", 22, 22, "combatants", "government", "opposition")],
        ),
        (
            "PKK rebels killed six soldiers and a village guard in Hakkari, Turkey.",
            [
                ("killed", 6, 6, "combatants", "turkey", "kurdish_forces"),
                ("killed", 1, 1, "combatants", "turkey", "kurdish_forces"),
            ],
        ),
        ("Janjaweed militiamen killed 80 villagers in Darfur, Sudan.", [("killed", 80, 80, "civilians", None, "*")]),
        ("Gang members killed 70 people in Pont-Sonde, Haiti.", [("killed", 70, 70, "all", None, "*")]),
        ("Bandits killed 23 villagers in Zamfara, Nigeria.", [("killed", 23, 23, "civilians", None, "*")]),
        ("Herdsmen killed 17 farmers in Plateau State, Nigeria.", [("killed", 17, 17, "civilians", None, "*")]),
        (
            "Islamist insurgents beheaded nine fishermen in Cabo Delgado, Mozambique.",
            [("killed", 9, 9, "civilians", None, "*")],
        ),
        (
            "Anti-Balaka fighters killed four Moroccan peacekeepers in Bangassou, Central African Republic.",
            [("killed", 4, 4, "combatants", "other", "opposition")],
        ),
        (
            "Killed were 14 civilians and three soldiers in Tsorona, Eritrea.",
            [("killed", 14, 14, "civilians", None, None), ("killed", 3, 3, "combatants", "government", None)],
        ),
        (
            "The militants lost four men in Kupwara, Kashmir, police in India said.",
            [("killed", 4, 4, "combatants", "opposition", "*")],
        ),
        (
            "A policeman was killed and so were about 20 attackers in Gambella, Ethiopia.",
            [("killed", 1, 1, "combatants", "government", "*"), ("killed", 20, 20, "combatants", None, "*")],
        ),
        (
            "40 dead and 60 hurt in clash at Moyale, Ethiopia",
            [("killed", 40, 40, "all", None, None), ("injured", 60, 60, "all", None, None)],
        ),
        (
            "The dead include two women and a baby, police in Kenya said.",
            [("killed", 2, 2, "women", None, None), ("killed", 1, 1, "children", None, None)],
        ),
        (
            "The bodies of 20 villagers, women and children, washed up near Diffa, Niger.",
            [("killed", 20, 20, "civilians", None, None)],
        ),
        (
            "Some 50,000 people have looked for shelter in Kharkiv, Ukraine.",
            [("displaced", 50000, 50000, "all", None, None)],
        ),
        (
            "Of the 40 injured 17 were soldiers, officials in Pakistan said.",
            [("injured", 40, 40, "all", None, None), ("injured", 17, 17, "combatants", "government", None)],
        ),
        (
            "Some 300,000 refugees from Sierra Leone are camped around Gueckedou, Guinea.",
            [("displaced", 300000, 300000, "all", None, None)],
        ),
        ("Some 1,500 Rwandans were sent home from Uganda on Monday.", [("returned", 1500, 1500, "all", None, None)]),
        (
            "About 500 Burundian refugees went home to Burundi from Tanzania on Thursday.",
            [("returned", 500, 500, "all", None, None)],
        ),
        ("A first group of 45 refugees reached home in Nyala, Sudan.", [("returned", 45, 45, "all", None, None)]),
        (
            "A further 12,000 people have left the city of Zuwara, Libya, the UN said.",
            [("displaced", 12000, 12000, "all", None, None)],
        ),
        (
            "An estimated 15,000 Angolans have sought asylum in Zambia.",
            [("displaced", 15000, 15000, "all", None, None)],
        ),
        (
            "Some 18,500 Rohingya slipped over the border into Bangladesh from Myanmar in a week.",
            [("displaced", 18500, 18500, "all", None, None)],
        ),
        (
            "Another 20,000 Rohingya are stuck in no man's land between Myanmar and Bangladesh.",
            [("displaced", 20000, 20000, "all", None, None)],
        ),
        (
            "Hospitals treated 17 people for serious injuries and 29 for moderate wounds in Las Anod, Somalia.",
            [("injured", 17, 17, "all", None, None), ("injured", 29, 29, "all", None, None)],
        ),
        ("Police found the bodies of 11 men in a ditch in Bunia, DR Congo.", [("killed", 11, 11, "all", None, None)]),
        (
            "Eight more succumbed to their injuries in hospital in Bunia, DR Congo.",
            [("killed", 8, 8, "all", None, None)],
        ),
        (
            "Pakistani troops killed two BSF jawans in Jammu, India.",
            [("killed", 2, 2, "combatants", "government", "other")],
        ),
        (
            "The Ugandan army said two soldiers had died in Kismayo, Somalia.",
            [("killed", 2, 2, "combatants", "other", "*")],
        ),
        (
            "An Israeli convoy passed. The army said one soldier was killed in Jenin, the West Bank.",
            [("killed", 1, 1, "combatants", "israel", "*")],
        ),
        ("A mine killed a soldier near Batman, Turkey.", [("killed", 1, 1, "combatants", "turkey", "*")]),
        (
            "Four UN peacekeepers were wounded near Bria, Central African Republic. One Senegalese was killed.",
            [("injured", 4, 4, "combatants", "other", "*"), ("killed", 1, 1, "combatants", "other", "*")],
        ),
        (
            "Raiders attacked a group of soldiers near Wau, South Sudan, of whom six were killed.",
            [("killed", 6, 6, "combatants", "government", "*")],
        ),
        (
            "Three guards who were first listed as missing were found dead near Kaya, Burkina Faso.",
            [("killed", 3, 3, "combatants", None, "*")],
        ),
        ("The teachers of School No. 61 in Kharkiv, Ukraine, led all to safety, and nobody was hurt.", []),
        ("Private Ali Reza (b. 1994) and his unit left Gao, Mali.", []),
        (
            "A patrol came under attack in Tak, Thailand, and one of the attackers was shot dead by soldiers.",
            [("killed", 1, 1, "combatants", None, "*")],
        ),
        (
            "Nine rebels died in Kidal, Mali. The nine rebels were killed on Friday, a resident said.",
            [("killed", 9, 9, "combatants", "opposition", "*")],
        ),
        (
            "Rebels in Arua, Uganda, put the number of soldiers killed at 31.",
            [("killed", 31, 31, "combatants", "government", "*")],
        ),
    ],
)
def test_who_is_counted(text: str, expected: list[Told], told_in: Callable[[str], list[Told]]) -> None:
    found = told_in(text)
    assert len(found) == len(expected), found
    pairs = zip(sorted(found, key=str), sorted(expected, key=str), strict=True)
    assert [(*told[:5], wanted[5] if wanted[5] == "*" else told[5]) for told, wanted in pairs] == sorted(
        expected, key=str
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A mine killed two in Bignona. The MFDC has fought for Casamance since 1982. Some 5,000 people have died.",
            ("1982-01-01", "2025-10-20", "SEN", None),
        ),
        (
            "Gunmen killed 3 people in Yala. Rebels have waged a revolt there since 2004. Some 7,000 people have died.",
            ("2004-01-01", "2025-10-20", "THA", None),
        ),
        (
            "Gunmen killed 3 people in Yala. The rebels have fought since 2004. Six people have died.",
            ("2025-10-20", "2025-10-20", "THA", "Yala"),
        ),
    ],
)
def test_a_toll_behind_the_years_of_fighting_is_theirs(
    article: MakeArticle, reference: Reference, text: str, expected: tuple[str, str, str, str | None]
) -> None:
    claim = Extractor(reference).extract(article(text), MONDAY).claims[-1]
    assert claim.place is not None
    told = (str(claim.window.start), str(claim.window.end), claim.place.country, claim.place.admin1)
    assert told == expected

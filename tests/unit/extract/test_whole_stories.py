"""Places of figures that only the whole story settles: its main event, another event, the town of writing.

Belongs here: short reports whose sentences place one another. Does not: the places of one sentence (`test_placing`,
`test_places_of_asides`), what the gazetteer makes of a name (`test_places_of_wars`).
"""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def place_of(found: list[Claim], number: int) -> tuple[str | None, str]:
    (claim,) = [c for c in found if number in (c.low, c.high)]
    assert claim.place is not None
    return claim.place.admin1, claim.place.country


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # another event is not where the first one was
        (
            (
                "Seven soldiers were killed in a mine blast in Turkey on Wednesday, a source said. Separately, a "
                "rebel was killed in a skirmish near Cukurca in Hakkari province. In the mine incident, the soldiers "
                "were on patrol near the town of Baskale in Van province."
            ),
            7,
            ("Van", "TUR"),
        ),
        (
            (
                "Two people died on Friday when Renamo gunmen attacked a convoy on Mozambique's main highway. Nine "
                "people were injured. Also on Friday, gunmen in the district of Rapale in Nampula province shot at a "
                "truck."
            ),
            9,
            (None, "MOZ"),
        ),
        (
            "Gunmen killed two men in Maiduguri, Nigeria, on Friday. In the city gunmen also hurt nine people.",
            9,
            ("Borno", "NGA"),
        ),
        # the town of writing tells how far off it was
        (
            (
                "COLOMBO, June 30, 2005 - Rebels shot dead three men, the military said. The attack took place in "
                "Batticaloa, 230 kilometres east of Colombo."
            ),
            3,
            ("Eastern Province", "LKA"),
        ),
        # an area over many provinces, one town of it in passing
        (
            (
                "Armenia and Azerbaijan fought in Nagorno-Karabakh on Friday. Shells hit Nagorno-Karabakh at noon. "
                "Planes bombed Nagorno-Karabakh. A drone fell near Aghdam. Both sides fired. Guns were brought. Talks"
                " failed. The army said later that in all 36 soldiers had been killed."
            ),
            36,
            (None, "AZE"),
        ),
        # groups are no place to which a sentence points back
        (
            (
                "Gunmen killed nine people in Kaya, Burkina Faso, on Friday. The army blamed a jihadist group. Those "
                "groups are held responsible for around 700 deaths since 2015."
            ),
            700,
            (None, "BFA"),
        ),
        # the displaced of a country named behind its town
        (
            (
                "Gangs killed 30 people in Pont-Sonde in Haiti's Artibonite department on Thursday. Nearly 600,000 "
                "people, most of whom are children, are displaced in Haiti, the UN said."
            ),
            600000,
            (None, "HTI"),
        ),
        (
            "Gunmen killed 30 people in Pont-Sonde on Thursday. The attack in Haiti left 600 people homeless.",
            600,
            ("Artibonite", "HTI"),
        ),
        # two armies at a border, totals, whole areas and houses of those who tell
        (
            (
                "Clashes between Thai and Cambodian troops at the border killed two villagers in Banteay Ampil "
                "district in Cambodia on Friday. Thailand's health ministry said 12 Thai civilians had been killed "
                "in the fighting with Cambodia."
            ),
            12,
            (None, "THA"),
        ),
        (
            (
                "Fighting broke out between Tajik and Kyrgyz border guards on Friday near Batken. Tajikistan's "
                "interior ministry said three civilians were killed and nine wounded."
            ),
            9,
            (None, "TJK"),
        ),
        (
            (
                "Pakistani artillery hit a village in Kunar in eastern Afghanistan near the border on Friday. "
                "Afghan forces fired back. Five Afghan civilians were killed."
            ),
            5,
            ("Kunar", "AFG"),
        ),
        (
            (
                "Turkish soldiers shelled the Syrian border town of Tal Abyad on Friday. Two Turkish soldiers were "
                "wounded."
            ),
            2,
            ("Raqqa", "SYR"),
        ),
        (
            (
                "Venezuela's army clashed with the rebels near the border with Colombia on Sunday, resulting in the"
                " death of two soldiers. Many have fled to Arauquita in Colombia."
            ),
            2,
            (None, "VEN"),
        ),
        (
            ("Militants killed five soldiers in northern Burkina Faso near its border with Mali on Friday."),
            5,
            (None, "BFA"),
        ),
        (
            (
                "An air strike killed three people in Tyre in southern Lebanon on Friday. According to the Lebanese"
                " Health Ministry, 231 people have been killed since the ceasefire took effect on March 27, 2019."
            ),
            231,
            (None, "LBN"),
        ),
        (
            (
                "An air strike killed three people in Tyre in southern Lebanon on Friday. 12 have been killed in "
                "the city since the ceasefire took effect on March 27, 2019."
            ),
            12,
            ("South Lebanon", "LBN"),
        ),
        (
            (
                "Two soldiers were killed in a mine blast near Baskale, Van province, Turkey, on Wednesday. The "
                "blast came a day after five soldiers were killed in two separate clashes in the southeast."
            ),
            5,
            (None, "TUR"),
        ),
        (
            ("In the Gaza Strip 12 people died on Friday. Four were killed in the north."),
            4,
            ("Gaza", "PSE"),
        ),
        (
            (
                "Militiamen fought in Benghazi on Sunday. The clashes left five people dead, according to the "
                "Al-Abyar hospital southwest of Benghazi."
            ),
            5,
            ("Benghazi", "LBY"),
        ),
        (
            (
                "A Ukrainian soldier has been killed in the Donbas. A sniper opened fire on the outskirts of "
                "Avdiivka in Donetsk oblast, the army said."
            ),
            1,
            ("Donetsk", "UKR"),
        ),
        (
            (
                "Some 40 people were killed in Darfur last week, the UN said. On Friday gunmen raided Tawila in "
                "North Darfur."
            ),
            40,
            (None, "SDN"),
        ),
        (
            (
                "SAN PEDRO CITY — Six were killed in a clash between soldiers and rebels in Oriental Mindoro on "
                "Thursday, an officer of the Philippine Army said."
            ),
            6,
            ("Oriental Mindoro", "PHL"),
        ),
        (
            (
                "Rebels killed two soldiers in Van on Friday. Ankara, like the United States, considers the PKK a "
                "terrorist group, and blames it for more than 30,000 deaths since 1984."
            ),
            30000,
            (None, "TUR"),
        ),
        # who speaks in a town, or went there
        (
            (
                "Gangs killed 30 people in Pont-Sonde in Haiti on Thursday. A nurse was killed. More than 600,000 "
                "people — more than half of whom are children — are now displaced across Haiti, the UN said."
            ),
            600000,
            (None, "HTI"),
        ),
        (
            (
                "Shells killed two in Vitez in central Bosnia on Friday. In Geneva, the UN refugee agency's chief, "
                "Sadako Ogata, condemned the killing of one of its drivers. Snipers had killed nine people, the "
                "army said."
            ),
            9,
            ("Federation of Bosnia and Herzegovina", "BIH"),
        ),
        (
            (
                "Shells fell on Tyre in southern Lebanon on Friday, killing six. Two died in Sidon. In Haifa, "
                "Israeli police said a rocket wounded three people."
            ),
            3,
            ("Haifa", "ISR"),
        ),
        (
            (
                "Five died in Mostar in Bosnia on Friday. Bosnian Serbs shelled Vitez. In Zagreb, residents said 12"
                " people were hurt by a shell."
            ),
            12,
            ("Grad Zagreb", "HRV"),
        ),
        (
            (
                'Gunmen burnt the village of Huyum in Borno state, Nigeria, on Friday. "They shot at us," said Musa'
                ' Zira, who fled to the hub of Mubi in neighbouring Adamawa state. "They killed 15 people," he '
                "added."
            ),
            15,
            ("Borno", "NGA"),
        ),
    ],
)
def test_the_story_settles_where(claims: Claims, text: str, number: int, expected: tuple[str | None, str]) -> None:
    assert place_of(claims(text, published="2019-12-01"), number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Army shells killed three people in La Palma in Colombia's Narino department on Friday.", 3, "Narino"),
        ("Two people were killed in Buram in Sudan's South Kordofan on Friday.", 2, "South Kordofan"),
        ("Two people were killed in San Pedro, in Colombia's Cauca department, on Friday.", 2, "Cauca"),
        (
            "The Taliban attacked posts near Qalat on Friday, killing three police, Afghan officials said.",
            3,
            "Zabul",
        ),
        # a town far away that no word of the text speaks for
        (
            (
                "Rebels killed three soldiers in Saada in northern Yemen. They were taking food from Saada city to "
                "Majaz district. A total of 8 tribesmen were killed in the same district."
            ),
            8,
            "Saada",
        ),
        # two provinces, one behind the other in two clauses
        (
            "A bomb killed two volunteers in Pattani, car bombs exploded in Narathiwat, police in Thailand said.",
            2,
            "Pattani",
        ),
        # what the smallest places are called
        (
            (
                "Five died in Pagalungan town of Maguindanao del Sur. The gunfight in Sitio Lanao of Barangay "
                "Kilangan forced 30 families to flee, the Philippine army said."
            ),
            30,
            "Maguindanao",
        ),
    ],
)
def test_the_province_that_the_text_states(claims: Claims, text: str, number: int, expected: str) -> None:
    assert place_of(claims(text, published="2019-12-01"), number)[0] == expected

"""Places of figures that only the whole story settles: its main event, another event, the town of writing.

Belongs here: short reports whose sentences place one another. Does not: the places of one sentence (`test_placing`,
`test_places_of_asides`), what the gazetteer makes of a name (`test_places_of_wars`).
"""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

Claims = Callable[..., list[Claim]]


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

"""Places that a sentence goes back to, and figures too large for the place it goes on with."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

MakeClaims = Callable[..., list[Claim]]


def _provinces(found: list[Claim]) -> dict[int | None, str | None]:
    return {c.best: c.place.admin1 if c.place is not None else "nowhere" for c in found}


@pytest.mark.parametrize(
    ("text", "best", "admin1"),
    [
        pytest.param(
            "Rebels attacked Bria on Friday, killing 12 people. In 2017 an attack on Bangassou killed 72 people. "
            "Twenty-two people were injured on Friday, aid workers said.",
            22,
            "Haute-Kotto",
            id="back-to-the-day",
        ),
        pytest.param(
            "Five people were killed in Talbiseh in Homs province on Thursday. Nine died in Saraqib on Friday. "
            "On Saturday three more were killed.",
            3,
            "Idlib",
            id="on-to-another-day",
        ),
        pytest.param(
            "Al-Hol camp in Hasakah governorate now holds 68,000 displaced people. Most of them came from Baghuz in "
            "Deir ez-Zor. At the camp, 12 children died of cold last week, doctors said.",
            12,
            "Hasakah",
            id="at-the-camp",
        ),
        pytest.param(
            "Bombs hit a school in the village of Hass in Idlib province, Syria, on Monday. The planes had taken "
            "off from Hmeimim in Latakia. Rescuers worked through the night. They found no one. In the village, "
            "14 people were killed.",
            14,
            "Idlib",
            id="the-village",
        ),
        pytest.param(
            "Militants attacked a school in Mocha in Yemen on Sunday, killing two. Hodeidah has been calm for "
            "weeks. A mortar shell killed nine people there on Tuesday, doctors said.",
            9,
            "Hodeidah",
            id="killed-there",
        ),
        pytest.param(
            "The ministry counted two breaches near Marinka in Donetsk region and one near Popasna in Luhansk region, "
            "Ukraine. There a drone dropped a grenade on a trench. Four soldiers were wounded.",
            4,
            "Luhansk",
            id="behind-there",
        ),
        pytest.param(
            "The army sent tanks to Homs from Damascus on Monday. Eleven people were killed there on Tuesday.",
            11,
            "Homs",
            id="there-is-not-where-it-came-from",
        ),
        pytest.param(
            "More than 40 people were killed in Haiti over the weekend, officials said. Two of the dead were policemen "
            "shot in Cabaret.",
            40,
            None,
            id="some-of-the-dead-lay-there",
        ),
        pytest.param(
            "Six people died when shells hit Nikopol in Ukraine on Saturday. They were fired from the area around "
            "Enerhodar, on the opposite bank of the river. Thirteen others were injured.",
            13,
            "Dnipropetrovsk",
            id="fired-from",
        ),
        pytest.param(
            "A spokesman in Geneva told reporters that 30,000 people had fled. The office, which is based in the Swiss "
            "city, said at least 21 civilians had been killed in Daraa governorate.",
            21,
            "Daraa",
            id="in-a-governorate-that-speaks-elsewhere",
        ),
        pytest.param(
            "Fighting in Nertiti in Central Darfur, Sudan, killed 12 people on Friday. In the state to the south a "
            "raid killed five herders outside the town of Graida in South Darfur. Nine were wounded near Nertiti.",
            5,
            "South Darfur",
            id="near-a-town-of-its-own-province",
        ),
        pytest.param(
            "Shells fell on Avdiivka in Ukraine on Saturday, killing three civilians. Kyiv has put its own losses at "
            "4,350 soldiers.",
            4350,
            None,
            id="a-capital-has-put",
        ),
        pytest.param(
            "A bomb killed nine people in Baghdad on Friday, Iraqi police said. Elsewhere, five soldiers were killed.",
            5,
            None,
            id="elsewhere",
        ),
    ],
)
def test_a_sentence_goes_back_to_the_place_that_it_means(
    claims: MakeClaims, text: str, best: int, admin1: str | None
) -> None:
    assert _provinces(claims(text))[best] == admin1


@pytest.mark.parametrize(
    ("text", "best", "admin1"),
    [
        pytest.param(
            "Eight people were shot dead in Bamenda in Cameroon on Friday. Some 679,000 people are now displaced.",
            679000,
            None,
            id="stated-plainly",
        ),
        pytest.param(
            "Soldiers killed 11 rebels in Beni, in North Kivu, on Saturday. The Congolese government puts the number "
            "of internally displaced persons at 4.8 million.",
            4800000,
            None,
            id="as-a-number",
        ),
        pytest.param(
            "Fighting in Bor in Jonglei state, South Sudan, killed 40 people on Friday. The number of refugees in "
            "neighbouring countries stood at 815,000.",
            815000,
            None,
            id="abroad",
        ),
        # a province's own
        pytest.param(
            "Raids killed 12 people in Saraqib in Idlib province, Syria, on Friday. About 960,000 people live in camps "
            "in its north.",
            960000,
            "Idlib",
            id="in-its-north",
        ),
        pytest.param(
            "Troops raided villages in Minbya township in Rakhine State, Myanmar, on Friday, killing six people. Some "
            "140,000 people are displaced.",
            140000,
            "Rakhine",
            id="of-a-province-that-is-named",
        ),
        pytest.param(
            "Shells killed two people in Tripoli, Libya, on Friday. Some 9,000 people are displaced.",
            9000,
            "Tripoli",
            id="few",
        ),
    ],
)
def test_a_countrys_displaced_are_not_in_the_town_told_before(
    claims: MakeClaims, text: str, best: int, admin1: str | None
) -> None:
    assert _provinces(claims(text))[best] == admin1


def test_a_country_that_gives_shelter_is_where_refugees_are(claims: MakeClaims) -> None:
    found = claims("Gunmen killed two men in Idlib, Syria, on Friday. Turkey already hosts over 3 million Syrians.")
    (sheltered,) = (c for c in found if c.measure == "displaced")
    assert sheltered.place is not None
    assert sheltered.place.country == "TUR"

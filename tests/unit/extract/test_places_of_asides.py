"""Towns and countries that a sentence names beside those whom it counts: where they lie, who speaks, what began."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.model import Claim
from pipeline.extract.situate import place_of
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot

SUNDAY = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # what a count began with, and what has a day of its own
        (
            "More than 2,000 people have died in Libya since he began his offensive on Tripoli in April.",
            "2,000",
            ("Libya", None),
        ),
        (
            "Some 31 people were killed since Friday as fighters advanced on Kobani, Syria.",
            "31",
            ("Kobani", "Aleppo"),
        ),
        # others are counted in the town
        (
            "Eight men died in Mogadishu on Saturday in an attack by a group that has killed 900 people in Somalia.",
            "900",
            ("Somalia", None),
        ),
        (
            "Shells hit Jaffna. A soldier was shot dead in Sri Lanka on Friday, while three men died in Trincomalee.",
            "A soldier",
            ("Sri Lanka", None),
        ),
        # the hurt lie elsewhere
        (
            (
                "Ten men died when their truck hit a mine near Djibo, Burkina Faso. Some 31 more are in hospital in"
                " Ouagadougou."
            ),
            "31",
            ("Djibo", "Sahel"),
        ),
        (
            "A raid hit Mosul, Iraq on Friday. At a hospital in Tikrit shells killed 31 people.",
            "31",
            ("Tikrit", "Salah al-Din"),
        ),
        # those who speak abroad
        (
            "An air strike hit Tajoura, Libya. Some 31 children died, a spokesman in Geneva for the agency said.",
            "31",
            ("Tajoura", "Tripoli"),
        ),
        (
            "Shells hit Tskhinvali, Georgia. Some 31 people died, the envoy said to reporters in Geneva.",
            "31",
            ("Tskhinvali", "South Ossetia"),
        ),
        (
            "Shells hit Hodeidah on Sunday. Yemen's information minister, Muammar al-Iryani, said 31 people had died.",
            "31",
            ("Hodeidah", "Hodeidah"),
        ),
        (
            "Riders burnt huts in Kutum, Sudan. Sixty people were killed and 31 families fled towards El Fasher.",
            "31",
            ("Kutum", "North Darfur"),
        ),
        # a country's total
        (
            "Gunmen shot four men in Pont-Sonde, Haiti. More than 3,600 people have died in Haiti since January.",
            "3,600",
            ("Haiti", None),
        ),
        (
            "Bombs went off in Kathmandu, Nepal. Troops had killed 31 rebels in various districts, the ministry said.",
            "31",
            ("Nepal", None),
        ),
        (
            "Four soldiers died in Falluja, Iraq. Elsewhere, 31 men were killed, two of them when a jet fell near Hit.",
            "31",
            ("Iraq", None),
        ),
        (
            "Rockets hit Nablus. This year 90 men have died there and 31 were killed on the Israeli side.",
            "31",
            ("Israel", None),
        ),
        # those who take others in
        (
            "Troops shelled Homs, Syria. Lebanon hosts 31,000 Syrian refugees.",
            "31,000",
            ("Lebanon", None),
        ),
        # whose home is elsewhere than what they attacked
        ("Gunmen from Kidal attacked Gao in Mali on Monday, killing 31 men.", "31", ("Gao", "Gao")),
        ("Some 31 men from villages in Tigray were killed in Bahir Dar, Ethiopia.", "31", ("Bahir Dar", "Amhara")),
        # what an act answers
        (
            "Warplanes bombed Baalbek in Lebanon after rockets were fired at Haifa, killing 31 people.",
            "31",
            ("Baalbek", "Baalbek-Hermel"),
        ),
        ("Rebels marched from Goma to Sake in Congo, where 31 people were killed.", "31", ("Sake", "North Kivu")),
        # where people only found shelter
        (
            "Troops fought militants in Marawi, Philippines. Some 42,000 are in camps in Iligan. Police found 31 dead.",
            "31",
            ("Marawi", "Lanao del Sur"),
        ),
        # a whole army's losses, and another country than the story's
        (
            "Militants shot 25 men in Chinagodrar on Friday. Niger's army has lost 174 men in three months.",
            "174",
            ("Niger", None),
        ),
        (
            "Gunmen shot two men in Hakkari, Turkey. Jets bombed camps in northern Iraq overnight, killing 31 rebels.",
            "31",
            ("Iraq", None),
        ),
        ("In Colombo, Sri Lanka, a mine aimed at Pakistan's envoy killed 31.", "31", ("Colombo", "Western Province")),
        # what a state loses on its own side, or in a day
        (
            "Two soldiers were shot near Fizuli, Azerbaijan. Armenia reported 31 dead and three wounded on its side.",
            "31",
            ("Armenia", None),
        ),
        (
            "Shells hit Donetsk on Friday. Some 31 Ukrainian soldiers died in the past 24 hours, officers said.",
            "31",
            ("Ukraine", None),
        ),
        (
            "Rebels struck Bosso, Niger, killing 7. Officials in Niamey, who met reporters, said 31 rebels died.",
            "31",
            ("Bosso", "Diffa"),
        ),
        # a people's weeks
        ("Men with guns shot nine traders in Mopti. In six weeks 340 Malians have been killed.", "340", ("Mali", None)),
        # Gaza is none of Israel's districts
        (
            "Two Israelis were killed by a rocket in Ashkelon, Israel, on Friday. In Gaza, 31 people have died.",
            "31",
            ("Gaza", "Gaza"),
        ),
        # one event is told of town by town
        (
            (
                "A car bomb killed 31 men in Turkey on Monday. The blast hit a post near Diyarbakir. Rebels have struck"
                " before in Hakkari and Sirnak."
            ),
            "31",
            ("Diyarbakır", "Diyarbakir"),
        ),
    ],
)
def test_a_place_that_is_only_told_beside_does_not_hold(
    doc: MakeDoc, text: str, words: str, expected: tuple[str, str | None]
) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert (place.name, place.admin1) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # years, and dead of a war, behind a story of one town
        (
            (
                "Shells hit a market in Omdurman, Sudan, killing nine. Medics came. The army kept silent. Some 30,000"
                " people have been killed, by one estimate."
            ),
            "Sudan",
        ),
        (
            (
                "Troops and rebels fought near Semdinli, Turkey, and nine died. Fighting began again in May 2017. By"
                " one count 300 civilians have died since then."
            ),
            "Turkey",
        ),
        (
            (
                "Shells hit a market in Omdurman, Sudan, killing nine. Medics came late. The army kept silent. Some 300"
                " people have been killed in the city."
            ),
            "Omdurman",
        ),
    ],
)
def test_a_toll_of_years_or_of_a_war_is_the_countrys(claims: Callable[..., list[Claim]], text: str, place: str) -> None:
    last = claims(text)[-1].place
    assert last is not None
    assert last.name == place

"""Tolls of episodes: riots of some days, weekends of violence, revolts told by their outbreak, records."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

Bounds = tuple[str | None, str | None]
TODAY = "2019-12-01"
FIVE_DAYS = ("2019-11-21", "2019-11-25")
WEEKEND = ("2019-11-30", TODAY)
SATURDAY = ("2019-11-30", "2019-11-30")
MONTH = "Attacks across the country this month have claimed 200 lives in Pakistan, "
QUETTA = "A bomb killed five people in Quetta, Pakistan on Friday. "


@pytest.fixture
def claim(article: MakeArticle, reference: Reference) -> Callable[[str, int], Claim]:
    extractor = Extractor(reference)

    def make(text: str, low: int) -> Claim:
        (found,) = [c for c in extractor.extract(article(text), date(2019, 12, 1)).claims if low in (c.low, c.high)]
        return found

    return make


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        # so many days of riots, of unrest, of war
        ("The toll from five days of riots in the state of Gujarat, India climbed to 487 on Monday.", 487, FIVE_DAYS),
        ("Six days of looting in South Africa have claimed 72 lives, police said.", 72, ("2019-11-26", TODAY)),
        ("Three days of unrest in Conakry have cost 41 lives.", 41, ("2019-11-29", TODAY)),
        ("After two days of war 300 people were dead in Goma.", 300, ("2019-11-30", TODAY)),
        # weekends
        ("Police said on Sunday that weekend attacks on villages of Barkin Ladi left 86 people dead.", 86, WEEKEND),
        ("A weekend suicide bombing in Kismayo killed nine people.", 9, WEEKEND),
        # what counts is told by its outbreak; a town that fell then is only described
        ("The rebellion in Goma, which broke out in April, has uprooted 4,750 people.", 4750, ("2019-04-01", TODAY)),
        (QUETTA + "The violence, which erupted in September, has left 130 dead.", 130, ("2019-09-01", TODAY)),
        ("The camp of Zamzam, which opened in April, was shelled on Sunday and 13 were killed.", 13, (TODAY, TODAY)),
        # a record that counts on
        (QUETTA + "It is the worst since raids in July, and takes to 86 the number slain.", 86, ("2019-07-01", TODAY)),
        ("The deadliest attack in Djibo since a raid in June that killed 40.", 40, ("2019-06-01", "2019-06-30")),
        # a part has a day of its own
        ("Three have died in Tanai, among them a man killed by a shell on November 21.", 3, (None, TODAY)),
        ("Forty were killed in Jenin, including two children, on Saturday.", 40, ("2019-11-30", "2019-11-30")),
        # so many weeks of clashes, whose first day is told
        ("Some 89 died in a week of fighting in Jos. The clashes erupted on November 22.", 89, ("2019-11-22", TODAY)),
        ("Some 89 died in a week of fighting in Jos. The first clashes broke out in 2011.", 89, ("2019-11-24", TODAY)),
        # what goes on with a stretch told right before
        ("Five days of raids on Douma killed 416. More than 2,100 have been hurt.", 2100, ("2019-11-27", TODAY)),
        # a time behind a part, or behind what is compared
        (MONTH + "44 of them in a bombing in Peshawar on November 9.", 44, ("2019-11-09", "2019-11-09")),
        (MONTH + "44 of them in a bombing in Peshawar on November 9.", 200, (TODAY, TODAY)),
        ("Borno saw 1,789 murders so far this year, up from 828 in all of 2018.", 828, ("2018-01-01", "2018-12-31")),
        ("Two men were hurt in Wau on Friday, and one died when he hit a mine on Saturday.", 1, SATURDAY),
        # what stands between "since" or "as of" and its date
        ("Some 12,000 have fled Goma since a 17-year truce collapsed in 2011.", 12_000, ("2011-01-01", TODAY)),
        (
            "As of 16:00 on 29 November, 910 deaths were recorded in Goma since 7 November.",
            910,
            ("2019-11-07", "2019-11-29"),
        ),
        # the perfect of reported speech
        (
            "The UN said 45 had been killed in the fighting that began on Thursday in Goma.",
            45,
            ("2019-11-28", TODAY),
        ),
    ],
)
def test_windows_of_episodes(text: str, low: int, expected: Bounds, claim: Callable[[str, int], Claim]) -> None:
    start, end = claim(text, low).window.start, claim(text, low).window.end
    assert (str(start) if start else None, str(end)) == expected


@pytest.mark.parametrize(
    ("text", "low", "population", "side"),
    [
        ("Boko Haram has killed 30,000 people in a decade-long insurgency.", 30_000, "all", None),
        ("The fighting killed 30 members of the insurgency.", 30, "combatants", "opposition"),
        ("Five people were killed in Assam, three of them in police firing.", 3, "all", None),
        ("Nine soldiers were killed in Goma, four of them in rebel shelling.", 4, "combatants", "government"),
        ("Nine people were killed in Goma, four of them from the rebel forces.", 4, "combatants", "opposition"),
        ("It brought to 12 the number of dead since soldiers entered Goma on Monday.", 12, "all", None),
        ("It brought to 12 the number of soldiers killed since rebels entered Goma.", 12, "combatants", "government"),
    ],
)
def test_who_is_counted_is_not_who_struck(
    text: str, low: int, population: str, side: str | None, claim: Callable[[str, int], Claim]
) -> None:
    found = claim(text, low)
    assert (found.population, found.affiliation) == (population, side)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("The attack took the death toll past 90.", (90, None)),
        ("That took the number of people killed in a month of violence in Nakuru past 90.", (90, None)),
        ("It takes to 90 the number of lives lost in four days of violence in Karachi.", (90, 90)),
        ("Workers in Marawi spoke of walking past 90 corpses.", (90, 90)),
    ],
)
def test_tolls_that_pass_a_number(
    text: str, bounds: tuple[int, int | None], claim: Callable[[str, int], Claim]
) -> None:
    found = claim(text, 90)
    assert (found.low, found.high) == bounds


def test_a_stretch_of_bloodshed_in_a_region_is_no_war_of_the_country(claim: Callable[[str, int], Claim]) -> None:
    found = claim("In 2018, communal bloodshed in the Mopti region cost 500 civilian lives, the UN says.", 500)
    assert found.place is not None
    assert found.place.admin1 == "Mopti"


CALI = "Rights groups told of 43 deaths in Colombia since the strike of November 12, 20 of them in Cali. "
GANJA = "A missile that hit Ganja on Friday killed nine people. "
DJIBO = "Two soldiers died in an ambush near Djibo, Burkina Faso on Friday. "


@pytest.mark.parametrize(
    ("text", "low", "admin1"),
    [
        # some are told of at a town, the others are not
        (CALI, 43, None),
        (CALI, 20, "Valle del Cauca"),
        (CALI + "The government puts the toll at 31.", 31, None),
        (
            "At least 233 have died in Sudan since the unrest began on November 5, 60 of them in El Fasher.",
            60,
            "North Darfur",
        ),
        ("Sunday's bombings in Sri Lanka killed 321. The youngest was buried in Negombo, where 110 died.", 321, None),
        ("The YPG made 14 attacks in Syria on Friday, all of them in Ras al-Ain. One soldier was hurt.", 1, "Hasakah"),
        # months of attacks are a country's, weeks of one battle are not
        (DJIBO + "Attacks have killed 400 people in the past ten months.", 400, None),
        (DJIBO + "Five weeks of fighting have killed 400 people.", 400, "Sahel"),
        (
            DJIBO + "It is the worst since raids in July, and takes to 86 the number of soldiers slain.",
            86,
            None,
        ),
        # a state counts its own dead, and those whom it fights where they are
        (GANJA + "Azerbaijan says 41 civilians have been killed since the fighting began on November 10.", 41, None),
        (GANJA + "Azerbaijan says 41 militants have been killed since the fighting began on November 10.", 41, "Ganja"),
        # a war of one province
        (
            "A raid on Palma in Cabo Delgado, Mozambique killed two. The insurgency has killed 2,600.",
            2600,
            "Cabo Delgado",
        ),
        ("A raid on Palma in Cabo Delgado and on Nampula in Mozambique killed two. The war has killed 260.", 260, None),
    ],
)
def test_places_of_totals(text: str, low: int, admin1: str | None, claim: Callable[[str, int], Claim]) -> None:
    place = claim(text, low).place
    assert place is not None
    assert place.admin1 == admin1

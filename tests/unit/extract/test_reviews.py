"""Reports that look back, and days counted from the first day of a fight: stretches that hold across sentences."""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def days(claims: list[Claim], number: int) -> tuple[str, str]:
    (found,) = [c for c in claims if number in (c.low, c.high)]
    return str(found.window.start), str(found.window.end)


@pytest.mark.parametrize(
    ("published", "text", "number", "start", "end"),
    [
        (
            "2019-12-31",
            "The outgoing year cost 3,400 Syrian civilians their lives, a monitor said on Tuesday. Raids killed 1,500.",
            1500,
            "2019-01-01",
            "2019-12-31",
        ),
        (
            "2020-01-08",
            "In its annual report, issued on Monday, the network counted 340 dead in Syria. Shelling killed 150.",
            150,
            "2019-01-01",
            "2019-12-31",
        ),
        (
            "2021-08-11",
            "The UN verified 527 civilians killed in Mali in the second quarter of 2021. In Mopti, 214 people died.",
            214,
            "2021-04-01",
            "2021-06-30",
        ),
        (
            "2022-04-05",
            "The monitor has published its review of March. Insurgents beheaded 19 people in Cabo Delgado, Mozambique.",
            19,
            "2022-03-01",
            "2022-03-31",
        ),
        (
            "2020-03-12",
            "Weekly protection update, 1 to 7 March 2020. Air strikes killed 16 civilians in Idlib, Syria.",
            16,
            "2020-03-01",
            "2020-03-07",
        ),
        (
            "2016-01-03",
            "A report by a Syrian network covers all of 2015. Barrel bombs dropped by the regime claimed 1,950 lives.",
            1950,
            "2015-01-01",
            "2015-12-31",
        ),
        (
            "2020-01-06",
            "2019 was a hard year for Burkina Faso. Jihadists killed 1,300 civilians. The army lost 199 men.",
            1300,
            "2019-01-01",
            "2019-12-31",
        ),
        (
            "2018-03-06",
            "February was a bloody month in Aleppo, Syria. Air strikes killed 700 civilians.",
            700,
            "2018-02-01",
            "2018-02-28",
        ),
        (
            "2015-12-31",
            "Looking back at 2015, there was little hope. The war in Syria killed 55,000 people.",
            55000,
            "2015-01-01",
            "2015-12-31",
        ),
        (
            "2018-12-31",
            "The network put 2018's death toll in Syria at 6,900. Shelling killed 1,400 people.",
            1400,
            "2018-01-01",
            "2018-12-31",
        ),
        (
            "2010-04-10",
            "Violence in Iraq fell last month, the ministries said. Soldiers and police lost 151 men.",
            151,
            "2010-03-01",
            "2010-03-31",
        ),
        # but a month that only tells what came before the news is no month under review
        (
            "2019-12-01",
            "Rebels are back in Menaka, Mali, where tolls rose in March. Men fled the town. A shell killed 12.",
            12,
            "2019-12-01",
            "2019-12-01",
        ),
    ],
)
def test_what_a_review_tells_stands_in_its_stretch(
    published: str, text: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(text, published=published), number) == (start, end)


@pytest.mark.parametrize(
    ("published", "text", "number", "start", "end"),
    [
        (
            "2020-10-12",
            "The war over Karabakh broke out on 27 September. On its fourth day, shells killed nine people in Barda.",
            9,
            "2020-09-30",
            "2020-09-30",
        ),
        (
            "2017-11-05",
            "The siege of Marawi began on May 23. By the tenth day, 19 civilians had been killed.",
            19,
            "2017-05-23",
            "2017-06-01",
        ),
        (
            "2012-11-19",
            "Israel's offensive against Hamas in Gaza went into its sixth day on Monday. It has left 95 people dead.",
            95,
            "2012-11-14",
            "2012-11-19",
        ),
        (
            "2016-11-01",
            "The offensive on Mosul, now in its third week, has driven 17,700 people from their homes.",
            17700,
            "2016-10-18",
            "2016-11-01",
        ),
        (
            "2019-05-07",
            "The month-old offensive on Tripoli in Libya has killed 443 people, the health ministry said on Tuesday.",
            443,
            "2019-04-07",
            "2019-05-07",
        ),
        (
            "2022-03-10",
            "On the fifteenth day of the invasion, two civilians were killed by shelling in Kharkiv, Ukraine.",
            2,
            "2022-03-10",
            "2022-03-10",
        ),
        (
            "2023-05-10",
            "Fighting erupted in Khartoum, Sudan on 15 April. In the first ten days, 459 people were killed.",
            459,
            "2023-04-15",
            "2023-04-24",
        ),
        (
            "2023-04-22",
            "Two armies have fought in Khartoum, Sudan for a week. The fighting has killed 413 people.",
            413,
            "2023-04-15",
            "2023-04-22",
        ),
        (
            "2019-10-19",
            "Ten days after Turkey attacked, 72 civilians have been killed in the north of Syria, the UN says.",
            72,
            "2019-10-09",
            "2019-10-19",
        ),
        (
            "2018-03-18",
            "The battle for Afrin in Syria has lasted eight weeks. It has killed 280 civilians.",
            280,
            "2018-01-21",
            "2018-03-18",
        ),
        (
            "2018-07-05",
            "Since the escalation in Daraa, Syria, 320,000 have fled. The army launched its attack on 19 June.",
            320000,
            "2018-06-19",
            "2018-07-05",
        ),
    ],
)
def test_days_and_weeks_of_a_fight_count_from_its_first_day(
    published: str, text: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(text, published=published), number) == (start, end)

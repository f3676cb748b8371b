"""How far a window reaches: since what began, as long as a war has lasted, no further than who counted could see."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

Bounds = tuple[str | None, str | None]
SUNDAY = date(2019, 12, 1)
TODAY = "2019-12-01"
FRIDAY = "2019-11-29"


@pytest.fixture
def window(article: MakeArticle, reference: Reference) -> Callable[..., Bounds]:
    extractor = Extractor(reference)

    def make(text: str, low: int, published: date = SUNDAY) -> Bounds:
        found = extractor.extract(article(text), published).claims
        (claim,) = [c for c in found if low in (c.low, c.high)]
        start, end = claim.window.start, claim.window.end
        return start.isoformat() if start else None, end.isoformat() if end else None

    return make


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        (
            (
                "Fighting resumed in Kidal, Mali on Sunday. Since it broke out between the two sides on November 11,"
                " some 45 people have died, medics said."
            ),
            45,
            ("2019-11-11", TODAY),
        ),
        (
            (
                "At least 60 villagers have been killed in Jonglei since clashes between the two clans erupted on 18"
                " November, a local chief said."
            ),
            60,
            ("2019-11-18", TODAY),
        ),
        (
            (
                "Rebels attacked Goma, Congo on Wednesday. Shells fell on the airport that day. Aid workers say 90"
                " people have been killed since the attack began."
            ),
            90,
            ("2019-11-27", TODAY),
        ),
        # the year of a "since" is its first day, whatever happened in it
        ("Jihadists have killed about 500 people in Burkina Faso since 2015.", 500, ("2015-01-01", TODAY)),
        # a number that is what has been counted ends the clause of "since"
        ("Since the truce 40 people have died in Taiz; two were shot on Friday.", 40, (None, TODAY)),
    ],
)
def test_since_what_began(text: str, low: int, expected: Bounds, window: Callable[..., Bounds]) -> None:
    assert window(text, low) == expected


def test_clashes_without_a_day_are_those_of_the_new_war(window: Callable[..., Bounds]) -> None:
    text = "The death toll since the clashes between the army and the RSF began in Sudan has reached 1,800 people."

    assert window(text, 1800, date(2023, 6, 1)) == ("2023-04-15", "2023-06-01")
    assert window(text, 1800) == (None, TODAY)


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        (
            "In October, the UN estimated that 701 people had been killed in Ituri since December 2017.",
            701,
            ("2017-12-01", "2019-10-31"),
        ),
        (
            "The government said in August that 5,000 people had been killed in Ituri since 2016.",
            5000,
            ("2016-01-01", "2019-08-31"),
        ),
        # annotators have a total "since" up to the report, though it was told two days before
        ("The UN said on Friday that 90 people had been killed in Ituri since Monday.", 90, ("2019-11-25", TODAY)),
        # a part goes on no longer than its whole
        (
            "Between October and the end of May, rebels killed 531 civilians in Ituri, including 375 since March.",
            375,
            ("2019-03-01", "2019-05-31"),
        ),
        ("At least 300 people have been killed in Ituri since May, including 40 on Friday.", 40, (FRIDAY, FRIDAY)),
    ],
)
def test_no_later_than_who_counted(text: str, low: int, expected: Bounds, window: Callable[..., Bounds]) -> None:
    assert window(text, low) == expected


@pytest.mark.parametrize(
    ("text", "low", "published", "start"),
    [
        ("The five-month war in Ivory Coast has killed 900 people.", 900, date(2003, 3, 3), "2002-09-19"),
        ("The eight-year war in Syria has killed 380,000 people.", 380_000, SUNDAY, "2011-03-15"),
        # a war that no table has is as old as the text says
        ("The five-month war in Gabon has killed 900 people.", 900, SUNDAY, "2019-07-01"),
        ("The two-and-a-half-year war in Gabon has killed 900 people.", 900, SUNDAY, "2017-06-01"),
        ("Gabon is tired after six years of violence and at least 900 deaths.", 900, SUNDAY, "2013-12-01"),
        (
            "In the year and a half since rebels took power in Gabon, fighting has left at least 900 people dead.",
            900,
            SUNDAY,
            "2018-06-01",
        ),
    ],
)
def test_as_long_as_the_war(text: str, low: int, published: date, start: str, window: Callable[..., Bounds]) -> None:
    assert window(text, low, published) == (start, published.isoformat())


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        (
            (
                "Gunmen attacked a convoy near Mandera, Kenya on Friday for the second time in five months, killing"
                " three people. Five others were hurt."
            ),
            3,
            (FRIDAY, FRIDAY),
        ),
        (
            (
                "Gunmen attacked a convoy near Mandera, Kenya on Friday for the second time in five months, killing"
                " three people. Five others were hurt."
            ),
            5,
            (FRIDAY, FRIDAY),
        ),
        ("The third attack this week on Maiduguri, Nigeria killed nine people.", 9, (TODAY, TODAY)),
        ("The army has killed 40 rebels in Ituri in five months.", 40, ("2019-07-01", TODAY)),
        # the length of what lay in another week or month
        (
            "As many as 500 people fled during four days of fighting last week in Masisi, Congo.",
            500,
            ("2019-11-18", "2019-11-24"),
        ),
        ("Two weeks of clashes in May left 300 people dead in Kismayo, Somalia.", 300, ("2019-05-01", "2019-05-31")),
        ("Five days of fighting in the Sudanese town of Wau have killed 50 people.", 50, ("2019-11-27", TODAY)),
    ],
)
def test_stretches_that_are_no_window(text: str, low: int, expected: Bounds, window: Callable[..., Bounds]) -> None:
    assert window(text, low) == expected


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        # up to the day of the count, from what began before
        (
            "A cyclone hit Beira, Mozambique on 24 November. Seventeen people were killed as at 26 November.",
            17,
            ("2019-11-24", "2019-11-26"),
        ),
        # the day on which somebody gave out a count
        (
            (
                "Clashes broke out in Sidon, Lebanon on Thursday. The agency shared its own tally on Friday, saying"
                " four people were killed."
            ),
            4,
            ("2019-11-28", TODAY),
        ),
        (
            "Gunmen stormed Sidon, Lebanon on Friday, saying they sought the mayor. Four people died.",
            4,
            (FRIDAY, FRIDAY),
        ),
        # a stretch with an account of its own is not the lead's
        (
            (
                "At least three soldiers were killed in an attack in Afgoye, Somalia. Al Shabaab has carried out"
                " several attacks this week."
            ),
            3,
            (TODAY, TODAY),
        ),
        (
            "More than 900 people have now fled Kidal, Mali. About 300 people arrived in Gao during the past week.",
            900,
            (None, TODAY),
        ),
        ("Forty children have died since the weekend in Sinjar, Iraq.", 40, ("2019-11-30", TODAY)),
        # the time of another figure, with which it is compared
        (
            "The number of refugees has now passed 300,000 in Lebanon, triple the level of three months ago.",
            300_000,
            (None, TODAY),
        ),
        (
            "Gunmen killed nine in Kidal, Mali on Friday. It was the deadliest attack since one in March killed 40.",
            40,
            ("2019-03-01", "2019-03-31"),
        ),
    ],
)
def test_days_of_counting(text: str, low: int, expected: Bounds, window: Callable[..., Bounds]) -> None:
    assert window(text, low) == expected

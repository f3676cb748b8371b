"""Days counted from other days, told in turn, or of what is done about the dead: those of the dead themselves."""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def days(claims: list[Claim], number: int) -> tuple[str, str]:
    (found,) = [c for c in claims if number in (c.low, c.high)]
    return str(found.window.start), str(found.window.end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        # a length before, after or of an event that has a day
        (
            "In the three days following the attack of 20 November, 2,000 people fled the Nigerian town of Gajiram.",
            2000,
            "2019-11-20",
            "2019-11-23",
        ),
        (
            "Within 24 hours of the outbreak of clashes in Aden, Yemen on 10 November, 36 people had been killed.",
            36,
            "2019-11-10",
            "2019-11-11",
        ),
        (
            "In the two days before the ceasefire took effect on 12 November, 34 people were killed in the Gaza Strip.",
            34,
            "2019-11-10",
            "2019-11-11",
        ),
        (
            "The 11 days of fighting that began on 10 May 2018 killed 12 people in Israel.",
            12,
            "2018-05-10",
            "2018-05-20",
        ),
        (
            "In the first week of the offensive that began on 9 October, 160,000 people fled Hasakeh, Syria.",
            160000,
            "2019-10-09",
            "2019-10-15",
        ),
        (
            "On the third day of the assault that began on 9 October, 17 people were killed in Hasakeh, Syria.",
            17,
            "2019-10-11",
            "2019-10-11",
        ),
        # but what befell on that day is of that day
        (
            "The raid came two days after 13 soldiers were killed in the Nigerien town of Inates on Wednesday.",
            13,
            "2019-11-27",
            "2019-11-27",
        ),
        (
            "Friday's raid came less than a week after a bomb killed nine soldiers in Baga, Nigeria on November 25.",
            9,
            "2019-11-25",
            "2019-11-25",
        ),
        # counted back from today
        ("A year ago today, eleven people died in Baidoa, Somalia.", 11, "2018-12-01", "2018-12-01"),
        (
            "A rocket killed 19 people in Kandahar, Afghanistan a week ago, at 0630 GMT on Sunday.",
            19,
            "2019-11-24",
            "2019-11-24",
        ),
        ("Shells killed twelve people in Taiz, Yemen the Tuesday before last.", 12, "2019-11-19", "2019-11-19"),
        ("Shells killed twelve people in Taiz, Yemen the week before last.", 12, "2019-11-11", "2019-11-17"),
        ("Year to date, 250 people have been killed in Mogadishu, Somalia.", 250, "2019-01-01", "2019-12-01"),
        # a period under way reaches to the report
        ("In 2019, 2,100 people have been killed in Djibo, Burkina Faso.", 2100, "2019-01-01", "2019-12-01"),
        # two days, two figures
        (
            "Mortar fire on Tarhuna, Libya killed four people on November 18 and six more on November 21.",
            6,
            "2019-11-21",
            "2019-11-21",
        ),
        (
            "Raids on Idlib, Syria killed four and nine people on November 25 and November 27 respectively.",
            4,
            "2019-11-25",
            "2019-11-25",
        ),
        (
            "Raids on Idlib, Syria in May and June killed 45 and 90 people respectively.",
            90,
            "2019-06-01",
            "2019-06-30",
        ),
        # the days of a statement, of a toll, of a burial
        (
            "In a list issued by its press office on Friday, the SDF said twelve men were killed in Syria on May 23.",
            12,
            "2019-05-23",
            "2019-05-23",
        ),
        (
            "A list published by activists on Friday names 17 people killed in Nasiriya, Iraq on November 28.",
            17,
            "2019-11-28",
            "2019-11-28",
        ),
        (
            "The death toll from Thursday's bombing in Afgoye, Somalia rose to 20 on Saturday.",
            20,
            "2019-11-28",
            "2019-11-28",
        ),
        (
            "Officials on Saturday raised to 17 the number of people killed in Wednesday's blast in Quetta, Pakistan.",
            17,
            "2019-11-27",
            "2019-11-27",
        ),
        (
            "Mourners gathered on Sunday in Sinjar, Iraq for eleven people killed in a Turkish air strike on Tuesday.",
            11,
            "2019-11-26",
            "2019-11-26",
        ),
        # bounds told apart
        (
            "As of 28 November, 354 people had been killed in protests in Baghdad, Iraq that began on 1 October.",
            354,
            "2019-10-01",
            "2019-11-28",
        ),
        (
            "Between dusk on Friday and dawn on Saturday, shelling killed six people in Maryinka, Ukraine.",
            6,
            "2019-11-29",
            "2019-11-30",
        ),
    ],
)
def test_the_days_of_the_dead(text: str, number: int, start: str, end: str, claims: Claims) -> None:
    assert days(claims(text), number) == (start, end)


@pytest.mark.parametrize(
    ("lead", "behind", "number", "start", "end"),
    [
        # a truce's own days are not what "a day earlier" counts from
        (
            "Trucks left Homs, Syria on Sunday, the third day of a truce that began on Friday. Two people were killed.",
            "A day earlier, a convoy had come under fire and a driver was killed.",
            1,
            "2019-11-30",
            "2019-11-30",
        ),
        (
            "Shells killed eight people in Jarjanaz, Syria on Saturday. The zone was agreed upon on September 17.",
            "The night before, jihadists had killed 14 soldiers.",
            14,
            "2019-11-29",
            "2019-11-29",
        ),
        # what began goes on until somebody counts
        (
            "Clashes broke out in the Sudanese town of Port Sudan on Tuesday.",
            "By Friday, 30 people had been killed.",
            30,
            "2019-11-26",
            "2019-11-29",
        ),
        (
            "Raids went on in Dhale, Yemen.",
            "From Thursday they killed three people by Saturday.",
            3,
            "2019-11-28",
            "2019-11-30",
        ),
        # but not what lasted hours
        (
            "The assault on Gamboru in Nigeria began on Monday and went on for 12 hours.",
            "An official gave a figure of 100 dead.",
            100,
            "2019-11-25",
            "2019-11-25",
        ),
        # a definite length is that of what was told
        (
            "Israel launched strikes on the Gaza Strip on 12 November.",
            "In the two days of fighting, 34 people were killed.",
            34,
            "2019-11-13",
            "2019-11-14",
        ),
        (
            "Gunmen raided Baga, Nigeria on Tuesday.",
            "Two days on, shells killed six there.",
            6,
            "2019-11-28",
            "2019-11-28",
        ),
        # entries under their own dates do not date the lead; a comparison dates nobody further
        (
            "A bus was hit by shells in Kashmir, killing nine people, officials said.",
            "2019-11-14 Shelling kills seven soldiers in Bhimber.",
            9,
            "2019-12-01",
            "2019-12-01",
        ),
        (
            "Raids on Abs, Yemen killed 20 on Friday.\n\nIt was the worst since March 2016, when 97 people died.",
            "Another 33 people were injured.",
            33,
            "2019-11-29",
            "2019-11-29",
        ),
    ],
)
def test_days_of_the_sentences_before(
    lead: str, behind: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(f"{lead}\n\n{behind}"), number) == (start, end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        (
            "The army bombed Douma in Syria on Saturday, where 582 people have died since May 18.",
            582,
            "2019-05-18",
            "2019-12-01",
        ),
        ("The week-long battle took 235 lives in Hasakeh, Syria.", 235, "2019-11-24", "2019-12-01"),
        (
            "In Basilan in the Philippines, where fighting flared on 12 November, 3,799 people left home.",
            3799,
            "2019-11-12",
            "2019-12-01",
        ),
        (
            "Some 26 died in Marawi in the Philippines since the group, which follows nobody, rose up on May 23.",
            26,
            "2019-05-23",
            "2019-12-01",
        ),
    ],
)
def test_stretches_up_to_the_report(text: str, number: int, start: str, end: str, claims: Claims) -> None:
    assert days(claims(text), number) == (start, end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        # a day of those who are counted is not that of what befell them
        (
            "About 9,000 people displaced from Tarmiya, Iraq in 2014 returned on Thursday.",
            9000,
            "2019-11-28",
            "2019-11-28",
        ),
        (
            "In the first 48 hours after a truce took effect on 18 November, 40 people died in Hodeidah, Yemen.",
            40,
            "2019-11-18",
            "2019-11-20",
        ),
        (
            "The offensive on Afrin in Syria, launched on January 20, has killed 254 civilians.",
            254,
            "2019-01-20",
            "2019-12-01",
        ),
        (
            "In the two months since protests began in Nasiriya, Iraq, more than 400 people have been killed.",
            400,
            "2019-10-01",
            "2019-12-01",
        ),
    ],
)
def test_days_of_who_is_counted_and_of_what_befell_them(
    text: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(text), number) == (start, end)

"""Windows told across clauses and sentences: since a flight, up to the telling, by the sentence behind the lead."""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims

TODAY = "2019-12-01"


def days(claims: list[Claim], number: int) -> tuple[str, str]:
    (found,) = [c for c in claims if number in (c.low, c.high)]
    return str(found.window.start), str(found.window.end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        # deaths that became known later
        ("Nine people were confirmed dead on Saturday after raiders struck Warrap on Thursday.", 9, 28, "2019-11-28"),
        ("Nine herders were reported killed on Friday in Mali after a raid on Wednesday night.", 9, 27, "2019-11-27"),
        ("Nine herders were reported killed on Friday in Mali when men raided their camp.", 9, 29, "2019-11-29"),
        # a month or a day that only names a truce or a place
        (
            "The October agreement was strained by clashes in Darfur on Thursday. Nine people died.",
            9,
            28,
            "2019-11-28",
        ),
        ("Last week, a bombing near the site of Monday's attack killed nine people in Quetta.", 9, 18, "2019-11-24"),
        # who fled has gone on fleeing since
        (
            "Some 40,000 people have fled Palma in Mozambique after insurgents attacked it on November 20.",
            40000,
            20,
            TODAY,
        ),
        (
            "The 30,000 driven out of Hodeidah, Yemen after the coalition attacked on 13 November are in camps.",
            30000,
            13,
            TODAY,
        ),
        (
            "Nearly 20,000 residents have left Idlib, Syria for the border after bombing began on November 17.",
            20000,
            17,
            TODAY,
        ),
        (
            "UNHCR had by Thursday registered 3,150 who fled Tillaberi, Niger after gunmen attacked it on November 21.",
            3150,
            21,
            "2019-11-28",
        ),
        ("About 700 people fled the village of Bor, South Sudan on November 22 after a raid.", 700, 22, "2019-11-22"),
        ("Clashes which began in Ituri, Congo on 10 November have killed 80 people.", 80, 10, TODAY),
        # a stretch ends when somebody tells of it
        (
            "The UN said on Friday that 103 civilians had died in ten days of raids on Idlib, Syria.",
            103,
            20,
            "2019-11-29",
        ),
        ("The monitor said on Thursday that 25 died in Taiz, Yemen in the previous two days.", 25, 26, "2019-11-28"),
        (
            "In mid-November the rebels said they had killed 47 soldiers in three days in Kidal, Mali.",
            47,
            11,
            "2019-11-20",
        ),
        ("The raid capped a week in which 70 people died in Kabul, Afghanistan.", 70, 24, TODAY),
        ("Air strikes have killed 90 people in Saada, Yemen in the space of a week.", 90, 24, TODAY),
        (
            "On Friday the army admitted that 40 soldiers had been killed in Borno, Nigeria since November 3.",
            40,
            3,
            TODAY,
        ),
        ("A raid on Jos in Nigeria during the weekend left 16 farmers dead.", 16, 30, TODAY),
        # who acts may have done something else before
        (
            "Rebels who took the town on November 6 killed 14 soldiers in Bor, South Sudan on Friday.",
            14,
            29,
            "2019-11-29",
        ),
    ],
)
def test_how_far_a_time_reaches(text: str, number: int, start: int, end: str, claims: Claims) -> None:
    assert days(claims(text), number) == (f"2019-11-{start:02}", end)


@pytest.mark.parametrize(
    ("text", "number", "start"),
    [
        (
            "The insurgency that broke out in 2009 has killed more than 30,000 people in northern Nigeria.",
            30000,
            "2009-07-26",
        ),
        (
            "An insurgency that began in 2017 has killed more than 900 people in Cabo Delgado, Mozambique.",
            900,
            "2017-10-05",
        ),
        (
            "A revolt that erupted in 2016 has killed over 3,000 people in Cameroon's English-speaking west.",
            3000,
            "2016-10-06",
        ),
        (
            "A study counts 191,000 people killed in Syria between March 2011 and the end of November 2019.",
            191000,
            "2011-03-15",
        ),
    ],
)
def test_wars_count_from_their_first_day_to_the_report(text: str, number: int, start: str, claims: Claims) -> None:
    found = days(claims(text), number)
    assert found[0] == start
    assert found[1] in (TODAY, "2019-11-30")


@pytest.mark.parametrize(
    ("lead", "behind", "number", "start", "end"),
    [
        (
            "At least 18 people have been killed in the north of Burkina Faso in an attack this week.",
            "Unidentified gunmen were behind the attack on Monday in the village of Yattakou, the governor said.",
            18,
            "2019-11-25",
            "2019-11-25",
        ),
        (
            "Suspected jihadists have killed 58 people in western Niger, the government says.",
            "The victims were on their way home from market in Banibangou on Friday when their vehicles were stopped.",
            58,
            "2019-11-29",
            "2019-11-29",
        ),
        (
            "Up to 200 people were killed in attacks on villages in Zamfara, Nigeria this week, residents said.",
            "The gunmen raided nine villages in Anka on Wednesday and Thursday.",
            200,
            "2019-11-27",
            "2019-11-28",
        ),
        (
            "Gunmen have killed 25 people in Ituri, Congo, the army said.",
            "The attackers came to the village of Tchabi on Friday night, a chief said.",
            25,
            "2019-11-29",
            "2019-11-29",
        ),
        (
            "At least 14 people were killed in Kabul, Afghanistan this week in a blast.",
            "The bomb went off on Tuesday near a mosque.",
            14,
            "2019-11-26",
            "2019-11-26",
        ),
        # a later toll has a day of its own
        (
            "At least 14 people were killed in Kabul, Afghanistan this week in blasts.",
            "The gunmen killed three on Tuesday in Herat.",
            14,
            "2019-11-25",
            TODAY,
        ),
    ],
)
def test_the_sentence_behind_the_lead_tells_when(
    lead: str, behind: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(f"{lead}\n\n{behind}"), number) == (start, end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        (
            (
                "Fighting broke out in Tripoli, Libya on 20 November. Two people were killed on Saturday in Ain Zara. "
                "The death toll now stands at 47."
            ),
            47,
            "2019-11-20",
            TODAY,
        ),
        (
            (
                "The army began its siege of Marawi, Philippines on 10 November. On Saturday three marines died. "
                "The toll has reached 300."
            ),
            300,
            "2019-11-10",
            TODAY,
        ),
        (
            (
                "Clashes erupted in Goma, Congo on Monday. On Saturday a shell killed two people. The fighting has so "
                "far killed 60 people, the UN says."
            ),
            60,
            "2019-11-25",
            TODAY,
        ),
        (
            (
                "Protests began in Baghdad, Iraq on 1 October. On Friday 12 protesters were shot dead in Nasiriyah. "
                "That takes the total number of dead to 400."
            ),
            400,
            "2019-10-01",
            TODAY,
        ),
        (
            (
                "Rebels launched an offensive on Hodeidah, Yemen on 13 November. A hospital was hit on Saturday, "
                "wounding four. In all, 210 people have died, doctors say."
            ),
            210,
            "2019-11-13",
            TODAY,
        ),
        (
            (
                "The bombardment of Idlib, Syria started on 19 November. Nine people died in Saraqeb on Saturday. "
                "Rescuers have now counted 95 dead."
            ),
            95,
            "2019-11-19",
            TODAY,
        ),
        (
            "The battle for Sirte, Libya began on 5 November. Four fighters died on Saturday. It has cost 250 lives.",
            250,
            "2019-11-05",
            TODAY,
        ),
        # an update of one event's dead
        (
            "A bomb killed 30 people in Mogadishu, Somalia on Friday. The death toll has climbed to 35.",
            35,
            "2019-11-29",
            "2019-11-29",
        ),
        (
            (
                "Fighting broke out in Goma, Congo on 20 November. A bomb killed 30 people in a shop on Friday. The "
                "death toll has climbed to 35."
            ),
            35,
            "2019-11-29",
            "2019-11-29",
        ),
    ],
)
def test_a_standing_toll_counts_from_when_it_began(
    text: str, number: int, start: str, end: str, claims: Claims
) -> None:
    assert days(claims(text), number) == (start, end)


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        (
            "A bomb killed nine people in Quetta, Pakistan on Thursday night, and on Saturday gunmen shot four dead.",
            9,
            28,
            28,
        ),
        ("Nine died in Quetta, Pakistan on Thursday, and on Friday seven more were killed in Karachi.", 7, 29, 29),
        ("Shells fell on Friday and on Saturday in Aden, Yemen, killing 12.", 12, 29, 30),
        ("Twelve people died in Aden, Yemen on Thursday, Friday and Saturday.", 12, 28, 30),
        ("Two girls in summer clothes were killed by a shell in Sarajevo, Bosnia on Saturday.", 2, 30, 30),
    ],
)
def test_days_of_two_clauses_and_seasons_of_things(
    text: str, number: int, start: int, end: int, claims: Claims
) -> None:
    assert days(claims(text), number) == (f"2019-11-{start}", f"2019-11-{end}")


@pytest.mark.parametrize("saint", ["Sto. Niño", "Sta. Cruz"])
def test_saints_end_no_sentence(saint: str, claims: Claims) -> None:
    text = f"Sixteen people were hurt when a grenade went off opposite {saint} church in Jolo, Philippines on Saturday."
    assert days(claims(text), 16) == ("2019-11-30", "2019-11-30")


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        ("October was the bloodiest month in Iraq this year, with 900 people killed.", 900, "2019-10-01", "2019-10-31"),
        (
            "In the deadliest attack in Mogadishu, Somalia this year, 81 died on Saturday.",
            81,
            "2019-11-30",
            "2019-11-30",
        ),
        ("Gunmen have killed 80 people in Jos, Nigeria, more than in all of 2018.", 80, TODAY, TODAY),
        (
            "On Friday 47 people died in Syria, compared with 150 a day in the week before.",
            47,
            "2019-11-29",
            "2019-11-29",
        ),
        ("Of the million who left Idlib, Syria in winter, 73,000 have gone back, the UN said.", 73000, TODAY, TODAY),
        # what lies ahead, and a war that only drove people to where they died
        (
            "On the eve of the talks, which open on Monday, nine people were killed in Aden, Yemen on Saturday.",
            9,
            "2019-11-30",
            "2019-11-30",
        ),
        ("Nine people were killed in Aden, Yemen before talks due on Tuesday.", 9, TODAY, TODAY),
        (
            (
                "At least 58 died when a woman blew herself up in a camp in Nigeria whose people are displaced, "
                "driven out by the insurgency."
            ),
            58,
            TODAY,
            TODAY,
        ),
        ("Of the 38 children hurt in Yemen in October, 14 were killed.", 14, "2019-10-01", "2019-10-31"),
    ],
)
def test_times_of_others_than_the_counted(text: str, number: int, start: str, end: str, claims: Claims) -> None:
    assert days(claims(text), number) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Since clashes broke out in Aden, Yemen on Thursday, 67 people have died.", "2019-11-28"),
        ("Since the offensive began on Monday, 140 people have been killed in Idlib, Syria.", "2019-11-25"),
    ],
)
def test_since_a_dated_beginning_runs_to_the_report(text: str, start: str, claims: Claims) -> None:
    (number,) = [int(word) for word in text.split() if word.isdigit()]
    assert days(claims(text), number) == (start, TODAY)


_REVIEW = (
    "In 2018, 3,410 civilians were killed in Afghanistan, the group said.\n\n"
    "Suicide attacks killed 940 people, it said. On Sunday a bomb in Kabul killed 12."
)


@pytest.mark.parametrize(
    ("published", "year", "day"),
    [
        ("2019-01-10", ("2018-01-01", "2018-12-31"), ("2019-01-06", "2019-01-06")),
        # the year is not over when the report is written
        ("2018-12-29", ("2018-01-01", "2018-12-29"), ("2018-12-23", "2018-12-23")),
    ],
)
def test_a_review_of_a_year_carries_the_year(
    published: str, year: tuple[str, str], day: tuple[str, str], claims: Claims
) -> None:
    told = claims(_REVIEW, published=published)
    assert (days(told, 940), days(told, 12)) == (year, day)


def test_a_year_named_long_ago_is_not_carried(claims: Claims) -> None:
    told = claims(_REVIEW, published="2019-06-11")
    assert days(told, 940) != ("2018-01-01", "2018-12-31")

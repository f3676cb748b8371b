"""Chronologies, tickers, anniversaries, recaps and days that point: each figure has the day of its own entry."""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def days(claims: list[Claim], number: int) -> tuple[str, str]:
    (found,) = [c for c in claims if number in (c.low, c.high)]
    return str(found.window.start), str(found.window.end)


_CHRONOLOGY = (
    "Attacks of the war in Sri Lanka. 1987 - In June the rebels kill 33 monks at Aranthalawa. 1996: A truck bomb in"
    " Colombo on January 31 kills 91 people. 2006 - Nearly 98 sailors die in an attack at Habarana in October."
)
_TICKER = (
    "07:40 Rebels enter the citadel of Aleppo, Syria. 09:15 Aircraft bomb a roundabout, killing 16 civilians. 11:05 The"
    " army says it lost 30 soldiers in the past three days. 13:30 Five people wounded as a shell hits the university."
)
_BLAST = "A blast killed five people in Azaz, Syria on Friday. "


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        (_CHRONOLOGY, 33, "1987-06-01", "1987-06-30"),
        (_CHRONOLOGY, 91, "1996-01-31", "1996-01-31"),
        (_CHRONOLOGY, 98, "2006-10-01", "2006-10-31"),
        (_TICKER, 16, "2019-12-01", "2019-12-01"),
        (_TICKER, 30, "2019-11-28", "2019-12-01"),
        (_TICKER, 5, "2019-12-01", "2019-12-01"),
        # years that point at one told before
        (
            "In May 2012 bombs in Damascus killed 55 people. In February of the following year a blast killed 53.",
            53,
            "2013-02-01",
            "2013-02-28",
        ),
        (
            "In February of last year a missile killed 70 in Aleppo. In March of the same year 40 students died.",
            40,
            "2018-03-01",
            "2018-03-31",
        ),
        (
            "In May 2012 bombs in Damascus, Syria killed 55, and in July 2013 a blast left 53 dead.",
            55,
            "2012-05-01",
            "2012-05-31",
        ),
        (
            "The attack on Ghouta, Syria took place four weeks ago, on November 2. Rockets killed 340 people.",
            340,
            "2019-11-02",
            "2019-11-02",
        ),
        (_BLAST + "The day before 16 people had died in Ariha.", 16, "2019-11-28", "2019-11-28"),
        (
            "Saudi Arabia launched its raids on Yemen on Tuesday. By Friday 45 people had been killed.",
            45,
            "2019-11-26",
            "2019-11-29",
        ),
        # anniversaries
        (
            "Herat in Afghanistan marked on Friday the fifth anniversary of an attack that killed 12 people.",
            12,
            "2014-11-29",
            "2014-11-29",
        ),
        (
            "People met in Srebrenica on Friday on the anniversary of the 1995 massacre, in which 8,000 were killed.",
            8000,
            "1995-01-01",
            "1995-12-31",
        ),
        # back to the news
        (
            _BLAST + "In October 2017 a truck bomb there killed 87. Another 300 people were wounded in the new attack.",
            300,
            "2019-11-29",
            "2019-11-29",
        ),
        (_BLAST + "In June 2018 a raid killed 31. The latest attack wounded 12.", 12, "2019-11-29", "2019-11-29"),
        # days and stretches that point
        (_BLAST + "A day earlier a mine killed three. The day before that, a man died.", 1, "2019-11-27", "2019-11-27"),
        (_BLAST + "Three days before the blast, a mine killed two boys.", 2, "2019-11-26", "2019-11-26"),
        (
            "Rebels began shelling Taiz, Yemen on Monday. Guns have killed eight people over the same period.",
            8,
            "2019-11-25",
            "2019-12-01",
        ),
        (
            "The raids on Idlib, Syria began on 9 November. Shells had killed 70 civilians by the end of that month.",
            70,
            "2019-11-09",
            "2019-11-30",
        ),
        (
            "IS attacked the SDF in Hajin, Syria. It has killed 92 since Tuesday. Over the same four days, 51 fled.",
            51,
            "2019-11-26",
            "2019-11-29",
        ),
        # who counts is not who is counted
        (
            "In the first half of 2019, 388 children died, said the mission in Kabul, which has kept count since 2009.",
            388,
            "2019-01-01",
            "2019-06-30",
        ),
        (
            "A woman who was wounded in last Saturday's shelling of Ariha, Syria died on Thursday.",
            1,
            "2019-11-28",
            "2019-11-28",
        ),
    ],
)
def test_each_figure_has_the_day_of_its_entry(text: str, number: int, start: str, end: str, claims: Claims) -> None:
    assert days(claims(text), number) == (start, end)

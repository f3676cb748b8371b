"""The windows of claims where several times of an article compete, or none stands beside the figure."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

Bounds = tuple[str | None, str | None]
SUNDAY = date(2019, 12, 1)


@pytest.fixture
def window(article: MakeArticle, reference: Reference) -> Callable[..., Bounds]:
    extractor = Extractor(reference)

    def make(text: str, low: int, measure: str = "killed") -> Bounds:
        found = extractor.extract(article(text), SUNDAY).claims
        (claim,) = [c for c in found if c.measure == measure and low in (c.low, c.high)]
        start, end = claim.window.start, claim.window.end
        return start.isoformat() if start else None, end.isoformat() if end else None

    return make


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        # a day right behind the number
        ("Shelling of Goma killed 12 people on Friday and another five on Saturday.", 5, ("2019-11-30",) * 2),
        # a scene that is set before the harm
        ("On Friday morning the men came to Djibo, Mali on motorbikes. Some 91 died.", 91, ("2019-11-29",) * 2),
        ("It was market day in Kaya, Mali on Friday. Nobody fled. They left 91 dead.", 91, ("2019-11-29",) * 2),
        ("The sirens sounded in Odesa, Ukraine on Friday at 3 a.m. Then 91 people died.", 91, ("2019-11-29",) * 2),
        ("The envoy will fly to Sanaa, Yemen on Monday. Some 91 people died in Taiz.", 91, ("2019-12-01",) * 2),
        ("The truce in Taiz, Yemen began on Friday. Some 91 people died.", 91, ("2019-12-01",) * 2),
        # the day of the telling, before or behind what is told
        (
            "Men raided Goma, Congo on Friday. The doctor told a news conference on Sunday that 91 died.",
            91,
            ("2019-11-29",) * 2,
        ),
        (
            "Men raided Goma, Congo on Friday. The army raised the number of dead to 91 on Sunday.",
            91,
            ("2019-11-29",) * 2,
        ),
        ("Men raided Goma, Congo on Friday. The government on Sunday had announced 91 dead.", 91, ("2019-11-29",) * 2),
        # the weekday of a week counted back to
        (
            "Shells hit Sumy, Ukraine on Friday. A week earlier, on Thursday, 91 died.",
            91,
            ("2019-11-21",) * 2,
        ),
        # of two days of a sentence the one of the act is carried on
        ("Smoke rose on Sunday after shells hit Goma, Congo late on Friday. Some 91 died.", 91, ("2019-11-29",) * 2),
        (
            "The town mourned on Sunday for the victims of the raid that struck Goma, Congo on Friday. Some 91 died.",
            91,
            ("2019-11-29",) * 2,
        ),
        ("Aid came on Sunday to Goma, Congo, which rebels raided on Friday. Some 91 died.", 91, ("2019-11-29",) * 2),
        ("On Friday rebels raided Goma, Congo, and on Sunday aid came. Some 91 died.", 91, ("2019-11-29",) * 2),
        # lengths that run until the report
        ("In one year 91 medics were killed in Homs, Syria.", 91, ("2018-12-01", "2019-12-01")),
        ("Two weeks into the offensive on Idlib, Syria 91 people have died.", 91, ("2019-11-17", "2019-12-01")),
        ("Shells killed 91 people in Homs, Syria, in the worst attack in a year.", 91, ("2019-12-01",) * 2),
        # names that hold a date
        ("Activists sent Horan Today the names of 91 dead of the raids of Friday.", 91, ("2019-11-29", "2019-11-29")),
        ("On Friday shells fell on the July 7 district of Hodeidah, Yemen and killed 91.", 91, ("2019-11-29",) * 2),
        # an accusation is dated, not the deed
        (
            "The army in Goma, Congo accused rebels on Sunday of killing 91 people. The attack was on Thursday.",
            91,
            ("2019-11-28", "2019-11-28"),
        ),
        # the clause of the figure comes first
        (
            "SOHR said two men died in Homs, Syria on Saturday and that 91 had been killed there on Monday in raids.",
            91,
            ("2019-11-25", "2019-11-25"),
        ),
        # a toll that rises counts from where the article counts
        (
            "Shelling of Gaza has killed 80 people since 20 November. On Sunday three died, taking the toll to 91.",
            91,
            ("2019-11-20", "2019-12-01"),
        ),
        # a campaign's beginning is told elsewhere, or listed
        (
            (
                "Turkey launched its offensive on 9 October. In Ras al-Ain, Syria 91 people have been killed since the "
                "offensive began."
            ),
            91,
            ("2019-10-09", "2019-12-01"),
        ),
        # a war's toll counted from a later day than its first
        ("Yemen's war has killed some 9,100 people since March 2018.", 9100, ("2018-03-01", "2019-12-01")),
        ("The conflict in Yemen has killed some 9,100 people since 2009.", 9100, ("2009-01-01", "2019-12-01")),
        # a part is of its whole's time
        (
            "On Friday, 91 people died in raids on Hama, Syria, 13 of them children. On Saturday it rained.",
            13,
            ("2019-11-29", "2019-11-29"),
        ),
        # too many for the days told before
        (
            "Raids on Aleppo, Syria went on overnight on Friday. More than 270,000 have died.",
            270_000,
            ("2011-03-15", "2019-12-01"),
        ),
        (
            "Raids on Aleppo, Syria went on. An envoy spoke in April 2016 of 400,000 dead.",
            400_000,
            ("2011-03-15", "2016-04-30"),
        ),
        (
            "Nine days of raids on Homs, Syria killed 31 people. It went on. More than 230,000 have been killed.",
            230_000,
            ("2011-03-15", "2019-12-01"),
        ),
        (
            "Raids on Homs, Syria went on. An April report by a research centre counted 400,000 dead in the war.",
            400_000,
            ("2011-03-15", "2019-12-01"),
        ),
        # another story begins
        (
            (
                "Raids on Homs, Syria killed nine on Saturday. Two men died there on Tuesday. In the south, meanwhile, "
                "people struck. Medics said 91 people were shot dead in Daraa."
            ),
            91,
            ("2019-11-30", "2019-11-30"),
        ),
        (
            (
                "The rebels killed nine soldiers in Badghis, Afghanistan on Saturday. The truce, which the president "
                "last week extended, holds. Outposts were overrun before dawn. Another 91 soldiers were killed there."
            ),
            91,
            ("2019-11-30", "2019-11-30"),
        ),
        (
            "On Thursday a bomb hit Ghazni: Afghanistan's worst blast since a raid in May 2018. It killed 91 people.",
            91,
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "Talks go on\n\nDecember 2019 raids on Idlib\n\nRaids kill 91 people in Idlib.",
            91,
            ("2019-12-01", "2019-12-01"),
        ),
    ],
)
def test_the_dead_are_of_the_days_that_a_reader_would_say(
    window: Callable[..., Bounds], text: str, low: int, expected: Bounds
) -> None:
    assert window(text, low) == expected


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        (
            ("Turkey's attack on north-eastern Syria has killed 80 people since 9 October. The hospital was hit on "
            "Friday. Around 300,000 people have fled their homes."),
            300_000,
            ("2019-10-09", "2019-12-01"),
        ),
        (
            ("Strikes on Gaza have killed 80 people since 20 November. On Friday a tower fell. One house was spared. "
            "Then came rain. All told, some 52,000 have been displaced."),
            52_000,
            ("2019-11-20", "2019-12-01"),
        ),
        ("In April the camp of Azraq grew. Some 650,000 are registered as refugees in Jordan.", 650_000, (None,
         "2019-12-01")),
        ("About 9,100 people fled Maarat in Syria in the last fortnight of October.", 9100, ("2019-10-18",
         "2019-10-31")),
    ],
)  # fmt: skip
def test_the_displaced_are_of_the_days_that_a_reader_would_say(
    window: Callable[..., Bounds], text: str, low: int, expected: Bounds
) -> None:
    assert window(text, low, "displaced") == expected


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        # what others count from, and who died then
        ("It was the worst since a raid on Herat on May 3 in which 20 people died.", 20, ("2019-05-03",) * 2),
        ("Some 90 guards died in Van since a bombing on July 20 which killed 34 people.", 34, ("2019-07-20",) * 2),
        ("Some 90 guards died in Van since a bombing on July 20 which killed 34.", 90, ("2019-07-20", "2019-12-01")),
        # a year up to a month of it
        ("Some 40 people were killed in clashes in Mali till June this year.", 40, ("2019-01-01", "2019-06-30")),
        ("Some 40 people were killed in clashes in Mali in the ongoing year.", 40, ("2019-01-01", "2019-12-01")),
        # a fight told by its first day
        ("The clashes, which erupted on November 20, killed 12 people in Sebha.", 12, ("2019-11-20", "2019-12-01")),
        ("A blast that struck on November 20 killed 12 people in Sebha.", 12, ("2019-11-20",) * 2),
        # where something else has gone on
        ("On Friday 12 died in Bor, where the UN has run a clinic since 2014.", 12, ("2019-11-29",) * 2),
    ],
)
def test_events_beside_their_lengths(text: str, low: int, expected: Bounds, window: Callable[..., Bounds]) -> None:
    assert window(text, low) == expected


def test_a_length_ends_with_its_entry(window: Callable[..., Bounds]) -> None:
    text = (
        "Over the past two days 20 died in Goma, Congo. In the past three weeks 30 died in Beni.\n\n"
        "Northern Region: Some 90 people died in Bunia."
    )
    assert window(text, 90) == ("2019-11-29", "2019-12-01")


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        # a toll that is counted from a day
        ("The death toll in Aden since 18 November reached 60 on Saturday.", 60, ("2019-11-18", "2019-11-30")),
        (
            "Shelling this week killed 26 people in Aden, raising to more than 300 the number of dead since March.",
            300,
            ("2019-03-01", "2019-12-01"),
        ),
        # a fight told by its first day, behind the number
        (
            "At least 40 people have been killed in the fighting in Tigray, which began on 4 November.",
            40,
            ("2019-11-04", "2019-12-01"),
        ),
        # so many days of a fight, up to the report or to the day on which it ended
        ("Police say 71 people died in 33 days of war in Lebanon.", 71, ("2019-10-30", "2019-12-01")),
        ("Officials put the toll from four days of clashes in Osh at 71.", 71, ("2019-11-28", "2019-12-01")),
        ("Four days of shelling of Aden ended on Saturday with 44 dead.", 44, ("2019-11-27", "2019-11-30")),
        # a time of those compared with, or of most of the counted
        (
            "Doctors count 447 dead since 1 November. Aden accounts for 100 of the dead, most of whom died last week.",
            100,
            ("2019-11-01", "2019-12-01"),
        ),
    ],
)
def test_tolls_that_count_from_a_day(
    window: Callable[..., Bounds], text: str, low: int, expected: tuple[str, str]
) -> None:
    assert window(text, low) == expected


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        ("Some 40,000 people have fled the fighting in Tigray, which began on 4 November.", 40000, "2019-11-04"),
        ("Raids hit Bria on Thursday. About 900 people fled, up from 120 on Friday.", 900, "2019-11-28"),
    ],
)
def test_flight_from_what_went_on(window: Callable[..., Bounds], text: str, low: int, expected: str) -> None:
    assert window(text, low, "displaced")[0] == expected

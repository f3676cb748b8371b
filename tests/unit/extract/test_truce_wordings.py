"""Truces and their breaches in the words of many newsrooms and wars, report by report."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from pipeline.extract.truces import find_truces
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, str | None, str | None]


def told(doc: MakeDoc, reference: Reference, text: str, day: str) -> list[Told]:
    """Act, day on which it began and province of each."""
    found = reports(doc, reference, text, day)
    return [(r.act, str(r.window.start) if r.window.start else None, r.place and r.place.admin1) for r in found]


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        # a truce that ended a war has not ended itself
        (
            "2021-06-16",
            (
                "Israel struck sites in Khan Younis on Wednesday, the first raids since a ceasefire ended 11 days of"
                " fighting in Gaza in May."
            ),
            [("air_strike", "2021-06-16", "Gaza")],
        ),
        # the end of a truce is that of the truce where nothing was fought behind it
        ("2016-09-21", "The truce ended on Monday. Jets bombed Aleppo on Wednesday.", []),
        # what was due has begun where it is told what happened behind it
        (
            "2014-05-12",
            (
                "The army and the rebels accused each other on Sunday of breaking a ceasefire hours after it"
                " was supposed"
                " to take effect. Rebels raided Bentiu in the morning."
            ),
            [("unspecified", "2014-05-11", None), ("ground_attack", "2014-05-12", "Unity")],
        ),
        # a zone told of behind, for the place of the story
        (
            "2017-11-19",
            (
                "The army shelled Douma in Eastern Ghouta on Sunday, killing nine. The enclave is one of four"
                " de-escalation"
                " zones that Russia, Iran and Turkey agreed on in May."
            ),
            [("shelling", "2017-11-19", "Rif Dimashq")],
        ),
        # a known truce by its proper name
        (
            "2016-08-19",
            (
                "Monitors watch over the Minsk agreements of February 2015. Ukraine's separatists shelled army"
                " positions near"
                " Avdiivka on Thursday, the military said."
            ),
            [("shelling", "2016-08-18", "Donetsk")],
        ),
        # what is broken anew is no new truce, and what is broken has begun
        (
            "2016-05-26",
            (
                "In a new breach of the cessation of hostilities, militants fired mortars at a school in Aleppo on"
                " Thursday, state media said."
            ),
            [("shelling", "2016-05-26", "Aleppo")],
        ),
        (
            "2016-03-20",
            (
                "Moscow proposed new talks on how to answer those who violate the ceasefire in Syria."
                " Violations of the truce"
                " are still being registered. Jets bombed Idlib on Saturday."
            ),
            [("air_strike", "2016-03-19", "Idlib")],
        ),
        # a demand of the Security Council is an order once it is taken, no sooner
        (
            "2018-03-08",
            "The Security Council called for a month-long truce on February 24. Shells hit Douma on Monday.",
            [("shelling", "2018-03-05", "Rif Dimashq")],
        ),
        ("2016-10-17", "Two drafts before the Security Council called for a truce. Jets bombed Aleppo on Monday.", []),
        # fighting that a truce followed
        (
            "2014-01-08",
            "Rebels and the army keep to a truce in Barzeh after a year of fighting. Nobody was hurt on Tuesday.",
            [],
        ),
        # a pause of hours
        (
            "2016-10-21",
            (
                "Syrian rebels fired mortars at a road in Aleppo on Thursday, officials said, hours into a pause of the"
                " army, the second eleven-hour pause of the week."
            ),
            [("shelling", "2016-10-20", "Aleppo")],
        ),
        # a truce that is only sought, however often it is named
        (
            "2003-05-15",
            (
                "The UN tries to obtain a ceasefire in Bunia, where mortars hit a compound on Wednesday. A"
                " truce would let"
                " the displaced move."
            ),
            [],
        ),
        # one that nobody knows and nothing says holds
        (
            "2006-07-19",
            "Washington will not push Israel toward a quick ceasefire in Lebanon. Jets bombed Tyre on Tuesday.",
            [],
        ),
        # since when a war is told of is no act of its own
        (
            "2014-05-11",
            (
                "A ceasefire took effect in South Sudan on 10 May. The two leaders met in Malakal on Sunday"
                " for the first"
                " time since the outbreak of hostilities."
            ),
            [],
        ),
        # a peace agreement is a truce where it is told as broken
        (
            "2000-05-02",
            (
                "Rebels stormed a camp at Makeni in Sierra Leone on Monday, the worst breach yet of the peace accord of"
                " last July."
            ),
            [("ground_attack", "2000-05-01", "Northern")],
        ),
        (
            "2000-05-02",
            "Rebels stormed a camp at Makeni on Monday. The peace accord of last July provides for aid.",
            [],
        ),
        # a border is no truce
        ("2015-07-29", "Israel bombed a village beside the Golan Heights ceasefire line on Wednesday.", []),
    ],
)
def test_a_truce_is_seen_as_it_stands(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, text, day) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (
            "2013-02-25",
            (
                "Soldiers and guerrillas of the Moro Islamic Liberation Front fought for three hours in Datu Piang on"
                " Sunday in violation of a ceasefire."
            ),
            ["clash"],
        ),
        ("2016-03-05", "Despite a ceasefire the rebels fought for justice and for their children on Saturday.", []),
        (
            "2006-08-19",
            "Israeli commandos raided Boudai on Saturday in breach of a ceasefire with Hezbollah.",
            ["ground_attack"],
        ),
        (
            "2025-10-29",
            "Netanyahu had ordered strikes on Gaza on Tuesday after a truce was broken, his office said.",
            [],
        ),
        (
            "2018-01-21",
            (
                "Indian troops opened unprovoked fire on villages near Nakyal in Azad Kashmir on Sunday. India"
                " has violated"
                " the ceasefire more than 150 times since the start of the year."
            ),
            ["shooting", "unspecified"],
        ),
        (
            "2004-12-24",
            "Soldiers in four trucks raided a camp near Kutum in Darfur on Thursday, breaking a cease-fire.",
            ["ground_attack"],
        ),
        # what only ranks an act told before
        (
            "2006-10-13",
            (
                "A truce has been in force in Sri Lanka since 2002. The army advanced on Muhamalai in Jaffna"
                " on Wednesday"
                " in one of the fiercest battles since then."
            ),
            ["ground_attack"],
        ),
        # weapons lost or brought up, and fighting that only says who they are
        (
            "2016-04-08",
            (
                "A truce has held in Karabakh since 5 April. The losses of the other side by then are 11 drones, two"
                " helicopters and a rocket launcher, the army said, and it has brought in heavy artillery."
            ),
            [],
        ),
        (
            "2014-05-12",
            (
                "A ceasefire took effect in South Sudan on 10 May. Leaders of the army and of the rebels it is"
                " fighting met"
                " in Bentiu on Sunday."
            ),
            [],
        ),
        # an attack is one on the ground where the story tells of nothing from afar
        (
            "2017-12-27",
            "A ceasefire took effect in South Sudan on Sunday. Government forces attacked Kajo Keji on Tuesday.",
            ["ground_attack"],
        ),
        (
            "2017-12-27",
            (
                "A ceasefire took effect in South Sudan on Sunday. Government forces attacked Kajo Keji on Tuesday and"
                " their jets bombed Yei."
            ),
            ["air_strike"],
        ),
        (
            "2018-12-26",
            "A truce holds in Hodeidah. Coalition aircraft had flown over the city on Wednesday.",
            [],
        ),
    ],
)
def test_an_act_is_of_the_kind_that_its_words_tell(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[str]
) -> None:
    assert [r.act for r in reports(doc, reference, text, day)] == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        # breaches are counted place by place
        (
            "2017-03-22",
            (
                "The OSCE mission recorded 1,040 ceasefire violations in Donetsk region on Tuesday, including 310"
                " explosions. In Luhansk region it recorded 156 violations."
            ),
            [("unspecified", "2017-03-21", "Donetsk"), ("unspecified", "2017-03-21", "Luhansk")],
        ),
        (
            "2016-05-07",
            (
                "The cessation of hostilities took effect on February 27. Over the past day nine breaches of it were"
                " registered: five in Aleppo province, three in Latakia and one in Hama."
            ),
            [(act, "2016-05-06", where) for act in ("unspecified",) for where in ("Aleppo", "Latakia", "Hama")],
        ),
        # days are counted from the truce
        (
            "2022-04-05",
            (
                "The Houthis breached a two-month truce on its first day by firing at army posts in Marib, Yemen's"
                " government said. A drone hit Marib on Monday."
            ),
            [("shooting", "2022-04-02", "Marib"), ("air_strike", "2022-04-04", "Marib")],
        ),
        # all that was done since a country's truce, and what many provinces share
        (
            "2024-12-11",
            (
                "A drone struck a van near Beit Lif in Lebanon on Wednesday. Israeli strikes have killed 28"
                " people since"
                " the ceasefire took effect on November 27."
            ),
            [("air_strike", "2024-12-11", "Nabatieh"), ("air_strike", "2024-11-27", None)],
        ),
        (
            "2022-08-13",
            (
                "The Houthis broke the truce that took effect on 2 April by shelling troops in Abyan, Taiz, Hajjah,"
                " Hodeidah and Marib over the past week, Yemen's army said."
            ),
            [("shelling", "2022-08-06", None)],
        ),
        (
            "2014-10-08",
            (
                "A ceasefire agreed in 2003 remains in place. In Indian-administered Kashmir, troops from India and"
                " Pakistan exchanged fire on Wednesday."
            ),
            [("clash", "2014-10-08", "Jammu and Kashmir")],
        ),
        # a province is not widened to its country by what is told again
        (
            "2014-10-08",
            (
                "A ceasefire of 2003 remains in place. In Indian-administered Kashmir, soldiers exchanged fire"
                " on Monday."
                " The latest hostilities came after India broke off talks."
            ),
            [("clash", "2014-10-06", "Jammu and Kashmir")],
        ),
        # another count of days is none of the truce's
        (
            "2023-04-27",
            "A truce took effect in Sudan on 25 April. Shelling hit El Geneina for the third day running on Thursday.",
            [("shelling", "2023-04-27", "West Darfur")],
        ),
        # the day of a charge is not that of the breaches
        (
            "2023-05-31",
            (
                "Sudan's army left the talks on Wednesday, accusing the RSF of repeated violations of the"
                " truce. It took"
                " effect on 22 May."
            ),
            [("unspecified", "2023-05-22", None)],
        ),
    ],
)
def test_breaches_have_the_days_and_places_that_are_told_with_them(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, text, day) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        ("2017-07-03", "A harvest truce has held in Donetsk since 24 June.", "ukr-harvest-2017-06"),
        ("2008-08-02", "An Egyptian-brokered truce in Gaza is in its second month.", "pse-gaza-2008-06"),
        ("2011-05-02", "Fighters broke the Lome peace agreement in Sierra Leone.", "sle-lome-1999-07"),
        # of a truce without an end nobody speaks decades later, but by its name
        ("2011-05-02", "Fighters broke a ceasefire in Sierra Leone.", None),
    ],
)
def test_a_known_truce_is_found_by_its_name_and_time(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: str | None
) -> None:
    truces = find_truces(doc(text, date.fromisoformat(day)), reference)
    assert [t.mention.ceasefire_id for t in truces] == [expected]

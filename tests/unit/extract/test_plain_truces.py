"""Breaches in plain news of truces: who is charged, what came before, what no truce is in force for."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

LEBANON = "Israel and Hezbollah agreed a ceasefire that took effect in Lebanon on 27 November 2024. "
YEMEN = "A two-month truce in Yemen began on 2 April 2022. "


@pytest.mark.parametrize(
    ("text", "day", "act", "violator"),
    [
        (
            LEBANON + "Israel accused Hezbollah of violating the truce by shelling its troops in Khiam on Friday.",
            "2024-11-30",
            "shelling",
            "hezbollah",
        ),
        (
            "Yerevan accused Baku on Tuesday of violating the truce in Nagorno-Karabakh by firing on posts.",
            "2021-11-16",
            "shooting",
            "government",
        ),
        (
            "Ukraine accused Russia on Monday of violating a ceasefire in the east by shelling posts near Mariupol.",
            "2014-09-08",
            "shelling",
            "russia",
        ),
        (
            LEBANON + "On Monday Israel responded with air strikes on Khiam.",
            "2024-12-03",
            "air_strike",
            "israel",
        ),
        (
            YEMEN + "Heavy shelling was heard in Taiz on Monday, where the Houthis shelled a market.",
            "2022-04-12",
            "shelling",
            "opposition",
        ),
    ],
)
def test_the_side_that_is_charged_or_answers_does_it(
    doc: MakeDoc, reference: Reference, text: str, day: str, act: str, violator: str
) -> None:
    assert (act, violator) in [(r.act, r.violator) for r in reports(doc, reference, text, day)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("There is no ceasefire in place. On Monday the army shelled Tripoli in Libya.", "2020-06-01"),
        ("No truce in Gaza as Ramadan begins. On Sunday Israeli jets bombed Gaza.", "2024-03-10"),
        (
            "A ceasefire in Syria took effect at sunset on Monday. Hours before it began, raids hit Idlib.",
            "2016-09-12",
        ),
        (
            "Turkey agreed to a ceasefire in Syria on Thursday. It agreed to pause its offensive in Hasakah.",
            "2019-10-18",
        ),
    ],
)
def test_what_no_truce_covers_breaks_none(doc: MakeDoc, reference: Reference, text: str, day: str) -> None:
    assert not reports(doc, reference, text, day)


def test_the_first_clash_since_a_truce_is_the_shooting_told_with_it(doc: MakeDoc, reference: Reference) -> None:
    text = LEBANON + "Israeli soldiers shot a man dead in Khiam on Friday in the first clash since the truce began."
    assert [r.act for r in reports(doc, reference, text, "2024-11-30")] == ["shooting"]


def test_what_lies_north_of_the_town_of_the_dateline_lies_there(doc: MakeDoc, reference: Reference) -> None:
    text = "ADEN (Reuters) - Houthi rebels shelled army posts north of Aden on Monday despite a truce. " + YEMEN
    assert [r.place and r.place.admin1 for r in reports(doc, reference, text, "2022-04-12")] == ["Aden"]


def test_an_accord_already_signed_that_calls_for_a_truce_has_made_it(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Clashes broke out in Bria on Tuesday, a day after rebels signed an accord calling for an immediate ceasefire."
    )
    assert [r.act for r in reports(doc, reference, text, "2017-06-22")] == ["clash"]


def test_the_first_of_two_towns_that_head_a_story_is_where_it_was_written(doc: MakeDoc) -> None:
    annotated = doc("YEREVAN/BAKU (AFP) - Troops were on the move on Monday.", date(2020, 10, 10))
    assert annotated.places[0].dateline


TOLD = "2019-12-01"  # a Sunday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Pakistani troops violated the 2003 ceasefire by mortar shelling in Poonch, India on Saturday.",
            [("shelling", "other", "2019-11-30")],
            id="the-year-is-the-truces-name",
        ),
        pytest.param(
            "Israel's shelling of Quneitra, Syria on Friday violated the 1974 armistice, Damascus said.",
            [("shelling", "israel", "2019-11-29")],
            id="an-armistice-of-long-ago",
        ),
        pytest.param(
            "Shelling killed two people in Donetsk, Ukraine on Friday. A truce takes effect on Monday.",
            [],
            id="takes-effect-on-a-day-to-come",
        ),
        pytest.param(
            "The truce took effect on Monday. Air strikes hit Sanaa, Yemen on Saturday.",
            [("air_strike", None, "2019-11-30")],
            id="took-effect-on-a-day-gone-by",
        ),
        pytest.param(
            "The UN called on Sunday for a truce in Aleppo, Syria. Bombardment killed 14 civilians there on Friday.",
            [],
            id="called-on-a-day-for-it",
        ),
        pytest.param(
            "The UN demanded a 48-hour ceasefire in Khartoum, Sudan so that aid could be brought in. Jets bombed the "
            "city on Friday.",
            [],
            id="what-could-be-brought-in-holds-nothing",
        ),
        pytest.param(
            "The army shelled a hill near Taiz, Yemen on Friday in retaliation for breaches of the ceasefire by the "
            "Houthis.",
            [("shelling", "government", "2019-11-29"), ("unspecified", "opposition", "2019-11-29")],
            id="an-answer-and-what-it-answers",
        ),
        pytest.param(
            "Gunmen attacked a post near Bor, South Sudan on Friday. The assault came hours after a ceasefire was "
            "signed.",
            [("ground_attack", None, "2019-11-29")],
            id="dated-by-the-truce-in-the-next-sentence",
        ),
        pytest.param(
            "Gunmen attacked a post near Bor, South Sudan on Friday. The assault came days after a truce collapsed.",
            [],
            id="dated-by-a-truce-that-is-over",
        ),
        pytest.param(
            "A shell left over from the war exploded in Gaza on Friday, killing one child. Aid entered under the "
            "ceasefire that began in January.",
            [],
            id="fired-long-before",
        ),
        pytest.param(
            "Rockets fired from Gaza hit Ashkelon, Israel on Friday in breach of the ceasefire of Wednesday.",
            [("shelling", None, "2019-11-29")],
            id="the-towns-country-breaks-nothing",
        ),
    ],
)
def test_which_acts_break_a_truce_and_when(
    doc: MakeDoc, reference: Reference, text: str, found: list[tuple[str, str | None, str]]
) -> None:
    breaches = reports(doc, reference, text, TOLD)
    assert [(b.act, b.violator, str(b.window.start)) for b in breaches] == found


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("A bomb blew up a bus in Aden on Friday. The blast came on the seventh day of the truce.", ["bombing"]),
        ("A car bomb exploded in Aden. The attack took place on Friday, five days into the truce.", ["bombing"]),
        ("A car bomb exploded in Aden. The attack came on Friday, hours before the truce was to end.", []),
    ],
)
def test_a_blast_of_nobody_told_breaks_a_truce_under_which_it_came(
    text: str, acts: list[str], doc: MakeDoc, reference: Reference
) -> None:
    assert [r.act for r in reports(doc, reference, YEMEN + text, "2022-04-09")] == acts

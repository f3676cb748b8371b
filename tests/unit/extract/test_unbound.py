"""Acts that no truce binds (one named in passing, one that leaves a place out), and what goes on under one."""

from datetime import date

import pytest

from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from pipeline.extract.truces import find_truces
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

RAID = "Government jets bombed the town of Saraqib in Idlib, Syria on Saturday, killing nine people. "


def told(found: list[ViolationReport]) -> list[tuple[str, str | None, str | None]]:
    return [(report.act, report.violator, report.place and report.place.admin1) for report in found]


@pytest.mark.parametrize(
    ("background", "breaks"),
    [
        # a truce named once, in another sentence, and not as one that was made, holds or is broken
        ("Hama is part of a de-escalation zone.", False),
        ("Idlib is among the de-escalation zones.", True),
        ("Darkush in Idlib agreed to a truce with the army.", False),
        ("Moscow backs a humanitarian pause in Saraqib from next week.", False),
        ("Saraqib lies in a de-escalation zone that took effect in May 2017.", True),
        ("Idlib had known months of calm following a truce.", False),
        ("A truce in Idlib in 2014 let fighters leave the town of Binnish.", False),
        ("On 3 January 2014 the army had told mediators of a ceasefire for Idlib.", False),
        ("Ankara wants a safe zone along the border.", False),
        # named again, broken or in force
        ("The ceasefire in Idlib was violated again.", True),
        ("Residents of Idlib had trusted the ceasefire. The ceasefire brought them nothing, they say.", True),
        ("A ceasefire took effect in Idlib on 31 August.", True),
        ("A truce entered its tenth day.", True),
    ],
)
def test_a_truce_named_in_passing_is_broken_by_nothing_told_elsewhere(
    doc: MakeDoc, reference: Reference, background: str, breaks: bool
) -> None:
    found = reports(doc, reference, RAID + "Rescuers dug through the night. " + background, "2019-11-24")
    assert bool([r for r in found if r.act == "air_strike"]) == breaks


@pytest.mark.parametrize(
    "text",
    [
        # the place lies outside, says another sentence; so does what is told of it again
        (
            "Jets hit a market in Mayadin, Deir Ezzor, in eastern Syria on Thursday. The raid struck Mayadin, outside"
            " the ceasefire zone. A nationwide truce took effect on Monday."
        ),
        (
            "Syrian jets bombed a town held by the Islamic State group in Deir Ezzor on Thursday. Nine died in the"
            " strikes on Mayadin in Deir Ezzor. A nationwide truce took effect on Monday."
        ),
        "Shells fell on the IS stronghold of Mayadin, Syria on Thursday. A nationwide truce took effect on Monday.",
        (
            "Army jets struck Raqqa, Syria on Thursday. Raqqa is the de facto capital of the Islamic State group."
            " A nationwide truce took effect on Monday."
        ),
        # a group that the text says is left out
        (
            "Jets killed nine fighters of Fateh al-Sham Front in Binnish, Syria on Thursday. A nationwide truce that"
            " took effect on Monday does not cover Fateh al-Sham."
        ),
        # Islamic State's men by another word
        (
            "Islamic State fighters entered Ain Issa, Syria, on Thursday. The hardline Sunni fighters attacked it at"
            " dawn on Thursday. A nationwide truce took effect on Monday."
        ),
        # planes that go and an act that is only allowed
        "Damascus withdrew a number of warplanes from Hama, Syria on Thursday. A truce took effect on Monday.",
        "Under the truce that took effect in Syria on Monday Moscow keeps the right to bomb Binnish.",
        # what an observer flies and sees, what has come to an end, what is told of any shell, what drove people out
        "A truce took effect in Syria on Monday. A drone of the mission spotted three tanks near Binnish on Thursday.",
        "A truce took effect in Syria on Monday. Shops are open in Binnish, where raids have all but stopped.",
        "A truce took effect in Syria on Monday. Every shell that falls on Binnish breaks it, he said on Thursday.",
        "A truce took effect in Syria on Monday. On Thursday 900 people were displaced in Binnish by the offensive.",
        "A truce took effect in Syria on Monday. Raids on Binnish had eased on Thursday.",
        "A truce took effect in Syria on Monday. Rebels shot down a government plane near Binnish on Thursday.",
        # an area that has seen war before
        "The convoy reached Binnish, Syria, which has seen heavy fighting. A nationwide truce took effect on Monday.",
    ],
)
def test_what_no_truce_binds_breaks_none(doc: MakeDoc, reference: Reference, text: str) -> None:
    assert told(reports(doc, reference, text, "2016-09-16")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The envoy said violence had continued in many of the de-escalation zones, including Idlib and Hama.",
            [("unspecified", None, "Idlib"), ("unspecified", None, "Hama")],
        ),
        (
            "Shells fired by rebels hit Idlib on Tuesday. Violence has escalated in Idlib in spite of the truce.",
            [("shelling", "opposition", "Idlib")],
        ),
        ("Violence has dropped in Syria under the de-escalation deal, the envoy said.", []),
        ("A drop in violence continued in Syria's de-escalation zones.", []),
        (
            "The ceasefire that took effect in Syria in May brought calm, but raids and clashes continue in places.",
            [("air_strike", None, None), ("clash", None, None)],
        ),
    ],
)
def test_what_goes_on_under_a_truce_as_a_whole(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(reports(doc, reference, f"Syria's war is in its seventh year. {text}", "2017-10-05")) == expected


def test_acts_told_together_share_their_time(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "A truce for Aleppo, Syria was announced by Moscow on Thursday, but shelling and raids have gone on in Aleppo"
        " since then."
    )
    windows = {(r.window.start, r.window.end) for r in reports(doc, reference, text, "2016-06-18")}
    assert windows == {(date(2016, 6, 16), date(2016, 6, 18))}


def test_what_goes_on_since_a_truce_is_not_dated_by_it(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Douma lies in Syria. A truce took effect under resolution 2401 of 24 February, but shelling on Douma has not"
        " ceased."
    )
    windows = [(r.window.start, r.window.end) for r in reports(doc, reference, text, "2018-03-02")]
    assert windows == [(date(2018, 2, 24), date(2018, 3, 2))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "The five-day pause agreed on Thursday is in force in Syria. Turkish guns shelled Ras al-Ain on Friday"
                " in violation of the pause."
            ),
            [("shelling", "turkey", "Hasakah")],
        ),
        (
            (
                "A nationwide truce took effect in Syria on Thursday. In defiance of the resolution jets raided"
                " Tel Abyad on Friday."
            ),
            [("air_strike", None, "Raqqa")],
        ),
        (
            (
                "A truce took effect in Syria on Thursday. Jets of the US-led coalition bombed an army post near"
                " Tel Abyad on Friday. Moscow said the strike threatened the truce."
            ),
            [("air_strike", "us_coalition", "Raqqa")],
        ),
        # an act told before and only ranked
        (
            (
                "A truce took effect in Syria on Thursday. Shells hit Tel Abyad on Friday. It was the deadliest"
                " attack since the truce began, said the rebels, who blamed the army."
            ),
            [("shelling", None, "Raqqa")],
        ),
        (
            "A nationwide truce took effect in Syria on Thursday. Air and artillery strikes hit Tel Abyad on Friday.",
            [("air_strike", None, "Raqqa"), ("shelling", None, "Raqqa")],
        ),
    ],
)
def test_truces_and_acts_by_more_words(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(reports(doc, reference, text, "2019-10-20")) == expected


def test_a_bombardment_beside_raids_is_theirs(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "The truce agreed in February was violated again in Syria. Army jets raided Aleppo on Friday as the road out"
        " faced a heavy bombardment."
    )
    found = reports(doc, reference, text, "2016-06-03")
    assert [(r.act, r.violator) for r in found] == [("air_strike", "government")]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        # a town's deal is not what is called the ceasefire; the place of an act is not the truce's
        ("The ceasefire in Syria is watched by a mission. Shells fell on Foua in Idlib.", "syr-nationwide-2016-12"),
        ("Jets in violation of the ceasefire hit a village in Idlib, Syria.", "syr-nationwide-2016-12"),
        (
            "The Four Towns agreement holds in Foua in Idlib, Syria, where a truce is in force.",
            "syr-four-towns-2017-03",
        ),
    ],
)
def test_a_local_deal_is_only_meant_by_its_name(doc: MakeDoc, reference: Reference, text: str, known: str) -> None:
    found = find_truces(doc(text, date(2017, 4, 3)), reference)
    assert [t.mention.ceasefire_id for t in found] == [known]


@pytest.mark.parametrize(
    ("told_so", "expected"),
    [
        ("The army said the man whom it had seized in Raqqa on Friday was a rebel artillery commander.", []),
        ("The ministry said on Friday that its troops in Raqqa went about their combat duties.", []),
        ("Rebels attacked an army post in Raqqa on Friday using grenade launchers and mortars.", ["shelling"]),
        ("Rebel artillery shelled an army post in Raqqa on Friday.", ["shelling"]),
    ],
)
def test_arms_that_only_name_a_trade_are_no_act(
    doc: MakeDoc, reference: Reference, told_so: str, expected: list[str]
) -> None:
    text = "A nationwide truce took effect in Syria on Thursday. " + told_so
    assert [r.act for r in reports(doc, reference, text, "2019-10-20")] == expected

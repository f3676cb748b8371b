"""Truces told in a text, and which known truce each is."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from pipeline.extract.truces import Truce, effective_date, find_truces
from tests.unit.extract.conftest import MakeDoc


def truces(doc: MakeDoc, reference: Reference, text: str, day: str) -> list[Truce]:
    return find_truces(doc(text, date.fromisoformat(day)), reference)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("A Russian-brokered truce took effect in Idlib, Syria in late August.", "2019-12-01", "syr-idlib-2019-08-31"),
        (
            "A ceasefire between Turkey and Russia took effect in Idlib, Syria on Sunday.",
            "2020-01-15",
            "syr-idlib-2020-01",
        ),
        ("Shells hit Aleppo, Syria, breaking the cessation of hostilities.", "2016-05-01", "syr-cessation-2016-02"),
        ("Damascus declared a 72-hour Eid al-Fitr truce across Syria on Wednesday.", "2016-07-08", "syr-eid-2016-07"),
        (
            "A truce in the Syrian city of Hasakah between regime and Kurdish forces held.",
            "2016-06-01",
            "syr-qamishli-2016-04",
        ),
        ("The ceasefire in Donetsk, Ukraine is holding.", "2015-02-18", "ukr-minsk-2015-02"),
        ("The ceasefire in Nagorno-Karabakh has held since Saturday.", "2020-10-12", "aze-karabakh-2020-10-10"),
        ("The ceasefire in Juba, South Sudan is holding.", "2016-07-13", "ssd-juba-2016-07"),
    ],
)
def test_a_told_truce_is_the_known_one(doc: MakeDoc, reference: Reference, text: str, day: str, expected: str) -> None:
    assert [t.mention.ceasefire_id for t in truces(doc, reference, text, day)] == [expected]


def test_a_truce_of_no_known_date_or_area_stays_unmatched(doc: MakeDoc, reference: Reference) -> None:
    found = truces(doc, reference, "A truce in Suwayda, Syria took effect on 3 March 2014.", "2014-03-10")
    assert [(t.mention.ceasefire_id, t.mention.effective_on) for t in found] == [(None, date(2014, 3, 3))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A truce in South Sudan was broken by the army.", None),
        ("The truce of the Khartoum Declaration was broken by the army of South Sudan.", "ssd-khartoum-2018-06"),
    ],
)
def test_in_a_report_of_no_known_day_a_truce_is_known_by_its_name(
    doc: MakeDoc, reference: Reference, text: str, expected: str | None
) -> None:
    (truce,) = find_truces(doc(text, None), reference)
    assert truce.mention.ceasefire_id == expected


def test_the_day_of_announcement_is_not_the_day_of_effect(doc: MakeDoc, reference: Reference) -> None:
    text = "A truce for Idlib, Syria was announced on 10 January and took effect on 12 January."
    (truce,) = truces(doc, reference, text, "2020-01-15")
    assert (truce.mention.announced_on, truce.mention.effective_on) == (date(2020, 1, 10), date(2020, 1, 12))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The truce in Aleppo, Syria is holding.", "in force"),
        ("Envoys called for a truce in Aleppo, Syria.", "not begun"),
        ("The truce in Aleppo, Syria broke down last week.", "ended"),
        ("The truce in Aleppo, Syria was violated again.", "in force"),
        ("A truce took hold in Aleppo, Syria. Many may flee if the truce breaks down.", "in force"),
        ("Jets struck hours before the truce in Aleppo, Syria that is due to begin at dawn.", "not begun"),
        ("Council members are to vote on a truce in Aleppo, Syria.", "not begun"),
        ("The shelling went on despite a looming truce in Aleppo, Syria.", "not begun"),
        ("There is no sign of a truce in Aleppo, Syria, a nurse said.", "in force"),
        ("The guns in Aleppo, Syria spoke on, two days into a week-long truce.", "in force"),
        ("The truce in Aleppo, Syria is in tatters.", "in force"),
        ("The truce in Aleppo, Syria is on the brink of collapse.", "in force"),
        ("A truce that was agreed on a day before failed to silence the guns in Aleppo, Syria.", "in force"),
        ("Fighting raged in Aleppo, Syria hours after a truce was to take effect.", "in force"),
        ("The army in Aleppo, Syria said it would abide by the truce.", "in force"),
        ("Talks on renewing the truce in Aleppo, Syria went on.", "in force"),
        ("The envoy called for the truce in Aleppo, Syria to be extended.", "in force"),
        (
            "A truce in Aleppo, Syria ran out. The army's truce, which it made longer on Monday, remains in force.",
            "in force",
        ),
        ("The 'humanitarian pause' over, jets are back above Aleppo, Syria.", "ended"),
        ("The Security Council demanded that all parties in Syria cease hostilities.", "in force"),
        ("Activists demanded that all parties in Syria cease hostilities.", "not begun"),
    ],
)
def test_a_truce_stands_as_the_text_says(doc: MakeDoc, reference: Reference, text: str, state: str) -> None:
    assert [t.state for t in truces(doc, reference, text, "2016-03-20")] == [state]


def test_two_truces_of_two_provinces_are_two(doc: MakeDoc, reference: Reference) -> None:
    text = "A truce in Homs, Syria held. A truce in Daraa took effect as well."
    assert len(truces(doc, reference, text, "2014-03-10")) == 2


def test_since_the_truce_is_since_its_effect(doc: MakeDoc, reference: Reference) -> None:
    text = "A Russian-brokered truce took effect in Idlib, Syria in late August. 90 people died since the truce began."
    annotated = doc(text, date(2019, 12, 1))
    offset = annotated.text.index("since the truce")
    assert effective_date(annotated, find_truces(annotated, reference), offset) == date(2019, 8, 31)


def test_an_article_without_truces_has_none(doc: MakeDoc, reference: Reference) -> None:
    assert truces(doc, reference, "Shells fell on Homs, Syria.", "2014-03-10") == []


def test_brokers_are_read_before_and_after_the_word(doc: MakeDoc, reference: Reference) -> None:
    text = "A truce brokered by Russia and Turkey took effect in Idlib, Syria on 12 January."
    (truce,) = truces(doc, reference, text, "2020-01-15")
    assert truce.mention.brokers == ("Russia", "Turkey")

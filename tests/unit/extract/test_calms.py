"""Calms, lulls, pauses and promises to stop: which of them is a truce."""

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc


@pytest.mark.parametrize(
    ("text", "day", "act", "start"),
    [
        (
            (
                "Hours after a lull in Gaza brokered by Egypt began on Monday, militants in Gaza fired two rockets at"
                " Ashkelon"
                " on Tuesday."
            ),
            "2019-05-08",
            "shelling",
            "2019-05-07",
        ),
        (
            "The calm agreed in Gaza on Saturday was broken on Monday when Israeli aircraft struck a post near Rafah.",
            "2018-07-17",
            "air_strike",
            "2018-07-16",
        ),
        (
            (
                "Israeli troops shot a man dead near Khan Younis on Friday in violation of the calm reached on"
                " November 21."
            ),
            "2012-12-02",
            "shooting",
            "2012-11-30",
        ),
        (
            (
                "A Russian-mediated quiet took hold near Ain Issa in Syria's Raqqa on Monday. On Tuesday Turkish"
                " artillery"
                " shelled a village there."
            ),
            "2021-02-10",
            "shelling",
            "2021-02-09",
        ),
        (
            (
                "A two-day lull between the army and rebels took effect in Daraa on Saturday. Warplanes bombed the"
                " town on"
                " Monday, activists said."
            ),
            "2017-06-20",
            "air_strike",
            "2017-06-19",
        ),
        (
            (
                "Libya's rival governments agreed on Friday to stop fighting. On Sunday Haftar's troops fired rockets"
                " at"
                " Misrata."
            ),
            "2020-08-25",
            "shelling",
            "2020-08-23",
        ),
        (
            "Ukraine and pro-Russian rebels agreed on Friday to stop fighting. On Sunday shelling hit Mariupol.",
            "2014-09-08",
            "shelling",
            "2014-09-07",
        ),
        (
            (
                "Kyrgyzstan and Tajikistan agreed on Friday to hold their fire. On Saturday Tajik forces shelled a"
                " village in"
                " Batken."
            ),
            "2022-09-21",
            "shelling",
            "2022-09-17",
        ),
        (
            (
                "Militias in Tripoli signed a deal on Tuesday to end the fighting. On Wednesday rockets hit the"
                " airport at"
                " Mitiga."
            ),
            "2018-09-05",
            "shelling",
            "2018-09-05",
        ),
    ],
)
def test_a_calm_that_was_made_and_a_promise_to_stop_fighting_are_truces(
    doc: MakeDoc, reference: Reference, text: str, day: str, act: str, start: str
) -> None:
    assert [(r.act, str(r.window.start)) for r in reports(doc, reference, text, day)] == [(act, start)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The UN appealed for calm in Yemen. On Sunday Houthi fighters shelled Marib, the army said.", "2022-05-09"),
        ("Calm returned to Tripoli on Sunday. On Saturday rival militias fought in the city.", "2022-08-30"),
        ("A pause in talks took effect on Monday. On Tuesday Russian missiles struck Odesa.", "2023-08-10"),
        ("The airport was calm on Monday. On Tuesday rebels shelled it, Ukraine's army in Donetsk said.", "2014-10-02"),
        ("The UN urged Sudan's generals to stop fighting. On Sunday the army bombed Bahri.", "2023-05-01"),
        ("Azerbaijan refused to halt the fighting in Nagorno-Karabakh. On Thursday it shelled Martuni.", "2020-10-02"),
        ("Ukraine says Russia must stop fighting before talks. On Wednesday jets bombed Mariupol.", "2022-03-10"),
        ("Peacekeepers arrived to halt the fighting in Liberia. Rebels shelled Monrovia on Monday.", "2003-08-06"),
    ],
)
def test_a_calm_or_a_stop_that_is_only_wished_for_is_none(
    doc: MakeDoc, reference: Reference, text: str, day: str
) -> None:
    assert reports(doc, reference, text, day) == []

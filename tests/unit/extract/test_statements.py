"""Statements of breach that name no act, and acts that are told as one of many breaches."""

from datetime import date

import pytest

from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from tests.unit.extract import breaches
from tests.unit.extract.conftest import MakeDoc

TRUCE = "A nationwide truce took effect in Syria on Friday, 30 December 2016. "
ANY = ("unspecified", None, None)


def reports(doc: MakeDoc, reference: Reference, text: str, day: str = "2017-01-03") -> list[ViolationReport]:
    return breaches.reports(doc, reference, text, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is blamed: by whom they are done, at whose door they are laid, never who only counts them
        ("Moscow said it had logged 31 violations of the truce by rebels.", [("unspecified", "opposition", None)]),
        (
            "The opposition counted 12 breaches, all laid at the door of the army, on Monday.",
            [("unspecified", "government", None)],
        ),
        ("The army recorded 14 violations in the past 24 hours.", [ANY]),
        ("A diplomat said there were reports of breaches by both sides.", [ANY]),
        ("The opposition listed 40 Russian violations.", [("unspecified", "russia", None)]),
        # where: not where those speak who count
        (
            "The Russian centre at Hmeimim says the truce holds but that rebels broke it 11 times on Monday.",
            [("unspecified", "opposition", None)],
        ),
        # one of the breaches listed is told beside their number
        (
            "Moscow counted nine violations by rebels on Monday, among them mortar fire on a quarter of Aleppo.",
            [("unspecified", "opposition", None), ("shelling", "opposition", "Aleppo")],
        ),
        (
            (
                "The army spoke of breaches by rebels, among them attacks on roadblocks in Homs and a mortar barrage"
                " on a station in the city of Hama."
            ),
            [("ground_attack", "opposition", "Homs"), ("shelling", "opposition", "Hama")],
        ),
        ("Rebels called it the 40th breach of the truce that was announced by Moscow.", [ANY]),
        ("There were reports of violations by both sides, an envoy said in Washington.", [ANY]),
        # breaches by a weapon are acts of its kind
        (
            "On Monday the opposition counted 24 breaches by regime artillery.",
            [("shelling", "government", None)],
        ),
        ("The truce has been repeatedly breached by rebels, the army said.", [("unspecified", "opposition", None)]),
        ("Each side blamed the other for the breach of the truce.", [ANY]),
        # many breaches of nobody are told where no act is
        ("An envoy deplored repeated violations of the truce.", [ANY]),
        (
            "Rebels shelled Homs on Monday. An envoy deplored repeated violations of the truce.",
            [("shelling", "opposition", "Homs")],
        ),
        ("The rebels accused the army of delaying aid in violation of the truce.", []),
        # breaches of other things, and none at all
        ("A lawyer counted 30 violations of the arms embargo in Syria.", []),
        ("The observers saw no violations on Monday.", []),
        # what is only said of an act is no second breach
        (
            "Rebels shelled Homs on Monday, killing 13 people in breach of the truce.",
            [("shelling", "opposition", "Homs")],
        ),
    ],
)
def test_a_statement_of_breach_has_its_side_and_area(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    found = reports(doc, reference, TRUCE + text)
    assert [(r.act, r.violator, r.place.admin1 if r.place else None) for r in found] == expected


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Moscow counted nine violations by rebels.", (date(2016, 12, 30), date(2017, 1, 3))),
        ("Moscow counted nine violations by rebels on Monday.", (date(2017, 1, 2), date(2017, 1, 2))),
        # the day of the truce is none of its breaches
        (
            "Rebels called it the 40th breach of the truce that took effect on 30 December.",
            (date(2016, 12, 30), date(2017, 1, 3)),
        ),
    ],
)
def test_a_statement_of_breach_holds_for_its_time_or_since_the_truce(
    doc: MakeDoc, reference: Reference, text: str, window: tuple[date, date]
) -> None:
    (report,) = reports(doc, reference, TRUCE + text)
    assert (report.window.start, report.window.end) == window


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The truce that Moscow and Ankara had agreed in December has been violated almost daily around Homs.",
            ("2016-12-30", "2017-01-20", "Homs"),
        ),
        (
            (
                "The truce between the army and a dozen groups of the north that Moscow and Ankara had signed in"
                " December has been repeatedly breached by both sides."
            ),
            ("2016-12-30", "2017-01-20", None),
        ),
    ],
)
def test_a_truce_broken_again_and_again_is_so_beside_acts(
    doc: MakeDoc, reference: Reference, text: str, expected: tuple[str, str, str | None]
) -> None:
    acts = TRUCE + "Rebels shelled Idlib on Thursday. Jets bombed Idlib on Thursday. "
    found = next(r for r in reports(doc, reference, acts + text, "2017-01-20") if r.act == "unspecified")
    admin1 = found.place.admin1 if found.place else None
    assert (str(found.window.start), str(found.window.end), admin1) == expected


def test_most_places_compare_nothing(doc: MakeDoc, reference: Reference) -> None:
    (report,) = reports(doc, reference, f"{TRUCE}It held in most provinces, with five breaches told in the past day.")
    assert report.window.start == date(2017, 1, 2)


def test_it_is_the_truce_of_the_sentence_before(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "The truce began at midnight. It was broken by rebels on Monday, the army said."
    assert [(r.act, r.violator) for r in reports(doc, reference, text)] == [("unspecified", "opposition")]


def test_breaches_are_counted_on_in_the_time_told_before(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Rebels went on breaking it on Sunday, an officer said. He said they committed 171 violations."
    windows = [(str(r.window.start), str(r.window.end)) for r in reports(doc, reference, text)]
    assert windows == [("2017-01-01", "2017-01-01")]


@pytest.mark.parametrize(
    "told",
    [
        "in the provinces of Damascus (8), Latakia (2) and Hama (1)",
        "(eight - in the province of Damascus, two - in Latakia and one in Hama)",
        ": eight in Damascus, two in Latakia and one in Hama",
    ],
)
def test_breaches_counted_place_by_place_are_told_of_each(doc: MakeDoc, reference: Reference, told: str) -> None:
    found = reports(doc, reference, f"{TRUCE}On Monday the centre recorded 11 violations {told}.")
    assert [r.place.admin1 for r in found if r.place is not None and r.place.admin1 != "Rif Dimashq"][-2:] == [
        "Latakia",
        "Hama",
    ]
    assert len(found) == len(("Damascus", "Latakia", "Hama"))


@pytest.mark.parametrize(
    ("told_so", "start"),
    [
        ("Rebels said 90 violations by the army had been recorded this week.", "2017-01-16"),
        ("Rebels said 90 violations by the army were recorded last week.", "2017-01-09"),
        ("Rebels said the army had broken the truce 90 times this week.", "2017-01-16"),
        ("Rebels said 90 violations by the army were registered on Friday.", "2017-01-13"),
    ],
)
def test_what_is_counted_in_a_week_was_in_it(doc: MakeDoc, reference: Reference, told_so: str, start: str) -> None:
    (found,) = reports(doc, reference, TRUCE + told_so, "2017-01-18")
    assert str(found.window.start) == start

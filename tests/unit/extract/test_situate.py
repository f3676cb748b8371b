"""When and where something told at one place of a text happened."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.annotate import Annotated
from pipeline.extract.reference import Reference
from pipeline.extract.situate import place_of, places_of, window_of
from pipeline.extract.truces import find_truces

MakeDoc = Callable[..., Annotated]
SUNDAY = date(2019, 12, 1)


def spot(annotated: Annotated, words: str) -> tuple[int, int, int]:
    start = annotated.text.index(words)
    first, past = annotated.tokens_of(start, start + len(words))
    return annotated.sentence_at(start).index, first, past


def window(doc: MakeDoc, reference: Reference, text: str, words: str) -> tuple[str | None, str | None]:
    annotated = doc(text, SUNDAY)
    found, _ = window_of(annotated, find_truces(annotated, reference), *spot(annotated, words))
    return (found.start.isoformat() if found.start else None, found.end.isoformat() if found.end else None)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("On Saturday 14 people were killed in Hama, Syria.", "14", ("2019-11-30", "2019-11-30")),
        ("14 people were killed in Hama, Syria on Friday, a monitor said Sunday.", "14", ("2019-11-29", "2019-11-29")),
        ("A bridge in Hama, Syria was shelled on Friday. 14 people were killed.", "14", ("2019-11-29", "2019-11-29")),
        ("Syria's war has killed more than 300,000 people.", "300,000", ("2011-03-15", "2019-12-01")),
        (
            "More than 300,000 people have been killed in Syria since March 2011.",
            "300,000",
            ("2011-03-15", "2019-12-01"),
        ),
        (
            "A truce in Idlib, Syria took effect on 31 August. Since the truce took effect 90 people were killed.",
            "90",
            ("2019-08-31", "2019-12-01"),
        ),
        (
            "Despite the Idlib truce announced on 31 August in Syria, shelling has grown. 90 people died in it.",
            "90",
            ("2019-08-31", "2019-12-01"),
        ),
        ("14 people were killed in Hama, Syria in shelling.", "14", (None, "2019-12-01")),
    ],
)
def test_a_figure_has_the_time_that_the_text_gives_it(
    doc: MakeDoc, reference: Reference, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    assert window(doc, reference, text, words) == expected


def test_a_time_that_only_measures_gives_no_window(doc: MakeDoc, reference: Reference) -> None:
    text = "It was the deadliest raid since March 2018: 14 people were killed in Hama, Syria on Friday."
    assert window(doc, reference, text, "14") == ("2019-11-29", "2019-11-29")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("14 people were killed in Saraqib in Idlib province, Syria.", "14", ("Saraqib", "Idlib")),
        ("Shelling hit Aleppo, Syria. 14 people were killed.", "14", ("Aleppo", "Aleppo")),
        (
            "Shells fell on Homs, Syria. A truce brokered by Turkey and Russia held; 14 people died.",
            "14",
            ("Homs", "Homs"),
        ),
        ("The war in Syria has killed 300,000 people. Shells fell on Homs.", "300,000", ("Syria", None)),
        ("14 people died in Homs and Aleppo, Syria.", "14", ("Syria", None)),
        ("Shells fell on two quarters of Homs and one in and around Hama, Syria, killing 14.", "14", ("Syria", None)),
        (
            "In Syria rebels said helicopters had dropped barrels and killed 14 people in Homs city.",
            "14",
            ("Homs", "Homs"),
        ),
        ("The Aleppo Media Centre said 14 people died in Homs, Syria.", "14", ("Homs", "Homs")),
    ],
)
def test_a_figure_has_its_place(doc: MakeDoc, text: str, words: str, expected: tuple[str, str | None]) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert (place.name, place.admin1) == expected


def test_clashes_in_three_places_are_three(doc: MakeDoc) -> None:
    annotated = doc("In Syria clashes continued in Daraa, Latakia and Homs on Friday.", SUNDAY)
    found = {place.admin1 for place, _ in places_of(annotated, *spot(annotated, "clashes")) if place is not None}
    assert found == {"Daraa", "Latakia", "Homs"}

"""Figures told place by place, and provinces that only have the most of a total."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.annotate import Annotated
from pipeline.extract.situate import place_of
from tests.unit.extract.spots import spot

MakeDoc = Callable[..., Annotated]
SUNDAY = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Gunmen killed 33 villagers on Sunday in Katsina (19) and Sokoto (14) states, police in Nigeria said.",
            {"33": ("Nigeria", None), "19": ("Katsina", "Katsina"), "14": ("Sokoto", "Sokoto")},
        ),
        (
            "At least 31 people died in Iraq on Monday: 12 in Baghdad, ten in Mosul and nine in Baquba.",
            {"31": ("Iraq", None), "12": ("Baghdad", "Baghdad"), "ten": ("Mosul", "Nineveh")},
        ),
        (
            "Attacks on Sunday left 44 people dead, including 20 in Borno and 12 in Zamfara, police in Nigeria said.",
            {"44": ("Nigeria", None), "20": ("Borno", "Borno"), "12": ("Zamfara", "Zamfara")},
        ),
        (
            "Air strikes killed 22 people in Syria: 14 in Douma, five in Arbin and three in Saqba.",
            {"22": ("Syria", None), "14": ("Douma", "Rif Dimashq")},
        ),
        (
            "Syrian air strikes killed 22 people on Monday, 14 in Douma and eight in Arbin.",
            {"22": ("Rif Dimashq", "Rif Dimashq"), "eight": ("Arbin", "Rif Dimashq")},
        ),
        (
            "Raids hit Douma, Syria. The office has counted 40 dead inside the town and eight in Damascus.",
            {"40": ("Douma", "Rif Dimashq"), "eight": ("Damascus", "Damascus")},
        ),
        # one place for all that stands before it
        (
            "A bomb killed five people and wounded 30 in Quetta, Pakistan on Monday.",
            {"five": ("Quetta", "Balochistan"), "30": ("Quetta", "Balochistan")},
        ),
        ("Shells killed 12 people, five children and seven women, in Homs, Syria.", {"12": ("Homs", "Homs")}),
        ("Shells killed 12 people on 3 May, 2013 in Homs, Syria.", {"12": ("Homs", "Homs")}),
        # a total of a month, whatever place has the most of it
        (
            "Afghanistan saw 1,600 deaths in the first half of the year. Kabul province accounted for many of them.",
            {"1,600": ("Afghanistan", None)},
        ),
        (
            "Some 867 Iraqis were killed in June, the mission said. Baghdad was the worst hit province.",
            {"867": ("Iraq", None)},
        ),
        (
            "The Network told of Syria. It counted 213 dead in November. Idlib had the highest toll.",
            {"213": ("Syria", None)},
        ),
        (
            "Last month 318 people were killed in Iraq, the mission said. A bombing in Mosul on Monday killed nine.",
            {"318": ("Iraq", None), "nine": ("Mosul", "Nineveh")},
        ),
        # of those who live somewhere, of whom some live in a camp
        (
            "Jordan hosts 660,000 Syrian refugees, of whom 76,000 live in the Azraq camp.",
            {"660,000": ("Jordan", None), "76,000": ("Azraq", "Zarqa")},
        ),
        (
            "In Syria ten people, two of whom were children, were killed in Homs.",
            {"ten": ("Homs", "Homs")},
        ),
    ],
)
def test_a_place_with_a_number_of_its_own_is_not_that_of_the_total(
    text: str, places: dict[str, tuple[str, str | None]], doc: MakeDoc
) -> None:
    annotated = doc(text, SUNDAY)
    told = {words: place_of(annotated, *spot(annotated, words))[0] for words in places}
    assert {words: (p.name, p.admin1) if p is not None else None for words, p in told.items()} == places


def test_a_region_in_capitals_heads_what_is_told_under_it(doc: MakeDoc) -> None:
    text = "Shells killed 40 people in Ukraine.\n\nSUMY REGION. A drone hit.\n\nKHERSON REGION. One dead, 15 wounded."
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, "15"))
    assert place is not None
    assert place.admin1 == "Kherson"

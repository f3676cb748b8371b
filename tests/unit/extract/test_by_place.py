"""Figures told place by place, and provinces that only have the most of a total."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.model import Claim
from pipeline.extract.situate import place_of
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot

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


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # where the wounded only lay, where somebody only spoke or governs, what only bounds a place
        ("Raids hit Atarib, Syria. Nine were brought to a hospital in Reyhanli in Turkey.", "Nine", "Aleppo"),
        ("Of those hurt by shells in Bunia, Congo, two died in a hospital in Kampala.", "two", "Ituri"),
        ("Clashes near Beni, Congo, killed 14 soldiers, Pretoria and the mission said.", "14", "North Kivu"),
        ("The governor of Turkey's border province of Kilis said two soldiers died in Azaz, Syria.", "two", "Aleppo"),
        ("Shells killed five people in Afrin, bordering Turkey's Hatay and Kilis, the YPG said.", "five", "Aleppo"),
        ("A mine in Binnish, Syria, near the border with Turkey's Hatay province, killed two.", "two", "Idlib"),
        # a part of a city in another province, a place near which, in a country
        ("Raids on the Haret Hreik suburb of Beirut killed nine people.", "nine", "Mount Lebanon"),
        ("Ten workers died in an attack near the al-Taym oil field in eastern Syria.", "Ten", "Deir ez-Zor"),
    ],
)
def test_a_place_told_beside_the_event_is_not_that_of_the_dead(
    text: str, words: str, expected: str, doc: MakeDoc
) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert place.admin1 == expected


def test_those_who_came_home_are_where_they_came(claims: Callable[..., list[Claim]]) -> None:
    text = "Some 850 refugees left the Lebanese town of Arsal and returned to their villages in Syria's Qalamoun."
    (claim,) = claims(text)
    assert claim.place is not None
    assert claim.place.name == "Qalamoun"


def test_a_region_in_capitals_heads_what_is_told_under_it(doc: MakeDoc) -> None:
    text = "Shells killed 40 people in Ukraine.\n\nSUMY REGION. A drone hit.\n\nKHERSON REGION. One dead, 15 wounded."
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, "15"))
    assert place is not None
    assert place.admin1 == "Kherson"

"""Which town a text goes on to name for what its lead leaves vague, and where those told of only sit."""

from datetime import date

import pytest

from pipeline.extract.situate import place_of
from tests.unit.extract.conftest import Claims, MakeDoc
from tests.unit.extract.spots import spot

SUNDAY = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        # the kind of place comes back with its name, wherever people fled to meanwhile
        (
            (
                "Gunmen killed 14 people in a village in northern Nigeria on Saturday. They came by night, said M. Ali,"
                " who walked to Mubi, in Adamawa, with his sons. The village, Tsafe, is in Zamfara state."
            ),
            "Zamfara",
        ),
        # the next sentence that tells of the event, not that of one who speaks
        (
            (
                "Rebels killed 14 people in a fishing village in southern Thailand on Saturday. Police in Bangkok told"
                " nothing. The attack on Saba Yoi, in Songkhla, was the third this year."
            ),
            "Songkhla",
        ),
        (
            (
                "Missiles killed 14 people in Azerbaijan's second city on Sunday. Karabakh's leader said his men aimed"
                " at a military airport in Ganja."
            ),
            "Ganja",
        ),
        # two towns that bound a road, of which the first stands for it
        (
            "Gunmen killed 14 traders in a lorry in Kenya on Friday. It was hit on the road from Garissa to Lamu.",
            "Garissa",
        ),
        # a town in the other half of the country, a fight that goes on, another event: none of them
        ("Men killed 14 people in northern Ivory Coast on Friday. Buses burned in a suburb of Abidjan.", None),
        ("Fighting killed 14 people in northern Nigeria last week. On Saturday gunmen raided Tsafe in Zamfara.", None),
        (
            (
                "An attack killed 14 people in northern Mali on Friday. Separately, two men were shot in Timbuktu, one"
                " in Gao."
            ),
            None,
        ),
    ],
)
def test_a_vague_lead_is_in_the_town_named_next(doc: MakeDoc, text: str, admin1: str | None) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, "14"))
    assert (place.admin1 if place else None) == admin1


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("Shells killed nine in Taiz on Friday. The UN said from Geneva that 14 people were hurt.", "Taiz"),
        (
            "Shells killed nine in Taiz on Friday. Two of the 14 dead were nurses, said the agency Fides, from Rome.",
            "Taiz",
        ),
        (
            (
                "A bomb killed 14 people in the Philippines on Friday. The rebels, whose headquarters used to be in"
                " Cotabato, blamed the army. The bomb went off in a market in Jolo."
            ),
            "Sulu",
        ),
        (
            "The shooting took place in Pahalgam, in Kashmir. A clerk from Karnal in Haryana died and 14 were hurt.",
            "Jammu and Kashmir",
        ),
        (
            "It began when guards attacked Kasese, said Felix Kaweesi, a spokesman in Kampala. In Uganda 14 died.",
            "Western",
        ),
        ("A bomb killed 14 people in a quarter of the capital on Friday, Somali police said.", "Banadir"),
        # whence fighters came, what they are asked to leave, who bears a place's name
        (
            "Nine died in Goma. Rebels who had crossed from Uganda fought the army in Congo; 14 were killed.",
            "North Kivu",
        ),
        ("Nine died in Khasavyurt. Gunmen who want Russia to pull out of Chechnya killed 14 people.", "Dagestan"),
        ("Movsar Barayev, from Argun, raided Khasavyurt in Russia on Friday. He and 14 others died.", "Dagestan"),
        ("Rebels shot nine people in Granada, Colombia, on Friday. Col. Israel Sucre said 14 were hurt.", "Meta"),
        # the town of the dateline, and one named later
        ("QANA, Lebanon - A strike on this village killed 14 people. Thousands marched in Beirut.", "South Lebanon"),
        (
            "BAQUBA, Iraq - Nine died in Khalis. Four fell in Taji. It was in this town that a bomb killed 14.",
            "Baghdad",
        ),
        # a village that no list has lies in the province of its sentence
        (
            (
                "Shells killed nine in Chernihiv, Ukraine. Across the front in Belgorod, a drone killed 14 in the"
                " village of Novaya Griva."
            ),
            "Belgorod",
        ),
        # clashes that are reported from a town are fought there
        ("Nine were killed in Homs on Friday. Clashes were reported from Idlib, where 14 people died.", "Idlib"),
    ],
)
def test_places_of_those_who_are_told_of_are_no_events(doc: MakeDoc, text: str, admin1: str) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, "14"))
    assert place is not None
    assert place.admin1 == admin1


def test_parts_lie_nowhere_wider_than_their_whole(claims: Claims) -> None:
    told = claims(
        "A strike killed 14 people, nine of them children, in a coastal city in western Yemen on Monday, medics said."
        " It hit a house in Hodeidah.",
        published="2019-12-01",
    )
    assert {c.place.admin1 for c in told if c.place} == {"Hodeidah"}
    told = claims(
        "The army said 146 people had been killed across the country on Friday. Among them were 50 rebels."
        " In Idlib province, Syria, rebels assaulted a base on Saturday.",
        published="2019-12-01",
    )
    assert {c.place.name for c in told if c.place} == {"Syria"}

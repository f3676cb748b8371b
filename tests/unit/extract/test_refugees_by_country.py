"""Refugees told country by country, and the registers that count them.

Belongs here: lists of places with a number each whose own words tell what is counted, who is registered where. Does
not: lists under a total or a heading (`test_sums`), camps and halls that take people in (`test_shelter`).
"""

import pytest

from tests.unit.extract.conftest import Claims

LIST = [("LBN", 154387), ("JOR", 142664), ("TUR", 136319), ("IRQ", 64449)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The numbers of refugees by country are: Lebanon, 154,387; Jordan, 142,664; Turkey, 136,319; Iraq, 64,449.",
            LIST,
        ),
        (
            "Registered refugees are as follows: Lebanon – 154,387; Jordan – 142,664; Turkey – 136,319; Iraq – 64,449.",
            LIST,
        ),
        ("Refugees stood at: Lebanon (154,387), Jordan (142,664), Turkey (136,319) and Iraq (64,449).", LIST),
        (
            "Lebanon hosts 154,387 Syrian refugees, Jordan 142,664, Turkey 136,319 and Iraq 64,449.",
            LIST,
        ),
        (
            "Some 1.1 million Syrian refugees are registered in Lebanon, 630,000 in Jordan and 246,000 in Iraq.",
            [("LBN", 1100000), ("JOR", 630000), ("IRQ", 246000)],
        ),
        ("About 3.6 million Syrians live in Turkey under temporary protection.", [("TUR", 3600000)]),
        ("Some 103,488 Syrians in Jordan have registered or are awaiting registration.", [("JOR", 103488)]),
        (
            "Some 54,000 fled Anbar. Most are in Falluja (25,300 people), Ramadi (15,100) and Heet (3,100 people).",
            [("IRQ", 54000), ("IRQ", 25300), ("IRQ", 15100), ("IRQ", 3100)],
        ),
    ],
)
def test_each_country_has_its_number(text: str, expected: list[tuple[str, int]], claims: Claims) -> None:
    found = {(c.place.country, c.low): c.measure for c in claims(text) if c.place is not None}
    assert set(found) == set(expected)
    assert set(found.values()) == {"displaced"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Schools in Goma are serving as shelters for 900 people displaced by the fighting.", 1),
        ("The stadium in Goma has become a refuge for 900 people displaced by the war.", 1),
        ("The UN sent food for 900 people displaced by the war in Goma.", 0),
        ("The agency plans shelters for 900 people displaced by the war in Goma.", 0),
    ],
)
def test_shelters_that_serve_hold_people(text: str, count: int, claims: Claims) -> None:
    assert [(c.low, c.basis) for c in claims(text)] == [(900, "stock")] * count

"""Displaced people told by where they put up, and by verbs of leaving right behind a bare number.

Belongs here: refuges, camps' populations, towns that take people in, people driven out whom no noun names. Does not:
crossing and registering (`test_crossing`), leaving a named place (`test_flight`).
"""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


def figures(doc: MakeDoc, reference: Reference, text: str) -> list[tuple[str, int]]:
    found = find_figures(doc(text), reference)
    return [(f.measure, f.quantity.low or f.quantity.high or 0) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 900 families are still in 14 safe locations in Kegalle.", [900]),
        ("More than 9,000 people were received at the Hammam screening site.", [9000]),
        ("Some 2,300 people whose homes were swept away are living in tented camps.", [2300]),
        ("Around 5,000 people - mostly women and children - are hiding in the swamps.", [5000]),
        ("On Sunday 4,000 residents of Gressier spent the night at the mayor's office.", [4000]),
        ("Some 12,000 people sleep around the UN compound.", [12000]),
        ("Kanyabayonga, a town of 20,000, has taken in 5,000 families.", [5000]),
        ("Kibumba had taken in 300,000 by Wednesday.", [300000]),
        ("The camp holds 8,000 refugees and the transit centre at Hamdayet another 17,000.", [8000, 17000]),
        ("Lalish now houses 5,000 Yazidis and 900 people from Sinjar.", [5000, 900]),
        ("The number of people in the camp swelled to 9,000.", [9000]),
        ("The camp's population has risen to 67,000.", [67000]),
        ("Kalma camp had 40,000 residents last month.", [40000]),
        ("Of the 44,000 people who were living in camps, fewer than 4,000 remained by April.", [44000, 4000]),
    ],
)
def test_where_people_put_up_tells_that_they_are_displaced(
    doc: MakeDoc, reference: Reference, text: str, expected: list[int]
) -> None:
    assert figures(doc, reference, text) == [("displaced", number) for number in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Another 20,000 left the capital.", [20000]),
        ("A further 7,400 reached the Afgooye corridor.", [7400]),
        ("Clashes forced at least 30,000 out of their homes.", [30000]),
        ("The offensive forced 4,000 from their villages.", [4000]),
        ("Officials ordered 900 residents of Fort McMurray to evacuate.", [900]),
        ("The government had to relocate 320 households.", [320]),
        ("It registered 834,000 displaced, on top of 550,000 who left Bajaur last year.", [834000, 550000]),
        ("More than 4,000 people are displaced and another 900 have gone abroad.", [4000, 900]),
        ("People fled Bor again. As many as 6,000 people are walking towards Beni.", [6000]),
        ("New arrivals in Doolow reached 6,000 in June.", [6000]),
    ],
)
def test_leaving_is_told_of_bare_numbers_too(
    doc: MakeDoc, reference: Reference, text: str, expected: list[int]
) -> None:
    assert figures(doc, reference, text) == [("displaced", number) for number in expected]


@pytest.mark.parametrize(
    "text",
    [
        "The clinic has taken in 300 people since Friday.",
        "Police have taken in 40 people for questioning.",
        "Ten men were sleeping in the mosque.",
        "About 4,000 protesters camped in the square for a second night.",
        "The city, where a million residents live, has fallen to the rebels.",
        "Some 300 soldiers left the capital for the front.",
        "Authorities plan to relocate 320 households.",
        "Aid reached 12,000 people in Bria.",
    ],
)
def test_nobody_is_displaced_who_is_treated_held_or_only_lives_there(
    doc: MakeDoc, reference: Reference, text: str
) -> None:
    assert figures(doc, reference, text) == []

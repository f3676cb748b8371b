"""Which number is part of which, by the words of its sentence and of those before."""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Nineteen people were killed, including six children.", 6, 19),
        ("The death toll is 11, including a deputy mayor, three policemen and four guards.", 3, 11),
        ("The death toll is 11, including a deputy mayor, three policemen and four guards.", 4, 11),
        ("Fifteen civilians among them 11 children were killed.", 11, 15),
        ("The raid killed 30 people, 22 of them women.", 22, 30),
        ("At least 31 girls were among the 74 people killed.", 31, 74),
        ("Forty people died. Ten of the dead were children.", 10, 40),
        ("The toll reached 31 dead. Six children were among the dead.", 6, 31),
        ("The attack killed 80 people. The victims included 12 children 9 women.", 9, 80),
        ("The attack killed 90 people. About half of them were children.", 45, 90),
        ("Floods displaced 7,000 people. Of this number, 900 are in camps.", 900, 7000),
        ("The raid killed 40 people. The dead included 12 civilians.", 12, 40),
        ("A third of the 900 dead were children.", 300, 900),
        ("The raid killed 40 people. Nine were children.", 9, 40),
        ("The raid killed 40 people and wounded 90. Nine were children and four were women.", 4, 40),
        ("The raid killed 40 people. Nine were children, and 12 were hurt.", 9, 40),
        ("Thirty people were killed; 18 were civilians.", 18, 30),
        ("The war drove out 900 people. Among them, 500 fled to Bor, while 200 fled to Wau.", 200, 900),
        ("The war drove out 900 people. Among them, 500 fled to Bor, while 200 fled to Wau.", 500, 900),
        ("Twelve people were killed, nine of them Malian servicemen.", 9, 12),
        ("The raid killed 40. Eleven of those killed were girls.", 11, 40),
        ("Sixteen people died here, thirteen of them on the first day, and 59 were hurt.", 13, 16),
        ("The raid killed 40. Four girls and two women were among the dead.", 4, 40),
        ("At least 25 died, among them three nuns, and 120 were wounded, including 37 women.", 37, 120),
        ("Shells killed five men, among them a nurse, and wounded 12, including six girls.", 6, 12),
        ("Nine people were killed, of them three women and two boys, and 80 others hurt, of them 31 women.", 31, 80),
        # who says so stands between
        ("The raid killed 40 people. Of those, the group said, 12 were children.", 12, 40),
        ("The raid killed 40 people. Among them, it said, were 12 children.", 12, 40),
        ("The raid killed 40 people. Of the total, 12 were children.", 12, 40),
        ("The raid killed 40 people. Of the 40, 12 were children.", 12, 40),
        ("The raid killed 40 people. Twelve children are believed to be among the dead.", 12, 40),
        ("The toll of 40 includes 12 soldiers.", 12, 40),
        # bare numbers that share a count out
        ("Some 9,000 people fled Palma; 2,100 went to Pemba and 1,400 to Mueda.", 2100, 9000),
        ("Some 9,000 people fled Palma; 2,100 went to Pemba and 1,400 to Mueda.", 1400, 9000),
        ("Fighting killed 30 people; 12 died in Goma and nine in Sake.", 9, 30),
        # lists whose entries say more of whom they count
        ("The toll rose to 95, the army said: 40 soldiers of two units, 32 rebels and 23 civilians.", 23, 95),
        ("Fighting killed 95, including 40 soldiers and allied militiamen, 32 rebels and 23 civilians.", 32, 95),
        ("It killed 95. Among them are 40 men, including a boy, and 32 fighters of the army and its allies.", 32, 95),
        ("It killed 95. Among them are 40 rebels of the front, as well as 23 civilians.", 23, 95),
        # how it is with some of those hurt
        ("The raid wounded 40 people. Twelve were in critical condition, doctors said.", 12, 40),
    ],
)
def test_a_subset_points_at_its_whole(text: str, part: int, whole: int, doc: MakeDoc, reference: Reference) -> None:
    figures = find_figures(doc(text), reference)
    found = next(f for f in figures if f.quantity.value == part)
    assert found.parent is not None
    assert figures[found.parent].quantity.value == whole


@pytest.mark.parametrize(
    "text",
    [
        "More than 400 civilians were killed. Among the civilians are 90 children and 12 women.",
        "The army lists 400 dead. The figure includes 90 civilians and 12 guards.",
    ],
)
def test_the_next_sentence_may_divide_a_figure(text: str, doc: MakeDoc, reference: Reference) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.quantity.value, f.parent) for f in found] == [(400, None), (90, 0), (12, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "The raid wounded 40 people in Gao. Twelve were in critical condition in Mopti.",
        "The raid killed 40 people in Goma; 12 died in Sake.",
        "The raid killed 40 people in Gao. Of the 60 who lived there, 12 were hurt.",
    ],
)
def test_others_hurt_are_no_part(text: str, doc: MakeDoc, reference: Reference) -> None:
    figures = find_figures(doc(text), reference)
    assert next(f for f in figures if f.quantity.value == 12).parent is None


def test_another_fate_makes_no_part(doc: MakeDoc, reference: Reference) -> None:
    found = find_figures(doc("The ward took in 23 wounded, of whom five did not live."), reference)
    assert [(f.measure, f.quantity.value, f.parent) for f in found] == [("injured", 23, None), ("killed", 5, None)]


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("Three guards were killed, bringing the toll to 12.", [1, None]),
        ("Some 300 people fled the town, bringing the number who have fled to 900.", [1, None]),
        ("The storm displaced 900 people. " + "It rained. " * 5 + "Some 120 of the displaced are in halls.", [None, 0]),
        ("Floods uprooted 900 people. In Bor alone 200 people were uprooted.", [None, 0]),
        ("Nine people died. Four of them were shot. The other five were killed by a mine.", [None, 0, 0]),
        ("Floods uprooted 900 people; 240 still sleep in the stadium.", [None, 0]),
        ("Floods uprooted 900 people. Later 240 people sat alone.", [None]),
    ],
)  # fmt: skip
def test_parts_of_a_total_told_behind_or_long_before(
    text: str, parents: list[int | None], doc: MakeDoc, reference: Reference
) -> None:
    assert [f.parent for f in find_figures(doc(text), reference)] == parents


def test_part_of_a_part_and_of_those_named_before_the_verb(doc: MakeDoc, reference: Reference) -> None:
    text = "Ten people died. At least five of those killed were miners, two of them women."
    assert [(f.quantity.value, f.parent) for f in find_figures(doc(text), reference)] == [(10, None), (5, 0), (2, 1)]
    text = "Nine people died. Among the civilians killed in the old mill was a nurse."
    assert [(f.quantity.value, f.parent) for f in find_figures(doc(text), reference)] == [(9, None), (1, 0)]

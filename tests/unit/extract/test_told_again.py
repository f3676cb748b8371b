"""Counts that stand for what was told before, and numbers that look like one.

A figure is written as in `test_plain_sentences`. Belongs here: second counts of a toll, whatever verb or noun brings
them, ages behind names. Does not: whose count it is (`test_attribution`), which one governs (the ledger).
"""

import pytest

from pipeline.extract.figure import Figure
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

TOLL = "Shells hit the market of Bor on Friday. At least 112 people were killed, officials said. "


def _written(figure: Figure) -> str:
    low, high = figure.quantity.low, figure.quantity.high
    bounds = str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    return f"{figure.measure} {bounds} {figure.population}" + (" part" if figure.parent is not None else "")


def _figures(doc: MakeDoc, reference: Reference, text: str) -> list[str]:
    return [_written(figure) for figure in find_figures(doc(text), reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A day earlier the count had been 89.", ["killed 89 all"]),
        ("A first count on Friday evening stood at 63.", ["killed 63 all"]),
        ("The ministry's tally now reads 120.", ["killed 120 all"]),
        ("By Saturday the figure had risen to 120.", ["killed 120 all"]),
        ("The Red Cross gave a higher figure, 140.", ["killed 140 all"]),
        ("The mayor's office has a lower toll of 96.", ["killed 96 all"]),
        ("The mayor earlier said 58.", ["killed 58 all"]),
        ("A clinic says 150; nobody could check.", ["killed 150 all"]),
        ("Official figures are lower: 26 civilians and 58 soldiers.", ["killed 26 civilians", "killed 58 combatants"]),
        (
            "The governor gave another count, 14, consisting of five girls and nine women.",
            ["killed 14 all", "killed 5 children part", "killed 9 women part"],
        ),
        ("The UN says 25 million, half the country, need help.", []),
        ("The governor said 25 voters stayed home.", []),
        ("The wind stood at 15 and the heat at 40.", []),
        ("He said 20 of the 33 hostages were free.", []),
    ],
)
def test_a_second_count_is_one_of_what_was_counted_before(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, TOLL + text) == ["killed 112- all", *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack raised the number of people killed in the raid from five to six.", ["5", "6"]),
        ("The doctors lifted the death toll from 12 to 15.", ["12", "15"]),
        ("Estimates of the number of people killed range from 200 to 450.", ["200-450"]),
        ("The Red Cross put the deaths in Bor since Tuesday at 289.", ["289"]),
        ("Its count of civilian dead since April 15 now reads 865.", ["865"]),
        ("The government says 17 people died; the rebels say 35.", ["17", "35"]),
    ],
)
def test_a_count_that_changes_is_two_and_a_range_is_one(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert [told.split()[1] for told in _figures(doc, reference, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells killed 12. The wounded, 30 of them, were flown out.", ["killed 12 all", "injured 30 all"]),
        ("Shells killed 30. The dead, 12 of them children, lie there.", ["killed 30 all", "killed 12 children part"]),
        (
            "The army said two soldiers died, and medics counted nine dead.",
            ["killed 2 combatants", "killed 9 all"],
        ),
        (
            "Two soldiers were killed and twelve injured, the army said.",
            ["killed 2 combatants", "injured 12 combatants"],
        ),
        (
            "The office had 69 deaths, including 11 children. The monitor put the figure at 58.",
            ["killed 69 all", "killed 11 children part", "killed 58 all"],
        ),
    ],
)
def test_whom_a_number_counts_is_what_stands_before_it_or_nobody_told(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert _figures(doc, reference, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two brothers, 8 and 12, died in Bor.", ["killed 2 children"]),
        ("Two brothers, 18 and 32, died in Bor.", ["killed 2 all"]),
        ("The dead man was named as Adam Deng, 44.", []),
        ("The dead were named as Adam Deng, 44, and Mary Ayen, 16.", []),
        ("Ten people died in East Ghouta, 44 in Old Bor.", ["killed 10 all", "killed 44 all"]),
    ],
)
def test_an_age_behind_a_name_counts_nobody(doc: MakeDoc, reference: Reference, text: str, expected: list[str]) -> None:
    assert _figures(doc, reference, text) == expected

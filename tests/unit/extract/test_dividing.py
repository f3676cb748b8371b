"""Sentences and lists that divide those counted before without telling again what befell them."""

import pytest

from pipeline.extract.annotate import Annotated
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, int, str, bool]


def told(doc: Annotated, reference: Reference) -> list[Told]:
    figures = find_figures(doc, reference)
    return [(f.measure, f.quantity.value, f.population, f.parent is not None) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen shot dead nine people in Jos on Friday. Five were farmers. The remaining four were soldiers.",
            [("killed", 9, "all", False), ("killed", 5, "civilians", True), ("killed", 4, "combatants", True)],
        ),
        (
            "The toll from Tuesday's raid on Jos has gone up to six after a man of 77 died in hospital.",
            [("killed", 6, "all", False), ("killed", 1, "all", True)],
        ),
        (
            "A raid on Marib killed 30 people: 18 were fighters and the remaining 12 civilians.",
            [("killed", 30, "all", False), ("killed", 18, "combatants", True), ("killed", 12, "civilians", True)],
        ),
        (
            "Drones killed 25 fighters in Tigray. The rest, 10, were militiamen.",
            [("killed", 25, "combatants", False), ("killed", 10, "combatants", True)],
        ),
        (
            "Hospitals in Taiz admitted 85 wounded on Friday. Thirty of the patients are women and 12 are children.",
            [("injured", 85, "all", False), ("injured", 30, "women", True), ("injured", 12, "children", True)],
        ),
        (
            "Al-Aqsa hospital received 31 bodies on Sunday. Eleven were those of women.",
            [("killed", 31, "all", False), ("killed", 11, "women", True)],
        ),
        (
            "The siege killed 400 people. Civilians make up 250 of the dead, and 60 of those were under 18.",
            [("killed", 400, "all", False), ("killed", 250, "civilians", True), ("killed", 60, "children", True)],
        ),
        (
            "A doctor counted eight dead after the raids, all of them civilians, and 22 wounded.",
            [("killed", 8, "civilians", False), ("injured", 22, "all", False)],
        ),
        (
            "MSF treated nine people for gunshot wounds in Bria. One of the nine, a man of 50, later died.",
            [("injured", 9, "all", False), ("killed", 1, "all", False)],
        ),
        (
            "Drones killed 60 fighters. The remainder, 40, belonged to the Syrian army, with six officers among them.",
            [
                ("killed", 60, "combatants", False),
                ("killed", 40, "combatants", True),
                ("killed", 6, "combatants", True),
            ],
        ),
        (
            "Forty-two bodies were found in Atarib. Thirteen of them are of women, nine of children.",
            [("killed", 42, "all", False), ("killed", 13, "women", True), ("killed", 9, "children", True)],
        ),
        (
            "Half of the 60 dead in the blast in Mogadishu were students.",
            [("killed", 30, "civilians", True), ("killed", 60, "all", False)],
        ),
        (
            "Goma, day 12: 8 dead (3 children), 19 injured (7 women).",
            [
                ("killed", 8, "all", False),
                ("killed", 3, "children", True),
                ("injured", 19, "all", False),
                ("injured", 7, "women", True),
            ],
        ),
        (
            "On Monday shells killed four in Taiz, on Tuesday seven and on Wednesday two.",
            [("killed", 4, "all", False), ("killed", 7, "all", False), ("killed", 2, "all", False)],
        ),
        (
            "The dead in the attack in Garissa are 12 students and two teachers.",
            [("killed", 12, "civilians", False), ("killed", 2, "civilians", False)],
        ),
        (
            "The strike killed a father, mother and four children in Hodeidah.",
            [("killed", 1, "all", False), ("killed", 1, "women", False), ("killed", 4, "children", False)],
        ),
        ("Their son, 20, was hit in the leg.", [("injured", 1, "all", False)]),
        ("Neither of the two drivers survived.", [("killed", 2, "all", False)]),
        ("Only 40 of the 600 families who left Sinjar have come back.", [("returned", 40, "all", False)]),
        ("Two in five lost a limb.", []),
        ("The bomb killed 14 people. The fire spread and 40 market tents burned down.", [("killed", 14, "all", False)]),
    ],
)
def test_parts_are_told_by_who_they_were(text: str, expected: list[Told], doc: MakeDoc, reference: Reference) -> None:
    assert told(doc(text), reference) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The monitor recorded 612 civilian deaths in May. The deaths fell by province: Idlib (402), Hama (210).",
            [
                ("killed", 612, "civilians", False),
                ("killed", 402, "civilians", True),
                ("killed", 210, "civilians", True),
            ],
        ),
        (
            "The ministry said 70 people were hurt. Kyiv: 40; Kharkiv: 30.",
            [("injured", 70, "all", False), ("injured", 40, "all", True), ("injured", 30, "all", True)],
        ),
        (
            "Shelling killed 9 people in Homs.\nDistrict | People displaced\nTalbiseh | 1,400\nOthers | 300",
            [("killed", 9, "all", False), ("displaced", 1400, "all", False), ("displaced", 300, "all", False)],
        ),
        (
            "A blast killed 25 people in Iraq. The group was formed in Mosul (2014) and Raqqa (2013).",
            [("killed", 25, "all", False)],
        ),
        (
            "Shells killed 12 people in Homs. Fans of Real Madrid 3, Barcelona 1 stayed home.",
            [("killed", 12, "all", False)],
        ),
    ],
)
def test_lists_tell_what_their_total_or_heading_tells(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(doc(text), reference) == expected


def test_rebels_whom_the_islamic_state_killed_are_none_of_its_men(doc: MakeDoc, reference: Reference) -> None:
    text = "A suicide bomber killed 20 rebel fighters in Azaz on Friday. Islamic State claimed the attack."
    assert [f.affiliation for f in find_figures(doc(text), reference)] == ["opposition"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The toll rose to 38: GTB Hospital recorded 34 deaths, Lok Nayak Hospital three and Jag Pravesh one.", 3),
        ("Some 100,000 people have fled abroad: Egypt received 42,300 and Chad 30,000.", 2),
        ("Some 834,000 people are displaced. Camps in Mardan shelter 79,842; the others stay with relatives.", 1),
        ("Nine people were killed in Aleppo. Seven died when a shell hit a bakery.", 1),
        ("Nine people were killed in Aleppo. Most of them, seven, died when a shell hit a bakery.", 1),
        ("Fourteen people died in the blast. Six were killed instantly and the others died in hospital.", 1),
        ("More than 200 bodies were found in Mosul. The figure, which includes 50 children, is double the last.", 1),
        ("Herders killed eleven people on Wednesday. Five were members of one family.", 1),
        ("Nine people were killed in Aleppo. Seven died in Homs.", 0),
        ("Nine people were killed in Aleppo on Sunday. Seven more died when a shell hit a bakery.", 0),
        ("Raids killed 35 people, including 29 civilians, six of whom were women.", 2),
    ],
)
def test_parts_of_the_number_told_before(doc: MakeDoc, reference: Reference, text: str, parts: int) -> None:
    found = find_figures(doc(text), reference)
    assert sum(f.parent is not None for f in found) == parts

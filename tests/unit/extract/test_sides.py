"""Who the counted are and on which side they fight, by the words of their phrase and of those before."""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


@pytest.mark.parametrize(
    ("text", "publisher", "population", "affiliation"),
    [
        ("36 members of the regime forces were killed.", None, "combatants", "government"),
        ("At least 36 in the regime's forces were killed.", None, "combatants", "government"),
        ("23 ISIS militants were killed.", None, "combatants", "islamic_state"),
        ("The clashes killed 22 rebels.", None, "combatants", "opposition"),
        ("Twelve Syrian soldiers were killed.", None, "combatants", "government"),
        ("Eight fighters of the Kurdish YPG died.", None, "combatants", "kurdish_forces"),
        ("The YPG said the army's fire killed eight of its fighters.", None, "combatants", "kurdish_forces"),
        ("ISIS lost nine fighters there.", None, "combatants", "islamic_state"),
        ("The YPG put the number of its own dead at 97.", None, "combatants", "kurdish_forces"),
        ("Shells hit a YPG position, leaving six fighters dead.", None, "combatants", "kurdish_forces"),
        ("IS fled. A Peshmerga officer said nine of his men died.", None, "combatants", "kurdish_forces"),
        ("Nineteen IS fighters died in the raid.", None, "combatants", "islamic_state"),
        ("Air strikes killed 12 Islamic State (IS) group militants.", None, "combatants", "islamic_state"),
        ("Nine Kurdistan Workers' Party (PKK) members were killed.", None, "combatants", "kurdish_forces"),
        ("Thirty cadets were killed on parade.", None, "combatants", "government"),
        ("It said 14 of the dead were opposition fighters.", None, "combatants", "opposition"),
        ("Five of the dead were Iranian military advisers.", None, "combatants", "iran"),
        ("After a Russian raid 120 soldiers and pro-regime militiamen died.", None, "combatants", "government"),
        ("A bomb hurt three in the regime stronghold of Latakia.", None, "all", None),
        ("The YPG suffered three dead.", None, "combatants", "kurdish_forces"),
        ("The army killed 14 terrorists.", "sana", "combatants", "opposition"),
        ("Nine Syrian civilians were killed.", None, "civilians", None),
        ("The army knew of five dead among rebel fighters.", None, "combatants", "opposition"),
        ("The YPG commander said two of his fighters died.", None, "combatants", "kurdish_forces"),
        ("Eleven Rwandan soldiers died in Goma, Congo.", None, "combatants", "other"),
        ("In Lebanon, on the Israeli side, 17 soldiers died.", None, "combatants", "israel"),
    ],
)
def test_the_side_of_the_counted_is_read_from_their_phrase(
    text: str, publisher: str | None, population: str, affiliation: str | None, doc: MakeDoc, reference: Reference
) -> None:
    figures = find_figures(doc(text, publisher=publisher), reference)
    assert [(f.population, f.affiliation) for f in figures] == [(population, affiliation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets killed nine Syrian soldiers. A monitor put the number of dead at 12.", ("combatants", "government")),
        ("Jets killed nine soldiers and two women. A monitor put the number of dead at 12.", ("all", None)),
    ],
)
def test_a_new_toll_counts_those_of_the_old_one(
    text: str, expected: tuple[str, str | None], doc: MakeDoc, reference: Reference
) -> None:
    last = find_figures(doc(text), reference)[-1]
    assert (last.population, last.affiliation) == expected


def test_opponents_are_the_other_side(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Rebels attacked government positions. Thirty soldiers of the government forces died, while 21 of their "
        "opponents were killed."
    )
    figures = find_figures(doc(text), reference)
    assert [(f.quantity.value, f.affiliation) for f in figures] == [(30, "government"), (21, "opposition")]


def test_officers_and_soldiers_are_of_one_side(doc: MakeDoc, reference: Reference) -> None:
    found = find_figures(doc("Six officers and soldiers were killed and nine injured."), reference)
    assert [(f.quantity.value, f.affiliation) for f in found] == [(6, "government"), (9, "government")]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("At least 26 regime and rebel fighters have been killed.", None),
        ("Some 180 army and paramilitary troops were killed.", "government"),
        ("About 30 regime and 41 rebel fighters were killed.", "government"),
    ],
)
def test_fighters_of_two_sides_are_of_neither(text: str, side: str | None, doc: MakeDoc, reference: Reference) -> None:
    first = find_figures(doc(text), reference)[0]
    assert (first.population, first.affiliation) == ("combatants", side)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ahrar al-Sham held the mill. The mayor said that a commander of the group was dead.", "opposition"),
        ("The Islamic State terrorist group executed 30 of its own fighters.", "islamic_state"),
        ("A drone killed veteran Hezbollah official Omar Sadiq.", "hezbollah"),
        ("The number of Hezbollah and rebel fighters killed has risen to 60.", None),
        ("A captain of the Syrian army said nine of the unit's men had been killed.", "government"),
    ],
)
def test_groups_told_before_or_beside_the_counted(
    text: str, side: str | None, doc: MakeDoc, reference: Reference
) -> None:
    found = find_figures(doc(text), reference)[-1]
    assert (found.population, found.affiliation) == ("combatants", side)

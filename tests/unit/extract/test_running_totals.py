"""Totals by whatever word they are called and by whatever verb they change."""

import pytest

from pipeline.extract.attribution import attribute
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


@pytest.mark.parametrize(
    ("text", "measure", "low"),
    [
        ("The agency raised its estimate of people uprooted by the war in Darfur to 192,000.", "displaced", 192000),
        ("The estimate of people displaced by the war soared to 88,000.", "displaced", 88000),
        ("The estimate of those killed in Bor leapt to 300, the army said.", "killed", 300),
        ("Its own estimate of rebels killed in Aden has fallen to 12.", "killed", 12),
        ("The toll in Gao, first put at 8, was amended to 11.", "killed", 11),
        ("The count of the dead in Taiz crept up to 33.", "killed", 33),
        ("The tally of villagers killed in Kachin has surpassed 61.", "killed", 61),
        ("The number of wounded in Beni mounted to 60.", "injured", 60),
    ],
)
def test_a_total_is_read_whatever_it_is_called_and_however_it_grew(
    text: str, measure: str, low: int, doc: MakeDoc, reference: Reference
) -> None:
    assert (measure, low) in [(f.measure, f.quantity.low) for f in find_figures(doc(text), reference)]


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("The tally of soldiers killed in Donbas has topped 900.", "combatants"),
        ("The total of police officers killed in Hass rose to 9.", "combatants"),
        ("Estimates of rebels killed in Aden range from 12 to 20.", "combatants"),
        ("The count of children killed in Lashio doubled to 24.", "children"),
        ("The army updated to 18 its toll for the number of rebels killed.", "combatants"),
    ],
)
def test_those_counted_are_those_of_the_total_and_do_not_speak(
    text: str, population: str, doc: MakeDoc, reference: Reference
) -> None:
    read = doc(text)
    assert {f.population for f in find_figures(read, reference)} == {population}
    assert not {"soldiers", "rebels", "police", "children"} & {frame.speaker for frame in attribute(read).frames}

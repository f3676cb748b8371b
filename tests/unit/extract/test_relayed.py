"""Whose word it is when one carries another's, takes up "the same source" or says where a count comes from."""

import pytest

from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.saying import speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 12 herders died, county commissioner Deng Akol was quoted by Eye Radio as saying.", "Deng Akol"),
        ("Some 12 people died near Menaka, the army was quoted by AFP as saying.", "army"),
        ("A rescuer was cited by the Anadolu Agency as saying that 12 people had died.", "rescuer"),
        (
            "Some 12 soldiers were killed, the defence ministry has been quoted as saying by Reuters.",
            "defence ministry",
        ),
        ("Some 12 men drowned when shells hit their boat, medics quoted by AFP said.", "medics"),
        ("The interior ministry, quoted by state television, said 12 people died.", "interior ministry"),
        ("Some 12 died, an army source quoted by SANA said.", "SANA"),
        ("Interfax quoted the head of the rebel administration as saying 12 miners died.", "rebel administration"),
        ("The hospital, where the wounded were taken, gave a toll of 12 dead.", "hospital"),
    ],
)
def test_who_is_quoted_speaks_and_not_who_carries_it(doc: MakeDoc, text: str, expected: str) -> None:
    assert (speaker(doc, text, "12") or "").removeprefix("head of the ").startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who has no name is told with who carries the words
        ("Some 12 people died in Beni, Reuters reported, citing medics.", "medics (Reuters)"),
        ("Some 12 people died in Beni, Anadolu said citing a security source.", "security source (Anadolu Agency)"),
        ("Reuters quoted a doctor as saying that 12 people had died in Beni.", "doctor (Reuters)"),
        ("Medics quoted by AFP said 12 people had died in Beni.", "medics (AFP)"),
        # who has one, or is a body, speaks alone
        ("Some 12 people died in Beni, Reuters reported, citing the Red Cross.", "Red Cross"),
        ("Quoting the health ministry, Reuters said 12 people had died in Beni.", "health ministry"),
        ("Some 12 people died in Beni, Reuters reported, citing the defence ministry.", "defence ministry"),
        # a state's medium speaks through its nameless sources, and who is no outlet carries nobody's words
        ("Some 12 people died in Homs, SANA reported, quoting a police source.", "SANA"),
        ("Some 12 people died in Homs, the WHO reported, citing hospitals.", "WHO"),
    ],
)
def test_an_outlet_that_cites_is_named_with_whom_it_does_not_name(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four died, a hospital source told Reuters. Some 12 were hurt, the same source said.", "hospital source"),
        ("The Red Crescent said four died. The same organisation reported 12 dead on Friday.", "Red Crescent"),
        ("Four died, the hospital's director said. Another 12 were hurt, said the same official.", "hospital"),
        ("Police said four died. Quoting the same sources, the Punch said 12 people were hurt.", "police"),
    ],
)
def test_the_same_source_is_the_one_told_before(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "12") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes have killed 12 people. That figure is from the Red Cross.", "Red Cross"),
        ("A bomb killed 12 people. The toll was given by the provincial hospital.", "provincial hospital"),
        ("Floods and clashes killed 12 people - the figure comes from the Red Cross - in a week.", "Red Cross"),
        ("Gunmen killed 12 people, a number that came from the Red Cross.", "Red Cross"),
        ("Raids killed 12 people, the figures being those of the Red Cross.", "Red Cross"),
        ("Raids killed 12 people. Most of the fighters come from the Red Cross hospital's street.", None),
        ("Raids killed 12 people. The count of 40 comes from the Red Cross.", None),
    ],
)
def test_a_count_is_whose_it_is_said_to_be(doc: MakeDoc, text: str, expected: str | None) -> None:
    assert speaker(doc, text, "12") == expected

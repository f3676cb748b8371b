"""Where an attacker stood is not where the attack fell."""

import pytest

from tests.unit.extract.conftest import Claims


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Two people were killed when groups positioned in Eastern Ghouta fired shells on houses in Damascus.",
            "Damascus",
        ),
        ("Gunmen entrenched in Jobar targeted Bab Touma with mortar shells, killing two people.", "Bab Touma"),
        ("Militants holed up in the town of Douma shelled the city of Harasta, killing two people.", "Harasta"),
        ("Shells fired from across the border in Syria wounded five villagers near Kilis.", "Kilis"),
        ("Ten Iranian guards died near Mirjaveh in Iran in an attack launched from inside Pakistan.", "Mirjaveh"),
        # nobody else's place is told
        ("Rebels entrenched in Jobar killed two soldiers on Thursday.", "Jobar"),
        # those who are stationed are who died
        ("Two policemen stationed in Mosul were killed by a bomb.", "Mosul"),
    ],
)
def test_the_dead_lie_where_the_blow_fell(text: str, place: str, claims: Claims) -> None:
    (claim,) = claims(text)
    assert claim.place is not None
    assert claim.place.name == place

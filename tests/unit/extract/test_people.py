"""Who the counted are, where more than their noun tells it."""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, int, str, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 9-year-old was shot dead.", [("killed", 1, "children", None)]),
        ("The driver, who was 25, was shot dead.", [("killed", 1, "all", None)]),
        (
            "Three aid workers were among the 19 killed.",
            [("killed", 3, "aid_workers", None), ("killed", 19, "all", None)],
        ),
        ("A 61-year-old was shot dead.", [("killed", 1, "all", None)]),
        ("The 9-year-old war has killed 90,000 people.", [("killed", 90000, "all", None)]),
        ("Mali suffered its first fatality in the siege.", [("killed", 1, "all", None)]),
        (
            "The shelling left a woman dead and wounded her two sons.",
            [("killed", 1, "women", None), ("injured", 2, "children", None)],
        ),
        ("Up to 900 rebels and their families left Bor on buses.", [("displaced", 900, "all", None)]),
        ("Up to 900 rebels left Bor on buses.", []),
        ("Some 700 rebels and civilians departed Bor.", [("displaced", 700, "all", None)]),
        ("Buses carried 800 rebels and their relatives to Idlib.", [("displaced", 800, "all", None)]),
        ("Six rescue workers known as Grey Helmets were shot dead.", [("killed", 6, "aid_workers", None)]),
        (
            "Syria is at peace, by a deal of Russia and Turkey. At night rebels in Idlib killed nine soldiers.",
            [("killed", 9, "combatants", "government")],
        ),
        (
            "Turkish troops drove into Idlib. At night rebels killed two soldiers.",
            [("killed", 2, "combatants", "turkey")],
        ),
        ("A mother of three was killed in the flood.", [("killed", 1, "women", None)]),
        ("A commander identified as Omar Haddad was shot dead.", [("killed", 1, "combatants", None)]),
        (
            "A strike killed Omar Haddad and eight others near Bor.",
            [("killed", 1, "all", None), ("killed", 8, "all", None)],
        ),
        ("A mine killed 12 rebels and residents.", [("killed", 12, "all", None)]),
        (
            "The strike killed a woman and her three sons and wounded several others.",
            [("killed", 1, "women", None), ("killed", 3, "children", None)],
        ),
        (
            "Hezbollah said it had killed 40 rebels and lost three fighters.",
            [("killed", 40, "combatants", "opposition"), ("killed", 3, "combatants", "hezbollah")],
        ),
        (
            "At least 50 ISIS terrorists died in Bor. The monitor said five of those killed were suicide attackers.",
            [("killed", 50, "combatants", "islamic_state"), ("killed", 5, "combatants", "islamic_state")],
        ),
        ("The drone killed at least 35 members and commanders of the militia.", [("killed", 35, "combatants", None)]),
        ("The raid killed six people and commanders fled.", [("killed", 6, "all", None)]),
        ("Four of his comrades were killed in an ambush.", [("killed", 4, "combatants", None)]),
        (
            "Some 80 ISIS fighters among them 12 minors died in the siege.",
            [("killed", 80, "combatants", "islamic_state"), ("killed", 12, "children", "islamic_state")],
        ),
        ("The raids took to 57 the number of civilians killed in the siege.", [("killed", 57, "civilians", None)]),
        ("Some 3,000 Kurds fled the town.", [("displaced", 3000, "all", None)]),
    ],
)
def test_ages_families_losses_and_parts(text: str, expected: list[Told], doc: MakeDoc, reference: Reference) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.measure, f.quantity.value, f.population, f.affiliation) for f in found] == expected

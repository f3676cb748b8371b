"""Numbers of people whom nothing has befallen, and of what are no people."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

ReadClaims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        # those who may come
        ("Aid groups expect about 40,000 displaced people to pour into Maiduguri.", []),
        ("Chad is bracing for up to 9,000 refugees from Darfur.", []),
        ("The camp took in 9,000 displaced people, more than expected.", [9000]),
        # lives that are not lost
        ("The lives of 400 patients were in danger because of shelling in Taiz.", []),
        ("Medics in Taiz saved the lives of 40 children.", []),
        ("The lives of 12 people were lost in the raid on Taiz.", [12]),
        # another cause, and no count
        ("Three people were killed by snipers in Benghazi and one by a landmine.", [3, 1]),
        ("The army killed nine rebels in Benghazi, one by one.", [9]),
        # shares, beasts, a man and those at his table
        ("The war killed 5,000 people in Mali and three out of four Malians need help.", [5000]),
        ("The rocket killed four farmers and 16 donkeys in Konna.", [4]),
        ("She said she and her family fled when shells hit Bakhmut.", []),
        ("She and her daughter were wounded in Bakhmut.", [2]),
    ],
)
def test_only_those_who_came_to_harm_are_counted(claims: ReadClaims, text: str, counted: list[int]) -> None:
    assert [claim.low for claim in claims(text)] == counted


def test_a_feud_of_clans_is_no_war(claims: ReadClaims) -> None:
    [toll] = claims("Tribal conflict kills 16 people in central Mali.")
    assert str(toll.window.start) == "2019-12-01"

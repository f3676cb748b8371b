"""Places that are only the ends of a road, the seats of officials, wards; names that two countries have."""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

MakeClaims = Callable[..., list[Claim]]


def _where(found: list[Claim]) -> dict[int | None, tuple[str | None, str | None]]:
    return {c.best: (c.place.admin1, c.place.country) for c in found if c.place is not None}


@pytest.mark.parametrize(
    ("text", "best", "expected"),
    [
        pytest.param(
            "Bandits killed nine travellers on the Kaduna-Abuja highway in Nigeria on Friday.",
            9,
            ("Kaduna", "NGA"),
            id="one-word",
        ),
        pytest.param(
            "A bomb on the Kabul-Kandahar road killed six people in Wardak province on Saturday. A second on the same "
            "road wounded three.",
            3,
            ("Wardak", "AFG"),
            id="where-else-it-says",
        ),
        pytest.param(
            "A mine hit a truck on the road between Tikrit and Kirkuk in Iraq on Friday and killed two farmers.",
            2,
            ("Salah al-Din", "IRQ"),
            id="between",
        ),
        pytest.param(
            "Rebels attacked villages in Homs and Hama in Syria, killing eight people.", 8, (None, "SYR"), id="no-road"
        ),
        pytest.param(
            "Rebels in Yemen fired a missile at Marib on Saturday; it hit a mosque. Eighty soldiers were killed, "
            "officials in Aden said.",
            80,
            ("Marib", "YEM"),
            id="officials-elsewhere",
        ),
        pytest.param(
            "Officials in Mosul, Iraq, said 12 people were killed on Friday.", 12, ("Nineveh", "IRQ"), id="nowhere-else"
        ),
        pytest.param(
            "Turkish jets bombed PKK camps at Qandil in northern Iraq on Saturday, killing 15 militants. A Turkish "
            "soldier was killed in Hakkari the same day.",
            15,
            (None, "IRQ"),
            id="mountains-of-no-province",
        ),
        pytest.param(
            "A drone hit the town of Dedebit in northwestern Tigray, Ethiopia. In Afar, the region to the east, "
            "shelling of the town of Abala has forced 9,000 people out since Saturday.",
            9000,
            ("Afar", "ETH"),
            id="the-province-that-opens",
        ),
        pytest.param(
            "Gunmen killed 38 people in Dogon villages in Mali on Friday.", 38, (None, "MLI"), id="whose-villages"
        ),
        pytest.param(
            "A bomb killed eight people in Dibis in Kirkuk, Iraq, on Friday. A year earlier, on 12 November 2018, a "
            "bomb killed 15 people in Tal Afar, in Nineveh province. Of those hurt this time, 30 are in hospital.",
            30,
            ("Kirkuk", "IRQ"),
            id="this-time",
        ),
    ],
)
def test_where_it_was(claims: MakeClaims, text: str, best: int, expected: tuple[str | None, str]) -> None:
    assert _where(claims(text))[best] == expected


def test_a_name_is_the_country_s_that_the_text_gives_it_to(claims: MakeClaims) -> None:
    found = _where(
        claims("Nine people died in the Lebanese city of Tripoli on Friday. In the Libyan capital Tripoli, two died.")
    )
    assert found == {9: ("North Lebanon", "LBN"), 2: ("Tripoli", "LBY")}
    found = _where(
        claims(
            "Shelling killed a boy in the Indian district of Poonch on Friday. On the Pakistani side, three women were "
            "killed by shells in Nakyal the same day. In Poonch, 150 villagers fled their homes, the police said."
        )
    )
    assert found == {1: ("Jammu and Kashmir", "IND"), 3: ("Azad Kashmir", "PAK"), 150: ("Jammu and Kashmir", "IND")}

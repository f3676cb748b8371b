"""Whose fire, which gas, what was carried: causes and agents that several words settle together."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

SATURDAY = date(2018, 3, 10)


@pytest.fixture(scope="module")
def claim_of(article: MakeArticle, reference: Reference) -> Callable[..., Claim]:
    extractor = Extractor(reference)

    def find(text: str, number: str) -> Claim:
        made = article(text)
        claims = extractor.extract(made, SATURDAY).claims
        return next(c for c in claims if made.text[c.char_start : c.char_end] == number)

    return find


@pytest.mark.parametrize(
    ("text", "number", "perpetrator", "cause"),
    [
        ("Six guards died in Mali when their truck hit a mine near Kidal.", "Six", None, "bombing"),
        ("Six guards died in Mali when they ran over a landmine near Kidal.", "Six", None, "bombing"),
        (
            "A bomb killed six people in Mogadishu. Al-Shabaab, which fights Somalia's government, claimed the blast.",
            "six",
            "opposition",
            "bombing",
        ),
        (
            "A judge was shot dead in Mosul and two guards were killed by a roadside bomb.",
            "two",
            None,
            "bombing",
        ),
        ("Gunmen raided a gold mine in Mali and killed six guards.", "six", None, "ground_fighting"),
        ("Taliban bombers hit a post in Kabul and killed six guards.", "six", "opposition", "bombing"),
        (
            "Bombers of the insurgency hit a market in Baghdad, Iraq, killing six guards.",
            "six",
            "opposition",
            "bombing",
        ),
        ("Russian bombers hit a market in Idlib, Syria, killing six guards.", "six", "russia", "air_strike"),
        (
            "Three drivers were shot dead in Mali when rebels ambushed a convoy near Kidal. Two guards were wounded.",
            "Two",
            "opposition",
            "shooting",
        ),
        (
            "Fighting in Mali killed 40 men; at least nine herders were executed by jihadists near Kidal.",
            "40",
            None,
            "ground_fighting",
        ),
        (
            "One man was killed in central Homs, Syria, on Friday in rebel fire from the hills.",
            "One",
            "opposition",
            None,
        ),
        (
            "Army jets bombed Saraqib in Syria. The monitor also said seven nuns were killed on Friday in rebel fire.",
            "seven",
            "opposition",
            None,
        ),
        (
            (
                "Helicopters dropping chlorine hit Saraqib in Syria. Medics were busy. It rained. Roads were shut. "
                "The attack thought to be the work of army jets killed 61 people."
            ),
            "61",
            "government",
            "chemical",
        ),
        (
            "The rebel barrage killed nine people in Homs, Syria, while army jets struck Hama.",
            "nine",
            "opposition",
            "shelling",
        ),
        (
            "The army bombed a market in Homs, Syria, with heavy artillery killing 13 people.",
            "13",
            "government",
            "shelling",
        ),
        (
            "The army killed 75 militants including suicide bombers in clashes in Homs, Syria.",
            "75",
            "government",
            "ground_fighting",
        ),
        (
            (
                "A man blew himself up on a bus in Homs, Syria. The bus carried rebels battling the army. "
                "Four people injured in the blast are in hospital."
            ),
            "Four",
            None,
            "bombing",
        ),
        (
            "Jets struck Saraqib in Syria where five nuns died in an area that has seen fighting.",
            "five",
            None,
            "air_strike",
        ),
        (
            "Heavy bombardment by the army killed 81 people in Aleppo, Syria. The air strikes went on.",
            "81",
            "government",
            "air_strike",
        ),
        (
            (
                "A strike killed 12 people in Rafah in Gaza, medics said. Roads were shut. It rained. "
                "An Israeli army spokesman accused Hamas of looting lorries."
            ),
            "12",
            "israel",
            "air_strike",
        ),
        ("Five nuns were killed by ISILs guards in Raqqa, Syria.", "Five", "islamic_state", None),
    ],
)
def test_fire_gas_and_lent_acts(
    text: str, number: str, perpetrator: str | None, cause: str | None, claim_of: Callable[..., Claim]
) -> None:
    claim = claim_of(text, number)
    assert (claim.perpetrator, claim.cause) == (perpetrator, cause)

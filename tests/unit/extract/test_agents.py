"""Who is behind an act: those to whom it is laid, "the group", terrorists of several provinces."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from pipeline.text.model import Article

MakeArticle = Callable[..., Article]
FindClaims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        ("Nine people died in Mogadishu, Somalia, in a bombing blamed on al-Shabaab.", "opposition"),
        ("Nine civilians have been killed in Ituri in attacks which are attributed to CODECO.", "opposition"),
        ("Nine people died in Kunduz, Afghanistan, in an attack that drew attention to the Taliban.", None),
        (
            "Al-Shabaab holds the road. Attacks by the group near Mogadishu killed nine policemen.",
            "opposition",
        ),
        ("Attacks near Mogadishu, Somalia, by the road cost nine policemen their lives.", None),
        (
            "In a separate clash two soldiers were killed when their convoy was ambushed by rebels near Idlib.",
            "opposition",
        ),
        ("Two soldiers were killed in a clash with rebels near Idlib.", None),
    ],
)
def test_an_act_is_theirs_to_whom_it_is_laid(text: str, perpetrator: str | None, claims: FindClaims) -> None:
    assert claims(text)[0].perpetrator == perpetrator


@pytest.mark.parametrize(
    ("text", "perpetrators"),
    [
        pytest.param(
            "Terrorist groups fired shells at Aleppo city on Sunday, killing a woman. In Deir ez-Zor ISIS terrorists "
            "fired mortars at a street, killing two men.",
            {1: "opposition", 2: "islamic_state"},
            id="another-province",
        ),
        pytest.param(
            "Terrorists fired shells at a street of Deir ez-Zor on Sunday, killing a woman. In al-Mayadin ISIS shelled "
            "a market, killing two men.",
            {1: "islamic_state", 2: "islamic_state"},
            id="the-same-province",
        ),
        pytest.param(
            "Terrorists fired shells at a street of Aleppo on Sunday, killing a woman. ISIS has vowed more attacks.",
            {1: "islamic_state"},
            id="told-of-no-province",
        ),
        pytest.param(
            "Jihadists fired shells at a street of Aleppo on Sunday, killing a woman. In Deir ez-Zor ISIS shelled a "
            "market, killing two men.",
            {1: "islamic_state", 2: "islamic_state"},
            id="jihadists",
        ),
    ],
)
def test_terrorists_of_another_province_are_not_islamic_states(
    text: str, perpetrators: dict[int, str], article: MakeArticle, reference: Reference
) -> None:
    report = article(text, None, "sana")
    found = Extractor(reference).extract(report, date(2016, 6, 5)).claims
    assert {c.low: c.perpetrator for c in found} == perpetrators


@pytest.mark.parametrize(
    ("text", "number", "perpetrator"),
    [
        pytest.param(
            "Fighters of al-Shabaab killed 20 soldiers at Jowhar, Somalia on Sunday. The base burned for hours. "
            "The dead in the village number four.",
            4,
            "opposition",
            id="the-same-event",
        ),
        pytest.param(
            "Fighters of al-Shabaab killed 20 soldiers at Jowhar, Somalia on Sunday. In Mogadishu four people were "
            "killed on Friday.",
            4,
            None,
            id="another-day-and-place",
        ),
        pytest.param(
            "Fighters of al-Shabaab killed 20 soldiers at Jowhar, Somalia on Sunday. A bombing there wounded four.",
            4,
            None,
            id="a-bomb-of-nobody",
        ),
    ],
)
def test_a_toll_beside_another_of_its_event_has_the_attacker_in_common(
    text: str, number: int, perpetrator: str | None, claims: FindClaims
) -> None:
    (found,) = [claim for claim in claims(text) if claim.low == number]
    assert found.perpetrator == perpetrator

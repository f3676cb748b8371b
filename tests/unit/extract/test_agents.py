"""Who is behind an act: those to whom it is laid, "the group", terrorists of several provinces."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

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
    ("text", "perpetrator"),
    [
        ("Soldiers opened fire on a crowd in Goma on Monday, killing nine people.", "government"),
        ("Nine people were killed in Mekelle on Monday when troops fired at a bus.", "government"),
        ("Nine people were killed in Lashio after soldiers raided a camp.", "government"),
        ("Nine people were killed near Nablus when soldiers opened fire at a car.", "israel"),
        ("Turkish forces hold Afrin. Nine people were killed in Afrin when soldiers opened fire.", None),
        ("Nine people were killed in Goma when men in uniforms of soldiers opened fire.", None),
    ],
)
def test_soldiers_of_whom_nothing_more_is_told_are_the_states(
    text: str, perpetrator: str | None, claims: FindClaims
) -> None:
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


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        pytest.param(
            "Soldiers who remained loyal to ousted president Henri Bedou attacked a barracks near Bouar in the Central "
            "African Republic on Tuesday, killing four people.",
            "opposition",
            id="an-ousted-president",
        ),
        pytest.param(
            "Militiamen loyal to the government killed 11 people in the Sudanese town of Nyala on Friday, elders said.",
            "government",
            id="the-government",
        ),
        pytest.param(
            "The UN said fighters loyal to the warlord Roger Lumbala had killed 25 villagers near Bunia in Congo.",
            "opposition",
            id="a-warlord",
        ),
        pytest.param(
            "Clashes between troops loyal to the president and fighters loyal to Riek Machar killed 30 people in "
            "Malakal, South Sudan, on Sunday.",
            None,
            id="both",
        ),
        pytest.param(
            "Opposition groups accuse militiamen loyal to President Assad of shooting dead nine people near Hama.",
            "government",
            id="accused",
        ),
    ],
)
def test_armed_men_are_of_the_side_that_they_are_loyal_to(
    text: str, perpetrator: str | None, claims: FindClaims
) -> None:
    assert {claim.perpetrator for claim in claims(text)} == {perpetrator}


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        (
            "Rockets fired from rebel-held areas killed three people in the Syrian city of Aleppo on Friday.",
            "opposition",
        ),
        (
            "The shell that killed five men in Avdiivka, Ukraine, came from territory controlled by the separatists.",
            "opposition",
        ),
        (
            "Shelling from hills held by the army killed six people in the Syrian town of Zabadani on Friday.",
            "government",
        ),
        (
            "Shells fired from the Russian-occupied bank of the Dnieper killed two men in Kherson, Ukraine, on Sunday.",
            "russia",
        ),
        ("Residents fled from rebel-held Aleppo in Syria on Sunday and 12 people were killed in shelling.", None),
    ],
)
def test_fire_is_of_those_who_hold_the_ground_that_it_comes_from(
    text: str, perpetrator: str | None, claims: FindClaims
) -> None:
    assert claims(text)[0].perpetrator == perpetrator


@pytest.mark.parametrize(
    ("text", "perpetrator", "cause"),
    [
        pytest.param(
            "Al-Shabaab gunmen stormed a checkpoint outside Baidoa, the seat of Somalia's South West State, before "
            "dawn on Monday, shooting dead six policemen.",
            "opposition",
            "shooting",
            id="far-behind",
        ),
        pytest.param(
            "M23 fighters entered the town of Rutshuru in eastern Congo on Wednesday, executing 12 men, the UN said.",
            "opposition",
            "execution",
            id="no-act-before",
        ),
        pytest.param(
            "Gunmen stormed a bar in Cali, Colombia, on Sunday, shooting dead six people.",
            None,
            "shooting",
            id="nobody",
        ),
    ],
)
def test_what_comes_of_an_act_is_done_by_those_who_act(
    text: str, perpetrator: str | None, cause: str, claims: FindClaims
) -> None:
    assert [(claim.perpetrator, claim.cause) for claim in claims(text)] == [(perpetrator, cause)]


@pytest.mark.parametrize(
    ("text", "perpetrator", "cause"),
    [
        pytest.param(
            "Warplanes of the coalition battling ISIS killed 11 civilians in the Syrian town of Hajin on Monday.",
            "us_coalition",
            "air_strike",
            id="an-attribute",
        ),
        pytest.param(
            "An air strike by the army fighting rebels in Ethiopia's Tigray killed 14 people on Tuesday, medics said.",
            "government",
            "air_strike",
            id="of-an-agent",
        ),
        pytest.param(
            "With troops battling rebels in the streets of Goma in Congo, 17 people were killed on Monday.",
            None,
            "ground_fighting",
            id="a-clash",
        ),
    ],
)
def test_whom_somebody_fights_may_only_tell_who_that_is(
    text: str, perpetrator: str | None, cause: str, claims: FindClaims
) -> None:
    assert [(claim.perpetrator, claim.cause) for claim in claims(text)] == [(perpetrator, cause)]


@pytest.mark.parametrize(
    ("text", "perpetrator", "cause"),
    [
        ("Five traders had their throats cut by Boko Haram fighters in Damboa, Nigeria.", "opposition", "execution"),
        (
            "Six policemen fell in an ambush laid by Maoist rebels in Chhattisgarh, India.",
            "opposition",
            "ground_fighting",
        ),
        ("A junta air strike killed 11 villagers in Myanmar's Sagaing region on Tuesday.", "government", "air_strike"),
        ("Some 4,000 people have fled a crackdown by the security forces in Kumbo, Cameroon.", "government", None),
        ("Rebels dug under a barracks in Aleppo, Syria, and blew it up, killing 11 soldiers.", "opposition", "bombing"),
        (
            "M23 took Kishishe in Congo on Tuesday. Fighters of the movement shot dead 20 men, the UN said.",
            "opposition",
            "shooting",
        ),
        (
            "A man shot dead two NATO soldiers in Helmand, Afghanistan. The Taliban said he was one of its members.",
            "opposition",
            "shooting",
        ),
        (
            "A blast killed six at a market in Mogadishu on Thursday. Al-Shabaab said it carried it out.",
            "opposition",
            "bombing",
        ),
    ],
)
def test_who_did_it_and_how(text: str, perpetrator: str, cause: str | None, claims: FindClaims) -> None:
    assert [(claim.perpetrator, claim.cause) for claim in claims(text)] == [(perpetrator, cause)]

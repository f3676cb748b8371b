"""Which hostile acts a text tells, who did them, and which one is behind a figure."""

import pytest

from pipeline.extract.acts import Act
from pipeline.extract.events import find_acts
from pipeline.extract.harm import Harm, Harmed, cause_and_agent
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

IN_SYRIA = "Reports reached Aleppo in Syria. "


def acts_of(doc: MakeDoc, reference: Reference, text: str) -> list[Act]:
    return find_acts(doc(IN_SYRIA + text), reference)


def harm_of(doc: MakeDoc, reference: Reference, text: str, number: str) -> Harm:
    annotated = doc(IN_SYRIA + text)
    start = annotated.text.index(number, len(IN_SYRIA))
    first, past = annotated.tokens_of(start, start + len(number))
    sentence = annotated.sentence_at(start)
    return cause_and_agent(annotated, find_acts(annotated, reference), Harmed(sentence.index, first, past))


@pytest.mark.parametrize(
    ("text", "act", "agents"),
    [
        ("Russian air strikes hit the bridge at dawn.", "air_strike", "russia"),
        ("Regime helicopters dropped barrel bombs on the market.", "air_strike", "government"),
        ("The depot was hit in Turkish drone strikes.", "air_strike", "turkey"),
        ("Russian and regime air raids flattened the bakery.", "air_strike", "government+russia"),
        ("Warplanes of the US-led coalition pounded a factory.", "air_strike", "us_coalition"),
        ("Rebels fired mortar shells at the square.", "shelling", "opposition"),
        ("The school was shelled by government forces overnight.", "shelling", "government"),
        ("Islamic State militants stormed a checkpoint.", "ground_attack", "islamic_state"),
        (
            "The Syrian army backed by Russian warplanes launched an offensive on the town.",
            "ground_attack",
            "government",
        ),
        ("Rebels clashed with regime forces near the dam.", "clash", None),
        ("Daesh executed four teachers in the square.", "unspecified", "islamic_state"),
        ("A car bomb exploded outside the courthouse.", "bombing", None),
        ("The regime attacked the suburb with sarin gas.", "chemical", "government"),
        ("Rebel snipers opened fire on the bus.", "shooting", "opposition"),
        ("Regime jets attacked the orchard with chlorine gas.", "chemical", "government"),
        ("According to the army, rebels shelled the ridge.", "shelling", "opposition"),
        ("Units of the army shelled the ridge.", "shelling", "government"),
        ("Syria's al-Qaeda affiliate al-Nusra Front shelled the ridge.", "shelling", "opposition"),
        ("On Friday rebel fighters shelled the ridge.", "shelling", "opposition"),
        ("Rockets fired by jihadists from Islamic State fell on the ridge.", "shelling", "islamic_state"),
        (
            "An attack led by Hayat Tahrir al-Sham on several army positions began at noon.",
            "ground_attack",
            "opposition",
        ),
    ],
)
def test_an_act_has_its_kind_and_its_agent(
    doc: MakeDoc, reference: Reference, text: str, act: str, agents: str | None
) -> None:
    assert (act, agents) in [(found.act, found.agents) for found in acts_of(doc, reference, text) if found.told]


def test_the_wounded_who_are_taken_to_hospital_are_no_conquest(doc: MakeDoc, reference: Reference) -> None:
    assert find_acts(doc("Rebels took 55 wounded to hospital in Idlib, Syria."), reference) == []
    assert find_acts(doc("Rebels took the town of Saraqib in Idlib, Syria."), reference)


def test_the_side_that_only_backs_another_does_not_act(doc: MakeDoc, reference: Reference) -> None:
    acts = acts_of(doc, reference, "Army units supported by Russian jets shelled the hill.")
    assert [(a.act, a.agents) for a in acts] == [("shelling", "government")]


def test_those_who_hold_a_town_did_not_bomb_it(doc: MakeDoc, reference: Reference) -> None:
    acts = acts_of(doc, reference, "Air strikes on a district controlled by rebels killed four people.")
    assert [a.agents for a in acts] == [None]


def test_one_of_two_suspects_is_nobody(doc: MakeDoc, reference: Reference) -> None:
    acts = acts_of(doc, reference, "The air raid was carried out by Russian or Syrian army warplanes.")
    assert {a.agents for a in acts} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "The army could launch a ground offensive on the enclave.",
        "The envoy called for a halt to air strikes.",
        "Residents fear an assault on the town.",
        "The minister condemned the shelling of the market.",
        "Families who fled earlier bouts of fighting live in the stadium.",
    ],
)
def test_what_is_only_feared_denied_or_long_past_is_not_told_as_done(
    doc: MakeDoc, reference: Reference, text: str
) -> None:
    assert [a for a in acts_of(doc, reference, text) if a.told] == []


def test_the_attack_is_the_one_told_before(doc: MakeDoc, reference: Reference) -> None:
    acts = acts_of(doc, reference, "Rebels fired rocket shells at the suburb. The attack wounded nine people.")
    assert [(a.act, a.agents) for a in acts] == [("shelling", "opposition")] * 2


def test_who_claims_a_bombing_did_it(doc: MakeDoc, reference: Reference) -> None:
    text = "A suicide bomber killed nine people at a bakery. The Islamic State group claimed responsibility."
    assert harm_of(doc, reference, text, "nine").perpetrator == "islamic_state"


@pytest.mark.parametrize(
    ("text", "number", "cause", "perpetrator"),
    [
        ("Government artillery fire killed 14 people in the market.", "14", "shelling", "government"),
        ("17 people were killed when Russian jets bombed a clinic.", "17", "air_strike", "russia"),
        ("Government troops killed 23 rebels in an ambush near the road.", "23", "ground_fighting", "government"),
        ("31 soldiers were killed in clashes with rebels.", "31", "ground_fighting", None),
        ("Turkish shelling killed six. Separately, a car bomb killed 11 people in Damascus.", "11", "bombing", None),
        ("Regime warplanes struck the town. 19 civilians were killed, medics said.", "19", "air_strike", "government"),
        ("Islamic State fighters executed 40 captives.", "40", "execution", "islamic_state"),
        ("Chlorine gas dropped by regime helicopters injured 60 people.", "60", "chemical", "government"),
    ],
)
def test_a_figure_has_the_cause_and_the_hand_of_its_act(
    doc: MakeDoc, reference: Reference, text: str, number: str, cause: str, perpetrator: str | None
) -> None:
    harm = harm_of(doc, reference, text, number)
    assert (harm.cause, harm.perpetrator) == (cause, perpetrator)


def test_a_text_of_many_acts_is_read_in_linear_time(doc: MakeDoc, reference: Reference) -> None:
    sentence = "Rebels shelled the town and warplanes bombed a convoy while clashes continued by bridge {}. "
    assert len(find_acts(doc("".join(map(sentence.format, range(400)))), reference)) == 3 * 400

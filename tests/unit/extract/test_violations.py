"""Acts that break a truce, one entry for each."""

from datetime import date

import pytest

from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from tests.unit.extract import breaches
from tests.unit.extract.breaches import MakeDoc, told

TRUCE = "A Russian-brokered ceasefire took effect in Idlib, Syria in late August. "


def reports(doc: MakeDoc, reference: Reference, text: str, day: str = "2019-12-01") -> list[ViolationReport]:
    return breaches.reports(doc, reference, text, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Government artillery shelled Saraqib on Saturday.", [("shelling", "government", "inferred")]),
        (
            "Government artillery shelled Saraqib on Saturday in violation of the ceasefire.",
            [("shelling", "government", "explicit")],
        ),
        (
            "Rebels shelled Saraqib on Saturday, undermining the ceasefire.",
            [("shelling", "opposition", "implied")],
        ),
        ("Clashes broke out near Saraqib on Saturday.", [("clash", None, "inferred")]),
        ("Islamic State militants shelled Saraqib on Saturday.", []),
        # who opens the clause behind a place put first
        ("In the hills west of Saraqib, rebels shelled a farm on Saturday.", [("shelling", "opposition", "inferred")]),
        ("In Saraqib rebels hidden in a mill fired mortars on Saturday.", [("shelling", "opposition", "inferred")]),
        ("A car bomb exploded in Saraqib on Saturday.", [("bombing", None, "inferred")]),
        ("A car bomb exploded on Saturday.", []),
        ("A landmine exploded in Saraqib on Saturday.", []),
        ("An ambulance was shot at in Saraqib on Saturday morning.", [("shooting", None, "inferred")]),
        ("A teacher was shot dead in Saraqib on Saturday morning.", []),
        (
            "Clashes broke out near Saraqib on Saturday. Nine rebels died in the fighting in Binnish on Sunday.",
            [("clash", None, "inferred")],
        ),
        ("The rebels accused the army of starting the fighting in Saraqib on Saturday.", []),
        ("A few hours earlier on Saturday, rebels had shelled Saraqib.", [("shelling", "opposition", "inferred")]),
        (
            "The army accused the rebels of breaking the truce by shelling Saraqib on Saturday.",
            [("shelling", "opposition", "explicit")],
        ),
        (
            (
                "Army jets bombed Saraqib on Saturday. Moscow said the raid tested the truce and the rebels had"
                " violated it 19 times."
            ),
            [("air_strike", "government", "explicit"), ("unspecified", "opposition", "explicit")],
        ),
        (
            (
                "The army responded to attacks by the rebels, whom it accused of breaking the truce by storming a"
                " post in Saraqib on Saturday."
            ),
            [("ground_attack", "opposition", "explicit")],
        ),
        ("Army tanks entered Saraqib on Saturday.", [("ground_attack", "government", "inferred")]),
        (
            "Men in Saraqib showed signs of poisoning from shells fired by rebels on Saturday.",
            [("chemical", "opposition", "inferred")],
        ),
        (
            (
                "Army jets bombed Saraqib on Saturday. It was dark. A fire broke out. Rain fell. The raid broke the"
                " truce, rebels said."
            ),
            [("air_strike", "government", "explicit")],
        ),
        # shots and assaults of nobody named are breaches where the text says so or only armies do such things
        (
            "Sniper fire killed two soldiers in Saraqib on Saturday in violation of the truce.",
            [("shooting", None, "explicit")],
        ),
        ("Two soldiers died in an assault on a hill near Saraqib on Saturday.", [("ground_attack", None, "inferred")]),
        ("Two soldiers died in an ambush near Saraqib on Saturday.", [("ground_attack", None, "inferred")]),
        (
            "Rebels fired on a patrol in Saraqib on Saturday, in what the army called a flagrant breach.",
            [("shooting", "opposition", "explicit")],
        ),
        ("On the eve of the truce, army jets bombed Saraqib.", []),
        ("Islamic State fighters died in an assault on a hill near Saraqib on Saturday.", []),
        # both to each other; what is aimed with; a boat that opens fire
        ("Soldiers and rebels opened fire on each other in Saraqib on Saturday.", [("clash", None, "inferred")]),
        (
            "Rebels targeted an army post in Saraqib with a missile on Saturday.",
            [("shelling", "opposition", "inferred")],
        ),
        ("Rebel militias tried to advance on Saraqib on Saturday.", [("ground_attack", "opposition", "inferred")]),
        (
            "The army says the rebels broke the truce with an attack on a mill in Saraqib on Saturday.",
            [("ground_attack", "opposition", "explicit")],
        ),
        ("Dozens of rebels came at dawn and overran a post in Saraqib.", [("ground_attack", "opposition", "inferred")]),
        ("Rebels fired at a convoy in Saraqib on Saturday.", [("shooting", "opposition", "inferred")]),
        ("Rebels set fire to a mill in Saraqib on Saturday.", [("ground_attack", "opposition", "inferred")]),
        ("Rebels opened sniper fire on a road in Saraqib on Saturday.", [("shooting", "opposition", "inferred")]),
        (
            "The army accused the rebels of breaking the truce. The enemy attacked its post in Saraqib on Saturday.",
            [("ground_attack", "opposition", "explicit")],
        ),
        # what is aimed at, not where those stand who aim
        ("Rebels in Homs fired rockets at Saraqib on Saturday.", [("shelling", "opposition", "inferred")]),
        ("Rebels in Saraqib fired rockets at Homs on Saturday.", []),
        # where somebody speaks of it is not where it was
        (
            "The army took part in talks in Moscow on Saturday. Army jets bombed a farm near Saraqib on Sunday.",
            [("air_strike", "government", "inferred")],
        ),
        # each does something of its own; an attack beaten back was one; planes that only fly
        (
            "Rebel drones hit Binnish and the army shelled Saraqib on Saturday.",
            [("air_strike", "opposition", "inferred"), ("shelling", "government", "inferred")],
        ),
        ("The army repelled a rebel assault on Saraqib on Saturday.", [("ground_attack", "opposition", "inferred")]),
        ("A woman died in crossfire in Saraqib on Saturday.", [("clash", None, "inferred")]),
        ("Rebels attacked a mill in Saraqib on Saturday.", [("ground_attack", "opposition", "inferred")]),
        ("Army jets circled over Saraqib on Saturday.", []),
        ("Army tanks advanced into Saraqib on Saturday.", [("ground_attack", "government", "inferred")]),
        ("Army jets hit a rocket launcher in Saraqib on Saturday.", [("air_strike", "government", "inferred")]),
        # nothing is done by weapons that are lost, by offices, by idioms
        ("Rebels near Saraqib shot down a drone on Saturday.", []),
        ("The rebels' operations room in Saraqib met on Saturday.", []),
        ("Rebels from Saraqib took part in the talks on Saturday.", []),
        # outside the truce, before it, and no act at all
        ("Shelling went on in Saraqib on Saturday, which the truce does not cover.", []),
        ("Before the truce the army had shelled Saraqib on 31 August.", []),
        ("Ankara said the truce does not hinder the fight against terrorism in Idlib on Saturday.", []),
        ("Government artillery shelled Homs on Saturday.", []),
        ("In June government artillery shelled Saraqib.", []),
        ("Envoys fear a ground offensive on Saraqib.", []),
        ("The alliance controls most of the province, where clashes with the army have gone on lately.", []),
        ("The alliance also controls Saraqib, with battles under way there, the monitor said.", []),
        ("The president called the battle of Idlib the key to the war.", []),
    ],
)
def test_an_act_breaks_a_truce_inside_its_area_and_time_by_a_party(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(reports(doc, reference, TRUCE + text)) == expected


@pytest.mark.parametrize(
    "truce",
    [
        "Envoys called for a ceasefire in Idlib, Syria. ",
        "The ceasefire in Idlib, Syria collapsed in October. ",
        "",
    ],
)
def test_without_a_truce_in_force_nothing_breaks_it(doc: MakeDoc, reference: Reference, truce: str) -> None:
    text = truce + "Government artillery shelled Saraqib in Idlib, Syria on Saturday."
    assert reports(doc, reference, text) == []


def test_one_act_told_twice_is_one_report(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Government artillery shelled Saraqib on Saturday. The shelling on Saturday wounded nine people."
    assert told(reports(doc, reference, text)) == [("shelling", "government", "inferred")]


def test_acts_of_two_days_are_two_reports(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Government artillery shelled Saraqib on Friday. On Saturday government artillery shelled Saraqib."
    found = reports(doc, reference, text)
    assert [(r.act, r.window.start) for r in found] == [
        ("shelling", date(2019, 11, 29)),
        ("shelling", date(2019, 11, 30)),
    ]


def test_acts_of_two_days_in_two_places_are_two_whoever_did_them(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Rebels shelled Saraqib on Thursday. On Saturday, mortar fire hit Maarat al-Numan."
    found = reports(doc, reference, text)
    assert [(r.window.start, r.place and r.place.name) for r in found] == [
        (date(2019, 11, 28), "Saraqib"),
        (date(2019, 11, 30), "Maarat al-Numan"),
    ]


def test_a_night_and_its_evening_at_one_place_are_one(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Shelling of Saraqib killed a man overnight. A shell hit a house in Saraqib late on Saturday."
    assert len(reports(doc, reference, text)) == 1


def test_what_a_lead_says_of_days_is_what_is_told_of_one_of_them(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Shelling has gone on in Idlib, Syria since Wednesday despite all talks."
        " A Russian-brokered ceasefire took effect there in late August."
        " Government artillery shelled Saraqib on Saturday."
    )
    found = reports(doc, reference, text)
    assert [(r.violator, r.window.start) for r in found] == [("government", date(2019, 11, 30))]


def test_what_is_said_of_the_acts_told_before_leaves_their_day_and_place(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Army troops have shot dead two men in Saraqib, the rebels say. A Russian-brokered ceasefire took effect in"
        " Idlib, Syria in late August. It rained. The roads were shut. Shops stayed closed. A mayor called the"
        " shootings on Friday and Saturday a clear violation of the truce."
    )
    (report,) = reports(doc, reference, text)
    assert (report.window.start, report.window.end) == (date(2019, 12, 1), date(2019, 12, 1))
    assert report.characterisation == "explicit"


def test_mutual_accusations_are_one_report_of_no_kind(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "The two sides accused each other of ceasefire violations."
    assert told(reports(doc, reference, text)) == [("unspecified", None, "explicit")]


def test_the_accused_is_the_violator_even_where_it_denies(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Moscow accused rebels of violating the ceasefire, which they denied."
    assert told(reports(doc, reference, text)) == [("unspecified", "opposition", "explicit")]


def test_who_alleges_it_is_kept(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Government artillery shelled Saraqib on Saturday, the Syrian Observatory for Human Rights said."
    assert [r.alleged_by for r in reports(doc, reference, text)] == ["SOHR"]


def test_the_truce_is_named_and_ids_are_stable(doc: MakeDoc, reference: Reference) -> None:
    text = TRUCE + "Government artillery shelled Saraqib on Saturday."
    first, second = reports(doc, reference, text), reports(doc, reference, text)
    assert [r.ceasefire_id for r in first] == ["syr-idlib-2019-08-31"]
    assert [r.violation_report_id for r in first] == [r.violation_report_id for r in second]
    assert first[0].violation_report_id.startswith("vio_")


def test_the_span_is_the_act_as_written(doc: MakeDoc, reference: Reference) -> None:
    annotated = doc(TRUCE + "Government artillery shelled Saraqib on Saturday.", date(2019, 12, 1))
    (report,) = breaches.told_in(annotated, reference)
    assert annotated.text[report.char_start : report.char_end] == "artillery shelled"


def test_a_party_that_is_no_side_of_ours_is_bound_where_the_truce_names_it(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "A ceasefire between Israel and Hamas took effect in Gaza on 19 January 2025. "
        "Hamas fighters shelled a border post in Gaza on Thursday in violation of the ceasefire."
    )
    assert ("shelling", "other", "explicit") in told(reports(doc, reference, text, "2025-01-24"))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            (
                "A truce of Israel and Hezbollah has held in Lebanon since 27 November. Israeli warplanes bombed"
                " Tyre on Saturday."
            ),
            "2024-12-08",
            [("air_strike", "israel", "inferred")],
        ),
        (
            (
                "A truce of Israel and Hezbollah has held in Lebanon since 27 November. Israel struck what it called a"
                " rocket launcher in Tyre on Saturday."
            ),
            "2024-12-08",
            [("air_strike", "israel", "inferred")],
        ),
        (
            (
                "Sudan's 72-hour truce began on 25 April. The army and the rebels are at odds. Both sides have"
                " reported violations."
            ),
            "2023-04-26",
            [("unspecified", None, "explicit")],
        ),
        (
            "India and Pakistan agreed on a ceasefire on 10 May. Indian shells hit Kotli in Pakistan on Sunday.",
            "2025-05-11",
            [("shelling", "other", "inferred")],
        ),
        (
            (
                "The ceasefire of India and Pakistan held on Sunday. A guard was shot in Poonch on Saturday, before the"
                " truce. Pakistan shelled Poonch on Sunday."
            ),
            "2025-05-11",
            [("shelling", "other", "inferred")],
        ),
        (
            (
                "An Eid truce took effect in Afghanistan on 13 May 2021. In the week before Eid, clashes in Baghlan"
                " drove 900 families from their homes."
            ),
            "2021-05-15",
            [],
        ),
        (
            "Sudan's 72-hour truce began on 25 April. The monitor counted 61 violations of human rights.",
            "2023-04-26",
            [],
        ),
        (
            "A truce took effect in Khartoum, Sudan on 25 April. Sniper fire was heard in Omdurman on Wednesday.",
            "2023-04-26",
            [("shooting", None, "inferred")],
        ),
        (
            (
                "A truce took effect in Khartoum, Sudan on 25 April. There was no repeat of shelling and air strikes on"
                " Omdurman."
            ),
            "2023-04-26",
            [],
        ),
        (
            "A truce took effect in Khartoum, Sudan on 25 April. The fighting has not ended for good.",
            "2023-04-26",
            [],
        ),
        (
            (
                "More than 500 people have died in Sudan since 15 April. A truce took effect in Khartoum on 25 April."
                " Clashes have gone on in Nyala, aid workers say."
            ),
            "2023-04-27",
            [("clash", None, "inferred")],
        ),
    ],
)
def test_parties_and_statements_of_truces_of_many_wars(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected


def test_a_truce_that_may_end_has_not_ended(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "A truce took effect in Tripoli, Libya on 12 January. Shelling hit Ain Zara on Monday."
        " If the truce collapses, thousands more could flee."
    )
    assert told(reports(doc, reference, text, "2020-01-14")) == [("shelling", None, "inferred")]


def test_an_act_told_as_the_end_of_a_truce_breaks_it(doc: MakeDoc, reference: Reference) -> None:
    text = "The truce in Tripoli, Libya collapsed on Sunday when rebel fighters stormed an army base in Tripoli."
    assert [r.act for r in reports(doc, reference, text, "2020-02-17")] == ["ground_attack"]


def test_a_statement_of_breaches_holds_since_the_truce_in_its_province(doc: MakeDoc, reference: Reference) -> None:
    text = "A ceasefire took effect in Gaza on 10 October. Hamas says Israel has committed 40 violations."
    found = reports(doc, reference, text, "2025-10-18")
    assert [(r.violator, r.window.start, r.window.end) for r in found] == [
        ("israel", date(2025, 10, 10), date(2025, 10, 18))
    ]
    assert found[0].place is not None and found[0].place.admin1 == "Gaza"


@pytest.mark.parametrize(
    ("text", "violators"),
    [
        (
            "Government jets bombed Saraqib on Friday. On Saturday, an air strike hit Maarat al-Numan.",
            ["government", "government"],
        ),
        ("A strike on Maarat al-Numan killed two on Saturday. Rebels blamed the Russian air force.", ["russia"]),
        # fighting has no single doer, and who is not bound by a truce does not break it
        ("Government jets bombed Saraqib on Friday. On Saturday there were clashes in Hass.", ["government", None]),
        ("A shell hit Saraqib on Saturday. Nobody claimed it.", [None]),
    ],
)
def test_the_story_tells_who_did_what_no_word_beside_it_does(
    doc: MakeDoc, reference: Reference, text: str, violators: list[str | None]
) -> None:
    assert [report.violator for report in reports(doc, reference, TRUCE + text)] == violators


@pytest.mark.parametrize(
    ("before", "violator"),
    [
        ("From April to July Russian jets had bombed the province.", None),
        ("On Saturday Russian jets bombed the province.", "russia"),
    ],
)
def test_who_bombed_before_a_truce_did_not_break_it_on_that_account(
    doc: MakeDoc, reference: Reference, before: str, violator: str | None
) -> None:
    found = reports(doc, reference, f"{TRUCE}{before} Air strikes killed six people in Saraqib on Sunday.")
    assert [r.violator for r in found if r.place and r.place.name == "Saraqib"] == [violator]

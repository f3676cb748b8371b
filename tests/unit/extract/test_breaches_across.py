"""Breaches whose side, day or character another sentence tells, and what of a truce's story is none."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, str | None, str]


def told(doc: MakeDoc, reference: Reference, day: str, text: str) -> list[Told]:
    return [(r.act, r.violator, str(r.window.start)[5:]) for r in reports(doc, reference, text, day)]


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (
            "2024-08-06",
            (
                "A truce between Congo and Rwanda took effect late on Sunday. Minutes after it began, M23 fighters"
                " shelled Kanyabayonga in North Kivu."
            ),
            [("shelling", "opposition", "08-04")],
        ),
        (
            "2016-02-28",
            (
                "A truce began in Syria on Saturday. Within hours of its start, rebels mortared the Sheikh Maqsoud"
                " district of Aleppo."
            ),
            [("shelling", "opposition", "02-27")],
        ),
        # what no one did
        (
            "2016-03-03",
            (
                "A truce began in Syria on Saturday. The Russian air force did not carry out air strikes on Tuesday."
                " No raids were flown by the Russian air group and the Syrian air force on Wednesday either."
            ),
            [],
        ),
        # all that was fired in one barrage is one act
        (
            "2016-03-03",
            "A truce began in Syria on Saturday, but mortar and machine-gun fire hit Tal Abyad on Tuesday.",
            [("shelling", None, "03-01")],
        ),
        # what a side says its own men did is what was just told of it
        (
            "2025-10-21",
            (
                "A ceasefire took effect in Gaza on October 10. Tank fire killed three people in Tuffah on Monday."
                " The Israeli army said its soldiers had opened fire at men who came near the line."
            ),
            [("shelling", None, "10-20")],
        ),
        # "the same day" is that of the act, not of the truce that it breaks
        (
            "2022-04-06",
            (
                "Houthi fighters shelled Marib on Tuesday, breaching a truce in force in Yemen since Saturday, April 2."
                " Government troops attacked a Houthi post in Taiz on the same day."
            ),
            [("shelling", "opposition", "04-05"), ("ground_attack", "government", "04-05")],
        ),
        (
            "2020-01-20",
            (
                "Syrian army jets bombed Maarrat al-Numan on Saturday in defiance of a ceasefire that took effect on"
                " January 12. The next day, rebels shelled Aleppo city."
            ),
            [("air_strike", "government", "01-18"), ("shelling", "opposition", "01-19")],
        ),
    ],
)
def test_the_day_of_an_act_is_told_by_the_sentence_before(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, day, text) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (
            "2016-04-12",
            (
                "The ceasefire in Yemen entered its second day on Tuesday amid sporadic clashes. Houthi rebels shelled"
                " an army post in Marib on Monday."
            ),
            [("shelling", "opposition", "04-11")],
        ),
        (
            "2016-10-20",
            (
                "Rebels shelled the Bustan al-Qasr district of Aleppo on Thursday despite an 11-hour pause in the"
                " fighting declared by Russia."
            ),
            [("shelling", "opposition", "10-20")],
        ),
        (
            "2019-01-10",
            (
                "Houthi fighters moved tanks and rocket launchers into Hodeidah in Yemen in breach of the ceasefire"
                " that began on December 18."
            ),
            [("unspecified", "opposition", "12-18")],
        ),
        (
            "2018-12-23",
            (
                "An advance party of UN monitors reached Hodeidah in Yemen on Saturday. The ceasefire took effect there"
                " on December 18."
            ),
            [],
        ),
        (
            "2017-06-22",
            (
                "Rebels and the government of the Central African Republic signed a truce on Monday. Four days"
                " of battles in Bria that preceded the accord killed 22 people."
            ),
            [],
        ),
    ],
)
def test_what_only_leads_to_a_truce_or_its_story_is_no_breach(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, day, text) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (
            "2016-09-15",
            (
                "A truce took hold in Syria on Monday. Army artillery shelled Talbiseh in Homs province on Wednesday."
                " Helicopters also dropped barrel bombs on the town."
            ),
            [("shelling", "government", "09-14"), ("air_strike", "government", "09-14")],
        ),
        (
            "2020-06-10",
            (
                "A ceasefire in Idlib took effect on March 6. Warplanes bombed Kafr Nabl on Tuesday. Residents said the"
                " planes were Russian."
            ),
            [("air_strike", "russia", "06-09")],
        ),
        (
            "2016-03-01",
            (
                "A cessation of hostilities took effect in Syria on February 27. Jets struck Harbnafsah in Hama on"
                " Sunday. The aircraft belonged to the Syrian air force, activists said."
            ),
            [("air_strike", "government", "02-28")],
        ),
        (
            "2015-10-14",
            (
                "In Turkey the PKK had declared a halt to its attacks from October 10. On Tuesday its fighters opened"
                " fire on a bus in Hakkari."
            ),
            [("shooting", "kurdish_forces", "10-13")],
        ),
        (
            "2017-07-20",
            (
                "A ceasefire in southwest Syria took effect on July 9. Rebels for their part lobbed rockets at Izraa in"
                " Daraa on Tuesday."
            ),
            [("shelling", "opposition", "07-18")],
        ),
        (
            "1995-01-12",
            (
                "A four-month truce began across Bosnia on January 1. Sniper fire from Serb positions hit a tram in"
                " Sarajevo on Tuesday."
            ),
            [("shooting", "opposition", "01-10")],
        ),
    ],
)
def test_who_acts_is_told_beside_the_act(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, day, text) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        # the charge of the next sentence is of the act
        (
            "2015-02-20",
            (
                "Separatists in Ukraine shelled Avdiivka in Donetsk region on Thursday. The rebels had violated the"
                " ceasefire in force since February 15, the army's spokesman said."
            ),
            [("shelling", "opposition", "02-19")],
        ),
        (
            "2019-12-30",
            (
                "Communist rebels in the Philippines admitted that their guerrillas had shot dead a policeman in"
                " Camarines Norte on December 27. The killing breached the truce that began on December 23."
            ),
            [("shooting", "opposition", "12-27")],
        ),
        # "ever since" charges both with all that was done
        (
            "2016-04-14",
            (
                "Yemen's government and the Houthis traded accusations on Thursday of having breached the ceasefire"
                " ever since it came into effect on April 10. Houthi shells hit Taiz on Wednesday. The army shelled"
                " Marib on Wednesday."
            ),
            [
                ("unspecified", None, "04-10"),
                ("shelling", "opposition", "04-13"),
                ("shelling", "government", "04-13"),
            ],
        ),
        # cleared by who leaves the victims out
        (
            "2016-03-08",
            (
                "A U.S. drone strike killed a Nusra commander in Idlib on Monday. The Pentagon said the strike did not"
                " violate the truce that began in Syria on February 27, as the group is excluded from it."
            ),
            [],
        ),
        (
            "2024-03-20",
            (
                "The capture of Nyanzale in North Kivu by M23 rebels on 6 March breached the truce in Congo in force"
                " since 4 February, the army said."
            ),
            [("ground_attack", "opposition", "03-06")],
        ),
        # "the same day" is one day where two were told in a row
        (
            "2023-05-24",
            (
                "A ceasefire between the Sudanese army and the RSF began on Monday. The RSF stormed Omdurman on"
                " Tuesday. It also shelled an army base in Khartoum the same day."
            ),
            [("ground_attack", "opposition", "05-23"), ("shelling", "opposition", "05-23")],
        ),
        # a truce between states is none with rebels
        (
            "2021-03-10",
            (
                "India and Pakistan have held to a ceasefire in Kashmir since February 25. Clashes between the army and"
                " rebels killed four in Kupwara on Tuesday."
            ),
            [],
        ),
    ],
)
def test_other_sentences_say_what_an_act_was(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, day, text) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        # who kills in an attack makes it
        (
            "2018-11-24",
            (
                "A truce took effect in Idlib on September 17. Rebels killed nine soldiers in an attack near Saraqib on"
                " Friday."
            ),
            [("ground_attack", "opposition", "11-23")],
        ),
        (
            "2018-06-22",
            (
                "A truce in Ukraine took effect on 12 June. Separatists wounded two soldiers in a mortar attack on"
                " Avdiivka in Donetsk region on Wednesday."
            ),
            [("shelling", "opposition", "06-20")],
        ),
        # an immediate truce that is made is no demand
        (
            "2020-08-22",
            (
                "Libya's rival authorities declared an immediate ceasefire on Friday. Haftar's forces shelled Sirte on"
                " Saturday."
            ),
            [("shelling", "opposition", "08-22")],
        ),
        (
            "2022-08-29",
            (
                "The truce declared in March in Ethiopia did not survive Wednesday, when fighting broke out near Kobo"
                " in Amhara."
            ),
            [("clash", None, "08-24")],
        ),
        # what is answered was before the answer
        (
            "2017-09-24",
            (
                "A de-escalation zone took effect in Idlib on September 15. Rebels fired on Binnish on Saturday in"
                " retaliation for government violations of the deal."
            ),
            [("shooting", "opposition", "09-23"), ("unspecified", "government", "09-15")],
        ),
        # how old the truce is dates nothing
        (
            "2012-10-27",
            (
                "The truce in Syria for Eid al-Adha was struggling to hold on Saturday, a day after it began, as rebels"
                " shelled Idlib city."
            ),
            [("shelling", "opposition", "10-27")],
        ),
    ],
)
def test_a_truce_and_its_end_are_told_around_the_act(
    doc: MakeDoc, reference: Reference, day: str, text: str, expected: list[Told]
) -> None:
    assert told(doc, reference, day, text) == expected


def test_a_deal_named_after_a_town_is_not_broken_there(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Militants have moved tanks back into the demilitarised zone around Idlib in Syria in breach of the Sochi"
        " agreement, the Russian Defence Ministry said on Thursday."
    )
    found = reports(doc, reference, text, "2018-12-20")
    assert [r.place.name for r in found if r.place is not None] == ["Idlib"]


@pytest.mark.parametrize(
    ("text", "violator"),
    [
        ("In violation of the cessation of hostilities, rebels shelled Idlib on Monday, the army said.", "opposition"),
        ("The army denounced the shelling of Idlib by rebels on Monday as a violation of the truce.", "opposition"),
        ("The army called the shelling of Idlib on Monday a violation of the truce.", None),
        ("The envoy branded Monday's shelling of Idlib by the army a flagrant breach of the truce.", "government"),
        ("Despite the cessation of hostilities, shelling was reported in Idlib on Monday.", None),
    ],
)
def test_the_words_around_a_breach_say_whose_it_is_and_when(
    text: str, violator: str | None, doc: MakeDoc, reference: Reference
) -> None:
    (breach,) = reports(doc, reference, text, "2016-07-20")
    assert (breach.act, breach.violator, breach.window.start) == ("shelling", violator, date(2016, 7, 18))
    assert breach.place is not None
    assert breach.place.admin1 == "Idlib"


def test_breaches_of_a_truce_are_counted_where_they_were_not_where_it_was_agreed(
    doc: MakeDoc, reference: Reference
) -> None:
    text = "Rebels violated the ceasefire agreed in Minsk 14 times in Debaltseve on Monday, the army said."
    (breach,) = reports(doc, reference, text, "2015-02-18")
    assert breach.place is not None
    assert breach.place.admin1 == "Donetsk"


def test_an_opinion_of_an_attack_told_elsewhere_is_no_second_attack(doc: MakeDoc, reference: Reference) -> None:
    text = "Rebels shelled Hass on Monday. The government condemned the attack as a violation of the truce."
    assert [r.act for r in reports(doc, reference, text, "2016-07-20")] == ["shelling"]


def test_what_is_resumed_after_a_truce_does_not_break_it(doc: MakeDoc, reference: Reference) -> None:
    text = "The army kept an eight-hour truce in Aleppo on Sunday. After the truce, soldiers resumed their attack."
    assert reports(doc, reference, text, "2016-07-20") == []

"""What breaks a truce of any war in the words of any desk, and what only stands beside one."""

import pytest

from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, str | None, str, str | None]


def told(found: list[ViolationReport]) -> list[Told]:
    return [(r.act, r.violator, str(r.window.start), r.place.admin1 if r.place else None) for r in found]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            (
                "A six-month truce in Yemen lapsed on October 2. Under the truce Houthi snipers killed 30 soldiers in"
                " Taiz,"
                " the army said on Tuesday."
            ),
            "2022-10-11",
            [("shooting", "opposition", "2022-04-02", "Taiz")],
        ),
        (
            (
                "Two soldiers died in Tawila in North Darfur when rebels shelled their camp during a month-long"
                " ceasefire,"
                " Sudan's army said. The truce ended on Tuesday. The shelling took place on March 4."
            ),
            "2021-03-12",
            [("shelling", "opposition", "2021-03-04", "North Darfur")],
        ),
        (
            (
                "The 72-hour truce in Benghazi ended at midnight on Thursday. Militiamen fired rockets at the airport"
                " of"
                " Benghazi on Wednesday in breach of it, the Red Crescent said."
            ),
            "2014-11-28",
            [("shelling", None, "2014-11-26", "Benghazi")],
        ),
        (
            (
                "Fighters of the Rapid Support Forces shelled Bahri on Thursday, residents said, hours before a"
                " three-day"
                " ceasefire in Sudan was due to expire."
            ),
            "2023-04-28",
            [("shelling", "opposition", "2023-04-27", "Khartoum")],
        ),
        (
            (
                "A three-day truce in Gaza collapsed within hours on Friday. Israeli tanks shelled Rafah after it had"
                " taken"
                " effect at 8 a.m., medics said."
            ),
            "2014-08-02",
            [("shelling", "israel", "2014-08-01", "Gaza")],
        ),
        (
            (
                "Syria's army declared a week-old ceasefire over on Monday. Under it, rebels said, the army violated"
                " the"
                " truce more than 250 times."
            ),
            "2016-09-20",
            [("unspecified", "government", "2016-09-12", None)],
        ),
        (
            "The Taliban's three-day Eid truce ended on Sunday. On Wednesday Taliban overran two posts in Badghis.",
            "2018-06-21",
            [],
        ),
        (
            "A three-day pause in Aleppo, Syria, ended on Saturday. Russian jets struck rebel areas of it on Sunday.",
            "2016-10-24",
            [],
        ),
    ],
)
def test_what_was_done_while_a_truce_held_breaks_it_when_it_is_over(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[Told]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            (
                "Rebels shelled the port of Monrovia on Monday, killing 30 people. President Charles Taylor's"
                " government"
                " said they had broken the ceasefire signed in Accra on June 17."
            ),
            "2003-07-22",
            [("shelling", "opposition", "2003-07-21", "Montserrado")],
        ),
        (
            (
                "Houthi rockets hit Hodeidah airport on Sunday. The government said the Houthis had violated the"
                " Stockholm"
                " ceasefire."
            ),
            "2021-02-02",
            [("shelling", "opposition", "2021-01-31", "Hodeidah")],
        ),
        (
            (
                "Separatists stormed Debaltseve on Tuesday, Kiev said. It said the rebels were in breach of the Minsk"
                " ceasefire that took effect on Sunday."
            ),
            "2015-02-18",
            [("ground_attack", "opposition", "2015-02-17", "Donetsk")],
        ),
        (
            (
                "Syrian troops shelled Homs on Saturday. Opposition leaders said the government was breaking"
                " a ceasefire in Syria that took effect on Thursday."
            ),
            "2012-04-14",
            [("shelling", "government", "2012-04-14", "Homs")],
        ),
        (
            (
                "Houthi rockets hit Hodeidah airport on Sunday. The government said the Houthis had violated the"
                " Stockholm"
                " ceasefire 300 times."
            ),
            "2021-02-02",
            [
                ("shelling", "opposition", "2021-01-31", "Hodeidah"),
                ("unspecified", "opposition", "2018-12-18", "Hodeidah"),
            ],
        ),
    ],
)
def test_a_charge_behind_an_act_is_of_that_act_where_it_counts_no_others(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[Told]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            (
                "Armed men attacked an African Union base at Haskanita in North Darfur on Saturday in breach of the"
                " ceasefire."
            ),
            "2007-10-02",
            ("ground_attack", None, "2007-09-29", "North Darfur"),
        ),
        (
            (
                "Gunmen attacked villages near Leer in Unity State on Sunday despite the ceasefire that took effect"
                " on June"
                " 30, aid workers said."
            ),
            "2018-07-09",
            ("ground_attack", None, "2018-07-08", "Unity"),
        ),
        (
            (
                "Militiamen raided the town of Tongo in North Kivu on Sunday night, residents said. A ceasefire with"
                " the"
                " rebels has held there since Friday."
            ),
            "2022-06-13",
            ("ground_attack", None, "2022-06-12", "North Kivu"),
        ),
        (
            (
                "A policeman was shot dead by gunmen in Toribio, Cauca, on Thursday, three days after a ceasefire"
                " between the"
                " government and the EMC rebels began."
            ),
            "2023-10-20",
            ("shooting", None, "2023-10-19", "Cauca"),
        ),
        (
            (
                "A woman was killed by a sniper in the Jamila district of Taiz. A ceasefire in Yemen took effect on"
                " April 10."
            ),
            "2016-04-20",
            ("shooting", None, "2016-04-20", "Taiz"),
        ),
        (
            (
                "Unidentified attackers fired on a checkpoint at Luhansk on Friday, killing a soldier. A ceasefire"
                " has been in"
                " force in Ukraine's east since September 5."
            ),
            "2014-09-20",
            ("shooting", None, "2014-09-19", "Luhansk"),
        ),
        (
            (
                "FARC guerrillas attacked a platoon in Cauca on Tuesday with explosives and gunfire, in breach of the"
                " ceasefire"
                " that they declared in December."
            ),
            "2015-04-16",
            ("ground_attack", "opposition", "2015-04-14", "Cauca"),
        ),
        (
            (
                "The Ukrainian army and rebels exchanged mortar and machine-gun fire near Popasna, in Luhansk, on"
                " Friday. A"
                " ceasefire has been in force since September 5."
            ),
            "2014-09-20",
            ("clash", None, "2014-09-19", "Luhansk"),
        ),
    ],
)
def test_armed_men_of_no_side_break_a_truce_where_they_fall_on_a_place(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: Told
) -> None:
    assert told(reports(doc, reference, text, day)) == [expected]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # arms that nobody fires
        (
            (
                "Ukraine's ceasefire took effect on February 15. Rebels have begun to pull back their artillery from"
                " Donetsk,"
                " monitors said on Tuesday."
            ),
            "2015-02-24",
        ),
        (
            (
                "A truce in Hodeidah began on December 18. Pro-government troops with tanks were sent to the edge of"
                " the town"
                " on Wednesday, residents said."
            ),
            "2018-12-27",
        ),
        (
            (
                "A ceasefire in Idlib took effect on Friday. Turkey sent 40 trucks with tanks, missiles and"
                " ammunition into"
                " the province on Sunday."
            ),
            "2020-03-09",
        ),
        (
            (
                "A truce in Gaza took effect on Friday. Doctors in Khan Younis said 40 patients still had bullets or"
                " shrapnel"
                " from shells in their bodies."
            ),
            "2025-10-14",
        ),
        (
            (
                "Yemen's truce is in its third week. Teams cleared 120 mines, 30 shells and two rockets near Mocha in"
                " Taiz on"
                " Tuesday."
            ),
            "2022-04-20",
        ),
        (
            (
                "A truce in Sudan has been in force since Monday. Jets were heard over Khartoum on Thursday, but"
                " there were no"
                " reports of bombing."
            ),
            "2023-05-26",
        ),
        (
            (
                "A truce in eastern Ukraine has held for a week. A convoy of rebel tanks and rocket launchers passed"
                " through"
                " Makiivka on Thursday."
            ),
            "2014-09-12",
        ),
        # the war before
        (
            (
                "A truce ended ten days of fighting in Tripoli on Tuesday. The clashes between rival militias killed 60"
                " people, the health ministry said on Friday."
            ),
            "2018-09-08",
        ),
        (
            (
                "A truce on Tuesday ended four days of fighting in Nagorno-Karabakh. Villagers in Martakert buried a"
                " man"
                " killed in the shelling."
            ),
            "2016-04-07",
        ),
        (
            (
                "A truce has brought the longest calm in Yemen since 2016. In Marib, a town battered by months of"
                " Houthi"
                " attacks, shops have opened again."
            ),
            "2022-04-16",
        ),
        (
            (
                "The truce between Israel and Hezbollah took effect on Wednesday. Residents of Tyre returned to find"
                " their"
                " homes destroyed by Israeli air strikes."
            ),
            "2024-11-29",
        ),
        (
            (
                "Eritrea and Ethiopia declared their war over on Monday. Badme, where fighting began in 1998, was"
                " quiet as the"
                " ceasefire held."
            ),
            "2018-07-14",
        ),
        (
            (
                "Two men were shot dead in a robbery in Tripoli on Thursday, police said. A truce between the city's"
                " militias"
                " has held since September."
            ),
            "2019-03-08",
        ),
    ],
)
def test_arms_that_nobody_fires_and_the_war_before_break_no_truce(
    doc: MakeDoc, reference: Reference, text: str, day: str
) -> None:
    assert reports(doc, reference, text, day) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A truce in South Sudan took effect on Saturday, hours after the two sides had clashed in Malakal.",
            "2015-08-31",
        ),
        ("The ceasefire in Sudan came into force on Monday evening after army jets bombed Omdurman.", "2023-05-24"),
        ("A truce in Tripoli began on Tuesday, a day after rockets hit a camp for displaced people.", "2018-09-05"),
        ("A 72-hour truce in Gaza started on Tuesday after Israeli shells hit Rafah overnight.", "2014-08-06"),
        ("A ceasefire took effect on Saturday in Karabakh, after Azerbaijan had shelled Stepanakert.", "2020-10-11"),
    ],
)
def test_a_truce_that_began_after_an_act_is_not_broken_by_it(
    doc: MakeDoc, reference: Reference, text: str, day: str
) -> None:
    assert reports(doc, reference, text, day) == []


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            "Rockets hit a camp in Tripoli on Wednesday, a day after a truce began.",
            "2018-09-06",
            ("shelling", None, "2018-09-05", "Tripoli"),
        ),
        (
            "Fighting broke out around Kobo on Wednesday, ending a truce between Ethiopia's army and rebels.",
            "2022-08-29",
            ("clash", None, "2022-08-24", "Amhara"),
        ),
        (
            (
                "Government troops attacked rebel bases in Koch on Sunday in violation of South Sudan's truce signed on"
                " 21 December."
            ),
            "2017-12-27",
            ("ground_attack", "government", "2017-12-24", "Unity"),
        ),
        (
            "Regime forces continued on Sunday to attack Wadi Barada, in violation of the ceasefire in Syria.",
            "2017-01-09",
            ("ground_attack", "government", "2017-01-08", "Rif Dimashq"),
        ),
        (
            "The M23 attacked army positions near Kibumba in North Kivu on Tuesday in breach of the ceasefire.",
            "2022-11-30",
            ("ground_attack", "opposition", "2022-11-29", "North Kivu"),
        ),
    ],
)
def test_what_ends_a_truce_or_is_told_beside_its_signing_breaks_it(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: Told
) -> None:
    assert told(reports(doc, reference, text, day)) == [expected]

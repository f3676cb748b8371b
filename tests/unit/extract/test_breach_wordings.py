"""What is one breach and what are two, of which kind and whose, in the words of many newsrooms and wars."""

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

SYRIA = "A nationwide truce took effect in Syria on Friday, 30 December 2016. "
SUDAN = "A ceasefire in South Sudan took effect on 24 December 2017. "
LEBANON = "Israel and Hezbollah agreed a ceasefire that took effect in Lebanon on 27 November 2024. "


def kinds(doc: MakeDoc, reference: Reference, text: str, day: str) -> list[tuple[str, str | None]]:
    return [(r.act, r.violator) for r in reports(doc, reference, text, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # towns far apart, quarters of one
        (
            "Army jets bombed Saraqib on Monday. Later army jets bombed Jisr al-Shughur.",
            [("air_strike", "Saraqib"), ("air_strike", "Jisr al-Shughur")],
        ),
        ("Rebels shelled Midan in Aleppo on Monday. Rebels also shelled Hamdaniya.", [("shelling", "al-Midan")]),
        # of nobody in particular, one town after the other is one bout of it
        ("Shells fell on Saraqib on Monday. Shells also fell on Jisr al-Shughur.", [("shelling", "Saraqib")]),
    ],
)
def test_one_kind_of_act_in_two_far_towns_is_two_breaches(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str]]
) -> None:
    found = reports(doc, reference, SYRIA + text, "2017-01-03")
    assert [(r.act, r.place and r.place.name) for r in found] == expected


def test_an_act_without_a_day_is_the_one_told_with_a_weekday_behind_it(doc: MakeDoc, reference: Reference) -> None:
    text = "Rebels shelled Saraqib in a new breach. On Wednesday evening rebels shelled a mill in Saraqib."
    found = reports(doc, reference, SYRIA + text, "2017-01-09")
    assert [(r.act, str(r.window.start)) for r in found] == [("shelling", "2017-01-04")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday rebels loyal to Riek Machar attacked the village of Koch.", [("ground_attack", "opposition")]),
        # a story of shells: the attack may be one of them
        (
            "The village of Koch came under attack by rebels on Tuesday. Shells wounded two in Koch.",
            [("unspecified", "opposition"), ("shelling", None)],
        ),
        ("Rebels attacked soldiers in Koch with machine guns and explosives.", [("ground_attack", "opposition")]),
        ("On Tuesday rebels raided a police station in Koch.", [("ground_attack", "opposition")]),
        (
            "The truce was broken on Tuesday by rebels in two assaults on Koch.",
            [("ground_attack", "opposition")],
        ),
        # arms that are only kept or carried, and names of headquarters
        ("On Tuesday the army found a barn in Koch in which rebels stored rockets.", []),
        ("On Tuesday a lorry loaded with grenades and mortar shells reached Koch.", []),
        ("On Tuesday a spy plane of the army came down near Koch.", []),
    ],
)
def test_an_attack_by_men_on_the_ground_is_a_ground_attack(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, SUDAN + text, "2017-12-27") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels fired rockets at Saraqib on Sunday. Similar attacks killed two in Saraqib.",
            [("shelling", "opposition")],
        ),
        ("An attack took place in Saraqib on Sunday.", []),
        ("Raids on Saraqib have calmed since Sunday.", []),
        ("The elders of Saraqib met on Sunday after three days of bloody clashes.", []),
        ("The shooting in Saraqib began on Sunday. Army and rebels fought in Saraqib on Sunday.", [("clash", None)]),
    ],
)
def test_attacks_take_their_kind_from_what_is_told_with_them(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, SYRIA + text, "2017-01-02") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hezbollah and Israel each say that the other has broken it.", [("unspecified", None)]),
        ("Either side has charged the other with violating the truce.", [("unspecified", None)]),
        ("Both parties say the other has breached the truce.", [("unspecified", None)]),
        ("The army said the other troops had kept the truce.", []),
    ],
)
def test_each_side_says_that_the_other_breaks_the_truce(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, LEBANON + text, "2024-11-30") == expected


def test_mutual_charges_open_a_story_that_tells_the_acts_of_both(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Army and rebels accused each other of violating the truce. Army guns shelled Saraqib on Sunday. Rebels fired"
        " mortars at Binnish on Sunday."
    )
    found = kinds(doc, reference, SYRIA + text, "2017-01-02")
    assert [act for act, _ in found] == ["shelling", "shelling"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # counted, wherever the number stands
        (
            "By Moscow's statistics this brings the number of breaches since it took effect to 71.",
            [("unspecified", None, "2016-12-30")],
        ),
        # the act of the sentence before, not who calls it a breach
        (
            "Rebels shelled Saraqib on Sunday. Army officials said it violated the truce.",
            [("shelling", "opposition", "2017-01-01")],
        ),
        # three in a day are the three told one by one
        (
            "Rebels breached the truce 3 times on Sunday in Idlib. On Sunday they shelled Saraqib with mortars.",
            [("shelling", "opposition", "2017-01-01")],
        ),
        # on the fronts of a town
        (
            "The army blamed rebels for 60 violations of the truce on the Aleppo fronts on Sunday.",
            [("unspecified", "opposition", "2017-01-01")],
        ),
    ],
)
def test_breaches_are_counted_once(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    found = reports(doc, reference, SYRIA + text, "2017-01-02")
    assert [(r.act, r.violator, str(r.window.start)) for r in found] == expected


def test_breaches_for_which_a_truce_was_ended_fell_in_its_time(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "The ceasefire in Syria that took effect on 12 September 2016 is over, the army declared on Monday, citing 300"
        " violations by rebels."
    )
    found = reports(doc, reference, text, "2016-09-20")
    assert [(r.act, r.violator, str(r.window.start)) for r in found] == [("unspecified", "opposition", "2016-09-12")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("April 15", ["ground_attack"]), ("Sunday", [])],
)
def test_what_befell_while_a_truce_held_broke_it_though_it_is_over(
    doc: MakeDoc, reference: Reference, day: str, expected: list[str]
) -> None:
    text = (
        "Colombian FARC rebels ended on Friday the ceasefire which they had declared on 20 December 2014. On"
        f" {day} FARC rebels attacked a patrol in Cauca."
    )
    assert [r.act for r in reports(doc, reference, text, "2015-05-25")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fighting in Bria killed nine on Tuesday despite the ceasefire of Monday.",
            ["clash"],
        ),
        ("Fighting in Bria killed nine on Tuesday, the truce of Monday notwithstanding.", ["clash"]),
        ("Fighting in Bria killed nine on Tuesday despite calls for a truce.", []),
        ("Fighting in Bria killed nine on Tuesday. The gains of the army have reduced the chances of a truce.", []),
    ],
)
def test_what_goes_on_despite_a_truce_shows_that_there_is_one(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert [r.act for r in reports(doc, reference, text, "2017-06-21")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # again and again is no day, and not the raid of the day
        (
            "Israel has bombed the south almost daily since. Israeli jets struck Tyre on Monday.",
            [("air_strike", "2024-11-27"), ("air_strike", "2025-01-06")],
        ),
        ("Israeli jets struck Tyre on Monday.", [("air_strike", "2025-01-06")]),
        # the war that the truce ended
        ("Hezbollah had fired rockets at Haifa in the recent war.", []),
        # denied, and not laid at another's door
        ("The Israeli army denied that it had shelled Tyre on Monday.", []),
        ("Israeli artillery shelled Tyre on Monday, Beirut said. Israel denied firing.", [("shelling", "2025-01-06")]),
    ],
)
def test_what_is_done_again_and_again_is_told_for_itself(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str]]
) -> None:
    found = reports(doc, reference, LEBANON + text, "2025-01-07")
    assert [(r.act, str(r.window.start)) for r in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army struck a camp near Wau on Tuesday, setting off a battle.", [("ground_attack", "government")]),
        (
            "Rebels attacked a convoy in Wau on Tuesday, and two died in the exchange of fire.",
            [("ground_attack", "opposition")],
        ),
        (
            "Rebels shot at a convoy in Wau on Tuesday. Army and rebels clashed in Torit.",
            [("shooting", "opposition"), ("clash", None)],
        ),
        # who speaks in a town is not there in whose name others act
        ("An army spokesman in Juba said rebels attacked posts in Wau on Tuesday.", [("ground_attack", "opposition")]),
        # a charge that the next sentences tell
        (
            "The rebels say the army has broken the truce. Army troops attacked a post in Wau on Tuesday.",
            [("ground_attack", "government")],
        ),
        (
            "Rebels attacked a post in Wau on Tuesday. It has broken the ceasefire, the mission said.",
            [("ground_attack", "opposition")],
        ),
    ],
)
def test_one_attack_is_one_breach_however_it_is_told(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, SUDAN + text, "2017-12-27") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The truce was broken on Tuesday by the army. Army troops shelled Wau on Wednesday.", ["shelling"]),
        ("The truce was broken on Tuesday. Army troops shelled Wau on Wednesday.", []),
        ("The army suspended the truce on Tuesday. Army troops shelled Wau on Wednesday.", []),
        ("The army has suspended its raids under the truce. Army troops shelled Wau on Wednesday.", ["shelling"]),
    ],
)
def test_a_truce_is_over_when_it_is_given_up_not_when_somebody_breaks_it(
    doc: MakeDoc, reference: Reference, text: str, expected: list[str]
) -> None:
    assert [act for act, _ in kinds(doc, reference, SUDAN + text, "2017-12-28") if act != "unspecified"] == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("A ceasefire over Eid took effect in Libya on 10 August. Shells fell on Tripoli on Sunday.", "2019-08-12", 1),
        ("Ceasefire over, the army says. Shells fell on Tripoli, Libya on Sunday.", "2019-08-12", 0),
        (
            "Envoys work to obtain a truce in Ituri, a troubled region of Congo. Militias shelled Bunia on Tuesday.",
            "2003-05-15",
            0,
        ),
        # of a truce of unknown age nobody breaks it half a year before
        (
            "A truce between clans and troops holds in Mogadishu, Somalia. Troops shelled Mogadishu last December.",
            "2007-04-02",
            0,
        ),
        ("Fighting in Mogadishu has died down under a truce in Somalia since Monday.", "2007-04-04", 0),
    ],
)
def test_where_no_truce_holds_nothing_breaks_it(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: int
) -> None:
    assert len(reports(doc, reference, text, day)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list that says its preposition anew
        (
            "Clashes were reported on Monday in Saraqib, around the border town of Darkush and near Binnish.",
            [("clash", "Idlib")],
        ),
        (
            "Clashes were reported on Monday around Saraqib in the north, around the city of Hama and in Douma.",
            [("clash", "Idlib"), ("clash", "Hama"), ("clash", "Rif Dimashq")],
        ),
        # what happens there is something else
        (
            "Clashes broke out on Monday in Saraqib, and near Hama shells wounded two.",
            [("clash", "Idlib"), ("shelling", "Hama")],
        ),
        # the day on which a truce is to end is none of an act
        ("Clashes broke out in Saraqib, with a truce that runs out on Tuesday.", [("clash", "Idlib")]),
        # where those sit who speak
        ("Clashes broke out in Saraqib on Monday, the defence ministry in Damascus said.", [("clash", "Idlib")]),
    ],
)
def test_fighting_in_several_provinces_is_told_of_each(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str]]
) -> None:
    found = reports(doc, reference, SYRIA + text, "2017-01-03")
    assert [(r.act, r.place and r.place.admin1) for r in found] == expected


KARABAKH = "A truce between Armenia and Azerbaijan in Nagorno-Karabakh took effect on 18 October 2020. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one state and the other, neither of which has a name of its own among the sides
        (
            "Azerbaijani forces shelled Martuni on Monday. Armenian forces shelled Martuni on Monday.",
            [("shelling", "other"), ("shelling", "other")],
        ),
        ("Armenian forces had used mortars along the line of contact on Monday.", [("shelling", "other")]),
        ("The enemy went on the attack in the southern direction on Monday.", [("ground_attack", None)]),
        ("The president vowed on Monday to have revenge on the field of battle.", []),
        ("Losses on Monday are nine fighting vehicles, a drone and four rocket launchers.", []),
    ],
)
def test_two_states_at_war_break_their_truce_each_for_itself(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, KARABAKH + text, "2020-10-20") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells that rebels fired on Wau on Tuesday wounded six.", [("shelling", "opposition")]),
        (
            "Rebels attacked Wau on Tuesday with rifles and rocket-propelled grenades.",
            [("ground_attack", "opposition")],
        ),
        (
            "Rebels attacked Wau on Tuesday. The mayor fled. He prayed. The attacks by rebels ended.",
            [("ground_attack", "opposition")],
        ),
    ],
)
def test_arms_are_whose_who_fires_them(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, SUDAN + text, "2017-12-27") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The UN envoy voiced concern at violations of the truce.", [("unspecified", None)]),
        ("Violations of the truce left the envoy worried, he said.", [("unspecified", None)]),
        ("The envoy is worried that there may be further violations of the truce.", []),
        ("All of the earlier truces have been violated.", [("unspecified", None)]),
        ("The truce has been violated many times.", [("unspecified", None)]),
        ("The truce holds, although the neighbours often accuse one another of breaking it.", [("unspecified", None)]),
        # what fills a town is no bullet
        ("Rebels fired into Damascus on Sunday, killing two.", [("shelling", "opposition")]),
        ("Rebel snipers fired into Damascus on Sunday, killing two.", [("shooting", "opposition")]),
        ("Police fired into a crowd in Saraqib on Sunday.", [("shooting", "government")]),
    ],
)
def test_violations_are_told_by_those_whom_they_alarm(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert kinds(doc, reference, SYRIA + text, "2017-01-02") == expected

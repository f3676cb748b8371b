"""What a sentence counts and what befell them."""

import pytest

from pipeline.extract.figure import Figure
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

Told = tuple[str, int | None, int | None, str]


def told(figures: list[Figure]) -> list[Told]:
    return [(f.measure, f.quantity.low, f.quantity.high, f.population) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four shepherds were killed near the well.", [("killed", 4, 4, "civilians")]),
        ("The blast killed 15 worshippers.", [("killed", 15, 15, "civilians")]),
        ("Blast kills six in market", [("killed", 6, 6, "all")]),
        ("Shells wounded dozens in what the army called a breach.", [("injured", 24, 99, "all")]),
        ("Twelve civilians have died since dawn.", [("killed", 12, 12, "civilians")]),
        ("The raid claimed the lives of three nurses.", [("killed", 3, 3, "medics")]),
        ("Eleven reservists lost their lives there.", [("killed", 11, 11, "combatants")]),
        ("The strike left seven women dead.", [("killed", 7, 7, "women")]),
        ("The death toll from the fire reached 43.", [("killed", 43, 43, "all")]),
        ("That brings to 58 the number of people killed this week.", [("killed", 58, 58, "all")]),
        ("The fighting cost more than 200 lives.", [("killed", 200, None, "all")]),
        ("The shelling led to the deaths of nine students.", [("killed", 9, 9, "civilians")]),
        ("Gunmen shot dead two teachers.", [("killed", 2, 2, "civilians")]),
        ("A journalist was killed by a sniper.", [("killed", 1, 1, "journalists")]),
        ("An elderly woman and a boy were killed.", [("killed", 1, 1, "women"), ("killed", 1, 1, "children")]),
        ("A 9-year-old girl died on the way.", [("killed", 1, 1, "children")]),
        ("A family of six was killed in the cellar.", [("killed", 6, 6, "all")]),
        ("14 were hurt when the roof fell.", [("injured", 14, 14, "all")]),
        ("Some 6,500 people fled their homes.", [("displaced", 6500, 6500, "all")]),
        ("Floods displaced 1,800 families.", [("displaced", 1800, 1800, "all")]),
        ("The offensive forced 4,200 villagers to flee.", [("displaced", 4200, 4200, "all")]),
        ("Around 900 residents took refuge in schools.", [("displaced", 900, 900, "all")]),
        ("Nearly 70,000 people live in crowded camps by the border.", [("displaced", None, 70000, "all")]),
        ("About 3,100 people moved to evacuation centres.", [("displaced", 3100, 3100, "all")]),
        ("38,000 new displacements were recorded.", [("displaced", 38000, 38000, "all")]),
        ("Some 5,000 IDPs arrived in the town.", [("displaced", 5000, 5000, "all")]),
        ("More than 2,000 people returned to their homes.", [("returned", 2000, None, "all")]),
        ("The flood displaced an additional 900 people.", [("displaced", 900, 900, "all")]),
        ("The militia lost nine fighters there.", [("killed", 9, 9, "combatants")]),
        ("A woman and her three sons were killed.", [("killed", 1, 1, "women"), ("killed", 3, 3, "children")]),
        ("He was killed along with 12 of his men.", [("killed", 12, 12, "combatants")]),
        (
            "Shelling killed nine farmers and uprooted 80 farmers.",
            [("killed", 9, 9, "civilians"), ("displaced", 80, 80, "all")],
        ),
        ("The captain, 41, was shot with 3 soldiers.", []),
        ("A woman of 91 died in the storm.", [("killed", 1, 1, "women")]),
        ("Four boys aged six, seven and eleven were killed.", [("killed", 4, 4, "children")]),
        ("The flood forced 640 families into halls.", [("displaced", 640, 640, "all")]),
        ("Gunfire drove 2,000 people across the river.", [("displaced", 2000, 2000, "all")]),
        ("The dam forced at most 250 people to leave.", [("displaced", None, 250, "all")]),
        ("Another 310 had entered Zambia by 5 March.", [("displaced", 310, 310, "all")]),
        ("Some 720 families have since crossed into Chad.", [("displaced", 720, 720, "all")]),
        (
            "The flood forced 640 families (2,900 people) into halls.",
            [("displaced", 640, 640, "all"), ("displaced", 2900, 2900, "all")],
        ),
        ("Fires drove 800 residents onto the beach.", [("displaced", 800, 800, "all")]),
        (
            "Floods uprooted 9,000. 1,386 went to public shelters.",
            [("displaced", 9000, 9000, "all"), ("displaced", 1386, 1386, "all")],
        ),
        ("The mayor speaks of 23 drowned.", [("killed", 23, 23, "all")]),
        ("Over 45,000 Malians were refugees in Niger.", [("displaced", 45000, None, "all")]),
        ("Raids of May 7 killed 30 militants.", [("killed", 30, 30, "combatants")]),
        ("Some 300 families moved to Kisangani.", [("displaced", 300, 300, "all")]),
        ("The province transferred 9,000 residents.", [("displaced", 9000, 9000, "all")]),
        ("The raid wounded 81 hospital sources said.", [("injured", 81, 81, "all")]),
        (
            "A mother and her small son were killed.",
            [("killed", 1, 1, "women"), ("killed", 1, 1, "children")],
        ),
        ("A guard, Sergeant Musa Bello, was killed.", [("killed", 1, 1, "combatants")]),
        ("The death toll among the soldiers has reached 48.", [("killed", 48, 48, "combatants")]),
        (
            "The raid killed 80 people. The ombudsman puts the figure at 60.",
            [("killed", 80, 80, "all"), ("killed", 60, 60, "all")],
        ),
        ("Of the 38 children caught there, 14 died.", [("killed", 14, 14, "children")]),
        (
            "Storms killed 3 people and 900 residents ran to the hills.",
            [("killed", 3, 3, "all"), ("displaced", 900, 900, "all")],
        ),
        ("The toll includes 12 children.", [("killed", 12, 12, "children")]),
        ("Ten people, all of them civilians, were killed.", [("killed", 10, 10, "civilians")]),
        ("Eight people died overnight, all soldiers.", [("killed", 8, 8, "combatants")]),
        ("Two nurses died in Kosti and one in Rabak.", [("killed", 2, 2, "medics"), ("killed", 1, 1, "medics")]),
    ],
)
def test_harm_is_told_by_verbs_nouns_and_adjectives(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two clerks were killed and nine injured.",
            [("killed", 2, 2, "civilians"), ("injured", 9, 9, "all")],
        ),
        (
            "120 rebels and 60 civilians were killed.",
            [("killed", 120, 120, "combatants"), ("killed", 60, 60, "civilians")],
        ),
        (
            "killing at least one rebel fighter and wounding 12 others",
            [("killed", 1, None, "combatants"), ("injured", 12, 12, "combatants")],
        ),
        (
            "10 civilians killed 15 injured in rocket attack",
            [("killed", 10, 10, "civilians"), ("injured", 15, 15, "civilians")],
        ),
        (
            "Strikes killed seven in Kafra, five in Hassin and three in Sarmada.",
            [("killed", 7, 7, "all"), ("killed", 5, 5, "all"), ("killed", 3, 3, "all")],
        ),
        (
            "2,400 families (8,200 people) were displaced.",
            [("displaced", 2400, 2400, "all"), ("displaced", 8200, 8200, "all")],
        ),
    ],
)
def test_every_member_of_a_list_has_its_own_harm(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The province is home to around three million people including many displaced by the war.",
        "No one was killed in the blast.",
        "A new offensive could displace 800,000 people.",
        "The plan is to evacuate 2,000 people next week.",
        "The rebels captured 40 soldiers.",
        "Some 300 people are missing.",
        "The strikes destroyed 12 homes and 3 schools.",
        "The talks brought 150 delegates to the city after dozens of meetings.",
        "Warplanes flew 325 sorties and hit 21 villages, killing livestock.",
        "He escaped with his wife and three children.",
        "Division 30 was attacked and the M5 was cut, wounding nobody.",
        "Aid for 40,000 people entered the enclave.",
        "The bomb weighed 500 kilograms.",
        "About 70 percent of the town was destroyed.",
        "More than 60 percent of the 20,000 residents have fled.",
        "The army denied that 40 soldiers had been killed.",
        "An average of 28 people die there every month.",
        "An average of four people were killed and 15 were injured every day.",
        "Three suicide bombers blew themselves up.",
        "There were 212 cholera cases and four deaths.",
        "Aid for 40,000 people entered Kosti on Monday.",
        "Some 40 people were killed or wounded.",
        "Close to 39,000 claims for lost property have been filed.",
        "The driver, who wore a suit and was about 25, fled.",
        "He was 19 when the war began, killing trade.",
    ],
)
def test_people_who_were_not_harmed_are_no_figure(text: str, doc: MakeDoc, reference: Reference) -> None:
    assert told(find_figures(doc(text), reference)) == []


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Roughly two thirds of the 900 residents fled.", "displaced", 600),
        ("Half of the 900 people displaced in May have returned to the village.", "returned", 450),
        ("Ten of the 40 hostages were killed.", "killed", 10),
    ],
)
def test_what_is_told_of_a_share_is_not_told_of_all(
    text: str, measure: str, value: int, doc: MakeDoc, reference: Reference
) -> None:
    assert [f.quantity.value for f in find_figures(doc(text), reference) if f.measure == measure] == [value]


def test_half_of_a_told_number_is_a_number(doc: MakeDoc, reference: Reference) -> None:
    text = "Roughly two million people live in the valley. About half of them have fled there from elsewhere."
    assert told(find_figures(doc(text), reference)) == [("displaced", 1_000_000, 1_000_000, "all")]


def test_displaced_people_who_return_were_displaced_and_returned(doc: MakeDoc, reference: Reference) -> None:
    figures = find_figures(doc("Some 2,700 displaced people returned to the town."), reference)
    assert sorted(told(figures)) == [("displaced", 2700, 2700, "all"), ("returned", 2700, 2700, "all")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll climbed past 120 by noon.", [("killed", 120, None, "all")]),
        ("The death toll has gone up to nine.", [("killed", 9, 9, "all")]),
        ("Losses among the rebels stood at 40 and among the soldiers at seven.",
         [("killed", 40, 40, "combatants"), ("killed", 7, 7, "combatants")]),
        ("The militia put its own dead at 46.", [("killed", 46, 46, "combatants")]),
        ("The toll could reach 300, a minister said.", []),
        ("Sixty villagers were killed, hurt or abducted.", []),
        ("The report counts 900 dead and wounded.", []),
        ("Eight miners were killed and wounded men crawled out.", [("killed", 8, 8, "civilians")]),
        ("Some 30 people from four families perished.", [("killed", 30, 30, "all")]),
        ("All of the dead came from two families.", []),
        ("Ten died there and 13 were brought in with wounds.",
         [("killed", 10, 10, "all"), ("injured", 13, 13, "all")]),
        ("The blast killed 20 and hurt 40, police said. The union counted 23.",
         [("killed", 20, 20, "all"), ("injured", 40, 40, "all"), ("killed", 23, 23, "all")]),
        ("Nine people died. An earlier count had given 11.", [("killed", 9, 9, "all"), ("killed", 11, 11, "all")]),
        ("Nine people died. The mayor gave 11 speeches.", [("killed", 9, 9, "all")]),
        ("The fire displaced 800 people. The UN spoke of 900.",
         [("displaced", 800, 800, "all"), ("displaced", 900, 900, "all")]),
    ],
)  # fmt: skip
def test_tolls_and_counts_are_told_in_many_ways(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected


def test_a_number_may_be_added_far_behind(doc: MakeDoc, reference: Reference) -> None:
    text = "Some 250 civilians have died since the siege of the town began in May, as well as 60 rebels."
    assert told(find_figures(doc(text), reference)) == [
        ("killed", 250, 250, "civilians"),
        ("killed", 60, 60, "combatants"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three farmers who tried to reach their fields were shot dead.", [("killed", 3)]),
        ("Some 4,000 people who had been living in Chad have gone home.", [("returned", 4000)]),
        ("Some 200 people who went to the funeral of a monk marched.", []),
        ("Some 80 fighters loyal to them died.", [("killed", 80)]),
        ("A deal allowed 2,200 people to leave Madaya.", [("displaced", 2200)]),
        ("The radio claimed 100 people in Bor had shown signs of poisoning.", [("injured", 100)]),
        ("The blaze claimed 40 lives and had burnt for days.", [("killed", 40)]),
        ("Some 480 people were brought to clinics with burns.", [("injured", 480)]),
        ("Of the injured, 15 are children.", [("injured", 15)]),
    ],
)
def test_what_befell_them_may_stand_behind_a_clause(
    text: str, expected: list[tuple[str, int]], doc: MakeDoc, reference: Reference
) -> None:
    assert [(f.measure, f.quantity.value) for f in find_figures(doc(text), reference)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed nine miners and injured others.", [("killed", 9, 9, "civilians")]),
        ("The siege injured 4,000 people and displaced many.", [("injured", 4000, 4000, "all")]),
        ("At least 60 miners including children were killed in the pit.", [("killed", 60, None, "civilians")]),
        (
            "Hundreds of nuns in the hill town including members of two orders have fled to the coast.",
            [("displaced", 200, 999, "all")],
        ),
        ("Besides taking the mill they boast of, in addition to killing 31 miners.", [("killed", 31, 31, "civilians")]),
        (
            "Eight guards were shot dead along with one cook.",
            [("killed", 8, 8, "combatants"), ("killed", 1, 1, "civilians")],
        ),
        ("52 men have been registered as wounded there.", [("injured", 52, 52, "all")]),
        ("A mine took the lives of 14 shepherds at least.", [("killed", 14, None, "civilians")]),
        ("Fumes led to 17 cases of suffocation in the valley.", [("injured", 17, 17, "all")]),
        ("The fire brought suffocation to more than 60 people.", [("injured", 60, None, "all")]),
        ("The toll of 31 was later raised to 44.", [("killed", 31, 31, "all"), ("killed", 44, 44, "all")]),
        (
            "The quake killed 31 people. This was later updated to 44 including 20 nuns.",
            [("killed", 31, 31, "all"), ("killed", 44, 44, "all"), ("killed", 20, 20, "civilians")],
        ),
        ("The price was later updated to 44 including 20 for bread.", []),
    ],
)
def test_lost_commas_second_verbs_and_late_words(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The blast tore through the bazaar killing and injuring dozens.", {"killed", "injured"}),
        ("Scores of miners were killed and wounded in the raid.", {"killed", "injured"}),
        ("The flood led to hundreds of deaths and injuries.", {"killed", "injured"}),
        ("Rebels killed and wounded 49 soldiers.", set()),
        ("49 soldiers were killed & wounded.", set()),
        ("Dozens were killed and hundreds fled.", {"killed", "displaced"}),
    ],
)
def test_one_vague_word_may_tell_two_fates_and_one_number_none(
    text: str, measures: set[str], doc: MakeDoc, reference: Reference
) -> None:
    assert {f.measure for f in find_figures(doc(text), reference)} == measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 23 people in a town which is under siege for a second year.", [("killed", 23, 23, "all")]),
        ("A medic covered the face of another dead girl.", [("killed", 1, 1, "children")]),
        ("A mine killed a family of four.", [("killed", 4, 4, "all")]),
        (
            "Two families of eleven people managed to leave the eastern neighbourhoods of Bor.",
            [("displaced", 2, 2, "all"), ("displaced", 11, 11, "all")],
        ),
        (
            "The war has displaced nearly half of the old population of some six million.",
            [("displaced", None, 3000000, "all")],
        ),
        (
            "Half of the population of Bor - some 9,000 people - has been displaced.",
            [("displaced", 9000, 9000, "all")],
        ),
        ("Over half of Marran's population of 6 million fled.", [("displaced", 3000000, None, "all")]),
        ("Two fifths of the population of 10 million have fled.", [("displaced", 4000000, 4000000, "all")]),
        ("The number of settlements that have joined the truce rose to 31.", []),
        (
            "The army lost 40 soldiers in the siege and the rebels lost at least 19.",
            [("killed", 40, 40, "combatants"), ("killed", 19, None, "combatants")],
        ),
        ("The army lost 40 soldiers and the rebels lost 19 tanks.", [("killed", 40, 40, "combatants")]),
        (
            "Up to 80 rebels among them nine natives of the islands were killed.",
            [("killed", None, 80, "combatants"), ("killed", 9, 9, "combatants")],
        ),
        ("The film shows at least four boys being treated for burns.", [("injured", 4, None, "children")]),
        ("The number of rebels killed in the siege has risen to 39.", [("killed", 39, 39, "combatants")]),
        ("The monitor updated to 31 its toll for the number of insurgents killed.", [("killed", 31, 31, "combatants")]),
        ("The number of nuns killed in the siege has risen to nine.", [("killed", 9, 9, "civilians")]),
        (
            "The army ambushed a group of rebels on the hills killing 15 and wounding dozens of them.",
            [("killed", 15, 15, "combatants"), ("injured", 24, 99, "combatants")],
        ),
        ("The army shelled the rebel-held town killing 15.", [("killed", 15, 15, "all")]),
        ("Rebels attacked a post killing six.", [("killed", 6, 6, "all")]),
    ],
)
def test_wholes_numbers_of_and_those_who_were_struck(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Death toll in fire among evacuees from besieged towns near Bor rises to 70.", [("killed", 70, 70, "all")]),
        ("The number of victims in the fire is at least 26.", [("killed", 26, None, "all")]),
        ("The death toll reached 330 by noon rescue sources told a newspaper.", [("killed", 330, 330, "all")]),
        ("The ministry put its military deaths at 633.", [("killed", 633, 633, "combatants")]),
        (
            "Ten miners died, three of them pregnant women.",
            [("killed", 10, 10, "civilians"), ("killed", 3, 3, "women")],
        ),
        ("The blast killed from 40 to well over 90 people.", [("killed", 40, None, "all")]),
        ("The blast killed from 40 to 90 people.", [("killed", 40, 90, "all")]),
        ("The toll rose from 40 to at least 90.", [("killed", 40, 40, "all"), ("killed", 90, None, "all")]),
        (
            "One Malian soldier was killed and another wounded by a mine.",
            [("killed", 1, 1, "combatants"), ("injured", 1, 1, "combatants")],
        ),
        ("Hundreds of families have left the eastern half of Bor.", [("displaced", 200, 999, "all")]),
        ("An officer of Lebanon's coast guard was killed by a drone.", [("killed", 1, 1, "combatants")]),
        ("The teacher's father was killed.", [("killed", 1, 1, "all")]),
    ],
)
def test_tolls_far_from_their_word_and_bounds_from_both_ends(
    text: str, expected: list[Told], doc: MakeDoc, reference: Reference
) -> None:
    assert told(find_figures(doc(text), reference)) == expected

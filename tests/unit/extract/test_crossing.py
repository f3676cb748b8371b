"""People on the move whom no word of displacement names, and whether they are so at a date or became so.

Belongs here: leaving without a place, being taken in, registering, shares of a town, stock and flow, the place of those
who moved. Does not: leaving a named place and staying in a camp (`test_flight`).
"""

from collections.abc import Callable

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc

MakeClaims = Callable[..., list[Claim]]


def figures(doc: MakeDoc, reference: Reference, text: str) -> list[tuple[str, int]]:
    found = find_figures(doc(text), reference)
    return [(f.measure, f.quantity.low or f.quantity.high or 0) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thousands packed and left Bor on Thursday.", [2000]),
        ("Some 900 families packed their belongings and left Bor.", [900]),
        ("Hundreds of villagers grabbed what they could and ran.", [200]),
        ("About 4,000 residents have left since Monday.", [4000]),
        ("More than 4,000 people, a tenth of the population, have left the valley.", [4000]),
        ("Two-thirds of the town's 30,000 people have left, the mayor said.", [20000]),
        ("A third of the city's 90,000 residents have fled.", [30000]),
        ("Turkey shelters 3.6 million Syrians.", [3600000]),
        ("Germany has taken in more than a million Ukrainians.", [1000000]),
        ("A school in Sittwe is sheltering 600 Rohingya.", [600]),
        ("A camp near Irbid houses 80,000 Syrians.", [80000]),
        ("The church has given refuge to 1,000 people.", [1000]),
        ("Some 4,000 families have registered at the camp near Bor.", [4000]),
        ("About 6,500 people registered with the UN refugee agency.", [6500]),
        ("Some 4,000 ethnic Albanians poured across the border.", [4000]),
        ("About 900 villagers slipped across the river to Niger.", [900]),
        ("Thousands of residents streamed towards the crossing.", [2000]),
        ("Some 700 families are staying with relatives in Kabul.", [700]),
        ("About 300 people are hiding in the bush.", [300]),
        ("Some 100 families have set up camp outside the town.", [100]),
        ("Some 45,000 people living near the jail had to abandon their homes.", [45000]),
        ("Buses carried some 4,500 people from the last rebel-held pocket of Aleppo.", [4500]),
        ("Eleven buses took 419 people out of the enclave.", [419]),
        ("About 60,000 camp in the open near the crossing.", [60000]),
        ("Jordan, already host to some 650,000 registered Syrians, keeps its gates closed.", [650000]),
        ("Over 2,000 Syrians cross into Turkey overnight.", [2000]),
        ("The minister said 20,000 had got out since Thursday.", [20000]),
        ("Uganda now hosts more than 530,000 South Sudanese.", [530000]),
        ("Some 35,000 people, most of them Christians, are crammed into the grounds of the mission.", [35000]),
        ("More than 300 people are hiding in basements.", [300]),
        ("Some 12,000 people are reported to have left the town.", [12000]),
        ("Around 10,500 residents of Kherson have been moved to the left bank of the Dnipro.", [10500]),
        ("At least two-and-a-half thousand people fled.", [2500]),
        ("IDPs: 2.1 million.", [2100000]),
        ("Some 3,000 people a day are leaving Grozny.", [3000]),
        ("The refugees, numbering 7,000, are from Kunduz.", [7000]),
        ("All 3,000 inhabitants of the village of Kfar Kila have left.", [3000]),
        ("An estimated 10,000 people, many of them wounded, walked out of Bor.", [10000]),
        ("Buses took 300 fighters and their relatives from Barzeh to Jarablus.", [300]),
        ("The last 250 rebels left Homs on Sunday under the deal.", [250]),
        ("Some 8,000 people were sleeping in cars.", [8000]),
        ("Over 1.6 million people, nearly a tenth of the population, have become refugees.", [1600000]),
        ("More than 7,000 people left four besieged Syrian towns on Friday.", [7000]),
        ("A year of war has displaced 8 million people. Chad has taken in 570,000.", [8000000, 570000]),
        ("Around 12,500 civilians left Bor on Thursday. The army said 13,000 had come out by evening.", [12500, 13000]),
        ("A total of 1,118 families composed of 5,590 persons evacuated their homes.", [1118, 5590]),
        ("Since 2 October some 3,000 persons have moved from Mogadishu to Afgooye.", [3000]),
        ("About 35,000 people were moved to safer places.", [35000]),
        ("Some 900 people have moved from Kupwara to other parts of India.", [900]),
        ("About 9,000 displaced people are registered in 45 church institutions.", [9000]),
        ("Raids on Saada have driven 50,000 people to neighbouring provinces.", [50000]),
        ("Civilians, about 500 of them, were bused from the enclave to Idlib.", [500]),
    ],
)
def test_those_who_left_or_were_taken_in_are_displaced(
    doc: MakeDoc, reference: Reference, text: str, expected: list[int]
) -> None:
    assert figures(doc, reference, text) == [("displaced", number) for number in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Only 2,000 people are left in the town.",
        "About 70 percent of the city's 300,000 residents have fled.",
        "None of the 12,000 Georgians has been able to return.",
        "More than 90,000 voters registered in the province.",
        "Some 6,500 people registered for the race.",
        "Thousands poured into the streets to protest.",
        "About 12,000 fighters crossed into Syria.",
        "Some 900 soldiers packed up and left the base.",
        "The army held 3000 Housing Project.",
        "The stadium holds 40,000 Brazilians on match days.",
        "The museum took in 4,000 paintings.",
        "Some 900 passengers have left on time since Monday.",
        "Gunmen took 15 people from the village.",
        "Some 200 soldiers left the base on Monday.",
        "About 60 delegates walked out of the talks.",
        "Migrants and refugees: about 2,000 people are held in detention centres.",
        "Some 400 detainees escaped from the prison.",
        "Hundreds of protesters fled the square.",
        "About 200 worshippers were packed into the mosque.",
        "As many as nine in ten residents have left the city.",
        "Some 33 captives are to go free in return for 900 prisoners.",
        "Some 900 people had got out of prison by then.",
    ],
)
def test_others_are_not(doc: MakeDoc, reference: Reference, text: str) -> None:
    assert figures(doc, reference, text) == []


def test_men_taken_from_their_homes_and_shot_are_killed(doc: MakeDoc, reference: Reference) -> None:
    assert figures(doc, reference, "The 20 men were dragged from their homes and executed.") == [("killed", 20)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 700,000 returnees have arrived in Juba.", [("returned", 700000)]),
        ("Iran sent back 1.5 million Afghans this year.", [("returned", 1500000)]),
        ("Nearly 12,000 Sudanese crossed back from Egypt.", [("returned", 12000)]),
    ],
)
def test_those_sent_or_gone_home_have_returned(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, int]]
) -> None:
    assert figures(doc, reference, text) == expected


def test_where_the_displaced_told_before_went_is_told_by_going(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "Some 4,000 villagers fled on Monday, bringing to 60,000 the number who have reached Albania. Another 22,000 "
        "have gone to Macedonia and 35,000 to Montenegro."
    )
    assert [number for _, number in figures(doc, reference, text)] == [4000, 60000, 22000, 35000]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("As of 1 October, 123,000 people were displaced in Haiti.", "stock"),
        ("The city was hosting 45,000 people displaced by the war.", "stock"),
        ("It is home to some 900,000 displaced Syrians.", "stock"),
        ("The displaced number 78,000.", "stock"),
        ("Of the 2.1 million displaced, most are children.", "stock"),
        ("Some 900 families had found shelter in schools.", "stock"),
        ("Of the 900 refugees, 300 are in Bor and 200 in Yei.", "stock"),
        ("Well over 9,000 people are now homeless.", "stock"),
        ("Shells burned 68 houses, leaving 400 people homeless.", "flow"),
        ("The number of displaced people in Tigray has risen to 1.3 million.", "stock"),
        ("The number of displaced Sudanese reached 2.1 million.", "stock"),
        ("Clashes left 40 killed and 5,000 displaced.", "flow"),
        ("Two-thirds of the 30,000 people have fled.", "flow"),
        ("The fighting displaced 9,000 people.", "flow"),
        ("Some 900 families found shelter in schools on Monday.", "flow"),
    ],
)
def test_who_is_displaced_at_a_date_and_who_became_so(
    doc: MakeDoc, reference: Reference, text: str, basis: str
) -> None:
    assert {f.basis for f in find_figures(doc(text), reference) if f.measure == "displaced"} == {basis}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 900 people fled. Eleven of the newcomers had been wounded.", [("displaced", 900), ("injured", 11)]),
        ("Some 250 villagers fled. Thirty of them are back already.", [("displaced", 250), ("returned", 30)]),
        ("Shelling killed 60 people; among them were 20 children.", [("killed", 60), ("killed", 20)]),
        ("Shelling killed 60 people. Of them, 20 were children.", [("killed", 60), ("killed", 20)]),
        ("The toll stands at 60: 20 in Bor and 40 in Juba.", [("killed", 60), ("killed", 20), ("killed", 40)]),
        ("Buses evacuated 900 people. Among those who left were 47 boys.", [("displaced", 900), ("displaced", 47)]),
    ],
)  # fmt: skip
def test_what_became_of_those_told_before(
    doc: MakeDoc, reference: Reference, text: str, expected: list[tuple[str, int]]
) -> None:
    assert figures(doc, reference, text) == expected


def test_what_two_thirds_or_half_were_is_told_of_the_share_alone(doc: MakeDoc, reference: Reference) -> None:
    text = "The UN says 9,000 people have died. More than half of the dead are civilians."
    whole, part = find_figures(doc(text), reference)
    assert (whole.quantity.low, part.quantity.low, part.quantity.high) == (9000, 4500, None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("About 20,000 people have crossed from Darfur into Chad since Friday.", "Darfur"),
        ("Around 2,400 people arrived in Kaya from Dablo last week.", "Kaya"),
        ("More than 450,000 Afghans returned from Iran in June.", "Afghanistan"),
        ("Rebels raided Kerawa on Sunday and killed 11 people. Around 9,000 people fled to Mora.", "Kerawa"),
        ("Thousands were evacuated from Derhachi to Kharkiv.", "Derhachi"),
        (
            "Raids on Aleppo killed 40. Turkey, which already hosts 2.5 million Syrians, kept its border closed.",
            "Turkey",
        ),
        ("Around 25,000 Syrian refugees from Lebanon returned in September.", "Syria"),
        ("Shells killed 40 people in Bangui and another 25,000 have fled to Chad.", "Chad"),
    ],
)
def test_those_who_fled_are_counted_where_they_left(claims: MakeClaims, text: str, place: str) -> None:
    moved = [claim for claim in claims(text) if claim.measure in ("displaced", "returned")]
    assert [claim.place and claim.place.name for claim in moved] == [place]


def test_a_headline_says_of_the_displaced_not_since_when(claims: MakeClaims) -> None:
    found = claims("Some 2 million people are internally displaced in Tigray.", title="Tigray: two million displaced")
    assert [(claim.basis, claim.best) for claim in found] == [("stock", 2000000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Civilian deaths rose by 12 percent to 2,118.", [2118]),
        ("Deaths from the fighting have risen to 43, hospitals said.", [43]),
        ("The government puts the death toll at 26, the opposition at more than 100.", [26, 100]),
        ("Deaths have fallen, and 12 schools have reopened.", []),
    ],
)
def test_deaths_that_changed_to_a_number(doc: MakeDoc, reference: Reference, text: str, expected: list[int]) -> None:
    assert [number for _, number in figures(doc, reference, text)] == expected


def test_a_place_that_heads_the_title_is_that_of_the_story(claims: MakeClaims) -> None:
    (claim,) = claims("UNRWA said 180,000 people were sheltering in 82 schools.", title="Gaza: families in UN schools")
    assert claim.place is not None
    assert claim.place.name == "Gaza"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The agency runs a camp at Adre and 2,400 people from El Geneina came there. Then 1,300 came in.",
            [2400, 1300],
        ),
        ("Some 900 families reached the transit site at Renk on Friday.", [900]),
        ("The shelling has driven 5,400 families from Marawi. That is equal to 27,000 persons.", [5400, 27000]),
        ("Some 3,000 families have fled Tal Tamr. This amounts to about 17,000 people.", [3000, 17000]),
        ("That is equal to 27,000 persons.", []),
        ("Mosul has the largest displaced community in the country, with 88,000.", [88000]),
        ("Turkey has taken in 130,000 Syrian Kurds. The town of Suruc alone took in 50,000.", [130000, 50000]),
        ("All 500 families left on Friday. In the next village 70 families went.", [500, 70]),
        ("The camp was built for 5,000 people but now holds 23,000.", [23000]),
        ("A total of 14 buses with 700 people on board left Harasta on Friday.", [700]),
        ("The number of Syrians registered with UNHCR in Jordan stood at 655,000.", [655000]),
        ("Lebanon, a country of four million, hosts a million Syrians.", [1000000]),
        ("Some 48,000 Libyans still live away from home.", [48000]),
        ("The army sent 2,000 soldiers from Damascus to Homs.", []),
    ],
)
def test_arrivals_and_counts_in_another_unit(
    doc: MakeDoc, reference: Reference, text: str, expected: list[int]
) -> None:
    assert [number for _, number in figures(doc, reference, text)] == expected

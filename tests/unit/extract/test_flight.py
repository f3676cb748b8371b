"""Displacement told by movement, where no word of displacement stands.

Belongs here: wordings of leaving, being taken away and staying, with their figures. Does not: words that tell
displacement themselves (`test_figures`).
"""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


def displaced(doc: MakeDoc, reference: Reference, text: str) -> list[int]:
    return [f.quantity.value for f in find_figures(doc(text), reference) if f.measure == "displaced"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Some 2,300 villagers deserted their hamlets after the raid.", [2300]),
        ("In Kirra 300 households had to abandon their farms.", [300]),
        ("Some 640 islanders, 150 families in all, vacated their village on Monday.", [640, 150]),
        ("About 2,600 people lost their shelters in the raid.", [2600]),
        ("Army officers brought 640 people out of the villages of Kirra and Ondo.", [640]),
        ("The province moved 4,000 people to safety.", [4000]),
        ("Nearly 900 residents were ferried to Lamu as the water rose.", [900]),
        ("About 450 people went to the hills when the guns began.", [450]),
        ("More than 5,000 people crossed the Kagera into Uganda.", [5000]),
        ("About 700 inhabitants are in the forest, four were killed.", [700]),
        ("The barrage prompted 2,100 people to hide in cellars.", [2100]),
        ("The shelling goes on: Ajar camp holds 5,400 people.", [5400]),
        ("The collective centre, where 3,100 people were living until May, burned down.", [3100]),
        ("Clashes displaced 900 families. Ondo hosts 730 of the families and Bakel 410.", [900, 730, 410]),
        ("The shelling displaced many families; clerks registered 2,210 people displaced.", [2210]),
        ("Soldiers barred 340 families from returning to Kirra.", [340]),
        ("Of the displaced, 1,250 people have yet to go home.", [1250]),
        ("Some 480 people whose homes burned have not been rehoused.", [480]),
        ("IDP numbers by county: Kirra 4,310; Ondo 2,250; Bakel 980.", [4310, 2250, 980]),
        ("Displacement in the province stands at 52,000.", [52000]),
        ("The fire left 310 families without a roof.", [310]),
        ("Fighting displaced 9,000 people. Drought accounted for a further 3,500.", [9000, 3500]),
        ("Fighting displaced 9,000 people. Another 3,500 were caused by drought.", [9000, 3500]),
        ("Evacuation orders for 12,000 residents were given at noon.", [12000]),
        ("Buses brought 611 people out of the besieged town of Kirra on Sunday.", [611]),
        ("On Monday alone 4,800 people made the crossing.", [4800]),
        ("The evacuation order affects 47,000 residents of Kirra.", [47000]),
        ("Clashes in Kirra forced 40,000 residents, the whole population, to leave.", [40000]),
        ("The war has driven 2.3 million South Sudanese into exile.", [2300000]),
        ("In Kirra 3,000 households had to move for the second time.", [3000]),
        ("Soldiers razed the camp, leaving 900 people with nowhere to live.", [900]),
    ],
)
def test_people_on_the_move_are_displaced(doc: MakeDoc, reference: Reference, text: str, numbers: list[int]) -> None:
    assert displaced(doc, reference, text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "The town of Merka is home to 40,000 people who live off fishing.",
        "The airline moved 2,500 people to the capital for the football match.",
        "Some 400 patients were taken to the hospital in Goma for treatment.",
        "The camp for summer sports hosts 300 teenagers each year.",
        "The stadium hosts 20,000 people on match days.",
        "The army drove 200 Islamic State fighters out of the town.",
        "Around 6,000 pilgrims went to the mountains for the feast.",
        "About 900 workers left the farms after the harvest.",
        "Some 250 prisoners were taken to the capital on Friday.",
        "The army moved 1,200 troops to the border and sent 400 soldiers into the hills.",
        "More than 3,000 voters had registered by noon.",
        "The agency registered 1,300 people for food rations.",
        "The ferry took 200 of them off at the next port.",
        "Police barred 500 people from entering the stadium.",
        "Some 700 people have not returned their ballots.",
        "Some 2,000 soldiers have not returned to barracks.",
        "More than 80 tourists headed to the hills around Kandy.",
        "The strikes led 4,000 people to hide their savings.",
        "A crowd of 2,000 people went to the border post to protest.",
        "Some 500 farmers lost their land titles in the reform.",
        "Conflict cost the region dearly. Another 3,500 were caused by drought.",
        "About 1,200 people took to the streets and 40 were arrested.",
    ],
)
def test_others_who_move_are_not(doc: MakeDoc, reference: Reference, text: str) -> None:
    assert displaced(doc, reference, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tens of thousands head for the frontier.", [("displaced", 20000)]),
        ("Some 900 people from the old quarter have reached Bamako.", [("displaced", 900)]),
        ("Firefighters led out 45 tenants.", [("displaced", 45)]),
        ("About 7,000 people, a third of the population of the valley, left their homes.", [("displaced", 7000)]),
        ("Some 2,400 were taken out on buses.", [("displaced", 2400)]),
        ("Some 24 people were taken out of the rubble.", []),
        ("About 4,000 people live under tarpaulins.", [("displaced", 4000)]),
        ("Police moved 96 people out of the villages, among them 13 children.", [("displaced", 96), ("displaced", 13)]),
        ("The storm displaced 800 people. About 300 are in a hall.", [("displaced", 800), ("displaced", 300)]),
        ("The storm displaced 800 people. About 300 are in detention.", [("displaced", 800)]),
        ("The town took in some of the 8,000 people who had taken refuge in Niger.", [("displaced", 8000)]),
        ("Lorries with food for 900 people arrived.", []),
        ("Floods uprooted 800 people. Halls could host 600 more.", [("displaced", 800)]),
        ("Some 800 people have fled and 9,000 could follow them.", [("displaced", 800)]),
        ("About 900 people are in need of shelter.", []),
        ("Some 600 families came back, almost two thirds of the 900 families uprooted.",
         [("returned", 600), ("displaced", 900)]),
        ("Around 6,000 people have made the journey home.", [("returned", 6000)]),
        ("Some 500 families drove back to Bor.", [("returned", 500)]),
        ("About 500 displaced people went home.", [("returned", 500)]),
        ("The war displaced half the population of the valley, some 7,000 people.", [("displaced", 7000)]),
        ("Fires drove 900 residents and tourists onto the beach.", [("displaced", 900)]),
        ("In Moro camp 4,500 people lost their shelters.", [("displaced", 4500)]),
    ],
)  # fmt: skip
def test_leaving_and_coming_back_are_told_in_many_words(
    text: str, expected: list[tuple[str, int]], doc: MakeDoc, reference: Reference
) -> None:
    found = find_figures(doc(text), reference)
    assert [(f.measure, f.quantity.low or f.quantity.high) for f in found] == expected

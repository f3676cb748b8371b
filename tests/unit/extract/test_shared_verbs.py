"""Numbers that share a verb or a whole with others: clauses without a verb, lists of parts, one person from somewhere.

A claim is written as its measure, its number, whom it counts with their side, who did it and which claim it is part of:
`killed 12 combatants/government by opposition <0`.
"""

from collections.abc import Callable

import pytest

from pipeline.extract.model import Claim

FindClaims = Callable[..., list[Claim]]


def _written(found: list[Claim]) -> str:
    at = {c.claim_id: k for k, c in enumerate(found)}
    return "; ".join(
        f"{c.measure} {c.low}"
        f" {c.population}{f'/{c.affiliation}' if c.affiliation else ''}"
        f"{f' by {c.perpetrator}' if c.perpetrator else ''}"
        f"{f' <{at[c.part_of_claim_id]}' if c.part_of_claim_id else ''}"
        for c in found
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In the battle the rebels lost 45 fighters and the army 12 soldiers.",
            "killed 45 combatants/opposition; killed 12 combatants/government",
        ),
        (
            "A guard and five members of the Allied Democratic Forces (ADF) were killed in Beni.",
            "killed 1 combatants; killed 5 combatants/opposition",
        ),
        (
            "A woman and a member of the National Liberation Army (ELN) were killed in Arauca.",
            "killed 1 women; killed 1 combatants/opposition",
        ),
        (
            "The army lost 30 men and the militia 17.",
            "killed 30 combatants/government; killed 17 combatants/opposition",
        ),
        (
            "The battle cost the army 17 men and the rebels 40.",
            "killed 17 combatants/government; killed 40 combatants/opposition",
        ),
        (
            "Government forces killed 210 civilians in May, Russian forces 84 and Islamic State 31, the network said.",
            "killed 210 civilians by government; killed 84 civilians by russia; killed 31 civilians by islamic_state",
        ),
        (
            "Of the 300 civilians killed in March, government forces killed 180; rebels 70; the Islamic State 50.",
            (
                "killed 300 civilians; killed 180 civilians by government <0; killed 70 civilians by opposition <0; "
                "killed 50 civilians by islamic_state <0"
            ),
        ),
        (
            "Regime forces killed 60 people, including 12 children and seven women; Russian forces 41.",
            (
                "killed 60 all by government; killed 12 children by government <0; killed 7 women by government <0; "
                "killed 41 all by russia"
            ),
        ),
        (
            "In April 120 civilians died. The army killed 80 of them, Russian forces 30.",
            "killed 120 civilians; killed 80 civilians by government <0; killed 30 civilians by russia <0",
        ),
        (
            "Israel killed 34 people in Gaza on Sunday and Hamas two in Ashdod.",
            "killed 34 all by israel; killed 2 all by other",
        ),
        (
            "Kurdish forces were responsible for six deaths and the coalition for 17.",
            "killed 6 all; killed 17 all by us_coalition",
        ),
        ("The first blast killed 14 people and the second five.", "killed 14 all; killed 5 all"),
        ("A bomb in Mosul killed 11 people and another in Kirkuk six.", "killed 11 all; killed 6 all"),
        ("Rebels killed nine people and the army moved 300 soldiers to Bor.", "killed 9 all by opposition"),
        ("Rebels killed five people, police 40 km away heard the shots.", "killed 5 all by opposition"),
    ],
)
def test_a_clause_that_leaves_out_its_verb_has_that_of_the_one_before(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The blast killed 31 people, four nurses and a driver among them.",
            "killed 31 all; killed 4 medics <0; killed 1 all <0",
        ),
        (
            "The blast killed 31 people, three children, four nurses and a driver among them.",
            "killed 31 all; killed 3 children <0; killed 4 medics <0; killed 1 all <0",
        ),
        (
            "Some 70 people died, at least 11 children and eight women among them.",
            "killed 70 all; killed 11 children <0; killed 8 women <0",
        ),
        (
            "Shells killed 12 people, a woman and her two sons among them.",
            "killed 12 all; killed 1 women <0; killed 2 children <0",
        ),
        (
            "The raid wounded 25 people, five children and an aid worker among them.",
            "injured 25 all; injured 5 children <0; injured 1 aid_workers <0",
        ),
        (
            "Three soldiers and 12 civilians, a woman among them, died.",
            "killed 3 combatants/government; killed 12 civilians; killed 1 women <1",
        ),
        (
            "Forty people died, ten women among them, and 60 were wounded, six children and a nurse among them.",
            "killed 40 all; killed 10 women <0; injured 60 all; injured 6 children <2; injured 1 medics <2",
        ),
        (
            "The strike killed 14 people, three of them children and two of them women.",
            "killed 14 all; killed 3 children <0; killed 2 women <0",
        ),
        (
            "Three soldiers, 12 civilians and a nurse, two of them women, died.",
            "killed 3 combatants/government; killed 12 civilians; killed 1 medics; killed 2 women <1",
        ),
        (
            "Twenty people died, including nine children, two of them newborn.",
            "killed 20 all; killed 9 children <0; killed 2 children <1",
        ),
        ("Three civilians incl. a migrant were killed.", "killed 3 civilians; killed 1 civilians <0"),
    ],
)
def test_each_of_a_list_of_parts_is_of_its_whole(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A soldier from Binnish was killed in clashes.", "killed 1 combatants/government"),
        ("On Monday a farmer from the old town was killed.", "killed 1 civilians"),
        ("A boy in Bor was wounded by a mine.", "injured 1 children"),
        ("A nurse at the hospital was shot dead.", "killed 1 medics"),
        ("A man from Homs died.", "killed 1 all"),
        ("One woman from Sderot was hurt.", "injured 1 women"),
        ("A policeman on duty at the market was stabbed to death.", "killed 1 combatants/government"),
        ("The house of a farmer from Homs was hit and nine people died.", "killed 9 all"),
        ("A doctor in Bor said nine people were killed.", "killed 9 all"),
        ("A man in Bor saw soldiers killed.", ""),
        ("A Syrian refugee was killed by a rocket.", "killed 1 civilians"),
        ("A rocket killed an Afghan refugee and wounded 46 people.", "killed 1 civilians; injured 46 all"),
        ("A displaced man was killed in the shelling.", "killed 1 all"),
        ("A refugee from Darfur said soldiers had burned the village.", ""),
        ("Six hostages were beheaded by the militants.", "killed 6 all by opposition"),
        ("The militants killed six hostages.", "killed 6 all by opposition"),
        ("Rebels killed 12 people and took 40 hostages.", "killed 12 all by opposition"),
        ("The group holds 40 hostages.", ""),
        ("Six hostages returned home.", ""),
        ("Thirty hostages have been freed.", ""),
    ],
)
def test_one_person_from_somewhere_and_hostages(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rebels killed nine people, while the army killed 12.",
            "killed 9 all by opposition; killed 12 all by government",
        ),
        (
            "Rebels killed six people; two were later killed by the army.",
            "killed 6 all by opposition; killed 2 all by government",
        ),
        (
            "An attack by rebels of the FARC killed ten Colombian soldiers and injured 20 more.",
            "killed 10 combatants/government by opposition; injured 20 combatants/government by opposition",
        ),
        (
            "Three civilians were killed by shelling in Aleppo. Residents attributed the shelling to the army.",
            "killed 3 civilians by government",
        ),
        ("Doctors attributed the deaths of nine people to cholera.", "killed 9 all"),
    ],
)
def test_the_nearest_verb_with_a_subject_tells_who_did_it(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Some 41,000 people have fled their homes in 12 of the country's 18 regions.", "displaced 41000 all"),
        ("Some 41,000 people have fled their homes in 12 out of 18 districts.", "displaced 41000 all"),
        ("Rebels killed 14 people in three of the district's 11 villages.", "killed 14 all by opposition"),
        ("At least 60 people were killed and six of the city's nine hospitals were hit.", "killed 60 all"),
        ("Two-thirds of the town's 30,000 people have fled.", "displaced 20000 all"),
        ("Nine out of the 14 dead were children.", "killed 9 children <1; killed 14 all"),
    ],
)
def test_some_of_things_are_no_people(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("There were 260,000 displaced people in the country, up from 117,000 a month earlier.", ["stock", "stock"]),
        ("The camp hosts 12,000 refugees, up from 9,000 in March.", ["stock", "stock"]),
        ("About 3,000 people fled on Monday, up from 1,200 on Sunday.", ["flow", "flow"]),
        ("The camp took in 2,300 newcomers during the month, among them 1,150 women.", ["flow", "flow"]),
    ],
)
def test_an_earlier_count_counts_as_the_later_one(text: str, bases: list[str], claims: FindClaims) -> None:
    assert [c.basis for c in claims(text)] == bases


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A bomb killed 36 people in Nangarhar, Afghanistan. The Afghan branch of ISIS said it was behind it.",
            "killed 36 all by islamic_state",
        ),
        (
            "A bomb killed nine people in Baghdad, in an attack that the Islamic State said was its own.",
            "killed 9 all by islamic_state",
        ),
        ("Gunmen killed 12 students in Yobe. Boko Haram said it had done it.", "killed 12 civilians by opposition"),
        (
            "A camp at El Fasher came under artillery fire from the Rapid Support Forces and seven people died.",
            "killed 7 all by opposition",
        ),
        ("The town came under fire from government forces and nine people died.", "killed 9 all by government"),
        ("A village near Donetsk came under rebel fire and three people were killed.", "killed 3 all by opposition"),
        ("Gunmen, believed to be from Boko Haram, killed 14 villagers.", "killed 14 civilians by opposition"),
        ("Attackers suspected to be from the ADF killed 20 people with machetes.", "killed 20 all by opposition"),
        (
            "Men thought to be of the Islamic State opened fire on truffle hunters and killed 16 people.",
            "killed 16 all by islamic_state",
        ),
        (
            "Drone strikes killed 21 civilians in Mali. A spokesman blamed the army and Russia's Wagner group.",
            "killed 21 civilians by government+russia",
        ),
        ("A blast killed nine people in Kabul. The Taliban denied involvement.", "killed 9 all"),
    ],
)
def test_who_did_it_is_told_in_many_words(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The toll of the attacks on the city rose to 246.", "killed 246 all"),
        ("The ministry put the number of killed at 30 and of wounded at 52.", "killed 30 all; injured 52 all"),
        (
            "Officials put the number of dead at 12 and that of injured at 60.",
            "killed 12 all; injured 60 all",
        ),
        (
            "At first the ministry spoke of nine dead, then of 22 and finally of 33.",
            "killed 9 all; killed 22 all; killed 33 all",
        ),
        (
            "The governor first said nine soldiers had been killed, then 22, then 29.",
            "killed 9 combatants/government; killed 22 combatants/government; killed 29 combatants/government",
        ),
        ("Nine people were killed, then 40 houses were burned.", "killed 9 all"),
        (
            "The army first killed nine rebels, then 200 soldiers moved in.",
            "killed 9 combatants/opposition by government",
        ),
        ("Ten rebels were condemned to death.", ""),
        ("A court sentenced four men to death for the killing of two tourists.", "killed 2 civilians"),
        ("Two Grad rockets wounded four workers.", "injured 4 all"),
        ("Two Iranian drones killed three fishermen.", "killed 3 civilians by iran"),
        ("The rebels burned nine villagers alive.", "killed 9 civilians by opposition"),
        ("Nine women were burned in the blast.", "injured 9 women"),
    ],
)
def test_tolls_that_rose_and_what_is_no_toll(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Colonel Hamid Salim, the police chief of the district, was killed in the attack.",
            "killed 1 combatants/government",
        ),
        (
            "Governor Peter Lumumba, a general, was fatally shot at the front.",
            "killed 1 combatants/government",
        ),
        ("Captain Yusuf Idris, a pilot, died when his jet was shot down.", "killed 1 combatants/government"),
        (
            "General Omar Said and his deputy were killed in the attack.",
            "killed 1 combatants/government; killed 1 all",
        ),
        ("Salim Barakat, who headed the local hospital, was one of those killed.", "killed 1 all"),
        (
            "Twenty people were killed. Salim Barakat, who ran the clinic, is one of them.",
            "killed 20 all; killed 1 all <0",
        ),
        ("Twenty people were killed. One of them was Salim Barakat, a cook.", "killed 20 all; killed 1 all <0"),
        (
            "Three children were among the victims. One of them, Lina, was four years old.",
            "killed 3 children; killed 1 children <0",
        ),
        ("Nine men were killed. One of the victims, Latifa, was 16.", "killed 9 all; killed 1 all <0"),
        ("Five people were wounded. One of them said he had seen the bomber.", "injured 5 all"),
    ],
)
def test_a_person_described_behind_the_name_is_one(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two policemen were abducted and later found dead.", "killed 2 combatants/government"),
        ("Four men were kidnapped and beheaded.", "killed 4 all"),
        ("Three men were detained, tortured and killed.", "killed 3 all"),
        ("A farmer was hit by a bullet and died.", "killed 1 civilians"),
        ("A migrant worker was hit by a stray shell and wounded.", "injured 1 all"),
        ("A teacher was dragged from her home and shot dead.", "killed 1 civilians"),
        ("Twelve people were injured and nine killed.", "injured 12 all; killed 9 all"),
        ("Twelve people were injured and some died.", "injured 12 all"),
        ("Ten rebels were arrested and a soldier was killed.", "killed 1 combatants/government"),
        ("Twenty people were wounded in the blast and two later died.", "injured 20 all; killed 2 all"),
    ],
)
def test_what_became_of_them_stands_behind_what_befell_them_first(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nineteen people died, 12 in Bor and seven in Juba.", "killed 19 all; killed 12 all <0; killed 7 all <0"),
        (
            "The strike killed 22 people, 15 in the market and seven in a school.",
            "killed 22 all; killed 15 all <0; killed 7 all <0",
        ),
        (
            "Rebels killed three people in Homs, two in Hama and one in Daraa.",
            "killed 3 all by opposition; killed 2 all by opposition; killed 1 all by opposition",
        ),
        (
            "Most of the 67 dead were in Homs (31) and Aleppo (22).",
            "killed 67 all; killed 31 all <0; killed 22 all <0",
        ),
        (
            "Some 137,000 people have been displaced from Afrin to Nubl (100,000) and Zahraa (20,000).",
            "displaced 137000 all; displaced 100000 all <0; displaced 20000 all <0",
        ),
        ("The strike killed Omar Haddad (31) and Rana Aziz (22).", "killed 1 all"),
        ("Sixty people died, among them the singers Omar Haddad (31) and Rana Aziz (22).", "killed 60 all"),
        (
            "The shelling killed seven people on Friday, which lifted the week's death toll to 41.",
            "killed 7 all <1; killed 41 all",
        ),
        (
            "Another 8,200 people fled, which raises to more than 120,000 the number newly displaced.",
            "displaced 8200 all <1; displaced 120000 all",
        ),
        (
            "Fourteen people were killed in Peshawar. All of the dead were civilians except one policeman.",
            "killed 14 all; killed 1 combatants/government <0",
        ),
        ("Ten died on the spot and four in hospital.", "killed 10 all; killed 4 all"),
        ("Ten people were wounded, four of whom died in hospital.", "injured 10 all; killed 4 all"),
        ("The blast left ten dead and four in hospital.", "killed 10 all; injured 4 all"),
    ],
)
def test_wholes_that_a_sentence_divides(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("About 150 people a day died in the week before.", ""),
        ("The monitor had been recording about 120 deaths a day.", ""),
        ("Nearly 100 people each week are killed there.", ""),
        ("Some 30 civilians per day were wounded in May.", ""),
        ("A mine killed 12 people a day after the truce began.", "killed 12 all"),
        ("A raid killed nine people a week ago.", "killed 9 all"),
        ("Shells killed four people a day before the vote.", "killed 4 all"),
    ],
)
def test_so_many_a_day_are_no_toll(text: str, told: str, claims: FindClaims) -> None:
    assert _written(claims(text)) == told

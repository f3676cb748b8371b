"""How who speaks is shown: holders of offices, people of no list, bodies and descriptions."""

import pytest

from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.saying import speaker


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("At least 14 people were killed, said the governor, Willem Vidal.", "14", "Willem Vidal (governor)"),
        ("Willem Vidal, the mayor, said 14 people were killed.", "14", "Willem Vidal (mayor)"),
        ("The mayor of Norte, Willem Vidal, said 14 people were killed.", "14", "Willem Vidal (mayor of Norte)"),
        (
            "The governor of Norte de Este, Willem Vidal, said 14 died.",
            "14",
            "Willem Vidal (governor of Norte de Este)",
        ),
        (
            "Yemen's information minister, Omar Saleh, said 14 people were killed.",
            "14",
            "Omar Saleh (information minister)",
        ),
        ("Health director Zahir Khan told reporters that 14 died.", "14", "Zahir Khan (health director)"),
        ("Regional governor Pavlo Kostenko said 14 died.", "14", "Pavlo Kostenko (regional governor)"),
        ("Fourteen fighters were killed, rebel commander Semen Horbal said.", "Fourteen", "Semen Horbal (commander)"),
        ("Fourteen people were killed, activist Hani Saad told a reporter.", "Fourteen", "Hani Saad (activist)"),
        (
            "Fourteen people were killed, health ministry spokesman Amin Farha said.",
            "Fourteen",
            "health ministry (Amin Farha)",
        ),
        ("The mayor of Norte said 14 people were killed.", "14", "mayor of Norte"),
        (
            "The governor of Norte said a bridge was hit. Gov. Willem Vidal said 14 died.",
            "14",
            "Willem Vidal (governor of Norte)",
        ),
        (
            "The mayor said a bridge was hit. Mayor Willem Vidal later said 14 people died.",
            "14",
            "Willem Vidal (mayor)",
        ),
        ("Governor Pavlo Kostenko said a bridge was hit. Kostenko said 14 died.", "14", "Pavlo Kostenko (governor)"),
    ],
)
def test_the_holder_of_an_office_is_credited_by_name_and_office_and_a_spokesman_is_his_body(
    doc: MakeDoc, text: str, number: str, expected: str | None
) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Olena Mykhalska, who is a widow, said 14 neighbours were killed.", "14", "Olena Mykhalska"),
        ("Dr. Walid Amin told reporters that 14 children were killed.", "14", "Dr. Walid Amin"),
        ("Archdeacon Elias Tannous said 14 men died. Tannous said 30 fled.", "30", "Archdeacon Elias Tannous"),
        (
            "Ignacio Benavides, of the town's peasant league, further claimed that 14 men were killed.",
            "14",
            "Ignacio Benavides",
        ),
        (
            "Carla Munro, the US Assistant Secretary of State, on Tuesday told senators 14 died.",
            "14",
            "Carla Munro (US Assistant Secretary of State)",
        ),
        ('"They shot 14 of us," recalled Abu Samer.', "14", "Abu Samer"),
        ("Hospitals took in 14 dead, according to Nabil Kattan of the doctors' council.", "14", "Nabil Kattan"),
        ('"They shot 14 farmers at the well," militia leader Modu Kolo said.', "14", "Modu Kolo (leader)"),
        ("The toll is nine, said the mayor of Norte, Willem Vidal. According to Vidal 14 fled.", "14", "Willem Vidal"),
        ("A bridge fell, said Mr. Okello, who saw it. In all 14 people died, Okello said.", "14", "Okello"),
        ("Petra Vance lost her shop in the raid. It killed 14 people, Ms Vance said.", "14", "Petra Vance"),
        ("Fourteen people fled, said Mr Jon Nyholm, of the UNHCR.", "Fourteen", "UNHCR"),
        ("With officials reporting 14 dead, the market was shut.", "14", "officials"),
        ("Teachers said 14 pupils were killed.", "14", "Teachers"),
        # What stands before a verb with capitals is no name of a person everywhere.
        ("On the road to Khan Sheikhoun said to be mined 14 people were killed.", "14", None),
        ("On Friday Meanwhile 14 people were killed in Hama.", "14", None),
        ("In Aleppo said to be quiet, 14 people were killed.", "14", None),
    ],
)
def test_people_of_no_list_speak_under_their_names(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    told = speaker(doc, text, number)
    assert (told or "").split(" (")[0] == (expected or "").split(" (")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Khartoum, Sudan, an army spokesman said 14 people died.", "Sudanese army"),
        ("In Goma, Congo, an army spokesman said 14 people died.", "army spokesman"),
    ],
)
def test_a_description_means_a_speaker_of_its_own_country(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "14") == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Mali's Ministry of Defence said 14 soldiers were killed.", "14", "Malian defence ministry"),
        ("Pakistani officials said 14 villagers were killed.", "14", "Pakistani officials"),
        ("The Turkish Armed Forces said 14 militants were killed.", "14", "Turkish military"),
        ("HRW said 14 civilians were killed.", "14", "Human Rights Watch (HRW)"),
        ("Doctors Without Borders said 14 people died on its wards.", "14", "Doctors Without Borders (MSF)"),
        ("The White Helmets said 14 people died.", "14", "Syria Civil Defence"),
        ("The Red Cross puts the toll at 14.", "14", "Red Cross"),
        ("Moscow's defence ministry said a depot was hit. The ministry said 14 men were killed.", "14", "Russian MoD"),
        ("The defence ministry in Moscow said 14 soldiers were killed.", "14", "Russian MoD"),
        ("Raids hit Idlib and Saraqib. The civil defence said 14 people were killed.", "14", "Syria Civil Defence"),
        ("Raids hit Tyre and Nabatieh. The civil defence said 14 people were killed.", "14", "Lebanese Civil Defence"),
        ("The Ministry of Interior said 14 policemen were killed.", "14", "interior ministry"),
        ("A doctors' union said 14 people were killed.", "14", "doctors' union"),
        ("A source in Hama said 14 people were killed.", "14", "source in Hama"),
        ("Analysts estimate that 14,000 have died. The Observatory said a road was cut.", "14,000", "analysts"),
        (
            "The Syrian Coalition condemned the raid. In a statement the coalition said 14 people were killed.",
            "14",
            "Syrian Coalition",
        ),
        ("The Observatory said 14 people died updating an earlier toll of nine.", "14", "SOHR"),
        ("Troops shot the sons of 14 alleged rebels, a monitoring group said. It is the Observatory.", "14", "SOHR"),
        ("Since 2022 the RSF has lost 14 men, by its own count.", "14", "RSF"),
        ("In the raid Russia had 14 soldiers killed, by its own report.", "14", "Russia"),
        ("Mona Haddad said her street was hit. According to her 14 neighbours died.", "14", "Mona Haddad"),
    ],
)
def test_a_body_is_shown_under_the_name_that_the_text_means(
    doc: MakeDoc, text: str, number: str, expected: str | None
) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Officials in Russia say that 14 people were killed.", "14", "Russian Officials"),
        ("According to the government of Rwanda 14 people were killed.", "14", "Rwandan government"),
        ("Jordan's prime minister said 14 people were killed.", "14", "Jordanian prime minister"),
        ("The general staff in Kyiv said 14 soldiers were killed.", "14", "Ukrainian general staff"),
        ("The police in Kyiv said 14 people were killed.", "14", "police in Kyiv"),
        ("The director of the hospital in Merawi said 14 died.", "14", "director of the hospital in Merawi"),
        ("Workers at the city's two hospitals said 14 people died.", "14", "Workers at the city's two hospitals"),
        ("The OCHA, the office that helps refugees in Goma, said 14 people died.", "14", "OCHA"),
        ("The health ministry, in its daily report, gives the number of dead as 14.", "14", "health ministry"),
        ("The health ministry, which keeps a count, said hospitals had admitted 14 wounded.", "14", "health ministry"),
        ("By the estimate of the Red Cross 14 people were killed.", "14", "Red Cross"),
        ("Fourteen people have died, by AFP's count.", "Fourteen", "AFP"),
        ("According to Bolan's deputy commissioner, the rebels killed 14 men.", "14", "Bolan deputy commissioner"),
        ("12:30 - Police in Odessa: 14 people were shot dead.", "14", "Police in Odessa"),
    ],
)
def test_a_described_body_is_told_in_one_form(doc: MakeDoc, text: str, number: str, expected: str) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # descriptions with the name of whom they describe, on either side
        (
            "In Norte the head of the city's military administration, Willem Vidal, reported 14 dead.",
            "14",
            "city's military administration (Willem Vidal)",
        ),
        (
            "Fourteen people died, said Willem M. Vidal, spokesman of the provincial police.",
            "Fourteen",
            "spokesman of the provincial police (Willem M. Vidal)",
        ),
        ("The rebels' spokesman for Norte said 14 died.", "14", "rebels"),
        # an armed side behind what it is, claims of a side's own deeds
        ("ECOMOG, the regional intervention force, said its troops killed 14 rebels in Freetown.", "14", "ECOMOG"),
        (
            "Ten soldiers died in El Baraf, Somalia, the source said. Al-Shabaab claimed it had killed 14 soldiers.",
            "14",
            "al-Shabaab",
        ),
        # those harmed are not who speaks
        (
            "A strike killed 14 villagers in Kanbalu, Myanmar, a member of the People's Defence Force told AFP.",
            "14",
            "People's Defence Force (PDF)",
        ),
        ("Some 14 people died in El Geneina, according to the city's sultanate.", "14", "sultanate of El Geneina"),
    ],
)
def test_who_speaks_for_what(text: str, number: str, expected: str, doc: MakeDoc) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police chief of Zintan, Ali Nur Salad, said 14 died.", "Zintan police chief (Ali Nur Salad)"),
        ("Ali Nur Salad, the Zintan police chief, said 14 died.", "Zintan police chief (Ali Nur Salad)"),
        ("Police chief Ali Nur Salad said 14 died in Zintan.", "police"),
        ("The army's regional spokesman, Anthony Mualu, told AFP that 14 died.", "army (Anthony Mualu)"),
        ("The health ministry's spokesman, Adel Murad, said 14 died.", "health ministry (Adel Murad)"),
        ("A spokesman for the rebel movement, Toni Vucic, said 14 villagers died.", "rebel movement (Toni Vucic)"),
        ("Captain Chris Cuenca of the army's 203rd Brigade said 14 rebels were killed.", "army (Chris Cuenca)"),
        (
            "A bomb killed 14 people, said Capt. Muthanna Ahmed, a police spokesman.",
            "police spokesman (Muthanna Ahmed)",
        ),
        ("The governor's spokesman, Dawlat Wazir, said 14 died.", "governor's spokesman (Dawlat Wazir)"),
        ("A raid killed 14, navy spokesman Captain D. K. P. Dassa said.", "D. K. P. Dassa (navy spokesman)"),
    ],
)
def test_who_speaks_for_a_body_stands_in_brackets_behind_it(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "14") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 14 fled, a spokesman said. Troops shelled it, Karen spokesman David Thaw said.", "(David Thaw)"),
        ("Some 14 died, a government minister said. Finance Minister Ali Moussa said so.", "Ali Moussa"),
        ("Some 14 died, a UN spokesman said. Army spokesman Paul Kib said rebels fled.", "UN"),
        ("Some 14 died, a rebel spokesman said. Army spokesman Paul Kib said rebels fled.", "rebel spokesman"),
    ],
)
def test_a_spokesman_of_the_lead_is_the_one_named_behind(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "14") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNRWA shared its own tally on Sunday saying 14 people were killed.", "UNRWA"),
        ("The military issued a statement saying that 14 rebels had been killed.", "military"),
        ("In two weeks IOM, the UN Migration Agency, has identified 14 newly displaced people in Zintan.", "IOM"),
        ("The Congolese army said it had killed 14 fighters of the militia, which claims to defend it.", "army"),
        ("Some 14 people died in a raid, claimed Angya Marma, convener of the chapter.", "Angya Marma"),
        (
            "The Ministry of Health said nine died, while the Emergency Situations Ministry said 14 people fled.",
            "emergencies",
        ),
        ("Some 14 men were found dead in Zintan. They had been shot, a local chief said.", "local chief"),
        ("Some 14 men were found dead in Zintan. They fled, he said, when soldiers came.", None),
        ("The latest figures of registered refugees are: Lebanon, 14.", None),
        ("Gunmen killed 14 in Kabul, Kabul's police chief Abdul Rahman Rahimi said.", "police"),
    ],
)
def test_who_tells_a_count(doc: MakeDoc, text: str, expected: str | None) -> None:
    found = speaker(doc, text, "14")
    assert (expected in found if found else False) if expected else found is None

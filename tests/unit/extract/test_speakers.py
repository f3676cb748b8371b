"""Who speaks: bodies, ranks and offices, and those who speak for a body told before."""

import pytest

from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.saying import speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The air force said 12 people had been killed.", "air force"),
        # who stands before a comma is no speaker where somebody else does the saying
        ("A mine blamed on Kurdish rebels killed 12 people, a local security source said.", "local security source"),
        ("Clashes between the army and the Houthis killed 12 people, a medical source told AFP.", "medical source"),
        ("Clashes with Boko Haram in Borno killed 12 people, two hospital workers said.", "two hospital workers"),
        ("Hezbollah, an ally of Iran, said 12 people had been killed.", "Hezbollah"),
        ("The Observatory, a British-based monitor, said 12 people had been killed.", "SOHR"),
        ("A rebel fighter who did not wish to be named said 12 people had been killed.", "rebel fighter"),
        ("A militiaman said 12 people had been killed.", "militiaman"),
        # a name, and what others declared
        ("Rebels shelled the districts of Sheikh Said and Ramusi in Aleppo, killing 12 people.", None),
        ("The air force struck groups which had announced their withdrawal, killing 12 people.", None),
        ("The UN accused the rebels, who had declared a truce, of killing 12 people.", "UN"),
        ("Security forces said 12 people had been killed.", "Security forces"),
        ("Twelve people, 12 in all, were killed, peacekeepers said.", "peacekeepers"),
        ("A soldier said 12 people had been killed.", "soldier"),
        ("The national guard said 12 people had been killed.", "national guard"),
        ("Troops shot 12 rebels in a clash with militants in Ituri, the army's media wing said.", "army's media wing"),
        ("Some 12 died, the UN said, with insurgents blamed for most of the killings.", "UN"),
        ("The separatists said 12 of their fighters had been killed.", "separatists"),
        ("The presidency said 12 people had been killed.", "presidency"),
        ("The UN refugee agency said 12 people had died on the way.", "UNHCR"),
        ("Relatives of the dead said 12 members of one family were killed.", "Relatives"),
        ("A source at the hospital told reporters that 12 people had died.", "hospital source"),
        ("According to Zeleznitsa, the railway company, 12 people died.", "Zeleznitsa"),
        (
            "The health ministry of the Houthi rebels, who run the north, said 12 had died.",
            "health ministry of the Houthi rebels",
        ),
        ("The Red Cross, whose hospital in Goma was full, had earlier reported 12 dead.", "Red Cross"),
        ("UNAMI's tally for June was 12 people killed.", "UNAMI"),
        ("Some 12 people died, UNRWA spokesman Omar Lind said by telephone.", "UNRWA"),
        ("State television's figure stands at 12 dead.", "state television"),
        ("By the migration ministry's account 12 people died.", "migration ministry"),
        ("The prime minister's office gave the number of the dead as 12.", "prime minister's office"),
        ("In a week 12 died in Goma, Congo, says a charity that collects the dead.", "charity"),
        # who looks into it
        ("UN investigators found that 12 people had died.", "UN"),
        ("A parliamentary inquiry found that 12 people had died.", "parliamentary inquiry"),
        ("The war has killed 12 people by UN count.", "UN"),
    ],
)
def test_bodies_and_people_without_a_name_speak(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 died, provincial governor Karim Haddad told us.", "Karim Haddad (provincial governor)"),
        ("At least 12 died, said Karim Haddad, the provincial governor.", "Karim Haddad (provincial governor)"),
        ("Some 12 died, a city health official, Pavel Malysh, said.", "Pavel Malysh (city health official)"),
        ("Pavel Haddad, the head of the Wardak provincial council, said 12 died.", "Wardak provincial council"),
        (
            "A bomb hit Homs, Syria. Health Minister Karim Haddad told state TV that 12 died.",
            "Syrian health ministry (Karim Haddad)",
        ),
        ("The Afghan interior minister, Karim Haddad, said 12 died.", "Afghan interior ministry (Karim Haddad)"),
        ("“There are 12 wounded,” said Laura Lo Castro, the UNHCR representative in Chad.", "UNHCR"),
        ("“There are 12 wounded,” said Jean Biquet, head of mission for Doctors Without Borders.", "MSF"),
        ("“There are 12 wounded,” said Laura Lo, a spokeswoman for the World Food Programme.", "WFP"),
    ],
)
def test_officials_keep_name_and_office_and_speak_for_bodies(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "12") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The defence ministry said one soldier died. The ministry's spokesman, Ali Samara, said 12 hurt.", "defence"),
        ("UNHCR said many had fled. Another 12 went back, said Ron Red, a spokesman for the agency.", "UNHCR"),
        ("Human Rights Watch said men were shot. Of them 12 were boys, the New York-based group said.", "Human Rights"),
        ("The Elman Human Rights Organization said many died. In all 12 were hurt, according to the group.", "Elman"),
    ],
)
def test_who_speaks_for_a_body_told_before_is_that_body(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "12") or "")


@pytest.mark.parametrize(
    "aside",
    [
        "speaking on condition of anonymity because he was not authorised to talk to the media",
        "who was not authorized to brief the press and asked not to be named",
        "requesting anonymity because the inquiry had not been made known to police",
    ],
)
def test_an_aside_about_anonymity_names_no_speaker(doc: MakeDoc, aside: str) -> None:
    assert speaker(doc, f"A security official, {aside}, said 12 people had been killed.", "12") == "security official"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Al-Shabaab fighters attacked a base. The group said it had killed 12 soldiers.", "al-Shabaab"),
        ("ELN rebels ambushed a patrol. The guerrilla group said it had killed 12 soldiers.", "ELN"),
        ("The M23 denied it. The rebel group said it had lost 12 fighters.", "M23"),
        ("The US-led coalition said it hit Raqqa. The alliance said it had killed 12 men.", "US-led coalition"),
        ("Amnesty International said men had died. It blamed Seleka rebels. The group said 12 were boys.", "Amnesty"),
    ],
)
def test_the_group_is_who_spoke_or_the_armed_side_named_last(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "12") or "")


def test_who_speaks_of_itself_is_not_who_spoke_before(doc: MakeDoc) -> None:
    text = "The UN said many had fled. The navy said it had sunk six boats and killed 12 rebels."
    assert speaker(doc, text, "12") == "navy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 12 died, a hospital official, Dr. Omar Batikh, told reporters.", "Omar Batikh (hospital official)"),
        ("Hadi Omran, an activist inside the town, told us that 12 died.", "Hadi Omran (activist)"),
        ("A rebel spokesman, Ibrahim Jabri, said 12 civilians died.", "rebel spokesman (Ibrahim Jabri)"),
        ("Some 12 died, the mayor said. Later the mayor, Jean Bosco, said many fled.", "Jean Bosco (mayor)"),
        ("Some 12 died, the mayor of Sake said. Mayor Jean Bosco said many fled.", "Jean Bosco (mayor of Sake)"),
        ("Some 12 died, another official said. Jean Bosco, an official in Sake, said many fled.", "another official"),
        ("Some 12 died, officials said. Jean Bosco, a local official, said many fled.", "officials"),
        ("The governor's office, which runs services there, says 12 died.", "governor's office"),
        ("13:22 GMT: Interior ministry: 12 killed in Tartous.", "Interior ministry"),
        ("In the town 12 people have died, the White Helmets count.", "Syria Civil Defence"),
        # a name between commas, however long the office is
        ("The mayor of the town of Sake, Jean Bosco, said 12 people died.", "Jean Bosco (mayor of the town of Sake)"),
        ("A tribal elder in the area, Haji Gul, said 12 people died.", "Haji Gul (tribal elder in the area)"),
        (
            "The chief of the Nyali sector, Col. Innocent Mada, counted 12 dead.",
            "Innocent Mada (chief of the Nyali sector)",
        ),
        # one name alone, introduced behind it
        ('"Some 12 people died here," said Fatima, 34, who had fled.', "Fatima"),
        ('"Some 12 people died here," said Ali, a farmer.', "Ali"),
        ('"Some 12 people died here," said Kinshasa.', None),
    ],
)
def test_a_person_is_told_by_name_and_office_wherever_the_name_stands(
    doc: MakeDoc, text: str, expected: str | None
) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Jolo 12 people were killed on Sunday, Brig. Gen. Ramon Reyes said.", "Ramon Reyes"),
        ("Near Marawi 12 soldiers were hurt, Chief Insp. Noel Santos said on Monday.", "Noel Santos"),
        ("In Cotabato 12 policemen were killed, said Supt. Ariel Cruz. The town is quiet.", "Ariel Cruz"),
        ("Rebels attacked a post in Basilan on Monday, said Maj. Gen. Jose Lim. He said 12 men died.", "Jose Lim"),
        ("Shelling killed 12 women in Poonch, defence spokesman Col. Vikram Singh said.", "Vikram Singh"),
        ("Captain Moussa Diallo said on Tuesday that 12 of his men were killed at Batangafo.", "Moussa Diallo"),
        ("Captain Moussa Diallo blamed the rebels. He said 12 of his men were dead.", "Moussa Diallo"),
        ("Sgt. Paul Okello said 12 soldiers were killed near Gulu.", "Paul Okello"),
        ("Rear Adm. Luis Ortega told reporters that 12 guerrillas were killed in Arauca.", "Luis Ortega"),
        ("Army spokesman Col. Paul Ndosi said 12 soldiers were killed near Goma.", "army spokesman"),
        ("A member of parliament, Nadia Haddad, told reporters that 12 men were killed.", "Nadia Haddad"),
        ("The café's owner, Elias Khoury, put the number of wounded at 12.", "Elias Khoury"),
    ],
)
def test_who_has_a_rank_is_told_by_name(doc: MakeDoc, text: str, expected: str) -> None:
    assert expected in (speaker(doc, text, "12") or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Swat 12 policemen died when militants ambushed them, said a security official.", "security official"),
        ("In Baga 12 villagers died when Boko Haram fighters raided it, said a local chief.", "local chief"),
        ("In Wad Madani 12 people were killed as RSF fighters stormed it, said two residents.", "two residents"),
        ("In Badghis 12 soldiers died after Taliban fighters overran their post, said the governor.", "governor"),
        ("In Jaffna 12 fishermen were killed when the army shelled the beach, said witnesses.", "witnesses"),
        ("An officer of the regional force, who asked not to be named, said 12 soldiers died.", "officer"),
        ("A guard at the old palace, who fled on Monday, said 12 soldiers died.", None),
        ("According to intelligence, 12 militants were killed near Avdiivka.", "intelligence"),
        ("According to military intelligence, 12 militants were killed.", "military intelligence"),
        ("Local counterparts report that 12 villagers were killed in Rakhine.", "Local counterparts"),
        ("Ankara's defence ministry said 12 soldiers were killed in Idlib.", "Turkish defence ministry"),
        ("Yerevan's foreign ministry put its dead at 12.", "Armenian foreign ministry"),
    ],
)
def test_officials_behind_their_verb_and_bodies_without_a_name_speak(
    doc: MakeDoc, text: str, expected: str | None
) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 people in Turbat on Friday, the Gwadar Post reported.", "Gwadar Post"),
        ("Gunmen killed 12 people in Turbat on Friday, as reported by Balochistan Times.", "Balochistan Times"),
        ("Gunmen killed 12 people in Turbat on Friday, reported Kech News.", "Kech News"),
        ("Gunmen killed 12 people in Turbat, the daily Roznama said.", "daily Roznama"),
        ("Police in Turbat told the Gwadar Post that 12 people were killed.", "police"),
        ("Many times 12 people were killed in one night, Karim Haddad said.", "Karim Haddad"),
    ],
)
def test_outlets_of_no_list_speak_under_their_names(doc: MakeDoc, text: str, expected: str) -> None:
    assert (speaker(doc, text, "12") or "").lower().startswith(expected.lower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 12 died, said Rami Abdel Rahman, the boss of the Syrian Observatory for Human Rights.", "SOHR"),
        ("Some 12 died, said Anna Molin, country head of Doctors Without Borders.", "Doctors Without Borders (MSF)"),
        ("Some 12 died, said Karim Baz, spokesman of the Syrian Democratic Forces.", "SDF"),
        ("Some 12 died, said Mark Lowcock, head of OCHA.", "OCHA"),
    ],
)
def test_who_speaks_for_a_body_behind_the_verb_is_that_body(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mohammad Hama, a village elder, said gunmen came. According to Hama, 12 died in Jalawla.",
            "Mohammad Hama (village elder)",
        ),
        ("Colonel Ali Homs led the rescue in Idlib. According to Homs, 12 children died.", "Ali Homs"),
        ("Governor James Juba told Reuters of a raid. At least 12 died in Pibor, Juba added.", "James Juba (governor)"),
        ("Shells fell on Homs. Damascus said 12 soldiers had died.", "Syrian government"),
    ],
)
def test_a_surname_that_a_town_has_too_is_who_was_told_with_it(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 12 people, police say, were killed in Goma.", "police"),
        ("The Red Cross is now reporting 12 people killed in Goma.", "Red Cross"),
        ("The Red Cross learned that 12 people were killed in Goma.", "Red Cross"),
        ("UN figures show that 12 civilians died in Goma in May.", "UN"),
        ("Zara Ali, 34, said 12 people were killed in Goma.", "Zara Ali"),
        ("According to a toll compiled by AFP from official sources, 12 people died in Goma.", "AFP"),
        ("Some 12 people were killed in Goma, going by police figures.", "police"),
    ],
)
def test_speakers_around_their_verbs(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Later in the day the Northern Command said 12 soldiers had died in Goma.", "Northern Command"),
        ("Late in the evening the Home Guard Office reported 12 people dead in Goma.", "Home Guard Office"),
    ],
)
def test_what_stands_before_an_article_belongs_to_no_speaker(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "12") == expected

"""Who is credited with a figure."""

from collections.abc import Callable

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from pipeline.extract.scene import scene_of
from tests.unit.extract.conftest import MakeArticle, MakeDoc
from tests.unit.extract.saying import speaker


@pytest.fixture(scope="module")
def claim_of(article: MakeArticle, reference: Reference) -> Callable[..., Claim]:
    extractor = Extractor(reference)

    def find(text: str, number: str) -> Claim:
        made = article(text)
        return next(c for c in extractor.extract(made, None).claims if made.text[c.char_start : c.char_end] == number)

    return find


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # who acts behind a credit, who was killed before one
        ("According to residents, the Houthis shelled Marib, killing 14 people.", "14", "residents"),
        ("According to witnesses, Boko Haram killed 14 people in Bama, Nigeria.", "14", "witnesses"),
        ("The army killed 14 rebels, said Ahmed Khaled spokesman in a statement.", "14", "Ahmed Khaled"),
        # whose mayor
        ("Shells killed 14 people in Dnipro, the city's mayor said.", "14", "mayor of Dnipro"),
        ("Shells killed 14 people in Dnipro, the mayor said.", "14", "mayor"),
        (
            "Al-Shabaab, an armed group linked to al-Qaeda, attacked Afgooye. The group said it killed 14.",
            "14",
            "al-Shabaab",
        ),
        ("According to the Syrian Observatory for Human Rights, 14 people died.", "14", "SOHR"),
        # counts that say whose they are
        ("Some 14,000 people have left Mosul, Iraqi government data show.", "14,000", "Iraqi government"),
        ("Health ministry figures show that 14 people died.", "14", "health ministry"),
        (
            "The weekly report of the provincial health office records 14 people killed.",
            "14",
            "provincial health office",
        ),
        ("The number of dead was estimated by police at 14.", "14", "police"),
        ("The governor, Ivan Petrov, numbers the dead at 14.", "14", "Ivan Petrov (governor)"),
        ("Village elders drew up a list of 14 dead.", "14", "elders"),
        ("The Ukrainian army can confirm the death of 14 soldiers.", "14", "Ukrainian army"),
        ("Relief workers reckon that 14,000 people have fled.", "14,000", "relief workers"),
        # a country behind a town is its address, and speaks elsewhere
        ("14 people died in the village of Hass, Syria, says Haddad.", "14", None),
        ("Reports from Ariha, Syria say 14 people were killed.", "14", "Reports from Ariha"),
        ("14 people crossed into Sudan, killed on the way, Khartoum says.", "14", "Sudanese government"),
        ("Ankara puts its losses in Syria at 14.", "14", "Turkish government"),
        ("The doctor, Ali Haidar, said 14 people died.", "14", "Ali Haidar (doctor)"),
        ("So the Observatory said. The director, Ali Haidar, said 14 people died.", "14", "SOHR"),
        # bodies told again, and who only carries the story
        ("The White Helmets came. 14 people were killed in Saraqib, the rescuers said.", "14", "Syria Civil Defence"),
        ("The OSCE monitoring mission listed shelling. 14 soldiers died, the mission said.", "14", "OSCE"),
        ("The United Nations Assistance Mission for Iraq wrote. 14 people died, the mission said.", "14", "UNAMI"),
        ("YEREVAN (TASS) - The authorities of the enclave reported that 14 soldiers died.", "14", "authorities"),
        ("REPORTER: 14 people were hurt.", "14", None),
        ("Some 14,000 people are registered as refugees, UNHCR announced.", "14,000", "UNHCR"),
        ("Separately, IS said it had shot dead 14 soldiers near Kabajeb.", "14", "Islamic State"),
        (
            "The army said it bombed the PKK, defying a truce that the group had declared. 14 men died, it said.",
            "14",
            "army",
        ),
        # who speaks behind a quotation, or under another name
        ('"We have counted 14 bodies," said a captain of the Iraqi police.', "14", "Iraqi police"),
        ("Ali Hussein, better known as Guudlaawe, said 14 people died.", "14", "Ali Hussein"),
        ("Ali Hussein (Guudlaawe) said 14 people died.", "14", "Ali Hussein"),
        ("Floods have uprooted 14,000 people (OCHA, October 2018).", "14,000", "OCHA"),
        ("(Source: DSWD-DROMIC, 6PM) 14,000 families were moved to halls.", "14,000", "DSWD-DROMIC"),
        ("Some 14,000 people fled the town (IOM).", "14,000", "IOM"),
        ("UNHCR: Some 14,000 people have fled to Chad.", "14,000", "UNHCR"),
        ("The municipality reported that 14,000 people lost their homes.", "14,000", "municipality"),
        ("The International Rescue Corps (IRC) came. In all 14,000 people fled Ayod (Jonglei).", "14,000", None),
        ("The Observatory said 14 people died.", "14", "SOHR"),
        ("14 people died in Hama on Monday, the Observatory said.", "14", "SOHR"),
        (
            "14 people died in Hama on Monday a war monitor said. The Observatory has a network of sources.",
            "14",
            "SOHR",
        ),
        ("14 people died, said Rami Abdel Rahman, who leads the Syrian Observatory for Human Rights.", "14", "SOHR"),
        ("State news agency SANA reported that 14 people died.", "14", "SANA"),
        ("SANA quoted a source at Hama Hospital as saying 14 people died.", "14", "Hama Hospital"),
        ("A source at Homs Governorate told SANA that 14 people died.", "14", "Homs Governorate"),
        ("The United Nations says 14,000 people have fled.", "14,000", "UN"),
        ("14 people died when the roof of the market fell in.", "14", None),
        (
            "More than 90 people died, according to the Observatory, while 8,000 fled, according to the UN.",
            "90",
            "SOHR",
        ),
        (
            "More than 90 people died, according to the Observatory, while 8,000 fled, according to the UN.",
            "8,000",
            "UN",
        ),
        ("The Observatory counts 90 dead, and the UN says that 8,000 people fled.", "8,000", "UN"),
        ("The Observatory said a bridge was hit. It said 14 people died.", "14", "SOHR"),
        ("“The school was hit,” said UN spokesman Jens Laerke. Laerke said 14 children died.", "14", "UN"),
        ("Residents said 14 people died.", "14", "residents"),
        ("The White Helmets gave a higher toll: 14 dead.", "14", "Syria Civil Defence"),
        ("The Observatory counted 90 dead, many of them in Homs. Among the dead were 14 children.", "14", "SOHR"),
        ("An estimated 14 people died in the flood.", "14", None),
    ],
)
def test_a_figure_is_its_speakers(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    assert speaker(doc, text, number) == expected


def test_a_speaker_told_to_an_agency_stays_the_speaker(doc: MakeDoc) -> None:
    text = "“14 bodies were found,” Observatory director Rami Abdel Rahman told AFP."
    assert speaker(doc, text, "14") == "SOHR"


def test_the_wars_toll_at_the_end_is_nobodys(doc: MakeDoc) -> None:
    text = "The Observatory said a bridge was hit. The war has killed more than 140,000 people since 2011."
    assert speaker(doc, text, "140,000") is None


def test_another_story_ends_the_speakers_hold(doc: MakeDoc) -> None:
    text = "The Observatory said a bridge was shelled. Elsewhere 14 people died in shelling."
    assert speaker(doc, text, "14") is None


def test_a_title_speaks_with_its_closing_word(doc: MakeDoc) -> None:
    body = "The blast hit a market, the Syrian Observatory for Human Rights said."
    assert speaker(doc, body, "14", title="Blast kills 14 in Hama: monitor") == "SOHR"


def test_the_middle_of_an_account_is_the_same_speakers(doc: MakeDoc) -> None:
    text = (
        "The village fell at noon, the Observatory said. At least 14 fighters were killed. "
        "Eight soldiers died as well, the Observatory said."
    )
    assert speaker(doc, text, "14") == "SOHR"


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Forty people died here since May, the clinic's office said, 14 of them on the first day.", "14", "office"),
        (
            "Shells fell on a village late on Friday, the deputy commissioner said, killing 14 women.",
            "14",
            "commissioner",
        ),
        ("The Provincial Relief Authority says 14 people drowned.", "14", "Provincial Relief Authority"),
        ("A bomb went off near the National Theatre killing 14 people, an ambulance crew said.", "14", None),
        ("A lorry bomb killed 14 members of the Asayish and two boys, a Kurdish official said.", "14", "official"),
        ("Fourteen people died, two aid workers said on Monday, citing hospital staff.", "Fourteen", "aid workers"),
        ("The health ministry said two men were hurt. It put Sunday's dead at 14.", "14", "health ministry"),
        ("The health ministry said two men died. The ministry had first given a toll of 14.", "14", "health ministry"),
        ("State TV said troops retook the road and the monitor said 14 rebels had died.", "14", "monitor"),
        (
            "Abu Karim, the MILF's spokesman, belied this. He said 14 soldiers died.",
            "14",
            "Moro Islamic Liberation Front (MILF)",
        ),
        ("Officials at the Karama hospital said 14 of the wounded were children.", "14", "Karama hospital"),
        ("The health ministry in Gaza says 14 people were killed.", "14", "Gaza health ministry"),
        (
            "Soldiers shot two men the health ministry says as villagers walked home. It said 14 were hurt.",
            "14",
            "health",
        ),
        ("The governor said the bridge was shelled. Another 14 people were wounded.", "14", "governor"),
        ("Fourteen villagers were shot, according to a letter by the local diocese.", "Fourteen", "diocese"),
    ],
)
def test_described_speakers_and_frames_inside_a_sentence(
    doc: MakeDoc, text: str, number: str, expected: str | None
) -> None:
    told = speaker(doc, text, number)
    assert told is None if expected is None else expected in (told or "")


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Moscow said 14 of its soldiers had died at Palmyra.", "14", "Russian government"),
        ("Snow fell all day. Baku said 14 servicemen had been killed.", "14", "Azerbaijani government"),
        ("The raid hit a school, but Israel says 14 gunmen were killed in it.", "14", "Israeli government"),
        ("India also said that 14 militants were killed.", "14", "Indian government"),
        ("Fourteen soldiers were killed, Kyiv said on Friday.", "Fourteen", "Ukrainian government"),
        ("Azerbaijan, for its part, reports 14 civilians killed.", "14", "Azerbaijani government"),
        ("A nurse in Damascus said 14 people had died.", "14", "nurse in Damascus"),
        ("Protests in Ukraine reported to be peaceful ended with 14 people dead.", "14", None),
        ("Rebels pushed towards Aleppo, residents said, and 14 people were killed.", "14", "residents"),
    ],
)
def test_a_state_speaks_by_its_name_or_its_capital(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("The Syrian Observatory for Human Rights gave a toll of 14 dead.", "14", "SOHR"),
        ("The state disaster authority counts 14 dead in the floods.", "14", "state disaster authority"),
        ("The hospital's director, Omar Nasser, put the dead at 14.", "14", "Omar Nasser (hospital director)"),
        ("On the road south 14 soldiers were killed, by the rebels' count.", "14", "rebels"),
        ("By the Observatory's tally, 14 people were killed.", "14", "SOHR"),
        ("The Observatory, which is based in Britain, had counted 14 dead by noon.", "14", "SOHR"),
        ("The army said a shell hit a bus, while the Observatory spoke of 14 dead.", "14", "SOHR"),
        ("A drone killed 14 YPG fighters near Kobani, the Observatory said.", "14", "SOHR"),
        ("By the authorities' own count 14 people were killed.", "14", "authorities"),
        ("Some 14,000 people are displaced inside Ethiopia (IOM).", "14,000", "IOM"),
        ("Of them 14,000 went to Sennar (HAC/IOM).", "14,000", "HAC/IOM"),
        ("In all 14,000 people came to the International Rescue Corps (IRC).", "14,000", None),
    ],
)
def test_a_count_has_the_one_who_counted(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    assert speaker(doc, text, number) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("A local aid worker, who asked not to be named, told Radio Hala that 14 people died.", "14", "aid worker"),
        ("The town's evacuation coordinator, Natalia Karpo, who is in Kharkiv, said 14 died.", "14", "coordinator"),
        ("State news agency SANA made no mention of the raids but said 14 men were killed.", "14", "SANA"),
        ("The ministry denied the strike on the camp, and said 14 gunmen were killed.", "14", "ministry"),
        ("The Kayah Rights Network, a local group, said that 14 people died.", "14", "Kayah Rights Network"),
        ("Kayah Rights Watch, a monitor of the war, counts 14 people dead.", "14", "Kayah Rights Watch"),
        ("A monitoring group, Yesh Nyan Watch, reported that 14 people died.", "14", "Yesh Nyan Watch"),
        ("A convoy was ambushed and 14 soldiers died, according to the general staff.", "14", "general staff"),
        ("The bridge fell and said to be lost were 14 men.", "14", None),
        ("The Observatory said a mine went off. In Homs 14 died, according to the same source.", "14", "SOHR"),
    ],
)
def test_a_subject_may_stand_off_from_its_verb(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    told = speaker(doc, text, number)
    assert told is None if expected is None else expected in (told or "")


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # a relative clause without its commas
        (
            (
                "The Syrian Observatory for Human Rights said a mill burnt. The tally of the monitor stands at 14 dead."
                " The Response Coordinators Group said 90 families had fled."
            ),
            "14",
            "SOHR",
        ),
        (
            "The British-based Observatory which hears from contacts in Syria gave a toll of 14 dead.",
            "14",
            "SOHR",
        ),
        (
            (
                "The Syrian Observatory for Human Rights said a bridge in Hama was hit. The UK-based group which"
                " supports the Syrian opposition said 14 people died."
            ),
            "14",
            "SOHR",
        ),
        ("A farmer in Binnish who asked for his name to be kept told Reuters that 14 people died.", "14", "farmer"),
        # who stands before the verb without a comma, not who only held, fought or was counted before
        (
            "14 people died in a quarter of Aleppo that the Kurdish YPG militia hold at noon on Sunday a monitor said.",
            "14",
            "monitor",
        ),
        (
            (
                "Jets fought over the valley between the army backed by Hezbollah fighters and local men killing 14 the"
                " Syrian Observatory for Human Rights reported."
            ),
            "14",
            "SOHR",
        ),
        ("14 militants were killed in the raid a Turkish broadcaster claims.", "14", "Turkish broadcaster"),
        ("The defence ministry said a base was hit. At least 14 militants died said the statement.", "14", "ministry"),
        # names that belong to another body, and of a body in the name of another's sort
        ("The Observatory said 90 died. According to the Dublin Centre for Peace Studies 14 died.", "14", "Dublin"),
        (
            (
                "A source at Aleppo Police Command spoke of two shells. A source at Quneitra Police Command told SANA"
                " 14 people died."
            ),
            "14",
            "Quneitra Police Command",
        ),
        # a participle with a speaker of its own, a second verb, a verb of counting
        ("State media told of a blast in Homs with the official SANA news agency saying 14 people died.", "14", "SANA"),
        ("The Observatory meanwhile raised to 14 its toll of those killed in Hama.", "14", "SOHR"),
        (
            (
                "A police source told Reuters of a blast. The source did not name the town however noted that 14 people"
                " died."
            ),
            "14",
            "police source",
        ),
        # one more of a speaker's list; the next witness is another's
        (
            (
                "Nine people died in Homs the Observatory said. Another 14 were killed in Hama. The raids shook it all"
                " a reporter there said."
            ),
            "14",
            "SOHR",
        ),
        ("According to the Observatory nine people died in Homs. In Hama 14 guards also died.", "14", "SOHR"),
        # a body taken up behind "according to", by its sort where it has one; plural and named subjects
        (
            (
                "The Gaza health ministry said nine died. The Israeli military denied it. By noon 14 died according to"
                " the ministry."
            ),
            "14",
            "health ministry",
        ),
        ("Save the Children said nine died. 14 died according to the agency.", "14", "Save"),
        ("Health partners report that 14 people died.", "14", "Health partners"),
        ("A nurse from Tal al-Nour said residents of 14 towns fled.", "14", "nurse from Tal al-Nour"),
        (
            (
                "The Observatory said a bridge in Syria was hit. The group which has its seat in Britain and relies on"
                " sources there said 14 people died."
            ),
            "14",
            "SOHR",
        ),
        # the office of the place that a sentence tells of, before that of another place
        (
            (
                "Nine people died in Hama a source at Hama Police Command said. In Homs shells hit 14 men near a mill."
                " A source at Homs Police Command told SANA that two of the shells hit it."
            ),
            "14",
            "Homs Police Command",
        ),
        # a monitor of the opposition is a monitor
        (
            "The Syrian Observatory for Human Rights counts raids. 14 died, an opposition monitoring group said.",
            "14",
            "SOHR",
        ),
        # the counted, the quoted and the owners of speakers do not speak; a count in words has its speaker
        ("The Syrian army in a statement carried by state media said 14 militants died.", "14", "Syrian army"),
        ("A Syrian military source quoted by SANA said 14 people died.", "14", "Syrian army"),
        ("Hezbollahs al-Manar TV said 14 people died.", "14", "al-Manar"),
        ("Some 14,000 people fled, according to the UN's relief agency OCHA.", "14,000", "OCHA"),
        (
            "Activists said 90 people died in Hama while state media put the toll at fourteen.",
            "fourteen",
            "state media",
        ),
        # harm told before the speaker is the speaker's, whatever else is told behind
        ("The death toll rose to 14 on Friday a monitor said up from an earlier count.", "14", "monitor"),
        ("Raids killed 14 people in Hama the Observatory said a town near the front.", "14", "SOHR"),
        # somebody by the words behind the name, and by an office that was not told before
        ("The raid killed 14 people said Adnan Kurdi a doctor in Binnish.", "14", "doctor in Binnish"),
        ("The official said on condition of anonymity that 14 people died.", "14", "official"),
        # what an outlet's own reporter saw
        ("The blast shook Homs at dawn. A Reuters photographer saw 14 bodies in the street.", "14", "Reuters"),
        # "it" is a body, not people
        (
            "The health ministry said nine people died. Medical sources spoke of a siege. It said 14 people were hurt.",
            "14",
            "health ministry",
        ),
    ],
)
def test_speakers_in_texts_that_lost_their_commas(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    told = speaker(doc, text, number)
    assert told is not None and expected is not None and expected in told


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("14 killed in Hama blast - officials", "officials"),
        ("14 killed in Hama blast, police say", "police"),
        ("Police: 14 killed in Hama blast", "Police"),
        ("Police find 14 killed in Hama", None),
        ("14 killed in Hama, police chief among them", None),
    ],
)
def test_a_title_names_who_says_it(doc: MakeDoc, title: str, expected: str | None) -> None:
    assert speaker(doc, "It was dark.", "14", title=title) == expected


def test_what_stands_among_the_counts_of_a_monitor_is_counted_by_it(doc: MakeDoc) -> None:
    text = (
        "Raids killed nine people in Hama, the Observatory said. The town lies on a main road. "
        "Elsewhere 14 people died in raids on Idlib. The area has been quiet of late. "
        "The rebels lost three men, the Observatory said."
    )
    assert speaker(doc, text, "14") == "SOHR"
    rival = text.replace("The town lies on a main road.", "Residents said it was ten.")
    assert speaker(doc, rival, "14") is None


def test_a_state_agencys_own_story_is_its_word(claim_of: Callable[..., Claim]) -> None:
    text = (
        "Seven people were wounded in Hama. It was the third attack. Local sources told SANA that shells hit a school."
    )
    assert claim_of(text, "Seven").attributed_to == "SANA"
    assert claim_of(text.replace("told SANA", "told AFP"), "Seven").attributed_to is None


def test_a_health_ministry_tells_where_it_counts_in_a_story_of_anothers_war(doc: MakeDoc) -> None:
    text = "Jets struck Iran again and Iran fired back. Israel's health ministry said 14 people were wounded."
    assert "Israel" in {p.mention.surface for p in scene_of(doc(text)).places.items}
    text = text.replace("health", "defence")
    assert "Israel" not in {p.mention.surface for p in scene_of(doc(text)).places.items}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Even NATO jets did not silence 14 guns that killed 14 men, said Ivan Petrov, a UN spokesman.", "UN"),
        ("NATO, which runs the mission, said 14 men were killed.", "NATO"),
        ("The UN, however, said Israel had killed 14 men.", "UN"),
        ("Some 14 men have fled Boko Haram, the UN said.", "UN"),
    ],
)
def test_who_speaks_may_stand_behind_the_verb(doc: MakeDoc, text: str, expected: str) -> None:
    assert speaker(doc, text, "14 men") == expected


@pytest.mark.parametrize(
    ("text", "number", "speaker_name"),
    [
        ("A clash between the army and rebels claimed six lives in Gao.", "six", None),
        ("Fighting with the Taliban claimed the lives of 12 farmers in Kunduz.", "12", None),
        ("The Taliban claimed to have killed nine soldiers in Kunduz.", "nine", "Taliban"),
    ],
)
def test_what_claims_lives_tells_nothing(
    text: str, number: str, speaker_name: str | None, claim_of: Callable[..., Claim]
) -> None:
    assert claim_of(text, number).attributed_to == speaker_name

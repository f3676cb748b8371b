"""Where something told at one place of a text happened."""

from datetime import date

import pytest

from pipeline.extract.situate import place_of, places_of
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot

SUNDAY = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("14 people were killed in Saraqib in Idlib province, Syria.", "14", ("Saraqib", "Idlib")),
        ("Shelling hit Aleppo, Syria. 14 people were killed.", "14", ("Aleppo", "Aleppo")),
        # where it was filed, behind which the day and the agency stand in any order
        ("Bamako, Nov 30 (AP) A raid killed 14 traders in Mali, medics said.", "14", ("Mali", None)),
        ("Juba, Nov. 30, (dpa/GNA) – Raiders killed 14 herders in South Sudan.", "14", ("South Sudan", None)),
        ("(JUBA) - Rebels accused the army of killing 14 of their men in South Sudan.", "14", ("South Sudan", None)),
        # clans and peoples, and doctors who sit elsewhere
        (
            "Fighting between the Dir and Sool clans in Abudwaq, Somalia killed 14 people.",
            "14",
            ("Cabudwaaq", "Galguduud"),
        ),
        ("Raiders shot Amhara farmers in Oromia, Ethiopia, killing 14.", "14", ("Oromia", "Oromia")),
        ("Drones struck a camp in Amhara, Ethiopia, killing 14.", "14", ("Amhara", "Amhara")),
        (
            "Clashes shook Sirte, Libya. A doctor in the city of Misrata (200 km away) said 14 people were killed.",
            "14",
            ("Sirte", "Sirte"),
        ),
        (
            "Shells fell on Homs, Syria. A truce brokered by Turkey and Russia held; 14 people died.",
            "14",
            ("Homs", "Homs"),
        ),
        ("The war in Syria has killed 300,000 people. Shells fell on Homs.", "300,000", ("Syria", None)),
        ("A raid hit a bus near Homs, Syria and killed 14. Hama was hit later.", "14", ("Homs", "Homs")),
        ("A raid hit Homs, Syria. An estimated 14,000 people have died in the war so far.", "14,000", ("Syria", None)),
        ("A raid hit Homs, Syria. 14 died in a camp whose people are displaced by the war.", "14", ("Homs", "Homs")),
        ("A bomb hit the convoy of the Kabul police chief and killed 14 people.", "14", ("Kabul", "Kabul")),
        ("14 people died in Homs and Aleppo, Syria.", "14", ("Syria", None)),
        # several provinces named together hold for what the next sentence tells, too
        (
            "Heavy fighting broke out in Helmand, Kandahar and Uruzgan on Sunday. 14 policemen died.",
            "14",
            ("Afghanistan", None),
        ),
        ("Floods hit the states of Jigawa and Kano last week. Officials said 14 people died.", "14", ("Nigeria", None)),
        (
            "Gunmen attacked a post in Hakkari on Tuesday. They fled to Sirnak and Van. 14 soldiers died.",
            "14",
            ("Hakkari", "Hakkari"),
        ),
        (
            "North-East Syria: 900 people fled Ras al-Ain; 14 have crossed to Bardarash in Iraq.",
            "14",
            ("Bardarash", "Dohuk"),
        ),
        # a group's country is where it has most of its names
        ("14 people were killed in clashes between the army and the Houthis on Monday.", "14", ("Yemen", None)),
        ("Al-Shabaab fighters killed 14 people on Monday.", "14", ("Somalia", None)),
        ("The ADF killed 14 villagers, officials said.", "14", ("Democratic Republic of the Congo", None)),
        ("Shells fell on two quarters of Homs and one in and around Hama, Syria, killing 14.", "14", ("Syria", None)),
        (
            "A judge was shot dead in Aden, and 14 guards were killed by a bomb in Lahj in Yemen.",
            "14",
            ("Lahij", "Lahij"),
        ),
        # each of two statements has its place, near a town or in one with a word for it
        ("Some 14 guards died in an ambush near Gao in Mali and three died in Kidal.", "14", ("Gao", "Gao")),
        (
            "A guard died in a raid on Aleppo city and another 14 were hurt in a similar raid on Hama city in Syria.",
            "14",
            ("Hama", "Hama"),
        ),
        (
            "In Syria rebels said helicopters had dropped barrels and killed 14 people in Homs city.",
            "14",
            ("Homs", "Homs"),
        ),
        ("The Aleppo Media Centre said 14 people died in Homs, Syria.", "14", ("Homs", "Homs")),
        # a place of some of those counted, of talkers, of patients, of a credit
        (
            "Raids hit Homs, Syria on Friday. Some 300 families fled, most of them to Hama.",
            "300",
            ("Homs", "Homs"),
        ),
        ("14 people, among them two boys, were killed in Homs, Syria. Hama was calm.", "14", ("Homs", "Homs")),
        ("Raids hit Homs, Syria. The group, which is based in Beirut, said 14 people died.", "14", ("Homs", "Homs")),
        ("Raids hit Azaz, Syria. 14 people died and nine were taken to Kilis in Turkey.", "14", ("Azaz", "Aleppo")),
        ("Raids hit Homs, Syria; 14 people died (Damascus, 30 November 2019).", "14", ("Homs", "Homs")),
        (
            "Clashes of forces of Puntland and Galmudug killed 14 people in Galkayo, Somalia.",
            "14",
            ("Galkayo", "Mudug"),
        ),
        # where somebody only spoke, whom somebody called on
        ("A major told reporters in Damascus that 14 people had died in Homs, Syria.", "14", ("Homs", "Homs")),
        (
            "Raids hit Homs, Syria. Some 14 people died, said the group, which called on Ankara to step in.",
            "14",
            ("Homs", "Homs"),
        ),
        ("RIYADH/AMMAN - Some 14 people died in Homs, Syria on Friday.", "14", ("Homs", "Homs")),
        # totals of a country, totals of the place that the story is about
        (
            "Raids hit Homs, Syria on Friday. Since 2 May, 14,000 people have died across the country.",
            "14,000",
            ("Syria", None),
        ),
        (
            "Raids hit Homs, Idlib and Daraa in Syria on Friday. 900 people have died since 2 May, a monitor says.",
            "900",
            ("Syria", None),
        ),
        (
            "Raids hit Saraqib in Idlib, Syria on Friday. 900 people have died since 2 May, a monitor says.",
            "900",
            ("Saraqib", "Idlib"),
        ),
        (
            "Raids hit Homs, Idlib and Daraa in Syria on Friday. 900 people have died there since 2 May.",
            "900",
            ("Syria", None),
        ),
        (
            "Raids hit Saraqib, Syria on Friday. 900 people have died since 2 May, a monitor says.",
            "900",
            ("Syria", None),
        ),
        (
            "Raids hit Homs, Syria on Friday. Five million people have been uprooted in the conflict.",
            "Five million",
            ("Syria", None),
        ),
        ("In Syria 9,000 people have been killed in Homs since the war began.", "9,000", ("Homs", "Homs")),
        ("Raids hit Homs, Syria on Friday. 140 people died in the whole country that day.", "140", ("Syria", None)),
        (
            "A convoy was hit in Homs, Syria. A UN count has 900 dead in the first three months of this year.",
            "900",
            ("Syria", None),
        ),
        ("Jets hit Homs, Syria, killing 14; the rebels called on Washington to act.", "14", ("Homs", "Homs")),
        ("A bomb went off in al-Zahraa neighbourhood in Homs city, Syria and killed 14.", "14", ("Homs", "Homs")),
        # a seat of power, a place of writing, towns that the dead came from, where most of them went
        ("Raids hit Homs, Syria, killing 14 people in what Damascus calls a crime.", "14", ("Homs", "Homs")),
        ("Raids hit Homs, Syria. The general staff in Damascus put the dead at 14.", "14", ("Homs", "Homs")),
        ("ALEPPO, Syria - Up to 14 people died after jets hit a house in Homs.", "14", ("Homs", "Homs")),
        (
            "A blast hit a road near Hama, Syria. It killed 14 evacuees from the town of Saraqib.",
            "14",
            ("Hama", "Hama"),
        ),
        # an item under its head, who is credited in a town
        (
            "LIBYA: Update. Sirte: its fall on Friday uprooted 14 families, who are in Misrata and Tarhuna.",
            "14",
            ("Sirte", "Sirte"),
        ),
        (
            "Some 14 families have fled to Bangladesh, according to aid workers in Teknaf.",
            "14",
            ("Bangladesh", None),
        ),
        ("The UN says 80 bodies lie in Goma, Congo. Thirteen soldiers died there.", "Thirteen", ("Goma", "North Kivu")),
        # sent from where it happened, which no capital says
        ("POKROVSK - Shells killed 14 people in eastern Ukraine.", "14", ("Pokrovsk", "Donetsk")),
        ("KYIV - Shells killed 14 people in eastern Ukraine.", "14", ("Ukraine", None)),
        ("A bus was hit near Hama, Syria. The blast killed 14 evacuees from Saraqib.", "14", ("Hama", "Hama")),
        ("The convoy from Saraqib and Binnish was hit near Hama, Syria. 14 people died.", "14", ("Hama", "Hama")),
        ("Raids hit Tyre, Lebanon. On the Israeli side, 14 soldiers died.", "14", ("Israel", None)),
        (
            "Fighting in Syria is the worst since the battle for Homs in 2014. Some 31 people have died, an aide said.",
            "31",
            ("Syria", None),
        ),
        (
            "Raids on Homs, Syria went on. Some 300 families fled, mainly to Hama and Idlib.",
            "300",
            ("Homs", "Homs"),
        ),
        (
            "Raids hit Homs, Syria. Some 31 deaths prompted a meeting of the Security Council in New York.",
            "31",
            ("Homs", "Homs"),
        ),
        (
            "Raids south of Homs, Syria killed 31 fighters from the former Soviet Union, Tunisia and Egypt.",
            "31",
            ("Homs", "Homs"),
        ),
        (
            "A blast hit Rastan in Homs, Syria. The toll reached 31, a doctor in Hama National Hospital said.",
            "31",
            ("Rastan", "Homs"),
        ),
        (
            "In Syria five people died in the town of Saqba and 31 in the town of Harasta.",
            "31",
            ("Harasta", "Rif Dimashq"),
        ),
        (
            "Raids on Homs, Syria killed 31 fighters, among them men from Chechnya, China (Xinjiang) and Tunisia.",
            "31",
            ("Homs", "Homs"),
        ),
        (
            "Two raids hit Hama, Syria. Nine people died as a mine, one of those left behind, blew up in Homs.",
            "Nine",
            ("Homs", "Homs"),
        ),
        ("A car bomb hit Homs, Syria. It killed 31 people in the Zahraa district.", "31", ("Zahra", "Homs")),
        ("Shells killed 31 people in the countryside of Damascus.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Shells hit Hama in eastern Syria, killing 31. They were on their way to Homs.", "31", ("Hama", "Hama")),
        (
            "Raids hit Rastan in Homs, Syria. Some 31 families fled; they had been on their way to Hama province.",
            "31",
            ("Rastan", "Homs"),
        ),
        (
            "Raids hit Rastan in Homs, Syria. The group that monitors Syria's eight-year war said 31 people died.",
            "31",
            ("Rastan", "Homs"),
        ),
        (
            "Raids hit Homs. Another 31 people died elsewhere in Syria, one in Hama province, a second in Idlib.",
            "31",
            ("Syria", None),
        ),
        ("A bomb killed 31 people in central Syria near the city of Homs.", "31", ("Homs", "Homs")),
        (
            "Raids hit Homs, Syria. The monitor, which has a network of sources in Syria, has 31 dead.",
            "31",
            ("Homs", "Homs"),
        ),
        (
            "Raids hit Azaz, Syria. Some 31 wounded were brought to hospitals in Turkey's Hatay province.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        ("Gas killed 31 people in the Damascus suburbs.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Elsewhere in Syria 31 people died in raids on Azaz.", "31", ("Azaz", "Aleppo")),
        (
            "Shells hit Azaz, Syria. In early October another car bomb killed 31 people at a school.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        (
            "Shelling across several parts of the Gaza Strip killed 31. In Mogadishu, Somalia, police fired shots.",
            "31",
            ("Gaza Strip", "Gaza"),
        ),
        ("The war, which started in Deraa, Syria, in March 2011, has claimed 31,000 lives.", "31,000", ("Syria", None)),
        ("Raids hit Azaz, Syria. It may end a conflict that has cost 31,000 lives.", "31,000", ("Syria", None)),
        ("Raids hit Azaz. The war in Syria goes on. It has left some 31,000 dead.", "31,000", ("Syria", None)),
        (
            "Raids hit Azaz, Syria. Rebels fled. Turkeys state-run news agency said 31 rebels had been killed.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        (
            "Raids hit Azaz, Syria. Fresh talks in Geneva and Astana could not save the 31 people who died.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        (
            "Raids on Douma, a besieged town just east of Damascus, killed 31 people in Syria.",
            "31",
            ("Douma", "Rif Dimashq"),
        ),
        (
            "Three clinics work in Azaz, Syria. Raids hit Azaz. Those clinics had 31 dead in the first half of 2019.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        # whence people were brought is not where they were harmed
        (
            "A blast near Aleppo, Syria hit a bus with evacuees from the Shiite towns of Foua and Kefraya; 112 died.",
            "112",
            ("Aleppo", "Aleppo"),
        ),
        (
            "Gunmen in Hama, Syria shot at a convoy carrying residents of the besieged town of Darayya. Some 31 died.",
            "31",
            ("Hama", "Hama"),
        ),
        ("Shells hit buses at Goma, Congo, which took people from Sake. They killed 31.", "31", ("Goma", "North Kivu")),
        ("Raids on Raqqa, Syria left 31 residents of the town of Tabqa dead.", "31", ("Raqqa", "Raqqa")),
        # what a country lost in a day, and what one attack there cost
        (
            "Some 31 people died in air strikes in Syria over the past 24 hours, the army said. In Homs nine died.",
            "31",
            ("Syria", None),
        ),
        ("Some 31 people died in an air strike in Syria on Sunday. It hit a market in Homs.", "31", ("Homs", "Homs")),
        # beside a city that is a province lies another
        ("Bomb kills 31 in Damascus suburb. It went off in Syria on Friday.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Air strikes near Damascus, Syria killed 31.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Rockets fell east and south of Damascus, Syria and killed 31.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Rockets fell to the east of Damascus, Syria and killed 31.", "31", ("Rif Dimashq", "Rif Dimashq")),
        ("Rockets fell on the east of Damascus, Syria and killed 31.", "31", ("Damascus", "Damascus")),
        ("Rockets fell near Homs, Syria and killed 31.", "31", ("Homs", "Homs")),
        # another country that is only named, an owner of those who count
        (
            "Yemen saw clashes. In Aden, Yemen, fire of men paid by the United Arab Emirates (UAE) left 31 dead.",
            "31",
            ("Aden", "Aden"),
        ),
        (
            "Raids hit Azaz, Syria. Some 31 people died, on a day that Poland spends in mourning.",
            "31",
            ("Azaz", "Aleppo"),
        ),
        ("Raids hit Azaz, Syria. Rebels withdrew. Some 31 died close to Turkey's border.", "31", ("Azaz", "Aleppo")),
        (
            "Raids hit Azaz, Syria. It was cold. It rained. It was late. Some 31 Syrians died in Iraq.",
            "31",
            ("Iraq", None),
        ),
        ("Raids hit Mopti. According to the government of Mali 31 people died.", "31", ("Mopti", "Mopti")),
        ("Raids hit Mopti. Some 31 people died across Mali.", "31", ("Mali", None)),
        # an outlet's name that is a town's
        ("Raids on the city of Mayadeen in Syria killed 31.", "31", ("Mayadin", "Deir ez-Zor")),
        ("Raids hit Azaz, Syria. Some 31 died, Al-Mayadeen reported.", "31", ("Azaz", "Aleppo")),
        pytest.param(
            "Shells rained on Martakert, Azerbaijan on Sunday. Martakert's people stayed in their cellars. The guns on "
            "Tartar fell silent at noon. Two people were killed, hospital workers said.",
            "Two people",
            ("Martakert", None),
            id="town-of-no-known-province",
        ),
        (
            "Two reporters and a geologist from Ireland were killed in the east of Burkina Faso, some 31 soldiers too.",
            "31",
            ("Burkina Faso", None),
        ),
        (
            "Rebels sit in most of Goma. Hospitals there, Pretoria said, took in 31 wounded.",
            "31",
            ("Goma", "North Kivu"),
        ),
        (
            "Luisa Karaeva worked in Tskhinvali, Georgia. Shells left Karaeva's town in ruins. Some 31 people died.",
            "31",
            ("Tskhinvali", "South Ossetia"),
        ),
    ],
)
def test_a_figure_has_its_place(doc: MakeDoc, text: str, words: str, expected: tuple[str, str | None]) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert (place.name, place.admin1) == expected


def test_a_round_up_has_its_places_at_the_heads_of_its_paragraphs(doc: MakeDoc) -> None:
    text = "Raids went on in Syria.\n\nHOMS — Quiet.\n\nALEPPO — The worst day. 14 people died, 59 were hurt."
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, "14"))
    assert place is not None
    assert place.name == "Aleppo"


def test_clashes_in_three_places_are_three(doc: MakeDoc) -> None:
    annotated = doc("In Syria clashes continued in Daraa, Latakia and Homs on Friday.", SUNDAY)
    found = {place.admin1 for place, _ in places_of(annotated, *spot(annotated, "clashes")) if place is not None}
    assert found == {"Daraa", "Latakia", "Homs"}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Shells hit a school in Donetsk, Ukraine, in what Kiev terms a rebel attack, killing 14.", "14", "Donetsk"),
        ("Shells killed 14 people in Donetsk, held by rebels fighting Kyiv's new government.", "14", "Donetsk"),
        ("In Donetsk, Ukraine, militias loyal to Kyiv fired and 14 people were killed.", "14", "Donetsk"),
        ("Mortars killed 14 people in Ghazni, Afghanistan, and Kabul's armed forces fired back.", "14", "Ghazni"),
        # its houses and streets are the town
        ("Afghan police said 14 people were killed when Kabul's old market was hit.", "14", "Kabul"),
        ("A blast close to Kabul, Afghanistan killed 14 people.", "14", "Kabul"),
        ("Rockets fired to Kyiv, Ukraine killed 14 people.", "14", "Kyiv"),
        ("In Kyiv, Ukraine government troops found 14 people killed.", "14", "Kyiv"),
    ],
)
def test_a_capital_that_acts_or_owns_an_army_is_its_government(
    doc: MakeDoc, text: str, words: str, expected: str
) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert place.name == expected

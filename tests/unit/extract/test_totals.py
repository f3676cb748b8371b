"""Where totals hold, what is only told from a capital, and until when losses go on."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from pipeline.extract.situate import place_of, window_of
from pipeline.extract.truces import find_truces
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot

SUNDAY = date(2019, 12, 1)
ZONE = (
    "Shells hit Idlib, Syria on Saturday. The zone was agreed on 17 September by Russia and Turkey after long talks in"
    " Sochi, on the shore of the Black Sea, which both of them had wished to hold. The night before, raiders killed 9."
)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # a capital is where those sit who speak
        (
            "Two men drowned off Jolo, Philippines. Fighting near Patikul left 14 dead, a spokesman in Manila said.",
            "14",
            "Sulu",
        ),
        (
            "Herders raided Baragoi, Kenya. It said in a note in Nairobi that all had gone. Some 14 people died.",
            "14",
            ("Baragoi", "Samburu"),
        ),
        (
            "Shells hit Grozny, Chechnya. In Moscow, the army denied that it had struck Grozny. Some 14 people died.",
            "14",
            ("Grozny", "Chechnya"),
        ),
        ("A police official in Kabul, Afghanistan said 14 people were killed.", "14", ("Kabul", "Kabul")),
        ("In Kabul, Afghanistan, a doctor said a blast killed 14 people.", "14", ("Kabul", "Kabul")),
        (
            "Bombs fell on Kunduz, Afghanistan. A German spokesman in Berlin said that 14 rebels were killed.",
            "14",
            ("Kunduz", "Kunduz"),
        ),
        (
            "Rebels raided Djugu, Congo. The Tracker, which maps violence in eastern Congo, gave the dead as 62.",
            "62",
            ("Djugu", "Ituri"),
        ),
        (
            "A bomb went off in Afrin, Syria. The office of the governor of Hatay province said 42 were killed.",
            "42",
            ("Afrin", "Aleppo"),
        ),
        ("Rebels fired on Afrin, Syria. The ministry in Ankara later said 42 were killed.", "42", ("Afrin", "Aleppo")),
        # two events of one sentence
        (
            "Iraqi police said a man was shot dead in Mosul and two policemen were killed by a bomb near Baqouba.",
            "two",
            "Diyala",
        ),
        (
            "Clashes in Syria left 100 killed in Hama, while in Deir al-Zor, to the east, doctors counted 19 dead.",
            "19",
            "Deir ez-Zor",
        ),
        # capitals told by their country alone
        ("A bomb hit a market in Somalia's capital, killing 31 people.", "31", ("Mogadishu", "Banadir")),
        ("Rebels raided Herat. A blast killed 31 people in the Afghan capital.", "31", ("Kabul", "Kabul")),
        ("A market in the Chechen capital was hit and 31 people died.", "31", ("Grozny", "Chechnya")),
        ("Rebels left Kabul, Afghanistan, for Herat. In the capital, 31 people died.", "31", ("Kabul", "Kabul")),
        ("A mine killed 31 people in Herat, 600 km from the Afghan capital.", "31", ("Herat", "Herat")),
        ("A car bomb in India's financial capital killed 31 people.", "31", None),
        # a lead that tells only the region
        (
            "Raids killed 31 people in northern Yemen. The planes struck in the Arhab district. Taiz was calm.",
            "31",
            "Sanaa",
        ),
        # the wounded are treated elsewhere
        ("A bomb went off in Mogadishu, Somalia. A plane took 35 injured people to Ankara.", "35", "Banadir"),
        # fighters who are driven out do not come from there
        (
            "Iraqi troops drove the rebels from Falluja, where 14 of them were killed. It rained in Baghdad.",
            "14",
            "Anbar",
        ),
        # totals of a country
        ("Bombs fell on Peshawar, Pakistan. Violence has killed 4,000 Pakistanis since 2007.", "4,000", None),
        ("Gunmen raided Jos, Nigeria. Clashes have cost 813 lives since January in 17 states.", "813", None),
        (
            "A man was shot in Batticaloa, Sri Lanka. Some 200 people have died across the island since May.",
            "200",
            None,
        ),
        ("Some 1,300 people in Israel were killed. Raids hit Rafah, Khan Younis and Gaza City in Gaza.", "1,300", None),
        (
            "Rebels took Goma. It was calm. It rained. It was late. About 7,000 people are displaced in Congo.",
            "7,000",
            None,
        ),
        ("Mines hit cars near Raqqa, Syria. Mines struck 900 people in the country last year; 386 died.", "386", None),
        ("Niger had 700,000 internally displaced people in May. In Diffa a camp was flooded.", "700,000", None),
        (
            "Vukovar fell. It was cold. It rained. Since May 7,000 people have died in Croatia. Some 900 are refugees.",
            "900",
            None,
        ),
        # parts of a country that no name bounds
        ("Men clashed in Kunduz, Afghanistan. In the north of the country, 14 soldiers died.", "14", None),
        ("Men clashed in Kunduz, Afghanistan. Fighting across the north has left 340 people dead.", "340", None),
        ("A mortar hit Avdiivka, Ukraine. Five soldiers died in the country's east on Sunday.", "Five", None),
        ("Rebels seized Masisi in Congo. In the restive east 40,000 people have fled since Friday.", "40,000", None),
        ("A mine went off at Kidal, Mali. Another blast in the far north wounded six people.", "six", None),
        ("A raid hit the Gaza Strip. In the north, eight people died in a house.", "eight", "Gaza"),
        ("Gunmen fired in Aleppo, Syria. In the north of the city, two people died.", "two", "Aleppo"),
        ("Gunmen fired in Aleppo, Syria. On the north bank of the river two people died.", "two", "Aleppo"),
        (
            "Four people died in the country's west. The raid on Badghis, Afghanistan was led by a mullah.",
            "Four",
            "Badghis",
        ),
        # who counts abroad
        ("Shells hit Douma, Syria. The Observatory in Britain gave the toll as 17 dead.", "17", "Rif Dimashq"),
        ("Shells hit Bentiu, South Sudan. The UN's spokesman in New York spoke of 40 dead.", "40", "Unity"),
        ("Shells hit Donetsk, Ukraine. The mission's chief in Vienna put the dead at six.", "six", "Donetsk"),
        (
            "Two airmen were shot down in Latakia, Syria. Both were killed, a claim Moscow did not confirm.",
            "Both",
            "Latakia",
        ),
        # an area over many provinces says less than its town
        ("In Cotabato, on Mindanao island, soldiers killed 12 gunmen.", "12", "Cotabato"),
        ("Six people died in the Donbas when a shell hit a bus in Donetsk.", "Six", "Donetsk"),
        ("Six people died in the Donbas.", "Six", None),
        (
            "A drone killed a Hamas commander in Beirut's southern suburbs. Two men died.",
            "Two",
            ("Dahiyeh", "Mount Lebanon"),
        ),
        ("A raid on the southern suburbs of Beirut killed eight people.", "eight", ("Dahiyeh", "Mount Lebanon")),
        # where a line was written, spoken or passed
        ("Homs / Hama / Tartous, SANA - A bomb near Tartous killed 12 people.", "12", "Tartus"),
        ("Damascus / Daraa, SANA - Two people died when shells hit the Midan quarter.", "Two", "Damascus"),
        (
            "The Yarmouk camp, Syria is empty. Some 900 fled, an aid worker said by telephone from Amman.",
            "900",
            "Damascus",
        ),
        ("Men raided villages bordering the Badiya in Suwayda province, Syria. They killed 25.", "25", "Suwayda"),
        ("Rebels overran a base at El Garasle, 130 km north of Mogadishu, killing 14 soldiers.", "14", None),
        ("Soldiers came 73 km east of Homs, Syria, where a mine killed 14 of them.", "14", "Homs"),
        ("Ten fighters of a group close to Ankara died when jets hit a camp near Harem, Syria.", "Ten", "Idlib"),
        # a town to which the sentence points back
        ("Shells hit Horlivka, Ukraine. Sumy was calm. A missile had killed 35 people in that city.", "35", "Sumy"),
        ("Shells hit Taiz, Yemen. Men in Hodeidah stayed home. In the same city a mine killed two.", "two", "Hodeidah"),
        # a person by name
        (
            "Some 36 died in Rodat, Nangarhar, said spokesman Attaullah Khogyani.",
            "36",
            ("Rodat", "Nangarhar"),
        ),
        ("The dead include a teacher, Carmelo Guerrero, Colombia's army said. Gunmen killed 14.", "14", None),
        # wars of long ago
        ("A raid hit Quneitra, Syria. The war of July 2006 killed about 1,200 Lebanese.", "1,200", ("Lebanon", None)),
        # tallies by province
        ("Deaths in Syria by province. Aleppo: 12 killed, Homs: four, Idlib: nine.", "four", "Homs"),
        ("Deaths in Syria by province. Aleppo: 12 killed, Homs: four, Idlib: nine.", "nine", "Idlib"),
        ("Clashes in Yemen went on. A rocket killed one man in Jizan.", "one", ("Jizan", "Jazan")),
        # totals of a part
        (
            "Pakistan began an offensive in North Waziristan in June. It rained. Since the offensive began 900 died.",
            "900",
            "Khyber Pakhtunkhwa",
        ),
        (
            "Raids hit Gondar in Amhara, Ethiopia. Since the war began 183 people were killed in the region.",
            "183",
            "Amhara",
        ),
        ("A blast hit Mogadishu, Somalia. It was where a truck bombing in 2017 killed 500 people.", "500", "Banadir"),
        # acts that happened apart
        ("Two separate attacks killed 30 in northern Mali. In Gao a bomb killed 12.", "30", ("Mali", None)),
        ("A string of bombings killed 31 in Iraq, police said. A car bomb in Baquba killed nine.", "31", None),
        ("An attack killed seven in northern Mali. Gunmen stormed a post in Ansongo.", "seven", "Gao"),
    ],
)
def test_a_total_and_an_event_have_their_places(
    doc: MakeDoc, text: str, words: str, expected: tuple[str, str] | str | None
) -> None:
    annotated = doc(text, SUNDAY)
    place, _ = place_of(annotated, *spot(annotated, words))
    assert place is not None
    assert expected in ((place.name, place.admin1), place.admin1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # what goes on has gone on until now
        (
            "Gunmen raided Israel on 20 November. Air strikes have killed 90 people in Gaza.",
            "90",
            ("2019-11-20", "2019-12-01"),
        ),
        ("Gunmen raided Gaza on 20 November. A bomb killed 90 people.", "90", ("2019-11-20", "2019-11-20")),
        ("Gunmen raided Gaza on 20 November. Four attackers have been killed.", "Four", ("2019-11-20", "2019-11-20")),
        (
            "In Lebanon 750 people have been killed since 12 November. In Israel, 51 people have died.",
            "51",
            ("2019-11-12", "2019-12-01"),
        ),
        # lengths that belong to totals
        (
            "Soldiers retook Bor, South Sudan, after 21 of them were killed. In two weeks 900 people have died.",
            "21",
            ("2019-12-01", "2019-12-01"),
        ),
        ("Nigeria's insurgency killed 900 people last year alone.", "900", ("2018-01-01", "2018-12-31")),
        (
            "Rebels killed 252 people on a train in Angola last month. The train was hit on 10 November near Caxito.",
            "252",
            ("2019-11-10", "2019-11-10"),
        ),
        ("The war in Ukraine has killed 900 people in the past year.", "900", ("2018-12-01", "2019-12-01")),
        ("Some 691 civilians had been killed in Syria as of Friday.", "691", ("2011-03-15", "2019-11-29")),
        (
            "Rebels raided Solhan, Burkina Faso on Saturday. By Sunday, 3,300 people had been displaced.",
            "3,300",
            ("2019-11-30", "2019-12-01"),
        ),
        # truces and their days
        (
            "A truce has never taken hold: 582 people have died in Ghouta, Syria since 18 November.",
            "582",
            ("2019-11-18", "2019-12-01"),
        ),
        (
            "The truce that took effect in Fallujah, Iraq on Friday was dented on Saturday when 12 people were killed.",
            "12",
            ("2019-11-30", "2019-11-30"),
        ),
        (
            "Shells hit Idlib, Syria on Friday. A doctor counted 13 killed, despite a truce in force since March 2019.",
            "13",
            ("2019-11-29", "2019-11-29"),
        ),
        # days, weekends, years
        (
            ZONE,
            "9",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "Shells hit Qana, Lebanon on Friday. Earlier in the day, a raid on Tyre killed nine.",
            "nine",
            ("2019-11-29", "2019-11-29"),
        ),
        ("Jos, Nigeria: 90 people died in a weekend of attacks.", "90", ("2019-11-30", "2019-12-01")),
        ("Up to 8,000 people died in the first Chechen war of 1994 to 1996.", "8,000", ("1994-01-01", "1996-12-31")),
    ],
)
def test_losses_have_the_days_that_a_reader_would_say(
    doc: MakeDoc, reference: Reference, text: str, words: str, expected: tuple[str, str]
) -> None:
    annotated = doc(text, SUNDAY)
    found, _ = window_of(annotated, find_truces(annotated, reference), *spot(annotated, words))
    assert (str(found.start), str(found.end)) == expected

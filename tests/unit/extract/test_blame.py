"""Who harmed the counted and how, in whole texts about many wars."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

SATURDAY = date(2018, 3, 10)


@pytest.fixture(scope="module")
def claim_of(article: MakeArticle, reference: Reference) -> Callable[..., Claim]:
    extractor = Extractor(reference)

    def find(text: str, number: str, title: str | None = None) -> Claim:
        made = article(text, title)
        claims = extractor.extract(made, SATURDAY).claims
        return next(c for c in claims if made.text[c.char_start : c.char_end] == number)

    return find


@pytest.mark.parametrize(
    ("text", "number", "perpetrator", "cause"),
    [
        (
            "Two Indian troops died in a gunfight in Kupwara. Five militants were eliminated.",
            "Five",
            "government",
            "ground_fighting",
        ),
        (
            "ISIS releases footage showing the killing of two soldiers near Palmyra, Syria.",
            "two",
            "islamic_state",
            None,
        ),
        (
            (
                "The Islamic State group has put out a clip which appears to show the murder of four "
                "shepherds in Raqqa, Syria."
            ),
            "four",
            "islamic_state",
            None,
        ),
        (
            "Boko Haram posted a video purporting to show the execution of 11 aid workers in Borno, Nigeria.",
            "11",
            "opposition",
            "execution",
        ),
        (
            (
                "A gas attack near Damascus, Syria, that Washington says came from Assads forces killed "
                "more than 900 people."
            ),
            "900",
            "government",
            "chemical",
        ),
        ("Activists in Syria said the presidents troops killed 210 people in Daraa.", "210", "government", None),
        ("The president's forces killed 40 protesters in Homs, Syria.", "40", "government", None),
        (
            "Al-Shabaab fighters stormed the hotel in Mogadishu, Somalia. The militants killed 19 guests.",
            "19",
            "opposition",
            "ground_fighting",
        ),
        (
            "Islamic State fighters raided a village in Niger. The jihadists killed 31 people.",
            "31",
            "islamic_state",
            "ground_fighting",
        ),
        (
            ("Taliban fighters attacked a checkpoint in Kunduz, Afghanistan. The insurgents killed 13 policemen."),
            "13",
            "opposition",
            "ground_fighting",
        ),
        (
            (
                "Jets thought to be Russian killed 45 villagers running from heavy clashes near Deir ez-Zor "
                "in Syria, residents said."
            ),
            "45",
            "russia",
            "air_strike",
        ),
        (
            ("A plane believed to belong to the Syrian army killed nine farmers escaping the battle near Idlib."),
            "nine",
            "government",
            "air_strike",
        ),
        ("Turkish warplanes killed 12 fighters during clashes near Afrin, Syria.", "12", "turkey", "air_strike"),
        (
            "Saudi-led coalition jets killed 20 wedding guests in Hajjah, Yemen, as fighting raged nearby.",
            "20",
            "other",
            "air_strike",
        ),
        (
            (
                "A suicide bomber killed 18 worshippers in Kabul, Afghanistan, on Friday. Police sealed the "
                "area. The Islamic State group later claimed the bombing."
            ),
            "18",
            "islamic_state",
            "bombing",
        ),
        (
            (
                "A blast at a market in Maiduguri, Nigeria, killed 16 people. No group claimed "
                "responsibility, but the attack bore the hallmarks of Boko Haram."
            ),
            "16",
            "opposition",
            "bombing",
        ),
        (
            (
                "A bomb ripped through a bus in Quetta, Pakistan, killing 12 people. No one immediately "
                "claimed responsibility."
            ),
            "12",
            None,
            "bombing",
        ),
        (
            "A car bomb killed 14 people in Mogadishu, Somalia. The attack was claimed by al-Shabaab.",
            "14",
            "opposition",
            "bombing",
        ),
        (
            (
                "Twin blasts killed 33 people in Baghdad, Iraq. Responsibility for the bombings was claimed "
                "by Islamic State."
            ),
            "33",
            "islamic_state",
            "bombing",
        ),
        (
            (
                "Gunmen killed eight policemen in Nasiriya, Iraq. Islamic State said its fighters carried "
                "out the attack."
            ),
            "eight",
            "islamic_state",
            "shooting",
        ),
        ("Turkish military says 27 PKK militants killed in northern Iraq", "27", "turkey", None),
        (
            "The Turkish defence ministry said 15 YPG fighters were neutralised in northern Syria.",
            "15",
            "turkey",
            None,
        ),
        ("The Nigerian army said its troops killed 41 Boko Haram fighters in Borno.", "41", "government", None),
        (
            ("Nigerian troops backed by jets swept through the forest, eliminating scores of Boko Haram terrorists."),
            "scores",
            "government",
            None,
        ),
        ("The Israeli army said it killed six Hezbollah operatives in southern Lebanon.", "six", "israel", None),
        (
            "The Egyptian army said on Tuesday that 16 militants had been killed in North Sinai.",
            "16",
            "government",
            None,
        ),
        ("The Somali army said 21 al-Shabaab militants were killed in Lower Shabelle.", "21", "government", None),
        (
            ("The Syrian army destroyed a command post in rural Hama, killing dozens of terrorists, SANA reported."),
            "dozens",
            "government",
            None,
        ),
        (
            "The US military said a strike killed 14 al-Shabaab militants near Kismayo, Somalia.",
            "14",
            "us_coalition",
            "air_strike",
        ),
        (
            (
                "The United States threatened to punish the Syrian government over a sarin attack that "
                "killed 88 people in Idlib."
            ),
            "88",
            "government",
            "chemical",
        ),
        (
            "A rocket attack blamed on Houthi rebels killed six people in Marib, Yemen.",
            "six",
            "opposition",
            "shelling",
        ),
        (
            "Kyiv accused Russia of shelling a bus stop in Kherson, Ukraine, killing seven people.",
            "seven",
            "russia",
            "shelling",
        ),
        ("Sudan's army accused the RSF of killing 46 villagers in Gezira.", "46", "opposition", None),
        (
            (
                "A gas attack that killed 80 people in Syria, which Washington says was carried out by "
                "government forces, drew condemnation."
            ),
            "80",
            "government",
            "chemical",
        ),
        (
            (
                "A missile strike on Vinnytsia, Ukraine, that Kyiv says was launched by a Russian submarine "
                "killed 23 people."
            ),
            "23",
            "russia",
            "shelling",
        ),
        (
            "Residents blamed the Rapid Support Forces for the massacre of 100 people in El Geneina, Sudan.",
            "100",
            "opposition",
            None,
        ),
        ("Hamas said 14 of its fighters were killed in an Israeli air strike in Gaza.", "14", "israel", "air_strike"),
        ("The Taliban said 12 of their fighters had been killed in Helmand, Afghanistan.", "12", None, None),
        ("Hezbollah said five of its members died fighting in southern Lebanon.", "five", None, "ground_fighting"),
        (
            "Al-Shabaab attacked an army base in Somalia. The army said 11 of its soldiers were killed.",
            "11",
            "opposition",
            "ground_fighting",
        ),
        ("Sixteen people died in the regime's shelling of Douma, Syria.", "Sixteen", "government", "shelling"),
        ("A landmine planted by the Houthis killed four shepherds in Taiz, Yemen.", "four", "opposition", "bombing"),
        ("At least 17 farmers were slain at the hands of Boko Haram in Borno, Nigeria.", "17", "opposition", None),
        ("Eight detainees died in Houthi captivity in Sanaa, Yemen.", "Eight", "opposition", None),
        ("More than 300 people have died under Israeli bombardment in Gaza.", "300", "israel", "shelling"),
        ("Iran-made drones fired by Russia killed four people in Odesa, Ukraine.", "four", "russia", "air_strike"),
        ("Turkish drones killed three PKK members in Sinjar, Iraq.", "three", "turkey", "air_strike"),
        ("A Turkish drone strike killed three people in Qamishli, Syria.", "three", "turkey", "air_strike"),
        (
            "Three people were killed in Qamishli, Syria, in a drone strike by Turkey.",
            "Three",
            "turkey",
            "air_strike",
        ),
        ("Saudi-led air strikes killed 30 people in Saada, Yemen.", "30", "other", "air_strike"),
        ("Ukraine said Russian missiles killed 14 people in Kramatorsk.", "14", "russia", "shelling"),
        ("Pakistani troops killed 54 militants in North Waziristan.", "54", "government", None),
        ("India said Pakistani shelling killed five villagers in Poonch.", "five", "other", "shelling"),
        ("Pakistan said Indian shelling killed three civilians in Kashmir.", "three", "other", "shelling"),
        ("Russian forces shelled Kherson, Ukraine, killing three.", "three", "russia", "shelling"),
        (
            "Ukrainian shelling killed six people in Donetsk, officials installed by Russia said.",
            "six",
            "government",
            "shelling",
        ),
        ("Ethiopian soldiers killed 50 people in Merawi, Amhara.", "50", "government", None),
        ("Eritrean troops killed 240 civilians in Axum, Ethiopia, Amnesty International said.", "240", "other", None),
        ("M23 rebels killed 131 people in Kishishe, DR Congo, the UN said.", "131", "opposition", None),
        ("Israeli strikes killed 40 people in Rafah, Gaza, medics said.", "40", "israel", "air_strike"),
        ("Myanmar's military killed 100 villagers in an air strike on Pazigyi.", "100", "government", "air_strike"),
        ("The junta's air strike killed 11 students in Sagaing, Myanmar.", "11", "government", "air_strike"),
        (
            "The RSF shelled a camp near El Fasher, Sudan, killing 30 displaced people.",
            "30",
            "opposition",
            "shelling",
        ),
        (
            "Twenty people were killed when the Sudanese army bombed a market in Nyala.",
            "Twenty",
            "government",
            "air_strike",
        ),
        (
            "Fighting between the army and the Houthis killed 45 people in Marib, Yemen.",
            "45",
            None,
            "ground_fighting",
        ),
        (
            "Nine Kurdish fighters and 12 IS militants were killed in clashes in Hasakah, Syria.",
            "12",
            None,
            "ground_fighting",
        ),
        (
            ("Islamic State killed 120 soldiers in the battle for a gas field near Homs, Syria, a monitor said."),
            "120",
            "islamic_state",
            "ground_fighting",
        ),
        ("Rebels killed 30 soldiers in fighting near Hama, Syria.", "30", "opposition", "ground_fighting"),
        (
            (
                "Six soldiers and nine militants were killed in the Islamic State assault on an air base "
                "near Damascus, Syria."
            ),
            "Six",
            "islamic_state",
            "ground_fighting",
        ),
        (
            (
                "A lorry bomb killed 21 shoppers in Mosul, Iraq. Police blamed no one. Islamic State later "
                "boasted of the bombing on Telegram."
            ),
            "21",
            "islamic_state",
            "bombing",
        ),
        (
            (
                "Two suicide bombers killed 33 people at a rally in Kabul, Afghanistan. The Islamic State's "
                "news agency said two of its fighters had carried out the attack."
            ),
            "33",
            "islamic_state",
            "bombing",
        ),
        (
            (
                "Al-Shabaab fighters held the town in Somalia for a week. On Friday the group ambushed a "
                "convoy, killing nine soldiers."
            ),
            "nine",
            "opposition",
            "ground_fighting",
        ),
        (
            "Air force helicopters struck the insurgents near Ghazni, Afghanistan, killing 40 of them.",
            "40",
            "government",
            "air_strike",
        ),
        (
            "Shells hit a clinic in Gao, Mali, wounding eight people. Officials blamed jihadists.",
            "eight",
            "opposition",
            "shelling",
        ),
        ("Hamas gunmen stormed two villages in Israel and killed 30 people.", "30", "other", "ground_fighting"),
        (
            "Palestinian militants fired mortars at a border post in Gaza, wounding two soldiers.",
            "two",
            "other",
            "shelling",
        ),
        ("Pakistani shelling killed six villagers in Poonch, the Indian army said.", "six", "other", "shelling"),
        ("Azerbaijani artillery killed three soldiers near Jermuk, Armenia.", "three", "other", "shelling"),
        (
            "The army ambushed a group of rebels near Daraa, Syria, killing 15 of them.",
            "15",
            "government",
            "ground_fighting",
        ),
        ("A rocket carrying poison gas killed 11 people in Aleppo, Syria.", "11", None, "chemical"),
        ("Helicopters dropped barrel bombs on Hanano in Aleppo, Syria, killing 11.", "11", "government", "air_strike"),
        ("Militants attacked Bor in South Sudan on Friday. At least 60 people died.", "60", "opposition", None),
        ("Rebels attacked Bor in South Sudan. On Friday 60 rebels died.", "60", None, None),
        ("Gunmen killed 17 herders in a raid on a village in Jonglei, South Sudan.", "17", None, "ground_fighting"),
        (
            (
                "The military spokesman said up to 40 rebels had been killed when Ukrainian troops beat off "
                "an assault near Donetsk."
            ),
            "40",
            "government",
            "ground_fighting",
        ),
        (
            (
                "The TNLA said its fighters had taken three outposts in Shan, Myanmar, and killed scores of "
                "junta soldiers."
            ),
            "scores",
            "opposition",
            None,
        ),
        (
            "The army shelled the rebels with howitzers near Hama, Syria, killing six of them.",
            "six",
            "government",
            "shelling",
        ),
        (
            "In Darfur, Sudan, RSF-allied militias shot dead 28 people on Tuesday. The RSF denied it.",
            "28",
            "opposition",
            "shooting",
        ),
        (
            "Clashes between regime forces and armed groups in the last corner of Idlib, Syria have killed 70.",
            "70",
            None,
            "ground_fighting",
        ),
        ("Three herders were shot dead by soldiers in Taftanaz, Syria.", "Three", "government", "shooting"),
        ("Syrian army clashes with Idlib fighters leave 70 dead near Saraqib.", "70", None, "ground_fighting"),
        (
            "Activists accused the army of shelling a school in Idlib, Syria. Five pupils died.",
            "Five",
            "government",
            "shelling",
        ),
    ],
)
def test_the_words_of_a_text_tell_who_harmed_and_how(
    claim_of: Callable[..., Claim], text: str, number: str, perpetrator: str | None, cause: str | None
) -> None:
    claim = claim_of(text, number)
    assert (claim.perpetrator, claim.cause) == (perpetrator, cause)


@pytest.mark.parametrize(
    ("title", "text", "number", "perpetrator", "cause"),
    [
        (
            "Islamic State video shows beheading of three truck drivers",
            (
                "Islamic State video shows beheading of three truck drivers\n\nThe footage was posted on "
                "Sunday near Raqqa, Syria."
            ),
            "three",
            "islamic_state",
            "execution",
        ),
        (
            "ISIL takes over a dam",
            (
                "ISIL fighters entered the village near Aleppo in Syria on Friday. At least 30 tribesmen "
                "were rounded up and executed by the extremist group the next day."
            ),
            "30",
            "islamic_state",
            "execution",
        ),
        (
            "ISIS hangs five in Raqqa",
            "A jihadist group in Syria has hanged five men in a public square, a monitor said on Monday.",
            "five",
            "islamic_state",
            "execution",
        ),
        (
            "US-led raids hit Raqqa",
            (
                "US-led coalition warplanes carried out heavy raids on Raqqa, Syria, on Saturday. ISIS said "
                "at least 10 people were killed and dozens wounded."
            ),
            "10",
            "us_coalition",
            "air_strike",
        ),
        (
            "ISIS hangs four men",
            ("A jihadist group hanged four men in Raqqa, Syria, where rebels of the Free Syrian Army once ruled."),
            "four",
            "islamic_state",
            "execution",
        ),
    ],
)
def test_the_title_names_whom_the_body_only_describes(
    claim_of: Callable[..., Claim], title: str, text: str, number: str, perpetrator: str | None, cause: str | None
) -> None:
    claim = claim_of(text, number, title)
    assert (claim.perpetrator, claim.cause) == (perpetrator, cause)

"""Who the counted are and whose, told by possessives, ranks, employers and the wholes that they are part of.

Belongs here: sentences as any desk writes them, of many wars. Does not: nouns that tell it themselves (`test_people`).
"""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def identity(claims: list[Claim], measure: str, number: int) -> tuple[str, str | None]:
    (found,) = [c for c in claims if c.measure == measure and number in (c.low, c.high)]
    return found.population, found.affiliation


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        (
            "A colonel of the Somali army said al-Shabaab ambushed him in Baidoa and seven of his men died.",
            7,
            "government",
        ),
        (
            "Colonel Barre of the Somali army said the raid on Baidoa was over. He said five of his men died.",
            5,
            "government",
        ),
        (
            "The Congolese army said it had beaten back ADF rebels in Beni, with six of its soldiers killed.",
            6,
            "government",
        ),
        # who accuses speaks of their own
        ("The SPLM-IO on Friday accused the army in Yei, South Sudan of killing two of its fighters.", 2, "opposition"),
        ("The army accused rebels in Kidal, Mali of having killed six of its soldiers.", 6, "government"),
        ("Police blamed al-Shabaab for killing four of their officers in Garissa, Kenya.", 4, "government"),
        # "it" and "the group" are those told before
        (
            "The Houthis shelled Marib, Yemen. The army denies it fired back. It said six of its officers died.",
            6,
            "government",
        ),
        ("Fighters of JNIM killed 12 soldiers in Mopti, Mali. The group lost seven men.", 7, "opposition"),
        ("M23 rebels said they had held the hill near Rutshuru, Congo, losing 12 of their fighters.", 12, "opposition"),
        ("The Taliban stormed a base near Ghazni in Afghanistan at a cost of 40 men of their own.", 40, "opposition"),
        ("IS fighters stormed the hill near Palmyra, Syria at dawn and lost 38 men there.", 38, "islamic_state"),
        (
            "The rebels overran the base at Taftanaz in Idlib, Syria after a long siege and lost 25 men.",
            25,
            "opposition",
        ),
        ("Hezbollah fighters took the height above Qusayr, Syria at night, losing 11 men.", 11, "hezbollah"),
        (
            "The army said it had killed 60 militants in Swat, Pakistan, including three of their commanders.",
            3,
            "opposition",
        ),
        (
            "The Nigerian military said it killed 35 Boko Haram fighters, two of their leaders among them.",
            2,
            "opposition",
        ),
        (
            "Armenia's Defence Ministry said Azerbaijani forces hit Jermuk, Armenia and four of its soldiers died.",
            4,
            "government",
        ),
        (
            "Turkey's defence ministry said two of its soldiers died in Idlib, Syria by Syrian army fire.",
            2,
            "turkey",
        ),
        (
            "Israel's army said it fired at Gaza, and the Hamas militant group said one of its fighters died.",
            1,
            "other",
        ),
        ("Turkey's military said it hit targets in Sinjar, and the PKK said two of its men died.", 2, "kurdish_forces"),
    ],
)
def test_whose_men_one_speaks_of(text: str, number: int, side: str, claims: Claims) -> None:
    assert identity(claims(text), "killed", number) == ("combatants", side)


def test_who_are_told_right_before_whom(claims: Claims) -> None:
    text = "Army spokesman Lul Deng said the rebels had shelled his men at Wau, South Sudan, four of whom were hurt."
    assert identity(claims(text), "injured", 4) == ("combatants", "government")


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        ("Iran's Revolutionary Guards announced that two officers had been killed in southern Syria.", 2, "iran"),
        ("Hezbollah said three commanders were killed in an Israeli raid on Quneitra, Syria.", 3, "hezbollah"),
        ("Russia's Defence Ministry said two colonels died under mortar fire near Palmyra, Syria.", 2, "russia"),
        ("The Ukrainian army said a colonel and two captains were killed near Ilovaisk, Ukraine.", 2, "government"),
        ("A Turkish colonel and two sergeants were killed in Idlib, Syria.", 2, "turkey"),
        ("Kenya said nine soldiers were killed at El Adde, Somalia.", 9, "other"),
        ("Two soldiers died and nine were hurt near Naqoura, Lebanon, the Israeli army said.", 2, "israel"),
        (
            "Hezbollah said it lost one man near Tyre, Lebanon; two soldiers died there, the Israeli army said.",
            2,
            "israel",
        ),
        ("Six soldiers were killed in Baidoa, Somalia, al-Shabaab said.", 6, "government"),
        ("Colombian troops killed 14 FARC dissidents in Caqueta.", 14, "opposition"),
        # "Shi'ite fighters" are Iran's in Syria only
        ("Islamic State said it had killed 11 Shi'ite fighters near Hatra, Iraq.", 11, None),
        ("Islamic State said it had killed 11 Shi'ite fighters near Palmyra, Syria.", 11, "iran"),
        # an army tells of its foe's commanders; whom a killing is laid to does not speak
        ("The army of Mali said three commanders were killed near Kidal.", 3, None),
        ("Two officers were executed by Nusra Front said a monitor in Idlib, Syria.", 2, "government"),
    ],
)
def test_officers_are_of_the_side_that_tells(text: str, number: int, side: str | None, claims: Claims) -> None:
    assert identity(claims(text), "killed", number) == ("combatants", side)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The raids on Bor killed 12 rebels and 3,000 fled.", 3000),
        ("The army said 12 soldiers were killed in Bor in South Sudan. Another 3,000 fled to Uganda.", 3000),
        ("Clashes killed 14 fighters and displaced 8,000 in Marib, Yemen.", 8000),
        ("Seven Kenyan soldiers were killed in Somalia. Some 4,000 Somalis fled the town.", 4000),
    ],
)
def test_who_flees_is_none_of_the_fighters_counted_before(text: str, number: int, claims: Claims) -> None:
    assert identity(claims(text), "displaced", number) == ("all", None)


def test_people_of_the_country_are_no_peacekeepers(claims: Claims) -> None:
    text = "Two Ugandan peacekeepers died in Mogadishu. Some 900 Somalis were killed in the month."
    assert identity(claims(text), "killed", 900) == ("all", None)


@pytest.mark.parametrize(
    ("text", "number", "who"),
    [
        ("At least two of the dead in Jayrud, Syria were medical staff, the monitor said.", 2, ("medics", None)),
        ("Shelling of Taiz, Yemen killed nine people. Four of those who died were children.", 4, ("children", None)),
        (
            "Fifteen children, nine of them under five, were killed in a raid on Ngarbuh, Cameroon.",
            9,
            ("children", None),
        ),
        ("Five of those killed in the raid on Kutum, Sudan were women.", 5, ("women", None)),
        ("Nine of the dead in the blasts at Quetta, Pakistan were policemen.", 9, ("combatants", "government")),
        ("Shells killed six children in Donetsk, Ukraine, two of them under ten.", 2, ("children", None)),
        (
            "Two of the five American soldiers killed in Iraq on Friday died in Diyala.",
            2,
            ("combatants", "us_coalition"),
        ),
        (
            "A mine killed four of the seven British troops aboard in Helmand, Afghanistan.",
            4,
            ("combatants", "us_coalition"),
        ),
        ("The clinic in Bria said it had counted 14 corpses in uniform after the battle.", 14, ("combatants", None)),
        (
            "The army ambushed a large terrorist group near Otaiba, Syria, killing 175.",
            175,
            ("combatants", "opposition"),
        ),
        ("Drones hit a convoy of Islamic State near Hajin, Syria, killing 23.", 23, ("combatants", "islamic_state")),
    ],
)
def test_parts_and_those_who_were_struck(text: str, number: int, who: tuple[str, str | None], claims: Claims) -> None:
    assert identity(claims(text), "killed", number) == who


@pytest.mark.parametrize(
    "text",
    [
        "A raid killed 16 people in Donetsk, Ukraine, seven of them under 12, doctors said.",
        "A raid killed 16 people in Donetsk, Ukraine, two of whom were over 60.",
        "A raid killed 16 people in Saada, Yemen, among them children under five.",
    ],
)
def test_a_bound_of_years_counts_nobody(text: str, claims: Claims) -> None:
    assert {c.low for c in claims(text)} <= {16, 7, 2}
    assert not {5, 12, 60} & {c.high for c in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A Red Crescent driver was killed when a convoy was shelled in Homs, Syria.",
        "A UN driver was killed near Goma, Congo.",
        "One employee of the World Food Programme was killed in Kabkabiya, Sudan.",
        "One member of staff of Save the Children was killed in Myanmar.",
        "One Syrian employee of the aid group Mercy Corps was killed in Idlib.",
        "One UNRWA teacher was killed in Gaza.",
        "One White Helmet was killed in Khan Sheikhoun, Syria.",
    ],
)
def test_staff_of_aid_bodies(text: str, claims: Claims) -> None:
    assert identity(claims(text), "killed", 1) == ("aid_workers", None)


@pytest.mark.parametrize(
    ("text", "measure", "number", "who"),
    [
        # who is told of as some more of those before
        (
            "Nine Turkish soldiers were killed in Idlib, Syria on Friday. A further 32 were injured.",
            "injured",
            32,
            ("combatants", "turkey"),
        ),
        ("Four civilians were killed in Homs, Syria. A further 12 were injured.", "injured", 12, ("civilians", None)),
        ("Six traders were shot dead in Jos, Nigeria. Some 15 were injured.", "injured", 15, ("all", None)),
        ("Three soldiers died in Kidal, Mali. Dozens more were hurt.", "injured", 24, ("all", None)),
        ("A girl was killed by a shell in Donetsk, Ukraine and another was wounded.", "injured", 1, ("children", None)),
        ("A woman was killed in Taiz, Yemen and another injured.", "injured", 1, ("women", None)),
        # soldiers who serve another body than their state
        (
            "Fighting killed 13 soldiers serving with the UN mission in Goma, Congo, nine of them South African.",
            "killed",
            9,
            ("combatants", "other"),
        ),
        (
            "Eleven soldiers of the African Union force died in Mogadishu, Somalia.",
            "killed",
            11,
            ("combatants", "other"),
        ),
        # rivals of one side
        (
            "Rival rebel groups fought in Douma, Syria, leaving 15 fighters dead.",
            "killed",
            15,
            ("combatants", "opposition"),
        ),
        ("Infighting among rebels in Idlib, Syria killed 21 fighters.", "killed", 21, ("combatants", "opposition")),
        (
            "Clashes between rival anti-regime groups in Douma, Syria killed 50 fighters.",
            "killed",
            50,
            ("combatants", "opposition"),
        ),
        ("Clashes between rebels and the army killed 18 fighters in Daraa, Syria.", "killed", 18, ("combatants", None)),
    ],
)
def test_some_more_of_those_before_and_rivals(
    text: str, measure: str, number: int, who: tuple[str, str | None], claims: Claims
) -> None:
    assert identity(claims(text), measure, number) == who


@pytest.mark.parametrize(
    ("text", "number", "who"),
    [
        (
            "Islamic Jihad fired rockets on Sunday after Israel's army killed two of its fighters in Rafah.",
            2,
            ("combatants", "other"),
        ),
        (
            "The Taliban attacked a base because Afghan forces had killed nine of their men in Ghazni.",
            9,
            ("combatants", "opposition"),
        ),
        (
            "The army struck back after the rebels killed six of its soldiers in Goma, Congo.",
            6,
            ("combatants", "government"),
        ),
        ("The army killed six of its own soldiers by mistake in Goma, Congo.", 6, ("combatants", "government")),
        # who killed them is none of those counted
        ("It brings the number of Yemenis killed by Saudi forces in Saada, Yemen to 64.", 64, ("all", None)),
        ("The number of rebels killed by the army in Goma, Congo rose to 39.", 39, ("combatants", "opposition")),
    ],
)
def test_those_whom_another_side_killed_are_not_its_own(
    text: str, number: int, who: tuple[str, str | None], claims: Claims
) -> None:
    assert identity(claims(text), "killed", number) == who


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # the enemy of who speaks
        ("The Malian army said the enemy lost 14 men in Tessit.", "opposition"),
        ("The Taliban said the enemy lost 14 men in Helmand.", "government"),
        ("The ELN said three enemy soldiers were killed in Arauca, Colombia.", "government"),
        # who is the subject of a loss
        ("The Tajik defence ministry said its troops had lost five men near Komsomolabad.", "government"),
        ("Croatian national guardsmen lost 11 men in a battle with Serb irregulars in Petrinja.", "government"),
        ("Pakistan lost 20 soldiers in Kargil, India said.", "other"),
        # officers by rank and nation alone, guards by whom they guard
        ("Major Okoro said 12 of his men died in an ambush in Damboa, Nigeria.", "government"),
        ("A Ugandan colonel said 12 of his men died in Bunia, DR Congo.", "other"),
        ("The governor of Ghazni said four of his bodyguards were killed by the Taliban.", "government"),
        ("An air strike killed Taliban commander Mullah Dadullah and two of his bodyguards in Helmand.", "opposition"),
        # forces of other states
        ("A Japanese policeman died in an ambush by Khmer Rouge guerrillas in Banteay Meanchey, Cambodia.", "other"),
        ("Fifteen Russian peacekeepers were killed in Tskhinvali, Georgia, when Georgian troops shelled it.", "russia"),
        ("Militants attacked a Ugandan base near Janale in Somalia, killing 12 soldiers.", "other"),
        ("Militants attacked a base near Janale in Somalia, killing 12 soldiers.", "government"),
        ("An Ethiopian army convoy was ambushed near Baidoa in Somalia and 12 soldiers died, residents said.", "other"),
        ("Two Bangladeshi peacekeepers were killed in Ituri, DR Congo. Five soldiers were wounded.", "other"),
        # fighters and gunmen by who killed them
        ("In Karbala, US troops killed nine militiamen loyal to Shiite cleric Moqtada Sadr.", "opposition"),
        (
            "Government jets bombed a rebel post near Laiza in Myanmar on Wednesday, killing five fighters.",
            "opposition",
        ),
        ("Clashes between the army and rebels in Bangui left 20 fighters dead.", None),
        # a second account of the same dead
        ("Five Yemeni soldiers were killed in Abyan. Al Qaeda said that it killed nine.", "government"),
    ],
)
def test_whose_they_are_by_who_tells_loses_and_kills(text: str, side: str | None, claims: Claims) -> None:
    last = claims(text)[-1]
    assert (last.population, last.affiliation) == ("combatants", side)


@pytest.mark.parametrize(
    ("text", "published", "side"),
    [
        (
            "Ukraine's General Staff said the enemy lost 30 soldiers near Bakhmut over the past day.",
            "2023-02-04",
            "russia",
        ),
        (
            "Ukraine's General Staff said the enemy lost 30 men near Avdiivka over the past day.",
            "2017-02-04",
            "opposition",
        ),
        (
            "Russia's defence ministry said the enemy lost 30 soldiers near Bakhmut, Ukraine.",
            "2023-02-04",
            "government",
        ),
        ("Azerbaijan's defence ministry said the enemy lost 30 soldiers near Fuzuli.", "2020-10-04", "other"),
        ("Armenia's defence ministry said the enemy lost 30 soldiers near Jermuk.", "2022-09-14", "other"),
        ("Georgia's army said the enemy lost 30 soldiers near Tskhinvali.", "2008-08-10", "russia"),
    ],
)
def test_the_enemy_is_the_one_of_the_war_of_the_day(text: str, published: str, side: str, claims: Claims) -> None:
    last = claims(text, published=published)[-1]
    assert (last.population, last.affiliation) == ("combatants", side)


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        # a rank is a state's as "soldier" is
        ("Three non-commissioned officers were killed near Gao in Mali.", 3, "government"),
        ("A corporal died in a bomb attack in Basilan, Philippines.", 1, "government"),
        ("Militants in Ghazni, Afghanistan wounded two officers.", 2, "government"),
        ("Al-Shabaab said its men had killed two captains near Baidoa, Somalia.", 2, "government"),
        # ... unless the words tell another's
        ("Separatists in Casamance, Senegal said two of their officers were killed.", 2, "opposition"),
        ("Troops killed two lieutenants of Boko Haram in Borno, Nigeria.", 2, "opposition"),
        ("Two Ethiopian captains were killed near Baidoa, Somalia.", 2, "other"),
        # dead among one's own
        ("The rebels counted eight dead in their ranks after a clash in Bor, South Sudan.", 8, "opposition"),
        ("The army killed 11 rebels in Bor, South Sudan. It listed eight dead among its troops.", 8, "government"),
    ],
)
def test_ranks_are_a_states_and_ranks_are_lost(text: str, number: int, side: str, claims: Claims) -> None:
    assert identity(claims(text), "killed" if "wounded" not in text else "injured", number) == ("combatants", side)


def test_people_counted_by_number_are_not_the_soldiers_told_before(claims: Claims) -> None:
    told = claims("A soldier died in Leitza, Spain. It brings to four the number of people killed by ETA this year.")
    assert identity(told, "killed", 4) == ("all", None)


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        # a toll of a state's side, a loss that a side admits
        ("The death toll on the Ukrainian side rose to 40 in Donetsk.", 40, ("combatants", "government")),
        ("The rebels admitted the loss of nine fighters in Bor, South Sudan.", 9, ("combatants", "opposition")),
        ("A village mourned the loss of nine children in Bor, South Sudan.", 9, ("children", None)),
        # peacekeepers of one state
        (
            "Russia's peacekeepers came under fire in Georgia. Ten peacekeepers were killed.",
            10,
            ("combatants", "russia"),
        ),
        ("UN peacekeepers came under fire in Goma. Ten peacekeepers were killed.", 10, ("combatants", "other")),
        # "the militia" is no army told before
        ("The Congolese army said it killed seven fighters of the militia in Ituri.", 7, ("combatants", "opposition")),
        # women and children of fighters
        (
            "The army killed nine NPA rebels in Rizal. Three women were among the rebels killed.",
            3,
            ("women", "opposition"),
        ),
        # who leads a civil body, and who is told of by age
        ("Gunmen killed one man and a leader of the teachers' union in Arauca, Colombia.", 1, ("all", None)),
        # others than a child and policemen
        (
            "A girl was killed and six policemen died in Tetovo, Macedonia. At least 25 others were killed.",
            25,
            ("all", None),
        ),
    ],
)
def test_sides_by_the_words_around(text: str, number: int, told: tuple[str, str | None], claims: Claims) -> None:
    found = [c for c in claims(text) if number in (c.low, c.high)]
    assert (found[0].population, found[0].affiliation) == told


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Gunmen killed Carmelo Rojas, the leader of a peasant association, in Tibu, Colombia.", "civilians"),
        ("A leader of the teachers' union was shot dead in Arauca, Colombia.", "civilians"),
        ("A leader of the Haqqani network was killed in Khost, Afghanistan.", "combatants"),
        ("The clash claimed the life of Agim Berisha, a 20-year-old fighter, in Peja, Kosovo.", "combatants"),
        ("Police shot dead Agim Berisha, a 20-year-old student, in Peja, Kosovo.", "civilians"),
    ],
)
def test_who_one_is_by_what_stands_behind(text: str, population: str, claims: Claims) -> None:
    assert [claim.population for claim in claims(text)] == [population]


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        # the attackers are not of those whom they attacked
        (
            "Two conscripts died when PKK militants raided a post near Van, Turkey. Four of the attackers were killed.",
            4,
            "kurdish_forces",
        ),
        # one's own losses, behind the foe's
        (
            "Rebels raided a post in El Salvador. They said 15 soldiers died and put their own losses at three dead.",
            3,
            "opposition",
        ),
        # Turkey's "terrorists" are the PKK where nobody else is named
        ("Turkish jets hit PKK caves in Metina, Iraq, killing nine terrorists.", 9, "kurdish_forces"),
        ("Six peshmerga were killed near Makhmur, Iraq.", 6, "kurdish_forces"),
    ],
)
def test_whose_the_fallen_are_in_a_fight_of_two(text: str, number: int, side: str, claims: Claims) -> None:
    assert identity(claims(text), "killed", number) == ("combatants", side)

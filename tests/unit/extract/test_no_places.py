"""Names of places that are of groups, persons, peoples and agencies, and words that only look like names.

Belongs here: what is no place of an event. Does not: which place a name means (see `test_places`).
"""

import pytest

from pipeline.extract.gazetteer import Gazetteer
from tests.unit.extract.naming import named, read


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The Aleppo Media Centre published a video from Syria.", "Aleppo"),
        ("Idlib fighters joined the alliance in Syria.", "Idlib"),
        ("A UK-based monitor counted 40 dead in Syria.", "UK"),
        ("Islamic State in Iraq and the Levant claimed the blast in Syria.", "Iraq"),
        ("Islamic State of Iraq and Syria claimed the blast in Homs.", "Syria"),
        ("The Damascus government denied the raid in Syria.", "Damascus"),
        ("US warplanes were over Raqqa in Syria.", "US"),
    ],
)
def test_places_in_names_of_groups_are_marked(text: str, surface: str, gazetteer: Gazetteer) -> None:
    assert named(text, surface, gazetteer).in_group_name


def test_a_hospital_of_a_common_name_is_no_town_abroad(gazetteer: Gazetteer) -> None:
    told = read("Shells hit Hodeidah in Yemen. Medics at al-Thawra hospital counted three bodies.", gazetteer)
    assert {m.place.country for m in told.mentions} == {"YEM"}


def test_a_place_that_opens_a_sentence_belongs_to_no_group(gazetteer: Gazetteer) -> None:
    text = "In Homs government men shot five people in Syria. The Homs government fled."
    assert [m.in_group_name for m in read(text, gazetteer).mentions if m.surface == "Homs"] == [False, True]


def test_a_province_named_after_a_people_is_a_place(gazetteer: Gazetteer) -> None:
    mention = named("Drought has uprooted 900 families in Ethiopia's Somali region.", "Somali", gazetteer)
    assert (mention.place.admin1, mention.place.country) == ("Somali", "ETH")


def test_a_foreign_capital_without_a_place_word_stands_for_its_government(gazetteer: Gazetteer) -> None:
    text = "Moscow denied the raid. Syrian rebels in Idlib, Hama and Aleppo blamed it. A delegation landed in Moscow."
    assert [m.in_group_name for m in read(text, gazetteer).mentions if m.surface == "Moscow"] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "President Bashar al-Assad met Sergei Lavrov and John Kerry on Monday.",
        "Rami Abdel Rahman said so on Sunday. Rahman gave no details.",
        "March began with talks. May ended with none. August was worse.",
        "Police said the Blast hit a Hospital. Dozens were Hurt.",
        "However, Meanwhile and Overnight are words, Half of them Ordinary.",
        "South Sudanese and Afghans waited. Rohingya women queued.",
        "SANA and WAM reported it; AFP did not.",
        "Mortar shells fell, NEMA said.",
        "Typhoon Megi and Cyclone Roanu made landfall.",
        "The Battle was over. Victory was near.",
    ],
)
def test_persons_peoples_agencies_and_ordinary_words_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert [m.surface for m in read(text, gazetteer).mentions] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Israeli shelling of Khan Younis went on, medics said.", "Khan Younis"),
        ("Turkish bombardment of the border town of Ras al-Ain went on.", "Ras al-Ain"),
        ("Shells hit the capital's Bab Touma quarter, SANA said.", "Bab Touma"),
    ],
)
def test_what_is_shelled_is_a_place_whoever_else_is_named(text: str, place: str, gazetteer: Gazetteer) -> None:
    assert [m.surface for m in read(text, gazetteer).mentions] == [place]


@pytest.mark.parametrize(
    "text",
    ["Gunmen killed many, mostly ethnic Amhara, in Gimbi, Ethiopia.", "Al-Qaeda's branch in the Sahel fired on Djibo."],
)
def test_peoples_and_branches_only_bear_the_name_of_a_place(text: str, gazetteer: Gazetteer) -> None:
    named = {m.surface: m.in_group_name for m in read(text, gazetteer).mentions}
    assert [surface for surface, group in named.items() if group] in (["Amhara"], ["Sahel"])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Abu Kamal, a rebel commander, spoke in Qusayr.", ["Qusayr"]),
        ("Juba James, a nurse at the clinic, wept in Bor.", ["Bor"]),
        ("Hassan Wau, 34, a farmer, ran to Bor.", ["Bor"]),
        ("Adam Wau, who owns a shop in Bor, counted them.", ["Bor"]),
        ("Soldiers left Wau, a town of farmers.", ["Wau"]),
        ("They were held in Wau, who knows why.", ["Wau"]),
        ("Wau, the rebel commander's birthplace, lies far from Bor.", ["Wau", "Bor"]),
        ("Their commander, Hassan Wau, spoke in Bor.", ["Bor"]),
        ("Col. Jo-Ar Herrera spoke in Marawi. According to Herrera, all was quiet.", ["Marawi"]),
    ],
)
def test_a_name_explained_by_what_a_person_is_is_no_place(text: str, places: list[str], gazetteer: Gazetteer) -> None:
    assert [mention.surface for mention in read(text, gazetteer).mentions] == places


def test_ordinary_words_stay_words_in_a_syrian_report(gazetteer: Gazetteer) -> None:
    text = (
        "Blast in Damascus kills five. Police closed the Hospital road, Omar Shishani said. "
        "Both sides in Aleppo agreed that Free Syrian Army men held Half the city. A Car bomb followed."
    )
    assert {m.surface for m in read(text, gazetteer).mentions if not m.in_group_name} == {"Damascus", "Aleppo"}

"""Places in context: every case is a wording that reports use, written for this test.

Belongs here: what the words of a text make of a name. Does not: the index behind it (see `test_places_gazetteer`).
"""

import pytest

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.model import Place
from pipeline.extract.places import contains, most_specific, read_places, same_area
from tests.growth import grows_in_step
from tests.unit.extract.naming import named, read


@pytest.mark.parametrize(
    ("surface", "admin1"),
    [
        ("Raqa", "Raqqa"),
        ("Hassakeh", "Hasakah"),
        ("Deir al-Zor", "Deir ez-Zor"),
        ("Deir Ezzor", "Deir ez-Zor"),
        ("Dayr az-Zawr", "Deir ez-Zor"),
        ("Lattakia", "Latakia"),
        ("Idleb", "Idlib"),
        ("Dera'a", "Daraa"),
        ("Deraa", "Daraa"),
        ("Sweida", "Suwayda"),
        ("As-Suwayda", "Suwayda"),
        ("Tartous", "Tartus"),
        ("Qunaitra", "Quneitra"),
        ("Rural Damascus", "Rif Dimashq"),
        ("Rif Dimashq", "Rif Dimashq"),
        ("Eastern Ghouta", "Rif Dimashq"),
        ("Qalamoun", "Rif Dimashq"),
        ("Hama", "Hama"),
        ("Homs", "Homs"),
        ("Aleppo", "Aleppo"),
        ("Damascus", "Damascus"),
    ],
)
def test_each_spelling_of_a_syrian_governorate_is_told_by_its_common_name(
    surface: str, admin1: str, gazetteer: Gazetteer
) -> None:
    mention = named(f"Two shells fell in {surface}, the Syrian state broadcaster said.", surface, gazetteer)
    assert (mention.place.country, mention.place.admin1) == ("SYR", admin1)


@pytest.mark.parametrize(
    "surface",
    [
        "Maaret al-Numan",
        "Maarat al-Noomane",
        "Ma'arrat an-Nu'man",
        "Ma`arrat al-Nu`man",
        "Maarrat al Numan",
        "Maaret Alnouman",
        "Maarat al-Nuumaan",
    ],
)
def test_transliterations_of_one_town_meet(surface: str, gazetteer: Gazetteer) -> None:
    mention = named(f"Warplanes hit {surface} in Syria's Idlib province.", surface, gazetteer)
    assert (mention.place.name, mention.place.place_id) == ("Maarat al-Numan", 167611)


@pytest.mark.parametrize(
    ("text", "surface", "name", "admin1"),
    [
        ("Shelling of Jobar went on, residents of the Syrian capital said.", "Jobar", "Jobar", "Damascus"),
        ("A rocket struck the Salaheddin district of Aleppo.", "Salaheddin", "Salaheddin", "Aleppo"),
        ("Snipers shot at people in al-Hamadaniyah in Aleppo city.", "al-Hamadaniyah", "Hamadaniyeh", "Aleppo"),
        ("Aleppo's Bustan al-Qasr was bombed.", "Bustan al-Qasr", "Bustan al-Qasr", "Aleppo"),
        ("Aleppos Bab al-Nairab was bombed.", "Bab al-Nairab", "Bab al-Nayrab", "Aleppo"),
        ("Three died in al-Qusour neighborhood in Deir Ezzor city.", "al-Qusour", "Qusour", "Deir ez-Zor"),
        ("Three died in the al-Khalidiya district of Homs.", "al-Khalidiya", "Khaldiyeh", "Homs"),
        ("Three died in the al-Khalidiya neighbourhood in Aleppo.", "al-Khalidiya", "al-Khalidiyah", "Aleppo"),
        ("The raid on Douma in Eastern Ghouta lasted an hour.", "Douma", "Douma", "Rif Dimashq"),
        (
            "The raid on western Ghouta, near the Syrian capital, lasted an hour.",
            "Ghouta",
            "Western Ghouta",
            "Rif Dimashq",
        ),
        ("Regime troops left the Yarmouk camp south of Damascus.", "Yarmouk", "Yarmouk", "Damascus"),
    ],
)
def test_quarters_and_suburbs_resolve_within_the_city_that_the_text_names(
    text: str, surface: str, name: str, admin1: str, gazetteer: Gazetteer
) -> None:
    place = named(text, surface, gazetteer).place
    assert (place.name, place.admin1, place.country) == (name, admin1, "SYR")


@pytest.mark.parametrize(
    ("text", "surface", "country", "admin1"),
    [
        ("Clashes in Tripoli spread to Misrata, Libyan officials said.", "Tripoli", "LBY", "Tripoli"),
        ("Clashes in Tripoli spread to Akkar, Lebanese officials said.", "Tripoli", "LBN", "North Lebanon"),
        ("Floods drove 900 families out in Sud department, Haiti.", "Sud", "HTI", "Sud"),
        ("Gunmen attacked Santa Rosa in Guatemala.", "Santa Rosa", "GTM", None),
        ("The villages around Sinjar were taken; Iraqi Kurds fled to Dohuk.", "Sinjar", "IRQ", "Nineveh"),
        ("Rebels entered Sinjar, east of Saraqib in Idlib province.", "Sinjar", "SYR", "Idlib"),
        ("Militants raided Gaza province, Mozambique's police said.", "Gaza", "MOZ", "Gaza"),
        ("Air strikes on Gaza went on as Palestinian medics counted the dead.", "Gaza", "PSE", "Gaza"),
        (
            "The prime minister was in London while Ohio was hit by floods in the United States.",
            "London",
            "GBR",
            "England",
        ),
    ],
)
def test_a_name_of_several_countries_is_settled_by_the_article(
    text: str, surface: str, country: str, admin1: str | None, gazetteer: Gazetteer
) -> None:
    place = named(text, surface, gazetteer).place
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Some 9,000 people left the Kokang zone.", "Kokang", "MMR"),
        ("Thousands fled western Mosul.", "Mosul", "IRQ"),
        ("Attacks in Borno state forced 4,000 people out.", "Borno", "NGA"),
        ("Camps in Rakhine state are full.", "Rakhine", "MMR"),
        ("Bambari received 6,000 people.", "Bambari", "CAF"),
        ("Floods on Tahiti island damaged 20 houses.", "Tahiti", "PYF"),
        ("Families walked from Mitwaba territory.", "Mitwaba", "COD"),
        ("Storms hit Davao and Caraga.", "Caraga", "PHL"),
        ("Villagers in North Kivu fled.", "North Kivu", "COD"),
        ("The earthquake hit Aceh province.", "Aceh", "IDN"),
        ("People in Jebel Marra hid in caves.", "Jebel Marra", "SDN"),
        ("Fighting around Avdiivka intensified.", "Avdiivka", "UKR"),
        ("Stepanakert was shelled again.", "Stepanakert", "AZE"),
        ("Gangs hold much of Port-au-Prince.", "Port-au-Prince", "HTI"),
        ("Lakes state was flooded.", "Lakes", "SSD"),
        ("Bundibugyo was flooded.", "Bundibugyo", "UGA"),
        ("Residents of Cité Soleil fled gang violence.", "Cité Soleil", "HTI"),
        ("Armed men entered Timbiquí.", "Timbiquí", "COL"),
        ("The DRC army left the town.", "DRC", "COD"),
        ("Burma's army denied it.", "Burma", "MMR"),
        ("Clashes in the Ivory Coast left ten dead.", "Ivory Coast", "CIV"),
        ("Two died in the West Bank.", "West Bank", "PSE"),
        ("Shelling across the line in Nagorno-Karabakh killed one.", "Nagorno-Karabakh", "AZE"),
    ],
)
def test_the_country_follows_from_a_town_province_or_region_alone(
    text: str, surface: str, country: str, gazetteer: Gazetteer
) -> None:
    assert named(text, surface, gazetteer).place.country == country


@pytest.mark.parametrize(
    ("text", "surface", "direction"),
    [
        ("Tanks stood northwest of Aleppo.", "Aleppo", "northwest of"),
        ("Raids near Saraqib in Syria killed two.", "Saraqib", "near"),
        ("Shells hit the countryside of Hama in Syria.", "Hama", "countryside of"),
        ("Fighting reached the outskirts of Damascus.", "Damascus", "outskirts of"),
        ("Fighting reached southern Idlib in Syria.", "Idlib", "southern"),
    ],
)
def test_how_the_text_stands_off_from_a_place_is_kept(
    text: str, surface: str, direction: str, gazetteer: Gazetteer
) -> None:
    assert named(text, surface, gazetteer).direction == direction


@pytest.mark.parametrize(
    ("text", "precision", "kind"),
    [
        ("Air strikes hit Idlib province in Syria.", "admin1", "admin1"),
        ("Air strikes hit the city of Idlib in Syria.", "exact", "place"),
        ("Air strikes hit rural Idlib in Syria.", "admin1", "admin1"),
        ("Families fled to Idlib Governorate in Syria.", "admin1", "admin1"),
    ],
)
def test_town_and_province_of_one_name_are_told_apart(
    text: str, precision: str, kind: str, gazetteer: Gazetteer
) -> None:
    mention = named(text, "Idlib", gazetteer)
    assert (mention.place.precision, mention.kind) == (precision, kind)


@pytest.mark.parametrize(
    ("text", "surface", "admin1", "country", "precision"),
    [
        ("Two died in the village of Kafr Zumar in Idlib province.", "Kafr Zumar", "Idlib", "SYR", "admin1"),
        ("Two died in Tal Bawar village near Azaz in Syria.", "Tal Bawar", "Aleppo", "SYR", "admin2"),
        ("Two died in Zumarin, a mountain village in Hama province.", "Zumarin", "Hama", "SYR", "admin1"),
        ("Herders fled the Mbongura area in Ouaka prefecture.", "Mbongura", "Ouaka", "CAF", "admin1"),
    ],
)
def test_an_unlisted_hamlet_lies_in_the_smallest_known_area(
    text: str, surface: str, admin1: str, country: str, precision: str, gazetteer: Gazetteer
) -> None:
    place = named(text, surface, gazetteer).place
    assert (place.place_id, place.admin1, place.country, place.precision) == (None, admin1, country, precision)


def test_an_unlisted_quarter_lies_in_the_city_told_before_and_not_in_the_commonest(gazetteer: Gazetteer) -> None:
    text = (
        "Raids hit Idlib, Binnish and Saraqib in Syria. Shells fell on Homs city. "
        "Another fell on Tal Bawar neighbourhood. Idlib was quiet."
    )
    assert named(text, "Tal Bawar", gazetteer).place.admin1 == "Homs"


def test_of_namesakes_spelt_otherwise_that_of_a_named_province_is_meant(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Damascus in Syria. Two died in the al-Saalhyieh neighbourhood."
    assert named(text, "al-Saalhyieh", gazetteer).place.admin1 == "Damascus"


def test_an_unlisted_name_without_a_word_for_its_kind_is_no_place(gazetteer: Gazetteer) -> None:
    assert [m.surface for m in read("Mbongura spoke in Bangui.", gazetteer).mentions] == ["Bangui"]


@pytest.mark.parametrize(
    ("text", "surface", "admin1"),
    [
        ("Rebels took the Shaar gas field east of Homs in Syria.", "Shaar", "Homs"),
        ("Shells fell on the Shaar quarter of Aleppo, Syria.", "Shaar", "Aleppo"),
        ("Shells fell on Sulaiman al-Halabi and al-Midan in Syria, where Damascus was quiet.", "al-Midan", "Aleppo"),
        ("Shells fell on Tadamon and al-Midan in Syria, where Aleppo was quiet.", "al-Midan", "Damascus"),
        ("Raids hit the village of al-Bureij northeast of Aleppo in Syria.", "al-Bureij", "Aleppo"),
        ("Raids hit al-Bureij in central Gaza.", "al-Bureij", "Gaza"),
        ("Drones hit the town of Hader in Quneitra, Syria.", "Hader", "Quneitra"),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_beside_them(
    text: str, surface: str, admin1: str, gazetteer: Gazetteer
) -> None:
    assert named(text, surface, gazetteer).place.admin1 == admin1


def test_the_place_of_writing_is_marked(gazetteer: Gazetteer) -> None:
    text = "AMMAN (Wire) - Shells killed two people in Daraa, Syria."
    assert [(m.surface, m.dateline) for m in read(text, gazetteer).mentions][:2] == [("AMMAN", True), ("Daraa", False)]


def test_peoples_are_kept_apart_from_places(gazetteer: Gazetteer) -> None:
    reading = read("More than 900 South Sudanese crossed into Uganda.", gazetteer)
    assert [(p.surface, p.place.country) for p in reading.peoples] == [("South Sudanese", "SSD")]
    assert [m.surface for m in reading.mentions] == ["Uganda"]


def test_offsets_give_back_the_surface(gazetteer: Gazetteer) -> None:
    text = "In Syria\u2019s Jisr al-Shughur,  Khan  Sheikhoun and (Saraqib), 3 died; “Idlib” was quiet."
    mentions = read(text, gazetteer).mentions
    assert [m.surface for m in mentions] == ["Syria", "Jisr al-Shughur", "Khan  Sheikhoun", "Saraqib", "Idlib"]
    assert all(text[m.start : m.end] == m.surface for m in mentions)


def test_lists_that_lost_their_commas_are_taken_apart(gazetteer: Gazetteer) -> None:
    text = "Raids hit the Syrian towns of Rastan Talbeesah Ter Maaleh and Saraqib Idlib province."
    names = [m.place.name for m in read(text, gazetteer).mentions]
    assert names == ["Rastan", "Talbiseh", "Teir Maalah", "Saraqib", "Idlib"]


def test_a_hint_settles_what_the_text_leaves_open(gazetteer: Gazetteer) -> None:
    assert named("Two died in Valencia.", "Valencia", gazetteer, "PHL").place.country == "PHL"
    assert named("Two died in Valencia.", "Valencia", gazetteer, "VEN").place.country == "VEN"


def test_the_countries_of_an_article_are_ranked(gazetteer: Gazetteer) -> None:
    text = "Turkish and Russian envoys met. In Syria, shells hit Saraqib, Binnish and Taftanaz."
    assert read(text, gazetteer).countries[0] == "SYR"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "no capitals at all", "'", "A", "Al", "al-", "The", "ÀÉ ÎÕ", "\x00Idlib\x00"]
)
def test_odd_input_does_no_harm(text: str, gazetteer: Gazetteer) -> None:
    assert all(text[m.start : m.end] == m.surface for m in read(text, gazetteer).mentions)


@pytest.mark.parametrize(
    "filler", ["Xa ", "Idlib and ", "al-", "the village of Xyzzy ", "A'", "Of Of-of ", "Khan Khan "]
)
def test_long_input_takes_time_in_proportion(filler: str, gazetteer: Gazetteer) -> None:
    def places(size: int) -> object:
        sentences = [(i, i + 200) for i in range(0, size, 200)]
        return read_places(filler * (size // len(filler)), sentences, gazetteer)

    assert grows_in_step(places, 400_000)


def test_the_most_specific_mention_wins_over_wider_ones(gazetteer: Gazetteer) -> None:
    mentions = read("In Syria, shells hit Hama province and the town of Morek.", gazetteer).mentions
    best = most_specific(mentions)
    assert best is not None
    assert best.surface == "Morek"
    assert most_specific([]) is None


def test_areas_are_compared_by_province_and_country() -> None:
    def place(admin1: str | None, country: str, precision: str = "exact") -> Place:
        return Place(admin1 or country, None, admin1, country, None, None, precision)  # type: ignore[arg-type]

    assert same_area(place("Idlib", "SYR"), place("Idlib", "SYR"))
    assert same_area(place("Idlib", "SYR"), place(None, "SYR", "country"))
    assert not same_area(place("Idlib", "SYR"), place("Hama", "SYR"))
    assert not same_area(place("Idlib", "SYR"), None)
    assert contains(place(None, "SYR", "country"), place("Hama", "SYR"))
    assert contains(place("Hama", "SYR", "admin1"), place("Hama", "SYR"))
    assert not contains(place("Hama", "SYR", "admin1"), place("Idlib", "SYR"))
    assert not contains(place(None, "SYR", "country"), place("Gaza", "PSE"))


@pytest.mark.parametrize(
    ("text", "name", "admin1", "country"),
    [
        ("Shells fell on Beni in the Democratic Republic of Congo.", "Beni", "North Kivu", "COD"),
        ("Fighting raged in Yemen. Ten people were killed in Hays on Friday.", "Hays", "Hodeidah", "YEM"),
        ("Gangs in Haiti attacked Croix-des-Bouquets on Friday.", "Croix-des-Bouquets", "Ouest", "HTI"),
        ("In the Philippines shells fell on Patikul in Sulu.", "Patikul", "Sulu", "PHL"),
        ("In the Philippines 900 people fled Batangas province.", "Batangas", "Batangas", "PHL"),
        ("Posts around Ghazni in Afghanistan fell. Jets struck near Khogyani.", "Khogyani", "Ghazni", "AFG"),
        ("Two people were killed in south Lebanon.", "Lebanon", None, "LBN"),
        # provinces that were known as areas of no province; quarters, camps, common names of first-level units
        ("In the Philippines 700 people fled Basilan.", "Basilan", "Basilan", "PHL"),
        ("Floods drove 90 families from Yakutia.", "Sakha", "Sakha", "RUS"),
        ("Shots were heard in Mathare in Nairobi, Kenya.", "Mathare", "Nairobi", "KEN"),
        ("Two died in Bavaria, Germany.", "Bavaria", "Bavaria", "DEU"),
        ("Ethiopians reached Um Rakuba in eastern Sudan.", "Um Rakuba", "Gedaref", "SDN"),
        ("In Afghanistan a mosque in Shakar Dara district was hit.", "Shakar Dara", "Kabul", "AFG"),
        ("Shells from Israel fell on Bani Hayyan in Lebanon.", "Bani Hayyan", "Nabatieh", "LBN"),
    ],
)
def test_places_of_many_wars(gazetteer: Gazetteer, text: str, name: str, admin1: str | None, country: str) -> None:
    found = {m.place.name: m.place for m in read_places(text, [(0, len(text))], gazetteer).mentions}
    assert name in found, found
    assert (found[name].admin1, found[name].country) == (admin1, country)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two people were killed in Pulwama district in Jammu and Kashmir.", ["Pulwama", "Jammu and Kashmir"]),
        ("Two people were killed in Jammu & Kashmir.", ["Jammu and Kashmir"]),
        ("Clashes went on in Sistan and Baluchestan province.", ["Sistan and Baluchestan"]),
        ("Shells hit Aleppo and Idlib.", ["Aleppo", "Idlib"]),
        ("Troops under Sergeant Musa Bello fought in Borno, Nigeria.", ["Borno", "Nigeria"]),
    ],
)
def test_names_joined_and_names_that_are_others(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert [mention.place.name for mention in read(text, gazetteer).mentions] == names


def test_a_village_may_have_the_name_of_a_country(gazetteer: Gazetteer) -> None:
    told = read("Two died in Mali village of Kotli district, Azad Kashmir.", gazetteer).mentions
    assert {mention.place.country for mention in told} == {"PAK"}

"""Towns of wars all over the world lie in the provinces that newspapers name.

Belongs here: what the gazetteer makes of a name in a report of its war. Does not: Syria, cues around names
(`test_places`).
"""

import pytest

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.places import read_places


def admin1_of(name: str, country: str, gazetteer: Gazetteer) -> str | None:
    text = f"Gunmen attacked {name} at dawn.\nThe army of {country} sent help from the capital of {country}."
    first, _, rest = text.partition("\n")
    reading = read_places(text, [(0, len(first)), (len(first) + 1, len(first) + 1 + len(rest))], gazetteer)
    (found,) = [m for m in reading.mentions if m.surface == name]
    return found.place.admin1


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Maiwand", "Afghanistan", "Kandahar"),
        ("San Cristóbal de las Casas", "Mexico", "Chiapas"),
        ("Guadalupe y Calvo", "Mexico", "Chihuahua"),
        ("Buenavista de los Hurtado", "Mexico", "Guerrero"),
        ("Tintaypunco", "Peru", "Huancavelica"),
        ("Perquin", "El Salvador", "Morazan"),
        ("Kozarac", "Bosnia", "Republika Srpska"),
        ("Gorazde", "Bosnia", "Federation of Bosnia and Herzegovina"),
        ("Slupcane", "Macedonia", "Lipkovo"),
        ("Starohnativka", "Ukraine", "Donetsk"),
        ("Sanguesa", "Spain", "Navarre"),
        ("Zamboanga", "Philippines", "Zamboanga del Sur"),
        ("Ipil", "Philippines", "Zamboanga Sibugay"),
        ("Monkayo", "Philippines", "Davao de Oro"),
        ("Rodriguez", "Philippines", "Rizal"),
        ("Echague", "Philippines", "Isabela"),
        ("Aroroy", "Philippines", "Masbate"),
        ("Baghaichhari", "Bangladesh", "Chittagong"),
        ("Puthukkudiyiruppu", "Sri Lanka", "Northern Province"),
        ("Putalibazar", "Nepal", "Gandaki"),
        ("Intan Jaya", "Indonesia", "Central Papua"),
        ("Torokina", "Papua New Guinea", "Bougainville"),
        ("Prey Chan", "Cambodia", "Banteay Meanchey"),
        ("Tort-Kocho", "Kyrgyzstan", "Batken"),
        ("Delaram", "Afghanistan", "Nimruz"),
        ("Bala Boluk", "Afghanistan", "Farah"),
        ("Darra Adam Khel", "Pakistan", "Khyber Pakhtunkhwa"),
        ("Gurez", "India", "Jammu and Kashmir"),
        ("Galwan", "India", "Ladakh"),
        ("Elephant Pass", "Sri Lanka", "Northern Province"),
        ("Mutur", "Sri Lanka", "Eastern Province"),
        ("Taze", "Myanmar", "Sagaing"),
        ("Pinlaung", "Myanmar", "Shan"),
        ("Halmahera", "Indonesia", "North Maluku"),
        ("Baqouba", "Iraq", "Diyala"),
        ("Youssifiyah", "Iraq", "Baghdad"),
        ("Samarra", "Iraq", "Salah al-Din"),
        ("Loder", "Yemen", "Abyan"),
        ("Ras Isa", "Yemen", "Hodeidah"),
        ("Bin Jawad", "Libya", "Sirte"),
        ("Garsila", "Sudan", "Central Darfur"),
        ("Foro Baranga", "Sudan", "West Darfur"),
        ("Ayod", "South Sudan", "Jonglei"),
        ("Beled Hawo", "Somalia", "Gedo"),
        ("Dhusamareb", "Somalia", "Galguduud"),
        ("Shashamene", "Ethiopia", "Oromia"),
        ("Senafe", "Eritrea", "Debub"),
        ("Dungu", "the Democratic Republic of Congo", "Haut-Uele"),
        ("Kasenyi", "the Democratic Republic of Congo", "Ituri"),
        ("PK5", "the Central African Republic", "Bangui"),
        ("Adre", "Chad", "Ouaddai"),
        ("Akwaya", "Cameroon", "South-West"),
        ("Jangebe", "Nigeria", "Zamfara"),
        ("Foutouri", "Burkina Faso", "Est"),
        ("Tidermene", "Mali", "Menaka"),
        ("Duekoue", "Ivory Coast", "Montagnes"),
        ("Masiaka", "Sierra Leone", "North West"),
        ("Bentalha", "Algeria", "Algiers"),
        ("Blida", "Algeria", "Blida"),
        ("Muxungue", "Mozambique", "Sofala"),
        ("Ulus-Kert", "Russia", "Chechnya"),
        ("Kodori Gorge", "Georgia", "Abkhazia"),
        ("Tskhinvali", "Georgia", "South Ossetia"),
        ("Robotyne", "Ukraine", "Zaporizhzhia"),
        ("Osijek", "Croatia", "Osijek-Baranja"),
        ("El Mozote", "El Salvador", "Morazan"),
        ("Sarajevo", "Bosnia", "Federation of Bosnia and Herzegovina"),
        ("Bihac", "Bosnia", "Federation of Bosnia and Herzegovina"),
        ("El Tambo", "Colombia", "Cauca"),
        ("Silopi", "Turkey", "Sirnak"),
        ("Kafr Tebnit", "Lebanon", "Nabatieh"),
    ],
)
def test_a_town_of_a_war_lies_in_the_province_that_news_names(
    name: str, country: str, admin1: str, gazetteer: Gazetteer
) -> None:
    assert admin1_of(name, country, gazetteer) == admin1


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Dharmapuram", "Sri Lanka", "Northern Province"),
        ("Beni Yenni", "Algeria", "Tizi Ouzou"),
        ("Torghundi", "Afghanistan", "Herat"),
        ("San Luis de la Reina", "El Salvador", "San Miguel"),
        ("Konta", "India", "Chhattisgarh"),
        ("Calapan", "the Philippines", "Oriental Mindoro"),
    ],
)
def test_a_village_of_a_war_lies_in_its_province(name: str, country: str, admin1: str, gazetteer: Gazetteer) -> None:
    assert admin1_of(name, country, gazetteer) == admin1


@pytest.mark.parametrize("text", ["Gunmen killed nine in Beni Wassan, Algeria.", "Nine died in Koch Arem, Uganda."])
def test_a_part_of_a_longer_name_is_no_town_of_another_country(text: str, gazetteer: Gazetteer) -> None:
    assert [m.place.precision for m in read_places(text, [(0, len(text))], gazetteer).mentions] == ["country"]


@pytest.mark.parametrize(
    "text",
    [
        "In Kenya, Mauche Kiprop was shot dead by bandits.",
        "A man named Torghundi was killed, Afghanistan said.",
        "Colonel Lokung Okot told Uganda that nine were killed.",
    ],
)
def test_a_person_called_like_a_village_is_no_place(text: str, gazetteer: Gazetteer) -> None:
    assert [m.place.precision for m in read_places(text, [(0, len(text))], gazetteer).mentions] == ["country"]


@pytest.mark.parametrize(
    ("name", "country"),
    [("Martakert", "Azerbaijan"), ("Martuni", "Azerbaijan")],
)
def test_a_town_between_two_sides_lies_in_no_province(name: str, country: str, gazetteer: Gazetteer) -> None:
    """Baku held no district in Nagorno-Karabakh."""
    assert admin1_of(name, country, gazetteer) is None


def test_a_country_whose_name_begins_like_an_article_is_that_country(gazetteer: Gazetteer) -> None:
    """ "alwaer" may be al-Waer, but Algeria is no "al-Geria"."""
    text = "Nine people were killed in Algeria on Monday."
    (found,) = read_places(text, [(0, len(text))], gazetteer).mentions
    assert (found.place.country, found.place.precision) == ("DZA", "country")

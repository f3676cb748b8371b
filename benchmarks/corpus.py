"""News of invented battles in real places, as much of it as is asked for.

Belongs here: a world with events over years and countries, and the reports that outlets make of it: wire stories with
their copies, next-day updates, round-ups, running totals, displacement in people and families, broken truces. Does not:
measuring. The same seed gives the same texts.
"""
# ruff: noqa: E501 - sentences are easier to judge in one line

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

FIRST_DAY, DAYS = date(2013, 1, 1), 365 * 9

# country: governorates or regions with towns, sides, an observatory
WORLD: dict[str, tuple[dict[str, tuple[str, ...]], tuple[str, str], tuple[str, ...]]] = {
    "Syria": (
        {
            "Idlib": ("Saraqib", "Maaret al-Numan", "Kafr Nabl", "Jisr al-Shughur", "Ariha", "Binnish"),
            "Aleppo": ("al-Bab", "Manbij", "Azaz", "Atarib", "Tall Rifat"),
            "Hama": ("Suran", "Kafr Zita", "Salamiyah", "Muhradah"),
            "Daraa": ("Nawa", "Jasim", "Bosra", "Tafas"),
            "Homs": ("Palmyra", "Talbiseh", "Rastan", "Houla"),
        },
        ("government forces", "rebels"),
        (
            "the Syrian Observatory for Human Rights",
            "the Syrian Network for Human Rights",
            "state media",
            "the White Helmets",
        ),
    ),
    "Ukraine": (
        {
            "Donetsk": ("Avdiivka", "Mariupol", "Horlivka", "Debaltseve", "Kramatorsk"),
            "Luhansk": ("Lysychansk", "Shchastia", "Stanytsia Luhanska", "Alchevsk"),
            "Kharkiv": ("Izium", "Chuhuiv", "Kupiansk"),
        },
        ("Ukrainian troops", "separatists"),
        ("the OSCE", "the United Nations", "the regional administration", "the defence ministry"),
    ),
    "Yemen": (
        {
            "Hodeidah": ("Zabid", "Hays", "Bajil"),
            "Taiz": ("Mocha", "At Turbah"),
            "Marib": ("Sirwah", "Harib"),
            "Saada": ("Razih", "Haydan"),
        },
        ("government troops", "Houthi rebels"),
        ("the United Nations", "the Yemen Data Project", "medics", "the health ministry"),
    ),
    "Sudan": (
        {
            "Khartoum": ("Omdurman", "Khartoum North"),
            "North Darfur": ("El Fasher", "Kutum", "Kabkabiya"),
            "South Darfur": ("Nyala", "Kas"),
            "Al Jazirah": ("Wad Madani", "Rufaa"),
        },
        ("the army", "the Rapid Support Forces"),
        ("the Sudan Doctors Union", "the United Nations", "the IOM", "local activists"),
    ),
    "Ethiopia": (
        {
            "Tigray": ("Mekele", "Adwa", "Axum", "Shire"),
            "Amhara": ("Dessie", "Kombolcha", "Lalibela", "Gondar"),
            "Oromia": ("Nekemte", "Gimbi"),
        },
        ("federal troops", "rebels"),
        ("the Ethiopian Human Rights Commission", "aid workers", "the United Nations", "residents"),
    ),
    "Iraq": (
        {
            "Nineveh": ("Tal Afar", "Sinjar", "Mosul", "Hamam al-Alil"),
            "Anbar": ("Ramadi", "Fallujah", "Hit", "Haditha"),
            "Diyala": ("Baqubah", "Jalawla", "Khanaqin"),
        },
        ("Iraqi troops", "Islamic State fighters"),
        ("the United Nations", "Iraq Body Count", "police", "hospital officials"),
    ),
}
OUTLETS = (
    *(
        "Levant Courier",
        "Gulf Herald",
        "Harbour Post",
        "The Meridian",
        "Frontline Daily",
        "Evening Chronicle",
        "Horizon News",
    ),
    *("World Dispatch", "The Bulletin", "Morning Ledger", "Northern Star", "Continental", "The Observer Weekly"),
)
AGENCIES = ("AFP", "Reuters", "AP")
CAUSES = {
    "air_strike": ("an air strike", "air strikes hit"),
    "shelling": ("shelling", "shells hit"),
    "bombing": ("a car bomb", "a bomb tore through"),
    "ground_fighting": ("clashes", "fighting shook"),
}
SITES = (
    "a market",
    "a school",
    "the old town",
    "a bakery",
    "a residential district",
    "a hospital",
    "the bus station",
    "a camp",
)
# What else a report tells, put together anew for each: two reports share little of it unless one is a copy.
FIRST_NAMES = (
    "Ahmad",
    "Maryam",
    "Oleh",
    "Olena",
    "Tesfaye",
    "Hiwot",
    "Khalid",
    "Amina",
    "Yusuf",
    "Salma",
    "Ibrahim",
    "Nadia",
    "Omar",
    "Leyla",
)
LAST_NAMES = (
    "Haddad",
    "Kovalenko",
    "Bekele",
    "al-Jabri",
    "Osman",
    "Nasser",
    "Shevchuk",
    "Tadesse",
    "Barakat",
    "Idris",
    "Darwish",
    "Melnyk",
)
WORK = (
    "teacher",
    "baker",
    "nurse",
    "farmer",
    "driver",
    "shopkeeper",
    "student",
    "tailor",
    "mechanic",
    "engineer",
    "midwife",
    "grocer",
)
SAW = (
    *(
        "heard the planes before dawn",
        "had left an hour earlier",
        "carried water to the cellar",
        "lost sight of the road in the dust",
    ),
    *(
        "stood in line for bread",
        "was mending a generator",
        "waited for news of relatives",
        "ran towards the smoke",
        "hid below the stairs",
    ),
    *(
        "counted the ambulances",
        "could not reach the hospital",
        "had only come back last spring",
        "slept in a neighbour's basement",
    ),
)
STATE = (
    *(
        "schools stay shut",
        "the power has been cut",
        "flour is running out",
        "the bridge can no longer be crossed",
        "telephones are dead",
    ),
    *(
        "fuel has doubled in price",
        "the water works stand idle",
        "the market opens for an hour",
        "clinics lack blood",
        "shops are boarded up",
    ),
    *(
        "snow blocks the passes",
        "aid lorries wait at the crossing",
        "the harvest rots in the fields",
        "rubbish lies in the streets",
    ),
)
SINCE = (
    "for weeks",
    "since the front moved",
    "again",
    "as the talks drag on",
    "despite promises",
    "once more",
    "for the first time in months",
)
CALL = (
    "urged restraint",
    "called for a corridor",
    "spoke of a grave error",
    "promised an inquiry",
    "blamed its enemies",
    "declined to comment",
)
WHO = (
    "A spokesman",
    "The governor",
    "A mediator",
    "The foreign minister",
    "A tribal leader",
    "A church council",
    "The mayor",
    "A senior diplomat",
)
LEADS = (
    "At least {killed} people were killed when {verb} {site} in {town}, {country}, on {weekday}, {speaker} said.",
    "{killed} people died on {weekday} after {verb} {site} in {town}, {country}, according to {speaker}.",
    "{Speaker} said on {weekday} that {killed} people had been killed in {noun} on {site} in {town}, {country}.",
    "{Noun} on {site} in {town}, {country}, killed {killed} people on {weekday}, {speaker} reported.",
)
BATTLES = (
    "Fighting between {one} and {other} in {town}, {country}, killed {killed} people on {weekday}, {speaker} said.",
    "{killed} people were killed on {weekday} as {one} clashed with {other} in {town}, {country}, {speaker} said.",
    "Clashes that pitted {one} against {other} left {killed} dead in {town}, {country}, on {weekday}, according to {speaker}.",
)
PARTS = (
    "The dead include {civilians} civilians, among them {children} children, and {fighters} fighters, it added.",
    "Among them were {civilians} civilians, including {children} children, as well as {fighters} fighters.",
    "{civilians} of the dead were civilians, {children} of them children; {fighters} were fighters.",
)
WOUNDED = (
    "Another {injured} people were wounded in {town}, according to {speaker}.",
    "{injured} people were also injured, medics in {town} said.",
    "Hospitals in {town} took in {injured} wounded.",
    "At least {injured} others were hurt, {speaker} said.",
)
WAR = (
    "The war in {country} has killed more than {toll:,} people since it began.",
    "More than {toll:,} people have been killed since the conflict in {country} broke out.",
    "{country}'s war has claimed over {toll:,} lives.",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day in a town, with what became known of it on the next days."""

    number: int
    country: str
    admin1: str
    town: str
    day: date
    cause: str
    site: str
    killed: int
    civilians: int
    children: int
    injured: int
    speaker: str


def events(seed: int) -> Iterator[Event]:
    """An endless history, in no order of days."""
    chance = Random(seed)
    number = 0
    while True:
        country = chance.choice(list(WORLD))
        regions, _, speakers = WORLD[country]
        admin1 = chance.choice(list(regions))
        civilians, fighters = chance.randint(2, 40), chance.randint(2, 30)
        yield Event(
            number=number,
            country=country,
            admin1=admin1,
            town=chance.choice(regions[admin1]),
            day=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            cause=chance.choice(list(CAUSES)),
            site=chance.choice(SITES),
            killed=civilians + fighters,
            civilians=civilians,
            children=chance.randint(2, max(2, civilians // 2)),
            injured=chance.randint(3, 90),
            speaker=chance.choice(speakers),
        )
        number += 1


def stories(seed: int) -> Iterator[dict[str, str]]:
    """Reports without end: each event as a wire story with copies, as an update, and in round-ups."""
    chance = Random(seed + 1)
    number = 0
    for event in events(seed):
        for day, publisher, title, text in _reports(event, chance):
            number += 1
            yield {
                "id": f"r{seed}-{number}",
                "publisher": publisher,
                "published_at": day.isoformat(),
                "title": title,
                "text": text,
            }


def write(path: Path, seed: int, reports: int) -> None:
    """So many reports as one file of JSON Lines."""
    found = stories(seed)
    with path.open("w", encoding="utf-8") as handle:
        for _ in range(reports):
            handle.write(json.dumps(next(found)) + "\n")


def _reports(event: Event, chance: Random) -> Iterator[tuple[date, str, str, str]]:
    next_day = event.day + timedelta(days=1)
    agency = chance.choice(AGENCIES)
    title, wire = _wire(event, next_day, chance)
    outlets = chance.sample(OUTLETS, 4)
    for outlet in outlets[: chance.choice((1, 1, 2, 3))]:
        yield next_day, outlet, title, _edited(wire, outlet, agency, chance)
    if chance.random() < 0.4:
        yield next_day + timedelta(days=1), outlets[0], *_update(event, chance)
    if chance.random() < 0.5:
        yield next_day, outlets[3], *_own_report(event, chance)
    if chance.random() < 0.25:
        yield next_day + timedelta(days=3), chance.choice(OUTLETS), *_displacement(event, chance)


def _wire(event: Event, published: date, chance: Random) -> tuple[str, list[str]]:
    told = _told(event, published)
    lead = chance.choice(BATTLES if event.cause == "ground_fighting" else LEADS)
    lines = [lead, chance.choice(PARTS), chance.choice(WOUNDED)]
    body = [line.format(**told) for line in lines]
    body += [*_colour(event, chance, 4), chance.choice(WAR).format(**told)]
    return f"{told['Noun']} in {event.town} kills {event.killed}", body


def _told(event: Event, published: date) -> dict[str, object]:
    noun, verb = CAUSES[event.cause]
    one, other = WORLD[event.country][1]
    names = {
        name: getattr(event, name)
        for name in ("country", "town", "killed", "civilians", "children", "injured", "site", "speaker")
    }
    return names | {
        "noun": noun,
        "Noun": noun.capitalize(),
        "verb": verb,
        "one": one,
        "other": other,
        "Speaker": event.speaker[0].upper() + event.speaker[1:],
        "weekday": f"{event.day:%A}",
        "fighters": event.killed - event.civilians,
        "toll": 1000 * (20 + (published - FIRST_DAY).days // 30),
    }


def _colour(event: Event, chance: Random, lines: int) -> list[str]:
    """Paragraphs that count nobody."""
    return [_scene(event, chance) for _ in range(lines)]


def _scene(event: Event, chance: Random) -> str:
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
    form = chance.randrange(4)
    if form == 0:
        return f"{name}, a {chance.choice(WORK)} from {event.town}, {chance.choice(SAW)} and {chance.choice(SAW)}."
    if form == 1:
        first, second = chance.sample(STATE, 2)
        return f"In {event.town} {first} {chance.choice(SINCE)}, {name} said by phone, and {second}."
    if form == 2:
        return f"{chance.choice(WHO)} {chance.choice(CALL)} over {event.admin1} {chance.choice(SINCE)}, while {chance.choice(STATE)}."
    return f'"{chance.choice(STATE).capitalize()} {chance.choice(SINCE)}," said {name}, a {chance.choice(WORK)} who {chance.choice(SAW)}.'


def _edited(wire: list[str], outlet: str, agency: str, chance: Random) -> str:
    """What an outlet prints of a wire story: sometimes without a paragraph, always with the credit."""
    lines = list(wire)
    if chance.random() < 0.5:
        del lines[chance.randrange(2, len(lines))]
    return "\n\n".join([*lines, f"({outlet} with {agency})"])


def _update(event: Event, chance: Random) -> tuple[str, str]:
    more = event.killed + chance.randint(1, 1 + event.killed // 4)
    title = f"Toll in {event.town} rises to {more}"
    body = [
        f"The toll of {CAUSES[event.cause][0]} in {event.town} on {event.day:%A} has risen to {more} killed, {event.speaker} said on {event.day + timedelta(days=2):%A}.",
        f"An earlier count had put the number of dead at {event.killed}.",
        f"{event.injured + chance.randint(0, 20)} people were injured, including {event.children} children.",
        *_colour(event, chance, 3),
    ]
    return title, "\n\n".join(body)


def _own_report(event: Event, chance: Random) -> tuple[str, str]:
    """A second outlet with a witness of its own, a rival figure, and what happened around."""
    one, other = WORLD[event.country][1]
    rival = chance.choice(WORLD[event.country][2])
    elsewhere = chance.choice(list(WORLD[event.country][0]))
    towns = WORLD[event.country][0][elsewhere]
    title = f"Violence flares again in {event.admin1}"
    body = [
        f"{event.town}, {event.country}: {rival.capitalize()} said {max(1, event.killed + chance.randint(-5, 5))} people had died in {CAUSES[event.cause][0]} on {event.day:%A}.",
        f"In {chance.choice(towns)}, {chance.randint(2, 12)} {one.split()[-1]} and {chance.randint(2, 12)} {other.split()[-1]} were killed in separate clashes on {event.day:%A}.",
        f"Shelling wounded {chance.randint(2, 25)} civilians in {chance.choice(towns)} the same day, despite a truce that both sides had agreed.",
        *_colour(event, chance, 3),
        f"Since the start of {event.day:%B}, {chance.randint(100, 400)} civilians have been killed in {event.admin1}, {rival} said.",
    ]
    return title, "\n\n".join(body)


def _displacement(event: Event, chance: Random) -> tuple[str, str]:
    families = chance.randint(80, 4000)
    title = f"Thousands flee {event.town}"
    total = chance.randint(20, 300) * 1000
    body = [
        f"{families:,} families ({families * 5 + chance.randint(0, 99):,} people) have fled {event.town} in {event.admin1}, {event.country}, since {event.day:%A}, the United Nations said.",
        f"About {chance.randint(2, 60) * 100:,} of them reached camps near {chance.choice(WORLD[event.country][0][event.admin1])}.",
        f"The camps of {event.admin1} hold {total:,} displaced people, aid workers said.",
        f"Some {chance.randint(1, 20) * 50:,} people returned to {event.town} last week.",
        *_colour(event, chance, 3),
        f"More than {total * 3:,} people have been displaced in {event.country} since {event.day - timedelta(days=200):%B %Y}, the UN says.",
    ]
    return title, "\n\n".join(body)

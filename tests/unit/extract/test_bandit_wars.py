"""Wars of bandits, gangs and militias, as agencies, local papers and bulletins of displacement tell them.

Belongs here: sentences of such reports with the one field of a claim that each is for. Does not: wordings of movement
(`test_flight`), names of towns (`test_places_of_wars`).
"""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims

UNTIL_NOW = (None, "2019-12-01")


def only(claims: list[Claim], number: int) -> Claim:
    (found,) = [c for c in claims if number in (c.low, c.high)]
    return found


@pytest.mark.parametrize(
    ("text", "number", "days"),
    [
        (
            "Hundreds of thousands have been internally displaced by gangs in Haiti, the UN estimates.",
            200000,
            UNTIL_NOW,
        ),
        ("The violence has displaced more than 400,000 people in Sudan, according to OCHA.", 400000, UNTIL_NOW),
        ("As many as 45,000 people have fled their homes in Colombia because of fighting.", 45000, UNTIL_NOW),
        ("Suspected herders killed at least 90 people in Gwoza some months ago.", 90, UNTIL_NOW),
        ("Some weeks ago rebels killed 20 villagers in Ituri.", 20, UNTIL_NOW),
        ("Some 1,600 people had to leave their homes in Tumaco in recent weeks.", 1600, UNTIL_NOW),
        ("Herders displaced 18, 000 people in Benue in recent months.", 18000, UNTIL_NOW),
        (
            "Two died in Gao on Monday. The mayor said on Friday it was big. The same day as the blast, 5 died in Bor.",
            5,
            ("2019-11-25", "2019-11-25"),
        ),
        (
            'On Thursday a gang killed two people in Palma. According to Monday\'s issue of "Noticias", six were hurt.',
            6,
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "According to Tuesday's edition of the weekly Savana, three people were wounded in Mueda on Thursday.",
            3,
            ("2019-11-28", "2019-11-28"),
        ),
    ],
)
def test_what_has_no_day_and_what_only_dates_a_paper(
    text: str, number: int, days: tuple[str | None, str], claims: Claims
) -> None:
    window = only(claims(text), number).window
    assert (window.start and str(window.start), str(window.end)) == days


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"We have buried eight farmers killed by these militants," said Amadou Diarra, mayor of Bankass.', "Amadou"),
        ('"Eight herders were shot dead by soldiers," said the village chief, Ali Sow.', "Ali Sow"),
        ('"Eight people were wounded by the rebels," a resident told AFP on Friday.', "resident"),
    ],
)
def test_who_a_quotation_names_last_does_not_speak_it(text: str, source: str, claims: Claims) -> None:
    assert (only(claims(text), 8).attributed_to or "").startswith(source)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The mission confirmed that four men and four women were killed in Djugu.",
            [("killed", 4, "all"), ("killed", 4, "women")],
        ),
        (
            "In Kidal three men and three children died when a shell hit their home.",
            [("killed", 3, "all"), ("killed", 3, "children")],
        ),
        ("The nurse said nine of the dead were children, some under six.", [("killed", 9, "children")]),
        ("Two Kenyan rangers and a French conservationist were killed.",
         [("killed", 2, "combatants"), ("killed", 1, "civilians")]),
    ],
)  # fmt: skip
def test_every_kind_in_a_list_counts_once(text: str, told: list[tuple[str, int, str]], claims: Claims) -> None:
    assert [(c.measure, c.low, c.population) for c in claims(text)] == told


@pytest.mark.parametrize(
    ("text", "number", "basis"),
    [
        ("Kanyaruchinya camp, which houses 20,000 homeless people, was shelled.", 20000, "stock"),
        ("The shelling left 400 people homeless.", 400, "flow"),
        ("The attacks caused 36,000 displaced people in districts until now considered safe.", 36000, "flow"),
        ("The district has 36,000 displaced people.", 36000, "stock"),
        ("Some 64,000 people have moved to urban centres such as Djibo because of the attacks.", 64000, "flow"),
        ("About 900 households moved to the provincial capital after the raid.", 900, "flow"),
    ],
)
def test_who_is_displaced_and_who_becomes_so(text: str, number: int, basis: str, claims: Claims) -> None:
    found = only(claims(text), number)
    assert (found.measure, found.basis) == ("displaced", basis)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Angola, 1,300 DRC refugees arrived between Saturday and Monday.", ("Angola", "AGO")),
        ("Uganda now hosts 1,300 DRC refugees.", ("Uganda", "UGA")),
        ("Gunmen killed 1,300 people in Niger State on Friday.", ("Niger State", "NGA")),
        ("Clashes near Lake Chad killed 1,300 Chadian soldiers, the Chadian army said.", ("Lake Chad", "TCD")),
        (
            "Gunmen killed 1,300 fishermen on Lake Chad. The Nigerian army said they came from Borno.",
            ("Lake Chad", "NGA"),
        ),
        (
            "A mine killed two in Bor in South Sudan's Jonglei state. In the country's west, a clash killed 1,300 men.",
            ("South Sudan", "SSD"),
        ),
    ],
)
def test_where_people_come_from_is_not_where_they_are(text: str, place: tuple[str, str], claims: Claims) -> None:
    found = only(claims(text), 1300).place
    assert found is not None
    assert (found.name, found.country) == place


@pytest.mark.parametrize(
    ("text", "number", "side"),
    [
        ("Troops on Wednesday killed ISWAP commander Bukar Gana in Marte, Nigeria.", 1, "islamic_state"),
        ("A drone killed Taliban leader Omar Jan in Kunar.", 1, "opposition"),
        ("Rebels killed army commander Ali Musa in Marte, Nigeria.", 1, "government"),
    ],
)
def test_a_rank_before_a_name_is_of_the_side_before_it(text: str, number: int, side: str, claims: Claims) -> None:
    assert only(claims(text), number).affiliation == side


@pytest.mark.parametrize(
    ("text", "number", "cause"),
    [
        ("A gang beheaded two people in Palma. Five people were wounded in the raid.", 5, "ground_fighting"),
        ("Men on motorbikes came to Bani. Five people were wounded in the raid.", 5, "ground_fighting"),
        ("Jets flew over Taftanaz in Syria. Five people were wounded in the raid.", 5, "air_strike"),
    ],
)
def test_a_raid_of_men_on_motorbikes_is_none_from_the_air(text: str, number: int, cause: str, claims: Claims) -> None:
    assert only(claims(text), number).cause == cause


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "On Sunday no fewer than 17 were reported killed - four at Dutsi, 11 at Batsari and two at Jibia.",
            [("killed", 17), ("killed", 4), ("killed", 11), ("killed", 2)],
        ),
        ("The teacher, whose brother and uncle were killed, fled to Dori.", [("killed", 1), ("killed", 1)]),
        ("The man, whose wife was killed, went to Dori.", [("killed", 1)]),
        ("Air strikes helped track down and neutralise forty terrorists in Kossi.", [("killed", 40)]),
        ("Thousands fled Shiroro on Monday, with 2,100 people now in the camp for the displaced at Kuta.",
         [("displaced", 2000), ("displaced", 2100)]),
        ("In Kayna 350 families of IDPs arrived. In Luofu, the presence of 636 families was reported.",
         [("displaced", 350), ("displaced", 636)]),
        ("At least 15 Volunteers for the Defence of the Homeland were killed in Kossi.", [("killed", 15)]),
    ],
)  # fmt: skip
def test_parts_kin_and_presences_are_counted(text: str, told: list[tuple[str, int]], claims: Claims) -> None:
    assert [(c.measure, c.low) for c in claims(text)] == told


def test_what_is_avenged_is_not_what_killed(claims: Claims) -> None:
    text = "The militia has been blamed for killing 500 people near Beni in retaliation for an army crackdown."
    assert only(claims(text), 500).perpetrator != "government"


def test_a_headline_may_name_the_district_of_the_village(claims: Claims) -> None:
    text = "Terrorists murdered five people in Mucojo, in Macomia district, in the province of Cabo Delgado."
    assert [c.low for c in claims(text, title="Terrorists murder five in Macomia")] == [5]


def test_a_coalition_of_any_armed_groups_is_no_alliance_of_states(claims: Claims) -> None:
    text = 'Gunmen of a "coalition of armed groups" attacked an army unit in Fizi, DR Congo, killing two soldiers.'
    assert only(claims(text), 2).perpetrator != "us_coalition"

"""What only describes a place, a group or a thing told beside the counted dates and explains nothing else."""

import pytest

from tests.unit.extract.conftest import Claims


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Three people were killed in the town of Hit, which Islamic State captured in 2014, in Iraq.", "2019-12-01"),
        ("Three people were killed in Hit, a town in Iraq captured by Islamic State in 2014.", "2019-12-01"),
        ("Three people were killed in Maarat al-Numan, held by rebels since 2012.", "2019-12-01"),
        ("Shells killed six people in Taiz, which has been besieged by the Houthis since 2015.", "2019-12-01"),
        ("A blast at the hospital, which was built in 2009, killed 12 people in Kunduz.", "2019-12-01"),
        ("The group, formed in 2016, said it had killed four soldiers in Mali.", "2019-12-01"),
        ("Rebels killed 12 soldiers in Jonglei, where a peace deal was signed in 2018.", "2019-12-01"),
        # a day of its own stays, and so does what the clause tells of the harm
        ("Three people were killed on Friday in Hit, an Iraqi town which Islamic State captured.", "2019-11-29"),
        ("Rebels shelled Aleppo, held by the government, on Friday and killed three people.", "2019-11-29"),
        ("Six people died in Kabul, where a bomb went off on Friday.", "2019-11-29"),
    ],
)
def test_when_a_place_changed_hands_is_no_day_of_the_dead(text: str, start: str, claims: Claims) -> None:
    (claim, *_) = claims(text)
    assert str(claim.window.start) == start


@pytest.mark.parametrize(
    ("text", "perpetrator", "cause"),
    [
        ("A car bomb killed three people in Tal Abyad, which Turkish forces seized in October.", None, "bombing"),
        ("Three people were killed in Hit, an Iraqi town which Islamic State captured in 2014.", None, None),
        ("Two children were killed by a mine in Um Hosh, an area taken over by the SDF, in Syria.", None, "bombing"),
        # who claims a toll did not inflict it
        (
            "Rebels claimed that 4 civilians were killed in an airstrike by Russia on Ariha in Syria.",
            "russia",
            "air_strike",
        ),
        # whom gunmen are taken for
        (
            "A guard was shot dead in Mosul by gunmen believed to belong to Islamic State.",
            "islamic_state",
            "shooting",
        ),
        ("Two guards were killed in an attack blamed on Boko Haram in Borno.", "opposition", None),
        ("A camp in El Fasher came under fire from the paramilitary RSF and 7 died.", "opposition", "shooting"),
        # what they ran to and not what they ran from
        ("Five people who were trying to flee Raqqa were killed by a mine.", None, "bombing"),
    ],
)
def test_who_took_a_place_did_not_do_it(text: str, perpetrator: str | None, cause: str | None, claims: Claims) -> None:
    (claim, *_) = claims(text)
    assert (claim.perpetrator, claim.cause) == (perpetrator, cause)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two men who had fled from Homs were killed in Idlib city.", ("killed", 2, "Idlib")),
        ("Two men displaced from Homs were killed in Idlib city.", ("killed", 2, "Idlib")),
        ("Thirty people sheltering in a school were killed in a raid on Gaza City.", ("killed", 30, "Gaza")),
        ("Twelve people who had returned to Homs were killed by a mine.", ("killed", 12, "Homs")),
        # where the text puts a village that the lists know elsewhere
        ("Four people died in Tel Rifaat in Hama's countryside in Syria.", ("killed", 4, "Hama")),
        ("Four people died in Karama, in the northern province of Hasakah in Syria.", ("killed", 4, "Hasakah")),
        ("Four people died in Karama, north of Hasakah in Syria.", ("killed", 4, "Raqqa")),
        # numbers that rose, of people and of things
        (
            (
                "The number of people who were killed when jets hit a fuel market on the outskirts of a village in the"
                " northern countryside of Idlib province in Syria has risen to 16."
            ),
            ("killed", 16, "Idlib"),
        ),
    ],
)
def test_who_was_on_the_run_and_where_a_village_lies(text: str, told: tuple[str, int, str], claims: Claims) -> None:
    (claim,) = claims(text)
    assert claim.place is not None
    assert (claim.measure, claim.low, claim.place.admin1) == told


@pytest.mark.parametrize(
    "text",
    [
        "The number of air strikes executed by Russian jets on Idlib since morning has jumped to 11.",
        "The number of camps in Idlib has risen to 900.",
        "The number of settlements in Idlib that joined the deal has increased to 1,477.",
    ],
)
def test_the_number_of_things_is_of_no_people(text: str, claims: Claims) -> None:
    assert claims(text) == []

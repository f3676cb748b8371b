"""Whom an attack fell on, where the number behind it has no noun."""

import pytest

from tests.unit.extract.conftest import Claims


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gunmen attacked Malian soldiers near Gao, leaving two badly wounded.", ("combatants", "government")),
        ("The attack on the Congolese army near Goma killed four of them.", ("combatants", "government")),
        ("Militants attacked Peshmerga near Makhmour, killing four of them.", ("combatants", "kurdish_forces")),
        ("Gunmen opened fire on soldiers in Bama, killing three.", ("combatants", "government")),
        ("Gunmen fired at a group of farmers in Kaduna, leaving seven dead.", ("civilians", None)),
        ("A drone struck a gathering of militants in Khost, leaving nine dead.", ("combatants", "opposition")),
        # a post holds anyone, both sides are nobody's, and two kinds are neither
        ("Militants attacked an army post near Goma, killing four.", ("all", None)),
        ("Troops clashed with rebels in Kachin, leaving six dead.", ("all", None)),
        ("Attacks on civilians and soldiers in Bama went on, killing twelve.", ("all", None)),
    ],
)
def test_those_who_were_struck(text: str, told: tuple[str, str | None], claims: Claims) -> None:
    (claim,) = claims(text)
    assert (claim.population, claim.affiliation) == told


@pytest.mark.parametrize(
    ("text", "number", "population"),
    [
        ("The raid took the civilian toll to 40, monitors said.", 40, "civilians"),
        ("The blasts brought the civilian death toll to at least 15 this year.", 15, "civilians"),
        ("The blasts brought the death toll to at least 15 this year.", 15, "all"),
    ],
)
def test_whom_a_toll_counts(text: str, number: int, population: str, claims: Claims) -> None:
    (claim,) = claims(text)
    assert (claim.low, claim.population) == (number, population)

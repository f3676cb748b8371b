"""Several who tell of one event, each with a number of their own, and tolls that are raised."""

from collections.abc import Callable

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from pipeline.extract.revising import revises
from tests.unit.extract.conftest import MakeArticle


@pytest.fixture(scope="module")
def told(article: MakeArticle, reference: Reference) -> Callable[[str], set[tuple[str, str | None]]]:
    extractor = Extractor(reference)

    def find(text: str) -> set[tuple[str, str | None]]:
        made = article(text)
        claims = extractor.extract(made, None).claims
        return {(made.text[c.char_start : c.char_end], c.attributed_to) for c in claims}

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police reported 30 people killed in Jos, the Red Cross 45.", {("30", "police"), ("45", "Red Cross")}),
        (
            "The mayor said 46 people were killed, the governor's office spoke of 41 and a hospital of 43.",
            {("46", "mayor"), ("41", "governor's office"), ("43", "hospital")},
        ),
        ("The army spoke of 12 dead and a local doctor of 17.", {("12", "army"), ("17", "local doctor")}),
        ("Police put the dead at 19, the Red Cross at 24.", {("19", "police"), ("24", "Red Cross")}),
        ("Reuters said 14 people were killed in Aleppo, AFP 12.", {("14", "Reuters"), ("12", "AFP")}),
        ("The army reported 16 deaths, residents more than 40.", {("16", "army"), ("40", "residents")}),
        (
            "The ministry said 12 people were killed, nine of them at a clinic.",
            {("12", "ministry"), ("nine", "ministry")},
        ),
    ],
)
def test_a_second_teller_needs_no_verb(
    told: Callable[[str], set[tuple[str, str | None]]], text: str, expected: set[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The health department in Goma on Monday raised the toll from clashes there to 62, from an earlier 48.",
            "Goma",
        ),
        ("Officials raised the death toll in Goma from 48 to 62.", "officials"),
        ("The army lowered its toll for Monday's raids to 62 dead from an earlier 48.", "army"),
        ("Hospital sources later increased the toll from Islamic State attacks to 62, up from 48.", "hospital sources"),
    ],
)
def test_a_toll_is_raised_by_who_counts(
    told: Callable[[str], set[tuple[str, str | None]]], text: str, speaker: str
) -> None:
    found = told(text)
    assert {number for number, _ in found} == {"62", "48"}
    assert all(speaker in (source or "") for _, source in found)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (["from"], True),
        ([",", "from", "an", "earlier"], True),
        (["from", "an", "initial", "figure", "of"], True),
        (["from", "the"], False),
        (["and"], False),
    ],
)
def test_words_between_two_states_of_a_toll(gap: list[str], expected: bool) -> None:
    assert revises(gap) == expected

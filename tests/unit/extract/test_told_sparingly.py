"""Figures told in few words: a list that leaves its verb out, a possessive, an adverb, a verb that cannot be done.

Belongs here: what befell the counted where the words for it stand apart from the number or are left out. Does not:
words of harm right beside a number (`test_figures`), shares of one number (`test_shared_verbs`).
"""

import pytest

from pipeline.extract.model import Claim
from tests.unit.extract.conftest import Claims


def told(claims: list[Claim]) -> list[str]:
    return [f"{claim.measure} {claim.low} {claim.place.name if claim.place else None}" for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya has taken in 12,000 refugees, Uganda 8,000 and Tanzania some 3,500.",
            ["displaced 12000 Kenya", "displaced 8000 Uganda", "displaced 3500 Tanzania"],
        ),
        (
            "Of the refugees, 12,000 are in Kenya, 8,000 in Uganda and 3,500 in Tanzania.",
            ["displaced 12000 Kenya", "displaced 8000 Uganda", "displaced 3500 Tanzania"],
        ),
        (
            "Qayyarah hosts 2,190 displaced people, Makhmur 1,314 and al-Houd 976.",
            ["displaced 2190 Qayyarah", "displaced 1314 Makhmur", "displaced 976 Makhmur"],
        ),
        (
            "Rebels died in Vavuniya (19), Mannar (14) and Jaffna (6), the army said.",
            ["killed 19 Vavuniya", "killed 14 Mannar", "killed 6 Jaffna"],
        ),
        (
            "Displaced families were registered in Homs (190), Hama (140) and Idlib (60).",
            ["displaced 190 Homs", "displaced 140 Hama", "displaced 60 Idlib"],
        ),
        ("Nobody died in Homs (19 shells), Hama (14) or Idlib (6).", []),
    ],
)
def test_a_list_tells_where_each_of_its_numbers_holds(claims: Claims, text: str, expected: list[str]) -> None:
    assert told(claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose bodies they are
        ("Two soldiers' charred bodies were found in Homs.", ["killed 2 Homs"]),
        ("A child's body was pulled from the rubble in Homs.", ["killed 1 Homs"]),
        ("A soldier's body armour was found in Homs.", []),
        # those of the hurt who died
        ("Shells hit five people in Homs on Sunday, two of them fatally.", ["killed 2 Homs"]),
        ("In Homs 12 people were wounded, three fatally.", ["injured 12 Homs", "killed 3 Homs"]),
        ("In Homs 12 people were wounded, three seriously.", ["injured 12 Homs", "injured 3 Homs"]),
        # a total and those among it
        ("The raid brought the army's dead to 223.", ["killed 223 None"]),
        ("The raid on Homs killed 71 people. Nine rebels were among them.", ["killed 71 Homs", "killed 9 Homs"]),
        ("Killed in Homs were two men, a woman and a child.", ["killed 2 Homs", "killed 1 Homs", "killed 1 Homs"]),
        ("Rebel losses in Homs were put at 40.", ["killed 40 Homs"]),
        ("The army put rebel losses in Homs at 140 killed and wounded.", []),
        ("UNHCR counts 12,000 Burundians in Rwanda.", ["displaced 12000 Rwanda"]),
        ("The pollster counted 900 Burundians in Rwanda.", []),
        # what hit them
        ("On Sunday 27 migrants were hit by gunfire in Tripoli.", ["injured 27 Tripoli"]),
        ("Forty people were found in a mass grave in Homs.", ["killed 40 Homs"]),
        ("In Homs 12 villagers were lined up and shot.", ["killed 12 Homs"]),
    ],
)
def test_words_apart_from_the_number_tell_what_befell_the_counted(
    claims: Claims, text: str, expected: list[str]
) -> None:
    assert told(claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 500 families cannot go home to Homs.", ["displaced 500 Homs"]),
        ("Some 500 families couldn't return to Homs.", ["displaced 500 Homs"]),
        ("Some 500 families were barred from going home.", ["displaced 500 None"]),
        ("Some 500 families have had to leave Homs.", ["displaced 500 Homs"]),
        ("Some 500 families have to leave Homs by Monday.", []),
        ("The raid on Homs didn't kill 12 people.", []),
        ("Twelve people weren’t hurt.", []),
        ("The blast in Homs killed nobody but injured four.", ["injured 4 Homs"]),
        ("The army did not kill and injure 12 people.", []),
        ("Rescuers pulled out 12 bodies and 30 survivors.", ["killed 12 None"]),
    ],
)
def test_what_cannot_or_did_not_happen_is_not_told_as_done(claims: Claims, text: str, expected: list[str]) -> None:
    assert told(claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A gunman was shot dead in Homs.", ["killed 1 Homs"]),
        ("A gunman shot dead two people in Homs.", ["killed 2 Homs"]),
        ("A suicide bomber was killed in Homs.", []),
        ("A magistrate was killed in Homs.", ["killed 1 Homs"]),
        ("A charcoal seller and a tea seller were killed in Homs.", ["killed 1 Homs", "killed 1 Homs"]),
    ],
)
def test_one_person_is_told_by_what_they_do(claims: Claims, text: str, expected: list[str]) -> None:
    assert told(claims(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # another word of saying ends the denial
        ("The minister denied the report and said that four people had died in Goma.", ["killed 4 Goma"]),
        ("The minister denied reports that four people had died in Goma.", []),
        # nouns of killing that somebody counts
        ("The mission documented 50 killings in Goma.", ["killed 50 Goma"]),
        ("The mission verified 31 summary executions in Goma.", ["killed 31 Goma"]),
        ("It was the third killing in Goma.", []),
        # whose forces they are of, numbers with a hyphen or an Indian scale
        ("A soldier of the government forces has been killed in Goma.", ["killed 1 Goma"]),
        ("A first lieutenant of the army has been killed in Goma.", ["killed 1 Goma"]),
        ("Shelling has displaced 16-thousand people in Goma.", ["displaced 16000 Goma"]),
        ("Floods have displaced 2.5 crore people in Patna.", ["displaced 25000000 Patna"]),
    ],
)
def test_what_is_told_behind_a_denial_and_by_words_that_are_seldom_read(
    claims: Claims, text: str, expected: list[str]
) -> None:
    assert told(claims(text)) == expected

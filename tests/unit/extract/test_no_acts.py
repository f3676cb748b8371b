"""Words of attack that tell of no act, and acts that tell what a breach was that the sentence before has dated.

Belongs here: one word and what stands beside it, one breach told in two sentences. Does not: acts that bind nobody (see
`test_beside_truces`), breaches of several sentences each (see `test_breaches_across`).
"""

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import MakeDoc, reports, told

LEBANON = "The ceasefire in Lebanon took effect on November 27. "
GAZA = "The ceasefire in Gaza began on January 19. "
KASHMIR = "in the Poonch district of Jammu and Kashmir"


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        # compounds
        (LEBANON + "Air raid sirens sounded in Tyre on Monday.", "2024-12-03", []),
        (
            LEBANON + "Soldiers with assault rifles stood in Tyre on Monday beside a bomb disposal squad.",
            "2024-12-03",
            [],
        ),
        (LEBANON + "Doctors in Tyre saw to two men with bullet wounds on Monday.", "2024-12-03", []),
        (LEBANON + "The combat death toll in Tyre has risen to 12 since then, the ministry said.", "2024-12-03", []),
        (LEBANON + "An air raid hit Tyre on Monday.", "2024-12-03", [("air_strike", None, "inferred")]),
        # what is struck, threatened or ended
        ("The army and the RSF struck a one-day truce in Khartoum on Friday. It held.", "2023-06-12", []),
        ("Milosevic signed a truce for Kosovo under threat of NATO air strikes last week.", "1998-10-20", []),
        (GAZA + "It ended a fifteen-month offensive of the army of Israel in Khan Younis.", "2025-02-03", []),
        (LEBANON + "Warning shots rang out in Tyre on Monday.", "2024-12-03", []),
        # the toll of the war before
        (
            (
                "A ceasefire in Gaza held on Tuesday after two days of fighting. At least 29 people were killed by"
                " rockets and air strikes."
            ),
            "2019-05-07",
            [],
        ),
        # what only brings troops, what is broken by keeping somebody
        ("Israeli troops landed in Lebanon by helicopter near Tyre on Monday. " + LEBANON, "2024-12-03", []),
        ("Israel said Hamas had violated the ceasefire in Gaza by holding on to hostages.", "2025-03-20", []),
        # hours before a truce was made
        (
            "Gunfire shook Juba on Monday, hours before Salva Kiir and Riek Machar each ordered a ceasefire.",
            "2016-07-11",
            [],
        ),
        ("Police fired stun grenades at al-Aqsa on Friday, hours after a ceasefire in Gaza began.", "2021-05-21", []),
        # how things stand
        ("Government forces have advanced into Taiz. A truce in Yemen began on April 10.", "2016-04-20", []),
        (
            "Houthi fighters advanced on Harib on Tuesday. A truce in Yemen began on April 10.",
            "2016-04-20",
            [("ground_attack", "opposition", "inferred")],
        ),
        # who made a truce does not break it
        (
            "Men crossed a line in Gaza that a US-brokered ceasefire drew on October 10, in a violation of it.",
            "2025-10-14",
            [],
        ),
        # a truce of sides of whom nothing is told is another's
        (
            "Clashes raged in Tripoli in Lebanon between Alawite and Sunni gunmen on Friday. No truce was in sight.",
            "2014-03-15",
            [],
        ),
    ],
)
def test_words_of_attack_that_tell_of_none(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            f"Pakistani troops violated the ceasefire {KASHMIR} on Tuesday. Mortar shells landed near a school.",
            "2019-10-16",
            [("shelling", "other", "explicit")],
        ),
        (
            "Israeli troops broke the truce in Gaza on Wednesday, Hamas said. They opened fire on farmers.",
            "2013-01-10",
            [("shooting", "israel", "explicit")],
        ),
        (
            f"Pakistani troops violated the ceasefire {KASHMIR} on Tuesday. Farmers there grow rice.",
            "2019-10-16",
            [("unspecified", "other", "explicit")],
        ),
        # who is accused of it does what the next sentence tells, unless it was more than once
        (
            "Azerbaijan accused Armenia of breaking the truce. Ganja was hit by missiles early on Sunday.",
            "2020-10-12",
            [("shelling", "other", "explicit")],
        ),
        (
            (
                "The army of Lebanon accused Israel on Thursday of violating the ceasefire several times. Israeli tanks"
                " fired on Khiam."
            ),
            "2024-11-29",
            [("unspecified", "israel", "explicit"), ("shelling", "israel", "inferred")],
        ),
        # who killed where the killing is the breach, and that a truce is broken all along
        (
            "Colombia's army said FARC men killed a policeman in Cauca on Sunday, the first breach of a truce.",
            "2012-12-18",
            [("unspecified", "opposition", "explicit")],
        ),
        (
            "Shelling hit Donetsk on Thursday, into a ceasefire that has been violated repeatedly by both sides.",
            "2014-09-12",
            [("shelling", None, "explicit"), ("unspecified", None, "explicit")],
        ),
        # another is accused of it
        (
            "A truce in Sudan began on May 22. The army shelled Omdurman on Friday, accusing the RSF of violating it.",
            "2023-05-26",
            [("shelling", "government", "inferred")],
        ),
        # whose the arms are
        (
            "The army broke the truce in Liberia on Saturday, the LURD rebels said. Its helicopters rocketed Gbarnga.",
            "2003-07-20",
            [("air_strike", "government", "explicit")],
        ),
        # missiles come from the air where those who fire them mostly fly
        (
            "A Houthi missile attack on Marib killed a soldier on Monday, two days after a truce in Yemen began.",
            "2022-04-05",
            [("shelling", "opposition", "inferred")],
        ),
        (
            "A US missile strike on Homs killed six soldiers on Friday despite a ceasefire in Syria.",
            "2017-04-10",
            [("air_strike", "us_coalition", "explicit")],
        ),
        # what is counted for the country is more than what is told of a town
        (
            (
                "Russian attacks during the Easter ceasefire killed three people in Kherson, Ukraine said. Russia"
                " violated the ceasefire 2,900 times."
            ),
            "2025-04-21",
            [("unspecified", "russia", "inferred"), ("unspecified", "russia", "explicit")],
        ),
        # an exchange of fire is the answer to what was fired
        (
            (
                "The ceasefire on the border of Lebanon with Israel took effect on November 27. Israeli troops shelled"
                " Khiam on Monday. The exchange of fire went on for hours."
            ),
            "2024-12-03",
            [("shelling", "israel", "inferred")],
        ),
        # shells are among what is fired
        (
            f"Firing of small arms and mortars by Pakistani troops {KASHMIR} on Tuesday violated the ceasefire.",
            "2019-10-16",
            [("shelling", "other", "explicit")],
        ),
    ],
)
def test_what_broke_a_truce_is_told_behind(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected

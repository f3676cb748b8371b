"""What stands beside a truce and does not break it: other places, other times, other parties, other words.

Belongs here: acts and statements under a truce that bind nobody. Does not: what breaks one (see `test_violations`).
"""

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import MakeDoc, reports, told

FEBRUARY = "A ceasefire took effect in Syria on 27 February 2016. "


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        # a truce of a place alone binds nothing elsewhere
        (
            "The villagers of Talbiseh in Syria have a local truce with the army. Jets bombed Saraqib on Monday.",
            "2016-03-14",
            [],
        ),
        (
            (
                "Rebels hold Barzeh in Syria, though the suburb is covered by a truce with the army. Jets bombed"
                " Homs on Monday."
            ),
            "2017-02-13",
            [],
        ),
        (
            "A truce between the army and local elders had spared Talbiseh in Syria. Jets bombed Talbiseh on Monday.",
            "2016-03-14",
            [("air_strike", None, "inferred")],
        ),
        # nor do pauses of some hours bind what is told elsewhere
        (
            (
                "Russia told of daily ceasefires around Aleppo in Syria. Aid is scarce. Nobody came. Rebels shelled"
                " Aleppo on Monday."
            ),
            "2016-08-22",
            [],
        ),
        # a truce that is awaited, or of a day to come
        (
            "Syrians await a truce due to take effect on Monday. Jets bombed Idlib on Saturday.",
            "2016-09-11",
            [],
        ),
        ("Aleppo in Syria awaits the start of a truce. Jets bombed Idlib on Saturday.", "2016-09-11", []),
        # who fights, where, for how long
        (FEBRUARY + "Envoys met the groups fighting in Homs on Monday.", "2016-03-14", []),
        (FEBRUARY + "Rebels in Jobar have been battling the army for four years.", "2016-03-14", []),
        (FEBRUARY + "Nobody entered the areas where fighting is under way in Homs on Monday.", "2016-03-14", []),
        (
            FEBRUARY + "The fighting continued on Monday in many areas, including Homs and Hama.",
            "2016-03-14",
            [("clash", None, "inferred")],
        ),
        # what those say was theirs whom no truce binds
        (
            FEBRUARY + "Islamic State was responsible for a suicide bombing in Homs on Monday.",
            "2016-03-14",
            [],
        ),
        (
            FEBRUARY + "Terrorist groups are not part of the truce. Terrorists shelled Homs on Monday.",
            "2016-03-14",
            [],
        ),
        # jets of which nothing is told but their crew or their fall, raids that are only asked for
        (FEBRUARY + "An air force pilot whose plane crashed near Homs on Monday was found.", "2016-03-14", []),
        (FEBRUARY + "The generals wished to resume air strikes on Homs on Monday.", "2016-03-14", []),
        (FEBRUARY + "Moscow agreed to halt bombing in Homs on Monday.", "2016-03-14", []),
        (
            FEBRUARY + "Witnesses in Homs said artillery could be heard on Monday.",
            "2016-03-14",
            [("shelling", None, "inferred")],
        ),
        (FEBRUARY + "The generals said hostilities were to cease in Homs on Monday.", "2016-03-14", []),
        (
            FEBRUARY + "Explosions were heard in Homs on Monday. Mortar shells fell on Homs on Monday.",
            "2016-03-14",
            [("shelling", None, "inferred")],
        ),
        # those who talk of a war make no digest of many wars
        (
            FEBRUARY + "Envoys of Russia, the United States, Turkey, Iran and Jordan met. Officials in Turkey"
            " said the truce was holding in Hama and Homs. Jets bombed Idlib on Monday.",
            "2016-03-14",
            [("air_strike", None, "inferred")],
        ),
        # a truce of one country binds nobody in another
        (
            (
                "Rebels raided Catatumbo in Colombia on Sunday. The army shelled Cauca. The Gaza ceasefire took"
                " effect on Sunday."
            ),
            "2025-01-19",
            [],
        ),
        (
            (
                "Soldiers shelled Goma in the Congo on Friday.\n\nLebanon\n\nThe ceasefire with Hezbollah still holds."
                " Israeli jets bombed Tyre on Saturday.\n\nUkraine\n\nRussian jets bombed Kharkiv on"
                " Saturday.\n\nSudan\n\nRebels shelled Omdurman on Saturday.\n\nSomalia\n\nMilitants shelled"
                " Kismayo on Saturday."
            ),
            "2025-03-23",
            [("air_strike", "israel", "inferred")],
        ),
        (
            (
                "The Lebanon ceasefire will be extended to 18 February. Israeli soldiers open fire on a crowd in"
                " Tyre on Sunday."
            ),
            "2025-01-26",
            [("shooting", "israel", "inferred")],
        ),
    ],
)
def test_what_lies_beside_a_truce_does_not_break_it(
    doc: MakeDoc, reference: Reference, text: str, day: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(reports(doc, reference, text, day)) == expected

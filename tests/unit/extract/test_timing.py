"""When something told at one place of a text happened."""

from datetime import date

import pytest

from pipeline.extract.reference import Reference
from pipeline.extract.situate import window_of
from pipeline.extract.truces import find_truces
from tests.unit.extract.conftest import MakeDoc
from tests.unit.extract.spots import spot

SUNDAY = date(2019, 12, 1)


def window(doc: MakeDoc, reference: Reference, text: str, words: str) -> tuple[str | None, str | None]:
    annotated = doc(text, SUNDAY)
    found, _ = window_of(annotated, find_truces(annotated, reference), *spot(annotated, words))
    return (found.start.isoformat() if found.start else None, found.end.isoformat() if found.end else None)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("On Saturday 14 people were killed in Hama, Syria.", "14", ("2019-11-30", "2019-11-30")),
        ("14 people were killed in Hama, Syria on Friday, a monitor said Sunday.", "14", ("2019-11-29", "2019-11-29")),
        ("A bridge in Hama, Syria was shelled on Friday. 14 people were killed.", "14", ("2019-11-29", "2019-11-29")),
        ("Gunmen shot 14 men at a post near Tell Abyad, Syria on Friday.", "14", ("2019-11-29", "2019-11-29")),
        ("Syria's war has killed more than 300,000 people.", "300,000", ("2011-03-15", "2019-12-01")),
        (
            "More than 300,000 people have been killed in Syria since March 2011.",
            "300,000",
            ("2011-03-15", "2019-12-01"),
        ),
        (
            "A truce in Idlib, Syria took effect on 31 August. Since the truce took effect 90 people were killed.",
            "90",
            ("2019-08-31", "2019-12-01"),
        ),
        (
            "Since 8 August 90 people died in Hama, Syria, the UN said on Friday.",
            "90",
            ("2019-08-08", "2019-12-01"),
        ),
        (
            "In Hama, Syria, 90 people have died since 8 August, among them 17 on a bus hit on 3 October.",
            "17",
            ("2019-10-03", "2019-10-03"),
        ),
        (
            "Raids hit Homs, Syria on Friday. Since 8 August 90 people died there. Another raid killed 14 in Hama.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "Despite the Idlib truce announced on 31 August in Syria, shelling has grown. 90 people died in it.",
            "90",
            ("2019-08-31", "2019-12-01"),
        ),
        ("14 people were killed in Hama, Syria in shelling.", "14", ("2019-12-01", "2019-12-01")),
        ("14 people were killed in Hama, Syria, a doctor said on Saturday.", "14", ("2019-11-30", "2019-11-30")),
        # two bounds told apart
        (
            "At least 900 civilians died in Syria's war between May 2015 and 3 August 2016.",
            "900",
            ("2015-05-01", "2016-08-03"),
        ),
        ("Since Monday 40 people had been killed in Homs, Syria by Thursday.", "40", ("2019-11-25", "2019-11-28")),
        (
            "The offensive in Homs, Syria began on 3 October. By mid-November it had displaced 7,000 people.",
            "7,000",
            ("2019-10-03", "2019-11-15"),
        ),
        (
            "A truce in Idlib, Syria took effect on 31 August. Some 600 people died between May and the truce.",
            "600",
            ("2019-05-01", "2019-08-31"),
        ),
        # counted from an event or a truce
        (
            "The raid on Homs, Syria on Friday came a day after 24 people died there.",
            "24",
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "A truce in Idlib, Syria took effect on 31 August. A raid killed nine people three days after the truce.",
            "nine",
            ("2019-09-03", "2019-09-03"),
        ),
        # background with its own date
        (
            "It was the worst raid on Homs, Syria since a blast in January 2018 that killed 35.",
            "35",
            ("2018-01-01", "2018-01-31"),
        ),
        (
            "Earlier in the war, in May 2014, rebels killed 60 people in Homs, Syria.",
            "60",
            ("2014-05-01", "2014-05-31"),
        ),
        # running totals count from a beginning told before
        (
            "Troops have attacked Hama, Syria since 3 October. On Friday two died. The battle has so far killed 70.",
            "70",
            ("2019-10-03", "2019-12-01"),
        ),
        (
            "Raids have hit Hama, Syria since Monday. On Friday two died. Some 900 families have been displaced.",
            "900",
            ("2019-11-25", "2019-12-01"),
        ),
        (
            "The raid on Hama, Syria on Friday killed ten. The raid defied a truce: despite it 13 died, he said.",
            "13",
            ("2019-11-29", "2019-11-29"),
        ),
        # what dates a beginning never dates the saying
        (
            "Fighting in Homs, Syria has uprooted 70,000 since October said the UN.",
            "70,000",
            ("2019-10-01", "2019-12-01"),
        ),
        (
            "A deal for Homs, Syria took effect on 3 November. Since that date 31 died, he said in Hama on Friday.",
            "31",
            ("2019-11-03", "2019-12-01"),
        ),
        # the day before, told of another day or standing for itself
        (
            "Homs, Syria was quiet on Saturday and on Sunday. It said on Friday that six men had died the day before.",
            "six",
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "Raids hit Homs, Syria on Friday. They answered a missile fired the day before which killed nine people.",
            "nine",
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "Shells fell on Homs, Syria on Friday. In the raid of the day before an officer and nine men had died.",
            "nine",
            ("2019-11-28", "2019-11-28"),
        ),
        # a battle's toll counts from its first day, one attack's does not
        (
            "Troops launched an offensive on Hama, Syria on 20 November. The fighting has left 37 rebels dead.",
            "37",
            ("2019-11-20", "2019-12-01"),
        ),
        (
            "Clashes erupted in Homs, Syria on Tuesday. The army said it lost 37 men during the battle.",
            "37",
            ("2019-11-26", "2019-12-01"),
        ),
        (
            "Troops launched an offensive on Hama, Syria on 20 November. In the battle 37 have died. Nine also fell.",
            "Nine",
            ("2019-11-20", "2019-12-01"),
        ),
        (
            "Gunmen launched an attack in Hama, Syria on Wednesday. The attack has left 37 people dead.",
            "37",
            ("2019-11-27", "2019-11-27"),
        ),
        (
            "The operation in Hama, Syria, begun on 20 November, has left 37 rebels dead.",
            "37",
            ("2019-11-20", "2019-12-01"),
        ),
        # another toll told at once is of the days of the first
        (
            "Troops had fought in Hama, Syria since 3 November. So far 37 rebels have died. Another nine men fell.",
            "nine",
            ("2019-11-03", "2019-12-01"),
        ),
        # what an event is measured by has its own month
        (
            "Homs, Syria was quiet. No deadlier attack has been seen since rebels hit a bus in March and 37 men died.",
            "37",
            ("2019-03-01", "2019-03-31"),
        ),
        (
            "Nothing as bad had befallen Homs, Syria since July, when 37 people died in clashes.",
            "37",
            ("2019-07-01", "2019-07-31"),
        ),
        (
            "On Thursday three died at sea off Latakia, Syria, the gravest incident there since the truce began.",
            "three",
            ("2019-11-28", "2019-11-28"),
        ),
        # a lead's "this week" is the day on which the next sentence has it happen
        (
            "Some 37 people were killed in Homs, Syria this week. The killings took place on Tuesday, activists said.",
            "37",
            ("2019-11-26", "2019-11-26"),
        ),
        (
            "Some 37 people were killed in raids on Homs, Syria this week. The talks took place on Tuesday.",
            "37",
            ("2019-11-25", "2019-12-01"),
        ),
        # a toll that grows is that of its event; an operation that goes on counts up to the report
        (
            "A blast hit Homs, Syria on Thursday. By Saturday evening the toll had risen to 57 dead.",
            "57",
            ("2019-11-28", "2019-11-28"),
        ),
        (
            "The operation in Homs, Syria, which began on 30 September, has claimed the lives of 65 people so far.",
            "65",
            ("2019-09-30", "2019-12-01"),
        ),
        # a lead takes the nearest day told, not that of the last sentence
        (
            "Raids killed nine people. It rained. The raids hit Homs, Syria on Friday. Two jets had left on Tuesday.",
            "nine",
            ("2019-11-29", "2019-11-29"),
        ),
        # an older date of another place is carried no further
        (
            "Shells hit Homs, Syria on Sunday. On Tuesday two men were hurt in Hama. In Idlib nine people died.",
            "nine",
            ("2019-12-01", "2019-12-01"),
        ),
        (
            "Shells hit Homs, Syria on Friday. In a few days we will open the road, he said. It killed 14 people.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "A raid hit Homs on Friday. Some 90,000 have died in Syria's conflict, which began with marches in 2011.",
            "90,000",
            ("2011-03-15", "2019-12-01"),
        ),
        (
            "Homs in Syria is hit since men began a drive to end a siege of parts of the city on 3 November. 140 died.",
            "140",
            ("2019-11-03", "2019-12-01"),
        ),
        # stretches that date no one event
        (
            "Shells hit Homs, Syria on Friday. Fire has been on the rise for a week. Nine people died.",
            "Nine",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "Shells hit Homs, Syria on Friday. Rebels attacked the city, divided since 2012. They killed 14 people.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "War planes hit Homs, Syria on Friday. War planes also killed 14 people in Hama.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "In one day 14 people died in Homs, Syria when rebels stormed it last month.",
            "14",
            ("2019-11-01", "2019-11-30"),
        ),
        # what a day, a month or a year only names
        (
            "Rebels shelled Homs, Syria, killing 14 people on Friday, ahead of a disputed March 3 vote.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "It was the second such blast this month in Homs, Syria after one on 5 November killed 14 people.",
            "14",
            ("2019-11-05", "2019-11-05"),
        ),
        (
            "Shells hit Homs, Syria on Friday. A minute later came a second one. 14 people died.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "The group, which has followed Syria's eight-year war, said 14 people died in Homs on Friday.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        ("October was the bloodiest month of 2019: 140 people died in Syria.", "140", ("2019-10-01", "2019-10-31")),
        (
            "Shells fell for a third straight day in Homs, Syria, and 14 people died.",
            "14",
            ("2019-11-29", "2019-12-01"),
        ),
        (
            "Shells fell on Homs, Syria for a third day on Friday, and 14 people died.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        # wars that are no subject, and those that are
        (
            "The group, which has followed the war in Syria, said 14 people died in Homs on Friday.",
            "14",
            ("2019-11-29", "2019-11-29"),
        ),
        (
            "A raid hit Homs on Friday. Some 90,000 have died in Syria's civil war.",
            "90,000",
            ("2011-03-15", "2019-12-01"),
        ),
        # sums of a war, told without a day
        (
            "A raid hit Homs, Syria on Friday. Five million people have been uprooted in the conflict, he said.",
            "Five million",
            ("2011-03-15", "2019-12-01"),
        ),
    ],
)
def test_a_figure_has_the_time_that_the_text_gives_it(
    doc: MakeDoc, reference: Reference, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    assert window(doc, reference, text, words) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("More than 5,000 people have been killed in Ukraine since the conflict began in April 2014.", "2014-04-01"),
        ("More than 5,000 people have died in Syria, where the war began in March 2011.", "2011-03-15"),
    ],
)
def test_a_month_told_for_a_wars_beginning(doc: MakeDoc, reference: Reference, text: str, start: str) -> None:
    assert window(doc, reference, text, "5,000")[0] == start


def test_a_time_that_only_measures_gives_no_window(doc: MakeDoc, reference: Reference) -> None:
    text = "It was the deadliest raid since March 2018: 14 people were killed in Hama, Syria on Friday."
    assert window(doc, reference, text, "14") == ("2019-11-29", "2019-11-29")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "The war in Ukraine broke out in April 2014. Nights are cold in Donetsk. The war has killed 13,000 people.",
            "13,000",
            ("2014-04-01", "2019-12-01"),
        ),
        (
            "War broke out in South Sudan in December 2013 after a quarrel. The conflict has killed 9,000 people.",
            "9,000",
            ("2013-12-01", "2019-12-01"),
        ),
        (
            "The conflict in Darfur, Sudan began in 2003. The conflict has killed 300,000 people.",
            "300,000",
            ("2003-01-01", "2019-12-01"),
        ),
        # by common reckoning where no article tells it, and where a day is the war's own
        ("The war in South Sudan has killed 9,000 people.", "9,000", ("2013-12-15", "2019-12-01")),
        ("Syria's war began in 2011. The war has killed 300,000 people.", "300,000", ("2011-03-15", "2019-12-01")),
    ],
)
def test_a_war_counts_from_the_month_or_year_that_its_report_tells(
    doc: MakeDoc, reference: Reference, text: str, words: str, expected: tuple[str, str]
) -> None:
    assert window(doc, reference, text, words) == expected

"""How a truce stands by the words around it, and planted bombs and raids under it: plain news of many wars."""

from datetime import date

import pytest

from pipeline.extract.attribution import attribute
from pipeline.extract.events import find_acts
from pipeline.extract.model import ViolationReport
from pipeline.extract.reference import Reference
from pipeline.extract.truces import find_truces
from pipeline.extract.violations import find_violations
from tests.unit.extract.conftest import MakeDoc


def reports(doc: MakeDoc, reference: Reference, text: str, day: str) -> list[ViolationReport]:
    annotated = doc(text, date.fromisoformat(day))
    truces = find_truces(annotated, reference)
    return find_violations(annotated, find_acts(annotated, reference), truces, attribute(annotated), reference)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Ukrainian jets bombed Sloviansk on Tuesday after the president said that he would not renew a ceasefire.",
            "2014-07-01",
        ),
        ("Rebels shelled Mutanda on Friday after their leader refused to extend a truce in North Kivu.", "2012-08-10"),
        ("A Russian missile hit Sumy on Monday. The ceasefire is not yet in force, Kyiv says.", "2025-03-25"),
        ("Rebels shelled Bangassou on Tuesday. They signed a truce last week. It is not yet in force.", "2018-07-04"),
        ("Rebels shelled Bangassou on Tuesday. They signed a truce last week. It collapsed on Sunday.", "2018-07-04"),
        ("Rebels shelled Bangassou on Tuesday. They agreed a truce. It is to take effect on Friday.", "2018-07-04"),
        ("A bomb exploded in London on Friday after the IRA announced the end of its 17-month truce.", "1996-02-10"),
        ("The rebels denied breaking the truce in Saada, which came into force on Friday.", "2010-02-13"),
        ("Rebels shelled Bangassou on Tuesday after calling off a three-week truce.", "2018-07-04"),
        ("A truce held for a second day in Mogadishu on Monday after four days of the worst fighting.", "2007-04-02"),
        ("Jets bombed Taiz on Monday, and the Houthis walked out of ceasefire talks in Geneva.", "2015-06-16"),
    ],
)
def test_a_truce_let_run_out_not_begun_or_only_talked_of_is_broken_by_nothing(
    doc: MakeDoc, reference: Reference, text: str, day: str
) -> None:
    assert reports(doc, reference, text, day) == []


@pytest.mark.parametrize(
    ("text", "day", "act", "admin1"),
    [
        (
            "Government troops fought rebels in Malakal on Thursday night despite a truce declared on Sunday.",
            "2014-02-21",
            "clash",
            "Upper Nile",
        ),
        (
            "The army attacked posts near Tuzla on Monday. A truce in force since Jan. 1 expires at the end of April.",
            "1995-03-22",
            "ground_attack",
            "Federation of Bosnia and Herzegovina",
        ),
        (
            "Haftar's forces shelled Tripoli on Tuesday as ceasefire talks collapsed. The truce began on January 12.",
            "2020-02-18",
            "shelling",
            "Tripoli",
        ),
        (
            "Militants shelled Zolote with mortars on Tuesday. The sides recommitted to a ceasefire on July 21.",
            "2019-10-09",
            "shelling",
            "Luhansk",
        ),
        (
            "Tamil Tigers set off a claymore mine in Vavuniya on Monday. A ceasefire has held since 2002.",
            "2006-06-20",
            "bombing",
            "Northern Province",
        ),
        (
            "A roadside bomb killed two policemen in Narathiwat on Wednesday. A ceasefire began on July 10.",
            "2013-07-25",
            "bombing",
            "Narathiwat",
        ),
        (
            "Rebels pushed into Monrovia on Tuesday a week after signing a ceasefire with Taylor in the city of Accra.",
            "2003-06-25",
            "ground_attack",
            "Montserrado",
        ),
        (
            "A bomb dropped on a village in Wetlet killed four on Thursday. The army declared a ceasefire on April 2.",
            "2025-04-11",
            "air_strike",
            "Sagaing",
        ),
        (
            "The rebels said troops opened fire on a post near Jolo on Friday. A ceasefire was signed in March.",
            "2013-05-05",
            "shooting",
            "Sulu",
        ),
        (
            "Rebels overran a post in Kunduz on Tuesday, the first day of a ceasefire. Their own starts on Friday.",
            "2018-06-13",
            "ground_attack",
            "Kunduz",
        ),
        (
            "Rebels attacked Port Loko on Monday. It called the raid a breach of a truce in effect since May 24.",
            "1999-06-08",
            "ground_attack",
            "North West",
        ),
        (
            "Lendu fighters attacked the town of Drodro on Saturday. The attack violated a ceasefire signed in May.",
            "2003-06-10",
            "ground_attack",
            "Ituri",
        ),
    ],
)
def test_one_act_is_read_with_the_truce_that_it_breaks(
    doc: MakeDoc, reference: Reference, text: str, day: str, act: str, admin1: str | None
) -> None:
    (found,) = reports(doc, reference, text, day)

    assert found.act == act
    assert found.place is not None
    assert found.place.admin1 == admin1


def test_a_bomb_that_nobody_owns_up_to_is_no_breach(doc: MakeDoc, reference: Reference) -> None:
    text = (
        "A grenade went off by a church in Midsayap on Saturday night, hurting a policeman. No group has admitted it."
        " A truce between the army and the NPA took effect on Friday."
    )

    assert reports(doc, reference, text, "2016-12-28") == []


def told(found: list[ViolationReport]) -> set[tuple[str, str | None, str | None, str | None]]:
    return {
        (r.act, r.violator, r.place.admin1 if r.place else None, r.window.start.isoformat() if r.window.start else None)
        for r in found
    }


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            "The OSCE recorded 270 ceasefire violations in Donetsk region on 7 February. In Luhansk it recorded 45.",
            "2019-02-08",
            {("unspecified", None, "Donetsk", "2019-02-07"), ("unspecified", None, "Luhansk", "2019-02-07")},
        ),
        (
            "Monitors in Sri Lanka counted 90 violations of the ceasefire by the rebels and six by the army on Monday.",
            "2006-06-20",
            {("unspecified", "opposition", None, "2006-06-19"), ("unspecified", "government", None, "2006-06-19")},
        ),
        (
            "The Houthis broke the truce in Hodeidah six times on Monday. Mortars fell on a post and snipers shot.",
            "2019-01-22",
            {
                ("shelling", "opposition", "Hodeidah", "2019-01-21"),
                ("shooting", "opposition", "Hodeidah", "2019-01-21"),
            },
        ),
        (
            "Troops died in clashes in Uri on Monday in one of the worst breaches of the truce in Kashmir.",
            "2016-09-20",
            {("clash", None, "Jammu and Kashmir", "2016-09-19")},
        ),
        (
            "The army bombed Misrata on Saturday after shells fell near the city of Sirte. A truce began on Jan. 12.",
            "2020-01-19",
            {
                ("air_strike", "government", "Misrata", "2020-01-18"),
                ("shelling", "government", "Sirte", "2020-01-18"),
            },
        ),
        (
            "The Houthis broke the truce in Hodeidah twice on Monday, shelling Hays and firing on posts in Hays.",
            "2019-01-22",
            {
                ("shelling", "opposition", "Hodeidah", "2019-01-21"),
                ("shooting", "opposition", "Hodeidah", "2019-01-21"),
            },
        ),
    ],
)
def test_breaches_that_are_counted_and_told_out(
    doc: MakeDoc,
    reference: Reference,
    text: str,
    day: str,
    expected: set[tuple[str, str | None, str | None, str | None]],
) -> None:
    assert told(reports(doc, reference, text, day)) == expected

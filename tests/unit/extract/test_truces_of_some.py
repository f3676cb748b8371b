"""Whom a truce is between and who stands outside it, charges of both sides, what is one deed with another."""

import pytest

from pipeline.extract.reference import Reference
from tests.unit.extract.breaches import reports
from tests.unit.extract.conftest import MakeDoc

_UNDER = "Soldiers and rebels have kept a ceasefire since Monday."


def _told(doc: MakeDoc, reference: Reference, text: str, day: str) -> list[tuple[str, str | None]]:
    return [(report.act, report.violator) for report in reports(doc, reference, text, day)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "The FDD has kept its ceasefire since December. Rebels of the FNL, the only ones not to have signed it, "
            "attacked the town of Gitega, in Burundi, on Wednesday."
        ),
        "A faction which did not sign the ceasefire of June shelled Kulbus in West Darfur, in Sudan, on Wednesday.",
        (
            "The Movement has not joined the ceasefire that Mali agreed with other groups on Sunday. Its men shelled "
            "Timbuktu on Wednesday."
        ),
        "The truce in Bosnia, in force since Monday, does not bind the Croats, whose guns shelled Mostar on Wednesday.",
    ],
)
def test_who_has_not_joined_a_truce_does_not_break_it(doc: MakeDoc, reference: Reference, text: str) -> None:
    assert _told(doc, reference, text, "2003-07-10") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels in Kidal, in Mali, captured two soldiers on Wednesday. " + _UNDER, []),
        ("Troops caught a rebel in Kidal, in Mali, and seized 17 of their men on Wednesday. " + _UNDER, []),
        (
            "Rebels captured an army camp near Kidal, in Mali, on Wednesday, despite the ceasefire.",
            [("ground_attack", "opposition")],
        ),
    ],
)
def test_to_catch_people_takes_no_ground(
    doc: MakeDoc, reference: Reference, text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _told(doc, reference, text, "2015-07-09") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Soldiers and rebels traded blame on Wednesday for shelling near Bentiu, in South Sudan's Unity state, "
                "nine days after a ceasefire was signed."
            ),
            [("shelling", None)],
        ),
        (
            (
                "Armenia and Azerbaijan accused each other of shelling villages on Wednesday, despite a truce agreed "
                "on Monday."
            ),
            [("shelling", None)],
        ),
        (
            "A truce in Sudan began on Monday. Mediators said on Wednesday that both had violated it.",
            [("unspecified", None)],
        ),
        (
            "Washington, which brokered the week-long truce in Sudan, accused both sides of breaching it.",
            [("unspecified", None)],
        ),
    ],
)
def test_what_both_are_charged_with_is_no_one_sides(
    doc: MakeDoc, reference: Reference, text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _told(doc, reference, text, "2014-05-15") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "Rebels raided Kauswagan, in the Philippines, on Wednesday, hacking or shooting to death 33 people, in "
                "breach of the ceasefire."
            ),
            [("ground_attack", "opposition")],
        ),
        (
            (
                "The army said rebels had attacked its positions at Kidal in Mali with guns and grenades overnight, "
                "a violation of the ceasefire."
            ),
            [("ground_attack", "opposition")],
        ),
        (
            (
                "Angola's army accused UNITA of shelling Quibaxe, in Bengo, on Friday and of attacking Uige on Monday, "
                "in violation of the ceasefire."
            ),
            [("shelling", "opposition"), ("ground_attack", "opposition")],
        ),
        (
            (
                "The rebels said soldiers shot dead four men at Vavuniya, in Sri Lanka, on Tuesday, in breach of the "
                "ceasefire. The army said they had died in a clash."
            ),
            [("shooting", "government")],
        ),
        (
            "Operation Restoring Hope counted 34 breaches of the truce by rebels in Hodeidah, in Yemen, on Tuesday.",
            [("unspecified", "opposition")],
        ),
    ],
)
def test_one_deed_is_one_breach(
    doc: MakeDoc, reference: Reference, text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _told(doc, reference, text, "2008-08-21") == told


def test_what_came_hours_after_a_truce_was_made_longer_is_of_no_day_up_to_which_it_runs(
    doc: MakeDoc, reference: Reference
) -> None:
    text = (
        "Serb gunners lobbed shells into Sarajevo, in Bosnia, on Wednesday. The shelling came hours after both had "
        "prolonged a truce until Saturday."
    )
    found = reports(doc, reference, text, "1994-01-12")
    assert [str(report.window.start) for report in found] == ["1994-01-12"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # the doer of a killing that broke a truce, actively and passively; no signatory of it
        (
            "Tamil Tigers killed three soldiers near Mannar on Monday despite the truce of 2002.",
            ("opposition", "Northern"),
        ),
        (
            "The army killed 17 rebels near Mannar on Monday, the rebels said, breaking the truce.",
            ("government", "Northern"),
        ),
        (
            (
                "Five soldiers were killed by rebels near Mannar on Monday in a breach of the ceasefire signed in Oslo "
                "in May by the government."
            ),
            ("opposition", "Northern"),
        ),
    ],
)
def test_a_killing_that_broke_a_truce_is_of_who_killed(
    doc: MakeDoc, reference: Reference, text: str, told: tuple[str, str]
) -> None:
    (report,) = reports(doc, reference, text, "2006-06-20", title="Sri Lanka")
    assert report.act == "unspecified"
    assert report.violator == told[0]
    assert report.place is not None
    assert (report.place.admin1 or "").startswith(told[1])


@pytest.mark.parametrize(
    ("truce", "breaks"),
    [
        ("The 45-day truce of April 8 expires next week unless it is renewed.", True),
        ("A ceasefire signed on 3 May runs out next month.", True),
        ("A ceasefire signed on 3 May has been broken several times.", True),
        ("A ceasefire is to take effect next week.", False),
        ("Their three-day truce began on 15 April.", False),
        ("Their three-day truce began on 15 April and was extended until 20 June.", True),
        ("A seven-day truce began on Monday.", True),
    ],
)
def test_how_long_a_truce_is_to_hold(doc: MakeDoc, reference: Reference, truce: str, breaks: bool) -> None:
    text = f"Rebels shelled Bunia, in Congo's Ituri province, on Wednesday. {truce}"
    told = _told(doc, reference, text, "2004-05-20")
    assert (("shelling", "opposition") in told) == breaks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gunfire between soldiers and rebels shook Kidal, in Mali, on Monday despite a ceasefire.", [("clash", None)]),
        (
            (
                "Rebels shelled Kidal, in Mali, on Monday. State radio spoke of a barefaced breach of the ceasefire, "
                "which they have not signed."
            ),
            [("shelling", "opposition")],
        ),
        (
            "Fighting around Kidal, in Mali, on Monday put an end to a truce that had held since May.",
            [("clash", None)],
        ),
        (
            "The air force said on Monday, during a ceasefire in Mali, that it had shot down a plane near Kidal.",
            [],
        ),
    ],
)
def test_what_breaks_a_truce_by_the_words_around_it(
    doc: MakeDoc, reference: Reference, text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _told(doc, reference, text, "2015-06-17") == told


def test_fire_that_is_counted_for_a_whole_front_is_none_of_the_sector_told_next(
    doc: MakeDoc, reference: Reference
) -> None:
    text = (
        "In Ukraine, separatists shelled the army 24 times on Monday in breach of the ceasefire. Near Luhansk they "
        "fired mortars at Troitske."
    )
    found = reports(doc, reference, text, "2017-08-29")
    assert [(r.act, r.place and r.place.admin1) for r in found] == [("shelling", None), ("shelling", "Luhansk")]


@pytest.mark.parametrize(
    ("truce", "breaks"),
    [
        ("The MILF's ceasefire with the Philippine government has held since July.", False),
        ("The NPA's ceasefire with the Philippine government has held since July.", True),
        ("A ceasefire has held in the Philippines since July.", True),
    ],
)
def test_the_truce_of_one_group_is_broken_by_no_other(
    doc: MakeDoc, reference: Reference, truce: str, breaks: bool
) -> None:
    text = f"NPA guerrillas attacked a post in Surigao del Sur, in the Philippines, on Monday. {truce}"
    assert bool(_told(doc, reference, text, "2008-01-22")) == breaks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Separatists fired small arms at posts near Horlivka in Donetsk, in Ukraine, on Monday despite the truce.",
            [("shooting", "opposition")],
        ),
        (
            "Separatists fired small arms and mortars at Horlivka in Donetsk, in Ukraine, on Monday despite the truce.",
            [("shelling", "opposition")],
        ),
        (
            "Guns were heard in Freetown, in Sierra Leone, on Monday, after both agreed to a truce to begin on Friday.",
            [],
        ),
        ("Shelling of Shire in Ethiopia stopped on Monday, a day after a truce was signed.", []),
        (
            "Rebels killed two men in Kidal, in Mali, in what the army called a breach of the truce.",
            [("unspecified", "opposition")],
        ),
        (
            "Rebels and the army in Mali each reported violations of the truce by the other on Monday.",
            [("unspecified", None)],
        ),
    ],
)
def test_what_is_done_under_a_truce_and_what_is_not(
    doc: MakeDoc, reference: Reference, text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _told(doc, reference, text, "2015-09-15") == told

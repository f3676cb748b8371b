"""Whole articles to claims: repeats merged, sums tied, numbers pointed at."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeArticle

SUNDAY = date(2019, 12, 1)


def bounds(found: list[Claim]) -> list[tuple[str, int | None, int | None, int]]:
    return [(c.measure, c.low, c.high, c.mentions) for c in found]


def test_a_title_that_drops_the_hedge_is_the_same_claim(claims: Callable[..., list[Claim]]) -> None:
    found = claims("At least 18 people were killed in Idlib on Sunday, medics said.", "Blast kills 18 in Idlib")
    assert bounds(found) == [("killed", 18, None, 2)]


def test_a_vague_headline_is_filled_in_by_the_body(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Shelling killed 34 people in Idlib on Sunday, medics said.", "Dozens killed in Idlib")
    assert bounds(found) == [("killed", 34, 34, 2)]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Dozens killed in Idlib", "Shelling killed 17 people in Idlib on Sunday.", [("killed", 17, 17, 2)]),
        (
            "At least eight killed in Idlib",
            "Shelling killed eight people in Idlib on Sunday.",
            [("killed", 8, 8, 2)],
        ),
    ],
)
def test_the_bodys_bounds_govern(
    title: str, text: str, expected: list[tuple[str, int, int, int]], claims: Callable[..., list[Claim]]
) -> None:
    assert bounds(claims(text, title)) == expected


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Shelling killed 28 people in Idlib on Sunday.", "civilians"),
        ("Shelling killed at least 28 in Idlib on Sunday.", "all"),
    ],
)
def test_villagers_of_the_headline_stay_civilians(
    text: str, population: str, claims: Callable[..., list[Claim]]
) -> None:
    (claim,) = claims(text, "Shells kill 28 villagers in Idlib")
    assert claim.population == population


def test_more_people_than_a_town_has_are_those_of_its_country(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Troops shelled Odaisseh in Lebanon on Sunday. One man was killed in Odaisseh. The army said nothing. The "
        "night was calm. A curfew holds. Some 640,000 people have gone back to their homes since, the UN says."
    )
    assert [(c.best, c.place and c.place.name) for c in found] == [(1, "Odaisseh"), (640_000, "Lebanon")]


def test_a_part_in_the_headline_is_shown_where_its_whole_is_told(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Shelling killed 15 people in Idlib, including 11 children.", "Shelling kills 11 children in Idlib")
    assert [c.best for c in found] == [15, 11]


def test_a_rounded_lead_and_the_sharper_number_are_two_claims(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Battles in Idlib killed nearly 70 people on Saturday. The monitor counted 69 dead on Saturday.")
    assert [(c.low, c.high) for c in found] == [(None, 70), (69, 69)]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        (
            "Fighting in Idlib killed 39 people on Sunday. It killed 22 rebels. Seventeen soldiers were killed too.",
            39,
            [22, 17],
        ),
        (
            "Almost 100 people were killed in Idlib on Sunday. 51 soldiers and 45 rebels died.",
            100,
            [51, 45],
        ),
        ("More than 500 were killed in Idlib on Sunday: 346 militants and 170 soldiers.", 500, [346, 170]),
    ],
)
def test_parts_that_add_up_belong_to_the_total(
    text: str, whole: int, parts: list[int], claims: Callable[..., list[Claim]]
) -> None:
    found = claims(text)
    total = next(c for c in found if whole in (c.low, c.high))
    assert [c.best for c in found if c.part_of_claim_id == total.claim_id] == parts


def test_numbers_that_do_not_add_up_stay_apart(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Fighting in Idlib killed 39 people on Sunday. It killed 22 rebels. Nine soldiers were killed too.")
    assert all(c.part_of_claim_id is None for c in found)


def test_the_span_is_the_number_as_written(claims: Callable[..., list[Claim]], article: MakeArticle) -> None:
    text = "No fewer than Fifty-one people were killed in Idlib on Sunday, the Observatory said."
    (claim,) = claims(text)
    assert article(text).text[claim.char_start : claim.char_end] == "Fifty-one"
    assert claim.evidence == text
    assert {"figure", "window", "place", "attributed_to"} <= claim.trace.keys()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Shells killed five people in Rastan in Homs on Sunday. Five people died in Talbiseh on Sunday.", 2),
        ("Shells killed five people in Rastan in Homs on Sunday. The five people died in Homs at noon.", 1),
        ("Shells killed 51 people in Rastan in Homs on Sunday. The 51 people died in Talbiseh on Sunday.", 1),
    ],
)
def test_as_few_in_two_towns_are_two(text: str, number: int, claims: Callable[..., list[Claim]]) -> None:
    assert len(claims(text)) == number


def test_a_repeated_number_takes_no_place_from_another_province(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Raids on Homs province killed at least 22 people.", "Raids kill 22 in Homs, battle rages in Aleppo city"
    )
    assert [c.place.admin1 for c in found if c.low == 22 and c.place is not None] == ["Homs"]


def test_a_wars_dead_are_of_the_country_and_nobodys_raid(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Russian jets bombed Hass in Idlib, Syria on Sunday, killing 26 people. More than 230,000 have died."
    )
    (total,) = (c for c in found if c.low == 230_000)
    assert total.place is not None
    assert (total.place.name, total.place.admin1, total.perpetrator, total.cause) == ("Syria", None, None, None)


@pytest.mark.parametrize(
    ("text", "low", "expected"),
    [
        (
            "Raids killed 327 people in Homs in the past week. Hama fell. She said 76 children were among the dead.",
            76,
            ("Homs", date(2019, 11, 24)),
        ),
        (
            "Raids killed 327 people in Homs in the past week. In Hama 60 children were among the dead on Saturday.",
            60,
            ("Hama", date(2019, 11, 30)),
        ),
    ],
)
def test_a_part_is_of_its_wholes_place_and_days_where_its_sentence_tells_none(
    text: str, low: int, expected: tuple[str, date], claims: Callable[..., list[Claim]]
) -> None:
    (part,) = (c for c in claims(text) if c.low == low)
    assert part.place is not None
    assert (part.place.name, part.window.start) == expected


def test_where_people_fled_from_and_to_is_kept(claims: Callable[..., list[Claim]]) -> None:
    (claim,) = claims("Some 4,300 people fled from Saraqib to Afrin on Saturday.")
    assert (claim.origin, claim.destination) == ("Saraqib", "Afrin")


def test_the_same_text_gets_the_same_ids(claims: Callable[..., list[Claim]]) -> None:
    text = "At least 18 people were killed in Idlib on Sunday, medics said."
    assert [c.claim_id for c in claims(text)] == [c.claim_id for c in claims(text)]


def test_another_language_is_kept_but_not_extracted(article: MakeArticle, reference: Reference) -> None:
    spanish = article(
        "Al menos 18 personas murieron el domingo en la provincia de Idlib, según los equipos de rescate. Los ataques "
        "aéreos alcanzaron un mercado y varias viviendas de la ciudad, y los hospitales no dan abasto."
    )
    assert spanish.language != "en"
    assert Extractor(reference).extract(spanish, SUNDAY).claims == ()


@pytest.mark.parametrize(
    ("text", "outdated"),
    [
        ("Fifty-one fighters died in Homs, up from the 40 soldiers that it had counted a day earlier.", {40}),
        ("The death toll in Homs, Syria rose from 12 to 15 on Sunday, a doctor said.", {12}),
        ("The blast in Homs, Syria killed 19 people. The ministry had earlier put the death toll at 14.", {14}),
        ("The raid on Homs, Syria killed 24 people, against an earlier toll of 21 dead.", {21}),
        ("Raids on Homs, Syria killed 24 people. They had earlier killed 12 people in Hama.", set()),
        ("Raids on Homs, Syria killed 24 people. Earlier the police said that 12 people died in Hama.", set()),
        ("Two days earlier, 12 people were killed in Homs, Syria, the ministry said.", set()),
        ("Some 900 people fled from 12 villages near Homs, Syria; 31 people were killed.", set()),
    ],
)
def test_an_earlier_count_is_told_as_one(
    article: MakeArticle, reference: Reference, text: str, outdated: set[int]
) -> None:
    claims = Extractor(reference).extract(article(text), date(2019, 12, 2)).claims
    assert {claim.low for claim in claims if claim.is_outdated} == outdated


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        ("A bomb killed 30 people in Idlib on Sunday. Four nurses died in that explosion.", True),
        ("A bomb killed 30 people in Idlib on Sunday. Four nurses died in Aleppo.", False),
        ("A bomb killed 30 people in Idlib on Sunday. The army said 12 people died in the blast.", False),
        ("A bomb killed 30 soldiers in Idlib on Sunday. Four nurses died in the blast.", False),
    ],
)
def test_victims_of_an_event_told_before_are_part_of_its_toll(
    text: str, is_part: bool, claims: Callable[..., list[Claim]]
) -> None:
    whole, part = claims(text)
    assert part.part_of_claim_id == (whole.claim_id if is_part else None)


@pytest.mark.parametrize(
    ("title", "text", "parts"),
    [
        (
            "Shells kill 20 in Hama, Homs and Idlib",
            "In Hama 3 people died. In Homs 15 died. In Talbiseh 8 people died. In Rastan 7 died. In Idlib 2 died.",
            {3: 20, 15: 20, 8: 15, 7: 15, 2: 20},
        ),
        # told out in the next sentence, rounded, or with a rival count between the parts
        (
            None,
            "Shells killed 7 people in Homs. Five boys and two men were killed. 3 women died in Rastan.",
            {5: 7, 2: 7},
        ),
        (None, "At least 90 people died in Homs. Some 51 soldiers and 38 rebels were killed.", {51: 90, 38: 90}),
        (None, "At least 9 people died in Homs. Five soldiers and three rebels were killed.", {}),
        (
            None,
            "Raids on Homs killed 61 people. 50 died in Rastan, medics said; 56, rebels said. 11 died in Homs city.",
            {50: 61, 11: 61},
        ),
        (None, "Shells killed 5 people in Rastan in Homs. Three died in Talbiseh. Two were killed in Houla.", {}),
        (
            None,
            "Shells killed 5 people in Homs on Friday. Three people died in Homs on Saturday, two died on Sunday.",
            {},
        ),
        (None, "Between 40 and 80 people died in Homs. Some 51 died in Rastan. Nine died in Talbiseh.", {}),
        # of two totals, that which the next sentences tell
        (
            None,
            "32 people died in Homs, rebels say. 16 died, medics say. 9 died in Rastan. 2 died in Hula. 5 died later.",
            {9: 16, 2: 16, 5: 16},
        ),
        (
            None,
            "Raids killed 31 people in Homs, 10 of them in Rastan. It rained. 21 others died in Houla.",
            {10: 31, 21: 31},
        ),
        # words of a toll told before
        (
            None,
            "Raids killed 36 people in Homs. Most of the deaths were in Rastan where 23 people were killed.",
            {23: 36},
        ),
        (None, "A blast killed 36 people in Homs. Four other victims died at a hospital, a doctor said.", {4: 36}),
        (None, "Rebels killed 50 people in Homs. The rebels also lost 15 men in the attack, a doctor said.", {}),
        (None, "Raids killed 36 people in Homs. But most of the victims - 23 - died in Rastan.", {23: 36}),
        (
            None,
            "A blast killed 32 people in Homs, a doctor said. The police said 31 people died. A shepherd died in Hula.",
            {},
        ),
        # the rest of a toll
        (
            None,
            "Raids killed 44 people in Homs. Nine were killed in Rastan. Six died in Talbiseh. The rest died in Hula.",
            {9: 44, 6: 44},
        ),
        # some of those counted before, and others of them
        (
            None,
            "Nine soldiers and two boys died in Homs. It rained. Seven of the soldiers died when a shell hit a car.",
            {7: 9},
        ),
        (
            None,
            "A raid killed 40 rebels in Homs. At least five of those killed were officers. Another 11 died.",
            {5: 40, 11: 40},
        ),
        (None, "A raid killed 40 rebels in Homs, five of them boys. Another 11 rebels died in Hama.", {5: 40}),
        (None, "Four people two of them children died in Homs on Sunday.", {2: 4}),
        (None, "Two people were killed in Rastan in Homs on Sunday. A man and a woman died, medics said.", {1: 2}),
        (None, "Two people were killed in Rastan in Homs. It rained. A man and a woman died in Talbiseh in Homs.", {}),
        (None, "Five people were killed in Homs province on Sunday. In Idlib two men and three women were killed.", {}),
        (None, "Raids on Homs killed nine people. It had earlier been put at eight. A shepherd died in Rastan.", {}),
    ],
)
def test_sums_may_be_summands_and_chance_sums_are_none(
    title: str | None, text: str, parts: dict[int, int], claims: Callable[..., list[Claim]]
) -> None:
    found = claims(text, title)
    by_id = {c.claim_id: c for c in found}
    tied = {c.low: by_id[c.part_of_claim_id].low for c in found if c.part_of_claim_id is not None}
    assert tied == parts


def test_civilians_and_fighters_do_not_add_up_to_civilians(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Shells killed nine civilians in Idlib on Sunday. Four rebels and five soldiers died in Idlib on Sunday."
    )
    assert [c.part_of_claim_id for c in found] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One man was killed in Idlib on Sunday and another in Aleppo.", 2),
        ("A man and a woman were killed in Idlib on Sunday.", 2),
        ("Her sister died in Idlib on Sunday. A boy of eight died there too.", 2),
        ("A civilian was killed in Idlib on Sunday. The shepherd died at noon, medics said.", 1),
    ],
)
def test_two_single_people_are_two_claims(text: str, number: int, claims: Callable[..., list[Claim]]) -> None:
    assert [c.measure for c in claims(text)] == ["killed"] * number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Shells killed seven people in Ruweished. It rained. Another seven people were killed in Tafila.", 2),
        ("The militia shot two men in Gao and two others were beheaded in Mopti.", 2),
        ("A bomb killed four people and wounded another nine. Nine people were wounded there.", 2),
        ("Two died and 15 were hurt in Homs. Two other people died and four were hurt in Bosra.", 4),
        ("Raids in Idlib killed four people. Separately four people died in Sarmin.", 2),
    ],
)
def test_as_many_again_are_others(text: str, number: int, claims: Callable[..., list[Claim]]) -> None:
    assert len(claims(text)) == number


def test_a_time_lent_by_another_sentence_parts_no_figures(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Shells killed 19 miners in Idlib on Sunday, 9 June 2019. The siege began in May 2018. "
        "The monitor said 19 miners were killed. Four medical staff died in the raid. "
        "The four staff were killed at noon."
    )
    assert [(c.high, c.population) for c in found] == [(19, "civilians"), (4, "medics")]


def test_a_number_told_twice_has_the_speaker_credited_beside_it(claims: Callable[..., list[Claim]]) -> None:
    text = (
        "At least 18 people were killed in a blast in Idlib, Syria late on Sunday. A police source in Idlib told of 31"
        " injured. The Syrian Observatory for Human Rights spoke of at least 18 people killed in the blast."
    )
    found = claims(text, "18 killed in Idlib blast")
    assert [(c.low, c.attributed_to) for c in found if c.measure == "killed"] == [(18, "SOHR")]


@pytest.mark.parametrize(
    "text",
    [
        "The blast in Idlib killed a child a woman and two men.",
        "Four doctors three nurses and an ambulance driver were killed in Idlib.",
    ],
)
def test_one_of_a_list_is_no_total_of_the_others(text: str, claims: Callable[..., list[Claim]]) -> None:
    assert [c.part_of_claim_id for c in claims(text)] == [None, None, None]


def test_more_people_than_any_month_uproots_are_the_wars_whatever_the_hedge(
    claims: Callable[..., list[Claim]],
) -> None:
    found = claims("Raids hit Homs, Syria on Sunday, killing 9 people. Up to 11.5 million people have been displaced.")
    (total,) = (c for c in found if c.measure == "displaced")
    assert (total.window.start, total.place and total.place.name) == (date(2011, 3, 15), "Syria")


def test_where_a_group_is_banned_nobody_died(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Nine Daesh men (a terrorist group outlawed in Russia) were killed near Raqqa in Syria on Monday.")
    assert [c.place.name for c in found if c.place] == ["Raqqa"]


def test_a_toll_without_a_time_has_that_of_those_among_its_dead(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "In Homs province at least 327 more people have lost their lives. "
        "A monitor said 76 children were among those killed over the last 15 days."
    )
    assert {(c.low, c.window.start) for c in found} == {(327, date(2019, 11, 16)), (76, date(2019, 11, 16))}


def test_of_them_means_those_told_last(claims: Callable[..., list[Claim]]) -> None:
    found = claims("Raids on Homs killed 90 people on Sunday, including 40 civilians, 15 of them children.")
    by_id = {c.claim_id: c.low for c in found}
    assert {c.low: by_id.get(c.part_of_claim_id or "") for c in found} == {90: None, 40: 90, 15: 40}


def test_who_died_before_what_the_story_tells_died_nobody_says_where(claims: Callable[..., list[Claim]]) -> None:
    told = claims("Rebels stormed a post in Kunduz. They chose a leader after a drone strike had killed Omar Haddad.")
    assert [claim.place for claim in told] == [None]


def test_a_vague_headline_happened_when_and_where_the_body_says(claims: Callable[..., list[Claim]]) -> None:
    found = claims(
        "Shelling by the army killed 34 people in the town of Binnish on Friday.", "Dozens killed in shelling"
    )
    assert {(c.window.start, c.place.name if c.place else None) for c in found} == {(date(2019, 11, 29), "Binnish")}

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from pipeline.text.dating import Publication, resolve_publication
from pipeline.text.model import Article

Parse = Callable[..., Article]

BODY = (
    "Shells fell on the market of Binnish, killing seven people, the doctors of the town said.\n\n"
    "The army did not comment on the attack, the third on the town in as many days.\n\n"
    "Forty families had left the town since dawn, its council said in a statement.\n\n"
)
STORY = (
    "Two days of fighting around the dam of Qantara have killed 61 soldiers and 27 gunmen, undermining a truce of "
    "four months, the Upland Watch said on Sunday.\n\n"
    "The Watch, based in Vienna, counts 1,450 dead in Qantara and Belhaven since General Okoro signed the truce.\n\n"
    "Villagers from Belhaven, Marsa and Tell Amun walked north to the camps of Darwen, where 8,300 families live.\n\n"
    "On Sunday morning jets struck the hills above Belhaven, an AFP correspondent saw from the road to Marsa.\n\n"
    "General Okoro has vowed to retake Qantara, the last town in the hands of the Free Uplands Army.\n\n"
)


def resolve(*articles: Article) -> dict[str, Publication]:
    answers = resolve_publication(articles)
    return {article.external_id: answers[article.document_id] for article in articles}


def day_of(article: Article, *others: Article) -> date | None:
    return resolve(article, *others)[article.external_id].published_on


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"Seven die in Binnish\n\n12 May 2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (
            f"Seven die in Binnish\n\nPublished: 12 May 2017 | Updated: 14 May 2017\n\n{BODY}",
            date(2017, 5, 12),
            "header",
        ),
        (f"Seven die in Binnish\n\nUpdated 0725 GMT (1525 HKT) May 12, 2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\nUpdated: 10:35 pm EAT on 12 May 2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (f"Khan al-Subul (Syria), May 12, 2017 - {BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\nPosted by Radio Euphrates on May 12, 2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\n{BODY}Updated: May 12, 2017 05:06 AM", date(2017, 5, 12), "footer"),
        (f"Seven die in Binnish\n\n{BODY}12 May 2017", date(2017, 5, 12), "footer"),
        (f"Seven die in Binnish\n\nNo news since.\n\nMay 12, 2017 (BINNISH) - {BODY}", date(2017, 5, 12), "header"),
        (
            f"Monday 3 June 2019\n\nSeven die in Binnish\n\n{BODY}Updated: May 12, 2017 05:06 AM",
            date(2017, 5, 12),
            "footer",
        ),
        (
            f"Friday 12 May 2017\n\nSeven die in Binnish\n\n{BODY}Updated: June 3, 2019 05:06 AM",
            date(2017, 5, 12),
            "header",
        ),
        (f"Seven die in Binnish\n\nBINNISH/IDLIB, May 12, 2017. /KANA/. {BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\nMay 12 - 2017 BINNISH {BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\n[12/May/2017]\n\nBINNISH, May 12 (Kana) - {BODY}", date(2017, 5, 12), "header"),
        (f"Uplands: Flash Update 4, people and places As of 12 May 2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish BEIRUT May 12 2017 (Kana) - {BODY}", date(2017, 5, 12), "header"),
        (f"As of 12 May 2017, 900 families live in the camps of Binnish.\n\n{BODY}", None, "none"),
        (f"Forty fled between 3 April and 12 May 2017. They went north.\n\n{BODY}", None, "none"),
        (f"{BODY}Nobody claimed the attack (Binnish, 12 May 2017).", date(2017, 5, 12), "footer"),
        (f"{BODY}Posted by the editors on 12 May 2017.", date(2017, 5, 12), "footer"),
        (f"{BODY}The truce was signed on 12 May 2017.", None, "none"),
        (f"Shells fell on Binnish, medics said. 12/5/2017. {BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\nA man walks in Binnish on April 3, 2017 (AFP)\n\n{BODY}", None, "none"),
        (f"Seven die in Binnish\n\nMay/12/2017\n\n{BODY}", date(2017, 5, 12), "header"),
        (f"Seven die in Binnish\n\n5/7/2017 4:09:00 PM\n\n{BODY}", date(2017, 5, 7), "header"),
        (f"Seven die in Binnish\n\n5/7/2017 16:09\n\n{BODY}", date(2017, 7, 5), "header"),
        (f"Seven die in Binnish\n\n{BODY}", None, "none"),
    ],
)
def test_the_best_evidence_wins(parse: Parse, text: str, day: date | None, basis: str) -> None:
    answer = resolve(parse(text))["report"]
    assert (answer.published_on, answer.basis) == (day, basis)


@pytest.mark.parametrize(
    "heading",
    [
        "As of 12 May 2017, 18:00 Binnish",
        "as of 12 May 2017, 6AM (Friday)",
        "Office for the Coordination of the Uplands. Flash update as of 12 May 2017.",
        "Situation Report No. 4 (as of 12 May 2017)",
        "Reporting period: 5 to 12 May 2017",
        "Weekly report, 5 to 12 May 2017",
        "Created on 12 May 2017",
        "Bulletin of 12 May 2017",
        (
            "This is a summary of what was said by spokesperson Nora Lind – to whom quoted text may be attributed – at"
            " the press briefing, on 12 May 2017, at the Palais in Binnish."
        ),
        "Summary of what was said by Nora Lind at today's press briefing on 12 May 2017.",
        "www.kana.example 2017-05-12 22:41:08",
        "12 May، 2017",
    ],
)
def test_a_line_of_its_own_that_bears_the_day_is_no_part_of_the_report(parse: Parse, heading: str) -> None:
    article = parse(f"{heading}\n\n{BODY}", title="Seven die in Binnish")
    assert day_of(article) == date(2017, 5, 12)
    assert heading not in article.text


@pytest.mark.parametrize("opening", ["BINNISH (Kana 24) 2017/05/12 - ", "[Binnish, 12 May 2017] "])
def test_a_dateline_bears_the_day(parse: Parse, opening: str) -> None:
    assert day_of(parse(f"{opening}{BODY}", title="Seven die in Binnish")) == date(2017, 5, 12)


@pytest.mark.parametrize(
    "sentence",
    [
        "This is what the army said on 12 May 2017.",
        "As of 12 May 2017, 900 families live in the camps of Binnish.",
        "A tally of 12 May 2017 counts 40 dead.",
    ],
)
def test_a_sentence_with_a_day_is_no_heading(parse: Parse, sentence: str) -> None:
    article = parse(f"{sentence}\n\n{BODY}", title="Seven die in Binnish")
    assert day_of(article) is None
    assert sentence in article.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Seven people were killed on Friday, doctors said. A convoy had come before the raid of May 12, 2017.", 12),
        ("Seven people were killed on Friday, doctors said. The truce had been signed on May 11, 2017.", None),
        ("Guns fell silent on Friday after they had roared on Thursday. At a May 12, 2017, briefing it rained.", 12),
    ],
)
def test_the_latest_date_named_counts_where_it_was_the_day_of_the_lead(
    parse: Parse, text: str, day: int | None
) -> None:
    assert day_of(parse(text)) == (date(2017, 5, day) if day else None)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Uplands Daily, May 12, 2017: the truce of three hours", date(2017, 5, 12)),
        ("Observers in the Uplands, latest as of 12 May 2017", date(2017, 5, 12)),
        ("12 May 2017 - What we know of Binnish so far", date(2017, 5, 12)),
        ("Security bulletin (12 May 2017)", date(2017, 5, 12)),
        ("What became of the raid of 12 May 2017", None),
        ("Nobody has been tried for 12 May 2017 in Binnish", None),
        ("Since 12 May 2017, no convoy has come", None),
    ],
)
def test_a_headline_that_bears_its_day_tells_it_when_nothing_else_does(
    parse: Parse, title: str, day: date | None
) -> None:
    assert day_of(parse(BODY, title=title)) == day


def test_a_date_of_the_source_counts_and_a_date_on_the_page_counts_more(parse: Parse) -> None:
    assert day_of(parse(BODY, published_at="2017-05-12T23:30:00+03:00")) == date(2017, 5, 12)
    assert day_of(parse(BODY, published_at="12 May 2017")) == date(2017, 5, 12)
    assert day_of(parse(f"Seven die\n\nPublished 11 May 2017\n\n{BODY}", published_at="2017-05-12")) == date(
        2017, 5, 11
    )
    assert day_of(parse(BODY, published_at="soon")) is None


def test_a_header_long_after_the_date_of_the_source_is_the_day_of_the_visit(parse: Parse) -> None:
    answer = resolve(parse(f"Monday 3 June 2019\n\nSeven die in Binnish\n\n{BODY}", published_at="2017-05-12"))[
        "report"
    ]
    assert (answer.published_on, answer.basis) == (date(2017, 5, 12), "metadata")
    assert "called up" in next(item.reason for item in answer.candidates if not item.chosen)


def test_a_header_of_the_days_around_the_date_of_the_source_wins(parse: Parse) -> None:
    text = f"Seven die in Binnish\n\n13 May 2017\n\n{BODY}"
    assert day_of(parse(text, published_at="2017-05-12")) == date(2017, 5, 13)
    assert day_of(parse(text, published_at="2019-01-01")) == date(2017, 5, 13)


def test_a_day_in_the_address_counts(parse: Parse) -> None:
    assert day_of(parse(BODY, url="https://news.example.org/2017/05/12/binnish")) == date(2017, 5, 12)


def test_every_candidate_is_kept_and_says_why_it_lost(parse: Parse) -> None:
    text = (
        "Monday 3 June 2019\n\nSeven die in Binnish\n\nA man walks in Binnish on April 3, 2017 (AFP)\n\n"
        f"{BODY}Updated: May 12, 2017 05:06 AM"
    )
    candidates = resolve(parse(text))["report"].candidates
    assert [(item.date, item.chosen) for item in candidates] == [
        (date(2019, 6, 3), False),
        (date(2017, 4, 3), False),
        (date(2017, 5, 12), True),
    ]
    assert "called up" in candidates[0].reason
    assert "photograph" in candidates[1].reason
    assert "last change" in candidates[2].reason


def test_a_header_that_names_the_wrong_weekday_says_so(parse: Parse) -> None:
    candidates = resolve(parse(f"Seven die in Binnish\n\nMonday 12 May 2017\n\n{BODY}"))["report"].candidates
    assert "it was a Friday, not the Monday" in candidates[0].reason


class TestDayAndMonth:
    def test_other_dates_of_the_publisher_settle_the_order(self, parse: Parse) -> None:
        first = [parse(f"{day}-03-2016 {BODY}", external_id=str(day), publisher="post") for day in (14, 22)]
        month = [parse(f"03-{day}-2016 {BODY}", external_id=f"m{day}", publisher="herald") for day in (14, 22)]
        ours = parse(f"07-03-2016 {BODY}", publisher="post")
        theirs = parse(f"07-03-2016 {BODY}", external_id="theirs", publisher="herald")
        answers = resolve(ours, theirs, *first, *month)
        assert answers["report"].published_on == date(2016, 3, 7)
        assert answers["theirs"].published_on == date(2016, 7, 3)
        assert "publisher writes the day first (2 dates)" in answers["report"].candidates[0].reason

    def test_a_weekday_in_the_text_settles_the_order(self, parse: Parse) -> None:
        monday = parse(f"07-03-2016 Seven die. The raid came on Monday. {BODY}")
        sunday = parse(f"07-03-2016 Seven die. The raid came on Sunday. {BODY}", external_id="other")
        answers = resolve(monday, sunday)
        assert answers["report"].published_on == date(2016, 3, 7)
        assert answers["other"].published_on == date(2016, 7, 3)
        assert "the text speaks of Monday" in answers["report"].candidates[0].reason

    def test_the_first_weekday_of_the_text_is_today_or_yesterday(self, parse: Parse) -> None:
        text = f"05-01-2020 Jets struck Binnish on Saturday night. On Friday shells had killed two. {BODY}"
        answer = resolve(parse(text))["report"]
        assert answer.published_on == date(2020, 1, 5)
        assert "first weekday" in answer.candidates[0].reason

    def test_a_day_since_which_the_text_counts_settles_the_order(self, parse: Parse) -> None:
        article = parse(f"07-08-2016 Seven die. Ninety have died since July 22. {BODY}")
        assert day_of(article) == date(2016, 8, 7)

    def test_an_update_line_settles_the_order(self, parse: Parse) -> None:
        article = parse(f"07-03-2016 {BODY} Last Update: Monday 4 July 2016 KSA 10:00", publisher="post")
        assert day_of(article) == date(2016, 7, 3)

    def test_the_corpus_settles_the_order_of_an_unknown_publisher(self, parse: Parse) -> None:
        others = [parse(f"03-{day}-2016 {BODY}", external_id=str(day), publisher="herald") for day in (14, 22)]
        answer = resolve(parse(f"07-03-2016 {BODY}", publisher="new"), *others)["report"]
        assert answer.published_on == date(2016, 7, 3)
        assert "2 of 2 numeric dates of the corpus" in answer.candidates[0].reason

    def test_without_any_evidence_the_guess_is_told(self, parse: Parse) -> None:
        answer = resolve(parse(f"07-03-2016 {BODY}"))["report"]
        assert answer.published_on == date(2016, 3, 7)
        assert "assumed" in answer.candidates[0].reason


class TestWeekdays:
    def test_a_date_line_without_year_takes_the_year_in_which_the_weekday_fits(self, parse: Parse) -> None:
        text = f"Seven die in Binnish\n\nThursday, 12 March\n\n{BODY}The truce was signed on 5 March 2020.\n\n"
        answer = resolve(parse(text))["report"]
        assert (answer.published_on, answer.basis) == (date(2020, 3, 12), "weekday")

    def test_a_dateline_without_year_or_weekday_takes_the_weekday_on_which_the_lead_speaks(self, parse: Parse) -> None:
        text = (
            f"Seven die in Binnish\n\nBEIRUT, March 12 (AFP) - Seven people died, doctors said on Thursday.\n\n{BODY}"
        )
        answer = resolve(parse(f"{text}The truce was signed on 5 March 2020.\n\n"))["report"]
        assert (answer.published_on, answer.basis) == (date(2020, 3, 12), "weekday")

    def test_the_latest_named_day_of_the_text_is_taken(self, parse: Parse) -> None:
        text = f"{BODY}The raids of Friday, March 13 and Saturday, March 14 broke the truce of 5 March 2020.\n\n"
        answer = resolve(parse(text))["report"]
        assert (answer.published_on, answer.basis) == (date(2020, 3, 14), "weekday")

    def test_a_day_that_the_text_names_with_weekday_and_year_is_taken(self, parse: Parse) -> None:
        answer = resolve(parse("Nine people were killed in Hass on Tuesday, 14 January 2020, rescuers said."))["report"]
        assert (answer.published_on, answer.basis) == (date(2020, 1, 14), "weekday")

    def test_the_age_of_the_war_tells_between_years(self, parse: Parse) -> None:
        text = f"{BODY}It fell on Saturday, November 30. The eight-year civil war began in 2011.\n\n"
        assert day_of(parse(text)) == date(2019, 11, 30)

    def test_like_reports_of_the_corpus_tell_between_years(self, parse: Parse) -> None:
        text = f"{STORY}The bridge of Marsa fell on Saturday, November 30. The war began in 2011.\n\n"
        others = [
            parse(
                f"2 December 2019\n\nOkoro vows to retake Qantara, Belhaven and Marsa, says Watch in Vienna. {BODY}",
                external_id="a",
            ),
            parse(f"2 December 2013\n\nRains flood the markets of Kisumu. {BODY}", external_id="b"),
        ]
        assert day_of(parse(text), *others) == date(2019, 11, 30)

    def test_the_age_of_a_known_war_tells_between_years(self, parse: Parse) -> None:
        text = f"SANAA, Dec 20 (AFP) - Guns fell silent on Thursday in Yemen's nearly four-year war.\n\n{BODY}"
        assert day_of(parse(text)) == date(2018, 12, 20)

    def test_a_young_truce_of_the_country_tells_between_years(self, parse: Parse) -> None:
        lead = "Shells fell in Syria's north on Tuesday, hours into a truce."
        answer = resolve(parse(f"BEIRUT, Sept 13 (AFP) - {lead}\n\n{BODY}"))["report"]
        assert answer.published_on == date(2016, 9, 13)
        assert "truce was young" in answer.candidates[0].reason

    def test_the_country_s_only_war_tells_between_years(self, parse: Parse) -> None:
        text = f"SANAA, Dec 20 (AFP) - A market in Yemen was hit on Thursday.\n\n{BODY}"
        assert day_of(parse(text)) == date(2018, 12, 20)

    def test_a_group_that_did_not_exist_before_tells_between_years(self, parse: Parse) -> None:
        text = f"BEIRUT, March 17 (AFP) - The SDF took a town of Syria on Thursday.\n\n{BODY}"
        answer = resolve(parse(text))["report"]
        assert answer.published_on is None, "Thursdays of 2016 and 2022 are both possible"
        text = text.replace("The SDF took", "UN envoy Staffan de Mistura and the SDF met in")
        answer = resolve(parse(text))["report"]
        assert answer.published_on == date(2016, 3, 17)
        assert "in the days of Staffan de Mistura" in answer.candidates[0].reason

    def test_a_year_before_an_operation_is_ruled_out(self, parse: Parse) -> None:
        text = f"BEIRUT, March 15 (AFP) - Olive Branch reached a town of Syria on Thursday.\n\n{BODY}"
        answer = resolve(parse(text))["report"]
        assert answer.published_on == date(2018, 3, 15)
        assert "not before Olive Branch" in answer.candidates[0].reason

    def test_a_country_with_two_wars_may_leave_the_year_open(self, parse: Parse) -> None:
        text = f"KYIV, March 17 (AFP) - A theatre in Ukraine was hit on Thursday.\n\n{BODY}"
        assert day_of(parse(text)) is None

    def test_a_weekday_that_fits_several_years_alone_gives_no_date(self, parse: Parse) -> None:
        assert day_of(parse(f"{BODY}It fell on Saturday, November 30.\n\n")) is None

    def test_a_bare_weekday_gives_no_date(self, parse: Parse) -> None:
        assert day_of(parse(f"{BODY}It fell on Saturday.\n\n")) is None


class TestSiblings:
    def test_a_copy_without_a_date_takes_that_of_its_siblings(self, parse: Parse) -> None:
        dated = parse(f"Dozens die at Qantara\n\n5 June 2016\n\n{STORY}", external_id="dated")
        answer = resolve(parse(f"Truce frays at Qantara\n\n{STORY}"), dated)["report"]
        assert (answer.published_on, answer.basis) == (date(2016, 6, 5), "siblings")

    def test_a_later_version_takes_the_weekday_on_which_it_speaks(self, parse: Parse) -> None:
        dated = parse(f"Dozens die at Qantara\n\n5 June 2016\n\n{STORY}", external_id="dated")
        later = parse(f"Nearly 100 die at Qantara\n\n{STORY.replace('said on Sunday', 'said on Monday')}")
        answer = resolve(later, dated)["report"]
        assert answer.published_on == date(2016, 6, 6)
        assert "speaks on Monday" in answer.candidates[-1].reason

    def test_copies_share_a_wire_story(self, parse: Parse) -> None:
        one = parse(f"Dozens die at Qantara\n\n5 June 2016\n\n{STORY}", external_id="one", publisher="post")
        two = parse(f"6 June 2016 {STORY}", external_id="two", publisher="herald")
        alone = parse(f"6 June 2016 {BODY}", external_id="alone")
        answers = resolve(one, two, alone)
        assert answers["one"].wire_story_id == answers["two"].wire_story_id is not None
        assert answers["alone"].wire_story_id is None

    def test_the_same_text_years_apart_is_no_story(self, parse: Parse) -> None:
        one = parse(f"Dozens die at Qantara\n\n5 June 2016\n\n{STORY}", external_id="one")
        two = parse(f"Dozens die at Qantara again\n\n5 June 2018\n\n{STORY}", external_id="two")
        assert {answer.wire_story_id for answer in resolve(one, two).values()} == {None}

    def test_a_retold_story_of_the_same_agency_is_a_sibling(self, parse: Parse) -> None:
        retold = (
            "According to AFP, the battle of the dam of Qantara has cost 88 lives: 61 of the army and 27 of the Free "
            "Uplands Army.\n\n"
            "In Qantara and Belhaven the Upland Watch of Vienna has listed 1,450 dead since General Okoro put his name "
            "to the truce.\n\n"
            "To the camps of Darwen, home of 8,300 families, flee the people of Marsa, of Tell Amun and of "
            "Belhaven.\n\n"
        )
        one = parse(f"Dozens die at Qantara\n\n5 June 2016\n\n{STORY}", external_id="one", publisher="post")
        two = parse(f"5 June 2016 {retold}", external_id="two", publisher="herald")
        answers = resolve(one, two)
        assert answers["one"].wire_story_id == answers["two"].wire_story_id is not None


def test_the_answer_does_not_depend_on_order_or_copies(parse: Parse) -> None:
    articles = [
        parse(f"0{day}-06-2016 {STORY if day % 2 else BODY} Part {day}.", external_id=str(day), publisher=f"p{day % 3}")
        for day in range(1, 9)
    ] + [parse(f"Truce frays at Qantara\n\n{STORY}")]
    expected = resolve_publication(articles)
    for seed in range(5):
        shuffled = articles * 2
        random.Random(seed).shuffle(shuffled)
        assert resolve_publication(shuffled) == expected


def test_an_empty_corpus_has_no_answers() -> None:
    assert resolve_publication([]) == {}


def test_the_day_of_retrieval_is_never_the_day_of_publication(parse: Parse) -> None:
    assert day_of(parse(BODY, retrieved_at=datetime(2020, 3, 14, tzinfo=UTC))) is None

"""Time expressions of conflict news: one table of wordings per kind of window."""

from datetime import date, timedelta

import pytest

from tests.unit.extract.moments import PUBLISHED, day_of, only, times

DAYS = [
    # weekdays: the latest not after the day of publication
    ("Shells fell on the town on Wednesday", "2018-03-14"),
    ("Shells fell on the town on Tuesday", "2018-03-13"),
    ("Thursdays raids on the market", "2018-03-08"),
    ("Thursday's raids on the market", "2018-03-08"),
    ("a blast on Sunday morning", "2018-03-11"),
    ("troops arrived late on Monday", "2018-03-12"),
    ("they left early Saturday", "2018-03-10"),
    ("earlier on Friday a convoy was hit", "2018-03-09"),
    ("a convoy was hit last Wednesday", "2018-03-07"),
    ("in the early hours of Tuesday a shell fell", "2018-03-13"),
    ("on the afternoon of Monday", "2018-03-12"),
    ("it opened on Tuesday last week", "2018-03-06"),
    ("on Friday of last week", "2018-03-09"),
    ("WEDNESDAY: two dead", "2018-03-14"),
    # near days
    ("nine died yesterday", "2018-03-13"),
    ("nine died yesterday evening", "2018-03-13"),
    ("the day before yesterday a mine went off", "2018-03-12"),
    ("earlier in the day the road was cut", "2018-03-14"),
    ("earlier today the road was cut", "2018-03-14"),
    ("the strikes tonight", "2018-03-14"),
    ("this morning two shells fell", "2018-03-14"),
    ("a day ago the truce failed", "2018-03-13"),
    ("two days ago the truce failed", "2018-03-12"),
    ("a week ago the truce failed", "2018-03-07"),
    # dates with and without a year
    ("on 1 December", "2017-12-01"),
    ("on December 1", "2017-12-01"),
    ("on the 1st of March", "2018-03-01"),
    ("on March 14", "2018-03-14"),
    ("on March 15", "2017-03-15"),
    ("on 5 December 2016", "2016-12-05"),
    ("on December 5, 2016", "2016-12-05"),
    ("on December 5 2016", "2016-12-05"),
    ("on Monday, December 5, 2016", "2016-12-05"),
    ("Mon 05 Dec 2016 9 soldiers dead", "2016-12-05"),
    ("Saturday 30 May 2015 40 fighters killed", "2015-05-30"),
    ("Dec. 5, 2016", "2016-12-05"),
    ("on the following Saturday, March 10, a mill was hit", "2018-03-10"),
    ("shells hit the square on Friday, March 9, after Friday prayers", "2018-03-09"),
    ("on 5th Dec", "2017-12-05"),
    ("on the first of February", "2018-02-01"),
    ("updated 5-Dec-2016", "2016-12-05"),
    ("on 29 February 2016", "2016-02-29"),
    ("in this Oct. 11, 2016 file photo", "2016-10-11"),
    ("on 5 March last year", "2017-03-05"),
    # digits: the day first, unless there is no such date
    ("29-06-2016 three dead", "2016-06-29"),
    ("06-01-2016 three dead", "2016-01-06"),
    ("12.25.2017 three dead", "2017-12-25"),
    ("15.04.2017(updated", "2017-04-15"),
    ("on 2016/07/06 a blast", "2016-07-06"),
    ("on 03/02/18 a blast", "2018-02-03"),
    # damaged text
    ("Last updated at Nov 022017 BEIRUT", "2017-11-02"),
    ("on18October a blast", "2017-10-18"),
    ("DAMASCUS, SyriaTuesday 13 March 2018", "2018-03-13"),
    ("on  9  November", "2017-11-09"),
    ("on Oct 12,2016", "2016-10-12"),
    # days to come
    ("talks will resume on Friday", "2018-03-16"),
    ("the council would meet next Monday", "2018-03-19"),
    # on the 25th
    ("it fell on the 25th, he said", "2018-02-25"),
    ("it fell on the 2nd.", "2018-03-02"),
    # counted from a day told after
    ("bombing resumed two days after the truce took effect on Sunday", "2018-03-13"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_resolved_against_the_day_of_publication(text: str, day: str) -> None:
    mention = times(text)[0]
    assert (mention.kind, mention.first, mention.last) == ("day", day_of(day), day_of(day))
    assert mention.precision == "day"


RANGES = [
    ("between 1 and 21 January", "2018-01-01", "2018-01-21"),
    ("between1 and 21 January", "2018-01-01", "2018-01-21"),
    ("from 24 November to 30 December", "2017-11-24", "2017-12-30"),
    ("26 January to 3 February", "2018-01-26", "2018-02-03"),
    ("between 23 December and 28 January", "2017-12-23", "2018-01-28"),
    ("between 23 December 2015 and 28 January", "2015-12-23", "2016-01-28"),
    ("between 23 December and 28 January 2016", "2015-12-23", "2016-01-28"),
    ("between 1 May 2015 and 2 June 2016", "2015-05-01", "2016-06-02"),
    ("between December 2016 and January 2017", "2016-12-01", "2017-01-31"),
    ("between October and March", "2017-10-01", "2018-03-31"),
    ("between April and September last year", "2017-04-01", "2017-09-30"),
    ("between November and May last year", "2016-11-01", "2017-05-31"),
    ("between the end of June and the end of August", "2017-06-30", "2017-08-31"),
    ("between late June and the end of August", "2017-06-21", "2017-08-31"),
    ("between mid-June and 1 August", "2017-06-15", "2017-08-01"),
    ("between January and mid-October2016", "2016-01-01", "2016-10-15"),
    ("from early May to mid-June", "2017-05-01", "2017-06-15"),
    ("from 2013 to 2015", "2013-01-01", "2015-12-31"),
    ("between 2013 and 2015", "2013-01-01", "2015-12-31"),
    ("in 2013-15", "2013-01-01", "2015-12-31"),
    ("in 2013 and 2014", "2013-01-01", "2014-12-31"),
    ("in October and November", "2017-10-01", "2017-11-30"),
    ("on Saturday, March 10 and Sunday, March 11", "2018-03-10", "2018-03-11"),
    ("on Saturday and Sunday", "2018-03-10", "2018-03-11"),
    ("on Friday, Saturday and Sunday", "2018-03-09", "2018-03-11"),
    ("from Friday to Monday", "2018-03-09", "2018-03-12"),
    ("Monday-Tuesday", "2018-03-12", "2018-03-13"),
    ("between Friday night and Sunday morning", "2018-03-09", "2018-03-11"),
    ("on 8 and 9 March", "2018-03-08", "2018-03-09"),
    ("on 8, 9 and 10 March", "2018-03-08", "2018-03-10"),
    ("on March 8 and 9", "2018-03-08", "2018-03-09"),
    ("October 12-14", "2017-10-12", "2017-10-14"),
    ("12-14 October 2015", "2015-10-12", "2015-10-14"),
    ("on 11  and  13  September", "2017-09-11", "2017-09-13"),
    ("overnight Saturday the village was hit", "2018-03-10", "2018-03-11"),
    ("overnight on Friday", "2018-03-09", "2018-03-10"),
    ("overnight from Friday to Saturday", "2018-03-09", "2018-03-10"),
    ("on the night of Thursday to Friday", "2018-03-08", "2018-03-09"),
    ("on the night of Sunday", "2018-03-11", "2018-03-12"),
    ("the raids overnight", "2018-03-13", "2018-03-14"),
    ("last night the raids went on", "2018-03-13", "2018-03-14"),
    ("in the three months to 11 January", "2017-10-11", "2018-01-11"),
    ("in the two weeks to Sunday", "2018-02-25", "2018-03-11"),
    ("in the week ending 5 March", "2018-02-26", "2018-03-05"),
    ("in the five days from 3 March", "2018-03-03", "2018-03-07"),
    ("in the week of 5 February", "2018-02-05", "2018-02-11"),
    ("in the week beginning 5 February", "2018-02-05", "2018-02-11"),
    ("Jan-Mar 2016", "2016-01-01", "2016-03-31"),
    ("from Jan. 1 through Feb. 2", "2018-01-01", "2018-02-02"),
    ("in the second week of February", "2018-02-08", "2018-02-14"),
    ("in the last week of February", "2018-02-22", "2018-02-28"),
    ("in the first three weeks of November", "2017-11-01", "2017-11-21"),
    ("in the last 12 days of September", "2017-09-19", "2017-09-30"),
    ("in the first half of 2017", "2017-01-01", "2017-06-30"),
    ("in the second half of 2016", "2016-07-01", "2016-12-31"),
    ("in the third quarter of 2017", "2017-07-01", "2017-09-30"),
    ("in the first six months of 2017", "2017-01-01", "2017-06-30"),
    ("in the first two months of the year", "2018-01-01", "2018-02-28"),
    ("in the first half of last year", "2017-01-01", "2017-06-30"),
    ("in mid-February", "2018-02-10", "2018-02-18"),
    ("in late August", "2017-08-21", "2017-08-31"),
    ("in early December", "2017-12-01", "2017-12-10"),
    ("in early February 2016", "2016-02-01", "2016-02-09"),
    ("in late 2015", "2015-08-31", "2015-12-31"),
    ("earlier this month", "2018-03-01", "2018-03-14"),
    ("earlier this year", "2018-01-01", "2018-03-14"),
    ("earlier in the week", "2018-03-12", "2018-03-14"),
    ("this week", "2018-03-12", "2018-03-14"),
    ("last week", "2018-03-05", "2018-03-11"),
    ("late last week", "2018-03-09", "2018-03-11"),
    ("over the weekend", "2018-03-10", "2018-03-11"),
    ("last weekend", "2018-03-10", "2018-03-11"),
    ("early last month", "2018-02-01", "2018-02-09"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_has_both_its_ends(text: str, first: str, last: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.first, mention.last) == ("range", day_of(first), day_of(last))


PERIODS = [
    ("in November", "month", "2017-11-01", "2017-11-30"),
    ("in March", "month", "2018-03-01", "2018-03-31"),
    ("in March 2017", "month", "2017-03-01", "2017-03-31"),
    ("the November offensive", "month", "2017-11-01", "2017-11-30"),
    ("a March ceasefire", "month", "2018-03-01", "2018-03-31"),
    ("last December", "month", "2017-12-01", "2017-12-31"),
    ("August last year", "month", "2017-08-01", "2017-08-31"),
    ("in November of last year", "month", "2017-11-01", "2017-11-30"),
    ("last month", "month", "2018-02-01", "2018-02-28"),
    ("three months ago", "month", "2017-12-01", "2017-12-31"),
    ("in 2016", "year", "2016-01-01", "2016-12-31"),
    ("(2012)", "year", "2012-01-01", "2012-12-31"),
    ("the 2012 siege", "year", "2012-01-01", "2012-12-31"),
    ("the worst month of 2017.", "year", "2017-01-01", "2017-12-31"),
    ("last year", "year", "2017-01-01", "2017-12-31"),
    ("this year", "year", "2018-01-01", "2018-03-14"),
    ("five years ago", "year", "2013-01-01", "2013-12-31"),
    ("this winter", "season", "2017-12-01", "2018-02-28"),
    ("last summer", "season", "2017-06-01", "2017-08-31"),
    ("in the summer of 2015", "season", "2015-06-01", "2015-08-31"),
    ("in the fall of 2015", "season", "2015-09-01", "2015-11-30"),
    ("in spring 2016", "season", "2016-03-01", "2016-05-31"),
]


@pytest.mark.parametrize(("text", "kind", "first", "last"), PERIODS)
def test_months_years_and_seasons_are_whole(text: str, kind: str, first: str, last: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.first, mention.last) == (kind, day_of(first), day_of(last))


SINCE = [
    ("since Saturday", "since", "2018-03-10"),
    ("since Sunday night", "since", "2018-03-11"),
    ("since 5pm on Sunday", "since", "2018-03-11"),
    ("since the guns fell silent", "truce", None),
    ("since yesterday", "since", "2018-03-13"),
    ("since dawn", "since", "2018-03-14"),
    ("since last week", "since", "2018-03-05"),
    ("since 1 December", "since", "2017-12-01"),
    ("since December 1", "since", "2017-12-01"),
    ("since 1 December 2015", "since", "2015-12-01"),
    ("since August", "since", "2017-08-01"),
    ("since last December", "since", "2017-12-01"),
    ("since early December", "since", "2017-12-01"),
    ("since mid-July", "since", "2017-07-15"),
    ("since late April", "since", "2017-04-21"),
    ("since the end of April", "since", "2017-04-30"),
    ("since the start of the year", "since", "2018-01-01"),
    ("since the beginning of 2016", "since", "2016-01-01"),
    ("since the beginning of last week", "since", "2018-03-05"),
    ("since 2012", "since", "2012-01-01"),
    ("since March 2011", "since", "2011-03-01"),
    ("since spring 2015", "since", "2015-03-01"),
    ("since the army opened its push on Friday", "since", "2018-03-09"),
    ("since clashes flared up earlier this month", "since", "2018-03-01"),
    ("since the U.N. convoy left on Monday", "since", "2018-03-12"),
    ("since the militia overran the post in June", "since", "2017-06-01"),
    ("since the assault began", "since", None),
    ("since a truce took effect on 27 February", "truce", "2018-02-27"),
    ("since the ceasefire took effect", "truce", None),
    ("since the cessation of hostilities came into force", "truce", None),
    ("since the deal", "truce", None),
    ("since the truce collapsed on Friday", "since", "2018-03-09"),
    ("since the ceasefire expired at dawn on Monday", "since", "2018-03-12"),
    ("since the war began", "war", None),
    ("since the start of the conflict", "war", None),
    ("since the war began in March 2011", "war", "2011-03-01"),
    ("since the start of the uprising against the president in March 2011", "war", "2011-03-01"),
    ("since it erupted in 2011", "war", "2011-01-01"),
    ("from 1 December onwards", "since", "2017-12-01"),
    ("from 2013 until now", "since", "2013-01-01"),
    ("from May 2017 to date", "since", "2017-05-01"),
    ("since the revolt broke out seven years ago", "war", "2011-01-01"),
]


@pytest.mark.parametrize(("text", "kind", "first"), SINCE)
def test_since_opens_a_window_that_ends_with_the_publication(text: str, kind: str, first: str | None) -> None:
    mention = only(f"hundreds have died {text}")
    assert (mention.kind, mention.first, mention.last) == (kind, day_of(first), PUBLISHED)


UNTIL = [
    ("as of 2 March", "2018-03-02"),
    ("as of February 2018", "2018-02-28"),
    ("as of18October", "2017-10-18"),
    ("by 10 January", "2018-01-10"),
    ("by the end of February", "2018-02-28"),
    ("until Sunday", "2018-03-11"),
    ("until mid-June", "2017-06-15"),
    ("up to 5 March", "2018-03-05"),
    ("through March 5", "2018-03-05"),
    ("before 1 March", "2018-02-28"),
]


@pytest.mark.parametrize(("text", "last"), UNTIL)
def test_as_of_and_until_close_a_window(text: str, last: str) -> None:
    mention = only(f"{text} some 900 were still in tents")
    assert (mention.kind, mention.first, mention.last) == ("until", None, day_of(last))


PAST = [
    ("in the past 24 hours", "2018-03-13", 1),
    ("over 48 hours", "2018-03-12", 2),
    ("over just 24 hours", "2018-03-13", 1),
    ("within 24 hours", "2018-03-13", 1),
    ("in less than 24 hours", "2018-03-13", 1),
    ("over the last five days", "2018-03-09", 5),
    ("in the past two weeks", "2018-02-28", 14),
    ("over the past three months", "2017-12-14", 90),
    ("during the last few days", "2018-03-11", 3),
    ("for the past week", "2018-03-07", 7),
    ("over the last week", "2018-03-07", 7),
    ("this past week", "2018-03-07", 7),
    ("in the past year", "2017-03-14", 365),
    ("in 20 days", "2018-02-22", 20),
    ("over a 20 day period", "2018-02-22", 20),
    ("Two days of clashes", "2018-03-13", 2),
    ("a three-day assault", "2018-03-12", 3),
    ("a week of heavy shelling", "2018-03-07", 7),
]


@pytest.mark.parametrize(("text", "first", "days"), PAST)
def test_a_stretch_reaches_back_from_the_publication(text: str, first: str, days: int) -> None:
    mention = only(text)
    assert (mention.kind, mention.first, mention.last, mention.days) == ("past", day_of(first), PUBLISHED, days)


@pytest.mark.parametrize(
    ("text", "days"), [("for a third day", 3), ("for the 10th consecutive day", 10), ("for the second day in a row", 2)]
)
def test_days_in_a_row_end_with_the_publication(text: str, days: int) -> None:
    mention = only(text)
    assert (mention.kind, mention.days, mention.last) == ("past", days, PUBLISHED)
    assert mention.first == PUBLISHED - timedelta(days=days - 1)


LENGTHS = [
    ("a 20 day period", "past", 20),
    ("a three-day truce", "vague", 3),
    ("a 72-hours truce", "vague", 3),
    ("besieged for two years", "vague", 730),
    ("the worst floods in 30 years", "vague", 10950),
    ("an eight-year civil war", "war", 2920),
    ("more than five years of conflict", "war", 1825),
    ("nearly nine years into the conflict", "war", 3285),
    ("more than 100 days into the war", "war", 100),
    ("two to three weeks", "vague", 21),
    ("3-4 days", "vague", 4),
    ("on the second day", "vague", None),
    ("for the third day of the truce", "vague", None),
    ("on its fifth day", "vague", None),
    ("recently", "vague", None),
]


@pytest.mark.parametrize(("text", "kind", "days"), LENGTHS)
def test_a_mere_length_opens_no_window(text: str, kind: str, days: int | None) -> None:
    mention = only(text)
    assert (mention.kind, mention.first, mention.days) == (kind, None, days)


ANAPHORS = [
    ("Shelling ran from 3 May to 9 June. In that period 80 died", "2017-05-03", "2017-06-09"),
    ("Shelling ran from 3 May to 9 June. On Monday he said 80 died during this period", "2017-05-03", "2017-06-09"),
    ("The town fell on 4 May. Nine died that day", "2017-05-04", "2017-05-04"),
    ("The town fell on 4 May. Nine died the same day", "2017-05-04", "2017-05-04"),
    ("The town fell on 4 May. Nine had died the day before", "2017-05-03", "2017-05-03"),
    ("Nine died on 4 May. Talks failed this week. Rebels had left two days before", "2017-05-02", "2017-05-02"),
    ("The town fell on 4 May. Nine had died a day earlier", "2017-05-03", "2017-05-03"),
    ("The town fell on 4 May. Nine had died the previous day", "2017-05-03", "2017-05-03"),
    ("The town fell on 4 May and was retaken two days later", "2017-05-06", "2017-05-06"),
    ("The town fell on 4 May. The following day nine died", "2017-05-05", "2017-05-05"),
    ("The town fell on 4 May. Nine had died the previous month", "2017-04-01", "2017-04-30"),
    ("The town fell on 4 May. Nine had died the week before", "2017-04-27", "2017-05-03"),
    ("It fell on 4 May and was retaken two weeks later. In that two-week period nine died", "2017-05-04", "2017-05-18"),
    ("The town fell on 4 May. That month 80 died", "2017-05-01", "2017-05-31"),
    ("The town fell on 4 May. Hours later nine died", "2017-05-04", "2017-05-04"),
    ("The town fell on 4 May. Nine died between that date and 7 June", "2017-05-04", "2017-06-07"),
    ("A truce began on 4 May, he said today. Nine died between then and 7 June", "2017-05-04", "2017-06-07"),
    ("Shelling ran from 3 May to 9 June. Ana fled in July. In the same period 80 died", "2017-05-03", "2017-06-09"),
    ("Nine had died the previous day", "2018-03-13", "2018-03-13"),
    ("Nine had died a day earlier", "2018-03-13", "2018-03-13"),
    ("The town fell on 4 May. Nine have died since then", "2017-05-04", "2018-03-14"),
    ("The town fell on 4 May and has since lost nine", "2017-05-04", "2018-03-14"),
    ("On Tuesday he spoke of nine dead since fighting began the previous day", "2018-03-12", "2018-03-14"),
]


@pytest.mark.parametrize(("text", "first", "last"), ANAPHORS)
def test_an_anaphor_takes_its_time_from_what_was_told_before(text: str, first: str, last: str) -> None:
    mention = times(text)[-1]
    assert (mention.first, mention.last) == (day_of(first), day_of(last))


UNSETTLED = [
    "in recent days",
    "in the coming weeks",
    "a day after the town fell",
    "hours after the truce",
    "That day nine died",
    "several weeks ago",
    "on April 7th Street",
    "tomorrow",
    "on 31 February",
    "than in the same period last year",
    "told The Sunday Times",
]


@pytest.mark.parametrize("text", UNSETTLED)
def test_what_the_text_does_not_settle_has_no_start(text: str) -> None:
    assert only(text).first is None


@pytest.mark.parametrize(
    "text",
    [
        "on Sunday",
        "on 5 May",
        "in March",
        "last week",
        "overnight",
        "in the past two days",
        "this summer",
        "since August",
    ],
)
def test_without_a_publication_date_only_a_stated_year_gives_a_window(text: str) -> None:
    mention = only(text, None)
    assert (mention.first, mention.last) == (None, None)
    assert only("on 5 May 2016", None).first == date(2016, 5, 5)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Boxing Day", date(2018, 12, 26)),
        ("New Year's Eve", date(2018, 12, 31)),
        ("New Year’s Day", date(2019, 1, 1)),
        ("Boxing Day 2004", date(2004, 12, 26)),
        ("New Year's Eve last year", date(2018, 12, 31)),
    ],
)
def test_feasts_of_the_calendar_are_days(words: str, day: date) -> None:
    found = only(f"A mine killed nine on {words}, police said.", date(2019, 2, 3))
    assert (found.text, found.first, found.last) == (words, day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Christmas Eve attack on the market left nine dead.", date(2018, 12, 24)),
        ("A Christmas Day bombing killed nine.", date(2018, 12, 25)),
        ("The Christmas Day 2009 raid killed nine.", date(2009, 12, 25)),
    ],
)
def test_an_act_may_bear_the_name_of_its_feast(text: str, day: date) -> None:
    found = only(text, date(2019, 2, 3))
    assert (found.first, found.last) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "The Christmas Day truce is over.",
        "On the eve of talks nine died.",
        "A new day dawned.",
        "It is a new year of hope.",
    ],
)
def test_an_eve_or_a_new_year_alone_is_noday_of(text: str) -> None:
    assert not [m for m in times(text, date(2019, 2, 3)) if m.kind == "day"]


def test_a_year_that_saw_something_is_that_year() -> None:
    found = only("The year 2016 saw 31 people killed along the line.", date(2019, 2, 3))
    assert (found.first, found.last) == (date(2016, 1, 1), date(2016, 12, 31))

from datetime import date

import pytest

from pipeline.text.dates import find_dates, find_full_dates, names_weekday
from tests.growth import grows_in_step


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-03-09", date(2018, 3, 9)),
        ("2018/3/9", date(2018, 3, 9)),
        ("21.05.2017", date(2017, 5, 21)),
        ("09.04.2017Get", date(2017, 4, 9)),
        ("28-06-2016", date(2016, 6, 28)),
        ("Sun 14 Aug 2016", date(2016, 8, 14)),
        ("Sunday, August 14th, 2016", date(2016, 8, 14)),
        ("14 August, 2016", date(2016, 8, 14)),
        ("14 August ,2016", date(2016, 8, 14)),
        ("the 3rd of May 2015", date(2015, 5, 3)),
        ("Sept. 5, 2016", date(2016, 9, 5)),
        ("Mar 072016", date(2016, 3, 7)),
        ("2019 February 11", date(2019, 2, 11)),
        ("2019/Feb/11", date(2019, 2, 11)),
        ("2019-February-11", date(2019, 2, 11)),
        ("February/11/2019", date(2019, 2, 11)),
        ("Feb-11-2019", date(2019, 2, 11)),
        ("on 2019, Sept. 4", date(2019, 9, 4)),
        ("BeirutThursday 22 October 2020", date(2020, 10, 22)),
    ],
)
def test_a_day_is_read_in_every_shape(text: str, day: date) -> None:
    assert [found.readings for found in find_full_dates(text)] == [(day,)]


@pytest.mark.parametrize("text", ["07-03-2016", "7/3/2016"])
def test_day_and_month_that_may_be_swapped_have_two_readings(text: str) -> None:
    (found,) = find_full_dates(text)
    assert found.readings == (date(2016, 3, 7), date(2016, 7, 3))


def test_dots_are_never_month_first() -> None:
    (found,) = find_full_dates("07.03.2016")
    assert found.readings == (date(2016, 3, 7),)


@pytest.mark.parametrize(
    "text",
    [
        "July 2016",
        "31 February 2016",
        "40-13-2016",
        "Marching 12 men",
        "in 2016 300 fled",
        "in 2016 May 12,000 fled",
        "1.200.2016",
        "version 3.4.5",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert list(find_full_dates(text)) == []


def test_a_day_without_year_keeps_its_weekday() -> None:
    (found,) = find_dates("on Saturday, November 30, they left")
    assert (found.readings, found.month, found.day, found.weekday) == ((), 11, 30, 5)


def test_several_dates_are_found_in_order() -> None:
    found = find_full_dates("Posted 3 May 2016 | updated 4 May 2016, on events of 2 May 2016")
    assert [item.readings[0].day for item in found] == [3, 4, 2]


def test_weekdays_are_counted_from_monday() -> None:
    text = "On Sunday and monday, not Sun, midFriday or Fridays"
    named = [weekday for weekday in range(7) if names_weekday(text, weekday)]
    assert named == [0, 6]


@pytest.mark.parametrize("unit", ["1", "1 ", "1-", "May ", "Mon ", "2015-", "2016 ", "5 May 2016 "])
def test_text_of_any_shape_is_searched_in_linear_time(unit: str) -> None:
    assert grows_in_step(lambda size: list(find_full_dates(unit * (size // len(unit)))), 250_000)

"""Which words and numbers are a time, and which only look like one."""

from datetime import date

import pytest

from pipeline.extract.time import find_times, number_spans
from pipeline.extract.time.words import _WORDS, UNITS
from tests.unit.extract.moments import PUBLISHED, only, times


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("29-06-2016 7 civilians killed", ["29-06-2016"]),
        ("Sun 10 Jul 2016 29 rebels dead", ["10", "2016"]),
        ("a 5-year-old and his sister, aged 12, among 14 dead", ["5", "12"]),
        ("children aged from four to 10", ["four", "10"]),
        ("three children (5-8 years) were hurt", ["5-8"]),
        ("of whom half were children under 18", ["18"]),
        ("eight pupils between 7 and 12 years old", ["7", "12"]),
        ("12 died within 24 hours", ["24"]),
        ("a 48-hour truce saved 300", ["48"]),
        ("in two days 40 died", ["two"]),
        ("twenty-four hours later 40 were dead", ["twenty", "four"]),
        ("at 6:30 am 40 died", ["6:30"]),
        ("at 1130 am (0830 GMT) 40 died", ["1130", "0830"]),
        ("updated 2340 23.10.2017 548 views", ["2340", "23.10.2017"]),
        ("since 2012 at least 2000 people fled", ["2012"]),
        ("2000 refugees and 1500 people", []),
        ("the 2000 refugees", []),
        ("a group of 1950 fighters", []),
        ("2,016 people", []),
        ("in March 23 people were killed", []),
        ("on 3 March 24 people were killed", ["3"]),
        ("Division 30 lost 12 men, brigade 46 lost 8", []),
        ("T-72 tanks, 122 mm shells, 5 km away", []),
        ("a 2000-year-old temple", ["2000"]),
        ("the 17th typhoon killed 29 people", []),
        ("2 1/2 years of war", ["2", "1/2"]),
        ("Samir, 34, said nine fled", ["34"]),
        ("Noha 45 told reporters nine fled", ["45"]),
        ("he counted 12, 14, and 15", []),
        ("90 seconds later 40 were dead", ["90"]),
        ("in 48h 40 died", ["48"]),
        ("within 2-3 days 40 died", ["2-3"]),
        ("between 2 and 3 am 40 died", ["2", "3"]),
        ("around five o'clock 40 died", ["five"]),
        ("on day 45 of the siege 40 died", ["45"]),
        ("on Saturday and Sunday 40 and 50 died", []),
        ("250 people a day", []),
    ],
)
def test_only_numbers_of_time_expressions_are_hidden(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in number_spans(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "May God help them",
        "protesters march on the capital",
        "they may flee",
        "Jan Egeland spoke",
        "the sun sat low",
        "a second attack",
        "at least 40 dead",
        "since they feared arrest",
        "the fall of the city",
        "Arab Spring",
        "the Sunni majority",
        "the two of them",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert times(text) == []


def test_a_month_first_text_is_read_month_first_when_told() -> None:
    text = "06-01-2016 three dead"
    assert find_times(text, 0, len(text), None, month_first=True)[0].first == date(2016, 6, 1)
    text = "25-01-2016 three dead"
    assert find_times(text, 0, len(text), None, month_first=True)[0].first == date(2016, 1, 25)


def test_a_month_keeps_the_year_that_it_was_told_with() -> None:
    found = times("Gas was used in August 2013. On August 21 hundreds died. On 5 October inspectors came.")
    assert [mention.first for mention in found] == [date(2013, 8, 1), date(2013, 8, 21), date(2017, 10, 5)]


def test_the_weekday_beside_a_date_settles_its_year() -> None:
    assert only("on Saturday, March 11").first == date(2017, 3, 11)
    assert only("on Sunday, March 11").first == date(2018, 3, 11)


def test_an_owner_is_no_limit_in_time() -> None:
    assert only("nine were killed by Friday's raids").kind == "day"
    assert only("nine were killed by Fridays raids").kind == "day"


def test_an_expression_does_not_cross_a_paragraph() -> None:
    found = times("on Saturday\n\nSunday saw more raids")
    assert [mention.text for mention in found] == ["Saturday", "Sunday"]


def test_only_the_span_asked_for_is_read() -> None:
    text = "On Monday nine died. On Tuesday ten died."
    found = find_times(text, 21, len(text), PUBLISHED)
    assert [mention.text for mention in found] == ["Tuesday"]
    assert text[found[0].start : found[0].end] == "Tuesday"


def test_no_word_stands_in_two_classes() -> None:
    seen: dict[str, str] = {}
    for name, words in [*((name, words.split()) for name, words in _WORDS.items()), *UNITS.items()]:
        for word in words:
            assert word not in seen, f"{word}: {seen[word]} and {name}"
            seen[word] = name

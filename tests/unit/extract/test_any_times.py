"""What holds for the times of any text."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.time import find_times, number_spans
from tests.growth import grows_in_step
from tests.unit.extract.moments import PUBLISHED, only, times

PIECES = st.sampled_from(
    [
        *"between and from to since until by the a in on of last this next first second half May March 3 12 31".split(),
        *"2016 24 1, days hours week months year ago earlier later before after Saturday Sunday overnight late".split(),
        *"early mid-June end start December 5-8 06-01-2016 10:30 am period war truce began . , - ( ) two few".split(),
        *"over past old aged about".split(),
        "\n\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200)
ANCHORS = st.none() | st.dates()


@settings(max_examples=300, deadline=None)
@given(TEXTS, ANCHORS)
def test_mentions_lie_in_the_text_in_order_and_never_end_before_they_begin(text: str, anchor: date | None) -> None:
    reached = 0
    for mention in times(text, anchor):
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.first is None or mention.last is None or mention.first <= mention.last
        assert all(mention.start <= start < end <= mention.end for start, end in mention.numbers)
        reached = mention.end


@settings(max_examples=100, deadline=None)
@given(TEXTS, ANCHORS)
def test_the_same_text_gives_the_same_mentions(text: str, anchor: date | None) -> None:
    assert times(text, anchor) == times(text, anchor)
    assert number_spans(text) == [
        span for mention in find_times(text, 0, len(text), anchor) for span in mention.numbers
    ]


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_never_after_the_publication_nor_a_week_before(anchor: date, weekday: int) -> None:
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[weekday]
    day = only(f"killed on {name}", anchor).first
    assert day is not None
    assert day.weekday() == weekday
    assert timedelta(0) <= anchor - day < timedelta(days=7)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_written_date_means_itself(day: date, anchor: date) -> None:
    for text in (
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%b} {day:%d}{day.year}",
    ):
        assert only(text, anchor).first == only(text, None).last == day


@pytest.mark.parametrize(
    "unit", ["7", "since ", "the ", "1 ", "1-", "a", "’", "\n", "ب ", "at least ", "between ", "half a "]
)
def test_a_long_text_of_one_thing_is_read_in_linear_time(unit: str) -> None:
    assert grows_in_step(lambda size: find_times((unit * size)[:size], 0, size, PUBLISHED), 400_000)

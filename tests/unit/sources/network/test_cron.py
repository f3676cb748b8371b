"""Cron lines strike when Dagster's own reading of them says."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from dagster._utils.schedules import cron_string_iterator

from pipeline.sources.cron import CronError, parse_cron

NOW = datetime(2026, 3, 1, 6, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "* * * * *",
        "0 5 * * *",
        "*/15 * * * *",
        "5/20 3-7 * * mon-fri",
        "0 0 13 * 5",
        "0 0 31 * *",
        "0 0 29 2 *",
        "0 0 * * 7",
        "1,2,40-45/2 */5 */10 jan,mar *",
        "0 0 */2 * 1",
        "0 0 1 * */2",
        "30 4 1-7 * sun",
        "@hourly",
        "@weekly",
    ],
)
def test_a_line_strikes_as_in_dagster(line: str) -> None:
    theirs = cron_string_iterator(NOW.timestamp(), line, "UTC")
    assert list(islice(parse_cron(line).after(NOW), 30)) == [next(theirs) for _ in range(30)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "five fields"),
        ("* * *", "has 3"),
        ("60 * * * *", "minute: '60' is no number from 0 to 59"),
        ("* 24 * * *", "hour"),
        ("* * 0 * *", "day of the month"),
        ("* * * foo *", "month"),
        ("* * * * 8", "day of the week"),
        ("*/0 * * * *", "step"),
        ("5-3 * * * *", "ends before it starts"),
        ("1, * * * *", "minute"),
        ("0 0 31 2 *", "never comes"),
        ("@ever", "@hourly"),
    ],
)
def test_a_wrong_line_says_which_field_is_wrong(line: str, words: str) -> None:
    with pytest.raises(CronError, match=words):
        parse_cron(line)


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("@hourly", timedelta(hours=1)),
        ("* 9-17 * * *", timedelta(hours=15, minutes=1)),
        ("0 6 * * mon-fri", timedelta(days=3)),
        ("0 0 1 * *", timedelta(days=31)),
        ("0 0 29 2 *", timedelta(days=4 * 365 + 1)),
    ],
)
def test_the_longest_wait_between_two_strikes(line: str, gap: timedelta) -> None:
    assert parse_cron(line).longest_gap(NOW) == gap

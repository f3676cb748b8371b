"""What is packed for the page."""

from datetime import date

import pytest

from pipeline.report.payload import Figure, evidence, figures, ledger, scopes
from tests.unit.report.ledgers import DAY, answers


def test_an_empty_ledger_is_packed() -> None:
    packed = ledger(answers(), {}, {})
    assert packed["casualties"]["id"] == []
    assert packed["places"]["name"] == []
    assert evidence(answers())["claims"]["evidence"] == []


def test_a_word_is_stored_once() -> None:
    packed = ledger(answers(casualties=[{"id": "x1"}, {"id": "x2"}]), {}, {})
    assert packed["words"].count("SOHR") == 1
    assert packed["casualties"]["sources"][0] == packed["casualties"]["sources"][1]
    assert packed["casualties"]["place"] == [0, 0]


@pytest.mark.parametrize(
    ("low", "best", "high", "figure"),
    [
        (5, 5, 5, Figure(5, 5, 5)),
        (40, 40, None, Figure(40, 40, 40, True)),
        (None, 70, 70, Figure(0, 70, 70)),
    ],
)
def test_a_bound_that_is_not_told_stays_open(low: int | None, best: int, high: int | None, figure: Figure) -> None:
    assert figures(answers(totals=[{"low": low, "best": best, "high": high}]))["killed"] == figure


def test_violations_count_once_however_often_they_were_revised() -> None:
    revised = [{"version": 1, "known_to": DAY}, {"version": 2, "characterisation": "inferred"}]
    assert figures(answers(violations=revised))["violations"] == Figure(0, 1, 1)


def test_a_figure_of_one_country_leaves_out_the_others() -> None:
    found = answers(totals=[{"best": 5}, {"country": "YEM", "best": 7}])
    assert figures(found)["killed"].best == 12
    assert figures(found, "YEM")["killed"].best == 7


def test_the_country_told_of_most_comes_first_after_the_whole() -> None:
    found = answers(
        claims=[{}], documents=[{}], casualties=[{"id": "x1", "country": "YEM"}, {"id": "x2"}, {"id": "x3"}]
    )
    assert list(scopes(found)) == [None, "SYR", "YEM"]
    assert scopes(found)["SYR"].documents == {"d1"}


def test_the_period_is_that_of_incidents() -> None:
    war = {"id": "x2", "window_kind": "war", "window_start": date(2011, 3, 15)}
    scope = scopes(answers(claims=[{}], documents=[{}], casualties=[{"id": "x1"}, war]))["SYR"]
    assert (scope.first, scope.last) == (DAY, DAY)


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("/home/somebody/secret/report.txt", "report.txt"),
        ("file:///home/somebody/report.txt", "report.txt"),
        ("C:\\Users\\somebody\\report.txt", "report.txt"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_a_file_is_named_without_its_folder(uri: str, link: str) -> None:
    assert evidence(answers(documents=[{"uri": uri}]))["documents"]["link"] == [link]


@pytest.mark.parametrize("mark", [None, -1, 15])
def test_a_mark_outside_its_sentence_is_none(mark: int | None) -> None:
    assert evidence(answers(documents=[{}], claims=[{"mark": mark}]))["claims"]["mark"] == [None]

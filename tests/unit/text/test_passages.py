"""Paragraphs that stand in several reports: which are known again, and that the order of arrival does not matter."""

import random
from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.model import Article
from pipeline.text.passages import PAIRS, shared_passages, update_pairs
from pipeline.text.prints import passages_of
from pipeline.text.stories import STANDING, Library

Parse = Callable[..., Article]

LIFTED = (
    "The flour mill on the river was hit twice before dawn, and the men of the night shift who ran into the yard were "
    "caught by the second shell; neighbours carried 14 of them to the clinic of the old customs house."
)
MARKET = (
    "Traders of the covered market kept their shutters down for a second day and asked the council for a wall of sand "
    "along the street that faces the hills, where the guns have stood since the end of the harvest."
)
FERRY = (
    "The ferry across the lake took on passengers again after a week of storms; its captain said that most of them had "
    "relatives on the far shore and did not mean to come back before the spring."
)
SEED = (
    "A delegation of the farmers' union met the governor about the price of seed, which has doubled since the road to "
    "the coast was closed to lorries and the depots of the plain ran empty."
)
OTHERS = (MARKET, FERRY, SEED)


def told(parse: Parse, number: int, *paragraphs: str) -> Article:
    text = "\n\n".join((f"Notes of day {number}", *paragraphs))
    return parse(text=text, publisher=f"paper{number}", external_id=f"r{number}")


class Known:
    """What is kept of earlier passes."""

    def __init__(self) -> None:
        self.standing, self.pairs = pl.DataFrame(schema=STANDING), pl.DataFrame(schema=PAIRS)

    def after(self, reports: Sequence[tuple[Article, date | None]]) -> dict[str, list[str]]:
        """The passages shared in these reports: for each report the words of each, under the name of the passage."""
        library = Library.of(passages_of([article for article, _ in reports]))
        rows = [(article.document_id, article.raw_hash, day) for article, day in reports]
        now = pl.DataFrame(rows, schema=STANDING, orient="row")
        self.pairs = update_pairs(library, now, self.standing, self.pairs)
        self.standing = now
        texts = {article.document_id: article.text for article, _ in reports}
        found: dict[str, list[str]] = {}
        for document_id, passages in shared_passages(library, self.pairs).iter_rows():
            for passage in passages:
                found.setdefault(passage["passage_id"], []).append(
                    f"{document_id}: {texts[document_id][passage['start'] : passage['end']]}"
                )
        return {name: sorted(spans) for name, spans in found.items()}


DAY = date(2021, 3, 4)


@pytest.mark.parametrize(
    ("other", "day", "is_shared"),
    [
        (LIFTED, DAY, True),
        (LIFTED, date(2021, 9, 1), True),
        (LIFTED.replace("ran into", "rushed into"), date(2021, 3, 6), True),
        (LIFTED.replace("ran into", "rushed into"), None, True),
        (LIFTED.replace("ran into", "rushed into"), date(2021, 9, 1), False),
        (LIFTED.upper(), DAY, True),
        (LIFTED.replace("14", "19"), DAY, False),
        (OTHERS[1], DAY, False),
    ],
    ids=[
        "word for word",
        "months later",
        "a word changed",
        "undated",
        "changed and months later",
        "in capitals",
        "another figure",
        "another paragraph",
    ],
)
def test_a_paragraph_of_another_report_is_known_again(
    parse: Parse, other: str, day: date | None, is_shared: bool
) -> None:
    one, two = told(parse, 1, OTHERS[0], LIFTED), told(parse, 2, other, OTHERS[2])
    shared = Known().after([(one, DAY), (two, day)])
    expected = [sorted([f"{one.document_id}: {LIFTED}", f"{two.document_id}: {other}"])] if is_shared else []
    assert list(shared.values()) == expected


def test_stock_phrases_and_a_report_that_repeats_itself_share_nothing(parse: Parse) -> None:
    phrase = "The ministry did not answer questions sent to it by mail."
    one, two = told(parse, 1, phrase, LIFTED, OTHERS[0], LIFTED), told(parse, 2, phrase, OTHERS[1])
    assert Known().after([(one, DAY), (two, DAY)]) == {}


def test_a_thousand_copies_are_one_text(parse: Parse) -> None:
    copies = [(told(parse, number, LIFTED), DAY) for number in range(1000)]
    known = Known()
    (spans,) = known.after(copies).values()
    assert len(spans) == 1000
    assert known.pairs.is_empty()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_reports_that_come_one_after_the_other_or_get_another_day_share_what_all_at_once_share(
    parse: Parse, seed: int
) -> None:
    chance = random.Random(seed)
    edits = (("ran into", "rushed into"), ("caught by", "met by"), ("old customs house", "customs house"), ("", ""))
    reports: list[tuple[Article, date | None]] = []
    known, found = Known(), {}
    for number in range(8):
        paragraph = LIFTED.replace(*chance.choice(edits)).replace(*chance.choice(edits))
        article = told(parse, number, chance.choice(OTHERS), paragraph)
        reports.append((article, chance.choice([None, DAY, date(2021, 3, 6), date(2021, 3, 9), date(2021, 5, 1)])))
        if number == 5:
            reports[0] = (reports[0][0], date(2021, 5, 2))
        if number == 6:
            del reports[1]
        found = known.after(reports)
    assert found == Known().after(reports)

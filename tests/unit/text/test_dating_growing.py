"""Dating a corpus that grows: what was kept of earlier passes gives the answers of one pass over everything."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.dating import Corpus, Dated, Publication, customs_in, date_corpus, publications, resolve_publication
from pipeline.text.model import Article
from pipeline.text.prints import prints_of
from pipeline.text.stories import STANDING, Library, Links, find_links, moved_links, stories, update_links

Parse = Callable[..., Article]

TOWNS = ("Binnish", "Ariha", "Sarmin", "Hass", "Nayrab")
FLED = "Two hundred families left for the camps of the north, where the rains had flooded the tents of those before."
SEEN = "A nurse counted the wounded in the yard of the school, which has served as a clinic since the spring."
TALKS = "Mediators met for a third day without a word on the corridor that the council had asked them for."


def report(number: int, how: int) -> dict[str, str]:
    """One of some reports, dated in one of five ways: its story has copies, one day later or without any date."""
    town, story = TOWNS[number % len(TOWNS)], number % 3
    told = (FLED, SEEN, TALKS)[story]
    lead = f"Shells killed {7 + number % 5} people in {town} on Tuesday, 14 January, the doctors of {town} told AFP."
    body = f"{lead}\n\n{told}\n\nCouncil of {town}: {30 + number} homes were hit, and {told.lower()}\n\n"
    heads = ("14 January 2020", "15 January 2020", "", "01/02/2020", "25/01/2020")
    text = f"Shells fall on {town}\n\n{heads[how]}\n\n{body}" if heads[how] else f"Shells fall on {town}\n\n{body}"
    return {"text": text, "publisher": f"paper{number % 4}", "external_id": f"r{number}-{how}"}


class Growing:
    """A corpus that is dated again whenever some articles come."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.certain = pl.DataFrame(schema=STANDING)
        self.own_links = self.links = Links.none()
        self.answers: dict[str, Publication] = {}
        self.looked_up: list[int] = []

    def add(self, articles: Sequence[Article]) -> dict[str, Publication]:
        self.articles = sorted([*self.articles, *articles], key=lambda item: item.document_id)
        prints = prints_of(self.articles)
        reports = prints.select("document_id", "raw_hash")
        known = set(self.certain["document_id"])
        library, customs = Library.of(prints), customs_in([prints])
        corpus = Corpus(library, reports, customs, self.certain, self.own_links, self.links)
        dated: Dated = date_corpus([item for item in self.articles if item.document_id not in known], corpus)
        self.certain, self.own_links, self.links = dated.certain, dated.own_links, dated.links
        before = {
            key: Publication(key, old.published_on, old.basis, old.candidates, dated.stories.get(key))
            for key, old in self.answers.items()
        }
        self.answers = before | publications(dated)
        return self.answers


@pytest.fixture(scope="module")
def articles(parse: Parse) -> list[Article]:
    made = [parse(**report(number, how)) for number in range(9) for how in range(5)]
    return list({article.document_id: article for article in made}.values())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), pieces=st.integers(1, 12))
def test_a_corpus_that_comes_in_any_pieces_and_order_is_dated_as_one(
    articles: list[Article], seed: int, pieces: int
) -> None:
    shuffled = random.Random(seed).sample(articles, len(articles))
    growing = Growing()
    for piece in range(pieces):
        growing.add(shuffled[piece::pieces])
    assert growing.answers == resolve_publication(articles)
    assert len({answer.wire_story_id for answer in growing.answers.values()}) > 2
    assert {answer.basis for answer in growing.answers.values()} >= {"header", "weekday"}


def test_a_new_report_is_compared_with_those_that_share_a_key_and_no_others(articles: list[Article]) -> None:
    prints = prints_of(articles)
    now = prints.select("document_id", "raw_hash", day=pl.lit(None, pl.Date))
    new = prints["document_id"][:1]
    found = find_links(Library.of(prints), now, new)
    assert found.height > 0
    assert found.filter((pl.col("first") != new[0]) & (pl.col("second") != new[0])).is_empty()


def test_links_do_not_depend_on_how_the_library_is_cut(articles: list[Article]) -> None:
    prints = prints_of(articles)
    now = prints.select("document_id", "raw_hash", day=pl.lit(None, pl.Date))
    cut = Library(lambda columns, _: (piece.select(columns) for piece in prints.iter_slices(4)))
    whole = find_links(Library.of(prints), now, now["document_id"])
    assert find_links(cut, now, now["document_id"]).sort("first", "second").equals(whole.sort("first", "second"))


def everything_linked(articles: list[Article]) -> tuple[Library, pl.DataFrame, Links]:
    prints = prints_of(articles)
    now = prints.select("document_id", "raw_hash", day=pl.lit(None, pl.Date))
    return Library.of(prints), now, update_links(Library.of(prints), now, Links.none())


def test_of_settled_reports_not_every_pair_is_kept_and_the_stories_stay(articles: list[Article]) -> None:
    _, now, links = everything_linked(articles)
    settled, open_ = now["document_id"][:-5], now["document_id"][-5:]
    condensed = links.condensed(settled)
    inside = condensed.pairs.filter(pl.col("first").is_in(settled.implode()), pl.col("second").is_in(settled.implode()))
    assert inside.height < settled.len() < links.pairs.height
    assert stories(condensed) == stories(links)
    assert {key: set(found) for key, found in condensed.siblings(open_).items()} == {
        key: set(found) for key, found in links.siblings(open_).items()
    }
    assert condensed.condensed(settled).pairs.equals(condensed.pairs)


def test_a_group_that_has_lost_a_report_is_looked_up_again(articles: list[Article]) -> None:
    library, now, links = everything_linked(articles)
    for at in range(now.height):
        left = now.filter(pl.int_range(pl.len()) != at)
        condensed = links.condensed(now["document_id"])
        anew = update_links(library, left, Links.none())
        assert stories(update_links(library, left, condensed)) == stories(anew)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_reports_that_got_a_day_are_linked_as_if_all_had_been_looked_up(articles: list[Article], seed: int) -> None:
    prints, dice = prints_of(articles), random.Random(seed)
    library, reports = Library.of(prints), prints.select("document_id", "raw_hash")

    def standing(days: Sequence[date | None]) -> pl.DataFrame:
        return reports.with_columns(day=pl.Series(days, dtype=pl.Date))

    def day(unknown: float) -> date | None:
        return None if dice.random() < unknown else date(2020, 1, 14) + timedelta(days=dice.randrange(9))

    own = [day(0.3) for _ in articles]
    final = [known or day(0.4) for known in own]
    before = standing([known if dice.random() < 0.7 else day(0.4) for known in final])
    kept = update_links(library, before.filter(pl.Series([dice.random() < 0.8 for _ in articles])), Links.none())
    found = moved_links(library, standing(final), update_links(library, standing(own), Links.none()), kept)
    assert found.pairs.equals(update_links(library, standing(final), kept).pairs)
    assert found.pairs.equals(update_links(library, standing(final), Links.none()).pairs)

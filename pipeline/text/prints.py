"""What reports and their paragraphs are compared by: hashed runs of words, names and numbers, and keys under which
look-alikes meet.

Belongs here: making the prints of articles. Does not: comparing them (`stories`), keeping them (`pipeline.stages`).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

import polars as pl
from rensa import RMinHash

from pipeline.text.model import Article
from pipeline.text.swaps import written_orders
from pipeline.text.vocabulary import words

PRINTS = pl.Schema(
    {
        "document_id": pl.String(),
        "raw_hash": pl.String(),
        "publisher": pl.String(),
        "agencies": pl.List(pl.String()),
        "runs": pl.List(pl.UInt32()),
        "features": pl.List(pl.UInt32()),
        "numbers": pl.List(pl.UInt32()),
        "run_keys": pl.List(pl.UInt64()),
        "feature_keys": pl.List(pl.UInt64()),
        "day_first": pl.Int64(),
        "month_first": pl.Int64(),
    }
)
PASSAGES = pl.Schema(
    {
        "document_id": pl.String(),
        "raw_hash": pl.String(),
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "digest": pl.UInt64(),
        "runs": pl.List(pl.UInt32()),
        "run_keys": pl.List(pl.UInt64()),
    }
)
_SHINGLE = 4
# 48 bands of two rows find a pair that shares a sixth of its runs four times in five, one that shares a third always.
_BANDS, _ROWS = 48, 2
# Ten bands of four find a pair of paragraphs that shares 0.6 of its runs three times in four, one of 0.7 nearly always.
_PASSAGE_BANDS, _PASSAGE_ROWS = 10, 4
# Shorter paragraphs are stock phrases ("did not immediately reply to a request for comment").
_PASSAGE_WORDS = 15
_SEED = 1
_LOW_BITS = 0xFFFFFFFF
_WORD = re.compile(r"\w+")
# A capitalised word that does not open a sentence. The capital stands first, so that the engine skips to the next one.
_NAME = re.compile(r"[A-Z](?<!^.)(?<!\w.)(?<![.!?]\s.)[a-z]{2,}")
_NUMBER = re.compile(r"\d[\d,]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FUNCTION_WORDS = words("english_function_words", "word")


def prints_of(articles: Sequence[Article]) -> pl.DataFrame:
    """One print an article; the names and numbers of those that credit no agency get no keys, as nobody looks there."""
    runs = [_runs(article.text) for article in articles]
    numbers = [_numbers(article.text) for article in articles]
    features = [sorted(_names(article.text).union(found)) for article, found in zip(articles, numbers, strict=True)]
    orders = [written_orders(article) for article in articles]
    return pl.DataFrame(
        {
            "document_id": [article.document_id for article in articles],
            "raw_hash": [article.raw_hash for article in articles],
            "publisher": [article.publisher for article in articles],
            "agencies": [sorted(article.agencies) for article in articles],
            "runs": _hashes(runs),
            "features": _hashes(features),
            "numbers": _hashes(numbers),
            "run_keys": _keys(runs, _BANDS, _ROWS),
            "feature_keys": _keys(
                [found if article.agencies else [] for article, found in zip(articles, features, strict=True)],
                _BANDS,
                _ROWS,
            ),
            "day_first": [day_first for day_first, _ in orders],
            "month_first": [month_first for _, month_first in orders],
        },
        schema=PRINTS,
    )


def passages_of(articles: Sequence[Article]) -> pl.DataFrame:
    """One print for each paragraph that is long enough to be known again."""
    found = [
        (article, start, end, words_)
        for article in articles
        for start, end in article.paragraphs
        for words_ in [_WORD.findall(article.text[start:end].lower())]
        if len(words_) >= _PASSAGE_WORDS
    ]
    runs = [_runs_of(words_) for *_, words_ in found]
    return pl.DataFrame(
        {
            "document_id": [article.document_id for article, *_ in found],
            "raw_hash": [article.raw_hash for article, *_ in found],
            "start": [start for _, start, *_ in found],
            "end": [end for _, _, end, _ in found],
            "digest": [_digest(words_) for *_, words_ in found],
            "runs": _hashes(runs),
            # Copies give the same figures: bulletins of one pattern do not, and need not meet.
            "run_keys": [
                [key ^ _digest([word for word in words_ if word.isdigit()]) for key in keys]
                for (*_, words_), keys in zip(found, _keys(runs, _PASSAGE_BANDS, _PASSAGE_ROWS), strict=True)
            ],
        },
        schema=PASSAGES,
    )


def _digest(words_: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words_).encode(), digest_size=8).digest(), "big")


def _runs(text: str) -> list[str]:
    """The distinct runs of words of a text, in its order."""
    return _runs_of(_WORD.findall(text.lower()))


def _runs_of(tokens: Sequence[str]) -> list[str]:
    if len(tokens) < _SHINGLE:
        return [" ".join(tokens)]
    return list(dict.fromkeys(map(" ".join, zip(*(tokens[at:] for at in range(_SHINGLE)), strict=False))))


def _numbers(text: str) -> list[str]:
    numbers = (number.replace(",", "") for number in _NUMBER.findall(text))
    return sorted({number for number in numbers if not _YEAR.match(number)})


def _names(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _NAME.findall(text)) - _FUNCTION_WORDS


def _hashes(sets: Sequence[Sequence[str]]) -> list[list[int]]:
    return [[value & _LOW_BITS for value in found] for found in RMinHash.hash_token_sets(sets)]


def _keys(sets: Sequence[Sequence[str]], bands: int, rows: int) -> list[list[int]]:
    """One key a band: two sets that share one overlap, probably; by how much is a matter of bands and rows."""
    digests: Iterable[Sequence[int]] = RMinHash.digests_from_token_sets(sets, bands * rows, _SEED)
    return [_banded(digest, rows) if found else [] for found, digest in zip(sets, digests, strict=True)]


def _banded(digest: Sequence[int], rows: int) -> list[int]:
    bands = zip(*(digest[row::rows] for row in range(rows)), strict=True)
    # The band stands in the six highest bits, so that only values of one band meet.
    return [at << 58 ^ hash(values) & ((1 << 58) - 1) for at, values in enumerate(bands)]

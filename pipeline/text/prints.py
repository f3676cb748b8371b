"""What reports are compared by: hashed runs of words, names and numbers, and keys under which look-alikes meet.

Belongs here: making the prints of articles. Does not: comparing them (`stories`), keeping them (`pipeline.stages`).
"""

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
_SHINGLE = 4
# 48 bands of two rows find a pair that shares a sixth of its runs four times in five, one that shares a third always.
_BANDS, _ROWS = 48, 2
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
            "run_keys": _keys(runs),
            "feature_keys": _keys(
                [found if article.agencies else [] for article, found in zip(articles, features, strict=True)]
            ),
            "day_first": [day_first for day_first, _ in orders],
            "month_first": [month_first for _, month_first in orders],
        },
        schema=PRINTS,
    )


def _runs(text: str) -> list[str]:
    """The distinct runs of words of a text, in its order."""
    tokens = _WORD.findall(text.lower())
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


def _keys(sets: Sequence[Sequence[str]]) -> list[list[int]]:
    """One key a band: two sets that share one overlap by a sixth or more, probably."""
    digests: Iterable[Sequence[int]] = RMinHash.digests_from_token_sets(sets, _BANDS * _ROWS, _SEED)
    return [_banded(digest) if found else [] for found, digest in zip(sets, digests, strict=True)]


def _banded(digest: Sequence[int]) -> list[int]:
    pairs = zip(digest[::2], digest[1::2], strict=True)
    # The band stands in the six highest bits, so that only values of one band meet.
    return [band << 58 ^ (one << 32 ^ other) & ((1 << 58) - 1) for band, (one, other) in enumerate(pairs)]

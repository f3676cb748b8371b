"""What is worked out once for an article and asked for again until it is done.

Belongs here: keeping such answers, and dropping them all. Does not: what outlives an article (a gazetteer's memos).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_FORGET: list[Callable[[], None]] = []


def per_article(answer: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keep the answers of a pure function of an article until `forget_article`."""
    kept = lru_cache(maxsize=None)(answer)
    _FORGET.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def forget_article() -> None:
    """Drop all answers: what the last article needed is freed at once, and no search for cycles has to look at it."""
    for forget in _FORGET:
        forget()

"""What is worked out once: for an article, until it is done, or for a piece of text wherever it stands.

Belongs here: keeping such answers, and dropping them. Does not: what anything means.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar

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


# Most of all news is of a few thousand words; longer pieces do not come back.
_PIECES_KEPT, _LONGEST_KEPT = 30_000, 32


class Memo(dict[str, Answer], Generic[Answer]):
    """What pieces of text are read as, kept as they are met; forgotten when there are too many."""

    def __init__(self, read: Callable[[str], Answer]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, piece: str) -> Answer:
        found = self._read(piece)
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _PIECES_KEPT:
                self.clear()
            self[piece] = found
        return found

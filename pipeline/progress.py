"""Telling how far long work is, without knowing who listens.

Belongs here: `track`, which stages wrap around what they iterate, and the listener that a caller sets.
Does not: bars and colours (`pipeline.cli`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Listener(Protocol):
    """Hears of each piece of work: how much of it is done, and of how much (None: not known beforehand)."""

    def __call__(self, work: str, done: int, total: int | None) -> None:
        """Called at the start, after each item and at the end."""


_listener: ContextVar[Listener | None] = ContextVar("progress_listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While this is open, `listener` hears of all tracked work."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def track(work: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
    """Yield the items and tell the listener of each."""
    listener = _listener.get()
    if listener is None:
        yield from items
        return
    done = 0
    listener(work, 0, total)
    for done, item in enumerate(items, start=1):
        yield item
        listener(work, done, total)
    if done != total:
        listener(work, done, done)

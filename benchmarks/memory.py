"""What a process and those that it starts hold, sampled while it works, and whether that grows from day to day.

Belongs here: measuring and judging. Does not: what is worked on, printing.
"""

import ctypes
import gc
import os
import statistics
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_EVERY_SECONDS = 0.05
_MB = 1_000_000
# The first third of the days fills what is bounded: caches of words, connections, the allocator's own pages.
_SETTLED = 3
_FEWEST_DAYS = 6
# A thousandth of the process a day: what one document left behind in each run would soon be more.
MOST_GROWTH = 1.0
# Dating holds the prints of all documents, some kB each; the rest of a refresh holds a shard.
MOST_PEAK_GROWTH = 5.0
MOST_ABOVE_REST = 300.0


class Sampler:
    """Reads the memory of this process, and that of its youngest child, some twenty times a second while it is open."""

    def __init__(self) -> None:
        self._samples: list[tuple[float, float, float]] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._others = set(_children())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def most(self, since: float, until: float) -> float:
        """The most that this process held between two moments: MB."""
        return max((own for at, own, _ in self._samples if since <= at <= until), default=0.0)

    def most_of_children(self) -> float:
        """The most that the processes held together which were started since this was opened: MB."""
        return max((started for _, _, started in self._samples), default=0.0)

    def forget(self) -> None:
        """Begin anew."""
        self._samples = []

    def _sample(self) -> None:
        while not self._done.wait(_EVERY_SECONDS):
            started = sum(resident(child) for child in _children() if child not in self._others)
            self._samples.append((time.time(), resident(), started))


def resident(process: int | str = "self") -> float:
    """What a process holds: MB; nothing, if it has ended."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
    return 0.0


def give_back() -> None:
    """Hand back what is free: the allocator keeps pages of its own, which is no growth."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@dataclass(frozen=True, slots=True)
class Growth:
    """A line through what was measured on the last two thirds of the days."""

    days: int
    slope: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Growth | None":
        """None, where the days are too few for a line to tell anything."""
        if len(values) < _FEWEST_DAYS:
            return None
        later = values[len(values) // _SETTLED :]
        slope, _ = statistics.linear_regression(range(len(later)), later)
        return cls(len(later), slope, max(later))


def judge(rests: Sequence[float], peaks: Sequence[float]) -> list[str]:
    """What is wrong with the memory of some days: what was held after each day's work, and at most during it."""
    rest, peak = Growth.of(rests), Growth.of(peaks)
    if rest is None or peak is None:
        return []
    found = []
    if rest.slope > MOST_GROWTH:
        found.append(f"memory grows by {rest.slope:.1f} MB a day, {MOST_GROWTH:.1f} are allowed")
    if peak.slope > MOST_PEAK_GROWTH:
        found.append(f"the peak grows by {peak.slope:.1f} MB a day, {MOST_PEAK_GROWTH:.1f} are allowed")
    if peak.most > rest.most + MOST_ABOVE_REST:
        found.append(
            f"the peak lies {peak.most - rest.most:.0f} MB above what stays, {MOST_ABOVE_REST:.0f} are allowed"
        )
    return found


def _children() -> list[str]:
    """The processes that this one has started."""
    found: list[str] = []
    for thread in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += thread.read_text().split()
    return found

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
# MB a day, whatever is fetched: runs leave nothing behind. Some thousandth of the process is what allocators differ by.
MOST_GROWTH = 1.0
# MB for each new document. A refresh looks at all documents together where it tells known from new, dates and writes
# the page, with some kB of each in memory for a moment; of the pages that this took the allocators keep some. At its
# peak DuckDB holds the tables that are loaded and copied, 15 to 20 kB a document, as far as its bound.
A_DOCUMENT, A_DOCUMENT_AT_PEAK = 0.005, 0.025
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


@dataclass(frozen=True, slots=True)
class Measured:
    """Something that was measured, and how much it may be: MB or MB a day."""

    name: str
    found: float
    allowed: float

    @property
    def holds(self) -> bool:
        """Whether it is no more than that."""
        return self.found <= self.allowed

    def __str__(self) -> str:
        return f"{self.name}: {self.found:.1f}, allowed {self.allowed:.1f}"


def judge(rests: Sequence[float], peaks: Sequence[float], documents: Sequence[int]) -> list[Measured]:
    """The memory of some days, held after each day's work and at most during it, with the documents that there were.

    Nothing, where the days are too few.
    """
    rest, peak, ledger = Growth.of(rests), Growth.of(peaks), Growth.of(documents)
    if rest is None or peak is None or ledger is None:
        return []
    last = f"on the last {rest.days} days, MB a day"
    return [
        Measured(f"growth {last}", rest.slope, MOST_GROWTH + ledger.slope * A_DOCUMENT),
        Measured(f"growth of the peak {last}", peak.slope, MOST_GROWTH + ledger.slope * A_DOCUMENT_AT_PEAK),
        Measured("the highest peak above what stays at most, MB", peak.most - rest.most, MOST_ABOVE_REST),
    ]


def _children() -> list[str]:
    """The processes that this one has started."""
    found: list[str] = []
    for thread in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += thread.read_text().split()
    return found

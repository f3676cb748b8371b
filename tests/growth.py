"""How the cost of reading grows with the text.

Belongs here: the one measure for every test that guards against quadratic steps. Does not: how fast something is
(`benchmarks/`). Seconds depend on the machine and on what else runs on it; that a text four times as long takes four
times as long does not.
"""

import gc
import time
from collections.abc import Callable

LONGER = 4
# Twice what a linear reading costs: the caches of a machine add a half, a quadratic step makes it sixteen times.
_MOST_GROWTH = LONGER * 2
# Below this a clock's ticks and first calls weigh more than the text.
_LEAST_SECONDS = 0.02
# A busy machine may slow one reading; a quadratic step slows each.
_TRIES = 4


def seconds(act: Callable[[], object]) -> float:
    """The processor's time that this thread spends on one call; what other tests left behind is not collected in it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        started = time.thread_time()
        act()
        return time.thread_time() - started
    finally:
        if collects:
            gc.enable()


def grows_in_step(act: Callable[[int], object], size: int) -> bool:
    """Whether `act(size)` costs at most twice its share of a quarter of that size, in one of some tries."""
    for _ in range(_TRIES):
        short = max(seconds(lambda: act(size // LONGER)), _LEAST_SECONDS)
        if seconds(lambda: act(size)) < _MOST_GROWTH * short:
            return True
    return False

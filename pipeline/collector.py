"""The interpreter's search for cycles of objects, put off while much is made and little of it is in a cycle.

Belongs here: pausing the search, and searching less. Does not: anything that knows what is being made.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search while this is open; objects without a cycle are freed as ever."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def relax_collector() -> None:
    """Search some hundred times less often than Python does by default, for the rest of the process."""
    gc.set_threshold(200_000, 50, 50)

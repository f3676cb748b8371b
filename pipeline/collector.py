"""The interpreter's search for cycles of objects, put off while much is made and nothing of it is in a cycle.

Belongs here: pausing the search. Does not: anything that knows what is being made.
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

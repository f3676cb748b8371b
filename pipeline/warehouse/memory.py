"""How much DuckDB may hold while whole tables are copied.

Belongs here: the bounds that are tried, one after the other. Does not: what is copied (`load`, `publish`), the memory
of dbt (`pipeline.dbt`).
"""

from collections.abc import Callable
from typing import TypeVar

import duckdb

Copied = TypeVar("Copied")

# What DuckDB holds while tables are copied, mostly blocks that it reads once: publishing 72,000 documents took 225 MB
# with the first bound and 560 without any, in the same time. 226,000 claims need the second or third; without a bound
# they took 600 MB.
_FIRST_MB, _WIDER, _BOUNDS = 200, 1.25, 8
BOUNDS_MB = tuple(round(_FIRST_MB * _WIDER**step) for step in range(_BOUNDS))


def within_memory(copy: Callable[[int | None], Copied], at_most_mb: int | None, undo: Callable[[], None]) -> Copied:
    """Copy with little memory, and with more only as long as that is too little.

    The last try has `at_most_mb`, or by None DuckDB's own bound; `undo` is called behind each that failed.
    """
    for memory_mb in BOUNDS_MB:
        if at_most_mb is not None and memory_mb >= at_most_mb:
            break
        try:
            return copy(memory_mb)
        except duckdb.OutOfMemoryException:
            undo()
    return copy(at_most_mb)

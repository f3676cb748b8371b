"""One refresh at a time per data folder.

Belongs here: the lock and telling who holds it. Does not: what a refresh does.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO


@contextmanager
def refresh_lock(path: Path, on_wait: Callable[[str], None], what: str = "") -> Iterator[None]:
    """Hold the lock; if another process has it, say so by `on_wait` and wait. A killed holder frees it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        if not _try(handle):
            on_wait(
                f"another refresh of {what or path.parent.parent} is running ({_holder(handle)}); waiting for it to end"
            )
            fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            _sign(handle)
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)


def _try(handle: TextIO) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(handle: TextIO) -> str:
    handle.seek(0)
    return handle.read().strip() or "unknown process"


def _sign(handle: TextIO) -> None:
    handle.truncate(0)
    handle.write(f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
    handle.flush()

"""Conflict Ledger: raw reports in, tables of displacement, casualties and ceasefire violations out.

Belongs here: what holds for the process before any library is loaded. Does not: settings of ours (`settings`).
"""

import ctypes
import os
from contextlib import suppress

# The allocator of polars keeps what is free until it is used the next time, which for most of a refresh is never: after
# dating 75,000 documents a process held 355 MB, and 210 where what is free goes back after half a second, by a thread
# of its own that costs no time. Read when polars is loaded, and by nothing else.
os.environ.setdefault("_RJEM_MALLOC_CONF", "background_thread:true,dirty_decay_ms:500,muzzy_decay_ms:0")

# That of C raises by itself the size from which a block is handed back when it is freed, up to 32 MB, and keeps the
# smaller ones for each thread: of four pages of 72,000 documents, one after the other, it kept 117 MB, and 24 with both
# sizes fixed.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_FROM_BYTES = 1 << 20
with suppress(AttributeError, OSError, TypeError):  # not the C library of GNU
    _allocator = ctypes.CDLL(None)
    for _what in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
        _allocator.mallopt(_what, _FROM_BYTES)

"""Conflict Ledger: raw reports in, tables of displacement, casualties and ceasefire violations out.

Belongs here: what holds for the process before any library is loaded. Does not: settings of ours (`settings`).
"""

import os

# The allocator of polars keeps what is free until it is used the next time, which for most of a refresh is never: after
# dating 75,000 documents a process held 355 MB, and 210 where what is free goes back after half a second, by a thread
# of its own that costs no time. Read when polars is loaded, and by nothing else.
os.environ.setdefault("_RJEM_MALLOC_CONF", "background_thread:true,dirty_decay_ms:500,muzzy_decay_ms:0")

"""Runs the line in a process of its own and kills it with SIGKILL at a given point; no part of the product knows of it.

Usage: killed.py DATA SOURCES CACHE POINT. Points are named `<what>:<count>`: before or after the count-th call of it.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.stages import ingest, refreshes
from pipeline.store import Store
from pipeline.warehouse import load, publish
from tests.integration.world import fill_marts, make_line, through_raw

POINTS: dict[str, tuple[Any, str, str]] = {
    "shard-written-not-committed": (os, "rename", "before"),
    "shard-committed": (Store, "put", "after"),
    "shard-dropped-half": (Store, "drop", "before"),
    "scan-remembered": (ingest, "remember", "after"),
    "raw-tables-in-transaction": (load, "raw_tables_written", "after"),
    "raw-tables-loaded": (load, "load", "after"),
    "published-file-written": (publish, "_verify", "before"),
    "published-file-verified": (publish, "_swap", "before"),
    "published-file-moved": (publish, "_swap", "after"),
    "refresh-logged": (refreshes, "log_refresh", "after"),
}


def main() -> None:
    data, sources, cache, point = sys.argv[1:]
    if point != "none":
        arm(point)
    line = make_line(Path(data), Path(sources), Path(cache), shard_documents=2)
    through_raw(line)
    fill_marts(line.settings.warehouse_path)
    line.publish()


def arm(point: str) -> None:
    name, count = point.split(":")
    owner, attribute, when = POINTS[name]
    if attribute == "raw_tables_written":
        owner, attribute = load, "count"  # called for each raw table inside the transaction
    original: Callable[..., Any] = getattr(owner, attribute)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == int(count):
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **kwargs)
        if when == "after" and calls == int(count):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, attribute, deadly)


if __name__ == "__main__":
    main()

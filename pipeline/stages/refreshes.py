"""The log of refreshes: one row per refresh that ended well.

Belongs here: the row and where it is kept. Does not: when a refresh has ended (`pipeline.refresh`).
"""

from datetime import datetime

from pipeline.stages.frames import REFRESH_LOG, Row, frame
from pipeline.stages.ingest import Scan
from pipeline.store import Shard, Store, digest

STAGE = "refreshes"


def refresh_row(scan: Scan, earlier: int, claims: int, ended_at: datetime) -> Row:
    """What a refresh saw and how long it took; `earlier` is how many refreshes there were before."""
    started_at = datetime.fromisoformat(scan.started_at)
    return {
        "refresh_id": f"ref_{digest(scan.started_at, str(earlier))}",
        "started_at": started_at,
        "documents_seen": scan.read,
        "documents_new": scan.new,
        "documents_unchanged": scan.unchanged,
        "documents_quarantined": scan.quarantined,
        "claims": claims,
        "seconds": round((ended_at - started_at).total_seconds(), 3),
    }


def log_refresh(store: Store, row: Row) -> Shard:
    """Keep the row."""
    return store.put(STAGE, {"refresh_log": frame([row], REFRESH_LOG)})

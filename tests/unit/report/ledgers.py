"""Published answers for tests of the page, a row at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.report.read import Published

DAY = date(2020, 1, 15)
_THING = {
    "version": 1,
    "known_from": DAY,
    "known_to": None,
    "place": "Saraqib",
    "place_id": 1,
    "admin1": "Idlib",
    "country": "SYR",
    "latitude": 35.86,
    "longitude": 36.8,
    "place_precision": "exact",
    "window_start": DAY,
    "window_end": DAY,
    "reports": 1,
    "documents": 1,
    "independent_sources": 1,
    "claim_ids": ["c1"],
}
_COUNTED = {
    "population": "all",
    "window_kind": "incident",
    "low": 5,
    "best": 5,
    "high": 5,
    "sources": ["SOHR"],
    "sources_agree": True,
    "first_reported_on": DAY,
    "ceasefire_id": None,
    "parent": None,
}
_SAID = {"document_id": "d1", "speaker": "SOHR", "evidence": "Five people died.", "mark": 0, "mark_length": 4}
ROWS: Mapping[str, Mapping[str, Any]] = {
    "casualties": {"id": "x1", "measure": "killed", "affiliation": None, "perpetrator": None, "cause": None}
    | _COUNTED
    | _THING,
    "displacement": {"id": "y1", "measure": "displaced", "basis": "flow", "households": None, "people_basis": "stated"}
    | {"origin": None, "destination": None}
    | _COUNTED
    | _THING,
    "violations": {
        "id": "v1",
        "ceasefire_id": "t1",
        "act": "shelling",
        "violator": None,
        "characterisation": "explicit",
    }
    | {"killed_low": None, "killed_best": None, "killed_high": None, "injured_best": None}
    | {"sources": ["SOHR"], "violation_report_ids": ["b1"]}
    | _THING,
    "truces": {"id": "t1", "name": "A truce", "announced_on": DAY, "effective_on": DAY, "effective_on_precision": "day"}
    | {"ended_on": None, "brokers": [], "parties": [], "country": "SYR", "kind": "ceasefire", "basis": "reference"}
    | {"documents": 1},
    "claims": {"id": "c1", "measure": "killed", "low": 5, "best": 5, "high": 5, "qualifier": "exact", "unit": "people"}
    | {"population": "all", "affiliation": None}
    | _SAID,
    "breaches": {"id": "b1", "act": "shelling", "violator": None, "characterisation": "explicit"} | _SAID,
    "documents": {"id": "d1", "title": "A title", "publisher": "A paper", "uri": "https://example.org/a"}
    | {"published_on": DAY, "agencies": ["AFP"], "wire_story_id": None},
    "points": {"name": "Idlib", "country": "SYR", "latitude": 35.9, "longitude": 36.6, "precision": "admin1"},
    "notes": {"kind": "rival_speakers", "detail": "Two speakers.", "subject_ids": ["x1"]},
    "totals": {"measure": "killed", "country": "SYR", "month": date(2020, 1, 1), "low": 5, "best": 5, "high": 5}
    | {"ledger_ids": ["x1"]},
    "refreshes": {"refresh_id": "r1", "started_at": DAY},
}


def answers(**tables: list[dict[str, Any]]) -> Published:
    """A ledger with these rows; what a row does not say is as in `ROWS`, what is not named has no rows."""
    made = {}
    for name, usual in ROWS.items():
        rows = [dict(usual) | row for row in tables.get(name, [])]
        made[name] = {column: [row[column] for row in rows] for column in usual}
    return Published(made)

"""The page of a data folder, written whole after each refresh.

Belongs here: what the first screen is called, what the last page said, the file. Does not: Dagster, words for the
command line.
"""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.lexicon import read_table
from pipeline.report import payload
from pipeline.report.endpoints import located
from pipeline.report.page import page
from pipeline.report.payload import Figure, Scope
from pipeline.report.read import Published, read
from pipeline.settings import Settings
from pipeline.store import write_atomically

_RECORD = "report.json"
_ALL = "all wars"


@dataclass(frozen=True, slots=True)
class Report:
    """A page that was written."""

    path: Path
    size: int
    title: str
    rows: int
    figures: Mapping[str, Figure]
    by_month: Mapping[str, Mapping[str, int]]


def write_report(settings: Settings) -> Report:
    """Write the page of the published file. Raises `QueryError` when there is none."""
    cache = settings.build_dir / "cache"
    found = located(read(settings.published_path), lambda: Gazetteer.load(settings.reference_dir, cache))
    countries = _names(settings.reference_dir / "countries.csv")
    wars = _wars(settings.reference_dir / "conflicts.csv") | {"": _ALL}
    scopes = payload.scopes(found)
    told = {country or "": _scope(found, country, scope, countries | wars) for country, scope in scopes.items()}
    refreshed, before = _refreshes(settings.build_dir / _RECORD, found, told)
    main = next(filter(None, scopes), "")
    about = {"main": main, "refreshed": refreshed, "before": before, "scopes": told}
    data = page(_head(about), payload.ledger(found, countries, about), payload.evidence(found), countries)
    write_atomically(settings.report_path, data)
    title = str(told[main]["title"])
    rows = scopes[None].rows
    return Report(settings.report_path, len(data), title, rows, payload.figures(found), _by_month(found))


def _scope(found: Published, country: str | None, scope: Scope, names: Mapping[str, str]) -> dict[str, Any]:
    """What the first screen says of a country, or of all."""
    title = names.get(country or "", country or "")
    return {
        "title": title[:1].upper() + title[1:],
        "first": _day(scope.first),
        "last": _day(scope.last),
        "documents": len(scope.documents) if country else found.rows("documents"),
        "sources": len(scope.sources),
        "figures": {name: asdict(figure) for name, figure in payload.figures(found, country).items()},
    }


def _head(about: Mapping[str, Any]) -> dict[str, str]:
    scope = about["scopes"][about["main"]]
    period = f"{scope['first']} to {scope['last']}" if scope["first"] else "no dated incident yet"
    told = f"{scope['documents']:,} documents, {scope['sources']:,} independent sources"
    return {
        "title": scope["title"],
        "period": period,
        "summary": f"{told}, refreshed {about['refreshed'] or 'never'} UTC",
    }


def _refreshes(
    record: Path, found: Published, told: Mapping[str, Mapping[str, Any]]
) -> tuple[str | None, dict[str, Any] | None]:
    """When the ledger was refreshed last, and what the page said after the refresh before that."""
    ids, times = found["refreshes"]["refresh_id"], found["refreshes"]["started_at"]
    if not ids:
        return None, None
    refreshed = f"{times[-1]:%Y-%m-%d %H:%M}"
    last: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        last = json.loads(record.read_bytes())
    if last.get("refresh") == ids[-1]:
        before = last.get("before")
    else:
        before = {"at": last["at"], "figures": last["figures"]} if "figures" in last else None
        figures = {country: scope["figures"] for country, scope in told.items()}
        now = {"refresh": ids[-1], "at": refreshed, "figures": figures, "before": before}
        write_atomically(record, json.dumps(now).encode())
    return refreshed, before


def _by_month(found: Published) -> dict[str, dict[str, int]]:
    """The three figures of the first screen by month; breaches without a day are in none."""
    told: dict[str, Counter[str]] = {name: Counter() for name in ("killed", "displaced", "violations")}
    totals, breaches = found["totals"], found["violations"]
    for measure, month, best in zip(totals["measure"], totals["month"], totals["best"], strict=True):
        if measure in told:
            told[measure][f"{month:%Y-%m}"] += best
    for day, known_to in zip(breaches["window_start"], breaches["known_to"], strict=True):
        if day is not None and known_to is None:
            told["violations"][f"{day:%Y-%m}"] += 1
    return {name: dict(sorted(months.items())) for name, months in told.items()}


def _names(path: Path) -> dict[str, str]:
    return {row["country"]: row["name"] for row in read_table(path, ["country", "name"])}


def _wars(path: Path) -> dict[str, str]:
    """The main conflict of each country, by name."""
    rows = read_table(path, ["conflict", "country", "main"])
    return {row["country"]: row["conflict"] for row in reversed(rows) if row["main"] == "true"}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

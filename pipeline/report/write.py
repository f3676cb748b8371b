"""The page of a data folder, written whole after each refresh.

Belongs here: what the first screen is called, what the last page said, the file. Does not: Dagster, words for the
command line, making the page in another process (`beside`).
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

    @classmethod
    def told(cls, fields: Mapping[str, Any]) -> "Report":
        """As another process tells of it in JSON."""
        figures = {name: Figure(**figure) for name, figure in fields["figures"].items()}
        return cls(**{**fields, "path": Path(fields["path"]), "figures": figures})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page that is ready to be written, and what is to be remembered of it."""

    data: bytes
    remembered: bytes | None
    report: Report

    def write(self, settings: Settings) -> Report:
        """Put the page in the place of the one before."""
        if self.remembered is not None:
            write_atomically(settings.build_dir / _RECORD, self.remembered)
        write_atomically(self.report.path, self.data)
        return self.report


def write_report(settings: Settings) -> Report:
    """Write the page of the published file. Raises `QueryError` when there is none."""
    return prepare(settings, read(settings.published_path)).write(settings)


def prepare(settings: Settings, answers: Published) -> Prepared:
    """Make the page of these answers; nothing is written yet."""
    cache = settings.build_dir / "cache"
    found = located(answers, lambda: Gazetteer.load(settings.reference_dir, cache))
    countries = _names(settings.reference_dir / "countries.csv")
    wars = _wars(settings.reference_dir / "conflicts.csv") | {"": _ALL}
    scopes = payload.scopes(found)
    told = {country or "": _scope(found, country, scope, countries | wars) for country, scope in scopes.items()}
    refreshed, before, remembered = _refreshes(settings.build_dir / _RECORD, found, told)
    main = next(filter(None, scopes), "")
    about = {"main": main, "refreshed": refreshed, "before": before, "scopes": told}
    data = page(_head(about), payload.ledger(found, countries, about), payload.evidence(found), countries)
    title, rows = str(told[main]["title"]), scopes[None].rows
    report = Report(settings.report_path, len(data), title, rows, payload.figures(found), _by_month(found))
    return Prepared(data, remembered, report)


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
) -> tuple[str | None, dict[str, Any] | None, bytes | None]:
    """When the ledger was refreshed last, what the page said after the refresh before that, and what to remember."""
    ids, times = found["refreshes"]["refresh_id"], found["refreshes"]["started_at"]
    if not ids:
        return None, None, None
    refreshed = f"{times[-1]:%Y-%m-%d %H:%M}"
    last: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        last = json.loads(record.read_bytes())
    if last.get("refresh") == ids[-1]:
        return refreshed, last.get("before"), None
    before = {"at": last["at"], "figures": last["figures"]} if "figures" in last else None
    figures = {country: scope["figures"] for country, scope in told.items()}
    now = {"refresh": ids[-1], "at": refreshed, "figures": figures, "before": before}
    return refreshed, before, json.dumps(now).encode()


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

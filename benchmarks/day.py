"""A day in the life of a desk: 200 feed items an hour, fetched by the sources' own schedules, faults and all.

Usage: python -m benchmarks.day [--days N] [--hours H] [--items N] [--share S]; without options two days of six hours.
The month of `--days 30 --hours 24` takes some hours; `--hours 2` thins its days; `--lived N` goes on in a folder where
an earlier process has lived N days, and accounts for all of them. Real HTTP on the loopback, a server in
a process of its own, a clock that jumps from hour to hour. Each hour the schedule of every source is asked for its run,
and that run is made; once a day the daily schedule refreshes. So the sources say (`refresh: no`): reports come by the
hour, but a ledger of tolls is read by the day, and a refresh builds every model anew, which costs the same for one new
report as for five thousand.

It ends with every item accounted for: kept, skipped or failed with a reason; no text twice; and memory that does not
grow: of this process, in which everything but dbt is done, a line is put through what it holds after each of the last
two thirds of the days, and one through its daily peaks (`benchmarks.memory`). Anything that is wrong makes it fail.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import polars as pl

from benchmarks.memory import Measured, Sampler, give_back, judge, resident
from benchmarks.newsroom import FAULTS, LISTED_HOURS, START, NewsItem, Newsroom, moment_of, open_newsroom
from pipeline import instance
from pipeline.definitions import assemble
from pipeline.line import Line
from pipeline.settings import load_settings

FEEDS = 2
# How many of a fault become what, at the end: nothing may be lost on the way.
EXPECTED: dict[str, set[str]] = {
    "timeout": {"failed"},
    "slow_once": {"kept"},
    "error": {"failed"},
    "error_once": {"kept"},
    "missing": {"failed"},
    "charset": {"kept"},
    "truncated": {"failed"},
    "again": {"kept"},
    "copy": {"kept"},
    "huge": {"failed"},
    "bomb": {"failed"},
    "front_page": {"failed"},
    "picture": {"skipped"},
    "loop": {"failed"},
    "blank": {"kept", "failed", "skipped"},
}
_SOURCES = """\
contact: bench@example.org
defaults:
  refresh: no
  schedule: "@hourly"
  max_documents: 100000
  licence: made up
  manners: {{delay_seconds: 0, robots: no, private_hosts: [127.0.0.1], retries: 0, read_seconds: 0.6,
    total_seconds: 20, max_bytes: 1000000, max_unpacked_bytes: 5000000}}
sources:
{sources}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the daily refresh: its seconds, and the most that this process held while it ran (MB)."""

    seconds: float
    peak: float


@dataclass
class Day:
    """What a simulated day took."""

    fetch_seconds: float = 0.0
    refresh_seconds: float = 0.0
    slowest_fetch: float = 0.0
    documents: int = 0
    claims: int = 0
    # MB: what this process holds when the day's work is done, at most, at most while it fetched, and each step's most.
    rest: float = 0.0
    peak: float = 0.0
    fetch_peak: float = 0.0
    started_peak: float = 0.0
    steps: dict[str, Step] = field(default_factory=dict)


@dataclass
class Life:
    """What came of it all."""

    newsroom: Newsroom
    hours: int
    # Days before those that this process has seen.
    lived: int = 0
    days: list[Day] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    tables: dict[str, int] = field(default_factory=dict)
    archive_bytes: int = 0
    memory: list[Measured] = field(default_factory=list)


def live(folder: Path, days: int, newsroom: Newsroom, say: Any = print, lived: int = 0) -> Life:
    """Simulate these days, after those that an earlier process has lived in this folder."""
    hours = newsroom.hours_a_day
    life = Life(newsroom, (lived + days) * hours, lived)
    with (
        open_newsroom(newsroom, _port(folder) if lived else 0) as (base, hour_served),
        _environment(folder, base, newsroom),
    ):
        settings = load_settings()
        instance.enter(settings)
        definitions = assemble(settings, {})
        with dg.DagsterInstance.get() as dagster_instance, Sampler() as sampler:
            runner = _Runner(definitions, dagster_instance, life, sampler)
            for number in range(lived, lived + days):
                day = Day()
                sampler.forget()
                for hour in range(number * hours, (number + 1) * hours):
                    hour_served.value = hour
                    runner.hour(hour, newsroom, day)
                runner.refresh(number * hours + hours, day)
                give_back()
                day.rest = resident()
                day.documents, day.claims = _published(settings.published_path)
                life.days.append(day)
                say(_line(number + 1, day), flush=True)
        _account(Line(load_settings()), life)
    passed = life.days
    life.memory = judge([day.rest for day in passed], [day.peak for day in passed], [day.documents for day in passed])
    life.problems += [f"memory: {measured}" for measured in life.memory if not measured.holds]
    return life


def _line(number: int, day: Day) -> str:
    steps = ", ".join(f"{name} {step.seconds:.0f} s {step.peak:.0f} MB" for name, step in day.steps.items())
    return (
        f"day {number}: fetching {day.fetch_seconds:.0f} s, refresh {day.refresh_seconds:.0f} s, "
        f"{day.documents:,} documents, {day.claims:,} claims; {day.rest:.0f} MB, at most {day.peak:.0f} MB: "
        f"fetching {day.fetch_peak:.0f} MB, {steps}; dbt {day.started_peak:.0f} MB"
    )


def _port(folder: Path) -> int:
    """Where the newsroom was to be found that the sources in this folder tell of."""
    found = re.search(r"127\.0\.0\.1:(\d+)/", (folder / "sources.yaml").read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


class _environment:  # noqa: N801  (a context manager)
    """The settings of the simulated desk."""

    def __init__(self, folder: Path, base: str, newsroom: Newsroom) -> None:
        sources = folder / "sources.yaml"
        lines = [f"  wire-{feed}: {{kind: feed, url: '{base}/feed/{feed}'}}" for feed in range(newsroom.feeds)]
        sources.write_text(_SOURCES.format(sources="\n".join(lines)), encoding="utf-8")
        empty = folder / "none"
        empty.mkdir(exist_ok=True)
        self._given = {
            "CONFLICT_LEDGER_SOURCES_FILE": str(sources),
            "CONFLICT_LEDGER_DATA_DIR": str(folder / "data"),
            "CONFLICT_LEDGER_SOURCES": str(empty),
            "CONFLICT_LEDGER_NOW": START.isoformat(),
        }

    def __enter__(self) -> None:
        self._before = dict(os.environ)
        os.environ.update(self._given)

    def __exit__(self, *_: Any) -> None:
        os.environ.clear()
        os.environ.update(self._before)


class _Runner:
    """Does what Dagster's daemon does: asks schedules for runs, and makes them; quietly."""

    def __init__(
        self, definitions: dg.Definitions, dagster_instance: dg.DagsterInstance, life: Life, sampler: Sampler
    ) -> None:
        self._definitions = definitions
        self._instance = dagster_instance
        self._life = life
        self._sampler = sampler

    def hour(self, hour: int, newsroom: Newsroom, day: Day) -> None:
        for feed in range(newsroom.feeds):
            started = time.time()
            self._tick(f"fetch_wire_{feed}", hour)
            seconds = time.time() - started
            day.fetch_seconds += seconds
            day.slowest_fetch = max(day.slowest_fetch, seconds)
            day.fetch_peak = max(day.fetch_peak, self._sampler.most(started, time.time()))

    def refresh(self, hour: int, day: Day) -> None:
        """The daily one; it asks the sources too, which have nothing more to give."""
        started = time.time()
        for run in self._tick("daily_refresh", hour):
            for step in self._instance.get_run_step_stats(run):
                if step.start_time and step.end_time:
                    most = self._sampler.most(step.start_time, step.end_time)
                    day.steps[step.step_key] = Step(step.end_time - step.start_time, most)
        day.refresh_seconds = time.time() - started
        day.peak = max(day.fetch_peak, self._sampler.most(started, time.time()))
        day.started_peak = self._sampler.most_of_children()

    def _at(self, hour: int) -> datetime:
        return moment_of(hour, self._life.newsroom.hours_a_day)

    def _tick(self, name: str, hour: int) -> list[str]:
        """Do what a schedule asks for; the ids of the runs."""
        schedule = self._definitions.resolve_schedule_def(name)
        with dg.build_schedule_context(instance=self._instance, scheduled_execution_time=self._at(hour)) as context:
            requests = schedule.evaluate_tick(context).run_requests or []
        if len(requests) != 1:
            self._life.problems.append(f"hour {hour}: the schedule {name} asks for {len(requests)} runs")
        return [self._run(schedule.job_name, hour, request.tags) for request in requests]

    def _run(self, name: str, hour: int, tags: Any) -> str:
        os.environ["CONFLICT_LEDGER_NOW"] = self._at(hour).isoformat()
        result = self._definitions.resolve_job_def(name).execute_in_process(
            instance=self._instance,
            tags=tags,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
        if not result.success:
            self._life.problems.append(f"hour {hour}: the run of {name} failed")
        return result.run_id


def _published(path: Path) -> tuple[int, int]:
    """Documents and claims that readers see; none where the first refresh failed."""
    if not path.exists():
        return 0, 0
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims)"
        documents, claims = connection.execute(query).fetchone() or (0, 0)
    return int(documents), int(claims)


def _account(line: Line, life: Life) -> None:
    """Hold what was served against the journal and the published tables."""
    ends = _ends(line)
    texts: set[str] = set()
    for feed in range(life.newsroom.feeds):
        for hour in range(life.hours):
            for item in life.newsroom.items_of(feed, hour):
                _account_item(life, item, ends.get(item.path), texts)
    _account_tables(line, life, texts)
    raw = line.settings.archive_dir / "raw"
    life.archive_bytes = sum(path.stat().st_size for path in raw.rglob("*.zst"))


def _ends(line: Line) -> dict[str, tuple[str, str | None, int]]:
    """By page: the outcome of the last fetch, its reason, and how often it was kept."""
    found = []
    for source in line.intake.journal.sources():
        fetches = line.intake.journal.all_fetches(source, ["role", "url", "outcome", "reason", "batch", "position"])
        found.append(fetches.filter(pl.col("role") == "document"))
    fetched = pl.concat(found).sort("batch", "position")
    ends = fetched.group_by("url", maintain_order=True).agg(
        pl.col("outcome").last(), pl.col("reason").last(), (pl.col("outcome") == "kept").sum().alias("kept")
    )
    return {"/" + url.split("/", 3)[3]: (outcome, reason, kept) for url, outcome, reason, kept in ends.iter_rows()}


def _account_item(life: Life, item: NewsItem, end: tuple[str, str | None, int] | None, texts: set[str]) -> None:
    if end is None:
        life.problems.append(f"{item.path} ({item.fault}) is not accounted for")
        return
    outcome, reason, kept = end
    life.outcomes.setdefault(item.fault or "none", Counter())[outcome] += 1
    # What may still pass is asked for again while the feed lists it: the last hours are open.
    is_open = item.hour > life.hours - LISTED_HOURS
    if outcome not in EXPECTED.get(item.fault or "", {"kept"}) and not is_open:
        life.problems.append(f"{item.path} ({item.fault}) ended as {outcome}: {reason}")
    if outcome in ("failed", "skipped"):
        life.reasons[f"{item.fault}: {re.sub(r'[(].*', '', str(reason))}"] += 1
        if not reason:
            life.problems.append(f"{item.path} ({item.fault}) {outcome} without a reason")
    if kept > 1:
        life.problems.append(f"{item.path} ({item.fault}) was kept {kept} times")
    if outcome == "kept" and item.fault not in ("charset", "blank"):
        texts.add(item.text()[0])


def _account_tables(line: Line, life: Life, texts: set[str]) -> None:
    with closing(duckdb.connect(str(line.settings.published_path), read_only=True)) as connection:

        def ask(query: str) -> list[Any]:
            return connection.execute(query).fetchall()

        names = "documents document_sources claims casualties displacement quarantine source_log refresh_log".split()
        life.tables = {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in names}
        for key in ("document_id", "text"):
            if twice := ask(f"SELECT {key} FROM documents GROUP BY {key} HAVING count(*) > 1"):
                life.problems.append(f"{len(twice)} documents have a {key} that another has")
        published = [text for (text,) in ask("SELECT text FROM documents")]
        (new,) = ask("SELECT sum(new) FROM source_log")[0]
        kept = sum(outcomes["kept"] for outcomes in life.outcomes.values())
    if new != kept:
        life.problems.append(f"source_log tells of {new} documents kept, the journal of {kept}")
    found = {number for text in published for number in [_number(text)] if number}
    missing = {_number(text) for text in texts} - found
    if missing:
        life.problems.append(f"{len(missing)} texts are not published, as {sorted(filter(None, missing))[:3]}")


def _number(text: str) -> str | None:
    _, found, rest = text.partition("bulletin number ")
    return rest.split()[0].rstrip(".") if found else None


def report(life: Life) -> None:
    """The figures."""
    newsroom, days = life.newsroom, life.lived + len(life.days)
    served = newsroom.feeds * newsroom.items * life.hours
    first, last = life.days[0], life.days[-1]
    before = f", {life.lived} of them lived by an earlier process" if life.lived else ""
    print(f"\n{served:,} items in {life.hours} hours ({days} days{before})")
    print(f"{newsroom.share:.0%} of each of {len(FAULTS)} faults")
    print(f"{'fault':12} {'kept':>8} {'skipped':>8} {'failed':>8}")
    for fault in ("none", *FAULTS):
        ended = life.outcomes.get(fault, Counter())
        print(f"{fault:12} {ended['kept']:8,} {ended['skipped']:8,} {ended['failed']:8,}")
    accounted = sum(ended.total() for ended in life.outcomes.values())
    print(f"accounted for: {accounted:,} of {served:,}")
    for reason, count in life.reasons.most_common(16):
        print(f"    {count:6,} × {reason}")
    print("tables: " + ", ".join(f"{name} {count:,}" for name, count in life.tables.items()))
    print(f"raw bytes kept, compressed: {life.archive_bytes / 1e6:.1f} MB")
    seen = len(life.days) * newsroom.hours_a_day
    print(
        f"fetching: {sum(day.fetch_seconds for day in life.days) / seen:.1f} s an hour, the slowest run "
        f"{max(day.slowest_fetch for day in life.days):.1f} s"
    )
    print(f"refresh: {first.refresh_seconds:.0f} s on the first day, {last.refresh_seconds:.0f} s on the last")
    _report_memory(life)
    for problem in life.problems[:20]:
        print(f"PROBLEM {problem}")
    print(f"{len(life.problems)} problems" if life.problems else "no problem: nothing lost, nothing twice")


def _report_memory(life: Life) -> None:
    rests, peaks = [day.rest for day in life.days], [day.peak for day in life.days]
    print("memory after each day, MB: " + " ".join(f"{value:.0f}" for value in rests))
    print("memory at most, MB:        " + " ".join(f"{value:.0f}" for value in peaks))
    for measured in life.memory:
        print(measured)
    if not life.memory:
        print("too few days to tell whether memory grows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=2)
    parser.add_argument("--hours", type=int, default=6, help="of a day")
    parser.add_argument("--items", type=int, default=200, help="an hour, of all feeds")
    parser.add_argument("--share", type=float, default=0.02, help="of each fault")
    parser.add_argument("--lived", type=int, default=0, help="days that an earlier process has lived in the folder")
    parser.add_argument("--folder", type=Path, help="where to work; kept (absent: a temporary one)")
    options = parser.parse_args()
    newsroom = Newsroom(FEEDS, options.items // FEEDS, options.share, options.hours)
    with tempfile.TemporaryDirectory(prefix="conflict-ledger-day-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        life = live(folder, options.days, newsroom, lived=options.lived)
    report(life)
    sys.exit(1 if life.problems else 0)


if __name__ == "__main__":
    main()

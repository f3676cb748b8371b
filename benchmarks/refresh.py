"""How long a refresh takes, and where the time goes: cold, warm with a new report, warm with all reports, nothing new.

Usage: python -m benchmarks.refresh [--rounds N]. Each refresh runs in a process of its own, as from the command line.
Seconds are wall clock; the processor's seconds beside them tell a busy machine from slow code.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What the project promises for its sample reports on two cores.
PROMISED = {"warm, one new report": 20.0, "warm, all reports again (--full)": 20.0, "nothing new": 8.0}
NEW_REPORT = (
    "Published: {day} March 2020\n\nShells fall on Saraqib\n\n"
    "At least {day} people were killed when shells hit the market of Saraqib on Monday, medics said.\n"
)
COMMAND = "import sys; sys.argv[0] = 'conflict-ledger'; from pipeline.cli import main; main()"
STEPS = """
import sys, json, dagster as dg
with dg.DagsterInstance.get() as instance:
    run = instance.get_runs(limit=1)[0]
    stats = instance.get_run_step_stats(run.run_id)
    whole = instance.get_run_stats(run.run_id)
    print(json.dumps({s.step_key: round(s.end_time - s.start_time, 2) for s in stats}))
"""


def refresh(data: Path, *options: str) -> tuple[float, float]:
    """Wall and processor seconds of one refresh."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [sys.executable, "-c", COMMAND, "run", "--data", str(data), *options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def steps(data: Path) -> dict[str, float]:
    """Seconds of each step of the last run, from Dagster's own log."""
    environment = os.environ | {"DAGSTER_HOME": str(data / "dagster")}
    done = subprocess.run(
        [sys.executable, "-c", STEPS], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def dbt_seconds(data: Path) -> str:
    """What dbt says of itself in the log of the last refresh."""
    log = (data / "build" / "last_refresh.log").read_text(encoding="utf-8")
    found = re.search(r"Finished running (.*) in .*\(([\d.]+)s\)", log)
    return f"{found[1]}: {found[2]} s" if found else "dbt was not started"


def report(name: str, wall: float, processor: float, data: Path | None) -> None:
    promised = PROMISED.get(name)
    verdict = (
        "" if promised is None else f"   promised ≤ {promised:.0f} s: {'kept' if wall <= promised else 'NOT KEPT'}"
    )
    print(f"{name:34} {wall:6.1f} s  ({processor:5.1f} s of processor){verdict}")
    if data is None:
        return
    found = steps(data)
    for step, seconds in found.items():
        print(f"    {step:30} {seconds:6.2f} s")
    print(f"    {'imports, graph, event log':30} {wall - sum(found.values()):6.2f} s")
    print(f"    dbt itself: {dbt_seconds(data)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1, help="take the best of N")
    rounds = parser.parse_args().rounds
    folder = Path(tempfile.mkdtemp(prefix="conflict-ledger-bench-"))
    data = folder / "data"
    try:
        report("cold: nothing there before", *refresh(data), data)
        warm = []
        for day in range(1, rounds + 1):
            (data / "inbox" / f"new-{day}.txt").write_text(NEW_REPORT.format(day=day), encoding="utf-8")
            warm.append(refresh(data))
        report("warm, one new report", *min(warm), data)
        report("warm, all reports again (--full)", *min(refresh(data, "--full") for _ in range(rounds)), data)
        report("nothing new", *min(refresh(data) for _ in range(rounds)), None)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""What five new reports cost with a small and with a large store behind them, stage by stage.

Usage: python -m benchmarks.growth [--claims 1000 100000] [--rounds 2] [--keep FOLDER]

The stores are filled with invented news (`benchmarks.corpus`) by the command line itself, and so is every refresh that
is timed; the sizes take turns, so that a busy machine slows both. The calibration beside each refresh (ten million
additions) tells how busy it was. With `--keep` the stores stay and are used again: filling them takes most of the eight
minutes or so that this takes on two cores with nothing else to do. Whatever the code has changed since a kept store was
last refreshed (a new version of the rules, another model) is caught up with first, untimed.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks import corpus
from benchmarks.refresh import dbt_seconds, refresh, steps

CLAIMS_A_REPORT = 4.7
PROMISED = 1.5
NEW_REPORTS = 5


def calibration() -> float:
    """Seconds for ten million additions."""
    started = time.perf_counter()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - started


def fill(data: Path, claims: int) -> int:
    """A store with about so many claims; how many there are."""
    published = data / "conflict_ledger.duckdb"
    if not published.exists():
        (data / "inbox").mkdir(parents=True, exist_ok=True)
        corpus.write(data / "inbox" / "corpus.jsonl", seed=1, reports=round(claims / CLAIMS_A_REPORT))
        wall, processor = refresh(data)
        print(f"filled a store for {claims:,} claims in {wall:.0f} s ({processor:.0f} s of processor)", flush=True)
    with duckdb.connect(str(published), read_only=True) as connection:
        row = connection.execute("SELECT count(*) FROM claims").fetchone()
    return int(row[0]) if row else 0


def add(data: Path, seed: int) -> tuple[float, float, float, dict[str, float]]:
    """Wall and processor seconds of a refresh with five new reports, the calibration, and each step's seconds."""
    corpus.write(data / "inbox" / f"new-{seed}.jsonl", seed=seed, reports=NEW_REPORTS)
    before = calibration()
    wall, processor = refresh(data)
    return wall, processor, (before + calibration()) / 2, steps(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs=2, default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=2, help="refreshes of each store; the best counts")
    parser.add_argument("--keep", type=Path, help="folder for the stores")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="conflict-ledger-growth-"))
    best: dict[int, tuple[float, float, float, dict[str, float]]] = {}
    try:
        for claims in arguments.claims:
            print(f"{fill(folder / str(claims), claims):,} claims in the store", flush=True)
        if arguments.keep:
            for claims in arguments.claims:
                add(folder / str(claims), int(time.time()) % 100_000)
        for round_ in range(arguments.rounds):
            for claims in arguments.claims:
                found = add(folder / str(claims), 1_000 + int(time.time()) % 100_000 + round_)
                best[claims] = min(best.get(claims, found), found)
                print(f"  {claims:>9,} claims: {found[0]:6.1f} s, {found[1]:6.1f} of processor", flush=True)
        small, large = (best[claims] for claims in arguments.claims)
        print(f"{'step':24}{arguments.claims[0]:>12,}{arguments.claims[1]:>12,}")
        for step in small[3]:
            print(f"{step:24}{small[3][step]:>12.2f}{large[3].get(step, 0):>12.2f}")
        for name, at in (("whole refresh", 0), ("seconds of processor", 1), ("calibration", 2)):
            print(f"{name:24}{small[at]:>12.2f}{large[at]:>12.2f}")
        print(f"dbt: {dbt_seconds(folder / str(arguments.claims[1]))}")
        ratio = large[0] / small[0]
        print(f"in seconds of processor: {large[1] / small[1]:.2f} times as many")
        verdict = "kept" if ratio < PROMISED else "NOT KEPT"
        print(f"five reports take {ratio:.2f} times as long in the large store; under {PROMISED}: {verdict}")
        return 0 if ratio < PROMISED else 1
    finally:
        if arguments.keep is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    raise SystemExit(main())

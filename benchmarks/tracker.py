"""The sets of the issue tracker that have one label a text: FA-KES tolls and IDETECT figures, scored by its own script.

Belongs here: `score.py` of the benchmark beside the project, run on the extractor without a warehouse, so that a change
that costs these sets is noticed at once. Does not: the script's definitions, which are the tracker's.
"""

import importlib.util
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.scoring import Scores
from pipeline.extract.model import Claim, Extraction

BENCHMARKS = Path(__file__).parents[2] / "shared" / "benchmarks"
KINDS = {
    name: (kind, BENCHMARKS / f"{name}.jsonl", BENCHMARKS / f"{name}.gold.jsonl")
    for name, kind in (("fakes-dev", "fakes"), ("idetect-dev", "idetect"))
    if (BENCHMARKS / f"{name}.jsonl").exists()
}


def score_labels(
    kind: str, gold: Path, extractions: Mapping[str, Extraction], published: Mapping[str, date | None]
) -> Scores:
    """The shares that `score.py KIND` prints for these extractions, by external id."""
    script = _script()
    claims = {name: [_row(claim) for claim in found.claims] for name, found in extractions.items()}
    script.load = lambda _: (published, claims, {})  # type: ignore[attr-defined]
    values: dict[str, Any] = getattr(script, kind)(Namespace(warehouse=None, gold=gold, show=False))
    return Scores({name: value for name, value in values.items() if isinstance(value, float) and value <= 1.0}, [])


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_score", BENCHMARKS / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{BENCHMARKS / 'score.py'}: the benchmark's script is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _row(claim: Claim) -> dict[str, Any]:
    place = claim.place
    return {
        "measure": claim.measure,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "population": claim.population,
        "perpetrator": claim.perpetrator,
        "cause": claim.cause,
        "window_start": claim.window.start,
        "window_end": claim.window.end,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
    }

"""The promises that dbt keeps of each seed, held against its rows within a second, before a refresh is built.

Belongs here: `accepted_values`, `not_null` and `unique` of a column, as the seed's own `.yml` asks for them. Does not:
what takes SQL (relationships, tests over several columns); those run with the tables.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"


def _promises() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for path in sorted(REFERENCE.glob("*.yml")):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8")).get("seeds", []):
            for column in seed["columns"]:
                for test in column.get("data_tests", []):
                    name, given = (test, {}) if isinstance(test, str) else next(iter(test.items()))
                    if name in ("accepted_values", "not_null", "unique"):
                        values = tuple(str(value) for value in given.get("arguments", {}).get("values", ()))
                        yield seed["name"], column["name"], name, values


def broken(cells: list[str], test: str, values: tuple[str, ...]) -> list[str]:
    """The cells of one column that break one promise; an empty cell is NULL."""
    told = [cell for cell in cells if cell]
    if test == "not_null":
        return [cell for cell in cells if not cell]
    if test == "unique":
        return sorted({cell for cell in told if told.count(cell) > 1})
    return sorted({cell for cell in told if cell.lower() not in {value.lower() for value in values}})


@pytest.mark.parametrize(("seed", "column", "test", "values"), _promises())
def test_a_seed_keeps_what_its_description_promises(seed: str, column: str, test: str, values: tuple[str, ...]) -> None:
    files = list(REFERENCE.glob(f"{seed}.*sv"))
    assert files, f"{seed} is described and has no rows"
    with files[0].open(encoding="utf-8", newline="") as rows:
        reader: Iterator[dict[str, Any]] = csv.DictReader(rows, delimiter="\t" if files[0].suffix == ".tsv" else ",")
        cells = [row[column] for row in reader]
    assert broken(cells, test, values) == []


@pytest.mark.parametrize(
    ("cells", "test", "values", "wrong"),
    [
        (["staying", "lodging"], "accepted_values", ("staying",), ["lodging"]),
        (["a", ""], "not_null", (), [""]),
        (["a", "a", "b", ""], "unique", (), ["a"]),
    ],
)
def test_a_broken_promise_is_seen(cells: list[str], test: str, values: tuple[str, ...], wrong: list[str]) -> None:
    assert broken(cells, test, values) == wrong

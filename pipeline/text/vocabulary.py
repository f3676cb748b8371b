"""Word lists of the text stage, read once from `seeds/reference`.

Belongs here: reading a column of a vocabulary file. Does not: the words themselves, nor what they are used for.
"""

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `seeds/reference/<name>.csv`."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


@cache
def words(name: str, column: str, **only: str) -> frozenset[str]:
    """The values of one column, of the rows whose other columns have the given values."""
    return frozenset(row[column] for row in rows(name) if all(row[key] == value for key, value in only.items()))

"""Building blocks of the frames' schemas: columns and row rules with their reason in words.

Belongs here: how a column or a rule is written down. Does not: which frame has which (`frames`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

TIME = pl.Datetime("us", "UTC")
CANDIDATES = pl.List(
    pl.Struct({"date": pl.Date, "basis": pl.String, "evidence": pl.String, "chosen": pl.Boolean, "reason": pl.String})
)

PASSAGES = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "passage_id": pl.String}))

# 123 million people were displaced in the whole world at the end of 2024, the most ever counted; no single figure of a
# report can mean many times as many, while a misread telephone number or date easily does.
MOST_PEOPLE = 500_000_000
# Wars of the nineteenth century stand in background paragraphs; a later year than this is a misreading.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2100, 12, 31)


def text(description: str, *, null: bool = False, pattern: str | None = None) -> pa.Column:
    """Text that is not empty."""
    checks = [pa.Check.str_length(min_value=1, error="must not be empty")]
    if pattern is not None:
        checks = [pa.Check.str_matches(pattern, error=f"must have the form {pattern}")]
    return pa.Column(pl.String, checks, nullable=null, description=description)


def one_of(values: Sequence[str], description: str, *, null: bool = False) -> pa.Column:
    """One of a closed list."""
    check = pa.Check.isin(list(values), error=f"must be one of {', '.join(values)}")
    return pa.Column(pl.String, check, nullable=null, description=description)


def key(description: str, pattern: str | None = None) -> pa.Column:
    """Text that names its row."""
    column = text(description, pattern=pattern)
    column.unique = True
    return column


def number(
    description: str,
    *,
    null: bool = False,
    least: float | None = None,
    most: float | None = None,
    dtype: Any = pl.Int64,
) -> pa.Column:
    """A number within bounds."""
    checks = []
    if least is not None:
        checks.append(pa.Check.ge(least, error=f"must be {least:,} or more"))
    if most is not None:
        checks.append(pa.Check.le(most, error=f"must be {most:,} or less"))
    return pa.Column(dtype, checks, nullable=null, description=description)


def people(description: str) -> pa.Column:
    """A bound of a figure; null = the text sets none."""
    return number(description, null=True, least=1, most=MOST_PEOPLE)


def day(description: str, *, null: bool = True) -> pa.Column:
    """A date that a report can mean."""
    check = pa.Check.in_range(FIRST_DAY, LAST_DAY, error=f"must lie between {FIRST_DAY.year} and {LAST_DAY.year}")
    return pa.Column(pl.Date, check, nullable=null, description=description)


def moment(description: str) -> pa.Column:
    """A point in time, UTC."""
    return pa.Column(TIME, nullable=False, description=description)


def plain(dtype: Any, description: str, *, null: bool = False) -> pa.Column:
    """A column whose type says all."""
    return pa.Column(dtype, nullable=null, description=description)


def texts(description: str) -> pa.Column:
    """A list of text, empty rather than null."""
    return plain(pl.List(pl.String), description)


def rule(words: str, holds: pl.Expr) -> pa.Check:
    """What must hold between the columns of a row; where one of them is null it does."""

    def check(data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.fill_null(True))

    return pa.Check(check, name=words, error=words, statistics={"columns": holds.meta.root_names()})

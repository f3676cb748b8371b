"""Applying a schema: which rows pass, and what is wrong with each that does not.

Belongs here: running pandera on a collected frame and wording its findings. Does not: what is checked (`frames`), where
refused rows are kept.
"""

from collections import defaultdict
from typing import Any

import pandera.polars as pa
import polars as pl

from pipeline.schemas.frames import SCHEMAS

Row = dict[str, Any]
# A refused row, the checks that it failed in words, and the values that they are about.
Offence = tuple[Row, str, str | None]
_VALUE_CHARS = 200


class FrameError(TypeError):
    """A frame that lacks columns or has others types than its schema: a fault of the program, not of the data."""


def validate(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Offence]]:
    """The rows that pass the schema `name`, and those that do not; together always all rows of `frame`.

    Columns that the schema does not know pass through. Of rows with one key the first that is otherwise valid stays.
    """
    schema = SCHEMAS[name]
    _require_columns(name, schema, frame)
    failures = _failures(schema, frame)
    duplicated = [failure["column"] for failure in failures if failure["check"] == "field_uniqueness"]
    found: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)
    for failure in failures:
        if failure["check"] != "field_uniqueness":
            found[failure["index"]].append(_finding(schema, failure))
    for column in dict.fromkeys(duplicated):
        for index in _repeated(frame[column], set(found)):
            found[index].append((f"{column}: the key is taken by an earlier row", [column]))
    offences = [_offence(frame, index, found[index]) for index in sorted(found)]
    return frame.filter(~_positions(frame).is_in(list(found))) if found else frame, offences


def polars_schema(name: str) -> pl.Schema:
    """Names and types of the columns, in order: what frames are made with."""
    return pl.Schema({column: spec.dtype.type for column, spec in SCHEMAS[name].columns.items()})


def descriptions(name: str) -> dict[str, str]:
    """What each column means."""
    return {column: str(spec.description) for column, spec in SCHEMAS[name].columns.items()}


def empty(name: str) -> pl.DataFrame:
    """A frame without rows that passes the schema."""
    return pl.DataFrame(schema=polars_schema(name))


def _require_columns(name: str, schema: pa.DataFrameSchema, frame: pl.DataFrame) -> None:
    expected = polars_schema(name)
    wrong = [
        f"{column} must be {dtype}, is {frame.schema.get(column, 'missing')}"
        for column, dtype in expected.items()
        if frame.schema.get(column) != dtype
    ]
    if wrong:
        raise FrameError(f"frame '{name}': {'; '.join(wrong)}")


def _failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[Row]:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases
        if failures["index"].null_count():
            raise FrameError(f"frame '{schema.name}': a check failed to run: {failures.to_dicts()}") from errors
        return list(failures.iter_rows(named=True))
    return []


def _finding(schema: pa.DataFrameSchema, failure: Row) -> tuple[str, list[str]]:
    """What a failed check says, and which columns it is about."""
    column, words = failure["column"], failure["check"]
    if failure["schema_context"] == "Column":
        return f"{column}: {'must not be null' if words == 'not_nullable' else words}", [column]
    columns: list[str] = next((check.statistics["columns"] for check in schema.checks if check.error == words), [])
    return words, columns


def _repeated(values: pl.Series, refused: set[int]) -> list[int]:
    """Positions whose value stood before in a row that is not refused; nulls are refused anyway."""
    seen: set[Any] = set()
    repeated = []
    for index, value in enumerate(values):
        if index in refused:
            continue
        if value in seen:
            repeated.append(index)
        seen.add(value)
    return repeated


def _offence(frame: pl.DataFrame, index: int, findings: list[tuple[str, list[str]]]) -> Offence:
    row = frame.row(index, named=True)
    columns = dict.fromkeys(column for _, names in findings for column in names)
    value = ", ".join(f"{column}={_shown(row[column])}" for column in columns)
    return row, "; ".join(dict.fromkeys(words for words, _ in findings)), value or None


def _shown(value: Any) -> str:
    shown = "null" if value is None else str(value)
    return shown if len(shown) <= _VALUE_CHARS else shown[:_VALUE_CHARS] + "…"


def _positions(frame: pl.DataFrame) -> pl.Series:
    return pl.Series(range(frame.height), dtype=pl.Int64)

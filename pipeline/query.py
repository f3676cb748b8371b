"""Asking the published file.

Belongs here: opening it, running one statement, giving rows. Does not: showing them (`pipeline.cli`).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb


class QueryError(RuntimeError):
    """A question that could not be answered, in words."""


@contextmanager
def published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read only."""
    if not path.exists():
        raise QueryError(f"{path} is not there yet: run `conflict-ledger run` first")
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            yield connection
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def ask(path: Path, statement: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The columns and rows of a statement."""
    with published(path) as connection:
        answer = connection.execute(statement)
        if answer is None:
            raise QueryError("there is no statement to run")
        columns = [column[0] for column in answer.description or []]
        return columns, iter(answer.fetchall() if columns else [])

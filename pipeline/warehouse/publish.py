"""The marts to the file that readers open: written aside, verified, and moved over the old one in one rename.

Belongs here: the copy, its verification and the swap. Does not: when it may happen (after all blocking checks).
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipeline.store import sync_path, write_atomically
from pipeline.warehouse.load import count, hand_over
from pipeline.warehouse.memory import within_memory
from pipeline.warehouse.names import literal, quoted

# What DuckDB 2.0 writes by default does not open in 1.4; this is the newest version that does.
STORAGE_VERSION = "v1.2.0"
MARTS = "main"
# A third of what DuckDB takes by itself: a hundred thousand rows are then packed by two threads and not by one.
# Publishing them took 2.2 s of processor and takes 1.5, in a file as large.
_ROW_GROUP = 40_960
_NO_SPACE = ("No space left", "not enough space", "File too large", "could not write all bytes")


# Tables that tell of this very refresh too: their rows are handed over, not built.
Logs = Mapping[str, pl.DataFrame]


class PublishError(RuntimeError):
    """Nothing was published; the file that was there is as it was."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the warehouse describes it."""

    name: str
    type: str
    nullable: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class Macro:
    """A table macro: a query with parameters that readers call by name."""

    name: str
    parameters: tuple[str, ...]
    definition: str


def publish(warehouse: Path, published: Path, logs: Logs) -> dict[str, int]:
    """Publish the marts with these logs. Returns the rows of each table."""
    with _beside(published) as aside:
        expected = _write_within(warehouse, aside, logs)
        _verify(aside, expected)
        _swap(aside, published)
    return expected


def _write_within(warehouse: Path, aside: Path, logs: Logs) -> dict[str, int]:
    """Write with as little memory as will do."""
    return within_memory(lambda bound: _write(warehouse, aside, logs, bound), None, lambda: _discard(aside))


def republish_logs(published: Path, logs: Logs) -> None:
    """Replace the logs in the published file, and nothing else, the same safe way."""
    with _beside(published) as aside:
        shutil.copyfile(published, aside)
        with closing(duckdb.connect(str(aside))) as connection:
            expected = {name: count(connection, quoted(name)) for name in _tables_of(connection)}
            expected |= {name: _fill(connection, quoted(name), log) for name, log in logs.items()}
        _verify(aside, expected)
        _swap(aside, published)


def row_counts(published: Path) -> dict[str, int]:
    """Rows of each published table."""
    with closing(duckdb.connect(str(published), read_only=True)) as connection:
        return {name: count(connection, quoted(name)) for name in _tables_of(connection)}


def mark_published(record: Path, published: Path, state: str) -> None:
    """Remember from which state the published file was made."""
    write_atomically(record, json.dumps({"state": state, "file": _fingerprint(published)}).encode())


def published_state(record: Path, published: Path) -> str | None:
    """The state that the published file was made from; None if it is not the file that we left there."""
    try:
        remembered = json.loads(record.read_bytes())
        state = remembered["state"] if remembered["file"] == _fingerprint(published) else None
    except (OSError, ValueError, KeyError):
        return None
    return str(state) if state else None


def _fingerprint(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


@contextmanager
def _beside(published: Path) -> Iterator[Path]:
    """A free name on the same file system; whatever goes wrong, nothing is left there."""
    published.parent.mkdir(parents=True, exist_ok=True)
    aside = published.with_name(f".{published.name}.{os.getpid()}")
    _discard(aside)
    try:
        yield aside
    except (duckdb.Error, OSError) as error:
        raise PublishError(_in_words(error, published)) from error
    finally:
        _discard(aside)


def _discard(aside: Path) -> None:
    for path in (aside, aside.with_name(f"{aside.name}.wal"), aside.with_name(f"{aside.name}.tmp")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sweep(published: Path) -> None:
    """Remove what a killed run left beside the published file. Call under the refresh lock only."""
    for leftover in published.parent.glob(f".{published.name}.*"):
        with suppress(OSError):
            leftover.unlink()


def _in_words(error: Exception, published: Path) -> str:
    kept = "the file there before is unchanged" if published.exists() else "there was none before"
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if full or any(sign in str(error) for sign in _NO_SPACE):
        return f"no space left to publish {published}; {kept}. Free some space and run again. ({error})"
    return f"publishing {published} failed; {kept}. ({error})"


def _write(warehouse: Path, aside: Path, logs: Logs, memory_mb: int | None) -> dict[str, int]:
    with closing(duckdb.connect()) as connection:
        if memory_mb is not None:
            connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        connection.execute(f"ATTACH {literal(str(warehouse))} AS work (READ_ONLY)")
        options = f"STORAGE_VERSION '{STORAGE_VERSION}', ROW_GROUP_SIZE {_ROW_GROUP}"
        connection.execute(f"ATTACH {literal(str(aside))} AS new ({options})")
        connection.execute("BEGIN")
        rows = {name: _copy_table(connection, name, comment) for name, comment in _marts(connection)}
        for name in rows.keys() & logs.keys():
            rows[name] = _fill(connection, f"new.main.{quoted(name)}", logs[name])
        connection.execute("USE new")
        for macro in _macros(connection):
            parameters = ", ".join(quoted(name) for name in macro.parameters)
            connection.execute(f"CREATE MACRO {quoted(macro.name)}({parameters}) AS TABLE {macro.definition}")
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("CHECKPOINT new")
        connection.execute("DETACH new")
    return rows


def _marts(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    query = (
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'work' AND schema_name = ? ORDER BY 1"
    )
    marts = connection.execute(query, [MARTS]).fetchall()
    if not marts:
        raise PublishError(f"the warehouse has no tables in its schema {MARTS}: build it first")
    return marts


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[Column]:
    query = """
        SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()
        WHERE database_name = 'work' AND schema_name = ? AND table_name = ? ORDER BY column_index
    """
    return [Column(*row) for row in connection.execute(query, [MARTS, table]).fetchall()]


def _copy_table(connection: duckdb.DuckDBPyConnection, table: str, comment: str | None) -> int:
    """Copy one mart in the order of its key, with its types, constraints and comments."""
    target, columns = f"new.main.{quoted(table)}", _columns(connection, table)
    definition = ", ".join(f"{quoted(c.name)} {c.type}{'' if c.nullable else ' NOT NULL'}" for c in columns)
    connection.execute(f"CREATE TABLE {target} ({definition})")
    key = _key(connection, table, columns)
    connection.execute(f"INSERT INTO {target} FROM work.{MARTS}.{quoted(table)} ORDER BY {key}")
    connection.execute(f"COMMENT ON TABLE {target} IS {literal(comment)}")
    for column in columns:
        connection.execute(f"COMMENT ON COLUMN {target}.{quoted(column.name)} IS {literal(column.comment)}")
    return count(connection, target)


def _key(connection: duckdb.DuckDBPyConnection, table: str, columns: list[Column]) -> str:
    """What a mart is sorted by: its id, and the version of it; all columns where these leave rows in any order."""
    first, *others = [column.name for column in columns]
    key = ", ".join(quoted(name) for name in (first, "version") if name == first or name in others)
    query = f"SELECT count(*) = count(DISTINCT ({key})) FROM work.{MARTS}.{quoted(table)}"
    return key if connection.execute(query).fetchone() == (True,) else "ALL"


def _fill(connection: duckdb.DuckDBPyConnection, table: str, log: pl.DataFrame) -> int:
    """The rows of a log in the place of those that a table has."""
    connection.execute(f"DELETE FROM {table}")
    with hand_over(connection, log) as query:
        connection.execute(f"INSERT INTO {table} BY NAME {query}")
    return log.height


def _macros(connection: duckdb.DuckDBPyConnection) -> list[Macro]:
    """The table macros of the marts, their tables no longer named with the working file."""
    query = """
        SELECT function_name, parameters, macro_definition FROM duckdb_functions()
        WHERE database_name = 'work' AND schema_name = ? AND function_type = 'table_macro' ORDER BY 1
    """
    return [
        Macro(name, tuple(parameters), definition)
        for name, parameters, definition in connection.execute(query, [MARTS]).fetchall()
    ]


def _tables_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    ]


def _verify(aside: Path, expected: dict[str, int]) -> None:
    """Open the new file as a reader would, count every table and call every macro, of a day when little was known."""
    with closing(duckdb.connect(str(aside), read_only=True)) as connection:
        found = {name: count(connection, quoted(name)) for name in _tables_of(connection)}
        if found != expected:
            raise PublishError(f"the new file does not hold what was written: {found} for {expected}")
        query = "SELECT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal"
        for (name,) in connection.execute(query).fetchall():
            connection.execute(f"SELECT count(*) FROM {quoted(name)}(DATE '0001-01-01')").fetchone()


def _swap(aside: Path, published: Path) -> None:
    sync_path(aside)
    # A reader that opened the old file for writing may have left a log of it, which the new file must not inherit.
    published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
    aside.replace(published)
    sync_path(published.parent)

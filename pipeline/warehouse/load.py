"""Shards to the raw tables of the warehouse, all in one transaction.

Belongs here: the SQL that picks the rows that count. Does not: anything that computes a value; dbt does that.
"""

import time
from collections.abc import Iterator, Mapping, Set
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.sources.journal import Journal
from pipeline.stages import articles, extraction, ingest, publications, refreshes
from pipeline.stages.frames import (
    DOCUMENT_SOURCES,
    DOCUMENTS,
    EXTRACTED,
    FETCHES,
    QUARANTINE,
    REFRESH_LOG,
    SIGHTINGS,
)
from pipeline.store import Store, digest
from pipeline.warehouse.memory import within_memory
from pipeline.warehouse.names import literal, quoted

RAW = "raw"
# dbt builds and tests the tables of a hundred thousand reports in less.
_LONGEST_WAIT = 300.0
_BETWEEN_TRIES = 0.5
_HELD = "Conflicting lock"
TABLES = ("documents", "document_sources", *EXTRACTED, "quarantine", "refresh_log", "source_log")
# What each source says of itself: its kind, and under what terms its documents may be used.
LICENCES = pl.Schema({"source": pl.String(), "kind": pl.String(), "licence": pl.String()})
_STANDING = pl.Schema({"extraction_id": pl.String(), "document_id": pl.String()})
# The extractions whose rows the tables hold.
_LOADED = f"{RAW}.loaded_extractions"
_DUCKDB_TYPES: dict[Any, str] = {
    pl.String(): "VARCHAR",
    pl.Int64(): "BIGINT",
    pl.Float64(): "DOUBLE",
    pl.Boolean(): "BOOLEAN",
    pl.Date(): "DATE",
    pl.Datetime("us", "UTC"): "TIMESTAMP",
}


class _Arrow:
    """A frame that DuckDB reads without an Arrow package in between."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def load(
    store: Store,
    warehouse: Path,
    text_version: str,
    extractor_version: str,
    journal: Journal,
    licences: pl.DataFrame,
    memory_mb: int | None = None,
) -> dict[str, int]:
    """Make all raw tables hold what the shards hold now, all or nothing. Returns the rows of each.

    What was extracted of documents whose extraction is the same as at the last load stays; all else is replaced.

    DuckDB holds little, the rest goes to disk; where that is too little, up to `memory_mb`, or by None its own bound.
    """

    def load_within(bound: int | None) -> dict[str, int]:
        return _load(store, warehouse, text_version, extractor_version, journal, licences, bound)

    return within_memory(load_within, memory_mb, lambda: None)


def _load(
    store: Store,
    warehouse: Path,
    text_version: str,
    extractor_version: str,
    journal: Journal,
    licences: pl.DataFrame,
    memory_mb: int | None,
) -> dict[str, int]:
    state = raw_state(store, text_version, extractor_version)
    with closing(open_warehouse(warehouse)) as connection:
        if memory_mb is not None:
            connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        # As dbt does: tables that live until the next refresh are not worth packing.
        connection.execute("SET force_compression = 'uncompressed'")
        _register(connection, "wanted", _wanted(store, text_version, extractor_version))
        _register(connection, "licences", licences)
        _register(connection, "runs", journal.log())
        _register(connection, "fetched", pl.DataFrame(schema=FETCHES))
        for fetches in journal.kept():
            with hand_over(connection, fetches) as query:
                connection.execute(f"INSERT INTO fetched {query}")
        connection.execute(f"CREATE TEMP TABLE standing AS {_standing(store)}")
        anew = not _holds_extracted(connection, store)
        connection.execute("BEGIN")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {RAW}")
        _load_extracted(connection, store, anew)
        for name, query in _queries(store, text_version).items():
            connection.execute(f"CREATE OR REPLACE TABLE {RAW}.{name} AS {query}")
        connection.execute(f"CREATE OR REPLACE TABLE {RAW}.loaded AS SELECT {literal(state)} AS state")
        rows = {name: count(connection, f"{RAW}.{name}") for name in TABLES}
        connection.execute("COMMIT")
    return rows


def open_warehouse(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """The working file. A dbt whose refresh was killed may hold it for some seconds more: then wait for its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only)
        except duckdb.IOException as error:
            if _HELD not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_BETWEEN_TRIES)


def count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """Rows of a table."""
    row = connection.execute(f"SELECT count(*) FROM {relation}").fetchone()
    assert row is not None
    return int(row[0])


def row_counts(warehouse: Path) -> dict[str, int]:
    """Rows of each raw table."""
    with closing(open_warehouse(warehouse, read_only=True)) as connection:
        return {name: count(connection, f"{RAW}.{name}") for name in TABLES}


def raw_state(store: Store, text_version: str, extractor_version: str) -> str:
    """Changes exactly when the raw tables (the log of refreshes aside) do."""
    stages = (ingest.STAGE, articles.STAGE, publications.STAGE, extraction.STAGE)
    names = (f"{stage}/{name}" for stage in stages for name in store.names(stage))
    return digest(text_version, extractor_version, *names)


def loaded_state(warehouse: Path) -> str | None:
    """The state of the shards that the raw tables were loaded from; None when there are none or the file is broken."""
    if not warehouse.exists():
        return None
    try:
        with closing(open_warehouse(warehouse, read_only=True)) as connection:
            row = connection.execute(f"SELECT state FROM {RAW}.loaded").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


@contextmanager
def hand_over(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> Iterator[str]:
    """A query that reads a frame, once."""
    connection.register("handed_over", _Arrow(frame))
    columns = ", ".join(_plain(column, dtype) for column, dtype in frame.schema.items())
    yield f"SELECT {columns} FROM handed_over"
    connection.unregister("handed_over")


def _register(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """A temporary table; a scan of the frame itself could be read only once."""
    with hand_over(connection, frame) as query:
        connection.execute(f"CREATE TEMP TABLE {name} AS {query}")


def _wanted(store: Store, text_version: str, extractor_version: str) -> pl.DataFrame:
    """The scopes whose rows count: extractions of the documents as they are now, and contents that did not parse."""
    wanted = pl.concat([extraction.wanted_ids(store, extractor_version), articles.parsed(store, text_version)])
    return pl.DataFrame({"scope": wanted.unique()})


def _queries(store: Store, text_version: str) -> dict[str, str]:
    texts = _scan(store, articles.STAGE, "articles", {"raw_hash": pl.String(), "text": pl.String()})
    dated = _scan(store, publications.STAGE, "documents", DOCUMENTS)
    log = _scan(store, refreshes.STAGE, "refresh_log", REFRESH_LOG)
    return {
        "documents": f"""
            SELECT dated.*, texts.text FROM {dated} AS dated JOIN {texts} AS texts USING (raw_hash) ORDER BY 1
        """,
        "document_sources": _document_sources(store, text_version),
        "quarantine": _quarantine(store),
        "refresh_log": f"SELECT * FROM {log} ORDER BY started_at, refresh_id",
        "source_log": "SELECT * FROM runs ORDER BY started_at, run_id",
    }


def _document_sources(store: Store, text_version: str) -> str:
    """Each document with each address of each source that it was first got from, and the files that hold it."""
    parsed = {"raw_hash": pl.String(), "document_id": pl.String(), "text_version": pl.String()}
    texts = _scan(store, articles.STAGE, "articles", parsed)
    seen = _scan(store, ingest.STAGE, "sightings", SIGHTINGS)
    columns = ", ".join(quoted(name) for name in DOCUMENT_SOURCES)
    return f"""
        WITH texts AS (SELECT raw_hash AS content_hash, document_id FROM {texts} WHERE text_version =
            {literal(text_version)}),
        files AS (
            SELECT raw_hash AS content_hash, CASE WHEN source = 'jsonl' THEN 'folder' ELSE source END AS source,
                uri AS url, retrieved_at
            FROM {seen} WHERE raw_hash NOT IN (SELECT content_hash FROM fetched)
        ),
        found AS (
            SELECT {columns} FROM fetched JOIN texts USING (content_hash)
            UNION ALL BY NAME
            SELECT document_id, source, coalesce(kind, 'folder') AS kind, url, retrieved_at, licence
            FROM files JOIN texts USING (content_hash) LEFT JOIN licences USING (source)
        )
        SELECT DISTINCT ON (document_id, source, url) {columns} FROM found
        ORDER BY document_id, source, url, retrieved_at, fetch_id
    """


def _standing(store: Store) -> str:
    """Each extraction with its document and the shard that holds it: the name of a shard is the hash of its rows."""
    shard = "parse_path(filename)[-2]" if store.names(extraction.STAGE) else "CAST(NULL AS VARCHAR)"
    rows = _scan(store, extraction.STAGE, "extractions", _STANDING, also=f"{shard} AS shard")
    return f"FROM {rows}"


def _load_extracted(connection: duckdb.DuckDBPyConnection, store: Store, anew: bool) -> None:
    """The rows of documents whose extraction is another than at the last load, or `anew` of all."""
    now = "(FROM standing SEMI JOIN wanted ON extraction_id = scope)"
    if anew:
        connection.execute(f"CREATE OR REPLACE TABLE {_LOADED} AS FROM standing LIMIT 0")
        for name, schema in EXTRACTED.items():
            connection.execute(f"CREATE OR REPLACE TABLE {RAW}.{name} AS {_extracted(store, name, schema)} LIMIT 0")
    same = "USING (extraction_id, shard)"
    connection.execute(f"CREATE TEMP TABLE fresh AS FROM {now} AS now ANTI JOIN {_LOADED} {same}")
    fresh = {shard for (shard,) in connection.execute("SELECT DISTINCT shard FROM fresh").fetchall()}
    for name, schema in EXTRACTED.items():
        connection.execute(f"""
            DELETE FROM {RAW}.{name} WHERE document_id IN
            (SELECT document_id FROM {_LOADED} AS loaded ANTI JOIN {now} AS now {same})
        """)
        connection.execute(f"INSERT INTO {RAW}.{name} {_extracted(store, name, schema, fresh)} ORDER BY 1")
    connection.execute(f"CREATE OR REPLACE TABLE {_LOADED} AS FROM {now}")


def _holds_extracted(connection: duckdb.DuckDBPyConnection, store: Store) -> bool:
    """Whether the tables are there and have the columns of now."""
    try:
        connection.execute(f"FROM {_LOADED} LIMIT 0")
        return all(
            connection.execute(f"DESCRIBE {RAW}.{name}").fetchall()
            == connection.execute(f"DESCRIBE {_extracted(store, name, schema)}").fetchall()
            for name, schema in EXTRACTED.items()
        )
    except duckdb.CatalogException:
        return False


def _extracted(store: Store, name: str, schema: Mapping[str, Any], shards: Set[str] | None = None) -> str:
    """The wanted rows of a table: of all shards, or the fresh ones of some."""
    rows = _scan(store, extraction.STAGE, name, {**schema, "extraction_id": pl.String()}, shards)
    which = "wanted ON extraction_id = scope" if shards is None else "fresh USING (extraction_id)"
    return f"SELECT rows.* EXCLUDE (extraction_id) FROM {rows} AS rows SEMI JOIN {which}"


def _quarantine(store: Store) -> str:
    columns = ", ".join(quoted(name) for name in QUARANTINE)
    scoped = {**QUARANTINE, "scope": pl.String()}
    parts = [
        f"SELECT {columns} FROM {_scan(store, stage, 'quarantine', QUARANTINE)} AS refused"
        for stage in (ingest.STAGE, publications.STAGE)
    ]
    for stage in (articles.STAGE, extraction.STAGE):
        rows = _scan(store, stage, "quarantine", scoped)
        parts.append(f"SELECT {columns} FROM {rows} AS rows SEMI JOIN wanted USING (scope)")
    rows = " UNION ALL ".join(parts)
    return f"SELECT DISTINCT ON (quarantine_id) * FROM ({rows}) ORDER BY quarantine_id, seen_at"


def _scan(
    store: Store, stage: str, table: str, columns: Mapping[str, Any], shards: Set[str] | None = None, also: str = ""
) -> str:
    """A table over all its shards or some of them, also when there are none; `also` is a column more."""
    paths = store.files(stage, table)
    files = [literal(str(path)) for path in paths if shards is None or path.parent.name in shards]
    more = [also] if also else []
    if files:
        names = ", ".join([*(_plain(name, dtype) for name, dtype in columns.items()), *more])
        return f"(SELECT {names} FROM read_parquet([{', '.join(files)}]))"
    nulls = (f"CAST(NULL AS {_type(dtype)}) AS {quoted(name)}" for name, dtype in columns.items())
    return f"(SELECT {', '.join([*nulls, *more])} WHERE false)"


def _plain(name: str, dtype: Any) -> str:
    """A column as it is loaded. Times become plain UTC: DuckDB would cast them by the zone of whoever looks."""
    column = quoted(name)
    return f"make_timestamp(epoch_us({column})) AS {column}" if isinstance(dtype, pl.Datetime) else column


def _type(dtype: Any) -> str:
    if isinstance(dtype, pl.List):
        return f"{_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        return f"STRUCT({', '.join(f'{quoted(field.name)} {_type(field.dtype)}' for field in dtype.fields)})"
    return _DUCKDB_TYPES[dtype]

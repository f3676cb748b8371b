"""Small worlds for the tests of the line: own reports, a data folder, and what the tables of a file hold."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from pipeline.line import Line
from pipeline.settings import load_settings

REPORTS: dict[str, str] = {
    "harbour.txt": (
        "Published: 3 March 2020\n\nShelling kills twelve in Saraqib\n\n"
        "At least 12 civilians, including five children, were killed when shells hit Saraqib on Monday, the Syrian "
        "Observatory for Human Rights said.\n\nThe monitor said that nine others were wounded.\n"
    ),
    "courier.md": (
        "# Families leave the south of Idlib\n\nPublished: 4 March 2020\n\n"
        "Some 1,200 families fled villages in southern Idlib on Tuesday, the United Nations said.\n\n"
        "Seven fighters were killed in clashes near Maarat al-Numan, according to the Observatory.\n"
    ),
    "post.html": (
        "<html><head><title>Air strike on Ariha kills six</title>"
        "<meta property='article:published_time' content='2020-02-10T08:00:00Z'></head><body><nav>Home</nav><article>"
        "<h1>Air strike on Ariha kills six</h1><p>Six people were killed in an air strike on the town of Ariha on "
        "Sunday, rescuers of the Syria Civil Defence said.</p><p>Two of the dead were women, they said, and the "
        "hospital took in eleven wounded people during the night that followed.</p></article></body></html>"
    ),
    "wire.jsonl": "".join(
        json.dumps(record) + "\n"
        for record in (
            {
                "id": "w1",
                "title": "Truce in Idlib broken hours after it began",
                "published_at": "2020-01-14",
                "publisher": "Wire Daily",
                "text": "Government forces shelled Kafr Nabl on Monday, violating the ceasefire announced by Russia "
                "and Turkey a day earlier. Four civilians were killed, the Observatory said.",
            },
            {
                "id": "w2",
                "title": "Camps near the border are full",
                "published_at": "2020-03-05",
                "publisher": "Wire Daily",
                "text": "About 350,000 people are living in camps near the Turkish border, the United Nations said on "
                "Wednesday.",
            },
        )
    ),
    "broken.jsonl": '{"id": "b1", "text": "Three people were killed in Homs on Monday, a medic said."}\n{"id": oops\n',
}
# What depends on the clock, or on which refresh it was.
_OF_THE_CLOCK = {"ingested_at", "seen_at", "retrieved_at"}
_OF_THE_RUN = {"refresh_log", "source_log", "loaded", "loaded_extractions"}


def write_reports(folder: Path, reports: Mapping[str, str] = REPORTS, names: Iterable[str] | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in reports if names is None else names:
        (folder / name).write_text(reports[name], encoding="utf-8")
    return folder


def make_line(data: Path, sources: Path, cache: Path | None = None, **more: Any) -> Line:
    """A line on a data folder of its own; the gazetteer's index is shared, because it takes seconds to build."""
    (data / "build").mkdir(parents=True, exist_ok=True)
    if cache is not None and not (data / "build" / "cache").exists():
        (data / "build" / "cache").symlink_to(cache)
    return Line(load_settings(data_dir=data, sources=[str(sources)], **more))


def through_raw(line: Line) -> None:
    """All stages up to the raw tables."""
    for step in stages(line).values():
        step()


def stages(line: Line) -> dict[str, Callable[[], Any]]:
    return {
        "ingest": line.ingest,
        "parse": line.parse,
        "date": line.date_documents,
        "extract": line.extract,
        "load": line.load,
    }


def tables(path: Path, schema: str) -> dict[str, list[Any]]:
    """Everything that a schema holds, sorted, without what the clock decides."""
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? ORDER BY 1", [schema]
        ).fetchall()
        return {name: _rows(connection, schema, name) for (name,) in names if name not in _OF_THE_RUN}


def _rows(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[Any]:
    answer = connection.execute(f'SELECT * FROM "{schema}"."{table}"')
    columns = [column[0] for column in answer.description or []]
    kept = [index for index, name in enumerate(columns) if name not in _OF_THE_CLOCK]
    return sorted(repr([row[index] for index in kept]) for row in answer.fetchall())


def fill_marts(warehouse: Path) -> None:
    """A stand-in for dbt: three marts with comments, constraints and a table macro."""
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute(
            "CREATE OR REPLACE TABLE main.documents AS SELECT document_id, title, text FROM raw.documents"
        )
        connection.execute("COMMENT ON TABLE main.documents IS 'It''s one row per \"distinct\" text'")
        connection.execute("COMMENT ON COLUMN main.documents.text IS 'title, blank line, body; that''s all'")
        connection.execute(
            "CREATE OR REPLACE TABLE main.casualties (casualty_id VARCHAR NOT NULL, best BIGINT, known DATE)"
        )
        connection.execute(
            "INSERT INTO main.casualties SELECT claim_id, best, window_end FROM raw.claims WHERE measure = 'killed'"
        )
        connection.execute(
            "CREATE OR REPLACE MACRO main.casualties_as_of(day) AS TABLE SELECT * FROM casualties WHERE known <= day"
        )
        connection.execute("CREATE OR REPLACE TABLE main.refresh_log AS FROM raw.refresh_log")
        connection.execute("CREATE OR REPLACE TABLE main.source_log AS FROM raw.source_log")

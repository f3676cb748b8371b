"""What the page shows, asked of the published file, or of the warehouse that it is being made from.

Belongs here: queries. Does not: how the answers are packed (`payload`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.query import published

Columns = Mapping[str, Sequence[Any]]

_THING = """
    version, known_from, known_to, place, place_id, admin1, country, latitude, longitude, place_precision,
    window_start, window_end, reports, documents, independent_sources, claim_ids
"""
_COUNTED = "measure, population, window_kind, low, best, high, sources, sources_agree, first_reported_on, ceasefire_id"
# The sentence holds the span: of its occurrences the first that reaches far enough is the one meant.
_FROM = "greatest(0, char_end - length(evidence))"
_FOUND = f"nullif(strpos(substring(text, {_FROM} + 1, char_start + length(evidence) - {_FROM}), evidence), 0)"
_MARK = f"char_start - {_FROM} + 1 - {_FOUND} AS mark, char_end - char_start AS mark_length"
QUERIES = {
    "casualties": f"""
        SELECT casualty_id AS id, parent_casualty_id AS parent, affiliation, perpetrator, cause, {_COUNTED}, {_THING}
        FROM casualties_history ORDER BY id, version
    """,
    "displacement": f"""
        SELECT displacement_id AS id, parent_displacement_id AS parent, basis, households, people_basis, origin,
        destination, {_COUNTED}, {_THING}
        FROM displacement_history ORDER BY id, version
    """,
    "violations": f"""
        SELECT violation_id AS id, ceasefire_id, act, violator, killed_low, killed_best, killed_high, injured_best,
        characterisation, alleged_by AS sources, violation_report_ids, {_THING}
        FROM ceasefire_violations_history ORDER BY id, version
    """,
    "truces": """
        SELECT ceasefire_id AS id, name, announced_on, effective_on, effective_on_precision, ended_on, brokers, parties,
        country, kind, basis, documents
        FROM ceasefires
        WHERE documents > 0 OR ceasefire_id IN (SELECT ceasefire_id FROM ceasefire_violations_history) ORDER BY id
    """,
    "claims": f"""
        SELECT claim_id AS id, document_id, measure, low, best, high, qualifier, unit, population, affiliation,
        attributed_to AS speaker, evidence, {_MARK}
        FROM claims JOIN documents USING (document_id) ORDER BY id
    """,
    "breaches": f"""
        SELECT violation_report_id AS id, document_id, act, violator, characterisation, alleged_by AS speaker, evidence,
        {_MARK}
        FROM violation_reports JOIN documents USING (document_id) ORDER BY id
    """,
    "documents": """
        SELECT document_id AS id, title, publisher, uri, published_on, agencies, wire_story_id
        FROM documents ORDER BY id
    """,
    # Where people fled from and to is told by name; these are the points of those names, as far as reports placed them.
    "points": """
        WITH named AS (SELECT origin AS name, country FROM displacement_history WHERE origin IS NOT NULL UNION
                       SELECT destination, country FROM displacement_history WHERE destination IS NOT NULL),
        placed AS (SELECT place, country, latitude, longitude, place_precision FROM claims UNION
                   SELECT place, country, latitude, longitude, place_precision FROM violation_reports)
        SELECT name, named.country, min_by(latitude, (longitude, latitude)) AS latitude, min(longitude) AS longitude,
        min(place_precision) AS precision
        FROM named LEFT JOIN placed ON name = place AND named.country = placed.country AND latitude IS NOT NULL
        GROUP BY name, named.country ORDER BY name, named.country
    """,
    "notes": "SELECT kind, detail, subject_ids FROM data_quality ORDER BY data_quality_id",
    # Sums of any width are read as whole numbers: Arrow gives wide ones as decimals, which JSON can't hold.
    "totals": """
        SELECT measure, country, month, low::BIGINT AS low, best::BIGINT AS best, high::BIGINT AS high, ledger_ids
        FROM ledger_totals ORDER BY total_id""",
    "refreshes": "SELECT refresh_id, started_at FROM refresh_log ORDER BY started_at, refresh_id",
}


@dataclass(frozen=True, slots=True)
class Published:
    """The answers, column by column."""

    tables: Mapping[str, Columns]

    def __getitem__(self, name: str) -> Columns:
        """One answer."""
        return self.tables[name]

    def rows(self, name: str) -> int:
        """How many rows an answer has."""
        return len(next(iter(self.tables[name].values())))


def read(path: Path) -> Published:
    """Everything that the page shows. Raises `QueryError` when there is no published file."""
    with published(path) as connection:
        return Published({name: _columns(connection, query) for name, query in QUERIES.items()})


def with_log(warehouse: Published, refreshes: Columns) -> Published:
    """What `read` will find once the marts of the warehouse that was read are published with this log of refreshes."""
    return Published({**warehouse.tables, "refreshes": refreshes})


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> Columns:
    """Column by column from Arrow: a third of the time of making rows first and turning them round."""
    return {column.name: column.to_list() for column in pl.DataFrame(connection.sql(query))}

"""The published file as a ledger to export: as it was known on a day, of some countries.

Belongs here: what a day and a country mean for each table. Does not: any format.

As of a day, the three tables of the ledger come from their `_as_of` macros; documents count from their publication,
claims and violation reports with their documents, versions from `known_from`, truces from their announcement. What a
refresh says of itself and of the present state has no past and is left out, and told.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
from duckdb.sqltypes import DuckDBPyType

from pipeline.exports.additive import additive
from pipeline.exports.model import LEDGER, ExportError, Ledger, Selection
from pipeline.extract.lexicon import read_table
from pipeline.query import QueryError, published
from pipeline.warehouse.names import quoted

_PLACE = (
    "place",
    "place_id",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "window_start",
    "window_end",
)
_COUNTED = (*_PLACE, "measure", "population", "window_kind", "low", "best", "high", "documents", "independent_sources")
_FIGURE = (*_COUNTED, "sources", "sources_agree", "first_reported_on", "last_reported_on", "claim_ids")
# What formats ask for by name; a published file without it is of another version.
_NEEDED: dict[str, tuple[str, ...]] = {
    "casualties": (*_FIGURE, "casualty_id", "affiliation", "parent_casualty_id", "perpetrator", "cause"),
    "displacement": (
        *(*_FIGURE, "displacement_id", "basis", "households", "people_basis", "origin", "destination"),
        "parent_displacement_id",
    ),
    "ceasefire_violations": (
        *(*_PLACE, "violation_id", "ceasefire_id", "act", "violator", "killed_low", "killed_best", "killed_high"),
        *(
            "injured_best",
            "characterisation",
            "alleged_by",
            "reports",
            "documents",
            "violation_report_ids",
            "claim_ids",
        ),
    ),
    "casualties_history": ("casualty_id", "version", "known_from", "known_to"),
    "displacement_history": ("displacement_id", "version", "known_from", "known_to"),
    "ceasefire_violations_history": ("violation_id", "version", "known_from", "known_to"),
    "claims": (
        "claim_id",
        "document_id",
        "attributed_to",
        "qualifier",
        "low",
        "high",
        "best",
        "population",
        "affiliation",
    ),
    "violation_reports": ("violation_report_id", "document_id", "alleged_by"),
    "documents": ("document_id", "external_id", "uri", "publisher", "title", "published_on"),
    "ceasefires": ("ceasefire_id", "name", "kind", "announced_on", "effective_on", "ended_on", "parties", "country"),
    "ledger_totals": ("ledger_ids",),
    "refresh_log": ("started_at",),
}
# What only an export of whole tables wants: the texts are most of the file.
_BULKY = {"documents": ("text", "published_on_candidates"), "claims": ("evidence",), "violation_reports": ("evidence",)}
_TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
}
_NO_PAST = ("ledger_totals", "data_quality", "quarantine", "refresh_log")
_OLD = "was published by another version of this project: run `conflict-ledger run` first"


def read_ledger(path: Path, selection: Selection, whole: bool = True) -> Ledger:
    """The published tables as selected; unless `whole`, only what formats of events ask for, without the texts.

    Raises `ExportError` in words for people.
    """
    try:
        with published(path) as connection:
            return _read(connection, path, selection, whole)
    except QueryError as error:
        raise ExportError(str(error)) from error


def resolve_countries(asked: Iterable[str], reference_dir: Path) -> tuple[str, ...]:
    """Codes of countries given by code, name or alias; an unknown one is an error that lists the nearest."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in read_table(reference_dir / "countries.csv", ["country", "iso2", "name", "aliases"]):
        names[row["name"].casefold()] = row["name"]
        for alias in (row["country"], row["iso2"], row["name"], *row["aliases"].split(";")):
            codes.setdefault(alias.strip().casefold(), row["country"])
            names.setdefault(alias.strip().casefold(), row["name"])
    codes.pop("", None)
    found = set()
    for country in asked:
        key = country.strip().casefold()
        if key not in codes:
            raise ExportError(f"no country {country!r}; {_nearest(key, codes, names)}")
        found.add(codes[key])
    return tuple(sorted(found))


def _nearest(key: str, codes: Mapping[str, str], names: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(key, codes, n=5, cutoff=0.5)
    meant = dict.fromkeys(f"{names[name]} ({codes[name]})" for name in near)
    known = "name it as in Syria or SYR"
    return f"the nearest are {', '.join(meant)}" if meant else known


def _read(connection: duckdb.DuckDBPyConnection, path: Path, selection: Selection, whole: bool) -> Ledger:
    query = "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY 1 ORDER BY 1"
    columns = dict(connection.execute(query).fetchall())
    if missing := sorted(f"{table}.{name}" for table, name in _wanted() if name not in columns.get(table, ())):
        raise ExportError(f"{path} has no {', '.join(missing[:5])}: it {_OLD}")
    names = [name for name in columns if whole or name in _NEEDED]
    tables = {name: _table(connection, name, () if whole else _BULKY.get(name, ())) for name in names}
    known = _as_of(connection, tables, selection.as_of) if selection.as_of else tables
    omitted = _NO_PAST if selection.as_of else ()
    kept = _of_countries(known, selection.countries) if selection.countries else known
    return Ledger(
        tables={name: kept[name] for name in sorted(kept)},
        additive=_additive(known, selection.as_of),
        selection=selection,
        refreshed_at=tables["refresh_log"]["started_at"].max(),  # type: ignore[arg-type]
        comments=_comments(connection),
        left_out={name: known[name].height - kept[name].height for name in LEDGER},
        omitted=tuple(name for name in omitted if name in names),
    )


def _wanted() -> Iterator[tuple[str, str]]:
    return ((table, column) for table, columns in _NEEDED.items() for column in columns)


def _table(connection: duckdb.DuckDBPyConnection, name: str, without: Sequence[str]) -> pl.DataFrame:
    columns = f"* EXCLUDE ({', '.join(map(quoted, without))})" if without else "*"
    return _frame(connection, f"SELECT {columns} FROM {quoted(name)} ORDER BY ALL", [])  # noqa: S608


def _frame(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object]) -> pl.DataFrame:
    """Rows and types of a query; by rows, because DuckDB's own way to polars wants an Arrow package in between."""
    answer = connection.execute(query, list(parameters))
    schema = {name: _polars_type(type_) for name, type_, *_ in answer.description or []}
    return pl.DataFrame(answer.fetchall(), schema=schema, orient="row")


def _polars_type(type_: object) -> pl.DataType:
    assert isinstance(type_, DuckDBPyType)
    if type_.id == "list":
        return pl.List(_polars_type(type_.children[0][1]))
    if type_.id == "struct":
        return pl.Struct({name: _polars_type(child) for name, child in type_.children})
    return _TYPES[type_.id]


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    query = """
        SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL
        UNION ALL SELECT table_name, '', comment FROM duckdb_tables() WHERE comment IS NOT NULL
    """
    return {(table, column): comment for table, column, comment in connection.execute(query).fetchall()}


def _as_of(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pl.DataFrame], day: date
) -> dict[str, pl.DataFrame]:
    known = {name: frame for name, frame in tables.items() if name not in _NO_PAST}
    for name in LEDGER:
        known[name] = _frame(connection, f"SELECT * FROM {quoted(name + '_as_of')}(?) ORDER BY ALL", [day])  # noqa: S608
        history = f"{name}_history"
        later = pl.when(pl.col("known_to") <= day).then("known_to").alias("known_to")
        known[history] = tables[history].filter(pl.col("known_from") <= day).with_columns(later)
    known["documents"] = tables["documents"].filter(pl.col("published_on") <= day)
    for name in ("claims", "violation_reports"):
        known[name] = tables[name].filter(pl.col("document_id").is_in(known["documents"]["document_id"].implode()))
    ended = pl.when(pl.col("ended_on") <= day).then("ended_on").alias("ended_on")
    announced = pl.col("announced_on").fill_null(pl.col("effective_on")).fill_null(day)
    known["ceasefires"] = tables["ceasefires"].filter(announced <= day).with_columns(ended)
    return known


def _additive(known: Mapping[str, pl.DataFrame], day: date | None) -> frozenset[str]:
    """Today the published totals say what may be added; for an earlier day the same rule is applied to its rows."""
    if day is None:
        return frozenset(known["ledger_totals"]["ledger_ids"].explode().drop_nulls().to_list())
    return additive(known["casualties"].to_dicts(), known["displacement"].to_dicts())


def _of_countries(tables: Mapping[str, pl.DataFrame], countries: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Rows of these countries; documents and remarks by the rows that rest on them."""
    kept = {
        name: frame.filter(pl.col("country").is_in(countries)) if "country" in frame.columns else frame
        for name, frame in tables.items()
    }
    sayings = [kept[name]["document_id"] for name in ("claims", "violation_reports")]
    documents = pl.concat(sayings).unique()
    kept["documents"] = kept["documents"].filter(pl.col("document_id").is_in(documents.implode()))
    if "data_quality" in kept:
        ids = pl.concat([kept[name][key] for name, (key,) in LEDGER.items()] + [documents])
        about = pl.col("subject_ids").list.concat(pl.col("document_ids")).list.set_intersection(ids.implode())
        kept["data_quality"] = kept["data_quality"].filter(about.list.len() > 0)
    return kept

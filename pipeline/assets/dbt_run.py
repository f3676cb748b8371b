"""The one run of dbt per refresh, and what is left out of it because it cannot have changed.

Belongs here: starting dbt, telling Dagster what it did. Does not: how its nodes look (`marts`), models (`dbt_project`).
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliResource

from pipeline import dbt
from pipeline.assets.preview import markdown_table
from pipeline.line import Line
from pipeline.progress import track
from pipeline.store import write_atomically
from pipeline.warehouse.names import quoted

REFERENCE = "reference"
_PREVIEW_ROWS = 5
_RECORD = "last_build.json"
# Seeds with their own tests, and unit tests, depend on the project alone. `cautious` keeps tests that see a model too.
_ONLY_DATA = ["--exclude", "resource_type:seed resource_type:unit_test", "--indirect-selection", "cautious"]


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last complete build that passed all its tests, of the project as it is now."""

    checks: list[dict[str, Any]]


def build(
    context: dg.AssetExecutionContext,
    dbt_cli: DbtCliResource,
    work: Line,
    tables: Mapping[str, str],
    last: LastBuild | None,
) -> Iterator[Any]:
    """Build and test; what depends on the project alone is left out after a complete build of the same project."""
    complete = context.selected_asset_keys == context.assets_def.keys
    reused = {key for key in context.selected_asset_keys if key.path[0] == REFERENCE} if complete and last else set()
    if last and reused:
        yield from as_before(context, reused, last)
    events, failure = _run(context, dbt_cli, work, _ONLY_DATA if reused else [])
    yield from _with_rows(events, work.settings.warehouse_path, tables)
    if failure is not None:
        raise failure
    if complete:
        kept = [check for check in last.checks if check["asset"][0] == REFERENCE] if last and reused else []
        _remember(work, kept + [_check(event) for event in events if isinstance(event, dg.AssetCheckResult)])
        work.mark_built()


def as_before(context: dg.AssetExecutionContext, keys: Iterable[dg.AssetKey], last: LastBuild) -> Iterator[Any]:
    """Tables and test results as they were: what they are made of has not changed."""
    told, wanted = {"unchanged": True}, set(keys)
    for key in _upstream_first(context, wanted):
        yield dg.MaterializeResult(asset_key=key, metadata=told)
    for result in last.checks:
        check = dg.AssetCheckKey(dg.AssetKey(result["asset"]), result["name"])
        if check.asset_key in wanted and check in context.selected_asset_check_keys:
            yield dg.AssetCheckResult(
                passed=result["passed"],
                asset_key=check.asset_key,
                check_name=check.name,
                severity=dg.AssetCheckSeverity(result["severity"]),
                metadata=told,
            )


def last_build(work: Line) -> LastBuild | None:
    """The last complete build, if the project is still the same and its seeds are still in the warehouse."""
    try:
        found = json.loads(_record(work).read_bytes())
        same = found["project"] == work.dbt_version
    except (OSError, ValueError, KeyError):
        return None
    return LastBuild(found["checks"]) if same and _has_seeds(work.settings.warehouse_path, found["seeds"]) else None


def relations(manifest: Path) -> dict[str, str]:
    """Where each model and seed lies in the warehouse."""
    nodes = json.loads(manifest.read_bytes())["nodes"]
    return {
        unique_id: f"{quoted(node['schema'])}.{quoted(node.get('alias') or node['name'])}"
        for unique_id, node in nodes.items()
        if node["resource_type"] in ("model", "seed") and node["config"].get("materialized") != "ephemeral"
    }


def _run(
    context: dg.AssetExecutionContext, dbt_cli: DbtCliResource, work: Line, options: list[str]
) -> tuple[list[Any], Exception | None]:
    """What dbt did, and how it failed if it did; either way it has ended and let go of the warehouse."""
    os.environ.update(dbt.environment(work.settings))
    invocation = dbt_cli.cli(["build", *options], context=context, target_path=dbt.target_dir(work.settings))
    events: list[Any] = []
    try:
        events.extend(track("building and testing tables", invocation.stream(), None))
    except Exception as error:  # raised again when what dbt did has been told
        invocation.process.terminate()
        invocation.process.wait()
        return events, error
    return events, None


def _with_rows(events: list[Any], warehouse: Path, tables: Mapping[str, str]) -> Iterator[Any]:
    """The events of dbt, with row counts and previews."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        for event in events:
            unique_id = str(event.metadata["unique_id"].value) if isinstance(event, dg.Output) else ""
            if unique_id in tables:
                metadata = {**event.metadata, **_rows(connection, tables[unique_id])}
                yield dg.Output(None, output_name=event.output_name, metadata=metadata)
            else:
                yield event


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name that dbt gave
    shown = connection.execute(f"SELECT * FROM {table} LIMIT {_PREVIEW_ROWS}")  # noqa: S608
    columns = [column[0] for column in shown.description or []]
    return {
        "dagster/row_count": count[0] if count else 0,
        "preview": dg.MetadataValue.md(markdown_table(columns, shown.fetchall())),
    }


def _check(result: dg.AssetCheckResult) -> dict[str, Any]:
    assert result.asset_key is not None
    return {
        "asset": list(result.asset_key.path),
        "name": result.check_name,
        "passed": result.passed,
        "severity": result.severity.value,
    }


def _record(work: Line) -> Path:
    return dbt.target_dir(work.settings).parent / _RECORD


def _remember(work: Line, checks: list[dict[str, Any]]) -> None:
    seeds = _count_seeds(work.settings.warehouse_path)
    write_atomically(
        _record(work), json.dumps({"project": work.dbt_version, "seeds": seeds, "checks": checks}).encode()
    )


def _has_seeds(warehouse: Path, expected: int) -> bool:
    try:
        return warehouse.exists() and _count_seeds(warehouse) == expected
    except duckdb.Error:
        return False


def _count_seeds(warehouse: Path) -> int:
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        query = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ?"
        found = connection.execute(query, [REFERENCE]).fetchone()
    return int(found[0]) if found else 0


def _upstream_first(context: dg.AssetExecutionContext, keys: set[dg.AssetKey]) -> list[dg.AssetKey]:
    """In the order in which Dagster wants to hear of them."""
    deps = context.assets_def.asset_deps
    return list(TopologicalSorter({key: sorted(deps[key] & keys) for key in sorted(keys)}).static_order())

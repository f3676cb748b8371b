"""The one run of dbt per refresh, and what is left out of it because it cannot have changed.

Belongs here: starting dbt, telling Dagster what it did. Does not: how its nodes look (`marts`), models (`dbt_project`).
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation

from pipeline import dbt
from pipeline.assets.preview import markdown_table
from pipeline.line import Line
from pipeline.progress import track
from pipeline.report import beside
from pipeline.resources import Dbt
from pipeline.store import write_atomically
from pipeline.warehouse.names import quoted

REFERENCE = "reference"
STAGING = "staging"
_PREVIEW_ROWS = 5
_RECORD = "last_build.json"
# Seeds with their own tests, unit tests, and views (queries that hold nothing) depend on the project alone. `cautious`
# keeps tests that see another model, too.
_ONLY_DATA = ["resource_type:seed", "resource_type:unit_test", "config.materialized:view"]
_ANEW = ["--full-refresh"]
_BUILD_DATA = ["build", "--exclude", " ".join(_ONLY_DATA), "--indirect-selection", "cautious"]


@dataclass(frozen=True, slots=True)
class Project:
    """The dbt project as Dagster is told of it."""

    manifest: Mapping[str, Any]
    translator: DagsterDbtTranslator

    def relation(self, unique_id: str) -> str | None:
        """Where a model or seed lies in the warehouse."""
        node = self.manifest["nodes"].get(unique_id, {})
        if node.get("resource_type") not in ("model", "seed") or node["config"].get("materialized") == "ephemeral":
            return None
        return f"{quoted(node['schema'])}.{quoted(node.get('alias') or node['name'])}"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last complete build that passed all its tests, of the project as it is now."""

    checks: list[dict[str, Any]]


def build(
    context: dg.AssetExecutionContext, dbt_cli: Dbt, work: Line, project: Project, last: LastBuild | None
) -> Iterator[Any]:
    """Build and test; what depends on the project alone is left out after a complete build of the same project."""
    selected = context.selected_asset_keys
    everything = set(context.assets_def.node_keys_by_output_name.values())
    reference, staging = ({key for key in everything if key.path[0] == group} for group in (REFERENCE, STAGING))
    if last and selected >= everything - reference:
        yield from _build_data(context, dbt_cli, work, project, last, selected & reference, staging)
    else:
        # Rows that another project made can't be told from those that this one would make.
        anew = last is None or work.starts_over()
        yield from _build_selected(context, dbt_cli, work, project, anew=anew, complete=selected >= everything)


def _build_data(
    context: dg.AssetExecutionContext,
    dbt_cli: Dbt,
    work: Line,
    project: Project,
    last: LastBuild,
    reference: set[dg.AssetKey],
    staging: set[dg.AssetKey],
) -> Iterator[Any]:
    """Everything that new reports can change. The rest is told as it was while dbt is at work."""
    invocation = dbt_cli.whole(
        context,
        _BUILD_DATA + _ANEW * work.starts_over(),
        project.manifest,
        project.translator,
        dbt.target_dir(work.settings),
        dbt.environment(work.settings),
    )
    yield from as_before(context, reference, last)
    events, failure = _follow(invocation)
    if failure is None:
        # While Dagster is told what dbt did, and before anything is published, the page's process can read.
        beside.read_built(work.settings)
    with _warehouse(work) as connection:
        for key in _upstream_first(context, staging):
            told = _rows(connection, ".".join(map(quoted, key.path)))
            yield dg.MaterializeResult(asset_key=key, metadata={"definition unchanged": True, **told})
        yield from _with_rows(events, connection, project)
    if failure is not None:
        raise failure
    _remember(work, [check for check in last.checks if check["asset"][0] == REFERENCE] + _checks(events))
    work.mark_built()


def _build_selected(
    context: dg.AssetExecutionContext, dbt_cli: Dbt, work: Line, project: Project, *, anew: bool, complete: bool
) -> Iterator[Any]:
    os.environ.update(dbt.environment(work.settings))
    command = ["build", *_ANEW * anew]
    events, failure = _follow(dbt_cli.cli(command, context=context, target_path=dbt.target_dir(work.settings)))
    with _warehouse(work) as connection:
        yield from _with_rows(events, connection, project)
    if failure is not None:
        raise failure
    if complete:
        _remember(work, _checks(events))
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
    """The last complete build, if the project is the same and what refreshes leave out is still in the warehouse."""
    try:
        found = json.loads(_record(work).read_bytes())
        same = found["project"] == work.dbt_version
        kept = same and _is_kept(work.settings.warehouse_path, found["kept"])
    except (OSError, ValueError, KeyError):
        return None
    return LastBuild(found["checks"]) if kept else None


def _follow(invocation: DbtCliInvocation) -> tuple[list[Any], Exception | None]:
    """What dbt did, and how it failed if it did; either way it has ended and let go of the warehouse."""
    events: list[Any] = []
    try:
        events.extend(track("building and testing tables", invocation.stream(), None))
    except Exception as error:  # raised again when what dbt did has been told
        invocation.process.terminate()
        invocation.process.wait()
        return events, error
    return events, None


@contextmanager
def _warehouse(work: Line) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(work.settings.warehouse_path), read_only=True)) as connection:
        yield connection


def _with_rows(events: list[Any], connection: duckdb.DuckDBPyConnection, project: Project) -> Iterator[Any]:
    """The events of dbt, with row counts and previews."""
    for event in events:
        table = project.relation(str(event.metadata["unique_id"].value)) if isinstance(event, dg.Output) else None
        if table is None:
            yield event
        else:
            metadata = {**event.metadata, **_rows(connection, table)}
            yield dg.Output(None, output_name=event.output_name, metadata=metadata)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name that dbt gave
    shown = connection.execute(f"SELECT * FROM {table} LIMIT {_PREVIEW_ROWS}")  # noqa: S608
    columns = [column[0] for column in shown.description or []]
    return {
        "dagster/row_count": count[0] if count else 0,
        "preview": dg.MetadataValue.md(markdown_table(columns, shown.fetchall())),
    }


def _checks(events: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "asset": list(event.asset_key.path),
            "name": event.check_name,
            "passed": event.passed,
            "severity": event.severity.value,
        }
        for event in events
        if isinstance(event, dg.AssetCheckResult) and event.asset_key is not None
    ]


def _record(work: Line) -> Path:
    return dbt.target_dir(work.settings).parent / _RECORD


def _remember(work: Line, checks: list[dict[str, Any]]) -> None:
    kept = _kept(work.settings.warehouse_path)
    write_atomically(_record(work), json.dumps({"project": work.dbt_version, "kept": kept, "checks": checks}).encode())


def _is_kept(warehouse: Path, expected: list[str]) -> bool:
    try:
        return warehouse.exists() and _kept(warehouse) == expected
    except duckdb.Error:
        return False


def _kept(warehouse: Path) -> list[str]:
    """The tables of the reference, and the views that still fit the tables below them."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        query = "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? ORDER BY 1"
        tables = connection.execute(query, [REFERENCE]).fetchall()
        query = "SELECT view_name FROM duckdb_views() WHERE schema_name = ? ORDER BY 1"
        views = connection.execute(query, [STAGING]).fetchall()
        for (view,) in views:
            connection.execute(f"SELECT * FROM {STAGING}.{quoted(view)} LIMIT 0")  # noqa: S608 - a name of ours
    return [name for (name,) in (*tables, *views)]


def _upstream_first(context: dg.AssetExecutionContext, keys: set[dg.AssetKey]) -> list[dg.AssetKey]:
    """In the order in which Dagster wants to hear of them."""
    deps = context.assets_def.asset_deps
    return list(TopologicalSorter({key: sorted(deps[key] & keys) for key in sorted(keys)}).static_order())

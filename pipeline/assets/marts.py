"""The models and seeds of the dbt project, as assets with their tests as checks.

Belongs here: how dbt nodes look in Dagster, and the one invocation of dbt per refresh. Does not: models
(`dbt_project`).
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from pipeline import dbt
from pipeline.assets.common import OWNERS
from pipeline.assets.preview import markdown_table
from pipeline.line import Line
from pipeline.progress import track
from pipeline.resources import LineResource
from pipeline.settings import Settings
from pipeline.store import write_atomically
from pipeline.warehouse.names import quoted

# The schedule refreshes daily: a day and a half without one means that a refresh failed or was forgotten.
_FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=48), warn_window=timedelta(hours=36))
_PREVIEW_ROWS = 5
_CHECKS_FILE = "checks.json"
_GROUPS = {"reference", "staging", "intermediate", "marts"}


class Translator(DagsterDbtTranslator):
    """Groups by layer, our owners, and a promise of freshness on the marts."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Seeds are the reference, models belong to the layer that their folder names."""
        if dbt_resource_props["resource_type"] == "seed":
            return "reference"
        return next((part for part in dbt_resource_props["fqn"] if part in _GROUPS), None)

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Layer and name: a mart may be called as the raw table that it comes from."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([self.get_group_name(dbt_resource_props) or "models", dbt_resource_props["name"]])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Ours."""
        return OWNERS

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: Any) -> dg.AssetSpec:
        """The usual, with freshness on marts."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        is_mart = unique_id.startswith("model.") and spec.group_name == "marts"
        return spec.replace_attributes(freshness_policy=_FRESH) if is_mart else spec


def dbt_models(manifest: Path) -> dg.AssetsDefinition:
    """All seeds, models and tests of the project."""

    @dbt_assets(manifest=manifest, dagster_dbt_translator=Translator(), name="dbt_build")
    def dbt_build(context: dg.AssetExecutionContext, dbt_cli: DbtCliResource, line: LineResource) -> Iterator[Any]:
        """Build and test, or tell that nothing has changed since that was done last."""
        work = line.line()
        if work.is_built() and (results := _last_checks(work.settings)) is not None:
            yield from _unchanged(context, results)
            return
        yield from _build(context, dbt_cli, work, _relations(manifest))

    return dbt_build


def mart_keys(models: dg.AssetsDefinition) -> list[dg.AssetKey]:
    """The marts among the models."""
    return sorted(key for key, group in models.group_names_by_key.items() if group == "marts")


def _build(
    context: dg.AssetExecutionContext, dbt_cli: DbtCliResource, work: Line, relations: Mapping[str, str]
) -> Iterator[Any]:
    events: list[Any] = []
    failure: Exception | None = None
    os.environ.update(dbt.environment(work.settings))
    invocation = dbt_cli.cli(["build"], context=context, target_path=dbt.target_dir(work.settings), raise_on_error=True)
    try:
        events.extend(track("building and testing tables", invocation.stream(), None))
    except Exception as error:
        failure = error
        invocation.process.terminate()
        invocation.process.wait()
    yield from _with_rows(events, work.settings.warehouse_path, relations)
    if failure is not None:
        raise failure
    everything = len(context.selected_asset_keys) == len(context.assets_def.keys)
    if everything:
        _keep_checks(events, work.settings)
        work.mark_built()


def _with_rows(events: list[Any], warehouse: Path, relations: Mapping[str, str]) -> Iterator[Any]:
    """The events of dbt, with row counts and previews; dbt no longer holds the file now."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        for event in events:
            unique_id = str(event.metadata["unique_id"].value) if isinstance(event, dg.Output) else ""
            if unique_id in relations:
                metadata = {**event.metadata, **_rows(connection, relations[unique_id])}
                yield dg.Output(None, output_name=event.output_name, metadata=metadata)
            else:
                yield event


def _rows(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, Any]:
    count = connection.execute(f"SELECT count(*) FROM {relation}").fetchone()  # noqa: S608 - a name that dbt gave
    shown = connection.execute(f"SELECT * FROM {relation} LIMIT {_PREVIEW_ROWS}")  # noqa: S608
    columns = [column[0] for column in shown.description or []]
    return {
        "dagster/row_count": count[0] if count else 0,
        "preview": dg.MetadataValue.md(markdown_table(columns, shown.fetchall())),
    }


def _relations(manifest: Path) -> dict[str, str]:
    """Where each model and seed lies in the warehouse."""
    nodes = json.loads(manifest.read_bytes())["nodes"]
    return {
        unique_id: f"{quoted(node['schema'])}.{quoted(node.get('alias') or node['name'])}"
        for unique_id, node in nodes.items()
        if node["resource_type"] in ("model", "seed") and node["config"].get("materialized") != "ephemeral"
    }


def _keep_checks(events: list[Any], settings: Settings) -> None:
    results = [
        {
            "asset": list(event.asset_key.path),
            "name": event.check_name,
            "passed": event.passed,
            "severity": event.severity.value,
        }
        for event in events
        if isinstance(event, dg.AssetCheckResult) and event.asset_key is not None
    ]
    write_atomically(dbt.target_dir(settings).parent / _CHECKS_FILE, json.dumps(results).encode())


def _last_checks(settings: Settings) -> list[dict[str, Any]] | None:
    try:
        results: list[dict[str, Any]] = json.loads((dbt.target_dir(settings).parent / _CHECKS_FILE).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return results


def _upstream_first(context: dg.AssetExecutionContext) -> list[dg.AssetKey]:
    """The selected assets in the order in which Dagster wants to hear of them."""
    deps, selected = context.assets_def.asset_deps, context.selected_asset_keys
    return list(TopologicalSorter({key: sorted(deps[key] & selected) for key in sorted(selected)}).static_order())


def _unchanged(context: dg.AssetExecutionContext, results: list[dict[str, Any]]) -> Iterator[Any]:
    """The same tables and results as last time: their input has not changed, so dbt was not started."""
    told = {"unchanged": True}
    for key in _upstream_first(context):
        yield dg.MaterializeResult(asset_key=key, metadata=told)
    selected = context.selected_asset_check_keys
    for result in results:
        check = dg.AssetCheckKey(dg.AssetKey(result["asset"]), result["name"])
        if check in selected:
            yield dg.AssetCheckResult(
                passed=result["passed"],
                asset_key=check.asset_key,
                check_name=check.name,
                severity=dg.AssetCheckSeverity(result["severity"]),
                metadata=told,
            )

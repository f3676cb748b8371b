"""The models and seeds of the dbt project, as assets with their tests as checks.

Belongs here: how dbt nodes look in Dagster. Does not: models (`dbt_project`), running dbt (`dbt_run`).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets

from pipeline.assets import dbt_run
from pipeline.assets.common import OWNERS
from pipeline.report import beside
from pipeline.resources import Dbt, LineResource

# The schedule refreshes daily: a day and a half without one means that a refresh failed or was forgotten.
_FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=48), warn_window=timedelta(hours=36))
DBT_STEP = "dbt_build"
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

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: Any
    ) -> dg.AssetCheckSpec | None:
        """The usual, described: the names that dbt makes are cut short on the page."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None or spec.description:
            return spec
        return dg.AssetCheckSpec(
            spec.name,
            asset=spec.asset_key,
            description=_about_test(manifest["nodes"][unique_id]),
            additional_deps=spec.additional_deps,
            metadata=spec.metadata,
            blocking=spec.blocking,
        )


def dbt_models(manifest: Path) -> dg.AssetsDefinition:
    """All seeds, models and tests of the project."""

    project = dbt_run.Project(json.loads(manifest.read_bytes()), Translator())

    @dbt_assets(manifest=project.manifest, dagster_dbt_translator=project.translator, name=DBT_STEP)
    def dbt_build(context: dg.AssetExecutionContext, dbt_cli: Dbt, line: LineResource) -> Iterator[Any]:
        """Build and test, or tell that nothing has changed since that was done last."""
        work = line.line()
        last = dbt_run.last_build(work)
        if last is not None and work.is_built():
            yield from dbt_run.as_before(context, context.selected_asset_keys, last)
        else:
            # While dbt is at work, what makes the page has time to load.
            beside.get_ready(work.settings)
            yield from dbt_run.build(context, dbt_cli, work, project, last)

    return dbt_build


def mart_keys(models: dg.AssetsDefinition) -> list[dg.AssetKey]:
    """The marts among the models."""
    return sorted(key for key, group in models.group_names_by_key.items() if group == "marts")


def _about_test(test: Mapping[str, Any]) -> str | None:
    """What a test of dbt looks for: its own words if it has some, else its name and arguments."""
    generic = test.get("test_metadata")
    if test.get("description") or not generic:
        return test.get("description") or None
    arguments = {name: value for name, value in generic["kwargs"].items() if name != "model"}
    told = [f"{name.removesuffix('_name')}: {_in_words(value)}" for name, value in arguments.items()]
    return f"dbt test `{generic['name']}` - " + "; ".join(told)


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} in {_in_words(items)}" for name, items in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

"""What assets are handed: the line of the data folder, and dbt.

Belongs here: Dagster resources. Does not: what they wrap (`pipeline.line`, dagster-dbt).
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource
from packaging.version import Version

from pipeline.dbt import executable
from pipeline.line import Line
from pipeline.settings import load_settings


class LineResource(dg.ConfigurableResource[None]):
    """The line of the data folder that the settings name; while a run goes on, no other touches that folder.

    `given` are settings that win over environment and file, as the command line was given them.
    """

    given: dict[str, Any] = {}  # noqa: RUF012 - a field of a pydantic model

    def line(self) -> Line:
        """The line with the settings as they stand now."""
        return Line(load_settings(**self.given))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator[Any, None, None]:
        """Hold the folder's lock for as long as the run goes on."""
        log = context.log
        assert log is not None
        with self.line().alone(log.warning):
            yield self


class Dbt(DbtCliResource):
    """dbt from our own environment, started once per refresh.

    dagster-dbt starts `dbt --version` and builds an adapter in this process before each call: 5 s on two cores, for
    features (row counts by adapter) that a DuckDB file which dbt itself holds open cannot serve.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None


def dbt_resource(project_dir: Path) -> Dbt:
    """The `dbt` command that is installed beside this interpreter."""
    return Dbt(
        project_dir=str(project_dir),
        profiles_dir=str(project_dir),
        dbt_executable=str(executable()),
        global_config_flags=["--no-use-colors", "--log-level-file", "info"],
    )

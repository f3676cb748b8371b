"""What assets are handed: the line of the data folder, and dbt.

Belongs here: Dagster resources. Does not: what they wrap (`pipeline.line`, dagster-dbt).
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource
from packaging.version import Version
from pydantic import PrivateAttr

from pipeline import dbt_process
from pipeline.dbt_process import executable
from pipeline.intake import Intake
from pipeline.line import Line
from pipeline.settings import load_settings


class LineResource(dg.ConfigurableResource[None]):
    """The line of the data folder that the settings name; while a run works on it, no other touches that folder.

    `given` are settings that win over environment and file, as the command line was given them.
    """

    given: dict[str, Any] = {}  # noqa: RUF012 - a field of a pydantic model
    _lock: ExitStack | None = PrivateAttr(None)
    _warn: Callable[[str], None] = PrivateAttr(print)

    def line(self) -> Line:
        """The line with the settings as they stand now.

        From the first call to the end of the run the folder's lock is held: fetching, which comes before, takes as long
        as the slowest server and keeps nobody else from refreshing.
        """
        line = Line(load_settings(**self.given))
        if self._lock is None:
            self._lock = ExitStack()
            self._lock.enter_context(line.alone(self._warn))
        return line

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator[Any, None, None]:
        """Let go of the folder's lock when the run has ended."""
        assert context.log is not None
        self._warn = context.log.warning
        try:
            yield self
        finally:
            if self._lock is not None:
                self._lock.close()


class IntakeResource(dg.ConfigurableResource[None]):
    """The sources of the data folder; fetching needs no lock but each source's own."""

    given: dict[str, Any] = {}  # noqa: RUF012 - a field of a pydantic model

    def intake(self) -> Intake:
        """The sources with the settings as they stand now."""
        return Intake(load_settings(**self.given))


class Dbt(DbtCliResource):
    """dbt from our own environment, started once per refresh.

    dagster-dbt starts `dbt --version` and builds an adapter in this process before each call: 5 s on two cores, for
    features (row counts by adapter) that a DuckDB file which dbt itself holds open cannot serve.
    """

    def whole(
        self,
        context: dg.AssetExecutionContext,
        arguments: Sequence[str],
        nodes: Mapping[str, Any],
        translator: DagsterDbtTranslator,
        target: Path,
        environment: Mapping[str, str],
    ) -> DbtCliInvocation:
        """dbt with just these arguments, whatever Dagster selected; the dbt that stands by does it, if there is one.

        `cli` would name what is selected node by node, and then leave out tests between selected and other nodes.
        """
        project = Path(self.project_dir)
        told = [*self.global_config_flags, *arguments]
        return DbtCliInvocation(
            process=dbt_process.start(told, project, target, environment),
            manifest=nodes,
            dagster_dbt_translator=translator,
            project_dir=project,
            target_path=target,
            raise_on_error=True,
            context=context,
            cli_version=self._cli_version,
        )

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

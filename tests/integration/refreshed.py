"""A data folder after a whole refresh: the costly thing that several tests look at."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.definitions import assemble
from pipeline.line import Line
from pipeline.refresh import Outcome, refresh
from pipeline.settings import load_settings


@dataclass(frozen=True)
class Refreshed:
    """A data folder after a refresh, what it was refreshed with, and what the command line said."""

    given: dict[str, Any]
    outcome: Outcome | Result

    @property
    def line(self) -> Line:
        return Line(load_settings(**self.given))

    @property
    def data(self) -> Path:
        return self.line.settings.data_dir

    @property
    def published(self) -> Path:
        return self.line.settings.published_path

    @property
    def log(self) -> str:
        return (self.data / "build" / "last_refresh.log").read_text(encoding="utf-8")

    def again(self) -> Outcome:
        return refresh(load_settings(**self.given), self.given, False, print)

    def copy(self, data: Path) -> "Refreshed":
        shutil.copytree(self.data, data, symlinks=True)
        return Refreshed(self.given | {"data_dir": str(data)}, self.outcome)

    def definitions(self) -> dg.Definitions:
        return assemble(self.line.settings, self.given)


def call(*arguments: str) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(app, list(arguments))


def start(data: Path, sources: list[str], cache: Path, built_by: Refreshed | None = None) -> Refreshed:
    """The first refresh of a data folder, from the command line.

    Seeds, unit tests and the parse of the dbt project take most of it; they can be had from another folder's build.
    """
    (data / "build").mkdir(parents=True, exist_ok=True)
    (data / "build" / "cache").symlink_to(cache)
    if built_by is not None:
        shutil.copytree(built_by.data / "build" / "dbt", data / "build" / "dbt")
        shutil.copy2(built_by.line.settings.warehouse_path, data / "build")
    result = call("run", *sources, "--data", str(data))
    return Refreshed({"data_dir": str(data), "sources": sources}, result)

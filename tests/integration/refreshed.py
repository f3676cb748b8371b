"""A data folder after a whole refresh: the costly thing that several tests look at."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline import dbt
from pipeline.definitions import assemble
from pipeline.line import Line
from pipeline.refresh import Outcome, refresh
from pipeline.settings import load_settings


@dataclass(frozen=True)
class Refreshed:
    """A data folder after a refresh, and what it was refreshed with."""

    given: dict[str, Any]
    outcome: Outcome

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
        return self.outcome.log.read_text(encoding="utf-8")

    def again(self) -> "Refreshed":
        return Refreshed(self.given, refresh(load_settings(**self.given), self.given, False, print))

    def copy(self, data: Path) -> "Refreshed":
        shutil.copytree(self.data, data, symlinks=True)
        return Refreshed(self.given | {"data_dir": str(data)}, self.outcome)

    def definitions(self) -> dg.Definitions:
        return assemble(self.line.settings, self.given)


def start(data: Path, sources: Path, cache: Path, parsed_by: Refreshed | None = None) -> Refreshed:
    """The first refresh of a data folder; parsing the dbt project takes seconds and can be had from another one."""
    (data / "build").mkdir(parents=True)
    (data / "build" / "cache").symlink_to(cache)
    given = {"data_dir": str(data), "sources": [str(sources)], "log_level": "debug"}
    settings = load_settings(**given)
    if parsed_by is not None:
        (data / "build" / "dbt").mkdir()
        shutil.copy2(dbt.manifest_path(parsed_by.line.settings), data / "build" / "dbt")
    return Refreshed(given, refresh(settings, given, False, print))

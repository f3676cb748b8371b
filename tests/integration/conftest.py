"""Fixtures of the tests of the line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.line import Line
from tests.integration import world
from tests.integration.battle import BATTLE
from tests.integration.compiled_ledger import Ledger
from tests.integration.refreshed import Refreshed, start

LineMaker = Callable[..., Line]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def gazetteer_cache() -> Path:
    """The index of the gazetteer, which takes seconds to build: the one of the project for all data folders."""
    cache = ROOT / "data" / "build" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    return cache


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with the reports of the small world."""
    return world.write_reports(tmp_path / "reports")


@pytest.fixture
def make_line(tmp_path: Path, gazetteer_cache: Path) -> LineMaker:
    """Lines on data folders named under the test's own folder."""

    def make(name: str, sources: Path, **more: Any) -> Line:
        return world.make_line(tmp_path / name, sources, gazetteer_cache, **more)

    return make


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory, gazetteer_cache: Path) -> Refreshed:
    """The small world after its first refresh; not to be changed."""
    folder = tmp_path_factory.mktemp("refreshed")
    reports = world.write_reports(folder / "reports")
    return start(folder / "data", [str(reports), str(folder / "nowhere.txt")], gazetteer_cache)


@pytest.fixture
def copied(refreshed: Refreshed, tmp_path: Path) -> Refreshed:
    """The same, to be changed."""
    return refreshed.copy(tmp_path / "data")


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The whole dbt project built over the rows of the battle; its SQL can be replayed over others."""
    return Ledger.build(tmp_path_factory.mktemp("ledger"), BATTLE)

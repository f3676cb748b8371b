"""The lock files hold what the project declares, for every platform, and say nothing of where they were made."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,_-]+\])?==([^ ;\\]+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")
EXTRAS = PROJECT["optional-dependencies"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pins(name: str) -> set[tuple[str, str]]:
    return set(PIN.findall(_read(name)))


LOCKS = {"requirements.lock": 80, "requirements-dev.lock": 80, "requirements-source.lock": 1}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_path(lock: str) -> None:
    found = re.findall(r"^.*(?:://|--(?:extra-)?index|--find-links|(?<![\w.-])/\w+/).*$", _read(lock), re.MULTILINE)
    assert found == []


@pytest.mark.parametrize(("lock", "least"), LOCKS.items())
def test_every_pin_has_its_hashes(lock: str, least: int) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", _read(lock))
    pins = [block for block in blocks if PIN.match(block)]
    assert len(pins) > least
    assert [block.split()[0] for block in pins if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("locks", "declared"),
    [
        (["requirements.lock"], PROJECT["dependencies"] + EXTRAS["build"]),
        (
            ["requirements-dev.lock", "requirements-source.lock"],
            PROJECT["dependencies"] + EXTRAS["build"] + EXTRAS["dev"],
        ),
    ],
)
def test_all_that_is_declared_is_locked(locks: list[str], declared: list[str]) -> None:
    names = {re.sub(r"[._-]+", "-", NAME.match(line)[0]).lower() for line in declared}  # type: ignore[index]
    assert names - {name for lock in locks for name, _ in _pins(lock)} == set()


def test_tests_run_on_the_versions_that_users_get() -> None:
    assert _pins("requirements.lock") <= _pins("requirements-dev.lock")


def test_what_is_built_from_source_is_no_part_of_the_other_locks() -> None:
    built = {name for name, _ in _pins("requirements-source.lock")}
    assert not built & {name for lock in ("requirements.lock", "requirements-dev.lock") for name, _ in _pins(lock)}
    assert {"setuptools", "wheel"} <= {name for name, _ in _pins("requirements-dev.lock")}


def test_the_build_needs_only_what_the_lock_installs() -> None:
    build = tomllib.loads(_read("pyproject.toml"))["build-system"]["requires"]
    assert build == EXTRAS["build"]


def test_ci_runs_lint_types_and_the_test_command() -> None:
    steps = [line for line in _read(".ci/run").splitlines() if line.startswith("make ")]
    assert steps == ["make lint", "make types", "make test"]
    assert "set -euo pipefail" in _read(".ci/run")

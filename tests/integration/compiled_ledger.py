"""The ledger's SQL as dbt compiled it, run in memory: fast enough to try properties on it.

Belongs here: building the project once, replaying its compiled models over other raw tables. Does not: expectations.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipeline.dbt_process import executable
from tests.integration.raw_warehouse import TABLES, Row, fill_raw, write_raw

PROJECT = Path(__file__).parents[2] / "dbt_project"
PARSED = "partial_parse.msgpack"
EXPORTED = (
    "casualties_history",
    "displacement_history",
    "ceasefire_violations_history",
    "ledger_totals",
    "data_quality",
    "ceasefires",
)


def run_dbt(*arguments: str, warehouse: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run dbt in a process of its own, as a refresh does."""
    folders = [
        "--project-dir",
        str(PROJECT),
        "--profiles-dir",
        str(PROJECT),
        "--target-path",
        str(target),
        "--log-path",
        str(target),
    ]
    return subprocess.run(
        [str(executable()), "--no-use-colors", *arguments, *folders],
        env={**os.environ, "CONFLICT_LEDGER_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Ledger:
    """A built warehouse with the artifacts of its build."""

    warehouse: Path
    target: Path
    log: str

    @classmethod
    def build(cls, folder: Path, tables: Mapping[str, Iterable[Row]]) -> "Ledger":
        """Build the whole project over these raw tables, every test included."""
        warehouse, target = folder / "warehouse.duckdb", folder / "target"
        write_raw(warehouse, tables)
        done = run_dbt("build", warehouse=warehouse, target=target)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        return cls(warehouse, target, done.stdout)

    def beside(self, warehouse: Path, target: Path) -> "Ledger":
        """The same project over other raw tables, run as refreshes do, with the references and parse of this one."""
        if not target.exists():
            target.mkdir()
            shutil.copy2(self.target / PARSED, target)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(f"attach '{self.warehouse}' as built (read_only)")
            connection.execute("create schema if not exists reference")
            for name in _reference_tables(connection):
                connection.execute(f"create or replace table reference.{name} as from built.reference.{name}")
        return Ledger(warehouse, target, "")

    def run(self, *options: str) -> None:
        """Run the models, keeping of an earlier run what has not changed."""
        done = run_dbt("run", *options, warehouse=self.warehouse, target=self.target)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

    def exported(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every exported table of the warehouse, sorted."""
        return {name: self.rows(f"from {name} order by all") for name in EXPORTED}

    def change(self, statement: str) -> None:
        """Change the warehouse behind the back of dbt."""
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the built warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()

    @cached_property
    def _models(self) -> list[tuple[str, str]]:
        """Name and statement of every model, each after those that it reads."""
        nodes = json.loads((self.target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
        models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
        ordered: list[tuple[str, str]] = []
        done: set[str] = set()
        while len(done) < len(models):
            for key, node in models.items():
                if key not in done and done.issuperset(need for need in node["depends_on"]["nodes"] if need in models):
                    done.add(key)
                    path = self.target / "compiled" / "conflict_ledger" / node["original_file_path"]
                    kind = "view" if node["config"]["materialized"] == "view" else "table"
                    sql = path.read_text(encoding="utf-8")
                    ordered.append(
                        (
                            f"{node['schema']}.{node['alias']}",
                            f"create or replace {kind} {node['schema']}.{node['alias']} as {sql}",
                        )
                    )
        return ordered

    @cached_property
    def memory(self) -> duckdb.DuckDBPyConnection:
        """An empty copy of the warehouse in memory, with the reference tables."""
        connection = duckdb.connect()
        connection.execute(f"attach '{self.warehouse}' as built (read_only)")
        connection.execute("attach ':memory:' as warehouse")
        connection.execute("use warehouse")
        for schema in ("raw", "reference", "staging", "intermediate"):
            connection.execute(f"create schema {schema}")
        for name in _reference_tables(connection):
            connection.execute(f"create table reference.{name} as from built.reference.{name}")
        connection.execute("detach built")
        return connection

    def replay(self, tables: Mapping[str, Iterable[Row]]) -> dict[str, list[tuple[Any, ...]]]:
        """What the ledger would be over other raw tables: every exported table, sorted."""
        fill_raw(self.memory, tables)
        return self.rebuild()

    def replay_file(self, warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
        """What the ledger would be over the raw tables of a file."""
        self.memory.execute(f"attach '{warehouse}' as other (read_only)")
        for name in TABLES:
            self.memory.execute(f"create or replace table raw.{name} as from other.raw.{name}")
        self.memory.execute("detach other")
        return self.rebuild()

    def rebuild(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every exported table, sorted, over the raw tables that are there."""
        for _, statement in self._models:
            self.memory.execute(statement)
        return {name: self.memory.execute(f"from {name} order by all").fetchall() for name in EXPORTED}


def _reference_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = "select table_name from duckdb_tables() where database_name = 'built' and schema_name = 'reference'"
    return [name for (name,) in connection.execute(query).fetchall()]

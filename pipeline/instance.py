"""The Dagster instance of a data folder: where runs and events are kept.

Belongs here: its folder, its settings, its event log. Does not: definitions, running anything.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as db
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy.pool import StaticPool

from pipeline.settings import Settings
from pipeline.store import write_atomically

# Runs are few and short; checking for stale ones by heartbeat is left off as in Dagster's own default.
_CONFIG = """\
# Written by conflict-ledger; changes here are overwritten.
telemetry:
  enabled: false
event_log_storage:
  module: pipeline.instance
  class: EventLog
  config:
    base_dir: {base_dir}
freshness:
  enabled: true
# Sources may be fetched side by side, each run a process; the tables they write one by one, because a run holds the
# folder's lock while it does.
concurrency:
  runs:
    max_concurrent_runs: 4
"""
_BUSY_SECONDS = 60
PROCESS_TAG = "conflict_ledger/process"
_OPEN = (dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED)
# The index and a few runs; the daemon and the page look at many runs one after the other.
_MOST_ENGINES = 8


class EventLog(SqliteEventLogStorage):
    """Dagster's event log in SQLite, keeping its connections.

    A refresh writes some 600 events in 1,600 transactions. Dagster opens and closes a connection for each, which
    compiles every statement anew and waits for the disk twice: 20 ms an event and more on a busy disk. With connections
    kept, and the disk waited for at checkpoints only, it is 3 ms.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, db.engine.Engine] = OrderedDict()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> "EventLog":
        """As Dagster makes it from the instance's settings."""
        return cls(inst_data=inst_data, **config_value)

    def has_table(self, table_name: str) -> bool:
        """Whether the index has this table, which is asked twice for each check. What is there stays."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.engine.Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> db.engine.Engine:
        if shard not in self._engines:
            self._engines[shard] = _open(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        while len(self._engines) > _MOST_ENGINES:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]

    def dispose(self) -> None:
        """Close what is open."""
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1].dispose()
        super().dispose()


def _open(address: str) -> db.engine.Engine:
    # One connection per file is enough: the lock lets one thread in at a time.
    engine = db.create_engine(
        address, poolclass=StaticPool, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}
    )
    db.event.listen(engine, "connect", _wait_at_checkpoints)
    return engine


def _wait_at_checkpoints(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")


def home(settings: Settings) -> Path:
    """The folder of the instance, made ready."""
    folder = settings.data_dir / "dagster"
    config = _CONFIG.format(base_dir=_yaml_string(folder / "events")).encode()
    path = folder / "dagster.yaml"
    if not path.exists() or path.read_bytes() != config:
        write_atomically(path, config)
        # Dagster's page opens with a form for its newsletter until this file is there.
        write_atomically(folder / ".nux" / "nux.yaml", b"seen: 1\n")
    return folder


def environment(settings: Settings) -> dict[str, str]:
    """What Dagster reads from the environment to find the instance, and to keep quiet."""
    return {"DAGSTER_HOME": str(home(settings)), "DAGSTER_DISABLE_TELEMETRY": "1"}


def enter(settings: Settings) -> None:
    """Make this process use the instance."""
    os.environ.update(environment(settings))


def close_orphans(instance: dg.DagsterInstance) -> None:
    """Runs whose process was killed would be shown as going on for ever: tell that they have failed."""
    for run in instance.get_runs(dg.RunsFilter(statuses=list(_OPEN))):
        process = run.tags.get(PROCESS_TAG)
        if process is not None and not _is_alive(int(process)):
            instance.report_run_failed(run, f"its process {process} was killed")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _yaml_string(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"

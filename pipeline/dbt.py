"""The dbt project seen from outside: its version, its manifest, where its artifacts go.

Belongs here: parsing the project when its manifest is missing or stale, so that a fresh clone imports.
Does not: models (`dbt_project`), the assets made of them (`pipeline.assets.marts`), running it (`dbt_process`).
"""

import os
import shutil
import subprocess
from pathlib import Path

from pipeline.collector import relax_collector
from pipeline.dbt_process import executable
from pipeline.settings import Settings
from pipeline.stages.versions import files_hash

WAREHOUSE_VARIABLE = "CONFLICT_LEDGER_WAREHOUSE"
MEMORY_VARIABLE = "CONFLICT_LEDGER_WAREHOUSE_MEMORY_MB"
_PARTIAL_PARSE = "partial_parse.msgpack"


class DbtError(RuntimeError):
    """The dbt project cannot be used; the message holds what dbt said."""


def main() -> None:
    """dbt with the garbage collector kept from running: one invocation makes no garbage worth collecting.

    A quarter of dbt's time (11 s to 8 s of processor for our models) goes into looking for cycles among its many
    long-lived objects.
    """
    relax_collector()
    from dbt.cli.main import cli

    cli()


def project_version(settings: Settings) -> str:
    """Changes when a model, test, macro, reference table or the description of one does."""
    project, reference = settings.dbt_project_dir, settings.reference_dir
    paths = [project / "dbt_project.yml", project / "profiles.yml", *reference.rglob("*")]
    for folder in ("models", "macros", "tests"):
        paths += (project / folder).rglob("*")
    return files_hash(path for path in paths if path.is_file())


def target_dir(settings: Settings) -> Path:
    """Artifacts of this data folder's builds; kept, because dbt parses only what changed since the last one."""
    return settings.build_dir / "dbt" / "target"


def manifest_path(settings: Settings) -> Path:
    """The manifest of the project as it is now; parsed first if there is none yet."""
    folder = settings.build_dir / "dbt"
    manifest = folder / f"manifest-{project_version(settings)}.json"
    if not manifest.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _parse(settings, manifest)
        for stale in folder.glob("manifest-*.json"):
            if stale != manifest:
                stale.unlink(missing_ok=True)
    return manifest


def environment(settings: Settings) -> dict[str, str]:
    """What the project reads from the environment."""
    return {
        WAREHOUSE_VARIABLE: str(settings.warehouse_path),
        MEMORY_VARIABLE: str(settings.warehouse_memory_mb),
    }


def _parse(settings: Settings, manifest: Path) -> None:
    target = manifest.parent / f"parse-{os.getpid()}"
    project = str(settings.dbt_project_dir)
    command = [str(executable()), "parse", "--quiet", "--project-dir", project, "--profiles-dir", project]
    command += ["--target-path", str(target), "--log-path", str(target)]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command,
            env=os.environ | environment(settings) | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise DbtError(f"the dbt project {project} does not parse:\n{done.stdout}{done.stderr}")
        (target / "manifest.json").replace(manifest)
        _keep_parse(target, target_dir(settings))
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _keep_parse(parsed: Path, target: Path) -> None:
    """Hand the parse on to the first build."""
    if not (target / _PARTIAL_PARSE).exists() and (parsed / _PARTIAL_PARSE).exists():
        target.mkdir(parents=True, exist_ok=True)
        (parsed / _PARTIAL_PARSE).replace(target / _PARTIAL_PARSE)

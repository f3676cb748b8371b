"""Settings: one typed object, read when it is asked for.

Belongs here: what an operator may change, its default and its check. Does not: constants of the extraction, which are
knowledge rather than taste, nor anything that reads a setting from the environment by itself.

In order of weight: values given in code, environment (`CONFLICT_LEDGER_DATA_DIR` ...), settings file, defaults. The
file is the one named by `CONFLICT_LEDGER_SETTINGS_FILE`, else `conflict-ledger.toml` in the working directory, else
beside `pyproject.toml`. Relative paths in the file are relative to the file; others to the working directory.
"""

import difflib
import os
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "CONFLICT_LEDGER_"
FILE_NAME = "conflict-ledger.toml"
_PROJECT_DIR = Path(__file__).resolve().parents[1]
_MIB = 1024 * 1024


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it, its value and what would do."""


class Settings(BaseSettings):
    """Everything an operator may change. Make it with `load_settings`, which words the errors."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    project_dir: Path = Field(_PROJECT_DIR, description="The folder that holds dbt_project/ and seeds/.")
    data_dir: Path = Field(
        default_factory=lambda data: data["project_dir"] / "data", description="Where everything generated lies."
    )
    inbox_dir: Path = Field(
        default_factory=lambda data: data["data_dir"] / "inbox", description="A folder that every refresh reads."
    )
    documents_dir: Path = Field(
        default_factory=lambda data: data["project_dir"] / "seeds" / "documents",
        description="The sample reports: the input when no other is named.",
    )
    reference_dir: Path = Field(
        default_factory=lambda data: data["project_dir"] / "seeds" / "reference",
        description="The vocabularies: actors, speakers, outlets, truces, places.",
    )
    dbt_project_dir: Path = Field(
        default_factory=lambda data: data["project_dir"] / "dbt_project", description="The dbt project."
    )
    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default_factory=lambda data: (str(data["documents_dir"]),),
        description="Files, folders and patterns to read beside the inbox; in the environment separated like PATH.",
    )
    sources_file: Path = Field(
        default_factory=lambda data: data["project_dir"] / "sources.yaml",
        description="The sources beside these: feeds, pages, interfaces and folders; none if the file is not there.",
    )
    # The longest reports of the UN's commissions of inquiry run to a megabyte of text; a saved page with its scripts to
    # a few. Ten is far from both and still bounds a worker's memory.
    max_document_bytes: int = Field(10 * _MIB, ge=1024, description="A longer file or JSONL line goes to quarantine.")
    # A report takes some 20 kB with its claims and traces: a shard stays under 100 MB.
    shard_documents: int = Field(2000, ge=1, le=100_000, description="Documents per Parquet shard.")
    # 100,000 claims are built in less; a join that wants more goes on in a folder beside the warehouse.
    warehouse_memory_mb: int = Field(
        4096, ge=512, description="What DuckDB holds at most (MB) while tables are loaded and built."
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    now: datetime | None = Field(
        None, description="A fixed clock (ISO 8601, UTC unless said) for repeatable runs; the system's clock if absent."
    )
    contact: str | None = Field(
        None,
        min_length=5,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A mail or web address of yours; servers that are asked are told it in the user agent.",
    )
    refresh_cron: str = Field("0 5 * * *", description="When the daily schedule refreshes, in UTC.")
    inbox_poll_seconds: int = Field(30, ge=1, description="How often the inbox sensor looks.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Code before environment before file."""
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=_read_settings_file())

    @field_validator(
        *("project_dir", "data_dir", "inbox_dir", "documents_dir", "reference_dir", "dbt_project_dir", "sources_file"),
        mode="after",
    )
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return Path(os.path.abspath(value.expanduser()))  # noqa: PTH100  (resolve() would follow links)

    @field_validator("data_dir", mode="after")
    @classmethod
    def _folder_or_nothing(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError("is a file, must be a folder or a name that is free")
        return value

    @field_validator("sources", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("now", mode="before")
    @classmethod
    def _iso_only(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value.strip())
            except ValueError:
                raise ValueError("must be a date or time in ISO 8601, as 2020-01-31 or 2020-01-31T06:00:00Z") from None
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, time())
        return value

    @field_validator("now", mode="after")
    @classmethod
    def _utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    @field_validator("refresh_cron", mode="after")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if len(value.split()) != 5:
            raise ValueError("must be a cron line of five fields, as '0 5 * * *'")
        return value

    @property
    def build_dir(self) -> Path:
        """Where work in progress lies; nothing in it is published."""
        return self.data_dir / "build"

    @property
    def shards_dir(self) -> Path:
        """Where the text stages leave their Parquet shards."""
        return self.build_dir / "shards"

    @property
    def archive_dir(self) -> Path:
        """Where lies what was fetched from the network: the one thing here that cannot be built anew."""
        return self.data_dir / "archive"

    @property
    def warehouse_path(self) -> Path:
        """The DuckDB file that the pipeline works in."""
        return self.build_dir / "warehouse.duckdb"

    @property
    def published_path(self) -> Path:
        """The DuckDB file for readers, only ever replaced whole."""
        return self.data_dir / "conflict_ledger.duckdb"

    @property
    def report_path(self) -> Path:
        """The page for people."""
        return self.data_dir / "report" / "index.html"

    @property
    def exports_dir(self) -> Path:
        """Where exports lie, one folder each."""
        return self.data_dir / "exports"

    def clock(self) -> datetime:
        """The time now in UTC: the fixed one if there is one."""
        return self.now or datetime.now(UTC)


def load_settings(**given: Any) -> Settings:
    """The settings as they stand now; values in `given` win, None among them means not given."""
    _refuse_near_misses()
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from error


def _read_settings_file() -> dict[str, Any]:
    path = _settings_file()
    if path is None:
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"settings file {path} is not valid TOML: {error}") from error
    for name in values:
        if name not in Settings.model_fields:
            raise SettingsError(f"settings file {path}: unknown setting {name!r}{_suggestion(name)}")
    return {name: _from_folder(path.parent, name, value) for name, value in values.items()}


def _settings_file() -> Path | None:
    named = os.environ.get(PREFIX + "SETTINGS_FILE")
    if named:
        return Path(named).expanduser()
    usual = (Path.cwd() / FILE_NAME, _PROJECT_DIR / FILE_NAME)
    return next((path for path in usual if path.is_file()), None)


def _from_folder(folder: Path, name: str, value: Any) -> Any:
    """Paths of a settings file are relative to it."""
    if name.endswith(("_dir", "_file")) and isinstance(value, str):
        return folder / Path(value).expanduser()
    if name == "sources":
        parts = value.split(os.pathsep) if isinstance(value, str) else value
        return [str(folder / Path(part).expanduser()) if isinstance(part, str) else part for part in parts]
    return value


def _refuse_near_misses() -> None:
    """A misspelt variable would be ignored in silence; other names with the prefix are left to whoever uses them."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {PREFIX + "SETTINGS_FILE"}
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable not in known:
            close = difflib.get_close_matches(variable, known, n=1, cutoff=0.92)
            if close:
                raise SettingsError(f"unknown setting {variable}; did you mean {close[0]}?")


def _suggestion(name: str) -> str:
    close = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(sorted(Settings.model_fields))}"


def _in_words(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        if problem["type"] == "default_factory_not_called":
            continue  # follows from another problem, which is told
        name = str(problem["loc"][0]) if problem["loc"] else ""
        message = problem["msg"].removeprefix("Value error, ")
        lines.append(f"{name} ({PREFIX}{name.upper()}): {message}; it is {str(problem['input'])[:80]!r}")
    return "settings: " + "\n".join(lines)

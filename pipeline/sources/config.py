"""`sources.yaml`: what is fetched and read, checked before anything is.

    contact: desk@example.org
    defaults: {schedule: "@hourly"}
    sources:
      harbour-post: {kind: feed, url: https://harbour.example/rss.xml, licence: CC BY 4.0}
      reports: {kind: folder, paths: [reports/]}

Every mistake is told with its line, all of them at once. Belongs here: the file's form, names, words for what is wrong.
Does not: the options of a kind (its module, through `registry`), fetching.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from pipeline.settings import Settings, SettingsError
from pipeline.sources.fetching import SourceError
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import KINDS, kind_of
from pipeline.sources.yaml_lines import Lines, Place, Problem, YamlError, read_yaml

FOLDER = "folder"
_TOP = ("contact", "defaults", "sources")
_NAME_RULE = "a source's name is made of small letters, digits, - and _, and begins with a letter"


class FolderOptions(SourceOptions):
    """Files of a folder, read where they lie by every refresh."""

    paths: tuple[str, ...] = Field(min_length=1, description="Files, folders and patterns; relative to sources.yaml.")

    @field_validator("schedule", "refresh", "max_documents", "headers_from_env", "manners", mode="before")
    @classmethod
    def _of_the_network(cls, _value: Any) -> Any:
        raise ValueError("a folder is read by every refresh: leave this out")


class _Head(BaseModel):
    """What stands beside the sources."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str | None = Field(None, min_length=5, max_length=200, pattern=r"^[!-~]+$")
    defaults: Mapping[str, Any] = Field(default_factory=dict)
    sources: Mapping[Any, Any] = Field(default_factory=dict)

    @field_validator("defaults", "sources", mode="before")
    @classmethod
    def _nothing(cls, value: Any) -> Any:
        return {} if value is None else value


class SourcesError(SettingsError):
    """A `sources.yaml` that cannot be used; the message names its lines."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a `sources.yaml`, in its order."""

    path: Path
    contact: str | None = None
    all: tuple[SourceOptions, ...] = ()

    @property
    def fetched(self) -> tuple[SourceOptions, ...]:
        """Those that ask the network."""
        return tuple(source for source in self.all if not isinstance(source, FolderOptions))

    @property
    def folders(self) -> tuple[FolderOptions, ...]:
        """Those that read files."""
        return tuple(source for source in self.all if isinstance(source, FolderOptions))

    def named(self, name: str) -> SourceOptions:
        """The source of that name."""
        found = next((source for source in self.all if source.name == name), None)
        if found is None:
            names = [source.name for source in self.all]
            known = ", ".join(names) if names else "there are none"
            raise SourcesError(f"no source {name!r} in {self.path}{_did_you_mean(name, names)} (known: {known})")
        return found


def load_sources(settings: Settings) -> Sources:
    """The sources that the settings name; none where there is no file and none was named."""
    path = settings.sources_file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if "sources_file" in settings.model_fields_set:
            raise SourcesError(f"there is no sources file {path}") from None
        return Sources(path)
    except OSError as error:
        raise SourcesError(f"sources file {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SourcesError(f"sources file {path} is not UTF-8: {error}") from None
    return parse_sources(text, path)


def parse_sources(text: str, path: Path) -> Sources:
    """The sources of a text that stands in `path`."""
    try:
        value, lines = read_yaml(text)
    except YamlError as error:
        raise _error(path, error.problems) from None
    reader = _Reader(lines, path.parent)
    found = reader.read({} if value is None else value)
    if reader.problems:
        raise _error(path, reader.problems)
    return Sources(path, found[0], found[1])


@dataclass(slots=True)
class _Reader:
    """Values to options, gathering what is wrong."""

    lines: Lines
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def read(self, value: Any) -> tuple[str | None, tuple[SourceOptions, ...]]:
        if not isinstance(value, dict):
            self._add((), f"must be keys with values: {', '.join(_TOP)}")
            return None, ()
        try:
            head = _Head.model_validate(value)
        except ValidationError as error:
            self._add_all(error, (), _Head, "")
            return None, ()
        defaults = dict(head.defaults)
        for name in set(defaults) & {"name", "kind", "enabled"}:
            self._add(("defaults", name), f"{name} is said for each source, not for all")
        # A source told wrongly would tell each wrong default again.
        before = len(self.problems)
        self._validated({"name": "defaults", "kind": "any", **defaults}, ("defaults",), SourceOptions, "defaults: ")
        if len(self.problems) > before:
            defaults = {}
        found = [self._source(name, given, defaults) for name, given in head.sources.items()]
        self._refuse_twins([source for source in found if source is not None])
        return head.contact, tuple(source for source in found if source is not None)

    def _source(self, name: Any, given: Any, defaults: dict[str, Any]) -> SourceOptions | None:
        place: Place = ("sources", str(name))
        about = f"source {name}: "
        if not isinstance(given, dict):
            self._add(place, f"{about}must be keys with values, at least its kind: one of {_kinds()}")
            return None
        if "name" in given:
            self._add((*place, "name"), f"{about}its name stands before the colon already")
            return None
        options = self._options_of(given.get("kind"), place, about)
        if options is None:
            return None
        if issubclass(options, FolderOptions):
            defaults = {key: value for key, value in defaults.items() if key in ("publisher", "licence")}
        merged = _merged(defaults, given)
        return self._validated({"name": name, **self._from_folder(merged, options)}, place, options, about)

    def _options_of(self, kind: Any, place: Place, about: str) -> type[SourceOptions] | None:
        if kind is None:
            self._add(place, f"{about}says no kind; one of {_kinds()}")
        elif not isinstance(kind, str):
            self._add((*place, "kind"), f"{about}kind must be one of {_kinds()}")
        elif kind == FOLDER:
            return FolderOptions
        else:
            try:
                return kind_of(kind).options
            except SourceError:
                hint = _did_you_mean(kind, [*KINDS, FOLDER])
                self._add((*place, "kind"), f"{about}unknown kind {kind!r}{hint} (known: {_kinds()})")
        return None

    def _validated(
        self, values: dict[str, Any], place: Place, options: type[SourceOptions], about: str
    ) -> SourceOptions | None:
        try:
            return options.model_validate(values)
        except ValidationError as error:
            self._add_all(error, place, options, about)
            return None

    def _from_folder(self, given: dict[str, Any], options: type[SourceOptions]) -> dict[str, Any]:
        """Paths in the file are relative to the file."""
        paths = given.get("paths")
        if "paths" not in options.model_fields or paths is None:
            return given
        told = [paths] if isinstance(paths, str) else paths
        if isinstance(told, list):
            told = [self._path(item) if isinstance(item, str) else item for item in told]
        return given | {"paths": told}

    def _path(self, path: str) -> str:
        return path if "://" in path else str(self.folder / Path(path).expanduser())

    def _refuse_twins(self, found: list[SourceOptions]) -> None:
        """In Dagster a - becomes a _."""
        first: dict[str, str] = {}
        for source in found:
            plain = source.name.replace("-", "_")
            if plain in first:
                self._add(("sources", source.name), f"source {source.name}: too like the name {first[plain]}")
            first.setdefault(plain, source.name)

    def _add(self, place: Place, words: str) -> None:
        self.problems.append(Problem(self.lines.of(place), words))

    def _add_all(self, error: ValidationError, place: Place, model: type[BaseModel], about: str) -> None:
        for detail in error.errors(include_url=False):
            where = tuple(part for part in detail["loc"] if part != "[key]")
            self._add((*place, *where), about + _in_words(detail, where, model))


def _merged(defaults: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What a source says itself wins; manners are taken together."""
    merged = {**defaults, **given}
    for key, value in defaults.items():
        if isinstance(value, dict) and isinstance(given.get(key), dict):
            merged[key] = {**value, **given[key]}
    return merged


def _in_words(detail: ErrorDetails, where: Place, model: type[BaseModel]) -> str:
    key = ".".join(map(str, where))
    if detail["type"] == "extra_forbidden":
        names = [name for name in _fields(model, where[:-1]) if name != "name"]
        return f"unknown key {key!r}{_did_you_mean(str(where[-1]), names)} (known: {', '.join(sorted(names))})"
    if detail["type"] == "missing":
        return f"{key} is missing"
    if where == ("name",):
        return f"{_NAME_RULE}; it is {str(detail['input'])[:80]!r}"
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    # What stands where the name of a variable should may be the secret itself.
    shown = "" if where[0] == "headers_from_env" else f"; it is {_shown(detail['input'])}"
    return f"{key}: {message}{shown}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return f"{value} (YAML reads the words yes, no, on, off so: in quotes they are text)"
    return repr(value)[:80]


def _fields(model: type[BaseModel], where: Place) -> list[str]:
    """The keys that a model, or one inside it, knows."""
    for part in where:
        inner = model.model_fields[str(part)].annotation if str(part) in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)


def _did_you_mean(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else ""


def _kinds() -> str:
    return ", ".join(sorted([*KINDS, FOLDER]))


def _error(path: Path, problems: list[Problem]) -> SourcesError:
    def told() -> Iterator[str]:
        for problem in sorted(problems, key=lambda problem: problem.line):
            yield f"{path}:{problem.line}: {problem.words}"

    return SourcesError("\n".join(told()))

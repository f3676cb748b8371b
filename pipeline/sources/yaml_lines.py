"""YAML to plain values that know the lines they stand in, so that an error can name the line.

Belongs here: reading one document, keys told twice, where each value stands. Does not: what the values mean (`config`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, and the line in which it stands."""

    line: int
    words: str


class YamlError(ValueError):
    """A text that is no YAML, or says a thing twice; with every line that is wrong as far as can be told."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {problem.line}: {problem.words}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of each key and item, by its place: the keys and indices that lead to it."""

    found: dict[Place, int]

    def of(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it."""
        return next((self.found[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.found), 1)


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader, but a key told twice is an error and not a silent loss."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.problems: list[Problem] = []

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Before anchors are merged: what stands here itself must not stand here twice."""
        first: dict[str, int] = {}
        for key, _ in node.value:
            line = _line(key)
            if key.value in first and first[key.value] != line:
                self.problems.append(Problem(line, f"{key.value!r} stands in line {first[key.value]} already"))
            first.setdefault(key.value if isinstance(key.value, str) else repr(key.value), line)
        super().flatten_mapping(node)


def read_yaml(text: str) -> tuple[Any, Lines]:
    """The value of a text, and where everything stands in it."""
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        raise YamlError([_told(error)]) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlError([Problem(1, f"no valid YAML: {error or 'nested too deeply'}")]) from None
    finally:
        if loader is not None:
            loader.dispose()
    if loader.problems:
        raise YamlError(list(dict.fromkeys(loader.problems)))
    return value, Lines(dict(_places(node, (), frozenset())) if node is not None else {})


def _told(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    words = " ".join(part for part in (error.context, error.problem) if part)
    hint = "; a value with a colon, #, @, * or & must stand in quotes" if error.problem_mark else ""
    return Problem(mark.line + 1 if mark else 1, f"no valid YAML: {words}{hint}")


def _places(node: yaml.Node, place: Place, above: frozenset[int]) -> Iterator[tuple[Place, int]]:
    """Every place below a node; a node that lies in itself is not entered again."""
    yield place, _line(node)
    if id(node) in above:
        return
    inside = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        # Merged keys come first and are overridden by the node's own, as their lines are here.
        for key, value in node.value:
            name = str(key.value)
            yield from _places(value, (*place, name), inside)
            yield (*place, name), _line(key)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(item, (*place, index), inside)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1

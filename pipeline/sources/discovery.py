"""Paths, folders and patterns to the files that they mean.

Belongs here: walking in a stable order, links, permissions, what is no file. Does not: opening a file.
"""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Identity = tuple[int, int]
_NO_FILE = "neither file nor folder (a pipe, socket or device): only files can be read"


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file and the folder whose walk led to it; None if it was asked for by its own name."""

    path: Path
    modified: float
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that leads to no file, and why."""

    path: Path
    reason: str


def find_files(paths: Iterable[str | Path]) -> Iterator[Found | Unreadable]:
    """Every file that the paths mean, once, whatever the order of the paths; hidden ones only when named."""
    roots = sorted({root for path in paths for root in _expand(str(path))}, key=str)
    named: set[Identity] = set()
    folders: list[Path] = []
    for root in roots:
        status = _status(root)
        if isinstance(status, Unreadable):
            yield status
        elif stat.S_ISDIR(status.st_mode):
            folders.append(root)
        elif not stat.S_ISREG(status.st_mode):
            yield Unreadable(root, _NO_FILE)
        elif (identity := (status.st_dev, status.st_ino)) not in named:
            named.add(identity)
            yield Found(root, status.st_mtime)
    walked: set[Identity] = set()
    for folder in folders:
        yield from _walk(folder, walked, named)


def _expand(path: str) -> list[Path]:
    expanded = os.path.expanduser(path)  # noqa: PTH111  (a pattern is no path)
    if glob.has_magic(expanded) and not os.path.lexists(expanded):
        matches = glob.glob(expanded, recursive=True)  # noqa: PTH207  (patterns may be absolute)
        return [Path(match) for match in matches] or [Path(expanded)]
    return [Path(expanded)]


def _status(path: Path) -> os.stat_result | Unreadable:
    try:
        return path.stat()
    except OSError as error:
        return Unreadable(path, _why(path, error))
    except ValueError:
        return Unreadable(path, "no valid path: it holds a NUL character")


def _why(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return "a link that leads nowhere or back to itself: mend or remove it"
    if isinstance(error, FileNotFoundError):
        if glob.has_magic(str(path)):
            return "no file matches this pattern: check its spelling and the folder that it starts from"
        return "no such file or folder: check the spelling"
    if isinstance(error, PermissionError):
        return "no permission to read it: change its mode or run as a user who may"
    return f"cannot be read: {error.strerror or error}"


def _walk(folder: Path, walked: set[Identity], named: set[Identity]) -> Iterator[Found | Unreadable]:
    """Depth first by name, with a stack of our own: folders may lie deeper than Python's."""
    waiting: list[tuple[Path, tuple[Identity, ...]]] = [(folder, ())]
    while waiting:
        path, above = waiting.pop()
        status = _status(path)
        if isinstance(status, Unreadable):
            yield status
            continue
        identity = (status.st_dev, status.st_ino)
        if stat.S_ISREG(status.st_mode):
            if identity not in named:
                yield Found(path, status.st_mtime, folder)
        elif not stat.S_ISDIR(status.st_mode):
            yield Unreadable(path, _NO_FILE)
        elif identity in above:
            yield Unreadable(path, "a link back to a folder that it lies in: not followed, its files are read already")
        elif identity not in walked:
            walked.add(identity)
            names = _names(path)
            if isinstance(names, Unreadable):
                yield names
            else:
                waiting.extend((path / name, (*above, identity)) for name in reversed(names))


def _names(folder: Path) -> list[str] | Unreadable:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208  (names alone)
    except OSError as error:
        return Unreadable(folder, _why(folder, error))

"""An export on disk: the same rows always give the same bytes, and a reader sees the old export or the new one.

Belongs here: frames to bytes, the folder and its exchange. Does not: what the files hold.
"""

import csv
import io
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.exports.model import ExportError, File
from pipeline.exports.package import DESCRIPTOR

_TIME = "%Y-%m-%dT%H:%M:%S%.6fZ"


def content(file: File) -> bytes:
    """The bytes of a file."""
    return _parquet(file.frame) if file.kind == "parquet" else _csv(file)


def exchange(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put an export in the place of the one that was there. Raises `ExportError` when something else stands there."""
    if not _is_free(folder):
        raise ExportError(f"{folder} holds something that is no export of ours; name another folder")
    aside, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{part}") for part in ("new", "old"))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(aside, old)
        aside.mkdir()
        for name, data in files.items():
            (aside / name).write_bytes(data)
        if folder.exists():
            folder.rename(old)
        try:
            aside.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise ExportError(f"writing {folder} failed: {error.strerror or error}") from error
    finally:
        _clear(aside, old)


def _is_free(folder: Path) -> bool:
    """Whether nothing stands there, or an export of ours does."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    with suppress(OSError, ValueError, AttributeError):
        found = json.loads((folder / DESCRIPTOR).read_bytes())
        return str(found.get("name")).startswith("conflict-ledger-")
    return not any(folder.iterdir())


def _clear(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=9, statistics=True, row_group_size=100_000)
    return buffer.getvalue()


def _csv(file: File) -> bytes:
    head = io.StringIO()
    writer = csv.writer(head, lineterminator="\n")
    writer.writerow([field.name for field in file.fields])
    if any(field.tag for field in file.fields):
        writer.writerow([field.tag or "" for field in file.fields])
    lists = [name for name, type_ in file.frame.schema.items() if isinstance(type_, pl.List)]
    flat = file.frame.with_columns(
        pl.Series(name, [_json(value) for value in file.frame[name].to_list()], dtype=pl.String) for name in lists
    )
    body = flat.write_csv(include_header=False, datetime_format=_TIME, date_format="%Y-%m-%d", null_value="")
    return head.getvalue().encode() + body.encode()


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)

"""A folder with everything that goes wrong, put through reading and parsing: each has its row, the good ones stay."""

import gzip
import json
import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.line import Line
from pipeline.settings import load_settings
from pipeline.stages import articles, ingest
from pipeline.stages.frames import ARTICLES, QUARANTINE

GOOD = (
    "Rockets hit a bakery in the old town\n\n"
    "Rockets struck a bakery in the old town on Monday, rescuers said. Four people were killed and nine hurt.\n\n"
    "The bakery had opened that morning after a month without flour, a worker told reporters at the hospital.\n"
)
RECORD = {"id": "r1", "title": "Rockets hit a bakery", "text": GOOD.split("\n\n", 1)[1]}
CHROME = "Skip to content\n\nHome\n\nSubscribe to our newsletter\n\nRead more\n\nShare this\n\nFollow us\n"
CHROME_HTML = "".join(f"<p>{line}</p>" for line in CHROME.splitlines() if line)


def _write(path: Path, content: bytes | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _loop(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "again").symlink_to(path)


def _jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


NOISE = random.Random(7).randbytes(20_000)
# What is put into the folder, and the quarantine rows that it must leave: uri, stage, words of the reason.
BAD: dict[str, tuple[Callable[[Path], None], list[tuple[str, str, str]]]] = {
    "empty file": (lambda d: _write(d / "x.txt", ""), [("x.txt", "source", "empty file")]),
    "only page chrome": (lambda d: _write(d / "x.txt", CHROME), [("x.txt", "text", "no text but page furniture")]),
    "only page chrome in HTML": (
        lambda d: _write(d / "x.html", f"<html><body><nav><a href='/'>Home</a></nav>{CHROME_HTML}</body></html>"),
        [("x.html", "text", "no text but page furniture")],
    ),
    "binary named .txt": (lambda d: _write(d / "x.txt", NOISE), [("x.txt", "decode", "binary")]),
    "picture named .txt": (
        lambda d: _write(d / "x.txt", b"\x89PNG\r\n\x1a\n" + NOISE),
        [("x.txt", "source", "a PNG picture")],
    ),
    "nothing but NUL bytes": (lambda d: _write(d / "x.txt", bytes(5000)), [("x.txt", "decode", "binary")]),
    "truncated gzip": (
        lambda d: _write(d / "x.jsonl.gz", gzip.compress(_jsonl({"id": "r9", "text": NOISE.hex()}))[:-9000]),
        [("x.jsonl.gz#L1", "source", "gzip stream breaks off")],
    ),
    "broken JSONL line in the middle": (
        lambda d: _write(d / "x.jsonl", _jsonl(RECORD) + b'{"text": "cut\n' + _jsonl(RECORD)),
        [("x.jsonl#L2", "source", "not valid JSON at column")],
    ),
    "missing field": (
        lambda d: _write(d / "x.jsonl", _jsonl({"id": "r1", "title": "no text"})),
        [("x.jsonl#L1", "source", "field 'text' is missing")],
    ),
    "wrong types": (
        lambda d: _write(d / "x.jsonl", _jsonl({"text": 7}, RECORD | {"title": ["a"]}, [1])),
        [
            ("x.jsonl#L1", "source", "'text' must be text, is a number"),
            ("x.jsonl#L2", "source", "'title' must be text or null, is a list"),
            ("x.jsonl#L3", "source", "must be a JSON object"),
        ],
    ),
    "path that does not exist": (lambda d: None, [("nowhere", "source", "no such file or folder")]),
    "symlink loop": (lambda d: _loop(d / "x"), [("x/again", "source", "link back to a folder")]),
    "link to itself": (
        lambda d: (d / "x.txt").symlink_to(d / "x.txt"),
        [("x.txt", "source", "leads nowhere or back to itself")],
    ),
    "pipe": (lambda d: os.mkfifo(d / "x.txt"), [("x.txt", "source", "neither file nor folder")]),
    "unknown ending": (lambda d: _write(d / "x.docx", b"PK"), [("", "source", "files ending in .docx are ignored")]),
}


def _line(tmp_path: Path, *paths: Path) -> Line:
    return Line(
        load_settings(
            data_dir=tmp_path / "data", sources=tuple(map(str, paths)), project_dir=tmp_path, now="2020-01-31",
            reference_dir=load_settings().reference_dir,
        )
    )  # fmt: skip


def _quarantine(line: Line) -> list[tuple[str, str, str]]:
    read = [line.store.read(stage, "quarantine", QUARANTINE) for stage in (ingest.STAGE, articles.STAGE)]
    rows = pl.concat(read).sort("uri").iter_rows(named=True)
    return [(row["uri"].removeprefix("in").lstrip("/"), row["stage"], row["reason"]) for row in rows]


def _refresh(line: Line) -> tuple[ingest.Scan, articles.Parsed]:
    return line.ingest(), line.parse()


@pytest.mark.parametrize("case", sorted(BAD))
def test_bad_input_has_its_quarantine_rows_and_the_rest_goes_on(tmp_path: Path, case: str) -> None:
    make, expected = BAD[case]
    folder = tmp_path / "in"
    _write(folder / "good.txt", GOOD)
    make(folder)
    line = _line(tmp_path, folder, *([tmp_path / "in" / "nowhere"] if "not exist" in case else []))
    scan, parsed = _refresh(line)
    assert [row[:2] for row in _quarantine(line)] == [row[:2] for row in expected]
    for (_, _, reason), (_, _, words) in zip(_quarantine(line), expected, strict=True):
        assert words in reason
    assert scan.balanced
    assert parsed.read == parsed.articles + parsed.quarantined
    texts = line.store.read(articles.STAGE, "articles", ARTICLES, ["text"])["text"].to_list()
    assert GOOD.strip() in texts


def test_all_of_it_at_once_is_sorted_out_once_and_known_ever_after(tmp_path: Path) -> None:
    expected = []
    for number, case in enumerate(sorted(BAD)):
        make, rows = BAD[case]
        folder = tmp_path / "in" / f"{number:02}"
        folder.mkdir(parents=True)
        make(folder)
        expected += [(f"{number:02}/{uri}" if uri else "", stage) for uri, stage, _ in rows if uri != "nowhere"]
    _write(tmp_path / "in" / "good.txt", GOOD)
    line = _line(tmp_path, tmp_path / "in")
    _refresh(line)
    assert [(uri, stage) for uri, stage, _ in _quarantine(line)] == sorted(expected)
    scan, parsed = _refresh(line)
    assert (scan.new, parsed.read) == (0, 0)
    assert _quarantine(line) == _quarantine(_line(tmp_path, tmp_path / "in"))


def test_a_text_with_stray_nul_bytes_is_read_without_them(tmp_path: Path) -> None:
    _write(tmp_path / "in" / "x.txt", GOOD.replace("on Monday", "on\x00 Mon\x00day"))
    line = _line(tmp_path, tmp_path / "in")
    _refresh(line)
    assert _quarantine(line) == []
    [text] = line.store.read(articles.STAGE, "articles", ARTICLES, ["text"])["text"]
    assert "\x00" not in text
    assert "on Monday, rescuers said." in text


def test_two_texts_with_one_id_are_two_documents(tmp_path: Path) -> None:
    later = RECORD | {"text": RECORD["text"].replace("Four", "Five")}
    _write(tmp_path / "in" / "x.jsonl", _jsonl(RECORD, later))
    line = _line(tmp_path, tmp_path / "in")
    _refresh(line)
    ids = line.store.read(articles.STAGE, "articles", ARTICLES, ["document_id"])["document_id"]
    assert ids.n_unique() == 2
    assert _quarantine(line) == []


def test_one_text_under_two_ids_is_two_documents_and_under_two_file_names_one(tmp_path: Path) -> None:
    _write(tmp_path / "in" / "x.jsonl", _jsonl(RECORD, RECORD | {"id": "r2"}))
    _write(tmp_path / "in" / "a.txt", GOOD)
    _write(tmp_path / "in" / "copy.txt", GOOD)
    line = _line(tmp_path, tmp_path / "in")
    _refresh(line)
    ids = line.store.read(articles.STAGE, "articles", ARTICLES, ["document_id"])["document_id"]
    assert ids.n_unique() == 3


def test_markup_and_sql_in_titles_are_words_like_others(tmp_path: Path) -> None:
    title = "Council'); DROP TABLE claims;-- <script>alert(1)</script> & {{ dbt }}"
    _write(tmp_path / "in" / "x.jsonl", _jsonl(RECORD | {"title": title}))
    line = _line(tmp_path, tmp_path / "in")
    _refresh(line)
    [stored] = line.store.read(articles.STAGE, "articles", ARTICLES, ["title"])["title"]
    assert "DROP TABLE claims;--" in stored
    assert "{{ dbt }}" in stored


def test_fifty_megabytes_in_one_line_go_to_quarantine_and_stay_out_of_memory(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    _write(folder / "good.txt", GOOD)
    for name, opening in (("x.txt", b""), ("y.jsonl", b'{"text": "')):
        with (folder / name).open("wb") as file:
            file.write(opening)
            for _ in range(50):
                file.write(b"word " * (1024 * 1024 // 5))
    line = _line(tmp_path, folder)
    tracemalloc.start()
    try:
        _refresh(line)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [(uri, stage) for uri, stage, _ in _quarantine(line)] == [("x.txt", "source"), ("y.jsonl#L1", "source")]
    assert all("50.0 MB in one report, the limit is 10.0 MB" in reason for _, _, reason in _quarantine(line))
    assert peak < 100 * 1024 * 1024

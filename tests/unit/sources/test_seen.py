import os
from pathlib import Path

import pytest

from pipeline.sources import FolderSource
from pipeline.sources.seen import SeenFiles, Unread
from pipeline.text.model import RawDocument, Rejected

STORY = '{"text": "Mortar rounds killed three people in the old town, the mayor said."}\n'


@pytest.fixture(autouse=True)
def _files_settle_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.seen._SETTLED_NS", -(10**12))


def look(folder: Path, version: str = "1", label: str = "", news: bool = False) -> list[str]:
    """What one reading finds: documents, rejections, files that are known."""
    seen = SeenFiles(folder / ".files.json", version)
    told = []
    for item in FolderSource([folder], seen=seen, label=label).read():
        match item:
            case Unread(reports=reports):
                told.append(f"{reports} known")
            case RawDocument():
                told.append("document")
                if news:
                    seen.found_new()
            case Rejected():
                told.append("rejected")
    seen.remember()
    return told


def test_a_file_whose_reports_are_all_known_is_counted_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(STORY * 2)
    assert [look(tmp_path), look(tmp_path), look(tmp_path)] == [["document"] * 2, ["2 known"], ["2 known"]]


def test_a_file_with_news_is_read_until_nothing_in_it_is_new(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(STORY)
    assert [look(tmp_path, news=True), look(tmp_path), look(tmp_path)] == [["document"], ["document"], ["1 known"]]


def test_a_file_of_which_something_was_refused_is_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "half.jsonl").write_text(STORY + "[]\n")
    assert look(tmp_path) == look(tmp_path) == ["document", "rejected"]


def test_a_changed_file_is_read_though_its_size_and_its_time_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(STORY)
    look(tmp_path)
    before = path.stat()
    path.write_text(STORY.replace("three", "seven"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert look(tmp_path) == ["document"]


def test_a_file_touched_a_moment_ago_is_read_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.seen._SETTLED_NS", 10**12)
    (tmp_path / "one.jsonl").write_text(STORY)
    assert look(tmp_path) == look(tmp_path) == ["document"]


def test_a_file_that_grows_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(STORY)
    seen = SeenFiles(tmp_path / ".files.json", "1")
    reading = FolderSource([tmp_path], seen=seen).read()
    next(reading)
    with path.open("a") as file:
        file.write(STORY * 20_000)
    list(reading)
    seen.remember()
    assert set(look(tmp_path)) == {"document"}


@pytest.mark.parametrize("other", [{"version": "2"}, {"label": "another source"}])
def test_other_code_and_another_source_read_a_file_for_themselves(tmp_path: Path, other: dict[str, str]) -> None:
    (tmp_path / "one.jsonl").write_text(STORY)
    look(tmp_path)
    assert look(tmp_path, **other) == ["document"]  # type: ignore[arg-type]


@pytest.mark.parametrize("record", ["", "{", "[]", '{"version": "1"}', '{"version": "1", "files": null}'])
def test_without_a_record_that_can_be_read_everything_is_read(tmp_path: Path, record: str) -> None:
    (tmp_path / "one.jsonl").write_text(STORY)
    (tmp_path / ".files.json").write_text(record)
    assert look(tmp_path) == ["document"]


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(STORY)
    look(tmp_path)
    (tmp_path / "a.jsonl").unlink()
    look(tmp_path)
    assert "a.jsonl" not in (tmp_path / ".files.json").read_text()

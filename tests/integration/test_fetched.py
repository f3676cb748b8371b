"""Documents fetched from the network, on their way through the line."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.line import Line
from pipeline.settings import SettingsError
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import KINDS
from pipeline.stages import balance, ingest
from pipeline.stages.frames import CONTENTS
from tests.integration.conftest import LineMaker

PAGES = ["Four people were killed in Homs on Monday.", "Nine people were injured in Hama on Tuesday."]


def fetch(options: SourceOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    for number, page in enumerate(PAGES):
        yield Fetched(f"https://news.example/{number}", "kept", data=page.encode(), content="text", publisher="Example")
    yield Fetched.failed(FetchError("answers 404 Not Found"), "https://news.example/gone")
    yield Fetched.failed(FetchError("went silent", again="later"), "https://news.example/slow")
    yield Checkpoint({})


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> SourceOptions:
    module = ModuleType("wire_kind")
    module.KIND = Kind("wire", SourceOptions, fetch)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wire_kind", module)
    monkeypatch.setitem(KINDS, "wire", "wire_kind")
    return SourceOptions(name="wire", kind="wire")


def test_fetched_documents_stand_beside_those_of_folders(
    wire: SourceOptions, reports: Path, make_line: LineMaker
) -> None:
    line = make_line("data", reports, contact="desk@example.org")
    first = line.ingest()
    assert line.intake.fetch(wire).kept == 2
    second = line.ingest()
    assert (second.read, second.new) == (first.read + 3, 2), "two reports and the one that is gone"
    assert second.quarantined == first.quarantined + 1
    assert second.balanced
    assert balance.of_sources(line.store).holds
    line.intake.fetch(wire)
    third = line.ingest()
    assert (third.new, third.read, third.balanced) == (0, first.read + 3, True)
    assert line.ingest().read == first.read, "the archive is not read again"
    line.parse()
    found = line.date_documents().filter(line.date_documents()["source"] == "wire")
    assert sorted(found["uri"]) == ["https://news.example/0", "https://news.example/1"]
    assert set(found["publisher"]) == {"Example"}


def test_everything_is_rebuilt_from_the_archive(wire: SourceOptions, reports: Path, make_line: LineMaker) -> None:
    line = make_line("data", reports, contact="desk@example.org")
    line.intake.fetch(wire)
    line.ingest()
    before = contents(line)
    shutil.rmtree(line.settings.build_dir)
    line.ingest()
    assert contents(line) == before
    assert {page.encode() for page in PAGES} <= before


def contents(line: Line) -> set[bytes]:
    return set(line.store.read(ingest.STAGE, "contents", CONTENTS, ["data"])["data"])


def test_nobody_is_asked_without_a_contact(wire: SourceOptions, reports: Path, make_line: LineMaker) -> None:
    with pytest.raises(SettingsError, match="contact is not set"):
        make_line("data", reports).intake.fetch(wire)

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.sources import collect as collecting
from pipeline.sources.archive import Archive, Arrivals
from pipeline.sources.archived import ArchiveSource
from pipeline.sources.collect import Collected, collect, probe
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.options import MissingSecretError, SourceOptions
from pipeline.sources.registry import KINDS
from pipeline.store import Store
from pipeline.text.model import RawDocument, Rejected

Make = Callable[..., Client]


class ToyOptions(SourceOptions):
    kind: str = "toy"
    reports: int = 5


class Toy:
    """A source of numbered reports that goes on from the last one; `fault` is raised behind report `at`."""

    def __init__(self) -> None:
        self.fault: BaseException | None = None
        self.at = -1
        self.states: list[State] = []

    def fetch(self, options: ToyOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
        self.states.append(state)
        first = int(state.get("next", 0 if dates is None else 100))
        yield Fetched("http://toy.example/list", "kept", role="listing", data=b"list")
        for number in range(first, options.reports if dates is None else 103):
            url = f"http://toy.example/{number}"
            if number % 4 == 3:
                yield Fetched.failed(FetchError("answers 404 Not Found", url, status=404))
            else:
                yield Fetched(url, "kept", data=f"<p>Report {number}</p>".encode(), title=f"Report {number}")
            yield Checkpoint({"next": number + 1})
            if self.fault is not None and number == self.at:
                raise self.fault


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    made = Toy()
    module = ModuleType("toy_kind")
    module.KIND = Kind("toy", ToyOptions, made.fetch, dated=True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "toy_kind", module)
    monkeypatch.setitem(KINDS, "toy", "toy_kind")
    monkeypatch.setattr(collecting, "_BATCH", 3)
    return made


def options(**given: Any) -> ToyOptions:
    return ToyOptions(name="wire", publisher="Toy Wire", licence="CC BY 4.0", **given)


def records(archive: Archive, source: str = "wire") -> list[tuple[Any, ...]]:
    wanted = ["url", "role", "outcome", "reason", "raw_hash"]
    return archive.journal.all_fetches(source, wanted).rows()


def titles(source: ArchiveSource) -> list[str]:
    return [item.title or "" if isinstance(item, RawDocument) else f"refused {item.uri}" for item in source.read()]


def counts(found: Collected) -> tuple[int, int, int, int]:
    return found.kept, found.unchanged, found.skipped, found.failed


def test_what_is_fetched_is_kept_with_its_provenance(toy: Toy, archive: Archive, client: Make) -> None:
    found = collect(options(), archive, client())
    assert counts(found) == (4, 0, 0, 1)
    assert (found.requests, found.error, found.more) == (6, None, False)
    rows = archive.journal.all_fetches("wire", ["publisher", "licence", "raw_hash", "bytes"]).rows()
    assert rows[0][:2] == ("Toy Wire", "CC BY 4.0")
    assert [archive.raw.get(row[2]) for row in rows[:2]] == [b"list", b"<p>Report 0</p>"]
    run = archive.journal.runs("wire").row(0, named=True)
    assert (run["new"], run["failed"], run["requests"], run["error"]) == (4, 1, 6, None)


def test_the_next_run_goes_on_from_the_last(toy: Toy, archive: Archive, client: Make) -> None:
    collect(options(), archive, client())
    assert counts(collect(options(), archive, client())) == (0, 0, 0, 0)
    assert counts(collect(options(reports=7), archive, client())) == (2, 0, 0, 0)
    assert toy.states == [{}, {"next": 5}, {"next": 5}]


def test_documents_come_out_of_the_archive_once(toy: Toy, archive: Archive, client: Make, tmp_path: Path) -> None:
    collect(options(), archive, client())
    cursor = tmp_path / "cursor.json"
    source = ArchiveSource(archive, cursor)
    items = list(source.read())
    first, refused = items[0], items[3]
    assert isinstance(first, RawDocument)
    assert (first.source, first.url, first.publisher, first.title) == (
        "wire",
        "http://toy.example/0",
        "Toy Wire",
        "Report 0",
    )
    assert isinstance(refused, Rejected)
    assert refused.reason == "not fetched by source wire: answers 404 Not Found"
    assert len(titles(ArchiveSource(archive, cursor))) == 5, "nothing is remembered before it is stored"
    source.remember()
    assert titles(ArchiveSource(archive, cursor)) == []
    collect(options(reports=6), archive, client())
    assert titles(ArchiveSource(archive, cursor)) == ["Report 5"]


def test_what_may_pass_is_not_quarantined(toy: Toy, archive: Archive, client: Make, tmp_path: Path) -> None:
    toy.fault, toy.at = FetchError("went silent", "http://toy.example/", again="later"), 1
    found = collect(options(), archive, client())
    assert found.error == "http://toy.example/: went silent"
    assert not found.succeeded
    assert titles(ArchiveSource(archive, tmp_path / "c")) == ["Report 0", "Report 1"]
    assert records(archive)[-1][1:4] == ("listing", "failed", "went silent")
    assert archive.journal.runs("wire")["error"].to_list() == [found.error]


def test_a_failed_search_is_told_without_what_was_searched_for(toy: Toy, archive: Archive, client: Make) -> None:
    toy.fault, toy.at = FetchError("went silent", f"http://toy.example/api?query={'word+' * 50}", again="later"), 1
    assert collect(options(), archive, client()).error == "http://toy.example/api?…: went silent"
    assert archive.journal.all_fetches("wire", ["url"])["url"][-1].endswith("word+")


def test_a_fault_of_the_fetcher_is_told(
    toy: Toy, archive: Archive, client: Make, caplog: pytest.LogCaptureFixture
) -> None:
    toy.fault, toy.at = ZeroDivisionError("by s3cret"), 2
    found = collect(options(), archive, client(secrets={"X-Key": "s3cret"}))
    assert found.error == "the fetcher failed: ZeroDivisionError('by ***')"
    assert "ZeroDivisionError: by ***" in caplog.text
    assert "s3cret" not in caplog.text
    toy.fault = None
    assert counts(collect(options(), archive, client())) == (1, 0, 0, 1)


def test_the_limit_of_a_run(toy: Toy, archive: Archive, client: Make) -> None:
    found = collect(options(max_documents=2), archive, client())
    assert (found.kept, found.more) == (2, True)
    found = collect(options(max_documents=2), archive, client())
    assert (found.kept, found.failed, found.more) == (2, 1, True)
    assert not collect(options(max_documents=2), archive, client()).more


def test_the_time_of_a_run(toy: Toy, archive: Archive, client: Make, time: Any) -> None:
    class Slow:
        def scrub(self, text: str) -> str:
            time.passed += 31
            return text

    slow = client()
    slow.scrub = Slow().scrub  # type: ignore[method-assign]
    found = collect(options(max_minutes=1), archive, slow)
    assert (found.kept, found.more) == (1, True)


def test_a_backfill_leaves_the_place_of_daily_runs_alone(toy: Toy, archive: Archive, client: Make) -> None:
    days = DateRange(date(2026, 1, 1), date(2026, 1, 31))
    collect(options(), archive, client())
    assert counts(collect(options(), archive, client(), days)) == (3, 0, 0, 0)
    assert counts(collect(options(), archive, client(), days)) == (0, 0, 0, 0)
    assert archive.journal.position("wire").state == {
        "main": {"next": 5},
        "2026-01-01..2026-01-31": {"next": 103},
    }
    assert archive.journal.runs("wire")["dates"].to_list() == [None, str(days), str(days)]


def test_a_wait_that_was_asked_for_is_kept(toy: Toy, archive: Archive, client: Make, time: Any) -> None:
    toy.fault, toy.at = FetchError("answers 429", again="later", status=429, retry_after=3600), 0
    collect(options(), archive, client())
    found = collect(options(), archive, client())
    assert found.waiting == "the server asked to wait until 2026-03-01T07:00:00+00:00"
    assert len(toy.states) == 1
    time.passed += 3600
    toy.fault = None
    assert counts(collect(options(), archive, client())) == (3, 0, 0, 1)


def test_probing_keeps_nothing(toy: Toy, archive: Archive, client: Make) -> None:
    found = probe(options(), client(), most=3)
    assert [step.url[-4:] for step in found.samples] == ["list", "le/0", "le/1"]
    assert found.succeeded
    assert archive.journal.sources() == []
    toy.fault, toy.at = SourceError("no such query"), 0
    assert probe(options(), client(), most=9).error == "no such query"


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
@pytest.mark.parametrize("step", range(19))
def test_killed_anywhere_and_started_again(
    toy: Toy,
    tmp_path: Path,
    client: Make,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    before: bool,
) -> None:
    whole, cut = Archive(tmp_path / "whole"), Archive(tmp_path / "cut")
    collect(options(reports=8), whole, client())
    done = 0

    def killing(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*given: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            number = done
            if number == step + 1 and before:
                raise Killed
            result = act(*given, **named)
            if number == step + 1:
                raise Killed
            return result

        return acted

    with monkeypatch.context() as patched:
        patched.setattr(Store, "put", killing(Store.put))
        patched.setattr(Arrivals, "put", killing(Arrivals.put))
        patched.setattr(Arrivals, "settle", killing(Arrivals.settle))
        patched.setattr(Path, "replace", killing(Path.replace))
        with pytest.raises(Killed):
            collect(options(reports=8), cut, client())
    collect(options(reports=8), cut, client())
    listing = ("http://toy.example/list", "listing", "kept", None)
    documents = [row for row in records(cut) if row[:4] != listing]
    assert documents == [row for row in records(whole) if row[:4] != listing]
    assert titles(ArchiveSource(cut, tmp_path / "c")) == titles(ArchiveSource(whole, tmp_path / "c"))
    assert not [path for path in (cut.root / "arriving").rglob("*") if path.is_file()]


def test_small_shards_are_merged_and_numbers_stay(
    toy: Toy, archive: Archive, client: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sources.journal._MANY", 4)
    cursor = ArchiveSource(archive, tmp_path / "cursor")
    for reports in range(1, 12):
        collect(options(reports=reports), archive, client())
        assert len(archive.journal.store.shards("wire")) <= 4
        assert len(titles(cursor)) == 1, "what was read is not read again when its shard is merged"
        cursor.remember()
    assert archive.journal.position("wire").state == {"main": {"next": 11}}
    assert len(records(archive)) == 22
    assert archive.journal.runs("wire").height == 11


def test_a_kill_while_merging_doubles_nothing(
    toy: Toy, archive: Archive, client: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for reports in range(1, 5):
        collect(options(reports=reports), archive, client())
    before = records(archive)

    def killed(_: Store, __: str, shards: list[Any]) -> None:
        if shards:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.sources.journal._MANY", 4)
        patched.setattr(Store, "drop", killed)
        with pytest.raises(Killed):
            archive.journal.tidy("wire")
        assert len(archive.journal.store.shards("wire")) == 5
        assert records(archive) == before
        assert len(titles(ArchiveSource(archive, tmp_path / "c"))) == 4
    archive.journal.tidy("wire")
    assert len(archive.journal.store.shards("wire")) == 1
    assert records(archive) == before


def test_damaged_bytes_are_told(toy: Toy, archive: Archive, client: Make, tmp_path: Path) -> None:
    collect(options(reports=2), archive, client())
    hashes = archive.journal.all_fetches("wire", ["raw_hash"])["raw_hash"].to_list()
    paths = [archive.root / "raw" / name[:2] / f"{name}.zst" for name in hashes[1:]]
    paths[0].write_bytes(b"rubbish")
    paths[1].unlink()
    reasons = [item.reason for item in ArchiveSource(archive, tmp_path / "c").read() if isinstance(item, Rejected)]
    assert ["damaged" in reasons[0], "not in the archive" in reasons[1]] == [True, True]


def test_documents_over_the_limit_are_told(toy: Toy, archive: Archive, client: Make, tmp_path: Path) -> None:
    collect(options(reports=1), archive, client())
    item = next(ArchiveSource(archive, tmp_path / "c", max_bytes=5).read())
    assert isinstance(item, Rejected)
    assert "in one report, the limit is" in item.reason


def test_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    source = options(headers_from_env={"X-Key": "WIRE_KEY"})
    monkeypatch.delenv("WIRE_KEY", raising=False)
    with pytest.raises(MissingSecretError, match="needs the environment variable WIRE_KEY"):
        source.secrets()
    monkeypatch.setenv("WIRE_KEY", "word")
    assert source.secrets() == {"X-Key": "word"}
    assert "word" not in repr(source) + source.model_dump_json()
    with pytest.raises(ValueError, match="must name an environment variable"):
        options(headers_from_env={"X-Key": "Bearer abc.def"})


def test_only_what_has_dates_is_fetched_by_dates(archive: Archive, client: Make, toy: Toy) -> None:
    sys.modules["toy_kind"].KIND = Kind("toy", ToyOptions, toy.fetch)  # type: ignore[attr-defined]
    with pytest.raises(SourceError, match="has no dates"):
        collect(options(), archive, client(), DateRange(date(2026, 1, 1), date(2026, 1, 2)))
    with pytest.raises(SourceError, match="did you mean 'toy'"):
        collect(options(kind="tox"), archive, client())

"""Sources in Dagster: one asset each, failing alone, on schedules that are off; and on the command line."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import dagster as dg
import pytest

from pipeline import fetch
from pipeline.assets.sources import ARCHIVE, FETCHED, key_of
from pipeline.assets.text import REPORTS
from pipeline.dbt import manifest_path
from pipeline.definitions import assemble
from pipeline.line import Line
from pipeline.settings import load_settings
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import KINDS
from tests.integration.refreshed import call

FILE = """\
contact: desk@example.org
sources:
  harbour-post: {kind: wire, pages: 2, schedule: "@hourly", licence: CC BY 4.0, publisher: Harbour Post}
  archive-of-old: {kind: wire, pages: 1, refresh: no, schedule: "30 4 * * *"}
  gone: {kind: wire, fails: the feed is gone, schedule: "@daily"}
  later: {kind: wire, enabled: no, schedule: "@daily"}
  reports: {kind: folder, paths: [more], publisher: The desk, licence: public domain}
"""


class WireOptions(SourceOptions):
    pages: int = 0
    fails: str | None = None


def wire(options: WireOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """Pages that are new at first, and nothing from then on; of a range of days, one a day."""
    if options.fails:
        raise FetchError(options.fails, "https://gone.example/feed")
    days = (dates.last - dates.first).days + 1 if dates else 0
    for number in range(state.get("next", 0), days or options.pages):
        page = f"{number + 2} people were killed in Homs on Monday, a medic said, by report {number}."
        yield Fetched(f"https://{options.name}.example/{number}", "kept", data=page.encode(), content="text")
        yield Checkpoint({"next": number + 1})
    yield Fetched.skipped(f"https://{options.name}.example/film", "no page of text")


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("wire_kind")
    module.KIND = Kind("wire", WireOptions, wire, dated=True)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wire_kind", module)
    monkeypatch.setitem(KINDS, "wire", "wire_kind")


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dbt project parsed, which takes seconds and is the same for all data folders."""
    return manifest_path(load_settings(data_dir=tmp_path_factory.mktemp("parsed")))


@pytest.fixture
def data(tmp_path: Path, parsed: Path, gazetteer_cache: Path) -> Path:
    """A data folder that has its manifest and the gazetteer's index, and nothing else."""
    build = tmp_path / "data" / "build"
    (build / "dbt").mkdir(parents=True)
    shutil.copy2(parsed, build / "dbt")
    (build / "cache").symlink_to(gazetteer_cache)
    return tmp_path / "data"


@pytest.fixture
def given(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    (tmp_path / "sources.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "late.txt").write_text("Seven people were killed in Saraqib on 6 March 2020, SANA said.")
    (tmp_path / "none").mkdir()
    monkeypatch.setenv("CONFLICT_LEDGER_SOURCES_FILE", str(tmp_path / "sources.yaml"))
    return {"data_dir": str(data), "sources": [str(tmp_path / "none")]}


@pytest.fixture
def line(given: dict[str, Any]) -> Line:
    return Line(load_settings(**given))


@pytest.fixture
def definitions(given: dict[str, Any]) -> dg.Definitions:
    return assemble(load_settings(**given), given)


@pytest.fixture
def events() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as found:
        yield found


def run(
    definitions: dg.Definitions, events: dg.DagsterInstance, job: str, *keys: dg.AssetKey, **config: Any
) -> dg.ExecuteInProcessResult:
    run_config = {"ops": {"fetch_sources": {"config": config}}} if config else {}
    return definitions.resolve_job_def(job).execute_in_process(
        instance=events, asset_selection=list(keys) or None, raise_on_error=False, run_config=run_config
    )


def materialized(result: dg.ExecuteInProcessResult) -> set[dg.AssetKey]:
    return {event.asset_key for event in result.get_asset_materialization_events() if event.asset_key}


def test_every_source_is_an_asset_that_says_what_it_is(definitions: dg.Definitions) -> None:
    specs = {spec.key: spec for spec in definitions.resolve_all_asset_specs()}
    for name in ("harbour-post", "archive-of-old", "gone", "later", "reports"):
        spec = specs[key_of(name)]
        assert spec.group_name == "sources"
        assert spec.description
        assert spec.owners == ["team:conflict-ledger"]
    assert "switched off" in str(specs[key_of("later")].description)
    assert "CC BY 4.0" in str(specs[key_of("harbour-post")].description)
    assert {dep.asset_key for dep in specs[REPORTS].deps} == {ARCHIVE}
    on = {key_of(name) for name in ("harbour-post", "archive-of-old", "gone", "reports")}
    assert {dep.asset_key for dep in specs[ARCHIVE].deps} == on


def test_freshness_follows_the_schedule(definitions: dg.Definitions) -> None:
    specs = {spec.key: spec for spec in definitions.resolve_all_asset_specs()}
    windows = {
        name: specs[key_of(name)].freshness_policy.fail_window.to_timedelta()  # type: ignore[union-attr]
        for name in ("harbour-post", "archive-of-old")
    }
    assert windows == {"harbour-post": timedelta(hours=3), "archive-of-old": timedelta(hours=49)}


def test_a_source_can_be_materialized_alone(
    definitions: dg.Definitions, events: dg.DagsterInstance, line: Line
) -> None:
    result = run(definitions, events, "fetch_archive_of_old")
    assert result.success
    assert materialized(result) == {key_of("archive-of-old")}
    (event,) = result.get_asset_materialization_events()
    counts = {name: event.materialization.metadata[name].value for name in ("new", "skipped", "dagster/row_count")}
    assert counts == {"new": 1, "skipped": 1, "dagster/row_count": 1}
    assert line.intake.journal.sources() == ["archive-of-old"]


def test_a_source_that_fails_is_red_with_its_reason_and_stops_nobody(
    definitions: dg.Definitions, events: dg.DagsterInstance
) -> None:
    keys = [key_of(name) for name in ("gone", "harbour-post", "archive-of-old", "reports")]
    result = run(definitions, events, "refresh", *keys, REPORTS)
    assert not result.success
    assert materialized(result) == {*(set(keys) - {key_of("gone")}), ARCHIVE, REPORTS}, "the refresh goes on"
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert failure.step_key == "fetch_sources"
    assert "gone: https://gone.example/feed: the feed is gone" in str(failure.step_failure_data.error)
    checks = {check.asset_key: check for check in result.get_asset_check_evaluations() if check.check_name == FETCHED}
    assert {key for key, check in checks.items() if not check.passed} == {key_of("gone")}
    assert checks[key_of("gone")].severity == dg.AssetCheckSeverity.ERROR
    assert "the feed is gone" in str(checks[key_of("gone")].description)


def test_what_is_fetched_is_read_by_the_same_run(
    definitions: dg.Definitions, events: dg.DagsterInstance, line: Line
) -> None:
    run(definitions, events, "refresh", key_of("harbour-post"), key_of("reports"), REPORTS)
    assert line.intake.journal.log().select("source", "kind", "outcome", "new", "skipped").rows() == [
        ("harbour-post", "wire", "new", 2, 1),
        ("reports", "folder", "new", 1, 0),
    ]
    again = run(definitions, events, "refresh", key_of("harbour-post"), key_of("reports"), REPORTS)
    assert again.success
    assert line.intake.journal.log()["outcome"].to_list() == ["new", "new", "nothing_new", "nothing_new"]


def test_documents_of_named_sources_bear_their_names(
    definitions: dg.Definitions, events: dg.DagsterInstance, line: Line
) -> None:
    run(definitions, events, "refresh", key_of("harbour-post"), REPORTS)
    for step in (line.parse, line.date_documents, line.extract, line.load):
        step()
    import duckdb

    with closing(duckdb.connect(str(line.settings.warehouse_path), read_only=True)) as connection:
        found = connection.execute(
            "SELECT source, kind, publisher, licence, url, fetch_id IS NOT NULL, s.raw_hash IS NOT NULL "
            "FROM raw.document_sources AS s JOIN raw.documents USING (document_id, source) ORDER BY ALL"
        ).fetchall()
        assert connection.execute("SELECT count(*) FROM raw.source_log").fetchall() == [(2,)]
    late = line.settings.sources_file.parent / "more" / "late.txt"
    assert found == [
        ("harbour-post", "wire", "Harbour Post", "CC BY 4.0", "https://harbour-post.example/0", True, True),
        ("harbour-post", "wire", "Harbour Post", "CC BY 4.0", "https://harbour-post.example/1", True, True),
        ("reports", "folder", "The desk", "public domain", str(late), False, False),
    ]


def test_a_backfill_is_a_range_of_days_in_the_configuration(
    definitions: dg.Definitions, events: dg.DagsterInstance, line: Line
) -> None:
    key = key_of("archive-of-old")
    days = {"first_day": "2020-01-30", "last_day": "2020-02-01"}
    assert run(definitions, events, "fetch_archive_of_old", key, **days).success
    assert line.intake.journal.log().select("dates", "new").rows() == [("2020-01-30..2020-02-01", 3)]
    assert not run(definitions, events, "fetch_archive_of_old", key, first_day="soon").success
    assert not run(definitions, events, "fetch_archive_of_old", key, last_day="2020-02-01").success


def test_schedules_are_off_and_ask_for_one_run_a_time(definitions: dg.Definitions, tmp_path: Path) -> None:
    names = {schedule.name for schedule in definitions.schedules or []}
    assert names == {"daily_refresh", "fetch_harbour_post", "fetch_archive_of_old", "fetch_gone"}
    schedule = definitions.resolve_schedule_def("fetch_harbour_post")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 * * * *", "UTC")
    at = datetime(2020, 1, 2, 5, tzinfo=UTC)
    job = definitions.resolve_job_def("fetch_harbour_post")
    with dg.DagsterInstance.local_temp(str(tmp_path)) as events:
        with dg.build_schedule_context(instance=events, scheduled_execution_time=at) as context:
            assert len(schedule.evaluate_tick(context).run_requests or []) == 1
        events.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
        with dg.build_schedule_context(instance=events, scheduled_execution_time=at) as context:
            tick = schedule.evaluate_tick(context)
    assert not tick.run_requests
    assert "still goes on" in str(tick.skip_message)


def test_a_schedule_refreshes_after_its_source_unless_it_says_not_to(definitions: dg.Definitions) -> None:
    def keys(job: str) -> set[dg.AssetKey]:
        return set(definitions.resolve_job_def(job).asset_layer.selected_asset_keys)

    assert keys("fetch_archive_of_old") == {key_of("archive-of-old")}
    sources = {key for key in keys("fetch_harbour_post") if key.path[0] == "sources"}
    assert sources == {key_of("harbour-post")}
    assert dg.AssetKey("conflict_ledger") in keys("fetch_harbour_post")
    assert not any(key.path[0] == "sources" for key in keys("refresh_without_fetching"))


def test_two_runs_never_write_at_once(
    definitions: dg.Definitions, events: dg.DagsterInstance, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run holds the folder's lock from when it reads, not while it fetches."""
    held: list[tuple[str, bool]] = []

    def is_locked() -> bool:
        waits: list[str] = []

        class LockedError(Exception):
            pass

        def refuse(message: str) -> None:
            waits.append(message)
            raise LockedError

        try:
            with line.alone(refuse):
                return False
        except LockedError:
            return True

    ingest, fetch_one = Line.ingest, fetch.fetch_one
    monkeypatch.setattr(fetch, "fetch_one", lambda *a: held.append(("fetch", is_locked())) or fetch_one(*a))
    monkeypatch.setattr(Line, "ingest", lambda self: held.append(("read", is_locked())) or ingest(self))
    assert run(definitions, events, "refresh", key_of("harbour-post"), REPORTS).success
    assert held == [("fetch", False), ("read", True)]
    assert not is_locked(), "the run has ended"


def test_without_sources_nothing_is_added(tmp_path: Path, data: Path) -> None:
    settings = load_settings(data_dir=data, sources_file=tmp_path / "sources.yaml")
    (tmp_path / "sources.yaml").write_text("sources: {}\n")
    found = assemble(settings, {})
    assert [spec.key for spec in found.resolve_all_asset_specs() if spec.group_name == "sources"] == [REPORTS]
    assert {job.name for job in found.resolve_all_job_defs() if not job.name.startswith("__")} == {"refresh", "export"}


def test_the_command_line_tells_how_sources_stand(given: dict[str, Any]) -> None:
    data = given["data_dir"]
    before = call("sources", "--data", data)
    assert before.exit_code == 0, before.output
    assert before.stdout.count("never") == 4
    fetched = call("sources", "fetch", "--data", data)
    assert fetched.exit_code == 1
    assert "gone: failed: https://gone.example/feed: the feed is gone" in fetched.stderr
    assert "harbour-post: 2 new, 0 unchanged, 1 skipped" in fetched.stderr
    lines = {line.split()[0]: line for line in call("sources", "--data", data).stdout.splitlines()}
    assert "the feed is gone" in lines["gone"]
    assert "never" in lines["gone"]
    assert "off" in lines["later"]
    assert lines["harbour-post"].split()[5] == "2"


def test_the_page_is_told_what_the_command_line_fetched(given: dict[str, Any], line: Line) -> None:
    from pipeline import instance

    call("sources", "fetch", "harbour-post", "--data", given["data_dir"])
    with dg.DagsterInstance.from_config(str(instance.home(line.settings))) as found:
        assert found.get_latest_materialization_event(key_of("harbour-post")) is not None
        assert found.get_latest_materialization_event(key_of("gone")) is None


def test_a_try_keeps_nothing(given: dict[str, Any], line: Line) -> None:
    checked = call("sources", "check", "--data", given["data_dir"])
    assert checked.exit_code == 1
    assert "✓ harbour-post (wire)" in checked.stdout
    assert "✗ gone (wire): https://gone.example/feed: the feed is gone" in checked.stdout
    assert "✓ later (off, wire)" in checked.stdout
    assert "✓ reports (folder): 1 files to read" in checked.stdout
    assert call("sources", "check", "harbour-post", "--data", given["data_dir"]).exit_code == 0
    assert line.intake.journal.sources() == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sources", "check", "harbor-post"), None, "did you mean 'harbour-post'"),
        (("sources", "fetch", "reports"), None, "is a folder"),
        (("sources", "fetch", "--last", "2020-01-01"), 2, "--first"),
        (("sources", "fetch", "--first", "2020-01-02", "--last", "2020-01-01"), 2, "before"),
    ],
)
def test_wrong_usage_is_told(given: dict[str, Any], arguments: tuple[str, ...], code: int | None, words: str) -> None:
    result = call(*arguments, "--data", given["data_dir"])
    assert result.exit_code != 0
    assert code is None or result.exit_code == code
    assert words in " ".join((result.output + str(result.exception)).split())


def test_a_missing_secret_fails_its_source_alone(given: dict[str, Any], tmp_path: Path) -> None:
    text = FILE + "  secret: {kind: wire, pages: 1, headers_from_env: {Authorization: NO_SUCH_KEY_IS_SET}}\n"
    (tmp_path / "sources.yaml").write_text(text, encoding="utf-8")
    result = call("sources", "fetch", "secret", "harbour-post", "--data", given["data_dir"])
    assert result.exit_code == 1
    assert "secret: failed: source secret needs the environment variable NO_SUCH_KEY_IS_SET" in result.stderr
    assert "harbour-post: 2 new" in result.stderr

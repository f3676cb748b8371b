"""The line in Dagster: one graph that says what it is, checks that block, dbt once, readers' file last."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipeline import instance
from pipeline.dbt import manifest_path
from pipeline.line import Line
from pipeline.stages import balance
from tests.integration.refreshed import Refreshed, start
from tests.integration.world import tables, write_reports

RAW_CHECKED = ("documents", "claims", "violation_reports", "truce_mentions")
CONTRACT = {
    "documents",
    "claims",
    "violation_reports",
    "ceasefires",
    "casualties",
    "casualties_history",
    "displacement",
    "displacement_history",
    "ceasefire_violations",
    "ledger_totals",
    "data_quality",
    "quarantine",
    "refresh_log",
}


@pytest.fixture(scope="module")
def events(refreshed: Refreshed) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.from_config(str(instance.home(refreshed.line.settings))) as found:
        yield found


def specs(refreshed: Refreshed) -> list[dg.AssetSpec]:
    return list(refreshed.definitions().resolve_all_asset_specs())


def specs_of_the_refresh(refreshed: Refreshed) -> list[dg.AssetSpec]:
    return [spec for spec in specs(refreshed) if spec.group_name != "exports"]


def test_a_refresh_ends_well_and_publishes_the_tables_of_the_contract(refreshed: Refreshed) -> None:
    assert refreshed.outcome.exit_code == 0
    assert tables(refreshed.published, "main").keys() | {"refresh_log"} >= CONTRACT
    assert len(tables(refreshed.published, "main")["casualties"]) >= 4


def test_dbt_is_started_once(refreshed: Refreshed) -> None:
    assert refreshed.log.count("Running with dbt") == 1


def test_every_asset_is_green(refreshed: Refreshed, events: dg.DagsterInstance) -> None:
    missing = [
        spec.key
        for spec in specs_of_the_refresh(refreshed)
        if events.get_latest_materialization_event(spec.key) is None
    ]
    assert missing == []
    (run,) = events.get_runs()
    assert run.status == dg.DagsterRunStatus.SUCCESS
    assert run.job_name == "refresh"


def test_every_asset_says_what_it_is_who_has_it_and_where_it_belongs(refreshed: Refreshed) -> None:
    for spec in specs(refreshed):
        assert spec.description, spec.key
        assert spec.owners == ["team:conflict-ledger"], spec.key
        assert spec.kinds, spec.key
        assert spec.group_name != "default", spec.key
    groups = {spec.group_name for spec in specs(refreshed)}
    expected = {"sources", "text", "extraction", "raw", "reference", "staging", "intermediate", "marts", "published"}
    expected.add("exports")
    assert groups == expected


def test_every_table_shows_its_rows_and_columns(refreshed: Refreshed, events: dg.DagsterInstance) -> None:
    for spec in specs_of_the_refresh(refreshed):
        event = events.get_latest_materialization_event(spec.key)
        assert event is not None
        materialization = event.asset_materialization
        assert materialization is not None
        assert "dagster/row_count" in materialization.metadata, spec.key
        if spec.group_name in ("sources", "text", "extraction", "marts"):
            assert "dagster/column_schema" in spec.metadata, spec.key
            assert "| --- |" in str(materialization.metadata["preview"].value), spec.key


def test_marts_promise_to_be_fresh(refreshed: Refreshed) -> None:
    marts = [spec for spec in specs(refreshed) if spec.group_name == "marts"]
    assert len(marts) >= len(CONTRACT)
    assert all(spec.freshness_policy is not None for spec in marts)


def test_pandera_dbt_and_balance_are_checks_and_pass(refreshed: Refreshed, events: dg.DagsterInstance) -> None:
    (run,) = events.get_runs()
    records = events.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
    checks = [record.event_log_entry.asset_check_evaluation for record in records]
    assert [check for check in checks if check is None or not check.passed] == []
    names = {check.check_name for check in checks if check}
    assert {"nothing_lost", "rows_valid"} < names
    assert len(checks) >= 60


def test_the_quarantine_is_counted_where_it_happened(events: dg.DagsterInstance) -> None:
    event = events.get_latest_materialization_event(dg.AssetKey("reports"))
    assert event is not None
    assert event.asset_materialization is not None
    assert event.asset_materialization.metadata["quarantined"].value == 2


def test_nothing_new_is_told_and_costs_no_run(copied: Refreshed) -> None:
    before = tables(copied.published, "main")
    assert copied.again().nothing_new
    assert tables(copied.published, "main") == before


def test_materializing_all_with_nothing_new_leaves_dbt_alone(
    copied: Refreshed, capfd: pytest.CaptureFixture[str]
) -> None:
    before = tables(copied.published, "main")
    with dg.DagsterInstance.from_config(str(instance.home(copied.line.settings))) as found:
        result = copied.definitions().resolve_job_def("refresh").execute_in_process(instance=found)
        assert result.success
        assert len(result.get_asset_materialization_events()) == len(specs_of_the_refresh(copied))
        assert len(result.get_asset_check_evaluations()) >= 60
    assert "Running with dbt" not in capfd.readouterr().out
    assert tables(copied.published, "main") == before


def test_new_reports_are_added_and_the_tables_are_those_of_all_at_once(
    copied: Refreshed, tmp_path: Path, gazetteer_cache: Path
) -> None:
    late = "Published: 6 March 2020\n\nThree people were killed in shelling of Saraqib on Thursday, SANA said."
    write_reports(copied.line.settings.inbox_dir, {"late.txt": late})
    outcome = copied.again()
    assert outcome.problems == []
    assert "resource_type:seed" in copied.log, "seeds and unit tests depend on the project alone"
    with dg.DagsterInstance.from_config(str(instance.home(copied.line.settings))) as found:
        run, _ = found.get_runs()
        told = found.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    groups = {record.asset_key.path[0] for record in told if record.asset_key}
    assert {"raw", "staging", "intermediate", "marts"} <= groups
    assert "reference" not in groups, "nobody waits for the news that nothing changed"
    write_reports(tmp_path / "at_once" / "inbox", {"late.txt": late})
    at_once = start(tmp_path / "at_once", copied.given["sources"], gazetteer_cache, built_by=copied)
    assert exported(copied) == exported(at_once)


def test_a_mart_built_alone_is_not_the_whole_project(copied: Refreshed) -> None:
    write_reports(copied.line.settings.inbox_dir, {"late.txt": "Three people were killed in Saraqib, SANA said."})
    job = copied.definitions().resolve_job_def("refresh")
    before = dg.AssetSelection.groups("sources", "text", "extraction", "raw", "staging")
    wanted = before.resolve(job.asset_layer.asset_graph) | {dg.AssetKey(["marts", "quarantine"])}
    with dg.DagsterInstance.from_config(str(instance.home(copied.line.settings))) as found:
        assert job.execute_in_process(instance=found, asset_selection=list(wanted)).success
    assert not copied.line.is_built()


def test_views_that_refreshes_leave_out_have_no_tests_of_their_own(refreshed: Refreshed) -> None:
    nodes = json.loads(manifest_path(refreshed.line.settings).read_bytes())["nodes"]
    views = {name for name, node in nodes.items() if node["config"].get("materialized") == "view"}
    assert len(views) >= 9
    tests = [node["depends_on"]["nodes"] for node in nodes.values() if node["resource_type"] == "test"]
    assert [seen for seen in tests if seen and views.issuperset(seen)] == []


def exported(refreshed: Refreshed) -> dict[str, list[str]]:
    """All published tables, without the paths that differ and the ids made of them."""
    found = tables(refreshed.published, "main")
    del found["quarantine"]
    return {name: [row.replace(refreshed.given["data_dir"], "") for row in rows] for name, rows in found.items()}


def test_a_failed_blocking_check_keeps_the_published_file(copied: Refreshed, monkeypatch: pytest.MonkeyPatch) -> None:
    before = copied.published.read_bytes()
    write_reports(copied.line.settings.inbox_dir, {"late.txt": "Three people were killed in Saraqib, SANA said."})
    monkeypatch.setattr(balance, "of_publications", lambda store: balance.Balance(read=2, kept=1, quarantined=0))
    outcome = copied.again()
    assert not outcome.succeeded
    assert "check failed: dated_documents: nothing_lost" in outcome.problems
    assert copied.published.read_bytes() == before


def test_a_failed_test_of_dbt_keeps_the_published_file(copied: Refreshed, monkeypatch: pytest.MonkeyPatch) -> None:
    before = copied.published.read_bytes()
    write_reports(copied.line.settings.inbox_dir, {"late.txt": "Three people were killed in Saraqib, SANA said."})
    load = Line.load

    def corrupting(self: Line) -> dict[str, int]:
        rows = load(self)
        with closing(duckdb.connect(str(self.settings.warehouse_path))) as connection:
            connection.execute("INSERT INTO raw.claims FROM raw.claims LIMIT 1")
        return rows

    monkeypatch.setattr(Line, "load", corrupting)
    monkeypatch.setattr(balance, "of_load", lambda *_: dict.fromkeys(RAW_CHECKED, balance.Balance(0, 0, 0)))
    outcome = copied.again()
    assert not outcome.succeeded
    assert any("unique" in problem for problem in outcome.problems), outcome.problems
    assert copied.published.read_bytes() == before


def test_a_run_whose_process_was_killed_is_told_to_have_failed(copied: Refreshed) -> None:
    with dg.DagsterInstance.from_config(str(instance.home(copied.line.settings))) as found:
        tags = {instance.PROCESS_TAG: "999999999"}
        orphan = found.create_run_for_job(copied.definitions().resolve_job_def("refresh"), tags=tags)
        found.report_dagster_event(
            dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, "refresh"), run_id=orphan.run_id
        )
        instance.close_orphans(found)
        closed = found.get_run_by_id(orphan.run_id)
        assert closed is not None
        assert closed.status == dg.DagsterRunStatus.FAILURE


def test_the_schedule_asks_for_one_refresh_a_day_and_is_off(refreshed: Refreshed) -> None:
    schedule = refreshed.definitions().resolve_schedule_def("daily_refresh")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert schedule.job_name == "refresh"
    with dg.build_schedule_context(scheduled_execution_time=datetime(2020, 1, 2, 5, tzinfo=UTC)) as context:
        assert len(schedule.evaluate_tick(context).run_requests or []) == 1


def test_the_sensor_asks_for_a_refresh_when_files_come_or_change(
    refreshed: Refreshed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_DATA_DIR", str(tmp_path))
    sensor = refreshed.definitions().resolve_sensor_def("inbox")
    assert sensor.default_status == dg.DefaultSensorStatus.STOPPED
    cursor: str | None = None

    def look() -> int:
        nonlocal cursor
        with dg.build_sensor_context(cursor=cursor) as context:
            tick = sensor.evaluate_tick(context)
        cursor = tick.cursor
        return len(tick.run_requests or [])

    assert look() == 0, "no inbox"
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / ".gitkeep").touch()
    assert look() == 0, "an empty inbox"
    write_reports(inbox, names=["harbour.txt"])
    assert look() == 1, "a file came"
    assert look() == 0, "nothing new"
    write_reports(inbox, names=["courier.md"])
    assert look() == 1, "another file came"
    (inbox / "courier.md").write_text("Five people were killed in Homs.")
    assert look() == 1, "a file changed"
    (inbox / "courier.md").unlink()
    (inbox / "harbour.txt").unlink()
    assert look() == 0, "an inbox that was emptied"

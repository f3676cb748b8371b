from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("CONFLICT_LEDGER_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_defaults_point_into_the_project() -> None:
    settings = load_settings()
    assert settings.data_dir == settings.project_dir / "data"
    assert settings.inbox_dir == settings.data_dir / "inbox"
    assert settings.sources == (str(settings.documents_dir),)
    assert settings.documents_dir.is_dir()
    assert settings.published_path == settings.data_dir / "conflict_ledger.duckdb"


def test_other_paths_follow_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "d")
    for path in (settings.inbox_dir, settings.warehouse_path, settings.shards_dir, settings.published_path):
        assert path.is_relative_to(tmp_path / "d")


def test_code_wins_over_environment_and_environment_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conflict-ledger.toml").write_text("shard_documents = 1\ninbox_poll_seconds = 1\nlog_level = 'error'\n")
    monkeypatch.setenv("CONFLICT_LEDGER_SHARD_DOCUMENTS", "2")
    monkeypatch.setenv("CONFLICT_LEDGER_INBOX_POLL_SECONDS", "2")
    settings = load_settings(shard_documents=3)
    assert (settings.shard_documents, settings.inbox_poll_seconds, settings.log_level) == (3, 2, "error")


def test_none_given_in_code_means_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_SHARD_DOCUMENTS", "7")
    assert load_settings(shard_documents=None).shard_documents == 7


def test_settings_are_read_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_settings().shard_documents
    monkeypatch.setenv("CONFLICT_LEDGER_SHARD_DOCUMENTS", "11")
    assert load_settings().shard_documents == 11 != before


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_NOW", "")
    assert load_settings().now is None


def test_relative_paths_of_the_file_are_relative_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "etc" / "ledger.toml"
    file.parent.mkdir()
    file.write_text('data_dir = "../store"\nsources = ["reports", "more/*.txt"]\n')
    monkeypatch.setenv("CONFLICT_LEDGER_SETTINGS_FILE", str(file))
    settings = load_settings()
    assert settings.data_dir == tmp_path / "store"
    assert settings.sources == (str(tmp_path / "etc" / "reports"), str(tmp_path / "etc" / "more/*.txt"))


def test_relative_paths_of_the_environment_are_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_DATA_DIR", "here/../store")
    assert load_settings().data_dir == tmp_path / "store"


def test_sources_in_the_environment_are_separated_like_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_SOURCES", "/a:/b/*.txt:")
    assert load_settings().sources == ("/a", "/b/*.txt")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2020-01-31", datetime(2020, 1, 31, tzinfo=UTC)),
        ("2020-01-31T06:30:00", datetime(2020, 1, 31, 6, 30, tzinfo=UTC)),
        ("2020-01-31T06:30:00+02:00", datetime(2020, 1, 31, 4, 30, tzinfo=UTC)),
        ("2020-01-31T06:30:00Z", datetime(2020, 1, 31, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_fixed_clock_stands_still_in_utc(monkeypatch: pytest.MonkeyPatch, given: str, meant: datetime) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_NOW", given)
    assert load_settings().clock() == meant
    assert load_settings().clock().utcoffset() == timedelta(0)


def test_without_a_fixed_clock_time_goes_on() -> None:
    assert abs(load_settings().clock() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_in_the_file_may_be_a_date(tmp_path: Path) -> None:
    (tmp_path / "conflict-ledger.toml").write_text("now = 2020-01-31\n")
    assert load_settings().now == datetime(2020, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SHARD_DOCUMENTS", "many", "(CONFLICT_LEDGER_SHARD_DOCUMENTS): Input should be a valid integer"),
        ("SHARD_DOCUMENTS", "0", "greater than or equal to 1; it is '0'"),
        ("MAX_DOCUMENT_BYTES", "10", "greater than or equal to 1024"),
        ("NOW", "yesterday", "must be a date or time in ISO 8601"),
        ("LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'; it is 'loud'"),
        ("REFRESH_CRON", "daily", "cron line of five fields"),
        ("DATA_DIR", "/dev/null", "is a file, must be a folder"),
        ("SHARD_DOCUMENT", "5", "CONFLICT_LEDGER_SHARD_DOCUMENT; did you mean CONFLICT_LEDGER_SHARD_DOCUMENTS"),
        ("SETTINGS_FILE", "nowhere.toml", "settings file nowhere.toml cannot be read: No such file or directory"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named_with_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"CONFLICT_LEDGER_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert words in str(caught.value)
    assert "default_factory" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("shard_document = 5", "unknown setting 'shard_document'; did you mean 'shard_documents'?"),
        ("colour = 'red'", "unknown setting 'colour'; known are"),
        ("data_dir = ", "is not valid TOML"),
        ("log_level = 3", "log_level"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "conflict-ledger.toml").write_text(content)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert words in str(caught.value)


def test_other_variables_with_the_prefix_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_LEDGER_E2E_BROWSER", "chromium")
    load_settings()


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().shard_documents = 5

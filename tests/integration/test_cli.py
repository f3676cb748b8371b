"""The command line as people use it, on a small world refreshed once."""

import csv
import io
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline import show
from pipeline.lock import refresh_lock
from pipeline.refresh import last_sources
from pipeline.settings import load_settings
from tests.integration.refreshed import Refreshed, call

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(refreshed: Refreshed) -> Path:
    return refreshed.data


def ask(data: Path, statement: str) -> list[list[str]]:
    result = call("sql", "--data", str(data), "--csv", statement)
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout)))[1:]


def test_run_ends_with_a_summary_a_person_can_use(refreshed: Refreshed, data: Path) -> None:
    first_run = refreshed.outcome
    assert first_run.exit_code == 0, first_run.output
    for words in ("documents", "figures", "violations", "quarantined", "seconds", "casualties", "displacement"):
        assert words in first_run.stdout
    assert str(data / "conflict_ledger.duckdb") in first_run.stdout
    assert "conflict-ledger sql" in first_run.stdout
    assert first_run.stdout.count("cas_") == 3


def test_quarantined_rows_are_told_and_are_no_failure(refreshed: Refreshed) -> None:
    assert "no such file or folder" in refreshed.outcome.stdout
    assert "broken.jsonl" in refreshed.outcome.stdout


def test_a_second_run_says_that_nothing_is_new(copied: Refreshed) -> None:
    again = call("run", *copied.given["sources"], "--data", str(copied.data))
    assert again.exit_code == 0
    assert "Nothing new" in again.stdout


def test_sql_shows_a_table_and_nulls_as_dashes(data: Path) -> None:
    result = call("sql", "--data", str(data), "SELECT 1234567 AS people, NULL AS nobody, ['a', 'b'] AS list")
    assert result.exit_code == 0
    assert "1,234,567" in result.stdout
    assert "–" in result.stdout
    assert "a; b" in result.stdout


def test_csv_is_plain(data: Path) -> None:
    assert ask(data, "SELECT 1234567 AS people, NULL AS nobody, 'x, \"y\"' AS words") == [["1234567", "", 'x, "y"']]


def test_amounts_are_grouped_and_names_are_not(data: Path) -> None:
    shown = call("sql", "--data", str(data), "SELECT 169387 AS people, 170062 AS place_id, 2019 AS year").stdout
    assert shown.split()[-3:] == ["169,387", "170062", "2019"]
    (found, *_) = ask(data, "SELECT claim_id, place_id FROM claims WHERE place_id > 999")
    assert found[1] in call("explain", "--data", str(data), found[0]).stdout.split()


@pytest.mark.parametrize("statement", ["SELEC 1", "SELECT * FROM nowhere", "DELETE FROM claims", ""])
def test_sql_that_does_not_work_fails_with_words(data: Path, statement: str) -> None:
    result = call("sql", "--data", str(data), statement)
    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_explain_shows_the_words_behind_a_claim_and_how_fields_were_decided(data: Path) -> None:
    ((claim_id,),) = ask(data, "SELECT claim_id FROM claims WHERE low = 12 AND measure = 'killed'")
    shown = call("explain", "--data", str(data), claim_id).stdout
    assert "“" in shown
    assert "figure: «" in shown
    assert "welve» at" in shown or "12» at" in shown
    assert "2020-03-03" in shown
    assert "how it was decided" in shown
    assert "qualifier" in shown


@pytest.mark.parametrize(
    ("table", "key"),
    [("casualties", "casualty_id"), ("displacement", "displacement_id"), ("ceasefire_violations", "violation_id")],
)
def test_explain_leads_from_a_row_of_the_ledger_to_its_sentences(data: Path, table: str, key: str) -> None:
    for row in ask(data, f"SELECT {key}, reports FROM {table}"):
        shown = call("explain", "--data", str(data), row[0])
        assert shown.exit_code == 0
        assert f"made of {row[1]} statement" in shown.stdout
        assert "“" in shown.stdout


def test_explain_knows_documents_and_says_when_an_id_is_none(data: Path) -> None:
    ((document_id,),) = ask(data, "SELECT document_id FROM documents WHERE title = 'Camps near the border are full'")
    assert "2020-03-05" in call("explain", "--data", str(data), document_id).stdout
    unknown = call("explain", "--data", str(data), "clm_0")
    assert unknown.exit_code == 1
    assert "clm_0 is no id" in unknown.stderr


def test_questions_before_the_first_run_say_what_to_do(tmp_path: Path) -> None:
    for command in (("sql", "SELECT 1"), ("explain", "clm_0")):
        result = call(*command, "--data", str(tmp_path))
        assert result.exit_code == 1
        assert "run `conflict-ledger run` first" in " ".join(result.stderr.split())


@pytest.mark.parametrize("arguments", [("sql",), ("explain",), ("run", "--nothing"), ("dance",), ("ui", "--port", "0")])
def test_wrong_usage_is_exit_code_two(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


def test_a_data_folder_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code = "import sys; sys.argv[1:] = ['run', '--data', sys.argv[1]]; from pipeline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "file")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "must be a folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_questions_do_not_wait_for_heavy_imports() -> None:
    code = (
        "import sys, pipeline.cli, pipeline.show, pipeline.query, pipeline.explain; "
        "print([name for name in ('dagster', 'dbt', 'polars', 'pandera', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_second_refresh_waits_and_says_for_whom(tmp_path: Path) -> None:
    lock, said, entered = tmp_path / "data" / "build" / "refresh.lock", [], threading.Event()

    def second() -> None:
        with refresh_lock(lock, said.append):
            entered.set()

    with refresh_lock(lock, pytest.fail):
        thread = threading.Thread(target=second)
        thread.start()
        assert not entered.wait(0.5)
        assert "is running (process " in said[0]
    assert entered.wait(10)
    thread.join()


def test_the_page_reads_what_the_last_run_read(refreshed: Refreshed) -> None:
    assert list(last_sources(load_settings(data_dir=refreshed.data))) == refreshed.given["sources"]


def test_before_the_first_run_the_page_reads_the_samples(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path)
    assert last_sources(settings) == settings.sources


def test_the_summary_says_how_to_call_the_program_where_the_shell_does_not_find_it(
    refreshed: Refreshed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "  conflict-ledger sql" in refreshed.outcome.stdout
    program = tmp_path / ".venv" / "bin" / "conflict-ledger"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(program), "run"])
    assert show._command() == ".venv/bin/conflict-ledger"
    monkeypatch.setenv("PATH", str(program.parent))
    assert show._command() == "conflict-ledger"

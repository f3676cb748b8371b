"""The command line: `conflict-ledger run`, `ui`, `sql`, `explain`, `sources`, `export`, `report`.

Belongs here: arguments, words, tables and bars for people, exit codes. Does not: work. Imports of weight stand inside
the commands, so that `sql` and `explain` answer at once.
"""

import csv
import os
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from pipeline import cli_sources
from pipeline.collector import relax_collector
from pipeline.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.progress import Listener
    from pipeline.sources.collect import Collected

app = typer.Typer(
    name="conflict-ledger",
    help="Raw conflict reports in; tables of displacement, casualties and ceasefire violations out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_sources.app, name="sources")
err = Console(stderr=True)
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The data folder.", show_default="data/ of the project")
]


@app.command()
def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]…",
            help="Files, folders or patterns to read beside the inbox.",
            show_default="seeds/documents",
        ),
    ] = None,
    data: DataOption = None,
    full: Annotated[bool, typer.Option("--full", help="Extract everything again, also what is known.")] = False,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Ask no network: read what is there.")] = False,
) -> None:
    """Fetch and read reports, extract what they say, rebuild and publish the tables."""
    relax_collector()
    from pipeline import show
    from pipeline.refresh import fetch, refresh

    given = _given(data, paths)
    settings = _settings(given)
    with _progress():
        runs = [] if no_fetch else fetch(settings, _say, _say_run)
        outcome = refresh(settings, given, full, _say)
    if not outcome.succeeded:
        show.failure(outcome, settings)
        raise typer.Exit(1)
    show.success(outcome, settings)
    failed = [run.source for run in runs if run.error is not None]
    if failed:
        _fail(f"The tables are those of what could be had: of {len(runs)} sources failed {', '.join(failed)}.")


@app.command()
def ui(
    data: DataOption = None,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 3000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the Dagster page on this data folder; stop it with Ctrl-C."""
    from pipeline import instance
    from pipeline.refresh import last_sources

    settings = _settings(_given(data, None))
    environment = instance.environment(settings) | {"CONFLICT_LEDGER_DATA_DIR": str(settings.data_dir)}
    # What the last refresh read is what the page's refreshes read, unless the environment says otherwise.
    environment = {"CONFLICT_LEDGER_SOURCES": os.pathsep.join(last_sources(settings))} | os.environ | environment
    # Dagster's processes import this package by name, also when it is not installed.
    paths = [str(settings.project_dir), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    workspace = settings.project_dir / "workspace.yaml"
    command = [str(Path(sys.executable).parent / "dagster"), "dev", "-w", str(workspace), "-p", str(port), "-h", host]
    err.print(f"Dagster is starting on http://{host}:{port} (Ctrl-C stops it)", highlight=False)
    try:
        done = subprocess.run(command, cwd=settings.project_dir, env=environment, check=False)  # noqa: S603
    except KeyboardInterrupt:
        return
    raise typer.Exit(1 if done.returncode else 0)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One SQL statement.", metavar="SQL")],
    data: DataOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Give all rows as CSV.")] = False,
) -> None:
    """Ask the published tables."""
    from pipeline import show
    from pipeline.query import QueryError, ask

    try:
        columns, rows = ask(_settings(_given(data, None)).published_path, statement)
    except QueryError as error:
        _fail(str(error))
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([show.plain(value) for value in row] for row in rows)
        return
    show.rows_table(columns, list(rows))


@app.command()
def explain(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim, ledger row or document.")],
    data: DataOption = None,
) -> None:
    """Show the words that a number came from, and how each field was decided."""
    from pipeline import show
    from pipeline.explain import LedgerRow, Statement
    from pipeline.explain import explain as find
    from pipeline.query import QueryError

    settings = _settings(_given(data, None))
    try:
        found = find(settings.published_path, settings.shards_dir, identifier)
    except QueryError as error:
        _fail(str(error))
    if isinstance(found, Statement):
        show.statement(found)
    elif isinstance(found, LedgerRow):
        show.ledger_row(found)
    else:
        show.document_row(found)


@app.command()
def export(
    format_name: Annotated[
        str, typer.Argument(metavar="FORMAT", help="parquet, csv, hxl, ged, acled, idu or violations.")
    ],
    data: DataOption = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="What was known on that day (2020-01-31)."),
    ] = None,
    countries: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="NAME", help="Only this country, by name or code; repeat it."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Where to.", show_default="exports/ in the data folder")
    ] = None,
) -> None:
    """Write the tables in a form that other systems take, and what it could not hold."""
    from pipeline import show
    from pipeline.exports.model import ExportError
    from pipeline.exports.run import export as make

    settings = _settings(_given(data, None))
    try:
        made = make(settings, format_name, as_of.date() if as_of else None, countries or (), folder)
    except ExportError as error:
        _fail(str(error))
    show.exported(made)


@app.command()
def report(
    data: DataOption = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write the page that shows the tables to people; every refresh does it too."""
    from pipeline.query import QueryError
    from pipeline.report.write import write_report

    try:
        made = write_report(_settings(_given(data, None)))
    except QueryError as error:
        _fail(str(error))
    Console(soft_wrap=True).print(Text(f"{made.title}: {made.path} ({made.size / 1e6:.1f} MB)"))
    if open_ and not webbrowser.open(made.path.as_uri()):
        _fail("no browser could be started; open the file yourself")


def _say_run(run: "Collected") -> None:
    from pipeline import show_sources

    show_sources.run(run)


def main() -> None:
    """The entry point."""
    try:
        app()
    except SettingsError as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _given(data: Path | None, paths: list[Path] | None) -> dict[str, Any]:
    sources = [str(path.expanduser().absolute()) for path in paths or []]
    given = {"data_dir": str(data.absolute()) if data else None, "sources": sources or None}
    return {name: value for name, value in given.items() if value is not None}


def _settings(given: dict[str, Any]) -> Settings:
    return load_settings(**given)


def _say(message: str) -> None:
    err.print(message, highlight=False)


def _fail(message: str) -> NoReturn:
    err.print(Text(message, style="red"))
    raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[None]:
    """Bars on a terminal, otherwise one line per piece of work when it is done."""
    from pipeline.progress import listening

    # Bound to the real stderr: while a refresh goes on, what others print there is redirected to the log.
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        with listening(_lines(console)):
            yield
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    looks = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars = Progress(*looks, console=console, redirect_stdout=False, redirect_stderr=False, transient=True)
    with bars, listening(_bars(bars)):
        yield


def _bars(bars: "Progress") -> "Listener":
    tasks: dict[str, TaskID] = {}

    def listen(work: str, done: int, total: int | None) -> None:
        if work not in tasks:
            tasks[work] = bars.add_task(work, total=total)
        bars.update(tasks[work], completed=done, total=total)

    return listen


def _lines(console: Console) -> "Listener":
    def listen(work: str, done: int, total: int | None) -> None:
        if done and done == total:
            console.print(f"{work}: {done}", highlight=False)

    return listen

"""The command line of sources: `conflict-ledger sources`, `sources check`, `sources fetch`.

Belongs here: arguments, words, exit codes. Does not: fetching (`pipeline.fetch`), layout (`pipeline.show_sources`).
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.settings import Settings, load_settings

app = typer.Typer(help="The sources of sources.yaml: how they stand, trying them, fetching them.", add_completion=False)
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The data folder.", show_default="data/ of the project")
]
Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]…", help="Sources.", show_default="all")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="As 2020-01-31.")]


@app.callback(invoke_without_command=True)
def status(context: typer.Context, data: DataOption = None) -> None:
    """Each source: kind, on or off, last success, documents, next tick (UTC), last error."""
    if context.invoked_subcommand is not None:
        return
    from pipeline.fetch import statuses
    from pipeline.intake import Intake

    settings = _settings(data)
    found = statuses(Intake(settings))
    if not found:
        typer.echo(f"No sources yet: write some into {settings.sources_file} (seeds/sources.example.yaml shows how).")
        return
    from pipeline import show_sources

    show_sources.statuses(found)


@app.command()
def check(names: Names = None, data: DataOption = None) -> None:
    """Try sources and keep nothing: does it answer, and with what?"""
    from pipeline import show_sources
    from pipeline.fetch import check
    from pipeline.intake import Intake
    from pipeline.sources.config import SourcesError

    intake = Intake(_settings(data))
    if intake.sources is None or not intake.sources.all:
        raise SourcesError(f"there are no sources in {intake.settings.sources_file}")
    chosen = [intake.sources.named(name) for name in names or []] or list(intake.sources.all)
    failed = False
    for options in chosen:
        found = check(intake, options)
        show_sources.checked(options, found)
        failed = failed or found.error is not None
    if failed:
        raise typer.Exit(1)


@app.command()
def fetch(names: Names = None, data: DataOption = None, first: Day = None, last: Day = None) -> None:
    """Fetch sources and do not refresh; with --first and --last a backfill of those days."""
    from pipeline import show_sources
    from pipeline.fetch import fetch_all, wanted
    from pipeline.intake import Intake
    from pipeline.refresh import tell_page
    from pipeline.sources.fetching import DateRange

    if last is not None and first is None:
        raise typer.BadParameter("needs --first, the first day of the backfill, too", param_hint="--last")
    if first is not None and last is not None and last < first:
        raise typer.BadParameter("lies before --first", param_hint="--last")
    settings = _settings(data)
    intake = Intake(settings)
    dates = DateRange(first.date(), (last or first).date()) if first else None
    runs = []
    for run in fetch_all(intake, wanted(intake, names or []), dates, typer.echo):
        show_sources.run(run)
        runs.append(run)
    if not runs:
        typer.echo(f"No source is switched on in {settings.sources_file}.")
    tell_page(settings, runs)
    if any(run.error is not None for run in runs):
        raise typer.Exit(1)


def _settings(data: Path | None) -> Settings:
    return load_settings(data_dir=str(data.absolute()) if data else None)

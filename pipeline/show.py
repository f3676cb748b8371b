"""What the command line shows: summaries, tables, sentences with their figure marked.

Belongs here: layout for people. Does not: commands (`pipeline.cli`), gathering what is shown.
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.explain import LedgerRow, Statement
from pipeline.query import published
from pipeline.refresh import Outcome
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.exports.run import Exported

# A file or pipe has no width: wide enough there for a row of any of our tables.
_WIDTH_WITHOUT_TERMINAL = 160
PROGRAM = "conflict-ledger"
out = Console(width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL)
err = Console(stderr=True)
_MOST_ROWS = 200
_LONG = 400


def failure(outcome: Outcome, settings: Settings) -> None:
    """What went wrong, and that nothing was lost."""
    err.print("[red]The refresh failed.[/red]")
    for problem in outcome.problems:
        err.print(Text(f"  {problem}"))
    kept = "is as it was before" if settings.published_path.exists() else "has not been made"
    err.print(Text(f"The published file {settings.published_path} {kept}. Full log: {outcome.log}"))


def success(outcome: Outcome, settings: Settings) -> None:
    """What the tables hold now, three rows of each of the three, and what to do next."""
    with published(settings.published_path) as connection:
        log = _first(connection, "SELECT * FROM refresh_log ORDER BY started_at DESC, refresh_id LIMIT 1")
        counts = _first(
            connection,
            """
            SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM claims) AS claims,
            (SELECT count(*) FROM ceasefire_violations) AS violations, (SELECT count(*) FROM quarantine) AS quarantined
            """,
        )
        if outcome.nothing_new:
            out.print("[bold]Nothing new[/bold]: every report was known, so no work was done.")
        _show_counts(log, counts, outcome.seconds)
        if counts["quarantined"]:
            reasons = "SELECT stage, reason, uri FROM quarantine ORDER BY seen_at DESC, quarantine_id LIMIT 3"
            _show_query(connection, "in quarantine (latest)", reasons)
        for title, query in _SAMPLES.items():
            _show_query(connection, title, query.format(when=_WHEN, said_by=_SAID_BY))
    _show_next(settings)


_WHEN = """
    CASE WHEN window_start = window_end THEN CAST(window_end AS VARCHAR)
    WHEN coalesce(window_start, window_end) IS NULL THEN NULL
    ELSE concat_ws(' … ', coalesce(CAST(window_start AS VARCHAR), '?'), coalesce(CAST(window_end AS VARCHAR), '?'))
    END AS "when"
"""
_SAID_BY = """
    CASE WHEN len(sources) > 3 THEN list_concat(sources[1:3], [concat('and ', len(sources) - 3, ' more')])
    ELSE sources END AS "said by"
"""
_SAMPLES = {
    "casualties": """
        SELECT casualty_id AS id, concat_ws(' ', measure, population, '(' || affiliation || ')') AS what, place, {when},
        low, best, high, {said_by}
        FROM casualties ORDER BY reports DESC, last_reported_on DESC NULLS LAST, casualty_id LIMIT 3
    """,
    "displacement": """
        SELECT displacement_id AS id, concat(measure, ' (', basis, ')') AS what, place, {when},
        low, best, high, {said_by}
        FROM displacement ORDER BY reports DESC, last_reported_on DESC NULLS LAST, displacement_id LIMIT 3
    """,
    "ceasefire_violations": """
        SELECT violation_id AS id, act, violator AS "by", place, {when}, killed_best AS killed,
        ceasefire_id AS ceasefire
        FROM ceasefire_violations ORDER BY reports DESC, window_start DESC NULLS LAST, violation_id LIMIT 3
    """,
}


def _show_counts(log: dict[str, Any], counts: dict[str, Any], seconds: float) -> None:
    read, new, known, refused = (log[f"documents_{name}"] for name in ("seen", "new", "unchanged", "quarantined"))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row(
        "documents", f"{counts['documents']:,}", f"{read:,} read now: {new:,} new, {known:,} known, {refused:,} refused"
    )
    table.add_row("figures", f"{counts['claims']:,}", "killed, injured, displaced, returned")
    table.add_row("violations", f"{counts['violations']:,}", "of ceasefires")
    table.add_row("quarantined", f"{counts['quarantined']:,}", "what could not be read or failed validation")
    table.add_row("seconds", f"{seconds:.1f}", "")
    out.print(table)


def _show_next(settings: Settings) -> None:
    command = _command()
    data = "" if settings.data_dir == settings.project_dir / "data" else f" --data {settings.data_dir}"
    out.print(Text(f"\nThe warehouse: {settings.published_path}"))
    if settings.report_path.exists():
        out.print(Text(f"The page: {settings.report_path}"))
    out.print("What to type next:")
    table = Table(box=None, show_header=False, padding=(0, 2))
    table.add_row(f'{command} sql{data} "from ledger_totals"', "ask the tables")
    table.add_row(f"{command} explain{data} ID", "any id above: the words behind the number")
    table.add_row(
        f"{command} export{data} hxl", "the tables as others take them: parquet csv hxl ged acled idu violations"
    )
    table.add_row(f"{command} report{data} --open", "the page, in your browser")
    table.add_row(f"{command} ui{data}", "the graph, the runs and the checks")
    table.add_row(f"{command} run{data} PATH…", f"read more reports, or put them into {settings.inbox_dir}")
    out.print(table)


def _command() -> str:
    """What to type to start this program again: its name if the shell finds it by that, else its path."""
    ours = Path(sys.argv[0])
    if ours.name != PROGRAM or not ours.exists():
        return PROGRAM
    found = shutil.which(PROGRAM)
    if found is not None and Path(found).samefile(ours):
        return PROGRAM
    here = Path.cwd()
    return str(ours.absolute().relative_to(here)) if ours.absolute().is_relative_to(here) else str(ours)


def _first(connection: Any, query: str) -> dict[str, Any]:
    answer = connection.execute(query)
    columns = [column[0] for column in answer.description]
    return dict(zip(columns, answer.fetchone(), strict=True))


def _show_query(connection: Any, title: str, query: str) -> None:
    answer = connection.execute(query)
    columns = [column[0] for column in answer.description]
    out.print(f"\n[bold]{title}[/bold]")
    rows_table(columns, answer.fetchall())


def exported(made: "Exported") -> None:
    """What was written, and what became of every row."""
    out.print(Text(f"{made.folder}"), soft_wrap=True)
    records = ", ".join(f"{rows:,} in {name}" for name, rows in made.records.items() if rows) or "none"
    out.print(Text(f"records: {records}"), soft_wrap=True)
    columns = ["table", "rows", "held", "of these with losses", "not held", "because"]
    rows_table(
        columns,
        [
            [name, told.rows, told.held, told.with_losses, told.lost, [f"{n} {why}" for why, n in told.reasons.items()]]
            for name, told in made.account.items()
        ],
    )
    outside = sum(made.left_out.values())
    if outside:
        out.print(f"{outside:,} more rows of the ledger are of other countries, or of none that is told")
    if not made.rows:
        out.print("The selection holds no row of the ledger")
    out.print("losses.csv tells of each row that is not held, and of each that is held with a loss, why")


def rows_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows for reading."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for index, column in enumerate(columns):
        numbers = any(isinstance(row[index], int | float) and not isinstance(row[index], bool) for row in rows)
        # An id is there to be copied: it is never broken.
        table.add_column(column, justify="right" if numbers else "left", overflow="fold", no_wrap=_names(column))
    for row in rows[:_MOST_ROWS]:
        table.add_row(*(Text(_shown(column, value)) for column, value in zip(columns, row, strict=True)))
    out.print(table)
    if len(rows) > _MOST_ROWS:
        out.print(f"… {len(rows) - _MOST_ROWS:,} more rows; --csv gives all")
    if not rows:
        out.print("(no rows)")


def _names(column: str) -> bool:
    """Whether a column names something; a number in it is no amount."""
    return column in {"id", "year"} or column.endswith(("_id", "_year"))


def _shown(column: str, value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, int) and not isinstance(value, bool) and not _names(column):
        return f"{value:,}"
    text = plain(value)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def plain(value: Any) -> str:
    """A value as text, lists joined."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(plain(part) for part in value)
    return str(value)


def statement(found: Statement) -> None:
    """A sentence with its figure marked, its document, and how each field was decided."""
    row, document = found.row, found.document
    out.print(f"[bold]{row[next(iter(row))]}[/bold]  ({found.table})")
    _show_sentence(found)
    published_on, basis = document["published_on"] or "undated", document["published_on_basis"]
    out.print(Text(f"\n{document['title'] or '(no title)'}"))
    out.print(
        Text(f"{document['publisher'] or 'unknown publisher'}, {published_on} ({basis}), {document['document_id']}")
    )
    out.print(Text(document["uri"]))
    _show_candidates(document)
    out.print()
    _show_fields(row, found.trace)


def _show_sentence(found: Statement) -> None:
    before, span, after = found.marked
    out.print(Text("  “").append(before).append(span, style="bold reverse").append(f"{after}”"))
    if not out.is_terminal:
        out.print(Text(f"   figure: «{span}» at {found.row['char_start']}–{found.row['char_end']}"))


def _show_candidates(document: dict[str, Any]) -> None:
    for candidate in document["published_on_candidates"] or []:
        mark = "✓" if candidate["chosen"] else "·"
        found = f"{candidate['date'] or '?'}  {candidate['basis']}  «{candidate['evidence']}»"
        out.print(Text(f"   {mark} {found}  {candidate['reason']}"))


_SPAN_FIELDS = {"claim_id", "violation_report_id", "document_id", "evidence", "char_start", "char_end"}


def _show_fields(row: dict[str, Any], trace: dict[str, str]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("field", "value", "how it was decided"):
        table.add_column(name, overflow="fold")
    for name, value in row.items():
        if name not in _SPAN_FIELDS and (value is not None or name in trace):
            table.add_row(name, Text(_shown(name, value)), Text(trace.get(name, "")))
    for name in sorted(trace.keys() - row.keys()):
        table.add_row(name, "", Text(trace[name]))
    out.print(table)


def ledger_row(found: LedgerRow) -> None:
    """A ledger row, the sentences behind it, and how it changed."""
    out.print(f"[bold]{found.row[next(iter(found.row))]}[/bold]  ({found.table})")
    _show_fields(found.row, {})
    out.print(f"\n[bold]made of {len(found.statements)} statements[/bold]")
    for part in found.statements:
        key = next(iter(part.row))
        published_on = part.document["published_on"] or "undated"
        speaker = part.row.get("attributed_to") or part.row.get("alleged_by") or "own voice"
        out.print(
            Text(
                f"\n{part.row[key]}  {published_on}  {part.document['publisher'] or part.document['uri']}  ({speaker})"
            )
        )
        _show_sentence(part)
    if found.history:
        out.print("\n[bold]history[/bold]")
        names = [name for name in _HISTORY if name in found.history[0]]
        rows_table(names, [[version[name] for name in names] for version in found.history])


_HISTORY = ("version", "known_from", "known_to", "low", "best", "high", "killed_best", "act", "reports", "sources")


def document_row(row: dict[str, Any]) -> None:
    """A document with every date that was found in it."""
    out.print(f"[bold]{row['document_id']}[/bold]  (documents)")
    _show_fields({name: value for name, value in row.items() if name != "published_on_candidates"}, {})
    _show_candidates(row)

"""What the command line shows of sources: their state, a try, a run.

Belongs here: layout for people. Does not: commands (`pipeline.cli_sources`), gathering it (`pipeline.fetch`).
"""

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from pipeline.fetch import Status
from pipeline.show import err, out, rows_table
from pipeline.sources.base import short_address
from pipeline.sources.collect import Collected
from pipeline.sources.config import FolderOptions
from pipeline.sources.options import SourceOptions

_COLUMNS = ("source", "kind", "on", "last success", "documents", "next", "last error")


def statuses(found: Sequence[Status]) -> None:
    """One line for each source."""
    rows_table(_COLUMNS, [_row(status) for status in found])


def _row(status: Status) -> tuple[object, ...]:
    options = status.options
    return (
        options.name,
        options.kind,
        "on" if options.enabled else "off",
        _moment(status.last_success) or ("never" if options.enabled else None),
        status.documents,
        _next(options, status.next_at),
        status.last_error,
    )


def _next(options: SourceOptions, at: datetime | None) -> str | None:
    if not options.enabled:
        return None
    return _moment(at) or "every refresh"


def _moment(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%d %H:%M}" if at else None


def run(found: Collected) -> None:
    """One line of a fetch that has ended."""
    if found.error is not None:
        err.print(Text(f"{found.source}: failed: {found.error}", style="red"))
        return
    if found.waiting is not None:
        err.print(Text(f"{found.source}: {found.waiting}", style="yellow"))
        return
    counts = [f"{found.kept:,} new", f"{found.unchanged:,} unchanged"]
    counts += [f"{count:,} {name}" for name, count in (("skipped", found.skipped), ("failed", found.failed)) if count]
    more = "; there is more, the next run goes on" if found.more else ""
    err.print(Text(f"{found.source}: {', '.join(counts)}{more}"))
    for reason, count in found.reasons.most_common(3):
        err.print(Text(f"  {count:,} × {reason}"))


def checked(options: SourceOptions, found: Collected) -> None:
    """What a try of a source came to."""
    state = "off, " if not options.enabled else ""
    if found.error is not None:
        out.print(Text(f"✗ {options.name} ({state}{options.kind}): {found.error}", style="red"))
        return
    seconds = (found.ended_at - found.started_at).total_seconds()
    if isinstance(options, FolderOptions):
        told = f"{found.unchanged:,} files to read, {found.skipped:,} of other kinds, {found.failed:,} not readable"
    else:
        told = f"answers in {seconds:.1f} s; nothing is kept"
    out.print(Text(f"✓ {options.name} ({state}{options.kind}): {told}", style="green"))
    for sample in found.samples:
        what = sample.title or sample.reason or sample.role
        size = f"{len(sample.data):,} bytes" if sample.data is not None else sample.outcome
        out.print(Text(f"    {sample.status or '–'}  {size}  {short_address(sample.url)}  {what}"))
    for reason, count in found.reasons.most_common(3):
        out.print(Text(f"    {count:,} × {reason}"))

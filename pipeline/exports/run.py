"""One export from beginning to end: read, make, account, write.

Belongs here: the list of formats, their order of work. Does not: words for people (`pipeline.cli`), Dagster.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.exports.acled import Acled
from pipeline.exports.ged import Ged
from pipeline.exports.hxl import Hxl
from pipeline.exports.idu import Idu
from pipeline.exports.model import ExportError, Format, Ledger, Selection, Tally, tally
from pipeline.exports.package import DESCRIPTOR, descriptor, loss_file, written
from pipeline.exports.read import read_ledger, resolve_countries
from pipeline.exports.tables import Tables
from pipeline.exports.violations import Violations
from pipeline.exports.vocabulary import Vocabulary, load_vocabulary
from pipeline.exports.write import content, exchange
from pipeline.settings import Settings

FORMATS: Mapping[str, Callable[[Vocabulary], Format]] = {
    "parquet": lambda _: Tables("parquet", "All tables as Parquet"),
    "csv": lambda _: Tables("csv", "All tables as CSV"),
    "hxl": Hxl,
    "ged": Ged,
    "acled": Acled,
    "idu": Idu,
    "violations": Violations,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was made: where, how large, and what became of the rows."""

    format: str
    folder: Path
    files: Mapping[str, int]
    records: Mapping[str, int]
    account: Mapping[str, Tally]
    selection: Selection
    left_out: Mapping[str, int]

    @property
    def rows(self) -> int:
        """Rows of the ledger that were to be exported."""
        return sum(tally.rows for tally in self.account.values())


def export(
    settings: Settings,
    format_name: str,
    as_of: date | None = None,
    countries: Iterable[str] = (),
    folder: Path | None = None,
) -> Exported:
    """Make an export of the published file. Raises `ExportError` in words for people."""
    if format_name not in FORMATS:
        near = difflib.get_close_matches(format_name, FORMATS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ExportError(f"no format {format_name!r}{hint} There are {', '.join(FORMATS)}")
    selection = Selection(as_of, resolve_countries(countries, settings.reference_dir))
    form = FORMATS[format_name](load_vocabulary(settings.reference_dir))
    ledger = read_ledger(settings.published_path, selection, form.whole)
    return write(form, ledger, folder or settings.exports_dir / f"{form.name}{selection.suffix}")


def write(form: Format, ledger: Ledger, folder: Path) -> Exported:
    """Make one format of a ledger and put it in its place; nothing is written when the account does not add up."""
    product = form.make(ledger)
    tallies = tally(ledger, form.scope(ledger), product)
    made = [*product.files, loss_file(product.losses, product.held)]
    contents = {file.path: content(file) for file in made}
    described = [written(file, contents[file.path]) for file in made]
    contents[DESCRIPTOR] = descriptor(form.name, form.title, ledger, product, tallies, described)
    exchange(folder, contents)
    return Exported(
        form.name,
        folder,
        {name: len(data) for name, data in contents.items()},
        {file.name: file.frame.height for file in product.files},
        tallies,
        ledger.selection,
        ledger.left_out,
    )

"""The exports as assets, after the published file.

Belongs here: names, descriptions and metadata. Does not: any format (`pipeline.exports`).
"""

from typing import Any

import dagster as dg

from pipeline.assets.common import OWNERS
from pipeline.assets.preview import markdown_table
from pipeline.assets.warehouse import PUBLISHED
from pipeline.resources import LineResource

GROUP = "exports"
_ABOUT = {
    "parquet": "Every published table as Parquet, with a Frictionless descriptor.",
    "csv": "Every published table as CSV, with a Frictionless descriptor.",
    "hxl": "Displacement flows, displacement stocks and casualties with HXL hashtags and P-codes.",
    "ged": "Events with a death in the 49 columns of UCDP GED.",
    "acled": "Events of violence in the 31 columns of ACLED, tolls by its rules.",
    "idu": "Figures of new displacement in the 35 fields of IDMC's updates.",
    "violations": "Breaches of truces, each with its truce, its toll and what was known since when.",
}


def exports() -> list[dg.AssetsDefinition]:
    """One asset for each format."""
    return [_export(name, about) for name, about in _ABOUT.items()]


def _export(name: str, about: str) -> dg.AssetsDefinition:
    @dg.asset(
        key=dg.AssetKey([GROUP, name]),
        deps=[PUBLISHED],
        group_name=GROUP,
        kinds={"parquet" if name == "parquet" else "csv", "file"},
        owners=OWNERS,
        description=f"{about} Beside it losses.csv: which rows it could not hold, and why.",
    )
    def make(line: LineResource) -> dg.MaterializeResult[None]:
        """Write the export."""
        from pipeline.exports.run import export

        made = export(line.line().settings, name)
        account = [
            [table, told.rows, told.held, told.with_losses, told.lost, told.reasons]
            for table, told in made.account.items()
        ]
        columns = ["table", "rows", "held", "of these with losses", "not held", "because"]
        metadata: dict[str, Any] = {
            "dagster/row_count": sum(made.records.values()),
            "account": dg.MetadataValue.md(markdown_table(columns, account)),
            "files": dg.MetadataValue.md(markdown_table(["file", "bytes"], sorted(made.files.items()))),
            "path": dg.MetadataValue.path(str(made.folder)),
        }
        return dg.MaterializeResult(metadata=metadata)

    return make

"""The page as an asset, after the published file.

Belongs here: description and metadata, a chart among them. Does not: the page (`pipeline.report`).
"""

from base64 import b64encode
from collections.abc import Mapping

import dagster as dg

from pipeline.assets.common import OWNERS
from pipeline.assets.preview import markdown_table
from pipeline.assets.warehouse import PUBLISHED
from pipeline.resources import LineResource

_MOST_BARS = 60
_HEIGHT, _STEP = 120, 14
_COLOURS = {"killed": "#d55e00", "displaced": "#0072b2", "violations": "#cc79a7"}
_NAMES = {"killed": "people killed", "displaced": "people newly displaced", "violations": "ceasefire violations"}


@dg.asset(
    key=dg.AssetKey("report"),
    deps=[PUBLISHED],
    group_name="published",
    kinds={"html", "file"},
    owners=OWNERS,
    description="The page that shows the ledger to people: one HTML file that opens from disk.",
)
def report(line: LineResource) -> dg.MaterializeResult[None]:
    """Write the page."""
    made = line.line().report()
    told = [[_NAMES[name], it.low, it.best, f"{it.high}{'+' if it.open else ''}"] for name, it in made.figures.items()]
    numbers = {name: dg.MetadataValue.int(figure.best) for name, figure in made.figures.items()}
    charts = {f"{name} by month": dg.MetadataValue.md(_chart(name, months)) for name, months in made.by_month.items()}
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(made.path)),
            "page": dg.MetadataValue.url(made.path.as_uri()),
            "title": made.title,
            "bytes": made.size,
            "dagster/row_count": made.rows,
            "figures": dg.MetadataValue.md(markdown_table(["figure", "low", "best", "high"], told)),
            **charts,
            **numbers,
        }
    )


def _chart(name: str, months: Mapping[str, int]) -> str:
    """Bars of the latest months as a picture inside Markdown, and their table."""
    shown = list(months.items())[-_MOST_BARS:]
    most = max((best for _, best in shown), default=1) or 1
    bars = "".join(
        f'<rect x="{at * _STEP}" y="{_HEIGHT - size}" width="{_STEP - 3}" height="{size}"/>'
        for at, (_, best) in enumerate(shown)
        for size in [max(1, round(_HEIGHT * best / most))]
    )
    view = f'xmlns="http://www.w3.org/2000/svg" width="{max(1, len(shown)) * _STEP}" height="{_HEIGHT}"'
    svg = f'<svg {view} fill="{_COLOURS[name]}">{bars}</svg>'
    picture = f"![{_NAMES[name]} by month](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"
    return f"{picture}\n\n{markdown_table(['month', name], shown[::-1])}"

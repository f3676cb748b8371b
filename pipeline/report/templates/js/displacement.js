// Displacement: who fled in a window and who lives displaced on a day are two charts, because they never add up.
const MOST_FIGURES = 400;

function drawDisplacement(root, chosen) {
  const flows = chosen.displacement.filter((row) => row.basis === "flow" && row.best != null);
  const stocks = chosen.displacement.filter((row) => row.basis === "stock" && row.best != null);
  fill(root, displacementPanel(root, "flow", "How many fled or went back, over the time told (each bar one figure)", flows,
    "From the first to the last day that the figure covers. Windows overlap: the bars are not to be added."),
  displacementPanel(root, "stock", "How many live displaced, on the day told (each mark one figure)", stocks,
    "How many were displaced at that time, however long ago they fled: no part of the chart above."));
}

function displacementPanel(root, basis, title, rows, note) {
  const dated = rows.filter((row) => (row.window_end ?? row.window_start) != null && row.best > 0);
  const shown = [...dated].sort((one, other) => other.independent_sources - one.independent_sources || other.best - one.best).slice(0, MOST_FIGURES);
  return panel({
    title, note: `${note}${dated.length > shown.length ? ` Of ${number(dated.length)} figures the ${MOST_FIGURES} with most sources are drawn.` : ""}`,
    chart: shown.length && displacementChart(root, basis, title, shown),
    keys: [[sign(d3.symbolCircle, COLOURS.displaced), "displaced"], [sign(d3.symbolTriangle, COLOURS.returned), "returned"],
      [sign(d3.symbolCircle, COLOURS.displaced, true), "one source only"], ["≠", "sources disagree"]],
    columns: [["what", what], ["basis", (row) => row.basis], ...COUNTED, ["from where", (row) => row.origin], ["to where", (row) => row.destination], ...WHERE_WHEN, ...SAID],
    rows: [...rows].sort((one, other) => (one.window_end ?? 0) - (other.window_end ?? 0)), file: `displacement-${basis}`, open: (row) => openRow(row.id),
  });
}

function displacementChart(root, basis, title, rows) {
  const start = (row) => (basis === "flow" ? row.window_start ?? row.window_end : row.window_end ?? row.window_start);
  const end = (row) => (row.window_end ?? row.window_start) + 1;
  const middle = (row) => date((start(row) + end(row)) / 2);
  const colour = (row) => COLOURS[row.measure];
  const tell = (row) => `${number(row.best)} ${what(row)}, ${where(row)}\n${bounds(row.low, row.high)}\n${period(row.window_start, row.window_end)}\n${plural(row.independent_sources, "source")}: ${row.sources.join("; ")}${row.agree ? "" : "\nsources disagree"}`;
  const ends = rows.map(end), starts = rows.map(start);
  // A running total since a war began would squeeze all others: the time drawn is that of the most figures.
  const recent = d3.quantile(starts.sort(d3.ascending), .1);
  const domain = spanOf(Math.max(starts[0], Math.min(recent, d3.max(ends) - 365)), d3.max(ends));
  const first = domain[0] / 86400000;
  rows = rows.filter((row) => end(row) > first);
  const clipped = (row) => date(Math.max(first, start(row)));
  const values = rows.flatMap((row) => [row.low, row.best, row.high]).filter((value) => value > 0);
  return Plot.plot({
    width: widthOf(root), height: 320, marginLeft: 60, marginRight: 24, marginTop: 24, className: "chart", ariaLabel: title,
    x: { type: "utc", label: null, domain, clamp: true },
    y: { type: "log", label: "people (logarithmic)", domain: [d3.min(values) / 1.5, d3.max(values) * 1.5], grid: true, ticks: roundNumbers(d3.min(values) / 1.5, d3.max(values) * 1.5), tickFormat: d3.format("~s") },
    marks: [
      Plot.rect(rows.filter((row) => row.low > 0 && row.high != null && row.low !== row.high), {
        x1: clipped, x2: (row) => date(end(row)), y1: "low", y2: "high", fill: colour, fillOpacity: .14, stroke: colour, strokeWidth: .6, strokeDasharray: "3,2",
      }),
      Plot.ruleY(rows, { x1: clipped, x2: (row) => date(end(row)), y: "best", stroke: colour, strokeWidth: (row) => (row.independent_sources > 1 ? 4 : 2), strokeOpacity: .8, strokeLinecap: "round" }),
      Plot.dot(rows, {
        x: (row) => (start(row) < first ? date(first) : middle(row)), y: "best", symbol: (row) => (row.measure === "returned" ? "triangle" : "circle"), r: (row) => (row.independent_sources >= 4 ? 8 : 6),
        fill: (row) => (row.independent_sources > 1 ? colour(row) : "var(--card)"), stroke: colour, strokeWidth: 2, href: (row) => onMark(() => openRow(row.id)), title: tell,
      }),
      Plot.text(rows.filter((row) => !row.agree), { x: middle, y: "best", text: () => "≠", dy: -14, fill: "var(--warn)", fontWeight: 700, fontSize: 14 }),
      Plot.text(rows.filter((row) => first - start(row) > 30 && end(row) > first).slice(0, 4), { x: () => date(first), y: "best", text: (row) => `← since ${iso(start(row))}`, dy: -12, textAnchor: "start", fontSize: 11, fill: "var(--soft)" }),
    ],
    r: { type: "identity" }, color: { type: "identity" },
  });
}

function roundNumbers(low, high) {
  const steps = high / low > 300 ? [1] : high / low > 30 ? [1, 3] : [1, 2, 5];
  return d3.range(0, 10).flatMap((power) => steps.map((step) => step * 10 ** power)).filter((value) => value >= low && value <= high);
}

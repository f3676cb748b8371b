// Casualties by week: what is certain, the bounds above it, and the best figure as a line. The bars of a group are one
// path each: years of weeks would be thousands of elements. Only what leads to evidence is an element for itself.
const LONGEST_IN_WEEK = 14;
const GROUPS = {
  population: {
    label: "population", of: (row) => row.population,
    order: ["all", "civilians", "children", "women", "medics", "aid_workers", "journalists", "combatants"],
    words: { all: "not told apart", children: "children (among civilians)" },
  },
  side: {
    label: "side of the victims", of: (row) => row.affiliation ?? "unknown", order: [], words: { unknown: "side not told or mixed" },
  },
};
const ORDER = ["var(--o1)", "var(--o2)", "var(--o3)", "var(--o4)", "var(--o5)", "var(--o6)", "var(--o7)", "var(--o8)"];
const PALETTE = { all: "var(--o7)", civilians: "var(--o1)", children: "var(--o2)", women: "var(--o4)", combatants: "var(--o8)", medics: "var(--o3)", aid_workers: "var(--o5)", journalists: "var(--o6)" };

function weekOf(day) {
  return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks begin on Monday
}

function weekly(rows, group) {
  const cells = [];
  for (const [name_, some] of d3.group(rows, group.of)) {
    const added = additive(some).filter((row) => row.window_end - row.window_start < LONGEST_IN_WEEK);
    const weeks = d3.group(added, (row) => weekOf(Math.floor((row.window_start + row.window_end) / 2)));
    for (const [week, told] of weeks) cells.push({ group: name_, week, rows: told, ...sum(told), agree: told.every((row) => row.agree) });
  }
  const rank = (name_) => (group.order.indexOf(name_) + 1 || 99);
  return cells.sort((one, other) => rank(one.group) - rank(other.group) || (one.group < other.group ? -1 : one.group > other.group ? 1 : one.week - other.week));
}

function drawCasualties(root, chosen) {
  const group = GROUPS[state.split] ?? GROUPS.population;
  const measures = ["killed", "injured"].filter((measure) => chosen.casualties.some((row) => row.measure === measure));
  const choice = el("label", { class: "note choice" }, "Split by ", el("select", { id: "split", onchange: (event) => { state.split = event.target.value; changed(); } },
    Object.entries(GROUPS).map(([key, one]) => el("option", { value: key, selected: one === group }, one.label))));
  const panels = measures.map((measure) => casualtyPanel(root, measure, chosen.casualties.filter((row) => row.measure === measure), group));
  fill(root, choice, panels.length ? panels : [el("p", {}, "No casualties in this selection.")]);
}

function casualtyPanel(root, measure, rows, group) {
  const cells = weekly(rows, group);
  const words = (name_) => group.words[name_] ?? word(name_);
  const names = [...new Set(cells.map((one) => one.group))];
  const colour = (one) => PALETTE[one.group] ?? ORDER[names.indexOf(one.group) % ORDER.length];
  const long = rows.filter((row) => row.window_start == null || row.window_end == null || row.window_end - row.window_start >= LONGEST_IN_WEEK).length;
  const title = `People ${measure}, by week and ${group.label}`;
  const tell = (one) => `${words(one.group)}, week of ${dayWords(one.week)}\n${number(one.best)} ${measure} (${bounds(one.low, one.high, one.open)})\n${plural(one.rows.length, "figure")}, ${one.sources > 1 ? `up to ${one.sources} sources` : "one source each"}${one.agree ? "" : "\nsources disagree"}`;
  const link = (one) => onMark(() => openList(`${words(one.group)} ${measure}, week of ${dayWords(one.week)}`, one.rows));
  const [begin, end] = busiest(cells.map((one) => one.week));
  const drawn = cells.filter((one) => one.week >= begin && one.week <= end);
  const span = cells.length ? spanOf(begin, end + 7) : null;
  const least = span ? Math.max(7, (6 * (span[1] - span[0])) / 86400000 / widthOf(root)) : 7; // a bar that can be seen
  const edges = drawn.flatMap((one) => [{ one, x: date(one.week) }, { one, x: date(one.week + least * .97) }, { one, x: null }]);
  const bars = { x: "x", fy: ({ one }) => words(one.group), z: ({ one }) => one.group };
  const bar = (y1, y2, told) => ({ ...bars, y1, y2, fill: ({ one }) => colour(one), stroke: ({ one }) => colour(one), ...told });
  const strong = (many) => edges.filter(({ one }) => one.sources > 1 === many);
  const chart = cells.length && Plot.plot({
    width: widthOf(root), height: 40 + names.length * 110, marginLeft: 48, marginRight: 12, marginTop: 26, className: "chart", ariaLabel: title,
    x: { type: "utc", label: null, domain: span, grid: false }, color: { type: "identity" }, opacity: { type: "identity" }, y: { grid: true, ticks: 4, label: null, nice: true }, fy: { label: null, axis: null, domain: names.map(words), padding: .18 },
    marks: [
      Plot.ruleY([0], { stroke: "var(--border)" }),
      Plot.text(names, { fy: words, text: words, frameAnchor: "top-left", dy: -15, fontWeight: 600, fontSize: 12, fill: "currentColor" }),
      Plot.areaY(strong(true), bar(0, ({ one }) => one.low, { fillOpacity: .9, strokeWidth: 1.2 })),
      Plot.areaY(strong(false), bar(0, ({ one }) => one.low, { fillOpacity: .28, strokeWidth: 1.2 })),
      Plot.areaY(edges.filter(({ one }) => one.high > one.low), bar(({ one }) => one.low, ({ one }) => one.high, { fillOpacity: .16, strokeWidth: .8, strokeDasharray: "3,2" })),
      Plot.lineY(edges, { ...bars, y: ({ one }) => one.best, stroke: "currentColor", strokeWidth: 2.2 }),
      Plot.text(drawn.filter((one) => !one.agree), { x: (one) => date(one.week + 3.5), fy: (one) => words(one.group), y: "high", text: () => "≠", dy: -8, fill: "var(--warn)", fontWeight: 700, fontSize: 14 }),
      Plot.rect(drawn, { x1: (one) => date(one.week), x2: (one) => date(one.week + least), fy: (one) => words(one.group), y1: 0, y2: (one) => Math.max(one.high, one.best), fill: "transparent", href: link, title: tell }),
    ],
  });
  return panel({
    title, chart,
    note: `Only figures that cannot share a person are added${long ? `; ${plural(long, "figure")} over more than two weeks or without dates are in the ledger below, not in a week` : ""}.${cells.length > drawn.length ? ` ${plural(cells.length - drawn.length, "bar")} long before or after ${cells.length - drawn.length === 1 ? "is" : "are"} in the table only; choose a period to see them.` : ""}`,
    keys: [[sign("bar", "var(--o1)"), "at least this many, two sources or more"], [sign("bar", "var(--o1)", "light"), "at least this many, one source"],
      [sign("bar", "var(--o1)", true, true), "up to this many"], ["━", "best figure"], ["≠", "sources disagree"]],
    columns: [["week of", (one) => iso(one.week)], [group.label, (one) => words(one.group)], ["low", (one) => one.low, "number"], ["best", (one) => one.best, "number"],
      ["high", (one) => one.high, "number"], ["no upper bound for some", (one) => (one.open ? "yes" : "no")], ["figures", (one) => one.rows.length, "number"], ["most sources of a figure", (one) => one.sources, "number"]],
    rows: cells, file: `${measure}-by-week`, open: (one) => openList(`${words(one.group)} ${measure}, week of ${dayWords(one.week)}`, one.rows),
  });
}

// Never narrower than some weeks: one bar must not fill a chart.
function spanOf(first, last, least = 84) {
  const missing = Math.max(0, least - (last - first)) / 2;
  return [date(first - missing), date(last + missing)];
}

// The stretch that holds most weeks, when years without a figure lie beside it.
const LONG_SILENCE = 40 * 7;

function busiest(weeks) {
  const sorted = [...new Set(weeks)].sort((one, other) => one - other);
  const stretches = [];
  for (const week of sorted) {
    const last = stretches.at(-1);
    if (last && week - last.at(-1) <= LONG_SILENCE) last.push(week);
    else stretches.push([week]);
  }
  const most = d3.greatest(stretches, (stretch) => weeks.filter((week) => week >= stretch[0] && week <= stretch.at(-1)).length) ?? [0];
  return [most[0], most.at(-1)];
}

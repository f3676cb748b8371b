// A line of time for each truce: announced, in force, each violation by act, the end.
const ACTS = {
  air_strike: ["triangle", "var(--o2)"], shelling: ["square", "var(--o1)"], ground_attack: ["diamond", "var(--o8)"],
  clash: ["cross", "var(--o4)"], bombing: ["star", "var(--o5)"], shooting: ["wye", "var(--o3)"], chemical: ["hexagon", "var(--o6)"],
  unspecified: ["circle", "var(--o7)"],
};
const SYMBOLS = {
  triangle: d3.symbolTriangle, square: d3.symbolSquare, diamond: d3.symbolDiamond, cross: d3.symbolCross, star: d3.symbolStar,
  wye: d3.symbolWye, hexagon: d3.symbolCircle, circle: d3.symbolCircle,
};
const MOST_TRUCES = 12;

function truceLines(violations) {
  const lines = [];
  for (const [id, told] of d3.group(violations, (row) => row.ceasefire_id)) {
    const truce = ledger.truceById.get(id);
    const dated = told.filter((row) => row.window_start != null && row.window_end != null);
    const from = truce.effective_on ?? truce.announced_on;
    const first = dated.length && from != null
      ? [Math.max(0, d3.min(dated, (row) => row.window_start) - from), Math.max(0, d3.min(dated, (row) => row.window_end) - from)] : null;
    lines.push({ truce, told, dated, first, held: truce.ended_on != null && from != null ? truce.ended_on - from : null });
  }
  return lines.sort((one, other) => other.told.length - one.told.length || (one.truce.id < other.truce.id ? -1 : 1));
}

function daysWords(first) {
  if (!first) return "not told";
  return first[0] === first[1] ? plural(first[0], "day") : `${number(first[0])} to ${plural(first[1], "day")}`;
}

function drawTruces(root, chosen) {
  const lines = truceLines(chosen.violations);
  const shown = lines.slice(0, MOST_TRUCES);
  const title = "Each truce, and what broke it";
  const used = Object.keys(ACTS).filter((act) => chosen.violations.some((row) => row.act === act));
  fill(root, panel({
    title, note: `Each truce on its own line of time.${lines.length > shown.length ? ` The ${MOST_TRUCES} truces with most violations are drawn; the table has all ${number(lines.length)}.` : ""}`,
    chart: shown.length && el("div", { class: "lines" }, shown.map((line) => truceLine(root, line))),
    keys: [...used.map((act) => [sign(SYMBOLS[ACTS[act][0]], ACTS[act][1]), word(act)]), [sign(d3.symbolCircle, "var(--o7)", true), "one source only"], ["┊", "announced"],
      [sign("bar", "var(--o3)", "light"), "in force"], ["▕", "ended"]],
    columns: [["truce", (line) => line.truce.name], ["country", (line) => ledger.countries[line.truce.country] ?? line.truce.country], ["announced", (line) => iso(line.truce.announced_on)],
      ["in force from", (line) => iso(line.truce.effective_on)], ["ended", (line) => iso(line.truce.ended_on)], ["days from start to end", (line) => line.held, "number"],
      ["violations", (line) => line.told.length, "number"], ["first violation after", (line) => daysWords(line.first)], ["killed in them, as told", (line) => d3.sum(line.told, (row) => row.killed_best), "number"], ["truce id", (line) => line.truce.id]],
    rows: lines, file: "truces", open: (line) => openList(`Violations: ${line.truce.name}`, line.told),
  }), panel({
    title: "The violations", chart: el("p", {}, `${plural(chosen.violations.length, "violation")} of ${plural(lines.length, "truce")} in this selection.`),
    columns: [["act", (row) => word(row.act)], ["by", (row) => word(row.violator)], ["truce", (row) => ledger.truceById.get(row.ceasefire_id)?.name], ["characterisation", (row) => row.characterisation],
      ["killed", (row) => row.killed_best, "number"], ["injured", (row) => row.injured_best, "number"], ...WHERE_WHEN, ...SAID],
    rows: [...chosen.violations].sort((one, other) => (one.window_start ?? 0) - (other.window_start ?? 0)), file: "violations", open: (row) => openRow(row.id),
  }));
}

function truceLine(root, line) {
  const { truce, told, first, held } = line;
  const facts = [plural(told.length, "violation"), `first after ${daysWords(first)}`, held == null ? "no end told" : `ended after ${plural(held, "day")}`];
  const head = el("p", {}, el("button", { type: "button", class: "quiet", onclick: () => openList(`Violations: ${truce.name}`, told) }, name(truce.name)), el("span", { class: "note" }, ` ${facts.join(", ")}`));
  return el("div", { class: "line" }, head, line.dated.length ? truceChart(root, line) : el("p", { class: "note" }, "No violation with a day."));
}

function truceChart(root, { truce, dated }) {
  const begun = truce.effective_on ?? truce.announced_on;
  const firstDay = d3.min(dated, (row) => row.window_start), lastDay = d3.max(dated, (row) => row.window_end);
  // A truce in force for years before and after what is told of it would squeeze the rest.
  const from = Math.max(truce.announced_on ?? begun ?? firstDay, firstDay - 200), to = Math.max(lastDay, Math.min(truce.ended_on ?? lastDay + 30, lastDay + 200));
  const domain = spanOf(Math.min(from, firstDay) - 2, to + 2, 21);
  const [left, right] = domain.map((day) => day / 86400000);
  const clip = (day) => date(Math.min(right, Math.max(left, day)));
  const step = (right - left) / 60;
  const marks = [...d3.group(dated, (row) => `${Math.floor((row.window_start + row.window_end) / 2 / step)} ${row.act}`).values()].map((rows) => ({
    rows, act: rows[0].act, day: d3.median(rows, (row) => (row.window_start + row.window_end) / 2), single: rows.every((row) => row.independent_sources < 2),
  }));
  for (const same of d3.group(marks, (mark) => Math.floor(mark.day / step)).values()) same.forEach((mark, at) => { mark.lift = at + 1; });
  const top = Math.max(2, d3.max(marks, (mark) => mark.lift)) + 0.7;
  const tell = (mark) => `${plural(mark.rows.length, word(mark.act))}, ${period(d3.min(mark.rows, (row) => row.window_start), d3.max(mark.rows, (row) => row.window_end))}\n${[...new Set(mark.rows.map(where))].slice(0, 4).join("; ")}\n${mark.single ? "one source each" : "two sources or more"}`;
  const within = (day) => (day != null && day >= left && day <= right ? [day] : []);
  return Plot.plot({
    width: widthOf(root), height: 34 + Math.round(top * 19), marginLeft: 12, marginRight: 16, marginTop: 4, marginBottom: 26, className: "chart", ariaLabel: `Violations of ${truce.name}`,
    x: { type: "utc", label: null, domain, ticks: Math.max(3, widthOf(root) / 110) }, y: { axis: null, domain: [0, top] }, r: { type: "identity" }, color: { type: "identity" },
    marks: [
      begun != null && Plot.rect([truce], { x1: clip(begun), x2: clip(truce.ended_on ?? right), y1: 0, y2: top, fill: "var(--o3)", fillOpacity: .13 }),
      Plot.ruleY(dated.filter((row) => row.window_end - row.window_start > step), { x1: (row) => clip(row.window_start), x2: (row) => clip(row.window_end), y: 0.15, stroke: "var(--soft)", strokeOpacity: .6, strokeWidth: 2 }),
      Plot.ruleX(within(truce.announced_on), { x: date, stroke: "currentColor", strokeDasharray: "2,3", strokeWidth: 1.5 }),
      Plot.ruleX(within(begun), { x: date, stroke: "var(--o3)", strokeWidth: 1.5 }),
      Plot.ruleX(within(truce.ended_on), { x: date, stroke: "var(--o3)", strokeWidth: 4 }),
      Plot.ruleY([0], { stroke: "var(--border)" }),
      Plot.dot(marks, {
        x: (mark) => clip(mark.day), y: "lift", r: (mark) => 6 + Math.min(4, Math.log2(mark.rows.length)), symbol: (mark) => ACTS[mark.act][0], fill: (mark) => (mark.single ? "var(--card)" : ACTS[mark.act][1]), stroke: (mark) => ACTS[mark.act][1], strokeWidth: 1.8,
        href: (mark) => onMark(() => openList(`${word(mark.act)}: ${truce.name}`, mark.rows)), title: tell,
      }),
    ],
  });
}

// What all sections are made of: panels with a chart, its table and its file; badges; links from marks to evidence.
const MOST_TABLE_ROWS = 100;
const MOST_STOPS = 60;
let actions = [];

function onMark(action) {
  actions.push(action);
  return `#mark-${actions.length - 1}`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("svg a");
  const target = link?.getAttribute("href") ?? link?.getAttributeNS("http://www.w3.org/1999/xlink", "href");
  if (!target?.startsWith("#mark-")) return;
  event.preventDefault();
  actions[Number(target.slice(6))]?.();
});

function strength(row) {
  return row.independent_sources >= 4 ? "many" : row.independent_sources >= 2 ? "few" : "one";
}

function badge(row) {
  const sign = { one: "○", few: "◐", many: "●" }[strength(row)];
  return el("span", { class: `badge ${strength(row)}` }, `${sign} ${plural(row.independent_sources, "source")}`);
}

function rival(row) {
  return row.agree ? null : el("span", { class: "badge rival" }, "≠ sources disagree");
}

function panel({ title, note, chart, keys, columns, rows, file, open }) {
  const body = el("div", { class: "panel" }, el("h3", {}, title), note && el("p", { class: "note" }, note));
  if (chart) {
    const links = chart.querySelectorAll("a");
    if (links.length > MOST_STOPS) links.forEach((link) => link.setAttribute("tabindex", "-1"));
    body.append(el("figure", { "aria-label": title }, chart));
  } else body.append(el("p", {}, "Nothing of this kind in this selection."));
  if (keys) body.append(legend(keys));
  if (columns && rows.length) {
    const save = el("button", { type: "button", onclick: () => download(file, columns, rows) }, "Download CSV");
    save.setAttribute("aria-label", `Download CSV: ${title}`);
    const shown = el("details", {}, el("summary", {}, `Table: ${plural(rows.length, "row")}`));
    shown.addEventListener("toggle", () => {
      if (shown.open && shown.children.length === 1) shown.append(tableOf(title, columns, rows, open));
    });
    body.append(el("div", { class: "actions" }, shown, save));
  }
  return body;
}

function tableOf(title, columns, rows, open) {
  const head = columns.map(([label, , kind]) => el("th", { scope: "col", class: kind }, label));
  const lines = rows.slice(0, MOST_TABLE_ROWS).map((row) => el("tr", {}, columns.map(([, value, kind], at) => {
    const shown = cell(value(row));
    if (at === 0 && open) return el("td", {}, el("button", { type: "button", onclick: () => open(row) }, shown));
    return el("td", { class: kind }, shown);
  })));
  const more = rows.length > MOST_TABLE_ROWS && el("p", { class: "note" }, `The first ${MOST_TABLE_ROWS} of ${number(rows.length)}; the CSV has all.`);
  const table = el("table", {}, el("caption", { class: "hidden" }, title), el("thead", {}, el("tr", {}, head)), el("tbody", {}, lines));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${title}` }, table, more || "");
}

function cell(value) {
  if (value == null || value === "") return "–";
  return typeof value === "number" ? number(value) : name(String(value));
}

// A cell that a spreadsheet would take for a formula is made text.
function csvCell(value) {
  if (value == null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(columns, rows) {
  const lines = [columns.map(([label]) => csvCell(label)), ...rows.map((row) => columns.map(([, value]) => csvCell(value(row))))];
  return lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
}

function download(file, columns, rows) {
  const link = el("a", { download: `${file}.csv`, href: URL.createObjectURL(new Blob(["\ufeff", csv(columns, rows)], { type: "text/csv" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const SVG = "http://www.w3.org/2000/svg";

function sign(shape, colour, hollow, dashed) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", shape === "bar" ? "M-7,-5H7V5H-7Z" : d3.symbol(shape, 110)());
  path.setAttribute("fill", hollow ? "none" : colour);
  path.setAttribute("stroke", colour);
  path.setAttribute("stroke-width", "1.8");
  if (dashed) path.setAttribute("stroke-dasharray", "3,2");
  if (shape === "bar" && hollow === "light") path.setAttribute("fill", colour), path.setAttribute("fill-opacity", ".3");
  svg.append(path);
  return svg;
}

function legend(keys) {
  return el("ul", { class: "keys" }, keys.map(([mark, words]) => el("li", {}, el("span", { "aria-hidden": "true" }, mark), el("span", {}, words))));
}

function what(row) {
  if (row.table === "violations") return `${word(row.act)}${row.violator ? ` by ${word(row.violator)}` : ""}`;
  const side = row.affiliation ? ` (${word(row.affiliation)})` : "";
  const stock = row.basis === "stock" ? " at the time" : "";
  return `${word(row.population)} ${row.measure}${side}${stock}`;
}

function where(row) {
  const { place } = row;
  if (!place.name) return "place not told";
  if (place.precision === "country") return `somewhere in ${place.name}`;
  if (place.precision === "admin1") return `somewhere in ${place.name}`;
  return place.admin1 && place.admin1 !== place.name ? `${place.name}, ${place.admin1}` : place.name;
}

const WHERE_WHEN = [
  ["place", (row) => row.place.name], ["governorate", (row) => row.place.admin1], ["country", (row) => row.place.country],
  ["place known by", (row) => row.place.precision], ["from", (row) => iso(row.window_start)], ["to", (row) => iso(row.window_end)],
];
const SAID = [
  ["reports", (row) => row.reports, "number"], ["independent sources", (row) => row.independent_sources, "number"],
  ["said by", (row) => row.sources.join("; ")], ["sources agree", (row) => (row.agree ? "yes" : "no")], ["id", (row) => row.id],
];
const COUNTED = [["low", (row) => row.low, "number"], ["best", (row) => row.best, "number"], ["high", (row) => row.high, "number"]];

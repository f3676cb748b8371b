// Every row of the selection, sortable, page by page.
const ROWS_A_PAGE = 50;
const looking = { page: 0, key: "when", down: true };
const TABLE = [
  ["what", "what", what], ["place", "place", where], ["when", "when", (row) => row.window_end ?? row.window_start],
  ["low", "low", (row) => row.low], ["best", "best", (row) => row.best], ["high", "high", (row) => row.high], ["sources", "sources", (row) => row.independent_sources],
];

function drawTable(root, chosen) {
  const rows = [...chosen.casualties, ...chosen.displacement, ...chosen.violations];
  const value = TABLE.find(([key]) => key === looking.key)[2];
  const keyed = rows.map((row) => [value(row), row]);
  keyed.sort(([one, a], [other, b]) => (one == null) - (other == null) || (looking.down ? -1 : 1) * d3.ascending(one, other) || d3.ascending(a.id, b.id));
  const sorted = keyed.map(([, row]) => row);
  const pages = Math.max(1, Math.ceil(sorted.length / ROWS_A_PAGE));
  looking.page = Math.min(looking.page, pages - 1);
  const again = (change) => () => { Object.assign(looking, change); drawTable(root, chosen); };
  const head = TABLE.map(([key, label]) => el("th", { scope: "col", "aria-sort": looking.key === key ? (looking.down ? "descending" : "ascending") : "none" },
    el("button", { type: "button", onclick: again({ key, down: looking.key === key ? !looking.down : !["what", "place"].includes(key), page: 0 }) }, `${label}${looking.key === key ? (looking.down ? " ↓" : " ↑") : ""}`)));
  const lines = sorted.slice(looking.page * ROWS_A_PAGE, (looking.page + 1) * ROWS_A_PAGE).map((row) => el("tr", {},
    el("td", {}, el("button", { type: "button", onclick: () => openRow(row.id) }, what(row))), el("td", {}, name(where(row))), el("td", {}, period(row.window_start, row.window_end)),
    el("td", { class: "number" }, number(row.low)), el("td", { class: "number" }, number(row.best)), el("td", { class: "number" }, number(row.high)), el("td", {}, badge(row), " ", rival(row))));
  const columns = [["table", (row) => row.table], ["what", what], ["measure", (row) => row.measure], ["population", (row) => row.population], ["side", (row) => row.affiliation], ["perpetrator", (row) => row.perpetrator ?? row.violator],
    ["cause", (row) => row.cause ?? row.act], ...COUNTED, ...WHERE_WHEN, ...SAID];
  const move = (label, step, off) => el("button", { type: "button", disabled: off, onclick: again({ page: looking.page + step }) }, label);
  fill(root, el("div", { class: "panel" },
    el("p", { class: "note" }, `${plural(sorted.length, "row")} in this selection. Open one to see the words behind it.`),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows of the ledger" }, el("table", { id: "rows" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, lines))),
    el("div", { class: "pager" }, move("Previous", -1, looking.page === 0), el("span", {}, `Page ${looking.page + 1} of ${pages}`), move("Next", 1, looking.page >= pages - 1),
      el("button", { type: "button", onclick: () => download("ledger", columns, sorted) }, "Download CSV"))));
}

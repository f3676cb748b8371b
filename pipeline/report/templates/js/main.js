// Opening, filters, drawing anew.
let ledger = null;

function fill(root, ...children) {
  const title = root.querySelector("h2");
  root.replaceChildren(title, el("div", { class: "panels" }, children.flat().filter(Boolean)));
}

// Asked once a drawing: after each change of the page the answer would cost a layout.
let room = 1140;

function widthOf() {
  return room;
}

function measureRoom() {
  const width = document.getElementById("totals").clientWidth || 1140;
  room = Math.max(280, Math.min(1140, width - (innerWidth < 640 ? 28 : 40)));
}

function selection() {
  const chosen = {};
  for (const kind of Object.keys(KINDS)) chosen[kind] = knownOn(ledger[kind], state.asof).filter(inSelection);
  return chosen;
}

const SECTIONS = { totals: drawTotals, casualties: drawCasualties, displacement: drawDisplacement, truces: drawTruces, map: drawMap, table: drawTable };

// Section by section. `pause` lets the browser show what stands and hear the reader before it goes on; what has been
// chosen anew in the meantime is drawn by a later call, and this one ends.
let drawing = 0;

async function draw(pause = null) {
  const mine = ++drawing;
  actions = [];
  measureRoom();
  const chosen = selection();
  for (const [id, paint] of Object.entries(SECTIONS)) {
    if (pause) await pause(id);
    if (mine !== drawing) return;
    paint(document.getElementById(id), chosen);
    performance.mark(`drawn ${id}`);
  }
  const count = chosen.casualties.length + chosen.displacement.length + chosen.violations.length;
  document.getElementById("status").textContent = `${plural(count, "row")} shown: ${chosenWords()}.`;
  document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1);
}

// What has been chosen, for those who hear the page and for paper, where the filters are not.
function chosenWords() {
  const { country, admin1, from, to, measure, population, asof } = state;
  const time = from == null && to == null ? null : period(from, to);
  return [country ? ledger.countries[country] ?? country : "all countries", admin1, time, word(measure), word(population), asof != null && `as known on ${dayWords(asof)}`].filter(Boolean).join(", ");
}

let waiting = null;

function changed() {
  looking.page = 0;
  writeAddress();
  clearTimeout(waiting);
  waiting = setTimeout(() => { buildAdmin1(); draw(); }, 60);
}

function option(value, label, key) {
  return el("option", { value, selected: state[key] === value }, label);
}

function chooser(key, label, choices, empty = "all") {
  const select = el("select", { id: `filter-${key}`, onchange: (event) => {
    state[key] = event.target.value || null;
    if (key === "country") state.admin1 = null;
    changed();
  } }, el("option", { value: "" }, empty), choices.map(([value, words]) => option(value, words, key)));
  return el("label", {}, label, select);
}

function dayField(key, label) {
  return el("label", {}, label, el("input", { type: "date", id: `filter-${key}`, value: iso(state[key]), onchange: (event) => { state[key] = dayOf(event.target.value); changed(); } }));
}

function buildAdmin1() {
  const select = document.getElementById("filter-admin1");
  const found = new Set(ledger.places.filter((place) => place.admin1 && (!state.country || place.country === state.country)).map((place) => place.admin1));
  select.replaceChildren(el("option", { value: "" }, "all"), ...[...found].sort().map((value) => option(value, value, "admin1")));
  select.value = state.admin1 ?? "";
}

function slider() {
  const last = ledger.days.length;
  const at = state.asof == null ? last : d3.bisectRight(ledger.days, state.asof) - 1;
  const words = (value) => (value >= last ? "now" : dayWords(ledger.days[value]));
  const output = el("output", { for: "filter-asof" }, words(at));
  const range = el("input", { type: "range", id: "filter-asof", min: 0, max: last, value: Math.max(0, at), "aria-valuetext": words(at), oninput: (event) => {
    const value = Number(event.target.value);
    state.asof = value >= last ? null : ledger.days[value];
    output.textContent = words(value);
    event.target.setAttribute("aria-valuetext", words(value));
    changed();
  } });
  range.value = String(Math.max(0, at));
  return el("label", { class: "asof", for: "filter-asof" }, el("span", {}, "As known on: ", output), range);
}

function buildFilters() {
  const form = document.getElementById("filters");
  const among = (key) => [...new Set(["casualties", "displacement"].flatMap((kind) => ledger[kind].map((row) => row[key])))].filter(Boolean).sort();
  form.replaceChildren(
    chooser("country", "Country", Object.entries(ledger.countries)), chooser("admin1", "Governorate", []), dayField("from", "From"), dayField("to", "To"),
    chooser("measure", "Measure", [...among("measure"), "violation"].map((value) => [value, word(value)])), chooser("population", "Population", among("population").map((value) => [value, word(value)]), "everyone"),
    slider(), el("button", { type: "button", id: "clear", onclick: () => { for (const key of KEYS) state[key] = null; state.country = ledger.about.main || null; buildFilters(); changed(); } }, "Clear"),
  );
  form.onsubmit = (event) => event.preventDefault();
  form.hidden = false;
  buildAdmin1();
}

function themeButton() {
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const button = el("button", { type: "button", class: "theme", onclick: () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; button.textContent = dark() ? "Light" : "Dark"; } }, dark() ? "Light" : "Dark");
  button.setAttribute("aria-label", "Switch between dark and light");
  return button;
}

function drawLegend() {
  document.getElementById("legend").replaceChildren(el("ul", { class: "keys" },
    el("li", {}, el("span", { class: "badge one" }, "○ 1 source"), "one independent source: hollow marks"), el("li", {}, el("span", { class: "badge few" }, "◐ 2 sources"), "two or three: filled"),
    el("li", {}, el("span", { class: "badge many" }, "● 4 sources"), "four or more"), el("li", {}, el("span", { class: "badge rival" }, "≠ sources disagree"), "their bounds have nothing in common")));
}

async function open_() {
  if (!("DecompressionStream" in window)) throw new Error("this browser is too old for the page (it cannot unpack its data)");
  const bordersRead = loadBorders();
  bordersRead.catch(() => null); // told where they are waited for
  ledger = readLedger(await unpack("data-ledger"));
  readAddress();
  buildFilters();
  drawLegend();
  document.querySelector("header").append(themeButton());
  await draw((id) => (id === "map" ? bordersRead : id === "totals" ? null : new Promise((go_on) => setTimeout(go_on))));
  await bordersRead;
  if (drawing > 1) draw(); // the reader was faster than the borders
  if (state.id) openRow(state.id);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; changed(); } });
  addEventListener("hashchange", () => { readAddress(); buildFilters(); draw(); if (state.id) openRow(state.id); });
  document.getElementById("evidence").addEventListener("close", hide);
  document.body.dataset.ready = String(Math.round(performance.now()));
}

open_().catch((error) => {
  document.getElementById("totals").append(el("p", { class: "warning", role: "alert" }, `The page could not be drawn: ${error.message}`));
  throw error;
});

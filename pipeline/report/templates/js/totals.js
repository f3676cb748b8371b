// The three large figures.
function drawHead() {
  const scope = ledger.about.scopes[state.country ?? ""];
  if (!scope) return;
  const head = document.querySelector("header");
  head.querySelector("h1").textContent = scope.title;
  head.querySelector(".period").textContent = scope.first ? period(dayOf(scope.first), dayOf(scope.last)) : "no dated incident yet";
  head.querySelector(".summary").textContent = `${plural(scope.documents, "document")}, ${plural(scope.sources, "independent source")}, refreshed ${ledger.about.refreshed ?? "never"} UTC`;
  const others = Object.keys(ledger.about.scopes).filter((country) => country !== (state.country ?? ""));
  const go = (country) => el("button", { type: "button", onclick: () => { Object.assign(state, { country: country || null, admin1: null }); buildFilters(); changed(); } }, country ? ledger.countries[country] ?? country : "All");
  const chips = el("nav", { class: "chips", "aria-label": "Other countries" }, el("span", { class: "note" }, "Also here: "), others.slice(0, 9).map(go));
  head.querySelector("nav")?.remove();
  if (others.length > 1) head.append(chips);
}

function drawTotals(root, chosen) {
  drawHead();
  const killed = addable(chosen.casualties.filter((row) => row.measure === "killed"));
  const fled = addable(chosen.displacement.filter((row) => row.measure === "displaced" && row.basis === "flow"));
  const outright = chosen.violations.filter((row) => row.characterisation !== "inferred").length;
  const breaches = { low: outright, best: chosen.violations.length, high: chosen.violations.length };
  root.replaceChildren(el("div", { class: "cards" },
    card("killed", "People killed", sum(killed), killed, "killed", "figure"),
    card("displaced", "People newly displaced", sum(fled), fled, "displaced", "figure"),
    card("breach", "Ceasefire violations", breaches, chosen.violations, "violations", "violation"),
  ), el("p", { class: "note" }, aboutTotals(chosen)));
}

function card(kind, title, total, rows, figure, unit) {
  const big = el("button", { type: "button", class: "big", onclick: () => openList(title, rows) }, number(total.best));
  big.setAttribute("aria-label", `${title}: ${number(total.best)}. Show the figures behind it.`);
  const range = figure === "violations" ? `${number(total.low)} said outright, the others follow from the text` : rows.length ? bounds(total.low, total.high, total.open) : "nothing here may be added";
  const single = rows.filter((row) => row.independent_sources === 1).length;
  const told = rows.length > 0 && `${plural(rows.length, unit)}, ${number(single)} with one source only`;
  return el("div", { class: `card ${kind}` }, el("h3", {}, title), big, el("p", {}, range), told && el("p", { class: "note" }, told),
    isWhole() && el("p", { class: "note" }, change(figure, total)));
}

function change(figure, total) {
  const { before } = ledger.about;
  const told = before?.figures[state.country ?? ""];
  if (before && !told) return `New since the refresh of ${before.at}.`;
  if (!before) return "First refresh: nothing to compare with.";
  const more = total.best - told[figure].best;
  return more === 0 ? `Unchanged since the refresh of ${before.at}.` : `${more > 0 ? "+" : "−"}${number(Math.abs(more))} since the refresh of ${before.at}.`;
}

function aboutTotals(chosen) {
  const when = state.asof == null ? "" : `As known on ${dayWords(state.asof)}. `;
  const left = chosen.casualties.length + chosen.displacement.length;
  return `${when}Sums take of ${plural(left, "figure")} those that cannot share a person; running totals over more than a month, and how many live displaced, are shown but never added.`;
}

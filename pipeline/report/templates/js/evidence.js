// Behind a number: reports, speakers, sentences with the figure marked, versions.
let proof = null;

function loadEvidence() {
  proof ??= unpack("data-evidence").then(readEvidence);
  return proof;
}

function show(title, sub, back, ...body) {
  const dialog = document.getElementById("evidence");
  const close = el("button", { type: "button", onclick: () => dialog.close() }, "Close");
  const ways = el("div", { class: "ways" }, back && el("button", { type: "button", onclick: back }, "Back"), close);
  const head = el("div", { class: "evidence-head" }, el("div", {}, el("h2", { id: "evidence-title", tabindex: "-1" }, title), sub), ways);
  dialog.replaceChildren(head, el("div", { class: "evidence-body" }, body.flat(3).filter(Boolean)));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  document.getElementById("evidence-title").focus();
}

function hide() {
  if (!state.id) return;
  state.id = null;
  writeAddress();
}

// A list of rows, each a way to its evidence.
function openList(title, rows) {
  if (rows.length === 1) return openRow(rows[0].id);
  const sorted = [...rows].sort((one, other) => (other.best ?? 0) - (one.best ?? 0));
  const columns = [
    ["what", what, "what"], ["place", where], ["when", (row) => period(row.window_start, row.window_end)], ...COUNTED,
    ["sources", (row) => row.independent_sources, "number"], ["said by", (row) => row.sources.join("; ")],
  ];
  const save = el("button", { type: "button", onclick: () => download("rows", [...columns, ...WHERE_WHEN, ...SAID], sorted) }, "Download CSV");
  const again = () => { hide(); openList(title, rows); };
  show(title, el("p", { class: "note" }, plural(rows.length, "row")), null, tableOf(title, columns, sorted, (row) => openRow(row.id, again)), save);
}

async function openRow(id, back = null) {
  const versions = versionsOf(id);
  if (!versions) return;
  state.id = id;
  writeAddress();
  const row = knownOn(versions, state.asof)[0] ?? versions.at(-1);
  const evidence = await loadEvidence();
  const parts = [headline(row), el("h3", {}, "What the reports say"), ...statements(row, versions, evidence), ...remarks(row, evidence)];
  show(`${what(row)}, ${where(row)}`, el("p", { class: "note" }, period(row.window_start, row.window_end)), back, parts, relations(row, () => openRow(id, back)), history_(row, versions),
    el("p", { class: "note" }, `In the ledger: ${row.table}, ${row.id}. On the command line: conflict-ledger explain ${row.id}`));
}

function headline(row) {
  const told = row.best != null && el("p", {}, el("span", { class: "figure" }, number(row.best)), ` ${row.table === "violations" ? "killed, " : ""}${bounds(row.low, row.high)}`);
  const truce = ledger.truceById.get(row.ceasefire_id);
  return el("div", {}, told, el("p", {}, badge(row), " ", rival(row), " ", plural(row.reports, "report"), " in ", plural(row.documents, "document")),
    row.sources.length > 0 && el("p", {}, "Said by ", name(row.sources.join("; "))),
    row.perpetrator && el("p", {}, "Blamed on ", word(row.perpetrator)), row.cause && el("p", {}, "By ", word(row.cause)),
    (row.origin || row.destination) && el("p", {}, "From ", name(row.origin ?? "not told"), " to ", name(row.destination ?? "not told")),
    row.people_basis === "converted" && el("p", {}, `Told as ${number(row.households)} households, converted into people.`),
    truce && el("p", {}, "Truce in force: ", name(truce.name)));
}

// A version holds what it added: behind a row stand the statements of all its versions so far.
function statements(row, versions, evidence) {
  const behind = (key) => [...new Set(versions.filter((one) => one.version <= row.version).flatMap((one) => one[key] ?? []))];
  const told = [
    ...behind("breaches").map((at) => evidence.breaches[at]), ...behind("claims").map((at) => evidence.claims[at]),
  ].map((statement) => ({ statement, document: evidence.documents[statement.document] }));
  told.sort((one, other) => (one.document.published_on ?? 1e9) - (other.document.published_on ?? 1e9));
  return told.map(({ statement, document }) => el("article", { class: "statement" },
    el("p", { class: "note" }, el("time", { datetime: iso(document.published_on) }, document.published_on == null ? "undated" : dayWords(document.published_on)),
      " · ", name(document.publisher ?? "publisher unknown"), document.agencies.length > 0 && ` (${document.agencies.join(", ")})`,
      " · ", statement.speaker ? el("span", {}, "quoting ", name(statement.speaker)) : "in its own voice", " · ", sense(statement)),
    marked(statement), el("p", { class: "note" }, source(document))));
}

function sense(statement) {
  if (statement.act) return `${word(statement.act)}, ${statement.characterisation}`;
  const size = bounds(statement.low, statement.high);
  return `${word(statement.population)} ${statement.measure}: ${size}${statement.unit === "households" ? " households" : ""}`;
}

function marked(statement) {
  if (!statement.mark) return el("blockquote", { dir: "auto" }, statement.evidence);
  const letters = Array.from(statement.evidence), [start, length] = statement.mark;
  return el("blockquote", { dir: "auto" }, letters.slice(0, start).join(""), el("mark", {}, letters.slice(start, start + length).join("")), letters.slice(start + length).join(""));
}

function source(document) {
  const title = name(document.title || document.link);
  if (!/^https?:\/\//.test(document.link)) return el("span", {}, title, " (", name(document.link), ")");
  return el("a", { href: document.link, rel: "noopener noreferrer", target: "_blank" }, title);
}

function remarks(row, evidence) {
  const notes = evidence.about.get(row.id) ?? [];
  return notes.length ? [el("h3", {}, "What to know"), el("ul", {}, notes.map((note) => el("li", {}, `${word(note.kind)}: `, name(note.detail))))] : [];
}

function relations(row, back) {
  const link = (id) => {
    const other = knownOn(versionsOf(id) ?? [], state.asof)[0];
    return other && el("li", {}, el("button", { type: "button", onclick: () => openRow(id, back) }, `${number(other.best)} ${what(other)}, ${where(other)}`));
  };
  const parts = knownOn(ledger[row.table], state.asof).filter((other) => other.parent === row.id);
  const whole = row.parent && link(row.parent);
  return [whole && [el("h3", {}, "Part of"), el("ul", { class: "chips" }, whole)],
    parts.length > 0 && [el("h3", {}, "Holds"), el("ul", { class: "chips" }, parts.slice(0, 30).map((part) => link(part.id)))]].flat().filter(Boolean);
}

function history_(row, versions) {
  const columns = [
    ["version", (one) => one.version, "number"], ["known from", (one) => iso(one.known_from)],
    ["until", (one) => (one.known_to == null ? "now" : iso(one.known_to))], ...COUNTED,
    ["reports", (one) => one.reports, "number"], ["sources", (one) => one.sources.join("; ")],
  ];
  return [el("h3", {}, "How it became known"), tableOf("Versions", columns, versions)];
}

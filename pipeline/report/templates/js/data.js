// The packed data as rows.
const KINDS = { casualties: "casualty", displacement: "displacement", violations: "violation" };

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

async function unpack(id) {
  const stream = new Blob([bytesOf(document.getElementById(id).textContent.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// A row is its number: what it says is looked up in the columns when it is asked for. Tens of thousands of rows are made
// in a moment so, and most of their values are never read.
function rowsOf(table, more = {}) {
  class Row {
    constructor(at) { this.at = at; }
  }
  const read = { ...Object.fromEntries(Object.entries(table).map(([name, values]) => [name, (at) => values[at]])), ...more };
  for (const [name, value] of Object.entries(read)) Object.defineProperty(Row.prototype, name, { get() { return value(this.at); }, enumerable: true });
  return Array.from(Object.values(table)[0], (_, at) => new Row(at));
}

const WORDED = ("id parent measure population window_kind ceasefire_id affiliation perpetrator cause basis people_basis " +
  "origin destination act violator characterisation name country kind admin1 precision qualifier unit speaker evidence publisher").split(" ");

// Readers of the columns that hold the numbers of words.
function worded(table, words) {
  const read = {};
  for (const column of WORDED) {
    const values = table[column];
    if (values) read[column] = (at) => (values[at] == null ? null : words[values[at]]);
  }
  return read;
}

function readThings(kind, table, words, places) {
  const { place, sources, killed_low, killed_best, killed_high } = table;
  const more = { ...worded(table, words), table: () => kind, place: (at) => places[place[at]], sources: (at) => sources[at].map((source) => words[source]) };
  if (kind === "violations") {
    Object.assign(more, { measure: () => "violation", population: () => null, window_kind: () => "incident", agree: () => 1,
      low: (at) => killed_low[at], best: (at) => killed_best[at], high: (at) => killed_high[at] });
  }
  return rowsOf(table, more);
}

function readLedger(packed) {
  const { words } = packed;
  const ledger = { about: packed.about, countries: packed.countries };
  for (const name of ["places", "points", "truces"]) ledger[name] = rowsOf(packed[name], worded(packed[name], words));
  ledger.truceById = new Map(ledger.truces.map((truce) => [truce.id, truce]));
  const days = new Set();
  for (const kind of Object.keys(KINDS)) {
    ledger[kind] = readThings(kind, packed[kind], words, ledger.places);
    for (const day of packed[kind].known_from) if (day != null) days.add(day);
  }
  ledger.days = [...days].sort((one, other) => one - other);
  return ledger;
}

let versions = null;

// All that was ever known of a thing; nothing when there is no such thing.
function versionsOf(id) {
  versions ??= d3.group(Object.keys(KINDS).flatMap((kind) => ledger[kind]), (row) => row.id);
  return versions.get(id);
}

// The rows as they were known on a day; as they are known now when no day is given.
function knownOn(rows, day) {
  if (day == null) return rows.filter((row) => row.known_to == null);
  return rows.filter((row) => row.known_from <= day && (row.known_to == null || row.known_to > day));
}

function readEvidence(packed) {
  const { words } = packed;
  const about = new Map();
  packed.notes.about.forEach((ids, at) => ids.forEach((id) => {
    about.set(id, [...(about.get(id) ?? []), { kind: packed.notes.kind[at], detail: packed.notes.detail[at] }]);
  }));
  const read = (name, more) => rowsOf(packed[name], { ...worded(packed[name], words), ...more });
  return {
    claims: read("claims"),
    breaches: read("breaches"),
    documents: read("documents", { agencies: (at) => packed.documents.agencies[at].map((one) => words[one]) }),
    about,
  };
}

// The packed data as rows.
const KINDS = { casualties: "casualty", displacement: "displacement", violations: "violation" };

async function unpack(id) {
  const binary = atob(document.getElementById(id).textContent.trim());
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function rowsOf(table, words, worded) {
  const names = Object.keys(table);
  const read = names.map((name) => {
    const values = table[name];
    if (!worded.has(name)) return (at) => values[at];
    return (at) => (values[at] == null ? null : words[values[at]]);
  });
  const rows = [];
  for (let at = 0; at < table[names[0]].length; at++) {
    const row = {};
    for (let column = 0; column < names.length; column++) row[names[column]] = read[column](at);
    rows.push(row);
  }
  return rows;
}

const WORDED = new Set(("id parent measure population window_kind ceasefire_id affiliation perpetrator cause basis " +
  "people_basis origin destination act violator characterisation name country kind admin1 precision").split(" "));

function readLedger(packed) {
  const { words } = packed;
  const ledger = { about: packed.about, countries: packed.countries };
  ledger.places = rowsOf(packed.places, words, WORDED);
  ledger.points = rowsOf(packed.points, words, WORDED);
  ledger.truces = rowsOf(packed.truces, words, WORDED);
  ledger.truceById = new Map(ledger.truces.map((truce) => [truce.id, truce]));
  ledger.days = new Set();
  ledger.versions = new Map();
  for (const kind of Object.keys(KINDS)) {
    const rows = rowsOf(packed[kind], words, WORDED);
    for (const row of rows) {
      row.table = kind;
      row.place = ledger.places[row.place];
      row.sources = row.sources.map((source) => words[source]);
      if (row.known_from != null) ledger.days.add(row.known_from);
      if (kind === "violations") {
        row.measure = "violation"; row.population = null; row.window_kind = "incident"; row.agree = 1;
        row.low = row.killed_low; row.best = row.killed_best; row.high = row.killed_high;
      }
      const told = ledger.versions.get(row.id);
      if (told) told.push(row); else ledger.versions.set(row.id, [row]);
    }
    ledger[kind] = rows;
  }
  ledger.days = [...ledger.days].sort((one, other) => one - other);
  return ledger;
}

// The rows as they were known on a day; as they are known now when no day is given.
function knownOn(rows, day) {
  if (day == null) return rows.filter((row) => row.known_to == null);
  return rows.filter((row) => row.known_from <= day && (row.known_to == null || row.known_to > day));
}

function readEvidence(packed) {
  const { words } = packed;
  const worded = new Set("measure qualifier unit population affiliation act violator characterisation speaker evidence publisher".split(" "));
  const about = new Map();
  packed.notes.about.forEach((ids, at) => ids.forEach((id) => {
    about.set(id, [...(about.get(id) ?? []), { kind: packed.notes.kind[at], detail: packed.notes.detail[at] }]);
  }));
  return {
    claims: rowsOf(packed.claims, words, worded),
    breaches: rowsOf(packed.breaches, words, worded),
    documents: rowsOf(packed.documents, words, worded).map((row) => ({ ...row, agencies: row.agencies.map((one) => words[one]) })),
    about,
  };
}

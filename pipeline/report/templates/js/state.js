// What the reader has chosen; the address bar keeps it, so that a link shows the same to others.
const KEYS = ["country", "admin1", "from", "to", "measure", "population", "asof", "split", "id"];
const state = {};

function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  for (const key of KEYS) state[key] = told.get(key) || null;
  if (!told.has("country")) state.country = ledger.about.main || null;
  else if (state.country === "*") state.country = null;
  for (const key of ["from", "to", "asof"]) state[key] = state[key] && dayOf(state[key]);
}

function writeAddress() {
  const told = new URLSearchParams();
  for (const key of KEYS) {
    if (state[key] != null) told.set(key, ["from", "to", "asof"].includes(key) ? iso(state[key]) : state[key]);
  }
  if (state.country == null) told.set("country", "*");
  history.replaceState(null, "", `#${told}`);
}

function inSelection(row) {
  const { country, admin1 } = row.place;
  if (state.country && country !== state.country) return false;
  if (state.admin1 && admin1 !== state.admin1) return false;
  if (state.measure && row.measure !== state.measure) return false;
  if (state.population && row.population !== state.population) return false;
  const start = row.window_start ?? row.window_end, end = row.window_end ?? row.window_start;
  if (state.from != null && (end == null || end < state.from)) return false;
  return state.to == null || (start != null && start <= state.to);
}

function isWhole() {
  return KEYS.every((key) => state[key] == null || ["country", "split", "id"].includes(key));
}

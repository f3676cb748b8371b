// What may be added: no two rows that can share a victim; of rows that may overlap the widest stays. The rule of the
// ledger's own totals, for the days and selections that these do not cover.
const LONGEST = 31;
const SHARE_OF_MONTH = 0.8;
const BREADTH = { all: 3, civilians: 2, combatants: 2 };
const WIDTH = { country: 4, admin1: 3, admin2: 2 };
const CIVILIAN_KINDS = new Set(["children", "women", "medics", "aid_workers", "journalists"]);

function inMonth(row) {
  if (row.window_start == null || row.window_end == null || row.best == null || !row.place.country) return false;
  if (row.basis === "stock" || row.window_kind === "war") return false;
  const days = row.window_end - row.window_start + 1;
  if (days > LONGEST) return false;
  if (row.window_kind === "incident") return true;
  const middle = date(row.window_start + Math.floor((days - 1) / 2));
  const first = Date.UTC(middle.getUTCFullYear(), middle.getUTCMonth(), 1) / 86400000;
  const last = Date.UTC(middle.getUTCFullYear(), middle.getUTCMonth() + 1, 0) / 86400000;
  return Math.min(row.window_end, last) - Math.max(row.window_start, first) + 1 >= SHARE_OF_MONTH * days;
}

function peopleWithin(inner, outer) {
  const narrow = inner.population, wide = outer.population;
  return narrow === wide || wide === "all" || (wide === "civilians" && CIVILIAN_KINDS.has(narrow));
}

function placeWithin(inner, outer) {
  const narrow = inner.place, wide = outer.place;
  if (narrow === wide || wide.precision === "country") return true;
  return wide.precision === "admin1" && narrow.admin1 != null && narrow.admin1 === wide.admin1 && narrow.precision !== "country";
}

function mayShare(one, other) {
  const agree = ["affiliation", "cause", "perpetrator"].every((key) => one[key] == null || other[key] == null || one[key] === other[key]);
  return agree && (peopleWithin(one, other) || peopleWithin(other, one)) && (placeWithin(one, other) || placeWithin(other, one));
}

function weight(row) {
  return [BREADTH[row.population] ?? 1, row.affiliation == null ? 1 : 0, WIDTH[row.place.precision] ?? 1,
    row.window_end - row.window_start, row.best, row.id];
}

function lighter(one, other) {
  const left = weight(one), right = weight(other);
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return left[at] < right[at] ? one : other;
  return one;
}

function additive(rows) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const offered = rows.filter(inMonth);
  const ids = new Set(offered.map((row) => row.id));
  const out = new Set();
  for (const row of offered) {
    const seen = new Set([row.id]);
    for (let parent = row.parent; parent != null && !seen.has(parent); parent = byId.get(parent)?.parent) {
      if (ids.has(parent)) out.add(row.id);
      seen.add(parent);
    }
  }
  for (const bucket of d3.group(offered, (row) => `${row.measure} ${row.place.country}`).values()) {
    bucket.sort((one, other) => one.window_start - other.window_start);
    for (let at = 0; at < bucket.length; at++) {
      for (let next = at + 1; next < bucket.length && bucket[next].window_start <= bucket[at].window_end; next++) {
        if (mayShare(bucket[at], bucket[next])) out.add(lighter(bucket[at], bucket[next]).id);
      }
    }
  }
  return offered.filter((row) => !out.has(row.id));
}

// The rows of a selection that may be added; today's are those of the published totals, unless some people are asked for.
function addable(rows) {
  return state.asof == null && !state.population ? rows.filter((row) => row.added) : additive(rows);
}

function sum(rows) {
  const total = { low: 0, best: 0, high: 0, open: false, sources: 0 };
  for (const row of rows) {
    total.low += row.low ?? 0;
    total.best += row.best;
    total.high += row.high ?? row.best;
    total.open ||= row.high == null;
    total.sources = Math.max(total.sources, row.independent_sources);
  }
  return total;
}

// Words, numbers and days for people, and the making of elements. Text from reports only ever becomes text nodes.
const WORDS = {
  all: "all people", aid_workers: "aid workers", islamic_state: "Islamic State", kurdish_forces: "Kurdish forces",
  us_coalition: "US-led coalition", air_strike: "air strike", ground_fighting: "ground fighting",
  ground_attack: "ground attack", unspecified: "act not said", turkey: "Turkey", russia: "Russia", iran: "Iran",
  hezbollah: "Hezbollah", israel: "Israel", headline_against_body: "headline against body",
};
const COLOURS = { killed: "var(--killed)", injured: "var(--injured)", displaced: "var(--displaced)", returned: "var(--returned)" };

function word(value) {
  if (value == null) return "";
  return value.split("+").map((part) => WORDS[part] ?? part.replaceAll("_", " ")).join(" and ");
}

const NUMBER_FORMAT = new Intl.NumberFormat("en");

function number(value) {
  return value == null ? "–" : NUMBER_FORMAT.format(value);
}

function plural(count, one, many = one + "s") {
  return `${number(count)} ${count === 1 ? one : many}`;
}

function bounds(low, high, open = false) {
  if (low == null && high == null) return "no bounds told";
  if (high == null) return `at least ${number(low)}`;
  if (low == null) return `at most ${number(high)}${open ? "+" : ""}`;
  if (low === high && open) return `${number(low)} or more`;
  return low === high ? `exactly ${number(low)}` : `${number(low)} to ${number(high)}${open ? " or more" : ""}`;
}

function iso(day) {
  return day == null ? "" : new Date(day * 86400000).toISOString().slice(0, 10);
}

const DAY_FORMAT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function dayWords(day) {
  return day == null ? "day unknown" : DAY_FORMAT.format(day * 86400000);
}

function period(start, end) {
  if (start == null && end == null) return "time not told";
  if (start === end) return dayWords(start);
  if (start == null) return `up to ${dayWords(end)}`;
  if (end == null) return `from ${dayWords(start)}`;
  return `${dayWords(start)} to ${dayWords(end)}`;
}

function date(day) {
  return new Date(day * 86400000);
}

function dayOf(text) {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / 86400000;
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(4).filter((child) => child != null && child !== false));
  return node;
}

// A name in any script, which must not turn its neighbours around.
function name(text) {
  return el("bdi", { dir: "auto" }, text ?? "–");
}

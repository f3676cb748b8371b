// Where: an exact place is a point, a district or governorate a ring around its middle, a country no mark at all.
let borders = [];
const inner = new Map(); // by country, the borders between its provinces
// Degrees across: on a wider map they would be a mesh.
const WIDEST_WITH_PROVINCES = 30;
const RINGS = { exact: 0, admin2: 12, admin1: 20 };
const NEAR = 1.2;

async function loadBorders() {
  const { world, provinces } = await unpack("data-borders");
  borders = topojson.feature(world, world.objects.countries).features;
  for (const [country, lines] of Object.entries(provinces.countries)) {
    inner.set(country, { type: "MultiLineString", coordinates: lines.map((line) => unrolled(line, provinces.step)) });
  }
}

// A line is its first point and then the steps from point to point, east and north.
function unrolled(line, step) {
  const points = [];
  let x = 0, y = 0;
  for (let at = 0; at < line.length; at += 2) {
    x += line[at];
    y += line[at + 1];
    points.push([x * step, y * step]);
  }
  return points;
}

function spots(rows) {
  const found = [...d3.group(rows.filter((row) => row.place.latitude != null && row.place.precision !== "country"), (row) => row.place)]
    .map(([place, told]) => ({ place, rows: told, single: told.every((row) => row.independent_sources < 2) }));
  return found.sort((one, other) => other.rows.length - one.rows.length);
}

// A name is looked for in the row's own country, then where it is the only one of that name.
function pointOf(name_, country) {
  if (!name_) return null;
  const placed = [...ledger.places, ...ledger.points].filter((one) => one.name === name_ && one.latitude != null && one.precision !== "country");
  const own = placed.find((one) => one.country === country);
  return own ?? (new Set(placed.map((one) => one.country)).size === 1 ? placed[0] : null);
}

const OVER_THE_BORDER = .3; // degrees

// Who fled to a country that is told by name only is drawn as over its nearest border, not at a point inside.
function across(name_, other) {
  const shape = name_ && other?.latitude != null && borders.find((one) => one.properties.name === name_);
  const here = shape && [other.longitude, other.latitude];
  if (!shape || d3.geoContains(shape, here)) return null;
  const edge = d3.least(shape.geometry.coordinates.flat(shape.geometry.type === "Polygon" ? 1 : 2), (point) => d3.geoDistance(point, here));
  const far = Math.hypot(edge[0] - here[0], edge[1] - here[1]) || 1;
  const [longitude, latitude] = [0, 1].map((axis) => edge[axis] + ((edge[axis] - here[axis]) / far) * OVER_THE_BORDER);
  return { name: name_, longitude, latitude, precision: "across" };
}

function journeys(rows) {
  return rows.map((row) => {
    const { place, origin, destination } = row;
    const own = (told, other) => (!told && other && place.name !== other && place.precision !== "country" ? place : null);
    const start = pointOf(origin, place.country) ?? own(origin, destination), end = pointOf(destination, place.country) ?? own(destination, origin);
    return { row, from: start ?? across(origin, end), to: end ?? across(destination, start) };
  }).filter(({ from, to }) => from?.latitude != null && to?.latitude != null && from !== to);
}

function drawMap(root, chosen) {
  const rows = [...chosen.casualties, ...chosen.displacement, ...chosen.violations];
  const found = spots(rows);
  const moves = journeys(chosen.displacement.filter((row) => row.origin || row.destination));
  const vague = rows.filter((row) => row.place.precision === "country" || row.place.latitude == null);
  const title = "Places told of, as exactly as they are known";
  const told = chosen.displacement.filter((row) => row.origin || row.destination);
  fill(root, panel({
    title, note: `${plural(found.length, "place")}; ${plural(vague.length, "row")} known by country only ${vague.length === 1 ? "is" : "are"} not on the map.`,
    chart: (found.length || moves.length) && mapChart(root, title, found, moves),
    keys: [[sign(d3.symbolCircle, "var(--o1)"), "this place; larger with more rows"], [sign(d3.symbolCircle, "var(--o1)", true), "one source each"],
      [sign(d3.symbolCircle, "var(--o2)", true, true), "somewhere in this governorate or district, not at this point"], ["→", "fled from and to; into another country: over its nearest border"], ["┄", "between governorates or provinces"]],
    columns: [["place", (spot) => spot.place.name], ["known by", (spot) => spot.place.precision], ["governorate", (spot) => spot.place.admin1], ["country", (spot) => spot.place.country],
      ["rows", (spot) => spot.rows.length, "number"], ["latitude", (spot) => String(spot.place.latitude)], ["longitude", (spot) => String(spot.place.longitude)]],
    rows: found, file: "places", open: (spot) => openList(spotTitle(spot), spot.rows),
  }), vague.length > 0 && el("button", { type: "button", class: "start", onclick: () => openList("Known by country only", vague) }, `Show the ${plural(vague.length, "row")} known by country only`),
  told.length > 0 && panel({
    title: "From where to where", chart: el("p", {}, `${plural(told.length, "figure")} with an origin or destination; ${plural(moves.length, "is", "are")} drawn above.`),
    columns: [["what", what], ...COUNTED, ["from where", (row) => row.origin], ["to where", (row) => row.destination], ...WHERE_WHEN, ...SAID], rows: told, file: "journeys", open: (row) => openRow(row.id),
  }));
}

function spotTitle(spot) {
  return `${spot.place.precision === "exact" ? "" : "Somewhere in "}${spot.place.name}`;
}

function mapChart(root, title, found, moves) {
  const points = [...found.map((spot) => spot.place), ...moves.flatMap(({ from, to }) => [from, to])].map((place) => [place.longitude, place.latitude]);
  const [west, east] = widened(d3.extent(points, (point) => point[0])), [south, north] = widened(d3.extent(points, (point) => point[1]));
  const width = widthOf(root), height = Math.round(Math.min(560, Math.max(340, width * .62)));
  const frame = { type: "MultiPoint", coordinates: [[west, south], [east, north]] };
  const pad = Math.max(east - west, north - south);
  const near = borders.filter(({ properties: { box: [w, s, e, n] } }) => (e >= west - pad && w <= east + pad && n >= south - pad && s <= north + pad));
  const parts = pad > WIDEST_WITH_PROVINCES ? [] : [...new Set(found.map((spot) => spot.place.country))].map((country) => inner.get(country)).filter(Boolean);
  const tell = (spot) => `${spotTitle(spot)}\n${plural(spot.rows.length, "row")}: ${[...d3.rollup(spot.rows, (rows) => rows.length, (row) => row.measure)].map(([measure, count]) => `${measure} ${count}`).join(", ")}${spot.single ? "\none source each" : ""}`;
  const link = (spot) => onMark(() => openList(spotTitle(spot), spot.rows));
  const at = { x: (spot) => spot.place.longitude, y: (spot) => spot.place.latitude };
  const areas = found.filter((spot) => spot.place.precision !== "exact"), exact = found.filter((spot) => spot.place.precision === "exact");
  const marked = new Set(found.map((spot) => spot.place.name));
  const ends = d3.groups(moves.flatMap(({ from, to }) => [from, to]).filter((place) => !marked.has(place.name)), (place) => place.name).map(([, [place]]) => ({ place, rows: [] }));
  const onPage = d3.geoMercator().fitExtent([[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]], frame).clipExtent([[0, 0], [width, height]]);
  const named = apart([...ends, ...areas, ...exact, ...countryNames(near, onPage)], onPage, width);
  const names = (of) => [...d3.group(named.filter(of), (spot) => `${spot.label.kind} ${spot.label.anchor}`).values()].map((same) => Plot.text(same, { ...at, ...LABELS[same[0].label.kind], text: (spot) => spot.label.text,
    textAnchor: same[0].label.anchor, dx: same[0].label.shift, stroke: "var(--land)", strokeWidth: 3, pointerEvents: "none" }));
  return Plot.plot({
    width, height, className: "chart", ariaLabel: title, margin: 0, projection: { type: "mercator", domain: frame, inset: MARGIN },
    r: { type: "identity" }, color: { type: "identity" },
    marks: [
      Plot.geo(near, { fill: "var(--land)", stroke: "var(--border)", strokeWidth: 1 }),
      Plot.geo(parts, { stroke: "var(--border)", strokeWidth: .8, strokeDasharray: "4,3", ariaLabel: "provinces" }),
      names((spot) => spot.label.kind === "country"),
      Plot.arrow(moves, { x1: ({ from }) => from.longitude, y1: ({ from }) => from.latitude, x2: ({ to }) => to.longitude, y2: ({ to }) => to.latitude, bend: 25, stroke: ({ row }) => COLOURS[row.measure], strokeWidth: 2.5, insetEnd: 8, href: ({ row }) => onMark(() => openRow(row.id)), title: ({ row }) => `${number(row.best)} ${what(row)}\nfrom ${row.origin ?? row.place.name} to ${row.destination ?? row.place.name}` }),
      Plot.dot(areas, { ...at, r: (spot) => RINGS[spot.place.precision] + Math.min(14, 2 * Math.log2(spot.rows.length)), fill: "var(--o2)", fillOpacity: .1, stroke: "var(--o2)", strokeWidth: 2, strokeDasharray: "4,4", href: link, title: tell }),
      Plot.dot(exact, { ...at, r: (spot) => 4 + Math.min(12, 2.2 * Math.log2(spot.rows.length)), fill: (spot) => (spot.single ? "var(--card)" : "var(--o1)"), fillOpacity: .9, stroke: "var(--o1)", strokeWidth: 2, href: link, title: tell }),
      names((spot) => spot.label.kind !== "country"),
      Plot.frame({ stroke: "var(--line)" }),
    ],
  });
}

const MARGIN = 40; // pixels around what the map is about
const MOST_NAMES = 14;
const LABELS = {
  area: { dy: -42, fontSize: 12, fontWeight: 600, fill: "var(--o2)" },
  exact: { fontSize: 11, fill: "currentColor" },
  across: { dy: -12, fontSize: 12, fontStyle: "italic", fill: "var(--soft)" },
  country: { fontSize: 12, fontStyle: "italic", fill: "var(--soft)" },
};
const LEAST_SEEN = 900; // square pixels of a country that are worth its name

// Each country in the middle of what is seen of it, the largest first.
function countryNames(near, onPage) {
  const path = d3.geoPath(onPage);
  const seen = near.map((shape) => ({ name: shape.properties.name, area: path.area(shape), middle: path.centroid(shape) }));
  return d3.sort(seen.filter(({ area }) => area > LEAST_SEEN), ({ area }) => -area).map(({ name: name_, middle }) => {
    const [longitude, latitude] = onPage.invert(middle);
    return { place: { name: name_, longitude, latitude, precision: "country" }, rows: [] };
  });
}

function labelOf({ place, rows }, [x], width) {
  const kind = ["across", "country"].includes(place.precision) ? place.precision : place.precision === "exact" || !rows.length ? "exact" : "area";
  const text = kind === "area" ? `somewhere in ${place.name} (${number(rows.length)})` : place.name;
  const long = text.length * LABELS[kind].fontSize * .62;
  if (kind === "exact") return x + 24 + long < width ? { kind, text, long, anchor: "start", shift: 24 } : { kind, text, long, anchor: "end", shift: -24 };
  const anchor = x < long / 2 ? "start" : x > width - long / 2 ? "end" : "middle";
  return { kind, text, long, anchor, shift: { start: -Math.min(x, 24), end: Math.min(width - x, 24), middle: 0 }[anchor] };
}

// The names that do not run into one another, nor out of the map.
function apart(found, onPage, width) {
  const kept = [];
  for (const spot of found) {
    const [x, y] = onPage([spot.place.longitude, spot.place.latitude]);
    const label = labelOf(spot, [x, y], width);
    const left = x + label.shift - { start: 0, middle: label.long / 2, end: label.long }[label.anchor], top = y + (LABELS[label.kind].dy ?? 0);
    if (kept.some((other) => other.label.text === label.text || Math.abs(other.top - top) < 16 && left < other.left + other.label.long + 6 && other.left < left + label.long + 6)) continue;
    if (label.kind !== "country" && kept.length >= MOST_NAMES) continue;
    kept.push({ ...spot, label, left, top });
  }
  return kept;
}

function widened([low, high]) {
  const missing = Math.max(0, 2 * NEAR - (high - low)) / 2;
  return [low - missing, high + missing];
}

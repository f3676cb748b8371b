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

function pointOf(name_, country) {
  if (!name_) return null;
  const same = (one) => one.name === name_ && one.country === country && one.latitude != null;
  return ledger.places.find(same) ?? ledger.points.find(same) ?? null;
}

function journeys(rows) {
  return rows.map((row) => {
    const from = pointOf(row.origin, row.place.country) ?? (row.origin ? null : row.destination && row.place.name !== row.destination ? row.place : null);
    const to = pointOf(row.destination, row.place.country) ?? (row.destination ? null : row.origin && row.place.name !== row.origin ? row.place : null);
    return { row, from, to };
  }).filter(({ from, to }) => from?.latitude != null && to?.latitude != null && from !== to && from.precision !== "country" && to.precision !== "country");
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
      [sign(d3.symbolCircle, "var(--o2)", true, true), "somewhere in this governorate or district, not at this point"], ["→", "fled from and to"], ["┄", "between governorates or provinces"]],
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
  const inside = near.filter(({ properties: { box: [w, s, e, n] } }) => (w + e) / 2 > west - pad / 3 && (w + e) / 2 < east + pad / 3 && (s + n) / 2 > south - pad / 3 && (s + n) / 2 < north + pad / 3);
  const parts = pad > WIDEST_WITH_PROVINCES ? [] : [...new Set(found.map((spot) => spot.place.country))].map((country) => inner.get(country)).filter(Boolean);
  const tell = (spot) => `${spotTitle(spot)}\n${plural(spot.rows.length, "row")}: ${[...d3.rollup(spot.rows, (rows) => rows.length, (row) => row.measure)].map(([measure, count]) => `${measure} ${count}`).join(", ")}${spot.single ? "\none source each" : ""}`;
  const link = (spot) => onMark(() => openList(spotTitle(spot), spot.rows));
  const at = { x: (spot) => spot.place.longitude, y: (spot) => spot.place.latitude };
  const areas = found.filter((spot) => spot.place.precision !== "exact"), exact = found.filter((spot) => spot.place.precision === "exact");
  const named = apart([...areas, ...exact], (east - west) / width);
  return Plot.plot({
    width, height, className: "chart", ariaLabel: title, margin: 0, projection: { type: "mercator", domain: frame, inset: 40 },
    r: { type: "identity" }, color: { type: "identity" },
    marks: [
      Plot.geo(near, { fill: "var(--land)", stroke: "var(--border)", strokeWidth: 1 }),
      Plot.geo(parts, { stroke: "var(--border)", strokeWidth: .8, strokeDasharray: "4,3", ariaLabel: "provinces" }),
      Plot.text(inside, Plot.centroid({ text: (shape) => shape.properties.name, fill: "var(--soft)", fontSize: 12, fontStyle: "italic", geometry: (shape) => shape })),
      Plot.arrow(moves, { x1: ({ from }) => from.longitude, y1: ({ from }) => from.latitude, x2: ({ to }) => to.longitude, y2: ({ to }) => to.latitude, bend: 25, stroke: ({ row }) => COLOURS[row.measure], strokeWidth: 2.5, insetEnd: 8, href: ({ row }) => onMark(() => openRow(row.id)), title: ({ row }) => `${number(row.best)} ${what(row)}\nfrom ${row.origin ?? row.place.name} to ${row.destination ?? row.place.name}` }),
      Plot.dot(areas, { ...at, r: (spot) => RINGS[spot.place.precision] + Math.min(14, 2 * Math.log2(spot.rows.length)), fill: "var(--o2)", fillOpacity: .1, stroke: "var(--o2)", strokeWidth: 2, strokeDasharray: "4,4", href: link, title: tell }),
      Plot.text(named.filter((spot) => spot.place.precision !== "exact"), { ...at, text: (spot) => `somewhere in ${spot.place.name} (${number(spot.rows.length)})`, dy: -42, fontSize: 12, fontWeight: 600, fill: "var(--o2)", stroke: "var(--land)", strokeWidth: 3, pointerEvents: "none" }),
      Plot.dot(exact, { ...at, r: (spot) => 4 + Math.min(12, 2.2 * Math.log2(spot.rows.length)), fill: (spot) => (spot.single ? "var(--card)" : "var(--o1)"), fillOpacity: .9, stroke: "var(--o1)", strokeWidth: 2, href: link, title: tell }),
      Plot.text(named.filter((spot) => spot.place.precision === "exact"), { ...at, text: (spot) => spot.place.name,  textAnchor: "start", dx: 24, fontSize: 11, fill: "currentColor", stroke: "var(--land)", strokeWidth: 3, pointerEvents: "none" }),
      Plot.frame({ stroke: "var(--line)" }),
    ],
  });
}

// The names that do not run into one another.
function apart(found, degrees) {
  const kept = [];
  for (const spot of found) {
    const { longitude: x, latitude: y } = spot.place;
    const clash = kept.some(({ place }) => Math.abs(place.latitude - y) < 26 * degrees && Math.abs(place.longitude - x) < 130 * degrees);
    if (!clash) kept.push(spot);
    if (kept.length === 14) break;
  }
  return kept;
}

function widened([low, high]) {
  const missing = Math.max(0, 2 * NEAR - (high - low)) / 2;
  return [low - missing, high + missing];
}

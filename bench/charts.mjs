// Draws docs/performance.svg from the results of a full run: `npm run bench && node bench/charts.mjs`.
import { readFileSync, writeFileSync } from "node:fs";
import { getResultFile } from "./support/report.mjs";

const OURS = "codeweaver-telemetry";
/** Readable on a white and on a black background. */
const COLOURS = { text: "#7d8590", ours: "#3b82f6", other: "#8b949e" };
const CHART_WIDTH = 860;
const LABEL_WIDTH = 330;
const VALUE_WIDTH = 70;
const ROW_HEIGHT = 22;
const BAR_HEIGHT = 14;

/** Each chart shows one column of a bench. With `from`, its scale is logarithmic and its bars begin there. */
const CHARTS = [
  {
    name: "serialise",
    title: "Serialising a response, times hand-written code (logarithmic)",
    value: (row, rows) => row[MODEL] / rows.find(({ name }) => name === "by hand")[MODEL],
    unit: "×",
    from: 0.5,
  },
  {
    name: "capture",
    title: "One capture in the caller's turn, µs (logarithmic)",
    value: (row) => row["caller's turn, µs"],
    unit: " µs",
    from: 0.05,
  },
  {
    name: "import",
    title: "Import, ms more than an empty module",
    value: (row) => row["ms more than an empty module"],
    unit: " ms",
    without: ["an empty module"],
  },
  {
    name: "exit",
    title: "One event at the end of a process, ms longer (logarithmic)",
    value: (row) => row["ms longer, from the end of its work"],
    unit: " ms",
    from: 0.5,
  },
];
const MODEL = "library's model, ns";

const lines = [];
let y = 8;
let machine = "";
for (const { name, title, value, unit, from, without = [] } of CHARTS) {
  const result = JSON.parse(readFileSync(getResultFile(name, false), "utf8"));
  machine = `Node ${result.node}, ${result.cores} cores, ${result.cpu}; medians; npm run bench`;
  const bars = result.rows
    .filter((row) => !without.includes(row.name))
    .map((row) => ({ label: row.name, size: value(row, result.rows) }))
    .filter(({ size }) => Number.isFinite(size));
  const max = Math.max(...bars.map(({ size }) => size));
  y += 22;
  lines.push(`<text x="8" y="${y}" font-weight="600" font-size="14">${escapeXml(title)}</text>`);
  y += 10;
  for (const { label, size } of bars) {
    const share = from === undefined ? size / max : Math.log(size / from) / Math.log(max / from);
    const length = Math.max(1, Math.round((CHART_WIDTH - LABEL_WIDTH - VALUE_WIDTH) * Math.max(0, share)));
    const colour = label.startsWith(OURS) ? COLOURS.ours : COLOURS.other;
    const middle = y + BAR_HEIGHT / 2 + 4;
    lines.push(
      `<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y}" width="${length}" height="${BAR_HEIGHT}" rx="2" fill="${colour}"/>`,
      `<text x="${LABEL_WIDTH + length + 6}" y="${middle}">${formatSize(size)}${unit}</text>`,
    );
    y += ROW_HEIGHT;
  }
}
y += 16;
lines.push(`<text x="8" y="${y}" font-size="11">${escapeXml(machine)}</text>`);

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CHART_WIDTH} ${y + 12}" role="img" aria-label="codeweaver-telemetry beside its peers: serialising, capturing, importing, ending">
<g font-family="system-ui, sans-serif" font-size="12" fill="${COLOURS.text}">
${lines.join("\n")}
</g>
</svg>
`;
writeFileSync("docs/performance.svg", svg);
console.log(`docs/performance.svg: ${svg.length} bytes`);

function formatSize(size) {
  return size >= 100 ? String(Math.round(size)) : String(Number(size.toPrecision(2)));
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

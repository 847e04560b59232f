// Draws docs/performance.svg from the results of a full run: `node bench/main.mjs && node bench/plot.mjs`.
import { readFileSync, writeFileSync } from "node:fs";
import { resultFile } from "./support/report.mjs";

const OURS = "codeweaver-telemetry";
/** Readable on white and on black. */
const COLOURS = { text: "#7d8590", ours: "#3b82f6", other: "#8b949e" };
const WIDTH = 860;
const LABELS = 330;
const VALUES = 70;
const ROW = 22;
const BAR = 14;

/** Each is one bench's column; on a logarithmic scale a bar begins at `from`. */
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
  const result = JSON.parse(readFileSync(resultFile(name, false), "utf8"));
  machine = `Node ${result.node}, ${result.cores} cores, ${result.cpu}; medians; npm run bench`;
  const bars = result.rows
    .filter((row) => !without.includes(row.name))
    .map((row) => ({ label: row.name, size: value(row, result.rows) }))
    .filter(({ size }) => Number.isFinite(size));
  const most = Math.max(...bars.map(({ size }) => size));
  y += 22;
  lines.push(`<text x="8" y="${y}" font-weight="600" font-size="14">${escaped(title)}</text>`);
  y += 10;
  for (const { label, size } of bars) {
    const share = from === undefined ? size / most : Math.log(size / from) / Math.log(most / from);
    const length = Math.max(1, Math.round((WIDTH - LABELS - VALUES) * Math.max(0, share)));
    const colour = label.startsWith(OURS) ? COLOURS.ours : COLOURS.other;
    const middle = y + BAR / 2 + 4;
    lines.push(
      `<text x="${LABELS - 8}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABELS}" y="${y}" width="${length}" height="${BAR}" rx="2" fill="${colour}"/>`,
      `<text x="${LABELS + length + 6}" y="${middle}">${shortened(size)}${unit}</text>`,
    );
    y += ROW;
  }
}
y += 16;
lines.push(`<text x="8" y="${y}" font-size="11">${escaped(machine)}</text>`);

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 12}" role="img" aria-label="codeweaver-telemetry beside its peers: serialising, capturing, importing, ending">
<g font-family="system-ui, sans-serif" font-size="12" fill="${COLOURS.text}">
${lines.join("\n")}
</g>
</svg>
`;
writeFileSync("docs/performance.svg", svg);
console.log(`docs/performance.svg: ${svg.length} bytes`);

function shortened(size) {
  return size >= 100 ? String(Math.round(size)) : String(Number(size.toPrecision(2)));
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

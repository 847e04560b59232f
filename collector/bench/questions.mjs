// Measures how long each question takes over a community's events, in an index of its own.
// `npm run bench:questions -w collector [-- --events N]`
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseFilter } from "../dist/questions/answer-filter.js";
import { askQuestion } from "../dist/questions/ask-question.js";
import { QUESTIONS } from "../dist/questions/catalog.js";
import { ColumnLayout } from "../dist/questions/column-layout.js";
import { DIALECTS } from "../dist/store/dialect.js";
import { DuckDbStore } from "../dist/store/duckdb/duckdb-store.js";
import { deriveManifestTables } from "../dist/store/tables.js";
import { generateLines } from "./community.mjs";

const { values } = parseArgs({ options: { events: { type: "string" } } });
const EVENTS = Number(values.events ?? 1_000_000);
const BATCH = 100_000;
const ROUNDS = 3;
const DAYS = 90;

const folder = mkdtempSync(join(tmpdir(), "collector-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const manifest = JSON.parse(
  readFileSync(new URL("../../config/telemetry-manifest.json", import.meta.url), "utf8"),
);
const tables = deriveManifestTables([manifest]);
const store = await DuckDbStore.open({ path: join(folder, "index.duckdb"), memoryLimit: "640MB", tables });

let lines = [];
let offset = 0;
async function append() {
  offset += lines.length;
  await store.append({ kind: "events", day: "2026-11-28", lines, end: { sequence: 1, offset } });
  lines = [];
}
for (const line of generateLines(EVENTS, { days: DAYS })) {
  lines.push(Buffer.from(`${line}\n`));
  if (lines.length === BATCH) {
    lines = [Buffer.concat(lines)];
    await append();
  }
}
lines = [Buffer.concat(lines)];
await append();

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const filter = parseFilter(new URLSearchParams(), Date.now(), DAYS);
const layout = new ColumnLayout(DIALECTS.duckdb, tables);
const results = [];
for (const question of QUESTIONS) {
  const durations = [];
  let answer;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    answer = await askQuestion(question, filter, { layout, runQuery: (sql) => store.query(sql) });
    durations.push(performance.now() - start);
  }
  results.push({ id: question.id, ms: median(durations), n: answer.n, rows: answer.rows.length });
}
await store.close();
for (const { id, ms, n, rows } of results.toSorted((a, b) => b.ms - a.ms))
  process.stdout.write(
    `${id.padEnd(28)}${ms.toFixed(0).padStart(6)} ms${n.toLocaleString("en").padStart(14)} rows read${String(rows).padStart(7)} in the answer\n`,
  );
process.stdout.write(
  `slowest of ${results.length} questions over ${EVENTS.toLocaleString("en")} events: ${Math.max(...results.map(({ ms }) => ms)).toFixed(0)} ms (aim 250 ms at 1 million, 2 s at 10 million)\n`,
);

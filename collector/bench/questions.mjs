// Measures how long each question takes over a community's events and spans, in an index of its own.
// `npm run bench:questions -w collector [-- --events N]`
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateSpanLines } from "../community/agent-spans.mjs";
import { generateLines } from "../community/community.mjs";
import { parseFilter } from "../dist/questions/answer-filter.js";
import { askQuestion } from "../dist/questions/ask-question.js";
import { QUESTIONS } from "../dist/questions/catalog.js";
import { ColumnLayout } from "../dist/questions/column-layout.js";
import { DIALECTS } from "../dist/store/dialect.js";
import { DuckDbStore } from "../dist/store/duckdb/duckdb-store.js";
import { deriveManifestTables } from "../dist/store/tables.js";

const { values } = parseArgs({ options: { events: { type: "string" } } });
const EVENTS = Number(values.events ?? 1_000_000);
const SPANS = Math.round(EVENTS * 0.3);
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

async function load(kind, generated) {
  let lines = [];
  let offset = 0;
  const append = async () => {
    offset += lines.length;
    const batch = { kind, day: "2026-11-28", lines: [Buffer.from(lines.join(""))] };
    await store.append({ ...batch, end: { sequence: 1, offset } });
    lines = [];
  };
  for (const line of generated) {
    lines.push(`${line}\n`);
    if (lines.length === BATCH) await append();
  }
  if (lines.length > 0) await append();
}
await load("events", generateLines({ events: EVENTS, days: DAYS }));
await load("spans", generateSpanLines(SPANS, { days: DAYS }));

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
  `slowest of ${results.length} questions over ${EVENTS.toLocaleString("en")} events and ${SPANS.toLocaleString("en")} spans: ${Math.max(...results.map(({ ms }) => ms)).toFixed(0)} ms (aim 250 ms at 1 million, 2 s at 10 million)\n`,
);

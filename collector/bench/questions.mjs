// Measures how long each question takes over a community's events and spans, in an index of its own, and beside it the same
// SQL over files of Parquet: `npm run bench:questions -w collector [-- --events N]`
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateSpanLines } from "../community/agent-spans.mjs";
import { PACKAGE_MANIFEST } from "../community/collector-process.mjs";
import { generateLines } from "../community/community.mjs";
import { parseFilter } from "../dist/questions/answer-filter.js";
import { askQuestion } from "../dist/questions/ask-question.js";
import { QUESTIONS } from "../dist/questions/catalog.js";
import { ColumnLayout } from "../dist/questions/column-layout.js";
import { DIALECTS } from "../dist/store/dialect.js";
import { DuckDbStore } from "../dist/store/duckdb/duckdb-store.js";
import { deriveManifestTables } from "../dist/store/tables.js";
import { openParquet } from "./parquet.mjs";

const { values } = parseArgs({ options: { events: { type: "string" } } });
const EVENTS = Number(values.events ?? 1_000_000);
const SPANS = Math.round(EVENTS * 0.3);
const BATCH = 100_000;
const ROUNDS = 3;
const DAYS = 90;
const MEMORY_LIMIT = "640MB";

const folder = mkdtempSync(join(tmpdir(), "collector-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "index.duckdb");
const tables = deriveManifestTables([JSON.parse(readFileSync(PACKAGE_MANIFEST, "utf8"))]);
const store = await DuckDbStore.open({ path, memoryLimit: MEMORY_LIMIT, tables });

async function load(kind, generated) {
  let lines = [];
  let offset = 0;
  let count = 0;
  const append = async () => {
    offset += lines.length;
    const batch = { kind, day: "2026-11-28", lines: [Buffer.from(lines.join(""))] };
    count += (await store.append({ ...batch, end: { sequence: 1, offset } })).added;
    lines = [];
  };
  for (const line of generated) {
    lines.push(`${line}\n`);
    if (lines.length === BATCH) await append();
  }
  if (lines.length > 0) await append();
  return count;
}
const events = await load("events", generateLines({ events: EVENTS, days: DAYS }));
const spans = await load("spans", generateSpanLines(SPANS, { days: DAYS }));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const filter = parseFilter(new URLSearchParams(), Date.now(), DAYS);
const layout = new ColumnLayout(DIALECTS.duckdb, tables);

/** Returns the median time and the answer of each question. */
async function measureQuestions(runQuery) {
  const results = new Map();
  for (const question of QUESTIONS) {
    const durations = [];
    let answer;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      answer = await askQuestion(question, filter, { layout, runQuery });
      durations.push(performance.now() - start);
    }
    results.set(question.id, { ms: median(durations), n: answer.n, rows: answer.rows.length });
  }
  return results;
}
const results = await measureQuestions((sql) => store.query(sql));
await store.close();
const parquet = await openParquet(path, folder, MEMORY_LIMIT);
const byHand = await measureQuestions((sql) => parquet.query(sql));
parquet.close();

const format = (ms) => `${ms.toFixed(0).padStart(6)} ms`;
process.stdout.write(`${"".padEnd(28)}    index  Parquet\n`);
for (const [id, { ms, n, rows }] of [...results].toSorted(([, a], [, b]) => b.ms - a.ms))
  process.stdout.write(
    `${id.padEnd(28)}${format(ms)}${format(byHand.get(id).ms)}${n.toLocaleString("en").padStart(14)} rows read${String(rows).padStart(7)} in the answer\n`,
  );
const findSlowest = (measured) => format(Math.max(...[...measured.values()].map(({ ms }) => ms))).trim();
process.stdout.write(
  `slowest of ${results.size} questions over ${events.toLocaleString("en")} events and ${spans.toLocaleString("en")} spans: ${findSlowest(results)} (aim 250 ms at 1 million, 2 s at 10 million), over Parquet ${findSlowest(byHand)}\n`,
);

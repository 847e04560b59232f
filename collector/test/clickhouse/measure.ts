/**
 * Measures DuckDB and ClickHouse beside each other: `npm run measure:clickhouse -w collector`. The number of events is
 * `EVENTS` in the environment, or a million.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { DIALECTS, ENGINES, type Engine } from "../../src/store/dialect.js";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import type { Store } from "../../src/store/store.js";
import { createBatch, TABLES } from "../store/contract.js";
import { createRandom, generateEvents, generateSpans } from "../support/generated-events.js";
import { closeEngine, ENGINE_FOLDER, openClickHouse } from "./engine.js";
import { MEASURED } from "./statements.js";

const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const INSTALLATIONS = 20_000;
const SMALL_BATCHES = 40;
const RUNS = 7;

const folder = mkdtempSync(join(tmpdir(), "collector-measure-"));

test("measures both engines", async () => {
  const path = join(folder, "index.duckdb");
  const stores: Record<Engine, Store> = {
    duckdb: await DuckDbStore.open({ path, memoryLimit: "640MB", tables: TABLES }),
    clickhouse: await openClickHouse("measure", TABLES),
  };
  await measureAppends(stores, EVENTS, 20_000, "batches of 20,000");
  await measureAppends(stores, SMALL_BATCHES * 500, 500, "then batches of 500");
  const spans = createBatch([...generateSpans(EVENTS / 10, createRandom(2))], { kind: "spans" });
  for (const engine of ENGINES) await stores[engine].append(spans);
  print(`disk: ${ENGINES.join(" | ")}: ${measureFolder(folder)} | ${measureFolder(ENGINE_FOLDER)} MB`);
  for (const engine of ENGINES) await measureStatements(engine, stores[engine], engine);
  const withoutFinal = await openClickHouse("measure", TABLES, { querySettings: { final: 0 } });
  await measureStatements("clickhouse", withoutFinal, "clickhouse without FINAL");
  for (const engine of ENGINES) await stores[engine].close();
  await closeEngine();
  rmSync(folder, { recursive: true, force: true });
});

/** Both engines get each batch, one after the other, so that they share what else the machine does. */
async function measureAppends(
  stores: Record<Engine, Store>,
  count: number,
  batchLines: number,
  title: string,
): Promise<void> {
  const times: Record<Engine, number[]> = { duckdb: [], clickhouse: [] };
  let lines: string[] = [];
  let bytes = 0;
  for (const line of generateEvents(count, INSTALLATIONS, createRandom(count))) {
    bytes += line.length + 1;
    if (lines.push(line) < batchLines) continue;
    const batch = createBatch(lines);
    lines = [];
    for (const engine of ENGINES) {
      const start = performance.now();
      await stores[engine].append(batch);
      times[engine].push(performance.now() - start);
    }
  }
  for (const engine of ENGINES) {
    const total = times[engine].reduce((sum, time) => sum + time, 0);
    const sorted = times[engine].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]?.toFixed(0);
    const rate = Math.round((count / total) * 1000);
    print(
      `${engine}, ${title} (${Math.round(bytes / count)} bytes): ${rate} events/s, median ${median} ms a batch`,
    );
  }
}

async function measureStatements(engine: Engine, store: Store, title: string): Promise<void> {
  for (const statement of MEASURED) {
    const sql = statement.createSql(DIALECTS[engine]);
    const median = await measureMedian(() => store.query(sql, statement.parameters));
    print(`${title}, ${statement.title}: ${median.toFixed(0)} ms`);
  }
}

async function measureMedian(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

function measureFolder(path: string): number {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return Math.round(bytes / 1024 ** 2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

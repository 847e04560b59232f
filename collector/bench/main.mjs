// Measures the collector beside its peers in one run: ingest, lag of the index, rebuild and memory.
// `npm run bench -w collector [-- --events N] [-- --quick]`
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { startServer } from "../community/collector-process.mjs";
import { measureAppender, measureParseAndSync } from "./appender.mjs";
import { createDataFolder, measureMemory } from "./server.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean" }, events: { type: "string" } } });
const EVENTS = Number(values.events ?? (values.quick ? 50_000 : 1_000_000));
const ROUNDS = values.quick ? 1 : 3;
const PACED_RATE = 40_000;
const PACED_SECONDS = values.quick ? 3 : 20;
const CONNECTIONS = 32;
/** A measurement takes about ten milliseconds of the system's time. */
const MEMORY_POLL_MS = 500;
const LOAD = fileURLToPath(new URL("./load.mjs", import.meta.url));
const run = promisify(execFile);

async function sendLoad(server, eventCount, rate = 0) {
  const numbers = [eventCount, 100, CONNECTIONS, rate].map(String);
  const { stdout } = await run(process.execPath, ["--max-old-space-size=4096", LOAD, server.url, ...numbers]);
  return JSON.parse(stdout);
}

function print(name, value) {
  process.stdout.write(`${name.padEnd(64)}${value}\n`);
}

const format = (number) => Math.round(number).toLocaleString("en");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Calls a function while something runs, and returns the greatest value. */
async function watch(work, measure, intervalMs) {
  let isDone = false;
  const seen = [];
  const watching = (async () => {
    while (!isDone) {
      seen.push(await measure());
      await sleep(intervalMs);
    }
  })();
  const result = await work;
  isDone = true;
  await watching;
  return { result, seen };
}

const data = createDataFolder();
const server = await startServer(data);
await server.addManifest();
await server.catchUp();
const { pid, indexPid } = await server.status();
print("memory of a fresh server and its index process", `${format(measureMemory([pid, indexPid]) / 1e6)} MB`);

const ingest = [];
const appender = [];
const parse = [];
const p99 = [];
let peak = 0;
for (let round = 0; round < ROUNDS; round++) {
  const count = Math.floor(EVENTS / ROUNDS);
  const { result, seen } = await watch(
    sendLoad(server, count),
    () => measureMemory([pid, indexPid]),
    MEMORY_POLL_MS,
  );
  if (Object.keys(result.statuses).join() !== "200") throw new Error(JSON.stringify(result.statuses));
  peak = Math.max(peak, ...seen);
  ingest.push(result.eventsPerSecond);
  p99.push(result.p99);
  await server.catchUp();
  appender.push(await measureAppender(data, Math.min(count, 200_000)));
  parse.push(measureParseAndSync(data, Math.min(count, 200_000)));
}
const bounds = (numbers) => `${format(median(numbers))} (${numbers.map(format).join(", ")})`;
print("durable ingest over HTTP, batches of 100, gzip, events/s", bounds(ingest));
print("DuckDB's appender with deduplication, batches of 1,000, events/s", bounds(appender));
print("JSON.parse and fdatasync alone, batches of 100, events/s", bounds(parse));
print("ingest / appender (aim 1.5)", (median(ingest) / median(appender)).toFixed(2));
print("p99 of a batch (aim 100 ms)", `${format(median(p99))} ms`);
print("memory at full ingest, both processes (aim 1.1 GB)", `${format(peak / 1e6)} MB`);

const paced = sendLoad(server, PACED_RATE * PACED_SECONDS, PACED_RATE);
const lag = await watch(paced, () => server.readMetric("collector_index_lag_seconds{"), 100);
print(
  `lag of the index at ${format(PACED_RATE)} events/s: mean, max (aim 2 s)`,
  `${(lag.seen.reduce((a, b) => a + b, 0) / lag.seen.length).toFixed(2)} s, ${Math.max(...lag.seen).toFixed(2)} s`,
);
print(
  "p99 of a batch at this rate",
  `${format(lag.result.p99)} ms, ${format(lag.result.eventsPerSecond)} events/s sent`,
);
await server.catchUp();

const indexed = await server.readMetric("collector_indexed_total{");
const start = performance.now();
await server.rebuild();
await server.catchUp();
const seconds = (performance.now() - start) / 1000;
print(`rebuild of ${format(indexed)} events, events/s (aim 200,000)`, format(indexed / seconds));
await server.stop();

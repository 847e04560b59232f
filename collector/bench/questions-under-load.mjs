// Measures how long each question takes over HTTP while events arrive at the same server:
// `npm run bench:load -w collector [-- --events N] [-- --rate N]`
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startServer } from "../community/collector-process.mjs";
import { sendEvents } from "../community/command/send-events.mjs";
import { generateLines } from "../community/community.mjs";
import { QUESTIONS } from "../dist/questions/catalog.js";
import { createDataFolder } from "./server.mjs";

const { values } = parseArgs({ options: { events: { type: "string" }, rate: { type: "string" } } });
const EVENTS = Number(values.events ?? 1_000_000);
const RATE = Number(values.rate ?? 20_000);
const BATCH = 100;
const CONNECTIONS = 8;
const ROUNDS = 3;
/** Events that are as old as they are kept would be dropped as expired. */
const DAYS = 89;
const DAY_MS = 24 * 3600 * 1000;
const AIM_MS = 400;
const MAX_SECONDS = 120;
const LOAD = fileURLToPath(new URL("./load.mjs", import.meta.url));

const stop = new AbortController();
const server = await startServer(createDataFolder());
await server.addManifest();
const lines = generateLines({ events: EVENTS, days: DAYS });
await sendEvents({ lines, url: server.url, signal: stop.signal, onSent: () => {} });
await server.catchUp();

const toDay = (time) => new Date(time).toISOString().slice(0, 10);
const days = `from=${toDay(Date.now() - (DAYS - 1) * DAY_MS)}&to=${toDay(Date.now())}`;
const countAccepted = () => server.readMetric("collector_accepted_total{");

async function measure(id) {
  const headers = { Authorization: `Bearer ${server.readToken()}` };
  const start = performance.now();
  const response = await fetch(`${server.url}/api/questions/${id}?${days}`, { headers });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${id} was answered with ${response.status}`);
  return performance.now() - start;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
async function measureQuestions() {
  const results = new Map(QUESTIONS.map(({ id }) => [id, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const { id } of QUESTIONS) results.get(id).push(await measure(id));
  return new Map([...results].map(([id, durations]) => [id, median(durations)]));
}

const calm = await measureQuestions();
const numbers = [RATE * MAX_SECONDS, BATCH, CONNECTIONS, RATE].map(String);
const sender = spawn(process.execPath, ["--max-old-space-size=4096", LOAD, server.url, ...numbers], {
  stdio: ["ignore", "ignore", "inherit"],
});
// The sender creates its batches first.
const before = await countAccepted();
while ((await countAccepted()) < before + RATE) await new Promise((resolve) => setTimeout(resolve, 100));
const [first, start] = [await countAccepted(), performance.now()];
const busy = await measureQuestions();
const [last, lag] = [await countAccepted(), await server.readMetric("collector_index_lag_seconds{")];
const seconds = (performance.now() - start) / 1000;
sender.kill();

const format = (ms) => `${ms.toFixed(0).padStart(6)} ms`;
process.stdout.write(`${"".padEnd(28)}     calm   loaded\n`);
for (const [id, ms] of [...busy].toSorted(([, a], [, b]) => b - a).slice(0, 20))
  process.stdout.write(`${id.padEnd(28)}${format(calm.get(id))}${format(ms)}\n`);
const count = (number) => Math.round(number).toLocaleString("en");
process.stdout.write(
  `slowest of ${busy.size} questions over ${count(before)} to ${count(last)} events: ${format(Math.max(...calm.values())).trim()}, and ${format(Math.max(...busy.values())).trim()} while ${count((last - first) / seconds)} events a second arrived (aim ${AIM_MS} ms); the index was ${lag.toFixed(1)} s behind\n`,
);
await server.stop();

// Measures how long pages take over a community's events, warm, over HTTP: `npm run bench:pages -w collector [-- --events N]`
import { parseArgs } from "node:util";
import { startServer } from "../community/collector-process.mjs";
import { generateLines } from "../community/community.mjs";
import { createDataFolder, measureMemory } from "./server.mjs";

const { values } = parseArgs({ options: { events: { type: "string" } } });
const EVENTS = Number(values.events ?? 1_000_000);
const BATCH = 2000;
const ROUNDS = 10;
const PATHS = [
  "/",
  "/questions/search-latency",
  "/questions/active-installations",
  "/experiments",
  "/claims",
];
const AIM_MS = 300;

const data = createDataFolder();
const server = await startServer(data);
await server.addManifest();
await server.catchUp();

async function sendEvents() {
  let lines = [];
  const send = async () => {
    const body = `{"api_key":"phc_bench","batch":[${lines.join(",")}]}`;
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${server.url}/batch/`, { method: "POST", headers, body });
    if (response.status !== 200) throw new Error(await response.text());
    lines = [];
  };
  // Events that are as old as they are kept would be dropped as expired.
  for (const line of generateLines({ events: EVENTS, days: 89 })) {
    lines.push(line);
    if (lines.length === BATCH) await send();
  }
  if (lines.length > 0) await send();
}

async function measurePage(path) {
  const headers = { Authorization: `Bearer ${server.readToken()}` };
  const start = performance.now();
  const response = await fetch(server.url + path, { headers });
  const page = await response.text();
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
  return { ms: performance.now() - start, kilobytes: page.length / 1000 };
}

const format = (number) => Math.round(number).toLocaleString("en");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const measureMegabytes = async () => {
  const { pid, indexPid } = await server.status();
  return format(measureMemory([pid, indexPid]) / 1e6);
};

process.stdout.write(`memory of both processes before the first page: ${await measureMegabytes()} MB\n`);
await sendEvents();
await server.catchUp();
for (const path of PATHS) {
  const first = await measurePage(path);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push((await measurePage(path)).ms);
  process.stdout.write(
    `${path.padEnd(36)}${format(median(rounds)).padStart(6)} ms, the slowest ${format(Math.max(...rounds))} ms, the first ${format(first.ms)} ms, ${format(first.kilobytes)} kB (aim ${AIM_MS} ms)\n`,
  );
}
process.stdout.write(`memory of both processes after them: ${await measureMegabytes()} MB\n`);
await server.stop();

// Measures a client that is off: the time and memory of each call, and whether it loads, opens or writes anything.
import assert from "node:assert/strict";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";
import { race, start } from "./support/race.mjs";

export const title = "calls of a client that is off by DO_NOT_TRACK=1";

const OURS = "codeweaver-telemetry";
const METHODS = [
  "capture",
  "captureFromEvent",
  "startSession",
  "endSession",
  "getFeatureFlag",
  "withContext",
  "flush",
];
const PEER = "posthog-node, disabled: true";
const OTHERS = [PEER, "a call of an empty function", "a call that makes an object of two"];
const formatName = (label, method) => (label === OURS ? method : `${label}: ${method}`);

export const targets = METHODS.flatMap((method) => [
  { title: method, row: method, column: "ns", limit: 20, unit: "ns" },
  { title: method, row: method, column: "bytes", limit: 0, unit: "bytes" },
]).concat({
  title: "capture ÷ posthog-node's",
  row: "capture",
  column: "ns",
  over: { row: formatName(PEER, "capture") },
  limit: 0.02,
  slack: 2,
});

/** Nothing may be collected while bytes are counted, so the young generation has to hold them all. */
const LARGE_HEAP = ["--min-semi-space-size=512", "--max-semi-space-size=512"];

export async function measure({ quick }) {
  const module = new URL("contestants/disabled.mjs", import.meta.url).href;
  const env = { DO_NOT_TRACK: "1" };
  const createEntries = (options) =>
    Object.fromEntries([OURS, ...OTHERS].map((label) => [label, { env, ...options }]));
  const { racers, notes } = await start(module, createEntries());
  const { racers: largeHeapRacers } = await start(module, createEntries({ execArgv: LARGE_HEAP }));
  const rows = [];
  for (const method of quick ? ["capture"] : METHODS) {
    const able = racers.filter(({ label }) => hasMethod(label, method));
    const measured = await race(able, [method], { quick });
    for (const { label } of able) {
      const { nanoseconds, cpu } = measured[label][method];
      const bytes = await measureBytes(
        largeHeapRacers.find((racer) => racer.label === label),
        method,
        quick,
      );
      rows.push({
        name: formatName(label, method),
        ns: nanoseconds,
        "CPU with its promises, ns": cpu * 1000,
        bytes,
      });
    }
  }
  for (const { close } of [...racers, ...largeHeapRacers]) close();
  const program = new URL("programs/disabled-traces.mjs", import.meta.url);
  const traces = await runInFreshProcess(program, { env: { DO_NOT_TRACK: "1" } });
  assert.deepEqual(
    traces,
    { scripts: [], calls: [], handles: [], files: [] },
    "a client that is off loaded, opened or wrote something",
  );
  const traceNote =
    "each method was also called under observation: it loaded no module, opened no file or socket, and wrote nothing";
  rows.sort(
    (a, b) =>
      OTHERS.findIndex((label) => a.name.startsWith(label)) -
      OTHERS.findIndex((label) => b.name.startsWith(label)),
  );
  return { rows, notes: [traceNote, ...notes] };
}

function hasMethod(label, method) {
  if (label === PEER) return ["capture", "getFeatureFlag", "withContext", "flush"].includes(method);
  return label === OURS || method === "capture";
}

/** Takes the median of several bursts after one to warm up, because the optimiser sometimes allocates, too. */
async function measureBytes({ ask }, key, quick) {
  const calls = quick ? 10_000 : 100_000;
  await ask({ kind: "burst", key, calls });
  const samples = [];
  for (let round = 0; round < (quick ? 3 : 5); round++)
    samples.push(await ask({ kind: "bytes", key, calls }));
  return Math.round(median(samples));
}

// What telemetry costs that is off: time and memory of each call, and whether anything is loaded, opened or written.
import assert from "node:assert/strict";
import { runFresh } from "./support/fresh.mjs";
import { median } from "./support/median.mjs";
import { race, start } from "./support/race.mjs";

export const what = "calls of a client that is off by DO_NOT_TRACK=1";

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
const nameOf = (label, method) => (label === OURS ? method : `${label}: ${method}`);
const EMPTY = "a call of an empty function";
const PEER = "posthog-node, disabled: true";
const OTHERS = [PEER, EMPTY, "a call that makes an object of two"];

export const targets = METHODS.flatMap((method) => [
  { what: method, row: method, column: "ns", limit: 20, unit: "ns" },
  { what: method, row: method, column: "bytes", limit: 0, unit: "bytes" },
]).concat({
  what: "capture ÷ posthog-node's",
  row: "capture",
  column: "ns",
  over: { row: nameOf(PEER, "capture") },
  limit: 0.02,
  slack: 2,
});

/** Nothing is collected while bytes are counted, so the young generation has to take all of them. */
const ROOMY = ["--min-semi-space-size=512", "--max-semi-space-size=512"];

export async function measure({ quick }) {
  const module = new URL("contestants/disabled.mjs", import.meta.url).href;
  const env = { DO_NOT_TRACK: "1" };
  const entries = (more) => Object.fromEntries([OURS, ...OTHERS].map((label) => [label, { env, ...more }]));
  const { racers, notes } = await start(module, entries());
  const { racers: roomy } = await start(module, entries({ execArgv: ROOMY }));
  const rows = [];
  for (const method of quick ? ["capture"] : METHODS) {
    const able = racers.filter(({ label }) => hasMethod(label, method));
    const measured = await race(able, [method], { quick });
    for (const { label } of able) {
      const { nanoseconds, cpu } = measured[label][method];
      const bytes = await bytesOf(
        roomy.find((racer) => racer.label === label),
        method,
        quick,
      );
      rows.push({
        name: nameOf(label, method),
        ns: nanoseconds,
        "CPU with its promises, ns": cpu * 1000,
        bytes,
      });
    }
  }
  for (const { close } of [...racers, ...roomy]) close();
  const program = new URL("programs/disabled-traces.mjs", import.meta.url);
  const traces = await runFresh(program, { env: { DO_NOT_TRACK: "1" } });
  assert.deepEqual(
    traces,
    { scripts: [], calls: [], handles: [], files: [] },
    "telemetry that is off left traces",
  );
  const clean =
    "every method was called once more under watch: no module loaded, no file opened, no socket, nothing in its home";
  rows.sort(
    (a, b) =>
      OTHERS.findIndex((label) => a.name.startsWith(label)) -
      OTHERS.findIndex((label) => b.name.startsWith(label)),
  );
  return { rows, notes: [clean, ...notes] };
}

function hasMethod(label, method) {
  if (label === PEER) return ["capture", "getFeatureFlag", "withContext", "flush"].includes(method);
  return label === OURS || method === "capture";
}

/** A burst to warm up; of the others the middle one, for now and then the optimiser leaves something behind. */
async function bytesOf({ ask }, key, quick) {
  const calls = quick ? 10_000 : 100_000;
  await ask({ kind: "burst", key, calls });
  const samples = [];
  for (let round = 0; round < (quick ? 3 : 5); round++)
    samples.push(await ask({ kind: "bytes", key, calls }));
  return Math.round(median(samples));
}

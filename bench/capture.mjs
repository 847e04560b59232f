// Measures how long `capture()` blocks its caller, and the CPU time of an event until it is delivered.
import assert from "node:assert/strict";
import { race, start } from "./support/race.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title =
  "capture of 12 flat properties by a client that is on, in bursts of 500, delivered in between";

const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const LOWER_BOUND = "push of a spread copy";
const blocking = "caller's turn, µs";
const cpu = "CPU until delivered, µs";

export const targets = [
  {
    title: "caller's turn ÷ posthog-node's",
    row: OURS,
    column: blocking,
    over: { row: POSTHOG },
    limit: 0.7,
    slack: 1.8,
  },
];

const BURST = 500;

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const module = new URL("contestants/capture.mjs", import.meta.url).href;
  const labels = quick
    ? [OURS, POSTHOG, LOWER_BOUND]
    : [OURS, POSTHOG, "segment", "OpenTelemetry span", LOWER_BOUND];
  const env = { BENCH_RECEIVER: receiver.url };
  const { racers, notes } = await start(module, Object.fromEntries(labels.map((label) => [label, { env }])));
  for (const { label, ask } of racers) {
    await ask({ kind: "burst", key: "capture", calls: BURST });
    const { events, duplicates } = await receiver.takeCounts();
    if (label !== LOWER_BOUND)
      assert.deepEqual({ events, duplicates }, { events: BURST, duplicates: 0 }, label);
  }
  const measured = await race(racers, ["capture"], { quick, calls: BURST, rounds: quick ? 15 : 61 });
  for (const { close } of racers) close();
  receiver.close();
  const rows = racers.map(({ label }) => ({
    name: label,
    [blocking]: measured[label].capture.nanoseconds / 1000,
    [cpu]: measured[label].capture.cpu,
  }));
  return { rows, notes: ["every row includes the time to create the object of properties", ...notes] };
}

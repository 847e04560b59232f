// What a capture takes of the caller's turn, and of the processor until it is delivered.
import assert from "node:assert/strict";
import { race, start } from "./support/race.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const what =
  "capture of 12 flat properties by a client that is on, in bursts of 500, delivered in between";

const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const LIMIT = "push of a spread copy";
const turn = "caller's turn, µs";
const all = "CPU until delivered, µs";

export const targets = [
  {
    what: "a capture in the caller's turn",
    row: OURS,
    column: turn,
    limit: 1,
    unit: "µs",
    there: { row: POSTHOG, value: 2.2 },
  },
  {
    what: "caller's turn ÷ posthog-node's",
    row: OURS,
    column: turn,
    over: { row: POSTHOG },
    limit: 1,
    slack: 1.2,
  },
];

const BURST = 500;

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const module = new URL("contestants/capture.mjs", import.meta.url).href;
  const labels = quick ? [OURS, POSTHOG, LIMIT] : [OURS, POSTHOG, "segment", "OpenTelemetry span", LIMIT];
  const env = { BENCH_RECEIVER: receiver.url };
  const { racers, notes } = await start(module, Object.fromEntries(labels.map((label) => [label, { env }])));
  for (const { label, ask } of racers) {
    await ask({ kind: "burst", key: "capture", calls: BURST });
    const { events, twice } = await receiver.taken();
    if (label !== LIMIT) assert.deepEqual({ events, twice }, { events: BURST, twice: 0 }, label);
  }
  const measured = await race(racers, ["capture"], { quick, calls: BURST, rounds: quick ? 15 : 61 });
  for (const { close } of racers) close();
  receiver.close();
  const rows = racers.map(({ label }) => ({
    name: label,
    [turn]: measured[label].capture.nanoseconds / 1000,
    [all]: measured[label].capture.cpu,
  }));
  return { rows, notes: ["making the object of properties is in every row", ...notes] };
}

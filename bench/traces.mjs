// Measures a call in a span, with tracing off, not sampled and sampled, beside OpenTelemetry's own spans.
import { race, start } from "./support/race.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title =
  "a call in a span with two attributes, in bursts of 500; OpenTelemetry's exporter discards its spans, ours are sent";

const OFF = "traced, off";
const ON = "traced, sampled";
const ROWS = [
  "a plain call",
  OFF,
  "traced, not sampled",
  ON,
  "OpenTelemetry, not sampled",
  "OpenTelemetry, sampled",
];

export const targets = [
  { title: "off", row: OFF, column: "ns", limit: 1000, unit: "ns" },
  {
    title: "sampled ÷ OpenTelemetry's",
    row: ON,
    column: "ns",
    over: { row: "OpenTelemetry, sampled" },
    limit: 1.5,
    slack: 2.6, // a quick run has few rounds
  },
  {
    title: "not sampled ÷ OpenTelemetry's",
    row: "traced, not sampled",
    column: "ns",
    over: { row: "OpenTelemetry, not sampled" },
    limit: 2,
    slack: 2,
  },
];

export async function measure({ quick }) {
  const module = new URL("contestants/traces.mjs", import.meta.url).href;
  const receiver = await startReceiver();
  const env = { BENCH_RECEIVER: receiver.url };
  const { racers, notes } = await start(module, Object.fromEntries(ROWS.map((label) => [label, { env }])));
  const measured = await race(racers, ["call"], { quick, calls: 500, rounds: quick ? 15 : 61 });
  for (const { close } of racers) close();
  receiver.close();
  const rows = racers.map(({ label }) => {
    const { nanoseconds, cpu } = measured[label].call;
    return { name: label, ns: nanoseconds, "CPU until delivered, ns": cpu * 1000 };
  });
  return { rows, notes };
}

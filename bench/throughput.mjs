// Measures how many events a second a process delivers, and the CPU time of one of them.
import { describeMissing } from "./peers/peer-modules.mjs";
import { PACKAGES } from "./support/clients.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title = "events of 12 properties to a server on loopback that answers at once";

const rate = "events a second";
const cpu = "CPU of an event, µs";
const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const BEST = "posthog-node, the best of its rows";

export const targets = [
  {
    title: "events a second ÷ posthog-node's best",
    row: OURS,
    column: rate,
    over: { row: BEST },
    limit: 1.2,
    slack: 1.3,
    atLeast: true,
  },
  { title: "CPU ÷ posthog-node's", row: OURS, column: cpu, over: { row: BEST }, limit: 1, slack: 1.3 },
];

/** This library is always paced, because its queue holds at most 1,000 events and spools the others. */
const CASES = {
  [OURS]: { client: OURS, pace: "paced", options: { batchSize: 500 } },
  "codeweaver-telemetry, without receipts": {
    client: OURS,
    pace: "paced",
    options: { batchSize: 500, receipts: false },
  },
  "codeweaver-telemetry, without files": {
    client: OURS,
    pace: "paced",
    options: { batchSize: 500, receipts: false, spool: false },
  },
  "posthog-node, flushAt 1000, paced": { client: POSTHOG, pace: "paced" },
  "posthog-node, flushAt 1000, burst": { client: POSTHOG, pace: "burst" },
  "posthog-node, as it comes, paced": {
    client: POSTHOG,
    pace: "paced",
    options: { flushAt: 20, maxBatchSize: 100, maxQueueSize: 10_000 },
  },
  "segment, 1000 a batch, paced": { client: "segment", pace: "paced" },
};
const QUICK = [OURS, "posthog-node, flushAt 1000, paced", "posthog-node, flushAt 1000, burst"];

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const program = new URL("programs/throughput.mjs", import.meta.url);
  const events = quick ? 4000 : 20_000;
  const captured = events + events / 4;
  const cases = Object.entries(CASES).filter(
    ([name, { client }]) => (!quick || QUICK.includes(name)) && !noteMissing(client),
  );
  const samples = {};
  for (let round = 0; round < (quick ? 2 : 5); round++)
    for (const [name, { client, pace, options = {} }] of cases) {
      const args = [client, String(events), pace, JSON.stringify(options)];
      const result = await runInFreshProcess(program, { args, env: { BENCH_RECEIVER: receiver.url } });
      const { events: arrived, bytes } = await receiver.takeCounts();
      if (client === OURS && arrived !== captured)
        throw new Error(`${name}: ${arrived} of ${captured} arrived`);
      samples[name] ??= [];
      samples[name].push({ ...result, arrived: (100 * arrived) / captured, bytes: bytes / arrived });
    }
  receiver.close();
  const rows = Object.entries(samples).map(([name, each]) => ({
    name,
    [rate]: median(each.map(({ perSecond }) => perSecond)),
    [cpu]: median(each.map((sample) => sample.cpu)),
    "arrived, %": median(each.map(({ arrived }) => arrived)),
    "bytes on the wire": median(each.map(({ bytes }) => bytes)),
  }));
  const posthog = rows.filter((row) => row.name.startsWith(POSTHOG) && row["arrived, %"] === 100);
  if (posthog.length > 0)
    rows.push({
      name: BEST,
      [rate]: Math.max(...posthog.map((row) => row[rate])),
      [cpu]: Math.min(...posthog.map((row) => row[cpu])),
    });
  return { rows, notes: Object.keys(PACKAGES).map(noteMissing).filter(Boolean) };
}

const noteMissing = (client) => PACKAGES[client] && describeMissing(PACKAGES[client]);

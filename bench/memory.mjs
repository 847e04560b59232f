// How much memory an event takes while it waits.
import { missing } from "./peers/load.mjs";
import { PACKAGES } from "./support/clients.mjs";
import { runFresh } from "./support/fresh.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const what = "the heap that an event of 12 small properties takes in the queue, of 900 that wait";

const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const column = "bytes an event";

export const targets = [
  { what: "a queued event", row: OURS, column, limit: 600, unit: "bytes" },
  {
    what: "a queued event ÷ posthog-node's",
    row: OURS,
    column,
    over: { row: POSTHOG },
    limit: 1,
    slack: 1.1,
  },
];

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const program = new URL("programs/memory.mjs", import.meta.url);
  const names = quick ? [OURS, POSTHOG] : [OURS, POSTHOG, "segment", "push of a spread copy"];
  const times = quick ? 3 : 5;
  const rows = [];
  const notes = [];
  for (const name of names) {
    const absent = PACKAGES[name] && missing(PACKAGES[name]);
    if (absent) {
      notes.push(absent);
      continue;
    }
    const options = {
      args: [name, String(times)],
      execArgv: ["--expose-gc"],
      env: { BENCH_RECEIVER: receiver.url },
    };
    const weights = await runFresh(program, options);
    const { events } = await receiver.taken();
    if (typeof weights === "string") notes.push(`${name}: ${weights}`);
    else
      rows.push({ name, [column]: median(weights), least: Math.min(...weights), most: Math.max(...weights) });
    if (name === OURS && events !== (1 + times) * 900) throw new Error(`${events} events arrived`);
  }
  receiver.close();
  return { rows, notes: [`after a garbage collection, median of ${times} times`, ...notes] };
}

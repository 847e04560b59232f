// Measures the memory of an event that is queued.
import { describeMissing } from "./peers/peer-modules.mjs";
import { PACKAGES } from "./support/clients.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title = "the heap that an event of 12 small properties takes in a queue of 900";

const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const column = "bytes an event";

export const targets = [
  { title: "a queued event", row: OURS, column, limit: 600, unit: "bytes" },
  {
    title: "a queued event ÷ posthog-node's",
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
  const runs = quick ? 3 : 5;
  const rows = [];
  const notes = [];
  for (const name of names) {
    const note = PACKAGES[name] && describeMissing(PACKAGES[name]);
    if (note) {
      notes.push(note);
      continue;
    }
    const options = {
      args: [name, String(runs)],
      execArgv: ["--expose-gc"],
      env: { BENCH_RECEIVER: receiver.url },
    };
    const sizes = await runInFreshProcess(program, options);
    const { events } = await receiver.takeCounts();
    rows.push({ name, [column]: median(sizes), least: Math.min(...sizes), most: Math.max(...sizes) });
    if (name === OURS && events !== (1 + runs) * 900) throw new Error(`${events} events arrived`);
  }
  receiver.close();
  return { rows, notes: [`after a garbage collection, median of ${runs} runs`, ...notes] };
}

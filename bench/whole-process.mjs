// Measures how much longer a whole process runs because of one event, or of a client that is off.
import { readPendingIds, waitUntil } from "../test/faults/homes.mjs";
import { createHome, createSettings } from "./support/environment.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title = "a whole process with one event";

const column = "ms more than without telemetry";
const OFF = "off by DO_NOT_TRACK=1";
const KEPT = "the event is kept for the next run";
const CHILD = "the event is sent by a child process";
const POSTHOG = "posthog-node, shutdown()";

const createTarget = (title, row, limit) => ({
  title: `${title} ÷ posthog-node`,
  row,
  column,
  over: { row: POSTHOG },
  limit,
  slack: 2,
});
export const targets = [
  createTarget("off", OFF, 0.04),
  createTarget("kept", KEPT, 0.18),
  createTarget("sent by a child", CHILD, 0.22),
];

const program = new URL("programs/short-run.mjs", import.meta.url);

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const settings = createSettings(receiver.url);
  const ours = (variables) => ({ client: "codeweaver-telemetry", env: { ...settings, ...variables } });
  const cases = {
    without: { client: "none", env: {} },
    [OFF]: ours({ DO_NOT_TRACK: "1" }),
    [KEPT]: ours({ CODEWEAVER__TELEMETRY__DELIVERY: "spool" }),
    [CHILD]: ours({ CODEWEAVER__TELEMETRY__DELIVERY: "detached" }),
    [POSTHOG]: { client: "posthog-node", env: {} },
  };
  const samples = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 5 : 25); round++)
    for (const [name, { client, env }] of Object.entries(cases)) {
      const home = createHome();
      const { wall } = await runInFreshProcess(program, { args: [client, receiver.url, "1"], env, home });
      samples[name].push(wall);
      if (name === CHILD) await waitUntil(() => readPendingIds(home).size === 0);
    }
  receiver.close();
  const rows = Object.keys(cases)
    .filter((name) => name !== "without")
    .map((name) => ({ name, [column]: median(samples[name]) - median(samples.without) }));
  const byName = Object.fromEntries(rows.map((row) => [row.name, row[column]]));
  for (const row of rows) row["× posthog-node"] = row[column] / byName[POSTHOG];
  return { rows, notes: [`without telemetry the process takes ${median(samples.without).toFixed(0)} ms`] };
}

// Measures a day of a command-line tool: one hundred short runs with three events each, which all arrive.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPendingIds, waitUntil } from "../test/faults/homes.mjs";
import { describeMissing } from "./peers/peer-modules.mjs";
import { createHome, createSettings } from "./support/environment.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { startReceiver } from "./support/receiver.mjs";
import { canWatchSenders, watchSenders } from "./support/sender-cpu.mjs";

export const title = "a day of a tool: short runs with three events each";

const EVENTS = 3;
const OURS = "codeweaver-telemetry";
const POSTHOG = "posthog-node";
const PEERS = [POSTHOG, "@segment/analytics-node", "@opentelemetry/exporter-trace-otlp-http"];
const cpu = "CPU ms more in each run";
const wall = "wall ms more in each run";

export const targets = [
  { title: "CPU ÷ posthog-node", row: OURS, column: cpu, over: { row: POSTHOG }, limit: 0.6, slack: 1.5 },
  { title: "wall ÷ posthog-node", row: OURS, column: wall, over: { row: POSTHOG }, limit: 0.3, slack: 2 },
];

const program = new URL("programs/short-run.mjs", import.meta.url);
const counter = fileURLToPath(new URL("support/count-cpu.cjs", import.meta.url));

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const runs = quick ? 10 : 100;
  const missing = PEERS.map(describeMissing);
  const peers = quick ? [POSTHOG] : PEERS.filter((_, index) => !missing[index]);
  // The clients take turns, each with a home of its own for the whole day.
  const days = ["none", OURS, ...peers].map((client) => createDay(client, receiver.url));
  for (let run = 0; run < runs; run++)
    for (const day of days) {
      await day.run();
      const { events } = await receiver.takeCounts();
      day.arrived += events;
    }
  for (const day of days) {
    await day.end();
    day.arrived += (await receiver.takeCounts()).events;
    const expected = day.client === "none" ? 0 : runs * EVENTS;
    if (day.arrived !== expected)
      throw new Error(`${day.client}: ${day.arrived} of ${expected} events arrived`);
  }
  receiver.close();
  const [control, ...others] = days.map(({ client, getCpuMs, wallMs }) => ({
    client,
    cpuMs: getCpuMs() / runs,
    wallMs: wallMs() / runs,
  }));
  return {
    rows: others.map(({ client, cpuMs, wallMs }) => ({
      name: client,
      [cpu]: cpuMs - control.cpuMs,
      [wall]: wallMs - control.wallMs,
      "CPU seconds more in the day": ((cpuMs - control.cpuMs) * runs) / 1000,
    })),
    notes: [
      `${runs} runs; a run without telemetry takes ${control.wallMs.toFixed(0)} ms, and ${control.cpuMs.toFixed(0)} ms of CPU time`,
      `the CPU time of child processes is ${canWatchSenders ? "" : "not "}included, and all events arrived`,
      ...missing.filter(Boolean),
    ],
  };
}

function createDay(client, host) {
  const home = createHome();
  const cpuFile = join(home, "cpu");
  writeFileSync(cpuFile, "");
  const env = {
    ...createSettings(host),
    BENCH_CPU_FILE: cpuFile,
    NODE_OPTIONS: `--require ${counter}`,
  };
  let total = 0;
  let senderCpuMs = 0;
  const waitForDelivery = () => waitUntil(() => readPendingIds(home).size === 0);
  return {
    client,
    arrived: 0,
    async run() {
      const result = await runInFreshProcess(program, { args: [client, host, String(EVENTS)], env, home });
      total += result.wall;
      // A child process that still delivers would slow down the next run.
      if (client !== OURS) return;
      senderCpuMs += await watchSenders();
      if (!canWatchSenders) await waitForDelivery();
    },
    async end() {
      if (client === OURS) await waitForDelivery();
    },
    wallMs: () => total,
    getCpuMs: () =>
      readFileSync(cpuFile, "utf8")
        .split("\n")
        .reduce((sum, line) => sum + Number(line), senderCpuMs),
  };
}

/** Stops the index process for some seconds under load: the journal goes on, the lag is visible, and it catches up. */
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

const MAX_GROWTH_MIB = 200;

export const stoppedIndex = {
  name: "stopped-index",
  async run({ folder, isQuick }) {
    const seconds = isQuick ? 2 : 20;
    const server = await ServerProcess.start(folder);
    const load = Load.start(server.url);
    const problems = [];
    await load.waitForMore(5000);
    const { indexPid } = await server.readStatus();
    process.kill(indexPid, "SIGSTOP");
    const mibBefore = server.readPeakMib();
    const acknowledgedBefore = load.acknowledged.size;
    await sleep(seconds * 1000);
    const lag = await server.readMetric("collector_index_backlog_bytes");
    const meanwhile = load.acknowledged.size - acknowledgedBefore;
    const growth = server.readPeakMib() - mibBefore;
    process.kill(indexPid, "SIGCONT");
    await load.stop();
    const start = performance.now();
    await server.waitUntilIndexed();
    const catchUpMs = Math.round(performance.now() - start);
    if (load.statuses.size > 1) problems.push(`ingest was disturbed: ${JSON.stringify([...load.statuses])}`);
    if (meanwhile < 1000) problems.push(`only ${meanwhile} events were accepted meanwhile`);
    if (!(lag > 100 * meanwhile)) problems.push(`the lag in /metrics was ${lag} bytes`);
    if (growth > MAX_GROWTH_MIB) problems.push(`the server grew by ${growth} MiB`);
    const result = await endAndCompare(folder, server, load.acknowledged);
    return {
      ...result,
      done: `SIGSTOP of the index process for ${seconds} s: ${meanwhile} events accepted, lag ${Math.round(lag / 1e6)} MB, caught up ${catchUpMs} ms after SIGCONT`,
      problems: [...result.problems, ...problems],
    };
  },
};

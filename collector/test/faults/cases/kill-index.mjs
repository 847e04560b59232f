/** Kills the index process at random moments under load, sometimes right before a command that starts it again. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sendCommand } from "../../../dist/cli/running-server.js";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

/** The server waits longer after each kill, so each round has a new one. */
const KILLS_PER_ROUND = 5;
const MAX_RUN_MS = 800;
/** Longer than the server waits after the third kill. */
const AFTER_REBUILD_MS = 1800;
const SAMPLE_MS = 50;
/** Two index processes at one time would wait for each other's lock. */
const MAX_OVERLAP_MS = 500;

export const killIndex = {
  name: "kill-index",
  async run({ folder, isQuick }) {
    const rounds = isQuick ? 1 : 6;
    const acknowledged = new Set();
    const problems = [];
    let result;
    for (let round = 0; round < rounds; round++) {
      const server = await ServerProcess.start(folder);
      const load = Load.start(server.url);
      const overlap = watchOverlap(server);
      await load.waitForMore(1);
      await killRepeatedly(folder, server);
      await load.stop();
      for (const id of load.acknowledged) acknowledged.add(id);
      if (load.countStatus(503) + load.countStatus("none") > 0)
        problems.push(`ingest was disturbed: ${JSON.stringify([...load.statuses])}`);
      await server.waitUntilIndexed();
      if (overlap.stop() > MAX_OVERLAP_MS) problems.push("two index processes ran at the same time");
      result = await endAndCompare(folder, server, acknowledged);
      problems.push(...result.problems);
    }
    const done = `kill -9 of the index process ${rounds * KILLS_PER_ROUND} times, ${rounds} times right before \`rebuild\``;
    return { ...result, done, problems };
  },
};

async function killRepeatedly(folder, server) {
  let indexPid;
  for (let kill = 0; kill < KILLS_PER_ROUND; kill++) {
    indexPid = await waitForIndexProcess(server, indexPid);
    await sleep(Math.random() * MAX_RUN_MS);
    process.kill(indexPid, "SIGKILL");
    if (kill !== 2) continue;
    await sleep(Math.random() * 500); // the next process is waited for
    await sendCommand(folder, { command: "rebuild", project: "default" });
    await sleep(AFTER_REBUILD_MS);
  }
}

/** Returns the id of the next process. */
async function waitForIndexProcess(server, previousPid) {
  for (;;) {
    const { indexPid } = await server.readStatus();
    if (indexPid !== undefined && indexPid !== previousPid) return indexPid;
    await sleep(20);
  }
}

/** `stop` returns the longest time for which the server had more than one child. */
function watchOverlap(server) {
  const { pid } = server;
  let current = 0;
  let longest = 0;
  const timer = setInterval(() => {
    if (server.hasEnded) return clearInterval(timer);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    current = children.length > 1 ? current + SAMPLE_MS : 0;
    longest = Math.max(longest, current);
  }, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

/** Lets the clock of the server jump by 400 days in both directions, under load and over restarts. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare, isInOrder, listSegmentPaths } from "../support/truth.mjs";

const HOOK = pathToFileURL(fileURLToPath(new URL("../support/shifted-clock.mjs", import.meta.url))).href;
const DAY_MS = 24 * 3600 * 1000;
/** The clients' clocks are right. */
const SHIFTS_DAYS = [0, 400, 0, -400, 0, 1, -400, 400, 0];

export const clockJumps = {
  name: "clock-jumps",
  async run({ root, folder, isQuick }) {
    const file = join(root, "shift");
    const options = { nodeArgs: ["--import", HOOK], env: { SHIFTED_CLOCK: file } };
    const setClock = (days) => writeFileSync(file, String(days * DAY_MS));
    const shifts = isQuick ? SHIFTS_DAYS.slice(0, 5) : [...SHIFTS_DAYS, ...SHIFTS_DAYS];
    const acknowledged = new Set();
    const problems = [];
    let result;
    for (const restarts of [false, true]) {
      let server = await ServerProcess.start(folder, options);
      for (const days of shifts) {
        setClock(days);
        if (restarts) {
          await server.terminate();
          server = await ServerProcess.start(folder, options);
        }
        const load = Load.start(server.url, { senders: 4, batchSize: 20 });
        await load.waitForMore(400);
        await sleep(100);
        await load.stop();
        for (const id of load.acknowledged) acknowledged.add(id);
      }
      result = await endAndCompare(folder, server, acknowledged);
      problems.push(...result.problems);
    }
    const files = listSegmentPaths(folder).length;
    if (!isInOrder(result.events)) problems.push("the journal is not in the order of the requests");
    return {
      ...result,
      done: `the clock jumps ${2 * shifts.length} times by up to 400 days, with and without a restart; ${files} segments`,
      problems,
    };
  },
};

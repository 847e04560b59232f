/** Lets the clock of the server jump by 400 days in both directions, and runs the retention when it is right again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare, isInOrder, listSegmentPaths } from "../support/truth.mjs";

const HOOK = pathToFileURL(fileURLToPath(new URL("../support/shifted-clock.mjs", import.meta.url))).href;
const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** The clocks of the clients are right. */
const SHIFTS_DAYS = [0, 400, 0, -400, 0, 1, -400, 400, 0];
const QUICK_SHIFTS_DAYS = [0, 400, -400, 0];
/** The retention runs each half second. */
const RETENTION_MS = 700;

export const clockJumps = {
  name: "clock-jumps",
  async run({ root, folder, isQuick }) {
    const file = join(root, "shift");
    const options = { nodeArgs: ["--import", HOOK], env: { SHIFTED_CLOCK: file } };
    const setClock = (days, runMs = 0) => writeFileSync(file, `${days * DAY_MS} ${runMs}`);
    const shifts = isQuick ? QUICK_SHIFTS_DAYS : SHIFTS_DAYS;
    const acknowledged = new Set();
    const problems = [];
    let result;
    for (const restarts of [false, true]) {
      setClock(0);
      let server = await ServerProcess.start(folder, options);
      for (const days of shifts) {
        setClock(days);
        if (restarts) {
          await server.terminate();
          server = await ServerProcess.start(folder, options);
        }
        const load = Load.start(server.url, { senders: 4, batchSize: 20 });
        await load.waitForMore(400);
        await sleep(RETENTION_MS);
        await load.stop();
        for (const id of load.acknowledged) acknowledged.add(id);
      }
      await server.waitUntilIndexed();
      setClock(0, 2 * HOUR_MS);
      await sleep(2 * RETENTION_MS);
      result = await endAndCompare(folder, server, acknowledged);
      problems.push(...result.problems);
    }
    const segments = listSegmentPaths(folder).length;
    if (segments < shifts.length) problems.push(`only ${segments} segments`);
    if (!isInOrder(result.events)) problems.push("the journal is not in the order of the requests");
    return {
      ...result,
      done: `the clock jumps ${2 * shifts.length} times by up to 400 days, half of them with a restart; ${segments} segments; then two steady hours and the retention`,
      problems,
    };
  },
};

/** Fills the disk under load, and frees it: the server answers 503 in between, and accepts afterwards. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { findMountProblem, MemoryDisk } from "../support/small-disk.mjs";
import { endAndCompare } from "../support/truth.mjs";
import { checkRefusals, isHealthy, killIndexProcess, waitForRefusal } from "./refusals.mjs";

const DISK_MIB = 96;
/** The load needs some of it before the disk is full. None is left in each second round, so that the index is refused first. */
const LEFT_BYTES = [512 * 1024, 0];
/** The index process is started again in the meantime, more than once. */
const FULL_MS = 4000;
const RECOVERY_TIMEOUT_MS = 20_000;

export const fullDisk = {
  name: "full-disk",
  async run({ root, isQuick }) {
    const skipped = findMountProblem(MemoryDisk, join(root, "trial"));
    if (skipped !== undefined) return { done: "the disk is filled", skipped };
    const disk = new MemoryDisk(join(root, "disk"), DISK_MIB);
    try {
      const folder = join(disk.folder, "data");
      const rounds = isQuick ? 1 : 6;
      const server = await ServerProcess.start(folder);
      const load = Load.start(server.url, { senders: 4, batchSize: 20, pauseMs: 20 });
      const problems = [];
      for (let round = 0; round < rounds; round++) {
        await load.waitForMore(200);
        disk.fill(LEFT_BYTES[round % LEFT_BYTES.length]);
        await waitForRefusal(load);
        await killIndexProcess(server);
        await sleep(isQuick ? FULL_MS / 4 : FULL_MS);
        if (!(await isHealthy(server))) throw new Error("/healthz does not answer");
        disk.free();
        await load.waitForMore(200, RECOVERY_TIMEOUT_MS);
      }
      await load.stop();
      problems.push(...checkRefusals(load, server));
      const result = await endAndCompare(folder, server, load.acknowledged);
      const refused = load.countStatus(503);
      return {
        ...result,
        done: `a disk of ${DISK_MIB} MiB is filled and freed ${rounds} times; ${refused} answers 503 with Retry-After`,
        problems: [...result.problems, ...problems],
      };
    } finally {
      disk.unmount();
    }
  },
};

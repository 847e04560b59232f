/** Turns the disk read-only under load, as Linux does after an I/O error, and repairs it before the next start. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess, StartError } from "../support/server-process.mjs";
import { Ext4Disk, findMountProblem } from "../support/small-disk.mjs";
import { endAndCompare } from "../support/truth.mjs";
import { checkRefusals, isHealthy, killIndexProcess, waitForRefusal } from "./refusals.mjs";

const DISK_MIB = 96;
/** The index process is started again in the meantime, more than once. */
const READ_ONLY_MS = 3000;

export const readOnlyDisk = {
  name: "read-only-disk",
  async run({ root, isQuick }) {
    const skipped = findMountProblem(Ext4Disk, join(root, "trial"));
    if (skipped !== undefined) return { done: "the disk turns read-only", skipped };
    const disk = new Ext4Disk(join(root, "disk"), DISK_MIB);
    try {
      const folder = join(disk.folder, "data");
      const rounds = isQuick ? 1 : 3;
      const acknowledged = new Set();
      const problems = [];
      for (let round = 0; round < rounds; round++) {
        const load = await breakDisk(folder, disk, problems);
        for (const id of load.acknowledged) acknowledged.add(id);
        problems.push(...(await checkStart(folder)));
        disk.repair();
      }
      const last = await ServerProcess.start(folder);
      const result = await endAndCompare(folder, last, acknowledged);
      return {
        ...result,
        done: `ext4 turns read-only ${rounds} times (\`mount -o remount,abort\`), and is repaired before the next start`,
        problems: [...result.problems, ...problems],
      };
    } finally {
      disk.unmount();
    }
  },
};

async function breakDisk(folder, disk, problems) {
  const server = await ServerProcess.start(folder);
  const load = Load.start(server.url, { senders: 4, batchSize: 20, pauseMs: 20 });
  await load.waitForMore(500);
  disk.abort();
  await waitForRefusal(load);
  await killIndexProcess(server);
  await sleep(READ_ONLY_MS);
  if (!(await isHealthy(server))) throw new Error("/healthz does not answer");
  await load.stop();
  problems.push(...checkRefusals(load, server));
  const { code, durationMs } = await server.terminate();
  if (code !== 0 || durationMs > 5000) problems.push(`SIGTERM: ${code} after ${Math.round(durationMs)} ms`);
  if (server.hasStackTrace) problems.push(`stack trace: ${server.errors.slice(-500)}`);
  return load;
}

/** A start on the read-only disk ends with one sentence. */
async function checkStart(folder) {
  try {
    const server = await ServerProcess.start(folder);
    await server.terminate();
    return ["the server started on a read-only disk"];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.errors.trim().includes("\n") ? [`the start said: ${error.errors.slice(0, 500)}`] : [];
  }
}

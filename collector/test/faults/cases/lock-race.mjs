/** Locks folders with a socket that a killed server left, from ten processes in the same millisecond: exactly one wins. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, renameSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../support/lock-repeatedly.mjs", import.meta.url));
const PROCESSES = 10;
const START_MS = 2500;
const INTERVAL_MS = 60;

export const lockRace = {
  name: "lock-race",
  async run({ root, isQuick }) {
    const count = isQuick ? 20 : 1000;
    const folders = await Promise.all(
      Array.from({ length: count }, (_, index) => createStaleFolder(root, index)),
    );
    const args = [PROGRAM, String(Date.now() + START_MS), String(INTERVAL_MS), ...folders];
    const outputs = await Promise.all(
      Array.from({ length: PROCESSES }, () => text(spawn(process.execPath, args, { cwd: root }).stdout)),
    );
    const results = outputs.flatMap((output) => output.trim().split("\n"));
    const problems = folders.flatMap((_, index) => {
      const winners = results.filter((result) => result === `${index} locked`).length;
      return winners === 1 ? [] : [`${winners} of ${PROCESSES} processes had the lock`];
    });
    const others = results.filter((result) => !/^\d+ (?:locked|refused)$/.test(result));
    if (results.length !== count * PROCESSES) problems.push(`only ${results.length} attempts`);
    return {
      done: `${PROCESSES} processes lock the same ${count} folders, each in the same millisecond`,
      problems: [...problems, ...others],
    };
  },
};

/** Renames the socket of a server that is then closed, which leaves what a killed one leaves. */
async function createStaleFolder(root, index) {
  const folder = join(root, String(index));
  mkdirSync(folder);
  const server = createServer().listen(join(folder, "closing.sock"));
  await once(server, "listening");
  renameSync(join(folder, "closing.sock"), join(folder, "serve.sock"));
  server.close();
  await once(server, "close");
  return folder;
}

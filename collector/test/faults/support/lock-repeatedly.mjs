/** Locks one folder after the other, each at a given moment, so that several of these processes do it at the same time. */
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { FolderInUseError, lockFolder } from "../../../dist/server/folder-lock.js";

const [firstAt, intervalMs, ...folders] = process.argv.slice(2);

for (const [index, folder] of folders.entries()) {
  const time = Number(firstAt) + index * Number(intervalMs);
  await sleep(Math.max(0, time - 5 - Date.now()));
  while (Date.now() < time); // the timer is not exact enough
  try {
    await lockFolder(folder, createServer());
    process.stdout.write(`${index} locked\n`);
  } catch (error) {
    process.stdout.write(`${index} ${error instanceof FolderInUseError ? "refused" : error}\n`);
  }
}
await sleep(Number(intervalMs)); // the others try as long
process.exit(0);

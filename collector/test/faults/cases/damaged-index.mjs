/** Damages the file of the index in many ways while the server is stopped. Events are accepted while it is rebuilt. */

import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare, getIndexPath } from "../support/truth.mjs";

const GARBAGE = randomBytes(4096);

function overwrite(path, offset, bytes = GARBAGE) {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

const replaceByFolder = (path) => {
  rmSync(path, { force: true });
  mkdirSync(path);
  writeFileSync(`${path}/file`, "x");
};

const DAMAGES = {
  "its first block": (path) => overwrite(path, 0),
  "its second header": (path) => overwrite(path, 4096),
  "its middle": (path) => overwrite(path, Math.floor(statSync(path).size / 2)),
  "its data": (path) =>
    overwrite(path, 3 * 4096, randomBytes(Math.max(4096, statSync(path).size - 5 * 4096))),
  "its end": (path) => overwrite(path, Math.max(0, statSync(path).size - 4096)),
  "a random place": (path) => overwrite(path, Math.floor(Math.random() * statSync(path).size)),
  truncated: (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  "truncated to a header": (path) => truncateSync(path, 12_288),
  empty: (path) => truncateSync(path, 0),
  "a folder": replaceByFolder,
  "its log is garbage": (path) => writeFileSync(`${path}.wal`, randomBytes(100_000)),
  "its log is a folder": (path) => replaceByFolder(`${path}.wal`),
  "its folder for temporary files is a file": (path) => writeFileSync(`${path}.tmp`, "x"),
};
const QUICK = ["its middle", "a folder"];

export const damagedIndex = {
  name: "damaged-index",
  async run({ folder, isQuick }) {
    const names = isQuick ? QUICK : Object.keys(DAMAGES);
    const acknowledged = new Set();
    const problems = [];
    let result = await runWithLoad(folder, acknowledged, 20_000, []);
    for (const name of names) {
      const path = getIndexPath(folder);
      if (!existsSync(path)) throw new Error("there is no index");
      DAMAGES[name](path);
      const found = [];
      result = await runWithLoad(folder, acknowledged, 500, found);
      problems.push(...found.map((problem) => `${name}: ${problem}`));
      if (result.lost + result.countedTwice > 0)
        return { ...result, done: `the index is damaged: ${name}`, problems };
    }
    return { ...result, done: `the index is damaged in ${names.length} ways: ${names.join(", ")}`, problems };
  },
};

/** Sends events from the first moment on. */
async function runWithLoad(folder, acknowledged, count, problems) {
  const server = await ServerProcess.start(folder);
  const load = Load.start(server.url, { senders: 4 });
  await load.waitForMore(count);
  await sleep(200);
  await load.stop();
  for (const id of load.acknowledged) acknowledged.add(id);
  if (load.statuses.size > 1) problems.push(`ingest was disturbed: ${JSON.stringify([...load.statuses])}`);
  const result = await endAndCompare(folder, server, acknowledged);
  problems.push(...result.problems);
  return result;
}

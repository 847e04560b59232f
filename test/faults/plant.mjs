// Puts things into a home before a program runs in it: files, FIFOs, devices, links, events that are pending.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { formatEnvelopeLine } from "../../lib/delivery/spool-format.js";
import { PATHS } from "./homes.mjs";

/** Creates a folder and its parents, for this account alone, as the package does. */
export const createFolder = (folder) => mkdirSync(folder, { recursive: true, mode: 0o700 });

export function writeIn(file, content, mode = 0o600) {
  createFolder(dirname(file));
  writeFileSync(file, content, { mode });
}

export function createFifo(path) {
  createFolder(dirname(path));
  runSystemCommand("mkfifo", path);
}

/** Creates a device from which any number of zeros can be read. */
export function createDevice(path) {
  createFolder(dirname(path));
  runSystemCommand("mknod", path, "c", "1", "5");
}

/** Creates a link to a file or folder of the same home that is not the tool's. Returns its target. */
export function createLink(path, home, kind) {
  const target = join(home, `private-${kind}`);
  // It can be read like a file of the spool. The event must not arrive, because nobody captured it.
  const content = formatEvent(randomUUID());
  writeIn(kind === "folder" ? join(target, "letter.txt") : target, content);
  createFolder(dirname(path));
  symlinkSync(target, path);
  return target;
}

/** Writes a file of the spool for each event. Returns the ids of the events. */
export function plantSpoolFiles({ home, host, count }) {
  return Array.from({ length: count }, () => {
    const uuid = randomUUID();
    writeIn(PATHS.spoolFile(home, host), formatEvent(uuid));
    return uuid;
  });
}

function formatEvent(uuid) {
  const timestamp = new Date(Date.now() - 3_600_000).toISOString();
  return formatEnvelopeLine({ uuid, event: "e", distinctId: "planted", timestamp, properties: { i: 0 } });
}

/** Gives a file or folder, with everything in it, to an account. What links lead to is not given. */
export function giveTo(uid, path) {
  lchownSync(path, uid, uid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(uid, join(path, name));
}

/** Returns a check that nothing was written to a file or in a folder, not even for a moment. */
export function watchContent(path) {
  const before = describeContent(path);
  return () => (describeContent(path) === before ? undefined : `${path} was changed`);
}

function describeContent(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "nothing";
  if (!found.isDirectory()) return found.isFile() ? readFileSync(path, "utf8") : "no regular file";
  const content = readdirSync(path).map((name) => [name, describeContent(join(path, name))]);
  return JSON.stringify([found.mtimeMs, content]); // the time changes with each file that is created or removed
}

function runSystemCommand(command, ...args) {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

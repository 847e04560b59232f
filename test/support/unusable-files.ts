/** Puts things that are not usable files in place of a file or folder, and finds processes that do not end. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export const isRoot = process.getuid?.() === 0;

/** The account "nobody" on most systems. */
export const OTHER_ACCOUNT = 65534;

/** The text behind a link, which must not be changed. */
export const CANARY = "of somebody else\n";

/** Creates something at a path. `aside` is a folder elsewhere. */
type Place = (path: string, aside: string) => void | Promise<void>;

/** What may be in place of a file. */
export const IN_PLACE_OF_FILE: Readonly<Record<string, Place>> = {
  "a FIFO": (path) => void execFileSync("mkfifo", [path]),
  "a folder": (path) => void mkdirSync(path),
  "a folder with a file": (path) => {
    mkdirSync(path);
    writeFileSync(join(path, "notes"), CANARY);
  },
  "a link to a file": (path, aside) => {
    writeFileSync(join(aside, "target"), CANARY);
    symlinkSync(join(aside, "target"), path);
  },
  "a link to a folder": (path, aside) => symlinkSync(aside, path),
  "a link to a FIFO": (path, aside) => {
    const fifo = join(aside, `fifo-${readdirSync(aside).length}`);
    execFileSync("mkfifo", [fifo]);
    symlinkSync(fifo, path);
  },
  "a dangling link": (path, aside) => symlinkSync(join(aside, "nothing"), path),
  "a link to itself": (path) => symlinkSync(path, path),
  "a link to a device": (path, aside) => {
    // Root must not link to the device that every program uses, because a fault could replace it.
    const device = isRoot ? join(aside, `device-${readdirSync(aside).length}`) : "/dev/zero";
    if (isRoot) execFileSync("mknod", [device, "c", "1", "5"]);
    symlinkSync(device, path);
  },
  "a socket": (path) => createSocket(path),
  "a file that other accounts can write": (path) => {
    writeFileSync(path, "");
    chmodSync(path, 0o666);
  },
  ...(isRoot && {
    "a device that never ends": (path: string) => void execFileSync("mknod", [path, "c", "1", "5"]),
    "a device that is always full": (path: string) => void execFileSync("mknod", [path, "c", "1", "7"]),
    "a file of another account": (path: string) => {
      writeFileSync(path, "");
      chownSync(path, OTHER_ACCOUNT, OTHER_ACCOUNT);
    },
  }),
};

const IN_PLACE_OF_BOTH =
  /^a (?:FIFO|socket|dangling link|link to (?:a folder|itself)|device that never ends)$/;

/** What may be in place of a folder. */
export const IN_PLACE_OF_FOLDER: Readonly<Record<string, Place>> = {
  ...Object.fromEntries(Object.entries(IN_PLACE_OF_FILE).filter(([name]) => IN_PLACE_OF_BOTH.test(name))),
  "a folder that other accounts can write": (path) => {
    mkdirSync(path);
    chmodSync(path, 0o777);
  },
  ...(isRoot && {
    "a folder of another account": (path: string) => {
      mkdirSync(path);
      chownSync(path, OTHER_ACCOUNT, OTHER_ACCOUNT);
    },
  }),
};

/** Replaces a path. */
export async function replacePath(path: string, aside: string, place: Place): Promise<void> {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  await place(path, aside);
}

async function createSocket(path: string): Promise<void> {
  const server = createServer();
  // A socket's path has at most 107 bytes, so the name is relative to its folder.
  const cwd = process.cwd();
  process.chdir(dirname(path));
  server.listen(path.slice(dirname(path).length + 1));
  await new Promise((resolve) => server.once("listening", resolve));
  process.chdir(cwd);
  onTestFinished(() => void server.close());
}

/** Returns the ids of the processes with this home. Only Linux has /proc. */
export function findProcessesOf(home: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(join("/proc", pid, "environ"), "utf8")
        .split("\0")
        .includes(`HOME=${home}`);
    } catch {
      return false; // it has ended
    }
  });
}

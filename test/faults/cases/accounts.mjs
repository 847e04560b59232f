// Files and folders of other accounts, and those that every account may write.
import { chmodSync, chownSync, lstatSync } from "node:fs";
import { dirname } from "node:path";
import { BEHAVIOURS } from "../behaviours.mjs";
import { PATHS } from "../homes.mjs";
import { hasOtherAccounts } from "../mounts.mjs";
import { createFolder, watchContent, writeIn } from "../plant.mjs";
import { AT_ONCE_ITSELF, LATER } from "./words.mjs";

/** The account that runs the program, and one that does not. */
const PERSON = 65534;
const STRANGER = 65533;
const skipped = hasOtherAccounts(PERSON) ? undefined : "needs root";

/** The parents of these folders are not checked, because many systems let a group write them. */
const FOLDERS = {
  "the telemetry folder": (home) => dirname(PATHS.spool(home)),
  "the spool": PATHS.spool,
  "the receipts": PATHS.receipts,
};

const foreign = Object.entries(FOLDERS).map(([place, locate]) => ({
  name: `${place} belongs to another account, and everyone may write in it`,
  prepare: ({ home }) => {
    const folder = locate(home);
    createFolder(folder);
    return {
      finish: () => {
        chownSync(folder, STRANGER, STRANGER);
        chmodSync(folder, 0o777);
      },
      check: watchContent(folder),
    };
  },
}));

const shared = Object.entries(FOLDERS).map(([place, locate]) => ({
  name: `everyone may write in ${place}`,
  prepare: ({ home }) => {
    const folder = locate(home);
    createFolder(folder);
    chmodSync(folder, 0o777);
    const check = watchContent(folder);
    return { check: () => (isSharedFolder(folder) ? check() : undefined) }; // it may have been mended
  },
}));

const isSharedFolder = (folder) => (lstatSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o002;

/** An earlier run as root has left them, for example one under sudo with HOME kept. */
const left = [
  {
    name: "the tool's folder is root's",
    leave: ({ home }) => leaveFolder(PATHS.tool(home)),
    canStore: false,
  },
  { name: "the spool is root's", leave: ({ home }) => leaveFolder(PATHS.spool(home)), canStore: false },
  { name: "a spool file is root's", leave: ({ home, host }) => leaveFile(PATHS.spoolFile(home, host)) },
  {
    name: "more spool files are root's than the spool may have",
    leave: ({ home, host }) => {
      const files = [1, 2, 3].map(() => leaveFile(PATHS.spoolFile(home, host), 2 * 1024 * 1024));
      return () => {
        for (const giveBack of files) giveBack();
      };
    },
  },
  { name: "the breaker's file is root's", leave: ({ home, host }) => leaveFile(PATHS.breaker(home, host)) },
  { name: "the lock is root's", leave: ({ home, host }) => leaveFile(PATHS.lock(home, host)) },
  { name: "the request log is root's", leave: ({ home }) => leaveFile(PATHS.requestLog(home)) },
  { name: "the salt is root's", leave: ({ home }) => leaveFile(PATHS.salt(home)) },
].map(({ name, leave, canStore = true }) => ({
  name: `${name}, and cannot be read`,
  canStore,
  prepare: (place) => ({ finish: leave(place) }),
}));

function leaveFolder(folder) {
  createFolder(folder);
  return () => chownSync(folder, 0, 0);
}

/** Returns the function that gives the file back to root, after the home was given to the person. */
function leaveFile(file, bytes = 10) {
  writeIn(file, "x".repeat(bytes));
  return () => {
    chownSync(file, 0, 0);
    chmodSync(file, 0o000);
  };
}

/** The server fails, so that the events have to be stored. */
const whileFailing = left
  .filter(({ canStore }) => canStore)
  .map((row) => ({
    ...row,
    name: `${row.name}, while the server fails`,
    behaviour: BEHAVIOURS[503],
    arrives: LATER,
  }));

export const ACCOUNTS = [...foreign, ...shared, ...left, ...whileFailing].map((row) => ({
  ...row,
  uid: PERSON,
  ends: AT_ONCE_ITSELF,
  skipped,
}));

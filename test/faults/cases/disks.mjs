// A healthy server, and a disk or a file that cannot be used.

import { PATHS } from "../homes.mjs";
import { isMountable } from "../mounts.mjs";
import { writeIn } from "../plant.mjs";
import { AT_ONCE_ITSELF, NEVER } from "./words.mjs";

const GARBAGE = Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x7b]);

const mounts = [
  { name: "home is read-only", mount: { options: "ro" } },
  { name: "home is missing, and cannot be made", mount: { options: "ro", below: "missing" } },
  { name: "the disk is full", mount: { options: "size=64k", isFull: true } },
  { name: "no inodes are left", mount: { options: "nr_inodes=1" } },
].map((row) => ({ ...row, skipped: isMountable() ? undefined : "needs a mount namespace" }));

const files = [
  { name: "a file where the folder should be", prepare: ({ home }) => writeIn(PATHS.tool(home), "") },
  { name: "a file where the spool should be", prepare: ({ home }) => writeIn(PATHS.spool(home), "") },
  { name: "a file where the receipts should be", prepare: ({ home }) => writeIn(PATHS.receipts(home), "") },
  { name: "the salt is damaged", prepare: ({ home }) => writeIn(PATHS.salt(home), GARBAGE) },
  {
    name: "the breaker's file is damaged",
    prepare: ({ home, host }) => writeIn(PATHS.breaker(home, host), GARBAGE),
  },
  {
    name: "the saved choice is damaged",
    prepare: ({ home }) => writeIn(PATHS.choice(home), GARBAGE),
    arrives: NEVER,
  },
  {
    name: "the spool's files are damaged",
    prepare: ({ home, host }) => {
      writeIn(PATHS.spoolFile(home, host), GARBAGE);
      writeIn(`${PATHS.spoolFile(home, host)}.00000000.1`, '{"uuid":');
    },
  },
];

export const DISKS = [...mounts, ...files].map((row) => ({ ...row, ends: AT_ONCE_ITSELF }));

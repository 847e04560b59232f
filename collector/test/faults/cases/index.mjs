/** Lists the cases in the order of the table. */
import { clockJumps } from "./clock-jumps.mjs";
import { damagedIndex } from "./damaged-index.mjs";
import { failingFsync } from "./failing-fsync.mjs";
import { fullDisk } from "./full-disk.mjs";
import { hostileBodies } from "./hostile-bodies.mjs";
import { killIndex } from "./kill-index.mjs";
import { killServer } from "./kill-server.mjs";
import { lockRace } from "./lock-race.mjs";
import { readOnlyDisk } from "./read-only-disk.mjs";
import { slowClients } from "./slow-clients.mjs";
import { stoppedIndex } from "./stopped-index.mjs";
import { terminate } from "./terminate.mjs";
import { tornSegment } from "./torn-segment.mjs";
import { twoProcesses } from "./two-processes.mjs";

export const CASES = [
  killServer,
  killIndex,
  terminate,
  fullDisk,
  readOnlyDisk,
  failingFsync,
  tornSegment,
  damagedIndex,
  twoProcesses,
  lockRace,
  clockJumps,
  slowClients,
  hostileBodies,
  stoppedIndex,
];

/** Lists the cases in the order of the table. */

import { fullDisk } from "./full-disk.mjs";
import { killIndex } from "./kill-index.mjs";
import { killServer } from "./kill-server.mjs";
import { readOnlyDisk } from "./read-only-disk.mjs";
import { terminate } from "./terminate.mjs";

export const CASES = [killServer, killIndex, terminate, fullDisk, readOnlyDisk];

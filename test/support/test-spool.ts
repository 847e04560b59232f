/** Opens a spool whose losses are counted. */
import { readdirSync } from "node:fs";
import { Spool, type SpoolOptions } from "../../src/delivery/spool.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { trustStored } from "../../src/privacy/sanitizer/seal.js";

export const DAY_MS = 24 * 60 * 60 * 1000;
/** The server for which the spool is. */
export const DESTINATION = "0000abcd";

export interface TestSpool {
  readonly spool: Spool;
  readonly folder: string;
  /** The numbers of lost events by reason. */
  readonly lost: Record<string, number>;
  /** Returns the names of the files. */
  readonly files: () => string[];
}

/** Opens a spool of one megabyte and seven days, unless the options say otherwise. */
export function openTestSpool(folder: string, options: Partial<SpoolOptions> = {}): TestSpool {
  const lost: Record<string, number> = {};
  const spool = new Spool({
    folder,
    destinationId: DESTINATION,
    owner: getCurrentProcess(),
    maxBytes: 1024 * 1024,
    maxAgeMs: 7 * DAY_MS,
    now: Date.now,
    reseal: trustStored,
    onLost: (reason, events) => {
      lost[reason] = (lost[reason] ?? 0) + events;
    },
    ...options,
  });
  return { spool, folder, lost, files: () => readdirSync(folder) };
}

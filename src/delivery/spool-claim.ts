/** Claims the events of one file of the spool, and records which of them were delivered. */
import { rename, unlink } from "node:fs/promises";
import type { Envelope } from "../envelope.js";
import { appendToOwnFileAsync, isPresent, readOwnFileAsync } from "../files/own-files.js";
import { formatSettledLine, parseSpoolText, type Reseal, SPOOL_FILE_RULE } from "./spool-format.js";

/** The events of one file, which no other process sends before this one has ended. */
export interface SpoolClaim {
  readonly envelopes: readonly Envelope[];
  /** Returns false after the user has removed the file. */
  isFilePresent(): boolean;
  /** Records events as delivered, in case this process ends before `release`. */
  markDelivered(batch: readonly Envelope[]): Promise<void>;
  /** Returns the remaining events to the spool, or removes the file if there are none. */
  release(rest: readonly Envelope[]): Promise<void>;
}

export interface ClaimOptions {
  /** The file, which this process has renamed to its own. */
  readonly path: string;
  /** The path that releases the file to other processes. */
  readonly sharedPath: string;
  readonly reseal: Reseal;
  /** Called once for the damaged lines of a file, when the file is removed. */
  readonly onDamaged: (lineCount: number) => void;
  /** Writes events to a new file of the spool. Returns false if that fails. */
  readonly store: (envelopes: readonly Envelope[]) => boolean;
}

/** Returns undefined if the file cannot be read or has no events. */
export async function openClaim(options: ClaimOptions): Promise<SpoolClaim | undefined> {
  const { path, sharedPath, reseal, onDamaged, store } = options;
  const text = await readOwnFileAsync(path, SPOOL_FILE_RULE).catch(() => undefined);
  if (text === undefined) {
    await rename(path, sharedPath).catch(() => {}); // replaced meanwhile, or a faulty disk
    return undefined;
  }
  const { envelopes, damagedLineCount } = parseSpoolText(text, reseal);
  const removeFile = async () => {
    await unlink(path);
    if (damagedLineCount > 0) onDamaged(damagedLineCount);
  };
  if (envelopes.length === 0) {
    await removeFile().catch(() => {});
    return undefined;
  }
  return {
    envelopes,
    isFilePresent: () => isPresent(path),
    async markDelivered(batch) {
      const line = formatSettledLine(batch.map(({ uuid }) => uuid));
      await appendToOwnFileAsync(path, line).catch(() => {}); // events may be sent twice
    },
    async release(rest) {
      if (!isPresent(path)) return; // events that the user has removed must not return
      try {
        if (rest.length === envelopes.length) await rename(path, sharedPath);
        else if (rest.length === 0 || store(rest)) await removeFile();
      } catch {
        // The disk cannot be written. Another process takes the file when this one has ended.
      }
    },
  };
}

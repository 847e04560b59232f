/** Stores events in a folder that the user's processes share, with limits on its size and age. */
import { renameSync, unlinkSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { checkFolder, TOO_LARGE } from "../files/file-checks.js";
import { MAX_SPOOL_FILE_BYTES } from "../files/file-limits.js";
import { readOwnFile, writeOwnFile } from "../files/own-files.js";
import type { ProcessId } from "../internal/ids.js";
import { openClaim, type SpoolClaim } from "./spool-claim.js";
import {
  createSpoolName,
  formatEnvelopeLine,
  parseSpoolText,
  type Reseal,
  type SpoolName,
} from "./spool-format.js";
import { listUnownedFiles, type UnownedFile } from "./spool-listing.js";

export interface SpoolOptions {
  /** Created with the first file, and readable by the user alone. */
  readonly folder: string;
  /** From `getDestinationId`. */
  readonly destinationId: string;
  readonly owner: ProcessId;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly reseal: Reseal;
  readonly onLost: (reason: "spool_full" | "spool_expired" | "spool_damaged", eventCount: number) => void;
}

export class Spool {
  readonly #options: SpoolOptions;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** The number of files that this process could send. */
  get pendingFileCount(): number {
    return this.#listClaimable(this.#options.destinationId).length;
  }

  /**
   * Writes events to a file that any process may send. Synchronous, because the process may be ending. Returns false if
   * the file cannot be written.
   */
  store(envelopes: readonly Envelope[]): boolean {
    const isStored = this.#writeFile(envelopes, this.#options.now());
    if (isStored) this.prune();
    return isStored;
  }

  /**
   * Allows any process to send a file of this process, which must not write to it again. The new name has the current time,
   * because the old one has the time at which the process started. Does not prune, because this process may be ending.
   */
  publishFile(path: string): boolean {
    const { folder, destinationId, now } = this.#options;
    if (checkFolder(folder) !== undefined) return false; // no process would send the file
    try {
      renameSync(path, join(folder, createSpoolName(now(), destinationId)));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Removes expired files, and the oldest files beyond the size limit. Files of running processes are ignored. A file that
   * cannot be used does not count towards the limit.
   */
  prune(): void {
    const { folder, maxBytes, maxAgeMs, now, reseal, onLost } = this.#options;
    const files = this.#listUnowned();
    this.#pruneUnusable(files.filter(({ problem }) => problem !== undefined));
    const usable = files.filter(({ problem }) => problem === undefined);
    let bytes = usable.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, mtimeMs } of usable) {
      const isExpired = now() - mtimeMs > maxAgeMs; // the time in the name is that of its creation
      if (!isExpired && bytes <= maxBytes) continue;
      const path = join(folder, file);
      try {
        const text = readOwnFile(path, { maxBytes: MAX_SPOOL_FILE_BYTES }) ?? "";
        const { envelopes, damagedLineCount } = parseSpoolText(text, reseal);
        unlinkSync(path);
        bytes -= size;
        onLost(isExpired ? "spool_expired" : "spool_full", envelopes.length);
        if (damagedLineCount > 0) onLost("spool_damaged", damagedLineCount);
      } catch {
        // Another process has claimed it.
      }
    }
  }

  /**
   * Removes expired files that cannot be used, such as a file that belongs to root. A file that is too large was not written by
   * this library, and is removed at once. Nothing is read, so each file counts as one event.
   */
  #pruneUnusable(files: readonly UnownedFile[]): void {
    const { folder, maxAgeMs, now, onLost } = this.#options;
    for (const { file, problem, createdAt, mtimeMs, isRegular } of files) {
      // Neither the name nor the file's time may be in the future for ever.
      const isExpired = now() - Math.min(createdAt, mtimeMs) > maxAgeMs;
      if (!isExpired && problem !== TOO_LARGE) continue;
      try {
        unlinkSync(join(folder, file)); // removes a link and not its target, and no folder
        if (isRegular) onLost("spool_damaged", 1);
      } catch {
        // It is a folder, or another process has removed it.
      }
    }
  }

  /**
   * Claims the oldest files that are free or whose owner is dead, until they have at least `eventCount` events together.
   * Returns an empty list if there are none.
   */
  async claimFiles(eventCount: number): Promise<SpoolClaim[]> {
    const claims: SpoolClaim[] = [];
    let claimedCount = 0;
    for (const name of this.#listClaimable(this.#options.destinationId)) {
      if (claimedCount >= eventCount) break;
      const claim = await this.#claimFile(name);
      if (claim === undefined) continue;
      claims.push(claim);
      claimedCount += claim.envelopes.length;
    }
    return claims;
  }

  /** Returns undefined if another process was faster, or if the file has no events. */
  async #claimFile({ file, base, createdAt }: SpoolName): Promise<SpoolClaim | undefined> {
    const { folder, reseal, onLost } = this.#options;
    const path = this.createOwnPath(base);
    try {
      await rename(join(folder, file), path);
    } catch {
      return undefined;
    }
    return openClaim({
      path,
      sharedPath: join(folder, base),
      reseal,
      onDamaged: (lineCount) => onLost("spool_damaged", lineCount),
      store: (envelopes) => this.#writeFile(envelopes, createdAt),
    });
  }

  /** Returns a path at which only this process writes. Other processes take over the file when this one has ended. */
  createOwnPath(base = createSpoolName(this.#options.now(), this.#options.destinationId)): string {
    const { folder, owner } = this.#options;
    return join(folder, `${base}.${owner.hostId}.${owner.pid}`);
  }

  #writeFile(envelopes: readonly Envelope[], createdAt: number): boolean {
    const { folder, destinationId, maxBytes, onLost } = this.#options;
    const base = createSpoolName(createdAt, destinationId);
    const lines = envelopes.map(formatEnvelopeLine);
    let bytes = Buffer.byteLength(lines.join(""));
    // Newer events are more useful.
    const limit = Math.min(maxBytes, MAX_SPOOL_FILE_BYTES);
    while (lines.length > 0 && bytes > limit) bytes -= Buffer.byteLength(lines.shift() ?? "");
    try {
      // If the process ends before the file is complete, another process can claim the temporary file by its name.
      writeOwnFile(join(folder, base), lines.join(""), { temporaryPath: this.createOwnPath(base) });
    } catch {
      return false;
    }
    if (lines.length < envelopes.length) onLost("spool_full", envelopes.length - lines.length);
    return true;
  }

  /**
   * Returns the usable files that no running process owns, oldest first.
   * @param destinationId the server for which the files are
   */
  #listClaimable(destinationId: string): SpoolName[] {
    return this.#listUnowned(destinationId).filter(({ problem }) => problem === undefined);
  }

  /** @param destinationId the server for which the files are. @default all servers */
  #listUnowned(destinationId?: string): UnownedFile[] {
    try {
      return listUnownedFiles(this.#options).filter(
        (file) => destinationId === undefined || file.destinationId === destinationId,
      );
    } catch {
      return []; // the folder must not be used
    }
  }
}

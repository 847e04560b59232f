/** Stores events in a folder that the user's processes share, with limits on its size and age. */
import { renameSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { checkFolder } from "../files/file-checks.js";
import { MAX_SPOOL_FILE_BYTES } from "../files/file-limits.js";
import { writeOwnFile } from "../files/own-files.js";
import { openClaim, type SpoolClaim } from "./spool-claim.js";
import { createSpoolName, formatEnvelopeLine, type SpoolName } from "./spool-format.js";
import { listUnownedFiles } from "./spool-listing.js";
import { pruneSpool, type SpoolPruningOptions } from "./spool-pruning.js";

export interface SpoolOptions extends SpoolPruningOptions {
  /** From `getDestinationId`. */
  readonly destinationId: string;
}

export class Spool {
  readonly #options: SpoolOptions;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** The number of files that this process could send. */
  get pendingFileCount(): number {
    return [...this.#listClaimable()].length;
  }

  /** Whether there is a file that this process could send. */
  get hasPendingFiles(): boolean {
    return this.#listClaimable().next().done === false;
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

  /** Removes files that expired or exceed the size limit. */
  prune(): void {
    pruneSpool(this.#options);
  }

  /**
   * Claims the oldest files that are free or whose owner is dead, until they have at least `eventCount` events together.
   * Returns an empty list if there are none.
   */
  async claimFiles(eventCount: number): Promise<SpoolClaim[]> {
    const claims: SpoolClaim[] = [];
    let claimedCount = 0;
    for (const name of this.#listClaimable()) {
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

  /** Yields the usable files for this destination that no running process owns, oldest first. */
  *#listClaimable(): Generator<SpoolName, void> {
    for (const file of listUnownedFiles(this.#options, this.#options.destinationId))
      if (file.problem === undefined) yield file;
  }
}

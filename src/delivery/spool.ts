/** Stores events in a folder that the user's processes share, with limits on its size and age. */
import { readFileSync, renameSync, statSync, unlinkSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { listFolder, writeFileAtomic } from "../internal/files.js";
import { isPossiblyAlive, type ProcessId } from "../internal/ids.js";
import { openClaim, type SpoolClaim } from "./spool-claim.js";
import {
  createSpoolName,
  formatEnvelopeLine,
  parseSpoolName,
  parseSpoolText,
  type Reseal,
  type SpoolName,
} from "./spool-format.js";

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

/** A process on another machine cannot be checked. It counts as ended after this time, which exceeds any request. */
const MAX_FOREIGN_CLAIM_MS = 60 * 60 * 1000;
/** In milliseconds since the epoch, as file times are. It is the same in all threads of the process. */
const PROCESS_START_MS = Date.now() - process.uptime() * 1000;

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
    try {
      renameSync(path, join(folder, createSpoolName(now(), destinationId)));
      return true;
    } catch {
      return false;
    }
  }

  /** Removes expired files, and the oldest files beyond the size limit. Files of running processes are ignored. */
  prune(): void {
    const { folder, maxBytes, maxAgeMs, now, reseal, onLost } = this.#options;
    const files = this.#listClaimable().map(({ file }) => ({
      file,
      size: 0,
      mtimeMs: now(),
      ...this.#getStats(file),
    }));
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, mtimeMs } of files) {
      const isExpired = now() - mtimeMs > maxAgeMs; // the time in the name is that of its creation
      if (!isExpired && bytes <= maxBytes) continue;
      const path = join(folder, file);
      try {
        const { envelopes, damagedLineCount } = parseSpoolText(readFileSync(path, "utf8"), reseal);
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
    while (lines.length > 0 && bytes > maxBytes) bytes -= Buffer.byteLength(lines.shift() ?? "");
    try {
      // If the process ends before the file is complete, another process can claim the temporary file by its name.
      writeFileAtomic(join(folder, base), lines.join(""), { temporaryPath: this.createOwnPath(base) });
    } catch {
      return false;
    }
    if (lines.length < envelopes.length) onLost("spool_full", envelopes.length - lines.length);
    return true;
  }

  /**
   * Returns the files that no running process owns, oldest first.
   * @param destinationId the server for which the files are. @default all servers
   */
  #listClaimable(destinationId?: string): SpoolName[] {
    try {
      return listFolder(this.#options.folder)
        .map(parseSpoolName)
        .filter((name) => name !== undefined)
        .filter((name) => destinationId === undefined || name.destinationId === destinationId)
        .filter((name) => this.#isClaimable(name));
    } catch {
      return [];
    }
  }

  #isClaimable({ file, owner }: SpoolName): boolean {
    if (owner === undefined) return true;
    const current = this.#options.owner;
    const isLocal = owner.hostId === current.hostId;
    if (isLocal && owner.pid !== current.pid) return !isPossiblyAlive(owner, current);
    const touchedAt = this.#getStats(file)?.mtimeMs ?? Number.POSITIVE_INFINITY;
    const isAbandoned = this.#options.now() - touchedAt > MAX_FOREIGN_CLAIM_MS;
    // A local file has the number of this process, which may still be sending it. If it was touched before this process
    // started, it is of an earlier process with the same number: in a container, the number is 1 at each start.
    const isOwnedByThisProcess = isLocal && touchedAt >= PROCESS_START_MS;
    return isAbandoned && !isOwnedByThisProcess;
  }

  #getStats(file: string): { size: number; mtimeMs: number } | undefined {
    try {
      const { size, mtimeMs } = statSync(join(this.#options.folder, file));
      return { size, mtimeMs };
    } catch {
      return undefined; // removed meanwhile, or a dangling link
    }
  }
}

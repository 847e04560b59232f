/** Stores events in a folder that the user's processes share, with limits on its size and age. */
import { readFileSync, renameSync, statSync, unlinkSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { type Envelope, serializeWithProperties } from "../envelope.js";
import { listFolder, writeFileAtomic } from "../internal/files.js";
import { createRandomHex, isPossiblyAlive, type ProcessId } from "../internal/ids.js";
import { openClaim, parseSpoolText, type Reseal, type SpoolClaim } from "./spool-reader.js";

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
  readonly onLost: (reason: "spool_full" | "spool_expired" | "spool_damaged", events: number) => void;
}

/** A file of the spool. Its name tells its age, its destination and its owner. */
interface SpoolName {
  /** The name as it is on disk. */
  readonly file: string;
  /** The name without its owner. Names sort by age. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Eight hex digits. A file is sent only to the server that its events were captured for. */
  readonly destinationId: string;
  /** The process that writes or sends the file. Undefined if any process may claim it. */
  readonly owner: ProcessId | undefined;
}

const SPOOL_FILE_NAME = /^((\d{13})-[0-9a-f]{8}-([0-9a-f]{8})\.jsonl)(?:\.([0-9a-f]{8})\.(\d{1,10}))?$/;

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
    return this.#listSendable().length;
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
    try {
      renameSync(path, join(this.#options.folder, this.#createBaseName(this.#options.now())));
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
        const { envelopes } = parseSpoolText(readFileSync(path, "utf8"), reseal);
        unlinkSync(path);
        bytes -= size;
        onLost(isExpired ? "spool_expired" : "spool_full", envelopes.length);
      } catch {
        // Another process has claimed it.
      }
    }
  }

  /** Claims the oldest file that is free or whose owner is dead. Returns undefined if there is none. */
  async claimFile(): Promise<SpoolClaim | undefined> {
    const { folder, reseal, onLost } = this.#options;
    for (const { file, base, createdAt } of this.#listSendable()) {
      const path = this.createOwnPath(base);
      try {
        await rename(join(folder, file), path); // fails if another process was faster
      } catch {
        continue;
      }
      const claim = await openClaim({
        path,
        sharedPath: join(folder, base),
        reseal,
        onDamaged: (lineCount) => onLost("spool_damaged", lineCount),
        store: (envelopes) => this.#writeFile(envelopes, createdAt),
      });
      if (claim !== undefined) return claim;
    }
    return undefined;
  }

  /** Returns a path at which only this process writes. Other processes take over the file when this one has ended. */
  createOwnPath(base = this.#createBaseName(this.#options.now())): string {
    const { folder, owner } = this.#options;
    return join(folder, `${base}.${owner.hostId}.${owner.pid}`);
  }

  #createBaseName(createdAt: number): string {
    const time = String(Math.max(0, Math.round(createdAt))).padStart(13, "0");
    return `${time}-${createRandomHex(4)}-${this.#options.destinationId}.jsonl`;
  }

  #writeFile(envelopes: readonly Envelope[], createdAt: number): boolean {
    const { folder, maxBytes, onLost } = this.#options;
    const base = this.#createBaseName(createdAt);
    const lines = selectNewest(envelopes.map(formatEnvelopeLine), maxBytes);
    try {
      // If the process ends before the file is complete, another process can claim the temporary file by its name.
      writeFileAtomic(join(folder, base), lines.join(""), { temporaryPath: this.createOwnPath(base) });
    } catch {
      return false;
    }
    if (lines.length < envelopes.length) onLost("spool_full", envelopes.length - lines.length);
    return true;
  }

  /** Returns the files of all destinations that no running process owns, oldest first. */
  #listClaimable(): SpoolName[] {
    try {
      const names = listFolder(this.#options.folder).map(parseSpoolName);
      return names.filter((name) => name !== undefined).filter((name) => this.#isClaimable(name));
    } catch {
      return [];
    }
  }

  /** Returns the claimable files of this destination, oldest first. */
  #listSendable(): SpoolName[] {
    const { destinationId } = this.#options;
    return this.#listClaimable().filter((name) => name.destinationId === destinationId);
  }

  #isClaimable({ file, owner }: SpoolName): boolean {
    if (owner === undefined) return true;
    const current = this.#options.owner;
    const isLocal = owner.hostId === current.hostId;
    if (isLocal && owner.pid !== current.pid) return !isPossiblyAlive(owner, current);
    // A file with this process's number may be of an earlier process: in a container, the number is 1 at each start.
    const touchedAt = this.#getStats(file)?.mtimeMs ?? Number.POSITIVE_INFINITY;
    return (
      this.#options.now() - touchedAt > MAX_FOREIGN_CLAIM_MS && !(isLocal && touchedAt >= PROCESS_START_MS)
    );
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

/** Returns undefined for a file that is not the spool's. */
export function parseSpoolName(file: string): SpoolName | undefined {
  const [, base, createdAt, destinationId, hostId, pid] = SPOOL_FILE_NAME.exec(file) ?? [];
  if (base === undefined || destinationId === undefined) return undefined;
  const owner = hostId === undefined ? undefined : { hostId, pid: Number(pid) };
  return { file, base, createdAt: Number(createdAt), destinationId, owner };
}

/** Returns a line that begins with a line break, so that it is separate from a line that a crash has cut off. */
export function formatEnvelopeLine(envelope: Envelope): string {
  const { uuid, event, distinctId, timestamp } = envelope;
  return `\n${serializeWithProperties(JSON.stringify({ uuid, event, distinctId, timestamp }), envelope)}\n`;
}

/** Returns as many of the last lines as the limit allows. */
function selectNewest(lines: readonly string[], maxBytes: number): readonly string[] {
  let bytes = 0;
  let from = lines.length;
  while (from > 0) {
    bytes += Buffer.byteLength(lines[from - 1] ?? "");
    if (bytes > maxBytes) break;
    from--;
  }
  return lines.slice(from);
}

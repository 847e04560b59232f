/** The spool: sealed envelopes in files of the person's own folder, shared by many processes, bounded in size and age. */
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { appendFile, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Envelope } from "../envelope.js";
import { APPEND_TO_EXISTING } from "../internal/append-file.js";
import { createPrivateFolder } from "../internal/private-folder.js";
import { isPossiblyAlive, type ProcessId } from "../internal/process-id.js";
import { formatEnvelopeLine, formatSettledLine, parseSpoolText, type Reseal } from "./spool-format.js";
import { createSpoolName, formatSpoolName, parseSpoolName, type SpoolName } from "./spool-paths.js";

export interface SpoolOptions {
  /** Made, for the person alone, when the first file is. */
  readonly folder: string;
  /** From `destinationOf`. */
  readonly destinationId: string;
  readonly owner: ProcessId;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly reseal: Reseal;
  readonly onLost: (reason: "spool_full" | "spool_expired" | "spool_damaged", events: number) => void;
}

/** Envelopes of one file, which no other process sends as long as this one lives. */
export interface SpoolClaim {
  readonly envelopes: readonly Envelope[];
  /** False once a person has thrown it away. */
  isFilePresent(): boolean;
  /** These are delivered, should this process not live to say what is left. */
  markDelivered(batch: readonly Envelope[]): Promise<void>;
  /** What is left to send later; without any the file goes. */
  release(rest: readonly Envelope[]): Promise<void>;
}

/** Nobody can ask after a process of another machine or container; no request takes so long. */
const MAX_FOREIGN_CLAIM_MS = 60 * 60 * 1000;
/** This process, with all its threads; by the same clock as the times of files. */
const PROCESS_START_MS = Date.now() - process.uptime() * 1000;

export class Spool {
  readonly #options: SpoolOptions;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** Writes a file that any process may send, at once, for the process may be about to end. False where the disk refuses. */
  store(envelopes: readonly Envelope[]): boolean {
    if (envelopes.length === 0) return true;
    const isStored = this.#writeFile(envelopes, this.#options.now());
    if (isStored) this.prune();
    return isStored;
  }

  /**
   * The same for a file of this process's own, which is not written again. Its name is new, or it would pass for as old as
   * the process. Nothing gives way to it, for the process may be about to end: whoever begins the next file sees to that.
   */
  publishFile(path: string): boolean {
    const { folder, destinationId, now } = this.#options;
    try {
      renameSync(path, join(folder, createSpoolName(now(), destinationId).base));
      return true;
    } catch {
      return false;
    }
  }

  /** Oldest first, until the rest is small and young enough. What a living process has stays, and does not count. */
  prune(): void {
    const { folder, maxBytes, maxAgeMs, now, reseal, onLost } = this.#options;
    const free = this.#listNames().filter((name) => this.#isClaimable(name));
    const files = free.map((name) => ({ name, size: 0, mtimeMs: now(), ...this.#getStats(name) }));
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size, mtimeMs } of files) {
      const isOld = now() - mtimeMs > maxAgeMs; // its name has the time at which it was begun
      if (!isOld && bytes <= maxBytes) continue;
      const path = join(folder, formatSpoolName(name));
      try {
        const { envelopes } = parseSpoolText(readFileSync(path, "utf8"), reseal);
        unlinkSync(path);
        bytes -= size;
        onLost(isOld ? "spool_expired" : "spool_full", envelopes.length);
      } catch {
        // Another process has it by now.
      }
    }
  }

  /** The oldest file that waits, or that a dead process had. Undefined where there is none, or none to be had. */
  async claimFile(): Promise<SpoolClaim | undefined> {
    for (const name of this.#listClaimable()) {
      const path = this.#getOwnPath(name.base);
      try {
        await rename(join(this.#options.folder, formatSpoolName(name)), path); // fails where another was faster
      } catch {
        continue;
      }
      const claim = await this.#openClaim(path, name);
      if (claim !== undefined) return claim;
    }
    return undefined;
  }

  /** How many files there are that this process could send. */
  get pendingFileCount(): number {
    return this.#listClaimable().length;
  }

  /** Where this process may write a file of its own, which others take over when it is gone. */
  createOwnPath(): string {
    return this.#getOwnPath(createSpoolName(this.#options.now(), this.#options.destinationId).base);
  }

  #getOwnPath(base: string): string {
    return join(this.#options.folder, formatSpoolName({ base, owner: this.#options.owner }));
  }

  #listClaimable(): SpoolName[] {
    return this.#listNames().filter(
      (name) => name.destinationId === this.#options.destinationId && this.#isClaimable(name),
    );
  }

  async #openClaim(path: string, name: SpoolName): Promise<SpoolClaim | undefined> {
    const { folder, reseal, onLost } = this.#options;
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) {
      await rename(path, join(folder, name.base)).catch(() => {}); // another account's, or a disk at fault
      return undefined;
    }
    const { envelopes, damagedLineCount } = parseSpoolText(text, reseal);
    if (damagedLineCount > 0) onLost("spool_damaged", damagedLineCount);
    if (envelopes.length === 0) {
      await unlink(path).catch(() => {});
      return undefined;
    }
    return {
      envelopes,
      isFilePresent: () => existsSync(path),
      markDelivered: (batch) =>
        appendFile(path, formatSettledLine(batch.map(({ uuid }) => uuid)), {
          flag: APPEND_TO_EXISTING,
        }).catch(() => {}), // then it may be sent twice
      release: async (rest) => {
        if (!existsSync(path)) return; // thrown away meanwhile: it must not come back
        try {
          if (rest.length === envelopes.length) await rename(path, join(folder, name.base));
          else if (rest.length === 0 || this.#writeFile(rest, name.createdAt)) await unlink(path);
        } catch {
          // The disk refuses. The file stays ours; when this process is gone, another takes it.
        }
      },
    };
  }

  #writeFile(envelopes: readonly Envelope[], createdAt: number): boolean {
    const { folder, destinationId, maxBytes, onLost } = this.#options;
    const { base } = createSpoolName(createdAt, destinationId);
    const lines = selectNewest(envelopes.map(formatEnvelopeLine), maxBytes);
    try {
      createPrivateFolder(folder);
      // Under a name of this process first: under its own it may be claimed before it is whole.
      const path = this.#getOwnPath(base);
      writeFileSync(path, lines.join(""), { mode: 0o600, flag: "wx" });
      renameSync(path, join(folder, base));
    } catch {
      return false;
    }
    if (lines.length < envelopes.length) onLost("spool_full", envelopes.length - lines.length);
    return true;
  }

  /** Oldest first. */
  #listNames(): SpoolName[] {
    try {
      const names = readdirSync(this.#options.folder).sort().map(parseSpoolName);
      return names.filter((name) => name !== undefined);
    } catch {
      return [];
    }
  }

  #isClaimable({ base, owner }: SpoolName): boolean {
    if (owner === undefined) return true;
    const here = this.#options.owner;
    const isHere = owner.place === here.place;
    if (isHere && owner.pid !== here.pid) return !isPossiblyAlive(owner, here);
    // One of our own number may be of a process that had it before: a container's is 1 each time it starts.
    const touched = this.#getStats({ base, owner })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    return this.#options.now() - touched > MAX_FOREIGN_CLAIM_MS && !(isHere && touched >= PROCESS_START_MS);
  }

  #getStats(name: Pick<SpoolName, "base" | "owner">): { size: number; mtimeMs: number } | undefined {
    try {
      const { size, mtimeMs } = statSync(join(this.#options.folder, formatSpoolName(name)));
      return { size, mtimeMs };
    } catch {
      return undefined; // gone by now, or a link to nowhere
    }
  }
}

/** As many of the last lines as fit. */
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

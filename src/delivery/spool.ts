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
import { TO_EXISTING } from "../internal/append-file.js";
import { makeFolder } from "../internal/private-folder.js";
import { mayBeAlive, type Owner } from "../internal/process-id.js";
import { envelopeLine, type Reseal, readSpoolText, settledLine } from "./spool-lines.js";
import { newSpoolName, parseSpoolName, type SpoolName, spoolFileName } from "./spool-names.js";

export interface SpoolOptions {
  /** Made, for the person alone, when the first file is. */
  readonly folder: string;
  /** From `destinationOf`. */
  readonly destination: string;
  readonly owner: Owner;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly reseal: Reseal;
  readonly onLost: (reason: "spool_full" | "spool_expired" | "spool_damaged", events: number) => void;
}

/** Envelopes of one file, which no other process sends as long as this one lives. */
export interface Claim {
  readonly envelopes: readonly Envelope[];
  /** False once a person has thrown it away. */
  isThere(): boolean;
  /** These are delivered, should this process not live to say what is left. */
  note(batch: readonly Envelope[]): Promise<void>;
  /** What is left to send later; without any the file goes. */
  settle(rest: readonly Envelope[]): Promise<void>;
}

/** Nobody can ask after a process of another machine or container; no request takes so long. */
const LONGEST_ELSEWHERE_MS = 60 * 60 * 1000;
/** This process, with all its threads; by the same clock as the times of files. */
const STARTED = Date.now() - process.uptime() * 1000;

export class Spool {
  readonly #options: SpoolOptions;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  /** Writes a file that any process may send, at once, for the process may be about to end. False where the disk refuses. */
  keep(envelopes: readonly Envelope[]): boolean {
    if (envelopes.length === 0) return true;
    const isKept = this.#write(envelopes, this.#options.now());
    if (isKept) this.prune();
    return isKept;
  }

  /**
   * The same for a file of this process's own, which is not written again. Its name is new, or it would pass for as old as
   * the process. Nothing gives way to it, for the process may be about to end: whoever begins the next file sees to that.
   */
  giveAway(path: string): boolean {
    const { folder, destination, now } = this.#options;
    try {
      renameSync(path, join(folder, newSpoolName(now(), destination).base));
      return true;
    } catch {
      return false;
    }
  }

  /** Oldest first, until the rest is small and young enough. What a living process has stays, and does not count. */
  prune(): void {
    const { folder, maxBytes, maxAgeMs, now, reseal, onLost } = this.#options;
    const free = this.#list().filter((name) => this.#isFree(name));
    const files = free.map((name) => ({ name, size: 0, mtimeMs: now(), ...this.#stat(name) }));
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size, mtimeMs } of files) {
      const isOld = now() - mtimeMs > maxAgeMs; // its name has the time at which it was begun
      if (!isOld && bytes <= maxBytes) continue;
      const path = join(folder, spoolFileName(name));
      try {
        const { envelopes } = readSpoolText(readFileSync(path, "utf8"), reseal);
        unlinkSync(path);
        bytes -= size;
        onLost(isOld ? "spool_expired" : "spool_full", envelopes.length);
      } catch {
        // Another process has it by now.
      }
    }
  }

  /** The oldest file that waits, or that a dead process had. Undefined where there is none, or none to be had. */
  async claim(): Promise<Claim | undefined> {
    for (const name of this.#claimable()) {
      const path = this.#pathOf(name.base);
      try {
        await rename(join(this.#options.folder, spoolFileName(name)), path); // fails where another was faster
      } catch {
        continue;
      }
      const claim = await this.#open(path, name);
      if (claim !== undefined) return claim;
    }
    return undefined;
  }

  /** How many files there are that this process could send. */
  get waiting(): number {
    return this.#claimable().length;
  }

  /** Where this process may write a file of its own, which others take over when it is gone. */
  newPath(): string {
    return this.#pathOf(newSpoolName(this.#options.now(), this.#options.destination).base);
  }

  #pathOf(base: string): string {
    return join(this.#options.folder, spoolFileName({ base, owner: this.#options.owner }));
  }

  #claimable(): SpoolName[] {
    return this.#list().filter(
      (name) => name.destination === this.#options.destination && this.#isFree(name),
    );
  }

  async #open(path: string, name: SpoolName): Promise<Claim | undefined> {
    const { folder, reseal, onLost } = this.#options;
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) {
      await rename(path, join(folder, name.base)).catch(() => {}); // another account's, or a disk at fault
      return undefined;
    }
    const { envelopes, damaged } = readSpoolText(text, reseal);
    if (damaged > 0) onLost("spool_damaged", damaged);
    if (envelopes.length === 0) {
      await unlink(path).catch(() => {});
      return undefined;
    }
    return {
      envelopes,
      isThere: () => existsSync(path),
      note: (batch) =>
        appendFile(path, settledLine(batch.map(({ uuid }) => uuid)), { flag: TO_EXISTING }).catch(() => {}), // then it may be sent twice
      settle: async (rest) => {
        if (!existsSync(path)) return; // thrown away meanwhile: it must not come back
        try {
          if (rest.length === envelopes.length) await rename(path, join(folder, name.base));
          else if (rest.length === 0 || this.#write(rest, name.begun)) await unlink(path);
        } catch {
          // The disk refuses. The file stays ours; when this process is gone, another takes it.
        }
      },
    };
  }

  #write(envelopes: readonly Envelope[], begun: number): boolean {
    const { folder, destination, maxBytes, onLost } = this.#options;
    const { base } = newSpoolName(begun, destination);
    const lines = newest(envelopes.map(envelopeLine), maxBytes);
    try {
      makeFolder(folder);
      // Under a name of this process first: under its own it may be claimed before it is whole.
      const path = this.#pathOf(base);
      writeFileSync(path, lines.join(""), { mode: 0o600, flag: "wx" });
      renameSync(path, join(folder, base));
    } catch {
      return false;
    }
    if (lines.length < envelopes.length) onLost("spool_full", envelopes.length - lines.length);
    return true;
  }

  /** Oldest first. */
  #list(): SpoolName[] {
    try {
      const names = readdirSync(this.#options.folder).sort().map(parseSpoolName);
      return names.filter((name) => name !== undefined);
    } catch {
      return [];
    }
  }

  #isFree({ base, owner }: SpoolName): boolean {
    if (owner === undefined) return true;
    const here = this.#options.owner;
    const isHere = owner.place === here.place;
    if (isHere && owner.pid !== here.pid) return !mayBeAlive(owner, here);
    // One of our own number may be of a process that had it before: a container's is 1 each time it starts.
    const touched = this.#stat({ base, owner })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    return this.#options.now() - touched > LONGEST_ELSEWHERE_MS && !(isHere && touched >= STARTED);
  }

  #stat(name: Pick<SpoolName, "base" | "owner">): { size: number; mtimeMs: number } | undefined {
    try {
      const { size, mtimeMs } = statSync(join(this.#options.folder, spoolFileName(name)));
      return { size, mtimeMs };
    } catch {
      return undefined; // gone by now, or a link to nowhere
    }
  }
}

/** As many of the last lines as fit. */
function newest(lines: readonly string[], maxBytes: number): readonly string[] {
  let bytes = 0;
  let from = lines.length;
  while (from > 0) {
    bytes += Buffer.byteLength(lines[from - 1] ?? "");
    if (bytes > maxBytes) break;
    from--;
  }
  return lines.slice(from);
}

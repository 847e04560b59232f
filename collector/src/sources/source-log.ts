/** Keeps for 48 hours which part of a journal came from which source. */
import { createReadStream } from "node:fs";
import { appendFile, mkdir, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { RecordKind } from "../store/store.js";

/** Where the lines of one batch are, and from which source they came. */
export interface SourceEntry {
  readonly tag: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly kind: RecordKind;
  readonly sequence: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly count: number;
}

const COLLECT_MS = 100;
const HOUR_MS = 3600 * 1000;
/** The file of the current hour lives for an hour longer than its first entry, so 47 hours are complete. */
const KEPT_HOURS = 48;
const FILE_NAME = /^(\d{1,12})\.ndjson$/;

/**
 * A file for each hour, which is deleted as a whole. It is not synchronised with the disk, because an entry that a crash loses
 * only makes it harder to undo abuse.
 */
export class SourceLog {
  readonly #folder: string;
  #pending: SourceEntry[] = [];
  #writing: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds an entry. Never throws: a disk that refuses has refused the events before. */
  add(entry: SourceEntry): void {
    this.#pending.push(entry);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  /** Yields the entries of the last 48 hours in the order of their arrival. There can be millions. */
  async *readEntries(now: number): AsyncGenerator<SourceEntry> {
    await this.flush();
    for (const hour of await this.#listHours()) {
      if (hour <= toHour(now) - KEPT_HOURS) continue;
      for await (const line of createInterface({ input: createReadStream(this.#getFile(hour)) })) {
        const entry = parseEntry(line);
        if (entry !== undefined) yield entry;
      }
    }
  }

  /** Deletes what is older than 48 hours. After the clock was set back, files of the future are deleted, too. */
  async deleteOld(now: number): Promise<void> {
    const current = toHour(now);
    for (const hour of await this.#listHours())
      if (hour <= current - KEPT_HOURS || hour > current + 1) await unlink(this.#getFile(hour));
  }

  /** Entries of a busy server are collected, because opening the file takes longer than a batch of events. */
  async #write(): Promise<void> {
    while (this.#pending.length > 0) {
      await sleep(COLLECT_MS);
      const entries = this.#pending;
      this.#pending = [];
      const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
      try {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        await appendFile(this.#getFile(toHour(entries[0]?.time ?? 0)), lines, { mode: 0o600 });
      } catch {
        // The entries are lost, and the events are safe.
      }
    }
  }

  #getFile(hour: number): string {
    return join(this.#folder, `${hour}.ndjson`);
  }

  async #listHours(): Promise<number[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .flatMap((name) => Number(FILE_NAME.exec(name)?.[1] ?? Number.NaN))
      .filter((hour) => hour >= 0)
      .sort((a, b) => a - b);
  }
}

function toHour(time: number): number {
  return Math.floor(time / HOUR_MS);
}

/** A crash may have cut off the last line. */
function parseEntry(line: string): SourceEntry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Logs every request byte for byte, and its result, so that the user can read the data that was sent. */
import { lstatSync, type Stats, unlinkSync } from "node:fs";
import { join } from "node:path";
import { findFileProblem } from "../files/file-checks.js";
import { MAX_LOG_FILE_BYTES, MAX_OLD_LOG_FILES_BYTES } from "../files/file-limits.js";
import {
  appendOrCreateOwnFile,
  appendToOwnFile,
  appendToOwnFileAsync,
  formatLine,
} from "../files/own-files.js";
import { ensureOwnFolder, listOwnFolder } from "../files/own-folders.js";
import { createRandomHex } from "../internal/ids.js";
import type { Fetch } from "../net/http-client.js";

export interface RequestLogOptions {
  /** Created with the first request, and readable by the user alone. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** `cut`: the answer came before the whole request was sent. */
export type RequestResult = { readonly status: number; readonly cut?: true } | { readonly unsent: true };

/** Counts of dropped events, and of omitted parts of events, by reason. */
export interface DropCounts {
  readonly dropped: Readonly<Record<string, number>>;
  readonly omitted: Readonly<Record<string, number>>;
}

/** The files of today and of the six days before are kept. */
const RETENTION_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export class RequestLog {
  readonly #options: RequestLogOptions;

  constructor(options: RequestLogOptions) {
    this.#options = options;
  }

  /**
   * Returns a `fetch` that logs. A request is written before it is sent, so that it is logged even if the process ends, and
   * its result is written afterwards. If the disk cannot be written, the request is sent and not logged.
   */
  wrapFetch(fetch: Fetch): Fetch {
    return async (url, request) => {
      const { method, body = "" } = request;
      const id = createRandomHex(8);
      const time = new Date(this.#options.now()).toISOString();
      const base64 = Buffer.from(body).toString("base64");
      const file = await this.#appendRequest(
        formatLine(JSON.stringify({ id, time, method, url, body: base64 })),
      );
      let isSent = false;
      const onSent = () => {
        isSent = true;
        request.onSent?.();
      };
      try {
        const response = await fetch(url, { ...request, onSent });
        const { status } = response;
        this.#appendResult(file, id, isSent ? { status } : { status, cut: true });
        return response;
      } catch (error) {
        if (!isSent) this.#appendResult(file, id, { unsent: true });
        throw error;
      }
    };
  }

  /** Synchronous, because the process may be ending. */
  recordDropCounts({ dropped, omitted }: DropCounts): void {
    try {
      const time = new Date(this.#options.now()).toISOString();
      const line = formatLine(JSON.stringify({ time, refused: dropped, omitted }));
      appendOrCreateOwnFile(this.#selectFile(), line);
    } catch {
      // The disk cannot be written.
    }
  }

  /** Appends a request to the file of today. Returns the file, or undefined if it cannot be written. */
  async #appendRequest(line: string): Promise<string | undefined> {
    try {
      const file = this.#selectFile();
      await appendToOwnFileAsync(file, line, { canCreate: true });
      return file;
    } catch {
      return undefined;
    }
  }

  /** Synchronous, because the process may be ending. A line has about sixty bytes. */
  #appendResult(file: string | undefined, id: string, result: RequestResult): void {
    if (file === undefined) return;
    try {
      appendToOwnFile(file, formatLine(JSON.stringify({ id, ...result })));
    } catch {
      // The disk cannot be written. The log then shows the request without a result.
    }
  }

  /**
   * Returns the last file of today, or a new one if that is full or cannot be used. Removes old files before a new one is
   * created. @throws an error if the folder cannot be used
   */
  #selectFile(): string {
    const { folder, now } = this.#options;
    const files = listLogFiles(folder);
    const day = new Date(now()).toISOString().slice(0, 10);
    const last = files.findLast((file) => file.startsWith(day));
    if (last !== undefined && this.#getUsableSize(last) < MAX_LOG_FILE_BYTES) return join(folder, last);
    if (files.length === 0) ensureOwnFolder(folder);
    else this.#pruneFiles(files);
    const part = last === undefined ? 0 : Number(LOG_FILE_NAME.exec(last)?.[2]) + 1;
    return join(folder, `${day}-${String(part).padStart(4, "0")}.jsonl`);
  }

  /** @param files oldest first */
  #pruneFiles(files: readonly string[]): void {
    let bytes = 0;
    for (const file of files.toReversed()) {
      bytes += this.#getSize(file);
      if (isWithinRetention(file, this.#options.now()) && bytes <= MAX_OLD_LOG_FILES_BYTES) continue;
      try {
        unlinkSync(join(this.#options.folder, file));
      } catch {
        // Another process has removed it.
      }
    }
  }

  /** Returns undefined for a file that another process has removed. */
  #getStats(file: string): Stats | undefined {
    return lstatSync(join(this.#options.folder, file), { throwIfNoEntry: false });
  }

  /** Returns the size of a regular file, and 0 for everything else. */
  #getSize(file: string): number {
    const stats = this.#getStats(file);
    return stats?.isFile() === true ? stats.size : 0;
  }

  /** Returns infinity for a file that must not be used. */
  #getUsableSize(file: string): number {
    const stats = this.#getStats(file);
    if (stats === undefined) return 0;
    const isUsable = findFileProblem(stats, { maxBytes: MAX_LOG_FILE_BYTES }) === undefined;
    return isUsable ? stats.size : Number.POSITIVE_INFINITY;
  }
}

/**
 * `2026-11-21-0000.jsonl`: the day in UTC, and a number that counts the files of the day. This is the first version of the
 * format. A later version has another name, such as `….v2.jsonl`, and is ignored.
 */
const LOG_FILE_NAME = /^(\d{4}-\d{2}-\d{2})-(\d{4,})\.jsonl$/;

/** Returns whether this package, or another version of it, gives this name to a file of the log. */
export function isLogFolderName(file: string): boolean {
  return /^\d{4}-\d{2}-\d{2}-\d{4,}\.[\w.]+$/.test(file);
}

/** Returns the names of the log files in a folder, oldest first. @throws as `listOwnFolder` */
export function listLogFiles(folder: string): string[] {
  return listOwnFolder(folder).filter((name) => LOG_FILE_NAME.test(name));
}

/** Also true for a file of tomorrow. Later files exist only if the clock was set back. */
export function isWithinRetention(file: string, now: number): boolean {
  const ageMs = now - Date.parse(file.slice(0, "2026-11-21".length));
  return ageMs < RETENTION_DAYS * DAY_MS && ageMs >= -DAY_MS;
}

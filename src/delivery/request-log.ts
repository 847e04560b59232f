/** Receipts: what leaves this machine, byte for byte, and what became of it, kept for the person to read. */

import { appendFileSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { appendToExisting } from "../internal/append-file.js";
import { createRandomHex } from "../internal/ids.js";
import { createPrivateFolder } from "../internal/private-folder.js";
import type { Fetch } from "../net/http-client.js";
import {
  type DropCounts,
  formatDropCountsLine,
  formatLogFileName,
  formatRequestLine,
  formatResultLine,
  getNextPartName,
  isSameDay,
  isWithinRetention,
  type RequestResult,
  selectLogFiles,
} from "./request-log-contents.js";

export interface RequestLogOptions {
  /** Made, for the person alone, when there is something to keep. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Five megabytes: the last part may be begun, and the others are four. */
const MAX_PART_BYTES = 1024 * 1024;
const MAX_OLD_PARTS_BYTES = 4 * 1024 * 1024;

export class RequestLog {
  readonly #options: RequestLogOptions;

  constructor(options: RequestLogOptions) {
    this.#options = options;
  }

  /**
   * The same `fetch`, with a receipt for each request. It is written before anything leaves, so that whatever ends the
   * process hides nothing, and says afterwards what came of it; what never left is struck out. A disk that refuses changes
   * nothing but that there is none.
   */
  wrapFetch(fetch: Fetch): Fetch {
    return async (url, request) => {
      const id = createRandomHex(8);
      const file = await this.#recordRequest(formatRequestLine(id, this.#options.now(), url, request));
      let isSent = false;
      const onSent = () => {
        isSent = true;
      };
      try {
        const response = await fetch(url, { ...request, onSent });
        this.#recordResult(
          file,
          id,
          isSent ? { status: response.status } : { status: response.status, cut: true },
        );
        return response;
      } catch (error) {
        if (!isSent) this.#recordResult(file, id, { unsent: true });
        throw error;
      }
    };
  }

  /** At once, for the process may be about to end. */
  recordDropCounts(dropCounts: DropCounts): void {
    try {
      appendFileSync(this.#selectCurrentFile(), formatDropCountsLine(this.#options.now(), dropCounts), {
        mode: 0o600,
      });
    } catch {
      // The disk refuses.
    }
  }

  /** At once, as above, and a line of some sixty bytes. */
  #recordResult(file: string | undefined, id: string, result: RequestResult): void {
    if (file === undefined) return;
    try {
      appendToExisting(file, formatResultLine(id, result));
    } catch {
      // The disk refuses: it reads as a request that nobody answered.
    }
  }

  /** Returns the file; undefined where the disk refuses. */
  async #recordRequest(text: string): Promise<string | undefined> {
    try {
      const file = this.#selectCurrentFile();
      await appendFile(file, text, { mode: 0o600 });
      return file;
    } catch {
      return undefined;
    }
  }

  /** Today's last part, or the next where that is large enough; then the oldest give way. */
  #selectCurrentFile(): string {
    const { folder, now } = this.#options;
    const files = this.#listFiles();
    const today = formatLogFileName(now(), 0);
    const last = files.findLast((file) => isSameDay(file, today));
    if (last !== undefined && this.#getSize(last) < MAX_PART_BYTES) return join(folder, last);
    this.#pruneFiles(files);
    return join(folder, last === undefined ? today : getNextPartName(last));
  }

  #listFiles(): string[] {
    try {
      return selectLogFiles(readdirSync(this.#options.folder));
    } catch {
      createPrivateFolder(this.#options.folder); // where it is none then, what is written says so
      return [];
    }
  }

  #pruneFiles(files: readonly string[]): void {
    let bytes = 0;
    for (const file of files.toReversed()) {
      bytes += this.#getSize(file);
      if (isWithinRetention(file, this.#options.now()) && bytes <= MAX_OLD_PARTS_BYTES) continue;
      try {
        unlinkSync(join(this.#options.folder, file));
      } catch {
        // Another process was faster.
      }
    }
  }

  #getSize(file: string): number {
    return statSync(join(this.#options.folder, file), { throwIfNoEntry: false })?.size ?? 0;
  }
}

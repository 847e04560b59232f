/** Receipts: what leaves this machine, byte for byte, and what became of it, kept for the person to read. */

import { appendFileSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { appendToExisting } from "../internal/append-file.js";
import { randomHex } from "../internal/ids.js";
import { makeFolder } from "../internal/private-folder.js";
import type { Fetch } from "../net/http-client.js";
import {
  isKept,
  isOfSameDay,
  nextPart,
  outcomeLine,
  type ReceiptOutcome,
  receiptFileName,
  receiptFilesIn,
  requestLine,
  type Tally,
  tallyLine,
} from "./request-log-lines.js";

export interface ReceiptsOptions {
  /** Made, for the person alone, when there is something to keep. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Five megabytes: the last part may be begun, and the others are four. */
const PART_BYTES = 1024 * 1024;
const OTHER_PARTS_BYTES = 4 * 1024 * 1024;

export class Receipts {
  readonly #options: ReceiptsOptions;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /**
   * The same `fetch`, with a receipt for each request. It is written before anything leaves, so that whatever ends the
   * process hides nothing, and says afterwards what came of it; what never left is struck out. A disk that refuses changes
   * nothing but that there is none.
   */
  recording(fetch: Fetch): Fetch {
    return async (url, request) => {
      const id = randomHex(8);
      const file = await this.#append(requestLine(id, this.#options.now(), url, request));
      let hasLeft = false;
      const onSent = () => {
        hasLeft = true;
      };
      try {
        const response = await fetch(url, { ...request, onSent });
        this.#note(file, id, hasLeft ? { status: response.status } : { status: response.status, cut: true });
        return response;
      } catch (error) {
        if (!hasLeft) this.#note(file, id, { unsent: true });
        throw error;
      }
    };
  }

  /** At once, for the process may be about to end. */
  tally(tally: Tally): void {
    try {
      appendFileSync(this.#current(), tallyLine(this.#options.now(), tally), { mode: 0o600 });
    } catch {
      // The disk refuses.
    }
  }

  /** At once, as above, and a line of some sixty bytes. */
  #note(file: string | undefined, id: string, outcome: ReceiptOutcome): void {
    if (file === undefined) return;
    try {
      appendToExisting(file, outcomeLine(id, outcome));
    } catch {
      // The disk refuses: it reads as a request that nobody answered.
    }
  }

  /** Returns the file; undefined where the disk refuses. */
  async #append(text: string): Promise<string | undefined> {
    try {
      const file = this.#current();
      await appendFile(file, text, { mode: 0o600 });
      return file;
    } catch {
      return undefined;
    }
  }

  /** Today's last part, or the next where that is large enough; then the oldest give way. */
  #current(): string {
    const { folder, now } = this.#options;
    const files = this.#files();
    const today = receiptFileName(now(), 0);
    const last = files.findLast((file) => isOfSameDay(file, today));
    if (last !== undefined && this.#sizeOf(last) < PART_BYTES) return join(folder, last);
    this.#prune(files);
    return join(folder, last === undefined ? today : nextPart(last));
  }

  #files(): string[] {
    try {
      return receiptFilesIn(readdirSync(this.#options.folder));
    } catch {
      makeFolder(this.#options.folder); // where it is none then, what is written says so
      return [];
    }
  }

  #prune(files: readonly string[]): void {
    let bytes = 0;
    for (const file of files.toReversed()) {
      bytes += this.#sizeOf(file);
      if (isKept(file, this.#options.now()) && bytes <= OTHER_PARTS_BYTES) continue;
      try {
        unlinkSync(join(this.#options.folder, file));
      } catch {
        // Another process was faster.
      }
    }
  }

  #sizeOf(file: string): number {
    return statSync(join(this.#options.folder, file), { throwIfNoEntry: false })?.size ?? 0;
  }
}

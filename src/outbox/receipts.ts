/** Receipts: what left this machine, byte for byte, and what became of it, kept for the person to read. */
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { appendFile, readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../disk/folder.js";
import type { Fetch } from "../transports/node-fetch.js";
import {
  answerLine,
  isOfSameDay,
  nextPart,
  receiptFileName,
  receiptFilesIn,
  sentLine,
  type Tally,
  tallyLine,
} from "./receipt-lines.js";

export interface ReceiptsOptions {
  /** Made, for the person alone, when there is something to keep. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Today's and six days before, and five megabytes of them: the last part may be begun, and the others are four. */
const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_KEPT_MS = 6 * DAY_MS;
const PART_BYTES = 1024 * 1024;
const OTHER_PARTS_BYTES = 4 * 1024 * 1024;

export class Receipts {
  readonly #options: ReceiptsOptions;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /**
   * The same `fetch`, with a receipt for each request: written while the answer is awaited, so that it costs nobody time,
   * and whether or not one comes. A disk that refuses changes nothing but that there is none.
   */
  recording(fetch: Fetch): Fetch {
    return async (url, request) => {
      const id = randomBytes(8).toString("hex");
      let written: Promise<string | undefined> | undefined;
      const write = () => {
        written ??= this.#append(sentLine(id, this.#options.now(), url, request)).catch(() => undefined);
      };
      const response = await fetch(url, { ...request, onSent: write });
      write(); // an answer may come before all of the request has gone
      this.#answered(await written, id, response.status);
      return response;
    };
  }

  /** At once, for the process may be about to end. */
  tally(tally: Tally): void {
    const { folder, now } = this.#options;
    try {
      makeFolder(folder);
      appendFileSync(join(folder, receiptFileName(now(), 0)), tallyLine(now(), tally), { mode: 0o600 });
    } catch {
      // The disk refuses.
    }
  }

  #answered(file: string | undefined, id: string, status: number): void {
    if (file === undefined) return;
    try {
      appendFileSync(file, answerLine(id, status));
    } catch {
      // The disk refuses: it reads as a request that nobody answered.
    }
  }

  /** Returns the file. */
  async #append(text: string): Promise<string> {
    const { folder } = this.#options;
    const files = await readdir(folder).then(receiptFilesIn, () => []);
    if (files.length === 0) makeFolder(folder);
    const file = join(folder, await this.#current(files));
    await appendFile(file, text, { mode: 0o600 });
    return file;
  }

  /** Today's last part, or the next where that is large enough; then the oldest give way. */
  async #current(files: readonly string[]): Promise<string> {
    const { folder, now } = this.#options;
    const today = receiptFileName(now(), 0);
    const last = files.findLast((file) => isOfSameDay(file, today));
    if (last !== undefined && (await sizeOf(join(folder, last))) < PART_BYTES) return last;
    await this.#prune(files);
    return last === undefined ? today : nextPart(last);
  }

  async #prune(files: readonly string[]): Promise<void> {
    const { folder, now } = this.#options;
    const oldest = receiptFileName(now() - LONGEST_KEPT_MS, 0);
    const tomorrow = receiptFileName(now() + DAY_MS, 0); // later than that only by a clock that was set back
    let bytes = 0;
    for (const file of files.toReversed()) {
      bytes += await sizeOf(join(folder, file));
      const isOfItsTime = file >= oldest && (file <= tomorrow || isOfSameDay(file, tomorrow));
      if (!isOfItsTime || bytes > OTHER_PARTS_BYTES) await unlink(join(folder, file)).catch(() => {});
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

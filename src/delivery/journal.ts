/** Copies pending events to disk shortly after they are queued, so that another process can send them after a crash. */
import { closeSync, openSync, unlinkSync } from "node:fs";
import { appendFile, unlink, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import type { Envelope } from "../envelope.js";
import { APPEND_TO_EXISTING, createPrivateFolder, MAX_JOURNAL_BYTES } from "../internal/files.js";
import type { Spool } from "./spool.js";
import { formatEnvelopeLine, formatSettledLine } from "./spool-format.js";

export interface JournalOptions {
  readonly spool: Spool;
  /** Events that are delivered within this time are not written. */
  readonly delayMs: number;
}

/** The file is touched at this interval. Other machines claim a file that was not touched for four intervals. */
const HEARTBEAT_INTERVAL_MS = 15 * 60 * 1000;

export class Journal {
  readonly #options: JournalOptions;
  /** Events that are neither delivered nor dropped. Some of them are not written yet. */
  readonly #pending = new Set<Envelope>();
  #unwrittenEnvelopes: Envelope[] = [];
  readonly #written = new Set<string>();
  #unwrittenSettled: string[] = [];
  #path: string;
  /** 0 if there is no file. */
  #bytes = 0;
  /** A larger file is compacted. */
  #compactionBytes = MAX_JOURNAL_BYTES;
  #timer: NodeJS.Timeout | undefined;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  #isWriting = false;
  /** The file cannot be written, so the pending events are in memory alone. */
  #isBroken = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#path = options.spool.createOwnPath();
  }

  add(envelope: Envelope): void {
    this.#pending.add(envelope);
    if (this.#isBroken) return;
    this.#unwrittenEnvelopes.push(envelope);
    this.#scheduleWrite();
  }

  /** Removes events that were delivered or dropped. */
  settle(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes) {
      this.#pending.delete(envelope);
      if (this.#written.delete(envelope.uuid)) this.#unwrittenSettled.push(envelope.uuid);
    }
    if (this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  /**
   * Moves the pending events to a file that any process may send. Synchronous, because this process may be ending.
   * Returns the number of events, or undefined if the file cannot be written.
   */
  publishPending(): number | undefined {
    const { spool } = this.#options;
    const pending = [...this.#pending];
    const isFileComplete =
      this.#unwrittenEnvelopes.length === 0 && this.#unwrittenSettled.length === 0 && !this.#isWriting;
    const canPublishFile = isFileComplete && this.#bytes > 0 && this.#bytes <= MAX_JOURNAL_BYTES;
    if (canPublishFile && !this.#isBroken && spool.publishFile(this.#path)) this.#bytes = 0;
    else if (pending.length > 0 && !spool.store(pending)) return undefined;
    this.clear();
    return pending.length;
  }

  /** Forgets the pending events and removes the file. */
  clear(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeatTimer);
    this.#timer = undefined;
    this.#heartbeatTimer = undefined;
    this.#pending.clear();
    this.#written.clear();
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    const path = this.#path;
    this.#path = this.#options.spool.createOwnPath(); // a write that has begun uses the old path
    if (this.#bytes === 0) return;
    this.#bytes = 0;
    try {
      unlinkSync(path);
    } catch {
      // The user has removed it.
    }
  }

  #scheduleWrite(): void {
    if (this.#isBroken || this.#timer !== undefined || this.#isWriting) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#writeChanges();
    }, this.#options.delayMs).unref();
  }

  /** Writes one change at a time. */
  async #writeChanges(): Promise<void> {
    this.#isWriting = true;
    try {
      if (this.#pending.size === 0) this.clear();
      else if (this.#bytes > this.#compactionBytes) await this.#compact();
      else await this.#appendChanges();
    } catch {
      this.#isBroken = true;
      this.#unwrittenEnvelopes = [];
      this.#unwrittenSettled = [];
    }
    this.#isWriting = false;
    if (this.#unwrittenEnvelopes.length > 0 || this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  /** Writes the pending events to a new file, and then removes the old file. */
  async #compact(): Promise<void> {
    const oldPath = this.#path;
    this.#path = this.#options.spool.createOwnPath();
    this.#bytes = 0;
    this.#written.clear();
    this.#unwrittenSettled = [];
    this.#unwrittenEnvelopes = [...this.#pending];
    await this.#appendChanges();
    this.#compactionBytes = Math.max(MAX_JOURNAL_BYTES, 2 * this.#bytes);
    await unlink(oldPath).catch(() => {});
  }

  async #appendChanges(): Promise<void> {
    const envelopes = this.#unwrittenEnvelopes.filter((envelope) => this.#pending.has(envelope));
    const settled = this.#unwrittenSettled.length > 0 ? formatSettledLine(this.#unwrittenSettled) : "";
    const text = envelopes.map(formatEnvelopeLine).join("") + settled;
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    if (text === "") return;
    for (const { uuid } of envelopes) this.#written.add(uuid);
    const path = this.#path;
    if (this.#bytes === 0) {
      createPrivateFolder(dirname(path));
      // Synchronous, because the file may be published during an asynchronous call, which would then create it again.
      closeSync(openSync(path, "wx", 0o600));
      this.#options.spool.prune();
    }
    this.#bytes += text.length;
    this.#heartbeatTimer ??= setInterval(() => {
      const now = new Date();
      utimes(this.#path, now, now).catch(() => {});
    }, HEARTBEAT_INTERVAL_MS).unref();
    try {
      await appendFile(path, text, { flag: APPEND_TO_EXISTING });
    } catch (error) {
      if (path === this.#path) throw error; // otherwise the file was published during the write
    }
  }
}

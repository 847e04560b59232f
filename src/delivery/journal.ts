/**
 * The journal: a copy on disk of what this process has queued and not delivered, a moment after it was queued. Whatever
 * ends the process, a signal or the power too, another one finds it; so no signal needs a handler, and none behaves
 * otherwise than it does without telemetry.
 */
import { closeSync, openSync, unlinkSync } from "node:fs";
import { appendFile, unlink, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import type { Envelope } from "../envelope.js";
import { APPEND_TO_EXISTING } from "../internal/append-file.js";
import { createPrivateFolder } from "../internal/private-folder.js";
import type { Spool } from "./spool.js";
import { formatEnvelopeLine, formatSettledLine } from "./spool-format.js";

export interface JournalOptions {
  readonly spool: Spool;
  /** What is delivered within this time never touches the disk. */
  readonly delayMs: number;
}

/** A file that has grown to this is left for a new one, with what is still outstanding. */
const MAX_JOURNAL_BYTES = 256 * 1024;
/** So often a file shows other machines that its process lives; they wait four times as long. */
const HEARTBEAT_INTERVAL_MS = 15 * 60 * 1000;

export class Journal {
  readonly #options: JournalOptions;
  /** Not settled yet, whether written or not. */
  readonly #pending = new Map<string, Envelope>();
  #unwrittenEnvelopes: Envelope[] = [];
  readonly #written = new Set<string>();
  #unwrittenSettled: string[] = [];
  #path: string;
  #bytes = 0;
  #compactionBytes = MAX_JOURNAL_BYTES;
  #timer: NodeJS.Timeout | undefined;
  #isWriting = false;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  /** The disk refuses: what is outstanding is in memory alone. */
  #isBroken = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#path = options.spool.createOwnPath();
  }

  add(envelope: Envelope): void {
    this.#pending.set(envelope.uuid, envelope);
    if (this.#isBroken) return;
    this.#unwrittenEnvelopes.push(envelope);
    this.#scheduleWrite();
  }

  /** These are delivered, or will not be. */
  settle(envelopes: readonly Envelope[]): void {
    for (const { uuid } of envelopes) {
      this.#pending.delete(uuid);
      if (this.#written.delete(uuid)) this.#unwrittenSettled.push(uuid);
    }
    if (this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  /**
   * Puts what is outstanding into a file that any process may send, at once: this one may be about to end. Returns how
   * many those are, or undefined where the disk refuses.
   */
  publishPending(): number | undefined {
    const pending = [...this.#pending.values()];
    if (this.#isFileUpToDate() && this.#options.spool.publishFile(this.#path)) this.#bytes = 0;
    else if (!this.#options.spool.store(pending)) return undefined;
    this.clear();
    return pending.length;
  }

  /** The file says what is outstanding, so that it need not be written again. */
  #isFileUpToDate(): boolean {
    const isWritten =
      this.#unwrittenEnvelopes.length === 0 && this.#unwrittenSettled.length === 0 && !this.#isWriting;
    return isWritten && !this.#isBroken && this.#bytes > 0 && this.#bytes <= MAX_JOURNAL_BYTES;
  }

  /** Nothing is outstanding any more, and the file goes. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
    this.#written.clear();
    const path = this.#path;
    this.#path = this.#options.spool.createOwnPath(); // a write that is under way goes into the old one
    try {
      if (this.#resetState()) unlinkSync(path);
    } catch {
      // Somebody cleans up behind us.
    }
  }

  /** Nothing is to be written, and nothing to show life for. True where there is a file to remove. */
  #resetState(): boolean {
    clearInterval(this.#heartbeatTimer);
    this.#heartbeatTimer = undefined;
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    const hasFile = this.#bytes > 0;
    this.#bytes = 0;
    return hasFile;
  }

  #scheduleWrite(): void {
    if (this.#isBroken || this.#timer !== undefined || this.#isWriting) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#writeChanges();
    }, this.#options.delayMs).unref();
  }

  /** One write at a time. */
  async #writeChanges(): Promise<void> {
    this.#isWriting = true;
    try {
      if (this.#bytes > this.#compactionBytes) await this.#compact();
      else if (this.#pending.size === 0) await this.#removeFile();
      else await this.#appendChanges();
    } catch {
      this.#isBroken = true;
      this.#unwrittenEnvelopes = [];
      this.#unwrittenSettled = [];
    }
    this.#isWriting = false;
    if (this.#unwrittenEnvelopes.length > 0 || this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  async #appendChanges(): Promise<void> {
    const unsettled = this.#unwrittenEnvelopes.filter(({ uuid }) => this.#pending.has(uuid));
    const text =
      unsettled.map(formatEnvelopeLine).join("") +
      (this.#unwrittenSettled.length > 0 ? formatSettledLine(this.#unwrittenSettled) : "");
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    for (const { uuid } of unsettled) this.#written.add(uuid);
    if (text !== "") await this.#appendText(text);
  }

  /** A new file, of what is outstanding alone; then the old one goes. */
  async #compact(): Promise<void> {
    const old = this.#path;
    this.#path = this.#options.spool.createOwnPath();
    this.#bytes = 0;
    this.#written.clear();
    this.#unwrittenSettled = [];
    this.#unwrittenEnvelopes = [...this.#pending.values()];
    await this.#appendChanges();
    this.#compactionBytes = Math.max(MAX_JOURNAL_BYTES, 2 * this.#bytes);
    await unlink(old).catch(() => {});
  }

  async #removeFile(): Promise<void> {
    if (this.#resetState()) await unlink(this.#path).catch(() => {}); // somebody cleans up behind us
  }

  async #appendText(text: string): Promise<void> {
    const path = this.#path;
    if (this.#bytes === 0) this.#createFile(path);
    this.#bytes += text.length;
    this.#heartbeatTimer ??= setInterval(() => this.#touchFile(), HEARTBEAT_INTERVAL_MS).unref();
    try {
      await appendFile(path, text, { flag: APPEND_TO_EXISTING });
    } catch (error) {
      if (path === this.#path) throw error; // else it was handed over meanwhile, and the file is gone
    }
  }

  /** At once, so that no write which is still under way can bring back a file that was handed over. */
  #createFile(path: string): void {
    createPrivateFolder(dirname(path));
    closeSync(openSync(path, "wx", 0o600));
    this.#options.spool.prune();
  }

  #touchFile(): void {
    const now = new Date();
    utimes(this.#path, now, now).catch(() => {});
  }
}

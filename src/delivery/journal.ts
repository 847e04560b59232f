/** Copies pending events to disk shortly after they are queued, so that another process can send them after a crash. */
import type { Envelope } from "../envelope.js";
import { MAX_JOURNAL_BYTES } from "../files/file-limits.js";
import { JournalFile } from "./journal-file.js";
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
  #unwrittenSettled: string[] = [];
  #file: JournalFile | undefined;
  /** The file that a compaction is replacing. It is known until it is removed, because it has events that are settled. */
  #replacedFile: JournalFile | undefined;
  /** A larger file is compacted. */
  #compactionBytes = MAX_JOURNAL_BYTES;
  #timer: NodeJS.Timeout | undefined;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  #isWriting = false;
  /** The file cannot be written, so later events are in memory alone. */
  #isBroken = false;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Whether events are kept if this process ends. False after a write has failed. */
  get isWritable(): boolean {
    return !this.#isBroken;
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
      if (this.#file?.writtenIds.delete(envelope.uuid)) this.#unwrittenSettled.push(envelope.uuid);
    }
    if (this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  /**
   * Moves the pending events to a file that any process may send. Synchronous, because this process may be ending.
   * Returns the number of events, or undefined if the file cannot be written.
   */
  publishPending(): number | undefined {
    const pending = [...this.#pending];
    const isPublished = this.#publishFile() || pending.length === 0 || this.#options.spool.store(pending);
    if (!isPublished) return undefined;
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
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    const files = [this.#file, this.#replacedFile];
    this.#file = undefined;
    this.#replacedFile = undefined;
    for (const file of files) file?.removeSync();
  }

  /** Releases the file as it is. Returns false if it has not exactly the pending events, or if that fails. */
  #publishFile(): boolean {
    const file = this.#file;
    const isComplete =
      this.#unwrittenEnvelopes.length === 0 &&
      this.#unwrittenSettled.length === 0 &&
      !this.#isWriting &&
      !this.#isBroken;
    if (file === undefined || !isComplete || file.bytes > MAX_JOURNAL_BYTES) return false;
    if (!this.#options.spool.publishFile(file.path)) return false;
    this.#file = undefined;
    return true;
  }

  #scheduleWrite(): void {
    if (this.#isBroken || this.#timer !== undefined || this.#isWriting) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#writeChanges();
    }, this.#options.delayMs).unref();
  }

  /** Only one write runs at a time. */
  async #writeChanges(): Promise<void> {
    this.#isWriting = true;
    try {
      if (this.#pending.size === 0) this.clear();
      else if (this.#file !== undefined && this.#file.bytes > this.#compactionBytes)
        await this.#compact(this.#file);
      else await this.#appendChanges();
    } catch {
      this.#isBroken = true;
      this.#unwrittenEnvelopes = [];
      this.#unwrittenSettled = [];
    }
    this.#isWriting = false;
    if (this.#unwrittenEnvelopes.length > 0 || this.#unwrittenSettled.length > 0) this.#scheduleWrite();
  }

  /** Writes the pending events to a new file, and then removes the old file. If the disk is full, the old file remains. */
  async #compact(oldFile: JournalFile): Promise<void> {
    const newFile = this.#createFile();
    this.#file = newFile;
    this.#replacedFile = oldFile;
    this.#unwrittenSettled = [];
    this.#unwrittenEnvelopes = [...this.#pending];
    try {
      await this.#appendChanges();
    } catch (error) {
      newFile.removeSync();
      this.#file = oldFile;
      this.#replacedFile = undefined;
      throw error;
    }
    // Doubled, so that a journal of many pending events is not compacted at each write.
    this.#compactionBytes = Math.max(MAX_JOURNAL_BYTES, 2 * newFile.bytes);
    await oldFile.remove();
    this.#replacedFile = undefined;
  }

  async #appendChanges(): Promise<void> {
    const envelopes = this.#unwrittenEnvelopes.filter((envelope) => this.#pending.has(envelope));
    const settled = this.#unwrittenSettled.length > 0 ? formatSettledLine(this.#unwrittenSettled) : "";
    const text = envelopes.map(formatEnvelopeLine).join("") + settled;
    this.#unwrittenEnvelopes = [];
    this.#unwrittenSettled = [];
    if (text === "") return;
    this.#file ??= this.#createFile();
    const file = this.#file;
    for (const { uuid } of envelopes) file.writtenIds.add(uuid);
    try {
      await file.append(text);
    } catch (error) {
      if (file === this.#file) throw error; // otherwise the file was published or removed during the write
    }
  }

  #createFile(): JournalFile {
    const { spool } = this.#options;
    const file = new JournalFile(spool.createOwnPath());
    spool.prune();
    this.#heartbeatTimer ??= setInterval(() => this.#file?.touch(), HEARTBEAT_INTERVAL_MS).unref();
    return file;
  }
}

/**
 * The journal: a copy on disk of what this process has queued and not delivered, a moment after it was queued. Whatever
 * ends the process, a signal or the power too, another one finds it; so no signal needs a handler, and none behaves
 * otherwise than it does without telemetry.
 */
import { closeSync, openSync, unlinkSync } from "node:fs";
import { appendFile, unlink, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import type { Envelope } from "../envelope.js";
import { TO_EXISTING } from "../internal/append-file.js";
import { makeFolder } from "../internal/private-folder.js";
import type { Spool } from "./spool.js";
import { envelopeLine, settledLine } from "./spool-lines.js";

export interface JournalOptions {
  readonly spool: Spool;
  /** What is delivered within this time never touches the disk. */
  readonly delayMs: number;
}

/** A file that has grown to this is left for a new one, with what is still outstanding. */
const LONGEST_FILE_BYTES = 256 * 1024;
/** So often a file shows other machines that its process lives; they wait four times as long. */
const SIGN_OF_LIFE_MS = 15 * 60 * 1000;

export class Journal {
  readonly #options: JournalOptions;
  /** Not settled yet, whether written or not. */
  readonly #outstanding = new Map<string, Envelope>();
  #unwritten: Envelope[] = [];
  readonly #written = new Set<string>();
  #settled: string[] = [];
  #path: string;
  #bytes = 0;
  #longest = LONGEST_FILE_BYTES;
  #timer: NodeJS.Timeout | undefined;
  #isWriting = false;
  #life: NodeJS.Timeout | undefined;
  /** The disk refuses: what is outstanding is in memory alone. */
  #isBroken = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#path = options.spool.newPath();
  }

  add(envelope: Envelope): void {
    this.#outstanding.set(envelope.uuid, envelope);
    if (this.#isBroken) return;
    this.#unwritten.push(envelope);
    this.#arm();
  }

  /** These are delivered, or will not be. */
  settle(envelopes: readonly Envelope[]): void {
    for (const { uuid } of envelopes) {
      this.#outstanding.delete(uuid);
      if (this.#written.delete(uuid)) this.#settled.push(uuid);
    }
    if (this.#settled.length > 0) this.#arm();
  }

  /**
   * Puts what is outstanding into a file that any process may send, at once: this one may be about to end. Returns how
   * many those are, or undefined where the disk refuses.
   */
  handOver(): number | undefined {
    const rest = [...this.#outstanding.values()];
    if (this.#saysAll() && this.#options.spool.giveAway(this.#path)) this.#bytes = 0;
    else if (!this.#options.spool.keep(rest)) return undefined;
    this.forget();
    return rest.length;
  }

  /** The file says what is outstanding, so that it need not be written again. */
  #saysAll(): boolean {
    const isWritten = this.#unwritten.length === 0 && this.#settled.length === 0 && !this.#isWriting;
    return isWritten && !this.#isBroken && this.#bytes > 0 && this.#bytes <= LONGEST_FILE_BYTES;
  }

  /** Nothing is outstanding any more, and the file goes. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#outstanding.clear();
    this.#written.clear();
    const path = this.#path;
    this.#path = this.#options.spool.newPath(); // a write that is under way goes into the old one
    try {
      if (this.#emptied()) unlinkSync(path);
    } catch {
      // Somebody cleans up behind us.
    }
  }

  /** Nothing is to be written, and nothing to show life for. True where there is a file to remove. */
  #emptied(): boolean {
    clearInterval(this.#life);
    this.#life = undefined;
    this.#unwritten = [];
    this.#settled = [];
    const isThere = this.#bytes > 0;
    this.#bytes = 0;
    return isThere;
  }

  #arm(): void {
    if (this.#isBroken || this.#timer !== undefined || this.#isWriting) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, this.#options.delayMs).unref();
  }

  /** One write at a time. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    try {
      if (this.#bytes > this.#longest) await this.#rewrite();
      else if (this.#outstanding.size === 0) await this.#remove();
      else await this.#append();
    } catch {
      this.#isBroken = true;
      this.#unwritten = [];
      this.#settled = [];
    }
    this.#isWriting = false;
    if (this.#unwritten.length > 0 || this.#settled.length > 0) this.#arm();
  }

  async #append(): Promise<void> {
    const fresh = this.#unwritten.filter(({ uuid }) => this.#outstanding.has(uuid));
    const text =
      fresh.map(envelopeLine).join("") + (this.#settled.length > 0 ? settledLine(this.#settled) : "");
    this.#unwritten = [];
    this.#settled = [];
    for (const { uuid } of fresh) this.#written.add(uuid);
    if (text !== "") await this.#put(text);
  }

  /** A new file, of what is outstanding alone; then the old one goes. */
  async #rewrite(): Promise<void> {
    const old = this.#path;
    this.#path = this.#options.spool.newPath();
    this.#bytes = 0;
    this.#written.clear();
    this.#settled = [];
    this.#unwritten = [...this.#outstanding.values()];
    await this.#append();
    this.#longest = Math.max(LONGEST_FILE_BYTES, 2 * this.#bytes);
    await unlink(old).catch(() => {});
  }

  async #remove(): Promise<void> {
    if (this.#emptied()) await unlink(this.#path).catch(() => {}); // somebody cleans up behind us
  }

  async #put(text: string): Promise<void> {
    const path = this.#path;
    if (this.#bytes === 0) this.#create(path);
    this.#bytes += text.length;
    this.#life ??= setInterval(() => this.#showLife(), SIGN_OF_LIFE_MS).unref();
    try {
      await appendFile(path, text, { flag: TO_EXISTING });
    } catch (error) {
      if (path === this.#path) throw error; // else it was handed over meanwhile, and the file is gone
    }
  }

  /** At once, so that no write which is still under way can bring back a file that was handed over. */
  #create(path: string): void {
    makeFolder(dirname(path));
    closeSync(openSync(path, "wx", 0o600));
    this.#options.spool.prune();
  }

  #showLife(): void {
    const now = new Date();
    utimes(this.#path, now, now).catch(() => {});
  }
}

/**
 * The journal: a copy on disk of what this process has queued and not delivered, a moment after it was queued. Whatever
 * ends the process, a signal or the power too, another one finds it; so no signal needs a handler, and none behaves
 * otherwise than it does without telemetry.
 */
import { unlinkSync } from "node:fs";
import { appendFile, unlink } from "node:fs/promises";
import type { Envelope } from "../envelope.js";
import type { Spool } from "./spool.js";
import { envelopeLine, settledLine } from "./spool-lines.js";

export interface JournalOptions {
  readonly spool: Spool;
  /** What is delivered within this time never touches the disk. */
  readonly delayMs: number;
}

export class Journal {
  readonly #options: JournalOptions;
  readonly #path: string;
  readonly #outstanding = new Map<string, Envelope>();
  #unwritten: Envelope[] = [];
  readonly #written = new Set<string>();
  #settled: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #isThere = false;
  /** The disk refuses, or the process is at its end: nothing is written any more. */
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#path = options.spool.pathOf(options.spool.newBase());
  }

  add(envelope: Envelope): void {
    this.#outstanding.set(envelope.uuid, envelope);
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
   * At the end of the process: what is outstanding goes into a file that any process may send. Returns how many, or
   * undefined where the disk refuses.
   */
  handOver(): number | undefined {
    const rest = [...this.#outstanding.values()];
    if (!this.#options.spool.keep(rest)) return undefined; // what the journal has already, it keeps
    this.forget();
    return rest.length;
  }

  /** What was written goes, and nothing more is. */
  forget(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#outstanding.clear();
    this.#unwritten = [];
    if (!this.#isThere) return;
    try {
      unlinkSync(this.#path);
    } catch {
      // Somebody cleans up behind us.
    }
  }

  #arm(): void {
    if (this.#closed || this.#timer !== undefined || this.#writing !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
        if (this.#unwritten.length > 0 || this.#settled.length > 0) this.#arm();
      });
    }, this.#options.delayMs).unref();
  }

  /** One write at a time. Where the disk refuses, the queue in memory is all there is. */
  async #write(): Promise<void> {
    const fresh = this.#unwritten.filter(({ uuid }) => this.#outstanding.has(uuid));
    const settled = this.#settled;
    this.#unwritten = [];
    this.#settled = [];
    for (const { uuid } of fresh) this.#written.add(uuid);
    const text = fresh.map(envelopeLine).join("") + (settled.length > 0 ? settledLine(settled) : "");
    try {
      if (this.#written.size > 0) await this.#append(text);
      else if (this.#isThere) await unlink(this.#path);
      this.#isThere = this.#written.size > 0;
    } catch {
      this.#closed = true;
    }
    if (this.#closed) this.forget(); // meanwhile
  }

  async #append(text: string): Promise<void> {
    if (!this.#isThere) this.#options.spool.makeFolder();
    this.#isThere = true;
    await appendFile(this.#path, text, { mode: 0o600 });
  }
}

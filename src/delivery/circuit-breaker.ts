/** Stops asking a server that keeps failing, also in the processes that come after this one. */
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../internal/private-folder.js";

export interface BreakerOptions {
  /** Shared with later processes, from `filesFor`; undefined keeps it in this one. */
  readonly file: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const FAILURES_TO_OPEN = 5;
const FIRST_COOL_DOWN_MS = 60_000;
/** And the longest that a server's `Retry-After` is kept. */
const LONGEST_COOL_DOWN_MS = 60 * 60 * 1000;

export class Breaker {
  readonly #options: BreakerOptions;
  /** In a row. */
  #failures = 0;
  /** Nothing is asked before. */
  #until = 0;
  #isRead = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** True while nothing should be sent. */
  get isOpen(): boolean {
    this.#read();
    const left = this.#until - this.#options.now();
    return left > 0 && left <= LONGEST_COOL_DOWN_MS; // more is left only by a clock that was set back
  }

  /** Requests that failed, in a row, up to now. */
  get failures(): number {
    this.#read();
    return this.#failures;
  }

  /** When something may be sent again; milliseconds since the epoch. */
  get until(): number {
    this.#read();
    return this.#until;
  }

  /** Whether to send now. When a cool-down is over one request is let through, and the rest wait for its answer. */
  allows(): boolean {
    if (this.isOpen) return false;
    if (this.#failures >= FAILURES_TO_OPEN) this.#wait(coolDownMs(this.#failures));
    return true;
  }

  succeeded(): void {
    this.#read();
    if (this.#failures === 0 && this.#until === 0) return;
    this.#failures = 0;
    this.#until = 0;
    this.#write();
  }

  /** @param afterMs what the server asked for */
  failed(afterMs = 0): void {
    this.#read();
    this.#failures++;
    const coolDown = this.#failures >= FAILURES_TO_OPEN ? coolDownMs(this.#failures) : 0;
    this.#wait(Math.max(coolDown, afterMs));
  }

  #wait(milliseconds: number): void {
    this.#until = milliseconds === 0 ? 0 : this.#options.now() + Math.min(milliseconds, LONGEST_COOL_DOWN_MS);
    this.#write();
  }

  #read(): void {
    if (this.#isRead || this.#options.file === undefined) return;
    this.#isRead = true;
    try {
      const state: unknown = JSON.parse(readFileSync(this.#options.file, "utf8"));
      this.#failures = countOf(state, "failures");
      this.#until = countOf(state, "until");
    } catch {
      // None, or none that can be read: the server gets its chance.
    }
  }

  #write(): void {
    const { file } = this.#options;
    if (file === undefined) return;
    try {
      if (this.#failures === 0 && this.#until === 0) return unlinkSync(file);
      makeFolder(dirname(file));
      // Half of it, after a crash, is read as none.
      const text = JSON.stringify({ failures: this.#failures, until: this.#until });
      writeFileSync(file, text, { mode: 0o600 });
    } catch {
      // The disk refuses: this process alone knows.
    }
  }
}

/** One minute, then twice as long each time, up to an hour. */
function coolDownMs(failures: number): number {
  return Math.min(LONGEST_COOL_DOWN_MS, FIRST_COOL_DOWN_MS * 2 ** Math.min(20, failures - FAILURES_TO_OPEN));
}

function countOf(state: unknown, name: string): number {
  const value: unknown = Reflect.get(Object(state), name);
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

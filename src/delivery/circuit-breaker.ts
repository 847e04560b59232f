/** Stops asking a server that keeps failing, also in the processes that come after this one. */
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createPrivateFolder } from "../internal/private-folder.js";

export interface CircuitBreakerOptions {
  /** Shared with later processes, from `filesFor`; undefined keeps it in this one. */
  readonly file: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const FAILURE_THRESHOLD = 5;
const MIN_COOLDOWN_MS = 60_000;
/** And the longest that a server's `Retry-After` is kept. */
const MAX_COOLDOWN_MS = 60 * 60 * 1000;

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  /** In a row. */
  #failures = 0;
  /** Nothing is asked before. */
  #openUntil = 0;
  #isLoaded = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** True while nothing should be sent. */
  get isOpen(): boolean {
    this.#load();
    const remainingMs = this.#openUntil - this.#options.now();
    return remainingMs > 0 && remainingMs <= MAX_COOLDOWN_MS; // more is left only by a clock that was set back
  }

  /** Requests that failed, in a row, up to now. */
  get failures(): number {
    this.#load();
    return this.#failures;
  }

  /** When something may be sent again; milliseconds since the epoch. */
  get openUntil(): number {
    this.#load();
    return this.#openUntil;
  }

  /** Whether to send now. When a cool-down is over one request is let through, and the rest wait for its answer. */
  allowRequest(): boolean {
    if (this.isOpen) return false;
    if (this.#failures >= FAILURE_THRESHOLD) this.#openFor(getCooldownMs(this.#failures));
    return true;
  }

  recordSuccess(): void {
    this.#load();
    if (this.#failures === 0 && this.#openUntil === 0) return;
    this.#failures = 0;
    this.#openUntil = 0;
    this.#save();
  }

  /** @param afterMs what the server asked for */
  recordFailure(retryAfterMs = 0): void {
    this.#load();
    this.#failures++;
    const coolDown = this.#failures >= FAILURE_THRESHOLD ? getCooldownMs(this.#failures) : 0;
    this.#openFor(Math.max(coolDown, retryAfterMs));
  }

  #openFor(milliseconds: number): void {
    this.#openUntil = milliseconds === 0 ? 0 : this.#options.now() + Math.min(milliseconds, MAX_COOLDOWN_MS);
    this.#save();
  }

  #load(): void {
    if (this.#isLoaded || this.#options.file === undefined) return;
    this.#isLoaded = true;
    try {
      const state: unknown = JSON.parse(readFileSync(this.#options.file, "utf8"));
      this.#failures = readCount(state, "failures");
      this.#openUntil = readCount(state, "until");
    } catch {
      // None, or none that can be read: the server gets its chance.
    }
  }

  #save(): void {
    const { file } = this.#options;
    if (file === undefined) return;
    try {
      if (this.#failures === 0 && this.#openUntil === 0) return unlinkSync(file);
      createPrivateFolder(dirname(file));
      // Half of it, after a crash, is read as none.
      const text = JSON.stringify({ failures: this.#failures, until: this.#openUntil });
      writeFileSync(file, text, { mode: 0o600 });
    } catch {
      // The disk refuses: this process alone knows.
    }
  }
}

/** One minute, then twice as long each time, up to an hour. */
function getCooldownMs(failures: number): number {
  return Math.min(MAX_COOLDOWN_MS, MIN_COOLDOWN_MS * 2 ** Math.min(20, failures - FAILURE_THRESHOLD));
}

function readCount(state: unknown, name: string): number {
  const value: unknown = Reflect.get(Object(state), name);
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

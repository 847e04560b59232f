/** Stops requests to a server that keeps failing, in this process and in later ones. */
import { unlinkSync } from "node:fs";
import { readSmallFile, writeFileAtomic } from "../internal/files.js";
import { MAX_WAIT_MS } from "../transports/retry-policy.js";

export interface CircuitBreakerOptions {
  /** Shared with later processes, from `getSharedFilePaths`. Undefined keeps the state in this process. */
  readonly file: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The number of consecutive failures that opens the breaker. */
const FAILURE_THRESHOLD = 5;
const MIN_COOLDOWN_MS = 60_000;

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #failures = 0;
  #openUntil = 0;
  #isLoaded = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** True while nothing may be sent. */
  get isOpen(): boolean {
    this.#load();
    const remainingMs = this.#openUntil - this.#options.now();
    return remainingMs > 0 && remainingMs <= MAX_WAIT_MS; // a longer time means that the clock was set back
  }

  /** The number of consecutive failures. */
  get failures(): number {
    this.#load();
    return this.#failures;
  }

  /** The end of the cool-down, in milliseconds since the epoch. */
  get openUntil(): number {
    this.#load();
    return this.#openUntil;
  }

  /** Returns whether a request may be sent. After a cool-down, only one is allowed until its outcome is recorded. */
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

  recordFailure(retryAfterMs = 0): void {
    this.#load();
    this.#failures++;
    const cooldownMs = this.#failures >= FAILURE_THRESHOLD ? getCooldownMs(this.#failures) : 0;
    this.#openFor(Math.max(cooldownMs, retryAfterMs));
  }

  #openFor(durationMs: number): void {
    this.#openUntil = durationMs === 0 ? 0 : this.#options.now() + Math.min(durationMs, MAX_WAIT_MS);
    this.#save();
  }

  #load(): void {
    if (this.#isLoaded || this.#options.file === undefined) return;
    this.#isLoaded = true;
    try {
      const text = readSmallFile(this.#options.file)?.text;
      if (text === undefined) return;
      const state: unknown = JSON.parse(text);
      this.#failures = readCount(state, "failures");
      this.#openUntil = readCount(state, "until");
    } catch {
      // A file that cannot be read counts as a closed breaker.
    }
  }

  #save(): void {
    const { file } = this.#options;
    if (file === undefined) return;
    try {
      if (this.#failures === 0 && this.#openUntil === 0) return unlinkSync(file);
      writeFileAtomic(file, JSON.stringify({ failures: this.#failures, until: this.#openUntil }));
    } catch {
      // The file cannot be written, so the state remains in this process.
    }
  }
}

/** One minute, doubled with each further failure. `#openFor` limits it, even if it is infinite. */
function getCooldownMs(failures: number): number {
  return MIN_COOLDOWN_MS * 2 ** (failures - FAILURE_THRESHOLD);
}

function readCount(state: unknown, name: string): number {
  const value: unknown = Reflect.get(Object(state), name);
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

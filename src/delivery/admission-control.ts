/** The gate: admits an event, or names the reason why not. */
import type { Json } from "../envelope.js";

export type Admission = "admitted" | "sampled_out" | "rate_limited";

export interface AdmissionOptions {
  /** Share of sessions that are measured, 0 to 1. */
  readonly sampleRate: number;
  readonly eventsPerMinute: number;
  readonly eventsPerHour?: number | undefined;
  readonly bytesPerMinute?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export class AdmissionControl {
  readonly #options: AdmissionOptions;
  readonly #minute: RateWindow;
  readonly #hour: RateWindow | undefined;
  readonly #bytes: RateWindow | undefined;

  constructor(options: AdmissionOptions) {
    const { eventsPerMinute, eventsPerHour, bytesPerMinute } = options;
    this.#options = options;
    this.#minute = new RateWindow(eventsPerMinute, MINUTE_MS);
    this.#hour = eventsPerHour === undefined ? undefined : new RateWindow(eventsPerHour, HOUR_MS);
    this.#bytes = bytesPerMinute === undefined ? undefined : new RateWindow(bytesPerMinute, MINUTE_MS);
  }

  /**
   * `draw` is the session's own random number, 0 to 1, drawn once: a session is measured whole or not at all.
   * An event that is not admitted does not count towards the rate. `properties` are measured where bytes are limited.
   */
  admit(sampleValue: number, properties?: Json): Admission {
    if (sampleValue >= this.#options.sampleRate) return "sampled_out";
    const now = this.#options.now();
    if (!this.#minute.hasCapacity(1, now) || this.#hour?.hasCapacity(1, now) === false) return "rate_limited";
    if (this.#bytes !== undefined) {
      const bytes = Buffer.byteLength(JSON.stringify(properties) ?? "");
      if (!this.#bytes.hasCapacity(bytes, now)) return "rate_limited";
      this.#bytes.consume(bytes);
    }
    this.#minute.consume(1);
    this.#hour?.consume(1);
    return "admitted";
  }
}

/** So much in each window of time, which begins with the first that is asked for. */
class RateWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  #windowStart = Number.NEGATIVE_INFINITY;
  #used = 0;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  hasCapacity(amount: number, now: number): boolean {
    // A clock set back starts a new window too, or it would hold everything back until it catches up.
    if (now - this.#windowStart >= this.#windowMs || now < this.#windowStart) {
      this.#windowStart = now;
      this.#used = 0;
    }
    return this.#used + amount <= this.#limit;
  }

  consume(amount: number): void {
    this.#used += amount;
  }
}

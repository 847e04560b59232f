/** Admits events by the sample rate and the rate limits. */
import type { Json } from "../envelope.js";

export type Admission = "admitted" | "sampled_out" | "rate_limited";

/** The number of events or spans that are sent in a minute and in an hour, and the size of their properties. */
export interface RateLimits {
  readonly perMinute: number;
  readonly perHour?: number;
  readonly bytesPerMinute?: number;
}

export interface AdmissionOptions extends RateLimits {
  /** The share of sessions whose events are sent, 0 to 1. */
  readonly sampleRate: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export class AdmissionControl {
  readonly #options: AdmissionOptions;
  readonly #minute: RateWindow;
  readonly #hour: RateWindow;
  readonly #minuteBytes: RateWindow | undefined;

  constructor(options: AdmissionOptions) {
    const { perMinute, perHour = Number.POSITIVE_INFINITY, bytesPerMinute } = options;
    this.#options = options;
    this.#minute = { ...NEW_WINDOW, limit: perMinute, windowMs: MINUTE_MS };
    this.#hour = { ...NEW_WINDOW, limit: perHour, windowMs: HOUR_MS };
    if (bytesPerMinute !== undefined)
      this.#minuteBytes = { ...NEW_WINDOW, limit: bytesPerMinute, windowMs: MINUTE_MS };
  }

  /**
   * Decides about one event. An event that is not admitted does not count towards the rates.
   * @param sampleValue 0 to 1, random and the same for all events of a session, so that all of them are sampled or none
   * @param properties measured if bytes are limited
   */
  admit(sampleValue: number, properties?: Json): Admission {
    if (sampleValue >= this.#options.sampleRate) return "sampled_out";
    const now = this.#options.now();
    for (const window of [this.#minute, this.#hour, this.#minuteBytes]) renewIfEnded(window, now);
    if (!hasCapacity(this.#minute, 1) || !hasCapacity(this.#hour, 1)) return "rate_limited";
    if (this.#minuteBytes !== undefined) {
      const bytes = Buffer.byteLength(JSON.stringify(properties) ?? "");
      if (!hasCapacity(this.#minuteBytes, bytes)) return "rate_limited";
      this.#minuteBytes.used += bytes;
    }
    this.#minute.used++;
    this.#hour.used++;
    return "admitted";
  }
}

/** A limit on what one period may use. A new period begins with the first event after the previous period has ended. */
interface RateWindow {
  readonly limit: number;
  readonly windowMs: number;
  startMs: number;
  used: number;
}

const NEW_WINDOW = { startMs: Number.NEGATIVE_INFINITY, used: 0 };

function renewIfEnded(window: RateWindow | undefined, now: number): void {
  if (window === undefined) return;
  // A clock that was set back ends the period, which would otherwise last until the clock catches up.
  if (now - window.startMs < window.windowMs && now >= window.startMs) return;
  window.startMs = now;
  window.used = 0;
}

function hasCapacity(window: RateWindow, amount: number): boolean {
  return window.used + amount <= window.limit;
}

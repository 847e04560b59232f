/** The gate: admits an event, or names the reason why not. */

export type Admission = "admitted" | "sampled_out" | "rate_limited";

export interface GateOptions {
  /** Share of sessions that are measured, 0 to 1. */
  readonly sampleRate: number;
  readonly eventsPerMinute: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;

export class Gate {
  readonly #options: GateOptions;
  #windowStart = Number.NEGATIVE_INFINITY;
  #inWindow = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /**
   * `draw` is the session's own random number, 0 to 1, drawn once: a session is measured whole or not at all.
   * An event that is not admitted does not count towards the rate.
   */
  admit(draw: number): Admission {
    if (draw >= this.#options.sampleRate) return "sampled_out";
    const now = this.#options.now();
    // A clock set back starts a new minute too, or it would hold everything back until it catches up.
    if (now - this.#windowStart >= MINUTE_MS || now < this.#windowStart) {
      this.#windowStart = now;
      this.#inWindow = 0;
    }
    if (this.#inWindow >= this.#options.eventsPerMinute) return "rate_limited";
    this.#inWindow++;
    return "admitted";
  }
}

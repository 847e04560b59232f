/** Sums up how much a source sent, and at which times. */
import type { SourceEntry } from "./source-log.js";

export class SourceActivity {
  /** Requests that were kept. */
  batches = 0;
  /** Events and spans. */
  events = 0;
  /** Milliseconds since the epoch. */
  firstTime = Number.POSITIVE_INFINITY;
  lastTime = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  #meanPause = 0;
  #squaredDeviations = 0;

  /** The mean and the variance are updated for each pause, as B. P. Welford wrote in Technometrics 4 (3), 1962. */
  add({ time, count }: SourceEntry): void {
    if (this.batches > 0) {
      const pause = Math.abs(time - this.lastTime); // the clock may have been set back
      const deviation = pause - this.#meanPause;
      this.#pauses++;
      this.#meanPause += deviation / this.#pauses;
      this.#squaredDeviations += deviation * (pause - this.#meanPause);
    }
    this.batches++;
    this.events += count;
    this.firstTime = Math.min(this.firstTime, time);
    this.lastTime = Math.max(this.lastTime, time);
  }

  /** The standard deviation of the pauses between batches, divided by their mean. Infinite without pauses. */
  get pauseVariation(): number {
    if (this.#meanPause === 0) return Number.POSITIVE_INFINITY;
    return Math.sqrt(this.#squaredDeviations / this.#pauses) / this.#meanPause;
  }
}

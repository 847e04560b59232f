/** Captures events after the turn in which they happened, so that the code that caused them does not wait for their sanitizing. */
import { setImmediate } from "node:timers"; // a host's tests replace the global one

/** The number of deferred captures, as in the queue of OpenTelemetry's SDK. Beyond it, some are made in the caller's turn. */
const MAX_DEFERRED = 2048;

/** The number of captures that are made without a pause. A span takes about 50 µs. */
const SLICE = 64;

export class DeferredCaptures {
  #deferred: (() => void)[] = [];
  #isScheduled = false;

  /** @param capture must not throw */
  add(capture: () => void): void {
    this.#deferred.push(capture);
    if (this.#deferred.length > MAX_DEFERRED) this.#captureSlice();
    this.#schedule();
  }

  /** Makes all deferred captures. Called before events are delivered, counted or dropped. */
  captureNow(): void {
    while (this.#deferred.length > 0) this.#captureSlice();
  }

  #captureSlice(): void {
    for (const capture of this.#deferred.splice(0, SLICE)) capture();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#captureSlice();
      if (this.#deferred.length > 0) this.#schedule();
    });
  }
}

/** Captures events after the turn in which they happened, so that the code that caused them does not wait for their sanitizing. */

/** The number of captures that wait at most, as in the queue of OpenTelemetry's SDK. A further one is made with all others at once. */
const MAX_WAITING = 2048;

export class DeferredCaptures {
  #waiting: (() => void)[] = [];

  /**
   * @param capture must not throw
   * @returns whether it is the first one that waits
   */
  add(capture: () => void): boolean {
    const count = this.#waiting.push(capture);
    if (count === 1) setImmediate(() => this.captureNow());
    else if (count >= MAX_WAITING) this.captureNow();
    return count === 1;
  }

  /** Makes all captures that wait. Called before events are delivered, counted or dropped. */
  captureNow(): void {
    const captures = this.#waiting;
    this.#waiting = [];
    for (const capture of captures) capture();
  }
}

/** Calls a function once, at the earliest of the times that were set. */
export class SendTimer {
  readonly #now: () => number;
  readonly #onDue: () => void;
  #timeout: NodeJS.Timeout | undefined;
  /** On the clock of `now`. */
  #dueAt = 0;

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number, onDue: () => void) {
    this.#now = now;
    this.#onDue = onDue;
  }

  /** Does not keep the process alive. Has no effect if an earlier time is already set. */
  set(dueAt: number): void {
    if (this.#timeout !== undefined && this.#dueAt <= dueAt) return;
    this.#dueAt = dueAt;
    this.#start();
  }

  clear(): void {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }

  #start(): void {
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => {
      // The clock of timers is not the one of `now`, so a timer may fire a millisecond early.
      if (this.#now() < this.#dueAt) return this.#start();
      this.#timeout = undefined;
      this.#onDue();
    }, this.#dueAt - this.#now()).unref();
  }
}

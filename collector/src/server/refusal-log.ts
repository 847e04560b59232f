/** Tells the operator that the disk refuses, but not for each request, because the log may be on the same disk. */

const INTERVAL_MS = 60_000;

export class RefusalLog {
  readonly #log: (text: string) => void;
  readonly #now: () => number;
  #loggedAt = Number.NEGATIVE_INFINITY;
  #unlogged = 0;

  /** @param now milliseconds since any time, which nobody can set */
  constructor(log: (text: string) => void, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Logs a refused request, at most once a minute. The next line has the number of those in between. */
  add(text: string): void {
    if (this.#now() - this.#loggedAt < INTERVAL_MS) {
      this.#unlogged++;
      return;
    }
    const more = this.#unlogged === 0 ? "" : ` (and ${this.#unlogged} times before)`;
    this.#log(`${text}${more}`);
    this.#loggedAt = this.#now();
    this.#unlogged = 0;
  }
}

/** A clock that a test sets. */
import { SteadyClock } from "../../src/server/steady-clock.js";

export const HOUR_MS = 3600 * 1000;
export const DAY_MS = 24 * HOUR_MS;

export class FakeClock {
  #wall: number;
  #monotonic = 0;
  readonly steady: SteadyClock;

  /** @param start milliseconds since the epoch */
  constructor(start = Date.now()) {
    this.#wall = start;
    this.steady = new SteadyClock(
      () => this.#wall,
      () => this.#monotonic,
    );
  }

  get now(): number {
    return this.#wall;
  }

  /** Lets time pass. */
  advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }

  /** Sets the clock of the system, as a correction does. */
  jump(ms: number): void {
    this.#wall += ms;
  }
}

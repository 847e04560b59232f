/** The queue of envelopes that wait for a courier: bounded, oldest first. */
import type { Envelope } from "../envelope.js";

export class Queue {
  #envelopes: Envelope[] = [];
  readonly #capacity: number;
  readonly #room: number;
  readonly #onOverflow: (oldest: readonly Envelope[]) => void;

  /** @param room so many of the oldest give way at once when it is full; they are given to `onOverflow` */
  constructor(capacity: number, room: number, onOverflow: (oldest: readonly Envelope[]) => void) {
    this.#capacity = capacity;
    this.#room = room;
    this.#onOverflow = onOverflow;
  }

  get length(): number {
    return this.#envelopes.length;
  }

  /** When it is full the oldest gives way: the newest says more of what is going on. */
  push(envelope: Envelope): void {
    this.#envelopes.push(envelope);
    this.#trim();
  }

  /** Takes the oldest out, for one courier alone. */
  claim(count: number): Envelope[] {
    return this.#envelopes.splice(0, count);
  }

  /** Puts back, in front, what could not be delivered. */
  release(envelopes: readonly Envelope[]): void {
    this.#envelopes = [...envelopes, ...this.#envelopes];
    this.#trim();
  }

  clear(): void {
    this.#envelopes = [];
  }

  #trim(): void {
    while (this.#envelopes.length > this.#capacity) this.#onOverflow(this.claim(this.#room));
  }
}

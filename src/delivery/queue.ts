/** The queue of envelopes that wait for a courier: bounded, oldest first. */
import type { Envelope } from "../envelope.js";

export class Queue {
  #envelopes: Envelope[] = [];
  /** Those before it are gone: to move all others up for each of them would cost a full queue dearly. */
  #first = 0;
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
    return this.#envelopes.length - this.#first;
  }

  /** When it is full the oldest gives way: the newest says more of what is going on. */
  push(envelope: Envelope): void {
    this.#envelopes.push(envelope);
    this.#trim();
  }

  /** Takes the oldest out, for one courier alone. */
  claim(count: number): Envelope[] {
    const claimed = this.#envelopes.slice(this.#first, this.#first + count);
    this.#first += claimed.length;
    if (this.#first >= this.length) {
      this.#envelopes.splice(0, this.#first);
      this.#first = 0;
    }
    return claimed;
  }

  /** Puts back, in front, what could not be delivered. */
  release(envelopes: readonly Envelope[]): void {
    this.#envelopes = [...envelopes, ...this.#envelopes.slice(this.#first)];
    this.#first = 0;
    this.#trim();
  }

  clear(): void {
    this.#envelopes = [];
    this.#first = 0;
  }

  #trim(): void {
    while (this.length > this.#capacity) this.#onOverflow(this.claim(this.#room));
  }
}

/** Holds events in memory until they are sent: bounded, oldest first. */
import type { Envelope } from "../envelope.js";

export class EventQueue {
  #envelopes: Envelope[] = [];
  /** Index of the oldest. Moving all others up for every batch would be slow with a full queue. */
  #head = 0;
  readonly #capacity: number;
  readonly #evictionCount: number;
  readonly #onOverflow: (oldest: readonly Envelope[]) => void;

  /** @param evictionCount how many of the oldest a full queue passes to `onOverflow` at once */
  constructor(capacity: number, evictionCount: number, onOverflow: (oldest: readonly Envelope[]) => void) {
    this.#capacity = capacity;
    this.#evictionCount = evictionCount;
    this.#onOverflow = onOverflow;
  }

  get length(): number {
    return this.#envelopes.length - this.#head;
  }

  /** Adds an event. A full queue evicts the oldest, because the newest says more about the present. */
  enqueue(envelope: Envelope): void {
    this.#envelopes.push(envelope);
    while (this.length > this.#capacity) this.#onOverflow(this.dequeue(this.#evictionCount));
  }

  /** Removes and returns the oldest. */
  dequeue(count: number): Envelope[] {
    const dequeued = this.#envelopes.slice(this.#head, this.#head + count);
    this.#head += dequeued.length;
    if (this.#head >= this.length) {
      this.#envelopes.splice(0, this.#head);
      this.#head = 0;
    }
    return dequeued;
  }

  /** Puts events that were not delivered back to the front. */
  requeue(envelopes: readonly Envelope[]): void {
    this.#envelopes = [...envelopes, ...this.#envelopes.slice(this.#head)];
    this.#head = 0;
    while (this.length > this.#capacity) this.#onOverflow(this.dequeue(this.#evictionCount));
  }

  clear(): void {
    this.#envelopes = [];
    this.#head = 0;
  }
}

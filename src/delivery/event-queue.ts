/** Holds a limited number of events in memory until they are sent. */
import type { Envelope } from "../envelope.js";

export class EventQueue {
  #envelopes: Envelope[] = [];
  /** The index of the oldest event. Removing each batch from the array would be slow with a full queue. */
  #head = 0;
  readonly #capacity: number;
  readonly #evictionCount: number;
  readonly #onOverflow: (oldest: readonly Envelope[]) => void;

  /** @param evictionCount the number of oldest events that a full queue passes to `onOverflow` at once */
  constructor(capacity: number, evictionCount: number, onOverflow: (oldest: readonly Envelope[]) => void) {
    this.#capacity = capacity;
    this.#evictionCount = evictionCount;
    this.#onOverflow = onOverflow;
  }

  get length(): number {
    return this.#envelopes.length - this.#head;
  }

  /** Adds an event. A full queue evicts the oldest events, because newer ones are more useful. */
  enqueue(envelope: Envelope): void {
    this.#envelopes.push(envelope);
    while (this.length > this.#capacity) this.#onOverflow(this.dequeue(this.#evictionCount));
  }

  /** Removes and returns the oldest events. */
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

/** The queue of envelopes that wait for a courier: bounded, oldest first. */
import type { Envelope } from "../envelope.js";

export class EventQueue {
  #envelopes: Envelope[] = [];
  /** Those before it are gone: to move all others up for each of them would cost a full queue dearly. */
  #head = 0;
  readonly #capacity: number;
  readonly #evictionCount: number;
  readonly #onOverflow: (oldest: readonly Envelope[]) => void;

  /** @param room so many of the oldest give way at once when it is full; they are given to `onOverflow` */
  constructor(capacity: number, evictionCount: number, onOverflow: (oldest: readonly Envelope[]) => void) {
    this.#capacity = capacity;
    this.#evictionCount = evictionCount;
    this.#onOverflow = onOverflow;
  }

  get length(): number {
    return this.#envelopes.length - this.#head;
  }

  /** When it is full the oldest gives way: the newest says more of what is going on. */
  enqueue(envelope: Envelope): void {
    this.#envelopes.push(envelope);
    this.#evictOldest();
  }

  /** Takes the oldest out, for one courier alone. */
  dequeue(count: number): Envelope[] {
    const dequeued = this.#envelopes.slice(this.#head, this.#head + count);
    this.#head += dequeued.length;
    if (this.#head >= this.length) {
      this.#envelopes.splice(0, this.#head);
      this.#head = 0;
    }
    return dequeued;
  }

  /** Puts back, in front, what could not be delivered. */
  requeue(envelopes: readonly Envelope[]): void {
    this.#envelopes = [...envelopes, ...this.#envelopes.slice(this.#head)];
    this.#head = 0;
    this.#evictOldest();
  }

  clear(): void {
    this.#envelopes = [];
    this.#head = 0;
  }

  #evictOldest(): void {
    while (this.length > this.#capacity) this.#onOverflow(this.dequeue(this.#evictionCount));
  }
}

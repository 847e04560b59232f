/** Delivers one batch: retries it with backoff, splits it if it is too large, and returns the events to send later. */
import type { Envelope } from "../envelope.js";
import { calculateBackoffMs } from "../transports/retry-policy.js";
import type { SendOutcome, Transport } from "../transports/transport.js";
import type { CircuitBreaker } from "./circuit-breaker.js";

export interface DeliveryOptions {
  readonly transport: Transport;
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** Each wait is this many times as long as the one before. */
  readonly backoffFactor: number;
  readonly breaker: CircuitBreaker;
  /** Returns 0 to 1. */
  readonly random: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** Called for events that need no further sending. */
export interface DeliveryCallbacks {
  /** @param acceptedCount events that the server accepted; the rest is reported to `onDropped` as well */
  readonly onDelivered: (batch: readonly Envelope[], acceptedCount: number) => void;
  /** @param batch empty if the server does not say which events it rejected */
  readonly onDropped: (reason: string, events: number, batch: readonly Envelope[]) => void;
}

/** The sender's state, which may change while a batch is being delivered. */
export interface SenderState {
  /** Nothing is sent any more. */
  isStopped: boolean;
  /** The current attempt ends, and nothing is retried. */
  isDraining: boolean;
  /** By `now`: the end of the longest flush that is being awaited. */
  deadline: number | undefined;
}

/** Batches that are delivered one after another and aborted together. */
export interface DeliveryRound extends DeliveryCallbacks {
  readonly signal: AbortSignal;
  /** Called before each attempt. False means that the batch need not be sent, neither now nor later. */
  readonly shouldSend?: () => boolean;
}

export class BatchDelivery {
  readonly #options: DeliveryOptions;
  readonly #state: SenderState;
  /** The end of the server's `Retry-After`. Even a flush does not send earlier. */
  #notBefore = 0;
  #endBackoff: (() => void) | undefined;

  constructor(options: DeliveryOptions, state: SenderState) {
    this.#options = options;
    this.#state = state;
  }

  /** Sends a batch until it is delivered or dropped. Returns the events to send later. Never rejects. */
  async deliver(batch: readonly Envelope[], round: DeliveryRound): Promise<readonly Envelope[]> {
    const { transport, maxRetries, backoffFactor, breaker, random, now } = this.#options;
    const { signal } = round;
    const state = this.#state;
    for (let attempt = 0; ; attempt++) {
      if (round.shouldSend?.() === false) return [];
      const isOver = signal.aborted || state.isStopped || (state.isDraining && attempt > 0);
      if (isOver || now() < this.#notBefore || !breaker.allowRequest()) return batch;
      // A transport that throws would throw again.
      const outcome: SendOutcome = await transport
        .send(batch, signal)
        .catch((): SendOutcome => ({ kind: "unwritable" }));
      switch (outcome.kind) {
        case "delivered": {
          breaker.recordSuccess();
          const { rejectedCount = 0 } = outcome;
          if (rejectedCount > 0) round.onDropped("partial_success", rejectedCount, []);
          round.onDelivered(batch, batch.length - rejectedCount);
          return [];
        }
        case "rejected":
          breaker.recordSuccess(); // the server works, and does not accept these events
          round.onDropped(outcome.reason, batch.length, batch);
          return [];
        case "too_large":
          breaker.recordSuccess();
          return this.#split(batch, outcome.kind, round);
        case "unwritable":
          return this.#split(batch, outcome.kind, round);
        case "opted_out":
          return batch;
        case "retry":
          if (signal.aborted) return batch; // this does not count as the server's failure
          breaker.recordFailure(outcome.retryAfterMs);
      }
      if (outcome.retryAfterMs !== undefined) this.#notBefore = now() + outcome.retryAfterMs;
      if (state.isStopped || state.isDraining || attempt >= maxRetries) return batch;
      const waitMs = calculateBackoffMs(attempt, backoffFactor, random(), outcome.retryAfterMs);
      if (state.deadline !== undefined && now() + waitMs > state.deadline) return batch;
      await this.#waitForRetry(waitMs);
    }
  }

  /** Ends the wait between two attempts, if there is one. */
  skipBackoff(): void {
    this.#endBackoff?.();
  }

  /** Halves a batch until the event that the server or the serializer does not accept is alone. */
  async #split(
    batch: readonly Envelope[],
    reason: "too_large" | "unwritable",
    round: DeliveryRound,
  ): Promise<readonly Envelope[]> {
    if (batch.length === 1) {
      round.onDropped(reason, batch.length, batch);
      return [];
    }
    const middle = batch.length >> 1;
    const first = await this.deliver(batch.slice(0, middle), round);
    if (this.#state.isStopped || this.#state.isDraining) return [...first, ...batch.slice(middle)];
    const second = await this.deliver(batch.slice(middle), round);
    return [...first, ...second];
  }

  /** Waits without keeping the process alive. */
  #waitForRetry(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#endBackoff = undefined;
        resolve();
      };
      const timer = setTimeout(finish, waitMs).unref();
      this.#endBackoff = finish;
    });
  }
}

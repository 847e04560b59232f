/** Delivers one batch: retries it with backoff, splits it if it is too large, and returns the events to send later. */
import type { Envelope } from "../envelope.js";
import { calculateBackoffMs } from "../transports/retry-policy.js";
import type { SendOutcome, Transport } from "../transports/transport.js";
import type { CircuitBreaker, RequestAttempt } from "./circuit-breaker.js";

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
  readonly onDropped: (reason: string, eventCount: number, batch: readonly Envelope[]) => void;
}

/** Decides how long batches that are delivered one after another are sent and retried. */
export interface RoundLimits {
  /** Aborts the request, if there is one. */
  readonly signal: AbortSignal;
  /** Called before each attempt. True means that nothing more is sent in this round. */
  readonly shouldEnd: () => boolean;
  /** Returns the time of `now` after which nobody waits for a retry. Undefined without a limit. */
  readonly getRetryDeadline: () => number | undefined;
  /** Called when a phase of a request has ended: a connection is there, or an answer. */
  readonly onPhaseEnded: () => void;
}

export interface DeliveryRound extends DeliveryCallbacks, RoundLimits {
  /** Called before each attempt. Returns the events that still have to be sent, now or later. @default all */
  readonly selectUnsent?: (batch: readonly Envelope[]) => readonly Envelope[];
}

export class BatchDelivery {
  readonly #options: DeliveryOptions;
  #endBackoff: (() => void) | undefined;
  #attempt: RequestAttempt | undefined;
  #isSent = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Sends a batch until it is delivered or dropped. Returns the events to send later. Never rejects. */
  async deliver(events: readonly Envelope[], round: DeliveryRound): Promise<readonly Envelope[]> {
    const { transport, breaker } = this.#options;
    const { signal, onPhaseEnded, selectUnsent = (all) => all } = round;
    const observer = {
      onPhaseEnded,
      onSent: () => {
        this.#isSent = true;
      },
    };
    let batch = events;
    for (let attemptIndex = 0; ; attemptIndex++) {
      batch = selectUnsent(batch);
      if (batch.length === 0) return [];
      const attempt = signal.aborted || round.shouldEnd() ? undefined : breaker.startAttempt();
      if (attempt === undefined) return batch;
      this.#attempt = attempt;
      this.#isSent = false;
      // A transport that throws would throw again.
      const outcome: SendOutcome = await transport
        .send(batch, signal, observer)
        .catch((): SendOutcome => ({ kind: "unwritable" }));
      this.#attempt = undefined;
      onPhaseEnded();
      switch (outcome.kind) {
        case "delivered": {
          attempt.succeed();
          const { rejectedCount = 0 } = outcome;
          if (rejectedCount > 0) round.onDropped("partial_success", rejectedCount, []);
          round.onDelivered(batch, batch.length - rejectedCount);
          return [];
        }
        case "rejected":
          attempt.succeed(); // the server works, and does not accept these events
          round.onDropped(outcome.reason, batch.length, batch);
          return [];
        case "too_large":
          attempt.succeed();
          return this.#split(batch, outcome.kind, round);
        case "unwritable":
          attempt.cancel();
          return this.#split(batch, outcome.kind, round);
        case "not_sent":
          attempt.cancel();
          return batch;
        case "retry":
          if (signal.aborted) attempt.cancel();
          else attempt.fail(outcome.retryAfterMs);
          if (!(await this.#waitForRetry(attemptIndex, outcome.retryAfterMs, round))) return batch;
      }
    }
  }

  /** Whether the current request was sent completely, so that the server may already have its events. */
  get isSent(): boolean {
    return this.#isSent;
  }

  /** Lets other processes test the server, because this one may end before it has an answer to its request. */
  cancelAttempt(): void {
    this.#attempt?.cancel();
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
    const second = await this.deliver(batch.slice(middle), round);
    return [...first, ...second];
  }

  /** Waits until the next attempt is due. Returns false, without a wait, if the batch is not retried in this round. */
  async #waitForRetry(
    attemptIndex: number,
    retryAfterMs: number | undefined,
    { signal, shouldEnd, getRetryDeadline }: DeliveryRound,
  ): Promise<boolean> {
    const { maxRetries, backoffFactor, breaker, random, now } = this.#options;
    if (signal.aborted || shouldEnd() || attemptIndex >= maxRetries) return false;
    const waitMs = calculateBackoffMs(attemptIndex, backoffFactor, random(), retryAfterMs);
    if (breaker.remainingMs > waitMs) return false; // the breaker has opened, and would not allow the attempt
    const dueAt = now() + waitMs;
    if (dueAt > (getRetryDeadline() ?? Number.POSITIVE_INFINITY)) return false;
    await this.#waitUntil(dueAt);
    return true;
  }

  /**
   * Waits until the time is reached on the clocks of `now` and of the breaker, which enforces `Retry-After`. One timer is
   * not enough: its clock is another one, so it may fire a millisecond early. Does not keep the process alive.
   */
  async #waitUntil(dueAt: number): Promise<void> {
    const { breaker, now } = this.#options;
    const getRemainingMs = () => Math.max(dueAt - now(), breaker.remainingMs);
    let isSkipped = false;
    for (let waitMs = getRemainingMs(); waitMs > 0 && !isSkipped; waitMs = getRemainingMs()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs).unref();
        this.#endBackoff = () => {
          isSkipped = true;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#endBackoff = undefined;
  }
}

/** Delivers one batch: sends it, tries again with patience, splits it where it is too large, and says what is left. */
import type { Envelope } from "../envelope.js";
import type { SendOutcome, Transport } from "../transports/transport.js";
import type { CircuitBreaker } from "./circuit-breaker.js";
import { calculateBackoffMs } from "./retry-policy.js";

export interface DeliveryOptions {
  readonly transport: Transport;
  /** Tries of a batch after the first. */
  readonly maxRetries: number;
  /** Each wait before another try is so many times the one before. */
  readonly backoffFactor: number;
  readonly breaker: CircuitBreaker;
  /** 0 to 1. */
  readonly random: () => number;
  /** Milliseconds from a clock that never jumps; only differences count. */
  readonly now: () => number;
}

/** What becomes of a batch that needs no more sending. */
export interface DeliveryCallbacks {
  /** @param taken how many of it the server has; for the rest `onRefused` is called, too */
  readonly onDelivered: (batch: readonly Envelope[], acceptedCount: number) => void;
  /** @param batch empty where the server does not say which they were */
  readonly onRefused: (reason: string, events: number, batch: readonly Envelope[]) => void;
}

/** How much time there is; it may change while a batch is on its way. */
export interface SendDeadline {
  /** Nothing is sent any more. */
  readonly isStopped: boolean;
  /** What is on its way is settled, and nothing is tried again. */
  readonly isClosing: boolean;
  /** By `now`: nobody waits longer than this. */
  readonly deadline: number | undefined;
}

export class BatchDelivery {
  readonly #options: DeliveryOptions;
  readonly #deadline: SendDeadline;
  #abortController = new AbortController();
  /** Before this the server does not want to be asked again, whoever is waiting. */
  #notBefore = 0;
  #endBackoff: (() => void) | undefined;

  constructor(options: DeliveryOptions, deadline: SendDeadline) {
    this.#options = options;
    this.#deadline = deadline;
  }

  /**
   * Sends a batch until it is settled; returns what has to wait for another time. Never rejects.
   * @param isWanted asked before each try: what nobody wants sent any more does not wait either
   */
  async deliver(
    batch: readonly Envelope[],
    callbacks: DeliveryCallbacks,
    shouldSend = (): boolean => true,
  ): Promise<readonly Envelope[]> {
    const { maxRetries, backoffFactor, breaker, random, now } = this.#options;
    const sendDeadline = this.#deadline;
    for (let attempt = 0; ; attempt++) {
      const { signal } = this.#abortController;
      const isAborted = signal.aborted || (attempt === 0 ? sendDeadline.isStopped : sendDeadline.isClosing);
      if (!shouldSend()) return [];
      if (isAborted || now() < this.#notBefore || !breaker.allowRequest()) return batch;
      const outcome = await this.#trySend(batch, signal);
      if (outcome.kind === "unwritable")
        return this.#splitAndDeliver(batch, outcome.kind, callbacks, shouldSend);
      if (outcome.kind !== "retry") breaker.recordSuccess();
      else if (signal.aborted) return batch;
      else breaker.recordFailure(outcome.retryAfterMs);
      if (outcome.kind === "delivered") {
        const { rejectedCount = 0 } = outcome;
        if (rejectedCount > 0) callbacks.onRefused("partial_success", rejectedCount, []);
        callbacks.onDelivered(batch, batch.length - rejectedCount);
        return [];
      }
      if (outcome.kind === "rejected") {
        callbacks.onRefused(outcome.reason, batch.length, batch);
        return [];
      }
      if (outcome.kind === "too_large")
        return this.#splitAndDeliver(batch, outcome.kind, callbacks, shouldSend);
      if (outcome.retryAfterMs !== undefined) this.#notBefore = now() + outcome.retryAfterMs;
      if (sendDeadline.isClosing || attempt >= maxRetries) return batch;
      const waitMs = calculateBackoffMs(attempt, backoffFactor, random(), outcome.retryAfterMs);
      if (sendDeadline.deadline !== undefined && now() + waitMs > sendDeadline.deadline) return batch;
      await this.#waitForRetry(waitMs);
    }
  }

  /** A new round of batches, after one that was given up. */
  startRound(): void {
    if (this.#abortController.signal.aborted) this.#abortController = new AbortController();
  }

  /** The round is given up: what is being sent counts as not delivered, and nothing else is sent before the next. */
  abort(): void {
    this.#abortController.abort();
    this.skipBackoff();
  }

  /** Cuts a wait between two tries short. */
  skipBackoff(): void {
    this.#endBackoff?.();
  }

  /** One that throws is at fault itself, and would be for ever. */
  async #trySend(batch: readonly Envelope[], signal: AbortSignal): Promise<SendOutcome> {
    try {
      return await this.#options.transport.send(batch, signal);
    } catch {
      return { kind: "unwritable" };
    }
  }

  /** In halves, until what the server or the wire does not take is alone. */
  async #splitAndDeliver(
    batch: readonly Envelope[],
    reason: "too_large" | "unwritable",
    callbacks: DeliveryCallbacks,
    shouldSend: () => boolean,
  ): Promise<readonly Envelope[]> {
    if (batch.length === 1) {
      callbacks.onRefused(reason, batch.length, batch);
      return [];
    }
    const middle = batch.length >> 1;
    const first = await this.deliver(batch.slice(0, middle), callbacks, shouldSend);
    if (this.#deadline.isClosing) return [...first, ...batch.slice(middle)];
    const second = await this.deliver(batch.slice(middle), callbacks, shouldSend);
    return [...first, ...second];
  }

  /** Waits, without holding the process. */
  #waitForRetry(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#endBackoff = undefined;
        resolve();
      };
      const timer = setTimeout(finish, milliseconds).unref();
      this.#endBackoff = finish;
    });
  }
}

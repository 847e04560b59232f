/** Delivers one batch: sends it, tries again with patience, splits it where it is too large, and says what is left. */
import type { Envelope } from "../envelope.js";
import type { Outcome, Transport } from "../transports/transport.js";
import { backoffMs } from "./backoff.js";
import type { Breaker } from "./circuit-breaker.js";

export interface DeliveryOptions {
  readonly transport: Transport;
  /** Tries of a batch after the first. */
  readonly maxRetries: number;
  /** Each wait before another try is so many times the one before. */
  readonly backoffFactor: number;
  readonly breaker: Breaker;
  /** 0 to 1. */
  readonly random: () => number;
  /** Milliseconds from a clock that never jumps; only differences count. */
  readonly now: () => number;
}

/** What becomes of a batch that needs no more sending. */
export interface Settle {
  /** @param taken how many of it the server has; for the rest `onRefused` is called, too */
  readonly onDelivered: (batch: readonly Envelope[], taken: number) => void;
  /** @param batch empty where the server does not say which they were */
  readonly onRefused: (reason: string, events: number, batch: readonly Envelope[]) => void;
}

/** How much time there is; it may change while a batch is on its way. */
export interface Haste {
  /** Nothing is sent any more. */
  readonly isStopped: boolean;
  /** What is on its way is settled, and nothing is tried again. */
  readonly isEnding: boolean;
  /** By `now`: nobody waits longer than this. */
  readonly deadline: number | undefined;
}

export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #haste: Haste;
  #round = new AbortController();
  /** Before this the server does not want to be asked again, whoever is waiting. */
  #notBefore = 0;
  #wake: (() => void) | undefined;

  constructor(options: DeliveryOptions, haste: Haste) {
    this.#options = options;
    this.#haste = haste;
  }

  /**
   * Sends a batch until it is settled; returns what has to wait for another time. Never rejects.
   * @param isWanted asked before each try: what nobody wants sent any more does not wait either
   */
  async deliver(
    batch: readonly Envelope[],
    settle: Settle,
    isWanted = (): boolean => true,
  ): Promise<readonly Envelope[]> {
    const { maxRetries, backoffFactor, breaker, random, now } = this.#options;
    const haste = this.#haste;
    for (let attempt = 0; ; attempt++) {
      const { signal } = this.#round;
      const isOver = signal.aborted || (attempt === 0 ? haste.isStopped : haste.isEnding);
      if (!isWanted()) return [];
      if (isOver || now() < this.#notBefore || !breaker.allows()) return batch;
      const outcome = await this.#send(batch, signal);
      if (outcome.kind === "unwritable") return this.#split(batch, outcome.kind, settle, isWanted);
      if (outcome.kind !== "retry") breaker.succeeded();
      else if (signal.aborted) return batch;
      else breaker.failed(outcome.afterMs);
      if (outcome.kind === "delivered") {
        const { refused = 0 } = outcome;
        if (refused > 0) settle.onRefused("partial_success", refused, []);
        settle.onDelivered(batch, batch.length - refused);
        return [];
      }
      if (outcome.kind === "rejected") {
        settle.onRefused(outcome.reason, batch.length, batch);
        return [];
      }
      if (outcome.kind === "too_large") return this.#split(batch, outcome.kind, settle, isWanted);
      if (outcome.afterMs !== undefined) this.#notBefore = now() + outcome.afterMs;
      if (haste.isEnding || attempt >= maxRetries) return batch;
      const waitMs = backoffMs(attempt, backoffFactor, random(), outcome.afterMs);
      if (haste.deadline !== undefined && now() + waitMs > haste.deadline) return batch;
      await this.#pause(waitMs);
    }
  }

  /** A new round of batches, after one that was given up. */
  begin(): void {
    if (this.#round.signal.aborted) this.#round = new AbortController();
  }

  /** The round is given up: what is being sent counts as not delivered, and nothing else is sent before the next. */
  abort(): void {
    this.#round.abort();
    this.hurry();
  }

  /** Cuts a wait between two tries short. */
  hurry(): void {
    this.#wake?.();
  }

  /** One that throws is at fault itself, and would be for ever. */
  async #send(batch: readonly Envelope[], signal: AbortSignal): Promise<Outcome> {
    try {
      return await this.#options.transport.send(batch, signal);
    } catch {
      return { kind: "unwritable" };
    }
  }

  /** In halves, until what the server or the wire does not take is alone. */
  async #split(
    batch: readonly Envelope[],
    reason: "too_large" | "unwritable",
    settle: Settle,
    isWanted: () => boolean,
  ): Promise<readonly Envelope[]> {
    if (batch.length === 1) {
      settle.onRefused(reason, batch.length, batch);
      return [];
    }
    const middle = batch.length >> 1;
    const first = await this.deliver(batch.slice(0, middle), settle, isWanted);
    if (this.#haste.isEnding) return [...first, ...batch.slice(middle)];
    const second = await this.deliver(batch.slice(middle), settle, isWanted);
    return [...first, ...second];
  }

  /** Waits, without holding the process. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds).unref();
      this.#wake = done;
    });
  }
}

/** Sends the queue in batches, and the files of the spool after it. */
import { waitWithTimeout } from "../internal/timeout.js";
import { deliverBacklog } from "./backlog-delivery.js";
import {
  BatchDelivery,
  type DeliveryCallbacks,
  type DeliveryOptions,
  type RoundLimits,
} from "./batch-delivery.js";
import type { EventQueue } from "./event-queue.js";
import { QueueDelivery } from "./queue-delivery.js";
import { SendTimer } from "./send-timer.js";
import type { Spool } from "./spool.js";

export interface BatchSenderOptions extends DeliveryOptions, DeliveryCallbacks {
  readonly queue: EventQueue;
  readonly batchSize: number;
  /** The longest time that an event waits in the queue, and the wait after a batch that was not delivered. */
  readonly intervalMs: number;
  /**
   * On the clock of `now`. Scheduled sends begin at this time, because another process sends the events of a short process.
   * A flush ignores it.
   */
  readonly notBefore: number;
  /** Events of earlier processes, and of this one when its queue was full. Undefined if nothing is kept on disk. */
  readonly backlog: Pick<Spool, "claimFile"> | undefined;
}

const ROUND_ENDED = "the round has ended";

export class BatchSender {
  readonly #options: BatchSenderOptions;
  readonly #delivery: BatchDelivery;
  readonly #queueDelivery: QueueDelivery;
  readonly #timer: SendTimer;
  #isStopped = false;
  /** The current attempt ends, and no other one begins. */
  #isDraining = false;
  /** Batches are sent in rounds, one round at a time. */
  #round: Promise<void> | undefined;
  #roundController = new AbortController();
  /** The current round or the next one sends the backlog, too. A field, because the wish may come during a round. */
  #isBacklogDue = false;
  /** A batch was not delivered: the next attempt is after the interval, or with a flush. */
  #isStalled = false;
  /** Flushes that are being awaited. */
  #flushCount = 0;
  /** By `now`: the end of the longest flush that is being awaited. */
  #deadline: number | undefined;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
    this.#delivery = new BatchDelivery(options);
    this.#queueDelivery = new QueueDelivery(options, this.#delivery);
    this.#timer = new SendTimer(options.now, () => {
      this.#isBacklogDue = true;
      void this.#startRound();
    });
  }

  /** Events that were removed from the queue and are neither delivered nor dropped yet. */
  get inFlightCount(): number {
    return this.#queueDelivery.inFlightCount;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Called after the queue has grown. Sends a full batch now, and everything else after the interval. */
  scheduleSend(): void {
    const { queue, batchSize, intervalMs, now, notBefore } = this.#options;
    if (this.#isStopped || this.#round !== undefined) return; // the end of the round calls this method
    // Otherwise this would be an endless loop: a round that may not send ends at once and calls this method again.
    const mayStart = queue.length >= batchSize && !this.#isStalled && !this.#isDraining;
    if (mayStart && now() < notBefore) return this.#timer.set(notBefore);
    if (mayStart) void this.#startRound();
    this.#timer.set(Math.max(now() + intervalMs, notBefore));
  }

  /**
   * Sends everything now. Events that are not sent within the time remain in the queue. Never rejects.
   * @param timeoutMs with a spool, loading the transport counts towards the time. Without one it does not, because unsent
   * events would be lost
   */
  async flush(timeoutMs: number, includesBacklog = false): Promise<void> {
    const { transport, backlog, now, queue } = this.#options;
    if (this.#isStopped) return;
    if (!includesBacklog && queue.length === 0 && this.#round === undefined) return;
    const startedAt = now();
    await transport.prepare();
    const remainingMs = backlog === undefined ? timeoutMs : Math.max(0, timeoutMs - (now() - startedAt));
    this.#flushCount++;
    this.#deadline = Math.max(this.#deadline ?? 0, now() + remainingMs);
    if (includesBacklog) this.#isBacklogDue = true;
    this.#delivery.skipBackoff();
    const currentRound = this.#round ?? Promise.resolve();
    const ownRound = currentRound.then(() => this.#startRound()).then(() => ROUND_ENDED);
    const isExpired = (await waitWithTimeout(ownRound, remainingMs)) !== ROUND_ENDED;
    this.#flushCount--;
    if (this.#flushCount > 0) return; // the flushes share the latest deadline, and the last one to end removes it
    this.#deadline = undefined;
    if (isExpired) this.#abortRound();
  }

  /** Sends nothing new, and waits at most `timeoutMs` for the current attempt. Never rejects. */
  async drain(timeoutMs: number): Promise<void> {
    this.#isDraining = true;
    this.#delivery.skipBackoff();
    const timer = setTimeout(() => this.#abortRound(), timeoutMs); // keeps the process alive until then
    await this.#round;
    clearTimeout(timer);
    this.#isDraining = false;
  }

  async waitUntilIdle(): Promise<void> {
    await this.#round;
  }

  /** Aborts the current request, and sends nothing any more. */
  stop(): void {
    this.#isStopped = true;
    this.#timer.clear();
    this.#abortRound();
  }

  /** The events of the current request count as not delivered. */
  #abortRound(): void {
    this.#roundController.abort();
    this.#delivery.skipBackoff();
  }

  /** Starts a round, unless one is running. Resolves at its end. */
  #startRound(): Promise<void> {
    this.#round ??= this.#runRound().finally(() => {
      this.#round = undefined;
      if (this.#options.queue.length > 0) this.scheduleSend();
    });
    return this.#round;
  }

  /** Sends the queue, and the backlog if it is due. Ends early when a batch is not delivered. */
  async #runRound(): Promise<void> {
    const { backlog, batchSize, onDropped, now } = this.#options;
    this.#isStalled = false;
    this.#roundController = new AbortController();
    const limits: RoundLimits = {
      signal: this.#roundController.signal,
      shouldEnd: () => this.#isStopped || this.#isDraining,
      getDeadline: () => this.#deadline,
    };
    this.#isStalled = !(await this.#queueDelivery.deliver({
      limits,
      isPartialBatchDue: () => this.#isBacklogDue || this.#flushCount > 0,
      keepsUndelivered: () => !this.#isStopped,
    }));
    if (this.#isStalled || !this.#isBacklogDue) return;
    this.#isBacklogDue = false;
    if (backlog === undefined) return;
    const hasExpired = () => this.#deadline !== undefined && now() >= this.#deadline;
    await deliverBacklog(backlog, {
      delivery: this.#delivery,
      batchSize,
      round: {
        ...limits,
        shouldEnd: () => limits.shouldEnd() || hasExpired(),
        onDelivered: () => {}, // the process that captured the events has counted them
        onDropped,
      },
    });
  }
}

/** Sends the queue in batches, and the files of the spool after it. */
import { waitWithTimeout } from "../internal/timeout.js";
import { deliverBacklog } from "./backlog-delivery.js";
import {
  BatchDelivery,
  type DeliveryCallbacks,
  type DeliveryOptions,
  type DeliveryRound,
  type SenderState,
} from "./batch-delivery.js";
import type { EventQueue } from "./event-queue.js";
import type { Spool } from "./spool.js";

export interface BatchSenderOptions extends DeliveryOptions, DeliveryCallbacks {
  readonly queue: EventQueue;
  readonly batchSize: number;
  /** The longest time that an event waits in the queue, and the wait after a batch that was not delivered. */
  readonly intervalMs: number;
  /** On the clock of `now`. Nothing is sent earlier, because another process sends the events of a short process. */
  readonly notBefore: number;
  /** Events of earlier processes, and of this one when its queue was full. Undefined if nothing is kept on disk. */
  readonly backlog: Pick<Spool, "claimFile"> | undefined;
}

export class BatchSender {
  readonly #options: BatchSenderOptions;
  readonly #state: SenderState = { isStopped: false, isDraining: false, deadline: undefined };
  readonly #delivery: BatchDelivery;
  #timer: NodeJS.Timeout | undefined;
  /** On the clock of `now`. */
  #timerDueAt = 0;
  /** Batches are sent in rounds, one round at a time. */
  #round: Promise<void> | undefined;
  #roundController = new AbortController();
  /** A batch was not delivered: the next attempt is after the interval, or with a flush. */
  #isStalled = false;
  /** Flushes that are being awaited. They share the latest deadline, and the last one to end removes it. */
  #flushCount = 0;
  #inFlightCount = 0;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
    this.#delivery = new BatchDelivery(options, this.#state);
  }

  /** Events that were removed from the queue and are neither delivered nor dropped yet. */
  get inFlightCount(): number {
    return this.#inFlightCount;
  }

  get isStopped(): boolean {
    return this.#state.isStopped;
  }

  /** Called after the queue has grown. Sends a full batch now, and everything else after the interval. */
  scheduleSend(): void {
    const { queue, batchSize, intervalMs, now, notBefore } = this.#options;
    const { isStopped, isDraining } = this.#state;
    if (isStopped || this.#round !== undefined) return; // the end of the round calls this method
    const isFull = queue.length >= batchSize;
    const startDelayMs = notBefore - now();
    if (isFull && startDelayMs > 0) return this.#setTimer(Math.min(startDelayMs, intervalMs));
    // A round that may not send would end at once, and its end would start the next one.
    if (isFull && !this.#isStalled && !isDraining) void this.#startRound();
    this.#setTimer(intervalMs);
  }

  /**
   * Sends everything now. Events that are not sent within the time remain in the queue. Never rejects.
   * @param timeoutMs includes the loading of the transport only if the spool keeps the events that are not sent
   * @param hasBacklog returns whether to send the backlog, too
   */
  async flush(timeoutMs: number, hasBacklog = (): boolean => false): Promise<void> {
    const { transport, backlog, now, queue } = this.#options;
    if (this.#state.isStopped) return;
    const includesBacklog = hasBacklog();
    if (!includesBacklog && queue.length === 0 && this.#round === undefined) return;
    const startedAt = now();
    await transport.prepare();
    const remainingMs = backlog === undefined ? timeoutMs : Math.max(0, timeoutMs - (now() - startedAt));
    this.#flushCount++;
    this.#state.deadline = Math.max(this.#state.deadline ?? 0, now() + remainingMs);
    this.#delivery.skipBackoff();
    const currentRound = this.#round ?? Promise.resolve();
    const ownRound = currentRound.then(() => this.#startRound(includesBacklog)).then(() => true);
    const isExpired = (await waitWithTimeout(ownRound, remainingMs)) === undefined;
    this.#flushCount--;
    if (this.#flushCount > 0) return;
    this.#state.deadline = undefined;
    if (isExpired) this.#abortRound();
  }

  /** Sends nothing new, and waits at most `timeoutMs` for the current attempt. Never rejects. */
  async drain(timeoutMs: number): Promise<void> {
    this.#state.isDraining = true;
    this.#delivery.skipBackoff();
    const timer = setTimeout(() => this.#abortRound(), timeoutMs); // keeps the process alive until then
    await this.#round;
    clearTimeout(timer);
    this.#state.isDraining = false;
  }

  async waitUntilIdle(): Promise<void> {
    await this.#round;
  }

  /** Aborts the current request, and sends nothing any more. */
  stop(): void {
    this.#state.isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abortRound();
  }

  /** The events of the current request count as not delivered. */
  #abortRound(): void {
    this.#roundController.abort();
    this.#delivery.skipBackoff();
  }

  /** Sends everything after the time, the backlog included. A timer that is due earlier remains. */
  #setTimer(delayMs: number): void {
    const dueAt = this.#options.now() + delayMs;
    if (this.#timer !== undefined && this.#timerDueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#timerDueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#startRound(true);
    }, delayMs).unref();
  }

  /** Starts a round, unless one is running. Resolves at its end. */
  #startRound(includesBacklog = false): Promise<void> {
    this.#round ??= this.#runRound(includesBacklog).finally(() => {
      this.#round = undefined;
      if (this.#options.queue.length > 0) this.scheduleSend();
    });
    return this.#round;
  }

  /** Sends all full batches, or all events during a flush. Ends early when a batch is not delivered. */
  async #runRound(includesBacklog: boolean): Promise<void> {
    const { queue, batchSize, backlog, onDelivered, onDropped, now } = this.#options;
    const state = this.#state;
    this.#isStalled = false;
    this.#roundController = new AbortController();
    const { signal } = this.#roundController;
    const round: DeliveryRound = {
      signal,
      onDelivered: (batch, acceptedCount) => {
        this.#inFlightCount -= batch.length;
        onDelivered(batch, acceptedCount);
      },
      onDropped: (reason, events, batch) => {
        this.#inFlightCount -= batch.length;
        onDropped(reason, events, batch);
      },
    };
    while (!state.isStopped && !state.isDraining) {
      const minimum = includesBacklog || state.deadline !== undefined ? 1 : batchSize;
      if (queue.length < minimum) break;
      const batch = queue.dequeue(batchSize);
      this.#inFlightCount = batch.length;
      const undelivered = await this.#delivery.deliver(batch, round);
      this.#inFlightCount = 0;
      if (undelivered.length === 0) continue;
      if (state.isStopped) return;
      queue.requeue(undelivered);
      this.#isStalled = true;
      return;
    }
    if (!includesBacklog || backlog === undefined) return;
    const shouldEnd = () =>
      state.isStopped || state.isDraining || (state.deadline !== undefined && now() >= state.deadline);
    await deliverBacklog(backlog, { delivery: this.#delivery, batchSize, signal, onDropped, shouldEnd });
  }
}

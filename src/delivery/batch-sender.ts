/** Sends the queue in batches, and the files of the spool after it. */
import { waitWithTimeout } from "../internal/timeout.js";
import { deliverBacklog } from "./backlog-delivery.js";
import { BatchDelivery, type DeliveryCallbacks, type DeliveryOptions } from "./batch-delivery.js";
import type { EventQueue } from "./event-queue.js";
import { type FlushLimits, FlushWait } from "./flush-wait.js";
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
  readonly backlog: Pick<Spool, "claimFiles"> | undefined;
}

/** The state of a round: batches that are sent one after another. */
interface Round {
  readonly controller: AbortController;
  /** Nobody waits for the round, so it ends after the request in flight. */
  isAbandoned: boolean;
  /** Another process sends the events in flight, or they were dropped. They do not return to the queue. */
  isDisowned: boolean;
}

export class BatchSender {
  readonly #options: BatchSenderOptions;
  readonly #delivery: BatchDelivery;
  readonly #queueDelivery: QueueDelivery;
  readonly #timer: SendTimer;
  readonly #flushes = new Set<FlushWait>();
  #isStopped = false;
  /** The current attempt ends, and no other one begins. */
  #isDraining = false;
  #round: Round | undefined;
  #roundEnd: Promise<void> | undefined;
  /** The current round or the next one sends the backlog, too. It may be set during a round. */
  #isBacklogDue = false;
  /** A batch was not delivered: the next attempt is after the interval, or with a flush. */
  #isStalled = false;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
    this.#delivery = new BatchDelivery(options);
    this.#queueDelivery = new QueueDelivery(options, this.#delivery);
    this.#timer = new SendTimer(options.now, () => {
      this.#isBacklogDue = true;
      void this.#startRound();
    });
  }

  /** Events that were removed from the queue and are neither delivered nor dropped yet. 0 after `disownInFlight`. */
  get inFlightCount(): number {
    return this.#round?.isDisowned === true ? 0 : this.#queueDelivery.inFlightCount;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Called after the queue has grown. Sends a full batch now, and everything else after the interval. */
  scheduleSend(): void {
    const { queue, batchSize, intervalMs, now, notBefore } = this.#options;
    if (this.#isStopped || this.#round !== undefined) return; // the end of the round calls this method
    // A round that may not send would end at once and call this method again, in an endless loop.
    const mayStart = queue.length >= batchSize && !this.#isStalled && !this.#isDraining;
    if (mayStart && now() < notBefore) return this.#timer.set(notBefore);
    if (mayStart) void this.#startRound();
    this.#timer.set(Math.max(now() + intervalMs, notBefore));
  }

  /**
   * Sends everything now, and waits for it within the limits. A request that was sent completely then continues: a server that
   * answers late would otherwise get its events again. No other request follows it. Never rejects.
   * @param includesBacklog also sends the files of the spool
   */
  async flush(limits: FlushLimits, includesBacklog = false): Promise<void> {
    const { transport, backlog, now, queue } = this.#options;
    if (this.#isStopped) return;
    if (!includesBacklog && queue.length === 0 && this.#round === undefined) return;
    const startedAt = now();
    await waitWithTimeout(transport.prepare(), limits.timeoutMs); // the host may have blocked the threads that read files
    // Without a spool, unsent events would be lost, so the time to load the transport does not count.
    const flush = new FlushWait(limits, now, backlog === undefined ? now() : startedAt);
    this.#flushes.add(flush);
    if (includesBacklog) this.#isBacklogDue = true;
    this.#delivery.skipBackoff();
    const currentRound = this.#roundEnd ?? Promise.resolve();
    const ownRound = currentRound.then(() => (flush.isExpired ? undefined : this.#startRound()));
    await flush.wait(ownRound);
    this.#flushes.delete(flush);
    if (this.#flushes.size === 0 && flush.isExpired) this.#abandonRound();
  }

  /**
   * Sends nothing new, and waits at most `timeoutMs` for the request in flight, unless a flush has waited for it already.
   * Never rejects.
   */
  async drain(timeoutMs: number): Promise<void> {
    this.#isDraining = true;
    this.#delivery.skipBackoff();
    if (this.#round?.isAbandoned === false) {
      const wait = new FlushWait({ timeoutMs }, this.#options.now);
      await wait.wait(this.#roundEnd);
      if (wait.isExpired) this.#abandonRound();
    }
    this.#isDraining = false;
  }

  async waitUntilIdle(): Promise<void> {
    await this.#roundEnd;
  }

  /** Called when another process is going to send the events in flight, or when they were dropped. */
  disownInFlight(): void {
    if (this.#round !== undefined) this.#round.isDisowned = true;
  }

  /** Aborts the request in flight. Its events count as not delivered. */
  abort(): void {
    this.#round?.controller.abort();
    this.#delivery.skipBackoff();
  }

  /** Aborts the request in flight, and sends nothing afterwards. */
  stop(): void {
    this.#isStopped = true;
    this.#timer.clear();
    this.disownInFlight();
    this.abort();
  }

  /**
   * Leaves the request in flight to itself. One that was not sent completely is aborted: no server has its events, and a
   * connection that is being made would keep the process alive.
   */
  #abandonRound(): void {
    if (this.#round !== undefined) this.#round.isAbandoned = true;
    this.#delivery.skipBackoff();
    this.#delivery.cancelAttempt();
    if (!this.#delivery.isSent) this.abort();
  }

  /** Starts a round, unless one is running. Resolves at its end. */
  #startRound(): Promise<void> {
    this.#roundEnd ??= this.#runRound().finally(() => {
      this.#round = undefined;
      this.#roundEnd = undefined;
      if (this.#options.queue.length > 0) this.scheduleSend();
    });
    return this.#roundEnd;
  }

  /** Sends the queue, and the backlog if it is due. Ends early when a batch is not delivered. */
  async #runRound(): Promise<void> {
    const { backlog, batchSize, onDropped } = this.#options;
    const round: Round = { controller: new AbortController(), isAbandoned: false, isDisowned: false };
    this.#round = round;
    this.#isStalled = false;
    const limits = {
      signal: round.controller.signal,
      shouldEnd: () => this.#isStopped || this.#isDraining || round.isAbandoned,
      getRetryDeadline: () => this.#getRetryDeadline(),
      onPhaseEnded: () => {
        for (const flush of this.#flushes) flush.endPhase();
      },
    };
    this.#isStalled = !(await this.#queueDelivery.deliver({
      limits,
      isPartialBatchDue: () => this.#isBacklogDue || this.#flushes.size > 0,
      keepsUndelivered: () => !round.isDisowned,
    }));
    if (this.#isStalled || !this.#isBacklogDue) return;
    this.#isBacklogDue = false;
    if (backlog === undefined) return;
    await deliverBacklog(backlog, {
      delivery: this.#delivery,
      batchSize,
      round: {
        ...limits,
        onDelivered: () => {}, // the process that captured the events has counted them
        onDropped,
      },
    });
  }

  /** Returns the latest time of `now` at which somebody waits for a retry. Undefined while nobody flushes. */
  #getRetryDeadline(): number | undefined {
    if (this.#flushes.size === 0) return undefined;
    return Math.max(...[...this.#flushes].map(({ retryDeadline }) => retryDeadline));
  }
}

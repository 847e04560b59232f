/** The courier: claims batches from the queue, sends them, settles what came of it. Never in the caller's way. */
import {
  BatchDelivery,
  type DeliveryCallbacks,
  type DeliveryOptions,
  type SendDeadline,
} from "./batch-delivery.js";
import type { EventQueue } from "./event-queue.js";
import type { Spool } from "./spool.js";

export interface BatchSenderOptions extends DeliveryOptions, DeliveryCallbacks {
  readonly queue: EventQueue;
  readonly batchSize: number;
  /** A batch that could not be delivered waits so long in the queue, too. */
  readonly intervalMs: number;
  /** By `now`: a process that ends sooner leaves the sending to another. */
  readonly notBefore: number;
  /** What earlier processes left, or this one when its queue was full. */
  readonly backlog: Pick<Spool, "claimFile"> | undefined;
}

/** What has waited goes in larger batches: nobody waits for the first of them, and a server that minds says 413. */
export function getBacklogBatchSize(batchSize: number): number {
  return Math.max(batchSize, 100);
}

export class BatchSender implements SendDeadline {
  readonly #options: BatchSenderOptions;
  readonly #delivery: BatchDelivery;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires, by `now`. */
  #timerDueAt = 0;
  #round: Promise<void> | undefined;
  /** The timer is set for a full batch already. */
  #isTimerForFullBatch = false;
  /** A batch could not be delivered: nothing is tried before the interval is over or somebody asks for a flush. */
  #isStalled = false;
  /** Until when somebody waits for the queue to empty; partial batches go too. */
  #deadline: number | undefined;
  #pendingFlushes = 0;
  #inFlightCount = 0;
  #isStopped = false;
  #isDraining = false;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
    this.#delivery = new BatchDelivery(options, this);
  }

  /** Events that are out of the queue and not settled yet. */
  get inFlightCount(): number {
    return this.#inFlightCount;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get isClosing(): boolean {
    return this.#isStopped || this.#isDraining;
  }

  get deadline(): number | undefined {
    return this.#deadline;
  }

  /** When what is under way is settled. */
  async waitUntilIdle(): Promise<void> {
    await this.#round;
  }

  /** Begins nothing new, and waits for what is under way; gives up after `budgetMs`. Never rejects. */
  async drain(timeoutMs: number): Promise<void> {
    this.#isDraining = true;
    this.#delivery.skipBackoff();
    const timer = setTimeout(() => this.#delivery.abort(), timeoutMs); // holds the process, and ends
    await this.#round;
    clearTimeout(timer);
    this.#isDraining = false;
  }

  /** Tells that the queue has grown: a full batch goes now, the rest when the interval is over. */
  scheduleSend(): void {
    const { queue, batchSize, intervalMs, now, notBefore } = this.#options;
    if (this.#round !== undefined) return; // it looks at the queue again, and in its end arms the timer
    if (this.#timer !== undefined && (queue.length < batchSize || this.#isTimerForFullBatch)) return;
    const initialDelayMs = Math.max(0, notBefore - now());
    if (queue.length >= batchSize && !this.#isStalled && initialDelayMs === 0) void this.#startRound();
    this.#isTimerForFullBatch = queue.length >= batchSize;
    this.#setTimer(
      this.#isTimerForFullBatch && initialDelayMs > 0 ? Math.min(initialDelayMs, intervalMs) : intervalMs,
    );
  }

  /**
   * Sends everything now; gives up after `budgetMs`, and what is left stays queued. Where the disk keeps that, all counts;
   * where it would be lost, the budget is the network's, and begins when the transport is loaded. Never rejects.
   * @param hasBacklog whether there is one to be sent, too; asked only where anything is sent
   */
  async flush(timeoutMs: number, hasBacklog = (): boolean => false): Promise<void> {
    if (this.#isStopped) return;
    const includesBacklog = hasBacklog();
    if (!includesBacklog && this.#options.queue.length === 0 && this.#round === undefined) return;
    const { transport, backlog, now } = this.#options;
    const started = now();
    await transport.prepare();
    const leftMs = backlog === undefined ? timeoutMs : Math.max(0, timeoutMs - (now() - started));
    let expired = false;
    let expire = (): void => {};
    const expiry = new Promise<void>((resolve) => {
      expire = resolve;
    });
    // Not unref'd: sockets are, so this timer alone holds a process that waits for the flush, and it ends.
    const timer = setTimeout(() => {
      expired = true;
      expire();
    }, leftMs);
    this.#pendingFlushes++;
    this.#deadline = Math.max(this.#deadline ?? 0, now() + leftMs);
    this.#delivery.skipBackoff();
    const currentRound = this.#round ?? Promise.resolve();
    await Promise.race([currentRound.then(() => this.#startRound(includesBacklog)), expiry]);
    clearTimeout(timer);
    this.#pendingFlushes--;
    if (this.#pendingFlushes > 0) return;
    this.#deadline = undefined;
    if (expired) this.#delivery.abort();
  }

  /** Sends nothing from now on; what is being sent is aborted. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#delivery.abort();
  }

  #setTimer(milliseconds = this.#options.intervalMs): void {
    if (this.#isStopped) return;
    const dueAt = this.#options.now() + milliseconds;
    if (this.#timer !== undefined && this.#timerDueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#timerDueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isTimerForFullBatch = false;
      void this.#startRound(true);
    }, milliseconds).unref();
  }

  /** One round at a time; it ends when the queue is empty enough, or when a batch could not be delivered. */
  #startRound(includesBacklog = false): Promise<void> {
    this.#round ??= this.#runRound(includesBacklog).finally(() => {
      this.#round = undefined;
      this.#isTimerForFullBatch = false;
      if (this.#options.queue.length > 0) this.isClosing ? this.#setTimer() : this.scheduleSend();
    });
    return this.#round;
  }

  async #runRound(includesBacklog: boolean): Promise<void> {
    const { queue, batchSize, onDelivered, onRefused } = this.#options;
    const callbacks: DeliveryCallbacks = {
      onDelivered: (batch, taken) => {
        this.#inFlightCount -= batch.length;
        onDelivered(batch, taken);
      },
      onRefused: (reason, events, batch) => {
        this.#inFlightCount -= batch.length;
        onRefused(reason, events, batch);
      },
    };
    this.#isStalled = false;
    this.#delivery.startRound();
    const hasBatch = () =>
      queue.length >= batchSize || (queue.length > 0 && (includesBacklog || this.#deadline !== undefined));
    while (!this.isClosing && hasBatch()) {
      const batch = queue.dequeue(batchSize);
      this.#inFlightCount = batch.length;
      const undelivered = await this.#delivery.deliver(batch, callbacks);
      this.#inFlightCount = 0;
      if (undelivered.length === 0) continue;
      if (this.#isStopped) return;
      queue.requeue(undelivered);
      this.#isStalled = true;
      return;
    }
    if (includesBacklog) await this.#sendBacklog();
  }

  /** File by file, for as long as they are delivered and nobody waits for the end of it. */
  async #sendBacklog(): Promise<void> {
    const { backlog, batchSize, onRefused } = this.#options;
    const isPastDeadline = () => this.#deadline !== undefined && this.#options.now() >= this.#deadline;
    while (!this.isClosing && !isPastDeadline()) {
      const claim = await backlog?.claimFile();
      if (claim === undefined) return;
      let rest = claim.envelopes;
      while (rest.length > 0 && !this.isClosing && !isPastDeadline()) {
        const batch = rest.slice(0, getBacklogBatchSize(batchSize));
        const callbacks = { onDelivered: () => {}, onRefused };
        const undelivered = await this.#delivery.deliver(batch, callbacks, () => claim.isFilePresent());
        rest = [...undelivered, ...rest.slice(batch.length)];
        if (undelivered.length > 0) break;
        if (rest.length > 0) await claim.markDelivered(batch);
      }
      await claim.release(rest);
      if (rest.length > 0) return;
    }
  }
}

/** The courier: claims batches from the queue, sends them, settles what came of it. Never in the caller's way. */
import { Delivery, type DeliveryOptions, type Haste, type Settle } from "./deliver-batch.js";
import type { Queue } from "./queue.js";
import type { Spool } from "./spool.js";

export interface CourierOptions extends DeliveryOptions, Settle {
  readonly queue: Queue;
  readonly batchSize: number;
  /** A batch that could not be delivered waits so long in the queue, too. */
  readonly intervalMs: number;
  /** By `now`: a process that ends sooner leaves the sending to another. */
  readonly notBefore: number;
  /** What earlier processes left, or this one when its queue was full. */
  readonly backlog: Pick<Spool, "claim"> | undefined;
}

/** What has waited goes in larger batches: nobody waits for the first of them, and a server that minds says 413. */
export function backlogBatchSize(batchSize: number): number {
  return Math.max(batchSize, 100);
}

export class Courier implements Haste {
  readonly #options: CourierOptions;
  readonly #delivery: Delivery;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires, by `now`. */
  #due = 0;
  #round: Promise<void> | undefined;
  /** The timer is set for a full batch already. */
  #isFullAwaited = false;
  /** A batch could not be delivered: nothing is tried before the interval is over or somebody asks for a flush. */
  #stalled = false;
  /** Until when somebody waits for the queue to empty; partial batches go too. */
  #deadline: number | undefined;
  #waiting = 0;
  #claimed = 0;
  #stopped = false;
  #isFinishing = false;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#delivery = new Delivery(options, this);
  }

  /** Events that are out of the queue and not settled yet. */
  get claimed(): number {
    return this.#claimed;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  get isEnding(): boolean {
    return this.#stopped || this.#isFinishing;
  }

  get deadline(): number | undefined {
    return this.#deadline;
  }

  /** When what is under way is settled. */
  async idle(): Promise<void> {
    await this.#round;
  }

  /** Begins nothing new, and waits for what is under way; gives up after `budgetMs`. Never rejects. */
  async finish(budgetMs: number): Promise<void> {
    this.#isFinishing = true;
    this.#delivery.hurry();
    const timer = setTimeout(() => this.#delivery.abort(), budgetMs); // holds the process, and ends
    await this.#round;
    clearTimeout(timer);
    this.#isFinishing = false;
  }

  /** Tells that the queue has grown: a full batch goes now, the rest when the interval is over. */
  notify(): void {
    const { queue, batchSize, intervalMs, now, notBefore } = this.#options;
    if (this.#round !== undefined) return; // it looks at the queue again, and in its end arms the timer
    if (this.#timer !== undefined && (queue.length < batchSize || this.#isFullAwaited)) return;
    const patience = Math.max(0, notBefore - now());
    if (queue.length >= batchSize && !this.#stalled && patience === 0) void this.#start();
    this.#isFullAwaited = queue.length >= batchSize;
    this.#arm(this.#isFullAwaited && patience > 0 ? Math.min(patience, intervalMs) : intervalMs);
  }

  /**
   * Sends everything now; gives up after `budgetMs`, and what is left stays queued. Where the disk keeps that, all counts;
   * where it would be lost, the budget is the network's, and begins when the transport is loaded. Never rejects.
   * @param hasBacklog whether there is one to be sent, too; asked only where anything is sent
   */
  async flush(budgetMs: number, hasBacklog = (): boolean => false): Promise<void> {
    if (this.#stopped) return;
    const everything = hasBacklog();
    if (!everything && this.#options.queue.length === 0 && this.#round === undefined) return;
    const { transport, backlog, now } = this.#options;
    const started = now();
    await transport.prepare();
    const leftMs = backlog === undefined ? budgetMs : Math.max(0, budgetMs - (now() - started));
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
    this.#waiting++;
    this.#deadline = Math.max(this.#deadline ?? 0, now() + leftMs);
    this.#delivery.hurry();
    const underWay = this.#round ?? Promise.resolve();
    await Promise.race([underWay.then(() => this.#start(everything)), expiry]);
    clearTimeout(timer);
    this.#waiting--;
    if (this.#waiting > 0) return;
    this.#deadline = undefined;
    if (expired) this.#delivery.abort();
  }

  /** Sends nothing from now on; what is being sent is aborted. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#delivery.abort();
  }

  #arm(milliseconds = this.#options.intervalMs): void {
    if (this.#stopped) return;
    const due = this.#options.now() + milliseconds;
    if (this.#timer !== undefined && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isFullAwaited = false;
      void this.#start(true);
    }, milliseconds).unref();
  }

  /** One round at a time; it ends when the queue is empty enough, or when a batch could not be delivered. */
  #start(everything = false): Promise<void> {
    this.#round ??= this.#run(everything).finally(() => {
      this.#round = undefined;
      this.#isFullAwaited = false;
      if (this.#options.queue.length > 0) this.isEnding ? this.#arm() : this.notify();
    });
    return this.#round;
  }

  async #run(everything: boolean): Promise<void> {
    const { queue, batchSize, onDelivered, onRefused } = this.#options;
    const settle: Settle = {
      onDelivered: (batch, taken) => {
        this.#claimed -= batch.length;
        onDelivered(batch, taken);
      },
      onRefused: (reason, events, batch) => {
        this.#claimed -= batch.length;
        onRefused(reason, events, batch);
      },
    };
    this.#stalled = false;
    this.#delivery.begin();
    const isEnough = () =>
      queue.length >= batchSize || (queue.length > 0 && (everything || this.#deadline !== undefined));
    while (!this.isEnding && isEnough()) {
      const batch = queue.claim(batchSize);
      this.#claimed = batch.length;
      const undelivered = await this.#delivery.deliver(batch, settle);
      this.#claimed = 0;
      if (undelivered.length === 0) continue;
      if (this.#stopped) return;
      queue.release(undelivered);
      this.#stalled = true;
      return;
    }
    if (everything) await this.#sendBacklog();
  }

  /** File by file, for as long as they are delivered and nobody waits for the end of it. */
  async #sendBacklog(): Promise<void> {
    const { backlog, batchSize, onRefused } = this.#options;
    const isLate = () => this.#deadline !== undefined && this.#options.now() >= this.#deadline;
    while (!this.isEnding && !isLate()) {
      const claim = await backlog?.claim();
      if (claim === undefined) return;
      let rest = claim.envelopes;
      while (rest.length > 0 && !this.isEnding && !isLate()) {
        const batch = rest.slice(0, backlogBatchSize(batchSize));
        const settle = { onDelivered: () => {}, onRefused };
        const undelivered = await this.#delivery.deliver(batch, settle, () => claim.isThere());
        rest = [...undelivered, ...rest.slice(batch.length)];
        if (undelivered.length > 0) break;
        if (rest.length > 0) await claim.note(batch);
      }
      await claim.settle(rest);
      if (rest.length > 0) return;
    }
  }
}

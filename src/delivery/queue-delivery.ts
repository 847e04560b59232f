/** Delivers the queue batch by batch, and counts the events in flight. */
import type { BatchDelivery, DeliveryCallbacks, DeliveryRound, RoundLimits } from "./batch-delivery.js";
import type { EventQueue } from "./event-queue.js";

interface QueueDeliveryOptions extends DeliveryCallbacks {
  readonly queue: EventQueue;
  readonly batchSize: number;
}

interface QueueRound {
  readonly limits: RoundLimits;
  /** Called before each batch. False means that only full batches are sent. */
  readonly isPartialBatchDue: () => boolean;
  /** Called when a batch is not delivered. False if the sender was stopped, whose events the caller has counted or kept already. */
  readonly keepsUndelivered: () => boolean;
}

export class QueueDelivery {
  readonly #options: QueueDeliveryOptions;
  readonly #delivery: BatchDelivery;
  #inFlightCount = 0;

  constructor(options: QueueDeliveryOptions, delivery: BatchDelivery) {
    this.#options = options;
    this.#delivery = delivery;
  }

  /** Events that were removed from the queue and are neither delivered nor dropped yet. */
  get inFlightCount(): number {
    return this.#inFlightCount;
  }

  /** Returns false when a batch is not delivered. The batches after it remain in the queue. Never rejects. */
  async deliver({ limits, isPartialBatchDue, keepsUndelivered }: QueueRound): Promise<boolean> {
    const { queue, batchSize } = this.#options;
    const round: DeliveryRound = { ...limits, ...this.#createCallbacks() };
    while (!limits.shouldEnd() && queue.length >= (isPartialBatchDue() ? 1 : batchSize)) {
      const batch = queue.dequeue(batchSize);
      this.#inFlightCount += batch.length;
      const undelivered = await this.#delivery.deliver(batch, round);
      this.#inFlightCount -= undelivered.length;
      if (undelivered.length === 0) continue;
      if (keepsUndelivered()) queue.requeue(undelivered);
      return false;
    }
    return true;
  }

  /** Creates callbacks that also count the events as no longer in flight. */
  #createCallbacks(): DeliveryCallbacks {
    const { onDelivered, onDropped } = this.#options;
    return {
      onDelivered: (batch, acceptedCount) => {
        this.#inFlightCount -= batch.length;
        onDelivered(batch, acceptedCount);
      },
      onDropped: (reason, eventCount, batch) => {
        this.#inFlightCount -= batch.length;
        onDropped(reason, eventCount, batch);
      },
    };
  }
}

/** Delivers the files of the spool one after another, after the queue has been sent. */
import type { Envelope } from "../envelope.js";
import type { BatchDelivery, DeliveryRound } from "./batch-delivery.js";
import type { Spool } from "./spool.js";

export interface BacklogDeliveryOptions {
  readonly delivery: BatchDelivery;
  /** The batch size of the queue. */
  readonly batchSize: number;
  /** `shouldEnd` is also called before each file. */
  readonly round: DeliveryRound;
}

/** Returns the batch size of the backlog: at least 100 events. A batch that is too large for the server is split. */
export function getBacklogBatchSize(batchSize: number): number {
  return Math.max(batchSize, 100);
}

/** Sends file by file. Ends early when a file is not delivered, or when `shouldEnd` returns true. */
export async function deliverBacklog(
  backlog: Pick<Spool, "claimFile">,
  { delivery, batchSize, round }: BacklogDeliveryOptions,
): Promise<void> {
  while (!round.shouldEnd()) {
    const claim = await backlog.claimFile();
    if (claim === undefined) return;
    const fileRound = { ...round, shouldSend: () => claim.isFilePresent() };
    let rest: readonly Envelope[] = claim.envelopes;
    while (rest.length > 0 && !round.shouldEnd()) {
      const batch = rest.slice(0, getBacklogBatchSize(batchSize));
      const undelivered = await delivery.deliver(batch, fileRound);
      rest = [...undelivered, ...rest.slice(batch.length)];
      if (undelivered.length > 0) break;
      if (rest.length > 0) await claim.markDelivered(batch);
    }
    await claim.release(rest);
    if (rest.length > 0) return;
  }
}

/** Delivers the files of the spool, oldest first, after the queue has been sent. */
import type { Envelope } from "../envelope.js";
import type { BatchDelivery, DeliveryRound } from "./batch-delivery.js";
import type { Spool } from "./spool.js";
import type { SpoolClaim } from "./spool-claim.js";

export interface BacklogDeliveryOptions {
  readonly delivery: BatchDelivery;
  /** The batch size of the queue. */
  readonly batchSize: number;
  /** `shouldEnd` is also called before files are claimed. */
  readonly round: DeliveryRound;
}

/** Returns the batch size of the backlog: at least 100 events. A batch that is too large for the server is split. */
export function getBacklogBatchSize(batchSize: number): number {
  return Math.max(batchSize, 100);
}

/**
 * Claims and sends as many files at once as fill a batch, because short processes leave files of a few events. Ends early
 * when a batch is not delivered, or when `shouldEnd` returns true.
 */
export async function deliverBacklog(
  backlog: Pick<Spool, "claimFiles">,
  { delivery, batchSize, round }: BacklogDeliveryOptions,
): Promise<void> {
  const maxEvents = getBacklogBatchSize(batchSize);
  while (!round.shouldEnd()) {
    const claims = await backlog.claimFiles(maxEvents);
    if (claims.length === 0) return;
    const claimsByEvent = new Map(
      claims.flatMap((claim) => claim.envelopes.map((envelope) => [envelope, claim])),
    );
    const selectUnsent = (batch: readonly Envelope[]) => {
      const present = new Set(claims.filter((claim) => claim.isFilePresent()));
      return batch.filter((envelope) => present.has(claimsByEvent.get(envelope) as SpoolClaim)); // each has one
    };
    let rest: readonly Envelope[] = [...claimsByEvent.keys()];
    let unreleased: readonly SpoolClaim[] = claims;
    while (rest.length > 0 && !round.shouldEnd()) {
      const batch = rest.slice(0, maxEvents);
      const undelivered = await delivery.deliver(batch, { ...round, selectUnsent });
      rest = [...undelivered, ...rest.slice(batch.length)];
      if (undelivered.length > 0) break;
      unreleased = await settleClaims(unreleased, new Set(rest));
    }
    const undelivered = new Set(rest);
    for (const claim of unreleased)
      await claim.release(claim.envelopes.filter((envelope) => undelivered.has(envelope)));
    if (rest.length > 0) return;
  }
}

/** Releases the claims whose events were all delivered, and records the delivered events of the others, which it returns. */
async function settleClaims(
  claims: readonly SpoolClaim[],
  rest: ReadonlySet<Envelope>,
): Promise<readonly SpoolClaim[]> {
  const unreleased: SpoolClaim[] = [];
  for (const claim of claims) {
    const delivered = claim.envelopes.filter((envelope) => !rest.has(envelope));
    if (delivered.length === claim.envelopes.length) await claim.release([]);
    else unreleased.push(claim);
    if (delivered.length > 0 && delivered.length < claim.envelopes.length)
      await claim.markDelivered(delivered);
  }
  return unreleased;
}

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
  options: BacklogDeliveryOptions,
): Promise<void> {
  const maxEvents = getBacklogBatchSize(options.batchSize);
  while (!options.round.shouldEnd()) {
    const claims = await backlog.claimFiles(maxEvents);
    if (claims.length === 0 || !(await deliverClaims(claims, maxEvents, options))) return;
  }
}

/** Sends the events of claimed files, and releases the files. Returns false if some events remain to be sent. */
async function deliverClaims(
  claims: readonly SpoolClaim[],
  maxEvents: number,
  { delivery, round }: BacklogDeliveryOptions,
): Promise<boolean> {
  const claimsByEvent = new Map(
    claims.flatMap((claim) => claim.envelopes.map((envelope) => [envelope, claim])),
  );
  const selectUnsent = (batch: readonly Envelope[]) => {
    const present = new Set<SpoolClaim | undefined>(claims.filter((claim) => claim.isFilePresent()));
    return batch.filter((envelope) => present.has(claimsByEvent.get(envelope)));
  };
  let rest: readonly Envelope[] = [...claimsByEvent.keys()];
  let heldClaims = claims;
  while (rest.length > 0 && !round.shouldEnd()) {
    const batch = rest.slice(0, maxEvents);
    const undelivered = await delivery.deliver(batch, { ...round, selectUnsent });
    rest = [...undelivered, ...rest.slice(batch.length)];
    if (undelivered.length > 0) break;
    heldClaims = await recordDelivered(heldClaims, new Set(rest));
  }
  const remaining = new Set(rest);
  for (const claim of heldClaims)
    await claim.release(claim.envelopes.filter((envelope) => remaining.has(envelope)));
  return rest.length === 0;
}

/**
 * Releases the claims whose events were all delivered. In the files of the others, marks those that were delivered.
 * @returns the claims that are not released
 */
async function recordDelivered(
  claims: readonly SpoolClaim[],
  remaining: ReadonlySet<Envelope>,
): Promise<readonly SpoolClaim[]> {
  const heldClaims: SpoolClaim[] = [];
  for (const claim of claims) {
    const delivered = claim.envelopes.filter((envelope) => !remaining.has(envelope));
    if (delivered.length === claim.envelopes.length) {
      await claim.release([]);
      continue;
    }
    heldClaims.push(claim);
    if (delivered.length > 0) await claim.markDelivered(delivered);
  }
  return heldClaims;
}

import type { BatchSenderOptions } from "../../src/delivery/batch-sender.js";
import { CircuitBreaker } from "../../src/delivery/circuit-breaker.js";

/** Returns the options of a sender without a backlog, whose next scheduled send is a minute away. */
export function createSenderOptions(
  options: Pick<BatchSenderOptions, "queue" | "transport"> & Partial<BatchSenderOptions>,
): BatchSenderOptions {
  return {
    batchSize: 10,
    intervalMs: 60_000,
    notBefore: 0,
    maxRetries: 3,
    backoffFactor: 2,
    breaker: new CircuitBreaker({ file: undefined, now: Date.now }),
    random: () => 0,
    now: () => performance.now(),
    onDelivered: () => {},
    onDropped: () => {},
    backlog: undefined,
    ...options,
  };
}

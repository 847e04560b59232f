/** Opens what all processes with the same destination share: the spool and the circuit breaker. */
import { CircuitBreaker } from "../delivery/circuit-breaker.js";
import type { SendJob } from "../delivery/sender-process.js";
import { Spool } from "../delivery/spool.js";
import {
  getDestinationId,
  getSharedFilePaths,
  type SpoolDestination,
} from "../delivery/spool-destination.js";
import { getCurrentProcess } from "../internal/ids.js";
import { trustStored } from "../privacy/sanitizer/seal.js";

/**
 * Opens the part of the spool that belongs to a job's destination.
 * @param onLost called with the number of events that are dropped
 */
export function openSpool(job: SendJob, onLost: (reason: string, eventCount: number) => void): Spool {
  return new Spool({
    ...job,
    destinationId: getDestinationId(job.host, job.apiKey),
    owner: getCurrentProcess(),
    now: Date.now,
    reseal: trustStored,
    onLost,
  });
}

/** @param destination undefined for a breaker of this process alone */
export function createCircuitBreaker(destination: SpoolDestination | undefined): CircuitBreaker {
  return new CircuitBreaker({ file: destination && getSharedFilePaths(destination).breaker, now: Date.now });
}

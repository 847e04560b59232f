/** Delivers the spooled events, in a detached sender process and for the subcommand `flush`. */
import { type ConsentSnapshot, hasOptedOutSince, watchSavedChoice } from "../consent/saved-choice.js";
import { BatchSender } from "../delivery/batch-sender.js";
import type { CircuitBreaker } from "../delivery/circuit-breaker.js";
import { EventQueue } from "../delivery/event-queue.js";
import type { SendJob } from "../delivery/sender-process.js";
import { getSharedFilePaths } from "../delivery/spool-destination.js";
import { acquireSpoolLock, releaseSpoolLock } from "../delivery/spool-lock.js";
import { MAX_TIMER_MS, waitWithTimeout } from "../internal/timeout.js";
import type { Transport } from "../transports/transport.js";
import { openSpool } from "./shared-state.js";

/** Shorter than the time after which another process ignores the lock (spool-lock.ts). */
const MAX_LOCK_MS = 14_500;

interface SpoolDeliveryOptions {
  readonly transport: Transport;
  readonly breaker: CircuitBreaker;
  /** The time of `performance.now()` after which no request is started. */
  readonly deadlineMs: number;
  /** Called with the number of events that are dropped. */
  readonly onLost: (reason: string, eventCount: number) => void;
}

/** Returns the number of spooled files that remain, or `busy` if another process delivers them. Never rejects. */
export async function deliverSpool(
  job: SendJob,
  { transport, breaker, deadlineMs, onLost }: SpoolDeliveryOptions,
): Promise<number | "busy"> {
  const lockFile = getSharedFilePaths(job).lock;
  const spool = openSpool(job, onLost);
  const sender = new BatchSender({
    ...job,
    queue: new EventQueue(1, 1, () => {}), // it remains empty, because only spooled events are delivered
    transport,
    intervalMs: MAX_TIMER_MS, // the sender is only flushed
    random: Math.random,
    now: () => performance.now(),
    onDelivered: () => {},
    onDropped: onLost,
    notBefore: 0,
    breaker,
    backlog: spool,
  });
  const unwatch = stopAfterOptOut(job.consentSnapshot, () => sender.stop());
  try {
    let remainingFiles = spool.pendingFileCount;
    // A process that ended while this one had the lock started no sender of its own, so the files are counted again.
    while (remainingFiles > 0 && !sender.isStopped) {
      if (!acquireSpoolLock(lockFile)) return "busy";
      const remainingMs = Math.min(deadlineMs - performance.now(), MAX_LOCK_MS);
      // The last request gets the time for its answer, because its events would otherwise be sent again.
      const answerMs = Math.min(job.requestTimeoutMs, remainingMs / 2);
      await sender.flush({ timeoutMs: remainingMs - answerMs }, true);
      await waitWithTimeout(sender.waitUntilIdle(), answerMs);
      sender.abort(); // the lock must not be held longer
      await sender.waitUntilIdle(); // until the outcomes are recorded
      releaseSpoolLock(lockFile);
      const filesBefore = remainingFiles;
      remainingFiles = spool.pendingFileCount;
      if (remainingFiles >= filesBefore) break; // the server does not accept events now
    }
    return remainingFiles;
  } finally {
    unwatch();
  }
}

/** Stops a delivery when the person opts out. Returns a function that ends the watch. */
function stopAfterOptOut(snapshot: ConsentSnapshot | undefined, stop: () => void): () => void {
  if (snapshot === undefined) return () => {};
  const stopIfOptedOut = () => {
    if (hasOptedOutSince(snapshot)) stop();
  };
  stopIfOptedOut();
  return watchSavedChoice(snapshot, stopIfOptedOut);
}

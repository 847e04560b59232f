/** Delivers what the spool holds, as the one courier of its destination: in the detached child, and for a person who asks. */
import { type ConsentSnapshot, isRevoked, watchSavedChoice } from "../consent/saved-choice.js";
import { BatchSender } from "../delivery/batch-sender.js";
import type { CircuitBreaker } from "../delivery/circuit-breaker.js";
import { EventQueue } from "../delivery/event-queue.js";
import { getSharedFilePaths, type SendJob } from "../delivery/sender-process.js";
import { acquireSpoolLock, releaseSpoolLock } from "../delivery/spool-lock.js";
import type { Transport } from "../transports/transport.js";
import { openSpool } from "./create-delivery.js";

/** Shorter than the lock is believed (spool-lock.ts). */
const MAX_LOCK_MS = 14_500;

interface SpoolDeliveryOptions {
  readonly transport: Transport;
  readonly breaker: CircuitBreaker;
  /** By `performance.now()`: nothing is begun after that. */
  readonly deadlineMs: number;
  /** Events that no server will get. */
  readonly onLost: (reason: string, events: number) => void;
}

/** Returns how many files are left, or `busy` where another process is at it. Never rejects. */
export async function deliverSpool(
  job: SendJob,
  { transport, breaker, deadlineMs, onLost }: SpoolDeliveryOptions,
): Promise<number | "busy"> {
  const lockFile = getSharedFilePaths(job).lock;
  const spool = openSpool(job, onLost);
  const sender = new BatchSender({
    ...job,
    queue: new EventQueue(1, 1, () => {}),
    transport,
    intervalMs: 0x7fffffff, // it is flushed, and never waits for an interval
    random: Math.random,
    now: () => performance.now(),
    onDelivered: () => {},
    onDropped: onLost,
    notBefore: 0,
    breaker,
    backlog: spool,
  });
  const unwatch = stopWhenRevoked(job.consentSnapshot, () => sender.stop());
  let pending = spool.pendingFileCount;
  // A process that hands over while this one is about to end starts no other, so it is looked once more without the lock.
  while (pending > 0 && !sender.isStopped) {
    if (!acquireSpoolLock(lockFile)) return "busy";
    await sender.flush(Math.min(deadlineMs - performance.now(), MAX_LOCK_MS), () => true);
    await sender.waitUntilIdle(); // what was sent is noted
    releaseSpoolLock(lockFile);
    const previouslyPending = pending;
    pending = spool.pendingFileCount;
    if (pending >= previouslyPending) break; // the server does not want it now
  }
  unwatch();
  return pending;
}

/** A person who says no ends it, whatever is on its way. */
function stopWhenRevoked(obedience: ConsentSnapshot | undefined, stop: () => void): () => void {
  if (obedience === undefined) return () => {};
  const stopIfRevoked = () => {
    if (isRevoked(obedience)) stop();
  };
  stopIfRevoked();
  return watchSavedChoice(obedience.file, stopIfRevoked);
}

/** Delivers what the spool holds, as the one courier of its destination: in the detached child, and for a person who asks. */
import { isRevoked, type Obedience, watchSavedChoice } from "../consent/saved-choice.js";
import { Courier } from "../delivery/batch-sender.js";
import type { Breaker } from "../delivery/circuit-breaker.js";
import { Queue } from "../delivery/queue.js";
import type { CourierOrder } from "../delivery/spawn-sender.js";
import { lock, unlock } from "../delivery/spool-lock.js";
import { filesFor } from "../delivery/spool-names.js";
import type { Transport } from "../transports/transport.js";
import { spoolOf } from "./open-delivery.js";

/** Shorter than the lock is believed (spool-lock.ts). */
const LONGEST_HOLD_MS = 14_500;

interface SpoolDelivery {
  readonly transport: Transport;
  readonly breaker: Breaker;
  /** By `performance.now()`: nothing is begun after that. */
  readonly until: number;
  /** Events that no server will get. */
  readonly onLost: (reason: string, events: number) => void;
}

/** Returns how many files are left, or `busy` where another process is at it. Never rejects. */
export async function deliverSpool(
  order: CourierOrder,
  { transport, breaker, until, onLost }: SpoolDelivery,
): Promise<number | "busy"> {
  const file = filesFor(order).lock;
  const spool = spoolOf(order, onLost);
  const courier = new Courier({
    ...order,
    queue: new Queue(1, 1, () => {}),
    transport,
    intervalMs: 0x7fffffff, // it is flushed, and never waits for an interval
    random: Math.random,
    now: () => performance.now(),
    onDelivered: () => {},
    onRefused: onLost,
    notBefore: 0,
    breaker,
    backlog: spool,
  });
  const unwatch = watch(order.obedience, () => courier.stop());
  let waiting = spool.waiting;
  // A process that hands over while this one is about to end starts no other, so it is looked once more without the lock.
  while (waiting > 0 && !courier.isStopped) {
    if (!lock(file)) return "busy";
    await courier.flush(Math.min(until - performance.now(), LONGEST_HOLD_MS), () => true);
    await courier.idle(); // what was sent is noted
    unlock(file);
    const before = waiting;
    waiting = spool.waiting;
    if (waiting >= before) break; // the server does not want it now
  }
  unwatch();
  return waiting;
}

/** A person who says no ends it, whatever is on its way. */
function watch(obedience: Obedience | undefined, stop: () => void): () => void {
  if (obedience === undefined) return () => {};
  const look = () => {
    if (isRevoked(obedience)) stop();
  };
  look();
  return watchSavedChoice(obedience.file, look);
}
